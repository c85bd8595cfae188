"""The card of the alignment model: what it was made from and every figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def card(report: Mapping[str, Any]) -> str:
    """Write the card in Markdown from the figures that `train.fit_files` returns."""
    names = sorted(report["sizes"])
    lines = [
        "# Alignment model",
        "",
        "Written by `xdiff train alignment`; do not edit.",
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
    lines += ["", "Data, SHA-256:", ""]
    lines += [f"- {name}: {digest}" for name, digest in report.get("hashes", {}).items()]
    return "\n".join(lines) + "\n"
