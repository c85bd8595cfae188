"""Outcomes of the gate made by hand: what its reports are tried on. They need no other room to work.

The texts tell of a ferry that ran aground off an island that does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import cycle
from typing import Final

from hostile_words import HOSTILE

from xdiff import fingerprint
from xdiff.records import (
    Excerpt,
    Finding,
    Gone,
    Judged,
    Level,
    Outcome,
    Place,
    Problem,
    Related,
    RuleInfo,
    Signature,
    Span,
    Suppression,
)

SIGNATURE: Final = Signature(parts=(("xdiff", "0.0"), ("model", "0123456789ab"), ("register", "news")))

_RULES: Final[tuple[tuple[str, str, Level, str], ...]] = (
    ("OR101", "machine-translated", "error", "Take a text that a person wrote, or leave this one out."),
    ("OR103", "source-residue", "warning", "Put the English word in the place of the foreign one."),
    ("FL202", "odd-spacing", "note", "Close the space up."),
    ("HY301", "site-furniture", "warning", "Cut the lines that belong to the web site."),
    ("HY302", "cut-off-end", "error", "Fetch the text again from its source, whole."),
    ("HY308", "missing-metadata", "warning", "Give the document a table in seeds.toml."),
    ("CS401", "conflicting-numbers", "error", "Check the figure at its source, and mend the wrong one."),
    ("CS402", "quote-drift", "warning", "Quote what was said, or take the quotation marks away."),
    ("CS404", "single-witness", "note", "Look for a second report that says it, or leave it."),
)

TEXTS: Final[Mapping[str, str]] = {
    "seeds/000.txt": (
        "Send to a friend\n"
        "Printable version\n"
        "A ferry with 214 people on board ran aground off the island of Skerrin late on Monday.\n"
        "It was stuck for 95 minutes before the tide lifted it clear, the coastguard said.\n"
        "“We never lost control,” Captain Ingrid Solheim told reporters.\n"
    ),
    "seeds/001.txt": (
        "The ferry has made naufrage before the isle of Skerrin.\n"
        "The ship was blocked during 90 minutes, one says at the guard of the coasts.\n"
        "“ We have not lost the control ”, has affirmed the captain Solheim.\n"
        "The company announces an inquiry on the buoy that somebody has displ"
    ),
    "seeds/002.txt": (
        "Nobody was hurt when a ferry ran aground off Skerrin, the harbour office said on Tuesday.\n"
        "“We lost control for a moment,” its captain said.\n"
    ),
}


def rules() -> tuple[RuleInfo, ...]:
    """Return a handful of rules, in the order of their codes."""
    families = {"OR": "origin", "FL": "fluency", "HY": "hygiene", "CS": "cross-source"}
    return tuple(
        RuleInfo(
            code=code,
            name=name,
            family=families[code[:2]],
            severity=severity,
            what=f"What {name} flags.",
            why="Why that matters.",
            examples=("a text that is flagged",),
            near_misses=("a text that is left alone",),
            mend=mend,
            limits=(("least", "1", "how many are flagged"),),
        )
        for code, name, severity, mend in sorted(_RULES)
    )


def place(text: str, span: Span) -> Place:
    """Return where a span stands in a text."""
    lines = [text[:each].count("\n") for each in (span.start, span.end)]
    starts = [text.rfind("\n", 0, each) + 1 for each in (span.start, span.end)]
    ends = (span.start, span.end)
    columns = [end - start + 1 for start, end in zip(starts, ends, strict=True)]
    sizes = [
        len(text[start:end].encode("utf-8", "surrogatepass")) + 1
        for start, end in zip(starts, ends, strict=True)
    ]
    return Place(
        line=lines[0] + 1,
        column=columns[0],
        end_line=lines[1] + 1,
        end_column=columns[1],
        byte_column=sizes[0],
        end_byte_column=sizes[1],
    )


def excerpt(text: str, span: Span) -> Excerpt:
    """Return the words of a span with what stands around them on their line."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    return Excerpt(
        before=text[start : span.start],
        marked=span.of(text).replace("\n", " "),
        after=text[span.end : end if end >= 0 else len(text)],
    )


def finding(
    code: str,
    path: str,
    words: str = "",
    *,
    message: str,
    measured: str,
    limit: str = "none",
    severity: Level | None = None,
    related: tuple[Related, ...] = (),
) -> Finding:
    """Return a finding about words of one of the texts; about the whole of it where there are none."""
    text = TEXTS[path]
    start = text.index(words)
    span = Span(start=start, end=start + len(words)) if words else None
    return Finding(
        code=code,
        severity=severity or next(each[2] for each in _RULES if each[0] == code),
        document_id=path.removeprefix("seeds/").removesuffix(".txt"),
        span=span,
        message=message,
        measured=measured,
        limit=limit,
        key=fingerprint.finding(code, [words] if words else []),
        path=path,
        place=place(text, span) if span else None,
        excerpt=excerpt(text, span) if span else None,
        related=related,
    )


def there(path: str, words: str) -> Related:
    """Return words of one of the texts as the other place of a finding."""
    start = TEXTS[path].index(words)
    span = Span(start=start, end=start + len(words))
    return Related(
        document_id=path.removeprefix("seeds/").removesuffix(".txt"),
        path=path,
        place=place(TEXTS[path], span),
        excerpt=excerpt(TEXTS[path], span),
    )


def judged(*paths: str) -> tuple[Judged, ...]:
    """Return documents as they were judged."""
    return tuple(
        Judged(
            document_id=path.removeprefix("seeds/").removesuffix(".txt"),
            path=path,
            words=len(TEXTS.get(path, "").split()),
            cached=at % 2 == 1,
        )
        for at, path in enumerate(paths)
    )


def outcome(*findings: Finding) -> Outcome:
    """Return the outcome over the three texts."""
    order = list(TEXTS)
    ranked = sorted(
        findings, key=lambda each: (order.index(each.path or ""), each.span.start if each.span else -1)
    )
    return Outcome(
        signature=SIGNATURE,
        documents=judged(*TEXTS),
        findings=tuple(ranked),
        rules=rules(),
        policy=(("policy", "xdiff.toml"),),
    )


FURNITURE: Final = finding(
    "HY301",
    "seeds/000.txt",
    "Send to a friend",
    message="a line of the web site stands in the text",
    measured="2 lines",
    severity="warning",
)
MACHINE: Final = finding(
    "OR101",
    "seeds/001.txt",
    message="reads as a machine translation, most likely from French",
    measured="p_machine 0.99",
    limit="below 0.85",
)
RESIDUE: Final = finding(
    "OR103",
    "seeds/001.txt",
    "naufrage",
    message="“naufrage” is left standing in French",
    measured="1 word",
)
SPACING: Final = finding(
    "FL202",
    "seeds/001.txt",
    "“ We",
    message="a space stands inside the quotation mark",
    measured="1 space",
)
CUT_OFF: Final = finding(
    "HY302", "seeds/001.txt", "displ", message="the text stops within a word", measured="“displ”",
    limit="the end of a sentence",
)  # fmt: skip
NUMBERS: Final = finding(
    "CS401",
    "seeds/000.txt",
    "95 minutes",
    message="95 minutes here, 90 minutes in seeds/001.txt",
    measured="2 values",
    limit="1 value",
    related=(there("seeds/001.txt", "90 minutes"),),
)
DRIFT: Final = finding(
    "CS402",
    "seeds/000.txt",
    "“We never lost control,”",
    message="one speaker is quoted in three wordings",
    measured="3 wordings",
    limit="1 wording",
    related=(
        there("seeds/001.txt", "“ We have not lost the control ”"),
        there("seeds/002.txt", "“We lost control for a moment,”"),
    ),
)
ALONE: Final = finding(
    "CS404",
    "seeds/002.txt",
    "the harbour office said on Tuesday",
    message="only this document says so",
    measured="1 witness",
    limit="at least 2",
)

BASELINE: Final = Suppression(because="baseline", where="baseline.json")
EXCEPTION: Final = Suppression(
    because="exception", where="seeds/seeds.toml", reason="the site's own lines are part of the test"
)
REVIEW: Final = Suppression(because="review", where="review.json", reason="the figures are of two ships")


def clean() -> Outcome:
    """Three documents without a finding."""
    return outcome()


def failing() -> Outcome:
    """Errors in one document, a warning in another, none in the third; one finding is in the baseline."""
    return replace(
        outcome(MACHINE, RESIDUE, SPACING, CUT_OFF, FURNITURE, replace(NUMBERS, suppressed=REVIEW)),
        notes=("000: the encoding was not declared; it was read as windows-1252",),
        ignored=2,
    )


def warned() -> Outcome:
    """Warnings and notes only: it passes."""
    return outcome(FURNITURE, RESIDUE, ALONE)


def across() -> Outcome:
    """Three documents about one event, with findings that have their other place elsewhere."""
    return replace(outcome(NUMBERS, DRIFT, ALONE), stories=(("000", "001", "002"),))


def suppressed() -> Outcome:
    """Everything found is known, excepted or rejected: it passes."""
    return outcome(
        replace(FURNITURE, suppressed=EXCEPTION),
        replace(MACHINE, suppressed=BASELINE),
        replace(RESIDUE, suppressed=BASELINE),
        replace(CUT_OFF, suppressed=BASELINE),
        replace(NUMBERS, suppressed=REVIEW),
    )


def gone() -> Outcome:
    """One finding is new, one is in the baseline, and two of the baseline are gone."""
    return replace(
        outcome(MACHINE, replace(CUT_OFF, suppressed=BASELINE)),
        gone=(
            Gone(code="HY302", path="seeds/000.txt", message="the text stops within a word"),
            Gone(code="OR101", path="seeds/009.txt", message="reads as a machine translation"),
        ),
    )


def problems() -> Outcome:
    """Nothing could be read."""
    return replace(
        outcome(),
        documents=(),
        problems=(
            Problem(
                what="the file is not readable (Permission denied)",
                where="seeds/003.txt",
                hint="Check its permissions.",
            ),
            Problem(what="the JSON line is broken", where="more.jsonl, line 7", hint=""),
        ),
    )


def lines() -> Outcome:
    """Standard input, a web page and two documents of one file of JSON lines."""
    whole = Place(line=4, column=1, end_line=4, end_column=212, byte_column=1, end_byte_column=230)
    return replace(
        outcome(),
        documents=(
            Judged(document_id="stdin", path="-", words=40),
            Judged(document_id="page", path="seeds/page.html", words=80),
            Judged(document_id="news-17", path="seeds/many.jsonl", words=200, line=4),
            Judged(document_id="news-18", path="seeds/many.jsonl", words=180, line=5),
        ),
        findings=(
            replace(CUT_OFF, document_id="stdin", path=None),
            replace(FURNITURE, document_id="page", path="seeds/page.html", place=None),
            replace(RESIDUE, document_id="news-17", path="seeds/many.jsonl", place=whole),
            replace(
                MACHINE,
                document_id="news-18",
                path="seeds/many.jsonl",
                place=replace(whole, line=5, end_line=5),
            ),
        ),
    )


def foreign() -> Outcome:
    """Wide, combining and right-to-left letters, and unseen ones, before, in and after the words."""
    text = "東京の船 नाव سفينة e\u0301cole\u200b 岛屿 ran aground 午後"
    found = []
    for words in ("नाव", "سفينة", "e\u0301cole", "\u200b", "岛屿"):
        start = text.index(words)
        span = Span(start=start, end=start + len(words))
        found.append(
            replace(
                RESIDUE,
                document_id="船",
                path="seeds/船.txt",
                span=span,
                place=place(text, span),
                excerpt=excerpt(text, span),
                message=f"“{words}” is left standing",
                key=fingerprint.finding("OR103", [words]),
            )
        )
    return replace(
        outcome(), documents=(Judged(document_id="船", path="seeds/船.txt", words=9),), findings=tuple(found)
    )


def crowd(count: int = 5_000, documents: int = 250) -> Outcome:
    """Return many notes and warnings, and one error in the midst of them."""
    ids = [f"{at:04}" for at in range(documents)]
    kinds = cycle((FURNITURE, SPACING, RESIDUE, ALONE))
    found = []
    for at, kind in zip(range(count), kinds, strict=False):
        name = ids[at * documents // count]
        found.append(
            replace(
                kind,
                document_id=name,
                path=f"seeds/{name}.txt",
                key=f"{kind.key}#{at}",
                span=Span(start=at, end=at + 1),
                place=Place(
                    line=at + 1, column=1, end_line=at + 1, end_column=2, byte_column=1, end_byte_column=2
                ),
            )
        )
    middle = count // 2
    found[middle] = replace(
        found[middle], code="HY302", severity="error", message=CUT_OFF.message, measured=CUT_OFF.measured
    )
    return replace(
        outcome(),
        documents=tuple(Judged(document_id=each, path=f"seeds/{each}.txt", words=300) for each in ids),
        findings=tuple(found),
    )


# A workflow command of GitHub, one of Azure, and lines that look like a finding of another file.
COMMANDS: Final = (
    "::error file=a.py::owned",
    "##[error]owned",
    "##vso[task.setvariable variable=a]b",
    "a\n::add-mask::b",
    "x\r::stop-commands::y",
    "seeds/000.txt:1:1: OR101 error: forged",
    "a\nseeds/000.txt:1:1: OR101 error: forged",
)


def hostile() -> Outcome:
    """Whatever acts on a terminal, a page or a log, in every field that comes from outside."""
    words = (*HOSTILE, *COMMANDS)
    found, documents = [], []
    for at, each in enumerate(words):
        other = words[(at + 7) % len(words)]
        name = f"{each}{at}"
        documents.append(Judged(document_id=name, path=f"{each}.txt", words=at))
        reason = Suppression(because="exception", where=each, reason=other)
        here = Excerpt(before=other, marked=each, after=f"{other} {each}")
        more = Related(document_id=other, path=other, place=NUMBERS.place, excerpt=here)
        found.append(
            replace(
                NUMBERS,
                document_id=name,
                path=f"{each}.txt",
                message=f"{each} {other}",
                measured=other,
                limit=each,
                key=f"CS401:{at:016x}",
                excerpt=here,
                related=(more, replace(more, path=None, excerpt=None, place=None)),
                suppressed=reason if at % 3 == 2 else None,
            )
        )
    return replace(
        outcome(),
        documents=tuple(documents),
        findings=tuple(found),
        rules=tuple(replace(each, mend=HOSTILE[4], what=HOSTILE[9]) for each in rules()),
        policy=(("policy", words[-1]), ("baseline", words[0])),
        gone=tuple(Gone(code="HY302", path=each, message=each) for each in words),
        problems=tuple(Problem(what=each, where=each, hint=each) for each in words),
        notes=words,
        stories=(words,),
        signature=Signature(parts=(("packs", "|".join(words)),)),
    )


OUTCOMES: Final[Mapping[str, Callable[[], Outcome]]] = {
    "clean": clean,
    "failing": failing,
    "warned": warned,
    "across": across,
    "suppressed": suppressed,
    "gone": gone,
    "problems": problems,
    "lines": lines,
    "foreign": foreign,
    "crowd": crowd,
    "hostile": hostile,
}
