"""A teacher's own design: blocks, crosses and drawings that have to fit each other."""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from content import plates
from content.check import check
from content.errors import Refusal
from content.library import SHIPPED
from tests.content.drawings import drawing, png

CROSSES = "".join(
    f"<path d='M{x - 6} {256 - y}h12M{x} {250 - y}v12' stroke='#000' stroke-width='.8'/>"
    for x, y in ((14, 216), (242, 216), (14, 40), (242, 40), (128, 247.5))
)


@pytest.fixture
def bud(tmp_path: Path) -> Path:
    """A writable copy of the small shipped design with a second, red block."""
    folder = Path(shutil.copytree(SHIPPED / "taohuawu" / "hualei", tmp_path / "hualei"))
    (folder / "hong.svg").write_bytes(drawing(CROSSES + "<circle cx='99' cy='128' r='30'/>"))
    path = folder / "design.yaml"
    text = path.read_text(encoding="utf-8")
    red = "  - {id: hong, file: hong.svg, ink: 红}\n"
    path.write_text(text.replace("basis:", red + "basis:"), encoding="utf-8")
    path = folder / "pack.yaml"
    text = path.read_text(encoding="utf-8")
    asset = text[text.index("  - path: key.svg") :].replace("key.svg", "hong.svg")
    path.write_text(text + asset, encoding="utf-8")
    return folder


def test_a_design_with_nothing_wrong(bud: Path) -> None:
    assert said(bud) == []


def said(folder: Path) -> list[str]:
    return [str(p) for p in check(folder)]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("ink: 红", "ink: 青", "“blocks › 2 › ink” is “青”; it can be: 墨, 红"),
        ("id: hong", "id: key", "two blocks have “key”"),
        ("file: hong.svg", "file: key.svg", "two blocks have “key.svg”"),
        ("[14, 216]", "[14, 300]", "the register cross 14, 300 lies off the sheet"),
        ("[14, 216]", "[18, 216]", "no register cross lies 18 mm from the left and 216 mm"),
        ("hong.svg", "../hong.svg", "this path leaves the pack"),
        ("hong.svg", "hong.pdf", "a block is drawn as .svg or .png"),
        ("hong.svg", "rot.svg", "rot.svg: it cannot be read"),
        ("source: woodblock_chapter", "source: hearsay", "“hearsay” is no source of pack.yaml"),
        ("format: 1", "format: 2", "written in format 2 by a newer program"),
        ("side_mm: 256", "side_mm: .nan", "“side_mm”"),
    ],
)
def test_check_says_what_is_wrong_with_a_design(
    bud: Path, old: str, new: str, sentence: str
) -> None:
    path = bud / "design.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(sentence in s for s in said(bud)), said(bud)


def test_crosses_on_one_spot_cannot_tell_a_turn(bud: Path) -> None:
    path = bud / "design.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"crosses: .*", "crosses: [[14, 40], [30, 40]]", text))
    assert any("too close together" in s for s in said(bud))


def test_nine_blocks_are_too_many(bud: Path) -> None:
    path = bud / "design.yaml"
    text = path.read_text(encoding="utf-8")
    more = "".join(f"  - {{id: b{n}, file: b{n}.svg, ink: 红}}\n" for n in range(7))
    path.write_text(text.replace("basis:", more + "basis:"), encoding="utf-8")
    assert any("9 blocks; a design here has at most 8" in s for s in said(bud))


@pytest.mark.parametrize(
    ("inside", "sentence"),
    [
        ("", "hong.svg: nothing dark is in it"),
        ("<rect width='256' height='256'/>", "hong.svg: all of it is dark"),
        ("<rect width='99' height='256'/>", "hong.svg: no register cross lies 14 mm from"),
        ("<text/>", "hong.svg: line 1, <text>: turn the text into outlines"),
    ],
)
def test_check_names_the_drawing(bud: Path, inside: str, sentence: str) -> None:
    (bud / "hong.svg").write_bytes(drawing(inside))
    assert said(bud)[0].startswith(sentence)
    with pytest.raises(Refusal, match=re.escape(sentence)):
        plates.masks(bud, plates.open_design(bud), 256)


def test_a_block_may_come_as_a_picture(bud: Path) -> None:
    design = plates.open_design(bud)
    drawn = plates.masks(bud, design, 1024)["hong"]
    (bud / "hong.png").write_bytes(png(Image.fromarray(~drawn[::-1]).convert("L")))
    text = (bud / "design.yaml").read_text(encoding="utf-8")
    (bud / "design.yaml").write_text(text.replace("hong.svg", "hong.png"), encoding="utf-8")
    again = plates.masks(bud, plates.open_design(bud), 1024)["hong"]
    np.testing.assert_array_equal(again, drawn)


def band(low: float, high: float, cells: int = 1024, side: float = 256) -> np.ndarray:
    """How much of each cell of a line lies between two places, mm."""
    edges = np.linspace(0, side, cells + 1)
    inside = np.clip(edges[1:], low, high) - np.clip(edges[:-1], low, high)
    return (inside * cells / side).astype(np.float32)


@given(st.floats(-0.45, 0.45), st.floats(-0.45, 0.45))
def test_a_cross_is_found_to_a_hundredth_of_a_millimetre(dx: float, dy: float) -> None:
    x, y = 100 + dx, 106 + dy
    lying = np.outer(band(y - 0.4, y + 0.4), band(x - 6, x + 6))
    standing = np.outer(band(y - 6, y + 6), band(x - 0.4, x + 0.4))
    found = plates.cross_at(np.maximum(lying, standing), 256, (100, 106))
    assert np.allclose(found, (x, y), atol=0.01)


def test_no_cross_is_not_a_number() -> None:
    drawn = np.zeros((512, 512), np.float32)
    assert np.isnan(plates.cross_at(drawn, 256, (100, 100))).all()
    assert np.isnan(plates.cross_at(drawn + 1, 256, (1, 255))).all()
