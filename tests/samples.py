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
PICTURE = (1400, 900)  # a screen of the HTML report, in CSS pixels
PICTURES = {"seeds.png": "", "seeds-documents.png": "#b-4"}  # file, and the place in the report it shows
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
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
    """Write the comparison of the seeds in every format, and what the gate finds in them."""
    REPORTS.mkdir(exist_ok=True)
    text = xdiff(
        "compare", "seeds",
        "--html", "reports/seeds.html", "--json", "reports/seeds.json", "--markdown", "reports/seeds.md",
    )  # fmt: skip
    (REPORTS / "seeds.txt").write_text(text, encoding="utf-8")
    text = xdiff("gate", "seeds", "--no-cache", "--output", "markdown=reports/gate.md")
    (REPORTS / "gate.txt").write_text(text, encoding="utf-8")


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


def pictures() -> None:
    """Take a screenshot of the HTML report's first screen, and of the documents side by side."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (browser and driver):
        print("the pictures are left as they are: no chromium here (Debian's chromium and chromium-driver)")
        return
    from selenium import webdriver
    from selenium.webdriver.support.wait import WebDriverWait

    options = webdriver.ChromeOptions()
    options.binary_location = browser
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        page = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
        width, height = PICTURE
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        for name, anchor in PICTURES.items():
            page.get("about:blank")
            page.get(f"{(REPORTS / 'seeds.html').as_uri()}{anchor}")
            WebDriverWait(page, 10).until(
                lambda it: it.execute_script("return document.readyState") == "complete"
            )
            page.save_screenshot(str(REPORTS / name))
        page.quit()


if __name__ == "__main__":
    reports()
    readme()
    pictures()
