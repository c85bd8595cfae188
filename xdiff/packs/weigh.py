"""Weighing rules: how often each fires on human text and on machine translation from its language.

weight = ln((machine + 2) / (2 human + 2)), rates in hits per million words. `machine` is the mean of the
rates on rule-based, statistical and neural translations from the language (a type without rows is left
out), so that the many neural rows do not drown the others. `human` is the mean of the rates on texts first
written in English, on human translations, and on human translations from the language itself; it counts
double, since a false alarm accuses a person; no weight is above 3. Two hits a million
on either side keep rare rules small. The content groups of xdiff's own test split are left out, so that the
figures on them say what the rules do on text that no rule was written for. The rates that stand in the packs
today are older than that: they were counted with those rows, as the model card says.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xdiff.errors import InputError
from xdiff.packs.examples import article_of_lines
from xdiff.packs.matching import find

if TYPE_CHECKING:
    from xdiff.packs.rule import Pack

MOST_WORDS = 250_000  # of one engine type and language; of human text all there is is read
MOST_WEIGHT = 3.0  # one hit is never worth more than odds of 20 to 1
HUMAN = ("original", "translated")
PRIOR = 2.0  # hits per million words

# The test sets of the groups TEST in xdiff.origin.corpus, which no module here may import; a test compares.
_TEST_YEAR = re.compile(r"(?:newstest|wmttest|wmt)(?:20)?(?P<year>13|20|21)(?!\d)(?!.*robust)")

_KEYS = re.compile(r"^(code|weight|human|machine) = (.*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Hits per million words of one rule, and the weight they give; `hits` are raw counts by group."""

    human: float
    machine: float
    hits: Mapping[str, int]

    @property
    def weight(self) -> float:
        """Log-odds (nats) of one hit."""
        return min(math.log((self.machine + PRIOR) / (2 * self.human + PRIOR)), MOST_WEIGHT)


def is_test(testset: str, source: str | None) -> bool:
    """Say whether rows of this test set and source language belong to xdiff's own test split."""
    match = _TEST_YEAR.match(testset)
    return match is not None and (match["year"] != "21" or source == "ha")


def _groups(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the groups of texts a training row belongs to."""
    if row["tokenized"] or row["domain"] == "chat" or is_test(row["testset"] or "", row["src_lang"]):
        return
    if row["label"] == "original":
        yield "original"
    elif row["label"] == "human_translation":
        yield "translated"
        yield f"translated {row['src_lang']}"
    elif row["label"] == "machine_translation" and row["mt_type"] != "llm":
        yield f"{row['mt_type']} {row['src_lang']}"


def weigh(data: Path, packs: Sequence[Pack]) -> dict[str, Figures]:
    """Return the figures of every rule, by code, on `data/origin/train.jsonl.gz`, less the test split.

    Raises:
        InputError: the training data are not there.
    """
    path = data / "origin" / "train.jsonl.gz"
    if not path.is_file():
        raise InputError("no training data", where=str(path), hint="Give their folder with --data.")
    words: Counter[str] = Counter()
    hits: defaultdict[str, Counter[str]] = defaultdict(Counter)
    languages = {pack.language for pack in packs}

    def wanted(group: str) -> bool:
        if group in HUMAN:
            return True
        return words[group] < MOST_WORDS and (None in languages or group.split()[1] in languages)

    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            groups = [group for group in _groups(row) if wanted(group)]
            if groups:
                text = row["text"].lstrip("\ufeff")
                count = len(text.split())
                found = Counter(each.rule for each in find(article_of_lines(row["id"], text), packs))
                for group in groups:
                    words[group] += count
                    for code, number in found.items():
                        hits[code][group] += number
    return {
        rule.code: _figures(pack.language, words, hits[rule.code]) for pack in packs for rule in pack.rules
    }


def _figures(language: str | None, words: Mapping[str, int], hits: Mapping[str, int]) -> Figures:
    def rate(groups: Sequence[str]) -> float:
        return 1e6 * sum(hits.get(group, 0) for group in groups) / sum(words[group] for group in groups)

    human = [["original"], ["translated"]]
    if language is not None and f"translated {language}" in words:
        human.append([f"translated {language}"])
    machine = [
        [group for group in words if group.split()[0] == kind and language in (None, group.split()[1])]
        for kind in ("rbmt", "smt", "nmt")
    ]
    rates = [rate(groups) for groups in machine if groups]
    return Figures(
        human=sum(map(rate, human)) / len(human),
        machine=sum(rates) / len(rates) if rates else 0.0,
        hits={group: number for group, number in sorted(hits.items()) if number},
    )


def rewrite(pack: str, figures: Mapping[str, Figures]) -> str:
    """Return a pack's text with the weights and rates of `figures` in place of its own.

    A rule that neither side shows keeps its weight, and has no rates: that weight is a guess. What a
    measurement says of a rule is kept too where the rule is good for nothing: five rules were dropped for
    firing on people's text as often as on machines' (spaces in quotation marks, angle quotation marks, a
    name written two ways, glued words, "the day where").
    """
    lines: list[str] = []
    code = ""
    for line in pack.splitlines():
        found = _KEYS.match(line)
        if found and found[1] == "code":
            code = found[2].strip('"')
        measured = figures.get(code)
        if found is None or found[1] == "code" or measured is None:
            lines.append(line)
        elif found[1] == "weight":
            if measured.human or measured.machine:
                lines.append(f"weight = {measured.weight:.2f}")
                lines += [f"human = {measured.human:.2f}", f"machine = {measured.machine:.2f}"]
            else:
                lines.append(line)
    return "\n".join(lines) + "\n"
