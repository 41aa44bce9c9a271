"""Mistakes hidden in raised timber: exact, where they fit, and such that a gauge finds them."""

import numpy as np
import pytest

from physics.pose import Pose, about
from physics.shape import Box, own_moments
from physics.timber import bracket, faults, gauges, members, raised, sizes, solids
from physics.timber.design import Design, Place, Room
from physics.timber.joints_tenon import straight
from physics.timber.member import cut, facing
from physics.world import World

FLOOR = Box.between((-2, -2, -0.1), (2, 2, 0))
ROOM = Room((-1, -1, 0), (1, 1, 1), 0.4, 0.09, 0.04, 0.2, -0.1)


def standing(parts, places, setting="bench"):
    floor = solids.body(solids.convex(FLOOR), (FLOOR,), 500.0)
    return raised.right(Design(parts, places, {}, floor, ROOM, setting=setting))


@pytest.fixture(scope="module")
def set_of_brackets(root):
    of = sizes.read(root / "content/packs/xiangshan/paike/parts.yaml")
    parts, at = bracket.parts(of), bracket.places(of)
    on = {"zuodou": (), "gong": ("zuodou",)}
    places = tuple(
        Place(
            p.name,
            at[p.name],
            tuple(q.name for q in parts if q.kind == p.kind),
            on.get(p.name, ("gong",)),
            ways=2,
        )
        for p in parts
    )
    return standing(parts, places)


@pytest.fixture(scope="module")
def gate():
    """Two posts and a rail with a tenon of 100 mm at each end; every part fitted to its own."""
    joint = straight(0.1, 0.04, 0.12, 0.0005)
    up = (0, 0, 1)
    posts = []
    for name in ("left", "right"):
        drawing = members.square_column(name, 0.2, 0.8)
        posts.append(cut(drawing.mortised(joint, facing((0.1, 0, 0.5), (-1, 0, 0), up)), 550.0))
    rail = members.fang("rail", 1.0, 0.08, 0.15)
    for side in (-1, 1):
        rail = rail.tenoned(joint, facing((side * 0.5, 0, 0.075), (side, 0, 0), up))
    parts = (*posts, cut(rail, 550.0))
    turned = Pose.of(np.array([0.6, 0, 0]), about(2, np.pi))
    places = (
        Place("left", parts[0].standing(Pose((-0.6, 0, 0))), ("left",)),
        Place("right", parts[1].standing(turned), ("right",)),
        Place(
            "rail", parts[2].standing(Pose((0, 0, 0.425))), ("rail",), ("left", "right"), (1, 0, 0)
        ),
    )
    return standing(parts, places, "yard")


def readings(work, part):
    return {tool: gauges.read(work, tool, part) for tool in gauges.TOOLS}


def test_right_work_reads_right(set_of_brackets):
    for part in set_of_brackets.stands:
        read = readings(set_of_brackets, part)
        assert (read["square"].value, read["plumb"].value, read["feeler"].value) == (0, 0, 0)
        assert read["tap"].dull is False
    assert gauges.read(set_of_brackets, "feeler", "gong").side == pytest.approx(0.5)
    assert gauges.read(set_of_brackets, "feeler", "sheng_left").side is None


def test_a_chip_is_a_gap_and_lifts_what_stands_above(set_of_brackets):
    work = faults.made(set_of_brackets, "chip", "gong")
    read = readings(work, "gong")
    assert read["feeler"].value == pytest.approx(2.0) and read["tap"].dull
    for part in ("gong", "sheng_left"):
        up = np.subtract(work.frame(part).at, set_of_brackets.poses[part].at)
        np.testing.assert_allclose(up, (0, 0, 0.002), atol=1e-12)
    assert gauges.read(work, "feeler", "sheng_left").value == 0
    chip = work.part("gong").solid.volume - set_of_brackets.part("gong").solid.volume
    assert chip > 1e-6


def test_a_wide_mouth_is_play_at_the_side(set_of_brackets):
    work = faults.made(set_of_brackets, "wide", "zuodou")
    read = readings(work, "gong")
    assert (read["feeler"].side, read["feeler"].at) == (pytest.approx(3.0), "zuodou")
    assert read["feeler"].value == 0 and read["tap"].dull


def test_a_foot_planed_askew_leans_with_all_that_it_bears(set_of_brackets):
    work = faults.made(set_of_brackets, "lean", "zuodou")
    for part in work.stands:
        assert gauges.read(work, "plumb", part).value == pytest.approx(15.0)
        square = gauges.read(work, "square", part).value
        assert square == pytest.approx(0.9 if part == "zuodou" else 0.0)
    assert gauges.read(work, "feeler", "zuodou").value == 0  # the foot is planed, it lies flat


def test_a_part_lies_otherwise_only_where_nothing_needs_it(set_of_brackets):
    for kind, parts in (("turned", 3), ("upside_down", 3)):
        found = [p for p in set_of_brackets.stands if faults.made(set_of_brackets, kind, p)]
        assert len(found) == parts and all(p.startswith("sheng") for p in found)
    work = faults.made(set_of_brackets, "upside_down", "sheng_left")
    assert work.poses["sheng_left"].matrix[2, 2] == pytest.approx(-1)
    assert gauges.read(work, "square", "sheng_left").value == 0  # this the eye has to see


def test_what_a_design_has_no_room_for_is_left_out(set_of_brackets):
    for kind in ("swapped", "short", "peg"):
        assert not any(faults.made(set_of_brackets, kind, p) for p in set_of_brackets.stands)


def test_a_short_tenon_and_a_missing_peg_sound_dull(gate):
    assert gate.pegged == {"rail"} and not gauges.loose(gate, "rail")
    sawn = faults.made(gate, "short", "rail")
    axis, end, first, last = gauges.tenon(sawn, "rail", "left")
    assert (axis, end) == (0, -1) and first - last == pytest.approx(0.02, abs=1e-6)
    assert gauges.loose(sawn, "rail")
    bare = faults.made(gate, "peg", "rail")
    assert bare.pegged == frozenset() and gauges.loose(bare, "rail")


def test_parts_fitted_elsewhere_may_be_exchanged(gate):
    work = faults.made(gate, "swapped", "left")
    assert work.stands == {"left": "right", "right": "left", "rail": "rail"}
    assert work.truth[0].with_ == "right" and work.place("right").name == "left"


@pytest.mark.parametrize("seed", range(6))
def test_hidden_mistakes_fit_and_are_the_same_again(set_of_brackets, seed):
    design = set_of_brackets.plan
    work = faults.hidden(design, np.random.default_rng(seed))
    assert work.truth == faults.hidden(design, np.random.default_rng(seed)).truth
    assert len(work.truth) == 2
    assert len({f.part for f in work.truth}) == len({f.kind for f in work.truth}) == 2
    for part in work.stands:
        assert work.fits(frozenset({part}))
        own_moments(work.part(part).body)  # the engine takes it
        exact = solids.fidelity(work.part(part).solid, work.part(part).body.pieces)
        assert exact.volume_error < 1e-5 and exact.intrusion < 1e-9


@pytest.mark.parametrize("kind", ["chip", "wide", "lean", "upside_down", "turned"])
def test_faulty_work_stands(set_of_brackets, kind):
    work = next(w for p in set_of_brackets.stands if (w := faults.made(set_of_brackets, kind, p)))
    world = World()
    world.add(work.plan.floor, Pose(), static=True, friction=0.7)
    handles = {p: world.add(work.part(p).body, q, friction=0.7) for p, q in work.poses.items()}
    for _ in range(240):
        world.step()
    for part, handle in handles.items():
        moved = np.subtract(world.pose(handle).at, work.poses[part].at)
        assert np.linalg.norm(moved) < 0.002, part
    world.close()
