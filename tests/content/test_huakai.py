"""The designs that come with the program: drawn so that they can be cut, printed and registered."""

import numpy as np
import pytest
from scipy import ndimage

from content import plates
from content.design import Design
from content.library import SHIPPED
from content.plates import Mask
from physics.woodblock.colour import PIGMENTS
from physics.woodblock.grid import Grid

GRID = Grid()
CELL_MM2 = (GRID.cell * 1000) ** 2
PICTURE = np.zeros((1024, 1024), bool)
PICTURE[68:956, 108:916] = True  # the frame with its outer line; the crosses lie outside
AREAS = {  # mm2 that stand, crosses included
    "huakai": {
        "key": 16666.5, "huang": 16707.8, "taohong": 4409.1, "hong": 5075.5, "lv": 5631.1,
        "zi": 2570.1,
    },
    "hualei": {"key": 797.3},
}  # fmt: skip
Shipped = tuple[Design, dict[str, Mask]]


def shipped(name: str) -> Shipped:
    folder = SHIPPED / "taohuawu" / name
    design = plates.open_design(folder)
    return design, plates.masks(folder, design, GRID.cells)


@pytest.fixture(scope="module")
def huakai() -> Shipped:
    return shipped("huakai")


@pytest.mark.parametrize("name", sorted(AREAS))
def test_each_plate_has_its_area_and_its_ink(name: str) -> None:
    design, masks = shipped(name)
    assert {k: round(float(v.sum()) * CELL_MM2, 1) for k, v in masks.items()} == AREAS[name]
    assert {block.ink for block in design.blocks} <= set(PIGMENTS)
    assert "不是传承人作品" in design.label.zh_CN and "not a work of" in design.label.en
    assert list(masks) == list(AREAS[name]), "in the order of printing"


def test_the_drawings_are_small() -> None:
    drawings = (SHIPPED / "taohuawu").glob("hua*/*.svg")
    assert sum(path.stat().st_size for path in drawings) < 200_000


def test_the_crosses_of_all_plates_agree(huakai: Shipped) -> None:
    design, _masks = huakai
    folder = SHIPPED / "taohuawu" / "huakai"
    for block in design.blocks:
        drawn = plates.coverage(folder, design, block, GRID.cells)
        found = [plates.cross_at(drawn, design.side_mm, cross) for cross in design.crosses]
        np.testing.assert_allclose(found, design.crosses, atol=0.01)


def test_nothing_but_crosses_stands_outside_the_picture(huakai: Shipped) -> None:
    design, masks = huakai
    for mask in masks.values():
        _labels, count = ndimage.label(mask & ~PICTURE, np.ones((3, 3)))
        assert count == len(design.crosses)


def test_the_lines_are_wide_enough_to_cut(huakai: Shipped) -> None:
    key = huakai[1]["key"]
    wide = ndimage.binary_opening(key, [[0, 1, 0], [1, 1, 1], [0, 1, 0]])  # 0.75 mm
    assert wide.sum() > 0.99 * key.sum()


def test_paper_is_left_and_a_third_colour_arises(huakai: Shipped) -> None:
    _design, masks = huakai
    printed = np.any(list(masks.values()), axis=0)
    assert 0.25 < 1 - printed[PICTURE].mean() < 0.5
    colours = {name: mask & PICTURE & ~masks["key"] for name, mask in masks.items()}
    for first, second in (("taohong", "hong"), ("huang", "lv"), ("huang", "hong")):
        assert (colours[first] & colours[second]).sum() * CELL_MM2 > 300, (first, second)


@pytest.mark.parametrize(
    ("name", "share"),
    [("huang", 0.95), ("lv", 0.9), ("hong", 0.75), ("taohong", 0.55), ("zi", 0.55)],
)
def test_colour_ends_under_the_lines_but_for_rims_of_paper(
    huakai: Shipped, name: str, share: float
) -> None:
    masks = huakai[1]
    plane = masks[name] & PICTURE
    edge = plane & ~ndimage.binary_erosion(plane)
    assert (edge & masks["key"]).sum() > share * edge.sum()
    assert (plane & masks["key"]).sum() < 0.5 * plane.sum(), "most of it shows"
