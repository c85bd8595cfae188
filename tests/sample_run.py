"""One invented story told by four outlets, as a `Run` made by hand: what the reports are tried on.

It holds every kind and severity of divergence, evidence, furniture, notes, an `unsure` verdict and a
document that was not judged. The reports' tests and goldens need no other room to work.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import replace
from typing import Any

from xdiff.records import (
    SEVERITIES,
    Alone,
    Article,
    Contribution,
    CopiedPart,
    Copy,
    Divergence,
    Document,
    Evidence,
    Fact,
    FactKind,
    Fluency,
    Furniture,
    Group,
    Inconsistency,
    Inspection,
    Lead,
    Link,
    Member,
    Operation,
    Paragraph,
    Quoting,
    Reading,
    Run,
    Sentence,
    Signature,
    Solo,
    Span,
    Speech,
    Story,
    Thing,
    Token,
    Variant,
    Verdict,
    Voice,
    Wire,
    WordDiff,
)

Block = tuple[str, tuple[str, ...]]  # ("body" | "heading" | why it is furniture, its sentences or lines)

POST: tuple[Block, ...] = (
    ("sharing link", ("Send this page to a friend",)),
    ("heading", ("Ferry aground off Skerrin, all on board safe",)),
    (
        "body",
        (
            (
                "A ferry with 214 people on board ran aground off the island of Skerrin late on Monday,"
                " 2 March, the coastguard said."
            ),
            "Nobody was hurt.",
        ),
    ),
    ("body", ("The Halcyon was stuck for 95 minutes before the tide lifted it clear.",)),
    (
        "body",
        (
            "“We never lost power, and we never lost control,” Captain Ingrid Solheim told reporters.",
            "She has commanded the ship for nine years.",
        ),
    ),
    ("body", ("The transport minister, Pavel Dorn, has not ruled out an inquiry.",)),
    ("body", ("The ferry company said that a buoy had been moved without notice.",)),
    ("body", ("Sailings to the island resume on 5 March.",)),
    ("links to other pages", ("Read more", "Subscribe to the Harbour Post")),
)

PAGE: tuple[Block, ...] = (
    ("heading", ("A ferry fails itself in front of Skerrin",)),
    (
        "body",
        (
            (
                "A ferry with 240 persons on board has failed itself Monday evening in front of the island of"
                " Skerrin, have announced the coast guards."
            ),
        ),
    ),
    ("body", ("The Halcyon has been blocked for about 90 minutes before the tide comes to deliver it.",)),
    ("body", ("“ We have never lost the control ”, has affirmed the commander Ingrid Solheim on the quay.",)),
    ("body", ("The minister of the Transports, Pavel Dorne, has excluded an inquiry.",)),
    ("body", ("According to the coast guards, a buoy had been displaced without preview.",)),
    (
        "body",
        (
            (
                "The passengers have been conducted to the port by a boat of fishing, for which the owner has"
                " received the thanks of the mayor."
            ),
        ),
    ),
    ("body", ("The actual link with the island will retake the 4 March.",)),
)

WIRE: tuple[Block, ...] = (
    (
        "body",
        (
            "Some 200 people were on board the Halcyon when it hit rocks off Skerrin.",
            "It floated free an hour and a half later.",
        ),
    ),
)

GERMAN: tuple[Block, ...] = (
    (
        "body",
        (
            "Eine Fähre ist am Montagabend vor Skerrin auf Grund gelaufen.",
            "Verletzt wurde niemand.",
        ),
    ),
)


def cut_up(blocks: tuple[Block, ...], **about: Any) -> Article:
    """Join blocks with blank lines, and know where each paragraph, sentence and token came to lie."""
    text = ""
    furniture: list[Furniture] = []
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    for what, parts in blocks:
        text += "\n\n" if text else ""
        start = len(text)
        first = len(sentences)
        body = what in ("body", "heading")
        for at, part in enumerate(parts):
            text += (" " if body else "\n") if at else ""
            if body:
                base, token = len(text), len(tokens)
                tokens += [
                    Token(
                        span=Span(start=base + found.start(), end=base + found.end()),
                        text=found.group(),
                        sentence=len(sentences),
                        word=found.group()[0].isalnum(),
                    )
                    for found in re.finditer(r"\w+|[^\w\s]", part)
                ]
                sentences.append(
                    Sentence(
                        span=Span(start=base, end=base + len(part)),
                        text=part,
                        paragraph=len(paragraphs),
                        tokens=(token, len(tokens)),
                    )
                )
            text += part
        span = Span(start=start, end=len(text))
        if body:
            kind = "heading" if what == "heading" else "body"
            paragraphs.append(Paragraph(span=span, kind=kind, sentences=(first, len(sentences))))  # type: ignore[arg-type]  # mypy widens the literal
        else:
            furniture.append(Furniture(span=span, why=what))
    document = Document(
        text=text,
        furniture=tuple(furniture),
        sha256=hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest(),
        **about,
    )
    return Article(
        document=document, paragraphs=tuple(paragraphs), sentences=tuple(sentences), tokens=tuple(tokens)
    )


def at(article: Article, words: str, nth: int = 0) -> Span:
    """Return where `words` stand in a document for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = article.document.text.index(words, start + 1)
    return Span(start=start, end=start + len(words))


def evidence(article: Article, words: str, rule: str, message: str, weight: float) -> Evidence:
    """Return a piece of evidence at `words`, pointing at French when its rule does."""
    found = "fr" if rule.startswith("fr.") else None
    return Evidence(span=at(article, words), rule=rule, message=message, weight=weight, language=found)


def variant(article: Article, words: str, value: str, nth: int = 0) -> Variant:
    """Return what `article` has at a divergence."""
    return Variant(document_id=article.document.id, span=at(article, words, nth), surface=words, value=value)


def ops(left: str, right: str) -> tuple[tuple[Operation, str], ...]:
    """Return a plain word difference (the diff room's own is finer)."""
    cut = re.compile(r"\s+|\w+|[^\w\s]")
    one, two = cut.findall(left), cut.findall(right)
    found: list[tuple[Operation, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("equal", "".join(one[a:b])))
            continue
        if b > a:
            found.append(("delete", "".join(one[a:b])))
        if d > c:
            found.append(("insert", "".join(two[c:d])))
    return tuple(found)


def word_diff(group: str, left: Article, at_left: int, right: Article, at_right: int) -> WordDiff:
    """Return the difference of one sentence a side."""
    one, two = left.sentences[at_left].text, right.sentences[at_right].text
    return WordDiff(
        group_id=group,
        left=Member(document_id=left.document.id, sentences=(at_left,)),
        right=Member(document_id=right.document.id, sentences=(at_right,)),
        ops=ops(one, two),
        chrf=41.25,
        ter=83.5,
    )


def _post(post: Article) -> Inspection:
    readings = (
        Reading(signal="type_token_ratio", value=0.71, unit="share", direction="middle", usual=(0.55, 0.78)),
        Reading(
            signal="words_per_sentence", value=11.4, unit="words", direction="middle", usual=(14.0, 27.5)
        ),
    )
    facts = (
        Fact(
            kind="number",
            document_id=post.document.id,
            sentence=3,
            span=at(post, "95 minutes"),
            surface="95 minutes",
            value="95",
            unit="minute",
            low=95,
            high=95,
            data={"bound": "exact"},
        ),
    )
    verdict = Verdict(
        label="original",
        p_machine=0.034,
        p_translated=0.121,
        contributions=(
            Contribution(part="words", log_odds=-2.1),
            Contribution(part="shapes", log_odds=-1.2),
            Contribution(part="packs", log_odds=0.0),
        ),
        evidence=(evidence(post, "on board", "model.words", "“on board” is 1.6 times as usual", 0.5),),
        cut=0.9,
        false_positive_rate={"original": 0.004, "human_translation": 0.031},
    )
    return Inspection(
        article=post,
        language="en",
        verdict=verdict,
        fluency=Fluency(score=78.2, register="news", readings=readings),
        facts=facts,
    )


def _page(page: Article) -> Inspection:
    spaced = evidence(page, "“ We", "fr.spaced-quotes", "French sets spaces inside quotation marks", 1.1)
    found = (
        evidence(
            page, "has failed itself", "fr.echouer", "French “s'échouer” (run aground) word for word", 2.4
        ),
        spaced,
        evidence(page, "actual", "fr.actuel", "French “actuel” means “current”, not “actual”", 1.6),
        evidence(page, "boat of fishing", "fr.noun-of-noun", "French noun + de + noun: “fishing boat”", 1.3),
        evidence(page, "the 4 March", "fr.the-date", "French puts an article before a date", 1.9),
        evidence(page, "The Halcyon", "model.words", "word sequence more usual in human text", -0.4),
        evidence(page, "comes to", "model.words", "“comes to” is 14.9 times as usual", 2.7),
        evidence(page, "have announced", "model.words", "“have announced” is 2.2 times as usual", 0.8),
    )
    verdict = Verdict(
        label="machine_translation",
        p_machine=0.968,
        p_translated=0.991,
        source_languages=(("fr", 0.81), ("it", 0.09), ("es", 0.06)),
        contributions=(
            Contribution(part="words", log_odds=1.3),
            Contribution(part="shapes", log_odds=0.9),
            Contribution(part="packs", log_odds=4.2),
        ),
        evidence=found,
        cut=0.9,
        false_positive_rate={"original": 0.004, "human_translation": 0.031, "human_translation, talk": 0.055},
    )
    readings = (
        Reading(
            signal="spaced_punctuation",
            value=12.5,
            unit="per 1,000 words",
            direction="lower",
            usual=(0.0, 1.2),
            evidence=(spaced,),
        ),
        Reading(signal="type_token_ratio", value=0.58, unit="share", direction="middle", usual=(0.55, 0.78)),
        Reading(
            signal="words_per_sentence", value=17.9, unit="words", direction="middle", usual=(14.0, 27.5)
        ),
        Reading(signal="mean_surprisal", value=4.31, unit="bits", direction="lower"),
    )
    return Inspection(
        article=page,
        language="en",
        verdict=verdict,
        fluency=Fluency(score=22.6, register="news", readings=readings),
        inconsistencies=(
            Inconsistency(
                document_id=page.document.id,
                kind="name",
                variants=(variant(page, "Skerrin", "skerrin"), variant(page, "Halcyon", "halcyon")),
                message="“Skerrin” once, “Halcyon” once: invented for the sample",
            ),
        ),
    )


def _unjudged(article: Article, language: str | None, why: str, *, p: float | None = None) -> Inspection:
    return Inspection(
        article=article,
        language=language,
        verdict=Verdict(label="unsure", p_machine=p, p_translated=p, abstained=why),
        fluency=Fluency(score=None, register="news", readings=(), abstained=why),
    )


def thing(article: Article, kind: FactKind, words: str, *also: Article) -> Thing:
    """Return a checkable thing of `article` that others have too."""
    return Thing(
        kind=kind, span=at(article, words), surface=words, also=tuple(each.document.id for each in also)
    )


def _story(post: Article, page: Article, wire: Article) -> Story:
    """Return the view across the three documents that were compared."""
    ids = post.document.id, page.document.id, wire.document.id
    return Story(
        compared=ids,
        wires=(
            Wire(
                members=(
                    CopiedPart(document_id=ids[0], sentences=(1, 3), share=0.34),
                    CopiedPart(document_id=ids[2], sentences=(0, 1), share=0.81),
                )
            ),
        ),
        leads=(
            Lead(
                document_id=ids[0],
                headline=post.sentences[0].text,
                heading=0,
                sentence=1,
                groups=("f1",),
                things=(
                    thing(post, "number", "214 people"),
                    thing(post, "name", "Skerrin", page, wire),
                    thing(post, "date", "2 March", page),
                ),
                headline_only=(),
            ),
            Lead(
                document_id=ids[1],
                headline=page.sentences[0].text,
                heading=0,
                sentence=1,
                groups=("f1",),
                things=(thing(page, "number", "240 persons"),),
                headline_only=(thing(page, "name", "ferry"),),
            ),
            Lead(
                document_id=ids[2],
                headline=None,
                heading=None,
                sentence=0,
                groups=("f1", "f2"),
                things=(),
                headline_only=(),
            ),
        ),
        alone=(
            Alone(
                document_id=ids[0],
                sentences=(
                    Solo(sentence=5, things=(thing(post, "number", "nine years"),)),
                    Solo(sentence=0, things=(thing(post, "name", "Skerrin"), thing(post, "quote", "Ferry"))),
                ),
            ),
            Alone(document_id=ids[1], sentences=()),
        ),
        voices=(
            Voice(
                name="Ingrid Solheim",
                quoting=(
                    Quoting(document_id=ids[0], quotations=1, words=9, statements=0),
                    Quoting(document_id=ids[1], quotations=1, words=6, statements=2),
                ),
            ),
            Voice(
                name="Pavel Dorn",
                quoting=(Quoting(document_id=ids[1], quotations=2, words=11, statements=0),),
                only=ids[1],
            ),
            Voice(
                name="",
                quoting=(
                    Quoting(
                        document_id=ids[2], quotations=1, words=5, statements=0, called=("a coastguard",)
                    ),
                ),
            ),
        ),
        speech=(
            Speech(document_id=ids[0], quoted=9, words=81),
            Speech(document_id=ids[1], quoted=17, words=90),
            Speech(document_id=ids[2], quoted=0, words=21),
        ),
    )


def sample_run() -> Run:
    """Return the whole story: four documents, six shared facts, ten divergences."""
    post = cut_up(
        POST,
        id="harbour-post",
        path="story/harbour-post.txt",
        outlet="Harbour Post",
        title="Ferry aground",
        published="2026-03-03",
    )
    page = cut_up(PAGE, id="page-17", path="story/page-17.txt")
    wire = cut_up(WIRE, id="wire", path="story/wire.txt", outlet="Skerrin Wire")
    german = cut_up(GERMAN, id="kurier", path="story/kurier.txt", outlet="Inselkurier")
    page = replace(page, document=replace(page.document, notes=("read as windows-1252: it is not UTF-8",)))

    def group(name: str, score: float, *members: tuple[Article, tuple[int, ...]]) -> Group:
        first, sentences = members[0]
        return Group(
            id=name,
            members=tuple(Member(document_id=each.document.id, sentences=where) for each, where in members),
            score=score,
            links=tuple(
                Link(
                    left_document=first.document.id,
                    left=sentences[0],
                    right_document=each.document.id,
                    right=where[0],
                    score=score,
                )
                for each, where in members[1:]
            ),
        )

    groups = (
        replace(group("f1", 0.93, (post, (1,)), (page, (1,)), (wire, (0,))), witnesses=2),
        group("f2", 0.97, (post, (3,)), (page, (2,)), (wire, (1,))),
        group("f3", 0.88, (post, (4,)), (page, (3,))),
        group("f4", 0.84, (post, (6,)), (page, (4,))),
        group("f5", 0.79, (post, (7,)), (page, (5,))),
        group("f6", 0.61, (post, (8,)), (page, (7,))),
    )
    diffs = (
        word_diff("f1", post, 1, page, 1),
        word_diff("f1", post, 1, wire, 0),
        word_diff("f2", post, 3, page, 2),
        word_diff("f2", post, 3, wire, 1),
        word_diff("f3", post, 4, page, 3),
        word_diff("f4", post, 6, page, 4),
        word_diff("f5", post, 7, page, 5),
        word_diff("f6", post, 8, page, 7),
    )
    absent = page.sentences[3].span.start
    divergences = (
        Divergence(
            group_id="f1",
            kind="number",
            severity="conflict",
            message="214 people, 240 persons, some 200 people on board",
            variants=(
                variant(post, "214 people", "214"),
                variant(page, "240 persons", "240"),
                variant(wire, "Some 200 people", "200"),
            ),
        ),
        Divergence(
            group_id="f1",
            kind="wording",
            severity="note",
            message="“ran aground” against “has failed itself”",
            variants=(variant(post, "ran aground", ""), variant(page, "has failed itself", "")),
        ),
        Divergence(
            group_id="f2",
            kind="number",
            severity="note",
            message="an exact 95 minutes against about 90 minutes",
            variants=(variant(post, "95 minutes", "95"), variant(page, "about 90 minutes", "90")),
        ),
        Divergence(
            group_id="f3",
            kind="quote",
            severity="variant",
            message="the same words of Ingrid Solheim quoted differently",
            variants=(
                variant(
                    post,
                    "We never lost power, and we never lost control,",
                    "we never lost power and we never lost control",
                ),
                variant(page, " We have never lost the control ", "we have never lost the control"),
            ),
        ),
        Divergence(
            group_id="f3",
            kind="quote",
            severity="note",
            message="only one quotes “We never lost power”",
            variants=(
                variant(post, "We never lost power", "we never lost power"),
                Variant(document_id="page-17", span=Span(start=absent, end=absent), surface="", value=""),
            ),
        ),
        Divergence(
            group_id="f4",
            kind="name",
            severity="variant",
            message="Pavel Dorn is spelled Pavel Dorne",
            variants=(variant(post, "Pavel Dorn", "pavel dorn"), variant(page, "Pavel Dorne", "pavel dorn")),
        ),
        Divergence(
            group_id="f4",
            kind="polarity",
            severity="conflict",
            message="an inquiry is not ruled out in one, excluded in the other",
            variants=(
                variant(post, "not ruled out", "not ruled out"),
                variant(page, "has excluded", "refused"),
            ),
        ),
        Divergence(
            group_id="f5",
            kind="attribution",
            severity="conflict",
            message="the ferry company says it in one, the coast guards in the other",
            variants=(
                variant(post, "The ferry company", "ferry company"),
                variant(page, "the coast guards", "coast guards", 1),
            ),
        ),
        Divergence(
            group_id="f5",
            kind="wording",
            severity="variant",
            message="“without notice” against “without preview”",
            variants=(variant(post, "without notice", ""), variant(page, "without preview", "")),
        ),
        Divergence(
            group_id="f6",
            kind="date",
            severity="conflict",
            message="5 March against 4 March",
            variants=(variant(post, "5 March", "2026-03-05"), variant(page, "4 March", "2026-03-04")),
        ),
    )
    return Run(
        signature=Signature(parts=(("xdiff", "0.1.0"), ("origin", "sample"), ("chrF", "nc:6 nw:0"))),
        inspections=(
            _post(post),
            _page(page),
            _unjudged(wire, "en", "21 words are too few to tell", p=0.44),
            _unjudged(german, "de", "the text is not English"),
        ),
        groups=groups,
        divergences=divergences,
        diffs=diffs,
        only=(
            Member(document_id=post.document.id, sentences=(0, 2, 5)),
            Member(document_id=page.document.id, sentences=(0, 6)),
            Member(document_id=german.document.id, sentences=(0, 1)),
        ),
        notes=("kurier was not compared: it is German, not English",),
        copies=(
            Copy(
                members=(
                    CopiedPart(document_id=post.document.id, sentences=(1, 3), share=0.34),
                    CopiedPart(document_id=wire.document.id, sentences=(0, 1), share=0.81),
                ),
                passages=tuple(
                    (
                        Member(document_id=post.document.id, sentences=(left,)),
                        Member(document_id=wire.document.id, sentences=(right,)),
                    )
                    for left, right in ((1, 0), (3, 1))
                ),
            ),
        ),
        story=_story(post, page, wire),
    )


def sample_pair() -> Run:
    """Return the story as its first two outlets tell it."""
    run = sample_run()
    kept = {each.document.id for each in run.inspections[:2]}
    return Run(
        signature=run.signature,
        inspections=run.inspections[:2],
        groups=tuple(
            replace(
                each,
                members=tuple(member for member in each.members if member.document_id in kept),
                witnesses=None,
            )
            for each in run.groups
        ),
        divergences=tuple(
            replace(each, variants=tuple(one for one in each.variants if one.document_id in kept))
            for each in run.divergences
        ),
        diffs=tuple(each for each in run.diffs if each.right.document_id in kept),
        only=tuple(each for each in run.only if each.document_id in kept),
        story=_pair(run.story, kept),
    )


def _pair(story: Story, kept: set[str]) -> Story:
    """Return the view across the documents that are kept."""
    return Story(
        compared=tuple(each for each in story.compared if each in kept),
        leads=tuple(
            replace(
                each,
                things=tuple(
                    replace(one, also=tuple(who for who in one.also if who in kept)) for one in each.things
                ),
            )
            for each in story.leads
            if each.document_id in kept
        ),
        alone=tuple(each for each in story.alone if each.document_id in kept),
        voices=tuple(
            replace(each, quoting=tuple(one for one in each.quoting if one.document_id in kept))
            for each in story.voices
            if any(one.document_id in kept for one in each.quoting)
        ),
        speech=tuple(each for each in story.speech if each.document_id in kept),
    )


def sample_many() -> Run:
    """Return the whole story with two more documents: too many for a column each."""
    run = sample_run()
    more = tuple(
        _unjudged(cut_up(WIRE, id=name, path=f"story/{name}.txt"), "en", "too short")
        for name in ("late-wire", "evening-wire")
    )
    only = tuple(Member(document_id=each.document.id, sentences=(0, 1)) for each in more)
    story = replace(run.story, compared=(*run.story.compared, *(each.document.id for each in more)))
    return replace(run, inspections=(*run.inspections, *more), only=(*run.only, *only), story=story)


EVIL = (
    "<script>document.title = 'owned'</script>",
    "</style><img src=x onerror=\"document.title='owned'\">",
    '" onmouseover="document.title=\'owned\'" x="',
    "{{ 7 * 7 }} {% raise %} ${7*7}",
    "javascript:document.title='owned'",
    "[bold red]loud[/bold red] :smile: @everyone #12 | `code` ~~gone~~ https://evil.example/ www.evil.org",
    "\x1b]0;owned\x07\x1b[2J\x9b31m",
    "nul\x00bell\x07 over\u202eedir\u202c zero\u200bwidth bom\ufeff lone\ud800half tag\U000e0041",
    "w" * 400,
)


def hostile_run() -> Run:
    """Return two documents made of attacks on terminals, pages and comments, in every field there is."""
    body = tuple(f"Evil {number} {text} end." for number, text in enumerate(EVIL))
    left = cut_up(
        (("heading", (body[0],)), ("body", body[1:]), (EVIL[1], (EVIL[0],))),
        id=f"left {EVIL[6]} {EVIL[1]}",
        path=f"{EVIL[4]}/{EVIL[6]}/left.txt",
        outlet=" ".join(EVIL[:8]),
        title=EVIL[1],
        published=EVIL[0],
        notes=EVIL,
    )
    right = cut_up((("body", body[::-1]),), id="right", outlet=EVIL[2], title=EVIL[7])
    judged = [
        Inspection(
            article=article,
            language=EVIL[2],
            verdict=Verdict(
                label="machine_translation",
                p_machine=0.97,
                p_translated=0.98,
                source_languages=((EVIL[0], 0.9), (EVIL[7], 0.05)),
                contributions=(Contribution(part=EVIL[0], log_odds=1.0),),
                evidence=tuple(evidence(article, text, EVIL[2], EVIL[1] + EVIL[7], 1.5) for text in EVIL),
                cut=0.9,
                false_positive_rate={EVIL[1]: 0.02},
            ),
            inconsistencies=tuple(
                Inconsistency(
                    document_id=article.document.id,
                    kind="name",
                    variants=(variant(article, text, text),),
                    message=text,
                )
                for text in EVIL
            ),
            fluency=Fluency(
                score=50.0,
                register="news",
                readings=(
                    Reading(
                        signal=EVIL[1], value=float("inf"), unit=EVIL[0], direction="lower", usual=(0.0, 1.0)
                    ),
                ),
            ),
        )
        for article in (left, right)
    ]
    last = len(EVIL) - 1
    return Run(
        signature=Signature(parts=((EVIL[1], EVIL[0]), (EVIL[6], EVIL[7]))),
        inspections=tuple(judged),
        groups=tuple(
            Group(
                id=f"f{number + 1}",
                members=(
                    Member(document_id=left.document.id, sentences=(number,)),
                    Member(document_id="right", sentences=(last - number,)),
                ),
                score=0.5,
            )
            for number in range(last)
        ),
        divergences=tuple(
            Divergence(
                group_id=f"f{number + 1}",
                kind="wording",
                severity=severity,
                message=EVIL[number],
                variants=(variant(left, EVIL[number], EVIL[number]), variant(right, EVIL[number], EVIL[1])),
            )
            for severity in SEVERITIES
            for number in range(last)
        ),
        diffs=tuple(word_diff(f"f{number + 1}", left, number, right, last - number) for number in range(3)),
        only=(
            Member(document_id=left.document.id, sentences=(last,)),
            Member(document_id="right", sentences=(0,)),
        ),
        notes=EVIL,
        copies=(
            Copy(
                members=(
                    CopiedPart(document_id=left.document.id, sentences=(0,), share=0.5),
                    CopiedPart(document_id="right", sentences=(last,), share=0.5),
                ),
                passages=(),
            ),
        ),
        story=Story(
            compared=(left.document.id, "right"),
            wires=(
                Wire(
                    members=(
                        CopiedPart(document_id=left.document.id, sentences=(0,), share=0.5),
                        CopiedPart(document_id="right", sentences=(last,), share=0.5),
                    )
                ),
            ),
            leads=tuple(
                Lead(
                    document_id=each.document.id,
                    headline=EVIL[1] + EVIL[7],
                    heading=0,
                    sentence=1,
                    groups=("f1",),
                    things=tuple(
                        thing(each, "name", text, *others) for text in EVIL for others in ((), (right,))
                    ),
                    headline_only=tuple(thing(each, "name", text) for text in EVIL),
                )
                for each in (left, right)
            ),
            alone=(
                Alone(
                    document_id="right",
                    sentences=(Solo(sentence=0, things=tuple(thing(right, "name", text) for text in EVIL)),),
                ),
            ),
            voices=(
                *(
                    Voice(
                        name=text,
                        quoting=(Quoting(document_id="right", quotations=1, words=3, statements=1),),
                        only="right",
                    )
                    for text in EVIL
                ),
                Voice(
                    name="",
                    quoting=(Quoting(document_id="right", quotations=1, words=3, statements=0, called=EVIL),),
                ),
            ),
            speech=(Speech(document_id="right", quoted=3, words=9),),
        ),
    )
