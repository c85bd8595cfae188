"""The pre-commit hooks, tried with pre-commit itself in a scratch repository: `nox -s integrations`.

Tried is what is committed: pre-commit clones this checkout at its newest commit and installs it from there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
GOOD, BAD = "000_cc89ca672284fdbe.txt", "001_607662d2d0a491c1.txt"
CONFIG = """repos:
  - repo: {source}
    rev: {revision}
    hooks:
      - id: xdiff-gate
        files: ^(seeds/|--config)
      - id: xdiff-gate-all
        args: [seeds, --write-baseline=known.json]
        alias: write
        stages: [manual]
      - id: xdiff-gate-all
        args: [seeds, --baseline=known.json]
        alias: all
        stages: [manual]
"""


class Scratch:
    """A repository with a hook of this checkout's newest commit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "repository"
        self.source = folder / "xdiff"
        self.home = folder / "home"
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(ROOT), str(self.source)], check=True)
        (self.folder / "seeds").mkdir(parents=True)
        self.git("init", "-q")
        self.git("config", "user.email", "somebody@example.org")
        self.git("config", "user.name", "Somebody")
        revision = self.git("-C", str(self.source), "rev-parse", "HEAD").strip()
        config = CONFIG.format(source=self.source, revision=revision)
        (self.folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
        (self.folder / "README.md").write_text("No seed.\n", encoding="utf-8")

    def git(self, *arguments: str) -> str:
        """Run git in the repository."""
        return subprocess.run(
            ["git", *arguments], cwd=self.folder, capture_output=True, text=True, check=True
        ).stdout

    def add(self, seed: str, name: str) -> None:
        """Put one of our seeds into the repository and into the next commit."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "seeds" / seed, path)
        self.git("add", "--all")

    def hook(self, *arguments: str, expected: int, words: tuple[str, ...] = ()) -> None:
        """Run the hooks; fail when they end otherwise, or do not say these words."""
        ended = subprocess.run(
            ["pre-commit", "run", "--color=never", *arguments],
            cwd=self.folder,
            env={**os.environ, "PRE_COMMIT_HOME": str(self.home)},
            capture_output=True,
            text=True,
            check=False,
        )
        said = ended.stdout + ended.stderr
        print(f"$ pre-commit run {' '.join(arguments)}\n{said}")
        missing = [word for word in words if word not in said]
        if ended.returncode != expected or missing:
            sys.exit(f"exit {ended.returncode}, and not {expected}; not said: {missing}")


def main() -> None:
    """Try a good seed, a bad one, a baseline, and a file called as an option."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Scratch(Path(folder))
        scratch.add(GOOD, f"seeds/{GOOD}")
        scratch.hook(expected=0, words=("Passed",))
        scratch.git("commit", "-q", "--message", "a good seed")
        scratch.add(BAD, f"seeds/{BAD}")
        scratch.hook(expected=1, words=("Failed", f"seeds/{BAD}", "OR101"))
        scratch.hook("--hook-stage=manual", "--all-files", "write", expected=0)
        scratch.hook("--hook-stage=manual", "--all-files", "all", expected=0, words=("Passed",))
        scratch.git("rm", "-q", "--cached", f"seeds/{BAD}")
        (scratch.folder / "seeds" / BAD).unlink()
        scratch.add(BAD, "--config=seeds/policy.txt")
        scratch.hook(expected=1, words=("--config=seeds/policy.txt", "OR101"))


if __name__ == "__main__":
    main()
