"""From a table with the keys of `[tool.xdiff]` to a policy: every key and value is checked."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from xdiff.errors import PolicyError
from xdiff.gating import patterns, registry, toml
from xdiff.gating.cache import NAME
from xdiff.gating.keys import NAMES, listed, near
from xdiff.gating.policy import FAIL_ON, REGISTERS, Policy
from xdiff.gating.stories import STORIES
from xdiff.gating.toml import Keys
from xdiff.records import LEVELS, Level, Register

if TYPE_CHECKING:
    from xdiff.gating.rule import Limit, Rule, Value

_SEVERITY: Final = "severity"
_OFF: Final = frozenset({"off", "none", "never", "ignore", "disabled", "false"})

Choice = TypeVar("Choice", bound=str)
Where = Callable[[Keys], str]


def policy(table: Mapping[Any, Any], *, root: Path, source: str, where: Where) -> Policy:
    """Return the policy that a table describes.

    Args:
        table: with the keys of `[tool.xdiff]`, dashes or underscores alike.
        root: the folder that patterns and relative paths are read from.
        source: the file it stands in; empty for none.
        where: names the place of a key (`("rules", "HY302", "severity")`, as written) in messages.

    Raises:
        PolicyError: a key or value is not known, or two contradict each other.
    """
    written = {name: key for key, name in _names(table, NAMES, (), where, what="key of the policy")}
    reading = _Reading(root=root, where=where)
    settings: dict[str, Any] = {}
    for name, read in _READERS.items():
        if name in written:
            key = written[name]
            settings[name.replace("-", "_")] = read(reading, table[key], (key,))
            reading.given.setdefault((name,), where((key,)))
    severity, limits = settings.pop("rules", ({}, {}))
    folder = settings.pop("cache_dir", None)
    keep = settings.pop("cache", folder is not None)
    _refuse_contradiction(settings, written, where)
    return Policy(
        source=source,
        root=root,
        severity=severity,
        limits=limits,
        cache=(folder or root / NAME) if keep else None,
        given=reading.given,
        **settings,
    )


def _names(
    table: Mapping[Any, Any], known: tuple[str, ...], above: Keys, where: Where, *, what: str
) -> Iterator[tuple[str, str]]:
    """Yield each key as written and as it is known, dashes and underscores alike."""
    alike = {each.replace("_", "-"): each for each in known}
    seen: dict[str, str] = {}
    for key in table:
        place = where((*above, key if isinstance(key, str) else repr(key)))
        name = alike.get(key.replace("_", "-")) if isinstance(key, str) else None
        if name is None:
            hint = near(str(key), known, otherwise=f"There are: {', '.join(known)}.")
            raise PolicyError(f"no {what} {key!r}", where=place, hint=hint)
        if name in seen:
            hint = "Take one of them out."
            what = f"{key!r} stands beside {seen[name]!r}, which is the same"
            raise PolicyError(what, where=place, hint=hint)
        seen[name] = key
        yield key, name


def _refuse_contradiction(settings: Mapping[str, Any], written: Mapping[str, str], where: Where) -> None:
    """Refuse a word of `select` of which `ignore` leaves nothing: one of the two cannot be meant."""
    if "ignore" not in settings:
        return
    ignored = {rule.code for rule in registry.named(settings["ignore"], where="")}
    for at, word in enumerate(settings.get("select", ())):
        if not {rule.code for rule in registry.named([word], where="")} - ignored:
            raise PolicyError(
                f"select asks {word!r}, and ignore takes all of it out",
                where=where((written["select"], at)),
                hint="Take it out of one of the two.",
            )


class _Reading:
    """The values of one policy, and where each of them was given."""

    def __init__(self, *, root: Path, where: Where) -> None:
        self.root = root
        self.where = where
        self.given: dict[Keys, str] = {}

    def wrong(self, value: object, wanted: str, keys: Keys, hint: str = "") -> PolicyError:
        """Return the error for a value of another kind than wanted."""
        name = ".".join(toml.key(each) for each in keys if isinstance(each, str))
        return PolicyError(f"{name} is {_told(value)}, not {wanted}", where=self.where(keys), hint=hint)

    def text(self, value: object, keys: Keys) -> str:
        if not isinstance(value, str):
            raise self.wrong(value, "a text in quotation marks", keys)
        if not value.strip():
            raise self.wrong(value, "a text with something in it", keys)
        return value

    def switch(self, value: object, keys: Keys) -> bool:
        if not isinstance(value, bool):
            raise self.wrong(value, "true or false", keys, "Write it without quotation marks.")
        return value

    def items(self, value: object, keys: Keys, example: str) -> list[tuple[object, Keys]]:
        if not isinstance(value, (list, tuple)):
            raise self.wrong(value, "a list", keys, f"Such as `{example}`.")
        return [(each, (*keys, at)) for at, each in enumerate(value)]

    def table(self, value: object, keys: Keys, example: str) -> Mapping[Any, Any]:
        if not isinstance(value, Mapping):
            raise self.wrong(value, "a table", keys, f"Such as `{example}`.")
        return value

    def choice(self, value: object, known: tuple[Choice, ...], keys: Keys, hint: str = "") -> Choice:
        found = next((each for each in known if each == value), None)
        if found is None:
            if isinstance(value, str) and not hint:
                hint = near(value, known, otherwise="")
            raise self.wrong(value, listed(known), keys, hint)
        return found

    def rules(self, value: object, keys: Keys) -> tuple[str, ...]:
        words = []
        for each, place in self.items(value, keys, f'{keys[-1]} = ["HY302"]'):
            words.append(self.text(each, place))
            registry.named(words[-1:], where=self.where(place))
        return tuple(words)

    def select(self, value: object, keys: Keys) -> tuple[str, ...]:
        words = self.rules(value, keys)
        if not words:
            hint = 'Leave `select` out for all rules, or name some, such as `select = ["hygiene"]`.'
            raise PolicyError("select asks no rule", where=self.where(keys), hint=hint)
        return words

    def pattern(self, value: object, keys: Keys) -> str:
        if not isinstance(value, str):
            raise self.wrong(value, "a pattern in quotation marks", keys)
        if fault := patterns.fault(value):
            what, hint = fault
            raise PolicyError(f"{_told(value)} is {what}", where=self.where(keys), hint=hint)
        return value

    def exclude(self, value: object, keys: Keys) -> tuple[str, ...]:
        found = self.items(value, keys, 'exclude = ["drafts/"]')
        return tuple(self.pattern(each, place) for each, place in found)

    def ignores(self, value: object, keys: Keys) -> tuple[tuple[str, tuple[str, ...]], ...]:
        table = self.table(value, keys, 'per-file-ignores = { "talks/" = ["FL201"] }')
        found = []
        for key in table:
            pattern = self.pattern(key, (*keys, key))
            found.append((pattern, self.rules(table[key], (*keys, key))))
            self.given["per-file-ignores", pattern] = self.where((*keys, key))
        return tuple(found)

    def register(self, value: object, keys: Keys) -> Register:
        return self.choice(value, REGISTERS, keys)

    def registers(self, value: object, keys: Keys) -> tuple[tuple[str, Register], ...]:
        table = self.table(value, keys, 'registers = { "talks/" = "talk" }')
        found = []
        for key in table:
            pattern = self.pattern(key, (*keys, key))
            found.append((pattern, self.register(table[key], (*keys, key))))
            self.given["registers", pattern] = self.where((*keys, key))
        return tuple(found)

    def file(self, value: object, keys: Keys) -> Path:
        found = os.fspath(value) if isinstance(value, Path) else self.text(value, keys)
        if "\0" in found:
            raise self.wrong(value, "a file name", keys)
        return self.root / found

    def files(self, value: object, keys: Keys) -> tuple[Path, ...]:
        found = []
        for each, place in self.items(value, keys, f'{keys[-1]} = ["FILE"]'):
            path = self.file(each, place)
            if not path.is_file():
                hint = f"It is looked for as {path}." if str(path) != str(each) else "Mend the name."
                what = f"{keys[-1]} names {_told(str(each))}, which is not there"
                raise PolicyError(what, where=self.where(place), hint=hint)
            found.append(path)
        return tuple(found)

    def folder(self, value: object, keys: Keys) -> Path:
        """Return the cache's folder; a policy may come with texts of a stranger, so it stays in its own."""
        found = self.file(value, keys)
        inner, outer = Path(os.path.realpath(found)), Path(os.path.realpath(self.root))
        if inner == outer or not inner.is_relative_to(outer):
            hint = "Name one below it, or give `--cache-dir` on the command line."
            raise PolicyError(
                f"{keys[-1]} leads out of the policy's folder", where=self.where(keys), hint=hint
            )
        return found

    def asked(self, value: object, keys: Keys) -> tuple[dict[str, Level], dict[str, dict[str, Value]]]:
        """Return the severities and the limits in the tables of single rules, by code."""
        severity: dict[str, Level] = {}
        limits: dict[str, dict[str, Value]] = {}
        seen: dict[str, str] = {}
        tables = self.table(value, keys, 'rules.HY302.severity = "warning"')
        for key in tables:
            place: Keys = (*keys, key)
            rule = registry.one(str(key), where=self.where(place))
            if rule.code in seen:
                what = f"{key!r} stands beside {seen[rule.code]!r}, which is the same rule"
                raise PolicyError(what, where=self.where(place), hint="Put both into one table.")
            seen[rule.code] = str(key)
            known = {each.name: each for each in rule.limits}
            table = self.table(tables[key], place, f'rules.{rule.code}.severity = "warning"')
            names = _names(table, (_SEVERITY, *known), place, self.where, what=f"setting of {rule.code}")
            for written, name in names:
                at: Keys = (*place, written)
                self.given["rules", rule.code, name] = self.where(at)
                if name == _SEVERITY:
                    severity[rule.code] = self.severity(table[written], rule, at)
                    continue
                limit = self.limit(table[written], known[name], at)
                if limit != known[name].default:
                    limits.setdefault(rule.code, {})[name] = limit
        return severity, limits

    def severity(self, value: object, rule: Rule, keys: Keys) -> Level:
        off = str(value).casefold() in _OFF
        return self.choice(
            value, LEVELS, keys, f'To ask it no more, write `ignore = ["{rule.code}"]`.' if off else ""
        )

    def limit(self, value: object, limit: Limit, keys: Keys) -> Value:
        """Return a value for a limit: of its default's kind, and within its bounds."""
        default = limit.default
        if isinstance(default, bool):
            return self.switch(value, keys)
        if isinstance(default, (int, float)):
            return self.number(value, limit, keys)
        if isinstance(default, str):
            return self.choice(value, limit.choices, keys) if limit.choices else self.text(value, keys)
        words = self.items(value, keys, f'{limit.name} = ["WORD"]')
        return tuple(
            self.choice(each, limit.choices, place) if limit.choices else self.text(each, place)
            for each, place in words
        )

    def number(self, value: object, limit: Limit, keys: Keys) -> float:
        whole = isinstance(limit.default, int)
        wanted = f"{'a whole number' if whole else 'a number'}{bounds(limit)}"
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            raise self.wrong(value, wanted, keys, f"It is: {limit.what}.")
        low = -math.inf if limit.least is None else limit.least
        high = math.inf if limit.most is None else limit.most
        if not math.isfinite(value) or not low <= value <= high:
            raise self.wrong(value, wanted, keys, f"It is: {limit.what}.")
        return value if whole else float(value)


def bounds(limit: Limit) -> str:
    """Return what a number may be, as ` from 0 to 1`; empty where nothing bounds it."""
    low = "" if limit.least is None else f"{limit.least:g}"
    high = "" if limit.most is None else f"{limit.most:g}"
    if low and high:
        return f" from {low} to {high}"
    return f" of at least {low}" if low else f" of at most {high}" if high else ""


def _told(value: object) -> str:
    """Return a value as a message shows it: short, and on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, (list, tuple)):
        return "a list"
    said = repr(value) if isinstance(value, str) else str(value)
    return said if len(said) <= 60 else f"{said[:58]} …"


# In the order of the reference page; each takes the value and the keys that lead to it, as written.
_READERS: Final[Mapping[str, Callable[[_Reading, object, Keys], Any]]] = {
    "select": _Reading.select,
    "ignore": _Reading.rules,
    "per-file-ignores": _Reading.ignores,
    "fail-on": lambda reading, value, keys: reading.choice(value, FAIL_ON, keys),
    "register": _Reading.register,
    "registers": _Reading.registers,
    "exclude": _Reading.exclude,
    "packs": _Reading.files,
    "lm": _Reading.switch,
    "stories": lambda reading, value, keys: reading.choice(value, STORIES, keys),
    "baseline": _Reading.file,
    "reviews": _Reading.files,
    "cache": _Reading.switch,
    "cache-dir": _Reading.folder,
    "rules": _Reading.asked,
}
