"""Where findings stand: lines, columns, words around them, and what files are called."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from xdiff.gating import place
from xdiff.gating.place import AROUND, LONGEST, Lines, shown
from xdiff.records import Document, Excerpt, Place, Span


def lines(text: str, format: str = "text", line: int | None = None) -> Lines:  # noqa: A002 - the record's word
    """Return the lines of a document with this text."""
    return Lines(Document(id="a", text=text, path="a.txt", format=format, line=line))


def placed(text: str, words: str, format: str = "text") -> tuple[int, ...]:  # noqa: A002 - the record's word
    """Return the place of words in a text: line, column, byte column, then the same of the end."""
    start = text.index(words)
    found = lines(text, format).place(Span(start=start, end=start + len(words)))
    assert found is not None
    return numbers(found)


def numbers(found: Place) -> tuple[int, ...]:
    """Return line, column and byte column of a place's beginning, then of its end."""
    return (
        *(found.line, found.column, found.byte_column),
        *(found.end_line, found.end_column, found.end_byte_column),
    )


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The ferry left.", "The", (1, 1, 1, 1, 4, 4)),
        ("One.\nThe ferry left.", "ferry", (2, 5, 5, 2, 10, 10)),
        ("One.\r\nThe ferry left.", "ferry", (2, 5, 5, 2, 10, 10)),
        ("One.\rThe ferry left.", "ferry", (2, 5, 5, 2, 10, 10)),
        ("One.\r\n\rTwo.\n\n", "Two", (3, 1, 1, 3, 4, 4)),
        ("a\u2028b\x0bc\x85d", "d", (1, 7, 10, 1, 8, 11)),
        ("Café ☕ 🚢 left", "left", (1, 10, 16, 1, 14, 20)),
        ("\tThe\tferry", "ferry", (1, 6, 6, 1, 11, 11)),
        ("One two\nthree four", "two\nthree", (1, 5, 5, 2, 6, 6)),
        ("One two\r\nthree", "two\r\nthree", (1, 5, 5, 2, 6, 6)),
        ("One.\nTwo.\n\nThree.", "Two.\n\n", (2, 1, 1, 2, 5, 5)),
        ("One.\r\nTwo.", "\r\nTwo", (2, 1, 1, 2, 4, 4)),
        ("One.\n\n\nTwo.", "\n\n\n", (1, 5, 5, 1, 5, 5)),
        ("One.\r\nTwo.", "\nTwo", (2, 1, 1, 2, 4, 4)),
    ],
)
def test_a_place_is_what_an_editor_shows(text: str, words: str, expected: tuple[int, ...]) -> None:
    """Lines end with LF, CR LF or CR; columns are code points, byte columns UTF-8; line ends are trimmed."""
    assert placed(text, words) == expected
    assert placed(text, words, "markdown") == expected


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [("", 0, (1, 1)), ("ab\n", 3, (2, 1)), ("ab\ncd", 2, (1, 3)), ("a\r\nb", 2, (1, 2)), ("\r", 1, (2, 1))],
)
def test_an_empty_span_has_a_place(text: str, at: int, expected: tuple[int, int]) -> None:
    """What is missing stands somewhere too; between CR and LF is the end of the line."""
    found = lines(text).place(Span(start=at, end=at))
    assert found is not None
    assert (found.line, found.column, found.end_line, found.end_column) == (*expected, *expected)


def test_places_are_right_for_any_text() -> None:
    """Read back in the file's own lines and bytes, a place gives the words of the span."""
    draw = random.Random(6)  # noqa: S311  # a sample, no secret
    signs = ["a", "b ", "é", "☕", "🚢", "\n", "\r\n", "\r", "\t", "\u2028", "\ufeff"]
    for _ in range(300):
        text = "".join(draw.choices(signs, k=draw.randrange(40)))
        start = draw.randrange(len(text) + 1)
        span = Span(start=start, end=draw.randrange(start, len(text) + 1))
        own = lines(text)
        found = own.place(span)
        assert found is not None
        rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert found.byte_column == len(rows[found.line - 1][: found.column - 1].encode()) + 1
        assert found.end_byte_column == len(rows[found.end_line - 1][: found.end_column - 1].encode()) + 1
        if found.line == found.end_line:
            words = rows[found.line - 1][found.column - 1 : found.end_column - 1]
        else:
            words = "\n".join(
                [
                    rows[found.line - 1][found.column - 1 :],
                    *rows[found.line : found.end_line - 1],
                    rows[found.end_line - 1][: found.end_column - 1],
                ]
            )
        own_words = span.of(text).replace("\r\n", "\n").replace("\r", "\n")
        assert words.strip("\n") == own_words.strip("\n")


def test_a_long_line_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of places in one line of a million characters count its bytes once, not once for each."""
    counted = 0
    size = place._size

    def counting(text: str) -> int:
        nonlocal counted
        counted += len(text)
        return size(text)

    monkeypatch.setattr(place, "_size", counting)
    text = "é" * 1_000_000
    own = lines(text)
    for start in range(0, len(text), 5_000):
        assert own.place(Span(start=start, end=start + 1)) is not None
    assert counted < 4 * len(text)


def test_bytes_are_right_far_into_a_long_text() -> None:
    """The known offsets that byte columns are counted from agree with counting from the beginning."""
    text = "aé☕🚢\n" * 3_000 + "é" * 9_000
    own = lines(text)
    for start in (4_095, 4_096, 8_191, 8_193, 12_290, len(text) - 1):
        found = own.place(Span(start=start, end=start))
        assert found is not None
        head = text[:start].rpartition("\n")[2]
        assert (found.column, found.byte_column) == (len(head) + 1, len(head.encode()) + 1)


def test_half_a_surrogate_pair_is_placed() -> None:
    """A text made in Python may hold what UTF-8 does not; its place is told all the same."""
    assert placed("\ud83d left", "left") == (1, 3, 5, 1, 7, 9)


def test_a_web_page_has_no_places() -> None:
    """The text was taken out of the page, so a line of it is no line of the file."""
    own = lines("One.\nTwo.", "html")
    assert own.place(Span(start=5, end=8)) is None
    assert own.whole is None
    assert own.excerpt(Span(start=5, end=8)) == Excerpt(before="One. ", marked="Two", after=".")


def test_a_json_line_is_a_place_as_a_whole() -> None:
    """What stands in a JSON line is at that line of the file, wherever in the text it is."""
    own = lines("One.\nTwo.", "jsonl", 17)
    assert own.place(Span(start=5, end=8)) == own.whole
    assert own.whole is not None
    assert numbers(own.whole) == (17, 1, 1, 17, 1, 1)
    assert lines("One.", "jsonl").place(Span(start=0, end=1)) is None
    assert lines("One.").whole is None


def test_an_excerpt_of_a_short_text_is_all_of_it() -> None:
    """Nothing is cut where everything fits, and line ends are spaces."""
    text = "\n\nThe ferry\r\nleft the\tharbour.\n"
    start = text.index("left")
    assert lines(text).excerpt(Span(start=start, end=start + 8)) == Excerpt(
        before="The ferry ", marked="left the", after=" harbour."
    )


def test_an_excerpt_is_cut_between_words() -> None:
    """What is left out of a long text leaves a mark, and no word is broken."""
    text = "The harbour board of Nordhaven met twice in autumn and then decided at length " * 5
    start = text.index("twice", 120)
    found = lines(text).excerpt(Span(start=start, end=start + 5))
    assert found.before == "…The harbour board of Nordhaven met "
    assert found.after == " in autumn and then decided at length…"


def test_an_excerpt_keeps_the_ends_of_long_words() -> None:
    """Of a finding over paragraphs the beginning and the end are shown."""
    text = "First words here. " + "And then some more. " * 4_000 + "Last words there."
    found = lines(text).excerpt(Span(start=0, end=len(text)))
    assert found.marked.startswith("First words here. And then")
    assert found.marked.endswith("And then some more. Last words there.")
    assert " … " in found.marked
    assert (found.before, found.after) == ("", "")


def test_excerpts_are_bounded_and_on_one_line() -> None:
    """Whatever stands in a text: at most so many characters, no line end, the words themselves untouched."""
    draw = random.Random(7)  # noqa: S311  # a sample, no secret
    signs = ["word", " ", "  ", "\n", "\r\n", "\x85", "\u2029", "\t", "é", "\x1b[1m", "x" * 70, " \n \n "]
    for _ in range(300):
        text = "".join(draw.choices(signs, k=draw.randrange(1, 60)))
        start = draw.randrange(len(text) + 1)
        span = Span(start=start, end=draw.randrange(start, len(text) + 1))
        found = lines(text).excerpt(span)
        assert len(found.before) <= AROUND + 1
        assert len(found.after) <= AROUND + 1
        assert len(found.marked) <= LONGEST
        whole = found.before + found.marked + found.after
        assert len((whole + "x").splitlines()) == 1
        assert "\t" not in whole
        own = span.of(text)
        if len(own) <= LONGEST and len((own + "x").splitlines()) == 1:
            assert found.marked == own.replace("\t", " ")
        if not found.before.startswith("…"):
            assert found.before.split() == text[:start].split()
        if not found.after.endswith("…"):
            assert found.after.split() == text[span.end :].split()


def test_control_characters_stay_for_the_reports() -> None:
    """An excerpt hides nothing: what a terminal must not get is the report's to escape."""
    assert lines("a \x1b]0;x\x07 b").excerpt(Span(start=2, end=8)).marked == "\x1b]0;x\x07"


def test_a_file_has_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However a path below the working folder is typed, a report shows it from there, with slashes."""
    (tmp_path / "desk" / "seeds").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "desk")
    file = Path("seeds/a.txt")
    file.write_text("x", encoding="utf-8")
    typed = ["seeds/a.txt", "./seeds/a.txt", "seeds//a.txt", "seeds/../seeds/a.txt", "../desk/seeds/a.txt"]
    typed.append(str(file.absolute()))
    assert {shown(each) for each in typed} == {"seeds/a.txt"}


def test_a_file_elsewhere_keeps_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside of the working folder a path stays as it was typed, tidied."""
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    assert shown("../other//./a.txt") == "../other/a.txt"
    assert shown(str(tmp_path / "other" / "a.txt")) == (tmp_path / "other" / "a.txt").as_posix()
    assert shown(str(tmp_path / "desktop" / "a.txt")) == (tmp_path / "desktop" / "a.txt").as_posix()


def test_standard_input_has_no_name() -> None:
    """Standard input is no file; a file that is called like it is told from it."""
    assert shown("-") is None
    assert shown(None) is None
    assert shown("./-") == "./-"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_followed_to_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path over a linked folder is known; a linked file keeps the name of the link; `..` is not guessed."""
    (tmp_path / "work" / "sub").mkdir(parents=True)
    (tmp_path / "work" / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "work", target_is_directory=True)
    (tmp_path / "work" / "elsewhere").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "work" / "b.txt").symlink_to(tmp_path / "work" / "a.txt")
    monkeypatch.chdir(tmp_path / "work")
    assert shown(str(tmp_path / "link" / "a.txt")) == "a.txt"
    assert shown("b.txt") == "b.txt"
    assert shown("elsewhere/../a.txt") == "elsewhere/../a.txt"  # it is beside tmp_path, not here


def test_a_name_that_is_no_utf8_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that no encoding explains are surrogates, as Python has them, for the reports to escape."""
    monkeypatch.chdir(tmp_path)
    name = os.fsdecode(b"caf\xe9\n.txt")
    assert shown(f"./{name}") == name
    assert shown(str(tmp_path / name)) == name


def test_a_path_is_shown_though_the_working_folder_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No working folder, or a name that no file can have, is no reason to fail."""
    monkeypatch.chdir(tmp_path)
    assert shown("a\0b") == "a\0b"

    def gone() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)
    assert shown("x//a.txt") == "x/a.txt"
