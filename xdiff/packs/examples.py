"""A rule's own examples: its promise to match one text and to leave another alone."""

from __future__ import annotations

from string import Formatter

from xdiff.errors import PackError
from xdiff.packs.matching import find
from xdiff.packs.pattern import PatternError, check
from xdiff.packs.rule import Pack, Rule
from xdiff.records import Article, Document, Paragraph, Sentence, Span


def article_of_lines(name: str, text: str) -> Article:
    """Return a text of one sentence a line as an article of one paragraph."""
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start=start, end=start + len(line)))
        start += len(line) + 1
    sentences = tuple(Sentence(span=span, text=span.of(text), paragraph=0, tokens=(0, 0)) for span in spans)
    body = Paragraph(span=Span(start=0, end=len(text)), kind="body", sentences=(0, len(sentences)))
    return Article(document=Document(id=name, text=text), paragraphs=(body,), sentences=sentences, tokens=())


def check_examples(rule: Rule) -> None:
    """Check that every pattern compiles, every example matches and no near miss does.

    Raises:
        PackError: one does not; `where` is the rule's file and line.
    """
    where = f"{rule.file}:{rule.line}"
    for pattern in rule.patterns:
        try:
            check(pattern)
        except PatternError as error:
            raise PackError(f"rule {rule.code}: pattern: {error}", where=where) from error
    for name in _fields(rule, where):
        if not name.isidentifier():  # {match.__class__} and {match[0]} would format, but name no group
            raise PackError(f"rule {rule.code}: its message names {name!r}, which no group has", where=where)
    pack = Pack(language=rule.language, name="", file=rule.file, rules=(rule,))
    for text in rule.examples:
        if not _hits(pack, text):
            raise PackError(f"rule {rule.code} does not match its example {text!r}", where=where)
    for text in rule.near_misses:
        if _hits(pack, text):
            raise PackError(f"rule {rule.code} matches its near miss {text!r}", where=where)


def _fields(rule: Rule, where: str) -> list[str]:
    """Return what stands between the braces of a rule's message."""
    try:
        return [name for _, name, _, _ in Formatter().parse(rule.message) if name is not None]
    except ValueError as error:
        raise PackError(f"rule {rule.code}: its message cannot be read: {error}", where=where) from error


def _hits(pack: Pack, text: str) -> bool:
    try:
        return bool(find(article_of_lines("example", text), (pack,)))
    except (KeyError, IndexError, ValueError) as error:
        rule = pack.rules[0]
        raise PackError(
            f"rule {rule.code}: its message names {error}, which no group has",
            where=f"{rule.file}:{rule.line}",
            hint="A message may name {match} and the pattern's named groups.",
        ) from error
