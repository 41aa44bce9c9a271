"""How a master's hand would carve a drawing: the cuts, by geometry alone, the same every time.

The knife goes round every line with the wood on its left and no deeper than the gap lets it; the
root chisel follows in its trace; gouges clear what is still high, across the grain, where
nothing tears; the root chisel takes what is left. The order is the workshop's, the distances are
inferred.
"""

from collections.abc import Iterable

import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter, map_coordinates, maximum_filter

from physics.woodblock.block import RELIEF_UM, Block, Drawn, Mask, shares
from physics.woodblock.carving import needed
from physics.woodblock.carving_contour import Points, contours, simplified, smooth
from physics.woodblock.cut import MOST_UNITS, Cut
from physics.woodblock.grid import UNITS, Grid
from physics.woodblock.knives import KNIVES, LEAN, QUANDAO, WANZAO, WANZAO_SMALL, XIUGENZAO, Knife

TRUE_MM = 0.05  # how near the knife keeps to the drawn edge
LONGEST_MM = 4.0  # of one cut of the knife
LEAST_UM = 150  # a gap too narrow for more is still scored
ROOT_MM, ROOT_TRUE_MM, ROOT_LONGEST_MM = 0.9, 0.15, 20.0
STROKE_MM = 30.0  # longest stroke of a gouge
SPARE_MM = 0.2  # a clearing tool keeps this far from the drawn edge
CLEARING = ((WANZAO, 1400, 3.0), (WANZAO_SMALL, 1250, 1.5), (XIUGENZAO, 1050, 0.8))
LEFT = (1.05, 0.95, 0.8)  # of the depth needed: what each of them still finds high
ROUNDS = 2  # halvings of a cut whose gap is narrow at one end


def plan_cuts(drawn: Drawn, grid: Grid) -> tuple[Cut, ...]:
    """Return the cuts that carve `drawn` (n, n), block frame, 1 where wood stands.

    Raises ValueError for a drawing of another size.
    """
    mask = shares(drawn, grid) > 0.5
    if not mask.any():
        return ()
    cuts = [*_lines(drawn, grid), *_roots(mask, grid)]
    trial = Block(grid, 0)
    trial.carve_all(cuts)
    asked = needed(drawn, grid.cell)
    away = distance_transform_edt(~mask) - 0.5
    for means, left in zip(CLEARING, LEFT, strict=True):
        more = list(_columns(trial.depth < asked * left, away, grid, means))
        trial.carve_all(more)
        cuts += more
    return tuple(cuts)


def _lines(drawn: Drawn, grid: Grid) -> Iterable[Cut]:
    """Yield the knife's cuts along every drawn edge."""
    field, cell = smooth(drawn), grid.cell * 1e3
    for path in contours(field, 0.5):
        corners = simplified(path, TRUE_MM / cell)
        starts, ends = _pieces(_past_corners(corners, 0.6 / cell), LONGEST_MM / cell)
        for _ in range(ROUNDS):
            starts, ends = _halved(field, starts, ends, grid)
        depths = _room_um(field, starts, ends, grid).min(axis=1)
        for start, end, depth in zip(starts, ends, depths, strict=True):
            yield from _cut(start, end, QUANDAO, round(depth), grid)


def _past_corners(corners: Points, most: float) -> list[tuple[Points, Points]]:
    """Return the path's sides, run on into the ground where the wood has a corner."""
    ways = np.diff(corners, axis=0)
    ways /= np.hypot(*ways.T)[:, None]
    closed = np.array_equal(corners[0], corners[-1])
    before = np.vstack([ways[-1:] if closed else ways[:1], ways[:-1]])
    turn = before[:, 0] * ways[:, 1] - before[:, 1] * ways[:, 0]  # above 0 the wood bulges
    on = most * np.clip(turn, 0, 1)
    after = np.r_[on[1:], on[0] if closed else 0.0]
    sides = zip(corners[:-1] - on[:, None] * ways, corners[1:] + after[:, None] * ways, strict=True)
    return list(sides)


def _pieces(sides: list[tuple[Points, Points]], longest: float) -> tuple[Points, Points]:
    """Return starts and ends (m, 2) of sides cut into pieces no longer than `longest` cells."""
    starts, ends = [], []
    for start, end in sides:
        n = max(1, int(np.ceil(np.hypot(*(end - start)) / longest)))
        places = np.linspace(start, end, n + 1)
        starts.append(places[:-1])
        ends.append(places[1:])
    return np.concatenate(starts), np.concatenate(ends)


def _room_um(field: Points, starts: Points, ends: Points, grid: Grid) -> Points:
    """Return (m, 9) how deep the knife may go along each cut before it meets the next line."""
    um = grid.cell * 1e6
    wide = QUANDAO.half_um(1000, LEAN) / 1000  # um of width for each um of depth
    out = np.arange(0.75, RELIEF_UM * wide / um + 1.6, 0.25)
    way = ends - starts
    right = np.column_stack([way[:, 1], -way[:, 0]]) / np.hypot(*way.T)[:, None]
    along = starts[:, None] + np.linspace(0, 1, 9)[None, :, None] * way[:, None]
    at = along[:, :, None] + out[None, None, :, None] * right[:, None, None, :]
    met = map_coordinates(field, [at[..., 1] - 0.5, at[..., 0] - 0.5], order=1, cval=0.0) > 0.5
    gap = np.where(met.any(axis=2), out[np.argmax(met, axis=2)], out[-1] + 1)
    return np.asarray(np.clip((gap - 0.75) * um / wide, LEAST_UM, RELIEF_UM))


def _halved(field: Points, starts: Points, ends: Points, grid: Grid) -> tuple[Points, Points]:
    """Return the cuts, halved where the gap is much narrower at one place than at another."""
    room = _room_um(field, starts, ends, grid)
    long = np.hypot(*(ends - starts).T) > 2.0
    split = long & (room.min(axis=1) < 0.7 * room.max(axis=1))
    middle = (starts + ends) / 2
    return (
        np.concatenate([starts, middle[split]]),
        np.concatenate([np.where(split[:, None], middle, ends), ends[split]]),
    )


def _roots(mask: Mask, grid: Grid) -> Iterable[Cut]:
    """Yield the root chisel's cuts, which follow the lines at the foot of their walls."""
    cell = grid.cell * 1e3
    away = gaussian_filter(distance_transform_edt(~mask) - 0.5, 1.0, mode="nearest")
    for path in contours(away, ROOT_MM / cell):
        corners = simplified(path, ROOT_TRUE_MM / cell)
        starts, ends = _pieces(list(zip(corners[:-1], corners[1:], strict=True)),
                               ROOT_LONGEST_MM / cell)  # fmt: skip
        for start, end in zip(starts, ends, strict=True):
            yield from _cut(start, end, XIUGENZAO, RELIEF_UM, grid)


def _columns(
    high: Mask, away: Points, grid: Grid, means: tuple[Knife, int, float]
) -> Iterable[Cut]:
    """Yield strokes across the grain where ground is `high` and `away` (n, n) cells lets them.

    `means`: the tool, its depth um and the pitch of the strokes, mm.
    """
    knife, depth, pitch = means
    cell = grid.cell * 1e3
    half = knife.half_um(depth) / 1000 / cell
    step = max(1, round(pitch / cell))
    near = maximum_filter(high, (1, 2 * (step // 2) + 1))
    free = away >= half + SPARE_MM / cell
    longest = round(STROKE_MM / cell)
    for i in range(step // 2, grid.cells, step):
        rows = np.flatnonzero(free[:, i] & near[:, i])
        for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
            for part in range(0, len(run), longest):
                j0, j1 = int(run[part]), int(run[min(part + longest, len(run)) - 1]) + 1
                yield from _cut(
                    np.array([i + 0.5, j0]), np.array([i + 0.5, j1]), knife, depth, grid
                )


def _cut(start: Points, end: Points, knife: Knife, depth: int, grid: Grid) -> Iterable[Cut]:
    """Yield the cut between two places in cells; none where they fall together."""
    most = min(MOST_UNITS, grid.cells * UNITS)
    x0, y0, x1, y1 = (min(max(round(v * UNITS), 0), most) for v in (*start, *end))
    if (x0, y0) != (x1, y1):
        lean = LEAN if knife is QUANDAO else 0
        yield Cut(x0, y0, x1, y1, depth, depth, lean, KNIVES.index(knife))
