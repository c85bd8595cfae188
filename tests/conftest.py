"""Golden files: whole outputs that a person can read, compared to the letter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`python -m pytest --regen` writes the golden files anew; review them in the diff."""
    parser.addoption("--regen", action="store_true", help="write tests/golden anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return `check(name, text)`, which holds `text` against tests/golden/`name`."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--regen"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{name} is missing: python -m pytest --regen writes it"
        assert text == path.read_text(encoding="utf-8"), f"{name} differs: python -m pytest --regen"

    return check
