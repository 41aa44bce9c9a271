import math

import numpy as np
import pytest

from physics.timber.fit import Drive, Fit
from physics.timber.freedom import short_grain
from physics.timber.splitting import (
    Room,
    breaks_off,
    bursts,
    judge,
    opened,
    room_of,
    splits_at,
    stress,
)
from physics.timber.voxels import EMPTY, Grid
from physics.timber.wood import FIR
from physics.tools.striking import AXE_POLL, HAMMER, TAP_SPEED, impulse

TIGHT = Fit(0.6, 0.04, 0.12, 0.1)
SHORT = Room((0.03, 0.02), 0.15)
LONG = Room((math.inf, math.inf), 0.15)


def column(beyond=3):
    """A column along z with a mortise along x, `beyond` cells below its top; cells of 10 mm."""
    owner = np.full((10, 6, 20), EMPTY, np.int8)
    owner[:, :, : 12 + beyond] = 0
    owner[:, 2:4, 6:12] = 1
    return Grid(owner, np.full(3, 0.01))


def test_the_stress_is_push_over_the_grain_that_resists():
    push = 60e6 * 0.0006 / 0.04 * 0.12 * 0.05
    assert stress(TIGHT, 0.05, SHORT) == pytest.approx(push / (0.05 * 0.15))
    assert stress(TIGHT, 0.05, LONG) == pytest.approx(push / (0.24 * 0.15))
    assert stress(TIGHT, 0.2, SHORT) == stress(TIGHT, 0.1, SHORT)
    assert stress(TIGHT, 0.05, Room((0, 0), 0.15)) == math.inf
    assert stress(Fit(-0.3, 0.04, 0.12, 0.1), 0.1, Room((0, 0), 0.15)) == 0


def test_short_grain_opens_on_the_way_in_and_long_grain_does_not():
    depth = splits_at(TIGHT, Room((0.02, 0.02), 0.1))
    assert 0 < depth < 0.1
    assert stress(TIGHT, depth, Room((0.02, 0.02), 0.1)) == pytest.approx(FIR.split)
    assert splits_at(TIGHT, LONG) == math.inf


def test_only_what_went_too_deep_has_split():
    room = Room((0.02, 0.02), 0.1)
    depth = splits_at(TIGHT, room)
    assert judge("column", Drive(TIGHT, depth * 0.99), room) is None
    split = judge("column", Drive(TIGHT, depth * 1.01), room)
    assert split is not None and split.part == "column" and split.stress > FIR.split
    assert opened(TIGHT).pressure == 0 and opened(TIGHT).kind == "sliding"


def test_a_hard_blow_on_a_tenon_that_jams_opens_the_member():
    jam = Fit(3, 0.04, 0.12, 0.1)
    work = FIR.tearing * 0.05 * 0.15
    assert bursts(jam, work * 1.01, SHORT) and not bursts(jam, work * 0.99, SHORT)
    assert not bursts(TIGHT, work * 100, SHORT)


def test_the_wood_about_a_mortise_is_read_off_the_cells():
    room = room_of(column(), 0, 1, grain=2, entry=0)
    assert room.beyond == (pytest.approx(0.03), math.inf)
    assert room.depth == pytest.approx(0.1)
    assert room_of(column(0), 0, 1, 2, 0).beyond[0] == 0


def test_a_mortise_nearer_to_the_end_splits_sooner():
    depths = [splits_at(TIGHT, room_of(column(n), 0, 1, 2, 0)) for n in (1, 2)]
    assert depths[0] <= depths[1]
    reached = [stress(TIGHT, 0.1, room_of(column(n), 0, 1, 2, 0)) for n in (1, 2, 5)]
    assert reached == sorted(reached, reverse=True)


def test_parts_that_never_meet_have_no_mortise():
    with pytest.raises(ValueError, match="not inside"):
        room_of(column(), 0, 2, 2, 0)


def test_a_hard_blow_on_short_grain_breaks_it_off():
    owner = np.full((12, 4, 6), EMPTY, np.int8)
    owner[1:11, :, 1:3] = 0
    owner[8:11, :, 3:5] = 0
    lips = short_grain(Grid(owner, np.full(3, 0.01)), 0, 0, 0.05)
    work = FIR.tearing * 12 * 1e-4
    assert breaks_off(lips, (9, 1, 4), work * 1.01, FIR) is lips[0]
    assert breaks_off(lips, (9, 1, 4), work * 0.99, FIR) is None
    assert breaks_off(lips, (3, 1, 1), 1000.0, FIR) is None


@pytest.mark.parametrize("tool", [AXE_POLL, HAMMER])
def test_a_tap_splits_nothing_that_hangs_by_two_square_centimetres(tool):
    heaviest = max(
        impulse(tool, TAP_SPEED, mass) ** 2 / 2 / mass for mass in np.geomspace(1e-3, 1e3, 200)
    )
    assert 0.5e-4 < heaviest / FIR.tearing < 2e-4
