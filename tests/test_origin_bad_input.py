"""Whatever comes in: an answer, or `unsure` with a true reason; never machine translation by accident."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from xdiff.origin.verdict import verdict
from xdiff.pipeline import inspect
from xdiff.records import Document, Verdict
from xdiff.segment import segment

# One local news story in twelve sentences, one a line, written for these tests.
SENTENCES = (Path(__file__).parent / "cases/origin/pool.txt").read_text(encoding="utf-8").splitlines()
TEXT = " ".join(SENTENCES)
WORDS = [word.strip(".,;:?!“”–()").lower() for word in TEXT.split()]

GERMAN = """\
Der Gemeinderat beschloss am Dienstag, das alte Schwimmbad zu schließen. Niemand war darüber glücklich, am
wenigsten die Kinder. Seit Jahren tropft es durch das Dach, und für eine Reparatur fehlt das Geld. Eine
Bürgerinitiative sammelte in zwei Wochen mehr als neunhundert Unterschriften. Der Bürgermeister versprach,
mit dem Land noch einmal zu reden. Ob das etwas ändert, weiß im Dorf keiner. Im Herbst soll eine Versammlung
stattfinden, zu der alle eingeladen sind. Bis dahin bleibt die Tür verschlossen."""

ARABIC = """\
قرر المجلس يوم الثلاثاء إغلاق المسبح القديم. لم يكن أحد سعيدا بذلك. السقف يتسرب منه الماء منذ سنوات.
جمع السكان تسعمائة توقيع في أسبوعين. وعد رئيس البلدية بالحديث مع الحكومة مرة أخرى."""

HEBREW = """\
המועצה החליטה ביום שלישי לסגור את הבריכה הישנה. איש לא שמח על כך. הגג דולף כבר שנים.
התושבים אספו תשע מאות חתימות. ראש העיר הבטיח לדבר שוב עם הממשלה."""

POEM = """\
The harbour sleeps beneath a coat of rain,
And no one walks the pier but me and you;
The lamps go out and then come on again,
As if the night had something still to do.

We counted boats until the numbers failed,
And gave them names the owners never chose;
The last one left before the first had sailed,
And where it went the water only knows.

You said that winter only comes to stay
In houses where the windows face the sea,
And I believed you, as I do today,
Though nothing that you said has come to be.
"""

LOREM = """\
Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore
magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo
consequat. Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla
pariatur. Excepteur sint occaecat cupidatat non proident, sunt in culpa qui officia deserunt mollit anim id
est laborum."""

_FIRST = ("Anna", "Berta", "Carl", "David", "Erik", "Frida", "Gus", "Hanna")
NAMES = [f"{first} {last}" for first in _FIRST for last in ("Lind", "Berg", "Voss", "Maas", "Stern", "Ness")]

PYTHON = "\n".join(
    f"def total_{n}(rows):\n    out = 0\n    for row in rows:\n        if row['value'] > {n}:\n"
    f"            out += row['value']\n    return out\n"
    for n in range(12)
)
TABLE = "\n".join(f"Team {n}\t{n * 7 % 40}\t{n * 11 % 40}\t{'won' if n % 2 else 'lost'}" for n in range(40))
SALAD = ". ".join(
    " ".join(random.Random(n).sample(WORDS, 15)).capitalize()  # noqa: S311 (a sample)
    for n in range(30)
)


def judged(text: str) -> Verdict:
    """Judge a text as the command line does."""
    return inspect(Document(id="d", text=text), fluency=False, facts=False).verdict


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The council voted on Tuesday to close the old pool.", "too short: 10 words, needs 60"),
        ("Yes. " * 1000, "too short: 1 words, needs 60, each sentence counted once"),
        (TABLE, "out of register: mostly names and numbers"),
        ("| name | played | won |\n|---|---|---|\n" + "\n".join(f"| Team {n} | {n} | 2 |" for n in range(40)),
         "out of register: mostly code or markup"),
        (POEM, "out of register: mostly short lines, as in a list or verse"),
        (PYTHON, "out of register: mostly code or markup"),
        (TEXT.upper(), "out of register: mostly capitals"),
        (GERMAN, "not English: de"),
        (ARABIC, "not English: ar"),
        (HEBREW, "not English: he"),
        (f"{TEXT}\n\n{GERMAN}", "partly not English: 7 of 20 sentences"),
        (" ".join(f"{ours} {theirs}." for ours, theirs in zip(SENTENCES, GERMAN.split(". "), strict=False)),
         "partly not English"),
        (f"{TEXT}\n\n{ARABIC}", "partly not English: 5 of 17 sentences"),
        (" ".join(str(n * 7919 % 9999) for n in range(400)), "0% of its words are common English words"),
        ("\n".join(NAMES), "not English, or out of register: 0% of its words"),
        (LOREM, "not English, or out of register"),
        (", and ".join(line.rstrip(".").lower() for line in SENTENCES), "out of register: no sentence ends"),
        (" ".join(WORDS), "out of register: no sentence ends"),
        ("the " * 1000, "out of register: no sentence ends"),
        ("\u202e" + TEXT[::-1], "not English, or out of register"),
        ("😀 " * 300, "too short: 0 words"),
        ("\n".join(f"https://example.org/page/{n}/of/the/book" for n in range(80)),
         "out of register: mostly code or markup"),
    ],
    ids=["ten words", "one sentence again and again", "table", "Markdown table", "poem", "code", "capitals",
         "German", "Arabic", "Hebrew", "half German", "every other sentence German", "half Arabic", "numbers",
         "names", "lorem ipsum", "endless sentence", "no punctuation", "one word", "written backwards",
         "emoji", "addresses"],
)  # fmt: skip
def test_what_is_no_english_prose_is_not_judged(text: str, reason: str) -> None:
    """Each is `unsure` without a probability, and the reason names what it is."""
    found = judged(text)
    assert (found.label, found.p_machine, found.p_translated) == ("unsure", None, None)
    assert found.abstained is not None
    assert reason in found.abstained


@pytest.mark.parametrize(
    "text",
    [
        SALAD,
        " ".join(reversed(TEXT.split())),
        "\n".join(f"Q: And then?\nA: I went to shop number {n}, and then I went home." for n in range(30)),
        "word " * 1000,
        ", ".join(NAMES) + ".",
        "\n".join(NAMES * 20),
        TEXT.translate({ord(mark): None for mark in ".,;:?!“”–"}),
        TEXT.replace("e", "3").replace("a", "4"),
        " ".join(TEXT),
        TEXT.replace(" ", "\n"),
    ],
    ids=["word salad", "words reversed", "questions and answers", "one word", "names", "names repeated",
         "marks taken out", "digits for letters", "letters apart", "a word a line"],
)  # fmt: skip
def test_nonsense_is_never_called_a_machines(text: str) -> None:
    """Text that nobody would translate is not called machine translation; `unsure` has a reason."""
    found = judged(text)
    assert found.label != "machine_translation"
    assert (found.abstained is None) == (found.label != "unsure")


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace(" ", "  "),
        TEXT.replace(" ", " \u200b"),
        "".join(f"{each}\u200b" if each in "aeou" else each for each in TEXT),
        TEXT.replace("ing", "\u00ading").replace("er", "e\u00adr"),
        f"\u200f{TEXT}",
        TEXT.replace(" ", "\u00a0"),
    ],
    ids=["doubled spaces", "zero-width spaces", "inside words", "soft hyphens", "direction", "no-break"],
)
def test_unseen_characters_do_not_move_the_verdict(other: str) -> None:
    """Blanks doubled and characters that take no room, put anywhere, move p_machine by less than .03."""
    plain, found = judged(TEXT), judged(other)
    assert found.p_machine == pytest.approx(plain.p_machine, abs=0.03)


def test_a_foreign_sentence_or_two_refuse_nothing() -> None:
    """An English text that quotes a sentence of German is judged."""
    quoted = f"{TEXT} “Niemand war darüber glücklich, am wenigsten die Kinder,” she said."
    assert judged(quoted).p_machine is not None


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Too short.", "give more of the text"),
        (TEXT.upper(), "give it in small letters"),
        (PYTHON, "give its running prose alone"),
        (f"{TEXT}\n\n{GERMAN}", "give its English part alone"),
        (" ".join(WORDS), "give it with its punctuation"),
    ],
    ids=["short", "capitals", "code", "half German", "no punctuation"],
)
def test_a_refusal_says_what_to_do(text: str, advice: str) -> None:
    """The reason is followed by what would make the text fit to be judged."""
    assert (judged(text).abstained or "").endswith(advice) or advice in (judged(text).abstained or "")


def test_a_hundred_thousand_words_are_judged() -> None:
    """100,000 words, all sentences different, get an answer (about 4 s of one core)."""
    lines = [f"On page {count} of the file, {line}" for count in range(400) for line in SENTENCES]
    article = segment(Document(id="d", text="\n".join(lines)))
    assert sum(len(line.split()) for line in lines) > 100_000
    found = verdict(article, language="en", residue=())
    assert found.p_machine is not None
