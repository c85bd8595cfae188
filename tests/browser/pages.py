"""What several browser tests ask of a page."""

from __future__ import annotations

import json
from typing import Any

WIDTHS = (360, 900, 1400)


def requests(browser: Any) -> list[str]:
    """Return the addresses the page asked for."""
    events = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    return [
        each["params"]["request"]["url"] for each in events if each["method"] == "Network.requestWillBeSent"
    ]
