"""Names for findings that outlast a run: a decision or a baseline knows a finding again by them.

A finding is named by what it quotes, in which documents; neither by its place nor by its number. So it keeps
its name when a document is edited elsewhere, when another finding comes before it, when the documents come in
another order, and in another version of xdiff that words its message differently. It also keeps it when
another reader of the same page sets spaces, capitals, quotation marks and dashes otherwise: see `_words`.

Findings with the same quotes are numbered after their name, by where they stand in the documents.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xdiff.records import Article, Divergence, Document, Inconsistency, Variant, Verdict

# 64 bits: that two of a million findings share a name by chance is less likely than one in ten million.
DIGITS: Final = 16

# White space and what is never seen (soft hyphens, zero-width and direction marks, a byte-order mark).
_UNSEEN: Final = re.compile(r"[\s\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_DASHES: Final = re.compile(r"-{2,}")
_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´‹›", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)

# Where a finding stands: document and offset of each thing it quotes, in the documents' own order.
_Place = tuple[tuple[str, int], ...]


def divergences(found: Sequence[Divergence]) -> tuple[str, ...]:
    """Return a name for each divergence, in their order; such as `number:91b0c51f0e1a8e2c`."""
    return _numbered(
        [(f"{each.kind}:{_digest(_quotes(each.variants))}", _place(each.variants)) for each in found]
    )


def inconsistencies(found: Sequence[Inconsistency]) -> tuple[str, ...]:
    """Return a name for each inconsistency of a document, in their order.

    How often each spelling stands is not part of it.
    """
    return _numbered(
        [
            (f"inconsistency:{_digest(sorted(set(_quotes(each.variants))))}", _place(each.variants))
            for each in found
        ]
    )


def origin(article: Article, verdict: Verdict) -> str:
    """Return a name for the verdict on a document: another label, or another text, is another finding.

    The words of the whole body were judged, so an edit of any of them is a new verdict. What the body does
    not hold (links of a page, line ends, the file's encoding) changes nothing.
    """
    words = (_words(each.text) for each in article.sentences)
    return f"origin:{_digest((article.document.id, verdict.label, ''.join(words)))}"


def finding(code: str, words: Iterable[str]) -> str:
    """Return a name for a finding of the gate within its document, such as `HY302:91b0c51f0e1a8e2c`.

    Args:
        code: the rule's code.
        words: what the finding is about; nothing for the document as a whole.
    """
    return f"{code}:{_digest([_words(each) for each in words])}"


def run(documents: Iterable[Document]) -> str:
    """Return a name for a run over these documents, in any order, whatever version of xdiff runs."""
    return _digest(sorted(f"{each.id}\t{each.sha256}" for each in documents))


def _quotes(variants: Iterable[Variant]) -> list[str]:
    return sorted(f"{each.document_id}\t{_words(each.surface)}" for each in variants)


def _place(variants: Iterable[Variant]) -> _Place:
    return tuple(sorted((each.document_id, each.span.start) for each in variants))


def _words(text: str) -> str:
    """Return a text without what another reader of the same page may set otherwise.

    Nothing that tells one figure from another is dropped: points, commas, signs and units stay.
    """
    shown = _UNSEEN.sub("", unicodedata.normalize("NFC", text).casefold().translate(_SIGNS))
    return unicodedata.normalize("NFC", _DASHES.sub("-", shown).replace("''", '"'))


def _numbered(named: Sequence[tuple[str, _Place]]) -> tuple[str, ...]:
    alike: dict[str, list[int]] = {}
    for at, (name, _) in enumerate(named):
        alike.setdefault(name, []).append(at)
    names = [name for name, _ in named]
    for name, places in alike.items():
        ranked = sorted(places, key=lambda at: named[at][1])
        for number, at in enumerate(ranked[1:], 2):
            names[at] = f"{name}#{number}"
    return tuple(names)


def _digest(parts: Iterable[str]) -> str:
    # Lengths, because a document's id may hold any character: no part can be read as two.
    whole = "\n".join(f"{len(part)} {part}" for part in parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:DIGITS]
