"""Fluency is measured, points at its places, and abstains where there is nothing to measure."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

import pytest

from xdiff.errors import ModelError
from xdiff.read import read_bytes
from xdiff.records import Article
from xdiff.segment import segment
from xdiff.signals import fluency, registry
from xdiff.signals.base import prose
from xdiff.signals.score import FREE_STEPS, MOST_STEPS, WEIGHTS, cost, score
from xdiff.signals.shapes import load as load_shapes
from xdiff.signals.turns import read as read_turns
from xdiff.signals.turns import runs
from xdiff.signals.usual import usual

FOLDER = Path(__file__).parent / "cases" / "signals"
SIGNALS = {signal.name: signal for signal in registry().values()}

FLUENT = (
    "The council voted late on Tuesday to close the old bridge while engineers repair it. "
    "Work is expected to begin in May and to last until the end of the summer.\n\n"
    "Residents were divided. Some said they had waited years for the repairs, while others worried about "
    "the long drive to the nearest crossing. “It will add an hour to my day,” said one shop owner, who "
    "asked not to be named.\n\n"
    "The mayor promised that buses would run more often. She also said that the city would look at the "
    "cost of a ferry, although she did not expect it to be ready in time.\n"
)
CLUMSY = (
    "The council of the city has late the Tuesday voted of to close the bridge old during that of the "
    "engineers it repair. The works should to begin in the month of May and of to last until to the end of "
    "the summer.\n\n"
    "The inhabitants of the city was divided of it. Some of them has said to have waited years of the "
    "repairs, of others was worried of the the road long of the crossing more near. “ It will to add to me "
    "a hour at my day ”, has declared of one shop the owner, which has not wanted be named of it.\n\n"
    "The mayor has promised of that the bus of the city will to pass more of often. She has also said of "
    "that the city would to study of it the cost of a ferry, although she not expected of that it is ready "
    "of it in time.\n"
)


def article(text: str) -> Article:
    """Return a text read and cut up as a file would be."""
    (document,) = read_bytes(text.encode(), name="case.txt", format="text")
    return segment(document)


def cases(name: str) -> list[dict[str, object]]:
    """Return the cases of one file."""
    found: list[dict[str, object]] = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))[
        "case"
    ]
    return found


@pytest.mark.parametrize("case", cases("slips"), ids=lambda case: f"{case['signal']}: {case['why']}")
def test_places(case: dict[str, object]) -> None:
    """A signal points at exactly the words its case names, in reading order."""
    each = article(str(case["text"]))
    measured = SIGNALS[str(case["signal"])].measure(prose(each))
    assert measured is not None
    spans = sorted(place.span for place in measured[1])
    assert [span.of(each.document.text) for span in spans] == case["expected"]


@pytest.mark.parametrize("case", cases("values"), ids=lambda case: str(case["signal"]))
def test_value(case: dict[str, object]) -> None:
    """A signal's value is the count a person comes to."""
    measured = SIGNALS[str(case["signal"])].measure(prose(article(str(case["text"]))))
    assert measured is not None
    assert measured[0] == pytest.approx(case["expected"], abs=0.01)


def test_every_signal_has_cases_or_is_a_model() -> None:
    """No signal is without cases; those of a fitted model are tested by what they rank."""
    covered = {case["signal"] for name in ("slips", "values") for case in cases(name)}
    assert set(SIGNALS) - covered == {"surprisal", "jolts", "turns"}


def test_every_signal_says_what_is_usual_and_why() -> None:
    """News, wiki and talk have a usual range for every signal, in order, and each signal a reason."""
    for register in ("news", "wiki", "talk"):
        assert set(usual()[register]) == set(SIGNALS)
        assert all(low <= middle <= high for low, middle, high in usual()[register].values())
    assert all(signal.why and signal.unit and signal.step > 0 for signal in SIGNALS.values())


@pytest.mark.parametrize("name", ["surprisal", "turns"])
def test_models_rank_clumsy_text_below_fluent_text(name: str) -> None:
    """The same news told clumsily is more surprising and has more engine turns."""
    fluent, clumsy = (SIGNALS[name].measure(prose(article(text))) for text in (FLUENT, CLUMSY))
    assert fluent is not None
    assert clumsy is not None
    assert clumsy[0] > fluent[0]


def test_score_ranks_clumsy_text_below_fluent_text() -> None:
    """Fluent news scores in the upper quarter of the scale and clumsy news well below it."""
    fluent, clumsy = fluency(article(FLUENT)).score, fluency(article(CLUMSY)).score
    assert fluent is not None
    assert clumsy is not None
    assert fluent > 75
    assert clumsy < fluent - 15


def test_foreign_names_cost_nothing() -> None:
    """Exchanging English names for foreign ones moves the score by less than a point."""
    text = FLUENT.replace("The mayor", "Mr Smith").replace("Residents", "Smith and Jones")
    other = text.replace("Smith", "Wojciechowska").replace("Jones", "Đoković")
    english, foreign = fluency(article(text)).score, fluency(article(other)).score
    assert english is not None
    assert foreign is not None
    assert abs(english - foreign) < 1


def test_typesetting_moves_no_grammar() -> None:
    """Curly or straight marks, long or short dashes change no reading of grammar."""
    other = FLUENT.replace("“", '"').replace("”", '"')
    for name in ("surprisal", "jolts", "turns", "function-words", "unknown-words", "vocabulary"):
        left, right = (SIGNALS[name].measure(prose(article(text))) for text in (FLUENT, other))
        assert left is not None
        assert right is not None
        assert left[0] == pytest.approx(right[0])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12 !!!", "too short: 1 words"),
        ("A short note. Nothing more.", "too short: 5 words"),
        ("Apples and pears from the north of Kent 12\n\n" * 20, "no running text|too short"),
    ],
)
def test_abstains(text: str, reason: str) -> None:
    """Short text and lists have no score, and the reason is said."""
    found = fluency(article(text))
    assert found.score is None
    assert any(part in (found.abstained or "") for part in reason.split("|"))


def test_unmeasured_register_has_readings_and_no_score() -> None:
    """Literary text was not measured: readings without a usual range, no score, and the reason."""
    found = fluency(article(FLUENT), "literary")
    assert found.score is None
    assert found.readings
    assert all(reading.usual is None for reading in found.readings)
    assert "literary" in (found.abstained or "")


def test_cost_is_the_documented_one() -> None:
    """Half a step is free, the most steps cost all, and the better side of a signal is free."""
    lower = SIGNALS["agreement"]
    ranges = (0.0, 0.0, 0.0)
    assert cost(0.0, lower, ranges) == 0
    assert cost(FREE_STEPS * lower.step, lower, ranges) == 0
    assert cost(MOST_STEPS * lower.step, lower, ranges) == 1
    assert cost(100.0, lower, ranges) == 1
    middle = SIGNALS["commas"]
    assert cost(0.0, middle, (4.0, 6.0, 8.0)) == cost(12.0, middle, (4.0, 6.0, 8.0)) > 0
    assert cost(-5.0, lower, ranges) == 0


def test_score_is_the_weighted_mean() -> None:
    """The score is 100 less the weighted mean cost; every weight names a signal."""
    assert score([("commas", 0.0)]) == 100
    assert score([("commas", 1.0), ("articles", 0.0)]) == 50
    assert score([("turns", 1.0), ("commas", 0.0)]) == pytest.approx(100 / (WEIGHTS["turns"] + 1))
    assert set(WEIGHTS) <= set(SIGNALS)


def test_readings_are_finite_and_shown_with_places() -> None:
    """Every reading is a finite number, and every place lies inside the text."""
    each = article(CLUMSY)
    for reading in fluency(each).readings:
        assert math.isfinite(reading.value)
        for place in reading.evidence:
            assert place.span.of(each.document.text).strip()
            assert place.rule == f"signal.{reading.signal}"


def test_runs_of_a_sentence() -> None:
    """Every run of one to four shapes has a key of its own, with its place."""
    found = runs([5, 6, 5])
    assert [(start, end) for _, start, end in found] == [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    assert len({key for key, _, _ in found}) == 5


def test_missing_or_damaged_models_are_told(tmp_path: Path) -> None:
    """A model file that is missing or damaged is named."""
    for read in (load_shapes, read_turns, usual):
        with pytest.raises(ModelError, match="cannot be read"):
            read(tmp_path / "none")
    (tmp_path / "bad").write_bytes(b"\x00\x01")
    for read in (load_shapes, read_turns, usual):
        with pytest.raises(ModelError, match="cannot be read"):
            read(tmp_path / "bad")
