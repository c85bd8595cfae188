"""What one document affirms and another denies, or leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.diff.base import Comparison, Match, Place, Shared, divergences_of, one_to_one
from xdiff.diff.frames import Frame, frame_of, likeness
from xdiff.diff.lexicon import senses
from xdiff.diff.opposed import TURNING, stances, twins
from xdiff.diff.stems import is_verbal, stem
from xdiff.records import Divergence, Fact, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xdiff.diff.story import Side, Story, Text

# Cues of one class say the same: "has not ruled out" and "did not rule out". A
# "denied" or "dismissed" reaches too far to tell what it bears on, and is the attribution's.
CLASSES: Mapping[str, str] = {
    "negated": "no", "refused": "no",
    "possible": "maybe", "unconfirmed": "maybe", "not ruled out": "maybe",
}  # fmt: skip
AUXILIARIES = frozenset({
    "am", "are", "be", "been", "did", "do", "does", "had", "has", "have", "is", "was", "were", "will",
})  # fmt: skip
LEAST_ALIKE: Mapping[Severity, float] = {"conflict": 0.55, "note": 0.45}
# Somebody's word for it: then the other document's "allegedly" says no more.
VOICED = frozenset({
    "according", "accused", "allegation", "allege", "alleged", "allegedly", "alleges", "apparently",
    "believe", "believed", "believes", "charge", "charged", "charges", "claim", "claimed", "claims",
    "likely", "perhaps", "possible", "possibly", "probably", "purported", "reported", "reportedly",
    "reports", "said", "say", "says", "suspected", "think", "thought", "told", "unconfirmed",
})  # fmt: skip
ADVERBS = 1  # tokens between "not" and its verb at most: "did not yet arrive"
FEWEST_SHARED = 3  # senses around the predicate, so that two short clauses do not meet on one word


def compare(shared: Shared) -> list[Divergence]:
    """Return where one document of the group negates, or leaves open, what another affirms."""
    matches: list[Match] = []
    for left, right in shared.pairs():
        found = [*_denied(shared.story, left, right), *_denied(shared.story, right, left)]
        found.extend(stances(shared.story, left, right))
        found.extend(stances(shared.story, right, left))
        matches.extend(one_to_one(found))
    return divergences_of(shared, "polarity", matches)


def _denied(story: Story, one: Side, other: Side) -> Iterable[Match]:
    for cue in one.of_kind("polarity"):
        found = CLASSES.get(cue.value)
        if found is None or not cue.unit or _reaches_far(one, cue):
            continue
        at = _predicate(one, cue)
        if at is None:
            continue
        here = frame_of(one.text, at, cue.sentence)
        for sentence, place in _affirmed(other, cue):
            there = frame_of(other.text, place, sentence)
            match = _match(story, found, (one, cue, at, here), (other, sentence, place, there))
            if match:
                yield match


def _match(
    story: Story,
    found: str,
    cued: tuple[Side, Fact, int, Frame],
    plain: tuple[Side, int, int, Frame],
) -> Match | None:
    one, cue, at, here = cued
    other, sentence, place, there = plain
    if not _one_subject(one.text, at, other.text, place):
        return None
    alike = likeness(story, here, there)
    severity: Severity = "conflict" if found == "no" else "note"
    verbs = _negates_verb(one, cue, at) and _is_predicate(other.text, place)
    twin = found == "no" and verbs and twins(story, (one, cue.sentence), (other, sentence), cue.span)
    if not twin and not (_one_case(found, cued, plain) and alike >= LEAST_ALIKE[severity]):
        return None
    tokens = one.text.article.tokens
    start = min(cue.span.start, tokens[at].span.start)
    end = max(cue.span.end, tokens[at].span.end)
    span = Span(start=start, end=end)
    verb = other.text.article.tokens[place]
    why = (
        "one denies what the other affirms" if severity == "conflict" else "certain in one, open in the other"
    )
    return Match(
        left=Place(
            document_id=one.document.id, span=span, surface=span.of(one.document.text), value=cue.value
        ),
        right=Place(document_id=other.document.id, span=verb.span, surface=verb.text, value="affirmed"),
        severity=severity, why=why, score=alike,
    )  # fmt: skip


def _negates_verb(side: Side, cue: Fact, at: int) -> bool:
    """Whether a cue is a bare "not" with the predicate right behind it: "was not arrested"."""
    own = side.text.tokens_in(cue.span)
    bare = cue.surface.lower().replace("’", "'").endswith(("not", "n't", "never"))
    return bare and own.stop <= at <= own.stop + ADVERBS


def _is_predicate(text: Text, at: int) -> bool:
    """Whether a token has the form of a verb, or stands behind an auxiliary: "will attend"."""
    before = text.article.tokens[at - 1].text.lower() if at else ""
    return is_verbal(text.article.tokens[at].text) or before in AUXILIARIES


def _one_case(found: str, cued: tuple[Side, Fact, int, Frame], plain: tuple[Side, int, int, Frame]) -> bool:
    """Whether two sentences in other words speak of one case, and nothing but the cue turns either."""
    one, cue, at, here = cued
    other, sentence, place, there = plain
    if len(here.words.keys() & there.words.keys()) < FEWEST_SHARED:
        return False
    if not (_plain(one, cue.sentence, TURNING, besides=cue.span) and _plain(other, sentence, TURNING)):
        return False
    if found == "maybe" and not _plain(other, sentence, VOICED):
        return False
    if found == "no" and not _one_time(one, cue.sentence, other, sentence):
        return False
    verbs = [is_verbal(one.text.article.tokens[at].text), is_verbal(other.text.article.tokens[place].text)]
    return any(verbs) if found == "no" else all(verbs)


def _plain(side: Side, sentence: int, turning: frozenset[str], *, besides: Span | None = None) -> bool:
    """Whether a sentence has none of the `turning` words, the cue itself besides."""
    tokens = side.text.article.tokens
    for at in range(*side.text.article.sentences[sentence].tokens):
        token = tokens[at]
        inside = besides is not None and besides.start <= token.span.start < besides.end
        word = token.text.lower().replace("’", "'")
        if not inside and (word in turning or word.endswith("n't")):
            return False
    return True


def _reaches_far(side: Side, cue: Fact) -> bool:
    """Whether a cue bears on no verb beside it: "to strengthen, not weaken", "dismissed a report"."""
    if cue.value == "refused":
        return " to " not in side.document.text[cue.span.start : cue.span.end + len(" to ")]
    if not cue.surface.lower().startswith("not"):
        return False
    own = side.text.tokens_in(cue.span)
    return not own.start or side.text.article.tokens[own.start - 1].text.lower() not in AUXILIARIES


def _one_time(one: Side, here: int, other: Side, there: int) -> bool:
    """Whether neither sentence has a date or a number that the other has not: then both tell of one case."""
    values = [
        {fact.value for fact in side.text.by_sentence.get(sentence, ()) if fact.kind in {"date", "number"}}
        for side, sentence in ((one, here), (other, there))
    ]
    return not values[0] or not values[1] or bool(values[0] & values[1])


def _one_subject(left: Text, at: int, right: Text, place: int) -> bool:
    """Whether the telling word before one predicate, its subject at best, stands in the other's sentence."""
    here, there = _words_before(left, at), _words_before(right, place)
    return not here or not there or here[0] in there or there[0] in here


def _words_before(text: Text, at: int) -> list[str]:
    """Return the telling senses of the sentence before token `at`, the nearest one first."""
    start = text.article.sentences[text.article.tokens[at].sentence].tokens[0]
    return [text.senses[n] for n in range(at - 1, start - 1, -1) if text.tells(n)]


def _predicate(side: Side, cue: Fact) -> int | None:
    """Return the token of the cue's predicate, the nearest one behind or inside the cue."""
    wanted = _sense(cue.unit or "")
    start, end = side.text.article.sentences[cue.sentence].tokens
    own = side.text.tokens_in(cue.span)
    places = [at for at in range(start, end) if side.text.senses[at] == wanted]
    return min(places, key=lambda at: abs(at - own.start), default=None)


def _affirmed(side: Side, cue: Fact) -> Iterable[tuple[int, int]]:
    """Return the sentence and token of each place where this side has the predicate without any cue."""
    wanted = _sense(cue.unit or "")
    for sentence in side.member.sentences:
        cues = [fact for fact in side.facts if fact.kind == "polarity" and fact.sentence == sentence]
        start, end = side.text.article.sentences[sentence].tokens
        for at in range(start, end):
            if side.text.senses[at] == wanted and not any(_sense(c.unit or "") == wanted for c in cues):
                yield sentence, at


def _sense(lemma: str) -> str:
    found = stem(lemma)
    return senses().get(found, found)


COMPARISON = Comparison(kind="polarity", compare=compare)
