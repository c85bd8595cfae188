"""HY311: characters that nobody sees: zero-width ones, direction marks, soft hyphens, stray controls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff.gating.repeated import counted
from xdiff.gating.rule import Found, Limits, Rule
from xdiff.records import Span

if TYPE_CHECKING:
    from xdiff.records import Inspection

# Unicode's format characters that have no width, its tags and variation selectors, fillers, and the control
# characters that are no white space. U+0085 and the C1 controls are garbled text, which `mojibake` has.
_UNSEEN = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U000e0000-\U000e007f\U000e0100-\U000e01ef"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+"
)
_NAMES = {
    "\xad": "soft hyphen", "\u200b": "zero-width space", "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner", "\u200e": "left-to-right mark", "\u200f": "right-to-left mark",
    "\u061c": "Arabic letter mark", "\u2028": "line separator", "\u2029": "paragraph separator",
    "\u202a": "left-to-right embedding", "\u202b": "right-to-left embedding",
    "\u202c": "end of a direction", "\u202d": "left-to-right override", "\u202e": "right-to-left override",
    "\u2060": "word joiner", "\u2066": "left-to-right isolate", "\u2067": "right-to-left isolate",
    "\u2068": "first strong isolate", "\u2069": "end of an isolate", "\ufeff": "byte-order mark",
    "\x0b": "vertical tab", "\x0c": "form feed", "\x1b": "escape", "\x7f": "delete",
}  # fmt: skip
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
# Scripts whose spelling needs joiners: Arabic and its kin, and those of India and its neighbours.
_JOINED = ("ARABIC", "SYRIAC", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU",
           "KANNADA", "MALAYALAM", "SINHALA", "MYANMAR", "KHMER", "TIBETAN", "MONGOLIAN")  # fmt: skip
_FLAG = "\U0001f3f4"
_SHOWN = 6  # places of one kind that a finding names


def check(inspection: Inspection, _limits: Limits) -> Iterator[Found]:
    """Flag each kind of unseen character once, at its first place."""
    document = inspection.document
    text = document.text
    for character, places in _needless(text).items():
        span, *others = (_word(text, at) for at in places[:_SHOWN])
        code = f"U+{ord(character):04X}"
        word = _UNSEEN.sub("", span.of(text)).strip()
        yield Found(
            document_id=document.id,
            span=span,
            message=f"unseen {_name(character)} ({code})" + (f" at “{word[:40]}”" if word else ""),
            measured=counted(len(places), "character"),
            limit="none",
            words=(code,),
            related=tuple((document.id, other) for other in others),
            severity="note" if character == "\xad" else None,
        )


def _needless(text: str) -> dict[str, list[int]]:
    """Return where each unseen character stands that no emoji and no script needs."""
    found: dict[str, list[int]] = {}
    for run in _UNSEEN.finditer(text):
        before, after = text[max(0, run.start() - 1) : run.start()], text[run.end() : run.end() + 1]
        if before == _FLAG:
            continue
        needed = ""
        if _is_symbol(before) or _in_joined_script(before) or _in_joined_script(after):
            needed += _JOINERS
        if any(each in _DIRECTIONS for each in run.group()[:1_000]) and _right_to_left(text, *run.span()):
            needed += _DIRECTIONS
        for at, character in enumerate(run.group(), run.start()):
            if character not in needed:
                found.setdefault(character, []).append(at)
    return found


def _is_symbol(character: str) -> bool:
    """Say whether it may be part of an emoji: symbols, skin tones, and the digits of keycaps."""
    return bool(character) and (
        unicodedata.category(character) in ("So", "Sk", "Sm") or character in "0123456789#*‼⁉〰〽"
    )


def _in_joined_script(character: str) -> bool:
    return bool(character) and unicodedata.name(character, "").startswith(_JOINED)


def _right_to_left(text: str, start: int, end: int) -> bool:
    """Say whether a letter written from right to left stands near, as direction marks are for."""
    near = text[max(0, start - 40) : start] + text[end : end + 40]
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in near)


def _word(text: str, at: int) -> Span:
    """Return the word that a character stands in, or itself; at most 40 characters each way."""
    start, end = at, at + 1
    while start > max(0, at - 40) and not text[start - 1].isspace():
        start -= 1
    while end < min(len(text), at + 40) and not text[end].isspace():
        end += 1
    return Span(start=start, end=end)


def _name(character: str) -> str:
    if character in _NAMES:
        return _NAMES[character]
    if unicodedata.category(character) == "Cc":
        return "control character"
    return unicodedata.name(character, "unseen character").lower()


RULE = Rule(
    code="HY311",
    name="unseen-characters",
    severity="warning",
    what=(
        "Zero-width characters, direction marks, soft hyphens, hidden tags and control characters. One "
        "finding for each kind of a document; soft hyphens are a note."
    ),
    why=(
        "They cut words in two for every search, count and comparison, and may hide text from who reads it "
        "(CVE-2021-42574). Most come from copying out of a page or a PDF."
    ),
    examples=("The fer\u200bry sails again on Monday.", "The har\xadbour is open.", "The ferry\u202e sails."),
    near_misses=(
        "A family waved 👨\u200d👩\u200d👧 from the ferry.",
        "The word سلام\u200f, which is written from right to left.",
        "5\u00a0km of pier: a no-break space is seen as a space.",
    ),
    mend="Take them out. Joiners inside emoji, and marks beside right-to-left letters, are left alone.",
    document=check,
)
