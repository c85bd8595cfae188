r"""Ten thousand naughty strings from a seeded generator, and runs that have them in every field there is.

The fragments stand in `hostile.txt`. `twin` gives a string of the same shape that opens no element: a run of
twins must give a page of the very same elements.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from sample_review import keys
from sample_run import cut_up, word_diff

from xdiff.records import (
    SEVERITIES,
    Alone,
    Article,
    Contribution,
    CopiedPart,
    Copy,
    Decision,
    Divergence,
    DivergenceKind,
    Evidence,
    Fact,
    Fluency,
    Group,
    Inconsistency,
    Inspection,
    Lead,
    Member,
    Passage,
    Quoting,
    Reading,
    Review,
    Run,
    Signature,
    Solo,
    Span,
    Speech,
    Story,
    Thing,
    Variant,
    Verdict,
    Voice,
    Wire,
)

COUNT: Final = 10_000
IN_IDS: Final = 9
KINDS: Final[tuple[DivergenceKind, ...]] = (
    "number", "date", "name", "quote", "attribution", "polarity", "wording",
)  # fmt: skip
_WORDS: Final = ("evil", "owned", "Skerrin", "ferry", "0", "x", "onclick", "script", "ŝkipo", "naïve")
_LONG: Final = (
    "evil" * 30, "<" * 90, "&" * 90, "A" * 900, "\u0301" * 60, "﷽" * 20, "(" * 90, "../" * 60, "x " * 40,
    "\u202e" * 25, "{{" * 40, "&#x41;" * 30,
)  # fmt: skip
_ESCAPE: Final = re.compile(r"\\(?:x(..)|u(....)|U(........)|(.))")

# The signs that open an element or an entity, and what stands for each in a twin. Quotation marks stay, since
# reports read them in messages; what they could break out of is looked at by itself.
_TWIN: Final = str.maketrans("<>&", "¡¢£")


def twin(text: str) -> str:
    """Return a text of the same shape that opens no element and no entity."""
    return text.translate(_TWIN)


def strings(count: int = COUNT, seed: int = 11) -> tuple[str, ...]:
    """Return this many different strings: each fragment once by itself, then joined, changed and cut."""
    rng = random.Random(seed)  # noqa: S311 (made to be the same each time)
    fragments, deeds = _read()
    made = dict.fromkeys(_filled(rng, each, deeds) for each in fragments)
    while len(made) < count:
        glue = rng.choice(("", " ", "\n", "\t", "\x00", "\u200b", "'", '"', ">", "/", ";"))
        text = glue.join(_filled(rng, rng.choice(fragments), deeds) for _ in range(rng.randint(1, 3)))
        made[rng.choice(_CHANGES)(rng, text)] = None
    return tuple(made)[:count]


def _read() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fragments, and what an attack does if it runs."""
    lines = Path(__file__).with_name("hostile.txt").read_text(encoding="utf-8").split("\n")
    kept = [_ESCAPE.sub(_plain, each) for each in lines if each and not each.startswith("#")]
    return (
        (*(each for each in kept if not each.startswith("!do ")), *_LONG),
        tuple(each.removeprefix("!do ") for each in kept if each.startswith("!do ")),
    )


def _plain(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    return chr(int(code, 16)) if code else {"n": "\n", "r": "\r", "t": "\t"}.get(match[4], match[4])


def _filled(rng: random.Random, fragment: str, deeds: Sequence[str]) -> str:
    filled = fragment.replace("§", rng.choice(deeds)).replace("¶", rng.choice(_WORDS))
    return filled.replace("¤", str(rng.randint(0, 9999)))


def _same(_: random.Random, text: str) -> str:
    return text


def _cased(rng: random.Random, text: str) -> str:
    return "".join(each.upper() if rng.random() < 0.5 else each.lower() for each in text)


def _dotted(rng: random.Random, text: str) -> str:
    """Put an unseen character into the text."""
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice("\x00\u200b\u202e\xad\ufeff\ud800\t\n") + text[at:]


def _cut(rng: random.Random, text: str) -> str:
    return text[: rng.randint(1, max(1, len(text)))]


def _entities(rng: random.Random, text: str) -> str:
    form = rng.choice(("&#{};", "&#x{:x};", "&#{:07}"))
    return "".join(form.format(ord(each)) if each in "<>\"'&" else each for each in text)


def _escaped(rng: random.Random, text: str) -> str:
    form = rng.choice(("%{:02X}", "\\x{:02x}", "\\u{:04x}", "\\{:06x}", "%25{:02X}"))
    return "".join(form.format(ord(each)) if each in "<>\"'/:" else each for each in text)


def _wrapped(rng: random.Random, text: str) -> str:
    around = (("Said: “", "”"), ("(", ")"), ("The ferry ", " sank."), ("\u2067", "\u2069"), ("{", "}"))
    before, after = rng.choice(around)
    return before + text + after


_CHANGES: Final[tuple[Callable[[random.Random, str], str], ...]] = (
    _same, _same, _same, _cased, _dotted, _cut, _entities, _escaped, _wrapped,
)  # fmt: skip


def hostile(found: Sequence[str], documents: int) -> Run:
    """Return a run made of these strings.

    Each is a sentence, a piece of furniture and evidence, and what a fact says. The other fields that take
    many have each second one, those that take one have all of a document's joined, ids a few: so a page stays
    of a size that opens quickly, and each fragment still comes into each field a dozen times or more.
    """
    made = _Maker(found, documents)
    run = made.run()
    decisions = tuple(
        Decision(
            key=key,
            subject=subject,
            decision=("accept", "reject", None)[at % 3],
            comment=made[at],
            by=made[at + 1],
            at=made[at + 2],
            message=made[at + 3],
            document_ids=(made[at + 4], *ids),
        )
        for at, (key, subject, _, ids) in enumerate(keys(run))
    )
    gone = tuple(
        Decision(
            key=each,
            subject="divergence",
            decision="reject",
            comment=each,
            by=each,
            at=each,
            message=each,
            document_ids=(each,),
        )
        for each in found[::2]
    )
    changed = tuple(each.document.id for each in run.inspections)
    return replace(run, review=Review(decisions=decisions, gone=gone, changed=changed))


class _Maker:
    """Builds the run: `self[n]` is the nth string, round and round."""

    def __init__(self, found: Sequence[str], documents: int) -> None:
        self.found = tuple(found)
        self.parts = [self.found[at::documents] for at in range(documents)]
        self.articles = [self._article(at, part) for at, part in enumerate(self.parts)]
        self.ids = [each.document.id for each in self.articles]
        self.rows = min(len(part) for part in self.parts)

    def __getitem__(self, at: int) -> str:
        return self.found[at % len(self.found)]

    def run(self) -> Run:
        """Return the run, without a review."""
        members = tuple(Member(document_id=each, sentences=(0,)) for each in self.ids)
        copied = tuple(CopiedPart(document_id=each, sentences=(0,), share=0.5) for each in self.ids)
        return Run(
            signature=Signature(parts=tuple((each, self[at + 1]) for at, each in enumerate(self.found))),
            inspections=tuple(self._inspected(*each) for each in zip(self.articles, self.parts, strict=True)),
            groups=tuple(
                Group(
                    id=f"f{row + 1}",
                    members=tuple(Member(document_id=each, sentences=(row + 1,)) for each in self.ids),
                    score=0.5,
                )
                for row in range(self.rows)
            ),
            divergences=tuple(
                self._divergence(at, each)
                for at, each in enumerate(self.found)
                if at // len(self.ids) % 2 == 0
            ),
            diffs=tuple(
                word_diff(f"f{row + 1}", self.articles[0], row + 1, other, row + 1)
                for row in range(self.rows)
                for other in self.articles[1:]
            ),
            only=members,
            notes=self.found,
            copies=(Copy(members=copied, passages=(members,)),),
            story=self._story(copied),
        )

    def _article(self, at: int, part: Sequence[str]) -> Article:
        body = tuple(f"Evil {number} {text} end." for number, text in enumerate(part, 1))
        joined = " ".join(part)
        return cut_up(
            (("heading", (f"Evil 0 {part[0]} end",)), ("body", body), *((each, (each,)) for each in part)),
            id=f"{at} {' '.join(part[:IN_IDS])}",
            path=joined,
            outlet=joined if at % 2 else part[0],
            title=joined,
            published=joined,
            format=joined,
            encoding=joined,
            extra={each: each for each in part},
            notes=tuple(part),
        )

    def _span(self, article: Article, at: int) -> Span:
        """Return where a sentence has its string."""
        line = article.sentences[at % len(article.sentences)].span
        return Span(start=line.start + 5, end=line.end - 4)

    def _evidence(self, article: Article, part: Sequence[str]) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(
                span=self._span(article, at),
                rule=f"model.{each}" if at % 3 == 1 else each,
                message=each,
                weight=(1.5, 0.4, -0.3)[at % 3],
                language=each,
            )
            for at, each in enumerate(part)
        )

    def _inspected(self, article: Article, part: Sequence[str]) -> Inspection:
        found = self._evidence(article, part)
        name = article.document.id
        where = [self._span(article, at) for at in range(len(part))]
        middle = article.sentences[2].span.start
        even, odd = part[::2], part[1::2]
        share = 0.9 / len(part)
        variants = [
            Variant(document_id=name, span=at, surface=each, value=each)
            for at, each in zip(where, part, strict=True)
        ]
        return Inspection(
            article=article,
            language=part[1],
            verdict=Verdict(
                label="machine_translation",
                p_machine=0.97,
                p_translated=0.98,
                source_languages=tuple((each, share) for each in even),
                contributions=tuple(Contribution(part=each, log_odds=1.0) for each in odd),
                evidence=found,
                abstained=" ".join(part),
                cut=0.9,
                false_positive_rate=dict.fromkeys(even, 0.02),
                passages=(
                    Passage(span=Span(start=0, end=middle), label="original", p_machine=0.1),
                    Passage(
                        span=Span(start=middle, end=article.sentences[-1].span.end),
                        label="machine_translation",
                        p_machine=0.9,
                    ),
                ),
            ),
            fluency=Fluency(
                score=50.0,
                register="news",
                readings=tuple(
                    Reading(
                        signal=each,
                        value=float(at),
                        unit=each,
                        direction="lower",
                        usual=(0.0, 3.0),
                        evidence=found[:3],
                    )
                    for at, each in enumerate(odd)
                ),
                abstained=" ".join(part),
            ),
            facts=tuple(
                Fact(
                    kind=KINDS[at % 6],  # type: ignore[arg-type]  # a fact is of any kind but the last
                    document_id=name,
                    sentence=at,
                    span=where[at],
                    surface=each,
                    value=each,
                    unit=each,
                    speaker=each,
                    data={each: each},
                )
                for at, each in enumerate(part)
            ),
            inconsistencies=tuple(
                Inconsistency(
                    document_id=name,
                    kind=KINDS[at % 7],
                    variants=(variants[at], variants[at - 1]),
                    message=each,
                )
                for at, each in enumerate(part)
                if at % 2
            ),
        )

    def _divergence(self, at: int, message: str) -> Divergence:
        row = at % self.rows
        pair = self.articles[at % len(self.articles)], self.articles[(at + 1) % len(self.articles)]
        return Divergence(
            group_id=f"f{row + 1}",
            kind=KINDS[at % 7],
            severity=SEVERITIES[at % 3],
            message=message,
            variants=tuple(
                Variant(
                    document_id=each.document.id,
                    span=self._span(each, row + 1),
                    surface=self[at + number] if at % 5 or not number else "",
                    value=self[at + number + 2],
                )
                for number, each in enumerate(pair)
            ),
        )

    def _story(self, copied: tuple[CopiedPart, ...]) -> Story:
        return Story(
            compared=tuple(self.ids),
            wires=(Wire(members=copied),),
            leads=tuple(
                Lead(
                    document_id=name,
                    headline=" ".join(part[:9]),
                    heading=0,
                    sentence=1,
                    groups=("f1",),
                    things=self._things(article, part, (), (self.ids[-1],)),
                    headline_only=self._things(article, part, ()),
                )
                for name, article, part in zip(self.ids, self.articles, self.parts, strict=True)
            ),
            alone=tuple(
                Alone(
                    document_id=name,
                    sentences=(Solo(sentence=0, things=self._things(article, part, ())),),
                )
                for name, article, part in zip(self.ids, self.articles, self.parts, strict=True)
            ),
            voices=(
                *(
                    Voice(name=each, quoting=(self._quoting(at),), only=self.ids[at % len(self.ids)])
                    for at, each in enumerate(self.found[::2])
                ),
                Voice(name="", quoting=(replace(self._quoting(0), called=self.found[1::2]),)),
            ),
            speech=tuple(Speech(document_id=each, quoted=3, words=9) for each in self.ids),
        )

    def _quoting(self, at: int) -> Quoting:
        return Quoting(document_id=self.ids[at % len(self.ids)], quotations=1, words=3, statements=1)

    def _things(self, article: Article, part: Sequence[str], *also: tuple[str, ...]) -> tuple[Thing, ...]:
        return tuple(
            Thing(kind="name", span=self._span(article, at), surface=each, also=others)
            for at, each in enumerate(part)
            for others in also
        )
