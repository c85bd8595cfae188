"""The gate's rules, case by case: tests/cases/gating/<module>.toml, read and judged as a run does.

A `[[case]]` has a `name`, a `why`, and `text`, or a table `documents` of name to text. `format` says how
they are read (text, markdown, html, jsonl). `seeds` is what `seeds.toml` says of the file; for `documents`,
a table of name to that. `limits` are the rule's. `finds` are the words of the findings in their order: "" for
a document as a whole, "name: words" where there are several documents. None at all makes it a near miss.
`severities` may give theirs, in the same order.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from xdiff import pipeline
from xdiff.gating import Policy
from xdiff.gating.registry import rules
from xdiff.read import read_paths

CASES = Path(__file__).parent / "cases" / "gating"
SUFFIXES = {"text": ".txt", "markdown": ".md", "html": ".html", "jsonl": ".jsonl"}
KEYS = {"name", "why", "text", "documents", "format", "seeds", "limits", "finds", "severities"}
MODULES = {rule.name.replace("-", "_"): rule for rule in rules().values()}


@cache
def cases_of(module: str) -> tuple[dict[str, Any], ...]:
    """Return the cases of one rule."""
    path = CASES / f"{module}.toml"
    return tuple(tomllib.loads(path.read_text("utf-8"))["case"]) if path.exists() else ()


def all_cases() -> list[Any]:
    """Return the module and each case of every rule."""
    return [
        pytest.param(module, case, id=f"{module}-{case['name']}")
        for module in sorted(MODULES)
        for case in cases_of(module)
    ]


def toml(value: object) -> str:
    """Write one value of `seeds.toml`."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(key)} = {toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, (str, bool, int, float, list)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)  # a date


def table(file: str, described: Mapping[str, object]) -> str:
    """Write one table of `seeds.toml`."""
    return f"[{json.dumps(file)}]\n" + "".join(f"{key} = {toml(each)}\n" for key, each in described.items())


def written(case: Mapping[str, Any], folder: Path) -> None:
    """Write the documents of a case, and what is said of them, into a folder."""
    suffix = SUFFIXES[case.get("format", "text")]
    texts = case.get("documents") or {"case": case["text"]}
    seeds = case.get("seeds")
    if seeds is not None and "documents" not in case:
        seeds = {"case": seeds}
    for name, text in texts.items():
        (folder / f"{name}{suffix}").write_bytes(text.encode())
    if seeds is not None:
        tables = "".join(table(f"{name}{suffix}", each) for name, each in seeds.items())
        (folder / "seeds.toml").write_bytes(tables.encode())


@pytest.mark.parametrize(("module", "case"), all_cases())
def test_case(module: str, case: dict[str, Any], tmp_path: Path) -> None:
    """A rule finds what a case says, there, and nothing else."""
    assert set(case) <= KEYS, "a key that no case has"
    rule = MODULES[module]
    written(case, tmp_path)
    read = read_paths([str(tmp_path)])
    assert not read.problems
    limits = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in case.get("limits", {}).items()
    }
    assert set(limits) <= set(rule.defaults), "the rule has no such limit"
    policy = Policy(root=tmp_path, select=(rule.code,), limits={rule.code: limits}, stories="one")
    outcome = pipeline.gate(read.documents, policy)

    texts = {document.id: document.text for document in read.documents}
    words = [each.span.of(texts[each.document_id]) if each.span else "" for each in outcome.findings]
    if len(texts) > 1:
        pairs = zip(outcome.findings, words, strict=True)
        words = [f"{each.document_id}: {said}".rstrip() for each, said in pairs]
    assert words == [each.rstrip() for each in case["finds"]] if len(texts) > 1 else words == case["finds"]
    if "severities" in case:
        assert [each.severity for each in outcome.findings] == case["severities"]
    for each in outcome.findings:
        assert each.code == rule.code
        assert each.measured
        assert each.limit
        assert each.message.rstrip(".\n") == each.message != ""
    keys = [(each.document_id, each.key) for each in outcome.findings]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("module", sorted(MODULES))
def test_every_rule_has_cases(module: str) -> None:
    """A rule for which nobody wrote what it finds, and what it leaves alone, is not done."""
    cases = cases_of(module)
    assert any(case["finds"] for case in cases), "no case where it finds something"
    assert any(not case["finds"] for case in cases), "no near miss"
    assert all(case["why"] for case in cases)
    assert len({case["name"] for case in cases}) == len(cases)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_every_rule_explains_itself(module: str) -> None:
    """A rule says what it flags, why that matters, with examples of both kinds, and how to mend it."""
    rule = MODULES[module]
    assert all((rule.what, rule.why, rule.mend, rule.examples, rule.near_misses))


def test_every_file_of_cases_has_a_rule() -> None:
    """Cases of a rule that was renamed are not forgotten."""
    assert {path.stem for path in CASES.glob("*.toml")} <= set(MODULES)
