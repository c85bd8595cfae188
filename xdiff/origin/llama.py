"""A small llama model in numpy: how surprising each token of a text is to it, and how sure it was.

Only the first pass over a text is needed, never a word generated, and that is a few matrix products. On two
cores numpy does them three times as fast as llama.cpp's plain build; and of the bindings on the index that
come compiled, cyllama 0.2.18 cannot give the predictions of more than one token a pass.

Sources: the llama architecture as llama.cpp lays its weights out (rotary pairs side by side), and GPT-2's
byte-level pair encoding with digits apart (the `smollm` pre-tokeniser).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from xdiff.errors import ModelError
from xdiff.origin.gguf import HINT, read_gguf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from xdiff.origin.gguf import Gguf

    Floats = NDArray[np.floating[Any]]

MOST = 1024  # tokens a pass; the model was trained on 8,192, and what we measure needs no more
_ROWS = 64  # predictions at a time: 49,152 floats each, more would leave the cache
_BEFORE = "<|endoftext|>"  # stood between documents when the model was trained

# Digits stand alone; a word or a mark takes the blank before it.
_PIECE = re.compile(r"'(?:s|t|re|ve|m|ll|d)|\d| ?[^\W\d_]+| ?(?:[^\s\w]|_)+|\s+(?=\d)|\s+(?!\S)|\s")


class Predictions(NamedTuple):
    """One number a token, in nats; the first token is predicted from nothing."""

    surprisal: Floats  # minus log of the chance that the token had
    entropy: Floats  # surprisal that was to be expected there
    spread: Floats  # standard deviation of the surprisal that was to be expected
    rank: NDArray[np.int32]  # tokens that had a better chance


@dataclass(frozen=True, slots=True)
class _Layer:
    attention_norm: Floats
    query_key_value: Floats
    output: Floats
    feed_norm: Floats
    gate_up: Floats
    down: Floats


class Llama:
    """A language model read from a GGUF file.

    Args:
        path: the file.

    Raises:
        ModelError: the file cannot be read, or holds no llama model with GPT-2's kind of tokens.

    """

    def __init__(self, path: Path) -> None:
        file = read_gguf(path)
        settings = file.settings
        kinds = (settings.get("general.architecture"), settings.get("tokenizer.ggml.model"))
        if kinds != ("llama", "gpt2"):
            raise ModelError(
                f"a model of kind {kinds}, not llama with gpt2 tokens", where=str(path), hint=HINT
            )
        try:
            self.tokens: dict[str, int] = {
                text: number for number, text in enumerate(settings["tokenizer.ggml.tokens"])
            }
            self._merges = {
                tuple(pair.split(" ")): rank for rank, pair in enumerate(settings["tokenizer.ggml.merges"])
            }
            self._heads = int(settings["llama.attention.head_count"])
            self._shared = int(settings["llama.attention.head_count_kv"])
            self._epsilon = float(settings["llama.attention.layer_norm_rms_epsilon"])
            self._base = float(settings["llama.rope.freq_base"])
            layers = int(settings["llama.block_count"])
            self._before = self.tokens[_BEFORE]
        except KeyError as error:
            raise ModelError(f"no setting {error}", where=str(path), hint=HINT) from error
        self.name = str(settings.get("general.name", path.stem))
        self._embedding = file.tensor("token_embd.weight")
        self._head = file.tensor("output.weight") if "output.weight" in file else self._embedding
        self._norm = file.tensor("output_norm.weight")
        self._layers = [_layer(file, number) for number in range(layers)]
        self._size = self._embedding.shape[1] // self._heads
        self.shape = (*self._embedding.shape, layers)  # tokens, numbers a token, layers
        self.encode_piece = lru_cache(maxsize=1 << 14)(self._encode_piece)

    def encode(self, text: str) -> list[tuple[int, int, int]]:
        """Cut a text to tokens: the number of each, and the code points it stands for, half-open.

        A token that holds only a part of a code point stands for all of it.
        """
        found: list[tuple[int, int, int]] = []
        for match in _PIECE.finditer(text):
            piece, start = match.group(), match.start()
            if piece.isascii():
                for token, size in self.encode_piece(piece):
                    found.append((token, start, start + size))
                    start += size
                continue
            owners = [start + place for place, each in enumerate(piece) for _ in _utf8(each)]
            at = 0
            for token, size in self.encode_piece(piece):
                found.append((token, owners[at], owners[at + size - 1] + 1))
                at += size
        return found

    def _encode_piece(self, piece: str) -> tuple[tuple[int, int], ...]:
        """Return the tokens of one piece, and how many bytes each holds."""
        parts = [_BYTES[byte] for byte in _utf8(piece)]
        while len(parts) > 1:
            ranks = [self._merges.get(pair, len(self._merges)) for pair in pairwise(parts)]
            best = min(range(len(ranks)), key=ranks.__getitem__)
            if ranks[best] == len(self._merges):
                break
            parts[best : best + 2] = [parts[best] + parts[best + 1]]
        return tuple((self.tokens.get(part, self._before), len(part)) for part in parts)

    def predict(self, tokens: Sequence[int]) -> Predictions:
        """Return how each token was predicted from those before it.

        Args:
            tokens: numbers from `encode`; at most MOST.
        """
        targets = np.array(tokens, dtype=np.intp)
        if not len(targets):
            none = np.zeros(0, np.float32)
            return Predictions(none, none, none, none.astype(np.int32))
        state = self._forward(np.concatenate([[self._before], targets[:-1]]))
        parts = [
            _measure(state[at : at + _ROWS] @ self._head.T, targets[at : at + _ROWS])
            for at in range(0, len(targets), _ROWS)
        ]
        return Predictions(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def _forward(self, tokens: NDArray[np.intp]) -> Floats:
        """Return the state after the last layer, a row a token, ready for the head."""
        count = len(tokens)
        cosine, sine = self._turns(count)
        hidden = np.triu(np.full((count, count), -np.inf, dtype=np.float32), 1)
        width, shared = self._heads * self._size, self._shared * self._size
        state: Floats = self._embedding[tokens]
        for layer in self._layers:
            mixed = self._normed(state, layer.attention_norm) @ layer.query_key_value.T
            query = _turn(self._split(mixed[:, :width]), cosine, sine) * np.float32(self._size**-0.5)
            key = _turn(self._split(mixed[:, width : width + shared]), cosine, sine)
            value = self._split(mixed[:, width + shared :])
            grouped = query.reshape(self._shared, -1, count, self._size)
            seen = _softmax(grouped @ key[:, None].transpose(0, 1, 3, 2) + hidden) @ value[:, None]
            joined = seen.reshape(self._heads, count, self._size).transpose(1, 0, 2).reshape(count, width)
            state = state + joined @ layer.output.T
            gate, up = np.split(self._normed(state, layer.feed_norm) @ layer.gate_up.T, 2, axis=1)
            state = state + (gate / (1 + np.exp(-gate)) * up) @ layer.down.T
        return self._normed(state, self._norm)

    def _normed(self, state: Floats, weight: Floats) -> Floats:
        power = np.einsum("ij,ij->i", state, state)[:, None] / np.float32(state.shape[1])
        return np.asarray(state * weight / np.sqrt(power + np.float32(self._epsilon)))

    def _split(self, mixed: Floats) -> Floats:
        """Return heads, then tokens, then numbers."""
        return mixed.reshape(len(mixed), -1, self._size).transpose(1, 0, 2)

    def _turns(self, count: int) -> tuple[Floats, Floats]:
        """Return the rotary embedding's cosines and sines, a row a token."""
        speed = self._base ** (-np.arange(0, self._size, 2) / self._size)
        angle = np.arange(count)[:, None] * speed
        return np.cos(angle).astype(np.float32), np.sin(angle).astype(np.float32)


def _layer(file: Gguf, number: int) -> _Layer:
    def take(*names: str) -> Floats:
        return np.concatenate([file.tensor(f"blk.{number}.{name}.weight") for name in names])

    return _Layer(
        take("attn_norm"),
        take("attn_q", "attn_k", "attn_v"),
        take("attn_output"),
        take("ffn_norm"),
        take("ffn_gate", "ffn_up"),
        take("ffn_down"),
    )


def _turn(heads: Floats, cosine: Floats, sine: Floats) -> Floats:
    """Turn each pair of neighbours by its position's angle."""
    even, odd = heads[..., ::2], heads[..., 1::2]
    turned = np.stack([even * cosine - odd * sine, even * sine + odd * cosine], axis=-1)
    return turned.reshape(heads.shape)


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _measure(scores: Floats, targets: NDArray[np.intp]) -> Predictions:
    """Turn a row of scores a token into what the token's place was like."""
    scores -= scores.max(axis=1, keepdims=True)
    own = scores[np.arange(len(targets)), targets]
    rank = (scores > own[:, None]).sum(axis=1)
    powers = np.exp(scores)
    total = powers.sum(axis=1)
    mean = np.einsum("ij,ij->i", powers, scores) / total
    powers *= scores
    square = np.einsum("ij,ij->i", powers, scores) / total
    log_total = np.log(total)
    spread = np.sqrt(np.maximum(square - mean * mean, 0))
    return Predictions(log_total - own, log_total - mean, spread, rank.astype(np.int32))


def _utf8(text: str) -> bytes:
    """Return the bytes of a text; half a surrogate pair, which has none, is a question mark."""
    return text.encode("utf-8", "replace")


def _byte_letters() -> list[str]:
    """Return the letter that stands for each byte in GPT-2's tokens: itself when printable."""
    plain = {*range(33, 127), *range(161, 173), *range(174, 256)}
    spare = iter(range(256, 512))
    return [chr(byte if byte in plain else next(spare)) for byte in range(256)]


_BYTES = _byte_letters()
