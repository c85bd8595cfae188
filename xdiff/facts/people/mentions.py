"""Cutting a run of capitalised words into the names in it, without titles and peoples before them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from xdiff.facts.people.gazetteer import (
    Kind,
    Known,
    common_words,
    fold,
    given_names,
    given_names_of,
    look_up,
    words_about_names,
)
from xdiff.facts.syntax.grammar import (
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    Word,
    listed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 9  # words of one name; longer capitalised runs are headlines or lists


DIRECTIONS = listed("North South East West Northern Southern Eastern Western Central Upper Lower")


CLOSED = DETERMINERS | PRONOUNS | PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS


# Words that take "of" and go on: "Bank of England", "Secretary of State", "Isle of Man".
HEADS = listed(
    "Bank University Ministry Department House Council Institute Republic Kingdom Organization Organisation "
    "Federation Union Board Court Secretary Chamber Church Office Bureau Centre Center Isle Gulf Cape State "
    "Commonwealth City Duke Duchess Prince Princess Bay Lord Speaker School College Academy Bishop "
    "Assembly Committee Observatory Fund Association Society League "
    "Strait Commission Army Party People's Front Joint Court Museum Agency Coalition"
)


Sex = Literal["woman", "man"]
COURTESY = listed("Mr Mr. Mrs Mrs. Ms Ms. Miss Mme Mme.")
WOMEN = listed(
    "Mrs Ms Miss Lady Queen Princess Madame Mme Dame Baroness Congresswoman Actress Duchess Sister"
)
MEN = listed("Mr Sir Lord King Prince Pope Monsieur Baron Congressman Actor Duke Emperor Sheikh Brother")
ROYAL = listed("King Queen Prince Princess Emperor Empress Emir Sultan")


@dataclass(slots=True)
class Mention:
    """One capitalised run: words `first` to `last` of its paragraph, titles already stripped."""

    words: list[Word]
    before: Word | None
    after: Word | None
    titled: bool = False
    sex: Sex | None = None  # as a title tells it
    realm: str | None = None  # the country a king is king of
    acts: str | None = None  # of a capital that stands for its state: its own value
    state: str | None = None  # the country an organisation belongs to, where its name tells
    short: str | None = None  # its letters, where the text explains them
    headline: bool = False  # in a line of capitals, which say nothing of its kind
    sure: bool = True  # False when every capital in it may be the sentence's or the headline's
    known: Known | None = None
    kind: Kind | None = None
    value: str = ""
    display: str = ""
    tokens: tuple[str, ...] = field(default_factory=tuple)


def bare(text: str) -> str:
    """Return a word without possessive ending: "Putin's" -> "Putin", "States'" -> "States"."""
    if text.endswith(("'s", "’s")):
        return text[:-2]
    return text.rstrip("'’")


def is_capital(word: Word) -> bool:
    """Whether a word can stand in a name: a capital first, or al-Assad, d'Estaing, eBay."""
    text = word.text
    if text[0].isupper():
        return True
    if "-" in text and text[:3] in {"al-", "el-", "ad-", "as-", "an-", "ul-", "ez-", "az-", "ar-", "at-"}:
        return text[3:4].isupper()
    return text[:2] in {"d'", "d’", "l'", "l’"} and text[2:3].isupper()


def cut(run: list[Word], words: Sequence[Word], at: int, end: int, *, opens: bool) -> Iterator[Mention]:
    """Cut a run into its names.

    Args:
        run: the capitalised words, `words[at:end]`.
        words: the paragraph.
        at: where the run starts.
        end: where it ends.
        opens: whether its first capital is the sentence's anyway.
    """
    before = words[at - 1] if at else None
    after = words[end] if end < len(words) else None
    known = None if _is_title(before) else look_up(phrase(run))
    if known is not None and not (opens and len(run) == 1 and known.kind == "other"):
        yield make_mention(run, before, after)
        return
    closed = len(run) == 1 and fold(run[0].text) in CLOSED
    explained = before is not None and before.text == "("
    if closed and not (run[0].text.isupper() and len(run[0].text) > 2):
        return
    sure = not closed or explained  # "the International Tracing Service (ITS)"
    if opens and run[0].text not in words_about_names()["title"]:
        means_nothing = _means_nothing(run)
        sure = sure and (closed or not (means_nothing and len(run) == 1))
        if means_nothing and len(run) > 1:
            before, run = run[0], run[1:]
    people, run, titles = _without_titles(run, before)
    yield from people
    if _is_title(before) and not people:
        titles.append(words[at - 1].text)
    titled = not words_about_names()["personal"].isdisjoint(titles)
    for mention in _names(run, people[-1].words[-1] if people else before, after, titled=titled):
        mention.sure = sure
        if titled and mention.words[0] is run[0]:
            mention.sex = sex_of(titles)
            mention.realm = _realm(titles, mention, words, end)
        yield mention


def _is_title(word: Word | None) -> bool:
    """Whether the word before a run is a courtesy title, which no run begins with."""
    return word is not None and word.text in COURTESY


def sex_of(titles: Sequence[str]) -> Sex | None:
    """Return whether titles are a woman's or a man's, None when they do not say."""
    plain = {title.rstrip(".,") for title in titles}
    return "woman" if plain & WOMEN else "man" if plain & MEN else None


def _realm(titles: Sequence[str], mention: Mention, words: Sequence[Word], end: int) -> str | None:
    """Return the country of "King Abdullah of Jordan"."""
    if len(mention.words) > 2 or end + 1 >= len(words) or words[end].text != "of" or not ROYAL & set(titles):
        return None
    for size in (2, 1):
        known = look_up(phrase(words[end + 1 : end + 1 + size]))
        if known is not None and known.country is not None:
            return known.country
    return None


def _means_nothing(run: Sequence[Word]) -> bool:
    """Whether the first word of a run has its capital from the sentence: "However", "Critics", "Fifty"."""
    lists = words_about_names()
    first = fold(bare(run[0].text))
    if len(run) > 1:
        if run[0].text in lists["organisation"] | HEADS or _opens_person(run):
            return False
        return first in common_words() or first in CLOSED
    if first in common_words() or first in lists["alone"]:
        return True
    return first.endswith(("ing", "ly", "ed", "s")) or first.partition("-")[0] in NUMERALS


PARTICLES_FIRST = listed("Bin Al El De Di Van Von Ben Abu Ibn Della Del La Le")


def _opens_person(run: Sequence[Word]) -> bool:
    """Whether a sentence opens with a person whose first word is common too: Bill Harker, Moon Jae-in.

    "Park Geun-hye" has a given name that no common word follows; "Bill Passes" has not.
    """
    first, second = bare(run[0].text), fold(bare(run[1].text))
    if second in common_words() or look_up(run[1].text) is not None:
        return False
    if first in PARTICLES_FIRST or fold(first) in given_names_of("men") | given_names_of("women"):
        return True
    return first in words_about_names()["family"] and "-" in second


def _without_titles(run: list[Word], before: Word | None) -> tuple[list[Mention], list[Word], list[str]]:
    """Strip what stands before a person: peoples, which are mentions of their own, and titles.

    Returns:
        The peoples, the rest of the run, and the titles.
    """
    lists = words_about_names()
    people: list[Mention] = []
    titles: list[str] = []
    while run:
        size = _leading_people(run)
        if 0 < size < len(run) and not names_organisation(run):
            people.append(make_mention(run[:size], before, run[size]))
        elif run[0].text in lists["title"] and not _title_belongs(run):
            titles.append(run[0].text)
            size = _office_of(run)
        else:
            break
        before, run = run[size - 1], run[size:]
    return people, run, titles


def _office_of(run: Sequence[Word]) -> int:
    """Return how many words the title at the front has: "Secretary of State" has three."""
    lists = words_about_names()
    at = 1
    if len(run) < 3 or run[1].low not in {"of", "for"}:
        return 1
    while at < len(run) and (
        run[at].text in lists["portfolio"] or run[at].low in {"of", "for", "the", "and"}
    ):
        at += 1
    return at if run[at - 1].text in lists["portfolio"] else 1


def _title_belongs(run: Sequence[Word]) -> bool:
    """Whether the title at the front is part of a name: "General Assembly", "Republican Party"."""
    lists = words_about_names()
    if len(run) > 1 and look_up(phrase(run)) is not None:
        return True
    second = len(run) > 1 and run[1].text in lists["organisation"]
    return names_organisation(run) and (run[0].text not in lists["personal"] or second)


def _names(run: list[Word], before: Word | None, after: Word | None, *, titled: bool) -> Iterator[Mention]:
    """Give the names of a run without titles in front: often one, more where words are missing between."""
    lists = words_about_names()
    while run and not is_capital(run[-1]) and run[-1].text != "plc" and not run[-1].text.isdigit():
        run = run[:-1]
    while run and (run[0].text in lists["joining"] or not run[0].is_word):
        run = run[1:]
    if len(run) > 1 and run[0].low in DETERMINERS and not titled and look_up(phrase(run)) is None:
        before, run = run[0], run[1:]
    if len(run) > 1 and run[0].low.endswith(VERBAL) and run[0].low in common_words():
        known = look_up(phrase(run[1:]))
        if known is not None and look_up(phrase(run)) is None:
            before, run = run[0], run[1:]  # "Passes Senate"
    glued = _glued(run)
    if glued:
        yield make_mention(run[:glued], before, run[glued])
        before, run = run[glued - 1], run[glued:]
    if not run or len(run) > LONGEST:
        return
    if all(len(word.text.strip(".")) < 2 for word in run):
        return  # "N. J."
    if len(run) == 1 and (len(bare(run[0].text)) < 2 or run[0].text in lists["title"] | lists["suffix"]):
        return
    office = _office(run)
    if office:
        held = run[: office - 1]
        while held and held[-1].text in lists["title"] | BEFORE_OFFICES:
            held = held[:-1]
        if held and not (len(held) == 1 and fold(held[0].text) in common_words()):
            yield make_mention(held, before, run[office])
        yield make_mention(run[office:], run[office - 1], after, titled=True)
        return
    for piece, left, right in _without_common(run, before, after, titled=titled):
        yield make_mention(piece, left, right, titled=titled)


VERBAL = ("s", "ed", "ing")


def _office(run: Sequence[Word]) -> int:
    """Return where the person starts in "Superior Court Judge James Bodiford", 0 for none."""
    lists = words_about_names()
    for index in range(len(run) - 1, 0, -1):
        tail = run[index:]
        if run[index - 1].low in lists["role"] and 1 < len(tail) < 4 and _begins_given(tail):
            return index
        if run[index - 1].text in lists["personal"] | OFFICES and index > 1:
            return 0 if names_organisation(tail) or tail[0].text in lists["joining"] else index
    return 0


def _begins_given(run: Sequence[Word]) -> bool:
    return fold(bare(run[0].text)) in given_names()


OFFICES = listed(
    "Attorney Deputy Minister Officer Inspector Superintendent Constable Commander Chair Chief Marshal"
)
BEFORE_OFFICES = listed("District Circuit Magistrate Appeals Crown Grand Police")  # "U.S. District Judge"


def _without_common(
    run: list[Word], before: Word | None, after: Word | None, *, titled: bool
) -> Iterator[tuple[list[Word], Word | None, Word | None]]:
    """Cut a long run at common words: headlines run into the text, lists set in capitals."""
    joined = any(word.text in {"of", "for"} for word in run)
    if len(run) < 4 or titled or joined or names_organisation(run) or look_up(phrase(run)) is not None:
        yield run, before, after
        return
    pieces: list[list[Word]] = [[]]
    inside = words_about_names()["particle"]
    for word in run:
        if fold(bare(word.text)) in common_words() and word.text not in inside:
            pieces.append([])
        else:
            pieces[-1].append(word)
    for piece in pieces:
        if piece:
            yield piece, None, None


NUMERALS = listed(
    "eleven twelve thirteen fifteen sixteen twenty thirty forty fifty sixty seventy eighty ninety"
)


def phrase(run: Sequence[Word]) -> str:
    """Return a run as one string, without a possessive at its end."""
    return " ".join([*(word.text for word in run[:-1] if word.text != ","), bare(run[-1].text)])


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
        known = look_up(phrase(run[:size]))
        if known is None:
            continue
        rest = run[size:]
        if look_up(phrase(rest)) is not None or (
            known.country is not None and len(rest) > 1 and rest[0].is_word
        ):
            return size
    return 0


def _titled_after(rest: Sequence[Word]) -> bool:
    return rest[0].text in words_about_names()["title"]


def names_organisation(run: Sequence[Word]) -> bool:
    """Whether a word of the run makes it an organisation, and no title makes it a person."""
    lists = words_about_names()
    return any(bare(word.text) in lists["organisation"] for word in run) and not (
        len(run) > 1 and run[0].text in lists["personal"]
    )


def make_mention(
    run: Sequence[Word],
    before: Word | None,
    after: Word | None,
    *,
    titled: bool = False,
) -> Mention:
    """Make the mention of a run, looking it up in the tables unless a title makes it a person."""
    mention = Mention(words=list(run), before=before, after=after, titled=titled)
    mention.known = None if titled else look_up(phrase(run))
    tokens = (fold(bare(word.text)).replace(".", "") for word in run if word.text != ",")
    mention.tokens = tuple(token for token in tokens if token)
    return mention
