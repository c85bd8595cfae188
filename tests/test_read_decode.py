"""From bytes to text: what is decoded, what is noted, what is refused."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from xdiff.errors import InputError
from xdiff.read import read_bytes
from xdiff.read.decode import MAGIC, decode

TEXT = "The minister said “we’ll go” – and left the café. It cost £5 million, it seems.\r\nNaïve\u00a0talk. "
RUSSIAN = "Министр сказал, что переговоры закончились без результата, и уехал домой в понедельник. "


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16", "utf-32"])
def test_marks_and_utf8_need_no_note(encoding: str) -> None:
    """A byte-order mark is part of the encoding and not of the text; nothing else is changed."""
    (document,) = read_bytes(TEXT.encode(encoding), name="a")
    assert document.text == TEXT
    assert document.notes == ()


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (TEXT, "cp1252", "cp1252"),
        (TEXT, "mac-roman", "mac-roman"),
        (TEXT, "utf-16-le", "utf-16-le"),
        (TEXT, "utf-16-be", "utf-16-be"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
    ],
)
def test_encodings_without_a_mark(text: str, encoding: str, named: str) -> None:
    """Legacy encodings are read where they can be told, and the document says what was assumed."""
    (document,) = read_bytes((text * 3).encode(encoding), name="a")
    assert document.text == text * 3
    assert document.encoding == named
    assert len(document.notes) == 1


def test_the_declared_encoding_of_a_page() -> None:
    """A page that is not UTF-8 is read as it declares; a declaration that cannot be is passed over."""
    page = '<html><head><meta charset="{}"></head><body><p>Zażółć gęślą jaźń, mówi.</p></body></html>'
    (document,) = read_bytes(page.format("iso-8859-2").encode("iso-8859-2"), name="a", format="html")
    assert "Zażółć gęślą jaźń" in document.text
    assert "declares" in document.notes[0]
    for name in ("utf-7", "hex", "no-such-thing", "unicode_escape"):
        assert decode("caf\xe9 au lait".encode("cp1252"), where="a", declared=name).encoding == "cp1252"
    (utf8,) = read_bytes(page.format("iso-8859-2").encode(), name="a", format="html")
    assert "Zażółć" in utf8.text


def test_utf8_with_stray_bytes_is_still_utf8() -> None:
    """A pasted windows-1252 apostrophe does not turn a whole UTF-8 file to mojibake."""
    decoded = decode("Café, naïve, “so” – we".encode() + b"\x92ll go", where="a")
    assert decoded.text == "Café, naïve, “so” – we’ll go"
    assert "1 stray" in decoded.notes[0]


def test_a_character_cut_in_half_at_the_end() -> None:
    """Text that was cut to a number of bytes is read up to the cut, and says so."""
    decoded = decode("The café – ".encode()[:-2], where="a")
    assert decoded.text == "The café "
    assert "left out" in decoded.notes[0]


@pytest.mark.parametrize("magic", [each[0] for each in MAGIC], ids=[each[1] for each in MAGIC])
def test_known_binary_files_are_named(magic: bytes) -> None:
    """A PDF, an archive or an image is refused by name, with what to do."""
    with pytest.raises(InputError) as caught:
        decode(magic + b" and so on", where="a.txt")
    assert caught.value.where == "a.txt"
    assert caught.value.hint


def test_real_archives_are_refused() -> None:
    """What zipfile and gzip write is recognised."""
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("word/document.xml", "x")
    for data in (box.getvalue(), gzip.compress(TEXT.encode())):
        with pytest.raises(InputError, match=r"ZIP|gzip"):
            decode(data, where="a")


@pytest.mark.parametrize(
    "data",
    [
        b"The envoys\0left.",
        b"\x01\x02\x03\x04 ab \x05\x06",
        bytes(range(256)) * 4,
        b"\xff\xfe\x00\xd8\x00\xd8",
        "会議は終わった。".encode("shift_jis") * 20,
    ],
    ids=["NUL", "control characters", "every byte", "broken UTF-16", "undeclared Shift-JIS"],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """Bytes in no encoding that can be told are refused rather than guessed at."""
    with pytest.raises(InputError):
        decode(data, where="a")


def test_lone_surrogates_never_reach_a_document() -> None:
    """Neither CESU-8 bytes nor JSON escapes smuggle in half a character that cannot be printed."""
    for data, format_ in (
        (b'{"id": "a", "text": "Half \\ud83d."}', "jsonl"),
        (b'{"id": "\\udc00", "text": "x"}', "jsonl"),
    ):
        with pytest.raises(InputError, match="surrogate"):
            read_bytes(data, name="a", format=format_)
    (document,) = read_bytes(b"Half \xed\xa0\xbd pair.", name="a")
    assert document.text.encode()
    (whole,) = read_bytes(b'{"id": "a", "text": "Whole \\ud83d\\ude00."}', name="a", format="jsonl")
    assert whole.text == "Whole 😀."
