"""The story across documents, looked up for a report and said in sentences.

Who tells how much of what is shared, who copies whom, how each begins, and who is quoted: everything is
counted in `Run.story`; here it is only joined to letters and put in words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xdiff.report.phrases import count, listing, of_100

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xdiff.records import Lead, Solo, Thing, Voice, Wire
    from xdiff.report.base import Alone, Itself, Numbered, Passage, Quoted, Shared, Side, View

# Of more documents than this the sentences count, and name only the first few.
NAMED: Final = 6
# Which outlets share what is listed for so many; of five there are already 26 sets.
SETS: Final = 4
WORDS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
CELLS: Final = "4 (87) +1 is four quotations of 87 words, and one statement told without quotation marks."
DOTS: Final = 5
# A text is a copy as a whole from here on; what is left are a headline and a name.
WHOLE: Final = 0.9
# The first sentences of a text: who has a fact there begins with it.
TOP: Final = 3


@dataclass(frozen=True, slots=True)
class Level:
    """The facts that one number of independent outlets tells, with what that is called."""

    heading: str
    shared: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """Where one document differs from itself, with its number on the page (`#i1`)."""

    number: int
    side: Side
    each: Itself


@dataclass(frozen=True, slots=True)
class Beginning:
    """How one or more documents begin: those whose headline and lead are the same stand together."""

    sides: tuple[Side, ...]
    lead: Lead
    text: str
    emphasis: tuple[str, ...]
    also: str
    nobody: str
    headline_only: str


def numeral(number: int) -> str:
    """Return a small number as a word."""
    return WORDS[number] if number < len(WORDS) else f"{number:,}"


def letters(sides: Sequence[Side], most: int = NAMED) -> str:
    """Name documents by their letters, the first ones of many."""
    named = [side.letter for side in sides[:most]]
    return listing([*named, f"{len(sides) - most} more"] if len(sides) > most else named)


def by_witnesses(view: View) -> tuple[Shared, ...]:
    """Return the facts by how many independent outlets tell them, most first; of two in reading order."""
    if len(view.compared) < 3:
        return view.shared
    return tuple(sorted(view.shared, key=lambda each: (-each.witnesses, -len(each.passages))))


def levels(view: View) -> tuple[Level, ...]:
    """Return the facts of a few outlets by how many independent ones tell them; one level where two do."""
    outlets = len(view.compared)
    ranked = by_witnesses(view)
    if not 3 <= outlets <= SETS:
        return (Level("", ranked),)
    found = []
    for number in sorted({each.witnesses for each in ranked}, reverse=True):
        here = tuple(each for each in ranked if each.witnesses == number)
        found.append(Level(f"{_told_by(number, view).capitalize()}: {count(len(here), 'fact')}", here))
    return tuple(found)


def _told_by(number: int, view: View) -> str:
    outlets = len(view.compared)
    if number == outlets:
        return f"in all {numeral(outlets)}"
    if number == 1:
        return "in one and its copies"
    return f"in {numeral(number)}" + (" independent ones" if view.run.story.wires else "")


def spread(view: View) -> str:
    """Say how many facts all outlets tell, how many some do, and which; empty for two outlets."""
    outlets = len(view.compared)
    if outlets < 3 or not view.shared:
        return ""
    if outlets > SETS:
        return _spread_of_many(view, outlets)
    parts: list[str] = []
    for level in levels(view):
        number = level.shared[0].witnesses
        facts = f"{len(level.shared)}" if parts else count(len(level.shared), "fact")
        said = f"{facts} {_told_by(number, view)}"
        if 1 < number < outlets:
            sets = Counter(
                "+".join(passage.side.letter for passage in each.passages) for each in level.shared
            )
            said += f" ({', '.join(f'{who} {times}' for who, times in sets.most_common())})"
        parts.append(said)
    return f"{', '.join(parts)}."


def _spread_of_many(view: View, outlets: int) -> str:
    told = [len(each.passages) for each in view.shared]
    whole, fewer = told.count(outlets), sum(2 * each < outlets for each in told)
    said = [f"{whole or 'None'} of the {count(len(told), 'fact')} in all {numeral(outlets)}"]
    if half := len(told) - whole - fewer:
        said.append(f"{half} in half of them or more")
    if fewer:
        said.append(f"{fewer} in fewer")
    alone = sum(each.witnesses == 1 for each in view.shared)
    if alone:
        said.append(f"{alone} of them with one witness and its copies")
    return f"{', '.join(said)}."


def witnesses(each: Shared, view: View) -> str:
    """Say who tells a fact, and how many independent witnesses that makes."""
    outlets = len(each.passages)
    who = letters([passage.side for passage in each.passages])
    if len(view.compared) > SETS:
        who = f"{outlets} of {len(view.compared)}"
    if each.witnesses >= outlets:
        return who if len(view.compared) > 2 else ""
    return f"{who}, {count(each.witnesses, 'witness', 'witnesses')} (copied)"


def dots(score: float) -> str:
    """Show how sure a match is (0 to 1) as five dots, some filled."""
    filled = max(1, min(DOTS, round(score * DOTS)))
    return "●" * filled + "○" * (DOTS - filled)


def tellings(each: Shared) -> list[tuple[tuple[Side, ...], Passage]]:
    """Return the versions of a fact, those of the same words together, each with who has it."""
    alike: dict[str, list[Passage]] = {}
    for passage in each.passages:
        words = "".join(piece.text for piece in passage.pieces).split()
        alike.setdefault(" ".join(words), []).append(passage)
    return [(tuple(one.side for one in same), same[0]) for same in alike.values()]


def sides_of(each: Numbered) -> tuple[Side, ...]:
    """Return the documents that a divergence is about, each once."""
    return tuple({quoted.side.index: quoted.side for quoted in each.quoted}.values())


def in_themselves(view: View) -> list[Slip]:
    """Return where documents differ from themselves, in the order of the documents, numbered from 1."""
    found = [(side, each) for side in view.sides for each in view.in_itself(side)]
    return [Slip(number, side, each) for number, (side, each) in enumerate(found, 1)]


def versions(each: Numbered) -> list[tuple[tuple[Side, ...], Quoted]]:
    """Return what a divergence quotes; of many documents those that say the same in the same words once."""
    if len(each.quoted) <= SETS:
        return [((quoted.side,), quoted) for quoted in each.quoted]
    alike: dict[tuple[str, str], list[Quoted]] = {}
    for quoted in each.quoted:
        alike.setdefault((quoted.variant.value, quoted.cut.hit), []).append(quoted)
    return [(tuple(one.side for one in same), same[0]) for same in alike.values()]


def copied(view: View) -> list[str]:
    """Say for each set of documents joined by copies how much of each is copied."""
    return [_wire(view, wire) for wire in view.run.story.wires]


def _wire(view: View, wire: Wire) -> str:
    ranked = sorted(wire.members, key=lambda each: -each.share)
    sides = [view.side(each.document_id) for each in wire.members]
    if ranked[-1].share >= WHOLE:
        return f"{letters(sides)} are one text, word for word nearly throughout: they count as one witness."
    if len(ranked) == 2 and ranked[0].share >= WHOLE:
        short, long = (view.side(each.document_id).letter for each in ranked)
        return (
            f"Nearly all of {short} stands word for word in {long}, as {of_100(ranked[1].share)} words of "
            f"{long}. Where it does, they count as one witness."
        )
    head = f"{letters(sides)} have passages in common word for word: "
    if len(sides) <= NAMED:
        head += listing(
            [
                f"{of_100(each.share)} words of {side.letter}"
                for side, each in zip(sides, wire.members, strict=True)
            ]
        )
    else:
        head += f"from {of_100(ranked[-1].share)} to {of_100(ranked[0].share)} words of each"
    return f"{head}. Where they do, they count as one witness."


def beginnings(view: View) -> tuple[Beginning, ...]:
    """Return how each document begins, those that begin alike together."""
    alike: dict[tuple[str, str], list[Lead]] = {}
    for lead in view.run.story.leads:
        side = view.side(lead.document_id)
        text = "" if lead.sentence is None else side.article.sentences[lead.sentence].text
        alike.setdefault((" ".join((lead.headline or "").split()), " ".join(text.split())), []).append(lead)
    found = []
    for (_, text), leads in alike.items():
        sides = tuple(view.side(each.document_id) for each in leads)
        also = [each for each in leads[0].things if each.also]
        nobody = [each for each in leads[0].things if not each.also]
        found.append(
            Beginning(
                sides=sides,
                lead=leads[0],
                text=text,
                emphasis=tuple(_emphasis(view, each, sides) for each in leads[0].groups),
                also=_elsewhere(view, also),
                nobody=things(nobody) if len(sides) == 1 else "",
                headline_only=things(leads[0].headline_only),
            )
        )
    # Of many, what most of them begin with comes first; of a few, the order they were given in.
    if len(view.compared) > NAMED:
        found.sort(key=lambda each: -len(each.sides))
    return tuple(found)


def _emphasis(view: View, group: str, sides: Sequence[Side]) -> str:
    """Say where the other outlets put a fact that some begin with."""
    shared = view.fact(group)
    others = [side for side in view.compared if side not in sides]
    first: list[Side] = []
    silent: list[Side] = []
    lower: list[tuple[Side, int]] = []
    for side in others:
        passage = shared.passage(side)
        if passage is None:
            silent.append(side)
        elif passage.sentences[0] < TOP:
            first.append(side)
        else:
            lower.append((side, passage.sentences[0] + 1))
    said = []
    if first:
        who = letters(first) if len(first) <= NAMED else f"{len(first)} others"
        said.append(f"{who} begin{'s' if len(first) == 1 else ''} with it too")
    if len(lower) > NAMED:
        said.append(f"{len(lower)} others put it in sentence {min(at for _, at in lower)} or lower")
    elif lower:
        places = [f"in sentence {at} of {len(side.article.sentences)}" for side, at in lower]
        (side, _), *rest = lower
        found = [f"{side.letter} has it {places[0]}"]
        found += [f"{other.letter} {place}" for (other, _), place in zip(rest, places[1:], strict=True)]
        said.append(listing(found))
    if silent:
        who = letters(silent) if len(silent) <= NAMED else f"{len(silent)} others"
        said.append(f"not found in {who}")
    return f"{group}: {'; '.join(said)}" if said else f"{group}"


def things(found: Iterable[Thing]) -> str:
    """List checkable things by their words; a quotation is called one."""
    words = dict.fromkeys(
        "a quotation" if each.kind == "quote" else " ".join(each.surface.split()) for each in found
    )
    return ", ".join(words)


def _elsewhere(view: View, found: Sequence[Thing]) -> str:
    """List the things of a beginning that others have as well, by who has them."""
    by_who: dict[str, list[Thing]] = {}
    for each in found:
        sides = [view.side(document) for document in each.also]
        everywhere = len(sides) == len(view.compared) - 1 > 1
        by_who.setdefault("all others" if everywhere else letters(sides), []).append(each)
    return "; ".join(f"by {who}: {things(each)}" for who, each in by_who.items())


def telling(view: View, side: Side) -> Mapping[int, Solo]:
    """Return the sentences that only `side` has and that carry checkable things, the most telling first."""
    told = next((each for each in view.run.story.alone if each.document_id == side.id), None)
    return {} if told is None else {each.sentence: each for each in told.sentences}


def in_order(alone: Alone, telling: Mapping[int, Solo]) -> list[int]:
    """Return the sentences that only one document has, those with checkable things first."""
    return [*telling, *(at for at in alone.sentences if at not in telling)]


def voices(view: View) -> list[tuple[Voice, dict[str, str]]]:
    """Return each speaker with a cell for every document that quotes them, by document id."""
    return [
        (
            voice,
            {
                each.document_id: _quoting(each.quotations, each.words, each.statements)
                for each in voice.quoting
            },
        )
        for voice in view.run.story.voices
    ]


def by_letter(view: View, cells: Mapping[str, str]) -> str:
    """Return the cells of one speaker as a line: who quotes them, and how much."""
    alike: dict[str, list[Side]] = {}
    for document, cell in cells.items():
        alike.setdefault(cell, []).append(view.side(document))
    ranked = sorted(alike.items(), key=lambda each: -len(each[1]))
    return "; ".join(f"{letters(sides)}: {cell}" for cell, sides in ranked)


def _quoting(quotations: int, words: int, statements: int) -> str:
    quoted = f"{quotations} ({words})" if quotations else ""
    told = f"+{statements}" if statements else ""
    return " ".join(part for part in (quoted, told) if part)


def quoted_shares(view: View) -> str:
    """Say how much of each text stands in quotation marks."""
    shares = [
        (view.side(each.document_id), each.quoted / each.words)
        for each in view.run.story.speech
        if each.words
    ]
    if len(shares) > NAMED:
        shares.sort(key=lambda each: each[1])
        (least, low), (most, high) = shares[0], shares[-1]
        return f"From {of_100(low)} words ({least.letter}) to {of_100(high)} ({most.letter}) are quoted."
    parts = [
        f"{of_100(share)} words of {side.letter}" if share else f"no word of {side.letter}"
        for side, share in shares
    ]
    return f"In quotation marks: {listing(parts)}." if parts else ""


def only_quoted(view: View) -> list[str]:
    """Say whom only one document quotes, a sentence for each document that has such a speaker."""
    by_document: dict[str, list[str]] = {}
    for voice in view.run.story.voices:
        if voice.only is not None:
            by_document.setdefault(voice.only, []).append(voice.name)
    return [f"Only {view.side(each).letter} quotes {listing(names)}." for each, names in by_document.items()]


def called(view: View) -> list[str]:
    """Say by what words each document calls the speakers that it does not name."""
    return [
        f"Not named in {view.side(each.document_id).letter}: {', '.join(each.called)}."
        for voice in view.run.story.voices
        if not voice.name
        for each in voice.quoting
        if each.called
    ]
