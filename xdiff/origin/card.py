"""The model card: every figure of a training run, written beside the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_INTRODUCTION = """\
# The origin model

Written by `xdiff model train origin`; do not edit. `origin.npz` holds weights for hashed word n-grams (1 to
3) and shape n-grams (1 to 5), a softmax that turns their scores and the length into probabilities, a table
for source languages, and the n-grams that evidence is drawn from. No text is in it but common words.

What it is for: saying whether an English text of 60 words or more was machine translated, with a probability
and the reason; to be read by a person beside the evidence. What it is not for: deciding about a person alone.
Human translations are its hardest negatives; see the share of them that the cut flags.

What it cannot do: tell a language model's translation from a person's much better than chance. News is what
it knows best; chat, talks and encyclopaedias less; fiction, verse, law and science were not measured, for
want of data. The figures on windows are without the language packs, which judge beside it; those of whole
verdicts are with them.

How it was made: names and digits masked, quotation marks dropped, dashes, clitics, entities and blanks in one
form, British spelling read as American. Windows of about 1,800 characters. Five regressions: machine against
human translation (all kinds, then rule-based and statistical, neural, and language models alone) and original
against translated. Humans and machines weigh the same within each content group (a year's test set, whoever
translated it). A softmax over scores on groups held out in turn joins the five to two axes; another, with the
length, calibrates them, and gives the cuts. The prior is: half machine translation, a quarter originals, a
quarter human translations.

Two models were made by the same steps. The shipped one learned from every content group. Its twin learned
from all but the test groups, and every figure on them below is the twin's: people's translations are the
scarcest data, and the shipped model has seen a quarter more of them. That texts without any pack's hit needed
a term of their own was seen in the calibration on the test groups; how large it is, on dev.
"""

_SPLITS = {
    "dev": "Each group scored by tables fitted without it; choices were made on these figures: {}.",
    "test": "The twin, fitted on everything but these groups; no choice was made on them: {}.",
}

_WHOLE = """\
Documents of 1,200 characters or more of the test groups, judged by the twin: every human one, 250 of each
kind of machine. The false alarms here are the rates that verdicts print. `smt-fr` is statistical translation
from French; `without_packs` are the same verdicts with the packs' log-odds taken out again. The rates behind
the packs' weights were counted while the test groups' rows of the training file (2013 above all) were still
among the rows counted, so what packs add here is flattered; `without_packs` is free of that."""

_ROBUSTNESS = """\
Documents of the test groups judged by the twin, plain and changed. `changed` is another label, `crossed` one
that goes from a person's work to machine translation or back, `accused` a person's work that only the changed
text is called machine translation, `shift` the mean move of the probability. Then beginnings of some lengths,
and texts joined of two: `share` is how many are told to be of mixed origin, `off` by how many sentences."""

_REGISTERS = """\
Share of people's own windows of 1,200 characters or more that the cut flags: the shipped model's scores, each
of a fit without the window's content group. Wiki stands for encyclopaedia, chat for dialogues. For fiction
and for talks there are no people's texts to measure on: there a verdict is a guess from neighbours."""

_PARTS = """\
AUC on dev of the n-gram model alone, each window scored by a fit without its content group. What the packs
add stands under whole verdicts."""

_PUBLISHED = """\
German to English news as in the papers (COLING 2020 and later): learned from the tests before 2018, documents
first written in German of 2018 judged. The papers learn up to 2018 and judge 2019, which the data lack; they
state shares judged right of .82 (DeepL) and .62 to .64 (Google). `right` is that share."""

_SOURCES = """\
Windows of 1,200 characters or more whose contents were not learned from; how often the true language of 16
is `first` or `among three`, `even` with each language weighing the same, its `family` first, and the log
loss in nats. On English-origin contents topic tells nothing; on a language's own topics it does. Languages:
ar, cs, de, es, fi, fr, he, hu, it, ja, pl, pt, ru, tr, uk, zh. Tried on English-origin contents of FLORES
and of neural news (first of 16): masked words and shapes .21 and .33; naive Bayes .16 and .25; linear
discriminants of texts centred on their content's mean .21 to .25 and .27; class means .16; what is shipped
.25 and .37."""

# Each measured once, on groups left out; test groups in none of them but where it says so.
_TRIED: tuple[tuple[str, str, str], ...] = (
    ("a head for each kind of machine beside one for all", "mean of ten AUCs", ".805 to .838, kept"),
    ("originals of more outlets", "SMT-fr / original", ".936 to .990, kept"),
    ("the test groups' texts as well: 2021", "NMT / HT, words alone", ".785 to .830, kept (shipped model)"),
    ("the test groups' texts as well: 2022", "NMT / HT, words alone", ".772 to .794, kept (shipped model)"),
    (
        "55 dense measures (length, usualness, variety, repetition, punctuation), regression",
        "NMT / HT, LLM / HT, alone",
        ".594, .651, dropped",
    ),
    ("the same, boosted trees", "NMT / HT, LLM / HT, alone", ".616, .633, dropped"),
    ("bigram usualness alone", "NMT / HT, LLM / HT, NMT / original", ".54, .65, .69"),
    ("each text centred on its content's mean", "NMT / HT, words alone", ".822 to .807, dropped"),
    ("pairing by year and source language", "NMT / HT within one, words alone", ".800 to .803"),
    ("the same", "SMT-fr / HT, words alone", ".855 to .848, dropped"),
    ("naive-Bayes weights (NB-SVM)", "NMT / HT of 2022, words alone", ".772 to .691, dropped"),
    ("regularisation C of 10, of 100, not 30", "NMT / HT of 2022, words alone", ".772 to .773, .770"),
    ("capitals of headings read over: labels that a title in title case moves", "documents", ".06 to .03"),
    (
        "the same: NMT / original on test, a leak of house style or not",
        "whole verdicts",
        ".887 to .870, dropped",
    ),
    ("thrice the machine windows", "mean of seven AUCs, words alone", ".761 to .758, dropped"),
    ("and people's in overlapping windows", "mean of seven AUCs, words alone", ".758 to .757, dropped"),
)


def write_card(path: Path, card: Mapping[str, Any]) -> None:
    """Write `origin.md` from the card's figures."""
    lines = [_INTRODUCTION, "## Cuts", "", "| label | given from |", "|---|---|"]
    lines += [f"| {label} | {cut:.3f} |" for label, cut in card["cuts"].items()]
    if "registers" in card:
        lines += ["", "## False alarms by register", "", _REGISTERS, ""]
        lines += ["| texts | flagged at the cut |", "|---|---|"]
        lines += [f"| {name} | {share:.3f} |" for name, share in sorted(card["registers"].items())]
    if "whole" in card:
        lines += [
            "",
            "## Whole verdicts on test, packs and all",
            "",
            _WHOLE,
            "",
            *figures_table(card["whole"]),
        ]
    if card.get("robustness"):
        lines += ["", "## Texts changed, cut and joined", "", _ROBUSTNESS, "", *card["robustness"]]
    if "parts" in card:
        lines += ["", "## What each part brings", "", _PARTS, "", *_parts(card["parts"]), "", *_tried()]
    if "published" in card:
        lines += ["", "## The published comparison", "", _PUBLISHED, "", *figures_table(card["published"])]
    if "sources" in card:
        lines += ["", "## Source languages", "", _SOURCES, "", *_languages(card["sources"])]
    for name, figures in card["figures"].items():
        groups = ", ".join(card["groups"][name])
        lines += ["", f"## Figures on {name}", "", _SPLITS[name].format(groups), "", *_figures(figures)]
    lines += ["", "## Data", "", "Used to fit and to measure; no text of it is in the package.", ""]
    lines += ["| file | sha256 |", "|---|---|"]
    lines += [f"| {name} | `{value}` |" for name, value in card["data"].items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def figures_table(figures: Mapping[str, float]) -> list[str]:
    """Return figures by name as the lines of a Markdown table."""
    rows = [f"| {name} | {value:.3f} |" for name, value in sorted(figures.items())]
    return ["| figure | value |", "|---|---|", *rows]


def _languages(figures: Mapping[str, Mapping[str, float]]) -> list[str]:
    names = ("first", "even", "among three", "family", "log loss")
    rows = {
        texts: [f"{found['windows']:.0f}", *(f"{found[name]:.3g}" for name in names)]
        for texts, found in figures.items()
    }
    return _grid(("texts", "windows", *names), rows)


def _tried() -> list[str]:
    return _grid(("tried", "on dev", "AUC"), [(first, rest) for first, *rest in _TRIED])


def _parts(parts: Mapping[str, Mapping[str, float]]) -> list[str]:
    names = sorted({name for figures in parts.values() for name in figures})
    rows = {part: [f"{figures[name]:.3f}" for name in names] for part, figures in parts.items()}
    return _grid(("part", *names), rows)


def _grid(
    head: Sequence[str], rows: Mapping[str, Sequence[str]] | Sequence[tuple[str, Sequence[str]]]
) -> list[str]:
    """Return the lines of a Markdown table: its head, and each row's name and cells."""
    named = rows.items() if isinstance(rows, Mapping) else rows
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return lines + [f"| {' | '.join((name, *cells))} |" for name, cells in named]


def _figures(figures: Mapping[str, Any]) -> Iterator[str]:
    yield f"{figures['windows']} windows; AUC, shares and languages on those of 1,200 characters or more."
    yield from ("", "| machine / human | AUC |", "|---|---|")
    yield from (f"| {name} | {value:.3f} |" for name, value in figures["auc"].items())
    yield from ("", "| human texts | share flagged at the cut (false alarms) |", "|---|---|")
    yield from (f"| {name} | {value:.3f} |" for name, value in figures["false_positive_rate"].items())
    yield from ("", "| machine texts | share flagged at the cut |", "|---|---|")
    yield from (f"| {name} | {value:.3f} |" for name, value in figures["flagged"].items())
    yield from ("", "| probability | expected calibration error |", "|---|---|")
    yield f"| p_machine | {figures['calibration_error']:.3f} |"
    yield f"| p_translated | {figures['calibration_error_translated']:.3f} |"
