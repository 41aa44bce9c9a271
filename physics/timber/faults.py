"""Mistakes hidden in raised timber, each cut and laid exactly, and only where it fits.

Each maker takes work as it was raised and a part, and returns the same work with one mistake
more, or None where this mistake cannot hide there.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from physics.pose import Pose, about
from physics.shape import Box, Piece
from physics.timber import member, solids, split
from physics.timber.design import Design
from physics.timber.faults_tied import CHIP, CHIP_MM, LEAN_MM_PER_M, foot_out, tipped
from physics.timber.gauges import bed, side_play, tenon
from physics.timber.laying import let_down, shifted
from physics.timber.raised import KINDS, Fault, Kind, Raised, right

WIDE_MM = 3.0  # on each side
SHORT_MM = 20.0  # what is left of a tenon
MOST = 4  # mistakes in one work
_FAR = 3.0  # m; farther than any part is wide
_SHAVING = 1e-6  # m3; a mouth that is cut less than this is not meant

Maker = Callable[[Raised, str], Raised | None]


def hidden(design: Design, rng: np.random.Generator) -> Raised:
    """Return a design raised with a few mistakes, of different kinds and in different parts.

    A kind that fits nowhere in the design is left out.
    """
    raised = right(design)
    wanted = min(MOST, max(1, len(design.places) // 2))
    for kind in rng.permutation(np.array(KINDS)).tolist():
        if len(raised.truth) < wanted:
            raised = _somewhere(kind, raised, rng)
    return raised


def made(raised: Raised, kind: Kind, part: str) -> Raised | None:
    """Return the work with one more mistake in a part; None where it cannot hide there."""
    return _MAKERS[kind](raised, part)


def _somewhere(kind: Kind, raised: Raised, rng: np.random.Generator) -> Raised:
    parts = [p for p in raised.stands.values() if p not in _touched(raised)]
    for part in rng.permutation(np.array(parts)).tolist():
        if found := made(raised, kind, part):
            return found
    return raised


def _touched(raised: Raised) -> frozenset[str]:
    named = ((f.part, f.with_) for f in raised.truth)
    return frozenset(p for pair in named for p in pair if p)


def _turned(raised: Raised, part: str) -> Raised | None:
    """Turn a part half round; one that serves so as well, a quarter, if it bears nothing."""
    ways = raised.place(part).ways
    if ways == 0 or (ways > 1 and raised.borne(part)):
        return None
    angle = math.pi if ways == 1 else math.pi / ways
    turn = raised.poses[part].then(Pose.of(np.zeros(3), about(2, angle)))
    laid = let_down(raised, part, turn) if ways > 1 else raised.laid({part: turn})
    if _alike(raised, part, turn):
        return None  # nobody could tell
    fault = Fault("turned", part, math.degrees(angle), "deg")
    return laid.faulty(fault) if laid and laid.fits(frozenset({part})) else None


def _upside_down(raised: Raised, part: str) -> Raised | None:
    """Stand a part that bears nothing on its head."""
    place = raised.place(part)
    if raised.borne(part) or abs(place.entry[2]) < 0.5 or not place.bearers:
        return None
    head = raised.poses[part].then(Pose.of(np.zeros(3), about(1, math.pi)))
    laid = let_down(raised, part, head)
    return laid.faulty(Fault("upside_down", part, 180.0, "deg")) if laid else None


def _swapped(raised: Raised, part: str) -> Raised | None:
    """Exchange a part with another of its kind that was fitted elsewhere."""
    place, own = raised.place(part), raised.part(part)
    for name, other in raised.stands.items():
        there = raised.plan.place(name)
        alike = raised.part(other).kind == own.kind
        if not alike or other in place.takes or part in there.takes or other in _touched(raised):
            continue
        stands = {**raised.stands, place.name: other, name: part}
        poses = {other: raised.poses[part], part: raised.poses[other]}
        swapped = replace(raised, stands=stands).laid(poses)
        if swapped.fits(frozenset({part, other})):
            return swapped.faulty(Fault("swapped", part, with_=other))
    return None


def _chip(raised: Raised, part: str) -> Raised | None:
    """Leave a chip in a part's bed: all above it stands higher, or it tips on its other beds."""
    if len(raised.bearers(part)) > 1:
        return None if raised.borne(part) else tipped(raised, part)
    group, own, pose = raised.above(part), raised.part(part), raised.poses[part]
    points = bed(raised, part)
    if len(raised.bearers(part)) != 1 or not raised.alone(part) or not len(points):
        return None
    level = np.full(len(points), pose.at[2])
    inner = (np.column_stack([points, level]) - pose.at) @ pose.matrix
    low, high = inner[:, :2].min(axis=0), inner[:, :2].max(axis=0)
    middle, half = (low + high) / 2, (high - low) * CHIP / 2
    under = float(solids.mesh(own.solid)[0][:, 2].min())
    chip = Box.between((*(middle - half), under - CHIP_MM / 1000), (*(middle + half), under))
    solid = solids.joined([own.solid, solids.convex(chip)])
    up = {p: shifted(raised.poses[p], CHIP_MM / 1000) for p in group}
    laid = raised.laid(up).cut(part, solid, (*own.body.pieces, chip))
    return laid.faulty(Fault("chip", part, CHIP_MM, "mm")) if laid.fits(group) else None


def _wide(raised: Raised, part: str) -> Raised | None:
    """Cut the mouth of a part too wide for what lies in it."""
    own = raised.part(part)
    for borne in raised.borne(part):
        voids = [p for side in (1, -1) for p in _aside(raised, borne, part, side)]
        solid = own.solid.cut(*map(solids.convex, voids))
        if own.solid.volume - solid.volume < _SHAVING or len(solid.lumps()) != 1:
            continue
        cut = raised.cut(part, solid, split.less(own.body.pieces, voids))
        play = side_play(cut, borne)
        if play and play[1] == part and play[0] > WIDE_MM / 2000:  # a feeler can find it
            return cut.faulty(Fault("wide", part, WIDE_MM, "mm"))
    return None


def _short(raised: Raised, part: str) -> Raised | None:
    """Saw off a tenon until little of it is left."""
    own = raised.part(part)
    for bearer in raised.bearers(part):
        found = tenon(raised, part, bearer)
        if found is None or abs(found[3] - found[2]) < 2 * SHORT_MM / 1000:
            continue
        axis, end, root, _last = found
        low, high = np.full(3, -_FAR), np.full(3, _FAR)
        (low if end > 0 else high)[axis] = root + end * SHORT_MM / 1000
        void = Box.between(tuple(low), tuple(high))
        solid = own.solid.cut(solids.convex(void))
        cut = raised.cut(part, solid, split.less(own.body.pieces, [void]))
        return cut.faulty(Fault("short", part, SHORT_MM, "mm"))
    return None


def _lean(raised: Raised, part: str) -> Raised | None:
    """Plane the foot of a part askew, so that it leans with all that it bears."""
    on = raised.bearers(part)
    if any(raised.part(b).wood != "stone" for b in on):
        return None
    if not raised.alone(part):
        return foot_out(raised, part)
    own, pose, slope = raised.part(part), raised.poses[part], LEAN_MM_PER_M / 1000
    corners = solids.mesh(own.solid)[0]
    foot = float(corners[:, 2].min())
    near, far = np.sort(corners[corners[:, 2] < foot + 1e-4][:, 0])[[0, -1]]
    end = float(far) + _FAR
    profile = np.array([[near, foot], [end, foot], [end, foot + slope * (end - near)]])
    wedge = solids.prism(profile, -_FAR, _FAR)
    turn = pose.matrix @ about(1, math.atan(slope)) @ pose.matrix.T
    edge = pose.out(np.array([float(near), 0.0, foot]))
    swing = Pose.of(edge - turn @ edge, turn)
    group = raised.above(part)
    solid = own.solid.cut(solids.convex(wedge))
    leaning = raised.laid({p: swing.then(raised.poses[p]) for p in group})
    cut = leaning.cut(part, solid, split.less(own.body.pieces, [wedge]))
    return cut.faulty(Fault("lean", part, LEAN_MM_PER_M, "mm/m")) if cut.fits(group) else None


def _peg(raised: Raised, part: str) -> Raised | None:
    """Leave out the peg of a part."""
    if part not in raised.pegged:
        return None
    return replace(raised, pegged=raised.pegged - {part}).faulty(Fault("peg", part))


_MAKERS: Mapping[Kind, Maker] = {
    "turned": _turned,
    "upside_down": _upside_down,
    "swapped": _swapped,
    "chip": _chip,
    "wide": _wide,
    "short": _short,
    "lean": _lean,
    "peg": _peg,
}


def _alike(raised: Raised, part: str, turned: Pose) -> bool:
    """Whether a part looks the same when it lies at `turned`."""
    other = solids.moved(raised.part(part).solid, turned)
    return raised.solid(part).cut(other).volume < _SHAVING


def _aside(raised: Raised, borne: str, part: str, side: int) -> list[Piece]:
    """Return the pieces of what is borne, moved aside in its mouth, in the frame of `part`."""
    size = np.ptp(solids.mesh(raised.part(borne).solid)[0], axis=0)
    shift = np.zeros(3)
    shift[1 - int(np.argmax(size[:2]))] = side * WIDE_MM / 1000
    there = raised.poses[borne].then(Pose.of(shift, np.eye(3)))
    pose = raised.poses[part]
    inside = Pose.of(pose.into(np.array(there.at)), pose.matrix.T @ there.matrix)
    return [member.moved(piece, inside) for piece in raised.part(borne).body.pieces]
