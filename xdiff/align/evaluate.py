"""Score links against gold: F1 for each set of a labelled file, and their mean."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from xdiff.align.links import link
from xdiff.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SETS = ("bible-translations", "cochrane-silver", "ecbplus-mixed", "gospels-eusebius", "superpal-mn", "swipe")

Counts = tuple[int, int, int]  # right, claimed, gold


def predict(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the prediction of one row: `{"id", "links": [[i, j, score], ...]}`.

    Raises:
        InputError: the row lacks `id`, or its `a` or `b` are not lists of sentences.

    """
    for side in ("a", "b"):
        sentences = row.get(side)
        if not isinstance(sentences, list) or not all(isinstance(each, str) for each in sentences):
            raise InputError(
                f"`{side}` is not a list of sentences", where=f"row {row.get('id', '?')}", hint="See DATA.md."
            )
    if "id" not in row:
        raise InputError("a row has no `id`", hint="Each line is {id, set, a, b, gold}.")
    return {"id": row["id"], "links": [list(each) for each in link(row["a"], row["b"])]}


def evaluate(
    rows: Iterable[Mapping[str, Any]], predictions: Sequence[Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """Score predictions (made here when not given) for labelled rows.

    Returns:
        `sets`: for each set, F1, precision, recall and the counts, over all links of the set's rows that
        have gold; `macro_f1`: the mean of the sets' F1; `rows`: how many were scored; `predictions`.

    """
    rows = list(rows)
    if predictions is None:
        predictions = [predict(row) for row in rows]
    totals: dict[str, Counts] = defaultdict(lambda: (0, 0, 0))
    for row, prediction in zip(rows, predictions, strict=True):
        gold = {(int(i), int(j)) for i, j, *_ in row.get("gold") or ()}
        claimed = {(int(i), int(j)) for i, j, *_ in prediction["links"]}
        right, said, wanted = totals[str(row.get("set", "all"))]
        totals[str(row.get("set", "all"))] = (
            right + len(gold & claimed),
            said + len(claimed),
            wanted + len(gold),
        )
    scores = f1_of_sets(totals)
    return {
        "rows": len(rows),
        "macro_f1": scores.pop("macro"),
        "sets": {
            name: {
                "f1": scores[name],
                "precision": right / claimed if claimed else 0.0,
                "recall": right / gold if gold else 0.0,
                "right": right,
                "claimed": claimed,
                "gold": gold,
            }
            for name, (right, claimed, gold) in sorted(totals.items())
        },
        "predictions": list(predictions),
    }


def f1_of_sets(totals: Mapping[str, Counts]) -> dict[str, float]:
    """Return F1 for each set from (right, claimed, gold), and their mean as `macro`."""
    scores = {
        name: 2 * right / (claimed + gold) if claimed + gold else 0.0
        for name, (right, claimed, gold) in sorted(totals.items())
    }
    scores["macro"] = sum(scores.values()) / len(scores) if scores else 0.0
    return scores
