"""What holds for every document, whatever stands in it: random text, random bytes, long lines."""

from __future__ import annotations

import json
import random

import pytest
from least import seconds

from xdiff.errors import InputError
from xdiff.read import read_bytes
from xdiff.records import Article, Document
from xdiff.segment import segment

FORMATS = ("text", "markdown", "html", "jsonl", None)
PIECES = [
    *"abcdef ABC .?!…,\"'“”‘’()[]{}\r\n\t\u00a0é😀中。0123456789-–—\x85\u2028\x0b\x0c\u0301\u200b\u00ad",
    *"*_`#>|<~\\+=:;@/&%$€",
    *(
        "Mr. ",
        "U.S. ",
        ". ",
        "\n\n",
        " J.",
        "\n",
        "Read more: ",
        "See also\n",
        "19/09/2016 16:44\n",
        "# ",
        "- ",
    ),
    *(
        "](http://x.y)",
        "[",
        "```\n",
        "| a |",
        "said ",
        "by Ann Smith\n",
        "Advertisement\n",
        "“We go,” he said. ",
    ),
]


def check(document: Document) -> Article:
    """Segment `document` and assert everything that an article promises."""
    article = segment(document)
    text = document.text
    hidden = [False] * len(text)
    for mark in document.furniture:
        assert mark.span.start < mark.span.end <= len(text)
        assert not any(hidden[mark.span.start : mark.span.end])
        hidden[mark.span.start : mark.span.end] = [True] * (mark.span.end - mark.span.start)
    covered = list(hidden)
    position = token_count = 0
    for number, sentence in enumerate(article.sentences):
        assert sentence.text == sentence.span.of(text) == sentence.text.strip() != ""
        assert sentence.span.start >= position
        position = sentence.span.end
        assert sentence.tokens[0] == token_count < sentence.tokens[1]
        token_count = sentence.tokens[1]
        left = sentence.span.start
        for token in article.tokens[slice(*sentence.tokens)]:
            assert token.sentence == number
            assert token.text == token.span.of(text)
            assert left <= token.span.start < token.span.end <= sentence.span.end
            left = token.span.end
            assert not any(covered[token.span.start : token.span.end])
            covered[token.span.start : token.span.end] = [True] * len(token.text)
    assert token_count == len(article.tokens)
    assert all(seen or character.isspace() for seen, character in zip(covered, text, strict=True))
    sentence_count = 0
    for number, paragraph in enumerate(article.paragraphs):
        assert paragraph.sentences[0] == sentence_count < paragraph.sentences[1]
        sentence_count = paragraph.sentences[1]
        for sentence in article.sentences[slice(*paragraph.sentences)]:
            assert sentence.paragraph == number
            assert paragraph.span.start <= sentence.span.start <= sentence.span.end <= paragraph.span.end
    assert sentence_count == len(article.sentences)
    return article


def random_bytes(rng: random.Random, format_: str | None) -> bytes:
    """Return noise: bytes, code points, or pieces of text that mean something to a reader."""
    kind = rng.random()
    if kind < 0.2:
        return rng.randbytes(rng.randint(0, 300))
    if kind < 0.4:
        ranges = ((32, 126), (0, 0xD7FF), (0xE000, 0x10FFFF))
        data = "".join(chr(rng.randint(*rng.choice(ranges))) for _ in range(rng.randint(0, 100))).encode()
    else:
        data = "".join(rng.choice(PIECES) for _ in range(rng.randint(0, 120))).encode()
    if format_ == "jsonl":
        return json.dumps({"id": "x", "text": data.decode()}).encode()
    return data


@pytest.mark.parametrize("start", range(4))
def test_spans_hold_for_random_input(start: int) -> None:
    """Sentences and tokens are in order, inside each other, exact, and cover the body; nothing crashes."""
    rng = random.Random(start)  # noqa: S311 - the same noise every time
    read = 0
    for _ in range(300):
        format_ = rng.choice(FORMATS)
        try:
            documents = read_bytes(random_bytes(rng, format_), name="x", format=format_)
        except InputError:
            continue
        for document in documents:
            check(document)
            read += 1
    assert read > 120


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "word ",
        '"',
        "“",
        "(",
        ". ",
        "a.) A ",
        "<!--",
        "[a](",
        "é",
        "a\n",
        "1,",
        "a@",
        "U.S.",
        "Related\n",
        "\u00ad",
        "`",
    ],
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    """A line of 20,000 characters of any kind is cut in seconds, as prose or as Markdown."""
    text = piece * (20_000 // len(piece))
    for format_ in ("text", "markdown"):
        data = (text + "\n\nIt is over now, and they left for home.").encode()

        def cut(data: bytes = data, format_: str = format_) -> None:
            (document,) = read_bytes(data, name="x", format=format_)
            check(document)

        assert seconds(cut, runs=1) < 5


def test_a_long_article_takes_time_in_proportion() -> None:
    """Ten times the prose takes about ten times as long to cut, not a hundred."""
    sentence = "The envoys left the harbour on Wednesday, “without a deal”, said Ann Hill of the mission. "
    short, long = (Document(id="x", text=sentence * count) for count in (55, 550))
    assert len(segment(short).sentences) == 55
    assert seconds(lambda: segment(long)) < 40 * seconds(lambda: segment(short)) + 0.1


def test_crlf_and_fixed_spaces_stay() -> None:
    """Nothing is rewritten: spans show the text as it stood."""
    (document,) = read_bytes("The\u00a0envoys left.\r\nIt “rained”.\r\n".encode(), name="x")
    assert [sentence.text for sentence in check(document).sentences] == [
        "The\u00a0envoys left.",
        "It “rained”.",
    ]


def test_furniture_has_no_sentence() -> None:
    """A line that is furniture parts paragraphs and is in none of them."""
    text = (
        "The envoys left the harbour without a deal\nAdvertisement\non Wednesday, after three days of talks."
    )
    (document,) = read_bytes(text.encode(), name="x")
    article = check(document)
    assert all("Advertisement" not in sentence.text for sentence in article.sentences)
    assert len(article.paragraphs) == 2
