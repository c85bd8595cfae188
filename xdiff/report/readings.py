"""Fluency readings as the HTML report shows them: the unusual first, what each measures, its examples.

The rooms are apart: the words for the signals stand here, as the names of languages stand in `phrases`, and
a test sees that every signal has some.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xdiff.report import phrases
from xdiff.report.base import Cut, clipped, in_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xdiff.records import Article, Evidence, Fluency, Reading

# What each signal counts, in a line that ends "... per 1,000 words" by its unit.
MEASURES: Final[Mapping[str, str]] = {
    "agreement": "small words that do not fit what follows, as in “a apple” or “these is”",
    "articles": "how often “a”, “an” and “the” stand; other languages use more of them, or none",
    "commas": "how often a comma stands; German, Russian and French set more of them",
    "doubled-words": "the same word twice in a row",
    "function-words": "the small words that join the others: “of”, “which”, “would”",
    "jolts": "small words where English grammar hardly ever has one",
    "of-chains": "nouns chained with “of”, as in “the head of the office of the mayor”",
    "sentence-length": "words in a sentence, on average",
    "sentence-variation": "how much the sentences differ in length; near 0 they are all alike",
    "spacing": "spaces too many or too few beside quotation marks, commas and full stops",
    "surprisal": "how hard the word order is to foresee; good English is easy",
    "turns": "turns of phrase that older translation engines take and people seldom do",
    "unfinished": "paragraphs that break off without a full stop",
    "unknown-words": "words that are no English words, names left aside",
    "vocabulary": "how many of the words are different ones; low repeats itself",
}

EXAMPLES: Final = 4
# So many characters of a sentence show one example; a wording of a few signs needs its neighbours.
ROOM: Final = 90


@dataclass(frozen=True, slots=True)
class Shown:
    """A reading with where it lies (`low`, `high`, `usual`, or empty), what is usual, and its examples."""

    reading: Reading
    standing: str
    value: str
    usual: str
    measures: str
    examples: tuple[Cut, ...]


def unusual(fluency: Fluency, article: Article) -> list[Shown]:
    """Return the readings that lie outside what is usual, the farthest out first."""
    found = [each for each in fluency.readings if phrases.standing(each) in ("low", "high")]
    return [_shown(each, article) for each in sorted(found, key=_outside, reverse=True)]


def usual(fluency: Fluency, article: Article) -> list[Shown]:
    """Return the readings that are as usual, and those that nothing is known to compare with."""
    return [
        _shown(each, article) for each in fluency.readings if phrases.standing(each) not in ("low", "high")
    ]


def counted(found: list[Shown]) -> str:
    """Say how many readings are as usual, and how many could not be compared."""
    known = sum(bool(each.standing) for each in found)
    said = [f"{phrases.count(known, 'signal')} {'is' if known == 1 else 'are'} as usual"] if known else []
    if rest := len(found) - known:
        said.append(f"{rest if said else phrases.count(rest, 'signal')} not compared")
    return phrases.listing(said)


def beside(reading: Reading) -> tuple[str, str]:
    """Return a value and what is usual: `35.8` and `15.6 to 30.8`, or `0` where nearly all texts have that.

    A value just outside gets the digits that show it to be.
    """
    if reading.usual is None:
        return figure(reading.value), ""
    value, low, high = (figure(each) for each in (reading.value, *reading.usual))
    if phrases.standing(reading) in ("low", "high") and value in (low, high):
        value, low, high = (f"{each:.4g}" for each in (reading.value, *reading.usual))
    return value, low if low == high else f"{low} to {high}"


def figure(value: float) -> str:
    """Return a measured value with three significant figures; none at all is a plain `0`."""
    return "0" if value == 0 else phrases.number(value)


def _shown(reading: Reading, article: Article) -> Shown:
    standing = phrases.standing(reading)
    found: dict[str, Evidence] = {}
    if standing in ("low", "high"):
        for each in reading.evidence:
            words = each.span.of(article.document.text)
            if words.strip():
                found.setdefault(words.casefold(), each)
    value, usual = beside(reading)
    examples = [in_sentence(article, each.span) for each in list(found.values())[:EXAMPLES]]
    return Shown(
        reading=reading,
        standing=standing,
        value=value,
        usual=usual,
        measures=MEASURES.get(reading.signal, ""),
        examples=tuple(_brief(each) for each in examples),
    )


def _brief(cut: Cut) -> Cut:
    """Return an example with the words around it, itself cut where it is a long sentence."""
    hit = cut.hit if len(cut.hit) <= 2 * ROOM else f"{cut.hit[: 2 * ROOM].rstrip()} …"
    short = clipped(Cut(cut.before, hit, cut.after), ROOM)
    return short if hit == cut.hit else Cut(short.before, hit, "")


def _outside(reading: Reading) -> float:
    """Return how far outside the usual range a value lies, in widths of that range; never not a number."""
    if reading.usual is None:
        return 0.0
    at = phrases.place(reading.value, reading.usual)
    return max(-at, at - 1.0)
