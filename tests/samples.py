"""Makes the sample reports in reports/ and the README's output anew from the seeds: `nox -s regen`.

The screenshot needs Debian's chromium and chromium-driver; without them it is left as it is, and said.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "reports"
README = ROOT / "README.md"
WIDTH = 88  # columns of every terminal sample
PICTURE = (1280, 900)  # of the first screen of the HTML report, in CSS pixels
BLOCK = re.compile(r"(```console\n\$ )(?P<command>xdiff [^\n]*)\n(?P<output>.*?)(\n```)", re.DOTALL)


def xdiff(*arguments: str) -> str:
    """Return what a command prints; exit code 1 (something found) is no failure."""
    done = subprocess.run(
        [sys.executable, "-m", "xdiff", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": str(WIDTH)},
    )
    if done.returncode not in (0, 1):
        raise SystemExit(f"xdiff {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def reports() -> None:
    """Write the comparison of the seeds in every format."""
    REPORTS.mkdir(exist_ok=True)
    text = xdiff(
        "compare", "seeds",
        "--html", "reports/seeds.html", "--json", "reports/seeds.json", "--markdown", "reports/seeds.md",
    )  # fmt: skip
    (REPORTS / "seeds.txt").write_text(text, encoding="utf-8")


def shown(output: str, kept: str) -> str:
    """Return output cut as the README has it: a line `...` in `kept` cuts what follows."""
    lines = [line.rstrip() for line in output.rstrip("\n").split("\n")]
    if kept.rstrip().endswith("..."):
        lines = [*lines[: max(1, len(kept.rstrip().split("\n")) - 1)], "..."]
    return "\n".join(lines)


def readme() -> None:
    """Put today's output into every console block of the README."""

    def fresh(block: re.Match[str]) -> str:
        command = block["command"]
        output = xdiff(*command.split()[1:])
        return block[1] + command + "\n" + shown(output, block["output"]) + block[4]

    README.write_text(BLOCK.sub(fresh, README.read_text(encoding="utf-8")), encoding="utf-8")


def picture() -> None:
    """Take a screenshot of the HTML report's first screen."""
    browser = shutil.which("chromium")
    if browser is None:
        print("reports/seeds.png left as it is: no chromium here (Debian's package chromium)")
        return
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--hide-scrollbars", f"--user-data-dir={profile}",
                f"--window-size={PICTURE[0]},{PICTURE[1]}", f"--screenshot={REPORTS / 'seeds.png'}",
                (REPORTS / "seeds.html").as_uri(),
            ],
            check=True, capture_output=True,
        )  # fmt: skip


if __name__ == "__main__":
    reports()
    readme()
    picture()
