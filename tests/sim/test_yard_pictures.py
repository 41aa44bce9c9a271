"""The yard as it is drawn: fresh timber before white walls, clear wood, few calls, right picks."""

import numpy as np
import pytest
from panda3d.core import GeomNode, NodePath

from lessons.arts.raising_view import Shape
from physics.timber import solids
from sim.scenes import yard_court, yard_outlook
from sim.scenes.timber_yard import TimberYard, YardState
from sim.scenes.yard_pegs import pegs
from sim.scenes.yard_plumb import hang
from sim.stage import Stage
from tests.sim import yards
from tests.sim.test_scenes_pictures import drawn, geoms, share, sound

WORK = yards.standing()
SHAPES = [Shape(p.name, *solids.mesh(p.solid), p.wood) for p in WORK.parts]
STANDS = YardState(dict(WORK.start))


@pytest.fixture(scope="module")
def yard(stage: Stage):
    """One yard for all pictures: building the place takes longer than drawing it."""
    made = TimberYard(stage, SHAPES, yard_outlook.of(WORK))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def as_at_first(yard):
    yard.set_view(*yard_outlook.of(WORK).start)
    yield
    yard.show(STANDS)


def test_the_yard_has_white_walls_grey_ground_and_bright_timber(stage, yard):
    yard.show(YardState({}))
    bare = drawn(stage)
    yard.show(STANDS)
    picture = drawn(stage)
    assert sound(picture) and share(picture, "wall") > 0.08
    changed = np.abs(picture - bare).max(axis=2) > 0.1
    red, _green, blue = picture[changed].mean(axis=0)
    assert changed.mean() > 0.02 and red - blue > 0.1  # wood, not stone


def test_the_yard_costs_few_calls_and_a_part_at_most_three(stage, yard):
    nodes = geoms(stage)
    triangles = sum(g.getPrimitive(0).getNumPrimitives() for n in nodes for g in n.getGeoms())
    assert len(nodes) < 12 + 3 * len(SHAPES) and triangles < 60_000
    yard.show(STANDS)
    ready = [n for n in stage.world.findAllMatches("**/parts/**/+GeomNode") if not n.isStashed()]
    assert len(ready) <= 3 * len(SHAPES)


def test_what_is_pointed_at_so_far_away_is_picked_at_its_point(stage, yard):
    yard.show(STANDS)
    for part, at in (("column_left", (0.0, -0.09, 1.2)), ("beam", (0.3, -0.05, 0.1))):
        world = WORK.start[part].out(np.array(at))
        hit = yard.pick(*stage.project(tuple(world)))
        assert hit is not None and hit[0] == part
        assert np.linalg.norm(np.array(hit[1]) - at) < 0.01
    assert yard.pick(-0.95, 0.95) is None


def test_the_eye_rises_with_the_work_so_that_high_places_can_be_aimed_at(stage, yard):
    low = yards.DRUM + yards.COLUMN
    yard.follow(0.0, 60.0)
    before = stage.ray(0.0, 0.0)[0][2]
    yard.follow(low + 0.2, 60.0)
    eye = stage.ray(0.0, 0.0)[0]
    assert eye[2] > before + 0.5 and eye[2] > low + 0.8
    spot = stage.project((0.0, 0.0, low))
    assert np.allclose(yard.plane_point(*spot, low), (0.0, 0.0, low), atol=1e-3)
    a, b = (yard.plane_point(spot[0], spot[1] + d, low) for d in (0.0, 2 / 720))
    assert np.linalg.norm(np.subtract(a, b)) < 0.03  # a pixel moves a part by less than 3 cm


def test_one_sees_through_the_wood_to_its_edges_and_back_again(stage, yard):
    yard.show(STANDS)
    before = drawn(stage)
    yard.show(YardState(STANDS.poses, xray=True))
    clear = drawn(stage)
    yard.show(YardState({}))
    bare = drawn(stage)
    yard.show(STANDS)
    assert np.abs(drawn(stage) - before).max() < 0.02
    wood = np.abs(before - bare).max(axis=2) > 0.2
    assert np.abs(clear - bare)[wood].mean() < 0.7 * np.abs(before - bare)[wood].mean()
    assert (clear[wood].mean(axis=1) < bare[wood].mean(axis=1) - 0.15).any()  # the edges in ink


def test_plumb_line_and_pegs_are_seen(stage, yard):
    shapes = {s.name: s for s in SHAPES}
    yard.show(STANDS)
    bare = drawn(stage)
    yard.show(YardState(STANDS.poses, plumb=hang(shapes["column_left"], WORK.start["column_left"])))
    line = np.abs(drawn(stage) - bare).max(axis=2) > 0.1
    assert 20 < line.sum() < 3000 and line[:, :320].sum() > 0.9 * line.sum()
    yard.show(YardState(STANDS.poses, xray=True))
    clear = drawn(stage)
    driven = pegs(WORK, shapes, WORK.start, WORK.start.keys(), {"beam"})
    yard.show(YardState(STANDS.poses, xray=True, pegs=driven))
    assert (np.abs(drawn(stage) - clear).max(axis=2) > 0.05).sum() > 15


def test_a_fresh_yard_is_as_light_as_its_parts(stage, monkeypatch):
    """Ghost, rim and edges of a part that is only there cost nothing till they are shown."""
    monkeypatch.setattr(yard_court, "build", lambda: NodePath("nothing around"))
    made = TimberYard(stage, SHAPES, yard_outlook.of(WORK))
    made.show(STANDS)
    root = made._root
    seen = [n.node() for n in root.findAllMatches("**/+GeomNode")]
    made.close()
    assert all(isinstance(n, GeomNode) for n in seen)
    assert len(seen) <= 2 * len(SHAPES)
