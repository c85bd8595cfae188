"""The shipped packs keep what each of their rules promises."""

from __future__ import annotations

import json
import math
import tomllib
from pathlib import Path

import pytest

from xdiff.errors import PackError
from xdiff.packs import Rule, explain, find, load, signature
from xdiff.packs.examples import article_of_lines, check_examples
from xdiff.packs.index import FOLDER, INDEX, read_index, read_sources, write
from xdiff.packs.weigh import MOST_WEIGHT, PRIOR
from xdiff.read import read_bytes
from xdiff.segment import segment

RULES = [rule for pack in load() for rule in pack.rules]
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['why']}")
    for path in sorted((Path(__file__).parent / "cases" / "packs").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_matches_its_examples_and_leaves_its_near_misses(rule: Rule) -> None:
    """Every rule finds its own example, leaves its own near miss alone, and its message can be made."""
    check_examples(rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_weight_follows_from_the_rates(rule: Rule) -> None:
    """A weight is the documented function of the measured rates, or a guess of at most 1.

    A rule that is shown and weighs nothing (0) says in its `why` how often people break it.
    """
    if rule.weight == 0:
        assert "weighs nothing" in rule.why
    elif rule.human is None or rule.machine is None:
        assert 0 < rule.weight <= 1
    else:
        expected = min(math.log((rule.machine + PRIOR) / (2 * rule.human + PRIOR)), MOST_WEIGHT)
        assert rule.weight == pytest.approx(expected, abs=0.02)
        assert rule.weight >= 0.1, "a rule that people break nearly as often accuses people"


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, object]) -> None:
    """Shipped packs find in a document exactly what its case says, with spans that show the words."""
    text = str(case["text"])
    (document,) = read_bytes(text.encode(), name="case.txt", format="text")
    found = find(segment(document), load())
    assert [[each.rule, each.span.of(document.text)] for each in found] == case["expected"]


def test_french_pack_is_large_and_every_code_is_one_rule() -> None:
    """The French pack has 35 rules or more, and no code stands twice among all packs."""
    assert sum(rule.language == "fr" for rule in RULES) >= 35
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_index_is_the_packs() -> None:
    """The index is what the TOML files say: after changing a pack, run xdiff.packs.index.write()."""
    packs = read_index()
    assert packs is not None, "index.json is older than a pack"
    assert packs == read_sources()


def test_index_of_other_packs_is_not_used(tmp_path: Path) -> None:
    """An index is refused when a pack beside it was changed since."""
    for path in FOLDER.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    write(tmp_path)
    assert read_index(tmp_path / INDEX.name) is not None
    with (tmp_path / "fr.toml").open("a", encoding="utf-8") as pack:
        pack.write("\n# changed\n")
    assert read_index(tmp_path / INDEX.name) is None


def test_damaged_index_is_not_used(tmp_path: Path) -> None:
    """An index that is no JSON is read past, not raised over."""
    (tmp_path / INDEX.name).write_text("{", encoding="utf-8")
    assert read_index(tmp_path / INDEX.name) is None
    (tmp_path / INDEX.name).write_text(json.dumps({"sources": {}}), encoding="utf-8")
    (tmp_path / "any.toml").write_text("", encoding="utf-8")
    assert read_index(tmp_path / INDEX.name) is None


def test_explain_names_the_rule_and_its_place() -> None:
    """A rule is found by its code, with the file and the line it is defined on."""
    rule = explain("fr.ei-acronym")
    lines = Path(rule.file).read_text(encoding="utf-8").splitlines()
    assert lines[rule.line - 1 : rule.line + 1] == ["[[rule]]", 'code = "fr.ei-acronym"']
    assert explain(rule.code, load()) == rule


def test_explain_of_an_unknown_code_names_the_nearest() -> None:
    """A misspelt code is answered with the code that was meant."""
    with pytest.raises(PackError) as caught:
        explain("fr.ei-acronim")
    assert "fr.ei-acronym" in caught.value.hint


def test_signature_counts_the_rules() -> None:
    """The signature names each pack with its number of rules."""
    ((key, value),) = signature()
    assert key == "packs"
    assert f"fr{sum(rule.language == 'fr' for rule in RULES)}" in value.split("+")


def test_human_prose_draws_nothing() -> None:
    """Plain English prose with French names, dates and figures draws no residue at all."""
    text = (
        "Élise Dupont-Aignan, 41, moved to Lyon in the 1990s and has said little about it since.\n"
        "On July 14, the mayor met the French ambassador, who explained the plan to reporters.\n"
        "The last three years have been hard: sales fell by 12%, to 3.5 million euros, and 2,500 jobs went.\n"
        "“We did what we could,” she said, and the Islamic State's men were gone by then."
    )
    assert find(article_of_lines("plain", text), load()) == ()
