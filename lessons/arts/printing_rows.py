"""Rows of brush and pad: ways that cover all that is drawn, and nothing else."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Way = tuple[float, float, float, float]  # x0 y0 x1 y1, metres
PITCH = 0.016  # m between two rows of brush or pad: less than the tool is wide
OVER = 0.006  # m that a row goes beyond what is drawn
SPEED = {"brush": 0.5, "pad": 0.5}  # m/s


def rows_over(over: NDArray[np.bool_], cell: float, pitch: float = PITCH) -> Iterator[Way]:
    """Yield ways along +x, `pitch` apart, that cover all that is True of `over` (n, n)."""
    side = len(over) * cell
    used = np.flatnonzero(over.any(axis=1))
    if not len(used):
        return
    low, high = used[0] * cell, (used[-1] + 1) * cell
    count = max(1, round((high - low) / pitch))
    for k in range(count + 1):
        y = low + (high - low) * k / count
        near = over[max(0, int((y - pitch) / cell)) : int((y + pitch) / cell) + 1].any(axis=0)
        along = np.flatnonzero(near)
        if len(along):
            x0, x1 = along[0] * cell - OVER, (along[-1] + 1) * cell + OVER
            yield max(0.0, x0), y, min(side, x1), y
