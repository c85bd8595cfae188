"""Which of the files that were named are documents to judge."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xdiff.records import Document

if TYPE_CHECKING:
    from xdiff.gating.policy import Policy

METADATA: Final = "seeds.toml"
STDIN: Final = "-"


class Chosen:
    """Leaves out what the policy excludes, what a run reads beside documents, and a file's second name.

    `xdiff gate seeds/*` names `seeds.toml` and the baseline too, which are no documents. A file that is named
    twice (itself and its folder) is judged once: it is no duplicate of itself. A link is a name of its own.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._seen: set[str] = set()
        beside = [policy.source, policy.baseline, *policy.reviews]
        self._beside = {os.path.realpath(each) for each in beside if each}
        self.excluded = 0
        self._others: list[str] = []

    def skip(self, path: str) -> bool:
        """Return whether this file is left out; to be asked of each file once, in their order."""
        if path == STDIN or "\0" in path:
            return False
        name = os.path.abspath(path)  # noqa: PTH100 (Path.resolve follows links)
        if name in self._seen:
            return True
        self._seen.add(name)
        if Path(path).name == METADATA or os.path.realpath(path) in self._beside:
            self._others.append(path)
            return True
        if self._policy.excluded(Document(id=path, text="", path=path)):
            self.excluded += 1
            return True
        return False

    def notes(self, *, anything: bool) -> tuple[str, ...]:
        """Return what a reader must know; `anything` says whether documents or problems are left."""
        said = [f"{path} is read beside the documents and is none: not judged" for path in self._others]
        if self.excluded and not anything:
            files = "the file" if self.excluded == 1 else f"all {self.excluded} files"
            said.append(f"the policy excludes {files} named: nothing was judged")
        return tuple(said)
