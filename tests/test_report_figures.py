"""Charts and the overview: drawn from numbers alone, true to them at the edges, told in words as well."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sample_big import alone, facts_500, hundred, mixed_review, nothing_shared, rejected, right_to_left, tiny
from sample_review import reviewed_run
from sample_run import cut_up, hostile_run, sample_many, sample_pair, sample_run

from xdiff import report
from xdiff.records import Contribution, Fluency, Passage, Reading, Signature, Span, Verdict
from xdiff.report import figures, overview, panels, phrases, readings
from xdiff.report.base import View
from xdiff.signals import registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from xdiff.records import Run

ODD = (0.0, 1.0, -1.0, 1e300, -1e300, 1e-300, math.inf, -math.inf, math.nan)


def drawn(svg: str) -> list[float]:
    """Return every number that a shape is drawn with."""
    found = re.findall(r'(?: (?:d|x|y|width|height|cx|cy|r)=")([^"]*)', svg)
    assert "nan" not in "".join(found)
    assert "inf" not in "".join(found)
    return [float(each) for part in found for each in re.findall(r"-?\d*\.?\d+(?:e[-+]?\d+)?", part)]


def read(svg: str) -> str:
    """Return what a chart says to who does not see it."""
    label = re.search(r'aria-label="([^"]*)"', svg)
    assert label
    return label[1]


def reading(value: float, low: float = 1.0, high: float = 3.0) -> Reading:
    """Return a reading of an invented signal."""
    return Reading(signal="made-up", value=value, unit="per 100", direction="middle", usual=(low, high))


@pytest.mark.parametrize("value", ODD)
def test_no_value_leaves_the_chart(value: float) -> None:
    """Zero, huge, infinite or no number at all: each chart stays inside its frame and has a reading."""
    charts = (
        figures.probability(value, 0.85),
        figures.probability(0.5, value),
        figures.share(value, "share"),
        figures.score(value),
        figures.contribution(value, 3.0),
        figures.bullet(reading(value)),
    )
    for each in charts:
        assert read(each)
        assert all(-12 <= number <= figures.WIDTH for number in drawn(each))


@pytest.mark.parametrize("most", [0.0, 5e-324, 1e300])
def test_a_scale_of_nothing_divides_nothing(most: float) -> None:
    """Arguments on a scale of nothing, or of nearly everything, are still drawn."""
    for value in (0.0, 1.0, -1.0):
        assert all(-12 <= number <= figures.WIDTH for number in drawn(figures.contribution(value, most)))


def test_bars_are_as_long_as_their_numbers() -> None:
    """A quarter fills a quarter of the track, the tick stands at the cut, and the text says both."""
    chart = figures.probability(0.25, 0.85)
    assert f'class="fill" x="0" y="4" width="{figures.WIDTH / 4}"' in chart
    assert f'd="M{figures.WIDTH * 0.85} 0v16"' in chart
    assert read(chart) == "probability of machine translation 0.25, cut at 0.85"
    assert read(figures.probability(math.nan, None)) == "probability of machine translation unknown"


def test_arguments_of_all_documents_have_one_scale() -> None:
    """The strongest argument of any document reaches the edge, and a smaller one as far as its share."""
    view = View(sample_run())
    most = panels.most(view.sides)
    assert most == 4.2
    assert f'x="120" y="1.5" width="{figures.WIDTH // 2}"' in figures.contribution(most, most)
    left = figures.contribution(-most / 2, most)
    assert 'x="60" y="1.5" width="60"' in left
    assert read(left) == "-2.1 against machine translation"


def test_a_range_of_one_value_is_a_line() -> None:
    """Where nearly all texts have the same value, the band is a line and not a third of the chart."""
    assert 'class="band" x="80" y="2.5" width="3"' in figures.bullet(reading(2.0, 0.0, 0.0))
    assert read(figures.bullet(reading(2.0, 0.0, 0.0))) == "2.00 per 100, usual is 0.00"


def test_a_value_far_out_is_a_triangle_at_the_edge() -> None:
    """Inside or near the band a dot, far beyond it a triangle on its side of the chart."""
    assert "<circle" in figures.bullet(reading(2.0))
    assert 'd="M238 8l-9 -6v12z"' in figures.bullet(reading(1e9))
    assert 'd="M2 8l9 -6v12z"' in figures.bullet(reading(-1e9))


def test_every_signal_says_what_it_measures() -> None:
    """No signal is shown without a line for a layman, and no line is left of one that is gone."""
    assert set(readings.MEASURES) == {signal.name for signal in registry().values()}


def test_the_unusual_come_first_and_the_usual_are_counted() -> None:
    """What lies farthest outside leads; the rest is counted, with what could not be compared."""
    article = sample_pair().inspections[0].article
    found = (
        reading(2.0),
        replace(reading(3.5), signal="near"),
        replace(reading(9.0), signal="far"),
        replace(reading(math.nan), signal="unknown"),
        replace(reading(1.0), usual=None),
    )
    fluency = Fluency(score=50.0, register="news", readings=found)
    assert [each.reading.signal for each in readings.unusual(fluency, article)] == ["far", "near"]
    rest = readings.usual(fluency, article)
    assert readings.counted(rest) == "2 signals are as usual and 1 not compared"


def test_a_value_just_outside_shows_it() -> None:
    """`0.60` beside `0.30 to 0.60` would read as a mistake: then both have more digits."""
    assert readings.beside(reading(0.6012, 0.2999, 0.596)) == ("0.6012", "0.2999 to 0.596")
    assert readings.beside(reading(9.0)) == ("9.00", "1.00 to 3.00")
    assert readings.beside(reading(2.0, 0.0, 0.0)) == ("2.00", "0")


def test_examples_have_their_words_around_them() -> None:
    """Three characters of an example stand in their sentence, marked."""
    page = sample_pair().inspections[1]
    shown = readings.unusual(page.fluency, page.article)[0]
    cut = shown.examples[0]
    assert cut.hit == "“ We"
    assert "have never lost the control" in cut.after


def test_arguments_are_named_for_a_layman() -> None:
    """Each part has words of its own, the packs that of their language, an unknown part its name."""
    parts = panels.arguments(View(sample_run()).sides[1].inspection.verdict)
    assert [each.name for each in parts] == ["the words", "word order and shapes", "rules of the French pack"]
    assert [each.strength for each in parts] == ["clearly for", "slightly for", "strongly for"]
    new = Verdict(
        label="unsure",
        p_machine=0.5,
        p_translated=0.5,
        contributions=(
            Contribution(part="a new part", log_odds=-0.1),
            Contribution(part="x", log_odds=math.nan),
        ),
    )
    assert [(each.name, each.strength) for each in panels.arguments(new)] == [
        ("a new part", "neither way"),
        ("x", "neither way"),
    ]


def test_tracks_are_true_to_the_sentences() -> None:
    """Places are in order and on one scale, and shared and copied sentences are those of the run."""
    run = sample_run()
    found = overview.tracks(View(run))
    assert [len(each.places) for each in found] == [len(each.article.sentences) for each in run.inspections]
    assert max(each.places[-1][1] for each in found) == pytest.approx(overview.UNITS)
    assert found[0].shared == {1, 3, 4, 6, 7, 8}
    assert found[0].copied == {1, 3}
    assert found[3].shared == frozenset()
    assert overview.told(found[0]) == (
        "9 sentences; found elsewhere: 2, 4, 5, 7 to 9; copied word for word: 2, 4"
    )
    assert overview.told(found[3]) == "2 sentences, none of them found elsewhere"


def test_the_figure_links_every_fact_and_divergence() -> None:
    """Each fact is a line and each divergence a mark, with a title of its own; none is drawn twice."""
    figure = overview.figure(View(sample_run()))
    links = re.findall(r'<a (?:class="mark \w+" )?href="#(\w+)" tabindex="-1"><title>([^<]+)', figure)
    assert sorted(name for name, _ in links) == sorted(
        [f"f{at}" for at in range(1, 7)] + [f"d{at}" for at in range(1, 11)]
    )
    assert dict(links)["f2"] == "f2: A 4; B 3; C 2"
    assert read(figure).startswith(
        "Sentences that another document has too: 6 of 9 of A, 6 of 8 of B, 2 of 2 of C and 0 of 2 of D."
    )


def test_marks_keep_apart() -> None:
    """Ten divergences on six lines: no two shapes stand on each other."""
    figure = overview.figure(View(sample_run()))
    places = [(float(x), float(y)) for x, y in re.findall(r'<svg x="([\d.]+)%" y="(\d+)"', figure)]
    assert len(places) == 10
    for at, (x, y) in enumerate(places):
        for other, over in places[:at]:
            assert abs(x - other) > overview.APART - 0.2 or abs(y - over) >= overview.BAR - 4


def test_very_many_facts_are_one_shape() -> None:
    """Of 500 facts the lines are one path and the marks a few from all over; the figure stays small."""
    view = View(facts_500())
    figure = overview.figure(view)
    assert len(re.findall("<path", figure)) < 2 * overview.MOST_MARKS
    assert len(overview.marked(view)) == overview.MOST_MARKS
    assert overview.unmarked(view) == 500 - overview.MOST_MARKS
    severities = {each.divergence.severity for each in overview.marked(view)}
    assert severities == {"conflict"}
    last = max(view.fact(each.divergence.group_id).passages[0].sentences[0] for each in overview.marked(view))
    assert last > len(view.sides[0].article.sentences) / 2
    assert len(figure) < 80_000


@pytest.mark.parametrize(
    "run", [nothing_shared, tiny, right_to_left, hostile_run, sample_pair], ids=lambda run: run.__name__
)
def test_the_figure_holds_for_odd_documents(run: Callable[[], Run]) -> None:
    """No shared fact, one sentence, right-to-left words, hostile ids: numbers only, inside the scale."""
    figure = overview.figure(View(run()))
    assert "nan" not in figure
    for path in re.findall(r' d="([^"]+)"', figure):
        assert re.fullmatch(r"[-\d. MCLHhvz]+", path)


def test_a_document_without_sentences_is_an_empty_track() -> None:
    """A file of furniture alone has no place on the scale, and breaks nothing."""
    run = sample_pair()
    empty = cut_up((("links to other pages", ("Read more",)),), id="empty", path="empty.txt")
    view = View(replace(run, inspections=(*run.inspections, alone(empty))))
    assert overview.told(overview.tracks(view)[-1]) == "0 sentences, none of them found elsewhere"
    assert "nan" not in overview.figure(view)
    assert overview.figure(view).count('class="empty"') == 1


def test_rows_count_what_each_of_many_tells() -> None:
    """Facts told, the document with most in common, and divergences are those of the run."""
    view = View(sample_many())
    rows = overview.rows(view)
    assert [each.facts for each in rows] == [6, 6, 2, 0, 0, 0]
    assert rows[0].closest == "B (6)"
    assert rows[2].closest == "A and B (2)"
    assert rows[3].closest == ""
    assert rows[0].differs == "4 conflicts, 3 variants and 3 notes"
    assert rows[2].differs == "1 conflict"
    assert read(overview.strip(view, view.sides[2])) == "tells 2 of 6 facts, and differs in 1 of them"
    assert read(overview.strip(view, view.sides[3])) == "tells 0 of 6 facts"


def test_a_hundred_documents_are_folded() -> None:
    """Of a hundred documents the first screen counts, and has a line for each folded away."""
    text = report.render(hundred(), "html")
    summary = text[text.index('id="summary"') : text.index('<section id="divergences"')]
    assert '<details class="everyone"><summary>All 100 documents' in summary
    assert summary.count('class="strip"') == 100
    assert 'class="card"' not in summary


def summary_of(run: Run) -> str:
    """Return the markup of the first screen."""
    text = report.render(run, "html")
    start = text.index('<section id="summary"')
    return text[start : text.index("<section id=", start + 1)]


def test_rejected_divergences_are_not_among_the_worst() -> None:
    """A rejected divergence is counted apart, is no line of the first screen and no mark of its figure."""
    run = reviewed_run()
    view = View(run)
    gone = {each.id for each in view.divergences if each.rejected}
    assert len(gone) == 2
    text = summary_of(run)
    assert not any(f'href="#{each}"' in text for each in gone)
    assert text.count('<li class="conflict">') == 4
    assert panels.more(view) == "1 variant, 2 notes and 2 rejected in review"
    assert panels.more(view) in text


def test_a_rejected_verdict_is_no_headline() -> None:
    """The verdict that a reviewer rejected is told as rejected, with who and why, and heads nothing."""
    run = reviewed_run()
    answers = [("".join(side.letter for side in each.sides), each.text) for each in panels.answers(View(run))]
    assert ("B", ": the verdict was rejected in review") in answers
    assert answers[0] == ("", "No text here clearly reads as a machine translation")
    assert not any("machine translation" in text for letters, text in answers if letters)
    text = summary_of(run)
    card = text[text.index('id="card-doc-b"') : text.index("</article>", text.index('id="card-doc-b"'))]
    assert "rejected in review" in card
    assert "I know the translator." in card
    assert "pill machine_translation" not in card
    assert "has failed itself" not in card


def test_when_all_is_rejected_nothing_is_left_to_see() -> None:
    """A review that rejected everything leaves no line among the worst, and says so."""
    text = summary_of(rejected())
    assert "Each of them was rejected in review." in text
    assert '<ol class="worst">' not in text
    assert 'class="mark' not in text


def test_decisions_stand_on_the_panel() -> None:
    """A panel carries what the review's script needs, and what was decided for who has no script."""
    run = mixed_review()
    view = View(run)
    text = report.render(run, "html")
    for side in view.sides:
        decision = view.verdict_decision(side)
        assert decision is not None
        panel = text[text.index(f'data-key="{view.verdict_key(side)}"') :].split("</article>")[0]
        assert f'data-subject="origin" data-in="{side.letter.lower()}"' in panel
        assert '<div class="review-slot"></div>' in panel
        if decision.decision:
            assert panel[: panel.index(">")].endswith(f'data-decision="{decision.decision}"')


def test_answers_name_few_and_count_many() -> None:
    """Few documents are named one by one; of a hundred some are named and the others counted."""
    few = panels.answers(View(sample_run()))
    assert [("".join(side.letter for side in each.sides), each.text) for each in few] == [
        ("B", " reads as a machine translation, most likely from French"),
        ("C", ": unsure"),
        ("D", ": not judged"),
        ("A", " reads as written in English"),
    ]
    many = panels.answers(View(hundred()))
    assert sum(len(each.sides) + each.more for each in many) == 100
    assert all(len(each.sides) <= phrases.MOST_NAMED for each in many)
    # Some labels stand twice: as a whole and in part.
    assert len(many) <= 2 * len(phrases.LABELS)
    assert many[0].text == " read as machine translations, most likely from French"


def test_a_text_of_mixed_origin_is_not_hidden_among_the_unsure() -> None:
    """Where a passage reads as machine translation, the answer says so, before those that are only unsure."""
    run = sample_run()
    first = run.inspections[0]
    passages = (
        Passage(span=Span(start=0, end=120), label="original", p_machine=0.1),
        Passage(span=Span(start=120, end=700), label="machine_translation", p_machine=0.9),
    )
    verdict = Verdict(label="unsure", p_machine=0.5, p_translated=0.6, passages=passages)
    mixed = replace(run, inspections=(replace(first, verdict=verdict), *run.inspections[1:]))
    said = [("".join(side.letter for side in each.sides), each.text) for each in panels.answers(View(mixed))]
    assert said[1:3] == [("A", " reads in part as a machine translation"), ("C", ": unsure")]


@pytest.mark.parametrize(
    "run", [nothing_shared, tiny, right_to_left, hostile_run], ids=lambda run: run.__name__
)
def test_the_first_screen_holds(run: Callable[[], Run]) -> None:
    """No shared fact, next to no text, right-to-left names, hostile words: both answers are given."""
    text = summary_of(run())
    assert "<h3>What differs</h3>" in text
    assert "<h3>What is suspicious</h3>" in text


def test_the_command_makes_this_report_again() -> None:
    """Another register than the usual one, the language model and a review belong to the command."""
    run = reviewed_run()
    run = replace(run, signature=Signature(parts=(("xdiff", "0"), ("lm", "1.2"), ("register", "talk"))))
    said = panels.command(View(run), "xdiff compare a b --html report.html")
    assert said == "xdiff compare a b --html report.html --register talk --lm --review review.json"
    assert panels.reviewed(View(run)) == (
        "An earlier review is shown: 6 decisions on what was found, 2 on what is no longer found."
    )
    assert panels.command(View(sample_run()), "x") == "x"
    assert panels.reviewed(View(sample_run())) == ""
