"""The hand without a mouse: it takes the chosen part, and carries it step by step."""

from sim.desktop import Hands
from sim.rooms.bench_choice import Bench, Choice
from sim.rooms.bench_eye import Eye

CARRY = {"shift-arrow_left": (-1, 0), "shift-arrow_right": (1, 0), "shift-arrow_up": (0, 1),
         "shift-arrow_down": (0, -1)}  # fmt: skip
STEP_M = {"bench": 0.02, "yard": 0.1}


class Reach:
    """Keys of the hand that need no pointer. `setting`: of the design, how far a step goes."""

    def __init__(self, hands: Hands, bench: Bench, choice: Choice, eye: Eye, setting: str) -> None:
        self._hands, self._bench, self._choice, self._eye = hands, bench, choice, eye
        self._step = STEP_M[setting]

    def press(self, key: str, held: str | None) -> bool:
        """Take a key if it is one of these now; `held` is the part in the hand."""
        if key in CARRY:
            right, away = CARRY[key]
            self._hands.carry(*self._eye.across(right * self._step, away * self._step))
            return True
        part = self._choice.chosen
        if key != "space" or held is not None or part is None:
            return False
        shape = next(s for s in self._bench.shapes if s.name == part)
        low, high = shape.vertices.min(axis=0), shape.vertices.max(axis=0)
        x, y, z = (float(v) for v in (low + high) / 2)
        self._hands.grip(part, (x, y, z))
        return True
