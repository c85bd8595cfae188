"""How long something takes, for tests that hold growth and not speed."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def seconds(call: Callable[[], object], runs: int = 3) -> float:
    """Return the least CPU time of some runs, the garbage of other tests left alone."""
    gc.collect()
    gc.disable()
    try:
        return min(_once(call) for _ in range(runs))
    finally:
        gc.enable()


def _once(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start
