"""What a project asks of the gate: which rules, how severe, with which limits, for which files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xdiff.gating.rule import Limits, Rule
    from xdiff.gating.stories import Stories
    from xdiff.records import Document, FailOn, Level, Register


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
        exclude: patterns of files that are not judged though they stand in a folder that is.
        packs: users' own language packs.
        lm: ask a small language model as well.
        stories: how documents about one event are found (`xdiff.gating.stories`).
        baseline: known findings, which do not fail.
        reviews: review files, whose rejected findings do not count.
        cache: the folder of what earlier runs found; None: nothing is kept.
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

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules that are asked, in the order of their codes."""
        from xdiff.gating.registry import named

        where = self.source or "policy"
        chosen = named(self.select, where=f"{where}, select")
        left = {rule.code for rule in named(self.ignore, where=f"{where}, ignore")} if self.ignore else set()
        return tuple(rule for rule in chosen if rule.code not in left)

    def limits_of(self, rule: Rule) -> Limits:
        """Return a rule's limits: its defaults, and what the policy sets."""
        return {**rule.defaults, **self.limits.get(rule.code, {})}

    def ignored(self, document: Document) -> frozenset[str]:
        """Return the codes that are not asked of this document (`per_file_ignores`)."""
        return frozenset()

    def register_of(self, document: Document) -> Register:
        """Return the register of a document: its own in `seeds.toml`, a pattern's, else the policy's."""
        return self.register

    def excluded(self, document: Document) -> bool:
        """Return whether a pattern of `exclude` names this document's file."""
        return False

    def settings(self) -> tuple[tuple[str, str], ...]:
        """Return what a reader must know: where the policy stands, and what is not the default."""
        return (("policy", self.source or "defaults"),)


def load(path: Path) -> Policy:
    """Read the policy of one file.

    Args:
        path: `xdiff.toml`, or a `pyproject.toml` with a table `tool.xdiff`.

    Raises:
        PolicyError: it cannot be read, or a key or value is not known; `where` has file and line, the hint
            the nearest right key.
    """
    raise NotImplementedError


def discover(folder: Path) -> Policy:
    """Return the policy nearest to a folder: of it, or of the folders above it; the defaults without one.

    Raises:
        PolicyError: the nearest one is malformed.
    """
    return Policy(root=folder)


def of(table: Mapping[str, object], *, root: Path, source: str = "") -> Policy:
    """Return the policy of a mapping with the keys of `[tool.xdiff]`.

    Raises:
        PolicyError: a key or value is not known.
    """
    raise NotImplementedError


def show(policy: Policy) -> str:
    """Return a policy as TOML that `load` reads back, every setting in it, defaults marked as such."""
    raise NotImplementedError
