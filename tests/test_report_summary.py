"""The data block of a report: valid, small, true to the run, and unable to act in the page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from sample_run import hostile_run, sample_many, sample_pair, sample_run

from xdiff import fingerprint, report
from xdiff.records import Decision, Review, Run
from xdiff.report import sanitise, summary
from xdiff.report.base import View

RUNS = {"sample": sample_run, "pair": sample_pair, "many": sample_many, "hostile": hostile_run}
SCHEMA = Path(report.__file__).parent.parent / "data" / "schema" / "report.json"


def block_of(page: str) -> str:
    """Return the text of the data block in a page."""
    found = re.findall(f"{re.escape(summary.OPENING)}(.*?)</script>", page, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def decided(run: Run, **decisions: str | None) -> Run:
    """Return the run with decisions by id of a divergence (`d2`) or letter of a document (`a`)."""
    view = View(run)
    keys = {each.id: each.key for each in view.divergences}
    keys |= {side.letter.lower(): view.verdict_key(side) for side in view.sides}
    review = Review(
        decisions=tuple(
            Decision(
                key=keys[name],
                subject="divergence" if name[0] == "d" and name != "d" else "origin",
                decision=decision,  # type: ignore[arg-type]  # only accept, reject and None are given
            )
            for name, decision in decisions.items()
        )
    )
    return replace(run, review=review)


@pytest.fixture(params=RUNS)
def run(request: pytest.FixtureRequest) -> Run:
    """Return each run in turn."""
    return RUNS[request.param]()


def test_block_keeps_its_schema(run: Run) -> None:
    """What a page says of itself is valid under the shipped schema, and is what `summary` gives."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    values = json.loads(block_of(report.render(run, "html")))
    jsonschema.Draft202012Validator(schema).validate(values)
    assert values == summary.summary(View(run))


def test_schema_knows_every_key() -> None:
    """A block without any one of its keys, or with one more, breaks the schema."""
    check = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    whole = summary.summary(View(sample_run()))
    tables = [("", whole), ("documents", whole["documents"][0]), ("worst", whole["worst"][0])]
    for _, table in tables:
        for key in list(table):
            kept = table.pop(key)
            assert not check.is_valid(whole), key
            table[key] = kept
        table["more"] = 1
        assert not check.is_valid(whole)
        del table["more"]
    assert check.is_valid(whole)


def test_nothing_in_the_block_can_act(run: Run) -> None:
    """No character that could end the element, begin a comment or an entity, or that cannot be seen."""
    block = block_of(report.render(run, "html"))
    assert not set("<>&\u2028\u2029") & set(block)
    assert not sanitise.UNSEEN.search(block)
    assert "\n" not in block


def test_hostile_words_come_back_whole() -> None:
    """What was escaped is the same text again for who parses it."""
    found = hostile_run()
    values = json.loads(block_of(report.render(found, "html")))
    documents = [each.document for each in found.inspections]
    assert [each["id"] for each in values["documents"]] == [each.id for each in documents]
    assert values["documents"][0]["title"] == documents[0].title
    assert values["signature"] == str(found.signature)


def test_run_is_named_by_its_documents() -> None:
    """The run's name is that of `fingerprint.run`, whatever order the documents come in."""
    found = sample_run()
    values = summary.summary(View(found))
    assert values["run"] == fingerprint.run([each.document for each in found.inspections][::-1])


def test_counts_leave_out_what_was_rejected() -> None:
    """Rejected divergences are in `rejected` and `reviewed`, not in `counts` nor among the worst."""
    plain = summary.summary(View(sample_run()))
    worst, second = (each["id"] for each in plain["worst"][:2])
    severity = plain["worst"][0]["severity"]
    values = summary.summary(
        View(decided(sample_run(), **{worst: "reject", second: "accept", "b": "reject"}))
    )
    assert values["counts"] == plain["counts"] | {severity: plain["counts"][severity] - 1}
    assert (values["rejected"], values["reviewed"]) == (2, 3)
    assert values["worst"][0]["id"] == second
    assert [each["decision"] for each in values["documents"]] == [None, "reject", None, None]
    assert (plain["rejected"], plain["reviewed"]) == (0, 0)


def test_a_comment_alone_decides_nothing() -> None:
    """A finding that was only commented on counts as open."""
    values = summary.summary(View(decided(sample_run(), d1=None)))
    assert (values["rejected"], values["reviewed"]) == (0, 0)
    assert values["counts"] == summary.summary(View(sample_run()))["counts"]


def test_findings_are_what_the_page_lets_one_decide(run: Run) -> None:
    """`findings` counts the elements of the page that carry a lasting name."""
    page = report.render(run, "html")
    values = json.loads(block_of(page))
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert values["findings"] == len(re.findall(r"\sdata-key=\"", markup))


def test_source_language_only_where_it_means_something() -> None:
    """A text that does not read as translated has no source language, though the model ranked some."""
    values = summary.summary(View(sample_run()))
    for each in values["documents"]:
        assert each["source"] is None or each["label"] in ("machine_translation", "human_translation")
    assert any(each["source"] for each in values["documents"])


def test_block_is_small() -> None:
    """Two documents take under 2 KB, and each of many less than 500 bytes; notes and messages are cut."""
    assert len(summary.block(View(sample_pair())).encode()) < 2_000
    one = sample_pair()
    inspections = tuple(
        replace(
            one.inspections[0],
            article=replace(
                one.inspections[0].article,
                document=replace(one.inspections[0].document, id=f"harbour-{at}", title="word " * 500),
            ),
        )
        for at in range(100)
    )
    many = replace(
        one,
        inspections=inspections,
        groups=(),
        divergences=(),
        diffs=(),
        only=(),
        notes=("not read " * 99,) * 99,
    )
    many = replace(many, copies=(), story=type(many.story)())
    block = summary.block(View(many))
    assert len(block.encode()) < 50_000 + 20 * 260
    notes = json.loads(block)["notes"]
    assert len(notes) == 21
    assert notes[-1] == "and 79 more"
    assert len(notes[0]) <= summary.MESSAGE


def test_title_names_the_first_documents() -> None:
    """Of more than four documents the title names four and counts the rest."""
    assert summary.title(["A", "B"]) == "A, B"
    assert summary.title(list("ABCD")) == "A, B, C, D"
    assert summary.title(list("ABCDEF")) == "A, B, C, D and 2 more"
