"""The model card: every figure of a training run, written beside the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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
form. Windows of about 1,800 characters. Five regressions: machine against human translation (all kinds, then
rule-based and statistical, neural, and language models alone) and original against translated. Humans and
machines weigh the same within each content group (a year's test set, whoever translated it). A softmax over
scores on groups held out in turn joins the five to two axes; another, with the length, calibrates them, and
gives the cuts. The prior is: half machine translation, a quarter originals, a quarter human translations.
"""

_SPLITS = {
    "dev": "Each group scored by tables fitted without it; choices were made on these figures: {}.",
    "test": "The shipped model, fitted on everything but these groups; no choice was made on them: {}.",
}

_WHOLE = """\
Documents of 1,200 characters or more of the test groups: every human one, 250 of each kind of machine. The
false alarms here are the rates that verdicts print. `smt-fr` is statistical translation from French."""


def write_card(path: Path, card: Mapping[str, Any]) -> None:
    """Write `origin.md` from the card's figures."""
    lines = [_INTRODUCTION, "## Cuts", "", "| label | given from |", "|---|---|"]
    lines += [f"| {label} | {cut:.3f} |" for label, cut in card["cuts"].items()]
    for name, figures in card["figures"].items():
        groups = ", ".join(card["groups"][name])
        lines += ["", f"## Figures on {name}", "", _SPLITS[name].format(groups), "", *_figures(figures)]
    if "whole" in card:
        lines += ["", "## Whole verdicts on test, packs and all", "", _WHOLE, ""]
        lines += ["| figure | value |", "|---|---|"]
        lines += [f"| {name} | {value:.3f} |" for name, value in sorted(card["whole"].items())]
    lines += ["", "## Data", "", "Used to fit and to measure; no text of it is in the package.", ""]
    lines += ["| file | sha256 |", "|---|---|"]
    lines += [f"| {name} | `{value}` |" for name, value in card["data"].items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


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
    if not figures["languages"]:
        return
    yield from (
        "",
        "| source language comes first | windows | among | of those | of all |",
        "|---|---|---|---|---|",
    )
    for name, found in figures["languages"].items():
        yield (
            f"| {name} | {found['windows']} | {', '.join(found['languages'])}"
            f" | {found['first among these (mean over languages)']:.3f} | {found['first among all']:.3f} |"
        )
