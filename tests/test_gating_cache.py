"""The cache: what is kept comes back as it was or not at all; nothing outside of its folder is touched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xdiff.errors import RoomError
from xdiff.gating import cache, stored
from xdiff.gating.cache import Cache, key
from xdiff.gating.card import Card
from xdiff.gating.rule import Found
from xdiff.records import Span

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and rights are other ones there")
KEY = key("a")


def entries(folder: Path) -> list[Path]:
    """Return the files of entries, and what runs left of unfinished ones."""
    return sorted(folder.glob("[0-9a-f][0-9a-f]/*"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that holds a cache with one entry."""
    made = tmp_path / ".xdiff_cache"
    Cache(made).put(KEY, {"a": [1, "é"]})
    return made


def test_what_is_kept_comes_back(folder: Path) -> None:
    """In another process too: a value is found by its key, and by no other."""
    again = Cache(folder)
    assert again.get(KEY) == {"a": [1, "é"]}
    assert again.get(key("b")) is None
    again.put(KEY, {"a": 2})
    assert Cache(folder).get(KEY) == {"a": 2}
    assert again.note is None


def test_without_a_folder_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--no-cache` leaves no trace."""
    monkeypatch.chdir(tmp_path)
    none = Cache(None)
    none.put(KEY, 1)
    none.tidy()
    assert none.get(KEY) is None
    assert list(tmp_path.iterdir()) == []


def test_backups_and_git_leave_it_out(folder: Path) -> None:
    """It is marked for what it is, so that nobody commits it by accident."""
    tag = (folder / "CACHEDIR.TAG").read_text(encoding="utf-8")
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_a_key_has_all_its_parts() -> None:
    """Another value, type or order is another key; the same ones are the same key in any process."""
    parts: list[Any] = ["a", 1, "1", [1, 2], [2, 1], {"b": 1}, {"b": 2}, None, True, date(2026, 1, 2)]
    parts += ["2026-01-02", ["a", "b"], ["ab"], 1.5]
    assert len({key(each) for each in parts}) == len(parts)
    assert key({"a": 1, "b": 2}) == key({"b": 2, "a": 1})
    assert re.fullmatch("[0-9a-f]{64}", KEY)
    said = subprocess.run(
        [sys.executable, "-c", "from xdiff.gating.cache import key; print(key('a'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.strip() == KEY


def test_a_key_changes_with_xdiff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other code, models or libraries judge otherwise; when a file was written makes no difference."""
    package = tmp_path / "xdiff" / "gating"
    package.mkdir(parents=True)
    (package / "cache.py").write_text("1", encoding="utf-8")
    (package.parent / "model.npz").write_bytes(b"\0\1")
    monkeypatch.setattr(cache, "__file__", str(package / "cache.py"))

    def now() -> str:
        cache._xdiff.cache_clear()
        return key("a")

    try:
        keys = [now()]
        os.utime(package / "cache.py", (0, 0))
        (package / "__pycache__").mkdir()
        (package / "__pycache__" / "cache.pyc").write_bytes(b"x")
        (package / ".mypy_cache").mkdir()
        (package / ".mypy_cache" / "cache.db").write_bytes(b"x")
        assert now() == keys[0]
        (package.parent / "model.npz").write_bytes(b"\0\2")
        keys.append(now())
        (package / "rule.py").write_text("", encoding="utf-8")
        keys.append(now())
        (package / "rule.py").rename(package / "rules.py")
        keys.append(now())
        monkeypatch.setattr(cache.metadata, "version", lambda _name: "99")
        keys.append(now())
        monkeypatch.setattr(cache, "__version__", "99")
        keys.append(now())
        assert len(set(keys)) == len(keys)
    finally:
        cache._xdiff.cache_clear()


def test_every_library_is_in_the_key() -> None:
    """A requirement that is added to the project is one that a finding may depend on."""
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["lm"]]
    names = {re.match("[A-Za-z0-9_.-]+", each)[0] for each in needed}  # type: ignore[index]  # each has one
    assert names == set(cache.LIBRARIES)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _kept: b"",
        lambda kept: kept[:-1],
        lambda kept: kept[: len(kept) // 2],
        lambda kept: kept + b" ",
        lambda kept: kept.replace(b"1", b"2"),
        lambda kept: kept.replace(b"xdiff.cache/1", b"xdiff.cache/2"),
        lambda kept: kept.replace(KEY[:5].encode(), b"00000"),
        lambda _kept: b"\xff\0" * 100,
        lambda _kept: b'{"a": [1, "\xc3\xa9"]}',
        lambda kept: kept.partition(b"\n")[0] + b"\n" + b"[" * 100_000,
    ],
)
def test_a_damaged_entry_is_none(folder: Path, spoil: Any) -> None:
    """Cut, changed or foreign bytes are not read as something else; the next run writes it anew."""
    (entry,) = entries(folder)
    entry.write_bytes(spoil(entry.read_bytes()))
    again = Cache(folder)
    assert again.get(KEY) is None
    again.put(KEY, 3)
    assert again.get(KEY) == 3


def test_an_entry_of_another_key_is_none(folder: Path) -> None:
    """An entry that was moved or copied in place of another is not taken for it."""
    (entry,) = entries(folder)
    other = key("other")
    place = folder / other[:2] / other[2:]
    place.parent.mkdir(exist_ok=True)
    entry.rename(place)
    assert Cache(folder).get(other) is None


def test_it_may_be_deleted_at_any_moment(folder: Path) -> None:
    """While a run goes on as well: it finds nothing, and keeps on keeping."""
    import shutil

    running = Cache(folder)
    shutil.rmtree(folder)
    assert running.get(KEY) is None
    running.put(KEY, 1)
    assert running.get(KEY) == 1
    shutil.rmtree(folder / KEY[:2])
    running.put(KEY, 2)
    running.tidy()
    assert (running.get(KEY), running.note) == (2, None)


WRITER = """
import sys
from pathlib import Path
from xdiff.gating.cache import Cache, key
folder, who = Path(sys.argv[1]), sys.argv[2]
for turn in range(40):
    for number in range(8):
        kept = Cache(folder)
        found = kept.get(key(number))
        assert found is None or found == [number] * 2_000, found
        kept.put(key(number), [number] * 2_000)
        assert kept.note is None, kept.note
"""


def test_runs_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Processes that read, write and delete one folder find whole entries or none."""
    import shutil

    folder = tmp_path / "cache"
    runs = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(folder), str(who)], stderr=subprocess.PIPE)
        for who in range(3)
    ]
    while runs[0].poll() is None:
        for entry in entries(folder)[:3]:
            entry.unlink(missing_ok=True)
        shutil.rmtree(folder / key(3)[:2], ignore_errors=True)
    for run in runs:
        _, said = run.communicate()
        assert run.returncode == 0, said.decode()
    assert not list(folder.glob("*/*.new"))


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told_once_by_rights(folder: Path) -> None:
    """What is there is read, nothing is written, and one note says so."""
    for each in (*folder.iterdir(), folder):
        each.chmod(0o555)
    again = Cache(folder)
    again.put(key("b"), 1)
    assert again.get(KEY) is not None
    assert again.note is not None


@pytest.mark.parametrize("number", [13, 28, 30])  # no permission, no space left, a read-only disk
def test_a_folder_that_cannot_be_written_is_told_once(
    folder: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run goes on: what is there is read, nothing more is tried, nothing half written stays."""
    tried = []

    def full(place: Path, _content: bytes) -> None:
        tried.append(place)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(cache, "_replace", full)
    again = Cache(folder)
    again.put(key("b"), 1)
    again.put(key("c"), 1)
    again.tidy()
    assert len(tried) == 1
    assert again.get(KEY) == {"a": [1, "é"]}
    assert again.note == f"cache: what was found is not kept in {folder} ({os.strerror(number)})"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_full_disk_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that could not be written to its end is removed, and the entry before it still stands."""
    opened = os.open

    def onto_full(path: Path, flags: int, mode: int = 0o777) -> int:
        made = opened(path, flags, mode)
        if flags & os.O_CREAT:
            full = opened("/dev/full", os.O_WRONLY)
            os.dup2(full, made)
            os.close(full)
        return made

    monkeypatch.setattr(os, "open", onto_full)
    again = Cache(folder)
    again.put(KEY, "another")
    assert again.note is not None
    assert "space" in again.note
    assert len(entries(folder)) == 1
    assert Cache(folder).get(KEY) == {"a": [1, "é"]}


def test_other_things_are_left_alone(tmp_path: Path) -> None:
    """A folder of something else, or a file, is not written to, even when it is named by mistake."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for path in (tmp_path, tmp_path / "notes.txt"):
        wrong = Cache(path)
        wrong.put(KEY, 1)
        wrong.tidy()
        assert wrong.get(KEY) is None
        assert wrong.note is not None
        assert wrong.note.startswith(f"cache: not used, since {path} ")
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


@POSIX
def test_links_are_not_followed(tmp_path: Path, folder: Path) -> None:
    """No link in it, or in place of it, leads a reader or writer elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (entry,) = entries(folder)
    outside = elsewhere / entry.name
    outside.write_bytes(entry.read_bytes())

    entry.unlink()
    entry.symlink_to(outside)  # an entry that is a link
    assert Cache(folder).get(KEY) is None
    Cache(folder).put(KEY, 2)
    assert (Cache(folder).get(KEY), entry.is_symlink()) == (2, False)

    entry.unlink()
    entry.parent.rmdir()
    entry.parent.symlink_to(elsewhere, target_is_directory=True)  # a subfolder that is one
    again = Cache(folder)
    assert again.get(KEY) is None
    again.put(KEY, 3)
    assert again.note is not None
    assert [each.name for each in elsewhere.iterdir()] == [outside.name]
    assert b"1" in outside.read_bytes()

    link = tmp_path / "link"
    link.symlink_to(folder, target_is_directory=True)  # the folder itself
    linked = Cache(link)
    assert linked.note is not None
    assert "is a link" in linked.note


@POSIX
def test_a_pipe_in_place_of_an_entry_is_not_waited_for(folder: Path) -> None:
    """Nobody will ever write to it."""
    (entry,) = entries(folder)
    entry.unlink()
    os.mkfifo(entry)
    assert Cache(folder).get(KEY) is None


def old(path: Path, days: float) -> None:
    """Make a file that was last used so long ago."""
    os.utime(path, (time.time() - days * cache.DAY,) * 2)


def test_what_is_not_used_for_a_month_is_removed(folder: Path) -> None:
    """Once a day, by what it is named like: nothing that somebody else put there."""
    Cache(folder).put(key("b"), 1)
    Cache(folder).put(key("c"), 1)
    unused, used, *_ = entries(folder)
    abandoned = unused.parent / f"{'0' * 16}.new"
    foreign = unused.parent / "notes.txt"
    for each in (abandoned, foreign):
        each.write_text("x", encoding="utf-8")
        old(each, 40)
    old(unused, 31)
    old(used, 29)
    Cache(folder).tidy()  # makes the stamp
    assert unused.exists()
    Cache(folder).tidy()  # not due
    assert unused.exists()
    old(folder / "tidied", 2)
    Cache(folder).tidy()
    assert not unused.exists()
    assert not abandoned.exists()
    assert used.exists()
    assert foreign.exists()
    assert time.time() - (folder / "tidied").stat().st_mtime < cache.DAY


def test_being_asked_for_is_being_used(folder: Path) -> None:
    """An entry that is read every day stays, however long ago it was written."""
    (entry,) = entries(folder)
    old(entry, 29)
    assert Cache(folder).get(KEY) is not None
    assert time.time() - entry.stat().st_mtime < cache.DAY


def test_it_does_not_grow_without_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a size the entries that were not used for longest go; one that is too large never comes."""
    for number in range(9):
        Cache(folder).put(key(number), "x" * 1_000)
        old(folder / key(number)[:2] / key(number)[2:], 9 - number)
    monkeypatch.setattr(cache, "MOST_BYTES", 5_000)
    Cache(folder).tidy()
    old(folder / "tidied", 2)
    Cache(folder).tidy()
    kept = [number for number in range(9) if Cache(folder).get(key(number)) is not None]
    assert kept == list(range(5, 9))
    monkeypatch.setattr(cache, "MOST_OF_ENTRY", 5_000)
    Cache(folder).put(key("large"), "x" * 5_000)
    assert Cache(folder).get(key("large")) is None


CARD = Card(document_id="x", sha256="0" * 64, words=9, english=True, published=None)
FOUND = Found(
    document_id="x",
    span=Span(start=3, end=5),
    message="“é” \udce9 \U0001f6a2",
    measured="1",
    limit="none",
    words=("a", "b"),
    related=(("y", None), ("x", Span(start=0, end=0))),
    severity="note",
    review="origin:1",
)


def test_findings_and_cards_come_back_as_they_were() -> None:
    """Every field of both, through JSON."""
    import json

    plain = replace(FOUND, span=None, words=(), related=(), severity=None, review="")
    found = {"HY302": (FOUND, plain), "HY304": ()}
    kept = json.loads(json.dumps(stored.dumped(found, CARD)))
    assert stored.loaded(kept) == (found, CARD)
    kept = json.loads(json.dumps(stored.dumped(found, None)))
    assert stored.loaded(kept, {"x": 5, "y": 0}) == (found, None)


def test_a_place_outside_of_the_text_is_not_taken() -> None:
    """An entry that was made for another text cannot lead beyond this one."""
    kept = stored.dumped({"HY302": (FOUND,)}, None)
    assert stored.loaded(kept, {"x": 4, "y": 0}) is None
    assert stored.loaded(kept, {"x": 5}) is None
    assert stored.loaded(kept, {"y": 5}) is None


def mutations(value: Any) -> list[Any]:
    """Return a JSON value with each of its parts in turn replaced by something else."""
    changed: list[Any] = [3.5, "x", None, [], {}, True, -1, [[]]]
    if isinstance(value, dict):
        changed += [{**value, key: other} for key, part in value.items() for other in mutations(part)]
        changed += [{key: part for key, part in value.items() if key != left} for left in value]
        changed.append({**value, "more": 1})
    elif isinstance(value, list):
        for at, part in enumerate(value):
            changed += [[*value[:at], other, *value[at + 1 :]] for other in mutations(part)]
            changed.append([*value[:at], *value[at + 1 :]])
        changed.append([*value, 3.5])
    return changed


def test_whatever_stands_in_an_entry_never_fails() -> None:
    """A value that `dumped` did not make is none, or at least one that it could have made."""
    kept = stored.dumped({"HY302": (FOUND,)}, CARD)
    taken = 0
    for each in mutations(kept):
        back = stored.loaded(each)
        if back is not None:
            taken += 1
            assert stored.dumped(*back) == each
    assert taken < len(mutations(kept)) / 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"message": 3},
        {"span": (3, 5)},
        {"words": ["a"]},
        {"words": (1,)},
        {"severity": "fatal"},
        {"span": Span(start=True, end=5)},
        {"related": (("y",),)},
    ],
)
def test_a_rule_that_finds_something_else_is_told(wrong: dict[str, Any]) -> None:
    """What would not come back as it was is a mistake in the rule, told with its code, not dropped."""
    with pytest.raises(RoomError, match="not of the type") as caught:
        stored.dumped({"HY302": (replace(FOUND, **wrong),)}, None)
    assert caught.value.where == "rule HY302"
