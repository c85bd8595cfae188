"""What only one document says: the sentences with numbers, names or quotations that no other document has."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from xdiff.records import Alone, Solo, Thing
from xdiff.story.who import checkable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xdiff.records import Article, Fact, FactKind, Member
    from xdiff.story.who import Who

# What a reader would ask an outlet about first: whom it spoke to, then its figures. An order, not measured.
WEIGHTS: Final[Mapping[FactKind, int]] = {"quote": 4, "number": 3, "name": 2, "date": 1}


def alone(article: Article, facts: Sequence[Fact], only: Member, who: Who) -> Alone:
    """Return the sentences of `only` that carry something new, the most telling first."""
    wanted = set(only.sentences)
    things: dict[int, dict[str, Thing]] = defaultdict(dict)
    for fact in facts:
        if fact.sentence in wanted and fact.kind in WEIGHTS and checkable(fact) and who.nobody_else(fact):
            thing = Thing(kind=fact.kind, span=fact.span, surface=fact.surface)
            things[fact.sentence].setdefault(fact.value if fact.kind == "name" else fact.surface, thing)
    found = [
        Solo(sentence=sentence, things=_outer(tuple(each.values()))) for sentence, each in things.items()
    ]
    return Alone(
        document_id=article.document.id,
        sentences=tuple(sorted(found, key=lambda each: (-_weight(each), each.sentence))),
    )


def _outer(things: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """Leave out what stands inside a quotation that is named itself."""
    quotes = [each.span for each in things if each.kind == "quote"]
    return tuple(
        each
        for each in things
        if each.kind == "quote" or not any(quote.start <= each.span.start < quote.end for quote in quotes)
    )


def _weight(solo: Solo) -> int:
    return sum(WEIGHTS[kind] for kind in {thing.kind for thing in solo.things})
