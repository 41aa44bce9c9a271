"""What an input says, read with care: a log or a device may send anything."""

from collections.abc import Mapping

import numpy as np

from physics.pose import Array


def number(value: object, size: int) -> Array | None:
    """Return `size` finite numbers, each at most 100 in size, or None for anything else."""
    try:
        array = np.asarray(value, float)
    except (TypeError, ValueError, OverflowError):
        return None
    fits = array.shape == (size,) and bool(np.all(np.abs(array) <= 100.0))
    return array if fits else None


def known(value: Mapping[str, object], parts: Mapping[str, object]) -> str | None:
    """Return the part that an input names, or None where there is no such part."""
    part = value.get("part")
    return part if isinstance(part, str) and part in parts else None
