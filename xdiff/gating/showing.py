"""A policy as text: as TOML that reads back to it, and as settings beside a report."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xdiff.gating import exceptions, patterns, registry, toml
from xdiff.gating.cache import NAME
from xdiff.gating.keys import KEYS
from xdiff.gating.policy import Policy

if TYPE_CHECKING:
    from xdiff.gating.rule import Limit, Rule, Value
    from xdiff.records import Document

_TABLES = ("per-file-ignores", "registers", "rules")
_WIDEST = 44  # columns before a comment; longer settings have theirs a space behind


def show(policy: Policy) -> str:
    """Return a policy as TOML that reads back to it, from the folder it was made in.

    Every setting stands in it, with a comment on where it comes from. A rule's severity that the policy does
    not set is commented out: set, it would hold for the finds that a rule itself weighs less, as well.
    """
    asked = {rule.code for rule in policy.rules()}
    blocks = [_head(policy), "\n".join(_aligned(_settings(policy)))]
    blocks += ["\n".join(_table(policy, name)) for name in ("per-file-ignores", "registers")]
    # By number, so that the families stand in their order.
    rules = sorted(registry.rules().values(), key=lambda each: each.code[2:])
    blocks += ["\n".join(_rule(policy, rule, asked=rule.code in asked)) for rule in rules]
    return "\n\n".join(blocks) + "\n"


def settings(policy: Policy) -> tuple[tuple[str, str], ...]:
    """Return where a policy stands, and each of its settings that is not the default, as text."""
    default = Policy(root=policy.root)
    found = [("policy", policy.source or "defaults")]
    for each in KEYS:
        name = each.name.replace("-", "_")
        if each.name == "rules":
            found += _changed(policy)
        elif name not in ("cache", "cache_dir") and getattr(policy, name) != getattr(default, name):
            found.append((each.name, _plain(policy, name)))
    return (*found, *(("note", note) for note in policy.notes))


def holding(policy: Policy, documents: Sequence[Document]) -> str:
    """Return what a policy, and what is said beside the texts, make of each document, as plain text.

    Raises:
        PolicyError: an exception is malformed.
    """
    alike: dict[tuple[str, str], list[str]] = {}
    for document in documents:
        said = "\n".join(f"  {label:<9}  {value}" for label, value in _holding(policy, document))
        name = document.path if document.path and document.path != "-" else document.id
        alike.setdefault((name, said), []).append(document.id if document.line else "")
    # Documents of one file of JSON lines for which the same holds stand there once.
    return "\n\n".join(
        f"{name}{f': {len(ids)} documents' if len(ids) > 1 else f', {ids[0]}' if ids[0] else ''}\n{said}"
        for (name, said), ids in alike.items()
    )


def _holding(policy: Policy, document: Document) -> Iterator[tuple[str, str]]:
    fitting = [each for each in policy.exclude if patterns.fits(each, document.path, policy.root)]
    if fitting:
        yield "excluded", f"by {fitting[0]} ({policy.given.get(('exclude',), 'exclude')})"
        return
    allowed = exceptions.allowed(document)  # first: it refuses a register that does not exist
    register, source = policy.register_from(document)
    place = policy.given.get(("registers", source) if source else ("register",))
    yield "register", f"{register} ({', '.join(each for each in (source, place) if each) or 'default'})"
    story = document.extra.get("story")
    if story is not None:
        yield "story", f"{story} ({document.described_in or document.path or document.id})"
    rules = registry.rules()
    for pattern, words in policy.per_file_ignores:
        if patterns.fits(pattern, document.path, policy.root):
            place = policy.given.get(("per-file-ignores", pattern), "per-file-ignores")
            yield "not asked", f"{', '.join(words)} ({pattern}, {place})"
    for code, why in allowed.items():
        yield "excepted", f"{code} {rules[code].name}: {why.reason} ({why.where})"


def _changed(policy: Policy) -> Iterator[tuple[str, str]]:
    for rule in registry.rules().values():
        if rule.code in policy.severity:
            yield f"{rule.code} severity", policy.severity[rule.code]
        limits = policy.limits.get(rule.code, {})
        yield from ((f"{rule.code} {name}", toml.value(value)) for name, value in limits.items())


def _plain(policy: Policy, name: str) -> str:
    value = getattr(policy, name)
    if name in ("per_file_ignores", "registers"):
        pairs = (
            f"{pattern} = {said if isinstance(said, str) else ' '.join(said)}" for pattern, said in value
        )
        return "; ".join(pairs)
    if isinstance(value, tuple):
        return " ".join(_file(policy, each) if isinstance(each, Path) else each for each in value)
    if isinstance(value, Path):
        return _file(policy, value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _head(policy: Policy) -> str:
    lines = [f"# The policy in force: {_seen(policy.source) or 'defaults, no file was found'}"]
    if Path(policy.source).name == "pyproject.toml":
        lines.append("# Written as for xdiff.toml; there, it stands under [tool.xdiff]")
    lines.append("# Patterns and files are read from " + _seen(_folder(policy.root)))
    lines += [f"# {_seen(note)}" for note in policy.notes]
    return "\n".join(lines)


def _folder(root: Path) -> str:
    return "this folder" if os.path.relpath(root) == "." else str(root)


def _settings(policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield each setting at the top with its comment."""
    cache = policy.cache
    below = cache is not None and _is_below(cache, policy.root)
    values: Mapping[str, object] = {
        **{
            each.name: getattr(policy, each.name.replace("-", "_"))
            for each in KEYS
            if each.name not in (*_TABLES, "cache", "cache-dir")
        },
        "cache": cache is not None,
        "cache-dir": cache or policy.root / NAME,
    }
    for name, value in values.items():
        comment = policy.given.get((name,), "default")
        if value is None:
            yield f"# {name} = none", comment
            continue
        texts = _texts(policy, value)
        line = f"{name} = {toml.value(texts)}"
        if not all(map(toml.writable, texts if isinstance(texts, tuple) else [str(texts)])):
            yield (
                f"# {name} = {_seen(str(texts))}",
                f"{comment}; a name that is not UTF-8 has no form in TOML",
            )
        elif name == "cache-dir" and cache is None:
            yield f"# {line}", comment
        elif name == "cache-dir" and not below:
            yield f"# {line}", f"{comment}; a policy may only name a folder below its own"
        else:
            yield line, comment


def _texts(policy: Policy, value: object) -> Value:
    if isinstance(value, tuple):
        return tuple(_file(policy, each) if isinstance(each, Path) else str(each) for each in value)
    if isinstance(value, Path):
        return _file(policy, value)
    return value if isinstance(value, (bool, int, float)) else str(value)


def _is_below(folder: Path, root: Path) -> bool:
    inner, outer = Path(os.path.realpath(folder)), Path(os.path.realpath(root))
    return inner != outer and inner.is_relative_to(outer)


def _file(policy: Policy, path: Path) -> str:
    """Return a file as a policy names it: from the policy's folder."""
    try:
        return Path(os.path.relpath(path, policy.root)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


def _table(policy: Policy, name: str) -> Iterator[str]:
    yield f"[{name}]"
    pairs: Sequence[tuple[str, object]] = getattr(policy, name.replace("-", "_"))
    if not pairs:
        yield "# none"
        return
    yield from _aligned(
        [
            (
                f"{toml.key(pattern)} = {toml.value(_texts(policy, said))}",
                policy.given.get((name, pattern), "given"),
            )
            for pattern, said in pairs
        ]
    )


def _rule(policy: Policy, rule: Rule, *, asked: bool) -> Iterator[str]:
    yield f"[rules.{rule.code}]  # {rule.name}{'' if asked else ': not asked'}"
    severity = policy.severity.get(rule.code)
    where = policy.given.get(("rules", rule.code, "severity"))
    lines = [
        (f'severity = "{severity}"', where or "given")
        if severity
        else (f'# severity = "{rule.severity}"', "default")
    ]
    lines += [_limit(policy, rule, limit) for limit in rule.limits]
    yield from _aligned(lines)


def _limit(policy: Policy, rule: Rule, limit: Limit) -> tuple[str, str]:
    value = policy.limits_of(rule)[limit.name]
    set_here = limit.name in policy.limits.get(rule.code, {})
    where = policy.given.get(("rules", rule.code, limit.name), "given" if set_here else "default")
    return f"{limit.name} = {toml.value(value)}", f"{where}: {_seen(limit.what)}"


def _aligned(lines: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield settings with their comments below each other."""
    whole = list(lines)
    width = max((len(setting) for setting, _ in whole if len(setting) <= _WIDEST), default=0)
    for setting, comment in whole:
        yield f"{setting:<{width}}  # {comment}"


def _seen(text: str) -> str:
    """Return a text for a comment: on one line, and what cannot be seen written as an escape."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape", "backslashreplace").decode("ascii")
        for each in text
    )
