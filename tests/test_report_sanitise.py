"""What cannot be seen is written out, in every report, by one function."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from xdiff.report import sanitise

# Unicode calls these format characters, but they are drawn: signs over Arabic, Syriac and Kaithi numbers,
# and the joiners of Egyptian hieroglyphs.
SEEN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440)}


def test_every_unseen_character_is_covered() -> None:
    """Controls, format characters, surrogates and separators are all escaped, and nothing else is."""
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and code not in SEEN
        hidden = hidden and character not in "\t\n"
        # The blocks of general punctuation and tags hold reserved places that later versions may fill.
        if unicodedata.category(character) != "Cn":
            assert bool(sanitise.UNSEEN.match(character)) == hidden, f"U+{code:04X}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("\x9b", r"\x9b"),
        ("a\x00b", r"a\x00b"),
        ("\u202eabc", r"\u202eabc"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("naïve “quotes” – 北京 🙂", "naïve “quotes” – 北京 🙂"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    """Escapes are Python's; line ends become newlines; what can be seen stays."""
    assert sanitise.visible(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“a” – b…", '"a" - b...'),
        ("naïve", r"na\xefve"),
        ("北", r"\u5317"),
        ("🙂", r"\U0001f642"),
        ("l’été", r"l'\xe9t\xe9"),
    ],
)
def test_visible_in_ascii(text: str, expected: str) -> None:
    """Quotation marks and dashes get their plain forms, the rest escapes."""
    assert sanitise.visible(text, ascii=True) == expected


def test_line_is_one_line() -> None:
    """Runs of white space, of every kind, become one space."""
    assert sanitise.line("a\n\n b\t\u00a0\u2003c\u2028d") == "a b c d"


def test_unseen_pieces_join_to_the_visible_text() -> None:
    """The pieces that HTML sets apart are the visible text, cut."""
    text = "a\x00\u202eb\r\n<c>"
    pieces = sanitise.unseen(text)
    assert "".join(piece for piece, _ in pieces) == sanitise.visible(text)
    assert [piece for piece, hidden in pieces if hidden] == [r"\x00", r"\u202e"]
