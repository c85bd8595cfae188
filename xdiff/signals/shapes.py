"""How surprising each word's shape is after the two before it: a trigram model of English grammar.

The commonest words stand for themselves, every other word for its shape (NAME, a number, or its suffix),
so the model knows the grammar of news English and nothing of topics, and a foreign name is as usual as
any name. Probabilities are interpolated with absolute discounting (Ney, Essen and Kneser 1994), fitted
by `xdiff.signals.fit` on human originals; the model holds figures only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xdiff.errors import ModelError

if TYPE_CHECKING:
    from xdiff.records import Token
    from xdiff.signals.base import Prose

MODEL = Path(__file__).parent.parent / "data" / "fluency.npz"
KEPT = 300  # words that stand for themselves
DISCOUNT = 0.75

START = "<s>"
_SUFFIXES = (
    "ization", "isation", "ational", "ability", "ation", "ition", "tion", "sion", "ments", "ment", "ness",
    "ities", "ity", "ances", "ance", "ence", "ship", "able", "ible", "ical", "ings", "ing", "ated", "ized",
    "ised", "ied", "ed", "ously", "ally", "ely", "ily", "ly", "ists", "ist", "isms", "ism", "ians", "ian",
    "ers", "er", "ors", "or", "est", "ives", "ive", "ous", "ful", "less", "ials", "ial", "als", "al", "ics",
    "ic", "ates", "ate", "izes", "ize", "ise", "ants", "ant", "ents", "ent", "ies", "ss", "us", "is", "es",
    "s", "y", "e", "th", "en", "n", "t", "d", "r",
)  # fmt: skip
_BY_LAST = {
    letter: tuple(suffix for suffix in _SUFFIXES if suffix[-1] == letter)
    for letter in {suffix[-1] for suffix in _SUFFIXES}
}
_QUOTES = frozenset("\"“”„«»‘’'‚`")
_DASHES = frozenset("-–—−")


def shape(token: Token, kept: frozenset[str] | dict[str, int], *, first: bool) -> str | None:
    """Return the shape of one token, or None for one that is left out (a quotation mark).

    Quotation marks say nothing of grammar and are typeset in every way. `first` is whether the token
    opens its sentence, where a capital says nothing.
    """
    text = token.text
    if not token.word:
        if text in _QUOTES:
            return None
        return text if text in ",.;:?!()" else "-" if text in _DASHES else "#"
    if text[0].isdigit():
        return "0"
    lower = text.lower() if "’" not in text else text.replace("’", "'").lower()
    if lower in kept:
        return lower
    if text[0].isupper() and not first:
        return "NAME's" if lower.endswith(("'s", "s'")) else "NAME"
    if lower.endswith("'s"):
        return "*'s"
    if "-" in text:
        return "*-*"
    for suffix in _BY_LAST.get(lower[-1], ()):
        if lower.endswith(suffix) and len(lower) > len(suffix) + 1:
            return f"*{suffix}"
    return "*"


def shapes(tokens: Sequence[Token], kept: frozenset[str] | dict[str, int]) -> list[tuple[str, Token]]:
    """Return the shapes of one sentence with their tokens."""
    found: list[tuple[str, Token]] = []
    for token in tokens:
        known = shape(token, kept, first=not found)
        if known is not None:
            found.append((known, token))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The trigram model: `number` gives a shape's number; arrays hold bits (negative log2)."""

    number: dict[str, int]
    pairs: Any  # bits of a shape after one other, [before, shape]
    backoff: Any  # bits added when a triple is not known, [before the last, last]
    keys: Any  # known triples as numbers, sorted
    bits: Any  # their bits
    words: frozenset[str]  # lower-case words of the human originals


def surprisals(prose: Prose) -> list[list[tuple[float, Token]]]:
    """Return, for each sentence, the surprisal in bits of every shape, with its token."""
    import numpy as np

    model = load()
    unknown = model.number["*"]
    start = model.number[START]
    numbers: list[int] = []
    tokens: list[Token | None] = []
    ends: list[int] = []
    for sentence in prose.tokens:
        numbers += (start, start)
        tokens += (None, None)
        for name, token in shapes(sentence, model.number):
            numbers.append(model.number.get(name, unknown))
            tokens.append(token)
        ends.append(len(numbers))
    code = np.array(numbers, dtype=np.int64)
    size = len(model.number)
    keys = (code[:-2] * size + code[1:-1]) * size + code[2:]
    at = np.minimum(np.searchsorted(model.keys, keys), len(model.keys) - 1)
    known_triples = model.keys[at] == keys
    backed_off = model.backoff[code[:-2], code[1:-1]] + model.pairs[code[1:-1], code[2:]]
    bits = np.where(known_triples, model.bits[at], backed_off).astype(float).tolist()
    found: list[list[tuple[float, Token]]] = []
    begin = 0
    for end in ends:
        inside = range(begin + 2, end)
        found.append([(bits[i - 2], known) for i in inside if (known := tokens[i]) is not None])
        begin = end
    return found


@cache
def load(path: Path = MODEL) -> Model:
    """Read the model.

    Raises:
        ModelError: the file is missing or damaged.
    """
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as arrays:
            text = bytes(arrays["text"]).decode("utf-8")
            kept, words = (part.split(" ") for part in text.split("\n"))
            return Model(
                number={name: index for index, name in enumerate(kept)},
                pairs=arrays["pairs"],
                backoff=arrays["backoff"],
                keys=np.cumsum(arrays["steps"], dtype=np.int64),
                bits=arrays["bits"],
                words=frozenset(words),
            )
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"cannot be read ({error})", where=str(path), hint="Install xdiff again.") from error
