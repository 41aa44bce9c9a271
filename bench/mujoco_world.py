"""The same world on MuJoCo: an oracle for tests and measurements, never for lessons.

What differs from a hard engine, and how it is dealt with:

- MuJoCo gives a pair the larger of two frictions. Here each body has the square of its own,
  and a pair of unlike bodies is written out with the product.
- Contacts are soft: a body stands some hundredths of a millimetre deep.
- Its friction is a convex relaxation of Coulomb's: what slides at v is thrown up with as much
  as mu v. A block set sliding at 3 m/s over mu 0.25 hops 27 mm at 240 Hz, 7 at 480, 2 at 960,
  on a box as on a plane, under either cone and any integrator (a solref of 20 mm: 6 mm at
  240 Hz); never above (mu v)2 / 2g. In landing, friction makes good what it missed: a block
  0.4 m wide still stops at v2 / (2 mu g) within 1 % at 240 Hz and 0.1 % at 960, one of 0.1 m,
  which rocks, within 4.3 and 0.2 %. So sliding distances may be compared at 960 Hz, a speed
  in mid-slide may not; at the 0.5 m/s of a joiner's hand the hop is below a millimetre.
- A body is frozen by building the model again without its joint; so is any other change.
"""

from types import ModuleType
from typing import Any

import numpy as np

from bench.mujoco_model import Peg, Setting, Thing, spec
from content.errors import Refusal
from content.texts import _
from physics.engine import DOWN, ITERATIONS, RATE, Contact, Engine, finite
from physics.pose import Array, Pose
from physics.shape import Body, own_moments


class MujocoMissing(Refusal):
    """The oracle is not installed; the text says what to do."""


def _load() -> ModuleType:
    try:
        import mujoco
    except ImportError as e:
        raise MujocoMissing(
            _("MuJoCo, which checks the physics, is not installed; `uv sync` brings it.")
        ) from e
    module: ModuleType = mujoco
    return module


class MujocoWorld(Engine):
    """An `Engine` on MuJoCo."""

    def __init__(self) -> None:
        self._m: Any = _load()
        self._things: dict[int, Thing] = {}
        self._pegs: dict[int, Peg] = {}
        self._broken: tuple[int, ...] = ()
        self._count = 0
        self._down = DOWN
        self._model: Any = None  # None: to be built before it is asked
        self._data: Any = None
        self.engine = f"mujoco {self._m.__version__}"
        self.pace(RATE, ITERATIONS)

    @property
    def rate(self) -> int:
        return self._rate

    def pace(self, rate: int, iterations: int) -> None:
        if rate < 1 or iterations < 1:
            raise ValueError(f"a pace of {rate} steps a second and {iterations} iterations")
        self._loosen()
        self._rate, self._iterations = rate, iterations

    def gravity(self, along: Array) -> None:
        finite("gravity", along)
        self._down = along
        if self._model is not None:
            self._model.opt.gravity[:] = along

    def add(self, body: Body, pose: Pose, static: bool = False, friction: float = 0.4) -> int:
        """Put a body into the world and return its handle; friction of a pair is the product."""
        finite("where a body stands and its friction", pose.at, pose.turn, friction)
        if not static:
            own_moments(body)
        self._loosen()
        self._count += 1
        self._things[self._count] = Thing(body, pose, friction, not static)
        return self._count

    def remove(self, handle: int) -> None:
        self._loosen()
        del self._things[handle]
        held = {k: p for k, p in self._pegs.items() if handle not in (p.first, p.second)}
        self._pegs = held

    def pose(self, handle: int) -> Pose:
        if self._model is None:
            return self._things[handle].pose
        body = self._data.body(str(handle))
        (x, y, z), (a, b, c, d) = body.xpos.tolist(), body.xquat.tolist()
        pose = Pose((x, y, z), (a, b, c, d))
        x, y, z = pose.out(-self._things[handle].body.centre).tolist()
        return Pose((x, y, z), pose.turn)

    def set_pose(self, handle: int, pose: Pose) -> None:
        finite("where a body is put", pose.at, pose.turn)
        self._loosen()
        thing = self._things[handle]
        thing.pose, thing.linear, thing.spin = pose, np.zeros(3), np.zeros(3)

    def velocity(self, handle: int) -> tuple[Array, Array]:
        thing = self._things[handle]
        if self._model is None:
            return thing.linear, thing.spin
        if not thing.moves:
            return np.zeros(3), np.zeros(3)
        speeds, turn = self._data.joint(str(handle)).qvel, self.pose(handle).matrix
        return speeds[:3].copy(), turn @ speeds[3:]

    def set_velocity(self, handle: int, linear: Array, spin: Array) -> None:
        finite("a velocity", linear, spin)
        self._loosen()
        if self._things[handle].moves:
            self._things[handle].linear, self._things[handle].spin = linear, spin

    def force(self, handle: int, newtons: Array, at: Array | None = None) -> None:
        finite("a force and where it acts", newtons, *(() if at is None else (at,)))
        self._tighten()
        body = self._data.body(str(handle))
        body.xfrc_applied[:3] += newtons
        if at is not None:
            body.xfrc_applied[3:] += np.cross(at - body.xipos, newtons)

    def torque(self, handle: int, newton_metres: Array) -> None:
        finite("a torque", newton_metres)
        self._tighten()
        self._data.body(str(handle)).xfrc_applied[3:] += newton_metres

    def impulse(self, handle: int, newton_seconds: Array, at: Array | None = None) -> None:
        self.force(handle, newton_seconds * self._rate, at)

    def contacts(self, first: int) -> list[Contact]:
        self._tighten()
        touching = [(k, self._between(k)) for k in range(self._data.ncon)]
        return [self._contact(k, pair, first) for k, pair in touching if first in pair]

    def fix(self, first: int, second: int | None, newtons: float, at: Array) -> int:
        finite("a peg's strength and place", newtons, at)
        here, one = self._inside(first, at)
        there, two = (at, np.eye(3)) if second is None else self._inside(second, at)
        turn = Pose.of(here, one.T @ two).turn
        self._loosen()
        self._count += 1
        self._pegs[self._count] = Peg(
            first, second, newtons, np.array([*there, *here, *turn, 1, 0])
        )
        return self._count

    def unfix(self, peg: int) -> None:
        if self._pegs.pop(peg, None) and self._model is not None:
            self._data.eq_active[self._model.equality(str(peg)).id] = 0

    def broken(self) -> tuple[int, ...]:
        return self._broken

    def freeze(self, handle: int) -> None:
        self.set_pose(handle, self.pose(handle))
        self._things[handle].moves = False

    def wake(self, handle: int) -> None:
        self._loosen()
        self._things[handle].moves = True

    def step(self) -> None:
        self._tighten()
        self._m.mj_step(self._model, self._data)
        self._data.xfrc_applied[:] = 0
        torn = [peg for peg in self._pegs if self._pull(peg) > self._pegs[peg].newtons]
        for peg in torn:
            self.unfix(peg)
        self._m.mj_kinematics(self._model, self._data)  # poses as they are now, not a step ago
        self._m.mj_comPos(self._model, self._data)
        self._broken = tuple(torn)

    def close(self) -> None:
        self._model = self._data = None

    def _loosen(self) -> None:
        """Keep how everything is now, and build the model again before it is next asked."""
        if self._model is None:
            return
        for handle, thing in self._things.items():
            thing.linear, thing.spin = self.velocity(handle)
            thing.pose = self.pose(handle)
        self._model = self._data = None

    def _tighten(self) -> None:
        """Build the model, if anything was changed."""
        if self._model is not None:
            return
        self._model = spec(self._m, self._setting(), self._things, self._pegs).compile()
        self._data = self._m.MjData(self._model)
        for handle, thing in self._things.items():
            if thing.moves:
                speeds = self._data.joint(str(handle)).qvel
                speeds[:3], speeds[3:] = thing.linear, thing.pose.matrix.T @ thing.spin
        self._m.mj_forward(self._model, self._data)

    def _inside(self, handle: int, at: Array) -> tuple[Array, Array]:
        """Return a world point (3,) from a body's centre in its axes, and the body's matrix."""
        pose = self.pose(handle)
        matrix = pose.matrix
        return matrix.T @ (at - pose.out(self._things[handle].body.centre)), matrix

    def _setting(self) -> Setting:
        return Setting(self._rate, self._iterations, self._down)

    def _between(self, k: int) -> tuple[int, int]:
        bodies = self._model.geom_bodyid[self._data.contact[k].geom]
        one, two = (int(self._model.body(b).name) for b in bodies)
        return one, two

    def _contact(self, k: int, pair: tuple[int, int], first: int) -> Contact:
        found, force = self._data.contact[k], np.zeros(6)
        self._m.mj_contactForce(self._model, self._data, k, force)
        away = found.frame[:3] * (-1 if pair[0] == first else 1)
        second = pair[1] if pair[0] == first else pair[0]
        return Contact(first, second, found.pos.copy(), away, float(found.dist), float(force[0]))

    def _pull(self, peg: int) -> float:
        data, equality = self._data, self._m.mjtConstraint.mjCNSTR_EQUALITY
        rows = (data.efc_type == equality) & (data.efc_id == self._model.equality(str(peg)).id)
        return float(np.linalg.norm(data.efc_force[rows][:3]))
