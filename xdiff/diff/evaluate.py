"""How many contradicted numbers are found, and how many are found that are none, on pairs of sentences.

The pairs are rows with `a` (a claim), `b` (a sentence of evidence), `label` ("REFUTES" or "SUPPORTS") and
`numbers` (whether the claim has a digit), as FeverSymmetric gives them (T. Schuster and others, "Towards
debiasing fact verification models", EMNLP 2019). Each claim comes with two sentences of evidence and each
sentence of evidence with two claims, so that the pairs themselves show where a number alone decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xdiff.records import Document, Group, Member

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xdiff.records import Article, Divergence

KINDS = frozenset({"number", "date"})
REFUTED, SUPPORTED = "REFUTES", "SUPPORTS"

_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
_NUMERIC = re.compile(
    r"\d[\d,.]*(?:st|nd|rd|th|'?s)?|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand"
    r"|million|billion|decades?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|half|over"
    r"|under|about|around|more|less|fewer|than|at|least|most|only",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return a tokenised sentence with the brackets that the treebank's "-LRB-" stands for."""
    for name, bracket in _BRACKETS.items():
        text = text.replace(name, bracket)
    return text


def decided_by_numbers(rows: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Tell for each row whether numbers alone decide it.

    Such is a refuted row where a supported one has the same two sentences but for numerals, months and the
    words that bound a number.
    """
    supported = {_shape(row) for row in rows if row["label"] == SUPPORTED}
    return [row["label"] == REFUTED and bool(row["numbers"]) and _shape(row) in supported for row in rows]


def _shape(row: Mapping[str, Any]) -> tuple[str, str]:
    sides = [
        " ".join("#" if _NUMERIC.fullmatch(word) else word for word in str(row[side]).split())
        for side in ("a", "b")
    ]
    return sides[0], sides[1]


def one_group(articles: Sequence[Article]) -> Group:
    """Return the group that sets all sentences of each article against those of the others."""
    members = tuple(
        Member(document_id=article.document.id, sentences=tuple(range(len(article.sentences))))
        for article in articles
    )
    return Group(id="f1", members=members, score=1.0)


def score(
    rows: Sequence[Mapping[str, Any]], compare: Callable[[Sequence[Document]], Sequence[Divergence]]
) -> dict[str, float]:
    """Measure claimed conflicts of numbers and dates on pairs of sentences.

    Args:
        rows: the pairs.
        compare: returns the divergences of two documents, whole comparison or one forced group.

    Returns:
        `decided`: the share found of the refuted rows that numbers alone decide; `refuted`: the same of all
        refuted rows with a digit in the claim; `false`: the share of supported rows with a digit that are
        called a conflict; `false_all`: the same of all supported rows; each with its count as `..._rows`.
        A share of no rows is 0.
    """
    decided = decided_by_numbers(rows)
    tallies = {name: [0, 0] for name in ("decided", "refuted", "false", "false_all")}
    for row, alone in zip(rows, decided, strict=True):
        documents = [Document(id=side, text=plain(str(row[side])), sha256=side) for side in ("a", "b")]
        found = any(each.kind in KINDS and each.severity == "conflict" for each in compare(documents))
        refuted = row["label"] == REFUTED
        takes = {
            "decided": alone,
            "refuted": refuted and bool(row["numbers"]),
            "false": not refuted and bool(row["numbers"]),
            "false_all": not refuted,
        }
        for name, takes_part in takes.items():
            tallies[name][0] += takes_part and found
            tallies[name][1] += takes_part
    shares = {name: found / rows_ if rows_ else 0.0 for name, (found, rows_) in tallies.items()}
    return shares | {f"{name}_rows": float(count) for name, (_, count) in tallies.items()}
