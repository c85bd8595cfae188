"""Finds the lines of a text that are the site's and not the article's, marks them, and deletes nothing.

Precision goes before recall: body text that is marked is lost to every other room, furniture that is
missed is one odd sentence. So a rule that may be a heading counts only outside of the prose, and a list
of links ends where prose begins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from xdiff.read import dates
from xdiff.read.furniture_rules import BAR_ACTIONS, BAR_FILLERS, BAR_NAMES, RULES, Rule
from xdiff.records import Furniture, Span

# A line is prose when it is a sentence of some length, or long whatever it ends with: a text cut off in
# its middle ends with neither a full stop nor a headline.
_PROSE_WORDS = 8
_LONG_WORDS = 32
_TITLE_WORDS = (2, 22)
_LONGEST_LIST = 200  # headlines; bounds the time where a page repeats "Related" without end
_LONGEST_RULE = max(rule.max_words for rule in RULES)

_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*[\"'”’»“]?$")
_FULL_STOP = re.compile(r"[.…][\"'”’»)\]]*\s*[\"'”’»“]?$")
_OUTER_MARKS = " \t\u00a0\u200b\ufeff.,:;!?*_~`#>|<»›«‹•·–—-=+()[]{}\"'“”‘’…/\\→←▶►▼▲✉\u25cf"

# Function words of English, and of the languages whose mottos and notices stand under English pages
# (Italian, French, Spanish, Portuguese, German, Dutch), without those that English has too ("in", "die").
_ENGLISH_WORDS = "the of and is that was for with by it from this have not they his will our you your are"
_FOREIGN_WORDS = """il lo la le gli di del della dei che per un una da nostro non è ecco e les des du et pour
une est nous dans sur avec el los las de y con para por que os uma não em der das und ist nicht mit von zu
ein eine het een van voor niet"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
_FOREIGN_SHARE = 0.2  # of a line's words; Italian prose has some 0.35
_FOREIGN_MAX_WORDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a text's lines say besides its body."""

    furniture: tuple[Furniture, ...]
    title: str | None
    published: str | None
    notes: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class _Line:
    """A line that is not blank. `start` and `end` leave outer white space out."""

    start: int
    end: int
    text: str  # what a reader sees: marks of the format are cut out
    phrase: str
    words: int
    ends_sentence: bool
    after_blank: bool
    date: dates.DateLine | None = None
    rule: Rule | None = None
    why: str | None = None

    @property
    def prose(self) -> bool:
        return self.words >= (_PROSE_WORDS if self.ends_sentence else _LONG_WORDS)


def find(text: str, inline: Sequence[Furniture] = ()) -> Page:
    """Mark the furniture of `text`.

    Args:
        text: the document's text.
        inline: marks inside lines that the format has found, in order and without overlaps.

    Returns:
        all marks in order and without overlaps, those of `inline` among them; the title, when the first
        line of the body looks like one; the day, when a line before the prose is a date that can be read
        in one way only.
    """
    lines = _lines(text, inline)
    for line in lines:
        _match(line)
    first, last = _prose_range(lines)
    _judge_edges(lines, first, last)
    _mark_foreign_tail(lines)
    _mark_lists(lines)
    published, notes = _published(lines)
    if lines and all(line.why for line in lines):
        notes += ("every line looks like site furniture: no body is left",)
    marks = [Furniture(span=Span(start=line.start, end=line.end), why=line.why) for line in lines if line.why]
    return Page(furniture=_merged(marks, inline), title=_title(lines), published=published, notes=notes)


def _lines(text: str, inline: Sequence[Furniture]) -> list[_Line]:
    starts = [mark.span.start for mark in inline]
    lines: list[_Line] = []
    position, blank = 0, True
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if not stripped:
            blank, position = True, position + len(raw)
            continue
        start = position + len(raw) - len(raw.lstrip())
        end = start + len(stripped)
        seen = _visible(text, start, end, inline, starts) if inline else stripped
        if seen:
            words = seen.count(" ") + 1
            lines.append(
                _Line(
                    start=start,
                    end=end,
                    text=seen,
                    phrase=seen.strip(_OUTER_MARKS).casefold().replace("’", "'") if words <= 12 else "",
                    words=words,
                    ends_sentence=_SENTENCE_END.search(seen[-8:]) is not None,
                    after_blank=blank,
                )
            )
            blank = False
        position += len(raw)
    return lines


def _visible(text: str, start: int, end: int, inline: Sequence[Furniture], starts: Sequence[int]) -> str:
    """Return the line without the format's marks."""
    pieces: list[str] = []
    index = max(0, bisect_right(starts, start) - 1)
    position = start
    while index < len(inline) and inline[index].span.start < end:
        span = inline[index].span
        if span.end > position:
            pieces.append(text[position : max(position, span.start)])
            position = min(end, span.end)
        index += 1
    pieces.append(text[position:end])
    return "".join(pieces).strip()


@cache
def _phrases() -> dict[str, Rule]:
    """Every phrase with its rule; one that counts anywhere goes before one that counts at the edge."""
    ordered = sorted(RULES, key=lambda rule: rule.place == "anywhere")
    return {phrase: rule for rule in ordered for phrase in rule.lines()}


@cache
def _patterns() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """Every rule that has patterns, with them as one."""
    return tuple(
        (rule, re.compile("|".join(rule.patterns), re.IGNORECASE)) for rule in RULES if rule.patterns
    )


def _match(line: _Line) -> None:
    """Find the first rule whose words the line has."""
    if line.words > _LONGEST_RULE:
        return
    line.rule = _phrases().get(line.phrase)
    if line.rule is not None:
        return
    line.date = dates.read(line.text)
    if line.date is not None:
        line.rule = _DATE
        return
    line.rule = _bar(line)
    if line.rule is not None:
        return
    for rule, pattern in _patterns():
        if line.words <= rule.max_words and pattern.match(line.text):
            line.rule = rule
            return


_DATE = Rule(name="date line", why="when the page was published or changed", place="edge")
_BAR = Rule(name="share bar", why="a row of buttons to share, print or save the page")
_BAR_AT_EDGE = replace(_BAR, place="edge")
_BAR_WORDS = BAR_ACTIONS | BAR_NAMES | BAR_FILLERS


def _bar(line: _Line) -> Rule | None:
    """Return the rule for a row of buttons, when the line is one."""
    words = {word for word in re.split(r"[\s|,/•·+&]+", line.phrase) if word}
    if not words <= _BAR_WORDS or len(words & (BAR_ACTIONS | BAR_NAMES)) < 2:
        return None
    return _BAR if words & BAR_ACTIONS else _BAR_AT_EDGE


def _prose_range(lines: Sequence[_Line]) -> tuple[int, int]:
    """Return the index of the first and of the last line of prose; both are past the end without any."""
    prose = [index for index, line in enumerate(lines) if line.prose and line.rule is None]
    return (prose[0], prose[-1]) if prose else (len(lines), len(lines))


def _judge_edges(lines: Sequence[_Line], first: int, last: int) -> None:
    """Mark what counts anywhere, then what counts at the edge or beside a mark, until nothing is added."""
    for line in lines:
        if line.rule and line.rule.place == "anywhere":
            line.why = f"{line.rule.name}: {line.rule.why}"
    for index, line in enumerate(lines):
        if line.rule and not line.why and (index < first or index > last):
            line.why = f"{line.rule.name}: {line.rule.why}"
    for order in (range(1, len(lines)), range(len(lines) - 2, -1, -1)):
        for index in order:
            line, neighbour = lines[index], lines[index - 1 if order.step > 0 else index + 1]
            if line.rule and not line.why and neighbour.why:
                line.why = f"{line.rule.name}: {line.rule.why}"


def _mark_lists(lines: Sequence[_Line]) -> None:
    """Mark the headlines under "See also" until prose begins.

    Inside an article the last headline before prose may be the article's own next heading: it is left
    alone when a blank line parts it from the list. A head that counts at the edge only ("Related") counts
    too when nothing but its list follows, with other furniture in it.
    """
    index = 0
    while index < len(lines):
        opener = lines[index]
        index += 1
        if not (opener.rule and opener.rule.opens_list):
            continue
        begin = index
        while index < len(lines) and index - begin < _LONGEST_LIST and _listed(lines, index):
            index += 1
        end = index
        if not opener.why:
            if end < len(lines) or not any(line.why for line in lines[begin:end]):
                index = begin
                continue
            opener.why = f"{opener.rule.name}: {opener.rule.why}"
        if begin < end < len(lines) and lines[end - 1].after_blank and not lines[end - 1].why:
            end -= 1
        for line in lines[begin:end]:
            line.why = line.why or f"link list: under {opener.text.strip(_OUTER_MARKS)!r}"


def _listed(lines: Sequence[_Line], index: int) -> bool:
    """Tell whether a line under "See also" belongs to the list; a teaser does when a bare date follows it."""
    line = lines[index]
    if line.why or not (line.prose or _FULL_STOP.search(line.text)):
        return True
    return index + 1 < len(lines) and lines[index + 1].date is not None and line.words <= 60


def _mark_foreign_tail(lines: Sequence[_Line]) -> None:
    """Mark what is left after the last furniture when it is short and no English: mottos, other editions."""
    end = len(lines)
    while end and not lines[end - 1].why:
        end -= 1
    tail = lines[end:]
    if not end or sum(line.words for line in tail) > _FOREIGN_MAX_WORDS:
        return
    for line in tail:
        words = re.findall(r"[^\W\d_]+", line.text.casefold())
        foreign = sum(word in _FOREIGN for word in words)
        if foreign > 1 and foreign >= _FOREIGN_SHARE * len(words) and not _ENGLISH.intersection(words):
            line.why = "foreign line: after the page's end, and not in English"


def _published(lines: Sequence[_Line]) -> tuple[str | None, tuple[str, ...]]:
    """Return the day of the first date line before the prose, or a note why there is none."""
    for line in lines:
        if line.prose and not line.why:
            break
        if line.date is None or not line.why or not line.date.published:
            continue
        if line.date.day is not None:
            return line.date.day.isoformat(), ()
        return None, (f"the date line {line.text!r} may be read with the day or the month first: not used",)
    return None, ()


def _title(lines: Sequence[_Line]) -> str | None:
    """Return the first line of the body when it looks like a title and prose follows it."""
    body = [line for line in lines if not line.why][:4]
    if not body or not any(line.prose for line in body[1:]):
        return None
    first = body[0]
    fewest, most = _TITLE_WORDS
    starts_well = first.text[0].isupper() or first.text[0].isdigit() or first.text[0] in "\"'“‘«"
    if (
        not fewest <= first.words <= most
        or _FULL_STOP.search(first.text)
        or first.text[-1] in ":;,"
        or not starts_well
    ):
        return None
    return first.text


def _merged(marks: Sequence[Furniture], inline: Sequence[Furniture]) -> tuple[Furniture, ...]:
    """Put both in order; a mark inside a line that is furniture as a whole is dropped."""
    ends = [mark.span.end for mark in marks]
    kept = list(marks)
    for mark in inline:
        index = bisect_right(ends, mark.span.start)
        if index == len(marks) or marks[index].span.start >= mark.span.end:
            kept.append(mark)
    return tuple(sorted(kept, key=lambda mark: mark.span))
