"""What rules found, and cards, as JSON values for the cache and back.

Both ways are strict: a value that would not come back as it was is not kept, and one that is not exactly what
was kept is not taken. A record is a list of its fields' values, in their order: another layout of a record is
another xdiff, and so another key of the cache.
"""

from __future__ import annotations

import functools
import typing
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union

from xdiff.errors import RoomError
from xdiff.gating import card as cards
from xdiff.gating import rule as rules
from xdiff.gating.card import Card
from xdiff.gating.rule import Found
from xdiff.records import Level, Span


@dataclass(frozen=True, slots=True)
class _Codec:
    """How values of one type become JSON and back; both raise ValueError for what is not of the type."""

    dump: Callable[[Any], Any]
    load: Callable[[Any], Any]


def dumped(found: Mapping[str, Sequence[Found]], card: Card | None) -> Any:
    """Return what rules found, by code, and a card, as a JSON value.

    Raises:
        RoomError: a rule found something, or a card holds something, that is not of the type it must be.
    """
    made = {}
    for code, several in found.items():
        made[code] = [_told(_codec(Found), each, f"rule {code}") for each in several]
    return {"found": made, "card": None if card is None else _told(_codec(Card), card, "card")}


def loaded(
    value: Any, documents: Mapping[str, int] | None = None, codes: Collection[str] | None = None
) -> tuple[dict[str, tuple[Found, ...]], Card | None] | None:
    """Return what `dumped` was given, or None for a value that it did not make.

    Args:
        value: from the cache.
        documents: the documents it may be about, by id, with the length of their texts in code points.
        codes: the rules that must have been asked, all of them and no other.
    """
    if not isinstance(value, dict) or value.keys() != {"found", "card"}:
        return None
    found, card = value["found"], value["card"]
    if not isinstance(found, dict) or (codes is not None and found.keys() != set(codes)):
        return None
    if not all(isinstance(each, list) for each in found.values()):
        return None
    try:
        made = {code: tuple(map(_codec(Found).load, several)) for code, several in found.items()}
        made_card = None if card is None else _codec(Card).load(card)
    except ValueError:
        return None
    if documents is not None and made_card is not None and made_card.document_id not in documents:
        return None
    if documents is not None and not all(
        _fits(each, documents) for several in made.values() for each in several
    ):
        return None
    return made, made_card


def pairs(value: Any) -> tuple[tuple[str, str], ...] | None:
    """Return pairs of texts that were kept (the parts of a `Signature`), or None for any other value."""
    try:
        found: tuple[tuple[str, str], ...] = _codec(tuple[tuple[str, str], ...]).load(value)
    except ValueError:
        return None
    return found or None


def _told(codec: _Codec, value: object, where: str) -> Any:
    try:
        return codec.dump(value)
    except ValueError as error:
        raise RoomError(f"not of the type that its record says: {error}", where=where) from None


def _fits(found: Found, documents: Mapping[str, int]) -> bool:
    """Return whether a finding is about these documents, and each place inside its text."""
    return all(
        document in documents and (span is None or 0 <= span.start <= span.end <= documents[document])
        for document, span in ((found.document_id, found.span), *found.related)
    )


@functools.cache
def _codec(kind: Any) -> _Codec:
    origin = typing.get_origin(kind)
    if kind in (bool, int, str, float, NoneType):
        return _plain(kind)
    if origin is Literal:
        return _checked(lambda value: value in typing.get_args(kind))
    if origin in (Union, UnionType):
        return _optional(kind)
    if origin is tuple:
        return _tuple(*typing.get_args(kind))
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    raise RoomError(f"values of the type {kind} cannot be kept", where="xdiff.gating.stored")


def _checked(right: Callable[[Any], bool]) -> _Codec:
    def same(value: Any) -> Any:
        if not right(value):
            raise ValueError(repr(value)[:100])
        return value

    return _Codec(same, same)


def _plain(kind: type) -> _Codec:
    # Not `isinstance`: True is an int, and a number of numpy's a float, until it has been JSON.
    return _checked(lambda value: type(value) is kind)


def _optional(kind: Any) -> _Codec:
    (own,) = (each for each in typing.get_args(kind) if each is not NoneType)
    inner = _codec(own)
    return _Codec(
        lambda value: None if value is None else inner.dump(value),
        lambda value: None if value is None else inner.load(value),
    )


def _tuple(*kinds: Any) -> _Codec:
    """A tuple of one type and any length (`tuple[X, ...]`), or of these types."""
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        inner = _codec(kinds[0])
        if kinds[0] in (int, str):  # hundreds in a card: checked in one go
            return _Codec(
                lambda value: list(_all_of(kinds[0], value, tuple)),
                lambda value: tuple(_all_of(kinds[0], value, list)),
            )
        return _Codec(
            lambda value: [inner.dump(each) for each in _sized(value, tuple)],
            lambda value: tuple(inner.load(each) for each in _sized(value, list)),
        )
    inners = [_codec(each) for each in kinds]
    return _Codec(
        lambda value: [
            inner.dump(each) for inner, each in zip(inners, _sized(value, tuple, len(inners)), strict=True)
        ],
        lambda value: tuple(
            inner.load(each) for inner, each in zip(inners, _sized(value, list, len(inners)), strict=True)
        ),
    )


def _record(kind: type) -> _Codec:
    # What the modules of these records import for their types alone.
    hints = typing.get_type_hints(kind, {**vars(cards), **vars(rules)}, {"Level": Level, "Span": Span})
    names = [each.name for each in fields(kind)]
    codecs = [_codec(hints[name]) for name in names]

    def dump(value: Any) -> list[Any]:
        if type(value) is not kind:
            raise ValueError(repr(value)[:100])
        return [codec.dump(getattr(value, name)) for codec, name in zip(codecs, names, strict=True)]

    def load(value: Any) -> Any:
        several = _sized(value, list, len(names))
        return kind(
            **{name: codec.load(each) for codec, name, each in zip(codecs, names, several, strict=True)}
        )

    return _Codec(dump, load)


def _sized(value: Any, kind: type[Sequence[Any]], length: int | None = None) -> Sequence[Any]:
    if type(value) is not kind or (length is not None and len(value) != length):
        raise ValueError(repr(value)[:100])
    several: Sequence[Any] = value
    return several


def _all_of(kind: type, value: Any, holder: type[Sequence[Any]]) -> Sequence[Any]:
    several = _sized(value, holder)
    if not {type(each) for each in several} <= {kind}:
        raise ValueError(repr(value)[:100])
    return several
