"""How quickly the HTML report of twelve documents of 5,000 words opens and answers: part of `nox -s bench`.

A plain page of the same text, with no style and no script, is opened in turn with it (A B A B ...): what to
quote is the ratio of medians, since times on a shared machine are noisy. All times are from Chromium's own
clock; an answer is timed from the event to the first frame after the layout that it leads to.
"""

from __future__ import annotations

import argparse
import html
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import chromium  # noqa: E402 (the folder is no package)
import sample_big  # noqa: E402 (likewise)

from xdiff import report  # noqa: E402 (after the two above, so that all stand together)

if TYPE_CHECKING:
    from xdiff.records import Run

# First paint, the end of our script, and the load with everything laid out, in milliseconds.
OPENING = """
const done = arguments[arguments.length - 1];
const [{domContentLoadedEventEnd, loadEventEnd}] = performance.getEntriesByType("navigation");
new PerformanceObserver((list, own) => {
  const [paint] = list.getEntriesByName("first-contentful-paint");
  if (!paint) return;
  own.disconnect();
  done([paint.startTime, domContentLoadedEventEnd, loadEventEnd]);
}).observe({type: "paint", buffered: true});
"""
# Act, force the layout, and take the time at the next frame.
ANSWER = """
const done = arguments[arguments.length - 1];
const began = performance.now();
%s
document.body.getBoundingClientRect();
requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
"""
PRESS = (
    "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '%s', bubbles: true, cancelable: true}));"
)
ANSWERS = {
    "a severity filtered away": "document.querySelector('#toolbar input[value=note]').click();",
    "and back": "document.querySelector('#toolbar input[value=note]').click();",
    "the first search": (
        "const field = document.querySelector('#search'); field.value = 'harbour office';"
        " field.dispatchEvent(new Event('input', {bubbles: true}));"
        " field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));"
    ),
    "another search": (
        "const field = document.querySelector('#search'); field.value = 'lighthouse';"
        " field.dispatchEvent(new Event('input', {bubbles: true}));"
        " field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));"
    ),
    "the search cleared": "document.querySelector('#found-clear').click();",
    "the next divergence": PRESS % "n",
    "and the next": PRESS % "n",
    "a decision": "document.querySelector('[data-act=accept]').click();",
    "everything unfolded": "for (const each of document.querySelectorAll('details')) each.open = true;",
}


def plain(run: Run) -> str:
    """Return a page of the same texts without style or script."""
    texts = "".join(
        f"<h1>{html.escape(each.document.title or '')}</h1>"
        + "".join(f"<p>{html.escape(part)}</p>" for part in each.document.text.split("\n\n"))
        for each in run.inspections
    )
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>plain</title>{texts}'


def opened(browser: Any, page: Path) -> list[float]:
    """Open a page anew and return its times."""
    browser.get("about:blank")
    browser.get(page.as_uri())
    times: list[float] = browser.execute_async_script(OPENING)
    return times


def main() -> None:
    """Print sizes, times and their ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    run = sample_big.twelve()
    pages = {"report": report.render(run, "html"), "plain": plain(run)}
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder, f"{name}.html") for name in pages}
        for name, text in pages.items():
            paths[name].write_text(text, encoding="utf-8")
        for name in ("short", "twelve", "facts_500", "hundred"):
            size = len(report.render(getattr(sample_big, name)(), "html").encode()) / 1e6
            print(f"size of {name}: {size:.2f} MB")
        browser = chromium.start(Path(folder, "profile"))
        try:
            measure(browser, paths, options.runs)
        finally:
            browser.quit()


def measure(browser: Any, paths: dict[str, Path], runs: int) -> None:
    """Open both pages in turn and print the medians; then use the report and print what each answer takes."""
    metrics = {"width": 1400, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.set_script_timeout(120)
    times: dict[str, list[list[float]]] = {name: [] for name in paths}
    answers: dict[str, list[float]] = {name: [] for name in ANSWERS}
    for page in paths.values():
        opened(browser, page)  # warm the disk cache
    for _ in range(runs):
        times["plain"].append(opened(browser, paths["plain"]))
        times["report"].append(opened(browser, paths["report"]))
        for name, act in ANSWERS.items():
            answers[name].append(browser.execute_async_script(ANSWER % act))
    for at, name in enumerate(("first paint", "script done", "loaded and laid out")):
        ours, theirs = (statistics.median(each[at] for each in times[page]) for page in ("report", "plain"))
        print(f"{name}: {ours:.0f} ms against {theirs:.0f} ms of the plain page, ratio {ours / theirs:.1f}")
    base = statistics.median(each[2] for each in times["plain"])
    for name, found in answers.items():
        middle = statistics.median(found)
        print(f"{name}: {middle:.0f} ms, {middle / base:.2f} of loading the plain page")


if __name__ == "__main__":
    main()
