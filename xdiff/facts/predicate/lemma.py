"""The plain form of a verb or noun by its ending, with the irregular verbs that news uses.

Two documents are compared by it, so that "joined" meets "join"; it need not be right, only the same for
all forms of a word.
"""

from __future__ import annotations

from functools import lru_cache

from xdiff.facts.quantity.lexemes import words
from xdiff.facts.quantity.nouns import singular

_VOWELS = "aeiou"

# base: past, participle and whatever else is irregular
_IRREGULAR_VERBS = """
be is are was were been being am
have has had
do does did done
say said
go went gone
get got gotten
make made
know knew known
think thought
take took taken
see saw seen
come came
find found
give gave given
tell told
feel felt
become became
leave left
put put
mean meant
keep kept
let let
begin began begun
show shown
hear heard
run ran
hold held
bring brought
write wrote written
sit sat
stand stood
lose lost
pay paid
meet met
send sent
build built
fall fell fallen
cut cut
rise rose risen
drive drove driven
buy bought
wear wore worn
choose chose chosen
seek sought
throw threw thrown
catch caught
deal dealt
win won
speak spoke spoken
fight fought
strike struck stricken
shoot shot
sell sold
teach taught
lead led
grow grew grown
draw drew drawn
break broke broken
spend spent
fly flew flown
sink sank sunk
swear swore sworn
steal stole stolen
forgive forgave forgiven
withdraw withdrew withdrawn
undertake undertook undertaken
overthrow overthrew overthrown
arise arose arisen
shake shook shaken
hide hid hidden
understand understood
agree agreed agreeing
flee fled fleeing
die died dying
lie lied lying lay lain
tie tied tying
vie vied vying
use used using
ban banned
bear bore borne
""".strip()

_IRREGULAR = {
    form: base for line in _IRREGULAR_VERBS.splitlines() for base, *forms in [line.split()] for form in forms
}
# Regular endings that are no endings.
_WHOLE = frozenset(
    words(
        """
        need indeed speed feed seed breed proceed succeed exceed red hundred sacred thing something
        anything nothing everything wrongdoing king ring sing spring string during evening morning wing
        ceiling
        shed embed bed united led
        """
    )
)
# A stem with one of these endings takes its "e" back: "decid", "reduc", "involv", "damag", "continu".
_LOST_E = (
    "c",
    "v",
    "u",
    "dg",
    "ag",
    "ng",
    "rg",
    "iz",
    "is",
    "bl",
    "pl",
    "gl",
    "tl",
    "at",
    "ut",
    "ir",
    "ur",
    "ar",
    "id",
    "ud",
)
_KEEPS_NG = frozenset(words("bring sing hang belong long cling ring bang fling wrong"))


PAST_FORMS = frozenset(form for form, base in _IRREGULAR.items() if form != base and not form.endswith("ing"))
"""Irregular past forms and participles: where one stands, a noun phrase has ended."""


@lru_cache(maxsize=4096)
def lemma(word: str) -> str:
    """Return the plain form of a lower-case English word."""
    word = word.removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _WHOLE:
        return word
    for ending in ("ied", "ying"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + "y"
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 2 and any(letter in _VOWELS + "y" for letter in stem):
            return _restored(stem)
    return singular(word)


def _restored(stem: str) -> str:
    """Give a stem without its ending back what the ending took: "stopp" is stop, "decid" decide."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz" + _VOWELS:
        return stem[:-1]
    if stem.endswith("ll") and stem[:-1].endswith(("control", "cancel", "travel", "expel", "compel")):
        return stem[:-1]
    if len(stem) == 2 or stem in _KEEPS_NG or stem.endswith(("ss", "w", "x", "y", "ee")):
        return stem + "e" if len(stem) == 2 and stem[0] in _VOWELS else stem
    one_vowel = sum(letter in _VOWELS for letter in stem) == 1
    short = one_vowel and len(stem) >= 3 and stem[-2] in _VOWELS and stem[-1] not in "wxy"
    if len(stem) > 3 and stem.endswith("in") and stem[-3] not in _VOWELS + "l":
        return stem + "e"  # "determin", "imagin"
    short = short or stem.endswith(("ignor", "explor", "stor", "scor", "ador"))
    if short or stem[-1] in "zs" or (stem.endswith(_LOST_E) and stem[-3:-1] not in {"ai", "oi", "ea", "ou"}):
        return stem + "e" if not stem.endswith(("visit", "audit")) else stem
    return stem
