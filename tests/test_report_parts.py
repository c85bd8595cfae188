"""The parts of the page: what a divergence shows, what only one says, who is quoted, the running head."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sample_big import rejected
from sample_run import POST, at, cut_up, hostile_run, sample_many, sample_pair, sample_run, thing

from xdiff import report
from xdiff.records import Divergence, Fact, Run
from xdiff.report import html, solo, speech
from xdiff.report.base import View
from xdiff.report.cells import cells
from xdiff.report.versions import Versions, in_quotes


def article(page: str, anchor: str) -> str:
    """Return the element of one divergence."""
    found = re.search(rf'<article class="divergence[^>]* id="{anchor}".*?</article>', page, re.DOTALL)
    assert found
    return found.group()


def with_message(number: int, message: str) -> tuple[Versions, Divergence]:
    """Return a run of two outlets whose divergence has another message."""
    run = sample_pair()
    changed = tuple(
        replace(each, message=message) if order == number else each
        for order, each in enumerate(run.divergences)
    )
    return Versions(View(replace(run, divergences=changed))), changed[number]


@pytest.mark.parametrize(
    ("number", "message", "said"),
    [
        (
            2,
            '"95 minutes" in Harbour Post, "about 90 minutes" in page-17; compatible, "about 90" allows 99.',
            'Compatible, "about 90" allows 99.',
        ),
        (
            5,
            'One name in two spellings: "Pavel Dorn" in Harbour Post, "Pavel Dorne" in page-17.',
            "One name in two spellings.",
        ),
        (
            8,
            'Harbour Post writes "without notice", page-17 "without preview"; the words are no synonyms.',
            "The words are no synonyms.",
        ),
        (
            9,
            '"5 March" in Harbour Post against "4 March" in page-17, of the resumption; both are days.',
            None,
        ),
        (9, "5 March against 4 March", ""),
        (5, "“Pavel Dorn” against “Pavel Dorne”", ""),
        (9, 'The day is "5 March" in Harbour Post, and "6 May" in page-17.', None),
        (9, '"5 March" in Harbour Post against "6 May" in page-17; two days.', None),
    ],
)
def test_the_reason_leaves_out_what_the_values_show(number: int, message: str, said: str | None) -> None:
    """What stands at the head is not said again; a sentence that tells more than it is kept whole."""
    versions, divergence = with_message(number, message)
    (each,) = [one for one in versions.view.divergences if one.divergence == divergence]
    if said is None and "of the resumption" in message:
        said = "Of the resumption; both are days."
    assert versions.reason(each) == (message if said is None else said)


def test_no_word_of_a_message_is_lost() -> None:
    """Every word of every message stands among the values, in the reason or in the quoted sentences."""
    for run in (sample_run(), sample_pair(), sample_many()):
        versions = Versions(View(run))
        for each in versions.view.divergences:
            shown = " ".join(
                [
                    versions.reason(each),
                    *(value.words for value in versions.values(each)),
                    *(one.before + "".join(piece.text for piece in one.hit) for one in versions.told(each)),
                ]
            ).casefold()
            for word in re.findall(r"\w+", each.divergence.message.casefold()):
                assert word in shown or word == "against"


def test_values_stand_once_with_all_who_have_them() -> None:
    """Documents with the same words share a value; an absent quotation is nothing."""
    versions = Versions(View(sample_run()))
    named = {each.divergence.kind: each for each in versions.view.of_severity("conflict")}
    found = [
        ("".join(side.letter for side in value.sides), value.words)
        for value in versions.values(named["number"])
    ]
    assert found == [("A", "214 people"), ("B", "240 persons"), ("C", "Some 200 people")]
    (absent,) = [
        each for each in versions.view.of_severity("note") if each.divergence.message.startswith("only")
    ]
    assert [value.words for value in versions.values(absent)] == ["We never lost power", ""]
    assert [one.silent for one in versions.told(absent)] == [False, True]
    assert "nothing of it here" in report.render(sample_run(), "html")


def test_a_version_says_where_it_stands() -> None:
    """The sentence and the paragraph of each, counted as a reader counts, and how far down its text."""
    versions = Versions(View(sample_run()))
    (first, *_) = versions.told(versions.view.divergences[0])
    (place,) = first.places
    assert (place.anchor, place.said) == ("a-1", "sentence 2 of 9, paragraph 1")
    assert 5 <= place.share <= 20
    page = report.render(sample_run(), "html")
    assert '<a href="#a-1">sentence 2 of 9, paragraph 1</a>' in article(page, "d1")


def test_the_same_wording_stands_once() -> None:
    """Two documents with the same sentence have one quotation, with a place in each."""
    run = sample_run()
    post = run.inspections[0].article
    twin = cut_up(POST, id="twin", path="story/twin.txt", outlet="Twin")
    one = run.divergences[0]
    both = (one.variants[0], replace(one.variants[0], document_id="twin", span=at(twin, "214 people")))
    run = replace(
        run,
        inspections=(*run.inspections, replace(run.inspections[0], article=twin, inconsistencies=())),
        divergences=(replace(one, variants=(*both, one.variants[1])),),
        story=replace(run.story, compared=(*run.story.compared, "twin")),
    )
    versions = Versions(View(run))
    first, second = versions.told(versions.view.divergences[0])
    assert [side.id for side in first.sides] == [post.document.id, "twin"]
    assert len(first.places) == 2
    assert first.alike
    assert [side.id for side in second.sides] == ["page-17"]


def test_of_many_the_same_words_stand_once() -> None:
    """Of more documents than have room those with the same words stand together whatever is around them."""
    run = sample_many()
    first = run.divergences[0]
    wire = run.inspections[2].article
    more = tuple(
        replace(first.variants[2], document_id=each.document.id, span=at(wire, "Some 200 people"))
        for each in run.inspections[4:]
    )
    versions = Versions(View(replace(run, divergences=(replace(first, variants=(*first.variants, *more)),))))
    found = versions.told(versions.view.divergences[0])
    assert [len(each.sides) for each in found] == [1, 1, 3]
    page = report.render(versions.view.run, "html")
    assert "here as in" not in page  # all three have the whole sentence
    other = cut_up((("body", ("By evening Some 200 people had left.",)),), id=run.inspections[5].document.id)
    changed = (*run.inspections[:5], replace(run.inspections[5], article=other))
    moved = (*more[:1], replace(more[1], span=at(other, "Some 200 people")))
    divergence = replace(first, variants=(*first.variants, *moved))
    page = report.render(
        replace(run, inspections=changed, divergences=(divergence,), only=run.only[:3]), "html"
    )
    assert ", here as in C" in page


def test_quotations_show_the_words_that_differ() -> None:
    """What only one version of a quotation has is marked in it; other kinds are marked as a whole."""
    page = report.render(sample_pair(), "html")
    quote = next(
        each for each in View(sample_pair()).divergences if each.divergence.message.startswith("the same")
    )
    shown = article(page, quote.id)
    assert "<mark>We never lost <del>power</del>" in shown
    assert "<ins>have</ins> never lost <ins>the control</ins></mark>" in shown
    assert "<ins>" not in article(page, "d1")


def test_a_speaker_is_named_where_one_is_known() -> None:
    """Who says a quotation stands beside it when exactly one speaker is recorded for these words."""
    run = sample_pair()
    post = run.inspections[0]
    words = "We never lost power, and we never lost control,"

    def told(*speakers: str) -> str:
        facts = tuple(
            Fact(
                kind="quote",
                document_id=post.document.id,
                sentence=4,
                span=at(post.article, words),
                surface=words,
                value=words,
                speaker=each,
            )
            for each in speakers
        )
        known = replace(run, inspections=(replace(post, facts=facts), *run.inspections[1:]))
        page = report.render(known, "html")
        quote = next(
            each for each in View(known).divergences if each.divergence.message.startswith("the same")
        )
        return article(page, quote.id)

    assert "said by <bdi>Ingrid Solheim</bdi>" in told("Ingrid Solheim")
    assert "said by" not in told("Ingrid Solheim", "Pavel Dorn")
    assert "said by" not in told()


def test_a_sentence_that_points_back_comes_with_the_one_before() -> None:
    """A sentence that begins with "She" is read with the one that names her; a full sentence stands alone."""
    run = sample_pair()
    post = run.inspections[0].article
    moved = replace(
        run.divergences[2],
        variants=(
            replace(run.divergences[2].variants[0], span=at(post, "nine years"), surface="nine years"),
            run.divergences[2].variants[1],
        ),
    )
    versions = Versions(View(replace(run, divergences=(moved,))))
    first, second = versions.told(versions.view.divergences[0])
    assert first.lead_in.endswith("Captain Ingrid Solheim told reporters.")
    assert (second.lead_in, second.follow_up) == ("", "")


def test_elements_carry_what_the_script_needs() -> None:
    """Each divergence and inconsistency has its key, its documents, its fact and its message."""
    page = report.render(sample_run(), "html")
    view = View(sample_run())
    for each in view.divergences:
        shown = article(page, each.id)
        assert f'data-key="{each.key}"' in shown
        assert f'data-fact="{each.divergence.group_id}"' in shown
        assert '<div class="review-slot"></div>' in shown
    assert 'data-in="a b c"' in article(page, "d1")
    slip = article(page, "i1")
    assert 'data-subject="inconsistency"' in slip
    assert 'data-in="b"' in slip
    assert "“Skerrin” once" in slip
    assert '<a href="#b-0">sentence 1 of 8, a heading</a>' in slip


def test_rejected_findings_stand_folded_at_the_end() -> None:
    """What a reviewer rejected is told once, under its own heading, and no filter counts it."""
    page = report.render(rejected(), "html")
    view = View(rejected())
    start = page.index('<details class="rejected" id="rejected">')
    slips = sum(len(side.inspection.inconsistencies) for side in view.sides)
    assert f"Rejected in review ({len(view.divergences) + slips})" in page
    for each in view.divergences:
        assert page.index(f' id="{each.id}"') > start
    assert "Every divergence that was found was rejected in review." in page
    assert 'id="show-conflict"' not in page


def test_things_are_marked_in_their_sentence() -> None:
    """Names and numbers stand out from a quotation around them; what overlaps is cut."""
    post = sample_run().inspections[0].article
    view = View(sample_run())
    said = [thing(post, "quote", "that a buoy had been moved without notice"), thing(post, "name", " buoy ")]
    pieces = solo.marked(view.sides[0], 7, said)
    assert "".join(each.text for each in pieces) == post.sentences[7].text
    assert [(each.text, each.mark) for each in pieces] == [
        ("The ferry company said ", ""),
        ("that a ", "cited"),
        ("buoy", "thing"),
        (" had been moved without notice", "cited"),
        (".", ""),
    ]
    page = report.render(sample_run(), "html")
    assert 'for <b class="thing">nine years</b>.' in page


def test_long_lists_are_folded() -> None:
    """Of many sentences twelve stand open, the telling ones first; one more than twelve is not folded."""
    view = View(sample_run())
    article_ = cut_up(tuple(("body", (f"It rained on day {day}.",)) for day in range(30)), id="long")

    def shown(count: int) -> tuple[int, int]:
        run = replace(
            sample_run(),
            inspections=(replace(sample_run().inspections[0], article=article_),),
            groups=(),
            divergences=(),
            diffs=(),
            only=(replace(view.run.only[0], document_id="long", sentences=tuple(range(count))),),
            story=replace(view.run.story, compared=(), leads=(), wires=(), voices=(), speech=()),
        )
        other = View(run)
        found = solo.lines(other, other.only[0])
        return len(found.shown), len(found.folded)

    assert shown(13) == (13, 0)
    assert shown(14) == (12, 2)
    assert shown(30) == (12, 18)


def test_who_is_quoted_reads_without_a_key() -> None:
    """A cell says words and quotations in words; its bar is its share of the longest."""
    rows = speech.rows(View(sample_run()))
    assert [row.name for row in rows] == ["Ingrid Solheim", "Pavel Dorn", ""]
    (first, second) = rows[0].cells
    assert rows[0].of(View(sample_run()).sides[1]) == second
    assert rows[0].of(View(sample_run()).sides[2]) is None
    assert (first.quoted, first.told, first.share) == ("9 words in 1 quotation", "", 82)
    assert second.told == "2 statements told without quotation marks"
    page = report.render(sample_run(), "html")
    assert "4 (87) +1" not in page
    assert "not quoted" in page


def test_many_outlets_are_joined_by_what_they_give_a_speaker() -> None:
    """Documents that quote a speaker alike stand on one line, the longest first."""
    run = sample_run()
    voice = run.story.voices[0]
    more = (*voice.quoting, *(replace(voice.quoting[0], document_id=each) for each in ("wire", "kurier")))
    (row, *_) = speech.rows(
        View(replace(run, story=replace(run.story, voices=(replace(voice, quoting=more),))))
    )
    assert [("".join(side.letter for side in cell.sides), cell.quoted) for cell in speech.joined(row)] == [
        ("ACD", "9 words in 1 quotation"),
        ("B", "6 words in 1 quotation"),
    ]


@pytest.mark.parametrize("run", [sample_run(), sample_many(), hostile_run()])
def test_the_running_head_is_one_css_string(run: Run) -> None:
    """Names reach the printed head as letters, figures and escapes: nothing leaves the string."""
    style = html.running_head(View(run))
    assert re.fullmatch(
        r'@page \{ @top-left \{ content: "(?:[A-Za-z0-9 ]|\\[0-9a-f]{1,6} )*"; \} \}\n', style
    )
    assert style in report.render(run, "html")


def test_quoted_words_are_isolated() -> None:
    """Words in quotation marks, straight or curly, are pieces of their own; nothing is lost."""
    text = 'Both "ab" and “cd”, but not "ef.'
    assert [piece for piece, quoted in in_quotes(text) if quoted] == ['"ab"', "“cd”"]
    assert "".join(piece for piece, _ in in_quotes(text)) == text


def test_the_words_they_differ_on_are_marked_in_the_facts() -> None:
    """A row of the facts shows which words a divergence is on, at their place, and loses none of the rest."""
    view = View(sample_run())
    shown = 0
    for shared in view.shared:
        for passage in shared.passages:
            found = cells(shared, passage)
            assert "".join(each.text for each in found) == "".join(each.text for each in passage.pieces)
            said = [each.quoted for each in shared.divergences if not each.rejected]
            words = {quoted.variant.surface.strip() for each in said for quoted in each}
            assert {each.text for each in found if each.differs} <= words
            shown += sum(each.differs is not None for each in found)
    assert shown > 4


def test_a_rejected_divergence_marks_nothing_in_the_facts() -> None:
    """What a reviewer found wrong is no longer pointed at."""
    view = View(rejected())
    assert any(shared.divergences for shared in view.shared)
    for shared in view.shared:
        for passage in shared.passages:
            assert not any(each.differs for each in cells(shared, passage))
