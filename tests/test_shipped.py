"""Model files: read once, stood in for, forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from xdiff.errors import ModelError
from xdiff.shipped import Shipped

if TYPE_CHECKING:
    from pathlib import Path


def test_a_twin_stands_in_inside_its_block_only(tmp_path: Path) -> None:
    """After the block, and after an error in it, the shipped file answers again."""
    asked: list[str] = []

    def read(path: Path) -> str:
        asked.append(path.name)
        return path.name

    file = Shipped("shipped.json", read)
    with file.instead(tmp_path / "twin.json"):
        assert file.get() == file.get() == "twin.json"
    with pytest.raises(KeyError), file.instead(tmp_path / "twin.json"):
        raise KeyError
    assert file.get() == "shipped.json"
    assert asked == ["twin.json", "shipped.json"]
    file.forget()
    file.get()
    assert asked[-1] == "shipped.json"
    assert len(asked) == 3


def test_a_file_that_cannot_be_read_stands_in_for_nothing(tmp_path: Path) -> None:
    """The error comes before the block, and the shipped file still answers."""

    def read(path: Path) -> str:
        if path.name == "broken.json":
            raise ModelError("broken", where=path.name)
        return path.name

    file = Shipped("shipped.json", read)
    with pytest.raises(ModelError), file.instead(tmp_path / "broken.json"):
        pytest.fail("entered")
    assert file.get() == "shipped.json"
