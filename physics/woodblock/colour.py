"""What ink on paper looks like: Kubelka and Munk over what lies below, in three bands.

K and S of a pigment come from its colour over white and over black at one thickness (Curtis et
al. 1997). The pigments are named presets: no sheet of a master was measured, status unresolved.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from physics.woodblock import colour_kernels as kernels
from physics.woodblock.grid import Rect
from physics.woodblock.paper import Layer, Paper

Field = NDArray[np.float32]
Bands = tuple[float, float, float]

PAPER: Bands = (0.88, 0.845, 0.755)  # reflectance of the sheet
UNIT = 4.0  # g/m2 of ink of the preset's strength at which a pigment has the colours below


@dataclass(frozen=True)
class Pigment:
    """A pigment by its name and its reflectance over white and over black at UNIT g/m2.

    Raises ValueError unless 0 < over black < over white < 1 in every band.
    """

    name: str
    white: Bands
    black: Bands

    def __post_init__(self) -> None:
        if not all(0 < b < w < 1 for w, b in zip(self.white, self.black, strict=True)):
            raise ValueError(f"{self.name}: over black must be darker than over white, within 0..1")

    @property
    def ks(self) -> NDArray[np.float64]:
        """Absorption and scattering of UNIT g/m2, (2, 3)."""
        white, black = np.array(self.white), np.array(self.black)
        a = 0.5 * (white + (black - white + 1) / black)
        b = np.sqrt(a * a - 1)
        s = np.arctanh(b * (1 - white) / (b * b - (a - white) * (a - 1))) / b
        return np.array([s * (a - 1), s])


PIGMENTS = {
    p.name: p
    for p in (
        Pigment("墨", (0.040, 0.039, 0.042), (0.012, 0.012, 0.013)),
        Pigment("红", (0.62, 0.055, 0.040), (0.022, 0.006, 0.005)),
        Pigment("黄", (0.82, 0.54, 0.070), (0.020, 0.013, 0.004)),
        Pigment("绿", (0.110, 0.38, 0.210), (0.008, 0.020, 0.012)),
        Pigment("桃红", (0.78, 0.26, 0.320), (0.026, 0.010, 0.012)),
        Pigment("紫", (0.210, 0.090, 0.280), (0.010, 0.006, 0.013)),
    )
}


def _srgb(steps: int) -> NDArray[np.uint8]:
    """IEC 61966-2-1 as a table of equal steps of reflectance."""
    light = np.linspace(0, 1, steps)
    curve = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(np.round(curve * 255), np.uint8)


TABLE = _srgb(4096)


def ground(paper: Paper) -> Field:
    """Return the bare sheet's reflectance (n, n, 3): its colour, uneven by its fibres."""
    uneven = 1 + 0.035 * (0.5 - paper.rough.astype(np.float32) / 255)
    return np.asarray(uneven[..., None] * np.array(PAPER, np.float32), np.float32)


class Sight:
    """The looks of one sheet, kept up to date where it changes.

    `light` (n, n, 3): reflectance; `pixels` (n, n, 3): sRGB bytes, row 0 = y 0.
    """

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._below = ground(paper)  # with every layer that changes no more
        self._settled = 0
        self.light: Field = self._below.copy()
        self.pixels: NDArray[np.uint8] = np.zeros(self.light.shape, np.uint8)
        self.update(paper.grid.whole)

    def update(self, rect: Rect) -> None:
        """Look again at a window; only the last layer may have changed since."""
        layers = self._paper.layers
        while self._settled < len(layers) - 1:
            self._lay(self._below, layers[self._settled], self._paper.grid.whole)
            self._settled += 1
            rect = self._paper.grid.whole
        if rect.empty:
            return
        self.light[rect.window] = self._below[rect.window]
        if layers:
            self._lay(self.light, layers[-1], rect)
        kernels.shown(self.light, TABLE, self.pixels, _window(rect))

    def _lay(self, light: Field, layer: Layer, rect: Rect) -> None:
        ks = PIGMENTS[layer.pigment].ks
        kernels.cover(light, layer.mass, ks, layer.ink.strength / UNIT, _window(rect))


def _window(rect: Rect) -> NDArray[np.int64]:
    return np.array([rect.j0, rect.i0, rect.j1, rect.i1])
