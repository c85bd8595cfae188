"""Model files of this room: arrays in one .npz, and among them the card as JSON."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from xdiff.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

Arrays = dict[str, "NDArray[Any]"]
T = TypeVar("T")
HINT = "Reinstall xdiff, or fit it anew with `xdiff model train`."


def read(path: Path, what: str, version: str, build: Callable[[Arrays, dict[str, Any]], T]) -> T:
    """Read a model file.

    Args:
        path: the file.
        what: what it holds, for errors: "the model".
        version: the one that this xdiff reads; the card's must be the same.
        build: makes of arrays and card what they stand for.

    Raises:
        ModelError: the file is missing, damaged, or of another version.

    """
    try:
        # Opened here, since numpy leaves a damaged file open.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        card = json.loads(arrays.pop("card").tobytes())
        if card["version"] != version:
            raise ModelError(
                f"{what} is of version {card['version']}, and this xdiff reads {version}",
                where=str(path),
                hint=HINT,
            )
        return build(arrays, card)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise ModelError(f"cannot read {what} ({error})", where=str(path), hint=HINT) from error


def write(path: Path, arrays: Mapping[str, NDArray[Any]], card: Mapping[str, Any]) -> None:
    """Write a model file: the arrays as they are, the card as JSON among them."""
    packed = np.frombuffer(json.dumps(dict(card), sort_keys=True).encode(), np.uint8)
    rows: dict[str, Any] = {**arrays, "card": packed}
    with path.open("wb") as file:
        np.savez(file, **rows)
