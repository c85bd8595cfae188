"""xdiff: translation quality and cross-source differences of English text."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from xdiff.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xdiff.gating import Policy
    from xdiff.records import Outcome

__all__ = ["__version__", "gate"]


def gate(
    paths: Sequence[str | PathLike[str]],
    policy: Policy | Mapping[str, object] | str | PathLike[str] | None = None,
) -> Outcome:
    """Judge documents by rules, as `xdiff gate` does; nothing is printed and nothing written.

    Args:
        paths: files, folders, or `-` for standard input.
        policy: a policy, a mapping with the keys of `[tool.xdiff]`, or the file it stands in. None: the
            nearest `xdiff.toml` or `pyproject.toml` with a table `tool.xdiff`, from the working folder up;
            without one, the defaults.

    Returns:
        The outcome: `failed` says whether it fails, `findings` has all findings, `problems` what could not
        be read.

    Raises:
        XdiffError: the policy, a baseline, a review or an exception is malformed.
    """
    from pathlib import Path

    from xdiff import pipeline
    from xdiff.gating import policy as policies

    if policy is None:
        found = policies.discover(Path.cwd())
    elif isinstance(policy, policies.Policy):
        found = policy
    elif isinstance(policy, (str, PathLike)):
        found = policies.load(Path(policy))
    else:
        found = policies.of(policy, root=Path.cwd())
    return pipeline.judge_paths([str(path) for path in paths], found)
