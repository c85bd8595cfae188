"""Figures of verdicts on labelled rows: classes told apart, false alarms, calibration, source languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xdiff.origin.measure import LONG, auc, calibration_error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

HUMAN = ("original", "human_translation")
_MACHINE = "machine_translation"


def score(rows: Sequence[Mapping[str, Any]], predictions: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Score the lines of `xdiff detect --format jsonl` against labelled rows in the format of DATA.md.

    Args:
        rows: each with `label`, and `mt_type`, `src_lang`, `orig_lang`, `text` where known. Rows of other
            labels (`post_edited`, `human_unknown`) or without one are not scored.
        predictions: one a row, with `label`, `p_machine`, `p_translated`, `source_languages`.

    Returns:
        `auc.KIND/HUMAN` for texts of 1,200 characters or more that were judged, of every kind of machine
        translation (and `smt-fr`, statistical from French) against each kind of human text;
        `false_alarms.HUMAN` and `flagged.KIND`, shares labelled machine translation among all rows;
        `unsure.KIND`; `calibration.p_machine` and `calibration.p_translated` (expected error, classes
        weighing a quarter, a quarter and a half); `source_language` and `source_language.english_origin`,
        the share of translations whose true language comes first.

    """
    pairs = [
        (row, guess)
        for row, guess in zip(rows, predictions, strict=True)
        if row.get("label") in (*HUMAN, _MACHINE)
    ]
    kinds = np.array([_kind(row) for row, _ in pairs], dtype=object)
    french = np.array(
        [row.get("src_lang") == "fr" and row.get("mt_type") == "smt" for row, _ in pairs], dtype=bool
    )
    long = np.array([len(str(row.get("text", ""))) >= LONG for row, _ in pairs], dtype=bool)
    chance = np.array([_number(guess.get("p_machine")) for _, guess in pairs])
    translated = np.array([_number(guess.get("p_translated")) for _, guess in pairs])
    labels = np.array([str(guess.get("label")) for _, guess in pairs], dtype=object)
    judged = ~np.isnan(chance)
    out: dict[str, float] = {"rows": float(len(pairs)), "judged": float(judged.mean()) if pairs else 0.0}
    machines: dict[str, NDArray[np.bool_]] = {
        str(kind): kinds == kind for kind in sorted(set(kinds.tolist()) - set(HUMAN))
    }
    if french.any():
        machines["smt-fr"] = french
    humans = {kind: kinds == kind for kind in HUMAN if (kinds == kind).any()}
    for human, people in humans.items():
        for name, machine in machines.items():
            value = auc(chance[machine & long & judged], chance[people & long & judged])
            if value is not None:
                out[f"auc.{name}/{human}"] = value
        out[f"false_alarms.{human}"] = float((labels[people] == _MACHINE).mean())
    for name, machine in machines.items():
        out[f"flagged.{name}"] = float((labels[machine] == _MACHINE).mean())
    for name, mask in {**humans, **machines}.items():
        out[f"unsure.{name}"] = float((labels[mask] == "unsure").mean())
    weights = _weights(kinds, judged)
    if weights is not None:
        truth = ~np.isin(kinds, HUMAN)
        out["calibration.p_machine"] = calibration_error(chance[judged], truth[judged], weights[judged])
        out["calibration.p_translated"] = calibration_error(
            translated[judged], (kinds != HUMAN[0])[judged], weights[judged]
        )
    return out | _languages(pairs)


def _kind(row: Mapping[str, Any]) -> str:
    return str(row.get("mt_type") or "machine") if row["label"] == _MACHINE else str(row["label"])


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")


def _weights(kinds: NDArray[Any], judged: NDArray[np.bool_]) -> NDArray[np.float64] | None:
    """Return weights that give the classes 1/4, 1/4 and 1/2, or None when one of them is missing."""
    weights = np.zeros(len(kinds))
    for mask, mass in (
        (kinds == HUMAN[0], 0.25),
        (kinds == HUMAN[1], 0.25),
        (~np.isin(kinds, HUMAN), 0.5),
    ):
        here = mask & judged
        if not here.any():
            return None
        weights[here] = mass / here.sum()
    return weights


def _languages(pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> dict[str, float]:
    right: dict[str, list[bool]] = {"source_language": [], "source_language.english_origin": []}
    for row, guess in pairs:
        ranked = guess.get("source_languages") or []
        if row["label"] == HUMAN[0] or not row.get("src_lang") or not ranked:
            continue
        hit = ranked[0][0] == row["src_lang"]
        right["source_language"].append(hit)
        if row.get("orig_lang") == "en":
            right["source_language.english_origin"].append(hit)
    return {name: float(np.mean(hits)) for name, hits in right.items() if hits}
