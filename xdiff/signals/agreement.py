"""Small forms that do not agree: a/an, this/these, has/have."""

from __future__ import annotations

from itertools import pairwise

from xdiff.records import Span
from xdiff.signals.base import VOWELS, Measurement, Prose, Signal, Word, per, place

# Words whose first letter misleads about their first sound.
_CONSONANT_SOUND = ("uni", "use", "usu", "uti", "ute", "eu", "one", "once", "ura", "ubi", "uk", "ewe", "u-")
_VOWEL_SOUND = ("hour", "hono", "heir", "honest", "herb", "historic", "hotel", "hyster")
_UN_WORDS = ("unin", "unim", "unid", "unis s", "unill")  # un- before i, not uni-

# A pronoun or demonstrative with a verb or noun that cannot follow it. "that he have" (subjunctive), "did
# he have" (question) are told by the word before.
_WRONG = {
    "he": frozenset({"have", "do", "are", "were", "am"}),
    "she": frozenset({"have", "do", "are", "were", "am"}),
    "it": frozenset({"have", "do", "are", "am"}),
    "they": frozenset({"has", "is", "was", "does", "am"}),
    "we": frozenset({"has", "is", "was", "does", "am"}),
    "you": frozenset({"has", "is", "was", "does", "am"}),
    "i": frozenset({"has", "is", "are", "does"}),
    "these": frozenset({"is", "was", "has", "does"}),
    "those": frozenset({"is", "was", "has", "does"}),
    "this": frozenset(
        {"are", "were", "have", "people", "men", "women", "children", "years", "days", "things"}
    ),
    "many": frozenset({"is", "was", "has"}),
    "an": frozenset({"people", "men", "women", "children", "years", "days"}),
    "a": frozenset({"people's", "men", "women", "years", "days", "hours", "children"}),
}
_EXCUSES = frozenset({
    "did", "do", "does", "if", "though", "as", "were", "would", "should", "will", "can", "could", "may",
    "might", "must", "let", "lest", "that", "whether", "for", "of", "like", "than", "and", "or", "to",
    "one", "either", "neither",
})  # fmt: skip


def measure(prose: Prose) -> Measurement | None:
    """Return slips of agreement per 1,000 words."""
    found = []
    for words in prose.sentences:
        before = ""
        for word, following in pairwise(words):
            if _adjacent(prose, word, following) and (slip := _slip(before, word, following)):
                span = Span(start=word.span.start, end=following.span.end)
                found.append(place(span, "agreement", f"“{span.of(prose.text)}”: {slip}"))
            before = word.lower
    return per(len(found), prose.words, 1000), tuple(found)


def _adjacent(prose: Prose, word: Word, following: Word) -> bool:
    return prose.text[word.span.end : following.span.start] in (" ", "\n")


def _slip(before: str, word: Word, following: Word) -> str | None:
    if word.lower in ("a", "an") and (word.text != "A" or before == ""):
        article = _article_for(following)
        if article is not None and article != word.lower:
            return f"“{article}” goes before this sound"
    if before not in _EXCUSES and word.text != "US" and following.lower in _WRONG.get(word.lower, ()):
        return "the forms do not agree"
    return None


def _article_for(word: Word) -> str | None:
    """Return "a" or "an", or None for a word whose first sound its letters do not tell.

    Acronyms, numbers and capitalised words (foreign names) are left alone.
    """
    lower = word.lower
    if not word.text.isalpha() or not word.text.islower() or len(lower) < 3:
        return None
    if lower.startswith(_VOWEL_SOUND):
        return "an" if lower.startswith(("hour", "honest", "heir")) else None
    if lower.startswith(_UN_WORDS):
        return "an"
    if lower.startswith(_CONSONANT_SOUND):
        return "a" if lower.startswith(("uni", "use", "usu", "eu", "one", "once")) else None
    if lower[0] in VOWELS:
        return "an"
    return None if lower[0] == "y" else "a"


SIGNAL = Signal(
    name="agreement",
    unit="per 1,000 words",
    direction="lower",
    why="“a apple”, “he have”, “these is”: engines choose each word from its neighbours on one side only.",
    measure=measure,
    step=1.0,
)
