"""The policy in force: a file's, with what the command line says in its place; and how it is shown."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from gate_run import Gate

from xdiff.cli.policy import Asked, in_force, words
from xdiff.errors import PolicyError
from xdiff.gating import policies


@pytest.fixture(autouse=True)
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Gate:
    """The command in an empty folder, which no policy above it reaches."""
    (tmp_path / ".git").mkdir()
    return Gate(tmp_path, monkeypatch, capfd)


def _codes(config: str, asked: Asked) -> set[str]:
    Path("xdiff.toml").write_text(config, encoding="utf-8")
    return {rule.code for rule in in_force(None, asked).rules()}


def test_the_command_line_goes_before_the_file() -> None:
    """One word of the command line is in the place of the file's; a list stands beside it."""
    Path("own.toml").touch()
    Path("xdiff.toml").write_text(
        'fail-on = "note"\nregister = "wiki"\nstories = "one"\nbaseline = "a.json"\nreviews = ["own.toml"]\n'
        'packs = ["own.toml"]\nselect = ["HY"]\nignore = ["HY306"]\n'
    )
    kept = in_force(None, Asked())
    assert (kept.fail_on, kept.register, kept.stories, kept.baseline) == (
        "note",
        "wiki",
        "one",
        Path("a.json"),
    )
    asked = Asked(
        fail_on="never",
        register="talk",
        stories="none",
        baseline=Path("b.json"),
        reviews=(Path("r.json"),),
        packs=(Path("p.toml"),),
        select=("OR",),
        ignore=("OR105",),
    )
    found = in_force(None, asked)
    assert (found.fail_on, found.register, found.stories) == ("never", "talk", "none")
    assert found.baseline == Path("b.json")
    assert found.reviews == (Path("own.toml"), Path("r.json"))
    assert found.packs == (Path("own.toml"), Path("p.toml"))
    assert (found.select, found.ignore) == (("OR",), ("HY306", "OR105"))
    assert found.given["select",] == "--select"
    assert found.given["ignore",] == "xdiff.toml:8 and --ignore"


def test_what_is_selected_by_itself_is_asked() -> None:
    """A rule that `--select` names alone is asked though the file ignores it; a family is not."""
    assert _codes('ignore = ["HY306", "OR"]', Asked(select=("too-short", "OR101"))) == {"HY306", "OR101"}
    assert "HY306" not in _codes('ignore = ["HY306"]', Asked(select=("HY",)))


def test_what_is_ignored_on_the_command_line_is_not_asked() -> None:
    """`--ignore` takes out even what the file selects by itself, and what is shown of it still reads back."""
    asked = Asked(ignore=("HY302",))
    assert _codes('select = ["HY302", "HY306"]', asked) == {"HY306"}
    shown = policies.show(in_force(None, asked))
    Path("other.toml").write_text(shown, encoding="utf-8")
    assert [rule.code for rule in policies.load(Path("other.toml")).rules()] == ["HY306"]
    with pytest.raises(PolicyError, match="no rule is left"):
        _codes('select = ["HY302"]', asked)


@pytest.mark.parametrize(
    ("config", "asked", "kept"),
    [
        ("", Asked(), ".xdiff_cache"),
        ("", Asked(cache=False), None),
        ("", Asked(cache_dir=Path("/x")), "/x"),
        ("cache = false", Asked(), None),
        ("cache = false", Asked(cache=True), ".xdiff_cache"),
        ("cache = false", Asked(cache_dir=Path("/x")), "/x"),
        ('cache-dir = "sub"', Asked(), "sub"),
        ('cache-dir = "sub"', Asked(cache=False), None),
        ('cache-dir = "sub"\ncache = false', Asked(), None),
        ("cache = true", Asked(), ".xdiff_cache"),
    ],
)
def test_where_the_cache_is(config: str, asked: Asked, kept: str | None) -> None:
    """The cache is kept beside the policy unless one of the two says otherwise; the command line wins."""
    Path("xdiff.toml").write_text(config, encoding="utf-8")
    assert in_force(None, asked).cache == (None if kept is None else Path(kept))


def test_words_may_stand_with_commas() -> None:
    """`--select HY,OR101` is `--select HY --select OR101`."""
    assert words(["HY, OR101", "fluency"]) == ("HY", "OR101", "fluency")
    assert words(None) == ()
    with pytest.raises(PolicyError, match="no rule ''"):
        in_force(None, Asked(select=words(["HY,"])))


def test_the_policy_of_a_file_is_shown(gate: Gate) -> None:
    """`--show-policy` prints TOML, with what the command line says, and judges nothing."""
    gate.write("ci/xdiff.toml", 'fail-on = "note"\n')
    result = gate("--show-policy", "--config=ci/xdiff.toml", "--select=HY")
    assert result.code == 0
    table = tomllib.loads(result.out)
    assert (table["fail-on"], table["select"], table["cache"]) == ("note", ["HY"], False)
    assert "# ci/xdiff.toml:1" in result.out
    assert "# --select" in result.out


def test_what_holds_for_a_document_is_shown(gate: Gate) -> None:
    """With paths `--show-policy` tells of each document what is not asked, and who says so."""
    gate.write(
        "xdiff.toml",
        'exclude = ["b.*"]\nregisters = { "*.txt" = "talk" }\n'
        '[per-file-ignores]\n"texts/" = ["HY3", "OR101"]\n',
    )
    for name in ("a.txt", "b.txt", "c.md"):
        gate.write(f"texts/{name}")
    gate.write("texts/seeds.toml", '["a.txt"]\nstory = "harbour"\nallow = { FL201 = "it is verse" }\n')
    rows = "".join(f'{{"id": "{name}", "text": "It rained."{more}}}\n' for name, more in JSON_LINES)
    gate.write("lines.jsonl", rows)
    result = gate("--show-policy", "texts", "lines.jsonl")
    assert result.code == 0
    assert result.out == SHOWN


JSON_LINES = (("1", ""), ("2", ', "register": "wiki"'), ("3", ""))
SHOWN = """\
texts/a.txt
  register   talk (*.txt, xdiff.toml:2)
  story      harbour (texts/seeds.toml)
  not asked  HY3, OR101 (texts/, xdiff.toml:4)
  excepted   FL201 low-fluency: it is verse (texts/seeds.toml)

texts/b.txt
  excluded   by b.* (xdiff.toml:1)

texts/c.md
  register   news (default)
  not asked  HY3, OR101 (texts/, xdiff.toml:4)

lines.jsonl: 2 documents
  register   news (default)

lines.jsonl, 2
  register   wiki (lines.jsonl)
"""


def test_what_cannot_be_read_is_told_beside_it(gate: Gate) -> None:
    """A document that cannot be read is told, the others are shown, and the exit code is 2."""
    gate.write("a.txt")
    result = gate("--show-policy", "a.txt", "none.txt")
    assert result.code == 2
    assert "a.txt\n  register   news (default)" in result.out
    assert "none.txt: no such file" in result.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--config=none.toml"], ("none.toml: no such file",)),
        (["--config=texts"], ("texts: this is a folder",)),
        (["--config=bad.toml"], ("bad.toml:1: no key of the policy 'selekt'", "select")),
        (["--select=HY,OR1O1"], ("--select: no rule 'OR1O1'", "OR101")),
        (["--ignore=ALL"], ("--ignore: no rule is left to ask",)),
    ],
)
def test_a_fault_is_told(gate: Gate, arguments: list[str], told: tuple[str, ...]) -> None:
    """A fault of the policy is one message that names its place, and exit code 2."""
    gate.write("texts/a.txt")
    gate.write("bad.toml", "selekt = 3")
    gate.refuses("texts", *arguments, words=told)
