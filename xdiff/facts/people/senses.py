"""Which of its bearers a place's name means here: the town, the state that acts from it, or a person."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from xdiff.facts.people.gazetteer import Known, acting, given_places, known_names, namesakes
from xdiff.facts.people.surnames import sex_of_given
from xdiff.facts.syntax.grammar import listed
from xdiff.facts.syntax.verbs import speech_verbs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.facts.people.mentions import Mention

AFTER = 60  # characters read after a capital for the verb it is the subject of
BEFORE = 60
WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]")
HELPING = listed(
    "has have had is was will would could may might must also never long now still not again once already"
)
FINITE = ("s", "ed", "said", "told")  # not "Washington think tanks"
# What only states have between them, or do to each other.
BETWEEN = re.compile(
    r"\b(?i:relations?|ties|tensions?|dialogue|rift|row|dispute|trust|understanding|differences|war|rapprochement)"
    r" between (?:[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)? and )?$"
)
TOWARDS = re.compile(
    r"\b(?:according to|(?:relations|ties|tensions|war|agreement|alliance|dialogue|rift|trade|row) with|"
    r"sanctions (?:on|against)|pressure on|(?:accused|backed|supported|denied|rejected|condemned) by) $"
)
PLACED = frozenset(
    {"in", "from", "near", "at", "to", "of", "outside", "across", "through", "around", "into", "via"}
)


def settle_people(mentions: Sequence[Mention]) -> None:
    """Take a place's name for a person's where the document has a full name with it: Michael Jordan, Jordan.

    Not where the place is told too: "in Jordan", "Jordanian".
    """
    bearers: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.known is None and mention.kind == "person" and 1 < len(mention.tokens) <= 4:
            bearers[mention.tokens[-1]].add(mention.value)
            if mention.tokens[0] in given_places() or sex_of_given(mention.tokens[0]) is not None:
                bearers[mention.tokens[0]].add(mention.value)
    peoples = {each.known.value for each in mentions if each.known is not None and each.known.metonym}
    for mention in mentions:
        known = mention.known
        if known is None or known.kind != "place" or known.metonym or len(mention.tokens) > 1:
            continue
        if mention.words[0].text.isupper() and not mention.titled:
            continue  # "WASHINGTON (AP)"
        if mention.tokens[0] not in bearers or known.value in peoples or _placed(mention):
            continue
        mention.known, mention.kind = None, "person"
        mention.value = mention.tokens[0]


def _placed(mention: Mention) -> bool:
    return mention.before is not None and mention.before.low in PLACED


def settle_places(mentions: Sequence[Mention], text: str) -> None:
    """Tell Georgia from Georgia, and give a capital that acts the value of its state.

    "Moscow said" is Russia with `acts` set; "talks in Moscow" stays the town.
    """
    values = {mention.value for mention in mentions}
    for mention in mentions:
        known = mention.known
        if known is None or known.metonym:
            continue
        namesake = namesakes().get(known.value)
        if namesake is not None:
            follows = text[mention.words[-1].end : mention.words[-1].end + 7].lower()
            if follows.startswith(" state") or len(values & namesake.beside) > len(
                values & namesake.not_beside
            ):
                _give(mention, namesake.known)
                continue
        state = acting().states.get(known.value)
        if state is not None and acts(mention, text):
            mention.acts = known.value
            _give(mention, known_names()[state])


def _give(mention: Mention, known: Known) -> None:
    mention.known = known
    mention.value, mention.kind, mention.display = known.value, known.kind, known.display


def acts(mention: Mention, text: str) -> bool:
    """Whether a capital is the subject of a verb that only powers do, or where only they stand."""
    start, end = mention.words[0].start, mention.words[-1].end
    before = text[max(0, start - BEFORE) : start]
    if BETWEEN.search(before) or TOWARDS.search(before[-30:].lower()):
        return True
    if _placed(mention) or mention.words[-1].text.endswith(("'s", "’s")):
        return False
    if " between " in before[-12:] or before.endswith((" and ", ", ")):
        return False  # "Between Paris and London said ..." and lists of towns
    for match in WORDS.finditer(text, end, end + AFTER):
        word = match.group().lower()
        if (word in speech_verbs() and word.endswith(FINITE)) or word in acting().verbs:
            return True
        if word not in HELPING and not word.endswith("ly"):
            return False
    return False
