"""The files that `xdiff gate` writes: what `--output` names, and what must never be written over."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xdiff.errors import InputError, PolicyError

if TYPE_CHECKING:
    from xdiff.records import Document

METADATA: Final = "seeds.toml"
_STDOUT: Final = frozenset({"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A file to be written, and the option that names it, as a message shows it."""

    option: str
    path: Path


def parse(asked: Iterable[str], known: Sequence[str]) -> tuple[tuple[str, Path], ...]:
    """Return format and file of each `--output FORMAT=FILE`.

    Raises:
        PolicyError: one is no `FORMAT=FILE`, or its format is not known; the hint has the nearest.
    """
    return tuple(_parsed(each, known) for each in asked)


def _parsed(asked: str, known: Sequence[str]) -> tuple[str, Path]:
    form, equals, file = asked.partition("=")
    if not equals or not file:
        hint = "Such as `--output sarif=findings.sarif`."
        raise PolicyError(f"{asked!r} is no FORMAT=FILE", where="--output", hint=hint)
    if form not in known:
        near = difflib.get_close_matches(form.casefold(), known, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
        raise PolicyError(f"no format {form!r}", where="--output", hint=hint)
    if file in _STDOUT:
        hint = f"`--format {form}` prints it; --output is for files."
        raise PolicyError("standard output has one report, that of --format", where="--output", hint=hint)
    return form, Path(file)


def refuse(targets: Sequence[Target], read: Mapping[str, Path]) -> None:
    """Refuse, before any work, targets that cannot be written or would destroy something.

    Args:
        targets: the files to be written.
        read: files that this run reads, by what they are ("the policy").

    Raises:
        InputError: a folder is missing, two reports would go to one file, or one over a file that is read.
    """
    known = {os.path.realpath(path): what for what, path in read.items()}
    taken: dict[str, str] = {}
    for each in targets:
        _refuse_unwritable(each)
        if _device(each.path):  # two reports to /dev/null are fine
            continue
        real = os.path.realpath(each.path)
        hint = "Give each report a file of its own."
        rival = METADATA if each.path.name == METADATA else known.get(real)
        if rival:
            raise InputError(f"{each.option} would overwrite {rival}", where=str(each.path), hint=hint)
        if real in taken:
            what = f"{taken[real]} and {each.option} name one file"
            raise InputError(what, where=str(each.path), hint=hint)
        taken[real] = each.option


def keep_inputs(
    targets: Sequence[Target], folders: Sequence[str], excluded: Callable[[str], bool]
) -> Callable[[Sequence[Document]], None]:
    """Return a check of the documents of a run: no target lies over one, or becomes one in the next run.

    Args:
        targets: the files to be written.
        folders: the folders among the paths that are judged.
        excluded: whether the policy leaves out a file.

    Returns:
        a function that raises InputError; it is given the documents once they are read.
    """

    def check(documents: Sequence[Document]) -> None:
        if not targets:
            return
        files = {each.path for each in documents if each.path and each.path != "-"}
        inputs = {os.path.realpath(file) for file in files}  # a file of JSON lines has many documents
        for each in targets:
            real = os.path.realpath(each.path)
            if real in inputs:
                hint = "Give the report a file of its own."
                raise InputError(f"{each.option} would overwrite an input", where=str(each.path), hint=hint)
            if not _device(each.path) and not excluded(str(each.path)):
                _refuse_document(each, real, folders)

    return check


def _refuse_document(target: Target, real: str, folders: Sequence[str]) -> None:
    from xdiff.read import readers

    suffixes = {suffix for reader in readers().values() for suffix in reader.suffixes}
    if target.path.suffix.lower() not in suffixes:
        return
    for folder in folders:
        inside = Path(os.path.relpath(real, os.path.realpath(folder))).parts
        if inside[0] != ".." and not any(part.startswith(".") for part in inside):
            what = f"{target.option} writes into a folder that is judged: the next run would judge the report"
            hint = f"Write it outside of {folder}, or leave it out with `exclude` in the policy."
            raise InputError(what, where=str(target.path), hint=hint)


def _refuse_unwritable(target: Target) -> None:
    path = target.path
    where = str(path)
    try:
        if path.is_dir():
            raise InputError(f"{target.option} names a folder", where=where, hint="Name a file in it.")
        if not path.parent.is_dir():
            hint = f"Make {path.parent} first."
            raise InputError(f"the folder for {target.option} is missing", where=where, hint=hint)
        if not _device(path) and not os.access(path.parent, os.W_OK):
            hint = "Choose another folder."
            raise InputError(f"the folder for {target.option} is not writable", where=where, hint=hint)
    except (OSError, ValueError) as error:  # a name too long, or one with a NUL character in it
        said = error.strerror if isinstance(error, OSError) else "it holds a NUL character"
        what = f"{target.option} names no file that can be written ({said})"
        raise InputError(what, where=repr(where)[:200], hint="Choose another name.") from None


def _device(path: Path) -> bool:
    return path.exists() and not path.is_file()
