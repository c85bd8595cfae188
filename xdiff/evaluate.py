"""Scoring xdiff on labelled files, and the figures that `nox -s evaluate` pins.

Files are JSON lines, plain or gzipped, in these shapes (further keys are ignored; gold may be missing):

- origin: `id`, `text`, and for scores `label`, `mt_type`, `src_lang`, `orig_lang`, `testset`;
- alignment: `id`, `a` and `b` (lists of sentences), and for scores `gold` ([[i, j, label], ...]) and `set`;
- attributions: `id`, `text`, and for scores `attributions` with `source` and `content` spans.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from xdiff.errors import InputError

if TYPE_CHECKING:
    from xdiff.records import Divergence, Document, Verdict

Task = Literal["origin", "alignment", "attributions"]
Row = Mapping[str, Any]
Progress = Callable[[str, int, int], None]

NEEDED: Mapping[Task, tuple[str, ...]] = {
    "origin": ("id", "text"),
    "alignment": ("id", "a", "b"),
    "attributions": ("id", "text"),
}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_sentences(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _begin_with_pairs(value: object) -> bool:
    """Tell a list of lists that begin with two whole numbers: gold links, and the spans of a part."""
    return isinstance(value, list) and all(
        isinstance(each, list) and len(each) >= 2 and all(isinstance(end, int) for end in each[:2])
        for each in value
    )


def _are_links(value: object) -> bool:
    return value is None or _begin_with_pairs(value)


def _are_attributions(value: object) -> bool:
    if value is None:
        return True
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return False
    parts = [each.get(side) or [] for each in value for side in ("source", "content")]
    return all(
        isinstance(part, list)
        and all(isinstance(piece, dict) and _begin_with_pairs(piece.get("spans")) for piece in part)
        for part in parts
    )


SHAPES: Mapping[Task, Mapping[str, Callable[[object], bool]]] = {
    "origin": {"text": _is_text},
    "alignment": {"a": _are_sentences, "b": _are_sentences, "gold": _are_links},
    "attributions": {"text": _is_text, "attributions": _are_attributions},
}


def rows(path: Path, task: Task) -> Iterator[dict[str, Any]]:
    """Yield the rows of a labelled file.

    Args:
        path: JSON lines, gzipped when the name ends in `.gz`.
        task: what the rows are for; says which keys each must have.

    Raises:
        InputError: the file cannot be read, or a line is not a row of the task; `where` has the line.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    number = 0
    try:
        with opened(path, "rt", encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(line, task, f"{path}:{number}")
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            f"the file cannot be read ({getattr(error, 'strerror', None) or error})",
            where=str(path),
            hint="Give a file of JSON lines, plain or gzipped.",
        ) from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"not UTF-8 ({error.reason})",
            where=f"{path}, after line {number}",
            hint="Each line must be one JSON object in UTF-8.",
        ) from None


def _row(line: str, task: Task, where: str) -> dict[str, Any]:
    """Return one line as a row, or raise InputError for what keeps it from being one."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        hint = "Each line must be one JSON object."
        raise InputError(f"the line is not JSON ({error})", where=where, hint=hint) from None
    hint = f"Rows for {task} need {', '.join(NEEDED[task])}."
    missing = [key for key in NEEDED[task] if not isinstance(row, dict) or key not in row]
    if missing:
        raise InputError(f"the line has no {' and no '.join(missing)}", where=where, hint=hint)
    wrong = next((key for key, fits in SHAPES[task].items() if key in row and not fits(row[key])), None)
    if wrong:
        what = f"`{wrong}` has another shape than a row for {task} has"
        raise InputError(what, where=where, hint="`python -m pydoc xdiff.evaluate` tells the shapes.")
    return cast("dict[str, Any]", row)


def predict(task: Task, row: Row) -> dict[str, Any]:
    """Return xdiff's prediction for one row, in the shape that `--predictions` writes.

    Args:
        task: what to predict.
        row: one row, its gold unread.
    """
    if task == "alignment":
        from xdiff import align

        links = align.link(row["a"], row["b"])
        return {"id": row["id"], "links": [[i, j, round(score, 4)] for i, j, score in links]}
    from xdiff import pipeline

    document = _document(str(row["id"]), str(row["text"]))
    if task == "attributions":
        from xdiff.facts.evaluate import predict as attributions
        from xdiff.segment import segment

        return {"id": row["id"], "attributions": attributions(segment(document))}
    from xdiff import report

    inspection = pipeline.inspect(document, fluency=False, facts=False)
    return {**report.detect_line(inspection), "id": row["id"]}


def _document(name: str, text: str) -> Document:
    from xdiff.records import Document

    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(id=name, text=text, sha256=digest)


def predictions(task: Task, given: Sequence[Row], progress: Progress) -> list[dict[str, Any]]:
    """Return a prediction for every row, reporting progress as it goes."""
    found = []
    for done, row in enumerate(given):
        progress(task, done, len(given))
        found.append(predict(task, row))
    progress(task, len(given), len(given))
    return found


def figures(task: Task, given: Sequence[Row], predicted: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Score predictions against the gold of their rows.

    Args:
        task: what was predicted.
        given: the rows, in the order of `predicted`; rows without gold are predicted but not scored.
        predicted: what `predict` returned for each.

    Returns:
        Figures by name; empty when no row has gold.
    """
    if task == "alignment":
        from xdiff.align import evaluate as align_evaluate

        scored = [
            (row, guess) for row, guess in zip(given, predicted, strict=True) if row.get("gold") is not None
        ]
        if not scored:
            return {}
        return align_evaluate.score([row for row, _ in scored], [guess["links"] for _, guess in scored])
    if task == "attributions":
        from xdiff.facts.evaluate import score

        scored = [
            (row, guess)
            for row, guess in zip(given, predicted, strict=True)
            if row.get("attributions") is not None
        ]
        if not scored:
            return {}
        return score([row for row, _ in scored], [guess["attributions"] for _, guess in scored])
    from xdiff.origin import evaluate as origin_evaluate

    scored = [(row, guess) for row, guess in zip(given, predicted, strict=True) if row.get("label")]
    if not scored:
        return {}
    return origin_evaluate.score([row for row, _ in scored], [guess for _, guess in scored])


# Machine translations looked at, of each kind: those that a hash picks, so that the same ones are looked at
# every time. More would move the figures by less than their bands and take minutes. Of people's own work,
# all are looked at: they give the false-alarm rates that every verdict prints.
MOST_OF_A_KIND = 250
FEW_OF_A_KIND = 60  # for the robustness tables, which judge every document some twenty times
LONG = 1_200  # characters; shorter documents have figures of their own in the model card


def twin(name: str) -> Path:
    """Return the file of a model's twin, which never saw what it is measured on.

    Args:
        name: of the file in `xdiff/data`.

    Raises:
        InputError: it is not there; an installed xdiff does not have it, a checkout has.
    """
    from importlib.resources import files

    path = Path(str(files("xdiff.data") / name))
    if not path.is_file():
        raise InputError(
            "the model's twin, which the figures are measured on, is not installed",
            where=str(path),
            hint="Measure in a checkout of xdiff, or make it with `xdiff model train`.",
        )
    return path


def apart(data: Path, most: int | None, of_machines: int) -> list[Row]:
    """Return documents of LONG characters or more of the origin data's test groups.

    Args:
        data: the folder with `origin/`.
        most: of each kind of human text, all when None.
        of_machines: of each kind of machine translation.
    """
    from xdiff.origin.corpus import TEST, contents
    from xdiff.origin.evaluate import HUMAN

    kinds: dict[str, list[tuple[str, Row]]] = {}
    for row in rows(data / "origin" / "train.jsonl.gz", "origin"):
        if contents(row["testset"], row.get("src_lang")) in TEST and len(row["text"]) >= LONG:
            kind = str(row.get("mt_type") or row["label"])
            key = hashlib.sha256(str(row["id"]).encode()).hexdigest()
            kinds.setdefault(kind, []).append((key, row))
    return [
        row
        for kind, found in sorted(kinds.items())
        for _, row in sorted(found, key=lambda pair: pair[0])[: most if kind in HUMAN else of_machines]
    ]


def whole_verdicts(data: Path, progress: Progress = lambda _step, _done, _total: None) -> dict[str, float]:
    """Score whole verdicts, packs and all, of the model's twin on documents that it never saw.

    Args:
        data: the folder with `origin/`.
        progress: called as in `predictions`.

    Returns:
        Figures of `xdiff.origin.evaluate.score` on documents of 1,200 characters or more, and under
        `without_packs.` the AUCs that remain when the packs' log-odds are taken out again.
    """
    from xdiff.origin.model import TWIN, instead

    given = apart(data, None, MOST_OF_A_KIND)
    with instead(twin(TWIN)):
        predicted = predictions("origin", given, progress)
    bare = figures("origin", given, [_without_packs(each) for each in predicted])
    return figures("origin", given, predicted) | {
        f"without_packs.{name}": value for name, value in bare.items() if name.startswith("auc.")
    }


def _without_packs(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return a prediction as it would be had no pack said anything: their log-odds are one term of a sum."""
    chance = line["p_machine"]
    packs = sum(each["log_odds"] for each in line["contributions"] if each["part"] == "packs")
    if not chance or chance == 1:
        return dict(line)
    return {**line, "p_machine": 1 / (1 + math.exp(packs - math.log(chance / (1 - chance))))}


def robustness(data: Path, progress: Progress = lambda _step, _done, _total: None) -> list[str]:
    """Return how verdicts of the model's twin hold on changed, cut and joined texts, as Markdown tables.

    Args:
        data: the folder with `origin/`.
        progress: called with each table's name.
    """
    from xdiff import pipeline
    from xdiff.origin import robustness as measures
    from xdiff.origin.model import TWIN, instead

    def judge(text: str) -> Verdict:
        return pipeline.inspect(_document("variant", text), fluency=False, facts=False).verdict

    documents = measures.labelled(apart(data, FEW_OF_A_KIND * 2, FEW_OF_A_KIND))
    with instead(twin(TWIN)):
        progress("robustness", 0, 3)
        moved = measures.table(documents, judge)
        progress("robustness", 1, 3)
        lengths = measures.curve(documents, judge)
        progress("robustness", 2, 3)
        mixed = measures.mixtures(documents, judge, most=FEW_OF_A_KIND)
    progress("robustness", 3, 3)
    return measures.markdown(moved, lengths, mixed)


def floors(data: Path, progress: Progress = lambda _step, _done, _total: None) -> dict[str, float]:
    """Measure the figures that `tests/floors.toml` pins, on splits that the shipped models never saw.

    Args:
        data: the folder with `origin/`, `align/` and `facts/`.
        progress: called as in `predictions`.

    Returns:
        Figures by name, such as `origin.auc.smt/original`, each better when higher: false alarms and
        calibration errors are given as one minus themselves.
    """
    from xdiff.align import model as align_model
    from xdiff.align.corpus import TEST, fold

    found: dict[str, float] = {}
    aligned = rows(data / "align" / "sentence-alignment.jsonl.gz", "alignment")
    given = [row for row in aligned if fold(row) == TEST]
    with align_model.instead(twin(align_model.TWIN)):
        scores = figures("alignment", given, predictions("alignment", given, progress))
    found |= {f"align.{name}": value for name, value in scores.items() if name.endswith("f1")}

    attributed = rows(data / "facts" / "attributions.jsonl.gz", "attributions")
    given = [row for row in attributed if row["split"] == "dev"]
    scores = figures("attributions", given, predictions("attributions", given, progress))
    found |= {f"facts.{name}": value for name, value in scores.items() if name.endswith("f1")}
    found["facts.attribution_f1"] = _reported(given)
    found |= {f"diff.{name}": value for name, value in contradictions(data, "test").items()}

    for name, value in whole_verdicts(data, progress).items():
        if name.startswith(("auc.", "flagged.", "source_language")):
            found[f"origin.{name}"] = value
        elif name.startswith(("false_alarms.", "calibration.")):
            found[f"origin.1-{name}"] = 1 - value
    return found


def _reported(given: Sequence[Row]) -> float:
    """Return the F1 of all attributions, reported speech without quotation marks among them."""
    from xdiff.facts.evaluate import predict as attributions
    from xdiff.facts.evaluate import score
    from xdiff.segment import segment

    told = [
        attributions(segment(_document(str(row["id"]), str(row["text"]))), reported=True) for row in given
    ]
    return score(given, told)["attribution_f1"]


def contradictions(data: Path, split: str) -> dict[str, float]:
    """Measure how many contradicted numbers are told as conflicts, and how often one is told wrongly.

    The two sentences of a pair are set against each other as one shared fact: what the alignment would make
    of two lone sentences is another question.

    Args:
        data: the folder with `facts/`.
        split: `dev`, which rules were made on, or `test`.

    Returns:
        `contradictions.found`, the share of the refuted pairs that numbers alone decide; and
        `contradictions.1-false`, one less the share of all supported pairs that are told as conflicts.
    """
    from xdiff import diff, facts
    from xdiff.diff.evaluate import one_group, score
    from xdiff.segment import segment

    def compare(documents: Sequence[Document]) -> tuple[Divergence, ...]:
        articles = [segment(document) for document in documents]
        known = facts.reconcile([facts.extract(article) for article in articles])
        return diff.divergences([one_group(articles)], articles, known)

    with gzip.open(data / "facts" / "contradictions.jsonl.gz", "rt", encoding="utf-8") as lines:
        pairs = [row for row in map(json.loads, lines) if row["split"] == split]
    shares = score(pairs, compare)
    return {"contradictions.found": shares["decided"], "contradictions.1-false": 1 - shares["false_all"]}
