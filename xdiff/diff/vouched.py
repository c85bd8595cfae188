"""What one document states as fact and another gives as somebody's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.diff.base import Match, Place
from xdiff.diff.lexicon import news_agencies
from xdiff.diff.statements import overlap
from xdiff.diff.telling import Told, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.diff.statements import Statement
    from xdiff.diff.story import Side, Story

# The plain sentence has this share of the weight of what the other reports, and is about little else.
COVERED = 0.68  # at .6 and .35, half of what was told of 1,550 pairs of news texts was of two facts
OF_SENTENCE = 0.42
FEWEST_SENSES = 4
LONGEST_SPEAKER = 8  # words; a longer one is a sentence misread
VERBS = frozenset({
    "according to", "acknowledge", "add", "admit", "allege", "assert", "claim", "concede", "contend", "deny",
    "insist", "maintain", "report", "say", "tell", "testify", "think",
})  # fmt: skip
ELSEWHERE = 0.5  # share of the weight from which on the second document attributes the same, in another place
# Signs that a sentence is not the writer's own word, even where no speaker was found.
BORROWED = frozenset({
    "according", "accused", "accuses", "alleged", "allegedly", "apparently", "believe", "believed",
    "charge", "charged", "charges", "claim", "claimed", "claims", "cited", "citing", "confirmed",
    "could", "denied", "denies", "described", "expected", "if", "likely", "may", "might", "possible",
    "possibly", "quoted", "reported", "reportedly", "reports", "said", "saying", "says", "sources",
    "suspected", "told", "whether", "would",
})  # fmt: skip


def vouched_for(
    story: Story, left: Side, right: Side, here: Sequence[Statement], there: Sequence[Statement]
) -> Iterable[Told]:
    """Return what one side reports of somebody, and the other states with nobody's name to it."""
    yield from _stated(story, here, right, there, turned=False)
    yield from _stated(story, there, left, here, turned=True)


def _stated(
    story: Story, statements: Sequence[Statement], side: Side, others: Sequence[Statement], *, turned: bool
) -> Iterable[Told]:
    told = [
        each
        for each in statements
        if not each.quoted and len(each.senses) >= FEWEST_SENSES and _somebodys_word(each)
    ]
    if not told:
        return
    sentences = side.text.article.sentences
    plain = {
        sentences[at].span: frozenset(side.text.content(sentences[at].span))
        for at in side.member.sentences
        if _own_word(side, at)
    }
    for one in told:
        for span, senses in plain.items():
            shared = one.senses & senses
            if len(shared) < FEWEST_SENSES:
                continue
            weight = sum(map(story.weight, shared))
            covered = weight / sum(map(story.weight, one.senses))
            if covered < COVERED or weight < OF_SENTENCE * sum(map(story.weight, senses)):
                continue
            if any(overlap(story, one.senses, other.senses)[1] >= ELSEWHERE for other in others):
                continue
            place = Place(
                document_id=side.document.id, span=span, surface=span.of(side.document.text), value="stated"
            )
            yield _told(one, place, covered, turned=turned)


def _own_word(side: Side, sentence: int) -> bool:
    """Whether a sentence is told with nobody's name to it, nor as a question or a possibility."""
    span = side.text.article.sentences[sentence].span
    if any(
        fact.kind in {"attribution", "quote"} and fact.span.start < span.end and span.start < fact.span.end
        for fact in side.facts
    ):
        return False
    words = {side.text.article.tokens[at].text.lower() for at in side.text.tokens_in(span)}
    return not words & BORROWED and "?" not in words


def _somebodys_word(one: Statement) -> bool:
    """Whether somebody, and no news agency, says that it is so: a clause, no "announced a deal"."""
    words = one.said_by.lower().split()
    if (
        one.fact.speaker_span is None
        or one.fact.data.get("verb") not in VERBS
        or len(words) > LONGEST_SPEAKER
    ):
        return False
    return one.source[0].isalpha() and not set(words) & news_agencies()


def _told(one: Statement, place: Place, score: float, *, turned: bool) -> Told:
    reported = one.place("attributed")
    left, right = (place, reported) if turned else (reported, place)

    def tell(first: str, second: str) -> str:
        attributes, states = (second, first) if turned else (first, second)
        if one.fact.unit == "denied":
            return f"{states} states as fact what {one.source} denies in {attributes}: {short(one.surface)}."
        return f"{states} states as fact what {attributes} has from {one.source}: {short(one.surface)}."

    return Told(match=Match(left=left, right=right, severity="note", why="", score=score), tell=tell)
