"""The hooks, the action and the snippets: what pre-commit, GitHub and GitLab do with them, tried here.

`nox -s integrations` tries them with pre-commit itself and with the published schemas.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from xdiff.read import readers

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases" / "integrations"
GOOD, BAD = "000_cc89ca672284fdbe.txt", "001_607662d2d0a491c1.txt"


def loaded(path: Path) -> Any:
    """Return a YAML file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


ACTION = loaded(ROOT / "action.yml")
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
HOOKS = {hook["id"]: hook for hook in loaded(ROOT / ".pre-commit-hooks.yaml")}


class Runner:
    """A job's folder, and the action's last step run in it as the runner does: by its variables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "job"
        self.home = folder / "temp" / "xdiff"
        self.output, self.summary = folder / "output", folder / "summary"
        program = self.home / "bin" / "xdiff"
        program.parent.mkdir(parents=True)
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xdiff "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        (self.folder / "seeds").mkdir(parents=True)
        for name in (GOOD, BAD, "seeds.toml"):
            shutil.copy(ROOT / "seeds" / name, self.folder / "seeds" / name)
        for file in (self.output, self.summary):
            file.write_text("earlier=step\n", encoding="utf-8")

    def run(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run the step with these inputs (dashes as underscores), the others by default."""
        given = {
            name: inputs.pop(name.replace("-", "_"), told["default"])
            for name, told in ACTION["inputs"].items()
        }
        assert not inputs, "no such input"
        step = STEPS["xdiff gate"]
        variables = {"XDIFF_HOME": str(self.home)}
        for variable, value in step["env"].items():
            asked = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", value)
            if asked:
                variables[variable] = given[asked[1]]
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.folder,
            env={
                **os.environ,
                **variables,
                "GITHUB_OUTPUT": str(self.output),
                "GITHUB_STEP_SUMMARY": str(self.summary),
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def told(self) -> dict[str, str]:
        """Return the outputs that the step set."""
        lines = self.output.read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A job that checked out the two seeds."""
    return Runner(tmp_path)


def test_the_action_fails_what_the_gate_fails(runner: Runner) -> None:
    """A bad document fails the step; annotations, a summary and a SARIF file tell why."""
    result = runner.run()
    assert result.returncode == 1, result.stderr
    assert result.stdout.startswith("::")
    told = runner.told()
    assert told["result"] == "failed"
    assert "machine" in Path(told["sarif-file"]).read_text(encoding="utf-8")
    summary = runner.summary.read_text(encoding="utf-8")
    assert summary.startswith("earlier=step\n")
    assert "OR101" in summary


def test_the_action_passes_what_the_gate_passes(runner: Runner) -> None:
    """A good document passes, and its SARIF file goes where it was asked for; nothing else is left behind."""
    result = runner.run(paths=f"seeds/{GOOD}\n", sarif_file="findings.sarif")
    assert result.returncode == 0, result.stdout + result.stderr
    assert runner.told() == {
        "earlier": "step",
        "result": "passed",
        "sarif-file": str(runner.folder / "findings.sarif"),
    }
    assert sorted(each.name for each in runner.folder.iterdir()) == ["findings.sarif", "seeds"]


def test_the_action_takes_lines_as_they_stand(runner: Runner) -> None:
    """Paths and arguments come one a line: spaces, empty lines and line ends of Windows do no harm."""
    (runner.folder / "two words").mkdir()
    shutil.copy(runner.folder / "seeds" / GOOD, runner.folder / "two words" / "a b.txt")
    result = runner.run(
        paths="\r\ntwo words/a b.txt\r\n\r\n", args="--select\r\nhygiene\n", format="concise", fail_on="never"
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "OR1" not in result.stdout


@pytest.mark.parametrize(
    "hostile",
    [
        "$(touch owned)",
        "`touch owned`",
        "x; touch owned",
        '"; touch owned; "',
        "'; touch owned; '",
        "x && touch owned",
        "--exit-zero",
        "--output=concise=owned",
        "-oconcise=owned",
        "--config=owned",
    ],
)
def test_inputs_never_reach_the_shell_as_a_program(runner: Runner, hostile: str) -> None:
    """A path is only ever a path: no command in it runs, and it is no option."""
    result = runner.run(paths=hostile)
    assert result.returncode == 2, result.stdout + result.stderr
    assert runner.told()["result"] == "trouble"
    assert sorted(each.name for each in runner.folder.iterdir()) == ["seeds"]


def test_outputs_of_the_action_cannot_be_forged(runner: Runner) -> None:
    """A name with a line break sets no output of its own."""
    result = runner.run(sarif_file="x.sarif\nresult=passed")
    assert result.returncode == 2
    assert runner.told() == {"earlier": "step", "result": "trouble"}


def test_an_earlier_sarif_file_is_not_passed_off_as_new(runner: Runner) -> None:
    """Where xdiff could not run, no SARIF file is named, though one lies there from another step."""
    (runner.folder / "old.sarif").write_text("{}", encoding="utf-8")
    result = runner.run(paths="seeds", args="--select=no-such-rule", sarif_file="old.sarif")
    assert result.returncode == 2
    assert "sarif-file" not in runner.told()
    assert (runner.folder / "old.sarif").read_text(encoding="utf-8") == "{}"


def test_no_step_of_the_action_is_made_of_inputs() -> None:
    """No `run` has an expression in it (script injection), and every input is documented and used."""
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    for name, told in ACTION["inputs"].items():
        assert told["description"]
        assert f"inputs.{name}" in text


@pytest.mark.parametrize("identifier", HOOKS)
def test_hooks_are_called_with_options_that_exist(tmp_path: Path, identifier: str) -> None:
    """Each hook's entry and arguments run; with nothing bad before them they pass."""
    hook = HOOKS[identifier]
    shutil.copytree(
        ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("*.json", BAD, "*.toml")
    )
    command = [*shlex.split(hook["entry"]), *hook["args"]]
    assert command.pop(0) == "xdiff"
    names = [f"seeds/{GOOD}"] if hook.get("pass_filenames", True) else []
    result = subprocess.run(
        [sys.executable, "-m", "xdiff", *command, *names],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_hook_takes_no_file_name_for_an_option(tmp_path: Path) -> None:
    """A file that is called as an option is judged like any other, and sets nothing."""
    hook = HOOKS["xdiff-gate"]
    (tmp_path / "--config=x").mkdir()
    name = "--config=x/y.txt"
    shutil.copy(ROOT / "seeds" / BAD, tmp_path / name)
    command = [*shlex.split(hook["entry"])[1:], *hook["args"], name]
    result = subprocess.run(
        [sys.executable, "-m", "xdiff", *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 1, result.stderr
    assert name in result.stdout


@pytest.mark.parametrize("identifier", HOOKS)
def test_hooks_are_given_every_kind_that_is_read(identifier: str) -> None:
    """A hook's `files` names each suffix that a reader knows, and no program or picture."""
    files = re.compile(HOOKS[identifier]["files"])
    suffixes = {suffix for reader in readers().values() for suffix in reader.suffixes}
    assert all(files.search(f"seeds/a{suffix}") for suffix in suffixes)
    assert not any(files.search(name) for name in ("a.py", "txt", "a.txt.gz", "seeds/a.png"))
    assert bool(files.search("seeds/seeds.toml")) is (identifier == "xdiff-gate-all")


def test_the_gitlab_snippet_keeps_its_reports_when_the_job_fails() -> None:
    """The reports that the job writes are those that GitLab is told to show, also of a job that failed."""
    job = loaded(CASES / "gitlab-ci.yml")["xdiff-gate"]
    line = next(each for each in job["script"] if each.startswith("xdiff gate"))
    written = dict(each.split("=", 1) for each in shlex.split(line) if each.startswith(("gitlab=", "junit=")))
    reports = job["artifacts"]["reports"]
    assert written == {"gitlab": reports["codequality"], "junit": reports["junit"]}
    assert job["artifacts"]["when"] == "always"


def test_the_workflow_gives_the_action_inputs_that_it_has() -> None:
    """The GitHub snippet names inputs and outputs that `action.yml` has, and asks for the right to upload."""
    workflow = loaded(CASES / "github-workflow.yml")
    steps = workflow["jobs"]["gate"]["steps"]
    (ours,) = (step for step in steps if step["uses"].startswith("OWNER/xdiff@"))
    assert set(ours["with"]) <= set(ACTION["inputs"])
    asked = re.findall(rf"steps\.{ours['id']}\.outputs\.([a-z-]+)", yaml.safe_dump(steps))
    assert set(asked) == {"sarif-file"} <= set(ACTION["outputs"])
    assert workflow["permissions"]["security-events"] == "write"
