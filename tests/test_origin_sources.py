"""Source languages: what the ranking promises of any text, and how its table is fitted."""

from __future__ import annotations

import gzip
import json
import random
import time
from pathlib import Path

import numpy as np
import pytest

from xdiff.errors import ModelError
from xdiff.origin.sources import Table, chances, load, rank, save, shipped, tokens
from xdiff.origin.train_sources import FAMILIES
from xdiff.records import Evidence, Span

SENTENCES = (Path(__file__).parent / "cases/origin/pool.txt").read_text(encoding="utf-8").splitlines()


def residue(language: str, weight: float) -> Evidence:
    """Make a pack's hit."""
    return Evidence(span=Span(start=0, end=1), rule="t", message="t", weight=weight, language=language)


def test_probabilities_are_of_all_sixteen_languages() -> None:
    """Every language asked of xdiff has a probability, and they sum to one."""
    found = chances(SENTENCES, ())
    asked = {"fr", "de", "es", "it", "pt", "ru", "uk", "cs", "pl", "zh", "ja", "ar", "he", "tr", "fi", "hu"}
    assert set(found) == asked
    assert sum(found.values()) == pytest.approx(1)


def test_the_list_is_short_and_best_first() -> None:
    """At most six languages are listed, likeliest first, the same at each call."""
    listed = rank(SENTENCES, ())
    assert len(listed) == 6
    assert [share for _, share in listed] == sorted((share for _, share in listed), reverse=True)
    assert listed == rank(SENTENCES, ())


def test_house_style_moves_no_language() -> None:
    """Curly quotation marks and long dashes for plain ones change no probability."""
    plain = ['"We don\'t know" - said the mayor, and left.', *SENTENCES]
    styled = ["“We don’t know” — said the mayor, and left.", *SENTENCES]
    assert chances(styled, ()) == chances(plain, ())


def test_the_order_of_sentences_moves_no_language() -> None:
    """Sentences in another order give the same ranking: nothing is read across their borders but order 2."""
    turned = [*SENTENCES[4:], *SENTENCES[:4]]
    before, after = chances(SENTENCES, ()), chances(turned, ())
    assert max(abs(before[name] - after[name]) for name in before) < 0.02


def test_a_pack_lifts_its_own_language() -> None:
    """What a pack finds speaks for its language, and no pile of it for more than the cap."""
    before = chances(SENTENCES, ())["hu"]
    some = chances(SENTENCES, [residue("hu", 2.0)])["hu"]
    many = chances(SENTENCES, [residue("hu", 2.0)] * 50)["hu"]
    more = chances(SENTENCES, [residue("hu", 2.0)] * 500)["hu"]
    assert before < some < many
    assert more == pytest.approx(many)


def test_a_pack_of_another_language_changes_nothing() -> None:
    """Evidence for a language that is not ranked, or for none, moves nothing."""
    assert chances(SENTENCES, [residue("xx", 4.0)]) == chances(SENTENCES, ())


def test_every_language_ranked_has_a_family() -> None:
    """The families that figures are given by hold the languages ranked, each once."""
    named = [name for names in FAMILIES.values() for name in names]
    assert sorted(named) == sorted(shipped().names)


@pytest.mark.parametrize("text", ["", "...", "\u200b", "漢字だけ"])
def test_a_text_with_nothing_to_read_has_an_answer(text: str) -> None:
    """No word, no letter, no Latin script: probabilities all the same, and no warning."""
    assert sum(chances([text], ()).values()) == pytest.approx(1)
    assert sum(chances([], ()).values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The U.S. has 1,500 of them.", ["the", "U", ".", "S", ".", "has", "#1,3", "of", "them", "."]),
        ("NATO met in 2015", ["NATO", "met", "in", "#4"]),
        ("«Yes»: It’s late", ['"', "yes", '"', ":", "it", "'", "s", "late"]),
    ],
)
def test_tokens_keep_case_and_the_form_of_numbers(sentence: str, expected: list[str]) -> None:
    """Only what opens a sentence loses its capital; digits count, quotation marks have one form."""
    assert tokens(sentence) == expected


def test_ranking_is_quick() -> None:
    """A text of 300 words is ranked in some milliseconds; the bound leaves room for a busy machine."""
    text = (SENTENCES * 10)[: 300 // 18]
    chances(text, ())
    times = []
    for _ in range(20):
        start = time.perf_counter()
        chances(text, ())
        times.append(time.perf_counter() - start)
    assert min(times) < 0.01


def test_a_damaged_table_is_told(tmp_path: Path) -> None:
    """A table cut short gives an error with the place and what to do."""
    path = tmp_path / "origin-languages.npz"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(ModelError, match=r"origin-languages\.npz.*Reinstall"):
        load(path)


def test_a_table_of_another_version_is_told(tmp_path: Path) -> None:
    """A table of a version that this xdiff does not read is refused, not misread."""
    table = shipped()
    path = tmp_path / "origin-languages.npz"
    save(path, Table(**{name: getattr(table, name) for name in Table.__slots__} | {"card": {"version": "0"}}))
    with pytest.raises(ModelError, match="version 0"):
        load(path)


MARKED = {"fr": "the thing which is", "de": "already then", "ru": "of the sort"}


def rows(rng: random.Random) -> list[dict[str, object]]:
    """Make rows in three languages, each with a habit of its own, over the same contents."""
    made: list[dict[str, object]] = []
    testsets = [("flores-test", f"flores-test:L{line}") for line in range(0, 1000, 100)]
    testsets += [("wmt18.xx-en", f"wmt18.xx-en:news.{number}") for number in range(10)]
    testsets += [("wmt13.xx-en", f"wmt13.xx-en:L{number}") for number in range(10)]
    for testset, document in testsets:
        lines = rng.sample(SENTENCES, len(SENTENCES))
        for language, habit in MARKED.items():
            text = "\n".join(line.replace(" the ", f" {habit} ") for line in lines)
            made.append(
                {
                    "id": f"{document} {language}",
                    "text": text,
                    "label": "machine_translation",
                    "mt_type": "nmt",
                    "src_lang": language,
                    "orig_lang": "en",
                    "testset": testset.replace("xx", language),
                    "doc_id": document.replace("xx", language),
                }
            )
    return made


def test_a_habit_that_only_one_language_has_is_learned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fitted twice on the same rows the table is the same, ranks new text right, and says how it did."""
    pytest.importorskip("sklearn")
    from xdiff.origin import train_sources

    monkeypatch.setattr(train_sources, "STRENGTH", 30.0)  # the shipped one is for thousands of windows
    made = rows(random.Random(1))  # noqa: S311  made-up rows, no secret
    (tmp_path / "origin").mkdir()
    for name, some in (("train", made[::2]), ("dev", made[1::2])):
        with gzip.open(tmp_path / f"origin/{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in some)
    tables = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        train_sources.train_languages(tmp_path, tmp_path / name, lambda _step, _done, _of: None)
        tables.append(load(tmp_path / name / "origin-languages.npz"))
    assert np.array_equal(tables[0].weights, tables[1].weights)
    for language, habit in MARKED.items():
        text = [line.replace(" the ", f" {habit} ") for line in SENTENCES[:8]]
        assert rank(text, (), tables[0])[0][0] == language
    held_out = tables[0].card["figures"]["news: English-origin, nmt"]
    assert held_out["first"] == 1.0
    assert "test: English-origin, nmt" in tables[0].card["figures"]


def test_one_content_is_known_in_every_language() -> None:
    """FLORES blocks and news documents are one content over languages; own test sets are not."""
    pytest.importorskip("sklearn")
    from xdiff.origin.corpus import Row
    from xdiff.origin.train_sources import _content

    def content(testset: str, group: str, document: str) -> str:
        return _content(
            Row(
                id="i",
                lines=(),
                kind="nmt",
                group=group,
                testset=testset,
                source="fr",
                first="en",
                document=document,
                domain=None,
                extra={},
            )
        )

    assert content("flores-test", "flores", "flores-test:L10") == content(
        "flores-devtest-deen", "flores", "flores-devtest-deen:L10"
    )
    assert content("flores-dev", "flores", "flores-dev:L10") != content(
        "flores-test", "flores", "flores-test:L10"
    )
    assert content("wmt18.cs-en", "wmt18", "wmt18.cs-en:bbc.1") == content(
        "wmt18.tr-en", "wmt18", "wmt18.tr-en:bbc.1"
    )
    assert content("wmt21.ja-en", "wmt21", "wmt21.ja-en:L10") != content(
        "wmt21.zh-en", "wmt21", "wmt21.zh-en:L10"
    )
