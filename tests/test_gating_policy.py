"""Policies: found, read with the line of each fault, obeyed, and shown as TOML that reads back."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from xdiff.errors import PolicyError
from xdiff.gating import policies, registry, toml
from xdiff.gating.keys import KEYS
from xdiff.gating.policy import REGISTERS, Policy
from xdiff.gating.rule import Limit, Rule
from xdiff.gating.stories import STORIES
from xdiff.records import LEVELS, Document

LIMITS = (
    Limit(name="words", default=50, what="fewest words", least=0, most=1000),
    Limit(name="share_of_all", default=0.5, what="largest share", least=0.0, most=1.0),
    Limit(name="strict", default=False, what="whether names count"),
    Limit(name="kind", default="any", what="what is flagged", choices=("any", "quote", "name")),
    Limit(name="mark", default=".", what="what ends a text"),
    Limit(name="kinds", default=("a", "b"), what="which kinds", choices=("a", "b", "c")),
    Limit(name="phrases", default=(), what="phrases left alone"),
)


def _rule(code: str, name: str, limits: tuple[Limit, ...] = ()) -> Rule:
    return Rule(
        code=code,
        name=name,
        severity="warning",
        what="A thing.",
        why="It matters.",
        examples=("One.",),
        near_misses=("Another.",),
        mend="Mend it.",
        limits=limits,
        document=lambda _inspection, _limits: (),
    )


RULES = {
    rule.code: rule
    for rule in (
        _rule("FL202", "odd-gap"),
        _rule("HY301", "site-stuff", LIMITS),
        _rule("HY302", "cut-end"),
        _rule("OR101", "machine-made", LIMITS[:2]),
    )
}


@pytest.fixture(autouse=True)
def made_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Rules that no later change of the gate's own rules touches, and an empty working folder."""
    monkeypatch.setattr(registry, "rules", lambda: RULES)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


def _load(text: str, name: str = "xdiff.toml") -> Policy:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return policies.load(Path(name))


def _document(path: str | None, **extra: object) -> Document:
    return Document(id="x", text="", path=path, extra=extra)


def _asked(policy: Policy) -> list[str]:
    return [rule.code for rule in policy.rules()]


# What a policy says.


def test_every_key_is_read() -> None:
    """Each key of the reference reaches the policy, with dashes or underscores."""
    Path("nl.toml").touch()
    Path("review.json").touch()
    read = _load(
        """
select = ["hygiene", "or"]
ignore = ["cut_end"]
per-file-ignores = { "drafts/" = ["HY301"] }
fail_on = "never"
register = "wiki"
registers = { "talks/" = "talk" }
exclude = ["old/"]
packs = ["nl.toml"]
lm = true
stories = "one"
baseline = "known.json"
reviews = ["review.json"]
cache = true
cache-dir = "kept"
[rules.site-stuff]
severity = "error"
share-of-all = 1
words = 3
[rules.OR101]
severity = "note"
"""
    )
    assert read == Policy(
        source="xdiff.toml",
        root=Path(),
        select=("hygiene", "or"),
        ignore=("cut_end",),
        per_file_ignores=(("drafts/", ("HY301",)),),
        fail_on="never",
        register="wiki",
        registers=(("talks/", "talk"),),
        exclude=("old/",),
        packs=(Path("nl.toml"),),
        lm=True,
        stories="one",
        baseline=Path("known.json"),
        reviews=(Path("review.json"),),
        cache=Path("kept"),
        severity={"HY301": "error", "OR101": "note"},
        limits={"HY301": {"share_of_all": 1.0, "words": 3}},
    )
    assert _asked(read) == ["HY301", "OR101"]
    assert {keys[0] for keys in read.given} == {key.name for key in KEYS}
    assert read.given["rules", "HY301", "words"] == "xdiff.toml:19"


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_the_examples_of_the_reference_are_read(key: object) -> None:
    """The example line of each key is a policy that holds."""
    for folder, file in (("packs", "nl.toml"), ("reviews", "2026-11.json")):
        Path(folder).mkdir()
        Path(folder, file).touch()
    example = key.example.replace("too-short", "odd-gap").replace("FL201", "FL202")
    read = _load(example)
    assert any(keys[0] == key.name for keys in read.given)


def test_an_empty_file_is_the_defaults() -> None:
    """A policy without a key is the default one."""
    assert _load("# nothing\n") == Policy(source="xdiff.toml", root=Path())


def test_a_policy_of_python_may_hold_paths_and_tuples() -> None:
    """A mapping is read as a file is, from the folder it is given."""
    read = policies.of({"select": ("HY",), "baseline": Path("b.json")}, root=Path("sub"))
    assert (read.select, read.baseline, read.root) == (("HY",), Path("sub/b.json"), Path("sub"))


def test_a_limit_set_to_its_default_is_no_change() -> None:
    """A limit that a policy sets to its default leaves the policy as it was, but is known as given."""
    read = _load("rules.HY301.words = 50")
    assert read.limits == {}
    assert read.given["rules", "HY301", "words"] == "xdiff.toml:1"
    assert read.limits_of(RULES["HY301"])["words"] == 50


# What it must not say: the place is named, and the nearest right word.

WRONG = [
    ('selekt = ["HY"]', 1, "no key of the policy 'selekt'", "select"),
    ("\n\nfailon = 1", 3, "no key of the policy 'failon'", "fail-on"),
    ('fail-on = "never"\nfail_on = "note"', 2, "'fail_on' stands beside 'fail-on'", "Take one"),
    ('fail-on = "errors"', 1, "fail-on is 'errors', not error, warning, note or never", "error"),
    ("fail-on = true", 1, "fail-on is true", ""),
    ('register = "tlak"', 1, "register is 'tlak'", "talk"),
    ('[registers]\n"a" = "news"\n"b" = "newz"', 3, "registers.b is 'newz'", "news"),
    ('registers = "talk"', 1, "registers is 'talk', not a table", "talks/"),
    ('stories = "al"', 1, "stories is 'al'", ""),
    ('select = ["OR",\n  "hygene"\n]', 2, "no rule 'hygene'", "hygiene"),
    ('select = ["HY399"]', 1, "no rule 'HY399'", "HY301"),
    ('select = "HY"', 1, "select is 'HY', not a list", 'select = ["HY302"]'),
    ("select = []", 1, "select asks no rule", "Leave `select` out"),
    ('select = ["HY", 3]', 1, "select is 3, not a text", ""),
    ('ignore = [""]', 1, "ignore is '', not a text with something in it", ""),
    ('select = ["OR",\n"HY302"]\nignore = ["HY"]', 2, "select asks 'HY302', and ignore", "one of the two"),
    ('exclude = [\n"a",\n  "",\n]', 3, "'' is an empty pattern", ""),
    ('exclude = ["./"]', 1, "'./' is an empty pattern", "**"),
    ('exclude = ["a\\\\b"]', 1, "a pattern with a backslash", "/"),
    ('exclude = ["/etc/*"]', 1, "an absolute path", "seeds/"),
    ('exclude = ["C:/x"]', 1, "an absolute path", "seeds/"),
    ('exclude = ["!a"]', 1, "begins with `!`", "back in"),
    ('exclude = ["a/../b"]', 1, "`..` inside", "beginning"),
    ('[per-file-ignores]\n"a/" = "HY301"', 2, "per-file-ignores.\"a/\" is 'HY301', not a list", ""),
    ('[per-file-ignores]\n"a/" = [\n"HY301",\n"HY3O1"]', 4, "no rule 'HY3O1'", "HY301"),
    ('[per-file-ignores]\n"" = ["HY301"]', 2, "empty", ""),
    ("lm = 1", 1, "lm is 1, not true or false", "quotation"),
    ('cache = "no"', 1, "cache is 'no', not true or false", "quotation"),
    ('cache-dir = "../out"', 1, "cache-dir leads out of the policy's folder", "--cache-dir"),
    ('cache-dir = "/"', 1, "cache-dir leads out of the policy's folder", "--cache-dir"),
    ('cache-dir = "."', 1, "cache-dir leads out of the policy's folder", "below"),
    ('packs = ["nl.toml"]', 1, "packs names 'nl.toml', which is not there", "Mend"),
    ('packs = "nl.toml"', 1, "packs is 'nl.toml', not a list", ""),
    ('baseline = "a\\u0000b"', 1, "not a file name", ""),
    ("baseline = []", 1, "baseline is a list", ""),
    ("rules = 3", 1, "rules is 3, not a table", ""),
    ("[rules.HY3O1]", 1, "no rule 'HY3O1'", "HY301"),
    ("[rules.HY]\nseverity='note'", 1, "no rule 'HY'", "several"),
    ("[rules.hygiene]", 1, "no rule 'hygiene'", "several"),
    ("rules.HY301 = 'error'", 1, "rules.HY301 is 'error', not a table", ""),
    ("[rules.HY301]\nwords=1\n[rules.site-stuff]", 3, "'site-stuff' stands beside 'HY301'", "one table"),
    ("[rules.HY301]\n\nword=1", 3, "no setting of HY301 'word'", "words"),
    ("[rules.HY302]\nwords=1", 2, "no setting of HY302 'words'", "severity"),
    ('[rules.HY301]\nseverity="warn"', 2, "severity is 'warn'", "warning"),
    ('[rules.HY301]\nseverity="off"', 2, "severity is 'off'", 'ignore = ["HY301"]'),
    ("[rules.HY301]\nseverity=false", 2, "severity is false", 'ignore = ["HY301"]'),
    ("[rules.HY301]\nwords=1.0", 2, "words is 1.0, not a whole number from 0 to 1000", "fewest words"),
    ("[rules.HY301]\nwords=true", 2, "words is true, not a whole number", ""),
    ("[rules.HY301]\nwords=-1", 2, "words is -1", "fewest words"),
    ("[rules.HY301]\nwords=1001", 2, "words is 1001", ""),
    ('[rules.HY301]\nshare_of_all="half"', 2, "share_of_all is 'half', not a number from 0 to 1", ""),
    ("[rules.HY301]\nshare_of_all=nan", 2, "share_of_all is nan", ""),
    ("[rules.HY301]\nshare_of_all=inf", 2, "share_of_all is inf", ""),
    ("[rules.HY301]\nstrict='yes'", 2, "strict is 'yes', not true or false", ""),
    ("[rules.HY301]\nkind='quotes'", 2, "kind is 'quotes'", "quote"),
    ("[rules.HY301]\nmark=3", 2, "mark is 3", ""),
    ("[rules.HY301]\nkinds=['a',\n'd']", 3, "kinds is 'd', not a, b or c", ""),
    ("[rules.HY301]\nphrases=['x', '']", 2, "phrases is ''", ""),
    ("[rules.HY301]\nphrases='x'", 2, "phrases is 'x', not a list", ""),
]


@pytest.mark.parametrize(("text", "line", "what", "hint"), WRONG, ids=[each[0][:40] for each in WRONG])
def test_a_fault_is_told_with_its_line(text: str, line: int, what: str, hint: str) -> None:
    """An unknown key or wrong value is told with file, line, what is wrong, and the nearest right word."""
    with pytest.raises(PolicyError) as caught:
        _load(text)
    assert caught.value.where == f"xdiff.toml:{line}"
    assert what in caught.value.what
    assert hint in caught.value.hint


def test_a_fault_in_pyproject_has_its_own_line() -> None:
    """In `pyproject.toml` lines count from its top, and keys of other tools are none of our business."""
    text = (
        '[project]\nname = "x"\n[tool.other]\nselect = 3\n[tool.xdiff]\nignore = []\n[tool.xdiff.rules.HY9]\n'
    )
    with pytest.raises(PolicyError, match="no rule 'HY9'") as caught:
        _load(text, "pyproject.toml")
    assert caught.value.where == "pyproject.toml:7"


def test_a_fault_of_a_mapping_names_its_keys() -> None:
    """A policy made in Python has no lines: the keys are named."""
    with pytest.raises(PolicyError) as caught:
        policies.of({"rules": {"HY301": {"words": "many"}}}, root=Path())
    assert caught.value.where == "policy, rules.HY301.words"
    with pytest.raises(PolicyError, match="no key of the policy 3"):
        policies.of({3: "x"}, root=Path())


def test_nothing_left_to_ask_is_refused() -> None:
    """A policy whose ignore takes out all rules would pass everything, so it is refused."""
    with pytest.raises(PolicyError, match="no rule is left"):
        _load('ignore = ["ALL"]').rules()


@pytest.mark.parametrize(
    ("name", "make", "what"),
    [
        ("missing.toml", lambda _path: None, "no such file"),
        ("folder.toml", lambda path: path.mkdir(), "this is a folder"),
        ("loop.toml", lambda path: path.symlink_to(path), "a loop of symbolic links"),
        ("dangling.toml", lambda path: path.symlink_to("nowhere"), "no such file"),
        ("pipe.toml", os.mkfifo, "this is no file"),
        ("latin.toml", lambda path: path.write_bytes(b"select = [\n'\xe9']"), "not UTF-8"),
        ("huge.toml", lambda path: path.write_bytes(b"#" * 1_000_001), "larger than 1,000,000 bytes"),
        ("broken.toml", lambda path: path.write_text("select = ["), "not valid TOML"),
        ("twice.toml", lambda path: path.write_text("lm = true\nlm = false"), "not valid TOML"),
        ("deep.toml", lambda path: path.write_text(f"x = {'[' * 5000}{']' * 5000}"), "nested too deeply"),
        ("long.toml", lambda path: path.write_text(f"x = 1{'0' * 5000}"), "too many digits"),
    ],
)
def test_an_unusable_file_is_an_error(name: str, make: object, what: str) -> None:
    """Whatever stands where a policy should is told by name, never with a traceback."""
    make(Path(name))
    with pytest.raises(PolicyError) as caught:
        policies.load(Path(name))
    assert what in caught.value.what
    assert caught.value.where.startswith(name)


def test_a_byte_order_mark_is_no_fault() -> None:
    """A file saved with a byte-order mark is read."""
    Path("xdiff.toml").write_bytes(b'\xef\xbb\xbffail-on = "note"\r\n')
    assert policies.load(Path("xdiff.toml")).fail_on == "note"


def test_an_unreadable_file_is_an_error() -> None:
    """A policy that may not be read is told; it does not count as none."""
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    Path("xdiff.toml").touch(mode=0o000)
    with pytest.raises(PolicyError, match="no permission"):
        policies.discover(Path.cwd())


@pytest.mark.parametrize(
    "change",
    [
        {"fail_on": "eror"},
        {"register": "tlak"},
        {"stories": "al"},
        {"registers": (("a", "tlak"),)},
        {"exclude": ("",)},
        {"per_file_ignores": (("/", ("HY301",)),)},
    ],
)
def test_a_policy_of_python_cannot_hold_what_no_file_may(change: dict[str, object]) -> None:
    """A policy made in Python is refused for words and patterns that a file's would be refused for."""
    with pytest.raises(PolicyError):
        Policy(**change)


def test_a_severity_of_no_rule_is_refused() -> None:
    """A code that no rule has would be without effect."""
    with pytest.raises(PolicyError, match="no rule 'HY3O1'"):
        Policy(severity={"HY3O1": "note"}).rules()


# Where it is found.


def test_the_nearest_policy_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest policy from the working folder upward holds, and its folder is what paths are read from."""
    _load('fail-on = "note"')
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    found = policies.discover(Path.cwd())
    assert (found.fail_on, found.root, found.source) == ("note", Path("../.."), "../../xdiff.toml")
    assert found.given["fail-on",] == "../../xdiff.toml:1"
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.xdiff]\nfail-on = "never"\n')
    assert policies.discover(Path.cwd()).fail_on == "never"


def test_a_repository_ends_the_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy above the repository's folder is another project's; the folder's own is still read."""
    _load('fail-on = "note"')
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / ".git").write_text("gitdir: elsewhere")  # as in a linked working tree
    monkeypatch.chdir(inner)
    assert policies.discover(Path.cwd()) == Policy()
    (inner / "xdiff.toml").write_text('fail-on = "never"')
    assert policies.discover(Path.cwd()).fail_on == "never"


def test_of_two_in_one_folder_xdiff_toml_holds() -> None:
    """`xdiff.toml` goes before `pyproject.toml` beside it, and that is told."""
    _load('fail-on = "note"')
    _load('[tool.xdiff]\nfail-on = "never"\n', "pyproject.toml")
    found = policies.discover(Path.cwd())
    assert found.fail_on == "note"
    assert ("note", found.notes[0]) in policies.settings(found)
    assert "pyproject.toml has a table [tool.xdiff] as well" in found.notes[0]


def test_other_projects_files_are_passed_over() -> None:
    """A `pyproject.toml` without our table is no policy, even when it is broken or not UTF-8."""
    for data in (b"[project]\n", b"[tool.other\n", b"\xff\xfe", b'[project]\ndependencies = ["xdiff"]\n'):
        Path("pyproject.toml").write_bytes(data)
        assert policies.discover(Path.cwd()) == Policy()


def test_a_broken_file_that_names_us_is_told() -> None:
    """A `pyproject.toml` that has our table and is no TOML is an error, never the defaults."""
    Path("pyproject.toml").write_text('[tool.xdiff]\nselect = ["HY"\n')
    with pytest.raises(PolicyError, match="not valid TOML"):
        policies.discover(Path.cwd())


def test_a_given_file_must_be_a_policy() -> None:
    """`--config` with a `pyproject.toml` without our table, or with our table in another file, is told."""
    with pytest.raises(PolicyError, match="no table") as caught:
        _load("[tool.xdif]\n", "pyproject.toml")
    assert "Did you mean xdif?" in caught.value.hint
    with pytest.raises(PolicyError, match="no key of the policy 'tool'") as caught:
        _load("[tool.xdiff]\n", "ci/gate.toml")
    assert caught.value.where == "ci/gate.toml:1"
    with pytest.raises(PolicyError, match=r"tool\.xdiff is no table"):
        _load("tool.xdiff = 3\n", "pyproject.toml")


# Which files it speaks of.

PATTERNS = [
    ("*.html", "a/b.html", True),
    ("*.html", "a.txt", False),
    ("*.txt", "../x.txt", True),
    ("drafts", "a/drafts/b.txt", True),
    ("drafts", "drafts", True),
    ("drafts/", "drafts", False),
    ("drafts/", "drafts/x/y.txt", True),
    ("seeds/*.txt", "seeds/a.txt", True),
    ("seeds/*.txt", "other/seeds/a.txt", False),
    ("seeds/*.txt", "seeds/x/a.txt", False),
    ("./seeds/a.txt", "seeds/a.txt", True),
    ("seeds/a.txt", "./seeds/../seeds/a.txt", True),
    ("seeds/old", "seeds/old/x/a.txt", True),
    ("seeds/**", "seeds/x/a.txt", True),
    ("seeds/**", "seeds", False),
    ("seeds/**/a.txt", "seeds/a.txt", True),
    ("seeds/**/a.txt", "seeds/x/y/a.txt", True),
    ("**/a.txt", "a.txt", True),
    ("**", "x/y", True),
    ("**", "../x", False),
    ("../wire/*.txt", "../wire/a.txt", True),
    ("../wire/*.txt", "wire/a.txt", False),
    ("../*", "x", False),
    ("Seeds/*", "seeds/a.txt", False),
    ("[0-9]*.txt", "7.txt", True),
    ("[!0-9]*.txt", "7.txt", False),
    ("a[*]b", "a*b", True),
    ("a[*]b", "axb", False),
    ("-", "-", True),
    ("*", "-", False),
    ("*", None, False),
    ("caf\u00e9.txt", "cafe\u0301.txt", True),
    ("a\nb.txt", "a\nb.txt", True),
    ("*.txt", "\udcff.txt", True),
]


@pytest.mark.parametrize(("pattern", "path", "fits"), PATTERNS, ids=[f"{a!r}-{b!r}" for a, b, _ in PATTERNS])
def test_a_pattern_names_files(pattern: str, path: str | None, fits: bool) -> None:
    """A pattern names the files that the reference says it does."""
    policy = _load(f"exclude = [{toml.quoted(pattern)}]")
    assert policy.excluded(_document(path)) is fits


def test_patterns_are_read_from_the_policys_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever xdiff runs and however a file is named, a pattern means the same file."""
    _load('exclude = ["seeds/*.txt"]', "project/xdiff.toml")
    seeds = tmp_path / "project" / "seeds"
    seeds.mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "project")
    monkeypatch.chdir(seeds)
    found = policies.discover(Path.cwd())
    for path in ("a.txt", "../seeds/a.txt", str(seeds / "a.txt"), str(tmp_path / "link" / "seeds" / "a.txt")):
        assert found.excludes(path)
    assert not found.excludes("../a.txt")


def test_a_hostile_pattern_does_not_hang() -> None:
    """Stars upon stars are matched in steps that grow with the lengths, not with their powers."""
    policy = _load(f'exclude = ["{"*a" * 60}b", "{"**/" * 60}b"]')
    assert not policy.excludes("a" * 200 + "/" + "a/" * 200 + "a")


def test_rules_are_ignored_by_file() -> None:
    """Every pattern that names a document's file counts; other files keep their rules."""
    policy = _load('[per-file-ignores]\n"drafts/" = ["hygiene"]\n"*.md" = ["OR101"]\n')
    assert policy.ignored(_document("drafts/a.md")) == {"HY301", "HY302", "OR101"}
    assert policy.ignored(_document("a.txt")) == frozenset()


def test_the_register_of_a_document() -> None:
    """Its own register goes before the last pattern that fits, and that before the policy's."""
    policy = _load('register = "wiki"\nregisters = { "a*" = "talk", "*b" = "literary" }')
    assert policy.register_of(_document("x")) == "wiki"
    assert policy.register_of(_document("a")) == "talk"
    assert policy.register_of(_document("ab")) == "literary"
    assert policy.register_of(_document("ab", register="news")) == "news"


# How it is shown.


def _random_text(rng: random.Random) -> str:
    signs = "aZ09-_ .\"'\\#=[]{}é\u202e\u200b\n\t\x01漢😀"
    return "x" + "".join(rng.choice(signs) for _ in range(rng.randrange(8)))


def _random_pattern(rng: random.Random) -> str:
    made = rng.choice(("", "../", "**/")) + _random_text(rng).replace("\\", "").replace("..", ".")
    return made + rng.choice(("", "/", "/*.txt"))


def _random_policy(rng: random.Random, root: Path) -> Policy:
    words = [*RULES, *(rule.name for rule in RULES.values()), "hygiene", "OR", "ALL"]
    existing = []
    for _ in range(2):
        name = "f" + _random_text(rng).replace("/", "")
        (root / name).touch()
        existing.append(root / name)
    limits = {
        "words": rng.randrange(1000),
        "share_of_all": rng.choice([rng.random(), 0.0, 1.0]),
        "strict": True,
        "kind": rng.choice(["quote", "name"]),
        "mark": _random_text(rng),
        "kinds": tuple(rng.sample("abc", 3)),
        "phrases": (_random_text(rng),),
    }
    return Policy(
        source="xdiff.toml",
        root=root,
        select=("ALL", *rng.sample(words, 2)),
        ignore=tuple(rng.sample(list(RULES), rng.randrange(2))) if rng.random() < 0.2 else (),
        per_file_ignores=tuple(
            {_random_pattern(rng): tuple(rng.sample(words, 2)) for _ in range(rng.randrange(4))}.items()
        ),
        severity={code: rng.choice(LEVELS) for code in rng.sample(list(RULES), rng.randrange(4))},
        limits={"HY301": dict(rng.sample(sorted(limits.items()), rng.randrange(1, 7)))}
        if rng.random() < 0.8
        else {},
        fail_on=rng.choice((*LEVELS, "never")),
        register=rng.choice(REGISTERS),
        registers=tuple({_random_pattern(rng): rng.choice(REGISTERS) for _ in range(3)}.items()),
        exclude=tuple(_random_pattern(rng) for _ in range(rng.randrange(3))),
        packs=tuple(existing[: rng.randrange(3)]),
        lm=rng.random() < 0.5,
        stories=rng.choice(STORIES),
        baseline=rng.choice([None, root / _random_text(rng)]),
        reviews=tuple(existing[: rng.randrange(3)]),
        cache=rng.choice([None, root / ".xdiff_cache", root / "x" / _random_text(rng)]),
    )


def _same(one: Policy, other: Policy) -> bool:
    """Whether two policies are the same, limits set to their defaults aside."""

    def plain(policy: Policy) -> Policy:
        limits = {
            code: kept
            for code, named in policy.limits.items()
            if (kept := {key: value for key, value in named.items() if value != RULES[code].defaults[key]})
        }
        return replace(policy, limits=limits, source="", ignore=tuple(policy.ignore))

    return plain(one) == plain(other)


@pytest.mark.parametrize("seed", range(60))
def test_what_is_shown_reads_back(seed: int) -> None:
    """Whatever a policy holds, `show` writes TOML that `load` reads back to the same policy."""
    rng = random.Random(seed)  # noqa: S311 (cases, not secrets)
    made = _random_policy(rng, Path())
    if any(
        registry.matching(word) == registry.matching(each) for word in made.select for each in made.ignore
    ):
        made = replace(made, ignore=())  # the two would contradict each other
    shown = policies.show(made)
    read = _load(shown)
    assert _same(made, read), shown
    assert policies.show(read).split("\n")[2:] == policies.show(_load(policies.show(read))).split("\n")[2:]


def test_each_setting_is_shown_with_its_place() -> None:
    """Every key and rule stands in what is shown, with its value, and where it comes from or `default`."""
    shown = policies.show(_load('fail-on = "note"\n[rules.HY301]\nwords = 7\nseverity = "error"\n'))
    for key in KEYS:
        assert any(each.lstrip("# [").startswith(key.name) for each in shown.splitlines()), key.name
    for line in (
        'fail-on = "note" # xdiff.toml:1',
        'severity = "error" # xdiff.toml:4',
        "words = 7 # xdiff.toml:3: fewest words",
        "share_of_all = 0.5 # default: largest share",
        '# severity = "warning" # default',
        "[rules.HY302] # cut-end",
    ):
        assert line in [" ".join(each.split()) for each in shown.splitlines()]


def test_a_shown_policy_cannot_act() -> None:
    """A name in a policy cannot act on the terminal, nor end a comment; one that is no UTF-8 is a comment."""
    policy = Policy(
        source="a\x1b[31m\nselect = []",
        exclude=("a\x1b[2J\u202eb",),
        baseline=Path("b\udcff.json"),
        notes=("one\nlm = true",),
    )
    shown = policies.show(policy)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "# baseline = b\\udcff.json" in shown
    assert _load(shown).exclude == policy.exclude
    assert _load(shown).lm is False


def test_settings_tell_what_is_not_the_default() -> None:
    """The settings that a report names are the policy's place, and what is not the default."""
    policy = _load(
        'select = ["HY"]\nregisters = { "a/" = "talk" }\nbaseline = "b.json"\nrules.HY301.words = 7\n'
        'rules.HY302.severity = "note"\n'
    )
    assert policies.settings(policy) == (
        ("policy", "xdiff.toml"),
        ("select", "HY"),
        ("registers", "a/ = talk"),
        ("baseline", "b.json"),
        ("HY301 words", "7"),
        ("HY302 severity", "note"),
    )
    assert policies.settings(Policy()) == (("policy", "defaults"),)


# Where keys stand in TOML.


def test_lines_of_every_kind_of_key() -> None:
    """The line of a key is found in tables, dotted keys, inline tables, lists and texts of several lines."""
    text = '''\
a = """
b = 1
"""
"c.d".e = 'x' # [no.table]
[f]
g = [
  "one", # two,
  { h = 1, i.j = """]
}""", k = 3 },
]
[ f . "l m" ]
n = {}
[[o]]
p = 1
[o.q]
r = 2
[[o]]
p = 3
s = \'\'\'
t = 4\'\'\'\'
u = 1979-05-27T07:32:00Z
"""v""" = 1
'''.replace('"""v""" = 1\n', "")
    found = toml.lines(text)
    assert {
        keys: line
        for keys, line in found.items()
        if keys in {("a",), ("c.d", "e"), ("f", "g", 1, "i", "j"), ("f", "g", 1, "k"), ("f", "l m", "n")}
        or keys[0] == "o"
    } == {
        ("a",): 1,
        ("c.d", "e"): 4,
        ("f", "g", 1, "i", "j"): 8,
        ("f", "g", 1, "k"): 9,
        ("f", "l m", "n"): 12,
        ("o",): 13,
        ("o", 0): 13,
        ("o", 0, "p"): 14,
        ("o", 0, "q"): 15,
        ("o", 0, "q", "r"): 16,
        ("o", 1): 17,
        ("o", 1, "p"): 18,
        ("o", 1, "s"): 19,
        ("o", 1, "u"): 21,
    }
    assert ("b",) not in found
    assert found["f", "g", 0] == 7


@pytest.mark.parametrize("seed", range(40))
def test_every_key_of_a_text_has_a_line(seed: int) -> None:
    """Of random tables, written in any way TOML has, each key is found at the line it was written on."""
    rng = random.Random(seed)  # noqa: S311 (cases, not secrets)
    written: list[str] = []
    expected: dict[tuple[str | int, ...], int] = {}

    def value(keys: tuple[str | int, ...], depth: int) -> str:
        kind = rng.randrange(6 if depth < 3 else 4)
        if kind == 4:
            items = []
            for at in range(rng.randrange(3)):
                expected[*keys, at] = line()
                items.append(value((*keys, at), depth + 1))
            return f"[{', '.join(items)}]"
        if kind == 5:
            pairs = []
            for at in range(rng.randrange(3)):
                name = f"{at}{rng.choice(('', ' é', '.x'))}"
                expected[*keys, name] = line()
                pairs.append(f"{toml.key(name)} = {value((*keys, name), depth + 1)}")
            return f"{{ {', '.join(pairs)} }}"
        return ("3", "'a # [b]'", '"x\\"=\\\\"', "2026-11-22")[kind]

    def line() -> int:
        return len(written) + 1

    for at in range(rng.randrange(1, 6)):
        name = rng.choice(("t", "a b", '"', "x.y")) + str(at)
        expected[name,] = line()
        written.append(f"[{toml.key(name)}]  # = ]")
        for key in range(rng.randrange(4)):
            written.extend(rng.sample(["", "# c = 1", f'_{key} = """\nq = 1\n"""'], rng.randrange(3)))
            while any("\n" in each for each in written):
                written[:] = "\n".join(written).split("\n")
            expected[name, f"k{key}"] = line()
            written.append(f"k{key} = {value((name, f'k{key}'), 0)}")
    found = toml.lines("\n".join(written))
    assert {keys: found.get(keys) for keys in expected} == expected
