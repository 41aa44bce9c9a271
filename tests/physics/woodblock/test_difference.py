"""CIEDE2000 against the published test pairs of Sharma, Wu and Dalal 2005."""

import numpy as np
import pytest

from physics.woodblock.difference import delta_e, lab

PAIRS = [
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
    ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
]


@pytest.mark.parametrize(("one", "other", "right"), PAIRS)
def test_the_published_pairs(one, other, right):
    assert delta_e(one, other) == pytest.approx(right, abs=1e-4)
    assert delta_e(other, one) == pytest.approx(right, abs=1e-4)
    assert delta_e(one, one) == 0


def test_white_is_white_and_black_is_black():
    assert lab((1, 1, 1)) == pytest.approx([100, 0, 0], abs=1e-6)
    assert lab((0, 0, 0)) == pytest.approx([0, 0, 0], abs=1e-6)
    assert lab(np.ones((2, 3, 3))).shape == (2, 3, 3)
