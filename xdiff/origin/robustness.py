"""Whether verdicts hold on texts printed otherwise, cut, reordered, short or long, or joined of two origins.

For evaluation only: no verdict needs it. The judging function is an argument, since it lies above this room.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

import numpy as np

from xdiff.origin.measure import auc
from xdiff.origin.spelling import AMERICAN, BRITISH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xdiff.records import Verdict

Judge = Callable[[str], "Verdict"]
Lines = tuple[str, ...]  # sentences, the heading first
Variant = Callable[[Lines], Lines]

LENGTHS = (100, 150, 200, 300, 500, 800, 1200, 2000)  # words
HUMAN = ("original", "human_translation")
_HEADING = 20  # words; a first line of more is no heading
_OPENING = re.compile(r"(^|(?<=[\s(\[–—-]))[\"“”„«](?=\S)")
_QUOTES = re.compile(r"\s?[\"“”„»]|«\s?")
_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One document: its gold label (or kind of machine translation) and its sentences."""

    kind: str
    lines: Lines


class Moved(NamedTuple):
    """What one variant did, as shares of the documents that it changed at all."""

    documents: int
    changed: float  # another label, `unsure` among them
    crossed: float  # from a person's work to machine translation or back
    accused: (
        float  # a person's work, by its gold label, that only the variant gets called machine translation
    )
    shift: float  # mean absolute move of p_machine, where both were judged


class AtLength(NamedTuple):
    """Figures of documents cut at one length, not-a-number where there are none of a kind."""

    documents: int
    auc_translation: float  # machine against human translation
    auc_original: float  # machine against originals
    alarms_translation: float  # share of human translations called machine translation
    alarms_original: float
    flagged: float  # share of machine translations called so
    unsure: float  # share of all, with those not judged


class Told(NamedTuple):
    """How often texts are called mixed, and how far off that is."""

    documents: int
    share: float
    off: float  # median sentences from the change to the nearest one told, not-a-number without any


def labelled(rows: Iterable[Mapping[str, Any]]) -> list[Labelled]:
    """Return rows in the format of DATA.md as documents; those without a single gold origin are left out."""
    kept = []
    for row in rows:
        label = row.get("label")
        kind = str(row.get("mt_type") or "machine") if label == "machine_translation" else label
        lines = tuple(line for line in str(row["text"]).split("\n") if line.strip())
        if label in (*HUMAN, "machine_translation") and lines:
            kept.append(Labelled(kind=str(kind), lines=lines))
    return kept


def markdown(
    moved: Mapping[str, Moved], lengths: Mapping[int, AtLength], mixed: Mapping[str, Told]
) -> list[str]:
    """Return the figures of `table`, `curve` and `mixtures` as Markdown tables, empty ones left out."""

    def shown(value: float) -> str:
        return str(value) if isinstance(value, int) else "" if np.isnan(value) else f"{value:.3f}"

    def lines(first: str, figures: Mapping[Any, Moved | AtLength | Told]) -> list[str]:
        out: list[str] = []
        for name, values in figures.items():
            if not out:
                head = [first, *(field.replace("_", " ") for field in values._fields)]
                out += [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
            out.append(f"| {name} | {' | '.join(shown(value) for value in values)} |")
        return [*out, ""] if out else []

    return [*lines("variant", moved), *lines("words", lengths), *lines("text", mixed)]


def table(documents: Sequence[Labelled], judge: Judge) -> dict[str, Moved]:
    """Judge every document plain and in each of VARIANTS.

    Args:
        documents: labelled documents, with at least some that each variant changes.
        judge: says how a text's English came to be; sentences are joined by line breaks.

    Returns:
        What each variant moved; one that changes no document is left out.

    """
    plain = [judge("\n".join(each.lines)) for each in documents]
    found = {}
    for name, variant in VARIANTS.items():
        moves = []
        for each, before in zip(documents, plain, strict=True):
            lines = variant(each.lines)
            if lines != each.lines:
                moves.append(_move(each.kind, before, judge("\n".join(lines))))
        if moves:
            changed, crossed, accused = (float(np.mean([move[at] for move in moves])) for at in range(3))
            shifts = [move[3] for move in moves if move[3] is not None]
            found[name] = Moved(len(moves), changed, crossed, accused, float(np.mean(shifts or [0.0])))
    return found


def _move(kind: str, before: Verdict, after: Verdict) -> tuple[bool, bool, bool, float | None]:
    both = (before.label, after.label)
    crossed = "machine_translation" in both and any(label in HUMAN for label in both)
    accused = kind in HUMAN and before.label != "machine_translation" == after.label
    shift = None
    if before.p_machine is not None and after.p_machine is not None:
        shift = abs(after.p_machine - before.p_machine)
    return before.label != after.label, crossed, accused, shift


def curve(
    documents: Sequence[Labelled], judge: Judge, lengths: Sequence[int] = LENGTHS
) -> dict[int, AtLength]:
    """Judge the beginnings of documents.

    Args:
        documents: labelled documents; one shorter than a length takes no part in it.
        judge: as for `table`.
        lengths: in words; a beginning ends with the sentence that reaches it.

    Returns:
        Figures for each length that some document reaches.

    """
    found = {}
    for length in lengths:
        cut = [(each.kind, lines) for each in documents if (lines := beginning(each.lines, length))]
        if cut:
            kinds = np.array([kind for kind, _ in cut])
            found[length] = _at_length(kinds, [judge("\n".join(lines)) for _, lines in cut])
    return found


def beginning(lines: Lines, words: int) -> Lines:
    """Return the first sentences that have as many words together; none when all have fewer."""
    count = 0
    for number, line in enumerate(lines, 1):
        count += len(line.split())
        if count >= words:
            return lines[:number]
    return ()


def _at_length(kinds: NDArray[Any], verdicts: Sequence[Verdict]) -> AtLength:
    chances = np.array([np.nan if each.p_machine is None else each.p_machine for each in verdicts])
    labels = np.array([each.label for each in verdicts])
    machine, judged = ~np.isin(kinds, HUMAN), ~np.isnan(chances)

    def against(human: str) -> float:
        value = auc(chances[machine & judged], chances[(kinds == human) & judged])
        return np.nan if value is None else value

    def share(mask: NDArray[Any], label: str) -> float:
        return float((labels[mask] == label).mean()) if mask.any() else np.nan

    called = "machine_translation"
    return AtLength(
        documents=len(verdicts),
        auc_translation=against("human_translation"),
        auc_original=against("original"),
        alarms_translation=share(kinds == "human_translation", called),
        alarms_original=share(kinds == "original", called),
        flagged=share(machine, called),
        unsure=share(np.ones(len(kinds), dtype=bool), "unsure"),
    )


def mixtures(
    documents: Sequence[Labelled], judge: Judge, *, most: int = 100, words: Sequence[int] = (300, 400, 600)
) -> dict[str, Told]:
    """Join the beginnings of two documents and ask where the origin changes.

    Args:
        documents: labelled documents, best of one content group; those of fewer than `words` are not used.
        judge: as for `table`.
        most: joined texts of a kind.
        words: lengths of the two beginnings, drawn at random.

    Returns:
        By kinds joined (`original + nmt`, either first); `one` are the documents whole, which should not be
        told, as should not two of one kind.

    """
    rng = random.Random(1)  # noqa: S311 (a sample)
    by_kind: dict[str, list[Labelled]] = {}
    for each in documents:
        if beginning(each.lines, max(words)):
            by_kind.setdefault(each.kind, []).append(each)
    found = {}
    for kind, some in sorted(by_kind.items()):
        found[f"one {kind}"] = _told([(each.lines, 0) for each in some[:most]], judge)
        for other in sorted(by_kind):
            if (kind in HUMAN and other not in HUMAN) or kind == other:
                pairs = [rng.sample([rng.choice(some), rng.choice(by_kind[other])], 2) for _ in range(most)]
                halves = [[beginning(each.lines, rng.choice(words)) for each in pair] for pair in pairs]
                found[f"{kind} + {other}"] = _told([(a + b, len(a)) for a, b in halves], judge)
    return found


def _told(texts: Sequence[tuple[Lines, int]], judge: Judge) -> Told:
    """Judge texts whose origin changes at a line, and say how far off the nearest change told is."""
    off = []
    for lines, at in texts:
        starts = np.cumsum([0, *(len(line) + 1 for line in lines)])
        passages = judge("\n".join(lines)).passages[1:]
        told = [int(np.searchsorted(starts, each.span.start)) for each in passages]
        if told:
            off.append(min(abs(each - at) for each in told))
    return Told(len(texts), len(off) / max(len(texts), 1), float(np.median(off)) if off else np.nan)


def _quoted(opening: str, closing: str) -> Variant:
    """Return what writes every double quotation mark in another style."""

    def rewrite(line: str) -> str:
        opened = _OPENING.sub("\0", line)
        return _QUOTES.sub(closing, opened).replace("\0", opening)

    return lambda lines: tuple(rewrite(line) for line in lines)


def _replaced(pattern: str, by: str) -> Variant:
    compiled = re.compile(pattern)
    return lambda lines: tuple(compiled.sub(by, line) for line in lines)


def _heading(recase: Callable[[str], str]) -> Variant:
    """Return what recases the first line, where it is short enough for a heading."""

    def change(lines: Lines) -> Lines:
        short = lines and len(lines[0].split()) <= _HEADING
        return (recase(lines[0]), *lines[1:]) if short else lines

    return change


def _titled(line: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in line.split(" "))


def _lowered(line: str) -> str:
    return line[:1] + line[1:].lower()


def _spelled(words: Mapping[str, str]) -> Variant:
    def other(match: re.Match[str]) -> str:
        word = match.group()
        found = words.get(word.lower(), word)
        return found.capitalize() if word[0].isupper() and found is not word else found

    return lambda lines: tuple(_WORD.sub(other, line) for line in lines)


def _rng(lines: Lines) -> random.Random:
    return random.Random(crc32("\n".join(lines).encode("utf-8", "surrogatepass")))  # noqa: S311 (a sample)


def _shuffled(lines: Lines) -> Lines:
    return tuple(_rng(lines).sample(lines, len(lines)))


def _thinned(lines: Lines) -> Lines:
    """Drop a tenth of the sentences, at least one of four or more."""
    if len(lines) < 4:
        return lines
    dropped = set(_rng(lines).sample(range(len(lines)), max(1, len(lines) // 10)))
    return tuple(line for at, line in enumerate(lines) if at not in dropped)


def _spaced(lines: Lines) -> Lines:
    """Set punctuation and clitics apart by blanks, as corpora for training machines are printed."""
    out = []
    for line in lines:
        apart = re.sub(r"(\w)(n['’]t|['’](?:s|re|ve|ll|d|m))\b", r"\1 \2", line)
        apart = re.sub(r"([\"“”„«»()\[\]?!;]|[.,:](?!\d)|\.\.\.)", r" \1 ", apart)
        out.append(" ".join(apart.split()))
    return tuple(out)


VARIANTS: Mapping[str, Variant] = {
    "straight quotes": _quoted('"', '"'),
    "curly quotes": _quoted("“", "”"),
    "single quotes": _quoted("‘", "’"),
    "guillemets": _quoted("« ", " »"),
    "no quotes": _quoted("", ""),
    "straight apostrophes": _replaced(r"[’‘]", "'"),
    "curly apostrophes": _replaced(r"(?<=\w)'", "’"),
    "em dashes": _replaced(r"\s(?:-{1,2}|[–—])\s", "—"),
    "spaced en dashes": _replaced(r"\s(?:-{1,2}|—)\s|—", " – "),
    "double hyphens": _replaced(r"\s?[–—]\s?|\s-\s", " -- "),
    "heading in title case": _heading(_titled),
    "heading in capitals": _heading(str.upper),
    "heading in lower case": _heading(_lowered),
    "American spelling": _spelled(AMERICAN),
    "British spelling": _spelled(BRITISH),
    "sentences shuffled": _shuffled,
    "a tenth dropped": _thinned,
    "doubled spaces": _replaced(r" ", "  "),
    "spaced punctuation": _spaced,
}
