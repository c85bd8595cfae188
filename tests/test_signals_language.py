"""The language of a text is right, the same every time, and not guessed from a name."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from xdiff.signals.language import (
    _PROFILES,
    _ask_langdetect,
    _samples,
    is_clear_english,
    language,
    signature,
)

CASES = [
    pytest.param(case["text"], case["expected"] or None, id=case["why"])
    for case in tomllib.loads(
        (Path(__file__).parent / "cases" / "signals" / "language.toml").read_text(encoding="utf-8")
    )["case"]
]
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_language(text: str, expected: str | None) -> None:
    """Each text has the language it is written in, or none when it is too little to tell."""
    assert language(text) == expected


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_only_english_is_clear_english(text: str, expected: str | None) -> None:
    """The rule that spares langdetect never takes another language for English."""
    assert is_clear_english([text]) is (expected == "en")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_english_rule_and_langdetect_agree(path: Path) -> None:
    """What the rule calls English, langdetect calls English too; both were asked of 600 training texts."""
    samples = _samples(path.read_text(encoding="utf-8"))
    assert is_clear_english(samples)
    assert _ask_langdetect(" ".join(samples), _PROFILES["Latin"]) == "en"


def test_langdetect_is_seeded() -> None:
    """A text on the edge of two languages has one answer in every call."""
    text = " ".join(["vann", "hus", "en", "fisk", "gammel", "bok", "skole", "natt", "dag", "vinter"] * 2)
    assert len({language(text) for _ in range(10)}) == 1


def test_english_loads_no_langdetect() -> None:
    """An English document is settled without importing langdetect, whose profiles take half a second."""
    code = (
        "import sys; from xdiff.signals.language import language; "
        f"assert language(open({str(SEEDS[0])!r}, encoding='utf-8').read()) == 'en'; "
        "sys.exit('langdetect' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_middle_of_another_language_is_not_clear_english() -> None:
    """A text is clear English only when head, middle and tail are."""
    english = CASES[0].values[0]
    french = CASES[3].values[0]
    text = f"{english * 10} {french * 20} {english * 10}"
    assert not is_clear_english(_samples(str(text)))


def test_signature_names_the_detector_and_its_seed() -> None:
    """The signature holds langdetect's version and the random seed."""
    ((key, value),) = signature()
    assert key == "language"
    assert value.startswith("langdetect-")
    assert value.endswith("rng0")
