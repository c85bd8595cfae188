"""`xdiff gate` run in this process, in a folder of its own: what the tests of the command share."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from xdiff.cli import main

CLEAN = """The harbour of Skerrin opens again

The harbour of Skerrin opened again on Tuesday after engineers had cleared the last of the sand that the
autumn storms left in its entrance. Ferries to the mainland will run twice a day until the end of March, the
harbour office said, and a third crossing is planned for the summer.

"We were cut off for eleven days, and nobody here wants to count them again," said Ingrid Solheim, who keeps
the grocery on the quay. She had sold her last loaf of bread on the Friday before, and had been baking for
her neighbours ever since.

The council voted to keep a dredger on the island through the winter. It costs less than flying in supplies,
its treasurer told the meeting, and the fishermen had asked for one for years.
"""
# What UTF-8 looks like once it was read as Windows-1252: HY304, an error, whatever a text is about.
SPOILT = (
    CLEAN.replace('"We were', "â€œWe were").replace("again,", "again,â€\u009d").replace("It costs", "Itâ€™s")
)
SELECT = "--select=mojibake"


@dataclass(frozen=True)
class Result:
    """How a run ended, and what it said."""

    code: int
    out: str
    err: str


class Gate:
    """A folder with documents, and the command run in it."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._capfd = capfd
        monkeypatch.chdir(folder)

    def write(self, name: str, content: str | bytes = CLEAN) -> Path:
        """Write a file into the folder, and the folders it stands in."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Result:
        """Run `xdiff gate` with these arguments; nothing is kept between runs."""
        command = ["xdiff", "gate", *arguments]
        if not any("cache" in each for each in arguments):
            command.insert(2, "--no-cache")
        self._monkeypatch.setattr(sys, "argv", command)
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        self._capfd.readouterr()
        try:
            main()
            code: object = 0
        except SystemExit as ended:
            code = ended.code
        said = self._capfd.readouterr()
        assert "Traceback" not in said.err
        assert isinstance(code, int)
        return Result(code=code, out=said.out, err=said.err)

    def refuses(self, *arguments: str, words: tuple[str, ...], stdin: bytes = b"") -> None:
        """Assert that a run ends with 2 and one message that has these words, and prints no report."""
        result = self(*arguments, stdin=stdin)
        assert result.code == 2, result.out + result.err
        assert result.out == ""
        assert result.err.startswith("xdiff: ")
        for word in words:
            assert word in result.err
