"""Exceptions that a document brings along: `allow` in `seeds.toml` or its JSON line, each with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xdiff.gating.rule import Rule
    from xdiff.records import Document, Finding, Suppression


def allowed(document: Document) -> Mapping[str, Suppression]:
    """Return the codes that a document is excepted from, with where that stands and the reason for each.

    Args:
        document: `extra["allow"]` is a table of rule (code or name) to reason.

    Raises:
        PolicyError: it is no such table, a rule does not exist, or a reason is empty.
    """
    return {}


def unused(
    findings: Sequence[Finding], given: Mapping[str, Mapping[str, Suppression]], rules: Sequence[Rule]
) -> tuple[str, ...]:
    """Return a note for each exception that excuses nothing any more, of rules that were asked.

    Args:
        findings: of the run, suppressed ones too.
        given: the exceptions of each document, by its id.
        rules: those that were asked.
    """
    return ()
