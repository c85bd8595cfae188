"""How a text's English came to be: written in English, translated by a person, or translated by a machine.

`judge` needs numpy and the shipped model, both read when it is first called. Training and evaluation live in
`xdiff.origin.train` and `xdiff.origin.evaluate`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.records import Article, Evidence, Verdict

__all__ = ["judge", "signature"]


def judge(article: Article, *, language: str | None, residue: Sequence[Evidence] = ()) -> Verdict:
    """Say how an article's English came to be.

    Args:
        article: the article; only its sentences are read, so furniture never counts.
        language: ISO 639-1 code of the text, or None when it was too short to ask.
        residue: what the language packs found, each with a weight in log-odds and the source language.

    Returns:
        A verdict. `unsure` with a reason in `abstained` when the text is too short, not English, unlike
        any text that was learned from, or near the cut. Probabilities are None when it was not judged.

    Raises:
        ModelError: the shipped model cannot be read.

    """
    from xdiff.origin.verdict import verdict

    return verdict(article, language=language, residue=residue)


def signature() -> tuple[tuple[str, str], ...]:
    """Return the settings behind every verdict: the model's version and its cut for machine translation."""
    from xdiff.origin.model import shipped

    card = shipped().card
    return (
        ("origin", f"{card['version']}.{card['fingerprint']}"),
        ("cut", str(card["cuts"]["machine_translation"])),
    )
