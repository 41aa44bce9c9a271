"""A hand that plays a raising through its inputs only, as the window does."""

from content.event import Event
from lessons.arts.raising import Raising


class Player:
    """A hand that knows no physics: grips, turns, moves, sets down, waits."""

    def __init__(self, paike, **options):
        self.bench = Raising(*paike, **options)
        self.tick = 0
        self.events = []

    def act(self, name="", **value):
        inputs = [Event(self.tick, name, value)] if name else []
        self.events += self.bench.advance(self.tick, inputs)
        self.tick += 1

    def wait(self, steps):
        for _ in range(steps):
            self.act()

    def until(self, reached, most=3000):
        for _ in range(most):
            if reached():
                return
            self.act()
        raise AssertionError("waited too long")

    def lift(self, part, point=None):
        top = [0.0, 0.0, self.bench.height(part)]
        self.act("hand.grip", part=part, point=top if point is None else list(point))
        self.until(lambda: not self.bench.lifting)

    def place(self, part, x, y, yaw=0.0, roll=0.0, point=None):
        self.lift(part, point)
        if roll:
            self.act("hand.turn", axis="roll", rad=roll)
            self.wait(330)
        if yaw:
            self.act("hand.turn", axis="yaw", rad=yaw)
            self.wait(120)
        self.act("hand.move", to=[x, y, None])
        self.wait(330)
        self.act("hand.down")
        self.until(lambda: self.bench.calm)

    def last(self, part):
        return [e for e in self.events if e.value.get("part") == part][-1]

    def names(self):
        return [e.name for e in self.events]
