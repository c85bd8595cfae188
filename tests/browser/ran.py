"""Which functions of the page's script ran in the browser tests, as Chromium's profiler counts them."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Function:
    """A function of the page's script: where it stands in it, in characters, and its name ("" for none)."""

    start: int
    end: int
    name: str


@dataclass(slots=True)
class Ran:
    """The functions seen so far in one browser, and those that ran. Other scripts are left out."""

    script: str
    seen: set[Function] = field(default_factory=set)
    ran: set[Function] = field(default_factory=set)

    def start(self, browser: Any) -> None:
        """Begin to count."""
        browser.execute_cdp_cmd("Profiler.enable", {})
        browser.execute_cdp_cmd("Profiler.startPreciseCoverage", {"callCount": False, "detailed": False})

    def collect(self, browser: Any) -> None:
        """Note what ran since the last time: to be called before a page is left."""
        for script in browser.execute_cdp_cmd("Profiler.takePreciseCoverage", {})["result"]:
            found = [
                (
                    Function(
                        each["ranges"][0]["startOffset"], each["ranges"][0]["endOffset"], each["functionName"]
                    ),
                    each,
                )
                for each in script["functions"]
            ]
            # The first function is the script as a whole: one of another length is not ours.
            if not found or (found[0][0].start, found[0][0].end) != (0, len(self.script)):
                continue
            self.seen |= {function for function, _ in found}
            self.ran |= {function for function, each in found if each["ranges"][0]["count"]}

    def write(self, file: Path) -> None:
        """Keep what one worker saw, for `add` in another process."""
        kept = {"script": self.script, "seen": [*map(astuple, self.seen)], "ran": [*map(astuple, self.ran)]}
        file.write_text(json.dumps(kept), encoding="utf-8")

    def add(self, file: Path) -> None:
        """Add what another worker saw."""
        kept = json.loads(file.read_text(encoding="utf-8"))
        self.script = kept["script"]
        self.seen |= {Function(*each) for each in kept["seen"]}
        self.ran |= {Function(*each) for each in kept["ran"]}

    def never(self) -> list[str]:
        """Return the functions that never ran, each with the line it begins on and its first words."""
        idle = sorted(self.seen - self.ran)
        inner = [each for each in idle if not any(_within(each, other) for other in idle if other != each)]
        return [f"{each.name or 'a nameless function'}: {self._words(each)}" for each in inner]

    def _words(self, function: Function) -> str:
        line = self.script.rfind("\n", 0, function.start) + 1
        return " ".join(self.script[line : max(function.end, line + 90)][:120].split())


def _within(one: Function, other: Function) -> bool:
    return other.start <= one.start and one.end <= other.end
