"""Who said what, and how that is scored against labelled articles."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from xdiff.facts.evaluate import predict, score
from xdiff.facts.syntax.verbs import speech_verbs
from xdiff.records import Document
from xdiff.segment import segment

if TYPE_CHECKING:
    from pathlib import Path

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


def test_reported_speech_is_predicted_where_asked_for() -> None:
    """Every prediction holds a quotation mark; `reported=True` adds speech without them."""
    text = "The talks went on. " + TEXT + " Ivan Petrov said that the hall was cold."
    article = segment(Document(id="one", text=text))
    quoted = predict(article)
    assert all('"' in text[each["start"] : each["end"]] for each in quoted)
    reported = [each for each in predict(article, reported=True) if each not in quoted]
    assert "the hall was cold" in [text[each["start"] : each["end"]] for each in reported]


def test_a_split_quotation_is_one_prediction() -> None:
    """What `he said` splits, and the sentence after it, are one attribution from first word to last."""
    text = '"We are ready," said Anna Kowalska, the minister of trade. "We will not wait."'
    (only,) = predict(segment(Document(id="one", text=text)))
    assert (only["start"], only["end"]) == (0, len(text))
    assert text[only["speaker_start"] : only["speaker_end"]] == "Anna Kowalska, the minister of trade"


def test_a_clause_with_quoted_words_is_predicted_whole() -> None:
    """The content of a report runs from its verb to the end of its clause, quoted words inside."""
    text = 'Ivan Petrov said the plan was "a bad joke" from the start.'
    (only,) = predict(segment(Document(id="one", text=text)))
    assert text[only["start"] : only["end"]] == 'the plan was "a bad joke" from the start'
    assert text[only["speaker_start"] : only["speaker_end"]] == "Ivan Petrov"


def test_a_title_is_no_quotation() -> None:
    """The title of a work in marks is predicted for nobody."""
    assert predict(segment(Document(id="one", text='She sang in "The Northern Star" on Monday.'))) == []


def test_figures_of_all_attributions_need_reported_speech() -> None:
    """Where only quotations were predicted, recall over reported speech would say nothing."""
    row = _row(('"We are ready."', "Anna Kowalska"), ("were long", "she"))
    quoted = _prediction('"We are ready."', "Anna Kowalska")
    assert "attribution_f1" not in score([row], [[quoted]])
    assert "attribution_f1" in score([row], [[quoted, _prediction("were long", "she")]])


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
    invented = _prediction("talks", None)
    figures = score([row], [[found, invented]])
    assert figures["attribution_recall"] == pytest.approx(0.5)
    assert figures["attribution_precision"] == pytest.approx(0.5)


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


def test_the_model_learns_who_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fitted on articles where whoever stands right of the verb speaks, it finds that speaker in others."""
    pytest.importorskip("scipy")
    from xdiff.facts.speaking import train
    from xdiff.facts.speaking.voices import voices

    monkeypatch.setattr(train, "FEWEST", 1)
    people = ["Anna Holm", "Jan Novak", "Karl Weber", "Berta Lind"]
    rows = []
    for name in people:
        text = f'Ivan Petrov came late. "We are ready," said {name} of the council.'
        quoted, said = '"We are ready,"', name
        parts = [
            [{"spans": [[text.index(words), text.index(words) + len(words)]]}] for words in (quoted, said)
        ]
        rows.append({"id": name, "text": text, "attributions": [{"content": parts[0], "source": parts[1]}]})
    weights = train.learn(rows, lambda row: segment(Document(id=row["id"], text=row["text"])))
    text = 'Olaf Berg slept. "It is late," said Ida Falk of the port.'
    (voice,) = voices(segment(Document(id="new", text=text)), known=weights)
    assert voice.option is not None
    assert voice.option.speaker is not None
    assert voice.option.speaker.of(text) == "Ida Falk"
    assert voice.nobody < 0.5


def test_a_models_file_is_written_sorted_and_read_again(tmp_path: Path) -> None:
    """Weights near nought are left out, the others rounded, one a line in order."""
    from xdiff.facts.speaking import train

    train.write({"b": 0.126, "a": -1.0, "c": 0.001}, tmp_path / "speakers.json")
    text = (tmp_path / "speakers.json").read_text(encoding="utf-8")
    assert json.loads(text) == {"weights": {"a": -1.0, "b": 0.13}}
    assert text.index('"a"') < text.index('"b"')


def test_every_manner_is_of_a_listed_verb() -> None:
    """A manner is given to speech verbs only, and to each once."""
    from xdiff.facts.syntax.verbs import manners

    lemmas = {verb.lemma for verbs in speech_verbs().values() for verb in verbs}
    assert set(manners()) - lemmas == set()


def test_a_long_paragraph_takes_linear_time_in_its_quotations() -> None:
    """The options of a quotation are bounded: a paragraph of a thousand has no more of them each."""
    from xdiff.facts.speaking.voices import MOST_OPTIONS, voices

    text = 'He met Anna Holm and Jan Novak in Oslo and said "yes, we can" and ' * 300
    read = voices(segment(Document(id="long", text=text)))
    assert len(read) == 300
    assert max(len(voice.asked.options) for voice in read) <= MOST_OPTIONS + 2


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"It is late," said Ida Falk, who runs the port, on Monday.', "Ida Falk, who runs the port"),
        (
            'The head of the port, Ida Falk, said it was "far too late" now.',
            "The head of the port, Ida Falk,",
        ),
        ('"It is late," said Mayor Ida Falk of Lund.', "Mayor Ida Falk of Lund"),
        ('"It is late," she said in Lund.', "she"),
    ],
)
def test_a_speaker_is_predicted_with_all_that_belongs_to_the_phrase(text: str, speaker: str) -> None:
    """Appositions and relative clauses belong to the speaker as annotators mark it, pronouns have none."""
    (only,) = predict(segment(Document(id="one", text=text)))
    assert text[only["speaker_start"] : only["speaker_end"]] == speaker
