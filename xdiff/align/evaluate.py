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


def evaluate(rows: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Predict and score labelled rows, see `score`."""
    rows = list(rows)
    return score(rows, [predict(row)["links"] for row in rows])


def score(rows: Sequence[Mapping[str, Any]], links: Sequence[Sequence[Sequence[float]]]) -> dict[str, float]:
    """Score the links of each row against its gold.

    Args:
        rows: labelled rows with `set` and `gold`; partial links count like full ones.
        links: for each row, [i, j, ...] of every claimed link.

    Returns:
        `macro_f1`, the mean over the sets, and for each set `<set>.f1`, `.precision` and `.recall`, over
        all links of its rows together.

    """
    totals: dict[str, Counts] = defaultdict(lambda: (0, 0, 0))
    for row, found in zip(rows, links, strict=True):
        gold = {(int(i), int(j)) for i, j, *_ in row.get("gold") or ()}
        claimed = {(int(i), int(j)) for i, j, *_ in found}
        name = str(row.get("set", "all"))
        right, said, wanted = totals[name]
        totals[name] = (right + len(gold & claimed), said + len(claimed), wanted + len(gold))
    f1 = f1_of_sets(totals)
    figures = {"macro_f1": f1.pop("macro")}
    for name, (right, said, wanted) in sorted(totals.items()):
        figures[f"{name}.f1"] = f1[name]
        figures[f"{name}.precision"] = right / said if said else 0.0
        figures[f"{name}.recall"] = right / wanted if wanted else 0.0
    return figures


def f1_of_sets(totals: Mapping[str, Counts]) -> dict[str, float]:
    """Return F1 for each set from (right, claimed, gold), and their mean as `macro`."""
    scores = {
        name: 2 * right / (claimed + gold) if claimed + gold else 0.0
        for name, (right, claimed, gold) in sorted(totals.items())
    }
    scores["macro"] = sum(scores.values()) / len(scores) if scores else 0.0
    return scores
