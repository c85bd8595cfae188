"""CS403: two documents give one statement to different people, or one says that it was denied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xdiff.gating.divergent import found
from xdiff.gating.rule import Found, Limits, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xdiff.records import Divergence, Run

LETTERS = 4  # of a word that names a speaker


def check(run: Run, _limits: Limits) -> Iterator[Found]:
    """Flag each conflict over who said something in the documents that it puts in doubt."""
    yield from found(run, lambda each: _wanted(each) and not _named(each, run), limit="one speaker")
    yield from found(
        run,
        lambda each: _wanted(each) and _named(each, run),
        limit="one speaker",
        severity="note",
        once=True,
    )


def _wanted(divergence: Divergence) -> bool:
    return divergence.kind == "attribution" and divergence.severity == "conflict"


def _named(divergence: Divergence, run: Run) -> bool:
    """Return whether one document names the other one's speaker beside the statement.

    "Said Trend Research analyst Ida Falk" beside "said Ida Falk" is one speaker, whichever name was taken.
    """
    speakers = {each.document_id: _words(each.value) for each in divergence.variants}
    common = set.intersection(*speakers.values())
    for inspection in run.inspections:
        variant = next(
            (each for each in divergence.variants if each.document_id == inspection.document.id), None
        )
        if variant is None:
            continue
        beside = {
            word
            for sentence in inspection.article.sentences
            if sentence.span.start < variant.span.end and variant.span.start < sentence.span.end
            for word in _words(sentence.text)
        }
        for other in divergence.variants:
            if other.value != variant.value and (speakers[other.document_id] - common) & beside:
                return True
    return False


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W_]+", text.casefold()) if len(word) >= LETTERS}


RULE = Rule(
    code="CS403",
    name="attribution-conflict",
    severity="error",
    what="A statement that two documents of one event give to different people, or that its speaker admits "
    "in one and denies in the other.",
    why="Somebody is quoted with words that were another's. A reader, or a model that learns from the text, "
    "cannot tell which. Where one document names the other's speaker beside the statement, it is a note.",
    examples=("“The dam is safe,” said Anna Brandt. beside “The dam is safe,” said Tomas Weil.",),
    near_misses=(
        "“The dam is safe,” said Anna Brandt. beside “The dam is safe,” the mayor said.: one person",
        "“The dam is safe,” said Anna Brandt. beside “The dam is not to blame,” said Tomas Weil.: two",
    ),
    mend="Look up who said it, and mend the document or leave it out. Where both said it, reject the finding "
    "in a review.",
    story=check,
)
