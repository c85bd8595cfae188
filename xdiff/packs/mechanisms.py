"""What a pattern cannot say: rules that look at a whole document.

A rule names its mechanism with `mechanism = "..."`; each is a function from an article to hits, a hit
being a span and the values that the rule's message may name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

from xdiff.records import Article, Span

Hit = tuple[Span, Mapping[str, str]]
Mechanism = Callable[[Article], list[Hit]]

_CAPITALISED = re.compile(r"(?<![\w'’.-])[A-ZÀ-Þ][a-zß-ÿ]{5,}(?![\w-])")

# Letters that transliterations and careless copies swap, reduced to one of them. Order matters: longer
# sequences first. From the romanisations of Arabic, Persian and Russian names in English, French and
# German newspapers (Rouhani, Rowhani, Ruhani; Sergey, Serguei, Sergej; Gaddafi, Kadhafi, Qaddafi).
_SAME_SOUND = (
    ("tch", "ch"), ("dsch", "j"), ("tsch", "ch"), ("sch", "sh"), ("dj", "j"), ("kh", "h"), ("gh", "g"),
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("ou", "u"), ("ow", "u"), ("oo", "u"), ("ey", "i"),
    ("ei", "i"), ("ee", "i"), ("ay", "ai"), ("ie", "i"), ("q", "k"), ("w", "v"), ("y", "i"), ("j", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1")


def sound(name: str) -> str:
    """Return a name reduced so that its transliterations agree; a silent final "e" is dropped."""
    reduced = name.lower()
    for written, heard in _SAME_SOUND:
        reduced = reduced.replace(written, heard)
    reduced = _DOUBLED.sub(r"\1", reduced)
    return reduced[:-1] if reduced.endswith("e") and len(reduced) > 4 else reduced


def name_drift(article: Article) -> list[Hit]:
    """Return the rarer spellings of a name that one document writes in two ways (Rouhani, Rowhani).

    Only words that stand capitalised inside a sentence count, and never in lower case in the same
    document; spellings that differ in accents alone are left out, as careless people drop those.
    """
    text = article.document.text
    places: dict[str, list[Span]] = {}
    inside: Counter[str] = Counter()
    for sentence in article.sentences:
        start = sentence.span.start
        for found in _CAPITALISED.finditer(sentence.span.of(text)):
            places.setdefault(found[0], []).append(Span(start=start + found.start(), end=start + found.end()))
            inside[found[0]] += found.start() > 0
    by_sound: dict[str, list[str]] = {}
    for name in places:
        if inside[name]:
            by_sound.setdefault(sound(name), []).append(name)
    hits: list[Hit] = []
    for names in by_sound.values():
        usual = max(names, key=lambda name: (len(places[name]), -places[name][0].start))
        hits += [
            (span, {"usual": usual})
            for name in names
            if name != usual and _differ(name, usual)
            for span in places[name]
        ]
    return hits


def _differ(name: str, other: str) -> bool:
    """Say whether two spellings differ in letters rather than in a plural's ending ("-ie", "-y")."""
    return name.rstrip("s") != other.rstrip("s") and name.isascii() == other.isascii()


MECHANISMS: Mapping[str, Mechanism] = {"name-drift": name_drift}
