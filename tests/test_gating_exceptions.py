"""Exceptions with reasons: read, refused with their line, and told when they excuse nothing any more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xdiff.errors import PolicyError
from xdiff.gating import exceptions, registry
from xdiff.gating.policy import Policy
from xdiff.pipeline import gate
from xdiff.read import read_paths
from xdiff.records import Document, Finding, Suppression

TEXT = """\
Council opens the new bridge

The new bridge over the Harn opened on Tuesday, after two years of work. The mayor, Ida Voss, cut a ribbon \
at noon, and some three hundred people walked across it.

“It is the bridge we were promised,” said Voss. The old one was closed in spring, since its piers had sunk.

Buses take the new way from Wednesday. The council expects four thousand cars a day.
"""
SPOILT = TEXT.replace("promised", "promisÃ©d")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder `texts` with one document, as the working folder's only content."""
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    Path("texts/a.txt").write_text(SPOILT, encoding="utf-8")


def _document(seeds: str) -> Document:
    Path("texts/seeds.toml").write_text(seeds, encoding="utf-8")
    found = read_paths(["texts/a.txt"])
    assert not found.problems
    return found.documents[0]


def _line(**keys: object) -> Document:
    row = json.dumps({"id": "a", "text": SPOILT, **keys})
    Path("texts/a.jsonl").write_text(f"\n{row}\n", encoding="utf-8")
    found = read_paths(["texts/a.jsonl"])
    assert not found.problems
    return found.documents[0]


def test_an_exception_is_read_by_code_or_name() -> None:
    """`allow` takes codes and names in any case, and keeps each reason on one line."""
    seeds = '["a.txt"]\nallow = { HY304 = "it is quoted", Too_Short = """\n  a\n  brief""" }\n'
    assert exceptions.allowed(_document(seeds)) == {
        "HY304": Suppression(because="exception", where="texts/seeds.toml", reason="it is quoted"),
        "HY306": Suppression(because="exception", where="texts/seeds.toml", reason="a brief"),
    }


def test_a_json_line_may_have_exceptions() -> None:
    """The line itself is where such an exception stands."""
    assert exceptions.allowed(_line(allow={"mojibake": "it is quoted"})) == {
        "HY304": Suppression(because="exception", where="texts/a.jsonl", reason="it is quoted")
    }


def test_without_a_word_nothing_is_excepted() -> None:
    """A document without `allow`, and one with keys of the user's own, has no exception."""
    assert (
        exceptions.allowed(_document('["a.txt"]\nhow_we_know = "x"\npublished_at = "x"\nstories = 3\n')) == {}
    )
    assert exceptions.allowed(Document(id="x", text="")) == {}


def test_a_right_exception_is_not_looked_up_again() -> None:
    """`seeds.toml` is read again for a fault only, not for each of a thousand exceptions."""
    document = _document('["a.txt"]\nallow = { HY304 = "x" }\nstory = "y"\nregister = "talk"\n')
    Path("texts/seeds.toml").unlink()
    assert set(exceptions.allowed(document)) == {"HY304"}


WRONG = [
    ('allow = "HY304"', 2, "allow is a text, not a table", "HY302 ="),
    ('allow = ["HY304"]', 2, "allow is a list, not a table", "HY302 ="),
    ('allow = { HY304 = "" }', 2, "the reason for HY304 is empty", "next reader"),
    ('\nallow.HY304 = " "', 3, "the reason for HY304 is empty", "next reader"),
    ('["a.txt".allow]\nHY304 = "x"\nHY304-x = "y"', 4, "no rule 'HY304-x'", "HY304"),
    ("allow = { HY304 = true }", 2, "the reason for HY304 is true, not a text", "HY302 ="),
    ('allow = { HY304 = { reason = "x" } }', 2, "the reason for HY304 is a table", "HY302 ="),
    ('allow = { mojibak = "x" }', 2, "no rule 'mojibak'", "mojibake"),
    ('allow = { hygiene = "x" }', 2, "no rule 'hygiene'", "one rule"),
    ('allow = { HY304 = "x", mojibake = "y" }', 2, "HY304 mojibake is excepted twice", "one reason"),
    ('outlet = "x"\nalow = { HY304 = "x" }', 3, "no key 'alow'", "allow"),
    ('declared-origin = "original"', 2, "no key 'declared-origin'", "declared_origin"),
    ('Register = "talk"', 2, "no key 'Register'", "register"),
    ('register = "tlak"', 2, "register is 'tlak'", "talk"),
    ("register = 3", 2, "register is 3", "news"),
    ('story = ""', 2, "story is empty", "ferry strike"),
    ("story = 3", 2, "story is 3", "ferry strike"),
]


@pytest.mark.parametrize(("text", "line", "what", "hint"), WRONG, ids=[each[0][:40] for each in WRONG])
def test_a_fault_in_seeds_toml_is_told_with_its_line(text: str, line: int, what: str, hint: str) -> None:
    """A fault is an error with file, line and table, what is wrong, and the nearest right word."""
    with pytest.raises(PolicyError) as caught:
        exceptions.allowed(_document(f'["a.txt"]\n{text}\n'))
    assert caught.value.where == f'texts/seeds.toml:{line}, "a.txt"'
    assert what in caught.value.what
    assert hint in caught.value.hint


def test_the_line_is_the_tables_own() -> None:
    """Where several files have exceptions, the fault of the right one is named."""
    Path("texts/b.txt").write_text(TEXT, encoding="utf-8")
    other = '["b.txt"]\nallow = { HY304 = "x" }\n\n'
    seeds = f'{other}["a.txt"]\noutlet = """\nallow = {{}}"""\nallow = {{ HY304 = "" }}\n'
    with pytest.raises(PolicyError) as caught:
        exceptions.allowed(_document(seeds))
    assert caught.value.where == 'texts/seeds.toml:7, "a.txt"'


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        ({"allow": True}, "allow is true, not a table"),
        ({"allow": {"HY304": None}}, "the reason for HY304 is None"),
        ({"allow": {"": "x"}}, "no rule ''"),
        ({"register": "formal"}, "register is 'formal'"),
        ({"story": ["x"]}, "story is a list"),
    ],
)
def test_a_fault_in_a_json_line_is_told_with_its_line(keys: dict[str, object], what: str) -> None:
    """Of JSON lines the line itself is named."""
    with pytest.raises(PolicyError) as caught:
        exceptions.allowed(_line(**keys))
    assert caught.value.where == "texts/a.jsonl:2"
    assert what in caught.value.what


def test_other_keys_of_a_json_line_are_its_own() -> None:
    """JSON lines come from anywhere: a key that is nearly one of ours is none of our business."""
    assert exceptions.allowed(_line(allows=True, registers="formal", Story=3)) == {}


def test_a_table_of_json_lines_is_refused() -> None:
    """What `seeds.toml` says of a file of JSON lines would be without effect, so it is refused."""
    Path("texts/seeds.toml").write_text('\n["a.jsonl"]\nwho = "me"\n', encoding="utf-8")
    assert exceptions.allowed(_line()) == {}
    Path("texts/seeds.toml").write_text('\n["a.jsonl"]\nwho = "me"\nallow = {}\n', encoding="utf-8")
    with pytest.raises(PolicyError, match="allow of JSON lines stands in the lines") as caught:
        exceptions.allowed(_line())
    assert caught.value.where == "texts/seeds.toml:4"
    Path("texts/seeds.toml").write_bytes(b"\xff")
    row = json.dumps({"id": "a", "text": SPOILT})
    Path("texts/a.jsonl").write_text(row, encoding="utf-8")
    assert exceptions.allowed(read_paths(["texts/a.jsonl"]).documents[0]) == {}


def test_an_excepted_finding_does_not_count() -> None:
    """What is excepted stays among the findings, with its reason, and does not fail the run."""
    policy = Policy(select=("HY304",))
    assert gate([_document("")], policy).failed
    outcome = gate([_document('["a.txt"]\nallow = { mojibake = "it is quoted" }\n')], policy)
    assert not outcome.failed
    assert [each.suppressed.reason for each in outcome.findings if each.suppressed] == ["it is quoted"]
    assert not outcome.notes


def test_an_exception_that_excuses_nothing_is_told() -> None:
    """An exception is told once its rule, which was asked, finds nothing there any more."""
    document = _document('["a.txt"]\nallow = { HY310 = "it is about tags" }\n')
    told = "a: the exception for HY310 leftover-markup (it is about tags) excuses nothing any more"
    assert gate([document], Policy(select=("hygiene",))).notes == (
        f"{told}; take it out of texts/seeds.toml",
    )
    assert not gate([document], Policy(select=("HY304",))).notes
    ignored = Policy(select=("hygiene",), per_file_ignores=(("*.txt", ("HY310",)),))
    assert not gate([document], ignored).notes


def test_a_run_over_a_part_tells_nothing_of_what_takes_several() -> None:
    """Whether two seeds are alike, or two outlets differ, a run over one of them cannot tell."""
    rules = tuple(registry.rules().values())
    given = {"a": {code: Suppression(because="exception", where="seeds.toml") for code in registry.rules()}}
    told = exceptions.unused((), given, rules)
    assert len(told) == sum(rule.document is not None for rule in rules)
    assert not any("CS4" in each for each in told)


def test_an_exception_in_use_is_not_told() -> None:
    """One finding, counted or not, is enough for an exception to stand."""
    rule = registry.one("HY304", where="")
    given = {"a": {"HY304": Suppression(because="exception", where="seeds.toml", reason="x" * 200)}}
    found = Finding(
        code="HY304", severity="note", document_id="a", span=None, message="", measured="", limit=""
    )
    assert exceptions.unused((found,), given, (rule,)) == ()
    (told,) = exceptions.unused((), given, (rule,))
    assert f"({'x' * 59}…)" in told


def test_a_seeds_toml_that_went_away_is_told() -> None:
    """A fault whose file cannot be read again is an error all the same."""
    document = _document('["a.txt"]\nallow = 3\n')
    Path("texts/seeds.toml").unlink()
    with pytest.raises(PolicyError, match="no such file"):
        exceptions.allowed(document)
