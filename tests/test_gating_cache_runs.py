"""Runs with a cache: a second one finds the same, and whatever a finding depends on is judged anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from xdiff import pipeline
from xdiff.errors import RoomError
from xdiff.gating.cache import Cache
from xdiff.gating.policy import Policy
from xdiff.read import read_bytes
from xdiff.records import Document, Furniture, Outcome, Span

TEXT = """The harbour of Skerrin opens again

The harbour of Skerrin opened again on Tuesday after engineers had cleared the the last of the sand that the
autumn storms left in its entrance. Ferries to the mainland will run twice a day until the end of March.

"We were cut off for eleven days," said Ingrid Solheim, who keeps the grocery on the quay. She had sold her
last loaf of bread on the Friday before, and had been baking for her neighbours ever since. The cou
"""
OTHER = """Skerrin harbour is open

Ferries to the island of Skerrin are running again. Engineers cleared the entrance of the harbour on Tuesday,
which the storms of the autumn had filled with sand. Two ferries a day will cross until the end of March.

“We were cut off for twelve days,” Ingrid Solheim, the grocer on the quay, said. She had run out of bread on
the Friday before.
"""
DOCUMENT = Document(id="x", text=TEXT, path="x.txt", sha256="0" * 64)


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    """Return a policy whose rules need no model, with a cache."""
    return Policy(select=("HY", "FL204"), cache=tmp_path / "cache")


def plain(outcome: Outcome) -> Outcome:
    """Return an outcome without what says that it comes from a cache."""
    return replace(outcome, documents=tuple(replace(each, cached=False) for each in outcome.documents))


def cached(*documents: Document, policy: Policy) -> list[bool]:
    """Judge documents, and return which of them were known."""
    outcome = pipeline.gate(documents, policy)
    assert plain(outcome) == pipeline.gate(documents, replace(policy, cache=None))
    return [each.cached for each in outcome.documents]


def test_a_second_run_finds_the_same(policy: Policy) -> None:
    """All of an outcome, but for what it says of the cache itself."""
    first = pipeline.gate([DOCUMENT], policy)
    second = pipeline.gate([DOCUMENT], policy)
    assert ([each.cached for each in first.documents], [each.cached for each in second.documents]) == (
        [False],
        [True],
    )
    assert plain(second) == plain(first)
    assert first.findings


CHANGES: Mapping[str, Any] = {
    "id": "y",
    "text": TEXT + "ncil voted.",
    "path": "y.txt",
    "outlet": "The Skerrin Post",
    "title": "Another",
    "published": "2026-01-02",
    "sha256": "1" * 64,
    "declared_origin": "original",
    "format": "markdown",
    "encoding": "cp1252",
    "furniture": (Furniture(span=Span(start=0, end=34), why="heading"),),
    "extra": {"story": "harbour"},
    "notes": ("something was assumed",),
    "described_in": "seeds.toml",
}


@pytest.mark.parametrize("changed", [each.name for each in fields(Document) if each.name != "line"])
def test_whatever_changes_about_a_document_is_judged_anew(policy: Policy, changed: str) -> None:
    """Each of its fields, those that a later version adds too: a rule may look at any."""
    assert cached(DOCUMENT, policy=policy) == [False]
    assert cached(replace(DOCUMENT, **{changed: CHANGES[changed]}), policy=policy) == [False]
    assert cached(DOCUMENT, policy=policy) == [True]


def test_what_changes_nothing_is_not_judged_anew(policy: Policy) -> None:
    """Another line of its file, an exception, a longer way to the same file, other documents beside it."""
    assert cached(DOCUMENT, policy=policy) == [False]
    assert cached(replace(DOCUMENT, line=7), policy=policy) == [True]
    reason = {"allow": {"FL204": "quoted so"}}
    assert cached(replace(DOCUMENT, extra=reason), policy=policy) == [True]
    assert cached(replace(DOCUMENT, path="./x.txt"), policy=policy) == [True]
    other = Document(id="y", text=OTHER, path="y.txt", sha256="2" * 64)
    assert cached(other, DOCUMENT, policy=policy) == [False, True]


def test_a_text_is_known_by_its_characters(policy: Policy) -> None:
    """Not by the digest that who made the document in Python gave it, or did not give."""
    assert cached(replace(DOCUMENT, sha256=""), policy=policy) == [False]
    assert cached(replace(DOCUMENT, sha256="", text=OTHER), policy=policy) == [False]


def test_lines_of_a_file_may_move(policy: Policy) -> None:
    """A line put in at the top of a file of JSON lines has the others judged no second time."""
    import json

    rows = [json.dumps({"id": str(at), "text": text}) for at, text in enumerate((TEXT, OTHER))]
    assert cached(*read_bytes("\n".join(rows).encode(), name="rows", path="rows.jsonl"), policy=policy) == [
        False,
        False,
    ]
    new = json.dumps({"id": "new", "text": OTHER.replace("Two", "Three")})
    more = read_bytes("\n".join([new, *rows]).encode(), name="rows", path="rows.jsonl")
    assert cached(*more, policy=policy) == [False, True, True]


# What a policy may say, and whether documents must be judged anew for it.
SETTINGS: Mapping[str, bool] = {
    "select": True,
    "ignore": True,
    "limits": True,
    "register": True,
    "registers": True,
    "packs": True,
    "lm": True,
    "source": False,
    "root": False,
    "per_file_ignores": False,
    "severity": False,
    "fail_on": False,
    "exclude": False,
    "stories": False,
    "baseline": False,
    "reviews": False,
    "cache": False,
}


def test_every_setting_was_thought_of() -> None:
    """A setting that a later version adds must be named here, and in the key if findings depend on it."""
    public = {each.name for each in fields(Policy) if each.name not in ("given", "notes")}
    assert public == SETTINGS.keys()


@pytest.mark.parametrize(
    "changes",
    [
        {"select": ("HY",)},
        {"ignore": ("HY306",)},
        {"limits": {"HY306": {"words": 3}}},
        {"register": "wiki"},
        {"registers": (("*.txt", "wiki"),)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_another_policy_judges_anew(policy: Policy, changes: dict[str, Any]) -> None:
    """Rules, limits and registers are what findings depend on beside the text."""
    assert cached(DOCUMENT, policy=policy) == [False]
    assert cached(DOCUMENT, policy=replace(policy, **changes)) == [False]
    assert cached(DOCUMENT, policy=policy) == [True]


@pytest.mark.parametrize(
    "changes",
    [
        {"severity": {"FL204": "error"}},
        {"per_file_ignores": (("*.txt", ("FL204",)),)},
        {"fail_on": "note"},
        {"exclude": ("*.md",)},
        {"stories": "one"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_comes_after_the_rules_judges_nothing_anew(policy: Policy, changes: dict[str, Any]) -> None:
    """Severities and what is left out are applied to what was found, and hold at once."""
    assert cached(DOCUMENT, policy=policy) == [False]
    assert cached(DOCUMENT, policy=replace(policy, **changes)) == [True]


def test_a_pack_with_other_contents_judges_anew(tmp_path: Path, policy: Policy) -> None:
    """Under the same name too."""
    from xdiff.pipeline.gate import _Earlier

    own = tmp_path / "own.toml"
    names = []
    for content in ("a", "b"):
        own.write_text(content, encoding="utf-8")
        names.append(_Earlier(replace(policy, packs=(own,))).name("document", [DOCUMENT], [], "news"))
    assert names[0] != names[1]


def test_another_language_model_judges_anew(
    tmp_path: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With or without it, and another file of it: each is another key."""
    from xdiff.origin import surprisal
    from xdiff.pipeline.gate import _Earlier

    model = tmp_path / "model.gguf"
    model.write_bytes(b"one")
    monkeypatch.setenv(surprisal.VARIABLE, str(model))
    asking = replace(policy, lm=True)
    names = [_Earlier(each).name("document", [DOCUMENT], [], "news") for each in (policy, asking)]
    model.write_bytes(b"another")
    names.append(_Earlier(asking).name("document", [DOCUMENT], [], "news"))
    assert len(set(names)) == 3


def test_a_story_is_compared_once(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run compares nothing, finds the same, and compares again when one of the texts changes."""
    import sys

    module = sys.modules["xdiff.pipeline.gate"]  # the package has a function of that name
    compared = []
    compare = module.compare

    def counting(*given: Any, **named: Any) -> Any:
        compared.append(given)
        return compare(*given, **named)

    monkeypatch.setattr(module, "compare", counting)
    policy = replace(policy, select=("CS",), stories="one")
    two = [DOCUMENT, Document(id="y", text=OTHER, path="y.txt", sha256="2" * 64)]
    first, second = pipeline.gate(two, policy), pipeline.gate(two, policy)
    assert len(compared) == 1
    assert plain(second) == plain(first)
    assert second.stories == (("x", "y"),)
    changed = replace(two[1], text=OTHER.replace("twelve", "eleven"), sha256="3" * 64)
    pipeline.gate([two[0], changed], policy)
    assert len(compared) == 2


def test_a_forged_entry_is_no_traceback(policy: Policy) -> None:
    """Whoever writes into the folder changes what is found, but never makes a run fail."""
    assert policy.cache is not None
    cached(DOCUMENT, policy=policy)
    names = [each.parent.name + each.name for each in policy.cache.glob("[0-9a-f][0-9a-f]/*")]
    (name,) = (each for each in names if isinstance(Cache(policy.cache).get(each), dict))
    true = Cache(policy.cache).get(name)
    own = list(true["found"])
    for value in (
        {**true, "found": {"XX999": []}},
        {**true, "found": {code: true["found"][code] for code in own[1:]}},
        {**true, "card": None},
        {**true, "card": ["y", *true["card"][1:]]},
        {"found": {}, "card": [1]},
        "x",
    ):
        Cache(policy.cache).put(name, value)
        assert cached(DOCUMENT, policy=policy) == [False]


@pytest.mark.parametrize("forged", [[], {}, "x", [["a"]], [["a", 1]], [[["a"], "b"]]])
def test_a_forged_signature_is_made_anew(policy: Policy, forged: Any) -> None:
    """The settings behind the numbers are kept too, and taken only as what they are."""
    assert policy.cache is not None
    cached(DOCUMENT, policy=policy)
    names = [each.parent.name + each.name for each in policy.cache.glob("[0-9a-f][0-9a-f]/*")]
    (name,) = (each for each in names if isinstance(Cache(policy.cache).get(each), list))
    Cache(policy.cache).put(name, forged)
    assert cached(DOCUMENT, policy=policy) == [True]


def test_nothing_is_loaded_for_what_is_known(policy: Policy) -> None:
    """A second run over unchanged documents reads no model: most of a short run would be that."""
    import subprocess
    import sys

    cached(DOCUMENT, policy=policy)
    script = (
        "import sys; from pathlib import Path; from xdiff import pipeline\n"
        "from xdiff.gating.policy import Policy; from xdiff.records import Document\n"
        f"policy = Policy(select=('HY', 'FL204'), cache=Path({str(policy.cache)!r}))\n"
        f"document = Document(id='x', text={TEXT!r}, path='x.txt', sha256='0' * 64)\n"
        "assert pipeline.gate([document], policy).documents[0].cached\n"
        "heavy = {'numpy', 'sacrebleu', 'langdetect', 'xdiff.origin', 'xdiff.align'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert said.stdout == "[]\n"


def test_a_rule_that_breaks_its_word_is_told(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    """A finding of the wrong type is a mistake in a rule, and is told with or without a cache."""
    from xdiff.gating import registry, rule

    wrong = rule.Found(document_id="x", span=None, message=3, measured="1", limit="0")  # type: ignore[arg-type]  # the mistake
    known = dict(registry.rules())
    known["FL204"] = replace(known["FL204"], document=lambda _inspection, _limits: [wrong])
    monkeypatch.setattr(registry, "rules", lambda: known)
    for each in (policy, replace(policy, cache=None)):
        with pytest.raises(RoomError, match="not of the type"):
            pipeline.gate([DOCUMENT], each)
