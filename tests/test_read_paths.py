"""Files, folders, standard input, metadata and ids; and everything that cannot be read."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from xdiff.errors import InputError
from xdiff.read import MAX_BYTES, read_bytes, read_paths

TEXT = "The envoys left the harbour on Wednesday without a deal.\n"


def write(path: Path, data: str | bytes = TEXT) -> str:
    """Write a file and its folders; return its path as a user would type it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def only_problem(*paths: str, max_bytes: int = MAX_BYTES) -> InputError:
    """Return the one problem of reading `paths`, which must say where and what to try."""
    result = read_paths(paths, max_bytes=max_bytes)
    assert result.documents == ()
    (problem,) = result.problems
    assert problem.where
    assert problem.hint
    return problem


def test_a_folder_is_read_in_order_of_names(tmp_path: Path) -> None:
    """A folder gives its files of known suffixes, subfolders among them by name; hidden ones are left out."""
    for name in ("b.txt", "a.md", "c/d.HTML", "e.jsonl", "z.pdf", ".hidden.txt", ".git/x.txt", "notes"):
        content = '{"id": "line", "text": "It rained."}' if name == "e.jsonl" else TEXT
        write(tmp_path / name, content)
    result = read_paths([str(tmp_path)])
    assert [document.id for document in result.documents] == ["a", "b", "d", "line"]
    assert [document.format for document in result.documents] == ["markdown", "text", "html", "jsonl"]
    assert result.problems == ()


def test_the_path_is_the_one_that_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document keeps the path as it was given, for messages and reports."""
    write(tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path)
    assert read_paths(["./a.txt"]).documents[0].path == "./a.txt"


def test_ids_tell_files_of_one_stem_apart(tmp_path: Path) -> None:
    """Ids do not depend on the order: by suffix, then by folder, and a number for the same file twice."""
    one, two, three = (write(tmp_path / name) for name in ("l/a.txt", "r/a.txt", "r/b.txt"))
    four = write(tmp_path / "r/b.md")
    ids = {document.path: document.id for document in read_paths([one, two, three, four]).documents}
    assert ids == {one: "l/a", two: "r/a", three: "b.txt", four: "b.md"}
    assert {d.path: d.id for d in read_paths([four, two, three, one]).documents} == ids
    twice = read_paths([one, one]).documents
    assert [document.id for document in twice] == ["a", "a#2"]
    assert "taken" in twice[1].notes[0]


def test_metadata_beside_the_file(tmp_path: Path) -> None:
    """seeds.toml is read whether the folder or the file is given; unknown keys pass through."""
    path = write(tmp_path / "a.txt")
    table = '["a.txt"]\noutlet = "Post"\ntitle = "T"\npublished = 2014-12-31\n'
    table += 'declared_origin = "original"\nwho = "me"\n'
    write(tmp_path / "seeds.toml", table)
    for given in (path, str(tmp_path)):
        (document,) = read_paths([given]).documents
        assert (document.outlet, document.title, document.published) == ("Post", "T", "2014-12-31")
        assert document.declared_origin == "original"
        assert document.extra == {"who": "me"}


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ('["a.txt"]\noutlet = Post\n', 2),
        ('["a.txt"]\ntitle = 5\n', 2),
        ('["a.txt"]\noutlet = "Post"\npublished = "soon"\n', 3),
        ('\n["a.txt"]\ndeclared_origin = "human"\n', 3),
        ('outlet = "Post"\n', 1),
        ("[" * 5000, 1),
        (f'["a.txt"]\nx = 1{"0" * 5000}\ny = 1\n', 2),
        (b'["a.txt"]\noutlet = "\xff"\n', 2),
    ],
)
def test_broken_metadata_is_told_with_its_line(tmp_path: Path, table: str | bytes, line: int) -> None:
    """A wrong seeds.toml is one problem with file and line, and the documents are read without it."""
    write(tmp_path / "a.txt")
    path = write(tmp_path / "seeds.toml", table)
    result = read_paths([str(tmp_path)])
    assert [document.outlet for document in result.documents] == [None]
    assert [problem.where for problem in result.problems] == [f"{path}:{line}"]


def test_metadata_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A table whose file does not exist is most likely a slip, and is told."""
    write(tmp_path / "a.txt")
    write(tmp_path / "seeds.toml", '["b.txt"]\noutlet = "Post"\n')
    (problem,) = read_paths([str(tmp_path)]).problems
    assert "b.txt" in problem.what


def test_standard_input() -> None:
    """`-` is standard input: its format is told by its first characters, and it is read once."""
    (document,) = read_paths(["-"], stdin=io.BytesIO(TEXT.encode())).documents
    assert (document.id, document.path, document.format) == ("stdin", "-", "text")
    lines = b'{"id": "a", "text": "It rained."}\n{"id": "b", "text": "They left."}\n'
    result = read_paths(["-", "-"], stdin=io.BytesIO(lines))
    assert [document.id for document in result.documents] == ["a", "b"]
    assert "twice" in result.problems[0].what
    page = b"<!DOCTYPE html><html><body><p>The envoys left the harbour.</p></body></html>"
    assert read_paths(["-"], stdin=io.BytesIO(page)).documents[0].format == "html"


def test_a_missing_file_leaves_the_others_read(tmp_path: Path) -> None:
    """What cannot be read is a problem of its own; the rest of the run goes on."""
    good = write(tmp_path / "a.txt")
    result = read_paths([str(tmp_path / "no.txt"), good, "bad\0name", f"{good}/x.txt"])
    assert [document.id for document in result.documents] == ["a"]
    assert len(result.problems) == 3


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """A folder without documents names the suffixes that would have been read."""
    write(tmp_path / "x.pdf")
    assert ".txt" in only_problem(str(tmp_path)).hint


@pytest.mark.parametrize("content", ["", " \n\t\r\n\u00a0", "\ufeff"])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".jsonl"])
def test_nothing_to_read(tmp_path: Path, content: str, suffix: str) -> None:
    """Empty input, or white space alone, is refused in every format."""
    only_problem(write(tmp_path / f"a{suffix}", content))


def test_too_large(tmp_path: Path) -> None:
    """A file above the limit is refused with its size and the option that raises it, and is not read."""
    path = write(tmp_path / "a.txt", "x" * 1001)
    problem = only_problem(path, max_bytes=1000)
    assert "1,001" in problem.what
    assert "--max-bytes" in problem.hint
    assert read_paths([path], max_bytes=1001).documents

    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert 0 <= size <= 1001
            return b"x" * size

    assert "more than 1,000" in read_paths(["-"], stdin=Endless(), max_bytes=1000).problems[0].what  # type: ignore[arg-type]


def test_directory_loops(tmp_path: Path) -> None:
    """A link to a folder above is told once, and the files beside it are read."""
    write(tmp_path / "a" / "x.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    result = read_paths([str(tmp_path)])
    assert [document.id for document in result.documents] == ["x"]
    assert ["loop" in problem.what for problem in result.problems] == [True]
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert "loop" in only_problem(str(tmp_path / "self.txt")).what


def test_pipes_and_devices_are_refused(tmp_path: Path) -> None:
    """A named pipe would block for ever and a device never ends: neither is opened."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert "named pipe" in only_problem(str(tmp_path / "pipe.txt")).what
    assert "device" in only_problem("/dev/zero").what


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    """A file that may not be read is told as that."""
    path = write(tmp_path / "a.txt")
    Path(path).chmod(0)
    assert "permission" in only_problem(path).what


def test_an_unknown_format_is_named() -> None:
    """Asking for a format that does not exist lists those that do."""
    with pytest.raises(InputError, match="markdown"):
        read_bytes(b"x", name="a", format="docx")


def test_deep_json_and_long_numbers_are_problems(tmp_path: Path) -> None:
    """JSON that breaks Python's own limits is a problem of its line."""
    path = write(
        tmp_path / "a.jsonl", '{"text": ' + "[" * 100_000 + "\n" + '{"id": ' + "9" * 10_000 + ', "text": "x"}'
    )
    assert [problem.where for problem in read_paths([path]).problems] == [f"{path}:1", f"{path}:2"]


def test_hostile_pages_end_in_time() -> None:
    """A page of 100,000 nested elements is read whole, with a note, instead of never."""
    page = "<html><body>" + "<div>" * 100_000 + "The envoys left the harbour." + "</div>" * 100_000
    (document,) = read_bytes(page.encode(), name="a", format="html")
    assert document.text.strip() == "The envoys left the harbour."
    assert "nested" in document.notes[0]
