"""Who is seen on the practice floor, where each stands, and from which side."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from lessons.report.shapes import Box
from motion.graded import Direction
from motion.motion import Array, Motion
from motion.skeleton import BONES, JOINTS, LIMBS, mirrored
from sim.scenes import practice_floor as place
from sim.scenes.figure import Figure
from sim.scenes.painted_place import PaintedPlace
from sim.scenes.robed import Robed
from sim.stage import WIDE, Stage
from sim.views.frame import Frame

Who = Literal["master", "ghost", "learner", "still"]
Poses = Mapping[Who, Array | None]
Mark = tuple[str, Direction | None]
View = Literal["mirror", "front", "side"]
VIEWS: tuple[View, ...] = get_args(View)
ROOM = 1.75  # m that a figure with its arms out needs across
HIGH = 2.25  # m from the floor to raised hands, with air
LOW = -0.12  # m below the floor's line that are still seen
BELOW = 0.03  # m: where a name begins, under the feet
FOV_DEG = 24.0
ROBED: tuple[Who, ...] = ("master", "learner")
SILK = 1961  # the seed of the threads: the same movement gives the same cloth
RAISED = 0.35  # m that the eye is above the figures' middle
_SWAP = [JOINTS.index(mirrored(joint)) for joint in JOINTS]
_HIPS = [JOINTS.index(f"{side}_hip") for side in ("left", "right")]


@dataclass(frozen=True)
class Seen:
    """Who is on the floor, each one's pose (J, 3), None where it stays as it is, and the bone of
    the learner that is pointed at."""

    cast: tuple[Who, ...]
    poses: Poses
    mark: Mark | None = None


@dataclass(frozen=True)
class Feet:
    """Where the figures stand in units of the sheet: each one's middle, from the left, the height
    just below their feet, and how much of the floor is one's own."""

    middles: tuple[float, ...]
    below: float
    wide: float


class FloorStage:
    """Figures on the floor, drawn into a ground of the sheet. `view`: from where they are seen.

    In the mirror everybody is turned round, so that the learner's left is at his left. With
    `sleeves` master and learner wear water sleeves (水袖), which are shown and never judged.
    """

    def __init__(self, stage: Stage, sleeves: bool = False) -> None:
        self._stage, self._sleeves = stage, sleeves
        self.root = stage.world.attachNewNode("movement")
        built = place.build()
        built.reparentTo(self.root)
        self._people = self.root.attachNewNode("people")
        self._picture = PaintedPlace(stage, built)
        stage.shine(place.SUN, place.SKY, place.EXPOSURE)
        self._figures: dict[Who, Figure] = {}
        self._robed: dict[Who, Robed] = {}
        self._seen: tuple[Who, ...] = ()
        self._arranged: object = None
        self.feet = Feet((), 0.0, 0.0)
        self.view: View = "mirror"

    def arrange(self, who: Sequence[Who], ground: Box) -> None:
        """Place these side by side in a ground of the sheet; nobody else is seen."""
        wanted = tuple(who), ground, self._stage.size, self.view
        if wanted == self._arranged:
            return
        self._arranged, self._seen = wanted, tuple(who)
        for name, figure in self._figures.items():
            if name not in who:
                figure.hide()
        metre = self._look(ground)
        self.feet = _feet(len(who), ground, metre)
        for k, name in enumerate(who):
            across = (k - (len(who) - 1) / 2) * ROOM
            self._figure(name).place(across, 0.0, math.pi / 2 if self.view == "side" else 0.0)
        view = ground, len(who) > 1, self._stage.size
        self._picture.paint(view, self._people)

    def show(self, poses: Poses, elapsed: float = 0.0) -> None:
        """Show (J, 3) poses of those who are arranged; None leaves a figure as it stands.

        Cloth goes on by `elapsed` seconds.
        """
        for name in self._seen:
            pose = poses.get(name)
            if pose is not None:
                pose = flipped(pose) if self.view == "mirror" else pose
                self._lay(name, standing(pose), elapsed)

    def mark(self, who: Who, mark: Mark | None) -> None:
        """Point at a bone of a figure, and at nothing else."""
        if who not in self._figures:
            return
        if mark is None:
            self._figures[who].unmark()
            return
        bone, direction = mark
        self._figures[who].mark(mirrored(bone) if self.view == "mirror" else bone, direction)

    def turn(self) -> None:
        """See everybody from the next side."""
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]

    def close(self) -> None:
        """Take everybody away, and the place."""
        for figure in self._figures.values():
            figure.close()
        self._picture.close()
        self.root.removeNode()

    def _figure(self, who: Who) -> Figure:
        if who not in self._figures:
            if self._sleeves and who in ROBED:
                self._robed[who] = Robed(self._people, who, np.random.default_rng(SILK))
                self._figures[who] = self._robed[who].figure
            else:
                self._figures[who] = Figure(self._people, who)
        return self._figures[who]

    def _lay(self, who: Who, pose: Array, elapsed: float) -> None:
        figure = self._figure(who)
        if who in self._robed:
            self._robed[who].show(pose, elapsed)
        else:
            figure.show(pose)

    def _look(self, ground: Box) -> float:
        """Put the eye where the figures fill the ground, without turning it: all stay upright.

        Return how many metres a unit of the sheet is there.
        """
        frame = Frame(self._stage.size)
        across = ROOM * max(len(self._seen), 1)
        metre = max(
            across / (ground.right - ground.left), (HIGH - LOW) / (ground.bottom - ground.top)
        )
        up = math.tan(math.radians(FOV_DEG) / 2) * max(1.0, WIDE / self._stage.aspect)
        away = metre * frame.height / 2 / up
        x = (frame.width / 2 - (ground.left + ground.right) / 2) * metre
        z = (HIGH + LOW) / 2 + ((ground.top + ground.bottom) / 2 - frame.height / 2) * metre
        self._stage.look((x, -away, z + RAISED), (x, 0.0, z), FOV_DEG)
        return metre


def _feet(many: int, ground: Box, metre: float) -> Feet:
    middle = (ground.left + ground.right) / 2
    across = tuple(middle + (k - (many - 1) / 2) * ROOM / metre for k in range(many))
    below = (ground.top + ground.bottom) / 2 + ((HIGH + LOW) / 2 + BELOW) / metre
    return Feet(across, below, 0.94 * ROOM / metre)


def flipped(pose: Array) -> Array:
    """Return (J, 3) as a mirror shows it."""
    return np.asarray(pose[_SWAP] * np.array([-1.0, 1.0, 1.0]))


def standing(pose: Array) -> Array:
    """Return (J, 3) with the hips over the origin, if they are seen."""
    hips = pose[_HIPS, :2]
    if not np.isfinite(hips).all():
        return pose
    middle = np.append(hips.mean(axis=0), 0.0)
    return np.asarray(pose - middle)


def pose_at(motion: Motion, seconds: float) -> Array:
    """Return (J, 3) of a canonical motion at a time (s), between two frames in between."""
    after = int(np.clip(np.searchsorted(motion.times, seconds), 1, max(len(motion.times) - 1, 1)))
    if len(motion.times) < 2:
        return np.asarray(motion.positions[0])
    start, end = motion.times[after - 1], motion.times[after]
    share = float(np.clip((seconds - start) / (end - start), 0.0, 1.0))
    one, two = motion.positions[after - 1], motion.positions[after]
    between = (1 - share) * one + share * two
    return np.asarray(np.where(np.isnan(between), one if share < 0.5 else two, between))


def unseen_limbs(pose: Array) -> tuple[str, ...]:
    """Return the bones of arms and legs whose ends are not seen in a pose (J, 3)."""
    hidden = {joint for joint, at in zip(JOINTS, pose, strict=True) if np.isnan(at).any()}
    return tuple(bone for bone in LIMBS if hidden & set(BONES[bone]))
