"""The workbench as things: five parts in a world, which of them move, touch, rest or fall."""

from collections.abc import Mapping

import numpy as np

from content.errors import Refusal
from content.texts import _
from lessons.arts.bracket_hand import Grasp
from lessons.arts.bracket_layout import FALLEN_M, START, WOOD, board, spare_place
from lessons.arts.bracket_view import Shape
from physics.pose import Array, Pose
from physics.timber import bracket, solids
from physics.timber.sizes import Sizes
from physics.tools.mallet import tap
from physics.world import RATE, Contact, World

FRICTION = 0.7  # of each body; a pair has the product, about 0.5 for dry wood on wood
STILL_SPEED = 0.005  # m/s
STILL_SPIN = 0.05  # rad/s
STILL_STEPS = RATE // 8
PATIENCE = 5 * RATE  # a part that still trembles after this is judged as it lies
LOOK_STEPS = 8  # parts that lay still are looked at once in so many steps
REACH = (-0.3, 0.3)  # m from a part's origin; no grab point lies farther out
ON_TOP = 0.5  # a contact whose upward share is larger than this carries


class Table:
    """Parts by name.

    Raises EngineMissing where there is no physics engine, Refusal where the sizes give no
    parts that can be.
    """

    def __init__(self, sizes: Sizes) -> None:
        self.world = World()
        self.world.add(board(), Pose(), static=True, friction=FRICTION)
        try:
            self.parts = {part.name: part for part in bracket.parts(sizes)}
            self._handles = {
                name: self.world.add(part.body, START[name], friction=FRICTION)
                for name, part in self.parts.items()
            }
        except ValueError as e:
            self.world.close()
            sentence = _("these sizes give no part that can be ({reason}); correct the sizes")
            raise Refusal(sentence.format(reason=e)) from e
        self._names = {handle: name for name, handle in self._handles.items()}
        self.shapes = tuple(
            Shape(part.name, *solids.mesh(part.solid), WOOD.get(part.name, "fir"))
            for part in self.parts.values()
        )
        self._restless: dict[str, list[int]] = {}  # part -> [steps watched, steps still]

    @property
    def calm(self) -> bool:
        """Whether every part that was disturbed has come to rest."""
        return not self._restless

    def pose(self, part: str) -> Pose:
        """Return where a part is now."""
        return self.world.pose(self._handles[part])

    def lying(self, held: str | None) -> dict[str, Pose]:
        """Return the poses of all parts but the one in the hand."""
        return {name: self.pose(name) for name in self.parts if name != held}

    def disturb(self, part: str) -> None:
        """Watch a part until it lies still."""
        self._restless[part] = [0, 0]

    def grasp(self, part: str, point: Array) -> Grasp:
        """Hand a part over, held at a point (3,) of its frame; it is watched no longer."""
        self._restless.pop(part, None)
        return Grasp(part, self._handles[part], self.parts[part].body, np.clip(point, *REACH))

    def tap(self, part: str, point: Array, direction: Array) -> None:
        """Tap a part with the mallet at a point (3,) of its frame."""
        tap(self.world, self._handles[part], self.pose(part).out(point), direction)
        self.disturb(part)

    def settled(self, tick: int, held: str | None) -> list[str]:
        """Return the parts that have just come to rest, the undermost first."""
        if tick % LOOK_STEPS == 0:
            for name in self.parts:
                if name != held and name not in self._restless and not self._still(name):
                    self.disturb(name)
        now = []
        for name, count in self._restless.items():
            count[0] += 1
            count[1] = count[1] + 1 if self._still(name) else 0
            if count[1] >= STILL_STEPS or count[0] >= PATIENCE:
                now.append(name)
        for name in now:
            del self._restless[name]
        return [name for name in self.parts if name in now]

    def put_back_fallen(self, tick: int, held: str | None) -> list[str]:
        """Look now and then whether a part fell off the bench; put it back, return its name."""
        if tick % LOOK_STEPS:
            return []
        poses = self.lying(held)
        fallen = [name for name, pose in poses.items() if not pose.at[2] > FALLEN_M]
        for name in fallen:
            self.world.set_pose(self._handles[name], spare_place(name, poses))
            self.disturb(name)
        return fallen

    def on_top(self, part: str) -> str | None:
        """Return a part that lies on this one, if any does."""
        return next((n for n, c in self._touching(part) if c.normal[2] < -ON_TOP), None)

    def under(self, part: str) -> str:
        """Return what carries most of a part: another part, or "bench"."""
        load: dict[str, float] = {}
        for name, contact in self._touching(part):
            load[name] = load.get(name, 0.0) + contact.newtons * max(0.0, contact.normal[2])
        return max(load, key=lambda name: load[name]) if load else "bench"

    def _touching(self, part: str) -> list[tuple[str, Contact]]:
        found = self.world.contacts(self._handles[part])
        return [(self._names[c.second], c) for c in found if c.second in self._names]

    def _still(self, part: str) -> bool:
        velocity, spin = self.world.velocity(self._handles[part])
        return float(velocity @ velocity) < STILL_SPEED**2 and float(spin @ spin) < STILL_SPIN**2


def number(value: object, size: int) -> Array | None:
    """Return `size` finite numbers, each at most 100 in size, or None for anything else."""
    try:
        array = np.asarray(value, float)
    except (TypeError, ValueError, OverflowError):
        return None
    fits = array.shape == (size,) and bool(np.all(np.abs(array) <= 100.0))
    return array if fits else None


def known(value: Mapping[str, object], parts: Mapping[str, object]) -> str | None:
    """Return the part that an input names, or None where there is no such part."""
    part = value.get("part")
    return part if isinstance(part, str) and part in parts else None
