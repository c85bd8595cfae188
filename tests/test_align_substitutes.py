"""Words that stand for each other, as learned from sentences that say the same."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import pytest

from xdiff.align import features, lexicon
from xdiff.align.sides import prepare
from xdiff.align.substitutes import Substitutes, none
from xdiff.align.train_substitutes import Pairing, learn, rendered, together

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
    """Sentences with substitutes are likelier by the measurements of near words, and by no others."""
    keys = np.asarray([key("vexeth"), key("annoi")], dtype=np.uint32)
    table = Substitutes(keys, keys[::-1], np.asarray([0.8, 0.8], dtype=np.float32))
    left, right = ["The goose vexeth the smith."], ["The goose annoys a cobbler."]
    with_table, without = (
        dict(
            zip(
                features.NAMES,
                features.measure(prepare(left, right, lexicon.shipped(), None, each)).values[0],
                strict=True,
            )
        )
        for each in (table, none())
    )
    for name in ("left_soft", "right_soft", "clause"):
        assert with_table[name] > without[name] + 0.05
    for name in ("words", "left_covered", "characters", "unit"):
        assert with_table[name] == without[name]


def test_a_table_of_tables_has_the_greatest_likeness() -> None:
    """Tables are joined pair by pair: what one knows stays, what both know has the greater likeness."""
    one, two, three = (np.uint32(key(each)) for each in ("one", "two", "three"))
    first = Substitutes(np.asarray([one, two]), np.asarray([two, one]), np.asarray([0.2, 0.3]))
    second = Substitutes(np.asarray([two, three]), np.asarray([one, one]), np.asarray([0.5, 0.1]))
    found = together([first, second])
    joined = {
        (left, right): pytest.approx(likeness)
        for left, right, likeness in zip(found.left, found.right, found.likeness, strict=True)
    }
    assert joined == {(one, two): 0.2, (two, one): 0.5, (three, one): 0.1}


def test_a_line_is_paired_by_its_least_like_renderings() -> None:
    """Of several translations of a line two that differ are taken, and none where they are other lines."""
    near, far = ("the", "cat", "sat"), ("the", "cat", "rested", "there")
    assert [(each.left, each.right) for each in rendered([(near, (*near, "down"), far)])] == [
        ((*near, "down"), far)
    ]
    assert rendered([(("a", "b"), ("c", "d")), (near,), ()]) == []


@pytest.mark.parametrize("stems", [[], ["unheard"]])
def test_unknown_words_have_no_substitutes(stems: list[str]) -> None:
    """Words that the table does not have are simply not in it."""
    assert [len(each) for each in none().among(stems)] == [0, 0, 0]
    keys = np.asarray([key("a"), key("b")], dtype=np.uint32)
    assert [len(each) for each in Substitutes(keys, keys, np.ones(2)).among(stems)] == [0, 0, 0]
