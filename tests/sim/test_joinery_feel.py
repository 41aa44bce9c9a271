"""What is heard and felt at the joiner's bench: each tool has its sound, the shoulder a second."""

import numpy as np
import pytest

from content.event import Event
from lessons import registry
from lessons.arts import joinery_guide
from lessons.arts.joinery_guide import Guide
from physics.pulses import FULL_IMPULSE
from sim.headless import play
from sim.rooms.joinery_feel import Feel

BENCH = registry.joinery(registry.library(), "xiangshan/zhisun")


def felt(name, **value):
    return Feel(BENCH.plan).take(Event(7, name, value))


def cut(act, removed_mm3=180.0, share=1.0):
    return felt("work.cut", act=act, removed_mm3=removed_mm3, share=share)


def driven(landed=0.0, home=False, given=0.8):
    return felt("fit.driven", given_ns=given, landed_ns=landed, home=home)


@pytest.fixture(scope="module")
def guided():
    before, joinery_guide.LOOK_S = joinery_guide.LOOK_S, 0.05
    bench = registry.joinery(registry.library(), "xiangshan/zhisun")
    events = play(bench, [Guide(bench)]).events
    joinery_guide.LOOK_S = before
    feel = Feel(bench.plan)
    return [(event, feel.take(event)) for event in events]


def test_every_stroke_blow_and_shaving_of_the_guide_is_heard_and_felt(guided):
    for event, felt in guided:
        at_work = event.value.get("act") in ("stroke", "blow", "pare")
        if (event.name == "work.cut" and at_work) or event.name == "fit.driven":
            assert felt.sounds and all(np.abs(s).max() > 0 for s in felt.sounds), event
            assert len(felt.pulses(event.tick)) == len(felt.sounds)
            for pulse in felt.pulses(event.tick):
                assert pulse.tick == event.tick and 0 < pulse.value["amplitude"] <= 1
        elif event.name in ("tool.taken", "step.done", "lesson.done"):
            assert not felt.sounds


def test_the_blow_that_brings_the_shoulder_home_has_a_second_lower_knock(guided):
    blows = [(event, felt) for event, felt in guided if event.name == "fit.driven"]
    assert [len(felt.knocks) for _event, felt in blows] == [1] * (len(blows) - 1) + [2]
    blow, seats = blows[-1][1].knocks
    assert seats.seats and not blow.seats and 0 < seats.impulse < blow.impulse


def test_a_stroke_is_felt_by_what_it_takes_and_waste_that_falls_is_not_cut():
    whole, part, none = cut("stroke"), cut("stroke", 36.0, 0.2), cut("stroke", 0.0)
    assert whole.rasps[0].newtons == pytest.approx(20e6 * 180e-9 / 0.2)
    assert part.rasps[0].newtons == pytest.approx(whole.rasps[0].newtons)
    assert part.rasps[0].seconds < whole.rasps[0].seconds
    assert cut("stroke", 17000.0).rasps[0].newtons < 1.1 * whole.rasps[0].newtons
    assert len(none.sounds[0]) == 0 and none.pulses(7) == ()


def test_a_soft_blow_is_softer_and_what_only_happens_is_no_pulse():
    soft, hard = cut("blow", share=0.25), cut("blow")
    assert 2 * soft.knocks[0].impulse == pytest.approx(hard.knocks[0].impulse)
    assert hard.knocks[0].impulse < FULL_IMPULSE
    assert not felt("waste.fell", side=1).pulses(7) and felt("waste.fell", side=1).sounds
    assert felt("wood.split", piece="post").pulses(7)


def test_lines_make_no_sound():
    assert not cut("snap", 0.0).sounds and not felt("work.undone").sounds
