"""Decisions of reviewers: a file of schema `xdiff.review/1` read and checked, and matched with a run.

`read` knows nothing of a run, so that a bad file is told before any document is compared. `match` knows the
findings again by their lasting names (`xdiff.fingerprint`). `rejected` is what `--fail-on` and the gate ask.
"""

from __future__ import annotations

from xdiff.review.match import held, match, notes, refuse_strangers, strangers
from xdiff.review.read import SCHEMA, ReviewedDocument, ReviewFile, read
from xdiff.review.rejected import Rejected, rejected

__all__ = [
    "SCHEMA",
    "Rejected",
    "ReviewFile",
    "ReviewedDocument",
    "held",
    "match",
    "notes",
    "read",
    "refuse_strangers",
    "rejected",
    "strangers",
]
