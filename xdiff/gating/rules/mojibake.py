"""HY304: letters garbled by a wrong decoding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from xdiff.gating.repeated import counted, grouped
from xdiff.gating.rule import Found, Limits, Rule
from xdiff.records import Span

if TYPE_CHECKING:
    from xdiff.records import Inspection

_Place = tuple[str, Span, str]  # what stands there, where, what it was meant to be (may be empty)

# ftfy loads in 0.1 s, so it is asked only where a text has what the first bytes of a UTF-8 character look
# like in the code pages of Windows, DOS and the Mac.
_SUSPECT = re.compile(r"[ÂÃÄÅÆÐÑÎÏËâêïð€√‚‡¬ÔŒГРСвЂ][^\x00-\x7f]|[ÂÃ][ \t]|[\x80-\x9f]")
_CHUNK = re.compile(r"[^ \t\r\n]+(?:(?<=Ã) )?")  # "Ã" and a space stand for "à"
_RUN = re.compile(r"[^\x00-\x7f]+")
_CONTROLS = re.compile("[\x80-\x9f]")
_LOST = re.compile(r"[\w'’]*\ufffd[\w'’\ufffd]*")
# An apostrophe of windows-1252 that went through ASCII (?), Mac Roman (í) or a DOS code page (Æ).
_APOSTROPHE = re.compile(
    r"""
    \b(?: (?:do|does|did|is|was|were|are|ca|wo|could|would|should|have|has|had)n (?P<a>[?íÆ]) t
        | (?:it|that|he|she|there|what|who|let) (?P<b>[íÆ]) s
        | (?:we|they|you|i) (?P<c>[?íÆ]) (?:re|ve|ll|d)
        | i (?P<d>[?íÆ]) m
        | (?<![/=&?.-]) [a-z]{2,} (?P<e>\?) s
    )\b(?![?=/&.]\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def check(inspection: Inspection, _limits: Limits) -> Iterator[Found]:
    """Flag each kind of garbled letters once, at its first place, with what they were meant to be."""
    document = inspection.document
    places = sorted(_places(document.text), key=lambda place: place[1])
    meant = {name: fixed for name, _, fixed in places}
    named = [(name, span) for name, span, _ in places]
    for name, span, count, related in grouped(document.id, named):
        right = f", most likely for “{meant[name]}”" if meant[name] else ""
        yield Found(
            document_id=document.id,
            span=span,
            message=f"“{_seen(name)}” is garbled{right}",
            measured=counted(count, "place"),
            limit="none",
            words=(name,),
            related=related,
        )


def _places(text: str) -> Iterator[_Place]:
    if _SUSPECT.search(text):
        yield from _garbled(text)
    if "\ufffd" in text:
        for match in _LOST.finditer(text):
            yield "\ufffd", Span(start=match.start(), end=match.end()), ""
    for match in _APOSTROPHE.finditer(text):
        at = match.start(str(match.lastgroup))
        yield text[at], Span(start=match.start(), end=match.end()), "’"


def _garbled(text: str) -> Iterator[_Place]:
    """Yield what ftfy takes for UTF-8 read as something else, and stray controls of windows-1252."""
    for chunk in _CHUNK.finditer(text):
        word = chunk.group()
        if not word.isascii():
            for offset, there, fixed in _garbled_in(word):
                start = chunk.start() + offset
                yield there, Span(start=start, end=start + len(there)), fixed


@lru_cache(maxsize=10_000)  # a garbled text has the same words many times, and each takes 0.2 ms
def _garbled_in(word: str) -> tuple[tuple[int, str, str], ...]:
    """Return where garbled letters begin in a word, what they are, and what they were meant to be."""
    # Imported here because few texts need it: 0.1 s.
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    if not (is_bad(word) or _CONTROLS.search(word)):
        return ()
    found: list[tuple[int, str, str]] = []
    whole = fix_encoding(word)
    for run in _RUN.finditer(word):
        there = run.group() + (" " if word[run.end() :] == " " else "")
        # A run by itself may be too short for ftfy to be sure of: then the word around it decides.
        fixed = fix_encoding(there)
        if fixed == there and whole != word:
            fixed = _between(whole, word[: run.start()], word[run.start() + len(there) :])
        if fixed == there and (_CONTROLS.search(there) or is_bad(there)):
            fixed = _windows(there)
        elif fixed in (there, ""):
            continue
        found.append((run.start(), there, fixed))
    return tuple(found)


def _between(whole: str, before: str, after: str) -> str:
    """Return what stands in the mended word between what was right before and behind the garbled letters."""
    if whole.startswith(before) and whole.endswith(after) and len(before) + len(after) < len(whole):
        return whole[len(before) : len(whole) - len(after)]
    return ""


def _windows(there: str) -> str:
    """Return controls that are the quotation marks, dashes and dots of windows-1252 as these, or nothing."""
    if not set(there) <= set("\x85\x91\x92\x93\x94\x96\x97\x99"):
        return ""
    return there.encode("latin-1").decode("cp1252")


def _seen(name: str) -> str:
    """Return letters so that controls among them can be seen."""
    return "".join(f"<{ord(each):02X}>" if "\x80" <= each <= "\xa0" else each for each in name)


RULE = Rule(
    code="HY304",
    name="mojibake",
    severity="error",
    what=(
        "Letters and signs that a wrong decoding garbled, replacement characters, and question marks in "
        "place of apostrophes. One finding for each kind of a document."
    ),
    why=(
        "The words are lost to every reader and tool, and what is lost cannot always be won back later. "
        "Found by ftfy's measure of unlikely pairs of letters (Speer 2019), which also says what was meant."
    ),
    examples=(
        "The cafÃ© on the pier didnâ€™t open.",
        "The caf\ufffd on the pier is closed.",
        "It?s the mayor who didn?t come.",
    ),
    near_misses=(
        "The café on the pier didn’t open.",
        "São Tomé, Åland and Łódź took part.",
        "Is that so? Shall we go?",
    ),
    mend="Save the text again from its source as UTF-8; where that is gone, `ftfy` mends most of it.",
    document=check,
)
