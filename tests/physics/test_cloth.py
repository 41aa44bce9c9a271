"""A sleeve must hang, be flung, lie over an arm, and bear whatever the tracking says."""

import numpy as np
import pytest

from bench.motion_sleeve import flings, flung
from physics import cloth_kernels as kernels
from physics.cloth import CUFF, LENGTH, Sleeve
from physics.cloth_grip import FASTEST, PATIENCE, Grip, turned
from physics.cloth_net import net, packed, unpacked
from sim.scenes.sleeve_body import capsules, wrist

NOBODY = np.empty((0, 7))
AT = np.array([0.0, 0.0, 1.6])
FRAME = (AT, np.eye(3))  # the arm points to +x
NAN = np.full(3, np.nan)


def sleeve(seed: int = 1) -> Sleeve:
    return Sleeve(np.random.default_rng(seed))


def hung(seconds: float, frame=FRAME, bodies=NOBODY, rate: float = 60.0) -> Sleeve:
    made = sleeve()
    for _ in range(round(seconds * rate)):
        made.step(1 / rate, frame, bodies)
    return made


def energy(made: Sleeve) -> float:
    """Joules per kilogram of weight, of motion and of what is bent and sheared."""
    moving = (made.velocities**2).sum(axis=1).mean() / 2
    woven, p = made._net, made._state[0]
    bent = 0.0
    for (a, b, n), (rest, soft) in zip(woven.runs, woven.laws, strict=True):
        if soft > 0:
            one, two = (p[k : k + n] for k in (a, b))
            lanes = [kernels.LONG, 2 * kernels.LONG]
            way = [two - one, *(p[b + k : b + k + n] - p[a + k : a + k + n] for k in lanes)]
            bent += float(((np.sqrt(np.square(way).sum(axis=0)) - rest) ** 2).sum() / soft / 2)
    height = made.points[:, 2].mean()
    return float(kernels.GRAVITY * height + moving + bent / (kernels.COLUMNS * kernels.ROWS))


def threads(made: Sleeve) -> np.ndarray:
    """Length of each column over its length at rest."""
    rows = made.points.reshape(kernels.ROWS, kernels.COLUMNS, 3)
    return np.linalg.norm(np.diff(rows, axis=0), axis=2).sum(axis=0) / LENGTH


def test_the_same_seed_gives_the_same_cloth_to_the_bit() -> None:
    once, again, other = sleeve(), sleeve(), sleeve(2)
    for k in range(40):
        body = flung(k / 60)
        for each in (once, again, other):
            each.step(1 / 60, wrist(body, "left"), capsules(body))
    assert once.points.tobytes() == again.points.tobytes()
    assert once.points.tobytes() != other.points.tobytes()


def test_nothing_is_there_before_a_wrist_is_seen() -> None:
    made = sleeve()
    made.step(1 / 60, (NAN, np.full((3, 3), np.nan)), NOBODY)
    assert not made.placed
    made.step(1 / 60, FRAME, NOBODY)
    assert made.placed
    assert made.points.shape == (24 * 72, 3)
    assert made.triangles.shape == (2 * 23 * 71, 3) and made.triangles.max() == 24 * 72 - 1


def test_it_hangs_to_its_length_and_comes_to_rest() -> None:
    made = hung(8.0)
    assert made.points[:, 2].min() == pytest.approx(AT[2] - LENGTH, abs=0.08)
    assert threads(made).max() < 1.03
    assert np.linalg.norm(made.velocities, axis=1).mean() < 0.02


def test_energy_is_lost_never_gained() -> None:
    made = hung(1.0)
    least = energy(made)
    for _ in range(8):
        for _ in range(30):
            made.step(1 / 60, FRAME, NOBODY)
        assert energy(made) < least + 0.002  # J/kg: a fifth of a millimetre of height
        least = min(least, energy(made))


def test_threads_pull_both_ends_alike() -> None:
    rng = np.random.default_rng(3)
    woven = net(1.0, 0.5, rng)
    loose = packed(rng.normal(0.0, 0.3, (kernels.ROWS, kernels.COLUMNS, 3)))
    loose.reshape(-1)[:-1].reshape(-1, 4, kernels.LONG)[:, 3] = 1.0  # nothing is held
    middle = unpacked(loose).mean(axis=(0, 1))
    kernels.solve(loose, woven.runs, woven.laws, 1 / 1800)
    assert unpacked(loose).mean(axis=(0, 1)) == pytest.approx(middle, abs=1e-12)


def test_every_thread_is_woven_once() -> None:
    woven = net(1.0, 0.5, np.random.default_rng(1))
    c, r = kernels.COLUMNS, kernels.ROWS
    across, down = (c - 1) * r, 2 * c * (r - 1)  # those that carry are solved twice
    shear, bend = 2 * (c - 1) * (r - 1), (c - 2) * r + c * (r - 2)
    assert woven.runs[:, 2].sum() == across + down + shear + bend


def test_it_falls_slower_than_a_stone() -> None:
    """A sheet that falls flat cannot be faster than air lets it."""
    made = hung(0.5, frame=(AT + [0, 0, 2.0], np.eye(3)))
    assert np.linalg.norm(made.velocities, axis=1).max() < kernels.GRAVITY * 0.5 * 1.2


def test_flings_of_four_g_stay_finite_and_short() -> None:
    seen = flings(2.0, 1)
    assert np.isfinite(seen.far).all()
    assert max(seen.far) < LENGTH + max(CUFF) * 1.2
    assert max(seen.speed) <= kernels.FASTEST * (1 + 1e-9)
    assert max(seen.straight) <= 1.05
    assert np.percentile(seen.thread, 95) <= 1.05


@pytest.mark.parametrize("rate", [30.0, 72.0, 90.0, 144.0])
def test_the_rate_of_frames_changes_little(rate: float) -> None:
    want, got = (hung(3.0, rate=each).points for each in (60.0, rate))
    assert np.linalg.norm(got - want, axis=1).mean() < 0.06


def test_a_frame_that_takes_no_time_or_a_minute_is_borne() -> None:
    made = hung(0.5)
    before = made.points
    made.step(0.0, FRAME, NOBODY)
    assert (made.points == before).all()
    made.step(60.0, FRAME, NOBODY)
    assert np.linalg.norm(made.points - before, axis=1).max() < 2 * LENGTH


def depth(made: Sleeve, bodies: np.ndarray) -> float:
    """How far any particle that is not held lies inside a body, m."""
    deepest = 0.0
    for body in bodies[np.isfinite(bodies).all(axis=1)]:
        start, way = body[:3], body[3:6] - body[:3]
        points = made.points[kernels.COLUMNS :] - start
        part = np.clip(points @ way / (way @ way + 1e-12), 0, 1)
        deepest = max(deepest, body[6] - np.linalg.norm(points - part[:, None] * way, axis=1).min())
    return float(deepest)


def test_nothing_of_it_is_inside_the_body() -> None:
    made, deepest = sleeve(), 0.0
    for k in range(150):
        body = flung(k / 60)
        made.step(1 / 60, wrist(body, "left"), capsules(body))
        deepest = max(deepest, depth(made, capsules(body)))
    assert deepest < 0.001


def test_it_lies_over_a_bar_and_on_the_floor() -> None:
    bar = np.array([[0.3, -0.6, 1.3, 0.3, 0.6, 1.3, 0.05]])
    made = hung(3.0, bodies=bar)
    assert depth(made, bar) < 0.001
    assert made.points[:, 0].max() > 0.35  # over the bar and down behind it
    low = hung(3.0, frame=(np.array([0.0, 0.0, 0.5]), np.eye(3)))
    assert low.points[:, 2].min() >= kernels.SKIN - 1e-9
    assert np.linalg.norm(low.velocities, axis=1).mean() < 0.1


def test_a_limb_that_is_not_seen_stops_nothing_and_comes_back_gently() -> None:
    bar = np.array([[0.3, -0.6, 1.3, 0.3, 0.6, 1.3, 0.05]])
    made = hung(0.5, bodies=bar * np.nan)
    for _ in range(60):
        made.step(1 / 60, FRAME, bar)
    assert np.isfinite(made.points).all()
    assert np.linalg.norm(made.points - AT, axis=1).max() < LENGTH + 0.1


def test_a_wrist_that_is_lost_leaves_the_sleeve_where_it_was() -> None:
    made = hung(1.0)
    cuff = made.points[:24]
    for _ in range(60):
        made.step(1 / 60, (NAN, np.full((3, 3), np.nan)), NOBODY)
    assert np.abs(made.points[:24] - cuff).max() < 1e-9
    assert np.isfinite(made.points).all()


def test_a_jump_is_waited_out_and_then_followed() -> None:
    made = hung(1.0)
    far = (AT + [1.5, 0.5, 0.0], np.eye(3))
    cuff = made.points[:24]
    made.step(1 / 60, far, NOBODY)
    assert np.abs(made.points[:24] - cuff).max() < 1e-9
    for _ in range(60):
        made.step(1 / 60, far, NOBODY)
        assert np.linalg.norm(made.velocities, axis=1).max() <= kernels.FASTEST * (1 + 1e-9)
    assert np.abs(made.points[:24] - cuff - [1.5, 0.5, 0.0]).max() < 1e-6


def test_a_grip_waits_then_glides() -> None:
    grip = Grip(np.zeros(3), np.eye(3))
    goal = np.array([2.0, 0.0, 0.0])
    places = []
    for _ in range(100):
        grip.follow((goal, np.eye(3)), 0.01)
        places.append(grip.at[0])
    ways = np.diff([0.0, *places])
    assert places[int(PATIENCE * 100) - 2] == 0.0
    assert 0 < ways.max() <= FASTEST * 0.01 + 1e-9
    assert places[-1] == 2.0


def test_a_turn_is_divided_and_limited() -> None:
    c, s = np.cos(1.0), np.sin(1.0)
    end = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    half = turned(np.eye(3), end, 0.5)
    assert half @ half == pytest.approx(end)
    assert turned(np.eye(3), end) == pytest.approx(end)
    assert turned(np.eye(3), end, most=0.5) == pytest.approx(half)
    back = np.diag([1.0, -1.0, -1.0])  # half round has no sine to tell the axis by
    assert turned(np.eye(3), back) == pytest.approx(back, abs=1e-9)
    assert turned(end, end) == pytest.approx(end)


def test_whatever_the_tracking_says_the_cloth_stays_whole() -> None:
    """Tremble, jumps, joints at no place or an endless one, frames of any length."""
    rng, made = np.random.default_rng(4), sleeve()
    for k in range(240):
        body = flung(k / 120) + rng.normal(0.0, 0.01, (1, 3))
        body += rng.choice([0.0, 1.0, 1e6], p=[0.9, 0.08, 0.02]) * rng.normal(0.0, 1.0, 3)
        body[rng.random(len(body)) < 0.05] = np.nan
        bodies = capsules(body)
        bodies[rng.random(len(bodies)) < 0.02, 3:] = np.inf
        made.step(rng.choice([0.0, 1 / 144, 1 / 60, 1 / 30, 0.2]), wrist(body, "left"), bodies)
        assert np.isfinite(made.points).all()
        assert np.linalg.norm(made.velocities, axis=1).max() <= kernels.FASTEST * (1 + 1e-9)
    ends = made.points.reshape(kernels.ROWS, -1, 3)
    assert np.linalg.norm(ends - ends[0], axis=2).max() < LENGTH * 1.1
