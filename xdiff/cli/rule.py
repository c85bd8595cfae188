"""`xdiff rule`: what a rule of the gate or of a language pack looks for, why, how to mend or silence it."""

from __future__ import annotations

import difflib
import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xdiff.cli.options import PackOption, Width, columns
from xdiff.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xdiff import packs
    from xdiff.gating import Policy, Rule

_PACKAGE = Path(__file__).parent.parent
_GUTTER = 10  # columns of the words beside a block ("why", "mend")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_WIDEST = 100  # longer lines are hard to read, however wide the terminal is


def rule(
    code: Annotated[
        str | None,
        typer.Argument(
            help="A rule's code or name (HY302, cut-off-end, fr.ei-acronym), a family (hygiene, HY), "
            "or a language (fr); left out, all rules are listed.",
            show_default=False,
        ),
    ] = None,
    pack: PackOption = None,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            help="The policy that settings are shown of; left out, the nearest one above this folder.",
        ),
    ] = None,
    width: Width = None,
) -> None:
    """Explain one rule: what it finds, why, examples, near misses, how to mend or silence it; or list all."""
    from xdiff.cli.output import printable, say

    wide = min(columns(width), _WIDEST)
    say(printable("\n".join(line.rstrip() for line in _answer(code, pack or [], config, wide))))


def _answer(code: str | None, files: Sequence[Path], config: Path | None, wide: int) -> Iterable[str]:
    from xdiff import origin, packs
    from xdiff.cli.policy import found
    from xdiff.gating import registry

    if code is not None:
        asked = registry.only(code)
        if asked is not None:
            return _gate_rule(asked, found(config), wide)
        several = registry.matching(code)
        if several:
            return _gate_rules(several, found(config), wide)
        folded = code.casefold()
        if folded in origin.LEARNED:
            return [origin.LEARNED[folded]]
    loaded = packs.load(tuple(files))
    if code is None:
        policy = found(config)
        return [
            *_gate_rules(tuple(registry.rules().values()), policy, wide),
            "",
            *_packs(loaded, wide),
        ]
    of_language = [each for each in loaded if folded in (each.language or "any", each.name.casefold())]
    if of_language:
        return _pack(of_language, wide)
    known = {each.code.casefold(): each.code for one in loaded for each in one.rules}
    if folded in known:
        return _pack_rule(packs.explain(known[folded], loaded))
    raise PackError(f"no rule {code!r}", where=code, hint=_near(code, loaded))


def _near(code: str, loaded: Sequence[packs.Pack]) -> str:
    """Return a hint with the rules of gate and packs whose codes or names are nearest."""
    from xdiff import origin
    from xdiff.gating import FAMILIES, registry

    gate = registry.rules()
    names = [
        *(rule.code for pack in loaded for rule in pack.rules),
        *(each.language for each in loaded if each.language),
        *origin.LEARNED,
        *FAMILIES,
        *(rule.name for rule in gate.values()),
        *gate,
    ]
    known = {each.casefold(): each for each in names}
    near = [known[each] for each in difflib.get_close_matches(code.casefold(), known, n=3, cutoff=0.55)]
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return "`xdiff rule` lists the gate's rules and the packs; `xdiff rule fr` those of a pack."


def _gate_rules(rules: Sequence[Rule], policy: Policy, wide: int) -> Iterator[str]:
    from xdiff.gating import FAMILIES, registry

    asked = {each.code for each in policy.rules()}
    name_width = max(len(each.name) for each in rules)
    blank = ""
    for family, head in FAMILIES.items():
        members = [each for each in rules if each.family == family]
        if not members:
            continue
        yield f"{blank}{family} ({head[:2]}): {registry.ABOUT[family]}"
        blank = "\n"
        for each in members:
            severity = policy.severity.get(each.code, each.severity) if each.code in asked else "off"
            start = f"  {each.code}  {each.name:<{name_width}}  {severity:<7}  "
            yield from _hanging(start, _first(each.what), wide)
    yield ""
    yield from textwrap.wrap(
        f"Severities and `off` as in {_told(policy)}. `xdiff rule CODE` explains one rule.", wide
    )


def _first(text: str) -> str:
    """Return the first sentence of a text."""
    return _SENTENCE.split(text, maxsplit=1)[0]


def _packs(loaded: Sequence[packs.Pack], wide: int) -> Iterator[str]:
    from xdiff import origin

    yield "rules of the language packs, whose finds count in a verdict of origin"
    name_width = max(len(each.name) for each in loaded)
    for each in loaded:
        example = each.rules[0].code if each.rules else ""
        count = f"{len(each.rules):>4}"
        yield f"  {each.language or 'any':<7}  {each.name:<{name_width}}  {count}  such as {example}"
    yield from _hanging("  learned  ", ", ".join(origin.LEARNED), wide)
    yield ""
    yield "`xdiff rule fr` lists the rules of a pack."


def _pack(loaded: Sequence[packs.Pack], wide: int) -> Iterator[str]:
    for pack in loaded:
        yield f"{pack.name} ({_shown(pack.file)}): {len(pack.rules)} rules"
        width = max((len(each.code) for each in pack.rules), default=0)
        for each in pack.rules:
            yield from _hanging(f"  {each.code:<{width}}  {each.family:<12}  ", each.message, wide)


def _gate_rule(rule: Rule, policy: Policy, wide: int) -> Iterator[str]:
    yield f"{rule.code} {rule.name} ({rule.family}, {rule.severity} by default)"
    yield ""
    yield from textwrap.wrap(rule.what, wide)
    yield ""
    yield from _block("why", rule.why, wide)
    yield ""
    yield from _texts("flags", rule.examples, wide)
    yield from _texts("not", rule.near_misses, wide)
    yield from _block("mend", rule.mend, wide)
    yield ""
    yield from _limits(rule, wide)
    yield from _silencing(rule, policy)
    yield ""
    yield from _block("in force", _in_force(rule, policy), wide)


def _limits(rule: Rule, wide: int) -> Iterator[str]:
    from xdiff.gating.reading import bounds
    from xdiff.gating.toml import value

    if not rule.limits:
        return
    width = max(len(f"{each.name} = {value(each.default)}") for each in rule.limits)
    label = "limits"
    for each in rule.limits:
        said = each.what
        if bounds(each).removeprefix(" from ") not in said:
            said += f" ({bounds(each).removeprefix(' of').strip()})"
        if each.choices:
            said += f"; of {', '.join(each.choices)}"
        setting = f"{each.name} = {value(each.default)}"
        if width > wide // 2:  # a long list: its meaning stands below it
            yield f"{label:<{_GUTTER}}{setting}"
            yield from _hanging(" " * (_GUTTER + 2), said, wide)
        else:
            yield from _hanging(f"{label:<{_GUTTER}}{setting:<{width}}  ", said, wide)
        label = ""
    yield ""


def _silencing(rule: Rule, policy: Policy) -> Iterator[str]:
    """Say how to silence a rule, with lines to copy into seeds.toml and into the policy at hand."""
    from xdiff.gating.toml import value

    file = Path(policy.source).name if policy.source else "xdiff.toml"
    head = "tool.xdiff." if file == "pyproject.toml" else ""
    top = f"in {file}, under [tool.xdiff]" if head else f"at the top of {file}"
    lighter = [f'severity = "{_lighter(rule)}"'] if rule.severity != "note" else []
    limits = [f"{each.name} = {value(each.default)}" for each in rule.limits]
    means = " or ".join(
        [*(["with less weight"] if lighter else []), *(["with other limits"] if limits else [])]
    )
    ways = [
        [
            "one document, with a reason, in the seeds.toml of its folder:",
            '["file.txt"]',
            f'allow = {{ {rule.code} = "why it may stand" }}',
        ],
        ["or in its line of JSON lines:", f'"allow": {{"{rule.code}": "why it may stand"}}'],
        [f"some files, in {file}:", f"[{head}per-file-ignores]", f'"drafts/" = ["{rule.code}"]'],
        [f"everywhere, {top}:", f'ignore = ["{rule.code}"]'],
    ]
    if means:
        ways.append([f"not silent, but {means}, in {file}:", f"[{head}rules.{rule.code}]", *lighter, *limits])
    label = "silence"
    for heading, *lines in ways:
        yield f"{label:<{_GUTTER}}{heading}"
        yield from (f"{'':<{_GUTTER + 4}}{line}" for line in lines)
        label = ""


def _lighter(rule: Rule) -> str:
    """Return the severity below a rule's own, which is not the lowest."""
    from xdiff.records import LEVELS

    return LEVELS[LEVELS.index(rule.severity) + 1]


def _in_force(rule: Rule, policy: Policy) -> str:
    """Say what the policy at hand makes of a rule, and where it says so."""
    from xdiff.gating.toml import value

    if rule.code not in {each.code for each in policy.rules()}:
        return f"not asked, by {_told(policy)}"
    severity = policy.severity.get(rule.code)
    place = policy.given.get(("rules", rule.code, "severity"), "the policy")
    said = [f"severity {severity} ({place})" if severity else f"severity {rule.severity} (default)"]
    for name, set_to in policy.limits.get(rule.code, {}).items():
        where = policy.given.get(("rules", rule.code, name), "the policy")
        said.append(f"{name} = {value(set_to)} ({where})")
    said += [
        f"not asked of {pattern} ({policy.given.get(('per-file-ignores', pattern), 'the policy')})"
        for pattern, codes in policy.ignores()
        if rule.code in codes
    ]
    return f"asked, by {_told(policy)}: {'; '.join(said)}"


def _told(policy: Policy) -> str:
    return policy.source or "the default policy"


def _pack_rule(found: packs.Rule) -> Iterator[str]:
    from xdiff import packs

    if found.human is None or found.machine is None:
        measured = "not seen in the training data; the weight is a guess"
    else:
        share = 100 * found.machine / max(found.machine + found.human, 1e-9)
        measured = (
            f"{found.human:.1f} hits per million words of human text, {found.machine:.1f} of machine text"
            f" (precision {share:.0f} % where there is as much of each)"
        )
    yield f"{found.code} ({found.family}: {packs.FAMILIES[found.family]})"
    yield ""
    yield found.why
    yield ""
    yield from (f"finds:      {each}" for each in found.examples)
    yield from (f"not:        {each}" for each in found.near_misses)
    yield f"weight:     {found.weight:+.2f} log-odds a hit, for the first {found.most} of a document"
    yield f"measured:   {measured}"
    yield f"gate:       {_in_gate(found)}"
    yield f"defined in: {_shown(found.file)}:{found.line}"


def _in_gate(found: packs.Rule) -> str:
    """Return the rule of the gate that tells of a pack rule's finds, as `xdiff.gating.hits` sorts them."""
    from xdiff.gating import registry
    from xdiff.gating.hits import ELSEWHERE, STANDING

    if found.code in ELSEWHERE:
        code = "FL204"
    elif found.weight <= 0:
        return "no rule of its own, since it weighs nothing"
    else:
        shipped = Path(found.file).is_relative_to(_PACKAGE)
        code = "OR103" if shipped and found.family in STANDING else "OR105"
    return f"told by {code} {registry.one(code, where='').name}"


def _shown(file: str) -> str:
    """Return a shipped pack's place inside the package, a user's own as it was given."""
    path = Path(file)
    return str(path.relative_to(_PACKAGE.parent)) if path.is_relative_to(_PACKAGE) else file


def _texts(label: str, texts: Sequence[str], wide: int) -> Iterator[str]:
    """Yield example texts, each with a line down its left side; a blank line follows."""
    long = any("\n" in each or len(each) > wide - _GUTTER - 2 for each in texts)
    for at, text in enumerate(texts):
        for number, line in enumerate(text.split("\n")):
            start = label if not at and not number else ""
            yield from _hanging(f"{start:<{_GUTTER}}| ", line, wide, more=f"{'':<{_GUTTER}}| ")
        if long and at < len(texts) - 1:
            yield ""
    if texts:
        yield ""


def _block(label: str, text: str, wide: int) -> Iterator[str]:
    """Yield a text beside its label; its own line ends stay."""
    start = f"{label:<{_GUTTER}}"
    for line in text.split("\n"):
        yield from _hanging(start, line, wide)
        start = " " * _GUTTER


def _hanging(start: str, text: str, wide: int, *, more: str = "") -> Iterator[str]:
    """Yield a text in lines below each other: the first behind its start, the others behind `more`."""
    room = max(wide - len(start), 30)
    first, *others = textwrap.wrap(text, room, break_on_hyphens=False, break_long_words=False) or [""]
    yield f"{start}{first}"
    yield from (f"{more:<{len(start)}}{each}" for each in others)
