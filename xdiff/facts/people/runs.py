"""Finding runs of capitalised words, and judging which capitals mean a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xdiff.facts.people.alike import ARTICLE
from xdiff.facts.people.gazetteer import (
    ambiguous_forms,
    common_words,
    fold,
    given_names_of,
    look_up,
    words_about_names,
)
from xdiff.facts.people.mentions import HEADS, LONGEST, Mention, bare, cut, is_capital, make_mention, phrase
from xdiff.facts.syntax.grammar import SENTENCE_END, Word, listed, row, word_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xdiff.records import Article, ParagraphKind

# A line is set in title case when it has at least so many common words, and this share of them capitalised.
# Body text needs more: "Staff of the National Disaster Agency flew in" has three of four.
HEADLINE: dict[ParagraphKind, tuple[int, float]] = {"heading": (2, 0.7), "body": (4, 0.85)}


LONGEST_HEADLINE = 30  # words and marks


CONTRACTION = re.compile(r"['’](?:ve|ll|re|d|m|t)$", re.IGNORECASE)


PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z]")  # "(D-Mass.)" after an American politician


PREFIXES = listed("anti pro non post pre ex mid trans inter intra pan neo un then")


GIVEN_PART = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{1,5}")


# Particles in small letters that begin a surname after a title: "Mr. de Villepin". No English words.
LEADING = listed("von van der den de del della di du bin ibn al el dos la le ter zu")


ASKED = frozenset({"Q.", "A."})  # of an interview
OPENING = frozenset("\"“„«'‘([:•*—–-|")


def mentions_of(article: Article) -> list[Mention]:
    """Find the runs of every paragraph; drop unsure ones that nothing else in the document bears out."""
    text = article.document.text
    starts = frozenset(sentence.span.start for sentence in article.sentences)
    found: list[Mention] = []
    for paragraph in article.paragraphs:
        words = _parted(row(text, paragraph.span, ()))
        titled_line = _headline(words, paragraph.kind)
        for mention in _runs(words, starts, text):
            if titled_line:
                mention.sure = mention.titled = False
                mention.headline = True
                if phrase(mention.words) in ambiguous_forms():
                    mention.known = None  # "WHERE JAPAN IS FACING"
            found.append(mention)
    sure = {form for mention in found if mention.sure for form in _forms(mention)}
    kept: list[Mention] = []
    for mention in (part for each in found for part in _pair(each, sure)):
        if mention.sure or mention.known is not None or mention.titled:
            kept.append(mention)
        else:
            kept.extend(_borne_out(mention, sure))
    return kept


def _parted(words: Sequence[Word]) -> list[Word]:
    """Return a paragraph's words with the hyphened ones cut where a name ends."""
    found: list[Word] = []
    for word in words:
        if "-" in word.text and not (found and _given_part(found[-1].text, word.text)):
            found.extend(_unjoined(word))
        else:
            found.append(word)
    return found


def _given_part(before: str, text: str) -> bool:
    """Whether a hyphened word is the given name behind a family name: Park Geun-hye, Mao Tse-tung."""
    return before in words_about_names()["family"] and GIVEN_PART.fullmatch(bare(text)) is not None


def _unjoined(word: Word) -> Iterator[Word]:
    """Cut "US-led", "anti-Isis" and "Obama-Putin" where a name ends; keep "Jean-Claude" and "al-Assad"."""
    text = word.text
    if "-" not in text or not text[0].isalpha():
        yield word
        return
    pieces = text.split("-")
    if pieces[0] in {"Co", "Re"}:
        yield word  # Co-operation
        return
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
        yield make_mention([word_at(at, piece)], None, None)
        at += len(piece) + 1


def _forms(mention: Mention) -> Iterator[str]:
    """Give the folded forms by which a sure mention vouches for unsure ones: whole, and last word."""
    tokens = [fold(bare(word.text)) for word in mention.words]
    yield " ".join(tokens)
    if tokens[-1] not in common_words():
        yield tokens[-1]
        yield ARTICLE.sub("", tokens[-1])
    if 1 < len(tokens) < 4 and tokens[0] in given_names_of("women") | given_names_of("men"):
        yield tokens[0]


def _borne_out(mention: Mention, sure: set[str]) -> Iterator[Mention]:
    """Give the longest parts of an unsure run that stand as sure names elsewhere in the document."""
    tokens = [fold(bare(word.text)) for word in mention.words]
    at = 0
    while at < len(tokens):
        for end in range(len(tokens), at, -1):
            if " ".join(tokens[at:end]) in sure or (end - at > 1 and look_up(" ".join(tokens[at:end]))):
                part = mention.words[at:end]
                found = make_mention(
                    part,
                    mention.words[at - 1] if at else mention.before,
                    mention.words[end] if end < len(tokens) else mention.after,
                )
                found.headline = mention.headline
                yield found
                at = end
                break
        else:
            at += 1


def _headline(words: Sequence[Word], kind: ParagraphKind) -> bool:
    """Whether a line is in title case or capitals: its common words have capitals too, which say nothing."""
    if len(words) > LONGEST_HEADLINE:
        return False
    letters = [word.text for word in words if word.text[0].isalpha()]
    if len(letters) > 2 and all(text.isupper() for text in letters):
        return True
    common = [word for word in words if len(word.text) > 3 and word.low in common_words()]
    least, share = HEADLINE[kind]
    return len(common) >= least and sum(word.capital for word in common) >= share * len(common)


def _runs(words: Sequence[Word], starts: frozenset[int], text: str) -> Iterator[Mention]:
    """Give the capitalised runs of one paragraph."""
    words_about_names()
    at = 0
    count = len(words)
    while at < count:
        word = words[at]
        if not word.is_word or not is_capital(word) or _never(words, at):
            at += 1
            continue
        while at and words[at - 1].text in LEADING and _after_title(words, at - 1):
            at -= 1
        end = _run_end(words, at, text, starts)
        opens = (
            at == 0
            or word.start in starts
            or words[at - 1].text in OPENING | SENTENCE_END | ASKED
            or "\n" in text[words[at - 1].end : word.start]
        )
        yield from cut(list(words[at:end]), words, at, end, opens=opens)
        at = end


MONTHS_OF_PEOPLE = listed("Jan May March April June August")  # Theresa May, Mrs May, Jan van der Berg


def _person_around(words: Sequence[Word], at: int) -> bool:
    """Whether a month's name stands behind a title or a given name, or Jan before a surname."""
    if at and (
        words[at - 1].text in words_about_names()["personal"]
        or (
            words[at - 1].capital
            and fold(words[at - 1].text) in given_names_of("women") | given_names_of("men")
        )
    ):
        return True
    after = words[at + 1] if at + 1 < len(words) else None
    if after is None or (at and words[at - 1].low in BEFORE_MONTHS):
        return False
    if words[at].text == "Jan":
        return after.capital or after.text in LEADING
    return words[at].text in {"April", "June", "August"} and _surname(after)


BEFORE_MONTHS = listed(
    "a an the in of since by until till last next this early late mid on from to between before after for"
)


def _surname(word: Word) -> bool:
    """Whether a capitalised word may be a surname: no common word, none that titles or tables know."""
    text = bare(word.text)
    if not word.capital or fold(text) in common_words() or look_up(text) is not None:
        return False
    return text not in words_about_names()["never"] | words_about_names()["title"]


def _after_title(words: Sequence[Word], at: int) -> bool:
    """Whether particles from before `at` on stand behind a title, with blanks alone between."""
    while at and words[at].text in LEADING:
        at -= 1
    return words[at].text in words_about_names()["personal"]


def _never(words: Sequence[Word], at: int) -> bool:
    """Whether a capitalised word is no name wherever it stands: a day, "I've", a unit after a number."""
    never = words_about_names()["never"]
    text = bare(words[at].text)
    if len(text) == 2 and text[1] == "." and at + 1 < len(words) and words[at + 1].capital:
        return words[at + 1].low in common_words()  # "A. Kessler", not the answer in "A. Yes"
    if text in MONTHS_OF_PEOPLE and _person_around(words, at):
        return False
    if text in never or (text.isupper() and len(text) > 2 and text.capitalize() in never):
        return True
    if CONTRACTION.search(text) or PARTY_AND_STATE.match(text):
        return True
    if text.isupper() and len(text) > 3 and fold(text) in common_words() and look_up(text) is None:
        return True  # "FULL TEXT", "ALL": set in capitals for the eye
    return at > 0 and words[at - 1].text[-1].isdigit() and len(text) <= 3


def _run_end(words: Sequence[Word], at: int, text: str, starts: frozenset[int]) -> int:
    """Return the index after the run of capitals, particles and joining words that starts at `at`."""
    words_about_names()
    end = at + 1
    while end < len(words) and end - at < LONGEST * 2:
        previous, word = words[end - 1], words[end]
        gap = text[previous.end : word.start]
        if previous.text != bare(previous.text) and not previous.text.endswith(("s'", "s’")):
            break  # a possessive ends a name
        if len(gap) > 2 or "\n" in gap:
            break
        if (
            word.is_word
            and is_capital(word)
            and word.start not in starts
            and (not _never(words, end) or (end - at > 1 and word.text in words_about_names()["suffix"]))
        ):
            end += 1
            continue
        if not word.is_word and word.text == "&" and end + 1 < len(words) and words[end + 1].capital:
            end += 2
            continue
        step = _joined(words, end, at) or _suffixed(words, end) or _known_further(words, at, end)
        if not step:
            break
        end += step
    return end


def _joined(words: Sequence[Word], at: int, begin: int) -> int:
    """Return how many joining words before a further capital belong to the name, 0 for none."""
    lists = words_about_names()
    # "Society for the Protection of" goes on as it began.
    goes_on = any(word.text in {"of", "for"} for word in words[begin:at])
    previous = words[at - 1].text
    for step in (1, 2):
        if at + step >= len(words):
            return 0
        middle, following = words[at : at + step], words[at + step]
        if not following.is_word or not following.capital:
            continue
        lows = [word.text for word in middle]
        if all(low in lists["particle"] for low in lows):
            return step
        if lows[0] in {"of", "for"} and all(low in {"of", "for", "the"} for low in lows):
            further = goes_on and lows[0] == "of" and look_up(bare(following.text)) is None
            if previous in lists["organisation"] | HEADS or further:
                return step
        if previous in COMMITTEES and lows == ["on"]:
            return step
        if previous in lists["personal"] and lows == ["of"] and following.text in lists["portfolio"]:
            return step  # Minister of Foreign Affairs
        if lows[0] == "and" and look_up(" ".join([previous, *lows, bare(following.text)])) is not None:
            return step  # Trinidad and Tobago
    return 0


COMMITTEES = listed("Committee Subcommittee Commission Conference")  # on Rules, on Foreign Relations


def _known_further(words: Sequence[Word], begin: int, end: int) -> int:
    """Return how many words a name of the tables goes on with: "for Security and Co-operation in Europe"."""
    if words[end].text not in {"and", "in", "on"}:
        return 0
    for first in range(begin, min(end, begin + 3)):
        for size in (4, 3, 2):
            if look_up(" ".join(word.text for word in words[first : end + size])) is not None:
                return size
    return 0


def _suffixed(words: Sequence[Word], at: int) -> int:
    """Return how many words from `at` on are the rest of a name without a capital: "plc", ", Jr.", "10"."""
    word = words[at]
    if word.text == "plc":
        return 1
    if word.text == "," and at + 1 < len(words) and words[at + 1].text in GENERATIONS:
        return 2
    return int(word.text.isdigit() and look_up(f"{words[at - 1].text} {word.text}") is not None)


GENERATIONS = frozenset({"Jr", "Jr.", "Sr", "Sr."})
