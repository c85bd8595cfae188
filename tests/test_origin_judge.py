"""What a verdict promises of any text: it abstains with a reason, repeats itself, ignores typography."""

from __future__ import annotations

import math
import time
from pathlib import Path

import numpy as np
import pytest

from xdiff.origin import judge, signature
from xdiff.origin.evidence import Told, evidence
from xdiff.origin.normalise import Masked
from xdiff.origin.verdict import _label
from xdiff.records import Article, Document, Evidence, Span, Verdict
from xdiff.segment import segment

# One local news story in twelve sentences, one a line, written for these tests.
SENTENCES = (Path(__file__).parent / "cases/origin/pool.txt").read_text(encoding="utf-8").splitlines()


def article(text: str) -> Article:
    """Cut a text up as the pipeline does."""
    return segment(Document(id="d", text=text))


def verdict(text: str, residue: tuple[Evidence, ...] = ()) -> Verdict:
    """Judge a text as English."""
    return judge(article(text), language="en", residue=residue)


TEXT = " ".join(SENTENCES)


def probability(text: str) -> float:
    """Return p_machine of a text that is judged."""
    found = verdict(text).p_machine
    assert found is not None
    return found


def test_the_same_text_gives_the_same_verdict() -> None:
    """Judging is deterministic to the last bit, evidence and languages included."""
    assert verdict(TEXT) == verdict(TEXT)


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("“", '"').replace("”", '"').replace("’", "'"),
        TEXT.replace("“", "« ").replace("”", " »"),
        TEXT.replace(" – ", "—"),
        TEXT.replace(" ", "  "),
        TEXT.replace("’", "&#39;"),
    ],
    ids=["straight quotes", "guillemets", "em dash", "doubled spaces", "entities"],
)
def test_typography_does_not_move_the_verdict(other: str) -> None:
    """Quotation marks, dashes, blanks and entities belong to the outlet: p_machine moves by less than .03."""
    assert probability(other) == pytest.approx(probability(TEXT), abs=0.03)


def test_sentence_order_does_not_move_the_verdict() -> None:
    """No feature crosses a sentence boundary, so reordering sentences within a window changes nothing."""
    assert probability(" ".join(reversed(SENTENCES))) == pytest.approx(probability(TEXT), abs=0.02)


def test_repeated_sentences_count_once() -> None:
    """A furniture line repeated all over a page does not add up to a verdict."""
    assert probability(
        "\n\n".join([TEXT, *["Read more about this on our front page."] * 30])
    ) == pytest.approx(probability(TEXT + "\n\nRead more about this on our front page."), abs=0.02)


def test_a_humans_text_is_not_called_a_machines() -> None:
    """A plain local news story written by a person does not pass the cut."""
    assert verdict(TEXT).label != "machine_translation"


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("The council voted. Nobody was happy about it.", None, "too short: 8 words, needs 60"),
        ("", None, "too short: 0 words"),
        (TEXT, "nl", "not English: nl"),
        ("De gemeenteraad stemde dinsdag voor sluiting van het oude zwembad en niemand was blij. " * 1
         + " ".join(f"Volgens nummer {word} is dat niet waar omdat het dak al jaren lekt." for word in
                    ("een", "twee", "drie", "vier", "vijf", "zes", "zeven")), None, "not English"),
        (TEXT.upper(), "en", "out of register: mostly capitals"),
        ("\n".join(f"for (int i_{n} = 0; i_{n} < {n}; i_{n}++) {{ total[i_{n}] += the_value * {n}; }}"
                   for n in range(40)), "en", "out of register"),
        ("\n".join(f"Hotel Bellevue {n}\nZürich 80{n}\nTel 044 {n} 12" for n in range(40)),
         "en", "out of register"),
    ],
    ids=["short", "empty", "Dutch told", "Dutch untold", "capitals", "code", "list"],
)  # fmt: skip
def test_what_cannot_be_judged_is_not(text: str, language: str | None, reason: str) -> None:
    """Too short, not English, capitals, code or lists: `unsure`, no probability, and the reason said."""
    found = judge(article(text), language=language)
    assert (found.label, found.p_machine, found.p_translated) == ("unsure", None, None)
    assert found.abstained is not None
    assert reason in found.abstained


def test_evidence_lies_in_the_text_and_does_not_overlap() -> None:
    """Evidence is at most 40 places, each inside the text, none twice."""
    found = verdict(TEXT).evidence
    assert len(found) <= 40
    taken: set[int] = set()
    for each in found:
        covered = set(range(each.span.start, each.span.end))
        assert covered
        assert max(covered) < len(TEXT)
        assert taken.isdisjoint(covered)
        taken |= covered


def test_contributions_add_up_to_the_log_odds() -> None:
    """The parts of a verdict, summed, are the log-odds of its p_machine."""
    found = verdict(TEXT, residue=(french(),))
    assert found.p_machine is not None
    total = sum(each.log_odds for each in found.contributions)
    assert total == pytest.approx(math.log(found.p_machine / (1 - found.p_machine)), abs=1e-6)


def french(weight: float = 6.0) -> Evidence:
    """Make a hit of a rule for French."""
    return Evidence(
        span=Span(start=4, end=11), rule="fr.example", message="an example", weight=weight, language="fr"
    )


def test_packs_move_the_verdict_their_way() -> None:
    """Residue of French raises both probabilities, is the first evidence, and ranks French first."""
    without, beside = verdict(TEXT), verdict(TEXT, residue=(french(),))
    assert without.p_machine is not None
    assert beside.p_machine is not None
    assert beside.p_machine > without.p_machine
    assert (beside.p_translated or 0) > (without.p_translated or 0)
    assert beside.evidence[0].rule == "fr.example"
    assert beside.source_languages[0][0] == "fr"


def test_a_weaker_hit_inside_a_stronger_one_is_not_shown() -> None:
    """Two rules on one place are one line of evidence, the stronger; both still count."""
    weaker = Evidence(
        span=Span(start=5, end=9), rule="fr.other", message="another", weight=1.0, language="fr"
    )
    both, alone = verdict(TEXT, residue=(weaker, french())), verdict(TEXT, residue=(french(),))
    assert [each.rule for each in both.evidence if each.rule.startswith("fr.")] == ["fr.example"]
    assert (both.p_machine or 0) > (alone.p_machine or 1)


def test_packs_alone_saturate() -> None:
    """A hundred hits of one pack say no more than the cap: a quirk of one writer is no certainty."""
    some, many = (verdict(TEXT, residue=tuple([french()] * count)) for count in (10, 100))
    assert some.p_machine is not None
    assert many.p_machine == pytest.approx(some.p_machine, abs=1e-3)


def test_source_languages_are_ranked_probabilities() -> None:
    """Languages come by falling probability, and sum to at most 1."""
    ranked = [chance for _, chance in verdict(TEXT, residue=(french(),)).source_languages]
    assert ranked == sorted(ranked, reverse=True)
    assert sum(ranked) <= 1 + 1e-6


def test_a_long_text_takes_time_in_proportion() -> None:
    """A text ten times as long takes ten times as long, not a hundred: it is judged window by window."""
    lines = [f"On page {count} of file {count * 7}, {line}" for count in range(60) for line in SENTENCES]
    short, long = article("\n\n".join(lines[:72])), article("\n\n".join(lines))
    judge(short, language="en")  # reads the model
    times = []
    for each in (short, long):
        start = time.perf_counter()
        assert judge(each, language="en").p_machine is not None
        times.append(time.perf_counter() - start)
    assert times[1] < 40 * times[0] + 1


def test_the_signature_names_model_and_cut() -> None:
    """Every run can say which model judged, and by which cut."""
    parts = dict(signature())
    assert set(parts) == {"origin", "cut"}
    assert 0.5 < float(parts["cut"]) < 1


def test_a_text_just_under_the_cut_is_not_said_to_be_at_it() -> None:
    """Where two decimals would print the probability and the cut alike, three are printed."""
    cuts = {"machine_translation": 0.855, "original": 0.6, "human_translation": 0.6}
    _, close = _label(np.array([0.05, 0.0995, 0.8505]), cuts)
    assert close == "near the cut: machine translation is 0.851 likely, and called so from 0.855"
    _, near = _label(np.array([0.05, 0.15, 0.8]), cuts)
    assert near is not None
    assert "is 0.80 likely" in near


def test_evidence_quotes_the_spelling_that_stands_there() -> None:
    """British spelling is read as American, and shown as the reader finds it."""
    text = "They recognised it."
    spelled = Masked("recognized", 5, 15)
    told = Told(ratio=math.log(3), weight=1.0, tokens=(Masked("they", 0, 4), spelled))
    (found,) = evidence([told], (), text)
    assert found.message.startswith("“they recognised” is 3.0 times")
