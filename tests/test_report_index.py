"""`report index`: every report of a folder is a row, worst first, and nothing in a file can do harm."""

from __future__ import annotations

import html
import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
from index_folder import files, page, page_text, split, stated, verdict_line
from sample_run import hostile_run, sample_many, sample_pair, sample_run

from xdiff import report
from xdiff.records import SEVERITIES, Decision, Review
from xdiff.report import index, sanitise
from xdiff.report.base import View
from xdiff.report.index import reports, words

HERE = Path(__file__).parent


class Rows(HTMLParser):
    """Collects the names, links and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, and that it is open."""
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "input", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop() == tag

    @property
    def links(self) -> list[str]:
        """Every address of the page, but of its own places."""
        found = [attrs.get("href") or "" for tag, attrs in self.tags if tag == "a"]
        return [each for each in found if not each.startswith("#")]


def test_a_page_is_a_row(tmp_path: Path) -> None:
    """The data block of a page gives its row: counts, documents, facts, decisions, time."""
    path = tmp_path / "r.html"
    path.write_text(page_text("sample"), encoding="utf-8")
    stated(path, 1_700_000_000)
    (entry,) = index.collect(str(tmp_path)).entries
    view = View(sample_run())
    assert entry.file == "r.html"
    assert [each.name for each in entry.documents] == [side.name for side in view.sides]
    assert dict(entry.counts) == {
        each: len(view.of_severity(each)) for each in ("conflict", "variant", "note")
    }
    assert entry.facts == len(view.shared)
    assert entry.worst
    assert entry.worst.message == view.divergences[0].divergence.message
    assert [each.name for each in entry.suspicious] == [
        side.name for side in view.sides if side.inspection.verdict.label == "machine_translation"
    ]
    assert entry.written == 1_700_000_000
    assert (entry.reviewed, entry.rejected) == (0, 0)


@pytest.mark.parametrize("run", [sample_pair, sample_run, sample_many, hostile_run])
def test_json_gives_the_same_row_as_the_page(tmp_path: Path, run: object) -> None:
    """`compare --format json` and `--html` of one run say the same of it, also of what was decided."""
    found = run()  # type: ignore[operator]  # each is a function without arguments
    view = View(found)
    keys = [view.divergences[0].key, view.verdict_key(view.sides[1])]
    decisions = [
        Decision(key=keys[0], subject="divergence", decision="reject"),
        Decision(key=keys[1], subject="origin", decision="accept"),
    ]
    found = replace(found, review=Review(decisions=tuple(decisions)))
    for format_ in ("html", "json"):
        (tmp_path / format_).mkdir()
        (tmp_path / format_ / f"r.{format_}").write_text(
            report.render(found, format_), encoding="utf-8", errors="surrogatepass"
        )
    (one,), (other,) = (index.collect(str(tmp_path / each)).entries for each in ("html", "json"))
    same = {"file": "", "written": 0.0, "html": True}
    if run is hostile_run:  # names there are cut twice: they are longer than any outlet's
        same |= {"documents": (), "title": ""}
    assert replace(one, **same) == replace(other, **same)
    assert (one.reviewed, one.rejected) == (2, 1)


def test_page_and_json_of_a_run_are_one_row(tmp_path: Path) -> None:
    """Files of one run are one row, which leads to the page; the others are named beside it."""
    run = sample_pair()
    (tmp_path / "a.json").write_text(report.render(run, "json"), encoding="utf-8")
    (tmp_path / "b.html").write_text(page_text("pair"), encoding="utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "c.html").write_text(page_text("pair"), encoding="utf-8")
    stated(tmp_path / "b.html", 2_000)
    stated(tmp_path / "deep" / "c.html", 1_000)
    (entry,) = index.collect(str(tmp_path)).entries
    assert entry.file == "b.html"
    assert entry.also == ("a.json", "deep/c.html")
    assert index.collect(str(tmp_path)).sums.documents == 2


def test_of_two_pages_of_a_run_the_reviewed_one_stands(tmp_path: Path) -> None:
    """More decisions go before a later time."""
    stated(page(tmp_path / "old.html", reviewed=3), 1_000)
    stated(page(tmp_path / "new.html", reviewed=0), 2_000)
    for path in tmp_path.iterdir():
        before, data, after = split(path.read_text(encoding="utf-8"))
        values = json.loads(data) | {"run": "0" * 16}
        path.write_text(before + json.dumps(values) + after, encoding="utf-8")
    (entry,) = index.collect(str(tmp_path)).entries
    assert (entry.file, entry.also) == ("old.html", ("new.html",))


def test_only_the_ends_of_a_page_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The block is found from the end, a piece at a time, wherever the pieces are cut."""
    path = tmp_path / "r.html"
    path.write_text(page_text("pair"), encoding="utf-8")
    expected = index.collect(str(tmp_path)).entries
    for size in (48, 64, 999):
        monkeypatch.setattr(reports, "_PIECE", size)
        assert index.collect(str(tmp_path)).entries == expected
    large = tmp_path / "large.html"
    before, data, after = split(page_text("pair"))
    with large.open("wb") as file:
        file.write(before[:5_000].encode())
        file.seek(3_000_000_000)  # a file of three gigabytes, with a hole in it
        file.write((before[-100:] + data + after).encode())
    path.unlink()
    monkeypatch.undo()
    (entry,) = index.collect(str(tmp_path)).entries
    assert replace(entry, file="r.html", written=expected[0].written) == expected[0]


def test_scans_are_rows(tmp_path: Path) -> None:
    """Lines of `detect --format jsonl` and documents of `--format json` are rows, and counted by label."""
    lines = [
        verdict_line(1, "machine_translation", 0.97, source_languages=[["fr", 0.8], ["it", 0.1]]),
        "\n",
        verdict_line(2, "unsure", None),
        verdict_line(3, "original", 0.02, title=["not", "text"]),
    ]
    (tmp_path / "scan.jsonl").write_bytes(b"\xef\xbb\xbf" + "".join(lines).encode())
    listed = report.render_detect(sample_run().inspections, "json")
    (tmp_path / "one.json").write_text(listed, encoding="utf-8")
    listing = index.collect(str(tmp_path))
    assert [each.file for each in listing.scans] == ["one.json", "scan.jsonl"]
    assert listing.all_scanned == 3 + len(sample_run().inspections)
    (mine,) = (each for each in listing.scanned if each.id == "page-1")
    assert (mine.file, mine.line, mine.source, mine.p_machine) == ("scan.jsonl", 1, "fr", 0.97)
    assert {each.id: each.line for each in listing.scanned if each.file == "scan.jsonl"} == {
        "page-1": 1,
        "page-2": 3,
        "page-3": 4,
    }
    assert listing.scans[1].labels == {"machine_translation": 1, "unsure": 1, "original": 1}


def test_of_a_long_scan_the_worst_are_kept_and_all_counted(tmp_path: Path) -> None:
    """`most` documents are listed, the worst ones; all are counted, and the page says how many are left."""
    with (tmp_path / "scan.jsonl").open("w", encoding="utf-8") as file:
        for at in range(500):
            label = "machine_translation" if at % 100 == 50 else "original"
            file.write(verdict_line(at, label, at / 500))
    listing = index.collect(str(tmp_path), most=7)
    assert [each.id for each in listing.scanned] == [
        f"page-{at}" for at in (450, 350, 250, 150, 50, 499, 498)
    ]
    assert listing.all_scanned == 500
    assert listing.labels == {"machine_translation": 5, "original": 495}
    for format_ in ("html", "markdown"):
        assert "493 more documents" in index.render(listing, format_)


def test_a_long_scan_is_not_held_in_memory(tmp_path: Path) -> None:
    """Ten times the lines take no more memory than a fraction of the file."""
    import tracemalloc

    line = verdict_line(1, "machine_translation", 0.9, title="t" * 3_000)
    path = tmp_path / "scan.jsonl"
    path.write_text(line * 1_000, encoding="utf-8")
    tracemalloc.start()
    index.collect(str(tmp_path), most=5)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < path.stat().st_size / 5


def test_other_files_are_passed_over_and_counted(tmp_path: Path) -> None:
    """Pages, JSON and lines that are not ours are counted; hidden and other files are not looked at."""
    page(tmp_path / "r.html")
    (tmp_path / "other.html").write_text("<!doctype html><title>mine</title>", encoding="utf-8")
    (tmp_path / "package.json").write_text('{"schema": 3, "name": "x"}', encoding="utf-8")
    (tmp_path / "list.json").write_text("[1, 2]", encoding="utf-8")
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "Not judged yet."}\n{"id"', encoding="utf-8")
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    (tmp_path / ".hidden.json").write_text("{", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("{", encoding="utf-8")
    listing = index.collect(str(tmp_path))
    assert (files(listing), listing.ignored, listing.problems) == (["r.html"], 5, ())
    assert "5 other files in this folder are no report" in index.render(listing, "html")


def test_subfolders(tmp_path: Path) -> None:
    """Subfolders are read unless `recursive` is off, by names with forward slashes."""
    page(tmp_path / "r.html")
    page(tmp_path / "a" / "b" / "deep.html")
    assert sorted(files(index.collect(str(tmp_path)))) == ["a/b/deep.html", "r.html"]
    assert files(index.collect(str(tmp_path), recursive=False)) == ["r.html"]


def test_links_lead_nowhere_twice(tmp_path: Path) -> None:
    """A loop of links ends, and a file that several links lead to is read once, by its own name."""
    page(tmp_path / "real" / "r.html")
    (tmp_path / "real" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "again").symlink_to(tmp_path / "real", target_is_directory=True)
    (tmp_path / "real" / "scan-1.jsonl").write_text(verdict_line(1), encoding="utf-8")
    (tmp_path / "real" / "latest.jsonl").symlink_to("scan-1.jsonl")
    listing = index.collect(str(tmp_path))
    assert [Path(each).name for each in files(listing)] == ["r.html"]
    assert [Path(each.file).name for each in listing.scans] == ["scan-1.jsonl"]
    assert listing.all_scanned == 1
    assert not listing.problems


def test_its_own_page_is_no_report(tmp_path: Path) -> None:
    """An index among the reports is neither listed nor counted as something else."""
    page(tmp_path / "r.html")
    listing = index.collect(str(tmp_path))
    (tmp_path / "index.html").write_text(index.render(listing, "html"), encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text(index.render(listing, "jsonl"), encoding="utf-8")
    again = index.collect(str(tmp_path))
    assert files(again) == ["r.html"]
    assert again.problems == ()
    assert again.ignored == 1  # the lines


def test_worst_first(tmp_path: Path) -> None:
    """Conflicts, then machine translations, then variants, notes, the highest probability, the name."""

    def counts(conflict: int, variant: int = 0, note: int = 0) -> dict[str, int]:
        return {"conflict": conflict, "variant": variant, "note": note}

    human = {"label": "original", "p_machine": 0.1}
    machine = {"label": "machine_translation", "p_machine": 0.91}
    wanted = {
        "conflicts.html": {"counts": counts(2), "first": human},
        "conflict-machine.html": {"counts": counts(1), "first": machine},
        "conflict.html": {"counts": counts(1, 9, 9), "first": human},
        "machine.html": {"counts": counts(0), "first": machine},
        "variants.html": {"counts": counts(0, 2), "first": human},
        "variant-note.html": {"counts": counts(0, 1, 1), "first": human},
        "variant.html": {"counts": counts(0, 1), "first": human},
        "rejected.html": {"counts": counts(0), "first": machine | {"decision": "reject"}},
        "likelier.html": {"counts": counts(0), "first": human | {"p_machine": 0.5}},
        "a-name.html": {"counts": counts(0), "first": human, "title": "A name"},
        "b-name.html": {"counts": counts(0), "first": human, "title": "b name"},
    }
    for name, changes in wanted.items():
        path = page(tmp_path / name, **changes)
        before, data, after = split(path.read_text(encoding="utf-8"))
        values = json.loads(data)
        values["documents"] = values["documents"][:1]
        path.write_text(before + json.dumps(values) + after, encoding="utf-8")
    order = files(index.collect(str(tmp_path)))
    expected = [each for each in wanted if each not in ("rejected.html", "likelier.html")]
    assert [each for each in order if each in expected] == expected
    assert order.index("likelier.html") == 7  # what was rejected makes no report worse
    assert index.collect(str(tmp_path), most=3).entries == index.collect(str(tmp_path)).entries[:3]


def test_sums_count_a_document_once(tmp_path: Path) -> None:
    """A document that stands in two reports is one; conflicts and open reports add up."""
    for name in ("a", "b"):
        path = page(tmp_path / f"{name}.html", counts={"conflict": 2, "variant": 0, "note": 0})
        before, data, after = split(path.read_text(encoding="utf-8"))
        values = json.loads(data)
        values["documents"][0]["sha256"] = "same"
        values["reviewed"] = values["findings"] if name == "a" else 0
        path.write_text(before + json.dumps(values) + after, encoding="utf-8")
    sums = index.collect(str(tmp_path)).sums
    assert (sums.documents, sums.conflicts, sums.with_conflicts, sums.undecided) == (3, 4, 2, 1)


NAMES = (
    b"with space.html",
    b"quote\"'.html",
    b"new\nline.html",
    b"javascript:alert(1).html",
    b"<b>bold<b>.html",
    b"hash#and?query.html",
    b"per%41cent.html",
    b"\xff\xfe not utf-8.html",
    "overr\u202eide.html".encode(),
    b"&amp;.html",
    b"data:text,x.html",
    b"-flag.html",
    b"~home.html",
)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder of reports with names and words made of attacks."""
    for name in NAMES:
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        page(
            path, title="<script>document.title='owned'</script> {{ 7*7 }}", first={"name": "</title>\u202e"}
        )
    (tmp_path / "hostile.html").write_text(page_text("hostile"), encoding="utf-8")
    evil = verdict_line(
        1, "machine_translation", 0.9, title="</table><script>1</script>", path="javascript:1"
    )
    (tmp_path / "javascript:x.jsonl").write_text(evil, encoding="utf-8")
    return tmp_path


def test_each_link_leads_to_its_file_and_to_nothing_else(hostile: Path) -> None:
    """Every address is relative, begins with a dot, and is the file's name once its escapes are undone."""
    found = Rows(index.render(index.collect(str(hostile)), "html"))
    assert all(link.startswith("./") and link.isascii() for link in found.links)
    there = {os.fsencode(path.name) for path in hostile.iterdir()}
    assert {unquote_to_bytes(link[2:].partition("#")[0]) for link in found.links} == there


def test_links_follow_the_page(tmp_path: Path) -> None:
    """A page elsewhere leads up and down to the reports, with the worst divergence's anchor."""
    page(tmp_path / "in here" / "r.html")
    listing = index.collect(str(tmp_path / "in here"))
    links = Rows(index.render(listing, "html", prefix=os.path.relpath(tmp_path / "in here", tmp_path))).links
    assert links == ["./in%20here/r.html", "./in%20here/r.html#d1"]
    links = Rows(index.render(listing, "html", prefix="../in here")).links
    assert links[0] == "../in%20here/r.html"


def test_page_is_sealed(hostile: Path) -> None:
    """Well-formed; nothing but its own style and script, by their hashes; nothing of a file acts or hides."""
    text = index.render(index.collect(str(hostile)), "html")
    found = Rows(text)
    policy = next(attrs["content"] for tag, attrs in found.tags if attrs.get("http-equiv")) or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert [tag for tag, _ in found.tags].count("script") == 1
    assert [tag for tag, _ in found.tags].count("style") == 1
    assert not {tag for tag, _ in found.tags} & {"img", "iframe", "object", "embed", "form", "base"}
    for _, attrs in found.tags:
        assert not any(name.startswith("on") or name == "style" for name in attrs)
    assert not sanitise.UNSEEN.search(text)
    assert "{{ 7*7 }}" in html.unescape(text)
    ids = [attrs["id"] for _, attrs in found.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))


def test_page_says_how_it_is_ordered_and_what_is_missing(tmp_path: Path) -> None:
    """The order is defined on the page, and so is what could not be read, of many problems thirty."""
    page(tmp_path / "r.html")
    for at in range(40):
        (tmp_path / f"bad-{at:02}.json").write_text("{", encoding="utf-8")
    text = index.render(index.collect(str(tmp_path)), "html")
    assert "Worst first: by conflicts" in text
    assert "40 things in this folder could not be read" in text
    assert "bad-29.json" in text
    assert "bad-30.json" not in text
    assert "and 10 more" in text


def test_page_is_the_same_for_the_same_files(tmp_path: Path) -> None:
    """Two indexes of one folder are equal to the byte."""
    stated(page(tmp_path / "b.html"), 5)
    stated(page(tmp_path / "a.html"), 7)
    once, again = (index.render(index.collect(str(tmp_path)), "html") for _ in range(2))
    assert once == again
    assert "1970-01-01 00:00" in once


def test_markdown_is_harmless_and_fits_a_comment(hostile: Path) -> None:
    """Twenty worst reports in a table, everything escaped, fewer characters than GitHub takes."""
    for at in range(60):
        long = "w | `x` @all #1 " * 200
        page(hostile / f"more-{at}.html", title=long, first={"name": long}, worst=[
            {"id": "d1", "severity": "note", "kind": "name", "message": long}
        ])  # fmt: skip
        (hostile / f"bad-{at}.json").write_text("{", encoding="utf-8")
    text = index.render(index.collect(str(hostile)), "markdown")
    assert len(text) < 65_536
    rows = [line for line in text.splitlines() if line.startswith("| <b>")]
    assert len(rows) == 20
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)
    assert "<script" not in text
    assert not re.search(r"@(?=\w)", text)
    assert "more reports" in text
    assert not sanitise.UNSEEN.search(text)


def test_lines_keep_their_schema(hostile: Path) -> None:
    """Every line is valid under the shipped schema, worst first, and comes back whole."""
    schema = json.loads(
        (Path(report.__file__).parent.parent / "data" / "schema" / "index.json").read_text(encoding="utf-8")
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    listing = index.collect(str(hostile))
    lines = [json.loads(line) for line in index.render(listing, "jsonl").splitlines()]
    for line in lines:
        check.validate(line)
    assert [each["file"] for each in lines if each["kind"] == "report"] == files(listing)
    assert {each["kind"] for each in lines} == {"report", "scan", "document"}
    del lines[0]["worst"]
    assert not check.is_valid(lines[0])


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0.00"),
        (0.004, "under 0.01"),
        (0.05, "0.05"),
        (0.9, "0.90"),
        (0.999, "over 0.99"),
        (1.0, "1.00"),
    ],
)
def test_a_probability_is_never_rounded_to_certainty(share: float, said: str) -> None:
    """Two decimals, and a word where they would say that it is certain."""
    assert words.probability(share) == said


def test_a_row_says_who_reads_as_machine_translation(tmp_path: Path) -> None:
    """One document is named, several are counted; languages are named with how many each has."""
    machine = {"label": "machine_translation", "p_machine": 0.95}
    for name, sources in {"one": ["fr"], "two": ["fr", "fr"], "mixed": ["fr", "xx"], "none": [None]}.items():
        changes = dict(
            zip(("first", "second"), (machine | {"source": each} for each in sources), strict=False)
        )
        changes.setdefault("second", {"label": "original", "name": "Other"})
        changes["first"]["name"] = "Harbour Post"
        page(tmp_path / f"{name}.html", **changes)
    said = {each.file: "".join(words.suspicion(each)) for each in index.collect(str(tmp_path)).entries}
    assert said == {
        "one.html": "Harbour Post, most likely from French",
        "two.html": "2 of 2 documents, most likely from French",
        "mixed.html": "2 of 2 documents, most likely from French (1) and xx (1)",
        "none.html": "Harbour Post",
    }


def test_sums_are_sentences(tmp_path: Path) -> None:
    """The line the command prints counts in words, with singular and plural."""
    machine, human = {"label": "machine_translation"}, {"label": "original"}
    page(tmp_path / "r.html", counts=dict.fromkeys(SEVERITIES, 1), first=machine, second=human)
    (tmp_path / "s.jsonl").write_text(verdict_line(1), encoding="utf-8")
    assert words.sums(index.collect(str(tmp_path))) == (
        "1 report over 2 documents: 1 conflict in 1 of them; 1 document reads as machine translation. "
        "1 document scanned: none of the documents reads as machine translation."
    )
