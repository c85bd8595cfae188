"""Where a text's origin changes: the cut itself, on signals whose change is known, and whole verdicts."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from xdiff.origin import judge
from xdiff.origin.features import Bag
from xdiff.origin.model import shipped
from xdiff.origin.normalise import tokens
from xdiff.origin.passages import SHORTEST, Judge, Part, contributions, cut, find
from xdiff.origin.verdict import MIXED
from xdiff.records import Document, Evidence, Span, Verdict
from xdiff.segment import segment

SENTENCES = (Path(__file__).parent / "cases/origin/pool.txt").read_text(encoding="utf-8").splitlines()


def signal(*levels: float, sentences: int = 20, noise: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Return sentences of 20 words whose log-odds stand at one level after the other."""
    rng = np.random.default_rng(4)
    words = np.full(sentences * len(levels), 20.0)
    return np.repeat(levels, sentences) + rng.normal(0, noise, len(words)), words


def by_level(*levels: float, sentences: int = 20) -> Judge:
    """Return a judge that knows the levels: a range's mean level as its probability."""
    truth = np.repeat(levels, sentences)
    return lambda first, last: float(truth[first:last].mean())


def test_a_step_is_found_where_it_is() -> None:
    """A step of three times the noise is told within two sentences, with each side's own probability."""
    found = find(*signal(0, 3), by_level(0, 1))
    assert len(found) == 2
    assert found[0].first == 0
    assert found[1].last == 40
    assert abs(found[1].first - 20) <= 2
    assert found[0].chance < 0.2
    assert found[1].chance > 0.8


def test_a_passage_in_the_middle_is_found() -> None:
    """A machine's passage put into a person's text has a border on either side."""
    found = find(*signal(0, 3, 0), by_level(0, 1, 0))
    assert [round(each.chance) for each in found] == [0, 1, 0]


def test_noise_alone_is_not_cut() -> None:
    """Of 200 rows without a step, none comes apart in more than 2 of 100."""
    rng = np.random.default_rng(5)
    words = np.full(40, 20.0)
    assert sum(len(cut(rng.normal(0, 1, 40), words)) > 2 for _ in range(200)) <= 4


@pytest.mark.parametrize(("left", "right"), [(0.3, 0.95), (0.0, 0.55), (0.7, 0.9), (0.1, 0.2)])
def test_a_step_between_two_of_a_kind_is_no_change_of_origin(left: float, right: float) -> None:
    """Where not one side reads as a machine's and the other as a person's, nothing is told."""
    assert find(*signal(0, 3), by_level(left, right)) == []


def test_a_weak_border_joins_its_neighbours() -> None:
    """Of three levels of which two read alike, two passages stay, and they cover the text."""
    found = find(*signal(0, 3, 6), by_level(0, 0.9, 1.0))
    assert found[0].first == 0
    assert len(found) == 2
    assert found[0].last == found[1].first
    assert found[-1].last == 60


def test_no_passage_is_shorter_than_the_shortest() -> None:
    """However strong a step, what has fewer words is not told apart."""
    strong, words = signal(0, 9, 0, sentences=6)
    borders = cut(strong, words)
    assert all(words[a:b].sum() >= SHORTEST for a, b in pairwise(borders))
    assert find(np.array([0.0, 0.0, 9.0, 9.0]), np.full(4, 50.0), lambda *_: 0.5) == []


def test_constant_and_empty_signals_are_of_one_origin() -> None:
    """No noise, or no sentence, divides by nothing and finds nothing."""
    assert find(np.ones(40), np.full(40, 20.0), lambda *_: 1.0) == []
    assert find(np.zeros(0), np.zeros(0), lambda *_: 1.0) == []


def test_a_million_words_take_seconds() -> None:
    """Fifty thousand sentences are joined to pieces before they are cut."""
    long, words = signal(0, 3, sentences=25_000)
    start = time.process_time()
    found = find(long, words, by_level(0, 1, sentences=25_000))
    assert time.process_time() - start < 5
    assert [type(each) for each in found] == [Part, Part]
    assert abs(found[1].first - 25_000) <= 50


def test_contributions_are_the_sentences_own() -> None:
    """A sentence adds the same wherever it stands, and more than nothing."""
    model = shipped()
    rows = [[token.text for token in tokens(line, 0, model.vocabulary.common)] for line in SENTENCES]
    forward, back = (
        contributions(Bag(some, model.vocabulary), [len(row) for row in some], model)
        for some in (rows, rows[::-1])
    )
    assert forward == pytest.approx(back[::-1])
    assert np.abs(forward).min() > 0


def verdict(text: str, residue: tuple[Evidence, ...] = ()) -> Verdict:
    """Judge a text as English."""
    return judge(segment(Document(id="d", text=text)), language="en", residue=residue)


def test_a_text_of_one_origin_has_no_passages() -> None:
    """A person's story is not cut up, however long."""
    assert verdict("\n".join(SENTENCES)).passages == ()
    assert verdict("\n".join(f"In case {n}, {line}" for n in range(6) for line in SENTENCES)).passages == ()


def test_a_mixed_text_is_unsure_and_its_passages_are_whole_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each passage is judged by itself, packs and all; they meet, and furniture repeated counts nowhere."""
    lines = [SENTENCES[0], SENTENCES[0], "", *SENTENCES]
    text = "\n".join(lines)
    start = text.index(SENTENCES[8])
    hit = Evidence(span=Span(start=start, end=start + 5), rule="fr.x", message="x", weight=4.0, language="fr")
    monkeypatch.setattr(
        "xdiff.origin.verdict.find",
        lambda _signal, words, judge: [Part(0, 6, judge(0, 6)), Part(6, len(words), judge(6, len(words)))],
    )
    found, without = verdict(text, (hit,)), verdict(text)
    assert found.label == "machine_translation" or (found.abstained or "").startswith("mixed origin")
    assert str(SHORTEST) in MIXED
    first, second = found.passages
    assert first.span.of(text).startswith(SENTENCES[0])
    assert first.span.of(text).endswith(SENTENCES[5])
    assert second.span.of(text) == "\n".join(SENTENCES[6:])
    assert first == without.passages[0]
    assert second.p_machine > without.passages[1].p_machine
