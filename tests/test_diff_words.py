"""Word-level differences: exact, readable, bounded."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest

from xdiff.diff.words import CAPACITY, MAX_TOKENS, SURROGATES, _code, words

SENTENCES = [
    "",
    " ",
    "One.",
    "The talks lasted 95 minutes instead of 60.",
    "The talks lasted about 90 minutes, he said.",
    'He said: "We can’t decide on that"; nobody could.',
    "He said: “We can't decide on that”; nobody could.",
    "Zürich – naïve café\u00a0costs €4.2bn\nand 🙂🙂 more\t\t",
    "The strikes began on Monday. Nobody was hurt, the army said.",
]


def sides(ops: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """Join the operations back into both passages."""
    left = "".join(text for op, text in ops if op != "insert")
    right = "".join(text for op, text in ops if op != "delete")
    return left, right


@pytest.mark.parametrize("left", SENTENCES)
@pytest.mark.parametrize("right", SENTENCES)
def test_operations_join_back_to_both_passages(left: str, right: str) -> None:
    """Whatever two passages are compared, no character is lost, added or moved."""
    assert sides(words(left, right)) == (left, right)


def test_random_passages_join_back_and_alternate() -> None:
    """Two hundred random pairs join back exactly; no operation is empty or follows itself."""
    rng = random.Random(7)  # noqa: S311 - test data, not a secret
    alphabet = [
        "a",
        "b",
        "the",
        "The",
        ",",
        ".",
        " ",
        "  ",
        "\n",
        "“",
        '"',
        "95",
        "don't",
        "🙂",
        "\u0301",
        "\ud7ff",
    ]
    for _ in range(200):
        left = "".join(rng.choices(alphabet, k=rng.randrange(40)))
        right = "".join(rng.choices(alphabet, k=rng.randrange(40)))
        ops = words(left, right)
        assert sides(ops) == (left, right)
        assert all(text for _, text in ops)
        assert all(one[0] != other[0] for one, other in pairwise(ops))
        assert all((one, other) != ("insert", "delete") for (one, _), (other, _) in pairwise(ops))


def test_equal_passages_are_one_operation() -> None:
    """The same text on both sides is shown as equal, and nothing else."""
    assert words("No change here.", "No change here.") == (("equal", "No change here."),)


def test_only_whole_words_change() -> None:
    """A changed word is replaced whole, and the words around it stay."""
    assert words("about 90 minutes in Geneva", "some 95 minutes in Geneva") == (
        ("delete", "about 90"),
        ("insert", "some 95"),
        ("equal", " minutes in Geneva"),
    )


def test_case_and_quotation_marks_differ() -> None:
    """A capital or a curly quotation mark is a difference, and the words beside it still anchor."""
    ops = words('the Army said "no" on Monday', "the army said “no” on Monday")
    assert ("delete", "Army") in ops
    assert ("insert", "army") in ops
    assert any(op == "equal" and "no" in text for op, text in ops)


def test_lone_agreements_do_not_cut_a_rewording_to_pieces() -> None:
    """Two sentences that share no more than an article are shown as one replacement."""
    ops = words("Rescuers pulled a boy from rubble", "Nobody expected a quick end")
    assert len(ops) == 2


def test_more_tokens_than_the_basic_plane_holds() -> None:
    """70,000 different words, past the surrogates, are compared and joined back."""
    left = " ".join(f"w{number}" for number in range(70_000))
    right = left.replace("w69000", "changed").replace("w12 ", "")
    ops = words(left, right)
    assert sides(ops) == (left, right)
    assert ("delete", "w69000") in ops
    assert ("insert", "changed") in ops


def test_codes_are_never_surrogates() -> None:
    """Token codes pass over the surrogates, and the last one is the last code point."""
    before, behind = _code(SURROGATES.start - 0x4E00 - 1), _code(SURROGATES.start - 0x4E00)
    assert (before, behind) == (SURROGATES.start - 1, SURROGATES.stop)
    assert _code(CAPACITY - 1) == 0x10FFFF


def test_a_very_long_passage_does_not_hang() -> None:
    """Two unlike passages of 20,000 words, far above the bound, take seconds and still join back."""
    rng = random.Random(3)  # noqa: S311 - test data, not a secret
    left = " ".join(f"w{rng.randrange(3_000)}" for _ in range(20_000))
    right = " ".join(f"w{rng.randrange(3_000)}" for _ in range(20_000))
    assert len(left.split()) > MAX_TOKENS
    started = time.perf_counter()
    ops = words(left, right)
    assert time.perf_counter() - started < 20
    assert sides(ops) == (left, right)
