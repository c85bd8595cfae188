"""Model files of the package: read once, and stood in for where a model must be measured by its twin."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Model = TypeVar("Model")


class Shipped(Generic[Model]):
    """One model file in `xdiff/data`, and how it is read."""

    def __init__(self, name: str, read: Callable[[Path], Model]) -> None:
        self._shipped = Path(str(files("xdiff.data") / name))
        self._read = read
        self._in_place: list[Path] = []  # files that stand in for it, the last one first
        self._known: dict[Path, Model] = {}

    def get(self) -> Model:
        """Return the model that comes with xdiff, or the one that stands in for it; each file is read once.

        Raises:
            ModelError: it cannot be read.
        """
        return self._of(self._in_place[-1] if self._in_place else self._shipped)

    @contextmanager
    def instead(self, path: Path) -> Iterator[None]:
        """Use another file inside this block: a twin measures what the shipped model cannot.

        Raises:
            ModelError: it cannot be read; told before anything is done with it.
        """
        self._of(path)
        self._in_place.append(path)
        try:
            yield
        finally:
            self._in_place.pop()

    def forget(self) -> None:
        """Read files anew when next asked for: one was written."""
        self._known.clear()

    def _of(self, path: Path) -> Model:
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path]
