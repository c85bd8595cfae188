"""The developers' manual: every command a developer of xdiff runs. `nox -l` lists them."""

import shutil
import tarfile
from pathlib import Path

import nox

nox.options.sessions = ["lint", "types", "tests"]
nox.options.reuse_existing_virtualenvs = True

AXE = "axe-core@4.14.1"  # MPL-2.0, run by the browser tests only; exact, since a new one may find more
DATA = Path("..") / "shared" / "data"


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format, the rooms' import direction, and that generated pages are fresh."""
    session.install("-e", ".[dev]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")
    session.run("python", "tests/reference.py", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check types strictly."""
    session.install("-e", ".[dev]")
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test that needs neither a browser nor the data; arguments go to pytest."""
    session.install("-e", ".[test,train]")  # without the extra, the tests of training are skipped
    session.run("pytest", *session.posargs)


# A browser for each of two cores.
BROWSER_TESTS = ("pytest", "-m", "browser", "-n", "2", "--dist", "worksteal", "tests/browser")


@nox.session
def browser(session: nox.Session) -> None:
    """Open the HTML report in Debian's Chromium (packages chromium and chromium-driver) and use it.

    axe-core comes from npm by its ordinary client; without npm its tests are skipped.
    """
    session.install("-e", ".[test,browser]")
    session.run(*BROWSER_TESTS, *session.posargs, env=axe(session))


def axe(session: nox.Session) -> dict[str, str]:
    """Fetch axe-core once, into a folder that git ignores; return the variable that names it to the tests."""
    folder = Path(".axe")
    script = folder / "package" / "axe.min.js"
    if not script.exists():
        if not shutil.which("npm"):
            session.warn("npm is not installed: the tests with axe-core are skipped")
            return {}
        folder.mkdir(exist_ok=True)
        with session.chdir(folder):
            session.run("npm", "pack", "--silent", AXE, external=True)
        with tarfile.open(next(folder.glob("axe-core-*.tgz"))) as packed:
            packed.extractall(folder, filter="data")
    return {"XDIFF_AXE": str(script.resolve())}


@nox.session
def evaluate(session: nox.Session) -> None:
    """Measure against the pinned floors; `-- --data DIR` names the data, `-- --raise` pins better ones."""
    session.install("-e", ".")
    session.run("python", "tests/floors.py", *(session.posargs or ["--data", str(DATA)]))


@nox.session
def bench(session: nox.Session) -> None:
    """Time `--help`, `compare` and the HTML page beside what they are measured against, in one run."""
    session.install(".[bench]")
    session.run("python", "tests/bench.py", *session.posargs)
    session.install(".[browser]")
    session.run("python", "tests/browser/speed.py")


@nox.session
def regen(session: nox.Session) -> None:
    """Make every generated file anew: baseline, reports, goldens, the reference page, the README's output."""
    session.install("-e", ".[test,browser]")
    session.run("xdiff", "gate", "seeds", "--no-cache", "--write-baseline", "seeds/baseline.json")
    session.run("python", "tests/reference.py")
    session.run("python", "tests/samples.py")
    session.run("pytest", "--regen", "tests/test_report_goldens.py")


@nox.session
def gate(session: nox.Session) -> None:
    """Gate our own seeds as CI does: fail on a finding that the committed baseline does not know."""
    session.install("-e", ".")
    session.run("xdiff", "gate", "seeds", "--no-cache", "--baseline", "seeds/baseline.json", *session.posargs)


# What is checked against the schemas that check-jsonschema ships.
SNIPPETS = Path("tests") / "cases" / "integrations"
SCHEMAS = (
    ("vendor.github-actions", "action.yml"),
    ("vendor.github-workflows", str(SNIPPETS / "github-workflow.yml")),
    ("vendor.gitlab-ci", str(SNIPPETS / "gitlab-ci.yml")),
)


@nox.session
def integrations(session: nox.Session) -> None:
    """Try the newest commit with pre-commit itself; hold the action and the snippets to their schemas."""
    session.install("pre-commit>=4", "check-jsonschema>=0.30")
    for schema, file in SCHEMAS:
        extra = ["--data-transform", "gitlab-ci"] if schema == "vendor.gitlab-ci" else []
        session.run("check-jsonschema", "--builtin-schema", schema, *extra, file)
    session.run("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")
    session.run("python", "tests/try_hooks.py")


@nox.session
def train(session: nox.Session) -> None:
    """Fit the shipped models anew from the data; `-- --data DIR` names it."""
    session.install("-e", ".[train]")
    session.run("xdiff", "model", "train", *(session.posargs or ["--data", str(DATA)]))
