"""Timings beside the programs xdiff is measured against, in one run: `nox -s bench`.

Timings on shared machines are noisy, so each pair runs in turn (A B A B ...) and the ratio of medians is
what to quote. CollateX is run as a separate program on the same two files.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
COLLATEX = """
import sys
from collatex import Collation, collate
collation = Collation()
for name, path in zip("AB", sys.argv[1:]):
    collation.add_plain_witness(name, open(path, encoding="utf-8").read())
collate(collation)
"""


def seconds(command: list[str]) -> float:
    """Return how long one whole process took, in seconds."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def pair(name: str, ours: list[str], theirs: list[str], *, runs: int, aim: float) -> None:
    """Time two commands in turn and print medians, their ratio and the aim."""
    times: tuple[list[float], list[float]] = ([], [])
    for command in (ours, theirs):
        seconds(command)  # warm the disk cache
    for _ in range(runs):
        times[0].append(seconds(ours))
        times[1].append(seconds(theirs))
    left, right = (statistics.median(each) for each in times)
    print(f"{name}: {left:.3f} s against {right:.3f} s, ratio {left / right:.3f} (aim: at most {aim})")


def main() -> None:
    """Run both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    xdiff = str(Path(sys.executable).with_name("xdiff"))
    pair(
        "xdiff --help / import typer, rich.console",
        [xdiff, "--help"],
        [sys.executable, "-c", "import typer, rich.console"],
        runs=runs * 3,
        aim=1.5,
    )
    with tempfile.TemporaryDirectory() as folder:
        files = [str(path) for path in SEEDS]
        pair(
            "xdiff compare with JSON and HTML / CollateX on the same files",
            [xdiff, "compare", *files, "--format", "json", "--html", f"{folder}/report.html"],
            [sys.executable, "-W", "ignore", "-c", COLLATEX, *files],
            runs=max(3, runs // 2),
            aim=0.1,
        )


if __name__ == "__main__":
    main()
