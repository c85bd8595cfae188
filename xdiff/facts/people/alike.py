"""Whether two words are spellings of one name, or two given names one person's.

Words are folded: lower case, without accents. Source of the rule for spellings: Jaro-Winkler similarity of
.85 or more and equal Metaphone keys. It keeps six of seven pairs of one name that we tried and rejects
Obama/Osama, Iran/Iraq, Austria/Australia.
"""

from __future__ import annotations

import re
from functools import lru_cache

from xdiff.facts.people.gazetteer import given_names_of, nicknames, translated_names

SIMILAR = 0.85  # Jaro-Winkler: see above
SHORTEST = 4  # letters: shorter words that differ are other words (Ali/Aly is lost, Kim/Tim is kept apart)
ARTICLE = re.compile(r"^(?:al|el|as|an|ad|ul|ar|at|ash|az|ez|ed)-(?=\w)")
# One sound, several spellings, in names brought over from other scripts, by English and French rules.
TRANSLITERATED = (
    ("chtch", "sh"), ("shch", "sh"), ("stch", "sh"), ("tch", "ch"), ("sch", "sh"), ("iou", "iu"),
    ("yu", "iu"),
    ("owh", "uh"), ("oo", "u"), ("ou", "u"), ("iy", "i"), ("ey", "ei"), ("y", "i"), ("ee", "i"), ("ii", "i"),
    ("kh", "h"), ("dh", "d"), ("gh", "g"), ("dj", "j"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("zh", "j"),
    ("w", "v"), ("aa", "a"),
)  # fmt: skip
HARD_C = re.compile(r"c(?![ehiyz])")
UMLAUT = re.compile(r"(?<=[aou])e(?=[bcdfghklmnprstvz])")  # Mueller, Koehler: an umlaut written out
DOUBLED = re.compile(r"([bdfklmnprstvz])\1")
FIRST_OF_NISBA = re.compile(r"^g(?=\w{3,}i$)")  # Gaddafi, Qaddafi, Kadhafi: one letter of Arabic
# What makes a woman's name of a man's: Paula, Louise, Danielle, Josephine, Antoinette.
OF_WOMEN = frozenset({"a", "e", "le", "ne", "ine", "ina", "ette", "elle", "lle", "ie", "ia", "o"})


def american(word: str) -> str:
    """Return a folded word as Americans spell it: "defence" -> "defense"."""
    word = word.replace("isation", "ization").replace("efence", "efense")
    return "center" if word == "centre" else "labor" if word == "labour" else word


@lru_cache(maxsize=20_000)
def spelled_alike(left: str, right: str) -> bool:
    """Whether two folded words are spellings of one name.

    >>> spelled_alike("rouhani", "rowhani"), spelled_alike("obama", "osama")
    (True, False)
    """
    if left == right:
        return True
    short = min(len(left), len(right))
    if short < SHORTEST:
        return False
    if transliterated(left) == transliterated(right):
        return True
    if short == SHORTEST and len(left) == len(right):
        return False  # Ross and Rose, Hall and Hill
    from jellyfish import jaro_winkler_similarity

    return jaro_winkler_similarity(left, right) >= SIMILAR and metaphone(left) == metaphone(right)


@lru_cache(maxsize=20_000)
def transliterated(word: str) -> str:
    """Return `word` with the letters that transliterations disagree on made one.

    >>> transliterated("sergey") == transliterated("sergei")
    True
    """
    for old, new in TRANSLITERATED:
        word = word.replace(old, new)
    word = DOUBLED.sub(r"\1", UMLAUT.sub("", HARD_C.sub("k", word)))
    return FIRST_OF_NISBA.sub("k", word)


@lru_cache(maxsize=20_000)
def metaphone(word: str) -> str:
    """Return the Metaphone key of a word: how it sounds in English."""
    from jellyfish import metaphone as key

    return str(key(word))


@lru_cache(maxsize=20_000)
def given_alike(left: str, right: str) -> bool:
    """Whether two given names may be one person's: equal, an initial, a short form, translated, or alike.

    >>> given_alike("william", "bill"), given_alike("paul", "paula")
    (True, False)
    """
    if left == right:
        return True
    if min(len(left), len(right)) == 1:
        return left[0] == right[0]
    if _man_and_woman(left, right):
        return False
    table = nicknames()
    if right in table.get(left, ()) or left in table.get(right, ()):
        return True
    if right in translated_names().get(left, ()):
        return True
    women, men = given_names_of("women"), given_names_of("men")
    if (left in women and right in men) or (left in men and right in women):
        return False
    return spelled_alike(left, right)


def _man_and_woman(left: str, right: str) -> bool:
    """Whether one name is the other's for the other sex: Paul and Paula, Mario and Maria."""
    short, long = sorted((left, right), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1] and {short[-1], long[-1]} == {"a", "o"}
    if not long.startswith(short) or long[len(short) :] not in OF_WOMEN:
        return False
    # Ann and Anne are one name; Paul and Paula stand beside each other in the table of short forms too.
    return long[len(short) :] != "e" or short in given_names_of("men")
