"""Who sleeps in the engine: what has lain still for two seconds costs nothing.

Whatever is done to a sleeper wakes it, but the engine gives the step after that away: there a
blow acts one step late, and a push that lasts begins one step late.
"""

from collections.abc import Callable
from typing import Any

SECONDS = 1.9  # the engine's own two, less a hair
LOOK_STEPS = 48  # so often it is looked whether all sleep
SLEEPY = 1e-3  # (m/s)2 + (rad/s)2; the engine's own 0.05 would stop a part that still slides


class Sleep:
    """Keeps which of the bodies that move are asleep; `engine` is the one they live in."""

    def __init__(self, engine: Any) -> None:
        self._p = engine
        self._now, self._steps = 0.0, 0  # seconds gone, steps gone
        self._woken: dict[int, float] = {}  # when each that moves was last woken
        self._late: list[tuple[int, Callable[[], None]]] = []  # to do to it after the next step
        self.still = False  # whether all sleep: then a step changes nothing and is left out

    def moves(self, handle: int) -> bool:
        """Whether a body is neither static nor frozen."""
        return handle in self._woken

    def enliven(self, handle: int) -> None:
        """Let a body move from now on, and sleep once it lies still."""
        self._p.changeDynamics(
            handle, -1,
            activationState=self._p.ACTIVATION_STATE_ENABLE_SLEEPING, sleepThreshold=SLEEPY,
        )  # fmt: skip
        self._woken[handle] = self._now

    def forget(self, handle: int) -> None:
        """Let a body move no longer: it is frozen, or gone."""
        self._woken.pop(handle, None)
        self._late = [late for late in self._late if late[0] != handle]

    def rouse(self, handle: int | None = None) -> None:
        """Wake one body, or all of them; what touches a woken one wakes with the next step."""
        self.still = False
        for each in tuple(self._woken) if handle is None else (handle,):
            if self.moves(each):
                self._p.changeDynamics(each, -1, activationState=self._p.ACTIVATION_STATE_WAKE_UP)
                self._woken[each] = self._now

    def asleep(self, handle: int) -> bool:
        """Whether a body that moves sleeps."""
        if not self.moves(handle) or self._now - self._woken[handle] < SECONDS:
            return False
        linear, spin = self._p.getBaseVelocity(handle)
        return not any((*linear, *spin))

    def later(self, handle: int, act: Callable[[], None]) -> None:
        """Do something to a sleeper after the step that the engine gives away."""
        self._late.append((handle, act))

    def passes(self, seconds: float) -> bool:
        """Let the time of a step go by; True where all sleep and the step is left out."""
        self._now += seconds
        self._steps += 1
        return self.still

    def stepped(self) -> None:
        """Look now and then whether all sleep, and do what waited for the step."""
        if self._steps % LOOK_STEPS == 0:
            self.still = all(self.asleep(each) for each in self._woken)
        late, self._late = self._late, []
        for _handle, act in late:
            act()
