"""Who said what, and how that is scored against labelled articles."""

from __future__ import annotations

from importlib.resources import files

import pytest

from xdiff.facts.evaluate import predict, score
from xdiff.facts.syntax.verbs import speech_verbs
from xdiff.records import Document
from xdiff.segment import segment

TEXT = 'Anna Kowalska said: "We are ready." The talks, she added, were long.'


def _row(*attributions: tuple[str, str]) -> dict[str, object]:
    """Make a labelled row from pairs of content and source, each by its words in TEXT."""

    def part(words: str) -> list[dict[str, object]]:
        start = TEXT.index(words)
        return [{"spans": [[start, start + len(words)]], "text": words}]

    return {
        "text": TEXT,
        "attributions": [
            {"content": part(content), "source": part(source)} for content, source in attributions
        ],
    }


def _prediction(content: str, speaker: str | None) -> dict[str, int | None]:
    start = TEXT.index(content)
    said = None if speaker is None else TEXT.index(speaker)
    return {
        "start": start,
        "end": start + len(content),
        "speaker_start": said,
        "speaker_end": None if said is None or speaker is None else said + len(speaker),
    }


def test_prediction_has_the_shape_of_the_file() -> None:
    """A prediction covers the quotation with its marks, and the speaker's words."""
    predicted = predict(segment(Document(id="one", text=TEXT)))
    first = predicted[0]
    assert TEXT[first["start"] : first["end"]] == '"We are ready."'
    assert TEXT[first["speaker_start"] : first["speaker_end"]] == "Anna Kowalska"


def test_quotations_only_leaves_reported_speech_out() -> None:
    """With `reported=False` every prediction holds a quotation mark."""
    article = segment(Document(id="one", text=TEXT))
    only = predict(article, reported=False)
    assert len(only) < len(predict(article))
    assert all('"' in TEXT[each["start"] : each["end"]] for each in only)


def test_a_perfect_prediction_scores_one() -> None:
    """Every figure is 1 when content and speaker are right."""
    row = _row(('"We are ready."', "Anna Kowalska"))
    figures = score([row], [[_prediction('"We are ready."', "Anna Kowalska")]])
    assert {name: value for name, value in figures.items() if value != 1.0} == {}


def test_the_wrong_speaker_costs_the_speaker_figures_only() -> None:
    """A quotation found with the wrong speaker is found, and not attributed."""
    row = _row(('"We are ready."', "Anna Kowalska"))
    figures = score([row], [[_prediction('"We are ready."', "she")]])
    assert figures["quotation_f1"] == 1.0
    assert figures["quotation_speaker_f1"] == 0.0


def test_missing_and_spurious_predictions_lower_recall_and_precision() -> None:
    """Half found is recall one half; half invented is precision one half."""
    row = _row(('"We are ready."', "Anna Kowalska"), ("were long", "she"))
    found = _prediction('"We are ready."', "Anna Kowalska")
    assert score([row], [[found]])["attribution_recall"] == pytest.approx(0.5)
    invented = _prediction("talks", None)
    assert score([_row(('"We are ready."', "she"))], [[found, invented]])[
        "attribution_precision"
    ] == pytest.approx(0.5)


def test_a_row_without_gold_counts_against_precision() -> None:
    """Predictions for an article in which nobody is quoted are all wrong."""
    figures = score([_row()], [[_prediction('"We are ready."', "she")]])
    assert figures["quotation_precision"] == 0.0
    assert score([_row()], [[]])["quotation_f1"] == 0.0


def test_every_speech_verb_stands_once() -> None:
    """No verb has two stances, and a strong one is not weak as well."""
    import tomllib

    data = tomllib.loads(files("xdiff.data").joinpath("speech.toml").read_text("utf-8"))
    listed = [
        lemma
        for table in data["stance"].values()
        for strength in ("strong", "naming", "weak")
        for lemma in table.get(strength, ())
    ]
    assert sorted({lemma for lemma in listed if listed.count(lemma) > 1}) == []
    assert {
        lemma for lemma in data["irregular"] if lemma not in {each.partition(" ")[0] for each in listed}
    } == set()


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("denies", "deny"),
        ("argued", "argue"),
        ("admitting", "admit"),
        ("points", "point out"),
    ],
)
def test_forms_lead_to_their_lemma(form: str, lemma: str) -> None:
    """Spelling rules and the irregular table give every form."""
    assert lemma in {verb.lemma for verb in speech_verbs()[form]}
