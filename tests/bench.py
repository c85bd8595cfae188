"""Timings beside the programs xdiff is measured against, in one run: `nox -s bench`.

Timings on shared machines are noisy, so each pair runs in turn (A B A B ...) and the ratio of medians is
what to quote. Verdicts and langdetect are timed by CPU, in one process; runs of the gate by that of a process
each. CollateX is run as a separate program on the same two files.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xdiff.records import Document

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


def verdicts(documents: int, *, runs: int, aim: float) -> None:
    """Count whole verdicts a second beside `langdetect.detect` alone, on texts made of the seeds' sentences.

    Both run in this process, in turn, their models loaded beforehand; CPU time, since other programs that
    share the machine slow both.
    """
    from langdetect import detect

    from xdiff import evaluate

    lines = [line for path in SEEDS for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    draw = random.Random(0)  # noqa: S311  # a sample, no secret
    rows = [
        {"id": str(at), "text": "\n".join(draw.sample(lines, len(lines) // 2))} for at in range(documents)
    ]
    jobs = (lambda row: evaluate.predict("origin", row), lambda row: detect(row["text"]))
    spent: tuple[list[float], list[float]] = ([], [])
    for run in range(runs + 1):
        for job, times in zip(jobs, spent, strict=True):
            started = time.process_time()
            for row in rows:
                job(row)
            if run:  # the first loads the models
                times.append(time.process_time() - started)
    ours, theirs = (documents / statistics.median(times) for times in spent)
    print(
        f"verdicts a second / langdetect: {ours:.0f} against {theirs:.0f}, "
        f"ratio {ours / theirs:.2f} (aim: at least {aim})"
    )


WHO = (
    "The mayor",
    "A council member",
    "The harbour master",
    "The union",
    "A doctor",
    "The fire chief",
    "The company",
)
DOES = (
    "opened",
    "closed",
    "sold",
    "repaired",
    "inspected",
    "praised",
    "rejected",
    "described",
    "blamed",
    "bought",
)
WHAT = (
    "bridge",
    "ferry",
    "school",
    "tower",
    "market",
    "plant",
    "archive",
    "stadium",
    "canal",
    "hospital",
    "mill",
)
WHEN = ("on Monday", "in the spring", "after the flood", "before dawn", "last year", "for good", "at noon")
SENTENCES = 40  # of an outlet, out of a story of SENTENCES and a half


def outlet(name: str, draw: random.Random, facts: int) -> Document:
    """Write one outlet's article about a made-up story, in words and an order of its own."""
    from xdiff.records import Document

    lines = []
    for fact in draw.sample(range(facts), SENTENCES):
        told = random.Random(fact)  # noqa: S311  # the same fact in every outlet
        who, does, what = told.choice(WHO), told.choice(DOES), told.choice(WHAT)
        place, count = (
            f"{told.choice('BDGKLMRST')}o{told.choice(('ran', 'lmen', 'vik', 'ster'))}",
            told.randrange(3, 90),
        )
        when = draw.choice(WHEN)
        lines.append(
            draw.choice(
                (
                    f"{who} {does} the {what} in {place} {when}, and {count} people came.",
                    f"In {place}, {count} people saw how {who.lower()} {does} the old {what} {when}.",
                    f"{when.capitalize()} {who.lower()} {does} a {what} near {place}, home to {count}.",
                )
            )
        )
    return Document(id=name, text="\n\n".join(lines), sha256=name)


def outlets(*, few: int, many: int, aim: float) -> None:
    """Compare few and many outlets of one story in this process; CPU time of the whole comparison."""
    from xdiff import pipeline

    spent = []
    for count in (2, few, many):  # the first loads the models
        draw = random.Random(count)  # noqa: S311  # a sample, no secret
        documents = [outlet(f"outlet{at}", draw, SENTENCES * 3 // 2) for at in range(count)]
        started = time.process_time()
        pipeline.compare(documents)
        spent.append(time.process_time() - started)
    _, less, more = spent
    print(
        f"{many} outlets / {few} outlets of {SENTENCES} sentences: {more:.1f} s against {less:.1f} s, "
        f"ratio {more / less:.1f} (aim: at most {aim})"
    )


def cpu_seconds(command: list[str]) -> float:
    """Return the CPU time of one whole process, in seconds; its exit code may say that it found something."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def gated(documents: int, *, runs: int, aim: float) -> None:
    """Judge documents, again, and once more when one of them has changed; by CPU time.

    They are not compared: made of few words, they would all seem to be about one event.
    """
    xdiff = str(Path(sys.executable).with_name("xdiff"))
    draw = random.Random(6)  # noqa: S311  # a sample, no secret
    spent: tuple[list[float], list[float], list[float]] = ([], [], [])
    with tempfile.TemporaryDirectory() as folder:
        for at in range(documents):
            text = outlet(str(at), draw, facts=1_000_000).text
            Path(folder, f"{at:04}.txt").write_text(text, encoding="utf-8")
        for run in range(runs):
            command = [xdiff, "gate", folder, "--stories", "none", "--cache-dir", f"{folder}/.cache{run}"]
            spent[0].append(cpu_seconds(command))
            spent[1].append(cpu_seconds(command))
            changed = Path(folder, "0000.txt")
            changed.write_text(changed.read_text(encoding="utf-8") + "\n\nIt was so.\n", encoding="utf-8")
            spent[2].append(cpu_seconds(command))
    first, second, third = (statistics.median(each) for each in spent)
    print(
        f"gate of {documents} unchanged documents / the first run: {second:.1f} s against {first:.1f} s, "
        f"ratio {second / first:.3f}; with one changed {third / first:.3f} (aim: at most {aim})"
    )


def main() -> None:
    """Run every comparison."""
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
    verdicts(40, runs=runs, aim=3.0)
    outlets(few=10, many=100, aim=20)
    gated(1_000, runs=max(1, runs // 7), aim=0.1)
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
