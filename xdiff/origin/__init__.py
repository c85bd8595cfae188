"""How a text's English came to be: written in English, translated by a person, or translated by a machine.

`judge` needs numpy and the shipped model, both read when it is first called. Training and evaluation live in
`xdiff.origin.train` and `xdiff.origin.evaluate`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xdiff.records import Article, Evidence, Verdict

__all__ = ["LEARNED", "judge", "signature"]

# What the rules say that no pack holds: their evidence was learned, so there is no pattern to show.
LEARNED: Mapping[str, str] = {
    "model.words": """\
model.words (learned from the training data)

A run of one to three words, names and figures masked, that machine translations have more often than
human translations of the same contents; the message says how many times. One such run proves nothing: people
write all of them. The verdict adds up thousands, and lists those that weighed most.

weight:     log-odds that this run added to machine translation in this text
measured:   `xdiff model show` has the model's figures
defined in: xdiff/origin/evidence.py""",
    "lm.surprisal": """\
lm.surprisal (learned; only with --lm)

A usual word where a small language model (SmolLM2-135M) least expected one: 9 nats of surprisal or more, and
three spreads beyond what was to be expected there. In 100 tokens of training documents: statistical systems
.71, human translations .55, neural systems .55, language models .47, originals .43. It points at the odd word
in a text that is suspected for other reasons, and proves little.

weight:     +0.10 log-odds, for show; the verdict uses the whole text's surprisal
measured:   `xdiff model show origin-lm` has the stage's figures
defined in: xdiff/origin/lm.py""",
}


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
