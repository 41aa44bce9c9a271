"""A flattened photograph taken apart into the layers of its blocks, each with its ink in g/m2.

Inks are nearly clear, so that their densities add up. What an ink looks like is read from the
sheet itself where one block prints alone; how much of it that is, by the presets of `colour`.
Where a layer cannot be told for the others that lie on it, it counts as it was drawn.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from physics.woodblock import colour, colour_kernels, photo_kernels
from physics.woodblock.photo import Light
from physics.woodblock.printed import FULL, Printed, moved, printed
from physics.woodblock.register import UNTOLD, Shift, shift

Mask = NDArray[np.bool_]
Field = NDArray[np.float32]
Distances = NDArray[np.float64]

REACHES_MM = (4.0, 2.0, 1.5)  # how far beside its place an ink is looked for, round by round
ALONE_MM, ALONE_MM2 = 0.6, 40.0  # so far from other blocks, and at least so much of it
LIKE = 0.95  # cosine between an ink on the sheet and the preset of its name, at least
ASIDE = 0.05  # share of a full solid that is not believed beside an ink's place
DARKEST = 0.015  # of the paper's light; darker than this a photograph tells nothing
SURE = 0.02  # of the paper's light: how well a band is known grows up to about here
CLEAR = 2.0  # blurs beyond its edge, from which ink ran and is not only not sharp
DROWNED_MM = 1.2  # of a key's ink beside its lines
HIDES = 0.45  # share of a full layer of the key that hides what lies under it


@dataclass(frozen=True)
class Plate:
    """A block as it should print: `pigment`, and `drawn` (n, n) in the sheet's frame."""

    pigment: str
    drawn: Mask


def density_of(pigment: str, grams: float = FULL) -> NDArray[np.float64]:
    """Return the density (3,) of an ink of the preset's strength over the preset's paper."""
    k, s = colour.PIGMENTS[pigment].ks
    found = [colour_kernels.over(g, k[c], s[c], grams / colour.UNIT) / g
             for c, g in enumerate(colour.PAPER)]  # fmt: skip
    return np.asarray(-np.log(np.array(found)))


@dataclass(frozen=True)
class Apart:
    """One layer: its ink `mass` (n, n) g/m2, and where its drawing `lies`, found from it."""

    mass: Field
    lies: Mask
    at: Shift


def apart(light: Light, plates: Mapping[str, Plate], cell: float) -> dict[str, Apart]:
    """Return the layer of each block; the first of `plates` is the key."""
    density = -np.log(np.clip(light, DARKEST, 1.0)).astype(np.float32)
    weight = np.asarray((light / (light + SURE)) ** 2, np.float32)
    lies = {name: plate.drawn for name, plate in plates.items()}
    found: dict[str, Field] = {}
    for reach in REACHES_MM:
        found = _unmixed(density, weight, plates, lies, reach, cell)
        lies = {name: _where(found[name], plates[name].drawn, cell) for name in plates}
    _fill_under(found, lies)
    return {
        name: Apart(mass, lies[name], shift(np.minimum(mass, FULL), plates[name].drawn, cell))
        for name, mass in found.items()
    }


def _unmixed(
    density: Field,
    weight: Field,
    plates: Mapping[str, Plate],
    lies: Mapping[str, Mask],
    reach: float,
    cell: float,
) -> dict[str, Field]:
    mm = cell * 1000
    away = {name: ndimage.distance_transform_edt(~there) * mm for name, there in lies.items()}
    inks = np.stack([_ink(density, name, plates[name].pigment, away, mm) for name in plates])
    costs = [np.where(a > reach, -1.0, np.where(a > 0, ASIDE, 0.0)) for a in away.values()]
    dear = np.stack(costs, -1).astype(np.float32)
    shares = np.zeros((*density.shape[:2], len(plates)), np.float32)
    photo_kernels.unmix(density, weight, inks, dear, shares)
    grams = np.asarray(np.moveaxis(shares, -1, 0) * np.float32(FULL), np.float32)
    return {name: np.ascontiguousarray(grams[k]) for k, name in enumerate(plates)}


def _where(mass: Field, drawn: Mask, cell: float) -> Mask:
    at = shift(np.minimum(mass, FULL), drawn, cell)
    return moved(drawn, at, cell * 1000) if at.told else drawn


def _ink(
    density: Field, name: str, pigment: str, away: Mapping[str, NDArray[np.float64]], mm: float
) -> NDArray[np.float64]:
    """Return the density (3,) of a full solid: its hue from the sheet where it prints alone."""
    preset = density_of(pigment)
    near = [a for other, a in away.items() if other != name]
    alone = (away[name] == 0) & (np.min(near, axis=0) > ALONE_MM if near else True)
    inner = ndimage.binary_erosion(alone, iterations=max(1, round(ALONE_MM / mm)))
    if inner.sum() * mm * mm < ALONE_MM2:
        return preset
    seen = np.median(density[inner], axis=0).astype(np.float64)
    size = float(np.linalg.norm(seen)) * float(np.linalg.norm(preset))
    if size <= 0 or float(seen @ preset) / size < LIKE:
        return preset
    return np.asarray(seen * np.linalg.norm(preset) / np.linalg.norm(seen))


def _fill_under(found: dict[str, Field], lies: Mapping[str, Mask]) -> None:
    """Fill in, as drawn, what of the colours lies under the key's black; in place."""
    key = next(iter(found))
    black = np.asarray(ndimage.binary_dilation(found[key] > HIDES * FULL))
    for name, mass in found.items():
        if name != key:
            _fill(mass, lies[name], black)


def _fill(mass: Field, lies: Mask, unseen: Mask) -> None:
    seen = mass[lies & ~unseen]
    if seen.size:
        mass[unseen] = np.where(lies[unseen], np.median(seen), 0.0)


def measured(
    layers: Mapping[str, Apart], plates: Mapping[str, Plate], cell: float, blur_mm: float
) -> dict[str, Printed]:
    """Measure every layer of a flattened photograph; where each lies is told beside the key.

    Strength, evenness, swelling and a second image are not told from a photograph: NaN; how far
    an ink ran is told of the key only, and where it is clear of the photograph's own blur,
    `blur_mm`. A key that ran far tells no colour's place.
    """
    first = next(iter(layers))
    alone = {name: _alone(name, layers, plate.drawn, cell) for name, plate in plates.items()}
    drowned = alone[first].bleed > DROWNED_MM
    found = {}
    for name, layer in layers.items():
        at = UNTOLD if drowned else _beside(layer.at, layers[first].at)
        ran = name == first and alone[name].bleed > CLEAR * blur_mm
        bleed = alone[name].bleed if ran else math.nan
        found[name] = replace(
            alone[name], shift=at, strength=math.nan, evenness=math.nan, swelling=math.nan,
            bleed=bleed, ghost=math.nan,
        )  # fmt: skip
    return found


def _alone(name: str, layers: Mapping[str, Apart], drawn: Mask, cell: float) -> Printed:
    """Measure a layer where no other colour lies on or under it; there it counts as drawn."""
    key = next(iter(layers))
    mass = layers[name].mass.copy()
    others = [layer.lies for other, layer in layers.items() if other not in (name, key)]
    if others and name != key:
        near = max(1, round(ALONE_MM / (cell * 1000)))
        _fill(mass, layers[name].lies, ndimage.binary_dilation(np.any(others, axis=0),
                                                              iterations=near))  # fmt: skip
    return printed(mass, drawn, cell)


def _beside(one: Shift, key: Shift) -> Shift:
    if not (one.told and key.told):
        return UNTOLD
    turn, grown = one.turn - key.turn, one.grown - key.grown
    return Shift(one.dx - key.dx, one.dy - key.dy, turn, grown, one.like)
