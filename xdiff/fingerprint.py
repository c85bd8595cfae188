"""Names for findings that outlast a run: a decision or a baseline knows a finding again by them.

A finding is named by what it quotes, in which documents; neither by its place nor by its number. So it keeps
its name when a document is edited elsewhere, when another finding comes before it, and in another version of
xdiff that words its message differently. A second finding with the same quotes has a number after its name.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xdiff.records import Divergence, Document, Inconsistency, Variant, Verdict

# 64 bits: that two of a million findings share a name by chance is less likely than one in ten million.
DIGITS: Final = 16


def divergences(found: Sequence[Divergence]) -> tuple[str, ...]:
    """Return a name for each divergence, in their order; such as `number:91b0c51f0e1a8e2c`."""
    return _numbered(f"{each.kind}:{_digest(_quotes(each.variants))}" for each in found)


def inconsistencies(found: Sequence[Inconsistency]) -> tuple[str, ...]:
    """Return a name for each inconsistency of a document, in their order."""
    return _numbered(f"inconsistency:{_digest(sorted(set(_quotes(each.variants))))}" for each in found)


def origin(document_id: str, verdict: Verdict) -> str:
    """Return a name for the verdict on a document: another label is another finding."""
    return f"origin:{_digest((document_id, verdict.label))}"


def run(documents: Iterable[Document]) -> str:
    """Return a name for a run over these documents, in any order, whatever version of xdiff runs."""
    return _digest(sorted(f"{each.id}\t{each.sha256}" for each in documents))


def _quotes(variants: Iterable[Variant]) -> list[str]:
    return sorted(f"{each.document_id}\t{' '.join(each.surface.casefold().split())}" for each in variants)


def _numbered(names: Iterable[str]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    numbered = []
    for name in names:
        seen[name] += 1
        numbered.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(numbered)


def _digest(parts: Iterable[str]) -> str:
    whole = "\n".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:DIGITS]
