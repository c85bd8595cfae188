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
from bisect import bisect_left
from collections.abc import Iterator

_QUOTES = frozenset("\"'`´″“‘«‹„‚”’»›")
_BRACKETS_CLOSE = frozenset(")]}")

_DOUBLE_QUOTE = re.compile('["“”„«»″]')
_BY_FORM = {"“": True, "„": True, "«": True, "”": False, "»": False}  # whether it opens
_WORD = re.compile(r"[^\W_]+")
# sentencex's time grows with the square of a run of marks: 0.6 s for 50,000 of them, 9.6 s for 200,000.
_LONGEST = 8_000
_WINDOW = 120  # characters: as far as a boundary has to look either way
# An apostrophe inside a word is no quotation mark.
_APOSTROPHE = re.compile(r"(?<=\w)['’‘`´](?=\w)")
# "(He left.) She stayed.": sentencex takes both for one.
_AFTER_BRACKET = re.compile(r"[.!?…][\"'”’]?[)\]]\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]\s*$")

# Abbreviations that a name follows and that sentencex 1.0.32 takes for the end of a sentence; tried with
# 120 titles, months, states and companies, of which it knows all others.
_BEFORE_NAME = re.compile(
    r"(?:^|[\s(\"“‘'])(?:Ms|Mx|Mmes|Govs|Ste|Ft|Amb|Atty|Cdr|Spc|Sra|Ald|Treas|Vol|vs|v|approx|Lt|Gen|Sgt)\.$"
)

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
    passage = _Marks(text)
    kept: list[int] = []
    begin = 0
    for cut in sorted({*_first_cuts(text), *_bracket_cuts(text)}):
        moved = _past_closing_marks(text, cut, passage)
        if begin < moved < len(text) and not _goes_on(text, begin, moved, passage):
            kept.append(moved)
            begin = moved
    return kept


def _first_cuts(text: str) -> Iterator[int]:
    # Imported here because it is a compiled library that `import xdiff.segment` can do without.
    from sentencex import get_sentence_boundaries

    shadow = _APOSTROPHE.sub("x", text).translate(_ASCII)
    start = 0
    while start < len(shadow):
        window = shadow[start : start + _LONGEST]
        ends = [start + int(found["end_index"]) for found in get_sentence_boundaries("en", window)]
        if start + len(window) < len(shadow):
            ends = ends[:-2]  # the window's own end, and the boundary before it, which may lack its context
        yield from ends
        start = ends[-1] if ends else start + (window.rfind(" ") + 1 or len(window))


def _bracket_cuts(text: str) -> Iterator[int]:
    for match in _AFTER_BRACKET.finditer(text):
        yield match.end()


class _Marks:
    """What has to be known of a whole passage: which quotation marks close, and where its words begin.

    Looked up by bisection, so that a passage of 200,000 marks and no word takes a second and not an hour.
    """

    def __init__(self, text: str) -> None:
        self._closing = frozenset(_closing_quotes(text))
        self._words = [match.start() for match in _WORD.finditer(text)]

    def closes(self, index: int) -> bool:
        """Tell whether the double quotation mark at `index` is a closing one."""
        return index in self._closing

    def has_word(self, start: int, end: int) -> bool:
        """Tell whether a word begins in this range."""
        index = bisect_left(self._words, start)
        return index < len(self._words) and self._words[index] < end


def _closing_quotes(text: str) -> Iterator[int]:
    """Yield where a double quotation mark closes.

    Its sides tell before its form does, because machine translation and bad typesetting mix forms up
    ("assist the army “."): before a comma or a full stop it closes, with a space on its left only it
    opens, on its right only it closes. Between two spaces a curly mark is what its form says, and a
    straight one closes when one is open.
    """
    is_open = False
    for match in _DOUBLE_QUOTE.finditer(text):
        index = match.start()
        free_left = index == 0 or text[index - 1].isspace() or text[index - 1] in "([—–"
        after = text[index + 1 : index + 2]
        if not after or after in ".,;:!?)]":
            is_open = False
        elif free_left != after.isspace():
            is_open = free_left
        elif match.group() in _BY_FORM:
            is_open = _BY_FORM[match.group()]
        else:
            is_open = not is_open
        if not is_open:
            yield index


def _past_closing_marks(text: str, cut: int, passage: _Marks) -> int:
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
        if character not in _QUOTES or not _closes(text, index, passage):
            break
        index += 1
    return index


def _closes(text: str, index: int, passage: _Marks) -> bool:
    if _DOUBLE_QUOTE.match(text, index):
        return passage.closes(index)
    after = text[index + 1 : index + 2]  # a single one: an opening one stands before its word
    return not after or after.isspace() or after in ".,;:!?)"


def _goes_on(text: str, begin: int, cut: int, passage: _Marks) -> bool:
    """Tell whether the sentence from `begin` goes on after `cut`."""
    if not passage.has_word(begin, cut) or not passage.has_word(cut, len(text)):
        return True
    before = text[max(begin, cut - _WINDOW) : cut].rstrip()
    if cut - begin < _WINDOW and _LIST_NUMBER.fullmatch(before.lstrip()):
        return True
    rest = text[cut : cut + _WINDOW]
    tail = before.rstrip("\"'”’»“‘ \u00a0)]")
    quoted = len(tail) < len(before) and before[-1] not in ")]"
    end = tail[-1:]
    if _BEFORE_NAME.search(before):
        return True
    first = rest.lstrip("\"'“‘«([—–- \u00a0")[:1]
    if first.islower():
        # "we go." he said / Yahoo! said / well… perhaps; but "he left. then he came" is two.
        return quoted or end in "!?…" or tail.endswith("..")
    return quoted and end in "!?" and _SPEECH.match(rest) is not None
