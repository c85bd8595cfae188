"""What the formats for CI servers share: a finding's words and lasting name, names of files, JSON, URIs.

Whatever a document, a file name or a policy holds goes through `sanitise` on its way out, here as in every
report. A server shows these fields on a page or prints them to a log of its own, so an escape sequence, a
direction mark or a line end in a name is written out in JSON and XML too, although both could carry it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from xdiff.report import sanitise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xdiff.records import Finding, Outcome, Place, Problem, Related, RuleInfo

# Standard input, as the command line calls it. `Finding.path` calls a file of that name `./-`.
STDIN: Final = "-"
# Other places that a message names; the formats that have a field for them give them all.
SEE: Final = 3

_BREAKS: Final = str.maketrans({"\r": "\\r", "\n": "\\n", "\t": "\\t"})
# Half characters that are no bytes of a file name: no URI can hold them.
_HALVES: Final = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_DRIVE: Final = re.compile(r"[A-Za-z]:/")


def file(path: str | None) -> str:
    r"""Return a path as one line, every unseen character and every byte that is no UTF-8 as an escape."""
    return sanitise.visible((path or STDIN).translate(_BREAKS))


def uri(path: str | None) -> str:
    """Return a path as a URI reference: relative where it is, percent-encoded from the bytes of the name."""
    raw = _HALVES.sub("\ufffd", path or STDIN)
    if _DRIVE.match(raw):
        return f"file:///{raw[:2]}{_quoted(raw[2:])}"
    return f"file://{_quoted(raw)}" if raw.startswith("/") else _quoted(raw)


def _quoted(path: str) -> str:
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")


def title(code: str, rules: Mapping[str, RuleInfo]) -> str:
    """Return a rule's code and name; its code alone where the outcome does not have the rule."""
    return f"{code} {rules[code].name}" if code in rules else code


def said(finding: Finding) -> str:
    """Return what a finding says, on one line: the message, and what was measured beside its limit.

    With its words, where its place does not lead to them: in a web page, and in a document of JSON lines.
    """
    said = finding.message
    if finding.excerpt and (finding.place is None or whole_line(finding.place)):
        said += f", at “{finding.excerpt.marked}”"
    limit = f"limit {finding.limit}" if finding.limit else ""
    beside = "; ".join(part for part in (finding.measured, limit) if part)
    return sanitise.line(f"{said} [{beside}]" if beside else said)


def also(finding: Finding) -> str:
    """Return the other places of a finding, as ` (see seeds/b.txt:3:14)`; empty where there are none.

    Of a place in the same file only line and column, as ` (see 3:14)`.
    """
    own = f"{file(finding.path)}:"
    places = list(dict.fromkeys(at(each).removeprefix(own) for each in finding.related))
    if not places:
        return ""
    more = f" and {len(places) - SEE:,} more" if len(places) > SEE else ""
    return f" (see {', '.join(places[:SEE])}{more})"


def at(found: Finding | Related) -> str:
    """Return `path:line:column` as far as that is known."""
    place = found.place
    if place is None:
        return file(found.path)
    return f"{file(found.path)}:{place.line}" + ("" if whole_line(place) else f":{place.column}")


def whole_line(place: Place) -> bool:
    """Return whether a place stands for its whole line: a document of JSON lines, whose end is not known."""
    return (place.line, place.column) == (place.end_line, place.end_column) and place.column == 1


def unread(problem: Problem) -> str:
    """Return what could not be read and why, on one line."""
    hint = f". {problem.hint}" if problem.hint else ""
    return sanitise.line(f"{problem.where}: {problem.what}{hint}" if problem.where else problem.what + hint)


class Names:
    """Names for findings that last across runs, each its own within a run.

    `Finding.key` names a finding within its document; a path names the document, and so does its id where
    one file holds several. An id alone would not last: it depends on which other files are read.
    """

    def __init__(self, outcome: Outcome) -> None:
        documents = Counter(each.path for each in outcome.documents)
        self._several = {each.document_id for each in outcome.documents if documents[each.path] > 1}

    def of(self, finding: Finding) -> str:
        """Return the name of a finding: 32 hexadecimal digits."""
        document = finding.document_id if finding.document_id in self._several else ""
        parts = (finding.path or STDIN, document, finding.key)
        whole = "\n".join(f"{len(part)} {part}" for part in parts).encode("utf-8", "surrogatepass")
        return hashlib.sha256(whole).hexdigest()[:32]


def dumps(value: Any, *, ascii: bool) -> str:  # noqa: A002 (the option's name in every report)
    """Return a JSON value as text, every string in it made visible; keys are our own."""
    return json.dumps(_visible(value), ensure_ascii=ascii, indent=2) + "\n"


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        return sanitise.visible(value)
    if isinstance(value, dict):
        return {key: _visible(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_visible(each) for each in value]
    return value
