import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from motion.align import dtw

VALUES = st.floats(-3, 3, width=32)


def curves(least: int = 2) -> st.SearchStrategy[np.ndarray]:
    return st.integers(least, 9).flatmap(lambda n: arrays(np.float64, (n, 2), elements=VALUES))


def slow(reference: np.ndarray, take: np.ndarray) -> float:
    """The same sums without a band, in plain Python."""
    n, m = len(reference), len(take)
    apart = np.abs(reference[:, None] - take[None]).mean(axis=2)
    best = np.full((n + 1, m + 1), np.inf)
    best[0, 0] = 0.0
    for i in range(n):
        for j in range(m):
            best[i + 1, j + 1] = min(
                best[i, j] + 2 * apart[i, j],
                best[i, j + 1] + 1.3 * apart[i, j],
                best[i + 1, j] + 1.3 * apart[i, j],
            )
    return float(best[n, m] / (n + m))


@given(curves(), curves())
def test_without_a_narrow_band_it_is_the_plain_sum(reference: np.ndarray, take: np.ndarray) -> None:
    cost, _ = dtw(reference, take, band=1.0)
    assert cost == pytest.approx(slow(reference, take), abs=1e-4)


@given(curves(), curves(), st.floats(0.05, 1.0))
def test_a_path_goes_from_end_to_end_step_by_step(
    reference: np.ndarray, take: np.ndarray, band: float
) -> None:
    _, path = dtw(reference, take, band)
    steps = np.diff(path, axis=0)
    assert path[0].tolist() == [0, 0]
    assert path[-1].tolist() == [len(reference) - 1, len(take) - 1]
    assert ((steps >= 0) & (steps <= 1)).all()
    assert (steps.sum(axis=1) > 0).all()


@given(curves())
def test_a_curve_lies_on_itself(curve: np.ndarray) -> None:
    cost, _ = dtw(curve, curve, 0.2)
    assert cost == pytest.approx(0.0, abs=1e-6)


def test_a_hurried_curve_is_followed() -> None:
    way = np.linspace(0, 1, 200)
    reference, take = np.sin(9 * way)[:, None], np.sin(9 * way**1.3)[:, None]
    _, path = dtw(reference, take, 0.2)
    wanted = 199 * (path[:, 0] / 199) ** (1 / 1.3)
    assert np.abs(path[:, 1] - wanted).max() < 12


def test_what_is_not_seen_costs_nothing() -> None:
    reference = np.arange(20.0).reshape(10, 2)
    take = reference.copy()
    take[:, 1] += 5
    take[3:6] = np.nan
    apart, _ = dtw(reference[:, :1], take[:, :1], 0.2)
    assert apart == pytest.approx(0.0, abs=1e-6)
    assert dtw(reference, np.full_like(take, np.nan), 0.2)[0] == 0.0


def test_a_weight_of_zero_leaves_a_group_out() -> None:
    rng = np.random.default_rng(0)
    reference = rng.normal(size=(12, 2, 3))
    take = reference.copy()
    take[:, 1] = rng.normal(size=(12, 3))
    assert dtw(reference, take, 0.2, np.array([1.0, 0.0]))[0] == pytest.approx(0.0, abs=1e-6)
    assert dtw(reference, take, 0.2, np.array([1.0, 1.0]))[0] > 0.1


def test_lengths_may_differ_much() -> None:
    _, path = dtw(np.arange(3.0)[:, None], np.arange(300.0)[:, None], 0.1)
    assert path[-1].tolist() == [2, 299]


@pytest.mark.parametrize(
    ("reference", "take"),
    [((0, 2), (4, 2)), ((4, 2), (0, 2)), ((4, 2), (4, 3))],
)
def test_shapes_that_do_not_fit_are_named(reference: tuple[int], take: tuple[int]) -> None:
    with pytest.raises(ValueError, match="dtw"):
        dtw(np.zeros(reference), np.zeros(take), 0.1)
