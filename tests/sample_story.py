"""A story of any size, told by invented outlets: the generator behind `sample_big`.

The sentences come from a seeded generator and the vocabulary of `sample_words`: each call gives the same run.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sample_run import cut_up, ops
from sample_words import KINDS, OUTLETS, RULES, SIGNALS, Told, filler, headline, told

from xdiff.records import (
    SEVERITIES,
    Alone,
    Article,
    Contribution,
    CopiedPart,
    Copy,
    Divergence,
    Evidence,
    Fluency,
    Group,
    Inconsistency,
    Inspection,
    Lead,
    Member,
    Origin,
    Passage,
    Quoting,
    Reading,
    Run,
    Signature,
    Solo,
    Span,
    Speech,
    Story,
    Thing,
    Variant,
    Verdict,
    Voice,
    Wire,
    WordDiff,
)

SIGNATURE: Final = Signature(parts=(("xdiff", "0.1.0"), ("origin", "sample"), ("chrF", "nc:6 nw:0")))


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large a story is: `told` bounds how many documents tell a fact, counts are a document's own."""

    documents: int
    words: int
    facts: int
    divergences: int
    told: tuple[int, int] = (2, 2)
    rules: int = 0
    weighing: int = 0


@dataclass
class Draft:
    """One document while it is written: its sentences, and which fact each tells."""

    sentences: list[str] = field(default_factory=list)
    facts: list[int | None] = field(default_factory=list)
    words: int = 0

    def add(self, sentence: str, fact: int | None = None) -> None:
        """Put a sentence at the end."""
        self.sentences.append(sentence)
        self.facts.append(fact)
        self.words += len(sentence.split())


def story(size: Size, seed: int = 5) -> Run:
    """Return a story of this size, told by invented outlets."""
    rng = random.Random(seed)  # noqa: S311 (sentences are no secrets)
    facts = [told(rng, KINDS[at % len(KINDS)], at) for at in range(size.facts)]
    tellers = [sorted(rng.sample(range(size.documents), rng.randint(*size.told))) for _ in facts]
    drafts = _written(rng, size, facts, tellers)
    articles = [_article(rng, draft, at) for at, draft in enumerate(drafts)]
    where = {
        (fact, at): sentence
        for at, draft in enumerate(drafts)
        for sentence, fact in enumerate(draft.facts)
        if fact is not None
    }
    groups = tuple(_group(rng, at, who, articles, where) for at, who in enumerate(tellers))
    divergent = sorted(rng.sample(range(size.facts), size.divergences))
    divergences = tuple(
        _divergence(at, number, facts[at], [(articles[who], where[at, who], who) for who in tellers[at]])
        for number, at in enumerate(divergent)
    )
    only = tuple(
        Member(
            document_id=article.document.id,
            sentences=tuple(sentence for sentence, fact in enumerate(draft.facts) if fact is None),
        )
        for article, draft in zip(articles, drafts, strict=True)
    )
    return Run(
        signature=SIGNATURE,
        inspections=tuple(_inspected(rng, size, at, each) for at, each in enumerate(articles)),
        groups=groups,
        divergences=divergences,
        diffs=tuple(_diff(group, other, articles) for group in groups for other in group.members[1:]),
        only=only,
        notes=("one file was left out: it is empty",),
        copies=_copies(groups),
        story=_across(rng, articles, groups, only),
    )


def _written(rng: random.Random, size: Size, facts: list[Told], tellers: list[list[int]]) -> list[Draft]:
    """Write the documents: each tells its facts in the story's order, with its own sentences between."""
    drafts = []
    for document in range(size.documents):
        draft = Draft()
        draft.add(headline(rng))
        tells = [at for at, who in enumerate(tellers) if document in who]
        for number, at in enumerate(tells, 1):
            draft.add(facts[at].say(rng, _version(tellers[at].index(document))), at)
            while draft.words < size.words * number / len(tells):
                draft.add(filler(rng))
        while draft.words < size.words:
            draft.add(filler(rng))
        drafts.append(draft)
    return drafts


def _version(order: int) -> int:
    """Return which version of a fact its nth teller has."""
    return (0, 1, 0, 2, 1, 0, 0, 1, 0, 2)[order]


def _article(rng: random.Random, draft: Draft, at: int) -> Article:
    """Cut a draft into a headline, paragraphs and a few headings, with a line that is not its text."""
    blocks: list[tuple[str, tuple[str, ...]]] = [
        ("sharing link", ("Send this page to a friend",)),
        ("heading", (draft.sentences[0],)),
    ]
    start = 1
    while start < len(draft.sentences):
        length = rng.randint(2, 5)
        blocks.append(("body", tuple(draft.sentences[start : start + length])))
        start += length
    blocks.append(("links to other pages", ("Read more", "Subscribe")))
    outlet = OUTLETS[at % len(OUTLETS)] + (f" {at // len(OUTLETS) + 1}" if at >= len(OUTLETS) else "")
    return cut_up(
        tuple(blocks),
        id=f"outlet-{at + 1}",
        path=f"story/outlet-{at + 1}.txt",
        outlet=outlet,
        title=draft.sentences[0],
        published=f"2026-03-{at % 28 + 1:02}",
        notes=("read as windows-1252: it is not UTF-8",) if at % 5 == 1 else (),
    )


def _group(
    rng: random.Random, at: int, who: list[int], articles: list[Article], where: dict[tuple[int, int], int]
) -> Group:
    members = tuple(
        Member(document_id=articles[each].document.id, sentences=(where[at, each],)) for each in who
    )
    score = round(rng.uniform(0.5, 0.99), 2)
    witnesses = len(who) - 1 if len(who) > 2 and at % 5 == 0 else len(who)
    return Group(id=f"f{at + 1}", members=members, score=score, witnesses=witnesses)


def _divergence(at: int, number: int, fact: Told, told_by: list[tuple[Article, int, int]]) -> Divergence:
    """Return how a fact's tellers differ; severities take turns, so that each kind has each of them."""
    variants = []
    for article, sentence, _ in told_by:
        line = article.sentences[sentence]
        surface = max((each for each in fact.surfaces if each in line.text), key=len)
        start = line.span.start + line.text.index(surface)
        variants.append(
            Variant(
                document_id=article.document.id,
                span=Span(start=start, end=start + len(surface)),
                surface=surface,
                value=surface.casefold(),
            )
        )
    distinct = list(dict.fromkeys(each.surface or "nothing" for each in variants))
    return Divergence(
        group_id=f"f{at + 1}",
        kind=fact.kind,
        severity=SEVERITIES[number % 3],
        message=" against ".join(f"“{each}”" for each in distinct),
        variants=tuple(variants),
    )


def _diff(group: Group, right: Member, articles: list[Article]) -> WordDiff:
    by_id = {each.document.id: each for each in articles}
    left = group.members[0]
    one, two = (by_id[each.document_id].sentences[each.sentences[0]].text for each in (left, right))
    return WordDiff(group_id=group.id, left=left, right=right, ops=ops(one, two), chrf=52.5, ter=61.0)


def _inspected(rng: random.Random, size: Size, at: int, article: Article) -> Inspection:
    """Return an article with a verdict, evidence and readings, as its turn has it."""
    labels: tuple[Origin, ...] = ("original", "machine_translation", "human_translation", "unsure")
    label = labels[at % 4]
    p = {"original": 0.04, "machine_translation": 0.97, "human_translation": 0.31, "unsure": 0.62}[label]
    found = sorted(
        [_place(rng, article, number, rule=True) for number in range(size.rules)]
        + [_place(rng, article, number, rule=False) for number in range(size.weighing)],
        key=lambda each: each.span,
    )
    middle = article.sentences[len(article.sentences) // 2].span.start
    end = article.sentences[-1].span.end
    verdict = Verdict(
        label=label,
        p_machine=p,
        p_translated=min(1.0, p + 0.02),
        source_languages=(("fr", 0.6), ("de", 0.2), ("es", 0.1)) if label == "machine_translation" else (),
        contributions=tuple(
            Contribution(part=part, log_odds=round(rng.uniform(-3, 3), 1))
            for part in ("words", "shapes", "packs", "fluency")
        ),
        evidence=tuple(found),
        abstained="the evidence is mixed" if label == "unsure" else None,
        cut=0.9,
        false_positive_rate={"original": 0.004, "human_translation": 0.031, "human_translation, talk": 0.06},
        passages=(
            Passage(span=Span(start=0, end=middle), label="original", p_machine=0.08),
            Passage(span=Span(start=middle, end=end), label="machine_translation", p_machine=0.95),
        )
        if at % 6 == 3
        else (),
    )
    readings = tuple(
        Reading(
            signal=signal,
            value=round(rng.uniform(usual[0] * 0.5, usual[1] * 1.6), 2),
            unit=unit,
            direction=direction,
            usual=usual,
            evidence=tuple(found[: 5 * number]) if direction == "lower" else (),
        )
        for number, (signal, unit, direction, usual) in enumerate(SIGNALS)
    )
    spelled = [each for each in article.sentences if "the" in each.text][:2]
    return Inspection(
        article=article,
        language="en",
        verdict=verdict,
        fluency=Fluency(score=round(rng.uniform(20, 95), 1), register="news", readings=readings),
        inconsistencies=(
            Inconsistency(
                document_id=article.document.id,
                kind="number",
                variants=tuple(_words(article, each.span.start, each.text[:12]) for each in spelled),
                message="the same figure is given twice, and differs",
            ),
        )
        if len(spelled) == 2
        else (),
    )


def _words(article: Article, start: int, surface: str) -> Variant:
    span = Span(start=start, end=start + len(surface))
    return Variant(document_id=article.document.id, span=span, surface=surface, value=surface.casefold())


def _place(rng: random.Random, article: Article, number: int, *, rule: bool) -> Evidence:
    """Return a piece of evidence at two or three words somewhere in the body."""
    sentence = rng.choice(article.sentences)
    first, last = sentence.tokens
    start = rng.randrange(first, max(first + 1, last - 3))
    stop = min(last - 1, start + rng.randint(1, 2))
    span = Span(start=article.tokens[start].span.start, end=article.tokens[stop].span.end)
    if not rule:
        words = span.of(article.document.text)
        message = f"“{words}” is {rng.uniform(1.5, 20):.1f} times as usual"
        return Evidence(span=span, rule="model.words", message=message, weight=round(rng.uniform(0.1, 3), 1))
    name, message, language = RULES[number % len(RULES)]
    weight = round(rng.uniform(0.5, 3), 1)
    return Evidence(span=span, rule=name, message=message, weight=weight, language=language)


def _copies(groups: Sequence[Group]) -> tuple[Copy, ...]:
    """Say of the first fact's first two tellers that they copied it from each other."""
    pair = groups[0].members[:2]
    parts = tuple(
        CopiedPart(document_id=each.document_id, sentences=each.sentences, share=0.12) for each in pair
    )
    return (Copy(members=parts, passages=(pair,)),)


def _across(
    rng: random.Random, articles: list[Article], groups: Sequence[Group], only: Sequence[Member]
) -> Story:
    """Return the view across the documents."""
    ids = [each.document.id for each in articles]
    voices = tuple(
        Voice(
            name=name,
            quoting=tuple(
                Quoting(
                    document_id=each, quotations=rng.randint(1, 4), words=rng.randint(5, 60), statements=1
                )
                for each in sorted(rng.sample(ids, min(len(ids), rng.randint(1, 4))), key=ids.index)
            ),
        )
        for name in ("Ilse Varn", "Oren Pell", "Tamsin Rook", "Joril Aske", "Maro Dent")
    )
    return Story(
        compared=tuple(ids),
        wires=tuple(Wire(members=each.members) for each in _copies(groups)),
        leads=tuple(_lead(each, groups) for each in articles),
        alone=tuple(
            Alone(
                document_id=each.document_id,
                sentences=tuple(
                    Solo(sentence=at, things=(_first(article, at),)) for at in each.sentences[1:9]
                ),
            )
            for article, each in zip(articles, only, strict=True)
        ),
        voices=voices,
        speech=tuple(Speech(document_id=each, quoted=rng.randint(10, 90), words=500) for each in ids),
    )


def _lead(article: Article, groups: Sequence[Group]) -> Lead:
    begins = {0, 1}
    return Lead(
        document_id=article.document.id,
        headline=article.sentences[0].text,
        heading=0,
        sentence=1,
        groups=tuple(
            each.id
            for each in groups
            for member in each.members
            if member.document_id == article.document.id and begins & set(member.sentences)
        ),
        things=(_first(article, 1),),
        headline_only=(_first(article, 0),),
    )


def _first(article: Article, at: int) -> Thing:
    token = article.tokens[article.sentences[at].tokens[0]]
    return Thing(kind="name", span=token.span, surface=token.text)
