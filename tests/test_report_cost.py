"""What a report costs to import: nothing heavy before it is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def loaded(program: str) -> set[str]:
    """Return the modules loaded after a program ran in a fresh interpreter."""
    whole = f"import sys\nsys.path.insert(0, {str(HERE)!r})\n{program}\nprint(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_room_imports_neither_rich_nor_jinja2() -> None:
    """`import xdiff.report` and a JSON report load no terminal and no template engine."""
    assert not {"rich", "jinja2", "markupsafe"} & loaded("import xdiff.report; xdiff.report.formats()")
    program = "import xdiff.report, sample_run; xdiff.report.render(sample_run.sample_run(), 'json')"
    assert not {"rich", "jinja2", "markupsafe"} & loaded(program)


def test_each_report_imports_only_its_own() -> None:
    """HTML loads no rich, text no jinja2, Markdown neither."""
    program = "import xdiff.report, sample_run; xdiff.report.render(sample_run.sample_run(), {!r})"
    assert "rich" not in loaded(program.format("html"))
    assert "jinja2" not in loaded(program.format("text"))
    assert not {"rich", "jinja2"} & loaded(program.format("markdown"))


def test_compiled_template_is_kept_like_any_module(tmp_path: Path) -> None:
    """Each template of the page is compiled once, where Python keeps compiled code; `-B` writes nothing."""
    program = (
        f"import sys; sys.path.insert(0, {str(HERE)!r}); import xdiff.report, sample_run;"
        "print(xdiff.report.render(sample_run.sample_pair(), 'html'))"
    )
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path)

    def page(*flags: str) -> bytes:
        command = [sys.executable, *flags, "-c", program]
        return subprocess.run(command, capture_output=True, check=True, env=environment).stdout

    plain = page("-B")
    assert not list(tmp_path.rglob("*.pyc"))
    assert page() == plain
    kept = [path for path in tmp_path.rglob("*.pyc") if path.parent.name == "templates"]
    assert any("report.html.jinja" in path.read_bytes().decode("latin-1") for path in kept)
    assert page() == plain
    for path in kept:
        path.write_bytes(b"damaged")
    assert page() == plain
