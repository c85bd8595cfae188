"""A paragraph cut into chunks: the noun phrases that may speak, and what stands between them.

A chunk is a run of words without a verb form, preposition, conjunction or mark that is known to end one.
Unknown verbs stay inside ("Sanders proposes"): a chunk need not be a perfect phrase to hold the speaker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.facts.people.gazetteer import words_about_names
from xdiff.facts.syntax.grammar import (
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    MONTHS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    SENTENCE_END,
    SUBORDINATORS,
    WEEKDAYS,
    Word,
    adverb,
    listed,
)
from xdiff.facts.syntax.phrases import IRREGULAR
from xdiff.facts.syntax.verbs import speech_verbs

if TYPE_CHECKING:
    from collections.abc import Sequence

OWN = (
    PREPOSITIONS | CONJUNCTIONS | listed("that to not who whom which whose when if because while than there")
)
"""Words that stand for themselves in a path; the others stand for their class."""
PERSONAL = listed("he she they it i we you")
SOME = PRONOUNS - PERSONAL - RELATIVE - {"this", "that", "these", "those", "what"} | listed("those")
OBJECTS = listed("him her them us me himself herself themselves itself")
STEPS = {"titled": "N", "name": "N"} | dict.fromkeys(("he", "she", "they", "i", "we", "you"), "P")
"""How a chunk of each kind is written in a path; others are "C"."""
LONGEST_CHUNK = 12  # words


@dataclass(frozen=True, slots=True)
class Chunk:
    """One phrase that may speak: the half-open range of words, and what kind of phrase it is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Chunked:
    """A paragraph: its words, the class of each, its chunks, and which chunk each word is of (or -1).

    `steps` has one item for each chunk and for each word outside chunks; `step_of` gives a word's.
    """

    words: Sequence[Word]
    classes: tuple[str, ...]
    chunks: tuple[Chunk, ...]
    of: tuple[int, ...]
    steps: tuple[str, ...]
    step_of: tuple[int, ...]

    def path(self, start: int, end: int) -> tuple[str, ...]:
        """Return the items of a range of words that begins and ends where an item does."""
        return self.steps[self.step_of[start] : self.step_of[end]]


def chunked(words: Sequence[Word]) -> Chunked:
    """Cut the words of a paragraph into chunks."""
    classes = tuple(_classes(words))
    chunks: list[Chunk] = []
    of = [-1] * len(words)
    at = 0
    while at < len(words):
        end = _chunk_end(words, classes, at)
        if end == at:
            at += 1
            continue
        for index in range(at, end):
            of[index] = len(chunks)
        chunks.append(Chunk(at, end, _kind(words, classes, at, end)))
        at = end
    steps: list[str] = []
    step_of: list[int] = []
    for at, chunk in enumerate(of):
        if chunk < 0 or at == 0 or of[at - 1] != chunk:
            steps.append(classes[at] if chunk < 0 else STEPS.get(chunks[chunk].kind, "C"))
        step_of.append(len(steps) - 1)
    return Chunked(words, classes, tuple(chunks), tuple(of), tuple(steps), (*step_of, len(steps)))


def _classes(words: Sequence[Word]) -> list[str]:
    """Name the class of each word: itself when it is a function word or mark, else what its form shows."""
    forms = speech_verbs()
    found: list[str] = []
    for index, word in enumerate(words):
        low = word.low
        if word.quotation is not None:
            found.append("Q")
        elif not word.is_word:
            found.append(
                "." if word.text in SENTENCE_END else "-" if word.text in {"—", "–", "--"} else word.text
            )
        elif low in PERSONAL or low in OWN:
            found.append(low)
        elif low in BE:
            found.append("be")
        elif low in AUXILIARIES:
            found.append("aux")
        elif low in POSSESSIVES:
            found.append("his")
        elif low in DETERMINERS:
            found.append("the")
        elif low in SOME:
            found.append("some")
        elif low in OBJECTS:
            found.append("him")
        elif low in WEEKDAYS or low in MONTHS:
            found.append("day")
        elif low in SUBORDINATORS:
            found.append("sub")
        elif low in forms and not (word.capital and index and words[index - 1].text != ","):
            noun = bool(found) and (found[-1] in {"the", "his"} or _owner(words[index - 1].low))
            found.append("w" if noun and not low.endswith("ed") else _verb_class(words, index))
        elif word.capital:
            found.append("N")
        elif low[0].isdigit():
            found.append("#")
        elif low in IRREGULAR:
            found.append("past")
        elif adverb(word):
            found.append("adv")
        elif low.endswith("ed") and len(low) > 4:
            found.append("ed")
        elif low.endswith("ing") and len(low) > 5:
            found.append("ing")
        else:
            found.append("w")
    return found


def _owner(low: str) -> bool:
    """Whether a word is a possessive: "the bank's", not "it's"."""
    return low.endswith(("'s", "s'")) and low.removesuffix("'s") not in PERSONAL | {
        "that",
        "there",
        "what",
        "who",
    }


def _verb_class(words: Sequence[Word], index: int) -> str:
    low = words[index].low
    candidates = speech_verbs()[low]
    following = words[index + 1].low if index + 1 < len(words) else ""
    verb = next((each for each in candidates if not each.particle or each.particle == following), None)
    if verb is None:
        return "w"
    strength = "S" if verb.strong else "N" if verb.naming else "W"
    if verb.stance == "thought":
        strength = "T"
    ending = "g" if low.endswith("ing") else "p" if low.endswith("ed") or low in IRREGULAR else ""
    return "V" + strength + ending


ENDS = OWN | listed("be aux sub adv past . , : ; ? ! - ( ) [ ] Q VS VSp VSg VN VNp VNg VWp VWg VT VTp VTg")
ALONE = PERSONAL | listed("some day who which that him")


def _chunk_end(words: Sequence[Word], classes: Sequence[str], start: int) -> int:
    """Return where the chunk that starts at `start` ends; `start` itself when none does."""
    first = classes[start]
    if first in PERSONAL or first in {"who", "which", "some", "him"}:
        if first == "some" and start + 1 < len(words) and classes[start + 1] in {"w", "N", "#"}:
            first = "the"
        else:
            return start + 1
    if first not in {"the", "his", "N", "w", "#", "ed", "ing", "day", "VW"}:
        return start
    at = start + 1
    while at < len(words) and at - start < LONGEST_CHUNK:
        name = classes[at]
        if name in {"N", "w", "#"} or _goes_on(words, classes, at):
            at += 1
        elif name == "and" and classes[at - 1] == "N" and at + 1 < len(words) and classes[at + 1] == "N":
            at += 2
        else:
            break
    if classes[at - 1] == "the" and at - start == 1:
        return at if words[start].low in {"this", "these", "those"} else start
    return at


def _goes_on(words: Sequence[Word], classes: Sequence[str], at: int) -> bool:
    """Whether a word that could end a phrase belongs to it: "the wounded man", "his claim", "J. Hart"."""
    name = classes[at]
    if name in {"ed", "ing"}:
        return classes[at - 1] in {"the", "his", "#"}
    return name == "&" or (name == "." and len(words[at - 1].text) == 1 and words[at - 1].capital)


def _kind(words: Sequence[Word], classes: Sequence[str], start: int, end: int) -> str:
    """Name the kind of phrase: a pronoun, a name, a role, people, a time, a thing."""
    first, last = classes[start], words[end - 1]
    if first in PERSONAL or first in {"who", "which", "some", "him", "day"}:
        return first
    roles = words_about_names()["role"]
    low = last.low.removesuffix("'s")
    owner = "'s" if _owner(last.low) else ""
    if any(classes[at] == "day" or words[at].low in TIMES for at in range(start, end)):
        return "time"
    if last.capital:
        role = any(words[at].low in roles for at in range(start, end - 1))
        return ("titled" if role else "name") + owner
    if low in roles:
        return "role" + owner
    if low in PEOPLE or low.removesuffix("s") in roles:
        return "people" + owner
    if first == "#":
        return "number"
    return ("the" if first in {"the", "his"} else "") + ("things" if low.endswith("s") else "thing") + owner


TIMES = listed(
    "year years month months week weeks day days hours minutes morning night evening afternoon time times"
)
PEOPLE = listed(
    "officials critics supporters opponents experts analysts people voters aides allies observers "
    "republicans democrats lawmakers police authorities man woman campaign company report statement poll "
    "study newspaper "
    "group government administration committee court officials lawyers sources source others person friend "
    "friends family members candidate candidates team staff"
)
