"""`xdiff gate`: documents judged by rules, pass or fail."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xdiff.cli.options import (
    Color,
    ColorChoice,
    MaxBytes,
    PackOption,
    RegisterName,
    ReviewOption,
    Width,
    colored,
    columns,
    drawable,
)
from xdiff.errors import EXIT_FOUND, EXIT_UNUSABLE, InputError, PolicyError, XdiffError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.gating import Policy
    from xdiff.records import Outcome


class GateFormat(StrEnum):
    """Formats of what the gate found."""

    full = "full"
    concise = "concise"
    json = "json"
    json_lines = "json-lines"
    github = "github"
    gitlab = "gitlab"
    junit = "junit"
    sarif = "sarif"
    sarif_standing = "sarif-standing"
    rdjson = "rdjson"
    markdown = "markdown"


class FailOnLevel(StrEnum):
    """The least severity that makes the gate fail."""

    error = "error"
    warning = "warning"
    note = "note"
    never = "never"


class StoriesChoice(StrEnum):
    """How documents about one event are found."""

    auto = "auto"
    declared = "declared"
    one = "one"
    none = "none"


def gate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH...",
            help="Files (text, Markdown, HTML, JSON lines), folders, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        GateFormat, typer.Option("--format", "-f", help="What goes to standard output.")
    ] = GateFormat.full,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output", "-o", metavar="FORMAT=FILE", help="Write this format to a file as well; repeatable."
        ),
    ] = None,
    fail_on: Annotated[
        FailOnLevel | None,
        typer.Option(
            "--fail-on",
            help="Exit with 1 when a finding is at least this severe (error).",
            show_default=False,
        ),
    ] = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found; 2 still means trouble.")
    ] = False,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            help="The policy: xdiff.toml or pyproject.toml; left out, the nearest one above this folder.",
        ),
    ] = None,
    show_policy: Annotated[
        bool,
        typer.Option(
            "--show-policy",
            help="Print the policy in force as TOML, or what holds for the documents of PATH, and stop.",
        ),
    ] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULE",
            help="Ask only these rules: a code, HY, a name, a family; several with commas.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="RULE", help="Do not ask these rules either, in the same words."),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="Known findings: fail on new ones only."),
    ] = None,
    write_baseline: Annotated[
        Path | None,
        typer.Option(
            "--write-baseline", metavar="FILE", help="Write what is found now as the baseline; exit with 0."
        ),
    ] = None,
    review: ReviewOption = None,
    stories: Annotated[
        StoriesChoice | None,
        typer.Option(
            "--stories",
            help="Which documents are about one event: found by their words (auto), declared in seeds.toml, "
            "all (one), none.",
            show_default=False,
        ),
    ] = None,
    register: Annotated[
        RegisterName | None,
        typer.Option("--register", help="Kind of text that fluency is measured against.", show_default=False),
    ] = None,
    pack: PackOption = None,
    cache: Annotated[
        bool | None,
        typer.Option(
            "--cache/--no-cache",
            help="Keep what was found of unchanged documents (yes, unless the policy says no).",
            show_default=False,
        ),
    ] = None,
    cache_dir: Annotated[
        Path | None,
        typer.Option("--cache-dir", metavar="DIR", help="Where; .xdiff_cache beside the policy if left out."),
    ] = None,
    max_bytes: MaxBytes = None,
    width: Width = None,
    color: Color = ColorChoice.auto,
) -> None:
    """Judge documents by rules, and fail on what a policy forbids; `xdiff rule CODE` explains each."""
    from xdiff import pipeline
    from xdiff.cli import targets
    from xdiff.cli.output import printable, progress, say
    from xdiff.cli.policy import Asked, as_text, in_force, words
    from xdiff.report import gate as reports

    _refuse_contradictions(
        show_policy=show_policy,
        output=output,
        baseline=baseline,
        write_baseline=write_baseline,
        cache=cache,
        cache_dir=cache_dir,
    )
    policy = in_force(
        config,
        Asked(
            select=words(select),
            ignore=words(ignore),
            fail_on=fail_on.value if fail_on else None,
            baseline=baseline,
            reviews=review or (),
            stories=stories.value if stories else None,
            register=register.value if register else None,
            packs=pack or (),
            cache=cache,
            cache_dir=cache_dir,
        ),
    )
    if show_policy:
        shown = as_text(policy, paths or (), max_bytes)
        say(printable(shown.text))
        if shown.problems:
            raise typer.Exit(EXIT_UNUSABLE)
        return
    if not paths:
        hint = "Give files or folders, such as `xdiff gate seeds`."
        raise InputError("nothing to judge was named", where="PATH...", hint=hint)
    files = targets.parse(output or [], reports.formats())
    written = [targets.Target(option=f"--output {form}", path=file) for form, file in files]
    if write_baseline is not None:
        written.append(targets.Target(option="--write-baseline", path=write_baseline))
    targets.refuse(written, _read_beside(policy, write_baseline, config))
    if write_baseline is not None:
        # Read while it is written anew, so that what is new and what is gone can be told.
        policy = replace(policy, baseline=write_baseline if write_baseline.exists() else None)
    folders = [each for each in paths if os.path.isdir(each)]  # noqa: PTH112 (Path raises for a name too long)
    with progress() as show:
        outcome = pipeline.judge_paths(
            paths,
            policy,
            max_bytes=max_bytes,
            progress=show,
            before=targets.keep_inputs(written, folders, lambda path: _excluded(policy, path)),
        )
    whole = True
    if write_baseline is not None:
        outcome, whole = _with_baseline(write_baseline, outcome)
    whole = _write_reports(files, outcome) and whole
    _tell_problems(outcome, format)
    say(
        reports.render(
            outcome, format.value, width=columns(width), color=colored(color), ascii=not drawable()
        )
    )
    if outcome.problems or not whole:
        raise typer.Exit(EXIT_UNUSABLE)
    if outcome.failed and not exit_zero:
        raise typer.Exit(EXIT_FOUND)


def _refuse_contradictions(
    *,
    show_policy: bool,
    output: list[str] | None,
    baseline: Path | None,
    write_baseline: Path | None,
    cache: bool | None,
    cache_dir: Path | None,
) -> None:
    """Raise PolicyError for options of which one would silently undo another."""
    if show_policy and (output or write_baseline is not None):
        other = "--output" if output else "--write-baseline"
        hint = "Leave one of them out; the policy goes to standard output."
        raise PolicyError(
            "it prints the policy and judges nothing", where=f"--show-policy, {other}", hint=hint
        )
    if baseline is not None and write_baseline is not None and baseline != write_baseline:
        hint = "--write-baseline FILE reads FILE too, where it is there, and keeps what is still true of it."
        raise PolicyError(
            "they name two files, and only one baseline holds",
            where="--baseline, --write-baseline",
            hint=hint,
        )
    if cache_dir is not None and cache is False:
        hint = "Leave one of them out."
        raise PolicyError(
            "one names a cache and the other wants none", where="--cache-dir, --no-cache", hint=hint
        )


def _read_beside(policy: Policy, write_baseline: Path | None, config: Path | None) -> dict[str, Path]:
    """Return the files that a run reads beside its documents, by what they are."""
    read = {f"the review {path}": path for path in policy.reviews}
    read |= {f"the pack {path}": path for path in policy.packs}
    if config is not None or policy.source:
        read["the policy"] = config or Path(policy.source)
    if policy.baseline is not None and policy.baseline != write_baseline:
        read["the baseline"] = policy.baseline
    return read


def _excluded(policy: Policy, path: str) -> bool:
    from xdiff.records import Document

    return policy.excluded(Document(id=path, text="", path=path))


def _write_reports(files: Sequence[tuple[str, Path]], outcome: Outcome) -> bool:
    """Write each report; one that cannot be written is told, and the others are written all the same."""
    from xdiff.cli.output import complain, write_file
    from xdiff.report import gate as reports

    whole = True
    for form, file in files:
        try:
            write_file(file, reports.render(outcome, form))
        except InputError as error:
            complain(error)
            whole = False
    return whole


def _tell_problems(outcome: Outcome, format: GateFormat) -> None:
    """Tell on stderr what was not read, unless a person has it in the report on the same screen."""
    from xdiff.cli.output import complain

    if format is GateFormat.full and sys.stdout.isatty() and sys.stderr.isatty():
        return
    for problem in outcome.problems:
        complain(InputError(problem.what, where=problem.where, hint=problem.hint))


def _with_baseline(path: Path, outcome: Outcome) -> tuple[Outcome, bool]:
    """Write what is known now; return the outcome with all of it known, and whether it was written."""
    from xdiff.cli.output import complain
    from xdiff.gating import baseline as known

    try:
        _write_baseline(path, outcome)
    except InputError as error:
        complain(error)
        return outcome, False
    now = known.read(path)
    new, gone = len(outcome.standing), len(outcome.gone)
    held = f"{len(now.known)} finding{'' if len(now.known) == 1 else 's'}"
    complain(XdiffError(f"written: {held}, {new or 'none'} new, {gone or 'none'} gone", where=str(path)))
    # What is gone was told against the old file; the new one has nothing of it.
    return replace(known.apply(outcome, now), gone=outcome.gone), True


def _write_baseline(path: Path, outcome: Outcome) -> None:
    """Write what is known now; the file is read once more, since another run may have written it."""
    from xdiff.cli.output import complain, write_file
    from xdiff.gating import baseline as known

    earlier = known.read(path) if path.exists() else None
    write_file(path, known.written(outcome, path, earlier))
    unnamed = known.unnamed(outcome)
    if unnamed:
        what = f"{unnamed} finding{'s' if unnamed > 1 else ''} in standard input not kept"
        complain(InputError(what, where=str(path), hint="A baseline knows documents by their files."))
