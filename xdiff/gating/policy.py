"""What a project asks of the gate: which rules, how severe, with which limits, for which files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

from xdiff.errors import PolicyError
from xdiff.gating import patterns, registry
from xdiff.gating.keys import listed
from xdiff.gating.stories import STORIES
from xdiff.records import FailOn, Register

if TYPE_CHECKING:
    from xdiff.gating.rule import Limits, Rule
    from xdiff.gating.stories import Stories
    from xdiff.gating.toml import Keys
    from xdiff.records import Document, Level

REGISTERS: Final[tuple[Register, ...]] = get_args(Register)
FAIL_ON: Final[tuple[FailOn, ...]] = get_args(FailOn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The settings of one run of the gate.

    Attributes:
        source: the file it was read from; empty for the defaults and for a policy made in Python.
        root: the folder that patterns and relative paths are read from.
        select: rules that are asked, by code, beginning of a code, name, family, or `ALL`.
        ignore: of those, which are not, in the same words.
        per_file_ignores: patterns of paths below `root`, with the rules that are not asked of such files.
        severity: by code, in place of a rule's own.
        limits: by code, in place of a rule's defaults.
        fail_on: the least severity that fails.
        register: the kind of text fluency is measured against.
        registers: patterns of paths with another register; the last that fits holds.
        exclude: patterns of files that are not judged, even where they are named.
        packs: users' own language packs.
        lm: ask a small language model as well.
        stories: how documents about one event are found (`xdiff.gating.stories`).
        baseline: known findings, which do not fail.
        reviews: review files, whose rejected findings do not count.
        cache: the folder of what earlier runs found; None: nothing is kept.
        given: where each setting comes from (`xdiff.toml:3`, `--select`), by the keys that lead to it; what
            is not in it is a default.
        notes: what a reader must know of how the policy was found.

    Patterns are explained in `xdiff.gating.patterns`.
    """

    source: str = ""
    root: Path = field(default_factory=Path)
    select: tuple[str, ...] = ("ALL",)
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: Mapping[str, Level] = field(default_factory=dict)
    limits: Mapping[str, Limits] = field(default_factory=dict)
    fail_on: FailOn = "error"
    register: Register = "news"
    registers: tuple[tuple[str, Register], ...] = ()
    exclude: tuple[str, ...] = ()
    packs: tuple[Path, ...] = ()
    lm: bool = False
    stories: Stories = "auto"
    baseline: Path | None = None
    reviews: tuple[Path, ...] = ()
    cache: Path | None = None
    given: Mapping[Keys, str] = field(default_factory=dict, compare=False, repr=False)
    notes: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        """Refuse what a policy made in Python may not hold; one that was read is checked with its lines.

        Raises:
            PolicyError: a word is not one of those known, or a pattern names nothing.
        """
        words: tuple[tuple[str, str, tuple[str, ...]], ...] = (
            ("fail-on", self.fail_on, FAIL_ON),
            ("register", self.register, REGISTERS),
            ("stories", self.stories, STORIES),
            *(("registers", register, REGISTERS) for _, register in self.registers),
        )
        for key, word, known in words:
            if word not in known:
                raise PolicyError(f"{word!r} is not {listed(known)}", where=f"policy, {key}")
        named = (*self.exclude, *(each for each, _ in (*self.registers, *self.per_file_ignores)))
        for pattern in named:
            if fault := patterns.fault(pattern):
                raise PolicyError(f"{pattern!r} is {fault[0]}", where="policy, patterns", hint=fault[1])

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules that are asked, in the order of their codes.

        Raises:
            PolicyError: a word or code names no rule, or no rule is left.
        """
        where = self.source or "policy"
        for code in (*self.severity, *self.limits):
            if code not in registry.rules():
                hint = registry.nearest(code)
                raise PolicyError(f"no rule {code!r}", where=f"{where}, severity and limits", hint=hint)
        chosen = registry.named(self.select, where=f"{where}, select")
        left = {rule.code for rule in registry.named(self.ignore, where=f"{where}, ignore")}
        asked = tuple(rule for rule in chosen if rule.code not in left)
        if not asked:
            place = self.given.get(("ignore",)) or self.given.get(("select",)) or where
            hint = "Ignore fewer, or select more."
            raise PolicyError("no rule is left to ask: ignore takes out all of them", where=place, hint=hint)
        return asked

    def limits_of(self, rule: Rule) -> Limits:
        """Return a rule's limits: its defaults, and what the policy sets."""
        return {**rule.defaults, **self.limits.get(rule.code, {})}

    def ignored(self, document: Document) -> frozenset[str]:
        """Return the codes that are not asked of this document (`per_file_ignores`)."""
        fitting = (
            words
            for pattern, words in self.per_file_ignores
            if patterns.fits(pattern, document.path, self.root)
        )
        return frozenset(code for words in fitting for code in self._codes(words))

    def ignores(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Return the patterns of `per_file_ignores`, each with its codes."""
        return tuple((pattern, self._codes(words)) for pattern, words in self.per_file_ignores)

    def _codes(self, words: tuple[str, ...]) -> frozenset[str]:
        where = f"{self.source or 'policy'}, per-file-ignores"
        return frozenset(rule.code for rule in registry.named(words, where=where))

    def register_of(self, document: Document) -> Register:
        """Return the register of a document: its own in `seeds.toml`, a pattern's, else the policy's."""
        return self.register_from(document)[0]

    def register_from(self, document: Document) -> tuple[Register, str]:
        """Return the register of a document, and what says so: a file, a pattern, or nothing."""
        own = next((each for each in REGISTERS if each == document.extra.get("register")), None)
        if own is not None:
            return own, document.described_in or document.path or document.id
        fitting = [each for each in self.registers if patterns.fits(each[0], document.path, self.root)]
        return (fitting[-1][1], fitting[-1][0]) if fitting else (self.register, "")

    def excluded(self, document: Document) -> bool:
        """Return whether a pattern of `exclude` names this document's file."""
        return self.excludes(document.path)

    def excludes(self, path: str | None) -> bool:
        """Return whether a pattern of `exclude` names a file; `-` is standard input."""
        return any(patterns.fits(pattern, path, self.root) for pattern in self.exclude)
