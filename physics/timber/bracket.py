"""The five parts of a bracket set 牌科 一斗三升: exact solids cut from their sizes.

Every part is authored with its underside at z = 0, its middle at x = y = 0 and its mouth
or its length along x, the wall line. Where parts touch in a joint the collision pieces are
boxes; hulls only stand for the tapered foot, the eased lip and the rounded ends.
"""

from dataclasses import dataclass

import numpy as np

from physics.pose import Array, Pose
from physics.shape import Body, Box, Hull, Piece
from physics.timber import solids
from physics.timber.sizes import Arm, Block, Sizes
from physics.timber.solids import Solid

SHENG = ("sheng_left", "sheng_middle", "sheng_right")
PARTS = ("zuodou", "gong", *SHENG)


@dataclass(frozen=True)
class Part:
    """One piece of worked timber, ready to be shown and struck."""

    name: str
    solid: Solid
    body: Body
    height: float


@dataclass(frozen=True)
class _Block:
    """A 斗 or 升 in metres: half widths, levels, and half the mouth."""

    half: float
    foot: float
    foot_top: float
    bed: float
    top: float
    mouth: float
    ease: float


def parts(sizes: Sizes) -> tuple[Part, ...]:
    """Cut the five parts, in the order of PARTS."""
    density = sizes.density_kg_m3.value
    makers = (block(sizes, sizes.zuodou), arm(sizes), *(block(sizes, sizes.sheng),) * 3)
    return tuple(
        Part(name, solid, solids.body(solid, pieces, density), height)
        for name, (solid, pieces, height) in zip(PARTS, makers, strict=True)
    )


def bed_level(sizes: Sizes, block_: Block) -> float:
    """Metres from the underside of a block to the bed of its mouth (上腰底)."""
    return sizes.metres(block_.height.cun - block_.upper_waist.cun)


def seats(sizes: Sizes) -> dict[str, tuple[Pose, ...]]:
    """Return where parts stand: 坐斗 on the line, 栱 in the 坐斗, 升 on the 栱.

    Poses in the frame of the part below: keys "zuodou", "gong", "sheng".
    """
    arm_top = sizes.metres(sizes.gong.height.cun)
    places = (sizes.metres(c) for c in sizes.sheng_places.cun)
    return {
        "zuodou": (Pose(),),
        "gong": (Pose((0.0, 0.0, bed_level(sizes, sizes.zuodou))),),
        "sheng": tuple(Pose((x, 0.0, arm_top)) for x in places),
    }


def bed_height(sizes: Sizes) -> float:
    """Metres from the underside of the 坐斗 to the bed of the 升, by the parts' own geometry."""
    seat = seats(sizes)
    below = seat["gong"][0].at[2] + seat["sheng"][0].at[2]
    return below + bed_level(sizes, sizes.sheng)


def block(sizes: Sizes, of: Block) -> tuple[Solid, tuple[Piece, ...], float]:
    """Cut a 斗 or 升: tapered foot, straight waist, a mouth through it along x."""
    b = _Block(
        half=sizes.metres(of.width.cun) / 2,
        foot=sizes.metres(of.foot_width.cun) / 2,
        foot_top=sizes.metres(of.foot.cun),
        bed=bed_level(sizes, of),
        top=sizes.metres(of.height.cun),
        mouth=sizes.metres(sizes.gong.thickness.cun) / 2 + sizes.mouth_clearance_mm.value / 1000,
        ease=sizes.mouth_ease_mm.value / 1000,
    )
    return _block_solid(b), _block_pieces(b), b.top


def _block_solid(b: _Block) -> Solid:
    foot = solids.convex(Hull(np.vstack([_square(b.foot, 0), _square(b.half, b.foot_top)])))
    waist = solids.box((-b.half, -b.half, b.foot_top), (b.half, b.half, b.top))
    far = 2 * b.half
    mouth = solids.box((-far, -b.mouth, b.bed), (far, b.mouth, b.top + far))
    wide, deep = b.mouth + b.ease, b.top - b.ease
    funnel = Hull(
        np.array(
            [
                [x, side * y, z]
                for x in (-far, far)
                for side in (-1, 1)
                for y, z in ((b.mouth, deep), (wide, b.top), (wide, b.top + far))
            ]
        )
    )
    return solids.joined([foot, waist]).cut(mouth, solids.convex(funnel))


def _block_pieces(b: _Block) -> tuple[Piece, ...]:
    core = Box.between((-b.foot, -b.foot, 0), (b.foot, b.foot, b.foot_top))
    waist = Box.between((-b.half, -b.half, b.foot_top), (b.half, b.half, b.bed))
    flares = (Hull(_flare(b) @ _quarter(k).T) for k in range(4))
    return (core, waist, *flares, *_cheek(b, 1), *_cheek(b, -1))


def _flare(b: _Block) -> Array:
    """One side of the tapered foot, outside its core: a wedge that grows upward."""
    return np.array(
        [[b.foot, s * b.foot, z] for s in (-1, 1) for z in (0, b.foot_top)]
        + [[b.half, s * b.half, b.foot_top] for s in (-1, 1)]
    )


def _cheek(b: _Block, side: int) -> tuple[Piece, ...]:
    """One wall of the mouth: a box where the joint is tight, above it the eased lip.

    The lip is one hull: put together from boxes, its inner faces catch the arm's edge.
    """
    lip = b.top - (b.top - b.bed) / 3
    ys = sorted((side * b.mouth, side * b.half))
    profile = [
        [b.mouth, lip],
        [b.mouth, b.top - b.ease],
        [b.mouth + b.ease, b.top],
        [b.half, b.top],
        [b.half, lip],
    ]
    return (
        Box.between((-b.half, ys[0], b.bed), (b.half, ys[1], lip)),
        Hull(np.array([[x, side * y, z] for x in (-b.half, b.half) for y, z in profile])),
    )


def arm(sizes: Sizes) -> tuple[Solid, tuple[Piece, ...], float]:
    """Cut the 栱: a beam on edge, its two ends rounded from below (卷杀)."""
    of: Arm = sizes.gong
    half, top = sizes.metres(of.length.cun) / 2, sizes.metres(of.height.cun)
    thick = sizes.metres(of.thickness.cun) / 2
    corners = np.array(
        [[half - sizes.metres(p.run), sizes.metres(p.rise)] for p in of.chamfer.points]
    )
    straight, level = float(corners[:, 0].min()), float(corners[:, 1].max())
    ends = np.vstack([corners, [straight, level]])
    profile = np.vstack([corners, corners * [-1, 1], [[half, top], [-half, top]]])
    pieces = (
        Box.between((-half, -thick, level), (half, thick, top)),
        Box.between((-straight, -thick, 0), (straight, thick, level)),
        solids.prism(ends, -thick, thick),
        solids.prism(ends * [-1, 1], -thick, thick),
    )
    return solids.convex(solids.prism(profile, -thick, thick)), pieces, top


def _square(half: float, level: float) -> Array:
    return np.array([[x, y, level] for x in (-half, half) for y in (-half, half)])


def _quarter(turns: int) -> Array:
    c, s = ((1, 0), (0, 1), (-1, 0), (0, -1))[turns]
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]], float)
