"""A sampled signal on one clock."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Stream:
    """Samples of one quantity.

    `times` (n,) seconds, strictly rising; `values` (n,) or (n, k), NaN = not observed;
    `confidence` (n,) 0..1. Raises ValueError where shapes or order are wrong.
    """

    times: Array
    values: Array
    confidence: Array

    def __post_init__(self) -> None:
        n = len(self.times)
        if len(self.values) != n or self.confidence.shape != (n,):
            raise ValueError(
                f"stream: {n} times, {len(self.values)} values and "
                f"{len(self.confidence)} confidences; all three must agree"
            )
        if n > 1 and not np.all(np.diff(self.times) > 0):
            raise ValueError("stream: times must rise strictly")

    @property
    def seen(self) -> npt.NDArray[np.bool_]:
        """(n,) true where the value was observed."""
        values = self.values.reshape(len(self.times), -1)
        return np.asarray(~np.isnan(values).any(axis=1))
