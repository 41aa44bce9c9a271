"""How the window looks: colours as light, sizes of type, the pace at which things arrive.

The colours themselves stand in `lessons.report.palette`, one table for window and pages.
"""

import numpy as np
import numpy.typing as npt

from lessons.report.palette import Colour, rgb

Image = npt.NDArray[np.float64]

# Three sizes on a view, as the height of a hanzi's body; the picture is 2 units high.
TITLE = 0.078
BODY = 0.054
SMALL = 0.042
LEADING = 1.5  # line pitch over body height, as Chinese text is set

ARRIVE_S = 0.2


def light(colour: Colour) -> tuple[float, float, float]:
    """Return a colour for lit surfaces: linear light, 0..1 (IEC 61966-2-1)."""
    red, green, blue = linear(np.array(rgb(colour)))
    return float(red), float(green), float(blue)


def linear(srgb: Image) -> Image:
    """Return sRGB values (0..1, any shape) as linear light (IEC 61966-2-1)."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def ease(part: float) -> float:
    """Return how far an arriving thing has come (0..1) after `part` (0..1) of its time."""
    left = 1 - min(max(part, 0.0), 1.0)
    return 1 - left**3
