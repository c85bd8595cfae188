"""JUnit XML: a test suite a document, and in it a test case a rule that was asked.

Source: there is no standard; the elements are those of `junit-10.xsd`, the schema of Jenkins' xUnit plugin,
and what GitLab ("Unit test reports", docs.gitlab.com), Jenkins and Azure Pipelines document. A case a rule,
not a finding, so that a case keeps its name while the text changes: servers compare runs by it, and show what
began to fail and what was mended. The rules:

- A rule fails for a document when a finding stands that the policy fails on; one `failure` lists them all,
  since GitLab shows only one.
- Findings that stand but do not fail are told in `system-out`: to call the case skipped would say it was not
  tried.
- A case is skipped, with the reasons, when it found something and all of it is suppressed.
- What could not be read is an `error` in a suite of its own.

`classname` is the document's id: Jenkins takes a path with a dot in it for a package. `file` is no part of
the schema, but GitLab links to it, and the other readers pass it over. GitLab takes at most 500,000 cases:
from 100,000 on, the rules that found nothing are one case in each suite. XML 1.0 cannot hold most control
characters, nor U+FFFE and U+FFFF: they are written as escapes.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from xdiff.records import LEVELS
from xdiff.report import sanitise
from xdiff.report.gate import machine
from xdiff.report.gate.base import GateReport
from xdiff.report.phrases import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xdiff.records import Finding, Outcome, RuleInfo

CASES: Final = 100_000
REST: Final = "all other rules"

_NO_XML: Final = re.compile("[\ufffe\uffff]")
_COLONS: Final = re.compile(r"^(\s*):(?=:)", re.MULTILINE)


def render(outcome: Outcome, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002, ARG001
    """Return the XML document; with `ascii`, other characters are numbered references."""
    root = ET.Element("testsuites", {"name": "xdiff gate"})
    _unread(root, outcome)
    found: dict[str, dict[str, list[Finding]]] = {each.document_id: {} for each in outcome.documents}
    for finding in outcome.findings:
        found.setdefault(finding.document_id, {}).setdefault(finding.code, []).append(finding)
    suites = _Suites(outcome, folded=len(found) * len(outcome.rules) > CASES)
    for document_id, by_code in found.items():
        suites.add(root, document_id, by_code)
    for figure in ("tests", "failures", "errors"):
        root.set(figure, str(sum(int(suite.get(figure, "0")) for suite in root)))
    ET.indent(root)
    text: str = ET.tostring(root, encoding="us-ascii" if ascii else "utf-8").decode("utf-8")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + _inert(text[text.index("<testsuites") :]) + "\n"


class _Suites:
    """Test suites of documents."""

    def __init__(self, outcome: Outcome, *, folded: bool) -> None:
        self._rules = {rule.code: rule for rule in outcome.rules}
        self._failing = {id(each) for each in outcome.failing}
        self._paths = {each.document_id: each.path for each in outcome.documents}
        self._files = Counter(each.path for each in outcome.documents)
        self._signature = str(outcome.signature)
        self._folded = folded

    def add(self, root: ET.Element, document_id: str, found: Mapping[str, list[Finding]]) -> None:
        """Add the suite of one document; `found` are its findings by code."""
        read = self._paths.get(document_id)
        path = next((each.path for several in found.values() for each in several), read)
        name = machine.file(path) if path not in (None, machine.STDIN) else "standard input"
        alone = self._files[read] < 2
        suite = ET.SubElement(root, "testsuite", {"name": _line(name if alone else f"{name}: {document_id}")})
        properties = ET.SubElement(suite, "properties")
        ET.SubElement(properties, "property", {"name": "signature", "value": _line(self._signature)})
        about = {"classname": _line(document_id)}
        if path not in (None, machine.STDIN):
            about["file"] = _line(machine.file(path))
        for code in [*self._rules, *(code for code in found if code not in self._rules)]:
            if code in found or not self._folded:
                self._case(suite, about, code, found.get(code, ()))
        if self._folded:
            ET.SubElement(suite, "testcase", {"name": REST, **about})
        _tally(suite)

    def _case(self, suite: ET.Element, about: Mapping[str, str], code: str, found: Sequence[Finding]) -> None:
        rule = self._rules.get(code)
        case = ET.SubElement(suite, "testcase", {"name": machine.title(code, self._rules), **about})
        failing = [each for each in found if id(each) in self._failing]
        others = [each for each in found if id(each) not in self._failing]
        if failing:
            first = machine.said(failing[0])
            message = first if len(failing) == 1 else f"{count(len(failing), 'finding')}; the first: {first}"
            worst = min(failing, key=lambda each: LEVELS.index(each.severity))
            failure = ET.SubElement(case, "failure", {"message": _line(message), "type": worst.severity})
            failure.text = _told(failing, rule)
        elif found and all(each.suppressed for each in found):
            reasons = "; ".join(dict.fromkeys(_reason(each) for each in found))
            skipped = ET.SubElement(case, "skipped", {"message": _line(reasons)})
            skipped.text = _told(found, rule)
            return
        if others:
            ET.SubElement(case, "system-out").text = _told(others, rule)


def _told(found: Iterable[Finding], rule: RuleInfo | None) -> str:
    """Return findings a line each, the words of each below it, and how to mend them."""
    lines = []
    for each in found:
        let_go = f" [suppressed: {_reason(each)}]" if each.suppressed else ""
        said = f"{machine.at(each)}: {each.severity}: {machine.said(each)}{machine.also(each)}{let_go}"
        lines.append(_line(said))
        if each.excerpt:
            lines.append("    " + _line(f"{each.excerpt.before}[{each.excerpt.marked}]{each.excerpt.after}"))
    if rule:
        lines.append(_line(rule.mend))
    return "\n".join(["", *lines, ""])


def _reason(finding: Finding) -> str:
    known = finding.suppressed
    assert known is not None
    where = f"{known.because} in {known.where}" if known.where else known.because
    return f"{where}: {known.reason}" if known.reason else where


def _unread(root: ET.Element, outcome: Outcome) -> None:
    """Add a suite of what could not be read; each case has a name of its own, as GitLab demands."""
    if not outcome.problems:
        return
    suite = ET.SubElement(root, "testsuite", {"name": "not judged"})
    seen: Counter[str] = Counter()
    for problem in outcome.problems:
        name = _line(machine.file(problem.where))
        seen[name] += 1
        own = name if seen[name] == 1 else f"{name} ({seen[name]})"
        case = ET.SubElement(suite, "testcase", {"name": own, "classname": "not judged"})
        said = _line(machine.unread(problem))
        ET.SubElement(case, "error", {"message": said, "type": "not judged"}).text = said
    _tally(suite)


def _inert(xml: str) -> str:
    """Return XML without lines that begin with `::`, as commands in GitHub's logs do; it reads the same."""
    return _COLONS.sub(r"\1&#58;", xml)


def _tally(suite: ET.Element) -> None:
    suite.set("tests", str(len(suite.findall("testcase"))))
    for figure, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(figure, str(len(suite.findall(f"testcase/{kind}"))))


def _line(text: str) -> str:
    """Return text on one line with nothing that XML cannot hold."""
    return _NO_XML.sub(lambda match: f"\\u{ord(match.group()):04x}", sanitise.line(text))


GATE_REPORT = GateReport("junit", ".xml", render)
