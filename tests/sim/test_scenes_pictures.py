"""The places as they are drawn: the house's colours, no broken frame, few calls, right doors."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from panda3d.core import GeomNode
from simplepbr.shaders import shaders

from lessons.arts.raising_view import Shape
from lessons.report.palette import Colour, rgb
from physics.pose import Pose
from sim.panda import StageError, open_stage
from sim.scenes.courtyard import DOORS, Courtyard
from sim.scenes.glyphs import glyph_mask
from sim.scenes.mesh import box
from sim.scenes.parts import grain_axis, sharp_edges, welded
from sim.scenes.timber_yard import TimberYard, YardState
from sim.scenes.yard_outlook import BENCH
from sim.stage import Stage

STICK = box((0.5, 0.07, 0.1), bevel=0.0)
PART = Shape("stick", STICK.points, STICK.triangles)
LYING = Pose((0.0, 0.0, 0.05))


@pytest.fixture
def court(stage: Stage):
    made = Courtyard(stage)
    yield made
    made.close()


@pytest.fixture
def yard(stage: Stage):
    made = TimberYard(stage, [PART])
    made.set_view(*BENCH.start)
    yield made
    made.close()


def drawn(stage: Stage) -> np.ndarray:
    for _ in range(3):
        stage.step()
    return stage.pixels() / 255


def share(picture: np.ndarray, colour: Colour, within: float = 0.12) -> float:
    return float((np.abs(picture - rgb(colour)).max(axis=2) < within).mean())


def sound(picture: np.ndarray) -> bool:
    magenta = (picture[..., 0] > 0.8) & (picture[..., 1] < 0.3) & (picture[..., 2] > 0.8)
    burnt, black = (picture > 0.995).all(axis=2).mean(), (picture < 0.01).all(axis=2).mean()
    return not magenta.any() and burnt < 0.05 and black < 0.05 and picture.std() > 0.1


def geoms(stage: Stage) -> list[GeomNode]:
    return [n.node() for n in stage.world.findAllMatches("**/+GeomNode")]


def test_the_courtyard_has_white_walls_dark_tiles_and_grey_stone(
    stage: Stage, court: Courtyard
) -> None:
    picture = drawn(stage)
    assert sound(picture)
    assert share(picture, "wall") > 0.08
    assert share(picture, "ink", 0.2) > 0.08
    assert share(picture[200:], "stone") > 0.2
    left, right = picture[:, :160].mean(), picture[:, 320:480].mean()
    assert left > right  # the empty sunlit wall, and the shaded stage


def test_the_courtyard_costs_few_calls(stage: Stage, court: Courtyard) -> None:
    nodes = geoms(stage)
    triangles = sum(g.getPrimitive(0).getNumPrimitives() for n in nodes for g in n.getGeoms())
    assert len(nodes) < 100 and triangles < 150_000


def test_every_door_is_found_under_its_board(court: Courtyard) -> None:
    assert {court.pick(*court.anchor(door)) for door in DOORS} == set(DOORS)
    assert all(max(map(abs, court.anchor(door))) < 0.95 for door in DOORS)
    assert court.pick(0.0, 0.95) is None


def test_the_board_under_the_pointer_brightens_alone(stage: Stage, court: Courtyard) -> None:
    before = drawn(stage)
    court.point("story")
    after = drawn(stage)
    x, y = court.anchor("story")
    row, column = int((1 - y) / 2 * 360), int((1 + x) / 2 * 640)
    patch = np.s_[row - 3 : row + 4, column - 12 : column + 13]
    assert after[patch].mean() > before[patch].mean() + 0.05
    assert np.abs(after - before)[:, 400:].max() < 0.02
    court.point(None)
    assert np.abs(drawn(stage) - before).max() < 0.02


def test_the_bench_shows_the_part_brighter_than_the_wood_it_lies_on(
    stage: Stage, yard: TimberYard
) -> None:
    yard.show(YardState({}))
    bare = drawn(stage)
    yard.show(YardState({"stick": LYING}))
    picture = drawn(stage)
    assert sound(picture)
    changed = np.abs(picture - bare).max(axis=2) > 0.1
    lit = changed & (picture.mean(axis=2) > bare.mean(axis=2))
    assert 0.01 < changed.mean() < 0.2
    assert lit.sum() > 0.5 * changed.sum()


def test_woods_tell_parts_apart(stage: Stage) -> None:
    dark = Shape("dark", STICK.points, STICK.triangles, "camphor")
    yard = TimberYard(stage, [PART, dark])
    yard.set_view(*BENCH.start)
    yard.show(YardState({"stick": LYING}))
    fir = drawn(stage)
    yard.show(YardState({"dark": LYING}))
    camphor = drawn(stage)
    yard.close()
    changed = np.abs(fir - camphor).max(axis=2) > 0.1
    assert changed.mean() > 0.01
    assert camphor[changed].mean() < fir[changed].mean() - 0.1


def test_the_bench_is_drawn_where_parts_can_rest(stage: Stage, yard: TimberYard) -> None:
    yard.set_view(0.0, 60.0, 2.0)
    picture = drawn(stage)
    for x, y in ((0.77, -0.49), (-0.77, -0.49), (0.77, 0.33)):
        on, off = stage.project((x, y, 0.0)), stage.project((x * 1.08, y, 0.0))
        assert on is not None and off is not None
        wood, ground = (picture[int((1 - v) * 180), int((1 + u) * 320)] for u, v in (on, off))
        assert wood[0] - wood[2] > 0.1 > ground[0] - ground[2]  # brown, and grey stone


def test_a_ghost_is_pale_and_casts_no_shadow(stage: Stage, yard: TimberYard) -> None:
    yard.show(YardState({}))
    bare = drawn(stage)
    yard.show(YardState({}, ghosts=(("stick", LYING),)))
    difference = (drawn(stage) - bare).mean(axis=2)
    assert (difference > 0.1).mean() > 0.003
    assert difference.min() > -0.12


def test_the_held_part_has_a_rim_and_the_hand_a_line(stage: Stage, yard: TimberYard) -> None:
    up = Pose((0.0, 0.0, 0.3))
    yard.show(YardState({"stick": up}))
    before = drawn(stage)
    yard.show(YardState({"stick": up}, held="stick", grip=(0.0, 0.0, 0.35)))
    after = drawn(stage)
    yellow = (np.abs(after - rgb("yellow")).max(axis=2) < 0.25) & (
        np.abs(after - before).max(axis=2) > 0.15
    )
    assert yellow.sum() > 60


def test_a_stage_that_is_open_refuses_another(stage: Stage) -> None:
    with pytest.raises(StageError, match="open already"):
        open_stage("offscreen")


def test_our_shadow_and_tone_stand_in_the_shaders(stage: Stage) -> None:
    assert "i < 5" in shaders["simplepbr.frag"]
    assert "bent" in shaders["tonemap.frag"]


def test_places_in_the_picture_and_rays_agree(stage: Stage, yard: TimberYard) -> None:
    for x, y in ((0.0, 0.0), (-0.7, 0.4), (0.9, -0.9)):
        origin, along = stage.ray(x, y)
        assert stage.project(tuple(origin + 2 * along)) == pytest.approx((x, y), abs=1e-3)
    origin, along = stage.ray(0, 0)
    assert stage.project(tuple(origin - 2 * along)) is None


def test_a_stick_has_twelve_edges_eight_points_and_a_grain() -> None:
    assert len(welded(PART)[0]) == 8
    assert len(sharp_edges(PART)) == 12
    assert grain_axis(PART) == 0


@pytest.mark.parametrize("character", "裊尺仜斗栱坊")
def test_boards_can_be_cut_with_rare_characters(character: str) -> None:
    ink, missing = glyph_mask(character, 40), glyph_mask("\U000f0000", 40)
    assert ink.mean() > 0.1
    assert ink.shape != missing.shape or np.abs(ink - missing).max() > 0.5


def test_a_narrow_window_sees_as_much_to_the_sides(
    stage: Stage, yard: TimberYard, monkeypatch: pytest.MonkeyPatch
) -> None:
    edge = stage.ray(0.98, 0.0)
    place = tuple(edge[0] + 2 * edge[1])
    assert stage.project(place) == pytest.approx((0.98, 0.0), abs=1e-3)
    with monkeypatch.context() as narrow:
        narrow.setattr(Stage, "aspect", 1.0)
        yard.set_view(*BENCH.start)
        seen = stage.project(place)
    assert seen == pytest.approx((0.98, 0.0), abs=1e-3)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_one_sentence_says_so(root: Path) -> None:
    code = (
        "from sim.panda import StageError, open_stage\n"
        "try:\n    open_stage('window')\n"
        "except StageError as e:\n    print(e)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "DISPLAY": ":199", "LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8"},
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("No picture: Panda3D could not open a window")
    assert done.stdout.count("\n") == 1
    assert done.stderr.strip() == ""
