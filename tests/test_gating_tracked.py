"""A cache under version control is not used: whether git has it is read from git's index."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from xdiff.gating.cache import Cache, key
from xdiff.gating.tracked import tracked

GIT = shutil.which("git")
pytestmark = pytest.mark.skipif(GIT is None, reason="no git")


def git(folder: Path, *said: str) -> None:
    """Run git in a folder, without what this machine has configured."""
    assert GIT is not None
    alone = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    alone |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ["-c", "user.name=Anna Berg", "-c", "user.email=anna@example.org"]
    subprocess.run([GIT, *who, *said], cwd=folder, env=alone, check=True, capture_output=True)


@pytest.fixture(params=[["--object-format=sha1"], ["--object-format=sha256"]], ids=["sha1", "sha256"])
def checkout(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return a checkout with two files and a cache that git does not have."""
    made = tmp_path / "checkout"
    made.mkdir()
    git(made, "init", *request.param)
    for name in ("a.txt", ".xdiff_cach", ".xdiff_cache-not.txt", "sub/b.txt"):
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).write_text(name, encoding="utf-8")
    Cache(made / ".xdiff_cache").put(key("a"), 1)
    Cache(made / "sub" / ".xdiff_cache").put(key("a"), 1)
    git(made, "add", ".")
    return made


@pytest.mark.parametrize("version", [2, 3, 4])
def test_a_tracked_cache_is_seen(checkout: Path, version: int) -> None:
    """In every version of the index; a cache of another folder, or a file that is called alike, is none."""
    git(checkout, "update-index", f"--index-version={version}")
    assert not tracked(checkout / ".xdiff_cache")
    git(checkout, "add", "-f", ".xdiff_cache")
    if version == 3:  # git writes 3 only where an entry needs it
        git(checkout, "add", "-N", "--force", "sub/.xdiff_cache/.gitignore")
        git(checkout, "rm", "--cached", "sub/.xdiff_cache/.gitignore")
    assert tracked(checkout / ".xdiff_cache")
    assert not tracked(checkout / "sub" / ".xdiff_cache")
    git(checkout, "add", "-f", "sub/.xdiff_cache/CACHEDIR.TAG")
    assert tracked(checkout / "sub" / ".xdiff_cache")


def test_a_tracked_cache_is_not_used(checkout: Path) -> None:
    """A change that brings verdicts along is told, and they are neither read nor written."""
    git(checkout, "add", "-f", ".xdiff_cache")
    brought = Cache(checkout / ".xdiff_cache")
    assert brought.get(key("a")) is None
    brought.put(key("b"), 1)
    assert brought.note is not None
    assert "under version control" in brought.note
    git(checkout, "rm", "-r", "--cached", ".xdiff_cache")
    assert Cache(checkout / ".xdiff_cache").get(key("a")) == 1
    assert Cache(checkout / ".xdiff_cache").get(key("b")) is None


def test_worktrees_and_links_lead_to_their_index(checkout: Path, tmp_path: Path) -> None:
    """A second worktree has an index of its own, and a path over a link is the folder it leads to."""
    git(checkout, "add", "-f", ".xdiff_cache")
    git(checkout, "commit", "-m", "one")
    git(checkout, "worktree", "add", str(tmp_path / "second"))
    (tmp_path / "link").symlink_to(tmp_path / "second", target_is_directory=True)
    assert tracked(tmp_path / "second" / ".xdiff_cache")
    assert tracked(tmp_path / "link" / ".xdiff_cache")
    assert not tracked(tmp_path / "second" / "sub" / ".xdiff_cache")


@pytest.mark.parametrize("index", [b"", b"DIRC", b"DIRC\0\0\0\2\0\0\0\xff" + b"a" * 99, b"x" * 500, None])
def test_an_index_that_cannot_be_read_tracks_nothing(tmp_path: Path, index: bytes | None) -> None:
    """Broken, cut or missing: no checkout of git's is left without an answer."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".xdiff_cache").mkdir()
    if index is not None:
        (tmp_path / ".git" / "index").write_bytes(index)
    assert not tracked(tmp_path / ".xdiff_cache")


def test_a_cut_index_never_fails(checkout: Path) -> None:
    """Wherever it is cut, what was read until there counts."""
    git(checkout, "update-index", "--index-version=4")
    index = checkout / ".git" / "index"
    whole = index.read_bytes()
    for end in range(len(whole)):
        index.write_bytes(whole[:end])
        assert not tracked(checkout / ".xdiff_cache")
    index.write_bytes(whole[:12] + b"\xff" * 200)
    assert not tracked(checkout / ".xdiff_cache")


def test_git_is_not_run(checkout: Path) -> None:
    """A checkout may be a stranger's, and git does what its configuration says."""
    trap = checkout / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {checkout}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    git(checkout, "config", "core.fsmonitor", str(trap))
    assert not tracked(checkout / ".xdiff_cache")
    assert not (checkout / "sprung").exists()
