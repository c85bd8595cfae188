"""The labelled pairs of documents as the link model is trained on them, and pairs made from them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FOLDS = 5  # by content
TEST = 4  # the fold that no choice is made on
MIXED = 50  # matrices of each fold joined from pairs of several stories, see `mixed`
WHOLE = 150  # pairs of whole articles of each fold, see `whole`
WHOLE_CHARACTERS = (800, 6000)  # length of the articles taken
_ENDS = re.compile(r"(?<=[.!?])[\"'”’]?\s+(?=[\"'“‘]?\s?[A-Z])|\n+")


def content(row: dict[str, Any]) -> str:
    """Return what a row is about, so that no content is both trained on and tested.

    The two versions of a Bible chapter, the pairs of an ECB+ topic and the summaries of one SuperPAL topic
    stay together, and so do the translations of one window of two gospels.
    """
    parts = str(row["id"]).split(":")
    if row["set"].startswith("ecb") and (topic := re.match(r"\d+", parts[2])):
        return topic.group()
    if row["set"].startswith(("bible", "superpal")):
        return parts[1]
    if row["set"].startswith("gospels"):
        books = [part.partition("-")[0] for part in parts[1:3]]
        return f"{'-'.join(books)}:{parts[3]}"
    return str(row["id"])


def fold(row: dict[str, Any]) -> int:
    """Return the fold of a row, from a hash of its content."""
    return crc32(f"align/{row['set']}/{content(row)}".encode()) % FOLDS


def mixed(rows: Sequence[dict[str, Any]], rng: np.random.Generator) -> list[dict[str, Any]]:
    """Join news pairs of several stories of one fold into larger matrices, and pair unrelated documents.

    The news sets have 3 by 7 sentences a pair, all near the event; whole articles have 25 by 25, most of
    which link to nothing. Without these rows the model learns that small matrices are dense and meets no
    unrelated documents at all.
    """
    news = [row for row in rows if row["set"].startswith(("ecb", "superpal"))]
    made: list[dict[str, Any]] = []
    for k in range(MIXED):
        count = int(rng.integers(2, 6))
        chosen = [news[int(i)] for i in rng.choice(len(news), count, replace=False)]
        if len({content(row) for row in chosen}) < count:
            continue
        a: list[str] = []
        b: list[str] = []
        gold: list[list[Any]] = []
        unrelated = k % 4 == 0
        for place, row in enumerate(chosen):
            if not unrelated:
                gold += [[i + len(a), j + len(b), kind] for i, j, kind in row["gold"]]
            if not (unrelated and place % 2):
                a += row["a"]
            if not unrelated or place % 2:
                b += row["b"]
        order_a, order_b = rng.permutation(len(a)), rng.permutation(len(b))
        at_a, at_b = np.argsort(order_a), np.argsort(order_b)
        made.append(
            {
                "id": f"mixed:{k}",
                "set": "mixed",
                "a": [a[i] for i in order_a],
                "b": [b[j] for j in order_b],
                "gold": [[int(at_a[i]), int(at_b[j]), kind] for i, j, kind in gold],
            }
        )
    return made


def whole(
    rows: Sequence[dict[str, Any]], articles: Iterable[dict[str, Any]], rng: np.random.Generator
) -> list[dict[str, Any]]:
    """Put the labelled sentences of the news pairs of one fold back into the articles they came from.

    What a link looks like beside all the sentences of two articles is what `align` meets. Only cells
    between labelled sentences have a label; `known` lists them.
    """
    stories: dict[str, list[list[str]]] = defaultdict(list)
    for article in articles:
        if WHOLE_CHARACTERS[0] < len(article["text"]) < WHOLE_CHARACTERS[1]:
            stories[article["event_id"]].append(
                [each for each in _ENDS.split(article["text"]) if each.strip()]
            )
    places: dict[str, dict[str, list[tuple[int, int]]]] = {
        story: _places(found) for story, found in stories.items()
    }
    known: dict[tuple[str, int, int], dict[tuple[int, int], bool]] = defaultdict(dict)
    for row in rows:
        story = row["id"].removeprefix("ecbmix:").rpartition(":")[0]
        if story in places:
            gold = {(i, j) for i, j, *_ in row["gold"]}
            for i, left in enumerate(row["a"]):
                for j, right in enumerate(row["b"]):
                    for first, at in places[story].get(_plain(left), ()):
                        for second, to in places[story].get(_plain(right), ()):
                            if first != second:
                                known[story, first, second][at, to] = (i, j) in gold
    chosen = sorted(pair for pair, cells in known.items() if len(cells) >= 2)
    return [
        {
            "id": f"whole:{story}:{first}:{second}",
            "set": "whole",
            "a": stories[story][first],
            "b": stories[story][second],
            "gold": [
                [i, j, "aligned"] for (i, j), linked in sorted(known[story, first, second].items()) if linked
            ],
            "known": sorted(known[story, first, second]),
        }
        for story, first, second in (chosen[int(k)] for k in rng.permutation(len(chosen))[:WHOLE])
    ]


def _places(articles: Sequence[Sequence[str]]) -> dict[str, list[tuple[int, int]]]:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for article, sentences in enumerate(articles):
        for at, sentence in enumerate(sentences):
            places[_plain(sentence)].append((article, at))
    return places


def _plain(sentence: str) -> str:
    """Return letters and digits alone: the two files space their marks in different ways."""
    return re.sub(r"[\W_]+", "", sentence.lower())
