"""Finding the noun a number counts, and the plain form of a noun, without a tagger.

The noun of "22 Syrian government soldiers" is the first plural after the number that no further plural
follows. A tagger would be a model to ship for this one question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.facts.quantity.lexemes import Lexeme, lower_at, touches, words
from xdiff.facts.quantity.units import MEASURES, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

REACH = 5  # words looked at after the number: longer noun phrases are rare, and run into the verb

# A noun phrase never goes on through one of these.
STOP = frozenset(
    words(
        """
        the a an this that these those his her its their our my your whose which who whom what it he
        she they we i you of in on at by for with from to into onto over under after before since
        until till during between among against through about above below near per via as than like
        without within amid despite towards toward across around and or but nor so yet if because
        while when where whether although though unless however then is was are were be been being
        am has have had having do does did will would can could may might must shall should won't
        wouldn't can't couldn't isn't wasn't aren't weren't hasn't haven't hadn't doesn't didn't
        don't not said says say told tells saying including according also only just even still
        already ago later earlier met took takes went goes came comes got gets made makes gave gives
        attended voted signed lost left remain remains remained became become becomes began
        begins showed shown need want out up down off back away there
        here each all both every some any no such same plus minus versus vs times'
        """
    )
)
# Verbs in -s that would pass for plurals: the number is then a subject of its own ("the 12 says").
S_VERBS = frozenset(
    words(
        """
        says was is has does goes wants needs remains includes makes takes comes gets gives shows
        seems means keeps becomes begins brings calls holds leaves lets plays puts runs sees sends
        sets stands tells thinks tries turns uses works expects plans hopes rises falls claims
        arrives appears involves requires reaches stays continues believes thus always perhaps
        besides nevertheless news politics economics series species headquarters less this its his
        as yes plus across towards afterwards sometimes hers ours theirs yours status
        """
    )
)
_NOUNS_TOO = frozenset(
    words(
        """
        calls plays runs tries turns works plans hopes rises falls claims shows votes needs stands sets
        uses wants
        """
    )
)
UNCHANGED = frozenset(
    words(
        """
        people police troops personnel aircraft spacecraft sheep fish cattle series species dead
        headquarters crew bias gas atlas canvas texas christmas kansas arkansas vegas lens corps chaos
        """
    )
)
_IN_US = frozenset(
    words(
        """
        campus virus bonus census caucus citrus circus genius focus surplus corpus consensus chorus
        coronavirus
        """
    )
)
_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "geese": "goose",
    "wives": "wife",
    "knives": "knife",
    "lives": "life",
    "leaves": "leaf",
    "wolves": "wolf",
    "thieves": "thief",
    "halves": "half",
    "crises": "crisis",
    "analyses": "analysis",
    "criteria": "criterion",
    "phenomena": "phenomenon",
    "houses": "house",
    "horses": "horse",
    "nurses": "nurse",
    "courses": "course",
    "causes": "cause",
    "uses": "use",
    "cases": "case",
    "phases": "phase",
    "bases": "base",
    "purchases": "purchase",
    "releases": "release",
    "increases": "increase",
    "diseases": "disease",
    "premises": "premise",
    "licenses": "license",
    "responses": "response",
    "expenses": "expense",
    "offenses": "offense",
    "corpses": "corpse",
    "buses": "bus",
    "movies": "movie",
    "cookies": "cookie",
    "calories": "calorie",
    "zombies": "zombie",
    "ties": "tie",
    "pies": "pie",
    "heroes": "hero",
    "potatoes": "potato",
    "tomatoes": "tomato",
    "goes": "go",
    "axes": "axe",
}


_OWNERS = frozenset({"men's", "women's", "children's", "boys'", "girls'"})


def singular(word: str) -> str:
    """Return the singular of a lower-case English noun; a word that is no plural comes back as it is."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word.endswith("uses") and len(word) > 6 and word[:-2] in _IN_US:
        return word[:-2]
    if word in UNCHANGED or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "zzes", "ches", "shes")) and word[-5:] != "aches":
        return word[:-2]
    return word[:-1]


def is_plural(lexeme: Lexeme, *, counted_at_once: bool = False) -> bool:
    """Whether the word looks like a plural noun.

    `counted_at_once` says that it stands right after a number: then "plays" and "turns" are nouns.
    """
    word = lexeme.lower
    if counted_at_once and word in _NOUNS_TOO:
        return True
    if word in _IRREGULAR or word in UNCHANGED or (word in PEOPLE and singular(word) != word):
        return word not in S_VERBS
    if word.endswith("men") and len(word) > 4:
        return True
    return (
        lexeme.kind == "word"
        and len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "'s"))
        and word not in S_VERBS
        and word not in STOP
    )


def counted(lexemes: Sequence[Lexeme], start: int, closed: Collection[int]) -> int | None:
    """Return the index of the plural noun that heads the phrase from `start`, or None.

    `closed` holds the lexemes other facts have taken ("12 Monday" counts no Mondays).
    """
    best: int | None = None
    words = 0
    for at in range(start, len(lexemes)):
        lexeme = lexemes[at]
        if at in closed or words == REACH:
            break
        if lexeme.kind == "mark":
            if lexeme.text == "-" and touches(lexemes, at - 1) and touches(lexemes, at) and best is None:
                continue
            break
        if lexeme.lower in _OWNERS:
            continue  # "five women's basketball players"
        if lexeme.kind == "digits" or lexeme.lower in STOP or lexeme.lower.endswith("'s"):
            break
        words += 1
        if is_plural(lexeme, counted_at_once=at == start):
            best = at
        elif best is not None:
            break
        if best is not None and lower_at(lexemes, at + 1) == "-":
            break
    return best


def noun_at(lexemes: Sequence[Lexeme], index: int) -> str:
    """Return the canonical singular of the noun at `index`: that of its measure or kind of person, if any."""
    word = lexemes[index].lower
    if word in MEASURES:
        return MEASURES[word].name
    return PEOPLE.get(word) or singular(word)
