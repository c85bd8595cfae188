"""The gate's rules of origin and fluency, beyond their cases: what they say, and under which names."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from xdiff import fingerprint, packs, pipeline
from xdiff.gating import hits, origins
from xdiff.gating.registry import one
from xdiff.gating.rules.low_fluency import FLOORS
from xdiff.origin import LEARNED
from xdiff.packs import FAMILIES
from xdiff.records import Document, Evidence, Finding, Inspection, Register, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xdiff.gating import Found
    from xdiff.records import Origin

CASES = Path(__file__).parent / "cases" / "gating"


def text_of(module: str, name: str) -> str:
    """Return the text of one case."""
    cases = tomllib.loads((CASES / f"{module}.toml").read_text("utf-8"))["case"]
    return str(next(case["text"] for case in cases if case["name"] == name))


MACHINE = text_of("machine_translated", "from French")
PERSON = text_of("machine_translated", "a local paper")


def found(
    name: str,
    inspection: Inspection,
    limits: Mapping[str, bool | float] | None = None,
) -> list[Found]:
    """Return what one rule has to say of a document."""
    rule = one(name, where="test")
    assert rule.document is not None
    return list(rule.document(inspection, {**rule.defaults, **(limits or {})}))


def inspected(text: str, *, packs: tuple[Path, ...] = (), declared: Origin | None = None) -> Inspection:
    """Return a text through every room that looks at it alone."""
    document = Document(id="d", text=text, declared_origin=declared)
    return pipeline.inspect(document, packs=packs)


def judged(
    label: Origin,
    p_machine: float,
    *,
    declared: Origin | None = None,
    p_translated: float = 0.99,
    text: str = PERSON,
) -> Inspection:
    """Return a document with a verdict of one's own."""
    verdict = Verdict(label=label, p_machine=p_machine, p_translated=p_translated, cut=0.85)
    return replace(inspected(text, declared=declared), verdict=verdict)


@pytest.mark.parametrize(
    "code", ["OR103", "OR105", "FL202", "FL203", "FL204"], ids=lambda code: one(code, where="test").name
)
def test_examples_are_flagged_and_near_misses_left_alone(code: str) -> None:
    """What a rule shows as an example is flagged by it alone, and what it shows as a near miss is not."""
    rule = one(code, where="test")
    assert all(found(code, inspected(text)) for text in rule.examples)
    assert not any(found(code, inspected(text)) for text in rule.near_misses)


def test_message_names_language_and_false_alarms() -> None:
    """A person who is accused reads from which language, and how often such a verdict is wrong."""
    (one_found,) = found("OR101", inspected(MACHINE))
    assert "most likely from French" in one_found.message
    assert "% of texts written in English" in one_found.message
    assert "% of human translations" in one_found.message
    assert one_found.limit == "below 0.85"


def test_message_names_no_unlikely_language() -> None:
    """A language of which the model is hardly surer than of any other is not named."""
    verdict = Verdict(label="machine_translation", p_machine=0.9, p_translated=1.0)
    assert origins.source(replace(verdict, source_languages=(("ka", 0.04),))) == ""
    assert origins.source(replace(verdict, source_languages=(("it", 0.8),))) == ", most likely from Italian"
    assert origins.source(verdict) == ""


def test_no_probability_is_shown_as_certain() -> None:
    """A probability below 1 is never rounded to 1."""
    assert [origins.chance(each) for each in (0.5, 0.994, 0.9951, 0.99949, 0.9996, 1.0)] == [
        "0.50",
        "0.99",
        "0.995",
        "0.999",
        "above 0.999",
        "above 0.999",
    ]


@pytest.mark.parametrize(
    ("words", "p_machine", "severity"),
    [(50, 0.90, "warning"), (50, 0.96, None), (250, 0.90, None)],
)
def test_a_short_text_is_an_error_only_where_it_is_certain(
    words: int, p_machine: float, severity: str | None
) -> None:
    """Fewer than 200 words and less than .95: the false alarms are ten times as many, so it is a warning."""
    inspection = judged("machine_translation", p_machine, text="The lamp was lit. " * (words // 4))
    (only,) = found("OR101", inspection)
    assert only.severity == severity


def test_a_rejected_verdict_is_known_by_the_name_a_report_gives_it() -> None:
    """What a reviewer rejects in a report does not count in the gate."""
    inspection = inspected(MACHINE, declared="original")
    key = fingerprint.origin(inspection.article, inspection.verdict)
    assert [each.review for each in found("OR101", inspection)] == [key]
    assert [each.review for each in found("OR104", inspection)] == [key]


@pytest.mark.parametrize(
    ("declared", "label", "p_translated", "severity"),
    [
        ("original", "machine_translation", 1.0, "warning"),
        ("human_translation", "machine_translation", 1.0, "warning"),
        ("original", "human_translation", 0.995, "note"),
        ("original", "unsure", 0.995, "note"),
        ("original", "human_translation", 0.95, None),
        ("original", "original", 0.1, None),
        ("human_translation", "original", 0.1, None),
        ("human_translation", "unsure", 0.995, None),
        ("machine_translation", "original", 0.1, "note"),
        ("machine_translation", "human_translation", 0.9, "note"),
        ("machine_translation", "unsure", 0.9, None),
        ("unsure", "machine_translation", 1.0, None),
    ],
)
def test_what_contradicts_a_declared_origin(
    declared: Origin, label: Origin, p_translated: float, severity: str | None
) -> None:
    """Only a machine's wording under a person's name is a warning; what good translators do is none."""
    inspection = judged(label, 0.9, declared=declared, p_translated=p_translated)
    said = [each.severity or "warning" for each in found("OR104", inspection)]
    assert said == ([] if severity is None else [severity])


def test_a_text_that_was_not_judged_contradicts_nothing() -> None:
    """Without a probability there is nothing to hold against what is declared."""
    verdict = Verdict(label="unsure", p_machine=None, p_translated=None, abstained="too short")
    declarations: tuple[Origin, ...] = ("original", "human_translation", "machine_translation")
    for declared in declarations:
        assert not found("OR104", replace(inspected(PERSON, declared=declared), verdict=verdict))


def test_same_words_are_one_finding_and_other_words_another() -> None:
    """A habit is told once, with its other places; another word of the same rule is told by itself."""
    inspection = inspected("The ONU met. The OTAN met. The ONU left, and the onu left.")
    first, second = found("OR103", inspection)
    text = inspection.document.text
    assert [each.span and each.span.of(text) for each in (first, second)] == ["ONU", "OTAN"]
    assert [span and span.of(text) for _, span in first.related] == ["ONU"]
    assert (first.measured, second.measured) == ("2 places", "1 place")


def test_a_name_lasts_when_the_document_is_edited_elsewhere() -> None:
    """A baseline knows residue and wording again when other places of the document have changed."""
    before = inspected("The ONU met in the years 80. Nobody came.")
    after = inspected("It rained all day. The OTAN slept. The ONU met in the years 80. Everybody came.")
    for code in ("OR103", "OR105"):
        names = {each.words for each in found(code, before)}
        assert names
        assert names <= {each.words for each in found(code, after)}


def test_every_family_of_pack_rules_is_told_by_one_rule() -> None:
    """Residue and typography are OR103, other families OR105: none is told by both, and none by neither."""
    assert set(FAMILIES) >= hits.STANDING
    evidence = tuple(
        Evidence(span=Span(start=at, end=at + 1), rule=rule.code, message="m", weight=rule.weight)
        for at, rule in enumerate(rule for pack in packs.load() for rule in pack.rules)
    )
    document = Document(id="d", text="".join(chr(0x4E00 + at) for at in range(len(evidence))))
    inspection = inspected("A short text.")
    inspection = replace(
        inspection,
        article=replace(inspection.article, document=document),
        verdict=replace(inspection.verdict, evidence=evidence),
    )
    standing = {each.code for each in hits.places(inspection, standing=True)}
    wording = {each.code for each in hits.places(inspection, standing=False)}
    weighing = {each.rule for each in evidence if each.weight > 0}
    assert standing.isdisjoint(wording)
    assert standing | wording | hits.ELSEWHERE == weighing


def test_what_was_learned_is_no_finding() -> None:
    """The model's own words prove nothing one by one, and so are no findings of wording."""
    assert set(LEARNED) == hits.LEARNED
    inspection = inspected(MACHINE)
    assert any(each.rule in LEARNED for each in inspection.verdict.evidence)
    codes = {each.code for kind in (True, False) for each in hits.places(inspection, standing=kind)}
    assert codes.isdisjoint(LEARNED)


def test_a_users_pack_is_told_as_wording(tmp_path: Path) -> None:
    """A rule of a user's own pack is OR105, with the code that the user gave it."""
    pack = tmp_path / "mine.toml"
    pack.write_text(
        'language = "nl"\nname = "Mine"\n[[rule]]\ncode = "nl.for-itself"\nfamily = "calque"\n'
        "pattern = '''\\bthat speaks for itself\\b'''\nmessage = \"“{match}”: dat spreekt voor zich\"\n"
        'why = "a turn of Dutch"\nexample = "Yes, that speaks for itself."\n'
        'near_miss = "Yes, he speaks for himself."\nweight = 2.8\n',
        encoding="utf-8",
    )
    (only,) = found("OR105", inspected("Well, that speaks for itself.", packs=(pack,)))
    assert only.message == "“that speaks for itself”: dat spreekt voor zich (Dutch; nl.for-itself)"
    assert only.severity == "note"


def test_hits_beyond_the_first_few_of_a_rule_are_findings_too() -> None:
    """The verdict counts a rule's first hits alone; a curator mends all of them."""
    text = "L'histoire of l'homme, l'enfant and l'avenir was told by l'auteur."
    said = [each.span and each.span.of(text) for each in found("OR103", inspected(text))]
    assert len(said) == 5


def test_a_habit_is_told_once() -> None:
    """A table of foreign figures, or a page of untranslated words, is one finding that counts its places."""
    figures = inspected(" ".join(f"Prices rose by {at},5 percent in May." for at in range(30)))
    (only,) = found("OR103", figures)
    assert only.measured == "30 places"
    assert len(only.related) == 19
    nouns = (
        "homme",
        "enfant",
        "avenir",
        "auteur",
        "histoire",
        "eau",
        "oiseau",
        "herbe",
        "abri",
        "ombre",
        "idée",
    )
    several = found("OR103", inspected(". ".join(f"The l'{noun} was told" for noun in nouns[:10])))
    (habit,) = found("OR103", inspected(". ".join(f"The l'{noun} was told" for noun in nouns)))
    assert [each.measured for each in several] == ["1 place"] * 10
    assert habit.measured == "11 places"
    (doubled,) = found(
        "FL204", inspected("They met in the the hall. " * 8 + "They met in the the yard. " * 8)
    )
    assert doubled.message == "“the” twice in a row, at 16 places"


def test_floors_hold_for_registers_that_were_measured() -> None:
    """A register with a floor has human figures; one without (literary) has no score to hold against."""
    registers: tuple[Register, ...] = ("news", "wiki", "literary", "talk")
    inspection = inspected(MACHINE)
    for register in registers:
        fluency = pipeline.inspect(inspection.document, register=register, verdict=False, facts=False).fluency
        assert (fluency.score is not None) == (register in FLOORS)


def test_low_fluency_says_what_is_unusual() -> None:
    """The readings that people's texts do not show are named, with their values."""
    (only,) = found("FL201", inspected(MACHINE))
    assert only.message.startswith(
        "reads worse than human news texts do: turns of phrase that people seldom take ("
    )
    assert " per 100 words, usually at most " in only.message
    assert only.related
    assert only.measured.startswith("fluency ")
    assert only.limit == "72 or more"


def test_a_spelling_is_known_by_the_name_a_report_gives_it() -> None:
    """Rejecting a spelling in a report silences it in the gate."""
    inspection = inspected(text_of("name_spelt_two_ways", "a transliteration"))
    assert [each.review for each in found("FL203", inspection)] == list(
        fingerprint.inconsistencies(inspection.inconsistencies)
    )


def test_each_kind_of_spacing_has_every_place() -> None:
    """All places of a kind are there, the first as the finding and the others as related."""
    text = "He spoke of “ this ”, of “ that ” and left ."
    first, second = found("FL202", inspected(text))
    assert (first.message, first.measured) == ("a space inside quotation marks", "4 places")
    assert len(first.related) == 3
    assert second.message == "a space before a punctuation mark"


def test_signals_spacing_is_covered() -> None:
    """What the fluency signal calls a space too many in French typography, the rule finds as well."""
    text = text_of("low_fluency", "a local paper") + "\n\nHe said “ yes ” , then left ; and came back ."
    inspection = inspected(text)
    (reading,) = (each for each in inspection.fluency.readings if each.signal == "spacing")
    said = found("FL202", inspection)
    places = [each.span for each in said] + [span for each in said for _, span in each.related]
    assert reading.evidence
    for slip in reading.evidence:
        assert any(
            place and place.start <= slip.span.end and slip.span.start <= place.end for place in places
        )


def test_findings_stay_inside_the_document() -> None:
    """Every span of every rule lies in the text, at its very ends too."""
    for text in ("“ a ”", " .", '" ', "the the", "( a )", "ONU", "“ ONU ”", "a .\nb ,\nc ;"):
        inspection = inspected(text)
        for code in ("OR101", "OR102", "OR103", "OR104", "OR105", "FL201", "FL202", "FL203", "FL204"):
            for each in found(code, inspection):
                assert each.span is None or 0 <= each.span.start < each.span.end <= len(text)


def test_gate_tells_them_all(tmp_path: Path) -> None:
    """Through the whole pipeline a machine translation fails by OR101, and a person's text has no error."""
    from xdiff.gating import Policy

    (tmp_path / "machine.txt").write_text(MACHINE, encoding="utf-8")
    (tmp_path / "person.txt").write_text(PERSON, encoding="utf-8")
    outcome = pipeline.judge_paths([tmp_path], Policy(root=tmp_path, select=("OR", "FL"), stories="none"))
    by_id: dict[str, list[Finding]] = {each.document_id: [] for each in outcome.documents}
    for each in outcome.findings:
        by_id[each.document_id].append(each)
    assert {each.code for each in by_id["machine"]} == {"OR101", "OR105", "FL201"}
    assert by_id["person"] == []
