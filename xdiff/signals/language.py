"""The language of a text. The only module that imports langdetect.

langdetect takes 0.5 s to load its 55 profiles and a further while to use them, and a run has 0.75 s for
everything. So a text is settled by the cheapest sound means, in this order:

1. Too short to ask: fewer than `FEWEST_LETTERS` letters or `FEWEST_WORDS` words (langdetect calls
   "Bashar al-Assad" Somali), one word many times, or names alone. The answer is None.
2. A script that one language of ours uses (Greek, Hebrew, Thai, kana, hangul ...) names it.
3. Clear English: of the words of each sample at least `ENGLISH_SHARE` are function words that no other
   Latin-script language of langdetect's writes. On 1,500 training documents in English this settled
   all but a few, and never against langdetect (see the tests for texts in other languages).
4. langdetect, seeded, with the profiles of the text's script alone.

A sample is the head, the middle and the tail of the text, `SAMPLE` code points each.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

FEWEST_LETTERS = 60
FEWEST_WORDS = 10  # of scripts that part words by spaces
FEWEST_DISTINCT = 5  # of those, different and no names: langdetect calls a list of names Swedish
SAMPLE = 1_000
SURE = 0.80  # langdetect's probability below which the answer is None
RNG = 0  # langdetect draws n-grams at random; seeded, one text has one answer

# In running English 25 to 35 % of the words are these; in no other language of ours are 3 %.
ENGLISH_SHARE = 0.12
ENGLISH_WORDS = frozenset({
    "the", "and", "of", "that", "with", "which", "this", "from", "have", "they", "were", "been", "their",
    "would", "when", "who", "will", "there", "what", "about", "into", "than", "could", "other", "these",
    "should", "because", "through", "where", "while", "his", "him", "she", "her", "its", "has", "had",
    "are", "not", "you", "your", "said", "by",
})  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# Code point ranges of scripts, and the languages of langdetect that are written in each.
_SCRIPTS = (
    ("Latin", r"A-Za-zªº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"),
    ("Greek", r"\u0370-\u03ff\u1f00-\u1fff"),
    ("Cyrillic", r"\u0400-\u052f"),
    ("Hebrew", r"\u0590-\u05ff"),
    ("Arabic", r"\u0600-\u06ff\u0750-\u077f"),
    ("Devanagari", r"\u0900-\u097f"),
    ("Bengali", r"\u0980-\u09ff"),
    ("Gurmukhi", r"\u0a00-\u0a7f"),
    ("Gujarati", r"\u0a80-\u0aff"),
    ("Tamil", r"\u0b80-\u0bff"),
    ("Telugu", r"\u0c00-\u0c7f"),
    ("Kannada", r"\u0c80-\u0cff"),
    ("Malayalam", r"\u0d00-\u0d7f"),
    ("Thai", r"\u0e00-\u0e7f"),
    ("Hangul", r"\u1100-\u11ff\uac00-\ud7af"),
    ("Kana", r"\u3040-\u30ff"),
    ("Han", r"\u3400-\u4dbf\u4e00-\u9fff"),
)
_LETTERS = tuple((name, re.compile(f"[{ranges}]")) for name, ranges in _SCRIPTS)
_PLAIN = re.compile("[A-Za-z]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_ONE_LANGUAGE = {
    "Greek": "el", "Hebrew": "he", "Bengali": "bn", "Gurmukhi": "pa", "Gujarati": "gu", "Tamil": "ta",
    "Telugu": "te", "Kannada": "kn", "Malayalam": "ml", "Thai": "th", "Hangul": "ko", "Kana": "ja",
    "Han": "zh",
}  # fmt: skip
_PROFILES = {
    "Latin": (
        "af",
        "ca",
        "cs",
        "cy",
        "da",
        "de",
        "en",
        "es",
        "et",
        "fi",
        "fr",
        "hr",
        "hu",
        "id",
        "it",
        "lt",
        "lv",
        "nl",
        "no",
        "pl",
        "pt",
        "ro",
        "sk",
        "sl",
        "so",
        "sq",
        "sv",
        "sw",
        "tl",
        "tr",
        "vi",
    ),
    "Cyrillic": ("bg", "mk", "ru", "uk"),
    "Arabic": ("ar", "fa", "ur"),
    "Devanagari": ("hi", "mr", "ne"),
}
_UNSPACED = frozenset({"Han", "Kana", "Thai"})


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language most of `text` is in.

    Args:
        text: running text; the caller leaves out furniture, such as a menu or a motto in another language.

    Returns:
        None when the text is too short to ask, or when no language is clearly the one. The same text has
        the same answer in every run.
    """
    samples = _samples(text)
    joined = " ".join(samples)
    script = _script(joined)
    if script is None:
        return None
    words = _WORD.findall(joined)
    if script not in _UNSPACED and (len(words) < FEWEST_WORDS or _distinct(words) < FEWEST_DISTINCT):
        return None
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    if script == "Latin" and is_clear_english(samples):
        return "en"
    return _ask_langdetect(joined, _PROFILES[script])


def signature() -> tuple[tuple[str, str], ...]:
    """Name what a document's language rests on."""
    from importlib.metadata import version

    return (("language", f"langdetect-{version('langdetect')}-rng{RNG}"),)


def is_clear_english(samples: list[str]) -> bool:
    """Say whether each sample has at least `ENGLISH_SHARE` unmistakable English function words."""
    for sample in samples:
        words = _WORD.findall(sample.lower())
        if not words or sum(word in ENGLISH_WORDS for word in words) < ENGLISH_SHARE * len(words):
            return False
    return True


def _distinct(words: list[str]) -> int:
    """Count the different words that no capital makes a name of; text all in capitals has no names."""
    return len({word.lower() for word in words if not word[0].isupper() or word.isupper()})


def _samples(text: str) -> list[str]:
    if len(text) <= 3 * SAMPLE:
        return [text]
    middle = (len(text) - SAMPLE) // 2
    return [text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]]


def _script(text: str) -> str | None:
    """Return the script most letters are in; some kana among Han make it Japanese."""
    # Nearly all letters of most texts are plain Latin: only the rest is asked seventeen times.
    plain, rest = len(_PLAIN.findall(text)), "".join(_NOT_ASCII.findall(text))
    count = Counter({name: len(letters.findall(rest)) for name, letters in _LETTERS} if rest else {})
    count["Latin"] += plain
    name, most = count.most_common(1)[0]
    unspaced = name in _UNSPACED
    if most < (FEWEST_LETTERS // 3 if unspaced else FEWEST_LETTERS):
        return None
    if name == "Han" and count["Kana"] * 10 > most:
        return "Kana"
    return name


def _ask_langdetect(text: str, profiles: tuple[str, ...]) -> str | None:
    from langdetect import LangDetectException

    detector = _factory(profiles).create()
    detector.append(text)
    try:
        ranked = detector.get_probabilities()
    except LangDetectException:  # no n-gram of the text is in any profile
        return None
    if not ranked or ranked[0].prob < SURE:
        return None
    return str(ranked[0].lang)


@cache
def _factory(profiles: tuple[str, ...]) -> Any:
    """Return langdetect's detectors of these languages, loaded once."""
    from importlib.resources import files

    from langdetect.detector_factory import DetectorFactory

    factory = DetectorFactory()
    factory.seed = RNG
    folder = files("langdetect") / "profiles"
    factory.load_json_profile([(folder / name).read_text(encoding="utf-8") for name in profiles])
    return factory
