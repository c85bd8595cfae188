"""Finding the parts of a room: one module, one named constant, found by scanning the room's folder."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TypeVar

from xdiff.errors import RoomError

Part = TypeVar("Part")


def parts(
    package: str, constant: str, kind: type[Part], *, common: frozenset[str] = frozenset()
) -> dict[str, Part]:
    """Import every module of `package` and return its `constant`, keyed by module name, in name order.

    Args:
        package: dotted name of the room, such as `xdiff.facts`.
        constant: the name each module must define, such as `EXTRACTOR`.
        kind: the type the constant must have.
        common: modules that serve the others and define no constant. Listing one here is the only way
            for a module to be without.

    Raises:
        RoomError: a module has no such constant, or one of another type.
    """
    room = importlib.import_module(package)
    found: dict[str, Part] = {}
    for info in sorted(pkgutil.iter_modules(room.__path__), key=lambda each: each.name):
        if info.name in common:
            continue
        module = importlib.import_module(f"{package}.{info.name}")
        value = getattr(module, constant, None)
        if not isinstance(value, kind):
            raise RoomError(
                f"module defines no {constant} of type {kind.__name__}",
                where=f"{package}.{info.name}",
                hint=f"Define {constant}, or name the module among the room's common ones.",
            )
        found[info.name] = value
    return found
