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


def judge(
    article: Article, *, language: str | None, residue: Sequence[Evidence] = (), lm: bool = False
) -> Verdict:
    """Say how an article's English came to be.

    Args:
        article: the article; only its sentences are read, so furniture never counts.
        language: ISO 639-1 code of the text, or None when it was too short to ask.
        residue: what the language packs found, each with a weight in log-odds and the source language.
        lm: ask a small language model as well how surprising the text is; it needs the extra `lm`.

    Returns:
        A verdict. `unsure` with a reason in `abstained` when the text is too short, not English, unlike
        any text that was learned from, or near the cut. Probabilities are None when it was not judged.

    Raises:
        ModelError: the shipped model, or the language model asked for, cannot be read.

    """
    from xdiff.origin.verdict import verdict

    return verdict(article, language=language, residue=residue, lm=lm)


def signature(*, lm: bool = False) -> tuple[tuple[str, str], ...]:
    """Return the settings behind every verdict: the model's version and its cut for machine translation.

    Args:
        lm: name the stage that reads a language model, and its cut, as well.
    """
    from xdiff.origin.model import shipped

    card = shipped().card
    version = ("origin", f"{card['version']}.{card['fingerprint']}")
    if not lm:
        return (version, ("cut", str(card["cuts"]["machine_translation"])))
    from xdiff.origin import lm as stage

    return (version, ("cut", str(stage.shipped().card["cuts"]["machine_translation"])), *stage.signature())
