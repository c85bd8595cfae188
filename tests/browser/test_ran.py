"""What no browser test ran is told, also where several workers share the tests."""

from __future__ import annotations

from pathlib import Path

from ran import Function, Ran

SCRIPT = "function used() {}\nfunction idle() {}\n"
USED, IDLE = Function(0, 18, "used"), Function(19, 37, "idle")


def test_workers_are_judged_together(tmp_path: Path) -> None:
    """A function that one worker ran counts as run; one that none ran is named with its line."""
    for name, ran in (("one", {USED}), ("two", set())):
        Ran(SCRIPT, {USED, IDLE}, ran).write(tmp_path / f"{name}.json")
    together = Ran("")
    for file in sorted(tmp_path.glob("*.json"), reverse=True):
        together.add(file)
    assert together.never() == ["idle: function idle() {}"]
    together.ran.add(IDLE)
    assert together.never() == []
