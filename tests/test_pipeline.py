"""Documents in, a run out: what every kind of input, good or bad, makes of the story as a whole."""

from __future__ import annotations

import json
from functools import cache

import pytest

from xdiff import pipeline, report
from xdiff.errors import InputError
from xdiff.records import Document, Run

FERRY = """Ferry aground off Skerrin, all on board safe

A ferry with 214 people on board ran aground off the island of Skerrin late on Monday, the coastguard said.
Nobody was hurt. The Halcyon was stuck for 95 minutes before the tide lifted it clear of the rocks.

"We never lost power, and we never lost control of the ship," Captain Ingrid Solheim told reporters in Lunde.

The ferry company, Norrland Lines, bought the Halcyon for 42 million dollars in 2009 from a Greek yard.
"""
RIVAL = """Passengers tell of a night on the rocks

The Halcyon ran aground near Skerrin on Monday night with 240 people on board, coastguard officers said.
It was stuck on the rocks for an hour and a half until the tide lifted it.

"My children slept through all of it," said a passenger, Marta Quist, after she came ashore.
"""
LIBRARY = """Island town opens its new library

The town of Ostrow opened a library of glass and timber on Saturday, ten years after the old one burned down.
Mayor Helen Brandt cut the ribbon before 300 guests. "A town without books forgets itself," Brandt said.
"""
GERMAN = """Eine Fähre ist am Montagabend vor der Insel Skerrin auf Grund gelaufen. Verletzt wurde niemand,
teilte die Küstenwache am Dienstag mit. Der Verkehrsminister schließt eine Untersuchung nicht aus.
"""
ONE = "A ferry with 240 people on board ran aground off the island of Skerrin late on Monday.\n"
WIRE = FERRY.replace("Ferry aground off Skerrin, all on board safe", "Night of fear on the Skerrin ferry")
FORMATS = ("text", "json", "markdown", "html")


@cache
def run(*texts: str) -> Run:
    """Compare texts, as documents a, b ..."""
    return pipeline.compare([Document(id=chr(97 + at), text=text) for at, text in enumerate(texts)])


def test_a_copy_is_no_second_witness() -> None:
    """Two papers with one wire text count once for each fact, beside a third of its own."""
    found = run(FERRY, RIVAL, WIRE)
    assert [{each.document_id for each in wire.members} for wire in found.story.wires] == [{"a", "c"}]
    for group in found.groups:
        outlets = {"a" if each.document_id == "c" else each.document_id for each in group.members}
        assert group.witnesses == len(outlets)
    made = json.loads(report.render(found, "json"))
    assert {part["document"] for each in made["copies"] for part in each["members"]} == {"a", "c"}
    assert [each["witnesses"] for each in made["facts"]] == [each.witnesses for each in found.groups]


def test_the_story_is_told_across_documents() -> None:
    """Headlines, leads, speakers and what only one says come out of real texts."""
    story = run(FERRY, RIVAL).story
    assert [each.headline for each in story.leads] == [each.splitlines()[0] for each in (FERRY, RIVAL)]
    assert all(each.sentence == 1 for each in story.leads)
    quoted = {voice.name: {each.document_id for each in voice.quoting} for voice in story.voices}
    assert quoted["Ingrid Solheim"] == {"a"}
    assert quoted["Marta Quist"] == {"b"}
    told = {
        each.document_id: [one.surface for solo in each.sentences for one in solo.things]
        for each in story.alone
    }
    assert any("42 million dollars" in each for each in told["a"])
    assert "Marta Quist" in told["b"]


def test_different_events_share_nothing_and_say_what_to_do() -> None:
    """No match is forced: there is no group, and a note says what may be done."""
    found = run(FERRY, LIBRARY)
    assert found.groups == ()
    assert any("different events" in note and "xdiff detect" in note for note in found.notes)
    assert "No shared facts" in report.render(found, "text")


def test_a_foreign_document_is_not_an_absence_of_facts() -> None:
    """An English and a German document: nothing was compared, and no report says that they share no fact."""
    found = run(FERRY, GERMAN)
    assert not found.groups
    assert not found.only
    assert found.story.compared == ()
    for format_ in FORMATS:
        text = report.render(found, format_)
        assert "othing was compared" in text
        assert "No shared facts" not in text
        assert "different events" not in text


def test_one_document_over_again_is_refused_or_left_out() -> None:
    """Byte-for-byte copies are no comparison alone, and stand in one note beside another document."""
    with pytest.raises(InputError, match="the same document twice"):
        pipeline.compare([Document(id=each, text=FERRY, sha256="1") for each in "ab"])
    documents = [Document(id=f"copy-{at}", text=FERRY, sha256="1") for at in range(4)]
    found = pipeline.compare([*documents, Document(id="rival", text=RIVAL, sha256="2")])
    assert len(found.inspections) == 2
    assert [note for note in found.notes if "byte for byte" in note] == [
        "copy-1 and 2 more are byte for byte the same as copy-0: left out"
    ]


@pytest.mark.parametrize(
    "texts",
    [
        (FERRY, FERRY.split("\n\n", 2)[0] + "\n\n" + FERRY.split("\n\n")[1]),
        (FERRY, FERRY.replace('"', "”")),
        (FERRY, ONE),
        (ONE, RIVAL, FERRY, WIRE, LIBRARY),
    ],
    ids=["shortened", "curled", "one sentence", "five"],
)
def test_awkward_inputs_have_every_report(texts: tuple[str, ...]) -> None:
    """A shortened copy, a copy with other marks, one sentence, five documents: each report is made."""
    found = run(*texts)
    assert found.groups
    for format_ in FORMATS:
        text = report.render(found, format_)
        assert "Skerrin" in text
    shared = [each.witnesses for each in found.groups]
    assert all(
        1 <= (each or 0) <= len(group.members) for each, group in zip(shared, found.groups, strict=True)
    )
