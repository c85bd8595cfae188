"""The policy in force: a file's, with what the command line says in its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.gating import Policy
    from xdiff.gating.stories import Stories
    from xdiff.records import FailOn, Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line says of a policy; None and empty where it says nothing.

    `cache` is the switch, `cache_dir` the folder.
    """

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    fail_on: FailOn | None = None
    baseline: Path | None = None
    reviews: Sequence[Path] = ()
    stories: Stories | None = None
    register: Register | None = None
    packs: Sequence[Path] = ()
    cache: bool | None = None
    cache_dir: Path | None = None


def words(given: Sequence[str] | None) -> tuple[str, ...]:
    """Return the words of a repeatable option, which may also stand in one with commas between them."""
    return tuple(word.strip() for each in given or () for word in each.split(","))


def found(config: Path | None) -> Policy:
    """Return the policy of a file, or the nearest one above the folder that xdiff runs in.

    Raises:
        PolicyError: it is malformed.
    """
    from xdiff.gating import policies

    return policies.load(config) if config else policies.discover(Path.cwd())


def in_force(config: Path | None, asked: Asked) -> Policy:
    """Return the policy of a file with what the command line says in its place, or beside it for lists.

    Raises:
        PolicyError: the file is malformed, an option names no rule, or no rule is left to ask.
    """
    base = found(config)
    changes: dict[str, Any] = {}
    given = dict(base.given)
    for name, option, value in (
        ("fail_on", "--fail-on", asked.fail_on),
        ("baseline", "--baseline", asked.baseline),
        ("stories", "--stories", asked.stories),
        ("register", "--register", asked.register),
    ):
        if value is not None:
            changes[name] = value
            given[name.replace("_", "-"),] = option
    for name, option, more in (("packs", "--pack", asked.packs), ("reviews", "--review", asked.reviews)):
        if more:
            changes[name] = (*getattr(base, name), *more)
            given[name,] = _both(given.get((name,)), option)
    changes |= _rules(base, asked, given)
    changes["cache"] = _cache(base, asked, given)
    policy = replace(base, given=given, **changes)
    policy.rules()  # told before the work, which may be minutes
    return policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A policy as text, and whether something could not be read for it, which has been told."""

    text: str
    problems: bool = False


def as_text(policy: Policy, paths: Sequence[str], max_bytes: int | None) -> Shown:
    """Return a policy as TOML; or, where documents are named, what holds for each of them.

    Raises:
        InputError: none of the documents could be read.
        PolicyError: an exception of a document is malformed.
    """
    from xdiff.gating import showing

    if not paths:
        return Shown(text=showing.show(policy))
    from xdiff.cli.inputs import documents

    read = documents(paths, max_bytes)
    return Shown(text=showing.holding(policy, read.documents), problems=bool(read.problems))


def _rules(base: Policy, asked: Asked, given: dict[Any, str]) -> dict[str, Any]:
    """Return `select` and `ignore`: what `--select` names by itself is asked, though the file ignores it."""
    from xdiff.gating import registry

    for option, words in (("--select", asked.select), ("--ignore", asked.ignore)):
        registry.named(words, where=option)
    changes: dict[str, Any] = {}
    ignore = base.ignore
    if asked.select:
        changes["select"] = tuple(asked.select)
        given["select",] = "--select"
        single = {rule.code for word in asked.select if (rule := registry.only(word))}
        ignored = registry.named(ignore, where=base.source)
        if any(rule.code in single for rule in ignored):
            ignore = tuple(rule.code for rule in ignored if rule.code not in single)
            given["ignore",] = f"{given.get(('ignore',), 'default')}, without what --select names"
    if asked.ignore:
        given["ignore",] = _both(given.get(("ignore",)), "--ignore")
    if (*ignore, *asked.ignore) != base.ignore:
        changes["ignore"] = (*ignore, *asked.ignore)
        # A word of which nothing is left is taken out: written down, the two would contradict each other.
        gone = set(registry.named(changes["ignore"], where="--ignore"))
        select = changes.get("select", base.select)
        left = tuple(word for word in select if set(registry.matching(word)) - gone)
        if left and left != select:
            changes["select"] = left
            given["select",] = f"{given.get(('select',), 'default')}, without what --ignore names"
    return changes


def _cache(base: Policy, asked: Asked, given: dict[Any, str]) -> Path | None:
    """Return the cache's folder. Without a word from either side it is kept beside the policy."""
    from xdiff.gating.cache import NAME

    if asked.cache is not None:
        given["cache",] = "--cache" if asked.cache else "--no-cache"
    if asked.cache_dir is not None:
        given["cache-dir",] = "--cache-dir"
    said = ("cache",) in base.given or ("cache-dir",) in base.given
    keep = asked.cache if asked.cache is not None else base.cache is not None or not said
    if asked.cache is None and asked.cache_dir is not None:
        keep = True
        given["cache",] = "--cache-dir"
    return (asked.cache_dir or base.cache or base.root / NAME) if keep else None


def _both(file: str | None, option: str) -> str:
    return f"{file} and {option}" if file else option
