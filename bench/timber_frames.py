"""Frames and bracket sets that every engine has to keep standing, or let fall."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from bench.timber_cases import Make, bored, timber
from physics.engine import ITERATIONS, RATE, Engine, shaken
from physics.pose import Array, Pose
from physics.shape import Body, Box, Hull
from physics.timber import bracket
from physics.timber.sizes import Sizes

WIDE, DEEP, TALL = 3.0, 2.4, 2.8  # m between the columns' axes, and their height
COLUMN = 0.15  # half of its side
AIR = 0.0005  # m between shoulders and columns, and under what is laid
SHAKING = (1.0, 6.0)  # seconds
HERTZ = 1.5
GROUND = Body((Box.between((-20, -20, -0.5), (20, 20, 0)),), 1.0, np.zeros(3), np.eye(3))
FALLEN_DEG, FALLEN_MM = 10.0, 300.0
Placed = tuple[Body, Pose]


@dataclass(frozen=True)
class Trial:
    """What a frame has to bear: see `frame`; `pegs` newtons each, 0 = none."""

    seconds: float = 3.0
    tenon: float = 0.1
    kg: float = 0.0
    shake: float = 0.0  # of g
    pegs: float = 0.0
    rate: int = RATE


@dataclass(frozen=True)
class Fate:
    """The columns' lean at worst and in the end, what the roof sank, and pegs that let go."""

    worst_deg: float
    lean_deg: float
    sank_mm: float
    speed: float
    broken: int

    @property
    def stands(self) -> bool:
        """Whether it is still a building."""
        return self.lean_deg < FALLEN_DEG and self.sank_mm < FALLEN_MM


@cache
def frame(tenon: float = 0.1, clearance: float = 0.001) -> dict[str, Placed]:
    """Four columns of 300 mm, four tie beams, two purlins, six rafters; feet merely stand.

    Columns leave out their products of inertia, some thousandths of their moments.
    """
    parts: dict[str, Placed] = {}
    for x in (-1, 1):
        for y in (-1, 1):
            body = _column(x, y, tenon, clearance)
            parts[f"column {x} {y}"] = body, Pose((x * WIDE / 2, y * DEEP / 2, 0))
    for side in (-1, 1):
        parts[f"tie x {side}"] = _tie(WIDE, tenon, 2.1, 0), Pose((0, side * DEEP / 2, 0))
        parts[f"tie y {side}"] = _tie(DEEP, tenon, 2.4, 1), Pose((side * WIDE / 2, 0, 0))
        reach = WIDE / 2 + 0.4
        purlin = Box.between((-reach, -0.075, TALL - 0.05), (reach, 0.075, TALL + 0.12))
        parts[f"purlin {side}"] = timber((purlin,)), Pose((0, side * DEEP / 2, AIR))
    over = DEEP / 2 + 0.3
    rafter = timber((Box.between((-0.04, -over, TALL + 0.121), (0.04, over, TALL + 0.2)),))
    for k in range(6):
        parts[f"rafter {k}"] = rafter, Pose((-1.6 + 0.64 * k, 0, 2 * AIR))
    return parts


def _column(x: int, y: int, tenon: float, c: float) -> Body:
    inner = COLUMN - tenon - c
    along, across = sorted((-x * inner, -x * 0.2)), sorted((-y * inner, -y * 0.2))
    holes = (
        ((along[0], -0.02 - c, 2.14 - c), (along[1], 0.02 + c, 2.26 + c)),
        ((-0.02 - c, across[0], 2.44 - c), (0.02 + c, across[1], 2.56 + c)),
        ((-0.2, -0.075 - c, TALL - 0.05), (0.2, 0.075 + c, TALL + 0.1)),
    )
    body = timber(bored((-COLUMN, -COLUMN, 0), (COLUMN, COLUMN, TALL), *holes))
    return replace(body, inertia=np.diag(np.diag(body.inertia)))


def _tie(span: float, tenon: float, low: float, axis: int) -> Body:
    half = span / 2 - COLUMN - AIR
    boxes = [
        ((-half, -0.05, low), (half, 0.05, low + 0.2)),
        ((half, -0.02, low + 0.04), (half + tenon, 0.02, low + 0.16)),
        ((-half - tenon, -0.02, low + 0.04), (-half, 0.02, low + 0.16)),
    ]
    turned = [[(p[axis], p[1 - axis], p[2]) for p in box] for box in boxes]
    return timber(tuple(Box.between(a, b) for a, b in turned))


def endure(make: Make, trial: Trial) -> Fate:
    """Raise the frame, load, peg and shake it; say what became of it."""
    engine = make()
    engine.pace(trial.rate, ITERATIONS)
    handles = _raised(engine, trial)
    columns = [handles[name] for name in handles if name.startswith("column")]
    worst, broken = 0.0, 0
    for step in range(int(trial.seconds * trial.rate)):
        now = step / trial.rate
        if trial.shake and SHAKING[0] < now:
            engine.gravity(shaken(now, trial.shake if now < SHAKING[1] else 0.0, HERTZ))
        engine.step()
        broken += len(engine.broken())
        if step % 24 == 0:
            worst = max(worst, _lean(engine, columns))
    roof = [engine.pose(handles[f"purlin {side}"]).at[2] for side in (-1, 1)]
    speed = max(float(np.linalg.norm(engine.velocity(h)[0])) for h in handles.values())
    lean = _lean(engine, columns)
    engine.close()
    return Fate(max(worst, lean), lean, (AIR - min(roof)) * 1000, speed, broken)


def _raised(engine: Engine, trial: Trial) -> dict[str, int]:
    engine.add(GROUND, Pose(), static=True, friction=0.6)
    parts = frame(trial.tenon)
    handles = {name: engine.add(body, pose) for name, (body, pose) in parts.items()}
    if trial.kg:
        load = timber((Box.between((-1.2, -1.0, TALL + 0.202), (1.2, 1.0, TALL + 0.5)),))
        share = trial.kg / load.mass
        heavy = replace(load, mass=trial.kg, inertia=load.inertia * share)
        handles["load"] = engine.add(heavy, Pose((0, 0, 2 * AIR)), friction=0.6)
    if trial.pegs:
        for x in (-1, 1):
            for y in (-1, 1):
                column = handles[f"column {x} {y}"]
                here = x * (WIDE / 2 - COLUMN), y * (DEEP / 2 - COLUMN)
                at = np.array([here[0], y * DEEP / 2, 2.2])
                engine.fix(handles[f"tie x {y}"], column, trial.pegs, at)
                at = np.array([x * WIDE / 2, here[1], 2.5])
                engine.fix(handles[f"tie y {x}"], column, trial.pegs, at)
    return handles


def _lean(engine: Engine, handles: Sequence[int]) -> float:
    """Degrees between the upright and the part that leans most."""
    least = min(engine.pose(handle).matrix[2, 2] for handle in handles)
    return math.degrees(math.acos(min(1.0, max(-1.0, least))))


@dataclass(frozen=True)
class Rest:
    """Where parts came to lie, and the largest speed in m/s left in them."""

    poses: tuple[Pose, ...]
    speed: float


def settle(
    make: Make, parts: Sequence[Placed], seconds: float, rate: int = RATE, iterations: int = 50
) -> Rest:
    """Let parts that were laid on the ground with a hair's gap come to rest."""
    engine = make()
    engine.pace(rate, iterations)
    engine.add(GROUND, Pose(), static=True, friction=0.7)
    handles = [engine.add(body, pose, friction=0.7) for body, pose in parts]
    _run(engine, seconds)
    return _rest(engine, handles)


GAP = 0.0002
APART = 0.7


def sets(sizes: Sizes, count: int) -> list[Placed]:
    """Return `count` parts of bracket sets side by side, a hair above their seats."""
    bodies = {part.name: part.body for part in bracket.parts(sizes)}
    places = bracket.places(sizes)
    levels = sorted({place.at[2] for place in places.values()})
    out: list[Placed] = []
    for i in range(count):
        nth, name = i // len(bodies), list(places)[i % len(bodies)]
        x, y, z = places[name].at
        lifted = z + GAP * (1 + levels.index(z))
        out.append((bodies[name], Pose((x + nth // 5 * APART, y + nth % 5 * APART, lifted))))
    return out


def hulled(parts: Sequence[Placed]) -> list[Placed]:
    """Return the parts with every piece as a hull."""
    return [(replace(b, pieces=tuple(Hull(q.points) for q in b.pieces)), p) for b, p in parts]


def boxed(parts: Sequence[Placed]) -> list[Placed]:
    """Return the parts with their boxes alone, without tapered feet and rounded ends."""
    kept = [(tuple(q for q in b.pieces if isinstance(q, Box)), b, p) for b, p in parts]
    return [(replace(body, pieces=pieces), pose) for pieces, body, pose in kept]


def beds(make: Make, sizes: Sizes, seconds: float = 2.0) -> Array:
    """Return the height in mm of each topmost bed of a bracket set that has come to rest."""
    names = list(bracket.places(sizes))
    rest = settle(make, sets(sizes, len(names)), seconds)
    bed = np.array([0, 0, bracket.bed_level(sizes, sizes.sheng)])
    tops = [
        pose.out(bed)[2] for name, pose in zip(names, rest.poses, strict=True) if "sheng" in name
    ]
    return 1000 * np.array(tops[-3:])


def burdened(
    make: Make, sizes: Sizes, kg: float, seconds: float = 3.0, freeze: bool = True
) -> Rest:
    """Lay a 枋 weighing `kg` into the beds of a bracket set; its pose is the last.

    At 960 Hz and 100 iterations: at half the pace the weight wanders on three blocks of 0.3 kg.
    With `freeze` what the 升 stand on is frozen first.
    """
    engine = make()
    engine.pace(960, 100)
    engine.add(GROUND, Pose(), static=True, friction=0.7)
    names = list(bracket.places(sizes))
    parts = sets(sizes, len(names))
    handles = [engine.add(body, pose, friction=0.7) for body, pose in parts]
    _run(engine, 0.5)
    for name, handle in zip(names, handles, strict=True):
        if freeze and "sheng" not in name:
            engine.freeze(handle)
    half = sizes.metres(sizes.gong.thickness.cun) / 2
    beam = timber((Box.between((-0.6, -half, 0), (0.6, half, 0.165)),))
    heavy = replace(beam, mass=kg, inertia=beam.inertia * (kg / beam.mass))
    at = bracket.bed_height(sizes) + GAP
    handles.append(engine.add(heavy, Pose((0, 0, at)), friction=0.7))
    _run(engine, seconds)
    return _rest(engine, handles)


def _run(engine: Engine, seconds: float) -> None:
    for _ in range(round(seconds * engine.rate)):
        engine.step()


def _rest(engine: Engine, handles: Sequence[int]) -> Rest:
    """Say where parts lie, and let the engine go."""
    speeds = [float(np.linalg.norm(engine.velocity(handle)[0])) for handle in handles]
    rest = Rest(tuple(engine.pose(handle) for handle in handles), max(speeds))
    engine.close()
    return rest
