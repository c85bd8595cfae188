"""xdiff: translation quality and cross-source differences of English text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING

from xdiff.errors import XdiffError
from xdiff.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from xdiff.gating.policy import Policy
    from xdiff.records import Finding, Outcome

__all__ = ["Finding", "Outcome", "Policy", "XdiffError", "__version__", "gate"]

# Loaded when somebody asks for them: `import xdiff` stays light.
_LATER = {"Finding": "xdiff.records", "Outcome": "xdiff.records", "Policy": "xdiff.gating.policy"}


if not TYPE_CHECKING:  # a checker would take any name for one of these

    def __getattr__(name: str) -> object:
        """Load a record that `__all__` names."""
        from importlib import import_module

        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_LATER[name]), name)


def __dir__() -> list[str]:
    """Name what is public, loaded or not."""
    return sorted({*globals(), *__all__})


def gate(
    paths: str | PathLike[str] | Sequence[str | PathLike[str]],
    policy: Policy | Mapping[str, object] | str | PathLike[str] | None = None,
) -> Outcome:
    """Judge documents by rules, as `xdiff gate` does; nothing is printed, and nothing written.

    Only a policy that says `cache = true`, or names a `cache-dir`, has a cache written: what was found of
    unchanged documents, for the next call.

    Args:
        paths: a file, a folder, or `-` for standard input; or several.
        policy: a policy, a mapping with the keys of `[tool.xdiff]` (its paths are read from the working
            folder), or the file it stands in. None: the nearest `xdiff.toml` or `pyproject.toml` with a
            table `tool.xdiff`, from the working folder up; without one, the defaults.

    Returns:
        The outcome. `failed` says whether it fails, `failing` why; `findings` has all findings, those that a
        baseline, an exception or a review lets go too; `problems` what could not be read, and so was not
        judged: a caller who wants all of it judged looks there too.

    Raises:
        XdiffError: the policy, a baseline, a review or an exception is malformed, or a model cannot be read.

    Example:
        >>> import xdiff
        >>> outcome = xdiff.gate("seeds", {"select": ["origin"], "fail-on": "error"})
        >>> outcome.failed, len(outcome.documents), outcome.problems
        (True, 2, ())
        >>> sorted({(finding.document_id[:3], finding.code) for finding in outcome.failing})
        [('001', 'OR101')]
    """
    from pathlib import Path

    from xdiff import pipeline
    from xdiff.errors import InputError
    from xdiff.gating import policies
    from xdiff.gating.policy import Policy

    named = [paths] if isinstance(paths, (str, PathLike)) else list(paths)
    if not named:
        raise InputError("nothing to judge was named", where="paths", hint="Give a file or a folder.")
    if policy is None:
        found = policies.discover(_folder())
    elif isinstance(policy, Policy):
        found = policy
    elif isinstance(policy, (str, PathLike)):
        found = policies.load(Path(policy))
    else:
        found = policies.of(policy, root=_folder())
    return pipeline.judge_paths([fspath(path) for path in named], found)


def _folder() -> Path:
    """Return the working folder.

    Raises:
        InputError: it has been deleted.
    """
    from pathlib import Path

    from xdiff.errors import InputError

    try:
        return Path.cwd()
    except FileNotFoundError:
        hint = "Go to a folder that is there."
        raise InputError("the working folder has been deleted", where=".", hint=hint) from None
