"""Whose age a number is: two ages of one person cannot both be true, two ages of two people say nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xdiff.diff.story import Text
    from xdiff.records import Fact

OF_ONE_SURNAME = 5  # years by which two ages of one person may differ where only the surname is told

_NAME_BEFORE = re.compile(
    r"(?:,?\s*\(\s*|\s*,\s*(?:now\s+|then\s+|who\s+(?:is|was|turned)\s+|aged?\s+|an?\s+|the\s+|is\s+)?"
    r"|\s+(?:is|was|turned|turns|aged|at)\s+(?:an?\s+)?)"
)
# Between an age and its bearer stand at most two words that are neither verbs nor prepositions.
_NAME_BEHIND = re.compile(
    r"(?:[\s-]*years?[\s-]*old)?(?:\s+(?!(?:of|in|at|on|by|to|for|from|with|and|or|who|that|as|was|is|has)\b)"
    r"[\w'’-]+(?<!ed)(?<!ing)){0,2},?\s+"
)


def bearer(text: Text, age: Fact) -> str:
    """Return the name of the person whose age it is, or an empty string where none stands beside it.

    "Robyn Mendes, 48", "Mendes (48)", "the 48-year-old tenant Robyn Mendes"; not "the 16-year-old accused of
    shooting Robyn Mendes".
    """
    document = text.article.document.text
    names = [
        fact
        for fact in text.by_sentence.get(age.sentence, ())
        if fact.kind == "name" and fact.unit in {"person", "other"}
    ]
    for name in names:
        if name.span.end <= age.span.start and _NAME_BEFORE.fullmatch(
            document, name.span.end, age.span.start
        ):
            return name.value
    for name in names:
        if name.span.start >= age.span.end and _NAME_BEHIND.fullmatch(
            document, age.span.end, name.span.start
        ):
            return name.value
    return ""


def one_bearer(left: str, right: str, *, years: float) -> bool:
    """Whether two names are of one person: one surname, and one first name where both tell it.

    Families share a surname, so that with one first name missing the ages must be `OF_ONE_SURNAME` or less
    apart; `years` is by how much they differ.
    """
    one, other = left.split(), right.split()
    if not one or not other or one[-1] != other[-1]:
        return False
    if len(one) > 1 and len(other) > 1:
        return one[0] == other[0]
    return years <= OF_ONE_SURNAME
