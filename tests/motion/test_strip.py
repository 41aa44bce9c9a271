"""A file read as a clock lets it, on a machine that is quick enough and on one that is not."""

import time

from motion import strip
from motion.strip import Reader


class Slow:
    """Ten seconds of thirty pictures each, every one of which takes `cost` s to open."""

    def __init__(self, cost):
        self.cost, self.at = cost, -1

    def grab(self):
        self.at += 1
        return self.at / 30 if self.at < 300 else None

    def take(self):
        time.sleep(self.cost)
        return self.at

    def close(self):
        pass


def test_the_newest_that_is_due_counts():
    reader = Reader(Slow(0.0), paced=True)
    reader.began -= 1.0
    second, item = reader.read(0.0)
    assert second == item / 30 and 1.0 <= second < 1.5 and reader.lost == item
    assert Reader(Slow(0.0), paced=False).read(9.0) == (0.0, 0)  # one after another


def test_who_never_catches_up_sees_late_but_sees(monkeypatch):
    monkeypatch.setattr(strip, "PATIENCE", 0.1)
    reader = Reader(Slow(0.04), paced=True)
    reader.began -= 5.0
    begun = time.monotonic()
    second, _item = reader.read(0.0)
    assert time.monotonic() - begun < 3.0 and second < 5.0 and not reader.ended
