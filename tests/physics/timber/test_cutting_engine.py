"""The joint that was cut, as bodies of the engine: it goes in as far as its trial says."""

from pathlib import Path

import numpy as np
import pytest

from physics.pose import Pose, about
from physics.shape import Box
from physics.timber import cutting, cutting_fit, solids, split
from physics.timber.cutting_acts import Act
from physics.timber.cutting_plan import Plan, read
from physics.tools import chisel
from physics.tools.chisel import Edge

STOCK = Path(__file__).parents[3] / "content/packs/xiangshan/zhisun/stock.yaml"
PLAN = Plan.of(read(STOCK))
SINKS = 1.5e-4  # m that an engine may let one part into another
PLACES = (-162, -81, 0, 81, 162)
STROKE = Act("stroke", (3000, 0))


def made(out, blows=8):
    acts = []
    for side in (1, -1):
        acts += [Act("rip", (side * (70 + out), 0, 0)), *[STROKE] * 10]
    for side in (1, -1):
        acts += [Act("cross", (side, 8, 0, 0)), *[STROKE] * 7]
    for u in PLACES:
        acts += [Act("chisel", (u, 0, 0, 0), "post"), *[Act("blow", (100,), "post")] * blows]
    return cutting.rebuild(PLAN, acts)


def rail_pieces(work):
    """The rail's timber less the two wastes and the kerfs, which go a hair beyond them."""
    low, high = work.rail.bounds
    start = max(cutting.shoulder_at(work, side) for side in (1, -1))
    cheeks = cutting_fit.tenon_of(work).bounds
    far = PLAN.width
    left = Box.between((start, cheeks[1][1], -far), (far, far, far))
    right = Box.between((start, -far, -far), (far, cheeks[0][1], far))
    kerfs = [kerf_room(cut) for cut in work.cuts]
    return split.less([Box.between(tuple(low), tuple(high))], [left, right, *kerfs])


def kerf_room(cut):
    """The room of a straight kerf: as wide as the blade, from where it entered to its front."""
    ends = np.array([cut.kerf.path[0], cut.kerf.front])
    aside = np.array([0, PLAN.kerf / 2] if cut.kind == "rip" else [PLAN.kerf / 2, 0])
    low, high = ends.min(axis=0) - aside, ends.max(axis=0) + aside
    return Box.between((*low, -PLAN.height), (*high, PLAN.height))


def post_pieces(work):
    """The post's timber less what the chisel took at each place."""
    shafts = []
    for u in PLACES:
        edge = Edge(u / 1e4, 0.0, PLAN.chisel_width, PLAN.chisel_bite)
        shafts.append(chisel.shaft(edge, chisel.floor(work.post, edge, PLAN.post_depth)))
    low, high = work.post.bounds
    return split.less([Box.between(tuple(low), tuple(high))], shafts)


def depth_reached(make_engine, work, newtons, seconds=0.6):
    """Let the rail slide down into the post from 2 mm above its mouth, pushed from above."""
    trial = cutting_fit.trial(work)
    upright = about(1, np.pi / 2)  # the joint's x goes down
    down = np.array([0.0, 0.0, -1.0])
    world = make_engine()
    post = solids.body(work.post, post_pieces(work), 400.0)
    rail = solids.body(work.rail, rail_pieces(work), 400.0)
    start = max(cutting.shoulder_at(work, side) for side in (1, -1))
    begun = (trial.long + start + 0.002) * -down
    world.add(post, Pose.of(np.zeros(3), upright), static=True)
    handle = world.add(rail, Pose.of(begun, upright))
    for _step in range(round(seconds * world.rate)):
        world.force(handle, newtons * down)
        world.step()
    low = float(world.pose(handle).at[2])
    world.close()
    return trial.long + start - low


@pytest.mark.parametrize("out", [7, 12], ids=["slides", "is too thick"])
def test_the_pieces_are_the_joint_that_was_cut(out):
    work = made(out)
    for solid, pieces in ((work.rail, rail_pieces(work)), (work.post, post_pieces(work))):
        true = solids.fidelity(solid, pieces)
        assert true.volume_error < 1e-5 and true.intrusion == pytest.approx(0, abs=1e-9)


def test_a_tenon_that_slides_by_its_trial_slides_home_in_the_engine(make_engine):
    work = made(7)
    trial = cutting_fit.trial(work)
    assert trial.verdict == "sliding"
    assert depth_reached(make_engine, work, 2.0) == pytest.approx(trial.long, abs=5e-5)


def test_a_mortise_too_shallow_by_its_trial_stops_the_tenon_in_the_engine(make_engine):
    work = made(7, blows=6)
    trial = cutting_fit.trial(work)
    assert trial.verdict == "shallow"
    assert depth_reached(make_engine, work, 2.0) == pytest.approx(trial.deepest, abs=SINKS)
