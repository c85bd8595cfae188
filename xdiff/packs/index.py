"""The shipped packs as they are read at start: `index.json`, made from the TOML files beside it.

Reading the TOML files and working out what each pattern needs takes 0.2 s, more than a third of what a
run has; the same from JSON takes 5 ms. The index holds the SHA-256 of every TOML file of the folder: when
one was added, changed or removed, the index is not used and the TOML files are read (slower, never
stale). `python -c "from xdiff.packs.index import write; write()"` makes it anew; a test says when to.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from xdiff.packs.pattern import Pattern
from xdiff.packs.rule import Lists, Pack, Rule
from xdiff.packs.sequence import WordSequence

FOLDER = Path(__file__).parent
SHARED = "any.toml"  # read first: its word lists serve every pack
INDEX = FOLDER / "index.json"


def sources(folder: Path = FOLDER) -> list[Path]:
    """Return the pack files of a folder, `any.toml` first, then by name."""
    return sorted(folder.glob("*.toml"), key=lambda path: (path.name != SHARED, path.name))


def read_sources(folder: Path = FOLDER) -> tuple[Pack, ...]:
    """Read every TOML pack of a folder.

    Raises:
        PackError: one is malformed.
    """
    from xdiff.packs.reader import read_pack

    shared: Lists = {}
    packs: list[Pack] = []
    for path in sources(folder):
        pack, lists = read_pack(path, shared)
        packs.append(pack)
        if path.name == SHARED:
            shared = lists
    return tuple(packs)


def shared_lists(folder: Path = FOLDER) -> Lists:
    """Return the word lists of `any.toml`, which users' packs may name too."""
    from xdiff.packs.reader import read_pack

    return read_pack(folder / SHARED)[1]


def read_index(path: Path = INDEX) -> tuple[Pack, ...] | None:
    """Return the shipped packs from the index, or None when it is missing or older than a pack."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if table.get("sources") != _hashes(path.parent):
        return None
    return tuple(_pack(pack, path.parent) for pack in table["packs"])


def write(folder: Path = FOLDER) -> None:
    """Write the index of a folder's packs."""
    packs = [_plain(pack) for pack in read_sources(folder)]
    (folder / INDEX.name).write_text(_written({"sources": _hashes(folder), "packs": packs}), encoding="utf-8")


def _written(table: Mapping[str, Any]) -> str:
    """Return the index as JSON, a rule a line: a changed rule changes one line."""

    def compact(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    packs = []
    for pack in table["packs"]:
        head = compact({name: value for name, value in pack.items() if name != "rules"})
        rules = ",\n".join(map(compact, pack["rules"]))
        packs.append(f'{head[:-1]},"rules":[\n{rules}\n]}}')
    return f'{{"sources":{compact(table["sources"])},\n"packs":[\n{",".join(packs)}\n]}}\n'


def _hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sources(folder)}


def _plain(pack: Pack) -> dict[str, Any]:
    table = asdict(pack)
    table["file"] = Path(pack.file).name
    for rule in table["rules"]:
        rule["file"] = table["file"]
        rule["sequences"] = [
            [[sorted(item) for item in each["items"]], each["closed"] and sorted(each["closed"])]
            for each in rule["sequences"]
        ]
        for pattern in rule["patterns"]:
            pattern["branches"] = [list(map(sorted, sets)) for sets in pattern["branches"]]
    return table


def _pack(table: Mapping[str, Any], folder: Path) -> Pack:
    file = str(folder / table["file"])
    rules = tuple(_rule({**rule, "file": file}) for rule in table["rules"])
    return Pack(language=table["language"], name=table["name"], file=file, rules=rules)


def _rule(table: dict[str, Any]) -> Rule:
    patterns = tuple(map(_pattern, table.pop("patterns")))
    sequences = tuple(
        WordSequence(tuple(map(frozenset, items)), None if closed is None else frozenset(closed))
        for items, closed in table.pop("sequences")
    )
    for key in ("examples", "near_misses", "needs", "unless"):
        table[key] = tuple(table[key])
    return Rule(patterns=patterns, sequences=sequences, **table)


def _pattern(table: Mapping[str, Any]) -> Pattern:
    return Pattern(
        table["source"],
        _texts(table["anchors"]),
        tuple(tuple(map(frozenset, sets)) for sets in table["branches"]),
        tuple(table["signs"]),
        table["told"],
    )


def _texts(value: list[str] | None) -> tuple[str, ...] | None:
    return None if value is None else tuple(value)
