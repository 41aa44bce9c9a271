"""A body as a stick figure: seen from the front, from one side or from above, in its own axes.

What was off is red with an open mark and an arrow the way it should go. What was not seen is
hatched in stone and lies as the reference has it, so that nobody takes it for seen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import hypot
from typing import Literal

import numpy as np

from lessons.report.marks import Heading, arrow
from lessons.report.palette import Colour
from lessons.report.shapes import Circle, Line, Point, Shape
from motion.features import body_frame, in_frame
from motion.graded import Direction
from motion.motion import Array, Motion
from motion.skeleton import BONES, FINGERS, JOINTS, PELVIS, SIDES

View = Literal["front", "left", "right", "top"]
TRUNK = 58.0  # points of a trunk: the figure's size, whatever the body's
HEAD = 11.0  # radius of a head
HAND_SIZE = 390.0  # points of a trunk where a hand is drawn alone
EDGE_ON = 0.6  # of what the side shows of a bone: where the front shows less, the side is better
FOREARM = 0.3  # of it that is drawn beside a hand
DASH = 4.0
# From the pelvis outward: each joint with the one that it hangs on.
TREE: Mapping[str, str] = {
    "neck": PELVIS,
    "head": "neck",
    **{f"{s}_shoulder": "neck" for s in SIDES},
    **{f"{s}_elbow": f"{s}_shoulder" for s in SIDES},
    **{f"{s}_wrist": f"{s}_elbow" for s in SIDES},
    **{f"{s}_hip": PELVIS for s in SIDES},
    **{f"{s}_knee": f"{s}_hip" for s in SIDES},
    **{f"{s}_ankle": f"{s}_knee" for s in SIDES},
    **{f"{s}_toe": f"{s}_ankle" for s in SIDES},
}
_SINCE = {joint: bone for bone, (_start, joint) in BONES.items() if joint in TREE}
_FINGERS = ("thumb", *FINGERS)


@dataclass(frozen=True)
class Pose:
    """One moment of a body in its own axes (left, back, up), its trunk one long.

    `joints` by name, (3,) each; the pelvis is 0. What is not here was not seen. `size`: points
    of the trunk on paper.
    """

    joints: Mapping[str, Array]
    size: float = TRUNK

    def flat(self, joint: str, view: View) -> Point:
        """Return where a joint lies on paper, points from the pelvis, y down."""
        left, back, up = self.joints[joint]
        across, high = {
            "front": (left, up), "left": (back, up), "right": (-back, up), "top": (left, back)
        }[view]  # fmt: skip
        return self.size * float(across), -self.size * float(high)


@dataclass(frozen=True)
class Blame:
    """A bone that was off, and where it should have gone."""

    bone: str
    direction: Direction


def pose_at(motion: Motion, seconds: float) -> Pose:
    """Return the frame nearest to a moment; empty where no trunk was seen there."""
    whole = motion.canonical()
    if not len(whole.times):
        return Pose({})
    k = int(np.argmin(np.abs(whole.times - seconds)))
    points = in_frame(body_frame(whole), whole.positions[k][None])[0]
    seen = {j: p for j, p in zip(JOINTS, points, strict=True) if not np.isnan(p).any()}
    if not {"left_hip", "right_hip", "neck"} <= seen.keys():
        return Pose({})
    pelvis = (seen["left_hip"] + seen["right_hip"]) / 2
    long = float(np.linalg.norm(seen["neck"] - pelvis))
    if long < 1e-3:
        return Pose({})
    return Pose({PELVIS: np.zeros(3), **{j: (p - pelvis) / long for j, p in seen.items()}})


def hand_of(bone: str) -> str | None:
    """Return the side of the hand to which a bone belongs; None for a bone of the body."""
    side, _, name = bone.partition("_")
    return side if name in ("hand", *_FINGERS) else None


def enlarged(pose: Pose, side: str) -> Pose:
    """Return one hand alone with the end of its forearm, its wrist at 0; empty if not seen."""
    wrist, elbow = f"{side}_hand_wrist", f"{side}_elbow"
    if not {wrist, elbow} <= pose.joints.keys():
        return Pose({})
    at = pose.joints[wrist]
    hand = {j: p - at for j, p in pose.joints.items() if j.startswith(f"{side}_hand_")}
    stub = FOREARM * (pose.joints[elbow] - at)
    return Pose({**hand, elbow: stub, f"{side}_wrist": np.zeros(3)}, HAND_SIZE)


def view_of(blame: Blame, *poses: Pose) -> View:
    """Return from where a fault is seen best: the nearer side where it lies before or behind.

    What is too high or too low is seen from the front, unless the bone points to who looks. A
    hand is seen from where it shows most of itself.
    """
    views = _views(blame)
    there = [pose for pose in poses if pose.joints]
    if hand_of(blame.bone):
        return max(views, key=lambda view: sum(_spread(pose, view) for pose in there))
    front, side = (min((_long(pose, blame.bone, v) for pose in there), default=0) for v in views)
    upright = blame.direction in ("higher", "lower")
    return views[1] if upright and front < EDGE_ON * side else views[0]


def _views(blame: Blame) -> tuple[View, View]:
    """Return the two views that show a direction, the better one first."""
    side: View = "right" if blame.bone.startswith("right_") else "left"
    if blame.direction in ("forward", "back"):
        return side, "top"
    return ("front", side) if blame.direction in ("higher", "lower") else ("front", "top")


def _long(pose: Pose, bone: str, view: View) -> float:
    """Return how long a bone is on paper, points; 0 where it was not seen."""
    start, end = BONES[bone]
    if not {start, end} <= pose.joints.keys():
        return 0.0
    return float(hypot(*np.subtract(pose.flat(end, view), pose.flat(start, view))))


def _spread(pose: Pose, view: View) -> float:
    points = np.array([pose.flat(joint, view) for joint in pose.joints])
    return float(np.prod(np.ptp(points, axis=0) + 1.0))


def figure(
    pose: Pose,
    at: Point,
    view: View = "front",
    colour: Colour = "ink",
    like: Pose | None = None,
    blame: Blame | None = None,
) -> Iterator[Shape]:
    """Yield a body with its pelvis at a point; what it lacks lies as in `like`, hatched."""
    whole, unseen = _completed(pose, like or Pose({}))
    behind = "left_" if view == "right" else "right_"
    yield from _head(whole, at, view, "stone" if "head" in unseen else colour)
    for joint, parent in sorted(TREE.items(), key=lambda pair: not pair[0].startswith(behind)):
        if joint not in whole.joints or parent not in whole.joints:
            continue
        ends = _on(whole, parent, at, view), _on(whole, joint, at, view)
        if joint in unseen:
            yield from _hatched(*ends)
        elif joint != "head":
            off = blame is not None and _SINCE.get(joint) == blame.bone
            far = view in ("left", "right") and joint.startswith(behind)
            wide = 4.4 if off else 2.0 if far else 3.2
            yield Line(*ends[0], *ends[1], "red" if off else "soft" if far else colour, wide)
    yield from _hands(whole, at, view, colour, blame)
    if blame is not None:
        yield from _mark(whole, at, view, blame)


def _completed(pose: Pose, like: Pose) -> tuple[Pose, frozenset[str]]:
    """Return a pose with what it lacks hung on what it has, and the joints that are so."""
    joints = dict(pose.joints)
    lacking = set()
    if pose.joints:
        for joint, parent in TREE.items():
            if joint in joints or parent not in joints or joint not in like.joints:
                continue
            joints[joint] = joints[parent] + like.joints[joint] - like.joints[parent]
            lacking.add(joint)
    return Pose(joints, pose.size), frozenset(lacking)


def _on(pose: Pose, joint: str, at: Point, view: View) -> Point:
    x, y = pose.flat(joint, view)
    return at[0] + x, at[1] + y


def _hatched(start: Point, end: Point) -> Iterator[Shape]:
    """Yield short strokes across the way from start to end."""
    long = hypot(end[0] - start[0], end[1] - start[1])
    for k in range(int(long / DASH) + 1):
        share = k * DASH / max(long, 1e-6)
        x, y = (a + share * (b - a) for a, b in zip(start, end, strict=True))
        yield Line(x - 2.4, y + 2.4, x + 2.4, y - 2.4, "stone", 0.9)


def _head(pose: Pose, at: Point, view: View, colour: Colour) -> Iterator[Shape]:
    if "head" not in pose.joints:
        return
    x, y = _on(pose, "head", at, view)
    yield Circle(x, y, HEAD, "slip", colour, 2.4)
    if "nose" in pose.joints:
        nx, ny = _on(pose, "nose", at, view)
        yield Circle(nx, ny, 1.8, colour, None)


def _hands(
    pose: Pose, at: Point, view: View, colour: Colour, blame: Blame | None
) -> Iterator[Shape]:
    for side in SIDES:
        for finger in _FINGERS:
            start, end = BONES[f"{side}_{finger}"]
            wrist = f"{side}_hand_wrist"
            if not {wrist, start, end} <= pose.joints.keys():
                continue
            off = blame is not None and blame.bone == f"{side}_{finger}"
            a, b, c = (_on(pose, joint, at, view) for joint in (wrist, start, end))
            yield Line(*a, *b, colour, 1.2)
            yield Line(*b, *c, "red" if off else colour, 2.2 if off else 1.4)


def _mark(pose: Pose, at: Point, view: View, blame: Blame) -> Iterator[Shape]:
    """Yield the open mark at the bone's end and the arrow beside it."""
    joint = BONES[blame.bone][1]
    if joint not in pose.joints:
        return
    x, y = _on(pose, joint, at, view)
    yield Circle(x, y, 6.5, None, "red", 1.8)
    heading = heading_of(blame, view)
    if heading is not None:
        dx, dy = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}[heading]
        beside = 11 if dx else 0  # else it would lie on the bone
        yield arrow(heading, x + 21 * dx, y + 21 * dy - beside, 21.0, "red")


def heading_of(blame: Blame, view: View) -> Heading | None:
    """Return which way on paper the bone should go; None where this view does not show it."""
    left = blame.bone.startswith("left_")
    ways: dict[Direction, Heading] = (
        {"forward": view, "back": "right" if view == "left" else "left"}
        if view in ("left", "right")
        else {"outward": "right" if left else "left", "inward": "left" if left else "right"}
    )
    above: dict[Direction, Heading] = (
        {"forward": "down", "back": "up"} if view == "top" else {"higher": "up", "lower": "down"}
    )
    return {**ways, **above}.get(blame.direction)
