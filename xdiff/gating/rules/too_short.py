"""HY306: the body is too short to be a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff.gating.repeated import counted
from xdiff.gating.rule import Found, Limit, Limits, Rule

if TYPE_CHECKING:
    from xdiff.records import Inspection


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Flag a document whose body, without furniture, has fewer words than the limit."""
    if inspection.language not in (None, "en"):
        return  # not all languages part words by spaces, and `wrong-language` says what is the matter
    least = int(str(limits["words"]))
    words = sum(len(sentence.text.split()) for sentence in inspection.article.sentences)
    if words >= least:
        return
    yield Found(
        document_id=inspection.document.id,
        span=None,
        message="the text is too short" if words else "there is nothing but site furniture",
        measured=counted(words, "word"),
        limit=f"at least {counted(least, 'word')}",
    )


RULE = Rule(
    code="HY306",
    name="too-short",
    severity="warning",
    what="A body of fewer words than a text of its kind has; site furniture does not count.",
    why=(
        "Such a file is most often a headline, a teaser or a page whose text was not saved. Its origin "
        "cannot be judged either: the model asks for 60 words. The limit of 50 words is the one that "
        "MassiveText was filtered with (Rae et al. 2021, table A1)."
    ),
    examples=("Harbour reopens after storm\n\nRead the full story on our website.",),
    near_misses=(
        (
            "The ferry between Port Ellis and the island sails again on Monday after two weeks of storm, the "
            "harbour said. Its pier was mended over the weekend by a crew of twelve, who worked at low tide. "
            "Tickets cost four crowns, as they did before, and children travel free until the end of March."
        ),
    ),
    mend=(
        "Save the whole text, or leave the file out. For a collection of briefs lower the limit: "
        "`[tool.xdiff.rules.too-short]` with `words = 20`."
    ),
    limits=(Limit(name="words", default=50, what="fewest words of the body", least=0),),
    document=check,
)
