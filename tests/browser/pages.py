"""What several browser tests ask of a page."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

WIDTHS = (360, 900, 1400)


def requests(browser: Any) -> list[str]:
    """Return the addresses the page asked for."""
    events = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    return [
        each["params"]["request"]["url"] for each in events if each["method"] == "Network.requestWillBeSent"
    ]


@cache
def page(name: str) -> str:
    """Return the HTML report of a sample run; each is made once."""
    import sample_big
    import sample_review
    import sample_run

    from xdiff import report

    for module in (sample_run, sample_review, sample_big):
        if hasattr(module, name):
            return report.render(getattr(module, name)(), "html")
    raise LookupError(name)


def script_of(text: str) -> str:
    """Return the script of a page, the one element of its kind without a type."""
    return text.partition("<script>")[2].partition("</script>")[0]
