"""What is known of documents, alone and side by side: the records from `Document` to `Run`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Origin = Literal["original", "human_translation", "machine_translation", "unsure"]
Severity = Literal["conflict", "variant", "note"]
FactKind = Literal["number", "date", "name", "quote", "attribution", "polarity"]
DivergenceKind = Literal["number", "date", "name", "quote", "attribution", "polarity", "wording"]
ParagraphKind = Literal["heading", "body"]
Operation = Literal["equal", "delete", "insert"]
Register = Literal["news", "wiki", "literary", "talk"]
Judgement = Literal["accept", "reject"]
Subject = Literal["divergence", "origin", "inconsistency"]

SEVERITIES: tuple[Severity, ...] = ("conflict", "variant", "note")  # worst first


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Half-open range `start <= i < end` of code points in one `Document.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the piece of `text` this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A stretch of a document that is not its body ("Send to a friend"); kept, marked, never judged."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One input as it was read.

    `text` is the decoded text as it stood (a byte-order mark belongs to the encoding and is not part of
    it; CRLF is). For `format == "html"` it is the text extracted from the page. `extra` holds keys of a
    JSON line, or of `seeds.toml`, that the reader passes through. `line` is the line of the file that a
    document of JSON lines stands in, from 1; `described_in` the `seeds.toml` of its folder, where there is
    one. `notes` say what the reader had to assume.
    """

    id: str
    text: str
    path: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None  # ISO 8601 date, or None when unknown
    sha256: str = ""  # of the input bytes
    declared_origin: Origin | None = None
    format: str = "text"
    encoding: str = "utf-8"
    furniture: tuple[Furniture, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    line: int | None = None
    described_in: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word, number or punctuation mark. `sentence` indexes `Article.sentences`."""

    span: Span
    text: str
    sentence: int
    word: bool  # True for words and numbers, False for punctuation


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence or heading of the body; `span` has no outer white space."""

    span: Span
    text: str
    paragraph: int  # indexes Article.paragraphs
    tokens: tuple[int, int]  # half-open range into Article.tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of the body."""

    span: Span
    kind: ParagraphKind
    sentences: tuple[int, int]  # half-open range into Article.sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document cut up. Only body text has paragraphs, sentences and tokens: furniture has none."""

    document: Document
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One place that speaks for (weight > 0) or against (< 0) machine translation.

    `weight` is in log-odds (nats). `rule` is a code such as `fr.ei-acronym` or `model.words`.
    `language` is the source language it points at, if any.
    """

    span: Span
    rule: str
    message: str
    weight: float
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One measurement of one article.

    `direction` says which way reads better; `usual` is what 80 % of human texts of the register show
    (10th to 90th percentile), or None when that was not measured.
    """

    signal: str
    value: float
    unit: str
    direction: Literal["higher", "lower", "middle"]
    usual: tuple[float, float] | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fluency:
    """How a text reads: `score` from 0 (worst) to 100, and the readings behind it."""

    score: float | None
    register: Register
    readings: tuple[Reading, ...]
    abstained: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One part of the verdict (words, shapes, pack ...), in log-odds (nats) towards machine translation."""

    part: str
    log_odds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of whole sentences of one origin, judged by itself; the next one reads otherwise.

    `p_machine` is its calibrated probability of machine translation, 0 to 1.
    """

    span: Span
    label: Origin
    p_machine: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How the English came to be. `abstained` gives the reason when the label is `unsure`.

    `p_machine` is the calibrated probability of machine translation, `p_translated` that of any
    translation (both 0 to 1; None when the text was not judged at all). `source_languages` are ranked,
    with probabilities that sum to at most 1. `false_positive_rate` maps a class of human text to the
    share of it that the cut for `machine_translation` flags, as measured when the model was made.
    `passages` are the parts of a text of mixed origin, in its order; empty where no change was found.
    """

    label: Origin
    p_machine: float | None
    p_translated: float | None
    source_languages: tuple[tuple[str, float], ...] = ()
    contributions: tuple[Contribution, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    abstained: str | None = None
    cut: float | None = None
    false_positive_rate: Mapping[str, float] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One checkable thing a sentence says, normalised.

    `value` is the canonical form that two documents are compared by (see each extractor); `unit` its
    unit or role. `approximate` is True for "about", "more than". `speaker` is who said it, for quotes
    and attributions. `span` covers `surface`; `low` and `high` bound a number's value. `data` carries
    what only this kind has, such as a speech verb.
    """

    kind: FactKind
    document_id: str
    sentence: int
    span: Span
    surface: str
    value: str
    unit: str | None = None
    approximate: bool = False
    speaker: str | None = None
    speaker_span: Span | None = None
    low: float | None = None
    high: float | None = None
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One aligned pair of sentences in two documents; `score` is a probability."""

    left_document: str
    left: int
    right_document: str
    right: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One document's sentences in a group, in document order."""

    document_id: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One shared fact: the sentences of two or more documents that state it. `score` is a probability.

    `witnesses` are the independent ones: documents that copy the passage from each other, or from one wire,
    count once. None where copies were not looked for.
    """

    id: str
    members: tuple[Member, ...]
    score: float
    links: tuple[Link, ...] = ()
    witnesses: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """What one document has at a divergence. An absent quote has an empty `surface` at a sentence."""

    document_id: str
    span: Span
    surface: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence:
    """Where documents differ about one shared fact, in the words a person would use."""

    group_id: str
    kind: DivergenceKind
    severity: Severity
    variants: tuple[Variant, ...]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inconsistency:
    """Where one document differs from itself: a name in two spellings, a figure given twice."""

    document_id: str
    kind: DivergenceKind
    variants: tuple[Variant, ...]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedPart:
    """What one document has of a copy. `share` is the part of all its words, 0 to 1; sentences in order."""

    document_id: str
    sentences: tuple[int, ...]
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Passages that two or more documents have word for word: the same ones in all of `members`.

    A passage is a sentence, or those that one document has in place of another's: it names who has it
    where. Passages that other documents share stand in a copy of their own, so each sentence is in one copy
    at most, and a document's shares add up.
    """

    members: tuple[CopiedPart, ...]
    passages: tuple[tuple[Member, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordDiff:
    """Word-level difference of one aligned pair of passages, one member a side.

    Joining the `equal` and `delete` texts gives the left passage, `equal` and `insert` the right one.
    `chrf` (0-100, higher is closer) and `ter` (edits per 100 words of the left, lower is closer) are
    sacrebleu's, with the left passage as reference. `ter` is None where the passages share too little
    for an edit rate to mean anything, and beyond the first 200 rates of a run.
    """

    group_id: str
    left: Member
    right: Member
    ops: tuple[tuple[Operation, str], ...]
    chrf: float
    ter: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The settings behind every number, printed with them, in sacrebleu's `key:value|key:value` style."""

    parts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return "|".join(f"{key}:{value}" for key, value in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """One document through every room that looks at it alone."""

    article: Article
    language: str | None  # ISO 639-1, or None when the text is too short to ask
    verdict: Verdict
    fluency: Fluency
    facts: tuple[Fact, ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()

    @property
    def document(self) -> Document:
        """The document inspected."""
        return self.article.document


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A checkable thing a sentence says, and the other documents that have it too, in their order."""

    kind: FactKind
    span: Span
    surface: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """How one document begins.

    `headline` is its heading, or the title it came with; `heading` and `sentence` index its sentences: the
    headline where it stands in the text, and the first sentence of the body. `groups` are the shared facts
    that either of them states. `things` are the numbers, names and dates in both that others have as well,
    or that certainly none has; `headline_only` those of the headline that the body never mentions.
    """

    document_id: str
    headline: str | None
    heading: int | None
    sentence: int | None
    groups: tuple[str, ...]
    things: tuple[Thing, ...]
    headline_only: tuple[Thing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solo:
    """A sentence that only one document has, with the checkable things in it that no other document has."""

    sentence: int
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """What only one document says: its sentences that carry checkable things, the most telling first."""

    document_id: str
    sentences: tuple[Solo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """How much one document gives one speaker.

    `quotations` have `words` words in quotation marks; `statements` are told without. `called` are the
    words for a speaker without a name ("a police spokesman").
    """

    document_id: str
    quotations: int
    words: int
    statements: int
    called: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One speaker across documents, by one name; the name is empty for all whom a text does not name.

    `only` is the one document that quotes them, where that is certain: no other one names them and leaves a
    quotation without speaker, or names them beside a few words in marks.
    """

    name: str
    quoting: tuple[Quoting, ...]
    only: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How many of the words of one document's body stand in quotations."""

    document_id: str
    quoted: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """Documents joined by passages they have word for word, with what each has of them."""

    members: tuple[CopiedPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The view across documents: who copies whom, how each begins, what only one says, who is quoted.

    `compared` are the documents that took part, in the order given. `voices` come most quoted first, the
    one without a name last.
    """

    compared: tuple[str, ...] = ()
    wires: tuple[Wire, ...] = ()
    leads: tuple[Lead, ...] = ()
    alone: tuple[Alone, ...] = ()
    voices: tuple[Voice, ...] = ()
    speech: tuple[Speech, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reviewer decided about one finding of a report.

    `key` names the finding by its words (`xdiff.fingerprint`), so that it holds in another run over the
    same words. `accept` says that the finding is right, `reject` that it is not and shall not be reported
    again; None leaves it open, with a comment. `at` is an ISO 8601 time, `by` who decided, `message` what
    the finding said, `document_ids` the documents it is about.
    """

    key: str
    subject: Subject
    decision: Judgement | None
    comment: str = ""
    by: str = ""
    at: str = ""
    message: str = ""
    document_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Earlier decisions, read against a run.

    `decisions` are about findings that it has, at most one for each; `gone` are about findings that it no
    longer has. `changed` are the documents that have another text than when they were reviewed.
    """

    decisions: tuple[Decision, ...] = ()
    gone: tuple[Decision, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Everything one `compare` found. Reports render it and compute nothing.

    `only` holds, for each document, the sentences that no group has. `copies` are passages that documents
    have word for word. `notes` are what the reader must know of partial results (a skipped file, a language
    that was not judged).
    """

    signature: Signature
    inspections: tuple[Inspection, ...]
    groups: tuple[Group, ...]
    divergences: tuple[Divergence, ...]
    diffs: tuple[WordDiff, ...]
    only: tuple[Member, ...]
    notes: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    story: Story = field(default_factory=Story)
    review: Review = field(default_factory=Review)
