"""A malformed pack is refused with the file, the line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from xdiff.errors import PackError
from xdiff.packs import find, load
from xdiff.packs.examples import article_of_lines

HEAD = 'language = "xx"\nname = "Test"\n\n[[rule]]\n'
GOOD = {
    "code": '"xx.one"',
    "family": '"calque"',
    "pattern": "'''\\bfoo bar\\b'''",
    "message": '"“{match}”"',
    "why": '"because"',
    "example": '"a foo bar here"',
    "near_miss": '"a bar foo here"',
    "weight": "0.5",
}


def pack(tmp_path: Path, head: str = HEAD, **changes: str | None) -> Path:
    """Write a pack of one rule, with keys changed, or left out where the change is None."""
    keys = {**GOOD, **changes}
    body = "\n".join(f"{key} = {value}" for key, value in keys.items() if value is not None)
    path = tmp_path / "xx.toml"
    path.write_text(f"{head}{body}\n", encoding="utf-8")
    return path


def test_users_pack_is_read_and_used(tmp_path: Path) -> None:
    """A user's pack stands behind the shipped ones, and its evidence has its code, weight and language."""
    packs = load([pack(tmp_path)])
    (found,) = find(article_of_lines("t", "See foo\nSee a Foo bar here."), packs[-1:])
    assert (found.rule, found.weight, found.language, found.message) == ("xx.one", 0.5, "xx", "“Foo bar”")
    assert packs[:-1] == load()


def test_users_pack_may_name_the_shared_lists(tmp_path: Path) -> None:
    """The word lists of any.toml serve a user's patterns."""
    path = pack(tmp_path, pattern="'''foo {month}'''", example='"foo June"', near_miss='"foo Juno"')
    assert find(article_of_lines("t", "a foo march"), load([path])[-1:])


@pytest.mark.parametrize(
    ("changes", "what", "line"),
    [
        ({"message": None}, "lacks 'message'", 4),
        ({"pattern": None}, "a rule has a pattern, a sequence or both", 4),
        ({"colour": '"red"'}, "unknown key 'colour'", 13),
        ({"family": '"fancy"'}, "unknown family 'fancy'", 6),
        ({"code": '"yy.one"'}, "not of the form xx.", 5),
        ({"weight": '"heavy"'}, "weight must be number", 12),
        ({"weight": "9"}, "weight is beyond", 12),
        ({"weight": "nan"}, "weight is beyond", 12),
        ({"weight": "2020-01-01"}, "weight must be number", 12),
        ({"most": "0"}, "most must be 1 or more", 13),
        ({"human": "-1"}, "human must be 0 or more", 13),
        ({"machine": "inf"}, "machine must be 0 or more", 13),
        ({"needs": "[]"}, "needs must be text or texts", 13),
        ({"unless": '[1, "a"]'}, "unless must be text or texts", 13),
        ({"example": '""'}, "example must be text or texts", 10),
        ({"case": "1"}, "case must be true or false", 13),
        ({"pattern": "'''foo('''"}, "pattern: ", 7),
        ({"pattern": "'''(?P<x>foo'''"}, "'(' is not closed", 7),
        ({"pattern": "'''foo.*bar'''"}, "repeats are written", 7),
        ({"pattern": "'''fo+'''"}, "repeats are written", 7),
        ({"pattern": "'''fo{2,}'''"}, "no upper end", 7),
        ({"pattern": "'''(?:(?:a|a){1,20}){1,20}b'''"}, "ways to match", 7),
        ({"pattern": "'''foo {nowhere}'''"}, "no word list 'nowhere'", 7),
        ({"pattern": "'''(?i)foo'''"}, "not supported", 7),
        ({"pattern": "'''[a-'''"}, "'[' is not closed", 7),
        ({"pattern": "'''foo bar\\2'''"}, "invalid group reference", 4),
        ({"sequence": '"foo"', "pattern": None}, "two words or more", 12),
        ({"sequence": '"foo {nowhere}"', "pattern": None}, "no word list 'nowhere'", 12),
        ({"example": '"nothing of it"'}, "does not match its example", 4),
        ({"near_miss": '"foo bar"'}, "matches its near miss", 4),
        ({"message": '"{other}"'}, "message names 'other'", 4),
    ],
)
def test_bad_rule_is_refused(tmp_path: Path, changes: dict[str, str | None], what: str, line: int) -> None:
    """Every way to write a bad rule is refused, naming the file and the line of the key or the rule."""
    path = pack(tmp_path, **changes)
    with pytest.raises(PackError) as caught:
        load([path])
    assert what in caught.value.what
    assert caught.value.where == f"{path}:{line}"


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("language = \n", "is no TOML", 1),
        (f'language = "xx"\nname = 1{"0" * 5000}\n', "too many digits", 2),
        ('name = "x"\n', "needs language", 1),
        ('language = "xx"\n', "needs a name", 1),
        ('language = "xx"\nname = "x"\n', "at least one [[rule]]", 1),
        ('language = "xx"\nname = "x"\ncolour = 1\n', "unknown key 'colour'", 3),
        ('language = "xx"\nname = "x"\n[lists]\nempty = []\n', "list 'empty'", 4),
        ('language = "xx"\nname = "x"\nlists = 3\n', "lists is a table", 3),
        ('language = "xx"\nname = "x"\n[rule]\ncode = "xx.a"\n', "at least one [[rule]]", 3),
        ('language = "xx"\nname = "x"\nrule = ["x"]\n', "a rule is a [[rule]] table", 3),
        ('language = "xx"\nname = "x"\nrule = [{code = "xx.a"}]\n', "rule lacks 'family'", 3),
        ('language = "xx"\nname = "x"\n[[rule]]\ncode = "xx.a"\ncode = "xx.b"\n', "is no TOML", 5),
    ],
)
def test_bad_pack_is_refused(tmp_path: Path, text: str, what: str, line: int) -> None:
    """A file that is no pack is refused, naming the line."""
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load([path])
    assert what in caught.value.what
    assert caught.value.where == f"{path}:{line}"


@pytest.mark.parametrize(
    ("head", "why", "line"),
    [
        ("[[rule]] # the second", '"because"', 20),
        ("  [[ rule ]]", '"because"', 20),
        ('[["rule"]]', '"because"', 20),
        ("[[rule]]", '"""\nweight = 7\n[[rule]]\nbecause"""', 23),
    ],
    ids=["comment", "blanks", "quoted", "long text"],
)
def test_the_line_is_that_of_the_bad_key(tmp_path: Path, head: str, why: str, line: int) -> None:
    """However a head is written, whatever a long text holds: the line is that of the key at fault."""
    path = pack(tmp_path)
    good = path.read_text(encoding="utf-8")
    second = {**GOOD, "code": '"xx.two"', "why": why, "weight": "99"}
    body = "\n".join(f"{key} = {value}" for key, value in second.items())
    path.write_text(f"{good}{head}\n{body}\n", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load([path])
    assert caught.value.what == "weight is beyond 4"
    assert caught.value.where == f"{path}:{line + 1}"


def test_missing_and_undecodable_packs_are_refused(tmp_path: Path) -> None:
    """A pack that is not there, or is not UTF-8, is refused by name."""
    with pytest.raises(PackError, match="cannot be read"):
        load([tmp_path / "none.toml"])
    path = tmp_path / "latin.toml"
    path.write_bytes(b'name = "caf\xe9"\n')
    with pytest.raises(PackError, match="is not UTF-8"):
        load([path])


def test_code_that_stands_already_is_refused(tmp_path: Path) -> None:
    """A user's rule cannot take the code of a shipped one; the message says where that one is."""
    path = pack(tmp_path, head=HEAD.replace('"xx"', '"fr"'), code='"fr.ei-acronym"')
    with pytest.raises(PackError, match=r"stands in .*fr\.toml:\d+ already"):
        load([path])


def test_code_twice_in_one_pack_is_refused(tmp_path: Path) -> None:
    """One pack cannot have one code twice."""
    path = pack(tmp_path)
    rule = path.read_text(encoding="utf-8").partition("[[rule]]")[2]
    path.write_text(f"{HEAD.rstrip()}{rule}\n[[rule]]{rule}", encoding="utf-8")
    with pytest.raises(PackError, match="stands twice"):
        load([path])
