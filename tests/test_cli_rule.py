"""`xdiff rule`: what a rule looks for, why, and lines that silence it; and the lists of all rules."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import reference

from xdiff import packs
from xdiff.cli import main
from xdiff.gating import patterns, policies, registry
from xdiff.gating.keys import KEYS

RULES = tuple(registry.rules().values())
Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run `xdiff rule` in an empty folder; return its exit code and what it said."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["xdiff", "rule", *arguments])
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def _plain(text: str) -> str:
    return " ".join(text.replace("\n", " ").replace("| ", "").split())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_of_the_gate_is_explained(ask: Ask, rule: registry.Rule) -> None:
    """By its code or its name, a rule tells what, why, each example, how to mend it, and each limit."""
    code, out, err = ask(rule.code)
    assert (code, err) == (0, "")
    assert out.startswith(f"{rule.code} {rule.name} ({rule.family}, {rule.severity} by default)\n")
    plain = _plain(out)
    for text in (rule.what, rule.why, rule.mend):
        assert _plain(text) in plain
    for limit in rule.limits:
        assert f"{limit.name} = " in out
        assert _plain(limit.what) in plain
    assert out.count("\n          | ") >= len(rule.examples) + len(rule.near_misses) - 2
    assert ask(rule.name) == (0, out, "")
    assert ask(rule.code.lower()) == (0, out, "")
    assert ask(rule.name.upper().replace("-", "_")) == (0, out, "")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("file", ["xdiff.toml", "pyproject.toml"])
def test_the_lines_that_silence_a_rule_are_right(ask: Ask, rule: registry.Rule, file: str) -> None:
    """What it says to copy is valid: in seeds.toml, and in the policy at hand."""
    Path(file).write_text("[tool.xdiff]\n" if file == "pyproject.toml" else "", encoding="utf-8")
    _, out, _ = ask(rule.code)
    lines = out[out.rindex("\nsilence ") : out.rindex("\nin force ")].splitlines()
    title, allow, line, *policy = [each.strip() for each in lines if each.startswith(" " * 14)]
    assert tomllib.loads(f"{title}\n{allow}")["file.txt"]["allow"] == {rule.code: "why it may stand"}
    assert json.loads(f"{{{line}}}") == {"allow": {rule.code: "why it may stand"}}
    ignore = next(each for each in policy if each.startswith("ignore"))
    tables = "\n".join(each for each in policy if each != ignore)
    head = "[tool.xdiff]\n" if file == "pyproject.toml" else ""
    Path(file).write_text(f"{head}{ignore}\n{tables}\n", encoding="utf-8")
    read = policies.load(Path(file))
    assert read.ignore == (rule.code,)
    assert read.per_file_ignores == (("drafts/", (rule.code,)),)
    given = {each[2] for each in read.given if each[0] == "rules" and len(each) == 3}
    assert given == {*rule.defaults, *(["severity"] if rule.severity != "note" else [])}


def test_the_policy_in_force_is_told(ask: Ask) -> None:
    """What the policy at hand says of the rule stands there with its place."""
    Path("xdiff.toml").write_text(
        'per-file-ignores = { "drafts/" = ["HY3"] }\n[rules.too-short]\nseverity = "error"\nwords = 7\n',
        encoding="utf-8",
    )
    _, out, _ = ask("HY306")
    told = _plain(out[out.index("in force") :])
    for part in (
        "asked, by xdiff.toml: severity error (xdiff.toml:3)",
        "words = 7 (xdiff.toml:4)",
        "not asked of drafts/ (xdiff.toml:1)",
    ):
        assert part in told
    Path("other.toml").write_text('ignore = ["HY306"]', encoding="utf-8")
    assert "not asked, by other.toml" in ask("HY306", "--config", "other.toml")[1]


def test_a_broken_policy_is_told(ask: Ask) -> None:
    """A policy with a fault ends in its message, and exit code 2."""
    Path("xdiff.toml").write_text("selekt = []", encoding="utf-8")
    code, out, err = ask("HY306")
    assert (code, out) == (2, "")
    assert "xdiff.toml:1: no key of the policy 'selekt'. Did you mean select?" in err


def test_without_a_code_all_are_listed(ask: Ask) -> None:
    """Every rule of the gate stands in the list with its severity, every pack with its count."""
    Path("xdiff.toml").write_text('ignore = ["HY306"]\nrules.HY302.severity = "note"', encoding="utf-8")
    code, out, _ = ask()
    assert code == 0
    rows = {line.split()[0]: line.split()[1:3] for line in out.splitlines() if line.startswith("  ")}
    for rule in RULES:
        severity = {"HY306": "off", "HY302": "note"}.get(rule.code, rule.severity)
        assert rows[rule.code] == [rule.name, severity]
    for pack in packs.load():
        assert pack.name in out
        assert f" {len(pack.rules)} " in out
    heads = [line.split()[0] for line in out.splitlines() if line and not line.startswith(" ")]
    assert heads[:4] == ["origin", "fluency", "hygiene", "cross-source"]


def test_a_family_or_a_pack_is_listed(ask: Ask) -> None:
    """A family by its name or letters has its rules listed, a language or its code the pack's."""
    hygiene = ask("hygiene")[1]
    assert ask("hy")[1] == hygiene
    assert "HY302" in hygiene
    assert "OR101" not in hygiene
    french = ask("fr")[1]
    assert ask("French")[1] == french
    assert all(rule.code in french for pack in packs.load() if pack.language == "fr" for rule in pack.rules)


def test_rules_of_packs_and_learned_evidence_are_explained(ask: Ask, tmp_path: Path) -> None:
    """A rule of a shipped pack, of a pack of one's own, and what was learned are explained, in any case."""
    assert ask("FR.EI-acronym")[1].startswith("fr.ei-acronym (residue: ")
    assert "gate:       told by OR103 source-residue" in ask("fr.ei-acronym")[1]
    assert ask("model.words")[1].startswith("model.words (learned")
    own = tmp_path / "xx.toml"
    own.write_text(
        'language = "xx"\nname = "Own"\n[[rule]]\ncode = "xx.own"\nfamily = "residue"\npattern = "zzz"\n'
        'message = "m"\nwhy = "W."\nexample = "a zzz b"\nnear_miss = "a zz b"\nweight = 1.0\n',
        encoding="utf-8",
    )
    assert ask("xx.own", "--pack", str(own))[1].startswith("xx.own (residue: ")


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("HY3O2", "HY302"),
        ("mojibak", "mojibake"),
        ("ei-acronym", "fr.ei-acronym"),
        ("fr.ei-acronim", "fr.ei-acronym"),
        ("modle.words", "model.words"),
        ("hygene", "hygiene"),
        ("zzzzzz", "`xdiff rule` lists"),
        ("", "`xdiff rule` lists"),
    ],
)
def test_an_unknown_code_is_told_with_the_nearest(ask: Ask, code: str, near: str) -> None:
    """A code that no rule has is an error that names the nearest of gate and packs."""
    exit_code, out, err = ask(code)
    assert (exit_code, out) == (2, "")
    assert f"no rule {code!r}" in err
    assert near in err


def test_what_is_printed_cannot_act_on_the_terminal(ask: Ask) -> None:
    """A pattern of a policy, or a rule's example with controls in it, is shown with escapes."""
    Path("xdiff.toml").write_text('per-file-ignores = { "a\\u001b[31m" = ["HY311"] }', encoding="utf-8")
    out = ask("HY311")[1]
    assert "a\\x1b[31m" in out
    assert all(character == "\n" or character.isprintable() for character in out)


@pytest.mark.parametrize("width", ["40", "72", "300"])
def test_lines_are_as_wide_as_asked(ask: Ask, width: str) -> None:
    """No line of a list is wider than asked for, and none wider than a person likes to read."""
    for line in ask("--width", width)[1].splitlines():
        assert len(line) <= max(80, min(int(width), 100))


def test_the_reference_has_every_rule_and_key() -> None:
    """The generated page has each rule of the gate with its limits, and each key of a policy."""
    rules, policy = reference._gate_rules(), reference._policy()
    for rule in RULES:
        block = rules[rules.index(f"### `{rule.code}` {rule.name}\n") :].split("\n### ", 1)[0]
        for text in (rule.what, rule.why, rule.mend, *(f"| `{each.name}` |" for each in rule.limits)):
            assert text in block
    for key in KEYS:
        assert f"| `{key.name}` |" in policy
    assert patterns.MEANING in policy
    assert all(character == "\n" or character.isprintable() for character in rules + policy)
