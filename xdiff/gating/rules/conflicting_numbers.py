"""CS401: two documents of one event give different figures or dates for one thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xdiff.gating.divergent import found
from xdiff.gating.rule import Found, Limits, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xdiff.records import Divergence, Run

UNSURE = "if one thing is meant"  # words of a message of `xdiff.diff`
BEFORE = 60  # characters
# "He missed 10 of the team's 16 games": not 16 were missed.
_WHOLE = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\s+(?:out\s+)?of\s+"
    r"(?:(?:the|its|their|his|her|our|all)\s+)?(?:\w+['’]s?\s+)?$",
    re.IGNORECASE,
)


def check(run: Run, _limits: Limits) -> Iterator[Found]:
    """Flag each conflict of a number or a date in the documents that it puts in doubt."""
    texts = {each.document.id: each.document.text for each in run.inspections}
    yield from found(run, lambda each: _wanted(each) and not _unsure(each, texts), limit="one value")
    yield from found(
        run, lambda each: _wanted(each) and _unsure(each, texts), limit="one value", severity="warning"
    )


def _wanted(divergence: Divergence) -> bool:
    return divergence.kind in ("number", "date") and divergence.severity == "conflict"


def _unsure(divergence: Divergence, texts: Mapping[str, str]) -> bool:
    """Return whether two things may be meant: the comparison says "if", or a figure is a whole of parts."""
    return UNSURE in divergence.message or any(
        _WHOLE.search(texts[each.document_id][max(0, each.span.start - BEFORE) : each.span.start])
        for each in divergence.variants
    )


RULE = Rule(
    code="CS401",
    name="conflicting-numbers",
    severity="error",
    what="Documents about one event that give numbers or dates for one thing which cannot both be true.",
    why="At most one of them is right, and whoever learns or quotes from both repeats an error. Of two "
    "documents both are flagged, since none is right by default; of three or more only those that no more "
    "independent ones bear out than contradict. Where the words leave open whether one thing is meant, it "
    "is a warning.",
    examples=(
        "“The ferry sank with 14 passengers.” beside “Nineteen passengers died when the ferry sank.”",
        "“The bridge opened on 3 May 2019.” beside “The bridge was opened on 5 May 2019.”",
    ),
    near_misses=(
        "“The talks lasted 95 minutes.” beside “The talks lasted about 90 minutes.”: both can be true",
        "“Nine miners were rescued.” beside “Four miners are still missing.”: two things",
    ),
    mend="Check the figure at its source, and mend the document or leave it out. Where the two were right at "
    "different times, or speak of different things, reject the finding in a review (one decision serves "
    "both documents) or give a reason under `allow` in `seeds.toml`.",
    story=check,
)
