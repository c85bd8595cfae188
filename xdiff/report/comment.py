"""A comment of GitHub: it refuses more than 65,536 characters, so a long report is cut, and says so."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from xdiff.report import phrases
from xdiff.report.cuts import shortened
from xdiff.report.escape import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xdiff.records import Signature

MOST: Final = 60_000
# Room kept for headings, the signature and the "more" lines when the parts before them fill the comment.
KEPT: Final = 5_000
SIGNATURE: Final = 2_000


class Comment:
    """Collects lines until the comment is full, and counts what did not fit; `rest` says where that is."""

    def __init__(self, rest: str = "`--html` shows all") -> None:
        self.rest = rest
        self._lines: list[str] = []
        self._size = 0

    def add(self, *lines: str) -> None:
        """Add lines that always stand: headings, the summary, the end."""
        self._lines += lines
        self._size += sum(len(line) + 1 for line in lines)

    def each(
        self,
        blocks: Iterable[str],
        noun: str,
        *,
        most: int | None = None,
        room: int | None = None,
        total: int | None = None,
    ) -> None:
        """Add blocks as long as there is room, then say how many are left out.

        At most `most` blocks are added, of at most `room` characters in all. Where `total` says how many
        blocks there are, those that do not fit are never made.
        """
        waiting = list(blocks) if total is None else blocks
        number = len(waiting) if isinstance(waiting, list) else total or 0
        fit = 0
        full = MOST - KEPT if room is None else min(MOST - KEPT, self._size + room)
        for block in islice(waiting, most):
            if self._size + len(block) > full:
                break
            self.add(block)
            fit += 1
        if fit < number:
            self.add("", f"*… {phrases.count(number - fit, f'more {noun}')}; {self.rest}.*")

    def fold(self, summary: str) -> None:
        """Begin a part that is folded away; `summary` is ours alone, since Markdown is not read in it."""
        self.add("", f"<details><summary>{summary}</summary>", "")

    def unfold(self) -> None:
        """End a part that is folded away."""
        self.add("", "</details>")

    def signature(self, signature: Signature) -> None:
        """Add the settings behind the numbers, the beginning of many."""
        said = str(signature)
        while len(escaped(said)) > SIGNATURE:
            said = shortened(said, len(said) // 2)
        self.add("", f"<sub>{escaped(said)}</sub>")

    def text(self) -> str:
        """Return the comment."""
        return "\n".join(self._lines).strip() + "\n"
