"""The flat sheet in front of the picture: its size, its pixels, its three sizes of type."""

from dataclasses import dataclass
from functools import cached_property

from lessons.report.shapes import Font
from sim import look
from sim.views.type import line_width

LEAST_PX = 12.5  # the smallest body a hanzi is still read at; small windows get larger type


@dataclass(frozen=True)
class Frame:
    """A window of `size` pixels and the sheet over it, `width` x `height` in aspect2d units.

    `density` below 1 sets type smaller: the last resort for a text too long for the window.
    """

    size: tuple[int, int]
    density: float = 1.0

    @cached_property
    def aspect(self) -> float:
        """Width over height."""
        return self.size[0] / self.size[1]

    @property
    def width(self) -> float:
        """Width of the sheet; the shorter side of a window is 2 units."""
        return 2 * max(self.aspect, 1.0)

    @property
    def height(self) -> float:
        """Height of the sheet."""
        return 2 * max(1 / self.aspect, 1.0)

    @property
    def pixel(self) -> float:
        """Side of a pixel."""
        return self.height / self.size[1]

    @property
    def title(self) -> float:
        """Size of titles."""
        return self._whole(look.TITLE)

    @property
    def body(self) -> float:
        """Size of what is read first."""
        return self._whole(look.BODY)

    @property
    def small(self) -> float:
        """Size of what is read when asked."""
        return self._whole(look.SMALL)

    @property
    def em(self) -> float:
        """The unit of margins: one body, not rounded."""
        return look.BODY * self._growth

    def pixels(self, size: float) -> int:
        """Return a size of type as whole pixels."""
        return max(round(size / self.pixel), 1)

    def measure(self, text: str, size: float, font: Font = "sans") -> float:
        """Return how wide a line runs."""
        return line_width(font, self.pixels(size), text) * self.pixel

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return the sheet's place (aspect2d) of a pointer given as -1..1 right and up."""
        return x * self.width / 2, y * self.height / 2

    @cached_property
    def _growth(self) -> float:
        return self.density * max(1.0, LEAST_PX * self.pixel / look.SMALL)

    def _whole(self, size: float) -> float:
        return self.pixels(size * self._growth) * self.pixel
