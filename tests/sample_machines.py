"""Outcomes that the formats for CI servers are tried on, and those formats read back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import sample_gate as sample
from lxml import etree
from sample_hostile import strings

from xdiff.records import Excerpt, Judged, Outcome, Suppression
from xdiff.report import gate as reports

NAMED = sorted(set(sample.OUTCOMES) - {"crowd"})  # each small enough to be held against a schema


def worst() -> Outcome:
    """Every string of `hostile.txt`, whole, in each field that comes from outside."""
    words = strings(400)
    found = []
    for at, each in enumerate(words):
        here = Excerpt(before=words[at - 1], marked=each, after=words[at - 2])
        why = Suppression(because="exception", where=words[at - 3], reason=words[at - 4])
        found.append(
            replace(
                sample.NUMBERS,
                document_id=f"{each}{at}",
                path=words[at - 5],
                message=each,
                measured=words[at - 6],
                limit=words[at - 7],
                key=words[at - 8],
                excerpt=here,
                related=(replace(sample.NUMBERS.related[0], path=each, excerpt=here),),
                suppressed=why if at % 2 else None,
            )
        )
    documents = tuple(Judged(document_id=each.document_id, path=each.path, words=1) for each in found)
    return replace(sample.hostile(), documents=documents, findings=tuple(found))


def nameless() -> Outcome:
    """Names that are no text (line ends, bytes beside UTF-8, half characters), places outside, a drive."""
    paths = (
        *("a\nb.txt", "a\r\nb.txt", "caf\udce9.txt", "half\ud800.txt", "50%.txt", "a b,c:d.txt", "q?#.txt"),
        *("../out.txt", "/abs/x.txt", "C:/seeds/x.txt", "./-", "日本.txt", "a\\b.txt", "::error::x.txt"),
    )
    found = tuple(replace(sample.CUT_OFF, document_id=str(at), path=path) for at, path in enumerate(paths))
    documents = tuple(Judged(document_id=each.document_id, path=each.path, words=1) for each in found)
    return replace(sample.outcome(), documents=documents, findings=found)


def every() -> Outcome:
    """A little of everything, for the golden files; of the rules, those that found something and one more."""
    made = sample.gone()
    found = (
        replace(sample.FURNITURE, suppressed=sample.EXCEPTION),
        replace(sample.NUMBERS, suppressed=None),
        *(each for each in made.findings if each.document_id == "001"),
        sample.RESIDUE,
        sample.SPACING,
        replace(sample.ALONE, suppressed=sample.REVIEW),
    )
    codes = {"HY308", *(each.code for each in found)}
    return replace(
        made,
        findings=found,
        rules=tuple(each for each in made.rules if each.code in codes),
        problems=sample.problems().problems,
        notes=("000: the encoding was not declared; it was read as windows-1252",),
    )


OUTCOMES: dict[str, Callable[[], Outcome]] = {
    **{name: sample.OUTCOMES[name] for name in NAMED},
    "worst": worst,
    "nameless": nameless,
    "every": every,
}


def entries(outcome: Outcome) -> list[dict[str, Any]]:
    """Return the entries of the gitlab report."""
    found: list[dict[str, Any]] = json.loads(reports.render(outcome, "gitlab"))
    return found


def run(outcome: Outcome, format_: str = "sarif") -> dict[str, Any]:
    """Return the one run of a SARIF log."""
    only: dict[str, Any] = json.loads(reports.render(outcome, format_))["runs"][0]
    return only


def diagnostics(outcome: Outcome) -> list[dict[str, Any]]:
    """Return the diagnostics of the rdjson report."""
    found: list[dict[str, Any]] = json.loads(reports.render(outcome, "rdjson"))["diagnostics"]
    return found


def suites(outcome: Outcome) -> etree._Element:
    """Return the root of the junit report."""
    return etree.fromstring(reports.render(outcome, "junit").encode())


def commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Read a log as GitHub's runner reads it; a line that is no command is an error here."""
    for line in re.split(r"\r\n|\r|\n", text.removesuffix("\n")) if text else ():
        assert line.startswith("::")
        head, separator, data = line[2:].partition("::")
        assert separator
        kind, _, given = head.partition(" ")
        pairs = (each.split("=", 1) for each in given.split(","))
        properties = dict(pairs)
        for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            properties = {name: value.replace(escape, character) for name, value in properties.items()}
            if escape not in ("%3A", "%2C"):
                data = data.replace(escape, character)
        yield kind, properties, data
