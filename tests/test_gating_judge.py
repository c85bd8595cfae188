"""From what rules found to findings: order, severity, lasting names, and what keeps them from counting."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import count

import pytest

from xdiff.gating import judge, registry
from xdiff.gating.policy import Policy
from xdiff.gating.rule import Found, Limit, Rule
from xdiff.records import Document, Finding, Place, Span, Suppression

RULES = {
    code: Rule(
        code=code,
        name=f"rule-{code.lower()}",
        severity="warning",
        what="",
        why="",
        examples=(),
        near_misses=(),
        mend="",
        limits=(
            Limit(name="most", default=0.5, what="share"),
            Limit(name="words", default=(), what="words left alone"),
            Limit(name="strict", default=True, what="whether"),
            Limit(name="least", default=3, what="lines"),
        ),
        document=lambda _inspection, _limits: (),
    )
    for code in ("HY302", "HY304", "FL204")
}
TEXT = "The ferry left the the harbour.\nThe ferry came back."
NO_EXCUSE = judge.Excuses(allowed={}, rejected={})


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the rules that ship: these promises hold for any."""
    monkeypatch.setattr(registry, "rules", lambda: RULES)


def found(words: str, *, text: str = TEXT, document: str = "x", at: int = 0, **more: object) -> Found:
    """Return what a rule found: the words where they stand for the `at`th time, or the whole document."""
    start = -1
    for _ in range(at + 1):
        start = text.index(words, start + 1)
    span = Span(start=start, end=start + len(words)) if words else None
    plain = Found(document_id=document, span=span, message="m", measured="1", limit="0")
    return replace(plain, **more)  # type: ignore[arg-type]  # fields by their names


def judged(
    several: dict[str, list[Found]],
    *,
    text: str = TEXT,
    policy: Policy | None = None,
    excuses: judge.Excuses = NO_EXCUSE,
) -> tuple[Finding, ...]:
    """Return the findings in two documents with the same text."""
    documents = [Document(id=each, text=text, path=f"{each}.txt") for each in ("x", "y")]
    return judge.findings(several, documents, policy or Policy(), excuses)


def test_findings_come_by_document_then_place_then_rule() -> None:
    """The order is the reader's: what concerns the whole document first, then as the words stand."""
    several = {
        "HY302": [found("came"), found("ferry"), found(""), found("left", document="y")],
        "FL204": [found("ferry"), found("ferry left")],
    }
    assert [(each.document_id, each.span and each.span.of(TEXT), each.code) for each in judged(several)] == [
        ("x", None, "HY302"),
        ("x", "ferry", "FL204"),
        ("x", "ferry", "HY302"),
        ("x", "ferry left", "FL204"),
        ("x", "came", "HY302"),
        ("y", "left", "HY302"),
    ]


def test_a_finding_says_where_and_what() -> None:
    """It has the place, the words and what a rule measured; related places of other documents too."""
    (made,) = judged({"FL204": [found("the the", related=(("y", Span(start=4, end=9)), ("gone", None)))]})
    assert made.place == Place(
        line=1, column=16, end_line=1, end_column=23, byte_column=16, end_byte_column=23
    )
    assert made.excerpt is not None
    assert made.excerpt.marked == "the the"
    assert (made.path, made.message, made.measured, made.limit) == ("x.txt", "m", "1", "0")
    (other,) = made.related  # a document that is not part of the run is left out
    assert (other.document_id, other.path, other.place and other.place.column) == ("y", "y.txt", 5)


def test_a_name_outlasts_edits_elsewhere() -> None:
    """Words moved to another place, by an edit before them, keep the finding's name."""
    draw = random.Random(6)  # noqa: S311  # a sample, no secret
    (before,) = judged({"FL204": [found("the the")]})
    for _ in range(50):
        text = "".join(draw.choices(["More of it. ", "\n", "é", "…"], k=draw.randrange(1, 20))) + TEXT
        (after,) = judged({"FL204": [found("the the", text=text)]}, text=text)
        assert after.key == before.key
        assert after.place != before.place


def test_names_tell_rules_words_and_documents_apart() -> None:
    """Other words or another rule make another name; what a rule names it by goes before its words."""
    several = {
        "HY302": [found("ferry"), found("left"), found(""), replace(found("ferry"), words=("a", "b"))],
        "HY304": [found("ferry")],
    }
    assert len({each.key for each in judged(several)}) == 5
    assert all(each.key.startswith(f"{each.code}:") for each in judged(several))
    (named,) = judged({"HY302": [replace(found("came"), words=("a", "b"))]})
    assert named.key in {each.key for each in judged(several)}


def test_the_same_words_are_numbered_in_their_order() -> None:
    """Of findings about the same words the first in the text has the plain name, in whatever order found."""
    first, second, third = found("ferry"), found("ferry", at=1), found("ferry")
    one, two, three = judged({"HY302": [second, first, third]})
    assert [two.key, three.key] == [f"{one.key}#2", f"{one.key}#3"]
    assert [one.place and one.place.line, three.place and three.place.line] == [1, 2]
    (alone,) = judged({"HY302": [second]})
    assert alone.key == one.key
    (other,) = judged({"HY302": [replace(first, document_id="y")]})
    assert other.key == one.key  # a name holds within its document


def test_severity_is_the_policys_then_the_findings_then_the_rules() -> None:
    """A policy has the last word, and a rule may give one find less weight than the others."""
    milder = found("ferry", severity="note")
    assert [each.severity for each in judged({"HY302": [milder, found("left")]})] == ["note", "warning"]
    policy = Policy(severity={"HY302": "error"})
    assert [each.severity for each in judged({"HY302": [milder]}, policy=policy)] == ["error"]


def test_exceptions_and_reviews_keep_findings_from_counting() -> None:
    """An exception is for one rule in one document; a review for one finding; an exception goes first."""
    allowed = Suppression(because="exception", where="seeds.toml", reason="a list")
    rejected = Suppression(because="review", where="review.json")
    excuses = judge.Excuses(allowed={"x": {"HY302": allowed}}, rejected={"name:1": rejected})
    several = {
        "HY302": [found("ferry", review="name:1"), found("ferry", document="y", review="name:1")],
        "HY304": [found("left", review="name:2"), found("came")],
    }
    made = judged(several, excuses=excuses)
    assert [each.suppressed for each in made] == [allowed, None, None, rejected]


def test_every_limit_is_told_as_text() -> None:
    """What a rule says of itself has its limits under this policy, as a person reads them."""
    said = judge.info(RULES["HY302"], Policy(limits={"HY302": {"words": ("a", "b"), "most": 0.25}}))
    assert said.limits == (
        ("most", "0.25", "share"),
        ("words", "a, b", "words left alone"),
        ("strict", "true", "whether"),
        ("least", "3", "lines"),
    )
    assert (said.severity, said.family) == ("warning", "hygiene")
    assert judge.info(RULES["HY302"], Policy(severity={"HY302": "note"})).severity == "note"
    assert judge.info(RULES["HY302"], Policy()).limits[1] == ("words", "none", "words left alone")


def test_thousands_of_findings_in_a_long_document_read_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of a document are looked for once, not once for each of its findings."""
    counter = count()
    from xdiff.gating.place import Lines

    starts = Lines.__dict__["_starts"].func

    def counting(self: Lines) -> list[int]:
        next(counter)
        return starts(self)  # type: ignore[no-any-return]  # the property's own function

    monkeypatch.setattr(Lines.__dict__["_starts"], "func", counting)
    text = "A ferry.\n" * 5_000
    several = [
        replace(found("ferry", text=text), span=Span(start=at * 9, end=at * 9 + 1)) for at in range(5_000)
    ]
    assert len(judged({"HY302": several}, text=text)) == 5_000
    assert next(counter) == 1
