"""What the ribbon draws: where a voice was in the notes and how high, the taps, what leads."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.heard import Heard
from audio.place import Place
from sim.trace import KEPT_S, Trace


def heard(times, hertz, breath=None):
    n = len(times)
    return Heard(
        np.asarray(times, float), np.asarray(hertz, float), np.ones(n), np.zeros(n), np.zeros(n),
        np.zeros(n) if breath is None else np.asarray(breath, float),
    )  # fmt: skip


def place(time, at, key=0.0, lost=False):
    return Place(time, 0, 1.0, lost, 1.0, at, key)


def test_a_frame_stands_where_the_follower_was_with_the_key_taken_out():
    trace = Trace()
    trace.hear(heard([0.1, 0.2], [440.0, np.nan]), [place(0.1, 3.0, key=-2.0), place(0.2, 3.1)])
    (point,) = trace.points
    assert (point.time, point.at, point.pitch) == (0.1, 3.0, pytest.approx(71.0))
    assert trace.now == 3.1 and trace.sure


def test_before_the_follower_knows_anything_nothing_is_drawn():
    trace = Trace()
    trace.hear(heard([0.1], [440.0]), [])
    trace.tap("ban")
    assert trace.points == () and trace.taps == () and trace.now is None


def test_a_breath_stands_once_where_it_begins_and_nowhere_before_the_place_is_known():
    trace, rest = Trace(), [np.nan] * 4
    trace.hear(heard([0.1, 0.2], rest[:2], [0.9, 0.0]), [])
    assert trace.breaths == ()
    places = [place(0.3 + 0.1 * i, 5.0 + 0.1 * i) for i in range(4)]
    trace.hear(heard([0.3, 0.4, 0.5, 0.6], rest, [0.2, 0.8, 0.9, 0.1]), places)
    assert trace.breaths == (5.0 + 0.1 * 1,)


def test_who_is_lost_is_not_sure():
    trace = Trace()
    trace.hear(heard([0.1], [440.0]), [place(0.1, 3.0, lost=True)])
    assert not trace.sure


def test_taps_stand_at_the_time_of_the_program_that_leads():
    trace = Trace()
    trace.lead(-1.0)
    trace.tap("ban")
    trace.lead(0.5)
    trace.tap("yan")
    assert [(t.at, t.kind) for t in trace.taps] == [(-1.0, "ban"), (0.5, "yan")]
    trace.lead(KEPT_S + 1.0)
    trace.tap("ban")
    assert [t.at for t in trace.taps] == [KEPT_S + 1.0]


@given(st.lists(st.floats(0.001, 0.5), min_size=1, max_size=300), st.integers(1, 40))
def test_only_the_last_seconds_are_kept_however_they_come(steps, at_once):
    times = np.cumsum(steps)
    trace = Trace()
    for i in range(0, len(times), at_once):
        some = times[i : i + at_once]
        trace.hear(heard(some, np.full(len(some), 220.0)), [place(t, t) for t in some])
    kept = [p.time for p in trace.points]
    assert kept == [t for t in times if t > times[-1] - KEPT_S]
