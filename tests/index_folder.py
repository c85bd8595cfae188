"""Folders of reports for the tests of the index: pages and JSON from the sample runs, changed by hand."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from sample_run import hostile_run, sample_many, sample_pair, sample_run

from xdiff import report
from xdiff.report import index, summary

RUNS = {"pair": sample_pair, "sample": sample_run, "many": sample_many, "hostile": hostile_run}
_PAGES: dict[str, str] = {}


def page_text(run: str = "pair") -> str:
    """Return a whole report, rendered once for all tests."""
    if run not in _PAGES:
        _PAGES[run] = report.render(RUNS[run](), "html")
    return _PAGES[run]


def split(page: str) -> tuple[str, str, str]:
    """Cut a page into what stands before its data block, the block, and what stands after it."""
    start = page.rindex(summary.OPENING) + len(summary.OPENING)
    end = page.index("</script>", start)
    return page[:start], page[start:end], page[end:]


def page(path: Path, of: str = "pair", *, block: str | None = None, **changes: Any) -> Path:
    """Write a report whose data block says something else: other values, or any text at all.

    `first` and `second` change its documents: `first={"label": "original"}`. Where no other name of the run
    is given it is made of the path, so that each file is a run of its own.
    """
    before, data, after = split(page_text(of))
    values = json.loads(data)
    for at, name in enumerate(("first", "second")):
        values["documents"][at] |= changes.pop(name, {})
    values["run"] = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    for at, document in enumerate(values["documents"]):
        document["sha256"] = f"{values['run']}-{at}"
    text = json.dumps(values | changes) if block is None else block
    for character, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(character, escape) if block is None else text
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(before + text + after, encoding="utf-8")
    return path


def stated(path: Path, written: int) -> Path:
    """Give a file a time of last change, in seconds since 1970."""
    os.utime(path, (written, written))
    return path


def verdict_line(number: int, label: str = "original", p_machine: float | None = 0.1, **more: Any) -> str:
    """Return one line as `detect --format jsonl` writes it."""
    abstained = "too close to call" if label == "unsure" else None
    line = {"id": f"page-{number}", "path": f"crawl/{number}.html", "label": label, "p_machine": p_machine}
    return json.dumps(_line() | line | {"abstained": abstained} | more) + "\n"


@cache
def _line() -> dict[str, Any]:
    return report.detect_line(sample_pair().inspections[1])


def files(listing: index.Listing) -> list[str]:
    """Return the file of each row, in their order."""
    return [each.file for each in listing.entries]
