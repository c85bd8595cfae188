"""Words, numbers and punctuation of a passage."""

from __future__ import annotations

import re

# A letter with the marks that may sit on or inside of it: combining accents, soft hyphen, joiners.
_LETTER = r"[^\W\d_][\u0300-\u036f\u00ad\u200c\u200d\u2060]*"
_APOSTROPHE = r"['’ʼ‘`´]"
_HYPHEN = r"[-‐‑]"

# In this order: the first that fits at a place is taken.
_TOKEN = re.compile(
    rf"""
      (?P<address>(?:https?://|www\.)[^\s<>"“”]+[^\s<>"“”.,;:!?)\]'’]
        | [\w.+-]{{1,64}}@\w[\w-]*(?:\.\w[\w-]*)+)
    | (?P<word>
        (?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![\w]))?                 # U.S.  p.m.  U.S.A
      | (?:{_LETTER})+(?:(?:{_APOSTROPHE}|{_HYPHEN}|_+|(?<=[A-Z])&(?=[A-Z]))(?:(?:{_LETTER})+|\d+)|\d+)*
      | \d{{1,3}}(?:[\u00a0\u202f\u2009]\d{{3}})+(?![\d\w])       # 300 000, parted by a fixed space
      # 4.2  16:44  5th  60-day
      | \d+(?:[.,:]\d+)*(?:(?:{_HYPHEN})?(?:{_LETTER})+(?:{_HYPHEN}(?:{_LETTER})+)*)?
    )
    | (?P<mark>\.{{2,}} | -{{2,}} | \S)
    """,
    re.VERBOSE,
)


def tokenize(text: str) -> list[tuple[int, int, bool]]:
    """Return start, end (code points of `text`) and whether it is a word or number, in order.

    Every code point that is not white space lies in exactly one token. Apostrophes and hyphens inside a
    word, and separators inside a number, belong to it; currency and per cent signs are tokens of their
    own; an address is one token and no word.
    """
    return [(*match.span(), match.lastgroup == "word") for match in _TOKEN.finditer(text)]
