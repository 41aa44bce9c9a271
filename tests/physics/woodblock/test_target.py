import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays

from physics.woodblock.grid import Grid
from physics.woodblock.target import mirrored, target

GRID = Grid(16, 0.001)
MASKS = arrays(bool, (16, 16))


@given(MASKS)
def test_the_block_is_the_mirror_of_the_print(mask: np.ndarray) -> None:
    block = mirrored(mask)
    assert all(block[j, i] == mask[j, 15 - i] for j in range(16) for i in range(16))
    np.testing.assert_array_equal(mirrored(block), mask)


@given(MASKS)
def test_what_is_aimed_at_cannot_change(mask: np.ndarray) -> None:
    aim = target({"key": mask, "hong": ~mask}, ((0.001, 0.002),), GRID)
    kept = mask.copy()
    mask ^= True
    np.testing.assert_array_equal(aim.plate("key").mask, kept)
    np.testing.assert_array_equal(aim.plate("hong").block, mirrored(~kept))
    assert [p.name for p in aim.plates] == ["key", "hong"]
    with pytest.raises(ValueError, match="read-only"):
        aim.plate("key").mask[0, 0] = True
    with pytest.raises(KeyError):
        aim.plate("zi")


def test_what_does_not_fit_is_refused() -> None:
    mask = np.zeros((16, 16), bool)
    for masks, crosses in (
        ({}, ()),
        ({"key": mask[:8]}, ()),
        ({"key": mask.astype(np.float32)}, ()),
        ({"key": mask}, ((0.017, 0.0),)),
        ({"key": mask}, ((float("nan"), 0.0),)),
    ):
        with pytest.raises(ValueError):
            target(masks, crosses, GRID)
