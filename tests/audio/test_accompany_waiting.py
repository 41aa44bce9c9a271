"""The accompaniment of a singer who is free, pauses, is lost or begins again."""

from dataclasses import replace

import numpy as np
import pytest

from tests.audio.accompanying import (
    AHEAD,
    LAG,
    lengths,
    level,
    make,
    part,
    places,
    played,
)
from tests.audio.by_ear import clicks


def test_in_san_ban_no_note_sounds_before_the_singers_and_none_is_left_behind():
    rng = np.random.default_rng(3)
    p = part(lengths(3, 16), free=True, starts=(0, 8))
    freely = p.melody.lengths * np.exp(rng.normal(0, 0.5, 16)) + rng.choice([0, 0, 0.8], 16)
    gaps = np.maximum(freely, 0.2)
    sung = 0.5 + np.cumsum(gaps) - gaps
    struck = clicks(played(make(p, "板"), places(p, sung, sung[-1] + 1), sung[-1] + 1))
    assert len(struck) == 16
    late = struck - sung
    assert late.min() > 0
    assert late.max() < LAG + AHEAD + 0.05


def test_in_san_ban_the_note_is_held_while_the_singer_holds_it():
    p = part([1.0, 1.0, 1.0], free=True)
    sound = played(make(p, "曲笛"), places(p, [0.3, 1.3, 4.2], 6), 6)
    assert level(sound, 3.0, 4.0) > 0.9 * level(sound, 0.8, 1.2) > 0.05


def test_who_stands_still_for_long_is_waited_for_in_silence():
    p = part([1.0, 1.0, 1.0], free=True)
    told = places(p, [0.3, 1.3, 12.0], 13.5)
    sound = played(make(p, "曲笛"), told, 13.5)
    assert level(sound, 8.0, 12.0) < 1e-4
    assert level(sound, 12.6, 13.2) > 0.05


def test_a_metred_singer_who_pauses_is_not_left_behind():
    p = part([0.8] * 10)
    sung = 0.5 + p.melody.onsets + np.where(np.arange(10) >= 5, 1.5, 0.0)
    struck = clicks(played(make(p, "板"), places(p, sung, 11), 11))
    after = [np.abs(struck - s).min() for s in sung[6:]]
    assert max(after) < 0.1
    assert np.sum((struck > sung[4] + 0.3) & (struck < sung[5] - 0.05)) <= 1  # then it waits


def test_notes_that_the_singer_has_passed_are_not_played_late():
    p = part([0.6] * 16)
    sung = 0.5 + p.melody.onsets
    told = places(p, sung, 10)
    told = [x for x in told if not 2.0 < x.time < 5.0]  # nothing is heard for three seconds
    ahead = [replace(x, time=x.time - 1.2) for x in told if x.time >= 5.0]  # and notes left out
    told = [x for x in told if x.time < 2.0] + ahead
    struck = clicks(played(make(p, "板"), told, 9))
    after = struck[struck > 5.0]
    expected = sung[sung - 1.2 > 4.9] - 1.2
    assert len(after) <= len(expected) + 1
    assert np.diff(struck).min() > 0.3  # no row of notes to catch up
    assert max(np.abs(expected - s).min() for s in after) < 0.15


def test_a_lost_singer_is_waited_for_and_joined_at_the_next_beat():
    p = part([0.5] * 24)
    sung = 0.5 + p.melody.onsets
    told = [replace(x, lost=3.0 < x.time < 6.0) for x in places(p, sung, 12.5)]
    beats = np.array([0.0, 4.0, 8.0])
    struck = clicks(played(make(p, "板", beats=beats), told, 12.5))
    assert not np.any((struck > 3.8) & (struck < 8.2))
    assert struck[struck > 6.0][0] == pytest.approx(0.5 + 8.0, abs=0.06)


def test_a_follower_that_goes_astray_for_a_moment_does_not_turn_its_head():
    p = part([0.5] * 24)
    sung = 0.5 + p.melody.onsets
    straight = places(p, sung, 12.5)
    mad = [
        replace(x, note=20, score_time=10.2) if 4.0 < x.time < 4.5 else x for x in straight
    ]  # fmt: skip
    calm = played(make(p, "板"), straight, 12.5)
    assert clicks(played(make(p, "板"), mad, 12.5)) == pytest.approx(clicks(calm), abs=0.03)


def test_who_begins_again_is_found_again():
    p = part([0.6] * 12, starts=(0, 6))
    sung = 0.5 + p.melody.onsets
    again = [replace(x, time=x.time + 6.0) for x in places(p, sung, 8.0)]
    told = [x for x in places(p, sung, 6.0) if x.time < 5.0] + [x for x in again if x.note >= 0]
    struck = clicks(played(make(p, "板"), told, 13))
    after = struck[struck > 7.8]
    assert len(after) >= 8
    assert max(np.abs(6.0 + sung - s).min() for s in after) < 0.08
