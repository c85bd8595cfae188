"""TOML with places: `tomllib` keeps none, and an error must name the line it is about."""

from __future__ import annotations

import contextlib
import errno
import re
import stat
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from xdiff.errors import PolicyError

# The keys that lead to a value; a number for an item of a list.
Keys = tuple[str | int, ...]

MOST_BYTES: Final = 1_000_000  # a policy of 10,000 patterns; a larger file is something else

_LINE = re.compile(r"at line (\d+)")
_BLANK = re.compile(r"(?:[\s,]|#[^\n]*)*")  # also the commas between the items of a list
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'")
_LONG = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|' + r"'''.*?'{3,5}", re.DOTALL)
_PLAIN = re.compile(r"[^,\]}\n#]*")  # a number, a date, true or false
_SPACE = re.compile(r"[ \t]*")
_LONG_NUMBER = re.compile(r"\d[\d_]{4299}")  # Python refuses to read them


class Source:
    """One TOML file: its table, and the line of each key.

    `told` is the file as messages name it. `start` are the keys of the table that positions are read from,
    such as `tool` and `xdiff`.
    """

    def __init__(self, text: str, told: str, start: tuple[str, ...] = ()) -> None:
        self.text = text
        self.told = told
        self.start = start
        self.table: dict[str, Any] = _parsed(text, told)

    @cached_property
    def _lines(self) -> Mapping[Keys, int]:
        return lines(self.text)

    def line(self, keys: Keys) -> int:
        """Return the line, from 1, of a key or list item; of what holds it where it has none of its own."""
        whole: Keys = (*self.start, *keys)
        while whole and whole not in self._lines:
            whole = whole[:-1]
        return self._lines.get(whole, 1)

    def where(self, keys: Keys) -> str:
        """Return file and line of a key."""
        return f"{self.told}:{self.line(keys)}"


def read(path: Path, told: str, *, most_bytes: int = MOST_BYTES) -> str:
    """Return the text of a TOML file.

    Args:
        path: the file.
        told: how messages name it.
        most_bytes: a larger file is refused; no more than one byte above it is read.

    Raises:
        PolicyError: it is missing, no file, too large, unreadable or not UTF-8.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a named pipe would wait for ever
            what = "this is a folder" if path.is_dir() else "this is no file"
            raise PolicyError(what, where=told, hint="Give a TOML file.")
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
    except OSError as error:
        raise _unreadable(told, error) from None
    except ValueError:  # a NUL character inside the name
        raise PolicyError("this is no file name", where=repr(told), hint="Check the name.") from None
    if len(data) > most_bytes:
        hint = "Is it another file?"
        raise PolicyError(f"larger than {most_bytes:,} bytes, the limit", where=told, hint=hint)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        hint = "Save it as UTF-8, without other encodings mixed in."
        raise PolicyError("not UTF-8, as TOML must be", where=f"{told}:{line}", hint=hint) from None


def _unreadable(told: str, error: OSError) -> PolicyError:
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return PolicyError("no such file", where=told, hint="Check the name.")
    if error.errno == errno.ELOOP:
        return PolicyError("a loop of symbolic links", where=told, hint="Give the file itself.")
    if error.errno in {errno.EACCES, errno.EPERM}:
        return PolicyError("no permission to read it", where=told, hint="Change its permissions.")
    return PolicyError(f"cannot be read: {error.strerror}", where=told, hint="Copy it and try again.")


def _parsed(text: str, told: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise PolicyError("not valid TOML: nested too deeply", where=told) from None
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        said = str(error)
        place = _LINE.search(said)
        line = int(place[1]) if place else text.rstrip().count("\n") + 1
        what = said.partition(" (at ")[0]
        what = f"{what[:1].lower()}{what[1:]}"
        if long := None if isinstance(error, tomllib.TOMLDecodeError) else _LONG_NUMBER.search(text):
            line, what = text.count("\n", 0, long.start()) + 1, "a number of too many digits"
        where = f"{told}:{line}"
        hint = 'Texts stand in quotation marks, lists in brackets: `select = ["hygiene", "OR101"]`.'
        raise PolicyError(f"not valid TOML: {what}", where=where, hint=hint) from None


def lines(text: str) -> Mapping[Keys, int]:
    """Return the line, from 1, of each key, table and list item of a valid TOML text.

    Tables, dotted keys, inline tables, lists and lists of tables are followed. A key that comes more than
    once (`[a.b]` and `[a.c]` both name `a`) has the line where it comes first.
    """
    scanner = _Scanner(text)
    with contextlib.suppress(RecursionError):  # the parser got by with a frame or two less
        scanner.scan()
    return scanner.found


class _Scanner:
    """Walks through a TOML text that `tomllib` has found valid, so that nothing needs checking here."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Keys, int] = {}
        self._line, self._counted = 1, 0
        self._tables: dict[Keys, int] = {}  # how many tables each list of tables has so far

    def scan(self) -> None:
        table: Keys = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            table = self._entry(table)
            self._skip(_BLANK)

    def _entry(self, table: Keys) -> Keys:
        """Take one heading or one key with its value; return the table that the next key belongs to."""
        if self.text[self.at] != "[":
            self._pair(table)
            return table
        line = self._now()
        several = self.text.startswith("[[", self.at)
        self.at += 2 if several else 1
        keys = self._resolved(self._keys())
        self.at += 2 if several else 1
        if several:
            index = self._tables.get(keys, 0)
            self._tables[keys] = index + 1
            self._note(keys, line)
            keys = (*keys, index)
        elif keys in self._tables:
            keys = (*keys, self._tables[keys] - 1)
        self._note(keys, line)
        return keys

    def _resolved(self, keys: tuple[str, ...]) -> Keys:
        """Return a heading's keys, with the number of the last table for each list of tables within."""
        whole: Keys = ()
        for key in keys:
            if whole in self._tables:
                whole = (*whole, self._tables[whole] - 1)
            whole = (*whole, key)
        return whole

    def _pair(self, table: Keys) -> None:
        line = self._now()
        keys = (*table, *self._keys())
        self._note(keys, line)
        self._skip(_SPACE)
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(keys)

    def _keys(self) -> tuple[str, ...]:
        """Take a dotted key."""
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            if bare := _BARE.match(self.text, self.at):
                keys.append(bare[0])
                self.at = bare.end()
            else:
                quoted = _TEXT.match(self.text, self.at)
                if quoted is None:  # not reached in valid TOML
                    return tuple(keys)
                keys.append(tomllib.loads(f"_ = {quoted[0]}")["_"])
                self.at = quoted.end()
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return tuple(keys)
            self.at += 1

    def _value(self, keys: Keys) -> None:
        for text in (_LONG, _TEXT):
            if found := text.match(self.text, self.at):
                self.at = found.end()
                return
        first = self.text[self.at : self.at + 1]
        if first == "[":
            self._list(keys)
        elif first == "{":
            self._table(keys)
        else:
            self._skip(_PLAIN)

    def _list(self, keys: Keys) -> None:
        self.at += 1
        index = 0
        self._skip(_BLANK)
        while self.at < len(self.text) and self.text[self.at] != "]":
            self._note((*keys, index), self._now())
            self._value((*keys, index))
            index += 1
            self._skip(_BLANK)
        self.at += 1

    def _table(self, keys: Keys) -> None:
        self.at += 1
        self._skip(_BLANK)
        while self.at < len(self.text) and self.text[self.at] != "}":
            self._pair(keys)
            self._skip(_BLANK)
        self.at += 1

    def _skip(self, what: re.Pattern[str]) -> None:
        found = what.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _now(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def _note(self, keys: Keys, line: int) -> None:
        for length in range(1, len(keys) + 1):
            self.found.setdefault(keys[:length], line)


def quoted(text: str) -> str:
    """Return a text as a TOML string of one line, whose characters can all be seen.

    A lone surrogate, as a file name that is not UTF-8 has, has no form in TOML: see `writable`.
    """
    return '"' + "".join(map(_escaped, text)) + '"'


def value(given: bool | float | str | tuple[str, ...]) -> str:
    """Return a value as TOML writes it, on one line."""
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, (int, float)):
        return repr(given)
    if isinstance(given, str):
        return quoted(given)
    return f"[{', '.join(map(quoted, given))}]"


def key(text: str) -> str:
    """Return a TOML key: bare where that is possible."""
    return text if _BARE.fullmatch(text) else quoted(text)


def writable(text: str) -> bool:
    """Return whether a text can stand in a TOML file at all."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
