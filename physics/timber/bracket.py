"""The parts of a bracket set 牌科, 一斗三升 or 一斗六升: exact solids cut from their sizes.

Every part is authored with its underside at z = 0, its middle at x = y = 0 and its mouth
or its length along x, the wall line. Where parts bear on each other or a joint is tight the
collision pieces are boxes; hulls only stand for the taper, the eased lip and the rounded ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from physics.pose import Array, Pose
from physics.shape import Box, Hull, Piece
from physics.timber import solids
from physics.timber.part import Part
from physics.timber.sizes import Arm, Block, Sizes, Spacing
from physics.timber.solids import Solid

SHENG = ("sheng_left", "sheng_middle", "sheng_right")
UPPER_SHENG = ("sheng_upper_left", "sheng_upper_middle", "sheng_upper_right")
LOWER = ("zuodou", "gong", *SHENG)
UPPER = ("gong_upper", *UPPER_SHENG)
SHY = 0.00015  # m; by this some millionths of a block's wood are missing from its pieces
Cut = tuple[Solid, tuple[Piece, ...], float]  # the solid, its pieces, its height


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


def names(sizes: Sizes) -> tuple[str, ...]:
    """Name the parts of a set, the undermost first."""
    return LOWER + (UPPER if sizes.upper else ())


def parts(sizes: Sizes) -> tuple[Part, ...]:
    """Cut all parts, in the order of `names`. Raises ValueError where sizes give no solid."""
    return tuple(_part(name, kind, cut, sizes) for name, kind, cut in _cuts(sizes))


def bed_level(sizes: Sizes, block_: Block) -> float:
    """Metres from the underside of a block to the bed of its mouth (上腰底)."""
    return sizes.metres(block_.height.cun - block_.upper_waist.cun)


def seats(sizes: Sizes) -> dict[str, tuple[Pose, ...]]:
    """Return where parts of each kind stand, in the frame of the part below.

    "zuodou" on the line, "gong" in the 坐斗, "sheng" on the 栱; with a second tier
    "gong_upper" in the middle 升 (and its neighbours), "sheng_upper" on that 栱.
    """
    lower = {
        "zuodou": (Pose(),),
        "gong": (Pose((0.0, 0.0, bed_level(sizes, sizes.zuodou))),),
        "sheng": _on_arm(sizes, sizes.gong, sizes.sheng_places),
    }
    if sizes.upper is None:
        return lower
    return lower | {
        "gong_upper": (Pose((0.0, 0.0, bed_level(sizes, sizes.sheng))),),
        "sheng_upper": _on_arm(sizes, sizes.upper.gong, sizes.upper.sheng_places),
    }


def places(sizes: Sizes) -> dict[str, Pose]:
    """Return where every part of the finished set stands, by its name."""
    seat = seats(sizes)
    gong = seat["gong"][0]
    standing = {"zuodou": Pose(), "gong": gong} | _row(SHENG, gong, seat["sheng"])
    if "gong_upper" in seat:
        upper = standing["sheng_middle"].then(seat["gong_upper"][0])
        standing |= {"gong_upper": upper} | _row(UPPER_SHENG, upper, seat["sheng_upper"])
    return standing


def bed_height(sizes: Sizes) -> float:
    """Metres from the underside of the 坐斗 to the bed of the topmost 升, by the geometry."""
    top = max(place.at[2] for place in places(sizes).values())
    return top + bed_level(sizes, sizes.sheng)


def _row(names_: tuple[str, ...], arm_: Pose, on: tuple[Pose, ...]) -> dict[str, Pose]:
    return {name: arm_.then(seat) for name, seat in zip(names_, on, strict=True)}


def _on_arm(sizes: Sizes, of: Arm, spacing: Spacing) -> tuple[Pose, ...]:
    top = sizes.metres(of.height.cun)
    return tuple(Pose((sizes.metres(c), 0.0, top)) for c in spacing.cun)


def _cuts(sizes: Sizes) -> Iterator[tuple[str, str, Cut]]:
    """Yield (name, kind, what is cut) of every part; parts of one kind are cut once."""
    sheng = block(sizes, sizes.sheng)
    yield "zuodou", "zuodou", block(sizes, sizes.zuodou)
    yield "gong", "gong", arm(sizes, sizes.gong)
    yield from ((name, "sheng", sheng) for name in SHENG)
    if sizes.upper:
        yield "gong_upper", "gong_upper", arm(sizes, sizes.upper.gong)
        yield from ((name, "sheng", sheng) for name in UPPER_SHENG)


def _part(name: str, kind: str, cut: Cut, sizes: Sizes) -> Part:
    solid, pieces, height = cut
    body = solids.body(solid, pieces, sizes.density_kg_m3.value)
    return Part(name, kind, solid, body, height, "camphor" if kind == "zuodou" else "fir")


def block(sizes: Sizes, of: Block) -> Cut:
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
    """A box under the mouth, as wide as the foot, bears; the waist and the taper are around it.

    The taper begins SHY above the foot, so that a box alone touches what is below: in trials a
    set came to rest later where both did, and sank deeper under a load on the taper alone.
    """
    core = Box.between((-b.foot, -b.foot, 0), (b.foot, b.foot, b.bed))
    waist = Box.between((-b.half, -b.half, b.foot_top), (b.half, b.half, b.bed))
    low = b.foot + (b.half - b.foot) * SHY / b.foot_top
    taper = Hull(np.vstack([_square(low, SHY), _square(b.half, b.foot_top)]))
    return (core, waist, taper, *_cheek(b, 1), *_cheek(b, -1))


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


def arm(sizes: Sizes, of: Arm) -> Cut:
    """Cut a 栱: a beam on edge, its two ends rounded from below (卷杀)."""
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
