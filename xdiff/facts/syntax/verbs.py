"""Speech verbs: their forms, lemmas and stances, read from `xdiff/data/speech.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VOWELS = "aeiou"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechVerb:
    """One verb of saying or thinking. `strong` ones need nothing beside them to introduce speech."""

    lemma: str
    stance: str
    strong: bool
    naming: bool = False  # gives somebody's word for something: "called it a ..."
    particle: str = ""  # "out" of "point out"


@cache
def speech_verbs() -> dict[str, tuple[SpeechVerb, ...]]:
    """Return every form of every speech verb, lower case, with the verbs it may be (particles first)."""
    data = tomllib.loads(files("xdiff.data").joinpath("speech.toml").read_text("utf-8"))
    forms: dict[str, list[SpeechVerb]] = {}
    for stance, table in data["stance"].items():
        for strength in ("strong", "naming", "weak"):
            for lemma in table.get(strength, ()):
                head, _, particle = lemma.partition(" ")
                verb = SpeechVerb(
                    lemma=lemma,
                    stance=stance,
                    strong=strength == "strong",
                    naming=strength == "naming",
                    particle=particle,
                )
                for form in {head, *data["irregular"].get(head, inflections(head))}:
                    forms.setdefault(form, []).append(verb)
    return {form: tuple(sorted(verbs, key=lambda v: not v.particle)) for form, verbs in forms.items()}


@cache
def manners() -> dict[str, str]:
    """Return the manner of each verb that has one, by lemma: "warn" is "warned"."""
    data = tomllib.loads(files("xdiff.data").joinpath("speech.toml").read_text("utf-8"))
    return {lemma: manner for manner, lemmas in data["manner"].items() for lemma in lemmas}


def inflections(lemma: str) -> Iterator[str]:
    """Give the regular forms in -s, -ed and -ing of `lemma`."""
    if lemma.endswith("e"):
        yield from (f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing")
    elif lemma.endswith("y") and lemma[-2] not in VOWELS:
        yield from (f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
    else:
        plural = "es" if lemma.endswith(("s", "sh", "ch", "x")) else "s"
        yield from (f"{lemma}{plural}", f"{lemma}ed", f"{lemma}ing")
