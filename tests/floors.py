"""The quality gate of the models: measured figures against pinned floors. `nox -s evaluate`.

`tests/floors.toml` pins, for each figure, the value once measured, the noise band under it that still
passes, and the SHA-256 of the data it was measured on. A figure below its band fails. `--raise` pins
better values; a floor is lowered only with `--lower NAME --reason TEXT`, which leaves the reason there.
"""

from __future__ import annotations

import argparse
import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

PINNED = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """One pinned figure; noise may take it `band` below `value`. `lowered` says why it once fell."""

    name: str
    value: float
    band: float
    lowered: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one measurement came to beside its floor."""

    floor: Floor
    measured: float | None

    @property
    def failed(self) -> bool:
        """True when the figure is missing or under its band."""
        return self.measured is None or self.measured < self.floor.value - self.floor.band

    @property
    def better(self) -> bool:
        """True when the figure is above its band, so that the floor should be raised."""
        return self.measured is not None and self.measured > self.floor.value + self.floor.band


def parse(text: str) -> tuple[dict[str, str], tuple[Floor, ...]]:
    """Read floors.toml: the data's hashes and the floors."""
    pinned = tomllib.loads(text)
    return pinned["data"], tuple(Floor(**each) for each in pinned["floor"])


def dump(data: Mapping[str, str], floors: Sequence[Floor]) -> str:
    """Write floors.toml."""
    lines = ["# Written by tests/floors.py; see its docstring before changing a line.", "", "[data]"]
    lines += [f'"{name}" = "{digest}"' for name, digest in sorted(data.items())]
    for floor in floors:
        lines += ["", "[[floor]]", f'name = "{floor.name}"', f"value = {floor.value}", f"band = {floor.band}"]
        if floor.lowered:
            lines.append(f'lowered = "{floor.lowered}"')
    return "\n".join(lines) + "\n"


def judge(floors: Sequence[Floor], measured: Mapping[str, float]) -> tuple[Outcome, ...]:
    """Hold every floor against its measurement; a figure nobody measured is a failure, not a pass."""
    return tuple(Outcome(floor=floor, measured=measured.get(floor.name)) for floor in floors)


def raised(floors: Sequence[Floor], measured: Mapping[str, float]) -> tuple[Floor, ...]:
    """Pin better figures, never worse ones."""
    return tuple(
        replace(floor, value=round(measured[floor.name], 4))
        if measured.get(floor.name, floor.value) > floor.value
        else floor
        for floor in floors
    )


def lowered(
    floors: Sequence[Floor], measured: Mapping[str, float], name: str, reason: str
) -> tuple[Floor, ...]:
    """Lower one floor to its measurement, keeping the reason.

    Raises:
        SystemExit: no reason, no such floor, or nothing measured for it.
    """
    if not reason.strip() or name not in {floor.name for floor in floors} or name not in measured:
        raise SystemExit(
            f"--lower needs a floor that was measured and a --reason; floors: {[f.name for f in floors]}"
        )
    return tuple(
        replace(floor, value=round(measured[name], 4), lowered=reason.replace('"', "'"))
        if floor.name == name
        else floor
        for floor in floors
    )


def hashes(data: Path, names: Sequence[str]) -> dict[str, str]:
    """Return the SHA-256 of each data file."""
    return {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in names}


def main() -> None:
    """Measure, print the table, and exit with 1 when a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--raise", dest="pin", action="store_true", help="pin better figures")
    parser.add_argument("--lower", metavar="NAME", help="lower this one floor; needs --reason")
    parser.add_argument("--reason", default="")
    arguments = parser.parse_args()

    import gate_floors  # beside this file: the folder of a program is where it imports from

    from xdiff import evaluate

    if not arguments.data.is_dir():
        raise SystemExit(
            f"{arguments.data}: no such folder. The floors are measured on data that is not part of xdiff: "
            "give its place with --data DIR."
        )
    data, floors = parse(PINNED.read_text(encoding="utf-8"))
    if hashes(arguments.data, tuple(data)) != data:
        raise SystemExit(
            "the data differs from what the floors were measured on: "
            "pin hashes and floors anew, with a reason in the commit"
        )
    measured = evaluate.floors(arguments.data) | gate_floors.measure(arguments.data)
    if arguments.lower:
        floors = lowered(floors, measured, arguments.lower, arguments.reason)
        PINNED.write_text(dump(data, floors), encoding="utf-8")
    if arguments.pin:
        floors = raised(floors, measured)
        PINNED.write_text(dump(data, floors), encoding="utf-8")
    outcomes = judge(floors, measured)
    for each in outcomes:
        state = "BELOW" if each.failed else "better: raise it" if each.better else "holds"
        shown = "not measured" if each.measured is None else f"{each.measured:.4f}"
        print(
            f"{each.floor.name:48} {shown:>12}  floor {each.floor.value:.4f} - {each.floor.band:.4f}  {state}"
        )
    broken = sum(each.failed for each in outcomes)
    print(f"{len(outcomes) - broken} passed, {broken} failed")
    raise SystemExit(1 if broken else 0)


if __name__ == "__main__":
    main()
