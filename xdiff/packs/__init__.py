"""Language packs: what a source language leaves behind in machine-translated English.

A pack is one TOML file (`fr.toml`): its language, its name and `[[rule]]` tables, each with a pattern, a
message, why it speaks for machine translation, an example, a near miss and a measured weight. Packs in
this folder are found by scanning it; users give theirs by path. A pack's text is data: nothing of it is
run, and its patterns are bounded (see `xdiff.packs.pattern`), so that no pack can make the tool hang.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from xdiff.errors import PackError
from xdiff.packs.index import read_index
from xdiff.packs.matching import find
from xdiff.packs.rule import FAMILIES, Pack, Rule

__all__ = ["FAMILIES", "Pack", "Rule", "explain", "find", "load", "signature"]


def load(files: Sequence[Path] = ()) -> tuple[Pack, ...]:
    """Return the shipped packs and those of `files`, in that order.

    The shipped packs' examples are checked by the tests, those of `files` here.

    Raises:
        PackError: a pack is malformed, a rule's example does not match or its near miss does, or a code
            stands in two packs; `where` names file and line.
    """
    return _with_files(_shipped(), files) if files else _shipped()


@cache
def _shipped() -> tuple[Pack, ...]:
    packs = read_index()
    if packs is None:
        from xdiff.packs.index import read_sources

        packs = read_sources()
    return packs


def _with_files(shipped: Sequence[Pack], files: Sequence[Path]) -> tuple[Pack, ...]:
    from xdiff.packs.examples import check_examples
    from xdiff.packs.index import shared_lists
    from xdiff.packs.reader import read_pack

    packs = list(shipped)
    places = {rule.code: f"{rule.file}:{rule.line}" for pack in packs for rule in pack.rules}
    lists = shared_lists()
    for file in files:
        pack, _ = read_pack(file, lists)
        for rule in pack.rules:
            place = f"{rule.file}:{rule.line}"
            if rule.code in places:
                raise PackError(f"rule {rule.code!r} stands in {places[rule.code]} already", where=place)
            places[rule.code] = place
            check_examples(rule)
        packs.append(pack)
    return tuple(packs)


def explain(code: str, packs: Sequence[Pack] | None = None) -> Rule:
    """Return the rule `code` names, of `packs` or of the shipped ones.

    Raises:
        PackError: no pack has such a rule; the hint names the nearest codes.
    """
    import difflib

    rules = {rule.code: rule for pack in (load() if packs is None else packs) for rule in pack.rules}
    if code in rules:
        return rules[code]
    near = difflib.get_close_matches(code, rules, n=3, cutoff=0.5)
    starts = sorted({each.split(".")[0] + "." for each in rules})
    hint = f"Did you mean {' or '.join(near)}?" if near else f"Codes begin with {', '.join(starts)}."
    raise PackError(f"no rule {code!r}", where=code, hint=hint)


def signature(packs: Sequence[Pack] | None = None) -> tuple[tuple[str, str], ...]:
    """Name the packs behind every piece of residue: how many rules of which language."""
    counts = [f"{pack.language or 'any'}{len(pack.rules)}" for pack in (load() if packs is None else packs)]
    return (("packs", "+".join(counts)),)
