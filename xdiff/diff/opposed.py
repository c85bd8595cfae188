"""Two sentences, or two reports of one speaker's words, that say the same but for a denial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.diff.base import Match, Place
from xdiff.diff.calendar import comparable_value
from xdiff.diff.statements import Statement, content_words, overlap, reported
from xdiff.diff.stems import spoken
from xdiff.diff.telling import Told, short
from xdiff.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from xdiff.diff.story import Side, Story, Text
    from xdiff.records import Fact

# Another of these in either sentence, and which of the two affirms can no longer be told from one cue.
TURNING = frozenset({
    "against", "barely", "block", "blocked", "cannot", "cant", "could", "denied", "denies", "deny",
    "denying", "didnt", "dont", "drop", "dropped", "eliminated", "except", "fail", "failed",
    "failing", "fails", "halt", "halted", "hardly", "if", "instead", "lack", "may", "might",
    "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "oppose", "opposed",
    "opposes", "opposing", "refuse", "refused", "refuses", "refusing", "reject", "rejected",
    "rejects", "scrap", "scrapped", "stop", "stopped", "t", "unable", "unless", "unlike", "until",
    "whether", "without", "wont", "would", "yet",
})  # fmt: skip
DENYING = frozenset({"denied", "denies", "deny", "denying"})
UNDECIDED = frozenset({"declined", "declines", "decline", "must", "should"})  # "declined to confirm that"
FUTURE = frozenset({"will", "won't", "'ll", "shall", "wo"})
# Both are held to nearly the same words, since on less two officials or two days are set against each other.
SAME_HEAVIER = 0.85  # share of the weight of the heavier of the two that they have in common
FEWEST_SHARED = 3  # senses


def twins(story: Story, one: tuple[Side, int], other: tuple[Side, int], cue: Span) -> bool:
    """Whether two sentences are one but for the cue in the first: names, figures, dates, other denials."""
    (left, here), (right, there) = one, other
    spans = left.text.article.sentences[here].span, right.text.article.sentences[there].span
    if any(span.of(side.document.text).rstrip("\"'”’ ").endswith("?") for side, span in
           zip((left, right), spans, strict=True)):  # fmt: skip
        return False
    return (
        _turns(left.text, spans[0], besides=cue) == _turns(right.text, spans[1])
        and _future(left.text, spans[0]) == _future(right.text, spans[1])
        and values(left.text, spans[0]) == values(right.text, spans[1])
        and _same_words(story, left.text.content(spans[0]), right.text.content(spans[1]))
    )


def stances(story: Story, one: Side, other: Side) -> Iterable[Told]:
    """Return what a speaker denied on one side, and said in the same words on the other."""
    for denied in reported(one):
        if denied.fact.unit != "denied" or not _plainly(denied):
            continue
        for said in reported(other):
            if said.fact.unit in {"said", "claimed"} and _plainly(said) and _one_content(story, denied, said):
                match = Match(
                    left=_place(denied, "denied"), right=_place(said, "affirmed"), severity="conflict", why=""
                )
                yield Told(match=match, tell=_telling(denied))


def _telling(denied: Statement) -> Callable[[str, str], str]:
    return lambda one, other: (
        f"{denied.source} denies it in {one} and says it in {other}: {short(denied.surface)}."
    )


def _one_content(story: Story, denied: Statement, said: Statement) -> bool:
    return (
        _one_speaker(denied, said)
        and _turns(denied.text, denied.span) == _turns(said.text, said.span)
        and _future(denied.text, denied.span) == _future(said.text, said.span)
        and values(denied.text, denied.span) == values(said.text, said.span)
        and _same_words(story, denied.senses, said.senses)
        and _days(denied) == _days(said)
    )


def _one_speaker(left: Statement, right: Statement) -> bool:
    """Whether both are said by one name, or by one noun ("the ministry") where neither is a name."""
    if left.speaker or right.speaker:
        return left.speaker == right.speaker
    one, other = (content_words(spoken(each.said_by)) for each in (left, right))
    return bool(one) and one == other


def _plainly(statement: Statement) -> bool:
    """Whether nothing but the verb of saying turns the sense: not "neither confirmed nor denied that"."""
    sentence = statement.text.article.sentences[statement.fact.sentence]
    for at in range(*sentence.tokens):
        token = statement.text.article.tokens[at]
        word = token.text.lower().replace("’", "'")
        inside = statement.span.start <= token.span.start < statement.span.end
        if not inside and (word in (TURNING - DENYING) | UNDECIDED or word.endswith("n't")):
            return False
    return True


def _days(statement: Statement) -> set[str]:
    """Return the dates outside the statement, in its sentence: on which day it was said."""
    facts = statement.text.by_sentence.get(statement.fact.sentence, ())
    return {comparable_value(fact) for fact in facts if fact.kind == "date" and not _in(fact, statement.span)}


def _place(statement: Statement, value: str) -> Place:
    """Return the statement with its verb, where the verb stands before it."""
    start = min(int(statement.fact.data.get("verb_start", statement.span.start)), statement.span.start)
    span = Span(start=start, end=statement.span.end)
    document = statement.text.article.document
    return Place(document_id=document.id, span=span, surface=span.of(document.text), value=value)


def _turns(text: Text, span: Span, *, besides: Span | None = None) -> list[str]:
    """Return the words in `span` that turn its sense, sorted, without those inside `besides`."""
    found = []
    for at in text.tokens_in(span):
        token = text.article.tokens[at]
        word = token.text.lower().replace("’", "'")
        outside = besides is None or not besides.start <= token.span.start < besides.end
        if outside and (word in TURNING or word.endswith("n't")):
            found.append("not" if word.endswith("n't") else word)
    return sorted(found)


def _future(text: Text, span: Span) -> bool:
    return any(
        text.article.tokens[at].text.lower().replace("’", "'") in FUTURE for at in text.tokens_in(span)
    )


def values(text: Text, span: Span) -> set[tuple[str, str]]:
    """Return the names, numbers and dates in `span`."""
    kinds = {"name", "number", "date"}
    index = text.article.tokens[text.tokens_in(span).start].sentence
    return {
        (fact.kind, fact.value)
        for fact in text.by_sentence.get(index, ())
        if fact.kind in kinds and _in(fact, span)
    }


def _in(fact: Fact, span: Span) -> bool:
    return span.start <= fact.span.start < span.end


def _same_words(story: Story, left: Iterable[str], right: Iterable[str]) -> bool:
    shared, _, heavier = overlap(story, left, right)
    return len(shared) >= FEWEST_SHARED and heavier >= SAME_HEAVIER
