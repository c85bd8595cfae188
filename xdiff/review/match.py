"""Decisions matched with the findings of a run, by the findings' lasting names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xdiff import fingerprint
from xdiff.errors import InputError
from xdiff.records import Decision, Document, Inspection, Review, Run, Variant
from xdiff.review.read import time

if TYPE_CHECKING:
    from xdiff.review.read import ReviewFile

# So many are named in a note; the rest is counted.
NAMED: Final = 3
DISAGREEMENTS: Final = 5
MESSAGE: Final = 160

# What a decision is called when two reviewers do not agree.
_DID: Final = {"accept": "accepted it", "reject": "rejected it", None: "left it open"}


def strangers(files: Iterable[ReviewFile], documents: Sequence[Document]) -> tuple[ReviewFile, ...]:
    """Return the reviews of which none of these documents is a part, by id or by content."""
    ids = {each.id for each in documents}
    sums = {each.sha256 for each in documents if each.sha256}
    return tuple(
        file for file in files if not any(each.id in ids or each.sha256 in sums for each in file.documents)
    )


def refuse_strangers(files: Iterable[ReviewFile], documents: Sequence[Document]) -> None:
    """Raise InputError for a review of which none of these documents is a part, by id or by content."""
    for file in strangers(files, documents):
        there = _listed([each.id for each in file.documents])
        here = _listed([each.id for each in documents])
        raise InputError(
            f"it is a review of other documents ({there}); none of them is compared here ({here})",
            where=file.path,
            hint="Compare the documents that it was made of, or export a review from the report on these.",
        )


def match(files: Sequence[ReviewFile], run: Run) -> Review:
    """Match decisions with the findings of a run.

    Args:
        files: the reviews, in the order given. For one finding the later decision holds; of two of the same
            time, or without one, the one that was given later.
        run: what was found.

    Returns:
        The decisions about findings that the run has, under their names in this run (a document may have
        another id now), in its order; those about findings it no longer has; the documents that changed.

    Raises:
        InputError: a review and the run have no document in common.
    """
    refuse_strangers(files, [each.document for each in run.inspections])
    held = {key: given[-1][0] for key, given in _given(files, run).items()}
    known = dict.fromkeys(_names(run, {}))
    return Review(
        decisions=tuple(held[key] for key in known if key in held),
        gone=tuple(each for key, each in held.items() if key not in known and _says(each)),
        changed=_changed(files, run),
    )


def held(files: Sequence[ReviewFile]) -> dict[str, tuple[Decision, str]]:
    """Return the decision that holds on each finding, by the finding's name, with the file it stands in.

    For who judges documents one by one and has no run at hand: ids are taken as they stand.
    """
    given = [(each, file.path) for file in files for each in file.decisions]
    return {each.key: (each, path) for each, path in sorted(given, key=lambda one: time(one[0].at))}


def notes(files: Sequence[ReviewFile], run: Run) -> tuple[str, ...]:
    """Say what a reader must know of a matched run's review: `run.review` is what `match` returned.

    That documents changed or have another name, that findings are gone, that two reviewers disagree.
    """
    said = []
    if changed := run.review.changed:
        since = "has changed since it was" if len(changed) == 1 else "have changed since they were"
        said.append(f"{_listed(changed)} {since} reviewed: decisions hold where the words are the same")
    renamed = {new: old for file in files for new, old in _renamed(file, run).items()}
    said += [f"{new} was reviewed as {old}: its content is the same" for new, old in sorted(renamed.items())]
    if run.review.gone:
        said.append(_missed(run))
    return (*said, *_disagreements(files, run))


def _missed(run: Run) -> str:
    """Say how many decisions are about findings that are gone, and how many of those in other documents."""
    here = {each.document.id for each in run.inspections}
    gone = run.review.gone
    elsewhere = sum(not here.issuperset(each.document_ids) for each in gone)
    if len(gone) == 1:
        said = "1 decision of the review is about a finding that is no longer there"
        return f"{said}, in documents that are not compared here" if elsewhere else said
    said = f"{len(gone):,} decisions of the review are about findings that are no longer there"
    those = "all" if elsewhere == len(gone) else f"{elsewhere:,}"
    return f"{said}, {those} of them in documents that are not compared here" if elsewhere else said


def _disagreements(files: Sequence[ReviewFile], run: Run) -> list[str]:
    """Say where the decision that holds is not what another reviewer decided before."""
    messages = dict(zip(_names(run, {}), _messages(run), strict=True))
    said = []
    for key, given in _given(files, run).items():
        holds, last = given[-1]
        earlier = {who: each for each, who in given[:-1] if who.casefold() != last.casefold()}
        others = {
            who: each
            for who, each in earlier.items()
            if each.decision is not None and each.decision != holds.decision
        }
        if not others:
            continue
        before = ", ".join(f"{name} {_DID[each.decision]}" for name, each in others.items())
        after = f"{last} {_DID[holds.decision]} later, and that holds"
        what = _short(messages.get(key) or holds.message or key)
        said.append(f"reviewers disagree about “{what}”: {before}; {after}")
    if len(said) > DISAGREEMENTS:
        said[DISAGREEMENTS:] = [f"reviewers disagree about {len(said) - DISAGREEMENTS:,} more findings"]
    return said


def _given(files: Sequence[ReviewFile], run: Run) -> dict[str, list[tuple[Decision, str]]]:
    """Return what was decided on each finding, the earliest first, each with who decided."""
    names = _names(run, {})
    found: list[tuple[Decision, str]] = []
    for file in files:
        renamed = _renamed(file, run)
        now = dict(zip(_names(run, renamed), names, strict=True)) if renamed else {}
        ids = {old: new for new, old in renamed.items()}
        for each in file.decisions:
            who = _short(each.by) or f"the reviewer of {Path(file.path).name}"
            documents = tuple(ids.get(one, one) for one in each.document_ids)
            found.append((replace(each, key=now.get(each.key, each.key), document_ids=documents), who))
    given: dict[str, list[tuple[Decision, str]]] = {}
    for decision, who in sorted(found, key=lambda one: time(one[0].at)):  # stable: given later is later
        given.setdefault(decision.key, []).append((decision, who))
    return given


def _renamed(file: ReviewFile, run: Run) -> dict[str, str]:
    """Return the earlier id of each document that was reviewed under another one: its bytes are the same."""
    documents = [each.document for each in run.inspections]
    ids = {each.id for each in documents}
    reviewed = {each.id for each in file.documents}
    by_sum = {each.sha256: each.id for each in file.documents if each.sha256 and each.id not in ids}
    return {
        each.id: by_sum[each.sha256]
        for each in documents
        if each.id not in reviewed and each.sha256 in by_sum
    }


def _changed(files: Iterable[ReviewFile], run: Run) -> tuple[str, ...]:
    sums: dict[str, set[str]] = {}
    for file in files:
        for each in file.documents:
            if each.sha256:
                sums.setdefault(each.id, set()).add(each.sha256)
    documents = (each.document for each in run.inspections)
    return tuple(each.id for each in documents if sums.get(each.id, {each.sha256}) != {each.sha256})


def _names(run: Run, ids: Mapping[str, str]) -> list[str]:
    """Return the lasting names of a run's findings, some documents under other ids.

    Divergences first, then for each document its verdict and where it differs from itself.
    """
    divergences = run.divergences
    if ids:
        divergences = tuple(replace(each, variants=_under(each.variants, ids)) for each in divergences)
    names = list(fingerprint.divergences(divergences))
    for each in run.inspections:
        inspection = _inspected(each, ids) if each.document.id in ids else each
        names.append(fingerprint.origin(inspection.article, inspection.verdict))
        names += fingerprint.inconsistencies(inspection.inconsistencies)
    return names


def _messages(run: Run) -> list[str]:
    """Return what the findings say, in the order of `_names`."""
    said = [each.message for each in run.divergences]
    for each in run.inspections:
        said.append(f"{each.document.id}: {each.verdict.label.replace('_', ' ')}")
        said += [one.message for one in each.inconsistencies]
    return said


def _under(variants: tuple[Variant, ...], ids: Mapping[str, str]) -> tuple[Variant, ...]:
    return tuple(replace(each, document_id=ids.get(each.document_id, each.document_id)) for each in variants)


def _inspected(each: Inspection, ids: Mapping[str, str]) -> Inspection:
    document = replace(each.document, id=ids[each.document.id])
    return replace(
        each,
        article=replace(each.article, document=document),
        inconsistencies=tuple(
            replace(one, variants=_under(one.variants, ids)) for one in each.inconsistencies
        ),
    )


def _says(decision: Decision) -> bool:
    """Return whether there is anything to tell: one taken back without a comment tells nothing."""
    return decision.decision is not None or bool(decision.comment)


def _listed(names: Sequence[str]) -> str:
    shown = [_short(each) for each in names[:NAMED]]
    more = [f"{len(names) - NAMED:,} more"] if len(names) > NAMED else []
    *first, last = [*shown, *more]
    return f"{', '.join(first)} and {last}" if first else last


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MESSAGE else f"{text[: MESSAGE - 2].rstrip()} …"
