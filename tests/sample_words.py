"""The invented vocabulary of `sample_big`, and sentences made from it: nothing here comes from elsewhere."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final, Literal

from xdiff.records import DivergenceKind

OUTLETS: Final = (
    "Harbour Post", "Aldhaven Echo", "Skerrin Wire", "Pell Evening Star", "Morrow Gazette", "Tarn Courier",
    "Isk Observer", "Dunmere Daily", "Vale Tribune", "Northquay Record", "Saltmarsh Mail", "Ferris Report",
)  # fmt: skip
_PLACES: Final = (
    "Skerrin", "Aldhaven", "Morrow", "Upper Pell", "Tarn", "Isk", "Dunmere", "Vale", "Northquay", "Saltmarsh",
    "Ferris", "Old Wick", "Brandal", "Hesket", "Lorne Bay", "Quill",
)  # fmt: skip
_THINGS: Final = (
    "ferry terminal", "water tower", "old theatre", "grain store", "signal box", "town archive", "lighthouse",
    "swimming hall", "paper mill", "tram depot", "fish market", "covered bridge", "weather station",
)  # fmt: skip
_BODIES: Final = (
    "harbour office", "county council", "rail union", "fire service", "island trust", "school board",
    "energy company", "museum society", "fishermen's league", "road agency", "health office",
)  # fmt: skip
_FIRST: Final = ("Ilse", "Oren", "Tamsin", "Joril", "Maro", "Edda", "Pavel", "Runa", "Silas", "Wenna")
_LAST: Final = (
    ("Varn", "Varne"), ("Pell", "Pelle"), ("Rook", "Rooke"), ("Aske", "Asque"), ("Dent", "Dente"),
    ("Solheim", "Solhaim"), ("Dorn", "Dorne"), ("Kitter", "Kittere"), ("Lysander", "Lisander"),
)  # fmt: skip
_STUFF: Final = ("tonnes of salt", "crates of herring", "litres of paint", "sacks of barley", "books", "oars")
_MONTHS: Final = ("March", "April", "May", "June", "July", "August", "September")
_SAID: Final = (
    ("We never lost count", "We have never lost the count", ""),
    ("Nobody asked us before the doors were shut", "Nobody has asked us before the closing of the doors", ""),
    ("It will cost less than people fear", "That will cost less than what one fears", ""),
    ("I would do the same again tomorrow", "I would remake the same tomorrow", ""),
)
_DENIED: Final = ("has not ruled out", "has ruled out", "does not want to exclude")
_DONE: Final = (
    ("was closed", "has been shut", "found itself closed"),
    ("was sold", "has been ceded", "changed its owner"),
    ("was repaired", "has been put in order", "was made good"),
)

KINDS: Final[tuple[DivergenceKind, ...]] = (
    "number", "date", "name", "quote", "attribution", "polarity", "wording",
)  # fmt: skip

# How each kind is told, in several wordings. {} is what may differ; a quotation also has a telling without.
_TELLINGS: Final[dict[DivergenceKind, tuple[str, ...]]] = {
    "number": (
        "There were {} at the {thing} in {place} when the inspectors came on Monday, the {body} said.",
        "When the inspectors arrived at the {thing} in {place}, they found {}, according to the {body}.",
        "The {body} says that {} lay in the {thing} of {place} on the day of the inspection.",
    ),
    "date": (
        "The {thing} of {place} will open again on {}, the {body} announced after a long meeting.",
        "It is planned that on {} the {thing} in {place} opens once more, as the {body} has announced.",
        "The {body} wants the {thing} at {place} to be open to all again by {} at the latest.",
    ),
    "name": (
        "The inquiry into the {thing} in {place} is led by {}, who has worked for the {body} for years.",
        "For the {body}, {} leads the inquiry into what happened at the {thing} of {place}.",
    ),
    "quote": (
        "“{}”, said the head of the {body} in front of the {thing} in {place} on Friday evening.",
        "The head of the {body} stood before the {thing} of {place} and told reporters: “{}”.",
    ),
    "attribution": (
        "The {thing} at {place} was sold before anybody told the people there, according to {}.",
        "As we learn from {}, the {thing} in {place} had been sold before its neighbours knew of it.",
    ),
    "polarity": (
        "The {body} {} a new {thing} for {place} this year, whatever the cost of the stone may be.",
        "A spokesman confirmed on Sunday that the {body} {} a second {thing} in {place}.",
    ),
    "wording": (
        "The {thing} of {place} {} while the {body} was still counting the votes.",
        "While the {body} counted the votes of its members, the {thing} in {place} {} without a word.",
    ),
}
_UNQUOTED: Final = "The head of the {body} spoke to reporters in front of the {thing} in {place} on Friday."

_FILLERS: Final = (
    "In {place} the {thing} has stood beside the road for as long as anyone at the {body} can remember it.",
    "Neighbours of the {thing} brought tea and blankets, and somebody fetched a lamp from the {body}.",
    "A second meeting between the {body} and the people of {place} ended without a vote late in the evening.",
    "Rain had fallen on {place} for most of the week, which made work at the {thing} slower than planned.",
    "What the {body} has spent on the {thing} is written in a report that few people in {place} have read.",
    "The mayor of {place} walked to the {thing}.",
    "Children from {place} painted the fence of the {thing} last summer; the {body} paid for the brushes.",
    "Those who work for the {body} say the plan for the {thing} came as a surprise to them as well.",
    "It was not the first time that the {thing} in {place} made news, nor will it be the last.",
)
_HEADLINES: Final = (
    "{place} waits for its {thing}", "Questions over the {thing} of {place}", "The {body} looks to {place}",
)  # fmt: skip

RULES: Final = (
    ("fr.noun-of-noun", "French noun + de + noun", "fr"),
    ("fr.the-date", "French puts an article before a date", "fr"),
    ("de.verb-last", "German sets the verb at the end of a clause", "de"),
    ("es.subject-after", "Spanish sets the subject after the verb", "es"),
    ("general.article-before-name", "an article stands before a name", None),
)
Direction = Literal["higher", "lower", "middle"]
SIGNALS: Final[tuple[tuple[str, str, Direction, tuple[float, float]], ...]] = (
    ("type_token_ratio", "share", "middle", (0.45, 0.68)),
    ("words_per_sentence", "words", "middle", (14.0, 27.5)),
    ("repeated_words", "per 1,000 words", "lower", (0.0, 1.5)),
    ("spaced_punctuation", "per 1,000 words", "lower", (0.0, 1.2)),
    ("doubled_punctuation", "per 1,000 words", "lower", (0.1, 2.2)),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A fact: its versions, and the details that all of its tellers share."""

    kind: DivergenceKind
    surfaces: tuple[str, str, str]
    place: str
    thing: str
    body: str

    def say(self, rng: random.Random, version: int) -> str:
        """Return a sentence that tells the fact in this version (0 to 2)."""
        surface = self.surfaces[version]
        wording = rng.choice(_TELLINGS[self.kind]) if surface else _UNQUOTED
        said = wording.replace("{}", surface)
        return said.format(place=self.place, thing=self.thing, body=self.body)


def told(rng: random.Random, kind: DivergenceKind, number: int) -> Told:
    """Return a fact of one kind; `number` makes it another than those before it."""
    first, (name, other) = rng.choice(_FIRST), rng.choice(_LAST)
    count, stuff, month = 100 + number, rng.choice(_STUFF), rng.choice(_MONTHS)
    day, office = rng.randint(1, 25), rng.sample(_BODIES, 3)
    surfaces: dict[str, tuple[str, str, str]] = {
        "number": (f"{count} {stuff}", f"{count + 26} {stuff}", f"about {count // 10 * 10} {stuff}"),
        "date": (f"{day} {month}", f"{day + 1} {month}", f"the {day + 2} {month}"),
        "name": (f"{first} {name}", f"{first} {other}", f"{first[0]}. {name}"),
        "quote": rng.choice(_SAID),
        "attribution": (f"the {office[0]}", f"the {office[1]}", f"the {office[2]}"),
        "polarity": _DENIED,
        "wording": rng.choice(_DONE),
    }
    place, thing, body = _scene(rng)
    return Told(kind, surfaces[kind], place, thing, body)


def filler(rng: random.Random) -> str:
    """Return a sentence that only one document has."""
    place, thing, body = _scene(rng)
    return rng.choice(_FILLERS).format(place=place, thing=thing, body=body)


def headline(rng: random.Random) -> str:
    """Return a headline."""
    place, thing, body = _scene(rng)
    return rng.choice(_HEADLINES).format(place=place, thing=thing, body=body)


def _scene(rng: random.Random) -> tuple[str, str, str]:
    return rng.choice(_PLACES), rng.choice(_THINGS), rng.choice(_BODIES)


Block = tuple[str, tuple[str, ...]]

# One invented event in two scripts that run from right to left, with English names and figures in them, and
# in English with words of both.
ARABIC: Final[tuple[Block, ...]] = (
    ("heading", ("جنوح عبّارة قرب سكيرين",)),
    (
        "body",
        (
            "أعلنت هيئة الميناء أن العبّارة Halcyon جنحت مساء الاثنين وعلى متنها 214 راكبًا.",
            "لم يُصب أحد بأذى.",
            "قالت القبطانة إنغريد سولهايم (Ingrid Solheim): «لم نفقد السيطرة أبدًا».",
            "تُستأنف الرحلات إلى الجزيرة في 5 مارس.",
        ),
    ),
    ("روابط", ("اقرأ المزيد",)),
)
HEBREW: Final[tuple[Block, ...]] = (
    ("heading", ("מעבורת עלתה על שרטון ליד סקרין",)),
    (
        "body",
        (
            "המעבורת Halcyon עלתה על שרטון ביום שני בערב ועל סיפונה 240 נוסעים, מסרה רשות הנמל.",
            "איש לא נפגע.",
            "רבת החובל אינגריד סולהיים (Ingrid Solheim) אמרה: „מעולם לא איבדנו שליטה”.",
            "ההפלגות אל האי יתחדשו ב-4 במרץ.",
        ),
    ),
)
ENGLISH: Final[tuple[Block, ...]] = (
    ("heading", ("A ferry aground off Skerrin (سكيرين)",)),
    (
        "body",
        (
            "The ferry Halcyon ran aground with 214 passengers, have announced the port offices.",
            "Nobody was hurt, or as the crew said: איש לא נפגע.",
            "“We never lost control”, said the captain; in Arabic, «لم نفقد السيطرة أبدًا».",
            "Sailings to the island resume on 5 March.",
        ),
    ),
)
