"""Polarity and certainty: what a sentence negates, refuses, denies, leaves open or does not vouch for.

A fact's span is the cue ("did not rule out"), its `value` one of `VALUES`, and its `unit` the plain form of
the word the cue bears on ("strike"), found by what may stand between, not by parsing; `data["head_start"]`
and `data["head_end"]` give that word's place in the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xdiff.facts.base import Earlier, Extractor
from xdiff.facts.predicate.heads import AUXILIARIES, clause_head, noun_head, subject_head, verb_head
from xdiff.facts.predicate.lemma import lemma
from xdiff.facts.quantity.lexemes import Lexeme, lex, lower_at, phrase, touches, words
from xdiff.facts.quantity.units import PEOPLE
from xdiff.records import Article, Fact, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

VALUES = ("negated", "refused", "possible", "unconfirmed", "not ruled out", "denied")

# What is negated by itself; the word after them is the head.
_NOT = frozenset(words("not never cannot neither nor nobody none nothing"))
_NOT_PHRASES = frozenset(
    {"no longer", "no one", "unable to", "failed to", "fails to", "fail to", "failing to"}
)
_NOT_FIRST = frozenset(words("unable failed fails fail failing no"))
# "Not only" affirms, and so do the others.
_AFFIRMING = frozenset(
    words("only just merely simply least to surprisingly unlike mention until all every everyone exactly")
)
_NO_AFFIRMING = frozenset(
    words("doubt matter wonder more less fewer sooner stranger . , ! ? - question later problem")
)
_POSSIBLE = frozenset(
    words("may might could possibly perhaps maybe probably potentially likely unlikely unless if")
)
_UNCONFIRMED = frozenset(
    words(
        """
        reportedly allegedly supposedly purportedly apparently alleged suspected unconfirmed rumoured
        rumored
        """
    )
)
_OF_NOUNS = frozenset(words("alleged suspected unconfirmed rumoured rumored"))  # the others are adverbs
_SAID_TO = frozenset(words("said believed thought rumoured rumored reported alleged understood suspected"))
_SOURCES = frozenset(words("sources reports rumours rumors"))
_SAY = frozenset(words("say said says suggest suggested claim claimed"))
_BE = frozenset(words("is are was were be been being"))

_REFUSING = {
    form: base
    for base, forms in {
        "refuse": "refuse refuses refused refusing",
        "decline": "decline declines declined declining",
        "reject": "reject rejects rejected rejecting",
        "dismiss": "dismiss dismisses dismissed dismissing",
        "deny": "deny denies denied denying",
        "rule out": "rule rules ruled ruling",
        "turn down": "turn turns turned turning",
        "exclude": "exclude excludes excluded excluding",
    }.items()
    for form in forms.split()
}
_PARTICLES = {"rule out": "out", "turn down": "down"}
# What one declines when one refuses; shares and sales decline by themselves.
_DECLINED = frozenset(
    words(
        """
        offer invitation request proposal job comment interview bid role position award honour honor
        opportunity
        """
    )
)
_DETERMINERS = frozenset(words("the a an any all his her its their our that this these those such"))
_ABSTRACT = ("tion", "sion", "ment", "ity", "ance", "ence", "option", "idea", "use", "ing", "role", "return")
_EMPTY_HEADS = frozenset(words("possibility possibilities idea notion prospect option likelihood chance"))

_TRIGGERS = (
    _NOT
    | _NOT_FIRST
    | _POSSIBLE
    | _UNCONFIRMED
    | _SAID_TO
    | _SOURCES
    | frozenset(_REFUSING)
    | frozenset({"without", "expected"})
)
"""Words a cue begins with, besides those in "n't"."""


class Cue(NamedTuple):
    """The cue at the lexemes `first` to `last` (half-open), what it does, and the index of its head."""

    first: int
    last: int
    value: str
    head: int | None


def extract(article: Article, _earlier: Earlier) -> tuple[Fact, ...]:
    """Return the negations, refusals and hedges of `article` that bear on a word, in reading order."""
    facts: list[Fact] = []
    for index, sentence in enumerate(article.sentences):
        lexemes = lex(sentence.text)
        offset = sentence.span.start
        for cue in cues(lexemes):
            if cue.head is None:
                continue
            head = lexemes[cue.head]
            start, end = lexemes[cue.first].start, lexemes[cue.last - 1].end
            facts.append(
                Fact(
                    kind="polarity",
                    document_id=article.document.id,
                    sentence=index,
                    span=Span(start=offset + start, end=offset + end),
                    surface=sentence.text[start:end],
                    value=cue.value,
                    unit=lemma(head.lower),
                    data={"head_start": str(offset + head.start), "head_end": str(offset + head.end)},
                )
            )
    return tuple(facts)


def cues(lexemes: Sequence[Lexeme]) -> list[Cue]:
    """Return the cues of one sentence, left to right, none overlapping."""
    found: list[Cue] = []
    index = 0
    while index < len(lexemes):
        word = lexemes[index].lower
        cue = _at(lexemes, index) if word in _TRIGGERS or word.endswith("n't") else None
        if cue is None:
            index += 1
            continue
        found.append(cue)
        index = cue.last
    return found


def _at(lexemes: Sequence[Lexeme], index: int) -> Cue | None:
    word = lexemes[index].lower
    if word in _NOT or word.endswith("n't") or word in _NOT_FIRST or word == "without":
        return _negation(lexemes, index)
    if word in _REFUSING:
        return _refusal(lexemes, index)
    if word in _POSSIBLE:
        return _possibility(lexemes, index)
    if word in _UNCONFIRMED:
        return _hearsay(lexemes, index)
    if word in _SAID_TO:
        return _said_to(lexemes, index)
    if word == "expected":
        return _expected(lexemes, index)
    if word in _SOURCES and lower_at(lexemes, index + 1) in _SAY:
        first = index - 1 if lower_at(lexemes, index - 1) in {"some", "unnamed", "unconfirmed"} else index
        return Cue(first, index + 2, "unconfirmed", clause_head(lexemes, index + 2))
    return None


def _negation(lexemes: Sequence[Lexeme], index: int) -> Cue | None:
    word = lexemes[index].lower
    after = lower_at(lexemes, index + 1)
    if word == "without":
        return _without(lexemes, index)
    if word in _NOT_FIRST:
        if phrase(lexemes, index, index + 2) not in _NOT_PHRASES:
            return _no(lexemes, index) if word == "no" else None
        if _turned_round(lexemes, index):
            return None  # "did not fail to pay": he paid
        return Cue(index, index + 2, "negated", verb_head(lexemes, index + 2))
    if word == "not" and (after in _AFFIRMING or phrase(lexemes, index - 2, index) == "whether or"):
        return None
    if word == "not" and lower_at(lexemes, index - 1) == "if":
        return None  # "many, if not most"
    fails = index + 1 + (lower_at(lexemes, index + 1) in AUXILIARIES)
    if lower_at(lexemes, fails) != "no" and phrase(lexemes, fails, fails + 2) in _NOT_PHRASES:
        return None  # "has never failed to open": it opened
    if (refused := _next_refusal(lexemes, index + 1)) is not None:
        cue = _refusal(lexemes, refused)
        if cue is not None:
            return Cue(index, cue.last, "not ruled out", cue.head)
    return Cue(index, index + 1, "negated", verb_head(lexemes, index + 1))


def _turned_round(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether a negation stands before a failure: "did not fail to", "has never failed to"."""
    for at in range(index - 1, max(-1, index - 4), -1):
        word = lexemes[at].lower
        if word in {"not", "never", "cannot"} or word.endswith("n't"):
            return True
        if word not in AUXILIARIES:
            return False
    return False


def _next_refusal(lexemes: Sequence[Lexeme], start: int) -> int | None:
    """Return the refusing verb that a negation at `start - 1` turns round: "did not entirely rule out"."""
    for at in range(start, min(start + 4, len(lexemes))):
        word = lexemes[at].lower
        if word in _REFUSING:
            return at
        if word not in AUXILIARIES and not word.endswith("ly") and word not in {"been", "be", "yet", "to"}:
            return None
    return None


def _no(lexemes: Sequence[Lexeme], index: int) -> Cue | None:
    after = index + 1
    if after >= len(lexemes) or lexemes[after].kind != "word" or lexemes[after].lower in _NO_AFFIRMING:
        return None
    if touches(lexemes, index) or phrase(lexemes, index - 2, index) == "yes or":
        return None
    return Cue(index, index + 1, "negated", noun_head(lexemes, after))


def _expected(lexemes: Sequence[Lexeme], index: int) -> Cue | None:
    """Read "is expected to sign", "was widely expected to win"; not "he expected to win"."""
    said = _said_to(lexemes, index)
    return None if said is None else said._replace(value="possible")


def _without(lexemes: Sequence[Lexeme], index: int) -> Cue | None:
    after = lower_at(lexemes, index + 1)
    if after in {"doubt", "question"} or phrase(lexemes, index + 1, index + 3) == "a doubt":
        return None
    if after in _REFUSING and after.endswith("ing") and (cue := _refusal(lexemes, index + 1)):
        return Cue(index, cue.last, "not ruled out", cue.head)
    gerund = after.endswith("ing") and after not in {"anything", "warning", "funding", "training", "housing"}
    head = index + 1 if gerund else noun_head(lexemes, index + 1)
    return Cue(index, index + 1, "negated", head)


def _refusal(lexemes: Sequence[Lexeme], index: int) -> Cue | None:
    """Read "refused to join", "rejected the offer", "ruled out strikes", "was rejected", "denied killing"."""
    verb = _REFUSING[lexemes[index].lower]
    last = index + 1
    if particle := _PARTICLES.get(verb):
        if lower_at(lexemes, last) != particle:
            return None
        last += 1
    after = lower_at(lexemes, last)
    passive = lower_at(lexemes, index - 1) in _BE and lexemes[index].lower.endswith("ed")
    if verb in {"refuse", "decline"} and after == "to":
        inner = _REFUSING.get(lower_at(lexemes, last + 1))
        if inner and (cue := _refusal(lexemes, last + 1)) and inner != "decline":
            return Cue(index, cue.last, "not ruled out", cue.head)
        return Cue(index, last, "refused", verb_head(lexemes, last + 1))
    if passive and verb != "decline":
        if verb == "deny" or (verb == "refuse" and after not in {"by", ".", ","}):
            return Cue(index, last, "refused", noun_head(lexemes, last))
        if verb in {"dismiss", "exclude"} and after != "as":
            return None
        return Cue(index, last, "refused", subject_head(lexemes, index - 1))
    if after == "by":
        return None  # "once dismissed by many": what was is too far off to tell
    head = _object(lexemes, last, verb)
    if head is None:
        return None
    return Cue(index, last, "denied" if verb == "deny" else "refused", head)


def _object(lexemes: Sequence[Lexeme], at: int, verb: str) -> int | None:
    """Return the head of what is refused: the noun, the gerund, or the verb of a clause."""
    after = lower_at(lexemes, at)
    if after == "that":
        clause = clause_head(lexemes, at + 1)
        return clause if verb in {"deny", "rule out", "dismiss", "exclude"} else None
    if verb == "deny" and after in {"he", "she", "they", "it", "we"}:
        return clause_head(lexemes, at)
    if after.endswith("ing") and lexemes[at].text[0].islower() and after not in {"spring", "king"}:
        return at
    head = noun_head(lexemes, at)
    if head is None:
        return None
    if lexemes[head].lower in _EMPTY_HEADS and lower_at(lexemes, head + 1) in {"of", "for"}:
        gerund = lower_at(lexemes, head + 2).endswith("ing")
        head = head + 2 if gerund else (noun_head(lexemes, head + 2) or head)
    noun = lexemes[head].lower
    if verb == "decline" and lemma(noun) not in _DECLINED:
        return None
    if verb == "dismiss" and (noun in PEOPLE or noun in {"coach", "general", "chief", "staff"}):
        return None  # a minister who was sent away, not a claim
    if verb == "exclude" and not noun.endswith(_ABSTRACT):
        return None  # left out, not ruled out
    return head


def _possibility(lexemes: Sequence[Lexeme], index: int) -> Cue | None:
    lexeme = lexemes[index]
    word, before, after = lexeme.lower, lower_at(lexemes, index - 1), lower_at(lexemes, index + 1)
    if word in {"if", "unless"}:
        if before in {"as", "even", "what"} or after in {
            "so",
            "not",
            "any",
            "ever",
            "anything",
            "only",
            "necessary",
        }:
            return None
        return Cue(index, index + 1, "possible", clause_head(lexemes, index + 1))
    if word == "may" and lexeme.text != "may":
        return None  # the month, or the prime minister
    if lexeme.text == "Might" and index:
        return None  # a name
    if word == "might" and (
        before in _DETERMINERS or before in {"military", "of", "economic"} or after == "of"
    ):
        return None
    if word in {"may", "might"} and after == "not":
        return Cue(index, index + 2, "possible", verb_head(lexemes, index + 2))
    if word == "could" and after in {"not", "n't"}:
        return None  # told by "not"
    if word in {"likely", "unlikely"} and before in {"most", "the"} and after != "to":
        return None
    if word in {"may", "might", "could"} and lower_at(lexemes, index + 1) in {",", "."}:
        return None
    return Cue(index, index + 1, "possible", verb_head(lexemes, index + 1))


def _hearsay(lexemes: Sequence[Lexeme], index: int) -> Cue | None:
    word = lexemes[index].lower
    if word in _OF_NOUNS:
        if lower_at(lexemes, index + 1) in {"to", "that"}:
            return _said_to(lexemes, index)
        if lower_at(lexemes, index - 1) in {"has", "have", "had"} or lower_at(lexemes, index + 1) == "of":
            return None
        head = noun_head(lexemes, index + 1)
        return None if head is None else Cue(index, index + 1, "unconfirmed", head)
    return Cue(index, index + 1, "unconfirmed", verb_head(lexemes, index + 1))


def _said_to(lexemes: Sequence[Lexeme], index: int) -> Cue | None:
    """Read "is said to be", "were believed to have fled"; not "he said to them"."""
    first = index - 1
    if lower_at(lexemes, first).endswith("ly") or lower_at(lexemes, first) == "also":
        first -= 1
    if lower_at(lexemes, first) not in _BE or lower_at(lexemes, index + 1) != "to":
        return None
    return Cue(index, index + 2, "unconfirmed", verb_head(lexemes, index + 2))


EXTRACTOR = Extractor(kind="polarity", extract=extract)
