"""The word a cue bears on: the verb after "not", the noun after "no", the verb of the clause after "if".

Found by what may stand between a cue and its head, which are closed classes; a parser would be a model to
ship for a question that the next few words answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.facts.predicate.lemma import PAST_FORMS
from xdiff.facts.quantity.lexemes import Lexeme, lower_at, words
from xdiff.facts.quantity.nouns import STOP, is_plural

if TYPE_CHECKING:
    from collections.abc import Sequence

REACH = 9  # lexemes between a cue and its head: further away another clause has begun

AUXILIARIES = frozenset(
    words(
        """
        be is are was were been being am have has had having do does did will would shall should can could may
        might must to yet ever even really quite still also already always often again now then once
        very so too
        isn't aren't wasn't weren't hasn't haven't hadn't doesn't didn't don't won't wouldn't
        """
    )
)
_DETERMINERS = frozenset(
    words(
        """
        the a an this that these those his her its their our my your any some all each every such both
        no either
        """
    )
)
_PRONOUNS = frozenset(words("he she it they we i you there who which what everyone anyone someone it's"))
_PREPOSITIONS = frozenset(
    words(
        """
        of in on at by for with from into over under after before since until during between among
        against through
        """
    )
)
_FINITE = frozenset(
    words("is are was were has have had will would can could may might must does did do shall should")
)
_NOT_ADVERBS = frozenset(
    words("family italy ally reply supply apply rely comply fly early daily only italy deadly")
)
_NO_HEADS = frozenset(words("up about else much well so and or nor but because as than if when out off down"))
_NEGATIONS = frozenset({"not", "never", "cannot"})
_ENDING = frozenset(
    words(
        """
        yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday late early
        them him us me himself herself themselves itself ourselves anybody
        """
    )
)
_QUOTES = frozenset("\"'“”‘’«»(")


def verb_head(lexemes: Sequence[Lexeme], start: int) -> int | None:
    """Return the first word from `start` on that is no auxiliary, adverb or quotation mark.

    After a determiner ("not a solution") and before a capital ("not Syrian citizens") it is the noun.
    """
    for at in range(start, min(start + REACH, len(lexemes))):
        lexeme = lexemes[at]
        word = lexeme.lower
        if lexeme.kind == "digits" or (lexeme.kind == "mark" and word not in _QUOTES and word != ","):
            return None
        if word == "," and at == start:  # "could not, however, go", but "accurate or not, the ..."
            return verb_head(lexemes, at + 3) if lower_at(lexemes, at + 2) == "," else None
        if lexeme.kind == "mark" or word in AUXILIARIES or word in _PRONOUNS:
            continue
        if word.endswith("ly") and len(word) > 4 and word not in _NOT_ADVERBS:
            continue
        if word in _DETERMINERS or word in _PREPOSITIONS or lexeme.text[0].isupper():
            return noun_head(lexemes, at)
        return None if word in _NO_HEADS else at
    return None


def noun_head(lexemes: Sequence[Lexeme], start: int) -> int | None:
    """Return the last word of the noun phrase from `start` on, or None when no word follows."""
    head: int | None = None
    for at in range(start, min(start + REACH, len(lexemes))):
        lexeme = lexemes[at]
        word = lexeme.lower
        if lexeme.kind != "word":
            if head is None and (word in _QUOTES or lexeme.kind == "digits"):
                continue
            if word == "-":
                continue
            break
        if head is None and (
            word in _DETERMINERS or word in _PREPOSITIONS or word in {"one", "other", "more"}
        ):
            continue
        if word in STOP or word in AUXILIARIES:
            break
        if head is not None and (word.endswith(("ing", "ed")) or word in _ENDING or word in PAST_FORMS):
            break
        head = at
        if word.endswith("'s"):
            continue
    return head


def clause_head(lexemes: Sequence[Lexeme], start: int) -> int | None:
    """Return the main verb of the clause from `start` on: after its auxiliary, else the likeliest form."""
    end = min(start + REACH, len(lexemes))
    first_words: list[int] = []
    for at in range(start, end):
        lexeme = lexemes[at]
        word = lexeme.lower
        if word in _FINITE or word.endswith("n't"):
            return verb_head(lexemes, at + 1)
        if lexeme.kind != "word":
            if word in {".", ";", ":", ",", "?"}:
                break
            continue
        if word.endswith("ly") and word not in _NOT_ADVERBS:
            continue
        if len(first_words) == 1 and lower_at(lexemes, first_words[0]) in _PRONOUNS:
            return at  # "if anyone wonders why"
        if first_words and (word.endswith("ed") or word in {"came", "went", "met", "took", "made", "got"}):
            return at
        first_words.append(at)
    for at in first_words[1:]:
        subject = lexemes[at - 1]
        if is_plural(subject) and subject.lower not in STOP and not is_plural(lexemes[at]):
            return at  # "if the talks fail"
    for at in first_words[1:]:
        word = lexemes[at].lower
        if word.endswith("s") and not word.endswith(("ss", "'s")) and lexemes[at].text[0].islower():
            return at
    return None


def subject_head(lexemes: Sequence[Lexeme], end: int) -> int | None:
    """Return the noun before the auxiliaries that end at `end` ("the offer was rejected")."""
    at = end
    while at >= 0 and (lexemes[at].lower in AUXILIARIES | _NEGATIONS or lexemes[at].lower.endswith("n't")):
        at -= 1
    return at if at >= 0 and lexemes[at].kind == "word" and lexemes[at].lower not in _PRONOUNS else None
