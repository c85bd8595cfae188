"""Known findings (`xdiff.baseline/1`): a run fails on new ones only, and tells what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xdiff.records import Finding, Gone

SCHEMA: Final = "xdiff.baseline/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One finding of a baseline. `document` names its document as `name_of` does."""

    document: str
    code: str
    key: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a baseline file holds."""

    path: Path
    known: tuple[Known, ...] = ()


def read(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        PolicyError: it is missing, unreadable, not JSON, of another kind, or breaks the schema.
    """
    raise NotImplementedError


def apply(
    findings: Sequence[Finding], baseline: Baseline, judged: Mapping[str, str | None]
) -> tuple[tuple[Finding, ...], tuple[Gone, ...]]:
    """Suppress the findings that a baseline knows.

    Args:
        findings: of this run; one that is suppressed already stays as it is.
        baseline: the known ones.
        judged: the documents judged in this run: id to path as it was read.

    Returns:
        the findings, known ones suppressed, and what the baseline knows that is gone: of documents judged,
        and of files that are no longer there. Documents that are only not part of this run say nothing.
    """
    raise NotImplementedError


def written(
    findings: Iterable[Finding], path: Path, judged: Mapping[str, str | None], earlier: Baseline | None
) -> str:
    """Return the text of a baseline file, sorted, a finding a line.

    Args:
        findings: of this run; those that an exception or a review suppresses stay out.
        path: where it will be written: documents are named from its folder.
        judged: the documents judged in this run: id to path as it was read.
        earlier: the file as it was; what it has of documents not judged now, but still there, stays.
    """
    raise NotImplementedError
