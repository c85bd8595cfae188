"""The house itself: imports stay in their direction, start-up stays light, the contract's words stay ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Each of these is named by exactly one module, behind our own names.
HOME_OF = {
    "langdetect": "xdiff/signals/language.py",
    "sacrebleu": "xdiff/align/scores.py",
    "diff_match_patch": "xdiff/diff/words.py",
}


def _importers(package: str) -> list[str]:
    found = []
    for path in sorted((ROOT / "xdiff").rglob("*.py")):
        lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
        if any(line.startswith((f"import {package}", f"from {package}")) for line in lines):
            found.append(path.relative_to(ROOT).as_posix())
    return found


def test_each_peer_library_has_one_home() -> None:
    """langdetect, sacrebleu and diff-match-patch are each imported by exactly one module."""
    for package, home in HOME_OF.items():
        assert _importers(package) == [home]


def test_typer_stays_in_the_command_line() -> None:
    """Typer is imported only under xdiff/cli."""
    assert all(path.startswith("xdiff/cli/") for path in _importers("typer"))


def test_help_loads_nothing_heavy() -> None:
    """`xdiff --help` imports no model arithmetic, templates or readers."""
    program = "import sys; import xdiff.cli; print(' '.join(sorted(sys.modules)))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    for heavy in ("numpy", "sacrebleu", "jinja2", "langdetect", "resiliparse", "sentencex", "xdiff.pipeline"):
        assert heavy not in loaded


def test_ci_runs_the_readme_test_command() -> None:
    """The command that the README gives for the tests is the one that CI runs."""
    command = "pip install -e '.[test]' && pytest"
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert command.replace("install -e", "install -q -e") in (ROOT / ".ci" / "run").read_text(
        encoding="utf-8"
    )


def test_readme_shows_the_snippets_that_are_tested() -> None:
    """The CI snippets that the README gives are the files that `tests/test_integrations.py` runs."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    snippets = sorted((ROOT / "tests" / "cases" / "integrations").glob("*.yml"))
    assert snippets
    for snippet in snippets:
        assert f"```yaml\n{snippet.read_text(encoding='utf-8').rstrip()}\n```" in readme


def test_seeds_are_described() -> None:
    """Every seed has its entry in seeds.toml, and every entry its seed."""
    import tomllib

    described = tomllib.loads((ROOT / "seeds" / "seeds.toml").read_text(encoding="utf-8"))
    assert set(described) == {path.name for path in (ROOT / "seeds").glob("*.txt")}
    for entry in described.values():
        assert entry["declared_origin"]
        assert entry["how_we_know"]
