"""What one document affirms and another denies, or leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.diff.base import Comparison, Match, Place, Shared
from xdiff.diff.contraries import contraries
from xdiff.diff.frames import Frame, frame_of, likeness
from xdiff.diff.lexicon import senses
from xdiff.diff.opposed import FUTURE, TURNING, stances, twins
from xdiff.diff.stems import is_verbal, stem
from xdiff.diff.telling import Told, best, divergences_told, short
from xdiff.records import Divergence, Fact, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from xdiff.diff.story import Side, Story, Text

# Cues of one class say the same: "has not ruled out" and "did not rule out". A
# "denied" or "dismissed" reaches too far to tell what it bears on, and is the attribution's.
CLASSES: Mapping[str, str] = {
    "negated": "no", "refused": "no",
    "possible": "maybe", "not ruled out": "maybe", "unconfirmed": "hearsay",
}  # fmt: skip
AUXILIARIES = frozenset({
    "am", "are", "be", "been", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may",
    "might", "to", "was", "were", "will", "would",
})  # fmt: skip
LEAST_ALIKE: Mapping[Severity, float] = {"conflict": 0.55, "note": 0.36}
# Somebody's word for it: then the other document's "allegedly" says no more.
VOICED = frozenset({
    "according", "accused", "allegation", "allege", "alleged", "allegedly", "alleges", "apparently",
    "believe", "believed", "believes", "charge", "charged", "charges", "claim", "claimed", "claims",
    "likely", "perhaps", "possible", "possibly", "probably", "purported", "reported", "reportedly",
    "reports", "said", "say", "says", "suspected", "think", "thought", "told", "unconfirmed",
})  # fmt: skip
# Words that leave a thing open as a cue does: a sentence that has one of them affirms nothing for sure.
OPEN = frozenset({
    "can", "could", "expected", "if", "likely", "may", "maybe", "might", "perhaps", "plan", "plans",
    "planned", "possible", "possibly", "potentially", "probably", "should", "unless", "unlikely",
    "whether", "would",
})  # fmt: skip
MODALS = frozenset({"could", "may", "might"})
# Hedges of any word, verb or not: "potentially suspicious", "a suspected arsonist".
HEDGES = frozenset({
    "alleged", "allegedly", "apparently", "likely", "perhaps", "possibly", "potentially", "probably",
    "purportedly", "reportedly", "supposedly", "suspected",
})  # fmt: skip
ADVERBS = 1  # tokens between "not" and its verb at most: "did not yet arrive"
# Senses around the predicate, so that two short clauses do not meet on one word.
FEWEST_SHARED: Mapping[Severity, int] = {"conflict": 3, "note": 4}
SHOWN = 5  # tokens shown to each side of a predicate


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """One place where a side affirms, denies or leaves open something: its token, and the cue if any."""

    side: Side
    sentence: int
    at: int
    cue: Fact | None = None

    @property
    def frame(self) -> Frame:
        """What stands around it."""
        return frame_of(self.side.text, self.at, self.sentence)

    @property
    def clause(self) -> str:
        """Its words with a few to each side, for a message."""
        tokens = self.side.text.article.tokens
        start, end = self.side.text.article.sentences[self.sentence].tokens
        first = self.side.text.tokens_in(self.cue.span).start if self.cue else self.at
        low, high = min(first, self.at), max(first, self.at)
        span = Span(
            start=tokens[max(start, low - SHOWN)].span.start, end=tokens[min(end - 1, high + SHOWN)].span.end
        )
        return short(span.of(self.side.document.text).strip(' ,;:"“”'))

    def place(self) -> Place:
        """Return the cue with its predicate, or the predicate alone."""
        token = self.side.text.article.tokens[self.at].span
        own = self.cue.span if self.cue else token
        span = Span(start=min(own.start, token.start), end=max(own.end, token.end))
        surface = span.of(self.side.document.text)
        value = self.cue.value if self.cue else "affirmed"
        return Place(document_id=self.side.document.id, span=span, surface=surface, value=value)


def compare(shared: Shared) -> list[Divergence]:
    """Return where one document of the group negates, or leaves open, what another affirms."""
    found: list[Told] = []
    for left, right in shared.pairs():
        matches = [*_cued(shared.story, left, right), *_cued(shared.story, right, left)]
        matches.extend(stances(shared.story, left, right))
        matches.extend(stances(shared.story, right, left))
        matches.extend(contraries(left, right))
        found.extend(best(_in_order(told, left) for told in matches))
    return divergences_told(shared, "polarity", found)


def _in_order(told: Told, left: Side) -> Told:
    """Return a match with the left document's place on its left."""
    if told.match.left.document_id == left.document.id:
        return told
    match = Match(
        left=told.match.right, right=told.match.left, severity=told.match.severity, why="", score=told.score
    )
    return Told(match=match, tell=lambda one, other: told.tell(other, one))


def _cued(story: Story, one: Side, other: Side) -> Iterable[Told]:
    """Return what `one` negates or leaves open and `other` affirms, or rules out where `one` does not."""
    for cue in one.of_kind("polarity"):
        found = CLASSES.get(cue.value)
        if found is None or not cue.unit or _reaches_far(one, cue):
            continue
        at = _predicate(one, cue)
        if at is None:
            continue
        here = Predicate(side=one, sentence=cue.sentence, at=at, cue=cue)
        for there in _affirmed(other, one.text.senses[at]):
            if told := _match(story, found, here, there):
                yield told
        if cue.value == "not ruled out":
            yield from _ruled_out(story, here, other)


def _match(story: Story, found: str, here: Predicate, there: Predicate) -> Told | None:
    if not _one_subject(here, there):
        return None
    likely = likeness(story, here.frame, there.frame)
    severity: Severity = "conflict" if found == "no" else "note"
    cue = here.cue
    assert cue is not None
    twin = (
        found == "no"
        and _negates_predicate(here)
        and twins(story, (here.side, here.sentence), (there.side, there.sentence), cue.span)
    )
    if not twin and not (likely >= LEAST_ALIKE[severity] and _one_case(found, here, there)):
        return None
    match = Match(left=here.place(), right=there.place(), severity=severity, why="", score=likely + twin)
    return Told(match=match, tell=_telling(found, here, there))


def _telling(found: str, here: Predicate, there: Predicate) -> Callable[[str, str], str]:
    if found == "no":
        return lambda one, other: f"{one} denies what {other} affirms: {here.clause}, {there.clause}."
    if found == "hearsay":
        return lambda one, other: (
            f"{other} states as fact what {one} gives only as hearsay: {there.clause}, {here.clause}."
        )
    return lambda one, other: f"Open in {one}, certain in {other}: {here.clause}, {there.clause}."


def _ruled_out(story: Story, here: Predicate, other: Side) -> Iterable[Told]:
    """Return what one has not ruled out, and the other has."""
    assert here.cue is not None
    for cue in other.of_kind("polarity"):
        if cue.value != "refused" or _sense(cue.unit or "") != _sense(here.cue.unit or ""):
            continue
        at = _predicate(other, cue)
        if at is None:
            continue
        there = Predicate(side=other, sentence=cue.sentence, at=at, cue=cue)
        likely = likeness(story, here.frame, there.frame)
        shared = here.frame.words.keys() & there.frame.words.keys()
        if (
            likely < LEAST_ALIKE["conflict"]
            or len(shared) < FEWEST_SHARED["conflict"]
            or not _one_time(here, there)
        ):
            continue
        match = Match(left=here.place(), right=there.place(), severity="conflict", why="", score=likely)
        yield Told(
            match=match,
            tell=lambda one, other, there=there: (  # type: ignore[misc]  # a default binds the loop's variable
                f"Left open in {one}, ruled out in {other}: {here.clause}, {there.clause}."
            ),
        )


def _negates_predicate(here: Predicate) -> bool:
    """Whether a cue is a bare "not" with the predicate right behind it: "was not arrested", "is not safe"."""
    assert here.cue is not None
    own = here.side.text.tokens_in(here.cue.span)
    bare = here.cue.surface.lower().replace("’", "'").endswith(("not", "n't", "never"))
    if not bare:
        return False
    if own.stop <= here.at <= own.stop + ADVERBS:
        return True
    tokens = here.side.text.article.tokens
    return own.stop <= here.at and tokens[own.stop].text.lower() in {"a", "an", "the", "any"}


def _is_predicate(text: Text, at: int) -> bool:
    """Whether a token has the form of a verb, or stands behind an auxiliary: "will attend"."""
    before = text.article.tokens[at - 1].text.lower() if at else ""
    return is_verbal(text.article.tokens[at].text) or before in AUXILIARIES


def _one_case(found: str, here: Predicate, there: Predicate) -> bool:
    """Whether two sentences in other words speak of one case, and nothing but the cue turns either."""
    assert here.cue is not None
    severity: Severity = "conflict" if found == "no" else "note"
    if len(here.frame.words.keys() & there.frame.words.keys()) < FEWEST_SHARED[severity]:
        return False
    ours, theirs = _words_of(here, besides=here.cue.span), _words_of(there)
    turned = [words & (TURNING - OPEN) for words in (ours, theirs)]
    if turned[0] != turned[1] or (found == "no" and turned[0]) or _contracted(ours | theirs):
        return False
    if found == "hearsay" and not theirs & VOICED <= ours & VOICED:
        return False
    if found != "hearsay" and ours & OPEN:
        return False
    if found != "maybe" and bool(ours & FUTURE) != bool(theirs & FUTURE):
        return False  # a plan, and what came of it
    if theirs & OPEN or not _one_time(here, there):
        return False
    verbs = [_is_predicate(each.side.text, each.at) for each in (here, there)]
    if found == "no":
        return any(verbs)
    if _before(there) == "to":
        return False  # "to clinch" is no more than a plan
    if here.cue.surface.lower() in MODALS and _before(here) in MODALS and _form(here) != _form(there):
        return False  # "could clinch", and then "clinched"
    return all(verbs) or here.cue.surface.lower() in HEDGES


def _form(predicate: Predicate) -> str:
    """Return a verb as it stands, without the "s" of "he clinches"."""
    return predicate.side.text.article.tokens[predicate.at].text.lower().removesuffix("s")


def _before(predicate: Predicate) -> str:
    """Return the word before a predicate, in lower case."""
    tokens = predicate.side.text.article.tokens
    return tokens[predicate.at - 1].text.lower() if predicate.at else ""


def _words_of(predicate: Predicate, *, besides: Span | None = None) -> set[str]:
    """Return the words of a predicate's sentence in lower case, without those of its cue."""
    tokens = predicate.side.text.article.tokens
    return {
        tokens[at].text.lower().replace("’", "'")
        for at in range(*predicate.side.text.article.sentences[predicate.sentence].tokens)
        if besides is None or not besides.start <= tokens[at].span.start < besides.end
    }


def _contracted(words: set[str]) -> bool:
    return any(word.endswith("n't") for word in words)


def _reaches_far(side: Side, cue: Fact) -> bool:
    """Whether a cue bears on no verb beside it: "to strengthen, not weaken", "dismissed a report"."""
    if cue.value == "refused":
        return " to " not in side.document.text[cue.span.start : cue.span.end + len(" to ")]
    if not cue.surface.lower().startswith("not"):
        return False
    own = side.text.tokens_in(cue.span)
    return not own.start or side.text.article.tokens[own.start - 1].text.lower() not in AUXILIARIES


def _one_time(here: Predicate, there: Predicate) -> bool:
    """Whether neither sentence has a date or a number that the other has not: then both tell of one case."""
    values = [
        {
            fact.value
            for fact in each.side.text.by_sentence.get(each.sentence, ())
            if fact.kind in {"date", "number"}
        }
        for each in (here, there)
    ]
    return not values[0] or not values[1] or bool(values[0] & values[1])


def _one_subject(here: Predicate, there: Predicate) -> bool:
    """Whether the telling word before one predicate, its subject at best, stands in the other's sentence."""
    ours, theirs = _words_before(here), _words_before(there)
    return not ours or not theirs or ours[0] in theirs or theirs[0] in ours


def _words_before(predicate: Predicate) -> list[str]:
    """Return the telling senses of the sentence before the predicate, the nearest one first."""
    text, at = predicate.side.text, predicate.at
    start = text.article.sentences[predicate.sentence].tokens[0]
    return [text.senses[n] for n in range(at - 1, start - 1, -1) if text.tells(n)]


def _predicate(side: Side, cue: Fact) -> int | None:
    """Return the token of the cue's predicate, where the fact tells it, or the nearest one of its sense."""
    if "head_start" in cue.data:
        head = side.text.tokens_in(Span(start=int(cue.data["head_start"]), end=int(cue.data["head_end"])))
        return head.start if head else None
    wanted = _sense(cue.unit or "")
    start, end = side.text.article.sentences[cue.sentence].tokens
    own = side.text.tokens_in(cue.span)
    places = [at for at in range(start, end) if side.text.senses[at] == wanted]
    return min(places, key=lambda at: abs(at - own.start), default=None)


def _affirmed(side: Side, wanted: str) -> Iterable[Predicate]:
    """Return each place where this side has a predicate of this sense without any cue."""
    for sentence in side.member.sentences:
        cues = [fact for fact in side.facts if fact.kind == "polarity" and fact.sentence == sentence]
        taken = {side.text.senses[at] for cue in cues if (at := _predicate(side, cue)) is not None}
        if wanted in taken:
            continue
        start, end = side.text.article.sentences[sentence].tokens
        for at in range(start, end):
            if side.text.senses[at] == wanted:
                yield Predicate(side=side, sentence=sentence, at=at)


def _sense(lemma: str) -> str:
    found = stem(lemma)
    return senses().get(found, found)


COMPARISON = Comparison(kind="polarity", compare=compare)
