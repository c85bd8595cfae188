"""What is usual for a register: the figures of `data/usual.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from xdiff.errors import ModelError

FIGURES = Path(__file__).parent.parent / "data" / "usual.toml"

Usual = tuple[float, float, float]  # 10th percentile, median, 90th percentile of human text


@cache
def usual(path: Path = FIGURES) -> Mapping[str, Mapping[str, Usual]]:
    """Return, by register and signal, what human text shows.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {
            register: {
                name: (float(low), float(middle), float(high))
                for name, (low, middle, high) in (
                    (name, figures) for name, figures in entries.items() if isinstance(figures, list)
                )
            }
            for register, entries in table.items()
            if register != "source"
        }
    except (OSError, ValueError, AttributeError) as error:
        raise ModelError(f"cannot be read ({error})", where=str(path), hint="Install xdiff again.") from error
