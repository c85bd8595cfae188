"""The keys of a policy: what each takes, its default and what it means; for messages and the reference."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of `[tool.xdiff]`, or of the top of `xdiff.toml`.

    `takes` and `default` are told in words or TOML; `example` is a line that may stand in a policy, and
    `option` what on the command line goes before it.
    """

    name: str
    takes: str
    default: str
    what: str
    example: str
    option: str = ""


KEYS: Final = (
    Key(
        name="select",
        takes="list of rules",
        default='["ALL"]',
        what="the rules that are asked: by code (`HY302`), beginning of a code (`HY`, `HY3`), name "
        "(`cut-off-end`), family (`hygiene`), or `ALL`",
        example='select = ["hygiene", "OR101"]',
        option="--select",
    ),
    Key(
        name="ignore",
        takes="list of rules",
        default="[]",
        what="of those, the rules that are not asked, in the same words; where all of a word in `select` is "
        "ignored, the policy contradicts itself and is refused",
        example='ignore = ["too-short"]',
        option="--ignore",
    ),
    Key(
        name="per-file-ignores",
        takes="table of pattern to list of rules",
        default="{}",
        what="rules that are not asked of some files; every pattern that names a file counts",
        example='per-file-ignores = { "talks/" = ["FL201"] }',
    ),
    Key(
        name="fail-on",
        takes="`error`, `warning`, `note` or `never`",
        default='"error"',
        what="the least severity that fails",
        example='fail-on = "warning"',
        option="--fail-on",
    ),
    Key(
        name="register",
        takes="`news`, `wiki`, `literary` or `talk`",
        default='"news"',
        what="the kind of text that fluency is measured against",
        example='register = "wiki"',
        option="--register",
    ),
    Key(
        name="registers",
        takes="table of pattern to register",
        default="{}",
        what="files of another register; of several patterns that name a file the last holds, and "
        "`register` in `seeds.toml` before all of them",
        example='registers = { "talks/" = "talk" }',
    ),
    Key(
        name="exclude",
        takes="list of patterns",
        default="[]",
        what="files that are not judged, though they stand in a folder that is, or are named themselves",
        example='exclude = ["drafts/", "*.html"]',
    ),
    Key(
        name="packs",
        takes="list of files",
        default="[]",
        what="language packs of your own, from the policy's folder",
        example='packs = ["packs/nl.toml"]',
        option="--pack",
    ),
    Key(
        name="lm",
        takes="`true` or `false`",
        default="false",
        what="ask a small language model as well (extra `lm`), which takes a second more for a document",
        example="lm = true",
    ),
    Key(
        name="stories",
        takes="`auto`, `declared`, `one` or `none`",
        default='"auto"',
        what="which documents are about one event and are compared: those that `seeds.toml` names and others "
        "by their words, only those it names, all, or none",
        example='stories = "declared"',
        option="--stories",
    ),
    Key(
        name="baseline",
        takes="file",
        default="none",
        what="known findings, which do not fail; from the policy's folder",
        example='baseline = "xdiff-baseline.json"',
        option="--baseline",
    ),
    Key(
        name="reviews",
        takes="list of files",
        default="[]",
        what="review files, whose rejected findings do not count; from the policy's folder",
        example='reviews = ["reviews/2026-11.json"]',
        option="--review",
    ),
    Key(
        name="cache",
        takes="`true` or `false`",
        default="true",
        what="keep what was found of unchanged documents; `xdiff.gate()` in Python does so only if told",
        example="cache = false",
        option="--cache",
    ),
    Key(
        name="cache-dir",
        takes="folder",
        default='".xdiff_cache"',
        what="where: below the policy's folder, since a policy may not write elsewhere (`--cache-dir` may)",
        example='cache-dir = ".cache/xdiff"',
        option="--cache-dir",
    ),
    Key(
        name="rules",
        takes="table of rule (code or name) to table",
        default="{}",
        what="`severity` of a rule (`error`, `warning` or `note`), and its limits; see `xdiff rule CODE`",
        example='rules.HY302.severity = "warning"',
    ),
)
NAMES: Final = tuple(each.name for each in KEYS)


def near(word: str, known: Iterable[str], *, otherwise: str) -> str:
    """Return a hint with the known word that is nearest, or another hint where none is near."""
    folded = {each.casefold().replace("_", "-"): each for each in known}
    found = difflib.get_close_matches(word.casefold().replace("_", "-"), folded, n=2, cutoff=0.6)
    return f"Did you mean {' or '.join(folded[each] for each in found)}?" if found else otherwise


def listed(words: Iterable[str]) -> str:
    """Return words as a list in a sentence: `a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
