"""Sentence boundaries inside one passage: `sentencex`, asked about a shadow of the text.

sentencex 1.0.32 splits English well, but it keeps a quotation of several sentences together, and it
panics on a non-ASCII character near an initial ("J.\u00a0Smith": a slice in the midst of a character). So it
is given a shadow of the passage: as many code points, all of them ASCII, with quotation marks blanked
out. What the blanks hide is put right here: to which sentence a quotation mark belongs, and the
boundaries that are none because the sentence goes on after the quotation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_OPENING = frozenset("“‘«‹„‚")
_CLOSING = frozenset("”’»›")
_QUOTES = _OPENING | _CLOSING | frozenset("\"'`´″")
_BRACKETS_CLOSE = frozenset(")]}")

_TERMINAL = re.compile(r"[.!?…]+")
# An apostrophe inside a word is no quotation mark.
_APOSTROPHE = re.compile(r"(?<=\w)['’‘`´](?=\w)")
# "(He left.) She stayed.": sentencex takes both for one.
_AFTER_BRACKET = re.compile(r"[.!?…][\"'”’]?[)\]]\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]\s*$")

# "Is it over?" asked Ann Smith. — the sentence goes on: at most four words up to one of these.
_SPEECH = re.compile(
    r"(?:[\w.’'-]+,?\s+){0,4}(?:said|says|asked|asks|told|tells|replied|added|adds|wrote|writes|exclaimed|shouted|"
    r"cried|demanded|wondered|tweeted|declared|announced|answered|responded|quipped|joked|remarked|insisted|"
    r"argued|explained|continued|recalled|concluded|yelled|screamed|warned|commented)\b"
)


class _Shadow(dict[int, str]):
    """Maps each non-ASCII code point to an ASCII one of its kind, remembered once asked."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kind = unicodedata.category(character)
        if character.isspace() or kind in {"Cc", "Cf", "Zs"}:
            shadow = " "
        elif kind in {"Lu", "Lt"}:
            shadow = "E"
        elif kind[0] in "LM":
            shadow = "e"
        elif kind[0] == "N":
            shadow = "0"
        elif kind == "Pd":
            shadow = "-"
        else:
            shadow = "*"
        self[code] = shadow
        return shadow


_ASCII = _Shadow({code: chr(code) for code in range(32, 127)})
_ASCII |= dict.fromkeys((*range(32), 127), " ")
_ASCII |= {ord(quote): " " for quote in _QUOTES}
_ASCII |= {ord("…"): ".", ord("。"): ".", ord("！"): "!", ord("？"): "?", 0xAD: "e", 0x200C: "e", 0x200D: "e"}


def boundaries(text: str) -> list[int]:
    """Return where a new sentence begins inside `text`, in code points, in order, without 0."""
    if len(text) < 4:
        return []
    cuts = sorted({*_first_cuts(text), *_bracket_cuts(text)})
    kept: list[int] = []
    begin = 0
    quotes = _StraightQuotes(text)
    for cut in cuts:
        moved = _past_closing_marks(text, cut, quotes)
        if moved <= begin or moved >= len(text):
            continue
        if _goes_on(text, begin, moved):
            continue
        kept.append(moved)
        begin = moved
    return kept


def _first_cuts(text: str) -> Iterator[int]:
    from sentencex import get_sentence_boundaries  # noqa: PLC0415 - a compiled library, not needed by `import xdiff.segment`

    shadow = _APOSTROPHE.sub("x", text).translate(_ASCII)
    for found in get_sentence_boundaries("en", shadow):
        yield int(found["end_index"])


def _bracket_cuts(text: str) -> Iterator[int]:
    for match in _AFTER_BRACKET.finditer(text):
        yield match.end()


class _StraightQuotes:
    """Which straight double quotes close: the even ones of a passage, where spaces do not tell."""

    def __init__(self, text: str) -> None:
        self._number = {match.start(): number for number, match in enumerate(re.finditer('"', text))}

    def closes(self, index: int) -> bool:
        return self._number.get(index, 0) % 2 == 1


def _past_closing_marks(text: str, cut: int, quotes: _StraightQuotes) -> int:
    """Move a boundary behind the marks that close the sentence, and before those that open the next.

    Begins after the last terminal before `cut`, because sentencex took the blanks on both sides.
    """
    index = cut
    while index and (text[index - 1].isspace() or text[index - 1] in _QUOTES):
        index -= 1
    while index < len(text):
        character = text[index]
        if character in _BRACKETS_CLOSE or character.isspace():
            index += 1
            continue
        if character not in _QUOTES or not _closes(text, index, quotes):
            break
        index += 1
    return index


def _closes(text: str, index: int, quotes: _StraightQuotes) -> bool:
    character = text[index]
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    if character in _OPENING:  # "… the army “." has the wrong one
        return after.isspace() or after in ".,;:!?)"
    if character in _CLOSING:
        return True
    if character == '"':
        if before.isspace() == after.isspace():
            return quotes.closes(index)
        return after.isspace()
    return after.isspace() or after in ".,;:!?)"


def _goes_on(text: str, begin: int, cut: int) -> bool:
    """Tell whether the sentence from `begin` goes on after `cut`."""
    before = text[begin:cut].rstrip()
    if not any(character.isalnum() for character in before) or _LIST_NUMBER.fullmatch(before):
        return True
    rest = text[cut : cut + 120]
    if not any(character.isalnum() for character in rest) and not any(
        character.isalnum() for character in text[cut + 120 :]
    ):
        return True  # only marks are left
    tail = before.rstrip("\"'”’»“‘ \u00a0)]")
    quoted = len(tail) < len(before) and before[-1] not in ")]"
    end = tail[-1:]
    first = rest.lstrip("\"'“‘«([—–- \u00a0")[:1]
    if first.islower():
        # "we go." he said / Yahoo! said / well… perhaps; but "he left. then he came" is two.
        return quoted or end in "!?…" or tail.endswith("..")
    return quoted and end in "!?" and _SPEECH.match(rest) is not None
