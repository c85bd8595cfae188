"""What the gate's rules of hygiene and origin do to human texts, and which planted defects they find.

The documents of the data are halved by a hash of their names. Rules were tuned on one half (`--tuning`
measures it); what `tests/floors.py` pins is of the other one. Origin is judged by the model's twin, on texts
that it never saw. Defects are planted in texts in which the rule finds nothing, at places drawn with a fixed
rng.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import html
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ORIGINALS = 500
PLANTED = 250  # documents that each kind of defect is planted in
FEWEST_WORDS = 120  # a document of real length

# What sites put around articles, and in their midst. Written by hand, from no list of xdiff's.
FURNITURE = """
Share on Facebook
Print this page
Email this story to a friend
Sign up for our daily newsletter
Subscribe now for unlimited access
Follow us on Twitter @harbourpost
Advertisement
Story continues below advertisement
Related articles
You may also like
READ MORE: Storm closes harbour for two weeks
Click here to read the full story
Comments (12)
Join the conversation
Leave a comment
Copyright 2019 The Harbour Post. All rights reserved.
© 2021 Harbour Media Ltd
This site uses cookies. By continuing to use it you agree to our cookie policy.
Back to top
Skip to main content
Tags: harbour, storm, ferry
Photo: Getty Images
Download our app for the latest news
Most popular
3 min read
"""
FOREIGN = (
    "Le ponton a été réparé pendant la fin de semaine par douze personnes qui ont travaillé.",
    "Der Steg wurde am Wochenende von zwölf Leuten repariert, die auch in der Nacht gearbeitet haben.",
    "El muelle fue reparado durante el fin de semana por doce personas que trabajaron por la noche.",
    "Il molo è stato riparato nel fine settimana da dodici persone che hanno lavorato anche di notte.",
    "O cais foi reparado no fim de semana por doze pessoas que também trabalharam durante a noite.",
    "Причал был отремонтирован за выходные бригадой из двенадцати человек, которые работали и по ночам.",
)
SUFFIXES = (".jpg", ".jpeg", ".png", ".html")


@dataclass(frozen=True, slots=True)
class Text:
    """One human text of the data."""

    name: str
    text: str


def held(name: str) -> bool:
    """Say whether a document belongs to the half that no choice was made on."""
    return bool(hashlib.sha256(name.encode()).digest()[0] % 2)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def unseen(data: Path) -> Iterator[Text]:
    """Yield originals that the model's twin never saw: those of its test groups, and news articles."""
    from xdiff.origin.corpus import TEST, read_rows

    for row in read_rows(data / "origin" / "train.jsonl.gz"):
        if row.kind == "original" and row.group in TEST:
            yield Text(row.id, "\n".join(row.lines))
    for number, article in enumerate(rows(data / "align" / "same-event-articles.jsonl.gz")):
        yield Text(f"{article['event_id']}:{number}", article["text"])


def articles(data: Path) -> Iterator[Text]:
    """Yield PolNeAR's articles, which have their paragraphs; the twin learned from them."""
    for row in rows(data / "facts" / "attributions.jsonl.gz"):
        yield Text(row["id"], row["text"])


def picked(texts: Iterator[Text], half: bool, most: int) -> list[Text]:
    """Return texts of real length of one half, each once, picked by a hash of their names."""
    known: dict[str, Text] = {}
    for each in texts:
        if held(each.name) is half and len(each.text.split()) >= FEWEST_WORDS:
            known.setdefault(each.text, each)
    return sorted(known.values(), key=lambda each: hashlib.sha256(each.name.encode()).digest())[:most]


def document(each: Text) -> Any:
    """Return a text as the reader of plain text makes it."""
    from xdiff.read import read_bytes

    (made,) = read_bytes(each.text.encode(), name=each.name, format="text")
    return made


def false_alarms(texts: Sequence[Text], families: Sequence[str]) -> tuple[dict[str, float], dict[str, int]]:
    """Return the shares of texts without an error, and without a warning too; how many each rule flags."""
    from xdiff.gating.registry import rules
    from xdiff.pipeline import inspect

    asked = [rule for rule in rules().values() if rule.family in families and rule.document]
    flagged: dict[str, set[str]] = {"error": set(), "warning": set()}
    by_rule: dict[str, int] = {}
    for each in texts:
        needs = {need for rule in asked for need in rule.needs}
        inspection = inspect(
            document(each), verdict="verdict" in needs, fluency="fluency" in needs, facts="facts" in needs
        )
        for rule in asked:
            levels = {found.severity or rule.severity for found in rule.document(inspection, rule.defaults)}
            for level in levels:
                flagged.setdefault(level, set()).add(each.name)
                by_rule[f"{rule.code} {level}"] = by_rule.get(f"{rule.code} {level}", 0) + 1
    either = flagged["error"] | flagged["warning"]
    shares = {
        "without_error": 1 - len(flagged["error"]) / len(texts),
        "without_warning": 1 - len(either) / len(texts),
    }
    return shares, dict(sorted(by_rule.items()))


def seeded(name: str) -> random.Random:
    """Return an rng of its own for a name, the same in every run."""
    return random.Random(name)  # noqa: S311 - places to plant a defect are no secrets


# Planting: each takes a text and an rng, and returns the changed text; None: no place for it.


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text."""
    return [each for each in re.split(r"\n\s*\n", text) if each.strip()]


def cut_in_word(text: str, rng: random.Random) -> str | None:
    """Stop inside a word of six letters or more, in the last two thirds."""
    places = [match for match in re.finditer(r"[A-Za-z]{6,}", text) if match.start() > len(text) / 3]
    if not places:
        return None
    word = rng.choice(places)
    return text[: rng.randrange(word.start() + 2, word.end() - 1)]


def cut_between_words(text: str, rng: random.Random) -> str | None:
    """Stop after a word that no mark follows, in the last two thirds."""
    places = [
        match.start() for match in re.finditer(r"(?<=[a-z]) (?=\w)", text) if match.start() > len(text) / 3
    ]
    return text[: rng.choice(places)] if places else None


def misread(encoding: str) -> Callable[[str, random.Random], str | None]:
    """Return a planter that reads the text's UTF-8 as another encoding."""

    def plant(text: str, rng: random.Random) -> str | None:
        del rng
        if text.isascii():
            return None
        return text.encode().decode(encoding, "replace" if encoding == "ascii" else "ignore")

    return plant


def through_ascii(text: str, rng: random.Random) -> str | None:
    """Put question marks where ASCII has no sign."""
    del rng
    return text.encode("ascii", "replace").decode() if re.search(r"[a-z]’(?:s|t|re|ve|ll)\b", text) else None


def slug(text: str, rng: random.Random) -> str | None:
    """Glue a slug or a file name, made of words of the text, to the first word of a paragraph."""
    parts = paragraphs(text)
    words = re.findall(r"[a-z]{3,10}", text)
    at = rng.randrange(len(parts))
    if len(words) < 5 or not re.match(r"[A-Z][a-z]", parts[at]):
        return None
    name = rng.choice("-_").join(rng.sample(words, rng.randint(3, 6)))
    parts[at] = name + (rng.choice(SUFFIXES) if rng.random() < 0.5 else "") + parts[at]
    return "\n\n".join(parts)


def repeated(text: str, rng: random.Random) -> str | None:
    """Put a paragraph of ten words or more in again somewhere behind."""
    parts = paragraphs(text)
    long = [at for at, part in enumerate(parts) if len(part.split()) >= 10]
    if not long:
        return None
    at = rng.choice(long)
    parts.insert(rng.randint(at + 1, len(parts)), parts[at])
    return "\n\n".join(parts)


def markup(text: str, rng: random.Random) -> str | None:
    """Leave tags or entities in the text."""
    parts = paragraphs(text)
    kind = rng.choice(("p", "br", "link", "entities", "nbsp"))
    if kind == "entities":
        escaped = html.escape(text)
        return None if escaped == text else escaped
    at = rng.randrange(len(parts))
    words = parts[at].split(" ")
    if kind == "p":
        parts[at] = f"<p>{parts[at]}</p>"
    elif kind == "br":
        parts[at] = " ".join(words[: len(words) // 2]) + "<br />" + " ".join(words[len(words) // 2 :])
    elif kind == "link":
        words[0] = f'<a href="https://example.org/{rng.randrange(999)}" target="_blank">{words[0]}</a>'
        parts[at] = " ".join(words)
    else:
        parts[at] = "&nbsp;".join(words[:2]) + " " + " ".join(words[2:])
    return "\n\n".join(parts)


def unseen_in_word(text: str, rng: random.Random) -> str | None:
    """Put an unseen character into a word."""
    places = [match.start() + 3 for match in re.finditer(r"[a-z]{6,}", text)]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + rng.choice("\u200b\xad\u2060\ufeff\u200e\x08") + text[at:]


def furniture(text: str, rng: random.Random) -> str | None:
    """Put a line of a site before or behind the text."""
    line = rng.choice(FURNITURE.strip().splitlines())
    return f"{text}\n\n{line}" if rng.random() < 0.7 else f"{line}\n\n{text}"


def foreign(text: str, rng: random.Random) -> str | None:
    """Put a paragraph in another language between two of the text."""
    parts = paragraphs(text)
    parts.insert(rng.randint(0, len(parts)), rng.choice(FOREIGN))
    return "\n\n".join(parts)


def edited(text: str, rng: random.Random, share: float) -> str:
    """Change a share of the words one by one: another word of the text in its place, one more, or none."""
    words = text.split(" ")
    pool = re.findall(r"[A-Za-z]{2,}", text)
    changed: list[str] = []
    for word in words:
        if rng.random() >= share:
            changed.append(word)
            continue
        kind = rng.random()
        if kind < 0.6:
            changed.append(rng.choice(pool))
        elif kind < 0.8:
            changed += [word, rng.choice(pool)]
    return " ".join(changed)


DEFECTS: Mapping[str, tuple[str, Callable[[str, random.Random], str | None]]] = {
    "cut_in_word": ("HY302", cut_in_word),
    "cut_between_words": ("HY302", cut_between_words),
    "slug": ("HY303", slug),
    "mojibake_windows": ("HY304", misread("cp1252")),
    "mojibake_latin": ("HY304", misread("latin-1")),
    "mojibake_mac": ("HY304", misread("mac-roman")),
    "mojibake_replaced": ("HY304", misread("ascii")),
    "mojibake_questions": ("HY304", through_ascii),
    "foreign_paragraph": ("HY305", foreign),
    "repeated_paragraph": ("HY307", repeated),
    "markup": ("HY310", markup),
    "unseen": ("HY311", unseen_in_word),
    "furniture": ("HY301", furniture),
}


def planted(texts: Sequence[Text], missed: dict[str, list[str]] | None = None) -> dict[str, float]:
    """Return, for each kind of defect, the share of planted ones that its rule finds."""
    from xdiff.gating.registry import rules
    from xdiff.pipeline import inspect

    def found(rule: Any, each: Text) -> dict[tuple[str, ...], str]:
        read = document(each)
        inspection = inspect(read, verdict=False, fluency=False, facts=False)
        return {
            one.words or (one.span.of(read.text) if one.span else "",): one.severity or rule.severity
            for one in rule.document(inspection, rule.defaults)
        }

    shares: dict[str, float] = {}
    for kind, (code, plant) in DEFECTS.items():
        rule = rules()[code]
        hits = tried = errors = 0
        for each in texts:
            rng = seeded(f"{kind}:{each.name}")
            changed = plant(each.text, rng)
            if changed is None or tried >= PLANTED:
                continue
            before = found(rule, each)
            if before and kind != "furniture":
                continue
            after = found(rule, Text(each.name, changed))
            tried += 1
            new = [level for name, level in after.items() if name not in before]
            if new:
                hits += 1
                errors += "error" in new
            elif missed is not None:
                missed.setdefault(kind, []).append(changed[-160:] if "cut" in kind else each.name)
        shares[kind] = hits / tried
        if kind.startswith("cut"):
            shares[f"{kind}.as_error"] = errors / tried
    return shares


def near(texts: Sequence[Text], events: Sequence[tuple[str, Text]]) -> dict[str, float]:
    """Return the share of planted near-copies that are found, and of strangers that are left alone.

    `events` are articles with their event: those of one event tell the same, and are no copies.
    """
    from xdiff.gating import near as near_room
    from xdiff.gating.registry import rules
    from xdiff.pipeline import inspect

    def sketch(each: Text) -> tuple[int, ...]:
        return near_room.sketch(inspect(document(each), verdict=False, fluency=False, facts=False))

    rule = rules()["HY309"]
    limits = {name: float(str(rule.defaults[name])) for name in ("share", "spread")}
    shares: dict[str, float] = {}
    originals = {each.name: sketch(each) for each in texts}
    alone = {(a, b) for a, b, _ in near_room.pairs(originals, **limits)}
    shares["strangers_left_alone"] = 1 - len({name for pair in alone for name in pair}) / len(texts)
    for percent in (5, 10, 20, 30):
        copies = {
            f"{each.name}#copy": sketch(
                Text(each.name, edited(each.text, seeded(f"{percent}:{each.name}"), percent / 100))
            )
            for each in texts
        }
        told = {(a, b) for a, b, _ in near_room.pairs({**originals, **copies}, **limits)}
        shares[f"copies_{percent}"] = sum((name, f"{name}#copy") in told for name in originals) / len(texts)
    halves = {
        f"{each.name}#half": sketch(Text(each.name, each.text[: len(each.text) // 2])) for each in texts
    }
    told = {(a, b) for a, b, _ in near_room.pairs({**originals, **halves}, **limits)}
    shares["copies_cut_in_half"] = sum((name, f"{name}#half") in told for name in originals) / len(texts)
    reports = {each.name: sketch(each) for _, each in events}
    flagged = {name for a, b, _ in near_room.pairs(reports, **limits) for name in (a, b)}
    shares["reports_left_alone"] = 1 - len(flagged) / len(reports)
    return shares


def reports(data: Path, half: bool) -> list[tuple[str, Text]]:
    """Return the articles of ECB+, several to an event, none of them with the same text as another."""
    found: dict[str, tuple[str, Text]] = {}
    for number, row in enumerate(rows(data / "align" / "same-event-articles.jsonl.gz")):
        if row["event_id"].startswith("ecb") and held(row["event_id"]) is half:
            found.setdefault(row["text"], (row["event_id"], Text(f"{row['event_id']}:{number}", row["text"])))
    return list(found.values())


def measure(
    data: Path, *, half: bool = True, told: Callable[[str], None] = lambda _line: None
) -> dict[str, float]:
    """Return the gate's figures, each better when higher.

    Args:
        data: the folder with `origin/`, `align/` and `facts/`.
        half: True for the half that nothing was tuned on.
        told: called with what else a developer wants to see.
    """
    from xdiff.evaluate import twin
    from xdiff.origin.model import TWIN, instead

    figures: dict[str, float] = {}
    with instead(twin(TWIN)):
        shares, by_rule = false_alarms(picked(unseen(data), half, ORIGINALS), ("hygiene", "origin"))
    figures |= {f"gate.originals.{name}": value for name, value in shares.items()}
    told(f"originals: {by_rule}")
    whole = picked(articles(data), half, ORIGINALS)
    shares, by_rule = false_alarms(whole, ("hygiene",))
    figures |= {f"gate.articles.{name}": value for name, value in shares.items()}
    told(f"articles: {by_rule}")
    missed: dict[str, list[str]] = {}
    figures |= {f"gate.defects.{name}": value for name, value in planted(whole, missed).items()}
    for kind, places in missed.items():
        told(f"missed {kind}: {places[:5]!r}")
    figures |= {
        f"gate.near.{name}": value for name, value in near(whole[:PLANTED], reports(data, half)).items()
    }
    return figures


def main() -> None:
    """Print the figures of one half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--tuning", action="store_true", help="the half that rules were tuned on")
    arguments = parser.parse_args()
    for name, value in measure(arguments.data, half=not arguments.tuning, told=print).items():
        print(f"{name:48} {value:.4f}")


if __name__ == "__main__":
    main()
