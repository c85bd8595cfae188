"""Reading language packs: TOML in, `Pack` out, with every complaint naming file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from xdiff.errors import PackError
from xdiff.packs.pattern import Pattern, PatternError, read_pattern
from xdiff.packs.rule import FAMILIES, Lists, Pack, Rule
from xdiff.packs.sequence import SequenceError, WordSequence, read_sequence

MOST_WEIGHT = 4.0  # odds of 55 to 1 from one hit are more than any rule has shown

_CODE = re.compile(r"[a-z]{2,3}\.[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2}|any")
_LONG_TEXT = re.compile(r"""(\"{3}|'{3}).*?\1""", re.DOTALL)
_RULE_HEAD = re.compile(r"""\s*\[\[\s*["']?rule["']?\s*\]\]""")
_TOML_LINE = re.compile(r"at line (\d+)")
_STRING, _STRINGS, _NUMBER, _COUNT, _SWITCH = (
    "text",
    "text or texts",
    "number",
    "whole number",
    "true or false",
)
_REQUIRED = {
    "code": _STRING,
    "family": _STRING,
    "message": _STRING,
    "why": _STRING,
    "example": _STRINGS,
    "near_miss": _STRINGS,
    "weight": _NUMBER,
}
_OPTIONAL = {
    "pattern": _STRINGS,
    "sequence": _STRINGS,
    "case": _SWITCH,
    "raw": _SWITCH,
    "needs": _STRINGS,
    "unless": _STRINGS,
    "most": _COUNT,
    "human": _NUMBER,
    "machine": _NUMBER,
}
_PACK_KEYS = {"language", "name", "lists", "rule"}


def read_pack(path: Path, shared: Lists | None = None) -> tuple[Pack, Lists]:
    """Read one pack and its word lists.

    Args:
        path: a TOML file with `language` (ISO 639-1, or "any"), `name`, `[lists]` and `[[rule]]` tables.
        shared: word lists of `any.toml`, which the patterns of every pack may name.

    Raises:
        PackError: the file cannot be read, is no TOML, or lacks, misspells or abuses a key.
    """
    source = _Source(path)
    table = source.table()
    for key in table.keys() - _PACK_KEYS:
        source.refuse(f"unknown key {key!r}", key=key, hint=f"A pack has {', '.join(sorted(_PACK_KEYS))}.")
    language, name = table.get("language"), table.get("name")
    if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
        source.refuse('a pack needs language, an ISO 639-1 code or "any"', key="language")
    if not isinstance(name, str) or not name:
        source.refuse("a pack needs a name", key="name")
    lists = {**(shared or {}), **_lists(source, table.get("lists", {}))}
    entries = table.get("rule", [])
    if not isinstance(entries, list) or not entries:
        source.refuse("a pack needs at least one [[rule]]", key="rule")
    rules = tuple(_rule(source, index, entry, language, lists) for index, entry in enumerate(entries))
    seen: set[str] = set()
    for index, rule in enumerate(rules):
        if rule.code in seen:
            source.refuse(f"rule {rule.code!r} stands twice", rule=index, key="code")
        seen.add(rule.code)
    pack = Pack(language=None if language == "any" else language, name=name, file=str(path), rules=rules)
    return pack, lists


class _Source:
    """A pack's text, to find the line a complaint is about."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise PackError(f"cannot be read ({error.strerror})", where=str(path)) from error
        except UnicodeDecodeError as error:
            raise PackError("is not UTF-8", where=str(path), hint="Save the pack as UTF-8.") from error
        # What stands inside a text of several lines is no key and no heading.
        plain = _LONG_TEXT.sub(lambda text: re.sub(r"[^\n]", ".", text.group()), self.text)
        self.lines = plain.split("\n")
        self.rules = [number for number, line in enumerate(self.lines, 1) if _RULE_HEAD.match(line)]

    def table(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            place = _TOML_LINE.search(str(error))
            where = f"{self.path}:{place[1]}" if place else str(self.path)
            raise PackError(f"is no TOML: {error}", where=where) from error
        except RecursionError:
            raise PackError("is nested too deeply", where=str(self.path)) from None
        except ValueError:  # not of the grammar: Python refuses to read a number of thousands of digits
            found = re.search(r"\d[\d_]{4299}", self.text)
            line = self.text.count("\n", 0, found.start() if found else 0) + 1
            raise PackError("has a number of too many digits", where=f"{self.path}:{line}") from None

    def line(self, *, rule: int | None = None, key: str | None = None) -> int:
        """Return the line of a key, of a rule, or of the beginning."""
        first = 1
        if rule is not None:  # rules written as one array have no heads
            first = self.rules[rule] if rule < len(self.rules) else self.line(key="rule")
        after = (
            self.rules[rule + 1] if rule is not None and rule + 1 < len(self.rules) else len(self.lines) + 1
        )
        if key is not None:
            name = rf"\s*(?:\[\s*)?[\"']?{re.escape(key)}[\"']?\s*[=\]]"
            for number in range(first, after):
                if re.match(name, self.lines[number - 1]):
                    return number
        return first

    def refuse(
        self, what: str, *, rule: int | None = None, key: str | None = None, hint: str = ""
    ) -> NoReturn:
        raise PackError(what, where=f"{self.path}:{self.line(rule=rule, key=key)}", hint=hint)


def _lists(source: _Source, table: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(table, dict):
        source.refuse("lists is a table of word lists", key="lists")
    found: dict[str, tuple[str, ...]] = {}
    for name, words in table.items():
        listed = words.split() if isinstance(words, str) else words
        if not isinstance(listed, list) or not listed or not all(isinstance(word, str) for word in listed):
            source.refuse(f"list {name!r} is neither words in one text nor a list of texts", key=name)
        found[name] = tuple(listed)
    return found


def _rule(source: _Source, index: int, entry: object, language: str, lists: Lists) -> Rule:
    if not isinstance(entry, dict):
        source.refuse("a rule is a [[rule]] table", key="rule")
    for key, required in _REQUIRED.items():
        if key not in entry:
            source.refuse(f"rule lacks {key!r} ({required})", rule=index)
    for key, value in entry.items():
        kind = {**_REQUIRED, **_OPTIONAL}.get(key)
        if kind is None:
            source.refuse(f"unknown key {key!r} in a rule", rule=index, key=key)
        if not _is_of(kind, value):
            source.refuse(f"{key} must be {kind}", rule=index, key=key)
    code, family = entry["code"], entry["family"]
    if not _CODE.fullmatch(code) or not code.startswith(f"{language}."):
        source.refuse(f"code {code!r} is not of the form {language}.some-words", rule=index, key="code")
    if family not in FAMILIES:
        source.refuse(
            f"unknown family {family!r}", rule=index, key="family", hint=f"One of {', '.join(FAMILIES)}."
        )
    if not abs(entry["weight"]) <= MOST_WEIGHT:  # so put, it refuses NaN too
        source.refuse(f"weight is beyond {MOST_WEIGHT:g}", rule=index, key="weight")
    for rate in ("human", "machine"):
        if rate in entry and not 0 <= entry[rate] < float("inf"):
            source.refuse(f"{rate} must be 0 or more hits per million words", rule=index, key=rate)
    if entry.get("most", 1) < 1:
        source.refuse("most must be 1 or more", rule=index, key="most")
    if "pattern" not in entry and "sequence" not in entry:
        source.refuse("a rule has a pattern, a sequence or both", rule=index)
    case = entry.get("case", False) or entry.get("raw", False)  # the text as it stood has its capitals
    return Rule(
        code=code,
        language=None if language == "any" else language,
        family=family,
        patterns=_patterns(source, index, _texts(entry.get("pattern", [])), lists, case=case),
        sequences=_sequences(source, index, _texts(entry.get("sequence", [])), lists, case=case),
        message=entry["message"],
        why=entry["why"],
        examples=_texts(entry["example"]),
        near_misses=_texts(entry["near_miss"]),
        weight=float(entry["weight"]),
        file=str(source.path),
        line=source.line(rule=index),
        case=case,
        raw=entry.get("raw", False),
        needs=_texts(entry.get("needs", [])),
        unless=_texts(entry.get("unless", [])),
        most=entry.get("most", 2),
        human=entry.get("human"),
        machine=entry.get("machine"),
    )


def _patterns(
    source: _Source, index: int, texts: Sequence[str], lists: Lists, *, case: bool
) -> tuple[Pattern, ...]:
    try:
        return tuple(read_pattern(text, lists, case=case) for text in texts)
    except PatternError as error:
        source.refuse(f"pattern: {error}", rule=index, key="pattern")


def _sequences(
    source: _Source, index: int, texts: Sequence[str], lists: Lists, *, case: bool
) -> tuple[WordSequence, ...]:
    try:
        return tuple(read_sequence(text, lists, case=case) for text in texts)
    except SequenceError as error:
        source.refuse(f"sequence: {error}", rule=index, key="sequence")


def _texts(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _is_of(kind: str, value: object) -> bool:
    if kind == _SWITCH:
        return isinstance(value, bool)
    if kind == _COUNT:
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == _NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind == _STRING:
        return isinstance(value, str) and bool(value)
    many = [value] if isinstance(value, str) else value
    return isinstance(many, list) and bool(many) and all(isinstance(each, str) and each for each in many)
