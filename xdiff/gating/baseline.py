"""Known findings (`xdiff.baseline/1`): a run fails on new ones only, and tells what is gone.

A finding is known by its document, its rule and the words it is about. So it stays known when the document
is edited elsewhere, when a policy or a later version gives it another severity or message, when documents
come in another order or are typed otherwise, and in another checkout: documents are named by their path from
the baseline's own folder. A file that is renamed is another file: its findings are new, the old ones gone.

Findings of one document about the same words are counted: of two known ones, any two are known, a third one
is new, and when one goes, one is gone. Which of them it was, no name can tell.

A finding about a document as a whole is known by its rule alone, whatever becomes of the text.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from xdiff.gating import baseline_file
from xdiff.gating.place import shown
from xdiff.records import Gone, Suppression

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xdiff.gating.baseline_file import Known, Name
    from xdiff.records import Finding, Judged, Outcome

SCHEMA: Final = baseline_file.SCHEMA


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a baseline file holds."""

    path: Path
    known: tuple[Known, ...] = ()


def read(path: Path) -> Baseline:
    """Read a baseline. The same entry twice, as after a merge that kept both sides, counts once.

    Raises:
        PolicyError: it is missing, unreadable, not JSON, of another kind, or breaks the schema.
    """
    return Baseline(path=path, known=tuple(dict.fromkeys(baseline_file.read(path))))


def apply(outcome: Outcome, baseline: Baseline) -> Outcome:
    """Return an outcome with the findings that a baseline knows suppressed, and with what is gone.

    What an exception or a review suppresses stays as it is. An entry is gone when its document, and the
    others that it is about, were judged by its rule and it was not found; or when one of their files is no
    longer there. Entries of documents that are only not part of this run, or were not read, say nothing.
    """
    run = _Run(outcome, baseline.path)
    held = _counted(baseline.known)
    left = {each.document_id: Counter(held.get(run.name(each.document_id), {})) for each in outcome.documents}
    known: set[int] = set()
    # Those that count come first: what is excused needs no place in a baseline.
    for at, finding in sorted(enumerate(outcome.findings), key=lambda one: one[1].suppressed is not None):
        here, kind = left[finding.document_id], baseline_file.kind(finding.key)
        if here[kind] > 0:
            here[kind] -= 1
            known.add(at)
    why = Suppression(because="baseline", where=shown(str(baseline.path)) or "")
    return replace(
        outcome,
        findings=tuple(
            replace(each, suppressed=why) if at in known and each.suppressed is None else each
            for at, each in enumerate(outcome.findings)
        ),
        gone=tuple(
            Gone(code=each.code, path=run.shown(each.name), message=each.message)
            for each in run.gone(baseline)
        ),
    )


def written(outcome: Outcome, path: Path, earlier: Baseline | None = None) -> str:
    """Return the text of a baseline file, sorted, a finding a line.

    Args:
        outcome: what a run found. What an exception or a review suppresses stays out, and so does what has
            no file: another text on standard input would be taken for the one that was judged.
        path: where it will be written: documents are named from its folder.
        earlier: the file as it was; what it has of documents or rules not judged now, and still there, stays.
    """
    run = _Run(outcome, path)
    kept: dict[tuple[Name, str], list[Known]] = {}
    for document in outcome.documents:
        for at, several in run.known(document.document_id).items():
            kept[at] = max(kept.get(at, []), several, key=len)  # a file judged twice has its findings once
    if earlier is not None:
        settled = set(run.settled(earlier))
        held: dict[tuple[Name, str], list[Known]] = {}
        for each in earlier.known:
            if each not in settled:
                held.setdefault((each.name, each.kind), []).append(each)
        for at, several in held.items():  # of these, what was found again stands there already
            kept.setdefault(at, []).extend(several[len(kept.get(at, [])) :])
    return baseline_file.text(
        replace(each, key=each.kind if number == 1 else f"{each.kind}#{number}")
        for several in kept.values()
        for number, each in enumerate(several, 1)
    )


def unnamed(outcome: Outcome) -> int:
    """Return how many standing findings no baseline can know, since their documents are in no file."""
    files = {each.document_id for each in outcome.documents if each.path not in (None, "", "-")}
    return sum(each.document_id not in files for each in outcome.standing)


class _Run:
    """One run as a baseline in some folder sees it."""

    def __init__(self, outcome: Outcome, path: Path) -> None:
        self._folder = Path(os.path.realpath(path.absolute().parent))
        paths = {each.path for each in outcome.documents if each.path not in (None, "", "-")}
        files = {each: _from(each, self._folder) for each in paths if each}
        self._names = _names(outcome.documents, files)
        self._judged = set(self._names.values())
        self._files = set(files.values())
        broken = [each.where for each in outcome.problems]
        self._partly = {
            file for path, file in files.items() if any(each.startswith(f"{path}:") for each in broken)
        }
        self._asked = {rule.code for rule in outcome.rules}
        self._stories = {rule.code for rule in outcome.rules if rule.family == "cross-source"}
        self._compared = {self._names.get(each) for story in outcome.stories for each in story}
        self._found: dict[str, list[Finding]] = {}
        for each in outcome.findings:
            self._found.setdefault(each.document_id, []).append(each)

    def name(self, document_id: str) -> Name | None:
        return self._names.get(document_id)

    def known(self, document_id: str) -> Mapping[tuple[Name, str], list[Known]]:
        """Return what a baseline keeps of one document, by its name and the words."""
        name = self.name(document_id)
        kept: dict[tuple[Name, str], list[Known]] = {}
        for each in self._found.get(document_id, ()) if name is not None else ():
            if name is None or (each.suppressed is not None and each.suppressed.because != "baseline"):
                continue
            related = {self.name(other.document_id) for other in each.related}
            others = tuple(sorted(other for other in related if other is not None and other != name))
            entry = baseline_file.Known(name=name, key=each.key, message=each.message, others=others)
            kept.setdefault((name, entry.kind), []).append(entry)
        return kept

    def settled(self, baseline: Baseline) -> list[Known]:
        """Return the entries of which this run knows whether they still hold."""
        missing = {
            document
            for document in {name.document for each in baseline.known for name in (each.name, *each.others)}
            if document not in self._files and not os.path.lexists(self._folder / document)
        }
        return [each for each in baseline.known if self._settled(each, missing)]

    def gone(self, baseline: Baseline) -> list[Known]:
        """Return the entries that no longer hold; of several about the same words the last ones."""
        found: dict[Name, Counter[str]] = {}
        for document_id, name in self._names.items():
            here = Counter(baseline_file.kind(each.key) for each in self._found.get(document_id, ()))
            found[name] = found.get(name, Counter()) | here
        gone = []
        for each in self.settled(baseline):
            left = found.get(each.name, Counter())
            if left[each.kind] > 0:
                left[each.kind] -= 1
            else:
                gone.append(each)
        return gone

    def shown(self, name: Name) -> str:
        path = shown(str(self._folder / name.document)) or name.document
        return f"{path}#{name.id}" if name.id else path

    def _settled(self, each: Known, missing: set[str]) -> bool:
        if any(name.document in missing for name in (each.name, *each.others)):
            return True
        if each.code not in self._asked or not all(map(self._was_judged, (each.name, *each.others))):
            return False
        return bool(each.others) or each.code not in self._stories or each.name in self._compared

    def _was_judged(self, name: Name) -> bool:
        """Return whether a document was judged; a row that a whole file no longer has counts as judged."""
        if name in self._judged:
            return True
        return bool(name.id) and name.document in self._files and name.document not in self._partly


def _names(documents: Sequence[Judged], files: Mapping[str, str]) -> Mapping[str, Name]:
    """Return each document's name in a baseline, by its id; none for what is in no file.

    The id of a JSON line is part of its name. Where other files of the run have the same id, the reader
    numbers it; since it does not in a run without them, rows are numbered within their file here.
    """
    ids = {each.document_id for each in documents}
    named: dict[str, Name] = {}
    seen: Counter[Name] = Counter()
    for each in documents:
        document = files.get(each.path or "")
        if document is None:
            continue
        if each.line is None:
            named[each.document_id] = baseline_file.Name(document=document)
            continue
        head, _, number = each.document_id.rpartition("#")
        given = head if number.isdecimal() and head in ids else each.document_id
        plain = baseline_file.Name(document=document, id=given)
        seen[plain] += 1
        named[each.document_id] = plain if seen[plain] == 1 else replace(plain, id=f"{given}#{seen[plain]}")
    return named


def _from(path: str, folder: Path) -> str:
    """Return a path from a folder, with `/`; links of folders are followed, so that one file has one name."""
    absolute = Path(path).absolute()
    real = Path(os.path.realpath(absolute.parent)) / absolute.name
    try:
        return PurePath(os.path.relpath(real, folder)).as_posix()
    except ValueError:  # on another drive
        return real.as_posix()


def _counted(entries: Iterable[Known]) -> Mapping[Name | None, Counter[str]]:
    counted: dict[Name | None, Counter[str]] = {}
    for each in entries:
        counted.setdefault(each.name, Counter())[each.kind] += 1
    return counted
