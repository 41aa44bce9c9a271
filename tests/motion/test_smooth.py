"""The filter takes the tremble out of a joint at rest and keeps up with a fast one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from motion.smooth import GAP, OneEuro

TIMES = np.arange(600) / 30


def filtered(places: np.ndarray) -> np.ndarray:
    euro = OneEuro(1)
    return np.array([euro.put(t, p[None])[0] for t, p in zip(TIMES, places, strict=True)])


def test_a_trembling_joint_at_rest_is_calmed_to_less_than_half() -> None:
    noise = np.random.default_rng(1).normal(0, 0.01, (600, 3))
    assert filtered(noise)[60:].std() < 0.5 * noise.std()


def test_a_swinging_arm_is_less_than_a_frame_late() -> None:
    rng = np.random.default_rng(2)
    for hertz in (0.5, 1.0):  # 1.3 and 2.5 m/s at the fastest
        swing = np.zeros((600, 3))
        swing[:, 0] = 0.4 * np.sin(2 * np.pi * hertz * TIMES)
        out = filtered(swing + rng.normal(0, 0.01, (600, 3)))[60:, 0]
        late = np.arange(0, 0.2, 0.002)
        apart = [
            np.sum((out - 0.4 * np.sin(2 * np.pi * hertz * (TIMES[60:] - s))) ** 2) for s in late
        ]
        assert late[int(np.argmin(apart))] < 1 / 30
        assert out.std() > 0.95 * swing[60:, 0].std()  # and is not made smaller


def test_one_step_is_that_of_the_paper() -> None:
    euro = OneEuro(1)
    euro.put(0.0, np.zeros((1, 3)))
    out = euro.put(0.1, np.array([[0.3, 0.0, 0.0]]))
    speed = 3.0 * (1 / (1 + 1 / (2 * np.pi * 1.0 * 0.1)))
    tau = 1 / (2 * np.pi * (0.7 + 7.0 * speed))
    np.testing.assert_allclose(out[0], [0.3 / (1 + tau / 0.1), 0, 0])


def test_what_is_not_seen_stays_unseen_and_a_long_gap_begins_anew() -> None:
    euro = OneEuro(2)
    euro.put(0.0, np.zeros((2, 3)))
    places = np.array([[np.nan] * 3, [0.0, 0, 0]])
    assert np.isnan(euro.put(0.1, places)[0]).all()
    far = np.ones((2, 3))
    out = euro.put(0.1 + GAP, far)
    np.testing.assert_array_equal(out[0], far[0])  # unseen for too long: where it is now
    assert (out[1] < 1).all()


@given(arrays(float, (6, 2, 3), elements=st.floats(-3, 3) | st.just(np.nan)))
def test_what_is_smoothed_lies_where_it_was_seen(places: np.ndarray) -> None:
    euro = OneEuro(2)
    out = np.stack([euro.put(k / 10, joints) for k, joints in enumerate(places)])
    unseen = np.isnan(places).any(axis=2)
    np.testing.assert_array_equal(np.isnan(out).any(axis=2), unseen)
    if (~unseen).any():
        seen = places[~unseen]
        assert (out[~unseen] >= seen.min(axis=0) - 1e-9).all()
        assert (out[~unseen] <= seen.max(axis=0) + 1e-9).all()
