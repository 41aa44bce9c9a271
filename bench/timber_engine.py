"""How true the physics of joints, frames and blows is, beside MuJoCo on the same cases."""

from collections.abc import Callable, Iterator

import numpy as np

from bench import timber_cases as cases
from bench import timber_frames as frames
from bench import timber_laws as laws
from bench.mujoco_world import MujocoMissing, MujocoWorld
from bench.row import Row
from bench.timber_cases import Make
from bench.timber_frames import Trial
from content.library import SHIPPED
from physics.timber.sizes import Sizes, read
from physics.world import World

PEER = "MuJoCo"
BEDS = {"paike": ("一斗三升", 8), "paike_liusheng": ("一斗六升", 13)}
Figure = Callable[[Make], float]
Holds = Callable[[float], bool]


def run() -> list[Row]:
    """One row a figure, ours beside the oracle's."""
    peer, why = _oracle()
    rows = [row for group in (_joints, _frames, _sets, _laws) for row in group(peer)]
    if peer is None:
        rows.append(Row("the same on MuJoCo", None, "", 0, why=why))
    return rows


def _oracle() -> tuple[Make | None, str]:
    """Return the oracle, or why there is none."""
    try:
        MujocoWorld().close()
    except MujocoMissing as refusal:
        return None, str(refusal)
    return MujocoWorld, ""


def _row(peer: Make | None, name: str, figure: Figure, unit: str, asked: str, holds: Holds) -> Row:
    value = float(figure(World))
    other = None if peer is None else float(figure(peer))
    return Row(name, value, unit, 1, asked, peer and PEER, other, holds(value))


def _below(limit: float) -> Holds:
    return lambda value: value < limit


def _joints(peer: Make | None) -> Iterator[Row]:
    for clearance, rate in ((0.001, 240), (0.0002, 240), (0.0001, 480)):
        name = f"tenon, {clearance * 1000:g} mm, {rate} Hz"
        for what, unit, asked, most in (
            ("gap_mm", "mm short of home", "< 0.05", 0.05),
            ("speed", "m/s left", "< 1e-4", 1e-4),
            ("overlap_mm", "mm of wood in wood", "< 0.15", 0.15),
        ):

            def figure(
                make: Make, clearance: float = clearance, rate: int = rate, what: str = what
            ) -> float:
                return float(getattr(cases.tenon(make, clearance, rate), what))

            yield _row(peer, name, figure, unit, asked, _below(most))
    for newtons in (500, 5000):

        def moved(make: Make, newtons: float = newtons) -> float:
            return cases.dovetail(make, newtons).moved_mm

        name = f"dovetail, 0.3 mm, 480 Hz, {newtons / 1000:g} kN"
        yield _row(peer, name, moved, "mm", "< 5", _below(5))
    yield _row(
        peer, "wrong order, 5 kN: the beam is kept out by",
        lambda make: cases.wrong_order(make, 5000), "mm", "> 160", lambda value: value > 160,
    )  # fmt: skip


def _frames(peer: Make | None) -> Iterator[Row]:
    def lean(trial: Trial) -> Figure:
        return lambda make: frames.endure(make, trial).lean_deg

    def worst(trial: Trial) -> Figure:
        return lambda make: frames.endure(make, trial).worst_deg

    yield _row(peer, "frame, 3 t: lean", worst(Trial(kg=3000)), "°", "< 0.2", _below(0.2))
    stands, falls = _below(frames.FALLEN_DEG), (lambda value: value > 45)
    shake, weak = Trial(7, shake=0.35), Trial(7, shake=0.5, tenon=0.005)
    yield _row(peer, "frame, 0.35 g: lean in the end", lean(shake), "°", "stands", stands)
    yield _row(peer, "frame, 5 mm tenons, 0.5 g: lean", lean(weak), "°", "falls", falls)
    pegged = Trial(7, shake=0.35, tenon=0.02, pegs=4000)
    yield _row(peer, "frame, 20 mm tenons, 4 kN pegs, 0.35 g", lean(pegged), "°", "< 1", _below(1))


def _sets(peer: Make | None) -> Iterator[Row]:
    for pack, (name, cun) in BEDS.items():
        sizes = read(SHIPPED / "xiangshan" / pack / "parts.yaml")

        def off(make: Make, sizes: Sizes = sizes, cun: float = cun) -> float:
            beds = frames.beds(make, sizes) - 1000 * sizes.metres(cun)
            return float(np.abs(beds).max())

        yield _row(peer, f"{name}: beds off {cun} cun", off, "mm", "< 0.5", _below(0.5))
    sizes = read(SHIPPED / "xiangshan" / "paike" / "parts.yaml")
    for kind, form in (("as cut", list), ("hulls", frames.hulled), ("boxes", frames.boxed)):

        def speed(make: Make, form: Callable[..., list[frames.Placed]] = form) -> float:
            return 1000 * frames.settle(make, form(frames.sets(sizes, 17)), 2.0).speed

        yield _row(peer, f"17 parts after 2 s, {kind}", speed, "mm/s", "≤ 1", lambda v: v <= 1)

    def sunk(make: Make) -> float:
        return 1000 * (0.22 - frames.burdened(make, sizes, 500).poses[-1].at[2])

    def crept(make: Make) -> float:
        x, y, _z = frames.burdened(make, sizes, 500, freeze=False).poses[-1].at
        return 1000 * float(np.hypot(x, y))

    name, low, high = "一斗三升 under 500 kg", 0, 2
    yield _row(peer, f"{name}: sunk", sunk, "mm", "0 to 2", lambda value: low < value < high)
    yield _row(peer, f"{name}, nothing frozen: crept", crept, "mm", "< 1", _below(1))


def _laws(peer: Make | None) -> Iterator[Row]:
    for rate in (240, 960):

        def felt(make: Make, rate: int = rate) -> float:
            return 100 * max(laws.blow(make, rate))

        def limit(make: Make, rate: int = rate) -> float:
            return laws.lets_go(make, 500, rate)

        step = 2000 / rate
        yield _row(peer, f"momentum of a blow, {rate} Hz: lost", felt, "%", "< 0.1", _below(0.1))
        yield _row(
            peer, f"a peg of 500 N lets go, {rate} Hz", limit, "N", f"500 ± {step:.1f}",
            lambda value, step=step: abs(value - 500) < 1.01 * step,  # type: ignore[misc]
        )  # fmt: skip

    def slid(make: Make) -> float:
        return 100 * abs(laws.slide(make, 3.0, 960).share - 1)

    def hop(make: Make) -> float:
        return laws.slide(make, 3.0).hop_mm

    yield _row(peer, "sliding distance off v²/(2μg), 960 Hz", slid, "%", "< 0.2", _below(0.2))
    yield _row(peer, "a block at 3 m/s, 240 Hz: hops", hop, "mm", "< 1", _below(1))
    yield _row(peer, "two runs of a shaken frame: unlike", _unlike, "of 2", "0", lambda v: v == 0)


def _unlike(make: Make) -> float:
    fates = {frames.endure(make, Trial(seconds=2, shake=0.3)) for _ in range(2)}
    return len(fates) - 1.0
