"""The card of the alignment model: what it was made from and every figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# Measured by hand while the model was made, on the train and choose splits: not repeated by every training.
PARTS = (
    "What the parts add, macro F1 (cut chosen on the same contents; differences under .01 are noise):",
    "",
    "- one pass, four folds: .764 with the paraphrase space, .760 without (SuperPAL +.016, Cochrane",
    "  +.008, ECB+ -.008);",
    "- choose split: first pass alone .772, second alone .779, their mean .783 to .785;",
    "- measurements that do not tell left from right (choose split): swipe .904 to .860, cochrane .721 to",
    "  .676, superpal .584 to .645; sides are kept apart.",
    "",
    "Beside the links, groups of whole articles use three figures of the extracted facts (`evidence.py`)",
    "and a second look clause by clause (`clauses.py`, `groups.FURTHER`). Fitted on ECB+ with scores of",
    "links from folds that had not seen the topic, cross-validated by topic:",
    "",
    "| ECB+ | AUC, all cells | with facts | AUC, cells under .33 | with facts |",
    "|---|---|---|---|---|",
    "| labelled pairs, 11,408 cells | .806 | .824 | .672 | .719 |",
    "| whole articles, 2,772 cells | .775 | .785 | .666 | .689 |",
    "",
    "Groups read by one person on eight pairs of whole articles (topics the links had not seen): 53 of 61",
    "right without either; with both 72 of 86, of the 26 added 20. The floor was chosen on other pairs of",
    "the same topics.",
    "",
    "Spread: trained again, with words of one rank in another order, the cut was .38 and the test split gave",
    ".745 (SuperPAL, 12 pairs, .538; the others within .02). Words are now taken in one order.",
)


def card(report: Mapping[str, Any]) -> str:
    """Write the card in Markdown from the figures that `train.fit_files` returns."""
    names = sorted(report["sizes"])
    lines = [
        "# Alignment model",
        "",
        "Written by `xdiff model train align`; do not edit.",
        "",
        f"One model and one cut ({report['cut']:.2f}) for all kinds of text. F1 over the links of a set:",
        "",
        "| split | " + " | ".join(names) + " | macro |",
        "|---|" + "---|" * (len(names) + 1),
    ]
    for split, scores in report["sets"].items():
        cells = " | ".join(f"{scores.get(name, 0.0):.3f}" for name in [*names, "macro"])
        lines.append(f"| {split} | {cells} |")
    lines += [
        "",
        "Pairs of documents: " + ", ".join(f"{name} {report['sizes'][name]}" for name in names) + ".",
    ]
    lines += ["", *PARTS, "", "Data, SHA-256:", ""]
    lines += [f"- {name}: {digest}" for name, digest in report.get("hashes", {}).items()]
    return "\n".join(lines) + "\n"
