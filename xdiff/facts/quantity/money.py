"""Sums of money: "$4.2bn", "20 million pounds", "EUR 5 million", "3 million €"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xdiff.facts.quantity.currencies import CAREFUL, CODES, CURRENCY_NAMES, NATIONS, SYMBOLS
from xdiff.facts.quantity.lexemes import Lexeme, lower_at, touches, words
from xdiff.facts.quantity.nouns import singular
from xdiff.facts.quantity.quantity import Quantity, in_thousands, scaled

if TYPE_CHECKING:
    from collections.abc import Sequence

MONEY_VERBS = frozenset(
    words(
        """
        pay paid pays paying cost costs worth fine fined price priced spent spend earn earned
        """
    )
)
HYPHENS = frozenset("-‐‑–")


def money(lexemes: Sequence[Lexeme], bare: Quantity) -> Quantity | None:
    """Return the sum of money that `bare` is a part of, or None when no currency stands beside it."""
    first, last = bare.first, bare.last
    code = None
    before = lower_at(lexemes, first - 1)
    if lexemes[first - 1].text in SYMBOLS and first:
        code, first = SYMBOLS[lexemes[first - 1].text], first - 1
        if (
            touches(lexemes, first - 1)
            and (joint := lexemes[first - 1].text + lexemes[first].text) in SYMBOLS
        ):
            code, first = SYMBOLS[joint], first - 1
    elif before == "." and lower_at(lexemes, first - 2) == "rs":
        code, first = "INR", first - 2
    elif first and (lexemes[first - 1].text in CODES or lexemes[first - 1].text == "US$"):
        code, first = lexemes[first - 1].text, first - 1
    if code:
        bare, last = _scaled_by_letter(lexemes, bare, last)
        named = _currency_after(lexemes, replace(bare, last=last), money=True)
        last = named[1] if named else last
        return replace(in_thousands(bare), first=first, last=last, unit=code, money=True)
    lettered, after = _scaled_by_letter(lexemes, bare, last)
    for each, end in ((bare, last), (lettered, after)):
        if named := _currency_after(lexemes, replace(each, last=end), money=False):
            return replace(in_thousands(each), last=named[1], unit=named[0], money=True)
    return None


def _scaled_by_letter(lexemes: Sequence[Lexeme], bare: Quantity, last: int) -> tuple[Quantity, int]:
    """Apply the "m" or "b" of "$20m", which only money makes a scale."""
    factor = {"m": 10**6, "b": 10**9, "t": 10**12}.get(lower_at(lexemes, last))
    if factor is None or bare.numeral.scale != 1 or bare.numeral.form != "digits":
        return bare, last
    return scaled(bare, factor, last + 1), last + 1


def _currency_after(lexemes: Sequence[Lexeme], bare: Quantity, *, money: bool) -> tuple[str, int] | None:
    """Read "dollars", "-dollar", "US dollars", "New Zealand dollars", "EUR"; return code and end."""
    at = bare.last
    if lower_at(lexemes, at) in HYPHENS and touches(lexemes, at - 1):
        at += 1
    elif lower_at(lexemes, at) == "of" and bare.numeral.form == "vague":
        at += 1  # "millions of dollars"
    if at >= len(lexemes):
        return None
    if lexemes[at].text in CODES:
        return lexemes[at].text, at + 1
    if lexemes[at].text in SYMBOLS and lexemes[at].text != "Rs" and not _starts_money(lexemes, at):
        return SYMBOLS[lexemes[at].text], at + 1  # "3 €"
    nation = None
    if lower_at(lexemes, at) in {"new", "hong", "south"}:
        at += 1
    if lower_at(lexemes, at) in NATIONS:
        nation = NATIONS[lower_at(lexemes, at)]
        at += 1
    name = lower_at(lexemes, at)
    if nation and (code := nation.get(singular(name)) or nation.get(name)):
        return code, at + 1
    if name in CURRENCY_NAMES and (nation is None or name not in CAREFUL):
        spoken = bare.numeral.scale >= 1000 or money or lower_at(lexemes, at + 1) == "sterling"
        if name not in CAREFUL or spoken or _money_before(lexemes, bare.first):
            end = at + 2 if lower_at(lexemes, at + 1) == "sterling" else at + 1
            return CURRENCY_NAMES[name], end
    return None


def _starts_money(lexemes: Sequence[Lexeme], at: int) -> bool:
    return at + 1 < len(lexemes) and lexemes[at + 1].kind == "digits" and touches(lexemes, at)


def _money_before(lexemes: Sequence[Lexeme], first: int) -> bool:
    return any(lexemes[at].lower in MONEY_VERBS for at in range(max(0, first - 5), first))
