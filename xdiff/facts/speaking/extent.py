"""How far a speaker's phrase and the words said run, as annotators of attributions mark them.

A speaker has all that belongs to the phrase: "Ana Ruiz, who led the talks,". What is said in a clause with
quoted words in it is the whole clause: "the plan was "a mess" from the start".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.facts.speaking.traits import VERBS, verb_right
from xdiff.facts.syntax.grammar import SENTENCE_END, listed

if TYPE_CHECKING:
    from xdiff.facts.speaking.chunks import Chunk, Chunked

TIES = listed("of from for")
CHUNKS_PAST_TIE = 4  # "the head of the office of the president of the court"
CUTS = frozenset({",", "and", "but", ";", "-"})  # where a clause is cut before the verb of another
LONGEST_EXTENT = 40  # words past the phrase itself; the longest aside read in PolNeAR has some 35
RELATIVES = listed("who which whose that")
# What follows a comma when the phrase is over: "said Ana Ruiz, adding ...", "..., in an interview".
OVER = listed(
    "and but or yet so in on at to during after before when as while because if ing VSg VNg VWg VTg he she "
    "they it not Q past with by"
)


def speaker_end(paragraph: Chunked, chunk: Chunk, sentence: tuple[int, int]) -> int:
    """Return the index after the last word of the phrase that starts with `chunk`."""
    end = sentence[1]
    while end > chunk.end and paragraph.words[end - 1].text in SENTENCE_END:
        end -= 1
    if chunk.kind in {"he", "she", "they", "it", "i", "we", "you", "who", "which", "that"}:
        return chunk.end
    verb = verb_right(paragraph, chunk.end, sentence[1])
    if verb is not None:
        return _before_verb(paragraph, chunk.end, verb)
    at = _past_ties(paragraph, chunk.end, end)
    if at < end and paragraph.classes[at] == "(":
        at = next((i + 1 for i in range(at, min(end, at + 12)) if paragraph.classes[i] == ")"), at)
    inverted = chunk.start > 0 and paragraph.classes[chunk.start - 1] in VERBS | {"to"}
    if not inverted or at >= end:
        return at
    if paragraph.classes[at] in RELATIVES and not _says(paragraph, at):
        return _stop(paragraph, at, end)
    if paragraph.classes[at] == "," and at + 1 < end and not _over(paragraph, at + 1):
        return _stop(paragraph, at + 1, end)
    return at


def _before_verb(paragraph: Chunked, start: int, verb: int) -> int:
    """Step back from a verb over its auxiliaries and adverbs to the end of its subject."""
    at = verb
    while at > start and paragraph.classes[at - 1] in {"aux", "be", "adv", "day", "to", "not"}:
        at -= 1
    return at


def _past_ties(paragraph: Chunked, at: int, end: int) -> int:
    for _ in range(CHUNKS_PAST_TIE):
        if at + 1 < end and paragraph.classes[at] in TIES and paragraph.of[at + 1] >= 0:
            at = min(end, paragraph.chunks[paragraph.of[at + 1]].end)
        else:
            break
    return at


def _says(paragraph: Chunked, at: int) -> bool:
    """Whether a relative pronoun is itself the subject of a speech verb: "who added that"."""
    return verb_right(paragraph, at + 1, min(at + 4, len(paragraph.words))) is not None


def _over(paragraph: Chunked, at: int) -> bool:
    name = paragraph.classes[at]
    return name in OVER or name in VERBS or (name in RELATIVES and _says(paragraph, at))


def _stop(paragraph: Chunked, at: int, end: int) -> int:
    """Return where what is set off by commas after an inverted subject is over."""
    for index in range(at, min(end, at + LONGEST_EXTENT)):
        if paragraph.words[index].quotation is not None:
            return at - 1 if paragraph.classes[at - 1] == "," else at
        if paragraph.classes[index] == "," and index + 1 < end and _over(paragraph, index + 1):
            return index
    return min(end, at + LONGEST_EXTENT)


def content(
    paragraph: Chunked,
    first: int,
    last: int,
    chunk: Chunk | None,
    sentences: tuple[tuple[int, int], tuple[int, int]],
) -> tuple[int, int]:
    """Return the range of words that are said, about the quotations at the words `first` to `last`.

    Args:
        paragraph: theirs.
        first: the word of the first quotation of the attribution.
        last: the word of its last quotation.
        chunk: the speaker's phrase, when it stands in this paragraph.
        sentences: the sentences of the first and of the last quotation.
    """
    (begin, _), (_, end) = sentences
    while end > last + 1 and paragraph.words[end - 1].text in SENTENCE_END:
        end -= 1
    if chunk is None:
        return first, last + 1
    if chunk.end <= first:
        return _clause_start(paragraph, chunk, first, begin), _clause_end(paragraph, first, last, end)
    return _sentence_start(paragraph, first, begin), last + 1


def _clause_start(paragraph: Chunked, chunk: Chunk, first: int, begin: int) -> int:
    """Return the start of the clause after the verb of the speaker."""
    if chunk.start < begin:
        return first
    verb = verb_right(paragraph, chunk.end, first)
    if verb is None:
        return first
    for at in range(first - 1, verb, -1):
        if paragraph.classes[at] in {":", "Q"}:
            return at + 1
    that = next((at for at in range(verb + 1, first) if paragraph.classes[at] == "that"), None)
    if that is not None:
        return that
    if paragraph.classes[first - 1] == ",":
        return first
    at = verb + 1
    if at < first and paragraph.classes[at] == "him" and paragraph.classes[verb] not in {"VN", "VNp", "VNg"}:
        at += 1
    return at


def _clause_end(paragraph: Chunked, first: int, last: int, end: int) -> int:
    """Return the end of the clause that the last quotation stands in."""
    inside = paragraph.words[last].text.rstrip("\"“”„»'’ ")
    if inside[-1:] in SENTENCE_END or paragraph.classes[first - 1 if first else 0] == ":":
        return last + 1
    for at in range(last + 1, end):
        name = paragraph.classes[at]
        if (
            name in VERBS
            or name in {"Q", ";", "-"}
            or (name == "," and at + 1 < end and _over(paragraph, at + 1))
        ):
            cuts = (back for back in range(at, last, -1) if paragraph.classes[back] in CUTS)
            return next(cuts, last + 1)
    return end


def _sentence_start(paragraph: Chunked, first: int, begin: int) -> int:
    at = begin
    while at < first and (
        paragraph.classes[at] in {"and", "but", "so", "adv", ","} or not paragraph.words[at].is_word
    ):
        at += 1
    return (
        first
        if any(
            paragraph.classes[i] in VERBS - {"VW", "VT"} or paragraph.classes[i] in {":", "Q"}
            for i in range(at, first)
        )
        else at
    )
