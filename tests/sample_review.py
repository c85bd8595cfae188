"""The sample story after a review: what the reports, the page and the gate show of decisions.

`reviewed_run()` has a decision of every kind, on divergences, a verdict and an inconsistency, two findings
that are gone and a document that has changed since. `hostile_review()` is made of attacks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sample_run import EVIL, hostile_run, sample_run

from xdiff import fingerprint
from xdiff.records import Decision, Review, Run

if TYPE_CHECKING:
    from xdiff.records import Judgement, Subject

    Finding = tuple[str, Subject, str, tuple[str, ...]]

AT = "2026-11-20T09:30:00Z"
ANNA, JOE = "Anna Berg", "J. S."
# Which divergence each decision of `reviewed_run` is about: its number in `sample_run().divergences`.
REJECTED, REJECTED_NOTE, ACCEPTED, COMMENTED = 5, 2, 0, 3
WHY_REJECTED = "A slip of the page's transcription: the minister's name is Dorn."
WHY_NOT_MACHINE = "I know the translator. She works from French and writes like this."
DECISIONS = 6


def keys(run: Run) -> list[Finding]:
    """Return key, subject, message and documents of every finding: divergences, verdicts, inconsistencies."""
    found: list[Finding] = [
        (key, "divergence", each.message, tuple(dict.fromkeys(one.document_id for one in each.variants)))
        for each, key in zip(run.divergences, fingerprint.divergences(run.divergences), strict=True)
    ]
    for each in run.inspections:
        key = fingerprint.origin(each.article, each.verdict)
        found.append((key, "origin", f"reads as {each.verdict.label}", (each.document.id,)))
    for each in run.inspections:
        named = zip(each.inconsistencies, fingerprint.inconsistencies(each.inconsistencies), strict=True)
        found += [(key, "inconsistency", one.message, (each.document.id,)) for one, key in named]
    return found


def decided(
    run: Run, at: int, decision: Judgement | None, comment: str = "", by: str = ANNA, when: str = AT
) -> Decision:
    """Return a decision on the finding that stands at a place of `keys(run)`."""
    return _decision(keys(run)[at], decision, comment, by, when)


def all_decided(run: Run, decision: Judgement | None, comment: str = "", by: str = ANNA) -> Run:
    """Return the run with one decision on every finding."""
    found = tuple(_decision(each, decision, comment, by, AT) for each in keys(run))
    return replace(run, review=Review(decisions=found))


def _decision(finding: Finding, decision: Judgement | None, comment: str, by: str, when: str) -> Decision:
    key, subject, message, documents = finding
    return Decision(
        key=key,
        subject=subject,
        decision=decision,
        comment=comment,
        by=by,
        at=when,
        message=message,
        document_ids=documents,
    )


def review_of(run: Run) -> Review:
    """Return the review of `reviewed_run`, for the sample or for the pair of its first two documents."""
    divergences, documents = len(run.divergences), len(run.inspections)
    gone = Decision(
        key="number:00000000000000aa",
        subject="divergence",
        decision="reject",
        comment="The figure was mended after we wrote to them.",
        by=JOE,
        at=AT,
        message="300 tonnes against 30 tonnes",
        document_ids=("harbour-post", "page-17"),
    )
    return Review(
        decisions=(
            decided(run, REJECTED, "reject", WHY_REJECTED),
            decided(run, REJECTED_NOTE, "reject", by="", when=""),
            decided(run, ACCEPTED, "accept", "Asked the coastguard: 214.", by=JOE),
            decided(run, COMMENTED, None, "Which of the two did she say? Ask for the recording."),
            decided(run, divergences + 1, "reject", WHY_NOT_MACHINE),
            decided(run, divergences + documents, "reject", "Two different names.", by=JOE),
        ),
        gone=(gone, replace(gone, key="date:00000000000000bb", decision="accept", message="1 May, 2 May")),
        changed=("harbour-post",),
    )


def reviewed_run(run: Run | None = None) -> Run:
    """Return the sample (or the pair of its first two documents) with decisions on it.

    Rejected: a variant (with a comment), a note (by nobody, with nothing said), the verdict “machine
    translation” on `page-17`, and where it differs from itself. Accepted: the first conflict. Commented
    only: a quotation. Two findings are gone; `harbour-post` has changed since.
    """
    run = sample_run() if run is None else run
    return replace(run, review=review_of(run))


def hostile_review(**about: Any) -> Run:
    """Return the hostile run with every finding decided on, by hostile reviewers with hostile comments."""
    run = hostile_run()
    found: list[Decision] = []
    for at, finding in enumerate(keys(run)):
        text = EVIL[at % len(EVIL)]
        decision: tuple[Judgement | None, ...] = ("reject", "accept", None)
        made = _decision(finding, decision[at % 3], " ".join(EVIL) if at % 2 else text, text, text)
        found.append(replace(made, message=text, **about))
    gone = [replace(each, key=f"{each.key}-{text}") for each, text in zip(found, EVIL, strict=False)]
    changed = tuple(each.document.id for each in run.inspections)
    return replace(run, review=Review(decisions=tuple(found), gone=tuple(gone), changed=changed))
