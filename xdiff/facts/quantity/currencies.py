"""Currencies: their codes (ISO 4217), symbols and names, as news in English writes them."""

from __future__ import annotations

# code | symbols | names. Where a name is also a common word ("won", "pounds", "crowns", "real") the code
# needs a scale word or a symbol; see `CAREFUL`.
_CURRENCIES = """
USD|$ US$|dollar dollars buck bucks
EUR|€|euro euros
GBP|£|pound pounds quid sterling
JPY|¥|yen
CNY|RMB|yuan renminbi
INR|₹ Rs|rupee rupees
RUB|₽|ruble rubles rouble roubles
TRY|₺|lira liras
KRW|₩|won
ILS|₪|shekel shekels
CHF||franc francs
SEK||krona kronor
NOK||kroner krone
PLN||zloty zlotys
ZAR||rand
BRL|R$|real reais
MXN||peso pesos
SAR||riyal riyals
IQD||dinar dinars
AED||dirham dirhams
EGP||
UAH||hryvnia hryvnias
HUF||forint forints
THB||baht
PKR||
IRR||rial rials
AUD|A$ AU$|
CAD|C$ CA$|
NZD|NZ$|
HKD|HK$|
SGD|S$|
TWD|NT$|
DKK||
CZK||
"""
CAREFUL = frozenset({"won", "pound", "pounds", "real", "rand", "sterling", "crown"})
NATIONS = {
    "us": {"dollar": "USD"},
    "u.s.": {"dollar": "USD"},
    "american": {"dollar": "USD"},
    "australian": {"dollar": "AUD"},
    "canadian": {"dollar": "CAD"},
    "zealand": {"dollar": "NZD"},
    "kong": {"dollar": "HKD"},
    "singapore": {"dollar": "SGD"},
    "british": {"pound": "GBP"},
    "egyptian": {"pound": "EGP"},
    "syrian": {"pound": "SYP"},
    "swiss": {"franc": "CHF"},
    "swedish": {"krona": "SEK", "kronor": "SEK", "crown": "SEK"},
    "danish": {"kroner": "DKK", "krone": "DKK", "crown": "DKK"},
    "norwegian": {"kroner": "NOK", "krone": "NOK", "crown": "NOK"},
    "czech": {"crown": "CZK"},
    "turkish": {"lira": "TRY"},
    "russian": {"ruble": "RUB", "rouble": "RUB"},
    "indian": {"rupee": "INR"},
    "pakistani": {"rupee": "PKR"},
    "chinese": {"yuan": "CNY"},
    "japanese": {"yen": "JPY"},
    "korean": {"won": "KRW"},
    "african": {"rand": "ZAR"},
    "iranian": {"rial": "IRR"},
    "brazilian": {"real": "BRL", "reais": "BRL"},
}
"""The nation before a currency's name: "Australian dollars", "Egyptian pounds"."""


def _currencies() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    symbols: dict[str, str] = {}
    names: dict[str, str] = {}
    codes = set()
    for line in _CURRENCIES.strip().splitlines():
        code, marks, spoken = line.split("|")
        codes.add(code)
        symbols |= dict.fromkeys(marks.split(), code)
        names |= dict.fromkeys(spoken.split(), code)
    return symbols, names, frozenset(codes)


SYMBOLS, CURRENCY_NAMES, CODES = _currencies()
