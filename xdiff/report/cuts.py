"""Passages cut for a report: the words in question in their sentence, the words that only one side has.

What is cut is shown as it stands; where something is left out stands an ellipsis.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.records import Article, Sentence, Severity, Span, WordDiff


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage in three pieces: what stands before the words in question, the words, what follows."""

    before: str
    hit: str
    after: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of one side of a word difference; `changed` when only this side has it.

    `differs` is the severity of a divergence that stands on these words, where that is marked as well.
    """

    text: str
    changed: bool
    differs: Severity | None = None


def sentence_at(sentences: Sequence[Sentence], offset: int) -> int | None:
    """Return the index of the sentence that holds a code point offset, or None between sentences."""
    at = bisect_right(sentences, offset, key=lambda each: each.span.start) - 1
    return at if at >= 0 and offset <= sentences[at].span.end else None


def in_sentence(article: Article, span: Span, *, said: bool = True) -> Cut:
    """Cut the sentence (or sentences) around `span`; with `said` False nothing is marked."""
    text = article.document.text
    first, last = (
        sentence_at(article.sentences, each) for each in (span.start, max(span.start, span.end - 1))
    )
    start = span.start if first is None else min(span.start, article.sentences[first].span.start)
    end = span.end if last is None else max(span.end, article.sentences[last].span.end)
    if not said:
        return Cut(text[start:end], "", "")
    # A mark that begins or ends with white space looks like a mistake: the space goes to its neighbours.
    before, hit, after = outer_space(span.of(text))
    return Cut(text[start : span.start] + before, hit, after + text[span.end : end])


def outer_space(text: str) -> tuple[str, str, str]:
    """Return the white space before a text, the text itself, and the white space after it."""
    core = text.strip()
    if not core:
        return text, "", ""
    start = text.index(core)
    return text[:start], core, text[start + len(core) :]


def marked(diff: WordDiff, *, left: bool) -> tuple[Marked, ...]:
    """Return one side of a word difference as pieces.

    White space between two changes joins them; white space at the ends of a change is not marked.
    """
    own = "delete" if left else "insert"
    pieces = [(text, operation == own) for operation, text in diff.ops if operation in ("equal", own)]
    flat: list[tuple[str, bool]] = []
    for text, changed in pieces:
        before, core, after = outer_space(text)
        flat += [each for each in ((before, False), (core, changed), (after, False)) if each[0]]
    joined: list[Marked] = []
    for at, (text, changed) in enumerate(flat):
        bridge = not text.strip() and 0 < at < len(flat) - 1 and joined[-1].changed and flat[at + 1][1]
        changed = changed or bridge  # noqa: PLW2901 (one name for one thing)
        if joined and joined[-1].changed == changed:
            joined[-1] = Marked(joined[-1].text + text, changed)
        else:
            joined.append(Marked(text, changed))
    return tuple(joined)


def common_share(diff: WordDiff) -> float:
    """Return the share of letters that both sides have, of the shorter side's letters (0 to 1)."""
    size = {"equal": 0, "delete": 0, "insert": 0}
    for operation, text in diff.ops:
        size[operation] += sum(character.isalnum() for character in text)
    shorter = size["equal"] + min(size["delete"], size["insert"])
    return size["equal"] / shorter if shorter else 1.0


def shortened(text: str, most: int) -> str:
    """Return at most `most` characters of a text, cut at a space and with an ellipsis where it is cut."""
    if len(text) <= most:
        return text
    kept = text[: most - 2]
    return f"{kept[: kept.rfind(' ')] if ' ' in kept else kept} …"


def within(pieces: Sequence[Marked], most: int) -> tuple[Marked, ...]:
    """Return the first pieces of a passage, about `most` characters, cut at a space with an ellipsis."""
    kept: list[Marked] = []
    room = most
    for piece in pieces:
        if len(piece.text) > room:
            if room > 2:
                kept.append(Marked(shortened(piece.text, room), piece.changed))
            else:
                kept.append(Marked(" …", changed=False))
            break
        kept.append(piece)
        room -= len(piece.text)
    return tuple(kept)


def clipped(cut: Cut, room: int) -> Cut:
    """Shorten what stands around the hit so that about `room` characters remain, cutting at spaces."""
    before, after = cut.before, cut.after
    spare = max(40, room - len(cut.hit))
    # What one side does not need, the other may have.
    right = min(len(after), max(spare // 2, spare - len(before)))
    left = spare - right
    if len(before) > left:
        kept = before[-left:]
        before = "… " + kept[kept.find(" ") + 1 :].lstrip()
    if len(after) > right:
        kept = after[:right]
        after = kept[: kept.rfind(" ")].rstrip() + " …" if " " in kept else kept + "…"
    return Cut(before, cut.hit, after)
