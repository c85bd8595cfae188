"""Names of people, places and organisations.

A name is a run of capitalised words. A capital at the start of a sentence counts only when the word is
no common one, or is capitalised elsewhere too; headlines with every word capitalised count only for
names the body has as well. The kind comes from tables, then from what stands beside any mention of the
name: a title, "in", a suffix, a speech verb. A surname alone means the last full name that ends in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from xdiff.facts.base import Earlier, Extractor
from xdiff.facts.gazetteer import (
    Kind,
    Known,
    ambiguous_forms,
    common_words,
    fold,
    given_names,
    look_up,
    words_about_names,
)
from xdiff.facts.grammar import (
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SENTENCE_END,
    SUBORDINATORS,
    Word,
    row,
    word_at,
)
from xdiff.facts.locate import Sentences
from xdiff.facts.verbs import speech_verbs
from xdiff.records import Article, Fact, Span

LONGEST = 9  # words of one name; longer capitalised runs are headlines or lists
HEADLINE = 0.7  # share of a line's common words that are capitalised where it is set in title case
LONGEST_HEADLINE = 30  # words and marks
PLACE_BEFORE = frozenset("in at near outside across throughout inside around toward towards".split())
DIRECTIONS = frozenset("North South East West Northern Southern Eastern Western Central Upper Lower".split())
CONTRACTION = re.compile(r"['’](?:ve|ll|re|d|m|t)$", re.IGNORECASE)
PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z]")  # "(D-Mass.)" after an American politician
CLOSED = DETERMINERS | PRONOUNS | PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS
PREFIXES = frozenset("anti pro non post pre ex mid trans inter intra pan neo un then".split())
OPENING = frozenset("\"“„«'‘([:•*—–-|")


@dataclass(slots=True)
class Mention:
    """One capitalised run: words `first` to `last` of its paragraph, titles already stripped."""

    words: list[Word]
    before: Word | None
    after: Word | None
    titled: bool = False
    sure: bool = True  # False when every capital in it may be the sentence's or the headline's
    known: Known | None = None
    kind: Kind | None = None
    value: str = ""
    display: str = ""
    tokens: tuple[str, ...] = field(default_factory=tuple)


def extract(article: Article, _earlier: Earlier) -> tuple[Fact, ...]:
    """Return every mention of a name in reading order; `value` is the same for mentions of one bearer."""
    mentions = _mentions(article)
    _settle(mentions)
    sentence = Sentences(article)
    text = article.document.text
    facts: list[Fact] = []
    for mention in mentions:
        span = Span(start=mention.words[0].start, end=_end(mention.words[-1]))
        data = {"display": mention.display}
        if mention.known is not None and mention.known.metonym:
            data["metonym"] = "people"
        if mention.known is not None and mention.known.country not in {None, mention.value}:
            data["country"] = str(mention.known.country)
        facts.append(
            Fact(
                kind="name",
                document_id=article.document.id,
                sentence=sentence.at(span.start),
                span=span,
                surface=span.of(text),
                value=mention.value,
                unit=mention.kind or "other",
                data=data,
            )
        )
    return tuple(facts)


def _end(word: Word) -> int:
    """Return where the word ends without its possessive."""
    return word.start + len(bare(word.text))


def bare(text: str) -> str:
    """Return a word without possessive ending: "Putin's" -> "Putin", "States'" -> "States"."""
    if text.endswith(("'s", "’s")):
        return text[:-2]
    return text.rstrip("'’")


def _mentions(article: Article) -> list[Mention]:
    """Find the runs of every paragraph; drop unsure ones that nothing else in the document bears out."""
    text = article.document.text
    starts = frozenset(sentence.span.start for sentence in article.sentences)
    found: list[Mention] = []
    for paragraph in article.paragraphs:
        words = [part for word in row(text, paragraph.span, ()) for part in _unjoined(word)]
        titled_line = _headline(words)
        for mention in _runs(words, starts, text):
            if titled_line:
                mention.sure = False
            found.append(mention)
    sure = {form for mention in found if mention.sure for form in _forms(mention)}
    kept: list[Mention] = []
    for mention in (part for each in found for part in _pair(each, sure)):
        if mention.sure or mention.known is not None or mention.titled:
            kept.append(mention)
        else:
            kept.extend(_borne_out(mention, sure))
    return kept


def _unjoined(word: Word) -> Iterator[Word]:
    """Cut "US-led", "anti-Isis" and "Obama-Putin" where a name ends; keep "Jean-Claude" and "al-Assad"."""
    text = word.text
    if "-" not in text or not text[0].isalpha():
        yield word
        return
    pieces = text.split("-")
    loose = pieces[0].lower() in PREFIXES or (
        len(pieces[0]) > 1 and pieces[0][0].isupper() and pieces[-1][:1].islower()
    )
    known = all(look_up(piece) is not None for piece in pieces)
    if not (loose or known) or any(not piece for piece in pieces) or look_up(text) is not None:
        yield word
        return
    at = word.start
    for index, piece in enumerate(pieces):
        if index:
            yield word_at(at, "-")
            at += 1
        yield word_at(at, piece)
        at += len(piece)


def _pair(mention: Mention, sure: set[str]) -> Iterator[Mention]:
    """Cut "Obama-Putin" in two when the document has both names apart; keep "Jean-Claude"."""
    word = mention.words[0]
    pieces = bare(word.text).split("-")
    if len(mention.words) > 1 or len(pieces) < 2 or not all(fold(piece) in sure for piece in pieces):
        yield mention
        return
    at = word.start
    for piece in pieces:
        yield _mention([word_at(at, piece)], None, None)
        at += len(piece) + 1


def _forms(mention: Mention) -> Iterator[str]:
    """Give the folded forms by which a sure mention vouches for unsure ones: whole, and last word."""
    tokens = [fold(bare(word.text)) for word in mention.words]
    yield " ".join(tokens)
    if tokens[-1] not in common_words():
        yield tokens[-1]


def _borne_out(mention: Mention, sure: set[str]) -> Iterator[Mention]:
    """Give the longest parts of an unsure run that stand as sure names elsewhere in the document."""
    tokens = [fold(bare(word.text)) for word in mention.words]
    at = 0
    while at < len(tokens):
        for end in range(len(tokens), at, -1):
            if " ".join(tokens[at:end]) in sure or (end - at > 1 and look_up(" ".join(tokens[at:end]))):
                part = mention.words[at:end]
                yield _mention(
                    part,
                    mention.words[at - 1] if at else mention.before,
                    mention.words[end] if end < len(tokens) else mention.after,
                )
                at = end
                break
        else:
            at += 1


def _headline(words: Sequence[Word]) -> bool:
    """Whether a line is in title case or capitals: its common words have capitals too, which say nothing."""
    if len(words) > LONGEST_HEADLINE:
        return False
    common = [word for word in words if len(word.text) > 3 and word.low in common_words()]
    return len(common) >= 2 and sum(word.capital for word in common) >= HEADLINE * len(common)


def _is_capital(word: Word) -> bool:
    """Whether a word can stand in a name: a capital first, or al-Assad, d'Estaing, eBay."""
    text = word.text
    if text[0].isupper():
        return True
    if "-" in text and text[:3] in {"al-", "el-", "ad-", "as-", "an-", "ul-"}:
        return text[3:4].isupper()
    return text[:2] in {"d'", "d’", "l'", "l’"} and text[2:3].isupper()


def _runs(words: Sequence[Word], starts: frozenset[int], text: str) -> Iterator[Mention]:
    """Give the capitalised runs of one paragraph."""
    lists = words_about_names()
    at = 0
    count = len(words)
    while at < count:
        word = words[at]
        if not word.is_word or not _is_capital(word) or _never(words, at):
            at += 1
            continue
        end = _run_end(words, at, text, starts)
        opens = (
            at == 0
            or word.start in starts
            or words[at - 1].text in OPENING | SENTENCE_END
            or "\n" in text[words[at - 1].end : word.start]
        )
        yield from _parts(list(words[at:end]), words, at, end, opens=opens)
        at = end


def _never(words: Sequence[Word], at: int) -> bool:
    """Whether a capitalised word is no name wherever it stands: a day, a month, "I've", a unit after a number."""
    never = words_about_names()["never"]
    text = bare(words[at].text)
    if text in never or (text.isupper() and len(text) > 2 and text.capitalize() in never):
        return True
    if CONTRACTION.search(text) or PARTY_AND_STATE.match(text):
        return True
    if text.isupper() and len(text) > 3 and fold(text) in common_words() and look_up(text) is None:
        return True  # "FULL TEXT", "ALL": set in capitals for the eye
    return at > 0 and words[at - 1].text[-1].isdigit() and len(text) <= 3


def _run_end(words: Sequence[Word], at: int, text: str, starts: frozenset[int]) -> int:
    """Return the index after the run of capitalised words, particles and joining words that starts at `at`."""
    lists = words_about_names()
    end = at + 1
    while end < len(words) and end - at < LONGEST * 2:
        previous, word = words[end - 1], words[end]
        gap = text[previous.end : word.start]
        if previous.text != bare(previous.text) and not previous.text.endswith(("s'", "s’")):
            break  # a possessive ends a name
        if len(gap) > 2 or "\n" in gap:
            break
        if word.is_word and _is_capital(word) and word.start not in starts and not _never(words, end):
            end += 1
            continue
        if not word.is_word and word.text == "&" and end + 1 < len(words) and words[end + 1].capital:
            end += 2
            continue
        step = _joined(words, end)
        if not step:
            break
        end += step
    return end


# Words that take "of" and go on: "Bank of England", "Secretary of State", "Isle of Man".
HEADS = frozenset(
    "Bank University Ministry Department House Council Institute Republic Kingdom Organization Organisation "
    "Federation Union Board Court Secretary Chamber Church Office Bureau Centre Center Isle Gulf Cape State "
    "Commonwealth City Duke Duchess Prince Princess Bay Lord Speaker School College Academy Bishop Archbishop "
    "Assembly Committee Observatory Fund Association Society League "
    "Strait Commission Army Party People's Front Joint Court Museum Agency Coalition".split()
)


def _joined(words: Sequence[Word], at: int) -> int:
    """Return how many joining words before a further capital belong to the name, 0 for none."""
    lists = words_about_names()
    heads = words[at - 1].text in lists["organisation"] | HEADS
    for step in (1, 2):
        if at + step >= len(words):
            return 0
        middle, following = words[at : at + step], words[at + step]
        if not following.is_word or not following.capital:
            continue
        lows = [word.text for word in middle]
        if all(low in lists["particle"] for low in lows):
            return step
        if heads and lows[0] in {"of", "for"} and all(low in {"of", "for", "the"} for low in lows):
            return step
    return 0


def _parts(run: list[Word], words: Sequence[Word], at: int, end: int, *, opens: bool) -> Iterator[Mention]:
    """Cut a run into its names: leading common word, peoples, titles, then the name itself."""
    lists = words_about_names()
    before = words[at - 1] if at else None
    after = words[end] if end < len(words) else None
    whole = _phrase(run)
    known = look_up(whole)
    if known is not None and not (opens and len(run) == 1 and known.kind == "other"):
        yield _mention(run, before, after, sure=True)
        return
    if len(run) == 1 and fold(run[0].text) in CLOSED:
        return
    unsure = False
    if opens and run[0].text not in lists["title"]:
        first = fold(bare(run[0].text))
        if (
            first in common_words()
            or first in DETERMINERS
            or first in PRONOUNS
            or (len(run) == 1 and first in lists["alone"])
        ):
            if len(run) > 1 and run[0].text in lists["organisation"] | HEADS:
                pass
            elif len(run) == 1:
                unsure = True
            else:
                before, run = run[0], run[1:]
        elif len(run) == 1 and (
            first.endswith(("ing", "ly", "ed")) or look_up(bare(run[0].text)) is None and _numeral(first)
        ):
            unsure = True
    titled = False
    while run:
        piece = _leading_people(run)
        if piece and len(run) > piece and _phrase(run) not in {""} and not _organisation(run):
            yield _mention(run[:piece], before, run[piece])
            before, run = run[piece - 1], run[piece:]
            continue
        if run[0].text in lists["title"] and not (len(run) > 1 and look_up(_phrase(run)) is not None):
            if _organisation(run) and (
                run[0].text not in lists["personal"]
                or (len(run) > 1 and run[1].text in lists["organisation"])
            ):
                break
            titled = run[0].text in lists["personal"] or titled
            before, run = run[0], run[1:]
            if run and run[0].text in lists["joining"] | lists["particle"] and not titled:
                before, run = run[0], run[1:]
            continue
        break
    while run and not run[-1].capital and not _is_capital(run[-1]):
        run = run[:-1]
    while run and (run[0].text in lists["joining"] or run[0].text == "&"):
        run = run[1:]
    cut = _glued(run)
    if cut:
        yield _mention(run[:cut], before, run[cut], sure=True)
        before, run = run[cut - 1], run[cut:]
    if not run or len(run) > LONGEST or (len(run) == 1 and len(bare(run[0].text)) < 2):
        return
    if len(run) == 1 and run[0].text in lists["title"] | lists["suffix"]:
        return
    office = _office(run)
    if office:
        holder = run[office:]
        run = run[: office - 1]
        while run and run[-1].text in lists["title"]:
            run = run[:-1]
        if run:
            yield _mention(run, before, holder[0], sure=not unsure)
        yield _mention(holder, words[at], after, titled=True)
        return
    for piece, left, right in _without_common(run, before, after, titled=titled):
        yield _mention(piece, left, right, titled=titled, sure=not unsure)


def _office(run: Sequence[Word]) -> int:
    """Return where the person starts in "Superior Court Judge James Bodiford", 0 when no title stands inside."""
    lists = words_about_names()
    for index in range(len(run) - 1, 0, -1):
        if run[index - 1].text in lists["personal"] | OFFICES and index > 1:
            tail = run[index:]
            return 0 if _organisation(tail) or tail[0].text in lists["joining"] else index
    return 0


OFFICES = frozenset({"Attorney", "Deputy", "Minister", "Officer"})


def _without_common(
    run: list[Word], before: Word | None, after: Word | None, *, titled: bool
) -> Iterator[tuple[list[Word], Word | None, Word | None]]:
    """Cut a long run at common words: headlines run into the text, lists set in capitals."""
    if len(run) < 4 or titled or _organisation(run) or look_up(_phrase(run)) is not None:
        yield run, before, after
        return
    pieces: list[list[Word]] = [[]]
    for word in run:
        if fold(bare(word.text)) in common_words():
            pieces.append([])
        else:
            pieces[-1].append(word)
    for piece in pieces:
        if piece:
            yield piece, None, None


NUMERALS = frozenset(
    "eleven twelve thirteen fifteen sixteen twenty thirty forty fifty sixty seventy eighty ninety".split()
)


def _numeral(word: str) -> bool:
    return word.partition("-")[0] in NUMERALS


def _phrase(run: Sequence[Word]) -> str:
    return " ".join([*(word.text for word in run[:-1]), bare(run[-1].text)])


def _leading_people(run: Sequence[Word]) -> int:
    """Return how many words at the front name a people or place used as an adjective ("North Korean")."""
    for size in (3, 2, 1):
        if len(run) > size:
            known = look_up(" ".join(word.text for word in run[:size]))
            if any(bare(word.text) in words_about_names()["place"] for word in run[size:]):
                continue
            if known is not None and (known.metonym or (known.kind == "place" and _titled_after(run[size:]))):
                return size
    return 0


def _glued(run: Sequence[Word]) -> int:
    """Return where a known name ends that another name follows with nothing between.

    Machine translation leaves out the word: "the leader of Damascus Bashar Assad", "the EI Syria".
    """
    if len(run) < 2 or any(
        bare(w.text) in words_about_names()[k] for w in run for k in ("organisation", "place")
    ):
        return 0
    for size in range(min(3, len(run) - 1), 0, -1):
        known = look_up(_phrase(run[:size]))
        if known is None:
            continue
        rest = run[size:]
        if look_up(_phrase(rest)) is not None or (
            known.country is not None and len(rest) > 1 and rest[0].is_word
        ):
            return size
    return 0


def _titled_after(rest: Sequence[Word]) -> bool:
    return rest[0].text in words_about_names()["title"]


def _organisation(run: Sequence[Word]) -> bool:
    lists = words_about_names()
    return any(bare(word.text) in lists["organisation"] for word in run) and not (
        len(run) > 1 and run[0].text in lists["personal"]
    )


def _mention(
    run: Sequence[Word], before: Word | None, after: Word | None, *, titled: bool = False, sure: bool = True
) -> Mention:
    mention = Mention(words=list(run), before=before, after=after, titled=titled, sure=sure)
    mention.known = None if titled else look_up(_phrase(run))
    tokens = (fold(bare(word.text)).replace(".", "") for word in run)
    mention.tokens = tuple(token for token in tokens if token)
    return mention


def _settle(mentions: Sequence[Mention]) -> None:
    """Give every mention its kind, value and display form, deciding for a bearer and not for a mention."""
    votes: dict[str, Counter[Kind]] = {}
    surely = {
        each.known.value for each in mentions if each.known and _phrase(each.words) not in ambiguous_forms()
    }
    for mention in mentions:
        if mention.known is not None and mention.known.value not in surely:
            mention.known = None
        mention.value = " ".join(mention.tokens)
        mention.display = _phrase(mention.words)
        if mention.known is not None:
            mention.kind, mention.value, mention.display = (
                mention.known.kind,
                mention.known.value,
                mention.known.display,
            )
        else:
            votes.setdefault(mention.value, Counter()).update(_cues(mention))
    for mention in mentions:
        if mention.known is None:
            mention.kind = _verdict(votes[mention.value]) or _shape(mention)
    _surnames(mentions, votes)


def _cues(mention: Mention) -> Iterable[Kind]:
    """Give one vote for each sign of a kind at this mention."""
    lists = words_about_names()
    words = mention.words
    if mention.titled:
        yield from ("person",) * 4
    last, first = bare(words[-1].text), bare(words[0].text)
    if len(words) > 1 and first in DIRECTIONS:
        yield from ("place",) * 2
    if len(words) > 1 and (last in lists["organisation"] or first in lists["organisation"]):
        yield from ("organisation",) * 3
    elif len(words) > 1 and last in lists["place"]:
        yield from ("place",) * 3
    if len(words) == 1 and last.isupper() and len(last) > 1:
        yield from ("organisation",) * 2
    if 1 < len(words) <= 4 and fold(first) in given_names():
        yield from ("person",) * 2
    if 1 < len(words) <= 4 and any(len(word.text) == 2 and word.text[1] == "." for word in words[:-1]):
        yield from ("person",) * 2
    if len(words) > 1 and last in lists["suffix"]:
        yield "person"
    if mention.before is not None:
        low = mention.before.low
        if low in lists["role"] or mention.before.text in lists["personal"]:
            yield from ("person",) * 2
        if low in PLACE_BEFORE and not mention.titled:
            yield "place"
        if low == "the" and len(words) > 1:
            yield "organisation"
    if mention.after is not None:
        low = mention.after.low
        if low in speech_verbs() and low.endswith(("ed", "said", "told", "says", "wrote")):
            yield "person"
        if low in {"who", "whose", "himself", "herself"}:
            yield from ("person",) * 2
        if low == "-based":
            yield "place"


def _verdict(votes: Counter[Kind]) -> Kind | None:
    return votes.most_common(1)[0][0] if votes else None


def _shape(mention: Mention) -> Kind:
    """Judge by shape alone: two or three capitalised words, none of them a common one, are a person."""
    tokens = mention.tokens
    whole = all(
        word.text[0].isupper() or word.text in words_about_names()["particle"] for word in mention.words
    )
    odd = any(
        token in common_words() or look_up(word.text) is not None or _acronym(word.text)
        for token, word in zip(tokens, mention.words, strict=False)
    )
    return "person" if whole and 1 < len(tokens) <= 4 and not odd else "other"


def _acronym(text: str) -> bool:
    """Whether a word is letters in capitals, or has a digit or an inner capital that no surname has."""
    letters = text.rstrip(".")
    return len(letters) > 1 and (letters.isupper() or any(character.isdigit() for character in letters))


def _surnames(mentions: Sequence[Mention], votes: dict[str, Counter[Kind]]) -> None:
    """Give a surname alone the value of the full name last seen, or else next seen, that ends in it."""
    ahead: dict[str, list[tuple[int, Mention]]] = {}
    for index, mention in enumerate(mentions):
        if mention.kind == "person" and 1 < len(mention.tokens) <= 5 and mention.known is None:
            ahead.setdefault(_surname(mention.tokens), []).append((index, mention))
    for index, mention in enumerate(mentions):
        if mention.known is not None or not _may_be_surname(mention, votes):
            continue
        key = _surname(mention.tokens) if mention.tokens else ""
        if len(mention.tokens) > 1 and len(_without_particles(mention.tokens)) > 1:
            continue
        candidates = ahead.get(key)
        if not candidates:
            continue
        earlier = [each for at, each in candidates if at < index]
        full = earlier[-1] if earlier else candidates[0][1]
        if len(full.tokens) > 1:
            if votes.get(mention.value, Counter())["person"]:
                full.kind = "person"
            mention.value, mention.display, mention.kind = full.value, full.display, full.kind
    people = {m.value for m in mentions if m.kind == "person"}
    for mention in mentions:
        if mention.kind == "other" and mention.value in people:
            mention.kind = "person"


def _may_be_surname(mention: Mention, votes: dict[str, Counter[Kind]]) -> bool:
    """Whether a single word may be a person's: titled, or not mostly a place's or organisation's."""
    if mention.titled:
        return True
    seen = votes.get(mention.value, Counter())
    return not seen["organisation"] and seen["person"] * 2 >= seen["place"]


def _without_particles(tokens: Sequence[str]) -> tuple[str, ...]:
    particles = words_about_names()["particle"]
    kept = tuple(token.removeprefix("al-").removeprefix("el-") for token in tokens if token not in particles)
    return kept or tuple(tokens)


def _surname(tokens: Sequence[str]) -> str:
    """Return the last name, without "al-", "Jr." and the like."""
    suffixes = {"jr", "sr", "ii", "iii", "iv"}
    kept = [token for token in _without_particles(tokens) if token not in suffixes]
    return kept[-1] if kept else tokens[-1]


EXTRACTOR = Extractor(kind="name", extract=extract)
