"""The second stage: statistics of surprise, probabilities moved by them, evidence, and how it is fitted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from xdiff.errors import InputError, ModelError
from xdiff.origin import lm, lm_fit
from xdiff.origin.corpus import Row
from xdiff.origin.llama import Predictions
from xdiff.origin.surprisal import Surprises

GROUPS = ("wmt14", "wmt18", "wmt13")
KINDS = ("original", "human_translation", "nmt", "smt")


def surprises(rng: np.random.Generator, wider: float = 0.0, tokens: int = 200) -> Surprises:
    """Return made-up answers of a language model, their expected spread and entropy `wider` by so much."""
    spread = rng.gamma(16, 0.15, tokens) + wider
    entropy = rng.gamma(9, 0.35, tokens) + wider
    surprisal = np.maximum(entropy + rng.normal(0, 1.5, tokens), 0)
    place = np.arange(tokens, dtype=np.int32)
    return Surprises(
        place * 5,
        place * 5 + 4,
        place // 20,
        place,
        place % 4 > 0,
        Predictions(
            surprisal.astype(np.float32),
            entropy.astype(np.float32),
            spread.astype(np.float32),
            (np.exp(surprisal) / 4).astype(np.int32),
        ),
    )


def documents(wider: float) -> list[lm_fit.Seen]:
    """Return documents of three groups; those of statistical systems are `wider`."""
    rng = np.random.default_rng(4)
    return [
        lm_fit.Seen(f"{group} {kind} {number}", group, kind, "fr", surprises(rng, wider * (kind == "smt")))
        for group in GROUPS
        for kind in KINDS
        for number in range(20)
    ]


def base(seen: list[lm_fit.Seen], skill: float) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Return probabilities of an n-gram model that tells machine translations by `skill` nats."""
    rng = np.random.default_rng(6)
    out = {}
    for each in seen:
        logits = np.array([0.0, 0.0, 0.7 + skill * (0.5 if each.target == 2 else -0.5)]) + rng.normal(0, 1, 3)
        out[each.id] = np.exp(logits) / np.exp(logits).sum()
    return out


def test_a_few_tokens_give_no_statistics() -> None:
    """Under LEAST tokens nothing is measured; from there on every statistic is a number."""
    rng = np.random.default_rng(1)
    assert lm.statistics(surprises(rng, 0, lm.LEAST - 1)) is None
    values = lm.statistics(surprises(rng, 0, lm.LEAST))
    assert values is not None
    assert values.shape == (len(lm.NAMES),)
    assert np.isfinite(values).all()


def test_the_stage_learns_what_carries_and_leaves_the_rest(tmp_path: Path) -> None:
    """Statistical systems that surprise otherwise are told apart, and every other pair stays as it was."""
    pytest.importorskip("sklearn")
    telling, silent = documents(0.3), documents(0.0)
    stage = lm_fit.fit(telling, base(telling, 0.5))
    test, before = (stage.card["figures"][name] for name in ("test", "test, before"))
    assert test["auc.smt/human_translation"] > before["auc.smt/human_translation"] + 0.1
    assert test["auc.nmt/human_translation"] > before["auc.nmt/human_translation"] - 0.05
    assert test["false alarms.human_translation"] < 0.2
    figures = lm_fit.fit(silent, base(silent, 3.0)).card["figures"]
    for pair in ("auc.smt/human_translation", "auc.nmt/human_translation"):
        assert figures["held out"][pair] == pytest.approx(figures["held out, before"][pair], abs=0.04)
    path = tmp_path / lm.NAME
    lm.save(path, stage)
    again = lm.load(path)
    lm_fit.write_card(tmp_path / "card.md", again)
    written = (tmp_path / "card.md").read_text(encoding="utf-8")
    assert f"| machine_translation | {stage.card['cuts']['machine_translation']} |" in written
    assert "| auc.smt/human_translation | " in written
    chances, values = np.array([0.3, 0.3, 0.4]), stage.mean + 2 * stage.scale
    assert again.adjust(chances, values, 200) == pytest.approx(stage.adjust(chances, values, 200))


def test_fewer_tokens_move_less() -> None:
    """The same statistics of fewer tokens move the probabilities less, and they always sum to 1."""
    stage = lm.shipped()
    chances = np.array([0.2, 0.4, 0.4])
    usual = stage.adjust(chances, stage.mean, 256)
    moved = [
        abs(stage.adjust(chances, stage.mean + 3 * stage.scale, count) - usual).max()
        for count in (64, 128, 256)
    ]
    assert moved == sorted(moved)
    assert moved[0] < moved[-1]
    for values in (stage.mean, stage.mean + 1e6, stage.mean - 1e6):
        for certain in (chances, np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0])):
            assert stage.adjust(certain, values, 256).sum() == pytest.approx(1)


def test_a_damaged_stage_is_refused_and_named(tmp_path: Path) -> None:
    """A file that is missing, cut short or no archive gives an error that names it."""
    path = tmp_path / lm.NAME
    with pytest.raises(ModelError):
        lm.load(path)
    lm.save(path, lm.shipped())
    whole = path.read_bytes()
    for data in (b"", b"no archive", whole[: len(whole) // 2]):
        path.write_bytes(data)
        with pytest.raises(ModelError) as caught:
            lm.load(path)
        assert caught.value.where == str(path)


def test_documents_without_probabilities_are_not_fitted_on() -> None:
    """When no id agrees, that is told."""
    with pytest.raises(InputError, match="no document"):
        lm_fit.fit(documents(0.5)[:4], {})


def row(number: int, group: str, kind: str) -> Row:
    """Return a made-up row of ten lines."""
    lines = tuple(
        f"Line {each} of text {number} tells what was caught at sea that year." for each in range(30)
    )
    return Row(
        id=f"{group} {kind} {number}",
        lines=lines,
        kind=kind,
        group=group,
        testset=group,
        source="fr",
        first="fr",
        document=str(number),
        domain=None,
        extra={},
    )


def test_any_beginning_of_the_plan_is_balanced() -> None:
    """However early the collection stops, each kind of each group has had about its share."""
    rows = [row(number, group, kind) for group in GROUPS for kind in KINDS for number in range(300)]
    order = lm_fit.plan(rows)
    for part in (0.2, 0.5, 1.0):
        begun = order[: int(len(order) * part)]
        for group in GROUPS:
            for kind in KINDS:
                count = sum((each.group, each.kind) == (group, kind) for each in begun)
                assert abs(count - lm_fit.SHARES[kind] * part) <= 1, (group, kind, part)


def test_answers_are_kept_and_never_asked_for_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A collection that was stopped goes on where it was, and what is read is what was measured."""
    asked: list[int] = []

    def answer(_sentences: object, _model: object) -> Surprises:
        asked.append(len(asked))
        return surprises(np.random.default_rng(len(asked)), 0, 70 + len(asked))

    monkeypatch.setattr(lm_fit, "measure", answer)
    rows = [row(number, "wmt14", "nmt") for number in range(25)]
    for upto in (12, 25, 25):
        lm_fit.collect(rows[:upto], tmp_path, None, lambda *_: None)  # type: ignore[arg-type]  # never asked
    assert len(asked) == 25
    seen = lm_fit.read(tmp_path)
    assert [each.id for each in seen] == [each.id for each in rows]
    expected = surprises(np.random.default_rng(3), 0, 73)
    assert np.array_equal(seen[2].found.start, expected.start)
    assert seen[2].found.predictions.surprisal == pytest.approx(expected.predictions.surprisal, abs=0.01)


def test_evidence_is_the_usual_word_that_came_unexpected() -> None:
    """Far more surprise than was to be expected, at a whole usual word, is shown, and nothing else is."""
    text = "It was told at the harbour that the crew had been arch of the matter since ages and ages ago."
    words = text.split(" ")
    starts = np.cumsum([0, *(len(word) + 1 for word in words[:-1])]).astype(np.int32)
    found = Surprises(
        starts,
        starts + np.array([len(word) for word in words], np.int32),
        np.zeros(len(words), np.int32),
        np.full(len(words), 500, np.int32),
        np.array([word.islower() for word in words]),
        Predictions(
            np.full(len(words), 3, np.float32),
            np.full(len(words), 3, np.float32),
            np.full(len(words), 2, np.float32),
            np.full(len(words), 5, np.int32),
        ),
    )
    assert lm.evidence(found, text) == ()
    hit = words.index("arch")
    found.predictions.surprisal[[hit, hit + 2, hit + 3, hit + 5, 2]] = [14, 10, 12, 12, 15]
    found.token[hit + 3] = lm.USUAL  # a rare word
    found.predictions.spread[hit + 5] = 4  # a place where anything may come
    shown = lm.evidence(found, text)
    assert [each.span.of(text) for each in shown] == ["arch", "the"]
    assert all(each.rule == "lm.surprisal" for each in shown)
    assert "20 bits" in shown[0].message
    found.end[hit] -= 1  # now a piece of a word
    assert [each.span.of(text) for each in lm.evidence(found, text, 1)] == ["the"]
