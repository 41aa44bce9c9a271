"""The roof of a square pavilion: 老戗, 灯心木 and 椽, and the prop that stands under the middle.

The four 老戗 lean against the 灯心木 and hold it between them. Everything is let down from above,
so that nothing but their pressure, and pegs where some are driven, keeps the 灯心木 from sinking:
what could not sink could not have been put together this way either.
"""

import math
from dataclasses import replace

import numpy as np

from physics.pose import Pose, about
from physics.shape import Box, Hull, Piece
from physics.timber import members, solids, split
from physics.timber.cover import fewer
from physics.timber.joint import Joint
from physics.timber.joints import DOWN, swept
from physics.timber.member import Drawing, authored, cut, facing, moved
from physics.timber.part import Part
from physics.timber.pavilion import ROOT, SEAT, Standing, pin
from physics.timber.pavilion_frame import CORNERS, SIDES, Frame, quarter
from physics.timber.pavilion_sizes import PavilionSizes

PROP = "cheng"
LET_IN = 0.020  # m; how deep the 老戗 are let into the 灯心木
LATH = (0.040, 0.050)  # m; width and height of what ties the 椽 of one side
LATH_IN = 0.015  # m; how deep its ends are let into the 老戗
LATHS = (0.36, 0.80)  # m from the middle to the upper and the lower lath
SADDLE = 0.006  # m; how far a 椽 is let down on its 桁
PROP_KG_M3 = 400.0
FAR = 1.0  # m; farther than anything that is cut away


def roof_parts(sizes: PavilionSizes, f: Frame) -> tuple[Standing, ...]:
    """Cut 灯心木, 老戗, 椽 and the prop. Raises Refusal where one cannot be."""
    gap, wood = sizes.play.roof_mm.value / 1000, sizes.wood_kg_m3.value
    lamp = _lamp(f, gap, wood)
    return (lamp, *_hips(f, gap, wood), *_rafters(f, gap, wood), _prop(lamp))


def hip_pose(f: Frame) -> Pose:
    """Where a 老戗 lies as drawn, in the frame of its corner: x inward along the diagonal."""
    middle = -(f.corner + f.laoqiang_eave) + _hip_length(f) / 2 * math.cos(f.hip)
    level = f.bearing - SEAT * math.tan(f.hip) + (middle + f.corner) * math.tan(f.hip)
    return Pose.of(np.array([middle, 0.0, level]), about(1, -f.hip))


def _hip_length(f: Frame) -> float:
    """Long enough to be cut off upright where it meets the 灯心木."""
    level = f.corner + f.laoqiang_eave - _meets(f) + f.laoqiang[1] * math.sin(f.hip)
    return level / math.cos(f.hip)


def _meets(f: Frame) -> float:
    """From the middle to the face in which a 老戗 and the 灯心木 meet."""
    return f.lamp[0] / 2 - LET_IN


def _hip_width(f: Frame, out: float) -> float:
    """Width of a 老戗 where it is `out` m from the middle, seen from above."""
    along = (f.corner + f.laoqiang_eave - out) / math.cos(f.hip) / _hip_length(f)
    return f.laoqiang[0] * (1 - (1 - f.laoqiang[2]) * along)


def _under(f: Frame, out: float) -> float:
    """Level of a 老戗's underside where it is `out` m from the middle."""
    return f.bearing + (f.corner - out - SEAT) * math.tan(f.hip)


def _hips(f: Frame, gap: float, wood: float) -> list[Standing]:
    width, height, tip = f.laoqiang
    pose = hip_pose(f)
    own = pose.back()
    seat = facing((-f.corner, 0.0, f.bearing - ROOT), (0.0, 0.0, 1.0), (1.0, 0.0, 0.0))
    end = facing((-_meets(f) - gap, 0.0, _under(f, 0.0)), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0))
    drawing = members.laoqiang("laoqiang", _hip_length(f), width, height, tip)
    drawing = drawing.mortised(pin(f, gap), own.then(seat)).tenoned(_cut_off(), own.then(end))
    for turns in (-0.5, -1.5):  # its two sides
        drawing = drawing.mortised(_let_in(f, gap), own.then(quarter(turns)))
    part = fewer(cut(drawing, wood))
    return [
        Standing(replace(part, name=name), part.standing(quarter(turns + 0.5).then(pose)))
        for name, turns in ((f"laoqiang_{n}", t) for n, t in CORNERS.items())
    ]


def _cut_off() -> Joint:
    """What is sawn off a timber's end: all beyond the frame's plane."""
    beyond = Box.between((0.0, -FAR, -FAR), (FAR, FAR, FAR))
    return Joint("end", (), (beyond,), (), DOWN, FAR, 0.0)


def _room(kind: str, *pieces: Piece) -> Joint:
    """Room that is let into a timber, open along the way down into it."""
    return Joint(kind, (), (), pieces, DOWN, FAR, 0.0)


def _let_in(f: Frame, gap: float) -> Joint:
    """Room for the end of an upper lath in a 老戗, in the frame of a side, open on top."""
    return _room("chuan_seat", swept(_lath(f, gap), np.array([0.0, 0.0, FAR])))


def _lamp(f: Frame, gap: float, wood: float) -> Standing:
    width, length = f.lamp
    top = _under(f, 0.0) + f.laoqiang[1] + 0.1
    drawing = members.dengxinmu("dengxinmu", width, length)
    place = Pose((0.0, 0.0, top - length))
    for turns in CORNERS.values():
        own = place.back().then(quarter(turns + 0.5))
        drawing = drawing.mortised(_groove(f, gap), own)
    part = fewer(cut(drawing, wood))
    return Standing(part, part.standing(place))


def _groove(f: Frame, gap: float) -> Joint:
    """Room for a 老戗's upper end in the 灯心木, in the frame of its corner; its foot slopes."""
    far, near = f.lamp[0], _meets(f)
    half = _hip_width(f, f.lamp[0] / 2) / 2 + gap
    points = [
        [-out, side * half, level]
        for out in (far, near)
        for side in (-1, 1)
        for level in (_under(f, out), _under(f, 0.0) + FAR)
    ]
    return _room("qiang_seat", Hull(np.array(points)))


def _slope(f: Frame) -> Pose:
    """The plane under the 椽 of a side, in that side's frame: y up the slope, z square to it."""
    turn = about(0, f.pitch)
    over = f.heng / 2 - SADDLE
    return Pose.of(np.array([0.0, -f.span / 2, f.axis]) + over * turn[:, 2], turn)


def _rafters(f: Frame, gap: float, wood: float) -> list[Standing]:
    """The 椽 of each side, tied by two laths to one part."""
    plane = _slope(f)
    own = plane.back()
    void = moved(_birdsmouth(f, gap), own)
    laths = [moved(lath, own) for lath in (_lath(f, 0.0), _lower_lath(f))]
    poles = [_pole(f, k) for k in (-2, -1, 0, 1, 2)]
    pieces = (*split.less(poles, [void]), *laths)
    solid = solids.joined([*map(solids.convex, poles), *map(solids.convex, laths)])
    solid = solid.cut(solids.convex(void))
    drawn = Drawing("chuan", "chuan", poles[2])
    part = authored(drawn, solid, solids.body(solid, pieces, wood))
    return [
        Standing(replace(part, name=name), part.standing(quarter(turns).then(plane)))
        for name, turns in ((f"chuan_{n}", t) for n, t in SIDES.items())
    ]


def _birdsmouth(f: Frame, gap: float) -> Hull:
    """What the 椽 of a side lose over their 桁: a level seat on its top, and a wall down the
    outer slope of half a right angle, so that two flats touch two flats; in the side's frame."""
    radius = f.heng / 2
    apex = -radius * math.tan(math.pi / 8) - gap  # where the two planes meet, from the axis
    foot = FAR - apex
    section = [[apex, radius], [FAR, radius], [FAR, radius - FAR], [-foot, radius - foot - apex]]
    ends = (-2 * f.span, 2 * f.span)
    points = [[x, y - f.span / 2, z + f.axis] for x in ends for y, z in section]
    return Hull(np.array(points))


def _pole(f: Frame, k: int) -> Piece:
    """One 椽 in the frame of the slope; the outer ones end before the 老戗."""
    aside = k * f.chuan_spacing
    clear = abs(aside) + f.chuan + _hip_width(f, f.span / 4) / math.sqrt(2)
    top = (f.span / 2 - max(clear, LATHS[0] - LATH[0])) / math.cos(f.pitch)
    low = -f.chuan_eave / math.cos(f.pitch)
    stock = members.lying("chuan", f.chuan, top - low, members.RAFTER_SIDES)
    return moved(stock, Pose.of(np.array([aside, (top + low) / 2, 0.0]), about(2, math.pi / 2)))


def _lath(f: Frame, gap: float) -> Hull:
    """The upper lath in the frame of its side, its ends along the 老戗; `gap` larger on sides."""
    out, low = LATHS[0], _lath_level(f, LATHS[0])
    inward = math.sqrt(2) * (_hip_width(f, out) / 2 - LATH_IN - gap)
    half = LATH[0] / 2 + gap
    return Hull(
        np.array(
            [
                [side * (q - inward), -q, low + up]
                for side in (-1, 1)
                for q in (out - half, out + half)
                for up in (0.0, LATH[1])
            ]
        )
    )


def _lower_lath(f: Frame) -> Box:
    half, low = 2 * f.chuan_spacing + f.chuan, _lath_level(f, LATHS[1])
    near, far = -LATHS[1] - LATH[0] / 2, -LATHS[1] + LATH[0] / 2
    return Box.between((-half, near, low), (half, far, low + LATH[1]))


def _lath_level(f: Frame, out: float) -> float:
    """Level of the 椽's middle line where it is `out` m from the middle."""
    plane = _slope(f)
    rise = (f.span / 2 - out + plane.at[1] + f.span / 2) * math.tan(f.pitch)
    return plane.at[2] + rise + f.chuan / 2 / math.cos(f.pitch)


def _prop(lamp: Standing) -> Standing:
    """A post on a broad foot, as high as the 灯心木 hangs; it is no part of the building."""
    top = lamp.pose.at[2] - lamp.part.drawing.at[2]
    boxes = (
        Box.between((-0.35, -0.35, 0.0), (0.35, 0.35, 0.05)),
        Box.between((-0.05, -0.05, 0.05), (0.05, 0.05, top - 0.03)),
        Box.between((-0.12, -0.12, top - 0.03), (0.12, 0.12, top)),
    )
    solid = solids.joined(map(solids.convex, boxes))
    body = solids.body(solid, boxes, PROP_KG_M3)
    return Standing(Part(PROP, PROP, solid, body, top), Pose())
