"""Labelled rows for training and evaluation: read, grouped by content, cut into pieces.

One content recurs over dozens of systems, so everything is kept together and apart by *content group*:
a year's test set, whoever translated it. See DATA.md for the fields of a row.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xdiff.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

WINDOW = 1800  # characters: about 300 words, the length that the n-gram tables are fitted on
LEAST = 500  # a shorter remainder joins the piece before it

# Test sets whose text is one content under several names; the year tells which.
_WMT = re.compile(r"(?:newstest|wmttest|wmt)(?:20)?(?P<year>\d\d)(?!\d)")
_FAMILIES = {"flores": "flores", "demetr-FLORES": "flores", "iwslt": "ted", "mtedx": "ted", "mlqe": "mlqe"}

# Content groups, see `contents`.
DEV = ("wmt14fr", "wmt18", "wmt22")  # the data's own dev split
TEST = ("wmt13", "wmt20", "wmt21ha")  # ours: never trained on, no choice made on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One labelled text. `kind` is the label, or for machine translation its type (`smt`, `nmt` ...)."""

    id: str
    lines: tuple[str, ...]
    kind: str | None
    group: str
    testset: str
    source: str | None
    first: str | None  # the language it was first written in
    document: str | None
    domain: str | None
    extra: dict[str, Any]

    @property
    def label(self) -> str | None:
        """The label as it stands in the file, or None when there is no gold."""
        return self.extra.get("label")


def contents(testset: str, source: str | None = None) -> str:
    """Return the content group of a test set: `newstest2014.fr-en` and `wmt14.fr-en` share one."""
    if "robust" in testset:
        return "robust"
    match = _WMT.match(testset)
    if match:
        # From 2014 on each language has its own contents, so Hausa of 2021 and French of 2014 stand apart.
        apart = (match["year"], source) in (("21", "ha"), ("14", "fr"))
        return f"wmt{match['year']}{source if apart else ''}"
    for prefix, name in _FAMILIES.items():
        if testset.startswith(prefix):
            return name
    return testset


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a JSON-lines file, gzipped or not; gold may be missing.

    Raises:
        InputError: the file cannot be read, or a line is no JSON object with `id` and `text`.

    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _row(line, f"{path}:{number}")


def _row(line: str, where: str) -> Row:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(
            f"not JSON ({error.msg})", where=where, hint="Each line is one JSON object."
        ) from error
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str) or "id" not in fields:
        raise InputError("no `id` and `text` in this line", where=where, hint="See DATA.md for the fields.")
    label = fields.get("label")
    testset = str(fields.get("testset") or "")
    return Row(
        id=str(fields["id"]),
        lines=tuple(each for each in fields.pop("text").split("\n") if each.strip()),
        kind=fields.get("mt_type") if label == "machine_translation" else label,
        group=contents(testset, fields.get("src_lang")),
        testset=testset,
        source=fields.get("src_lang"),
        first=fields.get("orig_lang"),
        document=fields.get("doc_id"),
        domain=fields.get("domain"),
        extra=fields,
    )


def runs(lengths: Sequence[int], size: int = WINDOW, least: int = LEAST) -> list[slice]:
    """Cut pieces of these lengths into runs of `size` or more; a rest under `least` joins the run before.

    Training and verdicts cut alike, so that what is judged is what the tables were fitted on.
    """
    cut: list[slice] = []
    start = length = 0
    for index, each in enumerate(lengths):
        length += each
        if length >= size:
            cut.append(slice(start, index + 1))
            start, length = index + 1, 0
    if start < len(lengths):
        if cut and length < least:
            cut[-1] = slice(cut[-1].start, len(lengths))
        else:
            cut.append(slice(start, len(lengths)))
    return cut


def windows(lines: Sequence[str], size: int = WINDOW, least: int = LEAST) -> list[list[str]]:
    """Cut lines into runs of at least `size` characters, see `runs`."""
    return [list(lines[run]) for run in runs([len(line) + 1 for line in lines], size, least)]


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
