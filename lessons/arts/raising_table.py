"""The work as things: parts in a world, which of them move, touch, rest or fall."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from content.errors import Refusal
from content.texts import _
from lessons.arts import raising_touch
from lessons.arts.raising_ground import Reach, free_place
from lessons.arts.raising_hand import Grasp
from lessons.arts.raising_rest import LOOK_STEPS, Rest
from lessons.arts.raising_view import Shape
from physics.engine import RATE, Contact
from physics.pose import Array, Pose
from physics.timber import solids
from physics.timber.design import Design
from physics.timber.part import Part
from physics.tools.striking import StrikingTool, tap
from physics.world import World

FRICTION = 0.7  # of each body; a pair has the product, about 0.5 for dry wood on wood
STILL_SPEED = 0.005  # m/s
STILL_SPIN = 0.05  # rad/s
TOUCH_M3 = 1e-9  # parts that share less wood only touch


class Table:
    """Parts by name.

    Raises EngineMissing where there is no physics engine, Refusal where a part cannot be.
    """

    def __init__(self, design: Design) -> None:
        self._design = design
        self.parts: dict[str, Part] = {}
        self._away: dict[str, Part] = {}  # taken out, kept for a step back
        self._shapes: dict[str, Shape] = {}
        self._reach: dict[str, Reach] = {}
        self._home: dict[str, Pose] = {}  # where a part that fell is laid again
        self._handles: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._rest = Rest(self._still)
        self._frozen: set[str] = set()
        self.world = World()
        self.world.add(design.floor, Pose(), static=True, friction=FRICTION)
        try:
            for part in design.parts:
                self.add(part, design.start[part.name])
        except Refusal:
            self.world.close()
            raise

    def add(self, part: Part, pose: Pose) -> None:
        """Bring a part in. Raises Refusal where it cannot be; then nothing has changed."""
        self._enter(part, pose)
        self._home[part.name] = pose

    def remove(self, part: str) -> None:
        """Take a part out, with the pegs that held it; what lay on it may move."""
        self.wake_all()
        handle = self._handles.pop(part)
        self.world.remove(handle)
        self._rest.forget(part)
        self._away[part] = self.parts.pop(part)
        del self._names[handle], self._shapes[part], self._reach[part], self._home[part]

    def recut(self, part: Part) -> None:
        """Swap a part for the same cut anew; it lies as it lay. Raises Refusal where it cannot be.

        It has to lie loose: pegs and a hand hold on to what it was.
        """
        gone, drawing = self._handles[part.name], self.parts[part.name].drawing
        pose = part.standing(self.pose(part.name).then(drawing))
        self.wake((part.name,))
        self._enter(part, pose)
        self.world.remove(gone)
        del self._names[gone]
        self._rest.disturb(part.name)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """What the parts look like."""
        return tuple(self._shapes.values())

    @property
    def calm(self) -> bool:
        """Whether every part that was disturbed has come to rest."""
        return self._rest.calm

    def pose(self, part: str) -> Pose:
        """Return where a part is now."""
        return self.world.pose(self._handles[part])

    def lying(self, held: str | None) -> dict[str, Pose]:
        """Return the poses of all parts but the one in the hand."""
        return {name: self.pose(name) for name in self.parts if name != held}

    def disturb(self, part: str) -> None:
        """Watch a part until it lies still."""
        self._rest.disturb(part)

    def grasp(self, part: str, point: Array) -> Grasp:
        """Hand a part over, held at a point (3,) of its frame; it is watched no longer."""
        self._rest.forget(part)
        return Grasp(
            part, self._handles[part], self.parts[part].body, np.clip(point, *self._reach[part])
        )

    def tap(self, part: str, point: Array, direction: Array, tool: StrikingTool) -> float:
        """Tap a part at a point (3,) of its frame; return the impulse in N s."""
        self.disturb(part)
        body, at = self.parts[part].body, self.pose(part).out(point)
        return tap(self.world, self._handles[part], body, at, direction, tool)

    def knock(self, part: str, point: Array, blow: Array) -> None:
        """Strike a part with N s (3,) of the world at a point (3,) of its frame."""
        self.disturb(part)
        self.world.impulse(self._handles[part], blow, self.pose(part).out(point))

    def push(self, part: str, newtons: Array) -> None:
        """Push a part at its centre of mass during the next step."""
        self.world.force(self._handles[part], newtons)

    def step(self, push: Callable[[], None] | None = None) -> frozenset[int]:
        """Go on by one substep of the session; `push` acts in every step of the world. Return
        the pegs that let go."""
        torn: set[int] = set()
        for _i in range(self.world.rate // RATE):
            if push:
                push()
            self.world.step()
            torn.update(self.world.broken())
        return frozenset(torn)

    def freeze(self, parts: frozenset[str]) -> None:
        """Let finished parts stand like rocks, so that only what is worked on is simulated."""
        for part in sorted(parts - self._frozen):
            self.world.freeze(self._handles[part])
        self._frozen |= parts

    def frozen(self, part: str) -> bool:
        """Whether a part stands like a rock just now."""
        return part in self._frozen

    def wake(self, parts: Iterable[str]) -> None:
        """Let some parts move again."""
        for part in sorted(self._frozen.intersection(parts)):
            self.world.wake(self._handles[part])
            self._frozen.remove(part)

    def wake_all(self) -> None:
        """Let everything move again."""
        self.wake(tuple(self._frozen))

    def peg(self, part: str, bearer: str, newtons: float, at: Array) -> int:
        """Peg a part to what bears it, at a world point (3,); return the peg."""
        return self.world.fix(self._handles[part], self._handles[bearer], newtons, at)

    def put(self, part: str, pose: Pose) -> None:
        """Put a part somewhere, at rest."""
        self.wake((part,))
        self.world.set_pose(self._handles[part], pose)
        self.disturb(part)

    def clear(self, part: str, pose: Pose, but: str) -> bool:
        """Whether a part would stand at a pose clear of all others and of all `but` one."""
        solid = solids.moved(self.parts[part].solid, pose)
        lying = ((n, p) for n, p in self.lying(part).items() if n != but)
        return all(
            solids.moved(self.parts[name].solid, at).within(solid).volume < TOUCH_M3
            for name, at in lying
        )

    def restore(self, poses: Mapping[str, Pose]) -> None:
        """Put parts where they were, at rest; those that were not there go, taken ones return."""
        self.wake_all()
        for part in [part for part in self.parts if part not in poses]:
            self.remove(part)
        for part, pose in poses.items():
            if part not in self.parts:
                self.add(self._away.pop(part), pose)
                self.disturb(part)
            elif pose != self.pose(part):
                self.world.set_pose(self._handles[part], pose)
                self.disturb(part)

    def settled(self, tick: int, held: str | None) -> list[str]:
        """Return the parts that have just come to rest, the undermost first."""
        now = self._rest.settled(tick, (name for name in self.parts if name != held))
        return [name for name in self.parts if name in now]

    def put_back_fallen(self, tick: int, held: str | None) -> list[str]:
        """Look now and then whether a part fell off the work; put it back, return its name."""
        if tick % LOOK_STEPS:
            return []
        fallen = [
            name for name, pose in self.lying(held).items() if self._design.room.lost(pose.at)
        ]
        for name in fallen:
            home = self._home[name]
            spare = self.free_place(self.parts[name], home, but=name) or home
            self.world.set_pose(self._handles[name], spare)
            self.disturb(name)
        return fallen

    def on_top(self, part: str) -> str | None:
        """Return a part that lies on this one, if any does."""
        return raising_touch.on_top(self._touching(part))

    def bearers(self, part: str) -> tuple[str, ...]:
        """Return the parts that this one lies on."""
        return raising_touch.bearers(self._touching(part))

    def free_place(self, part: Part, own: Pose, but: str | None = None) -> Pose | None:
        """Return where a part can be laid clear of all others (of all `but` one)."""
        bounds = part.solid.bounds
        lying = ((self._reach[name], pose) for name, pose in self.lying(but).items())
        return free_place(bounds, own, self._design.spare, lying) if bounds else None

    def under(self, part: str) -> str:
        """Return what carries most of a part: another part, or "bench" (the floor)."""
        return raising_touch.under(self._touching(part))

    def _enter(self, part: Part, pose: Pose) -> None:
        """Put a part into the world under its name. Raises Refusal where it cannot be."""
        name, shape = part.name, Shape(part.name, *solids.mesh(part.solid), part.wood)
        try:
            handle = self.world.add(part.body, pose, friction=FRICTION)
        except ValueError as e:
            raise impossible(e) from e
        self.parts[name], self._shapes[name] = part, shape
        self._handles[name], self._names[handle] = handle, name
        self._reach[name] = shape.vertices.min(axis=0), shape.vertices.max(axis=0)

    def _touching(self, part: str) -> list[tuple[str, Contact]]:
        found = self.world.contacts(self._handles[part])
        return [(self._names[c.second], c) for c in found if c.second in self._names]

    def _still(self, part: str) -> bool:
        velocity, spin = self.world.velocity(self._handles[part])
        return float(velocity @ velocity) < STILL_SPEED**2 and float(spin @ spin) < STILL_SPIN**2


def impossible(reason: Exception) -> Refusal:
    """Say that sizes give no part."""
    sentence = _("these sizes give no part that can be ({reason}); correct the sizes")
    return Refusal(sentence.format(reason=reason))
