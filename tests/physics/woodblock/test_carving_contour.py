import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from physics.woodblock.carving_contour import contours, edge, simplified, smooth

CENTRES = (np.arange(192) + 0.5) * 0.25  # mm


def ring(radius, width):
    """Return the covered shares of a ring about (24, 24) mm."""
    away = np.hypot(CENTRES[None] - 24, CENTRES[:, None] - 24)
    return np.clip(0.5 + (width / 2 - np.abs(away - radius)) / 0.25, 0, 1)


def test_a_contour_lies_between_the_cells_and_has_the_wood_on_its_left():
    field = ring(10, 8)
    for path in contours(field, 0.5):
        radius = np.hypot(*(path * 0.25 - 24).T)
        assert np.ptp(radius) < 0.06 and np.array_equal(path[0], path[-1])
        x, y = (path * 0.25 - 24).T
        turns_left = np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) > 0
        assert turns_left == (radius.mean() > 10)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.1, 0.9))
def test_contours_of_any_field_close_or_end_at_the_border(seed, level):
    field = np.random.default_rng(seed).random((12, 12))
    for path in contours(field, level):
        ends = path[[0, -1]]
        border = (np.abs(ends - 6) > 5.49).any(axis=1)
        assert np.array_equal(*ends) or border.all()
        j, i = (path.T[::-1] - 0.5).round().astype(int)
        assert ((j >= 0) & (j < 12) & (i >= 0) & (i < 12)).all()


def test_a_simplified_path_keeps_its_tolerance():
    (path,) = contours(ring(0, 20), 0.5)
    few = simplified(path, 0.2)
    assert len(few) < len(path) / 5
    radius = np.hypot(*(few * 0.25 - 24).T)
    sagitta = radius * (1 - np.cos(np.hypot(*np.diff(few, axis=0).T) * 0.25 / 20))[..., None][0]
    assert sagitta.max() <= 0.06


def test_normals_point_out_of_the_wood():
    there = edge(ring(0, 20).astype(np.float32))
    out = there.at * 0.25 - 24
    assert (np.sum(out * there.normal, axis=1) > 0.99 * np.hypot(*out.T)).all()


def test_a_mask_loses_its_stairs_and_not_its_thin_lines():
    mask = np.zeros((40, 40), bool)
    mask[:, 20:22] = True
    paths = contours(smooth(mask), 0.5)
    assert sorted(path[:, 0].mean() for path in paths) == pytest.approx([20, 22], abs=0.05)
