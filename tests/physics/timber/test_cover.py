import numpy as np
import pytest

from physics.shape import Box
from physics.timber import cover, solids, split

ARM = (
    Box.between((0, 0, 0), (1, 1, 1)),
    Box.between((1, 0, 0), (3, 1, 1)),
    Box.between((0, 1, 0), (1, 3, 1)),
    Box.between((3, 0, 0), (4, 1, 1)),
)


def solid(pieces):
    return solids.joined(map(solids.convex, pieces))


def test_an_angle_of_four_boxes_is_two_that_overlap():
    found = cover.covering(solid(ARM), ARM)
    assert len(found) == 2
    assert all(isinstance(piece, Box) for piece in found)
    assert sorted(np.prod(2 * piece.half) for piece in found) == pytest.approx([3.0, 4.0])


def test_what_is_hollow_is_not_filled():
    ring = split.less([Box.between((0, 0, 0), (3, 3, 1))], [Box.between((1, 1, -1), (2, 2, 2))])
    found = cover.covering(solid(ring), ring)
    assert solids.fidelity(solid(ring), found).volume_error < 1e-9
    assert len(found) == 4


def test_pieces_that_do_not_touch_stay_as_they_are():
    apart = (ARM[0], Box.between((5, 0, 0), (6, 1, 1)))
    assert cover.covering(solid(apart), apart) == apart
