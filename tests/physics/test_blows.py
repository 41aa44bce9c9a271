import math

import numpy as np
import pytest

from physics.tools.blows import REST, rhythm, struck
from physics.tools.striking import HAMMER, impulse
from physics.tools.sweep import Hit

FACE = Hit("post", np.array([0, 0, 0.6]), np.array([0, 0, 1.0]), 0.5)


def test_a_blow_goes_square_to_the_face_it_meets():
    given = struck(HAMMER, FACE, np.array([1.0, 0, -4.0]), 5.0, 2.5)
    assert given.part == "post" and given.seconds == 2.5
    assert given.impulse == pytest.approx(impulse(HAMMER, 4.0, 5.0))
    np.testing.assert_allclose(given.push, (0, 0, -given.impulse))


@pytest.mark.parametrize("velocity", [(1, 0, 0), (0, 0, 2), (0, 0, np.nan), (0, 0, -np.inf)])
def test_what_glances_off_or_is_no_number_is_no_blow(velocity):
    assert struck(HAMMER, FACE, np.array(velocity, float), 5.0, 0.0) is None


def test_even_blows_have_no_spread():
    told = rhythm([0.6 * i for i in range(8)])
    assert told.blows == 8 and told.interval == pytest.approx(0.6)
    assert told.spread == pytest.approx(0, abs=1e-9)


def test_uneven_blows_have_the_spread_they_were_given():
    gaps = [0.5, 0.5, 0.6, 0.4, 0.5]
    told = rhythm(np.cumsum([0, *gaps]))
    assert told.interval == pytest.approx(0.5) and told.spread == pytest.approx(0.2 / 5 / 0.5)


def test_few_blows_tell_no_rhythm():
    assert math.isnan(rhythm([]).interval) and math.isnan(rhythm([1.0]).spread)
    pair = rhythm([1.0, 2.0])
    assert pair.interval == 1 and math.isnan(pair.spread)
    assert math.isnan(rhythm([1.0] * 3).spread)


def test_a_rest_between_two_rows_of_blows_is_no_unevenness():
    row = 0.5 * np.arange(6)
    told = rhythm([*row, *(row[-1] + REST + 1 + row)])
    assert told.blows == 12 and told.interval == 0.5 and told.spread == 0
    assert rhythm([*row, *(row[-1] + REST - 0.1 + row)]).spread > 0.2
