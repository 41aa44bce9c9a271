"""What grading a movement costs and what it does not mind: size, yaw; and numbers of any kind."""

import time
from collections.abc import Callable

import librosa
import numpy as np

from bench import motion_msr
from bench.row import Row, cpu_seconds
from content.stream import Stream
from motion import synthetic
from motion.align import dtw
from motion.body import STANDARD
from motion.generic import Beside, beside
from motion.grade import grade
from motion.motion import Motion
from motion.moves import performed
from motion.reference import MotionReference, build

MINUTE, RATE, COLUMNS = 60, 30.0, 33
MOVES, YAW = 10, np.radians(30)
BODIES, TAKES = (0.85, 1.15), 3  # the smallest and the tallest; a master's takes
FIVE, DRAWS, ROW = 5, 10, (-1, 240, 4)  # UI-PRMD: references, how often drawn, a file's shape


def run() -> list[Row]:
    """Print cost, invariance and UI-PRMD."""
    return [*_cost(), *_invariance(), *squats(), _pairs()]


def _cost() -> list[Row]:
    rng = np.random.default_rng(0)
    movement = synthetic.dance(rng, MINUTE)
    whole = performed(movement)
    takes = [synthetic.noisy(whole, rng) for _ in range(FIVE + 1)]
    one, five = build(takes[:1]), build(takes[:FIVE])
    alone = _ms(lambda: grade(one, takes[-1]))
    all_five = _ms(lambda: grade(five, takes[-1]))
    frames = int(MINUTE * RATE)
    walk = np.cumsum(rng.normal(size=(frames, COLUMNS)), axis=0) / 20
    hurried = walk[(np.linspace(0, 1, frames) ** 1.1 * (frames - 1)).astype(int)]
    ours = _ms(lambda: dtw(walk, hurried, 0.1))
    theirs = _ms(lambda: librosa.sequence.dtw(walk.T, hurried.T))
    return [
        Row("60 s at 30 fps graded whole, one take as reference", alone, "ms", 5, "<= 50",
            held=alone <= 50),
        Row("60 s at 30 fps graded whole, five takes as reference", all_five, "ms", 5, "<= 50",
            held=all_five <= 50),
        Row("DTW with path, 1800 x 1800, 33 numbers", ours, "ms", 5, ">= 5 x faster",
            "librosa", theirs, held=theirs >= 5 * ours),
    ]  # fmt: skip


def _ms(work: Callable[[], object]) -> float:
    work()
    return 1000 * cpu_seconds(work)


def _invariance() -> list[Row]:
    """Return how far a score moves where only the body, or only where it faces, is another."""
    sizes, yaws = [], []
    for seed in range(MOVES):
        rng = np.random.default_rng(seed)
        movement = synthetic.dance(rng, 10)
        reference = build([synthetic.noisy(performed(movement), rng) for _ in range(TAKES)])
        plain = _score(reference, performed(movement))
        for size in BODIES:
            scaled = {name: size * length for name, length in vars(STANDARD).items()}
            body = type(STANDARD)(**scaled)
            sizes.append(_score(reference, performed(movement, body)) - plain)
        any_body = performed(movement, synthetic.body(rng))
        sizes.append(_score(reference, any_body) - plain)
        for yaw in (-YAW, YAW):
            turned = synthetic.yawed(performed(movement), yaw)
            yaws.append(_score(reference, turned) - plain)
    return [_moved("body size +- 15 %", sizes), _moved("yaw +- 30 deg", yaws)]


def _score(reference: MotionReference, take: Motion) -> float:
    score = grade(reference, take).score
    return float("nan") if score is None else score


def _moved(name: str, moved: list[float]) -> Row:
    most = float(np.max(np.abs(moved)))
    return Row(f"{name}: the score moves", most, "points", len(moved), "< 2", held=most < 2)


def squats() -> list[Row]:
    """Return how well wrong squats are told from right ones, by five right ones."""
    right, wrong = (_squats(name) for name in ("Correct", "Incorrect"))
    rng = np.random.default_rng(0)
    nearer, within = [], []
    for _draw in range(DRAWS):
        chosen = set(rng.choice(len(right), FIVE, replace=False).tolist())
        references = [right[k] for k in chosen]
        rest = [squat for k, squat in enumerate(right) if k not in chosen]
        found = [beside(references, squat) for squat in rest + wrong]
        nearer.append(_area(found, len(rest), lambda each: each.distance))
        within.append(_area(found, len(rest), lambda each: each.beyond))
    return [
        _told("UI-PRMD squat, five references: by distance", nearer),
        _told("UI-PRMD squat, five references: by the takes' own spread", within),
    ]


def _squats(name: str) -> list[Stream]:
    path = motion_msr.folder() / "uiprmd_deepsquat" / f"Autoencoder_Output_{name}.csv"
    squats = np.loadtxt(path, delimiter=",").reshape(ROW)
    times = np.arange(squats.shape[1]) / RATE
    return [Stream(times, squat, np.ones(len(times))) for squat in squats]


def _area(found: list[Beside], right: int, of: Callable[[Beside], float]) -> float:
    values = np.array([[of(each)] for each in found])
    return motion_msr.area(values[:, 0], np.arange(len(values)) < right)


def _told(name: str, areas: list[float]) -> Row:
    mean = float(np.mean(areas))
    return Row(f"{name}, AUC", mean, "", len(areas), ">= 0.88", held=mean >= 0.88)


def _pairs() -> Row:
    takes = [each.motion for each in motion_msr.recorded()[::10]]
    start = time.thread_time()
    for one in takes:
        reference = build([one])
        for other in takes:
            grade(reference, other)
    each = 1000 * (time.thread_time() - start) / len(takes) ** 2
    return Row("MSR: a pair of takes graded", each, "ms", len(takes) ** 2, "<= 7", held=each <= 7)
