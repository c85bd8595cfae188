"""Bytes to text: the only place of xdiff that decodes, and the only one that refuses binary data."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from xdiff.errors import InputError

# First bytes of files that people hand over in place of text: what it is, and how to get text out of it.
# Source: the formats' own specifications.
_TO_TEXT = "Convert it to plain text or HTML first."
MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF file", "Convert it to text first, for instance with `pdftotext file.pdf`."),
    (
        b"PK\x03\x04",
        "a ZIP archive (DOCX, ODT and EPUB files are ZIP archives)",
        "Unpack it, or save the document as text.",
    ),
    (b"PK\x05\x06", "an empty ZIP archive", _TO_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file", "Save the document as text."),
    (b"{\\rtf", "an RTF document", "Save the document as text."),
    (b"\x1f\x8b", "gzip-compressed data", "Unpack it first with `gunzip`."),
    (b"BZh", "bzip2-compressed data", "Unpack it first with `bunzip2`."),
    (b"\xfd7zXZ\x00", "xz-compressed data", "Unpack it first with `unxz`."),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data", "Unpack it first with `unzstd`."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first."),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "xdiff reads text, not pictures of it."),
    (b"\xff\xd8\xff", "a JPEG image", "xdiff reads text, not pictures of it."),
    (b"GIF87a", "a GIF image", "xdiff reads text, not pictures of it."),
    (b"GIF89a", "a GIF image", "xdiff reads text, not pictures of it."),
    (b"PAR1", "a Parquet file", "Export its rows as JSON lines with `id` and `text`."),
    (b"SQLite format 3\x00", "an SQLite database", "Export its rows as JSON lines with `id` and `text`."),
    (b"\x7fELF", "a program", "Give a text file."),
)

# UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16.
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What a page may declare, as Python's codec names. WHATWG's list (encoding.spec.whatwg.org); a codec
# outside it (utf-7, unicode_escape, punycode) is a way to smuggle text, not an encoding of articles.
_DECLARABLE_NAMES = """
utf-8 utf-16 utf-16-le utf-16-be ascii iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6
iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16 cp1250
cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 tis-620 koi8-r koi8-u mac-roman mac-
cyrillic shift_jis cp932 euc_jp iso2022_jp gb2312 gbk gb18030 big5 euc_kr cp949
"""
_DECLARABLE = frozenset(_DECLARABLE_NAMES.split())
# WHATWG reads these as their Windows supersets, which differ only where the former have control codes.
_SUPERSET = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}

# Random bytes read as windows-1252 have 10 % control characters, articles none at all.
_CONTROL_SHARE = 0.02
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# English with accents has under 3 % bytes above 127 (French about 6 %); Cyrillic text has some 80 %.
_FOREIGN_SHARE = 0.25
_CYRILLIC = {"cp1251": "windows-1251", "koi8-r": "KOI8-R", "koi8-u": "KOI8-U", "iso8859-5": "ISO 8859-5"}
# In MacRoman 0xD5 is the apostrophe; windows-1252 has Õ there, which English never has inside a word.
_MAC_APOSTROPHE = re.compile(rb"[a-z]\xd5[a-z]")
_WINDOWS_APOSTROPHE = re.compile(rb"[a-z]\x92[a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the encoding it was in (IANA name) and what had to be assumed to read it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, where: str, declared: str | None = None) -> Decoded:
    """Decode one whole input.

    Tried in this order: a byte-order mark, UTF-16 without a mark (plain ASCII in it is valid UTF-8 too, full
    of NULs), strict UTF-8, `declared` (what a page says of itself), UTF-8 with single windows-1252 bytes in
    it, a legacy encoding. Everything but a mark and strict UTF-8 leaves a note.

    Args:
        data: the bytes of the input.
        where: names the input in errors.
        declared: name of an encoding, as it stands in the page; ignored when it does not fit.

    Raises:
        InputError: the bytes are binary data, or in no encoding that can be told.
    """
    _refuse_known_binary(data, where)
    decoded = _by_mark(data, where) or _as_utf16(data) or _as_utf8(data) or _as_declared(data, declared)
    if decoded is None:
        decoded = _as_mixed_utf8(data) or _as_legacy(data, where)
    _refuse_control_characters(decoded, where)
    return decoded


def peek(data: bytes) -> str:
    """Return the first characters of an input, decoded loosely: for telling formats apart only."""
    head = data[:4096]
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.decode("utf-8", "replace")


def _refuse_known_binary(data: bytes, where: str) -> None:
    for magic, what, hint in MAGIC:
        if data.startswith(magic):
            raise InputError(f"this is {what}, not text", where=where, hint=hint)


def _refuse_control_characters(decoded: Decoded, where: str) -> None:
    text = decoded.text
    first = text.find("\0")
    if first >= 0:
        raise InputError(
            f"this looks like binary data: a NUL character at character {first:,}",
            where=where,
            hint=_TO_TEXT,
        )
    controls = sum(1 for _ in _CONTROL.finditer(text))
    if controls > _CONTROL_SHARE * len(text):
        raise InputError(
            f"this looks like binary data: {controls:,} of {len(text):,} characters are control characters",
            where=where,
            hint=_TO_TEXT,
        )


def _by_mark(data: bytes, where: str) -> Decoded | None:
    for mark, encoding in _BOMS:
        if not data.startswith(mark):
            continue
        try:
            return Decoded(text=data[len(mark) :].decode(encoding), encoding=encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-32-le":  # UTF-16 that begins with a NUL has the same first four bytes
                continue
            raise InputError(
                f"the mark says {encoding.upper()}, but byte {error.start + len(mark):,} breaks it",
                where=where,
                hint="Save the file as UTF-8.",
            ) from None
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data" or error.start == 0:
            return None
        whole = error.start
    text = data[:whole].decode("utf-8")
    if text.isascii():  # then the last byte is as likely a legacy letter
        return None
    note = f"the last {len(data) - whole} bytes are half a UTF-8 character and were left out"
    return Decoded(text=text, encoding="utf-8", notes=(note,))


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError, UnicodeError):
        return None
    name = _SUPERSET.get(name, name)
    if name not in _DECLARABLE:
        return None
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    return Decoded(text=text, encoding=name, notes=(f"not UTF-8; read as {name}, as the page declares",))


def _as_utf16(data: bytes) -> Decoded | None:
    """Read UTF-16 without a mark: English then has a NUL in nearly every second byte."""
    half = len(data) // 2
    if half < 4 or len(data) % 2 or b"\0" not in data:
        return None
    even, odd = data[::2].count(0), data[1::2].count(0)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros < 0.6 * half or others > 0.02 * half:
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            return None
        note = f"no byte-order mark; read as {encoding.upper()}, because every second byte is NUL"
        return Decoded(text=text, encoding=encoding, notes=(note,))
    return None


def _as_mixed_utf8(data: bytes) -> Decoded | None:
    """Read UTF-8 that has a few windows-1252 bytes pasted in.

    Chance does not make valid multi-byte sequences: when there are more of them than of stray bytes,
    the file is UTF-8. Reading it all as windows-1252 would garble every one of them.
    """
    strays: list[int] = []
    pieces: list[str] = []
    position = 0
    while position < len(data):
        try:
            pieces.append(data[position:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            stray = position + error.start
            strays.append(stray)
            try:
                pieces.append(data[position:stray].decode("utf-8") + data[stray : stray + 1].decode("cp1252"))
            except UnicodeDecodeError:
                return None
            position = stray + 1
            if len(strays) > 100:  # each costs a pass over the rest; so many mean another encoding
                return None
    text = "".join(pieces)
    multibyte = sum(1 for character in text if ord(character) > 127) - len(strays)
    if multibyte <= len(strays):
        return None
    note = f"UTF-8 with {len(strays)} stray bytes, read as windows-1252; the first is byte {strays[0]:,}"
    return Decoded(text=text, encoding="utf-8", notes=(note,))


def _as_legacy(data: bytes, where: str) -> Decoded:
    high = sum(byte > 127 for byte in data[:200_000]) / min(len(data), 200_000)
    if high > _FOREIGN_SHARE:
        name = _detect(data)
        if name in _CYRILLIC:
            text = data.decode(name, "strict")
            return Decoded(
                text=text, encoding=name, notes=(f"not UTF-8; read as {_CYRILLIC[name]} by its letters",)
            )
    elif _MAC_APOSTROPHE.search(data) and not _WINDOWS_APOSTROPHE.search(data):
        note = "not UTF-8; read as MacRoman, because its apostrophes are"
        return Decoded(text=data.decode("mac-roman"), encoding="mac-roman", notes=(note,))
    else:
        try:
            note = (
                "not UTF-8 and nothing declared; read as windows-1252, the usual legacy encoding of English"
            )
            return Decoded(text=data.decode("cp1252"), encoding="cp1252", notes=(note,))
        except UnicodeDecodeError:
            pass
    raise InputError(
        f"the encoding cannot be told: not UTF-8, and {high:.0%} of the bytes are not ASCII",
        where=where,
        hint="Convert it first, for instance with `iconv -f ENCODING -t UTF-8`.",
    )


def _detect(data: bytes) -> str | None:
    """Name the encoding by resiliparse's statistics, when the bytes are valid in it.

    On four repeated sentences it told windows-1251, KOI8-R and ISO 8859-5 apart, but it calls MacRoman
    UTF-8 and UTF-16 windows-1252: so it is only asked where most letters are not ASCII.
    """
    from resiliparse.parse.encoding import detect_encoding

    try:
        name = codecs.lookup(detect_encoding(data) or "").name
        data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None
    return name
