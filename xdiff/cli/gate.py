"""`xdiff gate`: documents judged by rules, pass or fail."""

from __future__ import annotations

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
from xdiff.errors import EXIT_FOUND, EXIT_UNUSABLE, InputError, PolicyError

if TYPE_CHECKING:
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
        bool, typer.Option("--show-policy", help="Print the policy in force as TOML, and stop.")
    ] = False,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULE", help="Ask only these rules (code, HY, name, family)."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="RULE", help="Do not ask these rules either.")
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
        bool, typer.Option("--cache/--no-cache", help="Keep what was found of unchanged documents.")
    ] = True,
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
    from xdiff.cli.output import complain, progress, say, write_file
    from xdiff.gating import policy as policies
    from xdiff.report import gate as reports

    policy = _policy(
        config,
        fail_on=fail_on,
        select=select,
        ignore=ignore,
        baseline=None if write_baseline else baseline,
        review=review,
        stories=stories,
        register=register,
        pack=pack,
        cache=cache,
        cache_dir=cache_dir,
    )
    if show_policy:
        say(policies.show(policy))
        return
    if not paths:
        hint = "Give files or folders, such as `xdiff gate seeds`."
        raise InputError("nothing to judge was named", where="PATH...", hint=hint)
    files = _files(output or [], reports.formats())
    with progress() as show:
        outcome = pipeline.judge_paths(paths, policy, max_bytes=max_bytes, progress=show)
    if write_baseline is not None:
        _write_baseline(write_baseline, outcome)
    for form, file in files:
        write_file(file, reports.render(outcome, form))
    for problem in outcome.problems:
        complain(InputError(problem.what, where=problem.where, hint=problem.hint))
    say(
        reports.render(
            outcome, format.value, width=columns(width), color=colored(color), ascii=not drawable()
        )
    )
    if outcome.problems:
        raise typer.Exit(EXIT_UNUSABLE)
    if outcome.failed and not exit_zero and write_baseline is None:
        raise typer.Exit(EXIT_FOUND)


def _policy(
    config: Path | None,
    *,
    fail_on: FailOnLevel | None,
    select: list[str] | None,
    ignore: list[str] | None,
    baseline: Path | None,
    review: list[Path] | None,
    stories: StoriesChoice | None,
    register: RegisterName | None,
    pack: list[Path] | None,
    cache: bool,
    cache_dir: Path | None,
) -> Policy:
    """Return the policy in force: the file's, with what the command line says in its place."""
    from xdiff.gating import policy as policies
    from xdiff.gating.cache import NAME
    from xdiff.gating.registry import named

    found = policies.load(config) if config else policies.discover(Path.cwd())
    for option, words in (("--select", select), ("--ignore", ignore)):
        named(words or (), where=option)
    return replace(
        found,
        fail_on=fail_on.value if fail_on else found.fail_on,
        select=tuple(select) if select else found.select,
        ignore=(*found.ignore, *(ignore or ())),
        baseline=baseline or found.baseline,
        reviews=(*found.reviews, *(review or ())),
        stories=stories.value if stories else found.stories,
        register=register.value if register else found.register,
        packs=(*found.packs, *(pack or ())),
        cache=(cache_dir or found.cache or found.root / NAME) if cache else None,
    )


def _files(asked: list[str], known: tuple[str, ...]) -> list[tuple[str, Path]]:
    """Return the formats and files of `--output`.

    Raises:
        PolicyError: one is not `FORMAT=FILE`, its format is not known, or two go to one file.
    """
    import difflib

    found: list[tuple[str, Path]] = []
    for each in asked:
        form, equals, file = each.partition("=")
        if not equals or not file:
            hint = "Such as `--output sarif=findings.sarif`."
            raise PolicyError(f"{each!r} is no FORMAT=FILE", where="--output", hint=hint)
        if form not in known:
            near = difflib.get_close_matches(form, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
            raise PolicyError(f"no format {form!r}", where="--output", hint=hint)
        found.append((form, Path(file)))
    return found


def _write_baseline(path: Path, outcome: Outcome) -> None:
    from xdiff.cli.output import write_file
    from xdiff.gating import baseline as known

    earlier = known.read(path) if path.exists() else None
    judged = {each.document_id: each.path for each in outcome.documents}
    write_file(path, known.written(outcome.findings, path, judged, earlier))
