"""What the page shows of a document: its text cut at every mark, notes joined and numbered in its margin."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from sample_run import at, cut_up, evidence, hostile_run, sample_many, sample_run, variant

from xdiff.records import (
    Article,
    Divergence,
    Evidence,
    Fluency,
    Furniture,
    Group,
    Inspection,
    Member,
    Passage,
    Reading,
    Run,
    Signature,
    Span,
    Verdict,
)
from xdiff.report import html, page
from xdiff.report.base import View

HARBOUR = (
    ("heading", ("The harbour wall gives way",)),
    ("body", ("The wall of stone fell at dawn.", "A crane of iron fell with it , and a boat of oak.")),
    ("sharing link", ("Send this",)),
    ("body", ("The boat of oak was new.", "Nobody slept there.")),
)


def place(article: Article, words: str, code: str, message: str, weight: float, nth: int = 0) -> Evidence:
    """Return evidence at words that stand for the nth time."""
    return Evidence(span=at(article, words, nth), rule=code, message=message, weight=weight)


def run_of(
    article: Article,
    found: tuple[Evidence, ...] = (),
    readings: tuple[Reading, ...] = (),
    divergences: tuple[Divergence, ...] = (),
    passages: tuple[Passage, ...] = (),
) -> Run:
    """Return a run over one document that shares its second and fourth sentences with another."""
    other = cut_up((("body", ("A wall fell.", "The boat was new.")),), id="other")
    groups = tuple(
        Group(
            id=f"f{number}",
            members=(
                Member(document_id=article.document.id, sentences=(left,)),
                Member(document_id="other", sentences=(right,)),
            ),
            score=0.9,
        )
        for number, left, right in ((1, 1, 0), (2, 3, 1))
        if left < len(article.sentences)
    )
    plain = Fluency(score=None, register="news", readings=(), abstained="too short")
    verdict = Verdict(label="unsure", p_machine=0.5, p_translated=0.5, evidence=found, passages=passages)
    return Run(
        signature=Signature(parts=(("xdiff", "0.1.0"),)),
        inspections=(
            Inspection(
                article=article, language="en", verdict=verdict, fluency=replace(plain, readings=readings)
            ),
            Inspection(
                article=other,
                language="en",
                verdict=replace(verdict, evidence=(), passages=()),
                fluency=plain,
            ),
        ),
        groups=groups,
        divergences=divergences,
        diffs=(),
        only=(),
    )


def sheet(run: Run) -> page.Sheet:
    """Lay out the first document of a run."""
    view = View(run)
    return page.sheet(view, view.sides[0])


def blocks(laid: page.Sheet) -> list[page.Block]:
    """Return the blocks of a sheet in reading order."""
    return [block for stretch in laid.stretches for block in stretch]


def notes(laid: page.Sheet) -> list[page.Note]:
    """Return the notes of a sheet in the order of its margin."""
    return [note for block in blocks(laid) for note in block.notes]


def marked(laid: page.Sheet) -> list[page.Piece]:
    """Return the pieces of a sheet in reading order."""
    return [piece for block in blocks(laid) for line in block.lines for piece in line.pieces]


def harbour() -> Article:
    """Return the document most tests mark."""
    return cut_up(HARBOUR, id="harbour")


def of_chain(words: str) -> str:
    """Return a rule's message that quotes the words it is about."""
    return f"“{words}”: a noun after “of”"


def test_repeated_places_of_a_paragraph_share_a_note() -> None:
    """What is said twice in one paragraph is one note with both places, in the order of the text."""
    article = harbour()
    found = tuple(
        place(article, words, "xx.of", of_chain(words), weight)
        for words, weight in (("crane of iron", 1.0), ("wall of stone", 1.5), ("boat of oak", 0.5))
    )
    (note,) = notes(sheet(run_of(article, found)))
    assert [proof.words for proof in note.places] == ["wall of stone", "crane of iron", "boat of oak"]
    assert note.evidence.weight == 1.5
    assert [words for _, words in note.also] == ["crane of iron", "boat of oak"]


def test_what_was_said_before_is_referred_to() -> None:
    """In a later paragraph the note names its places and leads to the first note that explains them."""
    article = harbour()
    found = (
        place(article, "boat of oak", "xx.of", of_chain("boat of oak"), 1.0),
        place(article, "boat of oak", "xx.of", of_chain("boat of oak"), 1.0, nth=1),
    )
    first, second = notes(sheet(run_of(article, found)))
    assert first.again is None
    assert second.again is first
    assert [words for _, words in second.also] == ["boat of oak"]
    text = html.render(run_of(article, found), width=0, color=False, ascii=False)
    assert 'as in note <a href="#a-n1">1</a>' in text


def test_different_rules_have_notes_of_their_own_in_reading_order() -> None:
    """Notes are numbered as the reader meets them, whatever order the evidence came in."""
    article = harbour()
    found = (
        place(article, "slept", "xx.sleep", "a verb", 3.0),
        place(article, "gives way", "xx.way", "a turn", 0.2),
        place(article, "fell at dawn", "xx.dawn", "a time", 1.0),
    )
    made = notes(sheet(run_of(article, found)))
    assert [(note.number, note.anchor, note.evidence.rule) for note in made] == [
        (1, "a-n1", "xx.way"),
        (2, "a-n2", "xx.dawn"),
        (3, "a-n3", "xx.sleep"),
    ]


def test_words_that_only_weigh_have_no_note() -> None:
    """The model's words are underlined faintly; the margin is for what a reader can judge."""
    article = harbour()
    found = (place(article, "at dawn", "model.words", "three times as usual", 2.0),)
    laid = sheet(run_of(article, found))
    assert not notes(laid)
    assert laid.notes == 0
    assert [(piece.text, piece.kind) for piece in marked(laid) if piece.kind] == [("at dawn", "ev faint")]


@pytest.mark.parametrize(("value", "said"), [(0.0, "low"), (2.0, ""), (9.0, "high")])
def test_only_unusual_readings_have_notes(value: float, said: str) -> None:
    """A fluency reading inside its usual range marks nothing; outside, its places and where it stands."""
    article = harbour()
    reading = Reading(
        signal="spacing",
        value=value,
        unit="per 1,000 words",
        direction="lower",
        usual=(1.0, 3.0),
        evidence=(place(article, " ,", "signal.spacing", "a space too many", 0.0),),
    )
    run = run_of(article, readings=(reading,))
    laid = sheet(run)
    assert [note.reading for note in notes(laid)] == ([reading] if said else [])
    assert [piece.kind for piece in marked(laid) if piece.text == " ,"] == (["fl"] if said else [])
    text = html.render(run, width=0, color=False, ascii=False)
    assert ("how it reads: spacing, " in text) is bool(said)
    if said:
        assert f"how it reads: spacing, {said}</span>" in text


def test_places_of_a_reading_that_overlap_are_one() -> None:
    """A turn of four words holds the turn of three: one mark, one note."""
    article = harbour()
    turns = tuple(
        place(article, words, "signal.turns", f"“{words}”: a turn", 0.0)
        for words in ("of iron fell", "crane of iron fell", "iron fell with")
    )
    reading = Reading(
        signal="turns", value=9.0, unit="log-odds", direction="lower", usual=(0.0, 1.0), evidence=turns
    )
    (note,) = notes(sheet(run_of(article, readings=(reading,))))
    assert [proof.words for proof in note.places] == ["crane of iron fell"]


def test_what_stands_outside_every_sentence_leads_to_the_document() -> None:
    """Evidence in the furniture, or of no width, has no mark and no note, and no link that leads nowhere."""
    article = harbour()
    found = (
        evidence(article, "Send this", "xx.send", "a link", 1.0),
        Evidence(span=Span(start=3, end=3), rule="xx.none", message="nothing", weight=1.0),
    )
    laid = sheet(run_of(article, found))
    assert not notes(laid)
    assert {proof.anchor for proof in laid.proofs} == {"doc-a"}


def test_evidence_across_sentences_is_marked_in_both_and_noted_once() -> None:
    """Its anchor is where it begins, its number where it ends."""
    article = harbour()
    found = (evidence(article, "at dawn. A crane", "xx.long", "over a full stop", 1.0),)
    laid = sheet(run_of(article, found))
    pieces = [piece for piece in marked(laid) if piece.kind]
    assert [piece.text for piece in pieces] == ["at dawn.", "A crane"]
    assert [piece.anchors for piece in pieces] == [("a-e1",), ()]
    assert [len(piece.notes) for piece in pieces] == [0, 1]


def test_marks_that_begin_together_keep_their_anchors() -> None:
    """Two rules at one place: both panels' links lead there."""
    article = harbour()
    found = (
        place(article, "wall of", "xx.one", "one", 1.0),
        place(article, "wall of stone", "xx.two", "two", 2.0),
    )
    laid = sheet(run_of(article, found))
    assert [piece.anchors for piece in marked(laid) if piece.anchors] == [("a-e1", "a-e2")]
    text = html.render(run_of(article, found), width=0, color=False, ascii=False)
    assert text.count('id="a-e1"') == text.count('id="a-e2"') == 1


def test_of_two_divergences_at_a_place_the_worse_is_shown() -> None:
    """A divergence cut by a mark says its severity once, at its beginning."""
    article = harbour()

    def differ(severity: str, words: str) -> Divergence:
        return Divergence(
            group_id="f1",
            kind="wording",
            severity=severity,  # type: ignore[arg-type]  # parametrised by hand
            message=words,
            variants=(variant(article, words, words),),
        )

    both = (differ("note", "wall of stone fell"), differ("conflict", "stone"))
    found = (place(article, "of stone", "xx.of", "of", 1.0),)
    laid = sheet(run_of(article, found, divergences=both))
    shown = [
        (piece.text, piece.divergence.divergence.severity, piece.continued, piece.kind)
        for piece in marked(laid)
        if piece.divergence
    ]
    assert shown == [
        ("wall ", "note", False, ""),
        ("of ", "note", True, "ev"),
        ("stone", "conflict", False, "ev"),
        (" fell", "note", True, ""),
    ]


@pytest.mark.parametrize("run", [sample_run(), sample_many(), hostile_run()])
def test_nothing_of_a_document_is_lost_or_said_twice(run: Run) -> None:
    """Pieces join to each sentence, blocks stand in the order of the text, numbers run without a gap."""
    view = View(run)
    for side in view.sides:
        laid = page.sheet(view, side)
        lines = [line for block in blocks(laid) for line in block.lines]
        assert ["".join(piece.text for piece in line.pieces) for line in lines] == [
            sentence.text for sentence in side.article.sentences
        ]
        furniture = [text for block in blocks(laid) for text, _ in block.pieces]
        assert furniture == [
            each.span.of(side.article.document.text) for each in side.inspection.document.furniture
        ]
        assert [note.number for note in notes(laid)] == list(range(1, laid.notes + 1))
        anchors = [anchor for piece in marked(laid) for anchor in piece.anchors]
        assert len(anchors) == len(set(anchors))
        for note in notes(laid):
            assert {proof.anchor for proof in note.places} <= set(anchors)
        referred = [note.number for piece in marked(laid) for note in piece.notes]
        assert set(referred) == {note.number for note in notes(laid)}


def test_a_stretch_begins_with_what_its_notes_are_about() -> None:
    """Notes have the room beside the paragraphs up to the next that has some."""
    article = harbour()
    found = (
        place(article, "wall of stone", "xx.of", "of", 1.0),
        place(article, "slept", "xx.sleep", "a", 1.0),
    )
    laid = sheet(run_of(article, found))
    assert [[bool(block.notes) for block in stretch] for stretch in laid.stretches] == [
        [False],
        [True, False],
        [True],
    ]


def test_a_passage_of_another_origin_is_marked_where_it_begins() -> None:
    """The sentence with which a text of mixed origin changes says so."""
    article = harbour()
    middle = article.sentences[2].span.start
    ends = (0, middle, article.sentences[-1].span.end)
    judged = tuple(
        Passage(span=Span(start=left, end=right), label=label, p_machine=share)  # type: ignore[arg-type]  # labels
        for (left, right), label, share in zip(
            pairwise(ends), ("original", "machine_translation"), (0.1, 0.9), strict=True
        )
    )
    laid = sheet(run_of(article, passages=judged))
    assert [line.anchor for block in blocks(laid) for line in block.lines if line.turn] == ["a-0", "a-2"]


def test_a_short_text_has_no_strip_and_a_long_one_shows_its_places() -> None:
    """Ticks stand where the shared facts and divergences are, in thousandths of the text."""
    assert not sheet(run_of(harbour())).strip
    long = cut_up((("body", tuple(f"Sentence number {number} is here." for number in range(40))),), id="long")
    differ = Divergence(
        group_id="f2",
        kind="number",
        severity="variant",
        message="3",
        variants=(variant(long, "number 3 is", "3"),),
    )
    laid = sheet(run_of(long, divergences=(differ,)))
    assert list(laid.strip) == sorted(laid.strip)
    assert len(laid.strip) == 2
    (tick,) = laid.ticks
    assert tick.anchor == "a-3"
    assert laid.strip[1] < tick.at < laid.strip[1] + 25


@pytest.mark.parametrize(
    ("article", "said"),
    [
        (cut_up((), id="empty"), "There is no text in it."),
        (cut_up((("links", ("Read more", "Send this")),), id="links"), "all of it stands around one"),
    ],
)
def test_a_document_without_sentences_says_so(article: Article, said: str) -> None:
    """An empty column is no riddle."""
    text = html.render(run_of(article), width=0, color=False, ascii=False)
    assert said in text[text.index('id="doc-a"') : text.index('id="doc-b"')]


def test_a_plain_sentence_costs_little() -> None:
    """Of three thousand sentences each brings less than 60 characters beside its words."""
    words = tuple(f"Sentence number {number} is here." for number in range(300))
    text = html.render(run_of(cut_up((("body", words),), id="long")), width=0, color=False, ascii=False)
    whole = text[text.index('id="doc-a"') : text.index('id="doc-b"')]
    assert len(whole) - sum(map(len, words)) < 60 * len(words)


def test_no_explanation_is_repeated_in_titles() -> None:
    """A mark has no title: what it means stands once above the texts, and in its note."""
    text = html.render(sample_run(), width=0, color=False, ascii=False)
    assert not re.search(r"<(mark|a class=\"dv)[^>]*title=", text)


def test_furniture_between_paragraphs_stays_in_its_place() -> None:
    """A run of furniture is one block, with the reason of each piece."""
    article = harbour()
    text = article.document.text
    middle = text.index("this")
    start = text.index("Send")
    pieces = (
        Furniture(span=Span(start=start, end=middle), why="one"),
        Furniture(span=Span(start=middle, end=middle + 4), why="two"),
    )
    cut = replace(article, document=replace(article.document, furniture=pieces))
    laid = sheet(run_of(cut))
    assert [block.kind for block in blocks(laid)] == ["heading", "body", "furniture", "body"]
    assert [why for _, why in blocks(laid)[2].pieces] == ["one", "two"]
