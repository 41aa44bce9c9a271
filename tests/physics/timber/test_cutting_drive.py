"""A blow on the joint that was cut: how deep, what the shoulder takes, when the post opens."""

from dataclasses import replace
from pathlib import Path

import pytest

from physics.timber import cutting, cutting_fit
from physics.timber.cutting_drive import SWING, strike
from physics.timber.cutting_fit import Trial
from physics.timber.cutting_plan import Plan, read
from physics.timber.fit import depth_after
from physics.tools.striking import AXE_POLL, HAMMER, impulse

STOCK = Path(__file__).parents[3] / "content/packs/xiangshan/zhisun/stock.yaml"
WORK = cutting.begin(Plan.of(read(STOCK)))
MASS = WORK.rail.volume * 400
SNUG = Trial(-0.0003, 0.0006, 0.002, 0.0, 0.0, 0.0143, 0.04, 0.03, (0.0897, 0.0897))
FAT = replace(SNUG, across=-0.001, thick=0.015)


def blow(trial, depth=0.0, tool=HAMMER, force=100, split=False, work=WORK):
    return strike(work, trial, depth, tool, force, split)


def energy(tool=HAMMER, force=100):
    return impulse(tool, SWING * (force / 100) ** 0.5, MASS) ** 2 / 2 / MASS


@pytest.mark.parametrize("tool", [HAMMER, AXE_POLL])
@pytest.mark.parametrize("force", [100, 25])
def test_a_blow_goes_as_deep_as_the_closed_form_says(tool, force):
    closed = depth_after(SNUG.law, 0.004, energy(tool, force))
    assert blow(SNUG, 0.004, tool, force).depth == pytest.approx(closed, rel=0.01)


def test_the_shoulder_takes_what_the_fit_has_left():
    loose = replace(SNUG, across=0.0001, thick=0.0139)
    home = blow(loose)
    assert home.depth == loose.long and home.landed == pytest.approx(home.given, rel=1e-9)
    tight = blow(SNUG, 0.0299)
    assert tight.depth == SNUG.long and 0 < tight.landed < tight.given
    assert blow(SNUG).landed == 0


def test_a_mortise_too_shallow_stops_the_tenon_and_one_too_short_does_not_take_it():
    shallow = blow(replace(SNUG, across=0.0001, room=-0.004))
    assert shallow.depth == pytest.approx(0.026) and shallow.landed > 0
    assert blow(replace(SNUG, along=-0.001)).depth == 0


def test_a_whole_blow_on_a_tenon_a_millimetre_too_thick_opens_the_post_and_a_soft_one_jams():
    assert FAT.verdict == "jam"
    soft, hard = blow(FAT, force=25), blow(FAT)
    assert (soft.depth, soft.split) == (0.0, False)
    assert (hard.depth, hard.split) == (0.0, True)
    assert blow(FAT, split=True).depth == FAT.long  # nothing presses any more


def test_a_fit_that_long_grain_bears_opens_short_grain_on_its_way_in():
    tight = replace(SNUG, across=-0.0005, thick=0.0145)
    short = replace(tight, beyond=(0.004, 0.006))
    depths = {}
    for trial in (tight, short):
        driven = blow(trial)
        for _blow in range(12):
            if driven.split:
                break
            driven = blow(trial, driven.depth)
        depths[trial] = driven
    assert not depths[tight].split and depths[tight].depth == tight.long
    assert depths[short].split and 0 < depths[short].depth < short.long


def test_the_grain_beyond_is_measured_on_the_post_that_was_cut():
    acts = [cutting.Act("rip", (s * 81, 0, 0)) for s in (1, -1)]
    crosses = [cutting.Act("cross", (s, 8, 0, 0)) for s in (1, -1)]
    stroke = cutting.Act("stroke", (3000, 0))
    whole = [a for each in (*acts, *crosses) for a in (each, *[stroke] * 10)]
    for u in (38, 119, 200, 281, 362):  # 20 mm nearer to one end of the post
        whole += [cutting.Act("chisel", (u, 0, 0, 0), "post")]
        whole += [cutting.Act("blow", (100,), "post")] * 8
    trial = cutting_fit.trial(cutting.rebuild(WORK.plan, whole))
    assert trial is not None
    assert trial.beyond == (pytest.approx(0.1097, abs=1e-4), pytest.approx(0.0697, abs=1e-4))


@pytest.mark.parametrize("force", [0, -5, 101])
def test_a_force_that_is_none_is_refused(force):
    with pytest.raises(ValueError, match="percent"):
        blow(SNUG, force=force)
