"""What two sentences have in common, and how likely that makes one fact of them."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from xdiff.align import judgement, lexicon
from xdiff.facts import extract
from xdiff.records import Document
from xdiff.segment import segment


def told(text: str) -> judgement.Told:
    """Return what a text tells, with its facts."""
    article = segment(Document(id="a", text=text))
    return judgement.told(article, extract(article), {})


def shared(left: str, right: str) -> tuple[float, float]:
    """Return how many words and numbers the first sentences of two texts have in common."""
    first = np.zeros(1, dtype=np.int64)
    names = judgement.names([[left], [right]])
    words, numbers = judgement.in_common(told(left), told(right), first, first, names, lexicon.shipped())
    return float(words[0]), float(numbers[0])


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("They said that he was there.", "She said that he had been there.", 0),  # grammar
        ("The salvage barge capsized.", "A barge capsized in salvage.", 3),
        ("We met Karl Olsen there.", "He knew Karl Olsen too.", 1),  # a name's words count half
    ],
)
def test_words_in_common(left: str, right: str, expected: float) -> None:
    """Words of content count in full, names half, grammar not at all."""
    assert shared(left, right)[0] == pytest.approx(expected, abs=0.35)


def test_who_is_speaking_does_not_count() -> None:
    """Two statements by one harbour pilot have nothing in common for being his."""
    left = "“The barge capsized,” said Ivo Brandt, the harbour pilot of Norland."
    right = "“Divers were slow,” said Ivo Brandt, the harbour pilot of Norland."
    said = shared(left, right)[0]
    plain = shared(left.replace("said", "saw"), right.replace("said", "saw"))[0]
    assert said < plain


def test_numbers_count_with_their_unit_and_ages_do_not() -> None:
    """Ninety minutes are ninety minutes, not ninety metres, and an age says who, not what."""
    assert shared("It took 90 minutes.", "They spoke for 90 minutes.")[1] == 1
    assert shared("It took 90 minutes.", "It lies 90 metres deep.")[1] == 0
    assert shared("Karl Olsen, 52, resigned.", "The car of Karl Olsen, 52, burnt.")[1] == 0


def test_a_headline_makes_no_names() -> None:
    """A word that the text writes without a capital is no name, though a headline has it with one."""
    texts = [["Ferry Captain Loses Licence", "The captain lost his licence, and the captain of Aurora wept."]]
    assert "captain" not in judgement.names(texts)
    assert "aurora" in judgement.names(texts)


def test_each_sign_raises_the_odds() -> None:
    """More of any sign, the others alike, is never less likely."""
    one = np.ones(1, dtype=np.float32)
    names = [each.name for each in fields(judgement.Signs)]
    start = dict.fromkeys(names, one)
    least = judgement.log_odds(judgement.Signs(**start), (0.5, 0.5))
    for name in names:
        assert judgement.log_odds(judgement.Signs(**start | {name: 2 * one}), (0.5, 0.5)) > least
    assert judgement.log_odds(judgement.Signs(**start), (0.6, 0.5)) > least
    assert judgement.log_odds(judgement.Signs(**start), (0.5, 0.6)) > least


def test_one_name_in_two_spellings_is_one_word() -> None:
    """A word that has an alias counts as what it stands for."""
    article = segment(Document(id="a", text="They met Rowhani."))
    assert "rouhani" in judgement.told(article, (), {"rowhani": "rouhani"}).words[0]


def near(left: str, right: str) -> tuple[float, float]:
    """Return the nearness of two texts."""
    names = judgement.names(
        [[each.text for each in segment(Document(id="a", text=f"{left} {right}")).sentences]]
    )
    return judgement.nearness(told(left), told(right), names, lexicon.shipped())


AURORA = (
    "Off Norland the ferry Aurora sank. Divers sent by Karl Olsen found the Aurora. Families met at Ellen."
)
BOREAS = "Off Sudmark the ferry Boreas sank. Divers sent by Ann Leith found the Boreas. Families met at Havn."


def test_names_part_two_events_of_one_kind() -> None:
    """Two ferries sink in the same words, and the names say that they are two."""
    same, other = near(AURORA, AURORA), near(AURORA, BOREAS)
    assert same == pytest.approx((1, 1))
    assert other[0] < same[0]
    assert other[1] == 0


def test_a_short_document_is_as_near_as_the_part_that_it_tells() -> None:
    """What counts is how much of the shorter document the longer one has."""
    words, names = near("Divers sent by Karl Olsen found the Aurora off Norland.", AURORA)
    assert words > 0.9
    assert names == 1


def test_documents_without_names_say_nothing_of_their_event() -> None:
    """Where next to no names are mentioned, their share is a middling one."""
    plain = "The dough must rest. Then it is baked until brown."
    assert near(plain, plain)[1] == near(plain, AURORA)[1] == judgement.UNNAMED
