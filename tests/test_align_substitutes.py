"""Words that stand for each other, as learned from sentences that say the same."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import pytest

from xdiff.align import features, lexicon
from xdiff.align.sides import prepare
from xdiff.align.substitutes import Substitutes, none
from xdiff.align.train_substitutes import Pairing, learn

NOUNS = ("baker", "miller", "sailor", "tailor", "farmer", "hunter")


def pairings(contents: int) -> list[Pairing]:
    """Return sentences that differ in one verb, spread over some contents."""
    return [
        Pairing((noun, "goeth", "home"), (noun, "walks", "home"), k % contents)
        for k, noun in enumerate(NOUNS)
    ]


def key(stem: str) -> int:
    """Return what the table knows a stem by."""
    return crc32(stem.encode())


def test_words_in_one_place_are_substitutes() -> None:
    """A word that stands where the other text has another is learned, both ways; shared words are not."""
    found = learn(pairings(contents=3))
    pairs = set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert pairs == {(key("goeth"), key("walks")), (key("walks"), key("goeth"))}
    assert ((found.likeness > 0.3) & (found.likeness <= 1)).all()


def test_one_content_teaches_nothing() -> None:
    """Words that only one story pairs are its names and nouns, not substitutes."""
    assert not len(learn(pairings(contents=1)).left)


def test_substitutes_raise_the_likeness_they_are_for() -> None:
    """Sentences with substitutes are likelier by the learned measurements, and by no other word measure."""
    keys = np.asarray([key("vexeth"), key("annoi")], dtype=np.uint32)
    table = Substitutes(keys, keys[::-1], np.asarray([0.8, 0.8], dtype=np.float32))
    left, right = ["The goose vexeth the smith."], ["The goose annoys a cobbler."]
    with_table, without = (
        features.measure(prepare(left, right, lexicon.shipped(), None, each)).values[0]
        for each in (table, none())
    )
    changed = {
        name for name, one, other in zip(features.NAMES, with_table, without, strict=True) if one != other
    }
    assert {"left_learned", "right_learned"} <= changed
    assert all("learned" in name for name in changed)
    at = features.NAMES.index("left_learned")
    assert with_table[at] > without[at] + 0.1


@pytest.mark.parametrize("stems", [[], ["unheard"]])
def test_unknown_words_have_no_substitutes(stems: list[str]) -> None:
    """Words that the table does not have are simply not in it."""
    assert [len(each) for each in none().among(stems)] == [0, 0, 0]
    keys = np.asarray([key("a"), key("b")], dtype=np.uint32)
    assert [len(each) for each in Substitutes(keys, keys, np.ones(2)).among(stems)] == [0, 0, 0]
