"""How a small pavilion stands: loaded and shaken, with pegs and without, and what a step costs.

The pavilion is put together as drawn, not by hand; nothing here is asked for but that it stands.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from bench.row import Row, cpu_seconds
from content.library import SHIPPED
from lessons.arts import workpiece
from lessons.arts.workpiece import Workpiece
from physics.engine import DOWN, GRAVITY, shaken
from physics.pose import Array, Pose
from physics.timber.design import Design, Place
from physics.world import World

LESSON = SHIPPED / "xiangshan" / "xiaofangting"
SIZES = {"8 尺": "parts.yaml", "10 尺": "shichi.yaml"}
PACE = (480, 100)
PEG_NEWTONS = 4000.0
FRICTION = 0.7
SETTLE_S, LOAD_S, SHAKE_S, HERTZ = 0.5, 1.5, 2.0, 1.5
CALM_S = 1.0  # after the trial: what was shaken sways out
PEGGED = ("langzhu", "fang", "heng", "laoqiang")  # what a peg is driven into
ONE = "langzhu_sw"  # has one peg, into its drum
FELL_MM = 100.0  # so much lower than it was drawn


@dataclass(frozen=True)
class Trial:
    """What the pavilion has to bear. `without`: kinds of parts, or parts, that are left out;
    `unpegged`: a part that is not pegged where the others are."""

    kg: float = 0.0
    shake: float = 0.0
    pegs: bool = False
    prop: bool = False
    without: tuple[str, ...] = ()
    unpegged: str = ""


@dataclass(frozen=True)
class Fate:
    """What became of it: the columns' worst lean and the one that was left, how far parts moved,
    and the poses' bits."""

    lean_deg: float
    left_deg: float
    sunk_mm: float
    fell: int
    speed_mm_s: float
    broken: int
    bits: bytes


@cache
def shipped(file: str = "parts.yaml") -> Workpiece:
    """Return the shipped pavilion of a file of sizes, cut once a process."""
    return workpiece.read(LESSON / file)


def pavilion(file: str = "parts.yaml") -> Design:
    """Return what is raised of it."""
    return shipped(file).design


class Standing:
    """A pavilion put together true in a world of its own."""

    def __init__(self, design: Design, trial: Trial) -> None:
        self.world = World()
        self.world.pace(*PACE)
        self.world.add(design.floor, Pose(), static=True, friction=FRICTION)
        self.parts = {p.name: p for p in design.parts}
        places = {p.name: p.pose for p in design.places if not _left_out(p.name, trial)}
        props = {name: design.start[name] for name in design.props} if trial.prop else {}
        self.poses: dict[str, Pose] = {**places, **props}
        self.handles = {
            name: self.world.add(self.parts[name].body, pose, friction=FRICTION)
            for name, pose in self.poses.items()
        }
        self.broken = 0
        if trial.pegs:
            self._peg([p for p in design.places if p.name != trial.unpegged], design)

    def _peg(self, places: Sequence[Place], design: Design) -> None:
        for place in places:
            if self.parts[place.name].kind in PEGGED and place.name in self.handles:
                for bearer in place.bearers:
                    at = np.mean([place.pose.at, design.place(bearer).pose.at], axis=0)
                    ends = self.handles[place.name], self.handles[bearer]
                    self.world.fix(*ends, PEG_NEWTONS, at)

    def go(self, seconds: float, push: Callable[[float], None] | None = None) -> float:
        """Go on, pushing before every step; return the columns' worst lean in degrees."""
        worst = 0.0
        for step in range(int(seconds * self.world.rate)):
            if push:
                push(step / self.world.rate)
            self.world.step()
            self.broken += len(self.world.broken())
            if step % 24 == 0:
                worst = max(worst, self.lean())
        return worst

    def lean(self) -> float:
        """Return how far the most askew column leans, in degrees."""
        columns = [n for n in self.handles if n.startswith("langzhu")]
        ups = [(self._turn(n) @ self.poses[n].matrix.T)[2, 2] for n in columns]
        return float(np.degrees(np.arccos(np.clip(min(ups), -1.0, 1.0))))

    def _turn(self, name: str) -> Array:
        return self.world.pose(self.handles[name]).matrix

    def shifts(self) -> dict[str, float]:
        """Return how far each part is from where it was drawn, in mm."""
        return {
            n: 1000 * float(np.linalg.norm(np.subtract(self.world.pose(h).at, self.poses[n].at)))
            for n, h in self.handles.items()
        }

    def sunk(self, name: str) -> float:
        """Return how much lower a part is than it was drawn, in mm; 0 where it was left out."""
        if name not in self.handles:
            return 0.0
        return 1000 * (self.poses[name].at[2] - self.world.pose(self.handles[name]).at[2])

    def fallen(self) -> int:
        """Return how many parts have come down."""
        return sum(self.sunk(name) > FELL_MM for name in self.handles)

    def speed(self) -> float:
        """Return the speed of the fastest part in mm/s."""
        found = (np.linalg.norm(self.world.velocity(h)[0]) for h in self.handles.values())
        return 1000 * float(max(found))

    def bits(self) -> bytes:
        """Return all poses to the bit."""
        poses = [self.world.pose(h) for h in self.handles.values()]
        return np.array([[*p.at, *p.turn] for p in poses]).tobytes()


def endure(trial: Trial, file: str = "parts.yaml") -> Fate:
    """Put the pavilion together, let it settle, then load and shake it."""
    it = Standing(pavilion(file), trial)
    try:
        worst = it.go(SETTLE_S)
        if trial.kg:
            worst = max(worst, it.go(LOAD_S, lambda t: _load(it, trial.kg, t)))
        if trial.shake:
            worst = max(worst, it.go(SHAKE_S, lambda t: _shake(it, trial.shake, t)))
            it.world.gravity(DOWN)
        worst = max(worst, it.go(CALM_S if trial.kg or trial.shake else SETTLE_S))
        sunk, fell = it.sunk("dengxinmu"), it.fallen()
        return Fate(worst, it.lean(), sunk, fell, it.speed(), it.broken, it.bits())
    finally:
        it.world.close()


def _left_out(name: str, trial: Trial) -> bool:
    return name in trial.without or name.partition("_")[0] in trial.without


def _load(it: Standing, kg: float, now: float) -> None:
    roof = [h for n, h in it.handles.items() if n.startswith("chuan")]
    share = min(1.0, now) * kg * GRAVITY / len(roof)
    for handle in roof:
        it.world.force(handle, np.array([0.0, 0.0, -share]))


def _shake(it: Standing, share: float, now: float) -> None:
    it.world.gravity(shaken(now, share, HERTZ))


TRIALS = {
    "stands": Trial(),
    "500 kg": Trial(kg=500.0),
    "3 t": Trial(kg=3000.0),
    "0.1 g": Trial(shake=0.1),
    "0.2 g": Trial(shake=0.2),
    "0.35 g": Trial(shake=0.35),
}


def run() -> list[Row]:
    """Return lean, sinking and fallen parts of each trial, step cost, and whether bits agree."""
    rows: list[Row] = []
    for name, trial in TRIALS.items():
        for pegs in (False, True):
            what = f"pavilion 8 尺, {name}, {'pegs' if pegs else 'no pegs'}"
            rows += _told(what, endure(replace(trial, pegs=pegs)))
    one_less = endure(Trial(shake=0.35, pegs=True, unpegged=ONE))
    rows += _told(f"pavilion 8 尺, 0.35 g, pegs but {ONE}'s", one_less)
    rows += _told("pavilion 10 尺, stands, no pegs", endure(Trial(), SIZES["10 尺"]))
    rows += _told("pavilion 8 尺, without 枋", endure(Trial(without=("fang",))))
    same = endure(Trial()).bits == endure(Trial()).bits
    rows.append(Row("same inputs twice", float(same), "same bits", 2, goal="same", held=same))
    rows.append(_cost())
    return rows


def _told(what: str, fate: Fate) -> list[Row]:
    return [
        Row(f"{what}: lean, worst", fate.lean_deg, "deg", 1),
        Row(f"{what}: lean, left", fate.left_deg, "deg", 1),
        Row(f"{what}: 灯心木 sunk", fate.sunk_mm, "mm", 1),
        Row(f"{what}: fastest part at the end", fate.speed_mm_s, "mm/s", 1),
        Row(f"{what}: pegs broken", fate.broken, "count", 1),
        Row(f"{what}: parts fallen", fate.fell, "count", 1),
    ]


def _cost() -> Row:
    it = Standing(pavilion(), Trial(prop=True))
    it.world.pace(240, 50)
    ms = 1000 * cpu_seconds(lambda: it.go(0.25)) / 60
    it.world.close()
    return Row("pavilion: a step, all parts awake, 240 Hz", ms, "ms", len(it.handles))
