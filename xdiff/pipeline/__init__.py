"""The only package that joins rooms: bytes in, a `Run` or an `Outcome` out. It decides nothing about text."""

from xdiff.pipeline.compare import Progress, compare, inspect, reviewed, signature, silent
from xdiff.pipeline.gate import gate, judge_paths

__all__ = ["Progress", "compare", "gate", "inspect", "judge_paths", "reviewed", "signature", "silent"]
