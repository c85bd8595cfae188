"""Make the table of document frequencies for telling events apart, and measure the stories it finds.

    python -c "from xdiff.gating import train_stories as t; t.fit(t.Data('DIR')).save(t.TABLE)"
    python -c "from xdiff.gating import train_stories as t; print(t.measure(t.Data('DIR')))"

The first writes the table, the second measures it; DIR holds `align/`, `facts/` and `origin/`. The table is
made of one half of the events of `align/same-event-articles.jsonl.gz` and one half of other texts (articles
of PolNeAR, and the human news and encyclopedia texts of `origin/train.jsonl.gz`); constants were chosen there
too. The other half of the events, among a thousand of the other texts, is what is measured.

Over pairs of documents, among 2,146 texts: precision .965, recall .718. ECB+, whole articles with two events
of one kind to a topic, has .981 and .736; leads of three outlets, some 70 words each, .878 and .624. With no
bound on the documents of a story it is .858 and .832: the bound also keeps twin events apart. Joining all
whose sets of terms overlap enough (Jaccard, single linkage) has .829 and .691, or .953 and .370.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np

from xdiff.gating.card import Card
from xdiff.gating.event_words import Rareness, key, spotted, weighed
from xdiff.gating.stories import told

TABLE: Final = Path(str(files("xdiff.data") / "event-words.npz"))
FEWEST: Final = 3  # texts that must have a word; the table would be twice as large with those of two
SEED: Final = 5
OTHERS: Final = 1000  # texts of no known event that the measured ones stand among
EVENTS: Final = 200  # events of short leads that are measured, beside all of ECB+
_LENGTH: Final = (400, 6000)  # characters of the other texts
_PLAIN = re.compile(r"\W+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text of the data; `event` is None where no event is known."""

    id: str
    text: str
    title: str = ""
    published: str | None = None
    event: str | None = None

    @property
    def passages(self) -> tuple[str, ...]:
        """Title and text, as the table and the terms read them."""
        return (self.title, self.text) if self.title else (self.text,)


@dataclass(frozen=True)
class Data:
    """The data folder, split in two halves: one to fit on, one to measure."""

    folder: Path | str

    @cached_property
    def events(self) -> tuple[Text, ...]:
        """Every article of a known event; events that share a text (one set took from the other) are one."""
        parent: dict[str, str] = {}

        def root(event: str) -> str:
            while parent.setdefault(event, event) != event:
                event = parent[event]
            return event

        first: dict[str, str] = {}
        kept: dict[str, tuple[str, dict[str, Any]]] = {}
        for number, row in enumerate(_rows(self.folder, "align/same-event-articles.jsonl.gz")):
            begin = _PLAIN.sub("", row["text"].lower())[:80]
            event = row["event_id"]
            if begin in first:
                parent[root(event)] = root(first[begin])
            else:
                first[begin] = event
                root(event)
                kept[begin] = (f"{event}/{number}", row)
        return tuple(
            Text(
                id=name,
                text=row["text"],
                title=row["title"] or "",
                published=row["date"] if re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"] or "") else None,
                event=root(row["event_id"]),
            )
            for name, row in kept.values()
        )

    @cached_property
    def others(self) -> tuple[Text, ...]:
        """Texts of no known event, each document once."""
        found = [
            Text(id=row["id"], text=row["text"], published=row["date"])
            for row in _rows(self.folder, "facts/attributions.jsonl.gz")
        ]
        seen = set()
        for row in _rows(self.folder, "origin/train.jsonl.gz"):
            wanted = row["label"] in ("original", "human_translation") and row["domain"] in ("news", "wiki")
            if wanted and row["doc_id"] not in seen and _LENGTH[0] < len(row["text"]) < _LENGTH[1]:
                seen.add(row["doc_id"])
                found.append(Text(id=row["id"], text=row["text"]))
        random.Random(SEED).shuffle(found)  # noqa: S311  (a split of data, no secret)
        return tuple(found)

    def half(self, *, measured: bool) -> tuple[Text, ...]:
        """Return the texts of known events of one half: an event is whole in one of them."""
        return tuple(
            each for each in self.events if crc32(f"gate/{each.event}".encode()) % 2 == int(measured)
        )

    def other_half(self, *, measured: bool) -> tuple[Text, ...]:
        """Return the texts of no known event of one half."""
        middle = len(self.others) // 2
        return self.others[:middle] if measured else self.others[middle:]


def _rows(folder: Path | str, name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(Path(folder) / name, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A fitted table, ready to be written."""

    rareness: Rareness

    def save(self, path: Path) -> None:
        """Write it as `xdiff.gating.event_words.read` reads it."""
        having = sorted(self.rareness.having.items())
        np.savez_compressed(
            path,
            keys=np.array([each for each, _ in having], np.uint32),
            having=np.array([count for _, count in having], np.uint16),
            documents=np.array(self.rareness.documents),
        )


def fit(data: Data) -> Table:
    """Count in how many texts of the fitting halves each word stands."""
    texts = [*data.half(measured=False), *data.other_half(measured=False)]
    having: Counter[int] = Counter()
    for each in texts:
        having.update({key(term) for passage in each.passages for term, _ in spotted(passage)})
    kept = {word: count for word, count in having.items() if count >= FEWEST}
    return Table(Rareness(documents=len(texts), having=kept))


def card(text: Text, rareness: Rareness | None = None) -> Card:
    """Return the card of a text, as the gate makes it of a document."""
    return Card(
        document_id=text.id,
        sha256=text.id,
        words=len(text.text.split()),
        english=True,
        published=text.published,
        terms=tuple(f"{weight:.1f} {term}" for term, weight in weighed(text.passages, rareness)),
    )


def pool(data: Data, *, measured: bool) -> tuple[Text, ...]:
    """Return all ECB+ articles of one half, some events of short leads, and a thousand other texts."""
    half = data.half(measured=measured)
    events = sorted({str(each.event) for each in half})
    leads = [each for each in events if not each.startswith("ecb+")]
    chosen = {each for each in events if each.startswith("ecb+")}
    rng = random.Random(SEED)  # noqa: S311  (a sample of data, no secret)
    chosen.update(rng.sample(leads, min(EVENTS, len(leads))))
    return (
        *(each for each in half if each.event in chosen),
        *data.other_half(measured=measured)[:OTHERS],
    )


def measure(data: Data, *, measured: bool = True) -> Mapping[str, float]:
    """Return precision and recall over pairs of documents, of ECB+ (whole articles) and of the leads too.

    A pair of two texts of no known event says nothing and is counted apart, as `unknown`.
    """
    texts = pool(data, measured=measured)
    return scored(texts, told([card(each) for each in texts], "auto").stories)


def scored(texts: Sequence[Text], stories: Iterable[Sequence[str]]) -> Mapping[str, float]:
    """Return precision and recall of stories over the pairs of documents they make."""
    event = {each.id: each.event for each in texts}
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    unknown = 0
    for story in stories:
        for one, other in combinations(story, 2):
            if event[one] is None and event[other] is None:
                unknown += 1
            elif event[one] == event[other]:
                right[_set(event[one])] += 1
            else:
                wrong[_set(event[one]) if _set(event[one]) == _set(event[other]) else "lead"] += 1
    sizes: dict[str, int] = defaultdict(int)
    for name, size in Counter(each for each in event.values() if each is not None).items():
        sizes[_set(name)] += size * (size - 1) // 2
    figures: dict[str, float] = {"documents": len(texts), "unknown": unknown}
    for name in ("ecb+", "lead"):
        figures[f"{name} precision"] = right[name] / max(1, right[name] + wrong[name])
        figures[f"{name} recall"] = right[name] / max(1, sizes[name])
    figures["precision"] = right.total() / max(1, right.total() + wrong.total())
    figures["recall"] = right.total() / max(1, sum(sizes.values()))
    return figures


def _set(event: str | None) -> str:
    return "ecb+" if event is not None and event.startswith("ecb+") else "lead"
