"""Training: from labelled rows to a model file and its card, the same every time."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from xdiff.errors import InputError, ModelError
from xdiff.origin.corpus import contents, read_rows, windows
from xdiff.origin.model import load

SENTENCES = (Path(__file__).parent / "cases/origin/pool.txt").read_text(encoding="utf-8").splitlines()
TESTSETS = ("newstest2013.fr-en", "newstest2016", "newstest2017", "newstest2018", "newstest2020.cs-en")


def rows(rng: random.Random) -> list[dict[str, object]]:
    """Make rows of every class in every test set; a machine says "of the" where a person says "the"."""
    made: list[dict[str, object]] = []
    for testset in TESTSETS:
        for label, kind in (
            ("original", None),
            ("human_translation", None),
            ("machine_translation", "smt"),
            ("machine_translation", "nmt"),
            ("machine_translation", "llm"),
        ):
            for number in range(4):
                lines = rng.sample(SENTENCES, len(SENTENCES))
                text = "\n".join(lines)
                made.append(
                    {
                        "id": f"{testset} {label} {kind} {number}",
                        "text": text.replace("the ", "of the ") if kind else text,
                        "label": label,
                        "mt_type": kind,
                        "src_lang": "en" if label == "original" else ("fr", "cs", "de")[number % 3],
                        "orig_lang": "en",
                        "testset": testset,
                        "domain": "news",
                    }
                )
    return made


def write(path: Path, lines: list[dict[str, object]]) -> None:
    """Write rows as gzipped JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)


def test_training_writes_a_model_and_its_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Training twice on the same rows gives the same model; its card has the figures and the data."""
    pytest.importorskip("sklearn")
    from xdiff.origin import tables
    from xdiff.origin.train import train

    monkeypatch.setattr(tables, "FOLDS", 2)
    rng = random.Random(1)  # noqa: S311  made-up rows, no secret
    made = rows(rng)
    write(tmp_path / "origin/train.jsonl.gz", made[: len(made) // 2])
    write(tmp_path / "origin/dev.jsonl.gz", made[len(made) // 2 :])
    for name in ("align/same-event-articles.jsonl.gz", "facts/attributions.jsonl.gz"):
        write(tmp_path / name, [{"text": "\n".join(rng.sample(SENTENCES, 9))} for _ in range(4)])
    prints = []
    for name in ("one", "two"):
        out = tmp_path / name
        out.mkdir()
        train(tmp_path, out, lambda _step, _done, _of: None)
        prints.append(load(out / "origin.npz").card["fingerprint"])
    assert prints[0] == prints[1]
    shipped, twin = (load(tmp_path / "one" / name) for name in ("origin.npz", "origin-twin.npz"))
    assert (shipped.tables["words"] != twin.tables["words"]).any()  # the twin has seen less
    card = (tmp_path / "one/origin.md").read_text(encoding="utf-8")
    assert "origin/train.jsonl.gz" in card
    assert "false alarms" in card
    assert "| words and shapes |" in card


def test_a_damaged_model_is_told(tmp_path: Path) -> None:
    """A model file that is cut short gives an error with the place and what to do, not a traceback."""
    (tmp_path / "origin.npz").write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(ModelError, match=r"origin\.npz.*Reinstall"):
        load(tmp_path / "origin.npz")


def test_a_row_without_text_is_told(tmp_path: Path) -> None:
    """A line that is no row gives an error with file and line."""
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "a", "text": "b"}\n{"id": "c"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"rows\.jsonl:2"):
        list(read_rows(path))


@pytest.mark.parametrize(
    ("testset", "source", "group"),
    [
        ("newstest2014.de-en", "de", "wmt14"),
        ("wmt14.de-en", "de", "wmt14"),
        ("wmt14.fr-en", "fr", "wmt14fr"),
        ("newstest2014", "fr", "wmt14fr"),
        ("wmt2021.ha-en", "ha", "wmt21ha"),
        ("wmttest2022.uk-en", "uk", "wmt22"),
        ("wmt20-robust-set2-jaen", "ja", "robust"),
        ("iwslt17.de-en", "de", "ted"),
        ("rlc", "ru", "rlc"),
    ],
)
def test_one_content_under_several_names_is_one_group(testset: str, source: str, group: str) -> None:
    """Test sets of one year are one group, whoever translated them; kinds of text apart stay apart."""
    assert contents(testset, source) == group


def test_windows_lose_no_line() -> None:
    """Windows hold every line once and in order, and no short remainder stands alone."""
    lines = [f"{number} " + "x" * 300 for number in range(20)]
    cut = windows(lines)
    assert [line for window in cut for line in window] == lines
    assert all(sum(map(len, window)) >= 500 for window in cut)
