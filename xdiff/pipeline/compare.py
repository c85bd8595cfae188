"""One document through every room that looks at it alone, and several side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xdiff.errors import InputError
from xdiff.records import (
    Article,
    Copy,
    Divergence,
    Document,
    Fact,
    Fluency,
    Group,
    Inconsistency,
    Inspection,
    Member,
    Register,
    Run,
    Signature,
    Story,
    Variant,
    Verdict,
    WordDiff,
)
from xdiff.version import __version__

if TYPE_CHECKING:
    from xdiff.facts import Spelling
    from xdiff.review import ReviewFile

Progress = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """Take a progress report and show nothing."""


def inspect(
    document: Document,
    *,
    register: Register = "news",
    packs: Sequence[Path] = (),
    verdict: bool = True,
    fluency: bool = True,
    facts: bool = True,
    lm: bool = False,
) -> Inspection:
    """Look at one document alone: its language, and if asked origin, fluency and facts.

    Args:
        document: what `xdiff.read` made of an input.
        register: the kind of text its fluency is measured against.
        packs: users' own language packs, read beside the shipped ones.
        verdict: judge its origin; without, the verdict is `unsure` and says so.
        fluency: measure how it reads; without, the fluency abstains and says so.
        facts: extract its facts.
        lm: ask a small language model as well (extra `lm`), about a second a document.

    Returns:
        The inspection. A text that is not English is not judged, and its verdict says so.

    Raises:
        PackError: a pack is malformed.
        ModelError: the shipped model, or the language model asked for, cannot be read.
    """
    from xdiff import facts as fact_room
    from xdiff import origin, signals
    from xdiff import packs as language_packs
    from xdiff.segment import segment
    from xdiff.signals.language import language

    known = language_packs.load(tuple(packs))  # first: a bad pack is told whatever the text is
    article = segment(document, tokens=fluency or facts)
    spoken = language("\n".join(sentence.text for sentence in article.sentences))
    if spoken not in (None, "en"):
        reason = f"not English: {spoken}; give the English text alone"
        return Inspection(
            article=article,
            language=spoken,
            verdict=Verdict(label="unsure", p_machine=None, p_translated=None, abstained=reason),
            fluency=Fluency(score=None, register=register, readings=(), abstained=reason),
        )
    found = fact_room.extract(article) if facts else ()
    return Inspection(
        article=article,
        language=spoken,
        verdict=origin.judge(article, language=spoken, residue=language_packs.find(article, known), lm=lm)
        if verdict
        else Verdict(label="unsure", p_machine=None, p_translated=None, abstained="not asked for"),
        fluency=signals.fluency(article, register)
        if fluency
        else Fluency(score=None, register=register, readings=(), abstained="not asked for"),
        facts=found,
        inconsistencies=tuple(_inconsistency(each) for each in fact_room.spellings(article, found)),
    )


def _inconsistency(found: Spelling) -> Inconsistency:
    """Return one name in two spellings as a record: a variant for each place, the usual spelling first."""
    return Inconsistency(
        document_id=found.document_id,
        kind="name",
        variants=tuple(
            Variant(document_id=found.document_id, span=span, surface=spelling, value=found.name)
            for spelling, spans in ((found.usual, found.usual_spans), (found.other, found.other_spans))
            for span in spans
        ),
        message=found.message,
    )


def signature(
    *, register: Register = "news", packs: Sequence[Path] = (), comparing: bool = True, lm: bool = False
) -> Signature:
    """Name every setting behind the numbers of a run.

    Args:
        register: the kind of text fluency was measured against.
        packs: users' own language packs that took part.
        comparing: documents were compared too; without, what only alignment uses is neither loaded nor named.
        lm: a language model was asked as well.

    Returns:
        The versions of xdiff, its models and the libraries whose version moves a figure.
    """
    from xdiff import origin
    from xdiff import packs as language_packs
    from xdiff.signals.language import signature as language_signature

    parts = [
        ("xdiff", __version__),
        *origin.signature(lm=lm),
        *language_packs.signature(language_packs.load(tuple(packs))),
        *language_signature(),
    ]
    if comparing:
        from xdiff import align
        from xdiff.align import scores

        parts += [*align.signature(), *scores.signatures()]
    return Signature(parts=(*parts, ("register", register)))


def _only(articles: Sequence[Article], groups: Sequence[Group]) -> tuple[Member, ...]:
    """Return, for each document, the sentences that stand in no group."""
    shared = {
        (member.document_id, sentence)
        for group in groups
        for member in group.members
        for sentence in member.sentences
    }
    return tuple(
        Member(
            document_id=article.document.id,
            sentences=tuple(
                index for index in range(len(article.sentences)) if (article.document.id, index) not in shared
            ),
        )
        for article in articles
    )


def _distinct(documents: Sequence[Document]) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """Leave out byte-for-byte copies: a document repeated is not a second witness."""
    kept: dict[str, Document] = {}
    repeated: dict[str, list[str]] = {}
    for document in documents:
        first = kept.setdefault(document.sha256 or document.id, document)
        if first is not document:
            repeated.setdefault(first.id, []).append(document.id)
    return tuple(kept.values()), tuple(_same(first, copies) for first, copies in repeated.items())


def _same(first: str, copies: Sequence[str]) -> str:
    """Say which documents are the first one over again; of many, how many."""
    named = copies[0] if len(copies) == 1 else f"{copies[0]} and {len(copies) - 1} more"
    return f"{named} {'is' if len(copies) == 1 else 'are'} byte for byte the same as {first}: left out"


def compare(
    documents: Sequence[Document],
    *,
    register: Register = "news",
    packs: Sequence[Path] = (),
    lm: bool = False,
    alone: bool = True,
    notes: Sequence[str] = (),
    reviews: Sequence[ReviewFile] = (),
    progress: Progress = silent,
) -> Run:
    """Inspect each document, align them, and find where they diverge.

    Args:
        documents: two or more documents about the same event.
        register: the kind of text fluency is measured against.
        packs: users' own language packs.
        lm: ask a small language model about each document's origin as well (extra `lm`).
        alone: judge each document's origin and fluency too; without, both abstain and say so.
        notes: what the reader of the report must know beside what this function finds.
        reviews: earlier decisions on the findings (`xdiff.review.read`), for `Run.review`.
        progress: called with a step's name, how many of its items are done, and of how many.

    Returns:
        The run. Documents that are not English are inspected but not aligned, which a note says.

    Raises:
        InputError: fewer than two different documents, or a review of none of them.
    """
    from xdiff import facts, review

    review.refuse_strangers(reviews, documents)  # before the work, which may be minutes
    distinct, repeated = _distinct(documents)
    if len(distinct) < 2:
        if repeated:
            raise InputError(
                "the same document twice",
                where=documents[1].id,
                hint="Give two documents that differ; `xdiff detect` judges one alone.",
            )
        where = distinct[0].path or distinct[0].id if distinct else ""
        raise InputError(
            "compare needs two or more documents, and got " + ("only this one" if distinct else "none"),
            where=where,
            hint="Name another file or a folder; `xdiff detect` judges one alone.",
        )
    inspections = []
    for done, document in enumerate(distinct):
        progress("read", done, len(distinct))
        inspections.append(
            inspect(document, register=register, packs=packs, verdict=alone, fluency=alone, lm=lm)
        )
    progress("read", len(distinct), len(distinct))

    english = [each for each in inspections if each.language in (None, "en")]
    said = [*notes, *repeated]
    said += [
        f"{each.document.id}: {each.verdict.abstained}; not compared"
        for each in inspections
        if each not in english
    ]
    if len(english) < 2:
        said.append("fewer than two English documents: nothing was compared")
    articles = tuple(each.article for each in english)
    known = facts.reconcile(tuple(each.facts for each in english))
    by_document = {article.document.id: each for article, each in zip(articles, known, strict=True)}
    found = _compared(articles, known, progress) if len(articles) > 1 else _Comparison()
    if len(articles) > 1 and not found.groups:
        said.append(
            "they seem to be about different events: compare documents about one event, "
            "or judge each by itself with `xdiff detect`"
        )
    run = Run(
        signature=signature(register=register, packs=packs, lm=lm),
        inspections=tuple(
            replace(each, facts=by_document.get(each.document.id, each.facts)) for each in inspections
        ),
        groups=found.groups,
        divergences=found.divergences,
        diffs=found.diffs,
        only=found.only,
        notes=tuple(said),
        copies=found.copies,
        story=found.story,
    )
    return reviewed(run, reviews) if reviews else run


def reviewed(run: Run, reviews: Sequence[ReviewFile]) -> Run:
    """Return a run with the decisions of earlier reviews, and with notes on what no longer fits.

    Args:
        run: what was found.
        reviews: review files, in the order given: of two decisions on one finding the later holds.

    Raises:
        InputError: a review is of none of the run's documents.
    """
    from xdiff import review

    matched = replace(run, review=review.match(reviews, run))
    return replace(matched, notes=(*matched.notes, *review.notes(reviews, matched)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    """What only two or more documents have; empty where there was nothing to compare."""

    groups: tuple[Group, ...] = ()
    divergences: tuple[Divergence, ...] = ()
    diffs: tuple[WordDiff, ...] = ()
    only: tuple[Member, ...] = ()
    copies: tuple[Copy, ...] = ()
    story: Story = field(default_factory=Story)


def _compared(
    articles: tuple[Article, ...], known: tuple[tuple[Fact, ...], ...], progress: Progress
) -> _Comparison:
    from xdiff import align, diff, story
    from xdiff.align import scores

    progress("align", 0, 1)
    copies = align.copies(articles)
    joined = story.wires(articles, copies)
    groups = tuple(
        replace(group, witnesses=story.independent(group, align.witnesses(group, copies), joined))
        for group in align.align(articles, known)
    )
    progress("align", 1, 1)
    progress("diff", 0, 1)
    divergences = diff.divergences(groups, articles, known)
    diffs = diff.word_diffs(groups, articles, chrf=scores.chrf, ter=scores.ter)
    progress("diff", 1, 1)
    only = _only(articles, groups)
    return _Comparison(
        groups=groups,
        divergences=divergences,
        diffs=diffs,
        only=only,
        copies=copies,
        story=story.tell(articles, known, groups, only, joined),
    )
