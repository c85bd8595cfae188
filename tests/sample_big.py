"""Runs of every size and shape a report must hold for, made by hand: no room and no data are needed.

`sample_run` has the runs that are small enough to read.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sample_review import decided, keys
from sample_run import WIRE, cut_up, evidence, thing, variant, word_diff
from sample_story import SIGNATURE, Size, story
from sample_words import ARABIC, ENGLISH, HEBREW, OUTLETS, filler, headline

from xdiff.records import (
    SEVERITIES,
    Alone,
    Article,
    Divergence,
    Fluency,
    Group,
    Inspection,
    Judgement,
    Member,
    Quoting,
    Review,
    Run,
    Signature,
    Solo,
    Speech,
    Story,
    Verdict,
    Voice,
)

PLAIN: Final = Fluency(score=None, register="news", readings=(), abstained="too short to tell")


def short() -> Run:
    """Return two documents of 500 words."""
    return story(Size(documents=2, words=500, facts=14, divergences=11, rules=8, weighing=15))


def twelve() -> Run:
    """Return twelve documents of 5,000 words: 300 facts told by two to six, 150 divergences."""
    size = Size(documents=12, words=5000, facts=300, divergences=150, told=(2, 6), rules=40, weighing=150)
    return story(size)


def facts_500() -> Run:
    """Return two documents that share 500 facts and differ about each."""
    return story(Size(documents=2, words=12_000, facts=500, divergences=500, rules=20, weighing=60))


def hundred() -> Run:
    """Return a hundred short documents, sixty facts told by two to ten."""
    return story(Size(documents=100, words=150, facts=60, divergences=40, told=(2, 10), rules=2, weighing=5))


def rejected() -> Run:
    """Return the short story after a review that found every finding wrong."""
    return reviewed(short(), ("reject",))


def mixed_review() -> Run:
    """Return the short story after a review that accepted, rejected, or left open with a comment."""
    return reviewed(short(), ("accept", "reject", None))


def reviewed(run: Run, decisions: Sequence[Judgement | None]) -> Run:
    """Return a run in which a reviewer decided about every finding, taking these decisions in turn."""
    made = tuple(
        decided(run, at, decisions[at % len(decisions)], f"Looked up, note {at + 1}." if at % 2 == 0 else "")
        for at in range(len(keys(run)))
    )
    return replace(run, review=Review(decisions=made))


def alone(article: Article, language: str | None = "en", why: str = "too short to tell") -> Inspection:
    """Return an article that was looked at and not judged."""
    verdict = Verdict(label="unsure", p_machine=None, p_translated=None, abstained=why)
    return Inspection(article=article, language=language, verdict=verdict, fluency=PLAIN)


def _pairs(articles: Sequence[Article], rows: Sequence[tuple[int, int]]) -> tuple[Group, ...]:
    """Return a fact for each row: a sentence of the first article and one of the second."""
    ids = [each.document.id for each in articles]
    return tuple(
        Group(
            id=f"f{at}",
            members=tuple(
                Member(document_id=name, sentences=(one,)) for name, one in zip(ids, row, strict=False)
            ),
            score=0.8,
        )
        for at, row in enumerate(rows, 1)
    )


def right_to_left() -> Run:
    """Return an Arabic, a Hebrew and an English telling, each with words of another direction in it."""
    arabic = cut_up(
        ARABIC, id="al-marsa", path="قصة/المرسى.txt", outlet="صحيفة المرسى", title=ARABIC[0][1][0]
    )
    hebrew = cut_up(HEBREW, id="hamifratz", path="סיפור/המפרץ.txt", outlet="המפרץ Daily", title="המעבורת")
    english = cut_up(ENGLISH, id="post", path="story/post.txt", outlet="Harbour Post (صحيفة)")
    articles = (arabic, hebrew, english)
    groups = tuple(
        Group(
            id=f"f{at}",
            members=tuple(Member(document_id=each.document.id, sentences=(at,)) for each in articles),
            score=0.7,
        )
        for at in (1, 2, 3, 4)
    )
    divergences = (
        Divergence(
            group_id="f1",
            kind="number",
            severity="conflict",
            message="214 راكبًا against 240 נוסעים against 214 passengers",
            variants=(
                variant(arabic, "214 راكبًا", "214"),
                variant(hebrew, "240 נוסעים", "240"),
                variant(english, "214 passengers", "214"),
            ),
        ),
        Divergence(
            group_id="f3",
            kind="quote",
            severity="variant",
            message="“لم نفقد السيطرة أبدًا” is quoted as “מעולם לא איבדנו שליטה”",
            variants=(
                variant(arabic, "لم نفقد السيطرة أبدًا", ""),
                variant(hebrew, "מעולם לא איבדנו שליטה", ""),
            ),
        ),
        Divergence(
            group_id="f4",
            kind="date",
            severity="note",
            message="5 مارس against 4 במרץ",
            variants=(variant(arabic, "5 مارس", "2026-03-05"), variant(hebrew, "4 במרץ", "2026-03-04")),
        ),
    )
    judged = replace(
        alone(english),
        verdict=Verdict(
            label="machine_translation",
            p_machine=0.95,
            p_translated=0.96,
            source_languages=(("ar", 0.7),),
            evidence=(evidence(english, "have announced", "ar.sample", "Arabic أعلنت word for word", 1.4),),
            cut=0.9,
            false_positive_rate={"original": 0.004},
        ),
    )
    return Run(
        signature=SIGNATURE,
        inspections=(alone(arabic, "ar"), alone(hebrew, "he"), judged),
        groups=groups,
        divergences=divergences,
        diffs=tuple(
            word_diff(f"f{at}", arabic, at, other, at) for at in (1, 2, 3, 4) for other in (hebrew, english)
        ),
        only=tuple(Member(document_id=each.document.id, sentences=(0,)) for each in articles),
        notes=("المرسى was read as UTF-8, and so was המפרץ",),
    )


def long_words() -> Run:
    """Return two documents with a word of 200 characters and one of 2,000, also in names and findings."""
    long, longer = "donaudampfschiff" * 12 + "fahrtend", "x" * 1999 + "y"
    body = (f"The word {long} stands in a sentence.", f"Then there is {longer} as well.", "And so on.")
    changed = (body[0].replace("fahrt", "fuhre"), body[1].replace("y ", "z "), "And so forth.")
    left = cut_up(
        (("heading", (long,)), ("body", body)),
        id=longer,
        path=f"{long}/{longer}.txt",
        outlet=long,
        title=long,
    )
    right = cut_up((("heading", ("Short",)), ("body", changed), (long, (longer,))), id="right", outlet=longer)
    groups = _pairs((left, right), ((1, 1), (2, 2), (3, 3)))
    divergences = tuple(
        Divergence(
            group_id=f"f{at}",
            kind="wording",
            severity=severity,
            message=f"“{one}” against “{two}”",
            variants=(variant(left, one, one), variant(right, two, two)),
        )
        for at, severity, one, two in (
            (1, SEVERITIES[0], long, long.replace("fahrt", "fuhre")),
            (2, SEVERITIES[1], longer, longer[:-1] + "z"),
        )
    )
    found = tuple(evidence(left, each, "fr.sample", f"{each} is long", 1.5) for each in (long, longer))
    judged = replace(
        alone(left),
        verdict=Verdict(
            label="machine_translation", p_machine=0.95, p_translated=0.96, evidence=found, cut=0.9
        ),
    )
    return Run(
        signature=Signature(parts=((long, longer),)),
        inspections=(judged, alone(right)),
        groups=groups,
        divergences=divergences,
        diffs=tuple(word_diff(f"f{at}", left, at, right, at) for at in (1, 2, 3)),
        only=tuple(Member(document_id=each.document.id, sentences=(0,)) for each in (left, right)),
        notes=(longer,),
        story=Story(
            compared=(longer, "right"),
            alone=(
                Alone(document_id=longer, sentences=(Solo(sentence=0, things=(thing(left, "name", long),)),)),
            ),
            voices=(
                Voice(
                    name=long,
                    quoting=(
                        Quoting(document_id=longer, quotations=1, words=1, statements=0, called=(longer,)),
                    ),
                ),
            ),
            speech=(Speech(document_id=longer, quoted=1, words=20),),
        ),
    )


def nothing_shared() -> Run:
    """Return two documents that were compared and share no fact."""
    rng = random.Random(8)  # noqa: S311 (sentences are no secrets)
    articles = [
        cut_up(
            (("heading", (headline(rng),)), ("body", tuple(filler(rng) for _ in range(12)))),
            id=f"outlet-{at}",
            outlet=OUTLETS[at],
        )
        for at in range(2)
    ]
    return Run(
        signature=SIGNATURE,
        inspections=tuple(alone(each) for each in articles),
        groups=(),
        divergences=(),
        diffs=(),
        only=tuple(
            Member(document_id=each.document.id, sentences=tuple(range(len(each.sentences))))
            for each in articles
        ),
        story=Story(compared=tuple(each.document.id for each in articles)),
    )


def tiny() -> Run:
    """Return an empty document, one of white space, one of a sentence, and the same sentence again."""
    empty, blank = cut_up((), id="empty"), cut_up((("furniture", ("  \n ",)),), id="blank")
    one, again = (
        cut_up((("body", WIRE[0][1][:1]),), id=name, outlet=name.title()) for name in ("one", "again")
    )
    return Run(
        signature=SIGNATURE,
        inspections=(
            alone(empty, None, "it has no words"),
            alone(blank, None, "it has no words"),
            alone(one),
            alone(again),
        ),
        groups=_pairs((one, again), ((0, 0),)),
        divergences=(),
        diffs=(word_diff("f1", one, 0, again, 0),),
        only=tuple(Member(document_id=each.document.id, sentences=()) for each in (empty, blank, one, again)),
        notes=("empty was not compared: it has no words",),
        story=Story(compared=("one", "again")),
    )
