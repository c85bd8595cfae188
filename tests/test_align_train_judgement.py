"""The judgement of claimed facts: its shipped weights, and fitting them anew on pairs that were read."""

from __future__ import annotations

import gzip
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from xdiff.align import judgement
from xdiff.errors import InputError, ModelError
from xdiff.facts import extract, reconcile
from xdiff.records import Document
from xdiff.segment import segment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xdiff.records import Article, Fact


def read(row: Mapping[str, Any], name: str) -> Article:
    """Cut a row up."""
    return segment(Document(id=name, text=str(row["text"])))


def known(articles: Sequence[Article]) -> Sequence[Sequence[Fact]]:
    """Return the facts of two articles."""
    return reconcile([extract(each) for each in articles])


def test_the_shipped_weights_are_of_the_columns_there_are() -> None:
    """A column that is renamed or added needs weights fitted anew, and this says so."""
    one = np.ones(1, dtype=np.float32)
    names = judgement.columns(judgement.Signs(*[one] * 7), (0.5, 0.5))
    assert set(judgement.weights()) == {*names, "constant"}


def test_the_pairs_that_were_read_have_no_words() -> None:
    """Of the shared data nothing but names of articles and digests of sentences is in the package."""
    lines = files("xdiff.data").joinpath("judged-pairs.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 426
    for line in lines[1:]:
        left, here, one, right, there, other, _, event, fact = line.split("\t")
        assert (here + there).isdigit()
        assert len(one) == len(other) == 8
        assert {event, fact} <= {"0", "1"}
        assert " " not in left + right


def test_weights_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """A damaged installation is named as such."""
    broken = tmp_path / judgement.FILE
    for text in ("{", "[]", '{"weights": []}'):
        broken.write_text(text, encoding="utf-8")
        with pytest.raises(ModelError, match="judgement"), judgement.instead(broken):
            pytest.fail("entered")


def test_weights_and_constant_belong_to_unscaled_columns() -> None:
    """Columns of any spread may be fitted: the likelier side of a line through them gets the higher odds."""
    pytest.importorskip("sklearn")
    from xdiff.align.train_judgement import fit

    values = np.stack([np.linspace(0, 100, 40), np.zeros(40)], axis=1)
    found = fit(values, np.arange(40) >= 20, np.ones(40, dtype=bool))
    odds = values @ found[:-1] + found[-1]
    assert found[1] == 0
    assert odds[0] < 0 < odds[-1]
    assert abs(odds[19] + odds[20]) < 0.2


def test_articles_that_changed_since_they_were_read_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence that is gone is an error that names both articles, not a pair left out."""
    from xdiff.align import train_judgement

    (tmp_path / "align").mkdir()
    rows = [{"event_id": "ferry", "text": text} for text in ("The ferry sank.", "The ferry went down.")]
    with gzip.open(tmp_path / "align" / "same-event-articles.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    head = files("xdiff.data").joinpath("judged-pairs.tsv").read_text(encoding="utf-8").splitlines()[0]
    digest = train_judgement._digest
    left, right = digest("The ferry sank."), digest("The ferry went down.")
    table = tmp_path / train_judgement.PAIRS
    monkeypatch.setattr(train_judgement, "files", lambda _package: tmp_path)

    table.write_text(f"{head}\nferry\t0\t{left}\tferry\t1\t{right}\tferry\t1\t1\n", "utf-8")
    found = train_judgement.judged(tmp_path, read, known)
    assert found.one_fact.tolist() == [True]
    assert found.values.shape == (1, len(judgement.weights()) - 1)

    table.write_text(f"{head}\nferry\t0\t00000000\tferry\t1\t{right}\tferry\t1\t1\n", "utf-8")
    with pytest.raises(InputError, match="not there") as told:
        train_judgement.judged(tmp_path, read, known)
    assert told.value.where == "ferry#0 and ferry#1"
