"""One measured figure, beside the asked one and the peer's."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`held` is None with a `why` where this machine cannot measure it."""

    name: str
    value: float | None
    unit: str
    n: int
    goal: str | None = None
    peer: str | None = None
    peer_value: float | None = None
    held: bool | None = None
    why: str | None = None


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the median of the best 3 of 5 CPU times of this thread, in seconds."""
    times = []
    for _ in range(5):
        start = time.thread_time()
        work()
        times.append(time.thread_time() - start)
    return statistics.median(sorted(times)[:3])
