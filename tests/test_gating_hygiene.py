"""Rules of hygiene beyond their cases: names that last, hints that mend, sketches that are right."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from xdiff import pipeline
from xdiff.gating import Policy, near
from xdiff.gating.card import Card
from xdiff.gating.registry import rules
from xdiff.gating.rules import near_duplicate, site_furniture
from xdiff.read import read_bytes, read_paths
from xdiff.read.furniture_rules import RULES
from xdiff.records import Document, Finding

SEEDS = Path(__file__).parent.parent / "seeds"
BODY = """\
The ferry between Port Ellis and the island sails again on Monday, after two weeks of storm, the mayor said.

The pier was mended over the weekend by a crew of twelve, who worked at low tide and by lamplight.

Tickets cost four crowns, as they did before the storm, and children travel free until the end of March.
"""
# A text with a defect that each rule finds: what stands before BODY, and what behind it.
DEFECTS = {
    "HY301": ("", "\nShare this article\n"),
    "HY302": ("", "\nThe harb"),
    "HY303": ("harbour-storm-ferry-photoThe captain was glad.\n\n", ""),
    "HY304": ("The cafÃ© on the pier is open.\n\n", ""),
    "HY305": ("Le ponton a été réparé par une équipe de douze personnes qui ont travaillé la nuit.\n\n", ""),
    "HY307": (
        "",
        "\nThe pier was mended over the weekend by a crew of twelve, who worked at low tide.\n" * 2,
    ),
    "HY310": ("Fish &amp; chips are sold on the pier.\n\n", ""),
    "HY311": ("The fer\u200bry is old.\n\n", ""),
}


def read(text: str, name: str = "case") -> Document:
    """Return a text as a document."""
    (document,) = read_bytes(text.encode(), name=name, path=f"{name}.txt")
    return document


def judged(documents: Sequence[Document], *select: str) -> tuple[Finding, ...]:
    """Return what the gate finds with these rules."""
    return pipeline.gate(documents, Policy(select=select, stories="none")).findings


def seeded(seed: int) -> random.Random:
    """Return an rng that draws the same in every run."""
    return random.Random(seed)  # noqa: S311 - made-up words are no secrets


def words_of(count: int, rng: random.Random) -> list[str]:
    """Return made-up words."""
    return ["".join(rng.choices("abcdefghijklmnop", k=6)) for _ in range(count)]


def sketched(words: Sequence[str]) -> tuple[int, ...]:
    """Return the sketch of a text of these words."""
    inspection = pipeline.inspect(read(" ".join(words) + "."), verdict=False, fluency=False, facts=False)
    return near.sketch(inspection)


@pytest.mark.parametrize("code", sorted(DEFECTS))
def test_a_finding_keeps_its_name_when_the_text_is_edited_elsewhere(code: str) -> None:
    """A baseline knows a finding again after a paragraph before it, and one behind it, have changed."""
    before, behind = DEFECTS[code]
    edited = BODY.replace("four crowns", "five crowns").replace("on Monday", "on Tuesday")
    first = judged([read(before + BODY + behind)], code)
    again = judged([read("A new first paragraph says what follows.\n\n" + before + edited + behind)], code)
    assert [each.key for each in first] == [each.key for each in again]
    assert first


def test_every_kind_of_furniture_that_the_reader_marks_can_be_flagged() -> None:
    """A rule that is added to the reader is not lost to the gate."""
    from xdiff.read import furniture

    named = {rule.name for rule in RULES} | {furniture._DATE.name, furniture._BAR.name}
    assert named <= set(site_furniture.KINDS)


def test_the_seeds() -> None:
    """The human seed has warnings for furniture and nothing else; the other one its slug and its cut end."""
    found = judged(read_paths([str(SEEDS)]).documents, "HY")
    by_document = {
        name: {(each.code, each.severity) for each in found if each.document_id.startswith(name)}
        for name in ("000", "001")
    }
    assert by_document["000"] == {("HY301", "warning")}
    assert by_document["001"] >= {("HY302", "error"), ("HY303", "error"), ("HY308", "warning")}


def test_what_missing_metadata_says_can_be_pasted(tmp_path: Path) -> None:
    """The lines that a finding names, filled in under their table, mend it, whatever the file is called."""
    for name in ("plain.txt", 'a "quoted" name.txt', "back\\slash.txt"):
        folder = tmp_path / str(len(name))
        folder.mkdir()
        (folder / name).write_text(BODY, encoding="utf-8")
        (folder / "seeds.toml").write_text("", encoding="utf-8")
        (finding,) = judged(read_paths([str(folder)]).documents, "HY308")
        table, _, lines = finding.message.partition("under ")[2].partition(": ")
        filled = lines.replace(", ", "\n").replace("YYYY-MM-DD", "2026-01-31").replace("...", "The Post")
        (folder / "seeds.toml").write_text(f"{table}\n{filled}", encoding="utf-8")
        assert judged(read_paths([str(folder)]).documents, "HY308") == ()


def test_a_clean_text_does_not_load_what_mends_garbled_ones() -> None:
    """Loading ftfy takes a tenth of a second, which only garbled texts are worth."""
    program = (
        "import sys; from xdiff import pipeline\n"
        "from xdiff.gating import Policy; from xdiff.read import read_bytes\n"
        "for text, loaded in (('The café didn’t open.', False), ('The cafÃ© did.', True)):\n"
        "    documents = read_bytes(text.encode(), name='a')\n"
        "    pipeline.gate(documents, Policy(select=('HY304',), stories='none'))\n"
        "    assert ('ftfy' in sys.modules) is loaded, text\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_garbled_letters_are_told_with_what_was_meant() -> None:
    """The finding says what to write in their place."""
    (finding,) = judged([read("The cafÃ© on the pier is closed.\n\n" + BODY)], "HY304")
    assert "“Ã©”" in finding.message
    assert "“é”" in finding.message


def test_unseen_characters_are_not_in_messages() -> None:
    """What nobody sees in a text nobody would see in a report."""
    findings = judged([read("The fer\u200bry \u202eis\u202c old.\x07\n\n" + BODY)], "HY311")
    assert len(findings) == 4
    assert all(each.message.isprintable() for each in findings)


def test_many_places_of_one_kind_are_one_finding() -> None:
    """A text that is garbled from end to end has one finding for each kind, which counts its places."""
    (finding,) = judged([read(("The cafÃ© is closed. " * 500).strip())], "HY304")
    assert finding.measured == "500 places"
    assert len(finding.related) == 5


def test_a_sketch_is_exact_for_short_documents() -> None:
    """Of 100 words whose second half is new, the runs of three words within the first half are shared."""
    rng = seeded(1)
    words, other = words_of(100, rng), words_of(50, rng)
    found = near.shared(sketched(words), sketched(words[:50] + other))
    assert found is not None
    assert found.share == 48 / 98
    assert found.error == 0
    assert not found.everywhere


def test_a_sketch_estimates_long_documents_within_its_error() -> None:
    """Over twenty pairs of long documents the estimate is within three standard errors of what they share."""
    for seed in range(20):
        rng = seeded(seed)
        words, other = words_of(2_000, rng), words_of(2_000, rng)
        kept = rng.randrange(200, 1_800)
        found = near.shared(sketched(words), sketched(words[:kept] + other[kept:]))
        assert found is not None
        assert abs(found.share - (kept - 2) / 1_998) <= 3 * found.error
        assert found.error <= 0.04


def test_a_part_is_found_in_the_whole() -> None:
    """A fifth of a long document stands in it, all of it."""
    words = words_of(3_000, seeded(2))
    found = near.shared(sketched(words), sketched(words[1_000:1_600]))
    assert found is not None
    assert found.share > 0.97
    assert found.everywhere


def test_numbers_of_a_sketch_survive_json() -> None:
    """Every reader of JSON has numbers below 2^53 exactly, and the cache keeps them as such."""
    sketch = sketched(words_of(500, seeded(3)))
    assert len(sketch) == near.SIZE
    assert tuple(json.loads(json.dumps(sketch))) == sketch
    assert max(sketch) < 2**53
    assert list(sketch) == sorted(sketch)


def test_comparisons_grow_with_the_number_of_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of documents that share a phrase, or are copies, are not all compared with each other."""
    rng = seeded(4)
    phrase, copied = words_of(12, rng), words_of(80, rng)
    sketches = {f"own{at}": sketched([*phrase, *words_of(40, rng)]) for at in range(400)}
    sketches |= {f"copy{at}": sketched([*copied[:-2], *words_of(2, rng)]) for at in range(100)}
    calls = 0
    really = near.shared

    def counting(left: Sequence[int], right: Sequence[int]) -> near.Shared | None:
        nonlocal calls
        calls += 1
        return really(left, right)

    monkeypatch.setattr(near, "shared", counting)
    found = list(near.pairs(sketches, share=0.6, spread=0.3))
    assert calls <= 16 * len(sketches)
    assert {name for a, b, _ in found for name in (a, b)} == {f"copy{at}" for at in range(100)}


def card(name: str, words: Sequence[str], sha256: str) -> Card:
    """Return a card with nothing but wording."""
    return Card(document_id=name, sha256=sha256, words=len(words), english=True, sketch=sketched(words))


def test_each_document_of_a_group_is_told_once_with_the_others() -> None:
    """Two files that are the same and one that is nearly so: each has one finding that names the others."""
    rng = seeded(5)
    words = words_of(120, rng)
    cards = [
        card("a", words, "1"),
        card("b", words, "1"),
        card("c", [*words[:100], *words_of(20, rng)], "2"),
        card("d", words_of(120, rng), "3"),
    ]
    found = list(near_duplicate.check(cards, rules()["HY309"].defaults))
    assert [(each.document_id, {name for name, _ in each.related}) for each in found] == [
        ("a", {"b", "c"}),
        ("b", {"a", "c"}),
        ("c", {"a", "b"}),
    ]
    assert [each.measured for each in found] == ["100% of the wording"] * 2 + ["83% of the wording"]


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<",
        "&",
        "{{",
        "[a](https://x",
        "ab-cd-",
        "a.jpgA",
        "Ã©",
        "Ã ",
        "\u200b",
        "a\u200b",
        "don?t ",
        "(",
    ],
)
def test_a_text_made_to_take_long_does_not(piece: str) -> None:
    """A beginning of something, repeated over 100,000 characters, leaves every rule with few findings."""
    document = read(BODY + "\n" + piece * (100_000 // len(piece)))
    findings = judged([document], "HY")
    assert len(findings) <= 100_000 // len("a.jpgA")


@pytest.mark.parametrize("code", sorted(set(DEFECTS) | {"HY306"}))
def test_examples_of_a_rule_are_what_it_says(code: str) -> None:
    """Each example that a rule shows is flagged by it, and each near miss is left alone."""
    rule = rules()[code]
    for text in rule.examples:
        assert judged([read(text)], code), text
    for text in rule.near_misses:
        assert not judged([read(text)], code), text
