"""Making document text harmless on a terminal or a page: what cannot be seen is written out.

A document, a file name or an outlet may hold escape sequences, bidirectional overrides and zero-width
characters. Printed raw they move the cursor, reorder or hide words; so every report passes foreign text
through `visible` or `line`, and nothing else decides what is safe.
"""

from __future__ import annotations

import re
from typing import Final

# Categories Cc, Cf, Cs, Zl and Zp of Unicode 15, less tab and newline, and less the signs that are seen
# although Unicode files them under Cf (Arabic number signs, Syriac and Kaithi marks). A test compares
# the class with `unicodedata`.
UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\ud800-\udfff]"
)
_GAP: Final = re.compile(r"[ \t\n\r\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_BREAK: Final = re.compile(r"\r\n?")
# A CI server takes `##[group]`, `##vso[...]` or `##teamcity[...]` for a command wherever it stands in a log.
_COMMAND: Final = re.compile(r"#(?=#\w*\[)")

# What an ASCII terminal is shown for the punctuation of newspapers; the rest becomes \u escapes.
_ASCII: Final = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": ",", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": "'", "›": "'",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "--", "…": "...", "•": "*", "·": "-", "×": "x",
        "−": "-", "\xa0": " ",
    }
)  # fmt: skip


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def visible(text: str, *, ascii: bool = False) -> str:  # noqa: A002 (the option's name in every report)
    r"""Return `text` with every unseen character as a Python escape such as `\x1b` or `\u202e`.

    Line ends become `\n`; newline and tab stay. With `ascii` the result is pure ASCII: curly quotes and
    dashes become their plain forms, everything else an escape. So is the first sign of a CI server's `##[`.
    """
    shown = _COMMAND.sub(r"\\x23", UNSEEN.sub(_escape, _BREAK.sub("\n", text)))
    if ascii and not shown.isascii():
        return shown.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii")
    return shown


def line(text: str, *, ascii: bool = False) -> str:  # noqa: A002 (the option's name in every report)
    """Return `text` on one line: each run of white space is one space, unseen characters are escapes."""
    return visible(_GAP.sub(" ", text), ascii=ascii)


def unseen(text: str) -> list[tuple[str, bool]]:
    """Cut `text` into pieces, each with whether it is an escape that stands for an unseen character.

    For reports that can set the escapes apart from the document's own words.
    """
    pieces: list[tuple[str, bool]] = []
    at = 0
    text = _BREAK.sub("\n", text)
    for match in UNSEEN.finditer(text):
        if match.start() > at:
            pieces.append((text[at : match.start()], False))
        pieces.append((_escape(match), True))
        at = match.end()
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces
