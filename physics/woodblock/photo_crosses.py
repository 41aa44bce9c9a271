"""Finds the register crosses of a sheet in its photograph.

Dark islands whose arms point four ways are crosses; which of them is which cross of the design
is what lets the drawing of the key block lie on the picture's darkness best.
"""

from itertools import combinations, permutations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from physics.woodblock.photo_lens import Points, View, fitted, straight

Dark = NDArray[np.float32]  # (h, w): 0 = as bright as the paper around, 1 = black
Mask = NDArray[np.bool_]
# How far the picture is blurred (pixels) and how dark a cross is: full, pale, broken and faint ink.
TRIED = ((0.0, 0.85), (0.0, 0.6), (1.2, 0.35), (1.6, 0.15), (1.6, 0.07))
LOOKED_AT = 1800  # pixels of the longer side at which crosses are looked for
SIDES = (0.012, 0.09)  # of a cross over the longer side of the picture
FOUR = 0.3  # how much of a cross points four ways, at least; with others printed beside it, less
MOST = 7  # islands that are tried
LEAST_INK = 0.03  # mean darkness of an arm
NEAR_MM = 2.0  # a cross that lies so near to where it should be is that cross
LIKE = 0.25  # correlation of the key's drawing with the darkness, at least
ARM_MM = (1.4, 3.8)  # what of the arms is looked at
HUB_MM = (5.0, 2.5, 1.5)  # how far the line is looked for, round by round


def darkness(light: NDArray[np.float32]) -> Dark:
    """Return how dark a picture (h, w, 3), linear light, is beside the paper around."""
    bright = light.max(-1)  # black ink is dark in every colour
    step = max(8, max(bright.shape) // 48)
    h, w = (-(-s // step) for s in bright.shape)
    padded = np.pad(bright, ((0, h * step - bright.shape[0]), (0, w * step - bright.shape[1])),
                    mode="edge")  # fmt: skip
    blocks = padded.reshape(h, step, w, step).swapaxes(1, 2).reshape(h, w, -1)
    paper = ndimage.maximum_filter(np.percentile(blocks, 90, axis=-1), 3)
    paper = ndimage.gaussian_filter(paper, 1.0)
    j = (np.arange(bright.shape[0]) + 0.5) / step - 0.5
    i = (np.arange(bright.shape[1]) + 0.5) / step - 0.5
    wide = ndimage.map_coordinates(paper, np.meshgrid(j, i, indexing="ij"), order=1, mode="nearest")
    return np.asarray(np.clip(1 - bright / np.maximum(wide, 1e-4), 0, 1), np.float32)


def islands(dark: Dark, blur: float, level: float) -> Points:
    """Return the middles (k, 2) of what looks like a cross, pixels, the best first."""
    soft = ndimage.gaussian_filter(dark, blur) if blur else dark
    parts, _count = ndimage.label(soft > level, np.ones((3, 3)))
    longer = max(dark.shape)
    found = []
    for number, part in enumerate(ndimage.find_objects(parts), 1):
        sides = [s.stop - s.start for s in part]
        if not all(SIDES[0] <= s / longer <= SIDES[1] for s in sides):
            continue
        if max(sides) > 1.8 * min(sides):
            continue
        j, i = np.nonzero(parts[part] == number)
        four = _four(i, j)
        if four >= FOUR and len(j) < 0.5 * sides[0] * sides[1]:
            found.append((four, part[1].start + i.mean() + 0.5, part[0].start + j.mean() + 0.5))
    found.sort(reverse=True)
    return np.array([(x, y) for _four_ways, x, y in found[:MOST]]).reshape(-1, 2)


def _four(i: NDArray[np.int64], j: NDArray[np.int64]) -> float:
    """Return how much of an island points four ways from its middle, and not two or one."""
    z = (i - i.mean()) + 1j * (j - j.mean())
    weight = np.abs(z) ** 2
    turn = z / np.maximum(np.abs(z), 1e-9)
    total = max(float(weight.sum()), 1e-9)
    four, two, one = (abs((weight * turn**k).sum()) / total for k in (4, 2, 1))
    return float(four) if two < 0.45 and one < 0.3 else 0.0


def seen(dark: Dark, crosses: Points, key: Mask, side_mm: float) -> View | None:
    """Return how the sheet is seen, None where its crosses are not found.

    `crosses` (m, 2) mm; `key` (n, n), row 0 the lower edge, what the key block prints.
    """
    step = -(-max(dark.shape) // LOOKED_AT)
    h, w = (s // step for s in dark.shape)
    small = dark[: h * step, : w * step].reshape(h, step, w, step).mean((1, 3))
    for blur, level in TRIED:
        there = islands(small, blur, level) * step
        if min(len(there), len(crosses)) >= 4:
            matrix = _sorted_out(small, step, there, crosses, key, side_mm)
            if matrix is not None:
                return _settled(dark, matrix, crosses)
    return None


def _settled(dark: Dark, matrix: NDArray[np.float64], crosses: Points) -> View | None:
    """Return the view by the middles of the black lines, from one that is nearly right."""
    size = dark.shape[1], dark.shape[0]
    view = View(matrix, 0.0, (size[0] / 2, size[1] / 2), float(np.hypot(*size)) / 2)
    for hub in HUB_MM:
        places = np.array([_middle(dark, view, cross, hub) for cross in crosses])
        told = np.isfinite(places).all(1)
        if told.sum() < 4:
            return None
        view = fitted(crosses[told], places[told], size)
    return view


def _sorted_out(
    small: Dark, step: int, there: Points, crosses: Points, key: Mask, side_mm: float
) -> NDArray[np.float64] | None:
    """Return the plane in which the crosses are the design's."""
    tries = []
    order = np.array(list(permutations(range(len(there)), 4)))
    for four in combinations(range(len(crosses)), 4):
        asked = crosses[list(four)]
        planes = straight(np.broadcast_to(asked, (len(order), 4, 2)), there[order])
        tries.append(planes[_upright(planes, asked, there[order], side_mm)])
    planes = np.concatenate(tries)
    if not len(planes):
        return None
    found = _places(planes, crosses)
    away = np.abs(found[:, :, None] - there[None, None]).max(-1).min(-1)  # (k, m) pixels
    per_mm = np.hypot(*np.ptp(there, axis=0)) / (1.4 * side_mm)
    count = (away < NEAR_MM * per_mm).sum(1)
    best = planes[count == count.max()][:400]
    likes = [_like(small, step, plane, key, side_mm) for plane in best]
    at = int(np.argmax(likes))
    return best[at] if likes[at] >= LIKE else None


def _places(planes: NDArray[np.float64], sheet: Points) -> NDArray[np.float64]:
    rows = np.einsum("kab,mb->kma", planes, np.column_stack([sheet, np.ones(len(sheet))]))
    return np.asarray(rows[..., :2] / rows[..., 2:])


def _upright(
    planes: NDArray[np.float64], asked: Points, there: NDArray[np.float64], side_mm: float
) -> Mask:
    """Tell which planes meet their places, are not seen from behind and not nearly edge on."""
    ends = np.array([(0, 0), (side_mm, 0), (side_mm, side_mm), (0, side_mm)], float)
    rows = np.einsum("kab,mb->kma", planes, np.column_stack([ends, np.ones(4)]))
    ahead = (rows[..., 2] > 0.3).all(1)
    corners = rows[..., :2] / np.where(rows[..., 2:] > 0.3, rows[..., 2:], 1.0)
    sides = np.roll(corners, -1, axis=1) - corners
    lengths = np.hypot(sides[..., 0], sides[..., 1])
    after = np.roll(sides, -1, axis=1)
    turn = (sides[..., 0] * after[..., 1] - sides[..., 1] * after[..., 0]) / np.maximum(
        lengths * np.roll(lengths, -1, axis=1), 1e-9
    )
    square = (turn < -0.7).all(1) & (lengths.max(1) < 2.0 * lengths.min(1))  # y runs down there
    met = np.abs(_places(planes, asked[:1])[:, 0] - there[:, 0]).max(1) < 1.0
    return np.asarray(ahead & square & met)


def _like(small: Dark, step: int, plane: NDArray[np.float64], key: Mask, side_mm: float) -> float:
    """Return how the key's drawing correlates with the darkness where the plane puts it."""
    every = max(1, len(key) // 160)
    drawn = ndimage.uniform_filter(key.astype(np.float32), 2 * every)[::every, ::every]
    at = (np.arange(len(drawn)) * every + 0.5) * side_mm / len(key)
    x, y = np.meshgrid(at, at)
    places = _places(plane[None], np.column_stack([x.ravel(), y.ravel()]))[0] / step - 0.5
    blurred = ndimage.map_coordinates(small, places.T[::-1], order=1, mode="nearest")
    return float(np.corrcoef(blurred, drawn.ravel())[0, 1]) if blurred.std() > 0 else 0.0


def _middle(dark: Dark, view: View, cross: Points, hub: float) -> Points:
    """Return where the middle of a cross lies in the picture, NaN where no arms are seen."""
    fine = np.arange(-hub, hub + 1e-9, 0.05)
    arm = np.arange(*ARM_MM, 0.1)
    arm = np.concatenate([-arm[::-1], arm])
    x, y = _line(dark, view, cross, fine, arm), _line(dark, view, cross, fine, arm, down=True)
    return np.asarray(view.picture((cross + (x, y))[None])[0])


def _line(
    dark: Dark, view: View, cross: Points, fine: Points, arm: Points, *, down: bool = False
) -> float:
    """Return how far from its place the arm runs that stands upright (or lies, `down`), mm."""
    across, along = np.meshgrid(fine, arm)
    step = np.stack([along, across] if down else [across, along], -1)
    places = view.picture(cross + step) - 0.5
    ink = ndimage.map_coordinates(dark, [places[..., 1], places[..., 0]], order=1)
    profile = ndimage.uniform_filter1d(ink.mean(0), 9)  # as wide as half a line
    if profile.max() < LEAST_INK:
        return float("nan")
    over = np.clip(profile - 0.8 * profile.max(), 0, None)
    parts, _count = ndimage.label(over > 0)
    line = parts == parts[int(over.argmax())]
    return float((over * fine)[line].sum() / over[line].sum())
