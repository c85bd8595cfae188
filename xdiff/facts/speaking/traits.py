"""What is seen of a quotation and of a phrase that may be its speaker, as named traits for a linear model.

Traits are classes of words (see `chunks`), closed-class words, speech verbs, the plain word before a
quotation, and places; no name goes into them, so that nothing of the topic is learned.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from xdiff.facts.syntax.verbs import speech_verbs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xdiff.facts.speaking.chunks import Chunk, Chunked

LONGEST_PATH = 9
NEAR_ENDS = 6
PASSED = frozenset({"aux", "be", "adv", "day", "to", "not"})  # between a subject and its verb
TIED = frozenset({"of", "for", "from", "in", "at", "with"})
VERBS = frozenset({"VS", "VSp", "VSg", "VN", "VNp", "VNg", "VW", "VWp", "VWg", "VT", "VTp", "VTg"})


def quotation_traits(paragraph: Chunked, at: int, text: str, sentence: tuple[int, int]) -> dict[str, str]:
    """Return what a quotation shows of itself and beside it."""
    quotation = paragraph.words[at].quotation
    assert quotation is not None
    inside = quotation.inner.of(text)
    words = inside.split()
    last = inside[-1] if inside else ""
    end = "," if last == "," else "." if last in ".!?…" else "x"
    long = [word for word in words if len(word) > 3] or words
    capitals = all(word[:1].isupper() or not word[:1].isalpha() for word in long)
    return {
        "end": end,
        "start": "A" if inside[:1].isupper() else "a",
        "length": _bucket(len(words)),
        "title": "T" if capitals else "t",
        "left": _class(paragraph, at - 1, sentence[0]),
        "right": _class(paragraph, at + 1, sentence[1]) if at + 1 < sentence[1] else "END",
        "open": "o" if not quotation.closed else "c",
    }


def _bucket(count: int) -> str:
    for bound in (1, 2, 3, 4, 6, 9, 14):
        if count <= bound:
            return str(bound)
    return "long"


def _class(paragraph: Chunked, at: int, begin: int) -> str:
    if at < begin:
        return "BEGIN"
    if at >= len(paragraph.words):
        return "END"
    return paragraph.classes[at]


def _pairs(between: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give neighbouring steps, ends included; of a long path those near its ends."""
    steps = ("<", *between, ">")
    if len(steps) > 2 * NEAR_ENDS:
        yield from pairwise(steps[:NEAR_ENDS])
        yield from pairwise(steps[-NEAR_ENDS:])
    else:
        yield from pairwise(steps)


def _until(paragraph: Chunked, at: int, end: int) -> str:
    return paragraph.classes[at] if at < end else "END"


def _lemma(paragraph: Chunked, at: int) -> str:
    verbs = speech_verbs().get(paragraph.words[at].low)
    return verbs[-1].lemma if verbs else paragraph.words[at].low


def none_traits(
    paragraph: Chunked, at: int, seen: dict[str, str], sentence: tuple[int, int]
) -> Iterator[str]:
    """Give the traits of the answer that nobody is quoted: a title, a label, a word held at arm's length."""
    words = paragraph.words
    yield "none"
    for name, value in seen.items():
        yield f"none {name} {value}"
    yield f"none {seen['left']} {seen['length']}"
    yield f"none {seen['left']} {seen['title']} {seen['end']}"
    yield f"none {seen['title']} {seen['length']} {seen['end']}"
    yield f"none {seen['left']} Q {seen['right']}"
    yield f"none {seen['start']} {seen['end']} {seen['length']}"
    if at - 1 >= sentence[0]:
        if not words[at - 1].capital:
            yield f"none word {words[at - 1].low}"
        if words[at - 1].low.endswith(("'s", "s'")):
            yield "none left 's"
        if at - 2 >= sentence[0]:
            yield f"none left2 {paragraph.classes[at - 2]} {paragraph.classes[at - 1]}"
    if at + 1 < sentence[1]:
        yield f"none next {words[at + 1].low or 'Q'}" if paragraph.of[at + 1] < 0 else "none next chunk"
    before = {paragraph.classes[index] for index in range(sentence[0], at)} & VERBS
    after = {paragraph.classes[index] for index in range(at + 1, sentence[1])} & VERBS
    yield f"none verbs {'S' if any(v[1] == 'S' for v in before) else 'x' if before else '-'}" + (
        "S" if any(v[1] == "S" for v in after) else "x" if after else "-"
    )
    yield f"none alone {at == sentence[0] and at + 1 >= sentence[1] - 1}"


def option_traits(
    paragraph: Chunked,
    at: int,
    chunk: Chunk,
    seen: dict[str, str],
    sentences: Sequence[tuple[int, int]],
    of_sentence: Sequence[int],
) -> Iterator[str]:
    """Give the traits of a phrase of the same paragraph as the speaker of the quotation at `at`."""
    before = chunk.end <= at
    side = "b" if before else "a"
    between = paragraph.path(chunk.end, at) if before else paragraph.path(at + 1, chunk.start)
    apart = of_sentence[chunk.start] - of_sentence[at]
    far = f"{side}{max(-2, min(2, apart))}"
    yield f"at {far}"
    yield f"kind {chunk.kind} {far}"
    joined = " ".join(between) if len(between) <= LONGEST_PATH else "LONG"
    yield f"path {side} {joined}"
    yield f"path {side} {joined} {seen['end']}{seen['start']}"
    yield f"steps {far} {min(len(between), 12)}"
    for one, two in _pairs(between):
        yield f"bi {side} {one} {two}"
    begin, end = sentences[of_sentence[chunk.start]]
    left = _class(paragraph, chunk.start - 1, begin)
    right = _class(paragraph, chunk.end, begin) if chunk.end < end else "END"
    left2 = _class(paragraph, chunk.start - 2, begin)
    right2 = _class(paragraph, chunk.end + 1, begin) if chunk.end + 1 < end else "END"
    yield f"left {left} {side}"
    yield f"right {right} {side}"
    yield f"left2 {left2} {left} {side}"
    yield f"right2 {right} {right2} {side}"
    yield f"around {left} {right} {far}"
    yield f"kind {chunk.kind} {left} {right}"
    yield f"mid {side} {right if before else left} {seen['left'] if before else seen['right']}"
    yield f"ends {side} {seen['end']} {seen['right']} {left if not before else right}"
    verb = verb_right(paragraph, chunk.end, end)
    if verb is not None:
        lemma = _lemma(paragraph, verb)
        yield f"subject of {lemma}"
        yield f"subject of {paragraph.classes[verb]} {far}"
        gap = at - verb - 1 if before and verb < at else None
        if gap is not None:
            to = paragraph.path(verb + 1, at)
            tail = " ".join(to) if len(to) <= 6 else "LONG"
            yield f"verb to {tail}"
            yield f"verb {lemma} to {'0' if not to else tail if len(to) == 1 else min(len(to), 4)}"
            yield f"verbs over {sum(each in VERBS for each in to)} {paragraph.classes[verb]}"
        elif before:
            yield "verb past quotation"
        else:
            yield f"after verb {paragraph.classes[verb]} {_until(paragraph, verb + 1, end)}"
            yield f"tag {seen['end']} {min(4, len(between))} {paragraph.classes[verb]}"
    else:
        yield f"no verb {far}"
    if left in VERBS:
        lemma = _lemma(paragraph, chunk.start - 1)
        yield f"after {lemma} {far} {seen['end']}"
        yield f"inverted {left} {left2} {seen['end']} {side}"
    crossed = between.count("Q")
    yield f"crossed {far} {min(crossed, 3)}"
    yield f"commas {side} {min(between.count(','), 3)}"
    rivals = sum(each in {"N", "P"} for each in between)
    yield f"rivals {far} {min(rivals, 4)}"
    verbs = [
        i
        for i in (range(chunk.end, at) if before else range(at + 1, chunk.start))
        if paragraph.classes[i] in VERBS
    ]
    if verbs:
        near = verbs[-1] if before else verbs[0]
        yield f"nearest {side} {_lemma(paragraph, near)}"
        following = paragraph.classes[near + 1] if near + 1 < at or not before else ""
        yield f"nearest {side} {paragraph.classes[near]} {following}"
        yield f"verbs between {far} {min(len(verbs), 3)}"
    else:
        yield f"nearest {side} -"
    yield f"kinds {chunk.kind} {side} {' '.join(between[-3:] if before else between[:3])}"
    if chunk.start == begin:
        yield f"first {far}"


def verb_right(paragraph: Chunked, at: int, end: int) -> int | None:
    """Return the speech verb whose subject ends at `at`: past auxiliaries, adverbs and one aside."""
    steps = 0
    aside = False
    while at < end and steps < 30:
        name = paragraph.classes[at]
        if name in VERBS:
            return at
        if not aside and name in {",", "-", "("}:
            closing = ")" if name == "(" else name
            close = next(
                (i for i in range(at + 1, min(end, at + 30)) if paragraph.classes[i] == closing), None
            )
            if close is None:
                return None
            at, aside = close + 1, True
            continue
        passed = name in PASSED or (steps == 0 and name in TIED)
        if not passed and (paragraph.of[at] < 0 or steps == 0):
            return None
        at += 1
        steps += 1
    return None


def last_traits(seen: dict[str, str], paragraphs_back: int) -> Iterator[str]:
    """Give the traits of the speaker of the quotation before, as this one's too."""
    far = min(paragraphs_back, 2)
    yield "last"
    yield f"last {far}"
    for name in ("end", "start", "left", "right", "length"):
        yield f"last {far} {name} {seen[name]}"
    yield f"last {far} {seen['left']} Q {seen['right']} {seen['start']}"


def announced_traits(
    paragraph: Chunked, chunk: Chunk, seen: dict[str, str], sentence: tuple[int, int]
) -> Iterator[str]:
    """Give the traits of a phrase that closes the paragraph before, as the speaker of this one."""
    begin, end = sentence
    closing = paragraph.classes[end - 1]
    left, right = (
        _class(paragraph, chunk.start - 1, begin),
        _class(paragraph, chunk.end, begin) if chunk.end < end else "END",
    )
    yield f"announced {closing}"
    yield f"announced {closing} kind {chunk.kind}"
    yield f"announced {closing} left {left}"
    yield f"announced {closing} right {right}"
    yield f"announced {closing} around {left} {right}"
    yield f"announced start {seen['start']} {seen['right']}"
    between = paragraph.path(chunk.end, end)
    yield f"announced {closing} steps {min(len(between), 8)}"
    verb = verb_right(paragraph, chunk.end, end)
    if verb is not None:
        yield f"announced {closing} subject of {_lemma(paragraph, verb)}"
        yield f"announced {closing} subject of {paragraph.classes[verb]} {min(end - verb, 4)}"
        later = sum(each in VERBS for each in paragraph.path(verb + 1, end))
        yield f"announced {closing} verbs after {later}"
    if left in VERBS:
        yield f"announced {closing} after {left}"
    if chunk.start == begin:
        yield f"announced {closing} first"


def joined_traits(
    paragraph: Chunked, first: int, second: int, whose: str, ends: str, apart: int
) -> Iterator[str]:
    """Give the traits of two neighbouring quotations of one paragraph as parts of one attribution.

    Args:
        paragraph: theirs.
        first: the word of the quotation before.
        second: the word of this one.
        whose: where the speakers of both stand, and whether they are one.
        ends: how the first ends and the second begins.
        apart: sentences from one to the other.
    """
    between = paragraph.path(first + 1, second)
    joined = " ".join(between) if len(between) <= LONGEST_PATH else "LONG"
    apart = min(apart, 2)
    yield "joined"
    yield f"joined {whose} {apart}"
    yield f"joined {ends}"
    yield f"joined {whose} {ends} {apart}"
    yield f"joined path {joined}"
    yield f"joined path {whose} {joined}"
    yield f"joined steps {whose} {min(len(between), 10)}"
    yield f"joined verbs {whose} {min(3, sum(each in VERBS for each in between))}"
    yield f"joined opening {whose} {' '.join(between[:2])}"
    yield f"joined closing {whose} {' '.join(between[-2:])}"
    for one, two in _pairs(between):
        yield f"joined bi {apart} {one} {two}"
    for at in range(first + 1, second):
        if paragraph.classes[at] in VERBS:
            yield f"joined verb {whose} {_lemma(paragraph, at)}"
