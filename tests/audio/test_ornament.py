"""Turns asked for are heard where they are sung and nowhere else; what is not asked is free."""

from dataclasses import replace

import numpy as np
import pytest

from audio import onset, pitch, swell, synth
from audio.grade import grade
from audio.graded import ReferenceNote
from audio.ornament import BY_LOUDNESS, JUDGED, heard
from audio.slots import Slot
from content.model import Status

T = np.arange(100) / 100
LEVEL = np.zeros(100)


def slot(rise, loud=None, before=np.nan, after=np.nan):
    return Slot(rise, np.full(len(rise), np.nan) if loud is None else loud, before, after)


def bump(at, height, width=0.08):
    return height * np.exp(-(((T - at) / width) ** 2))


def told(x):
    return {kind for kind in JUDGED if heard(kind, x)}


def test_a_bare_note_has_none():
    assert told(slot(LEVEL, np.full(100, -20.0))) == set()
    assert told(slot(LEVEL[:5])) == set()


@pytest.mark.parametrize("extent", [0.3, 0.7, 1.0])
def test_vibrato_is_no_turn(extent):
    assert told(slot(extent * np.sin(2 * np.pi * 5.5 * T))) == set()


@pytest.mark.parametrize(("before", "after"), [(-4, 3), (3, -4), (0, 5)])
def test_the_way_from_and_to_a_neighbour_is_no_turn(before, after):
    rise = before / 2 * np.clip(1 - T / 0.06, 0, 1) + after / 2 * np.clip((T - 0.93) / 0.06, 0, 1)
    assert told(slot(rise, before=before, after=after)) == set()


@pytest.mark.parametrize("height", [1.0, 2.0, 3.0])
def test_main_upper_main(height):
    assert told(slot(bump(0.5, height))) == {"擞"}
    assert told(slot(bump(0.3, height, 0.05) + bump(0.6, height, 0.05))) >= {"擞"}


def test_a_hook_up_before_the_note_is_left():
    assert "豁" in told(slot(bump(0.85, 2.0), after=-2.0))
    assert "豁" in told(slot(bump(0.85, 2.0), after=5.0))
    assert "豁" in told(slot(np.where(T > 0.8, 2.0, 0.0)))  # left high at the end of a phrase
    assert "豁" not in told(slot(np.where(T > 0.9, 1.5, 0.0), after=3.0))


def test_a_dip_below_and_back_is_no_scoop():
    assert told(slot(bump(0.35, -2.0))) == {"罕"}
    assert told(slot(-2.0 * np.clip(1 - T / 0.12, 0, 1))) == set()


def test_struck_again_taken_up_cut():
    loud = np.full(100, -20.0)
    assert told(slot(LEVEL, loud - bump(0.33, 12, 0.03) - bump(0.67, 12, 0.03))) == {"叠"}
    assert told(slot(LEVEL, loud - bump(0.5, 3, 0.03))) == set()
    rest = (T >= 0.5) & (T < 0.75)
    assert "掇" in told(slot(np.where(rest, np.nan, LEVEL)))
    cut = slot(np.where(T > 0.3, np.nan, LEVEL))
    assert told(cut) == {"断"}
    held = slot(np.where(T > 0.9, np.nan, LEVEL))
    assert told(held) == set()


def test_an_ornament_that_is_not_judged_is_an_error():
    with pytest.raises(KeyError):
        heard("橄榄", slot(LEVEL))


@pytest.fixture(scope="module")
def sung():
    """One take: a bare long note and one with each turn, a short note between them."""
    turns = [None, *JUDGED]
    notes, asked = [], []
    for i, turn in enumerate(turns):
        at = 0.5 + 1.6 * i
        long, short = 67.0 + (i % 2) * 2, 64.0 - (i % 3)
        notes.append(synth.SungNote(at, 1.1, long, 0.07, (0.3, 5.5), turn=turn))
        notes.append(synth.SungNote(at + 1.1, 0.43, short, vibrato=(0.2, 6.0)))
        asked += [
            ReferenceNote(at, 1.1, long, Status.CONFIRMED),
            ReferenceNote(at + 1.1, 0.43, short, Status.CONFIRMED),
        ]
    samples = synth.sing(notes, np.random.default_rng(4)).samples
    heard = pitch.track(samples), onset.onsets(samples), swell.loudness(samples)
    return asked, heard


def graded(sung, ornaments):
    asked, (f0, onsets, loudness) = sung
    notes = [
        replace(n, ornaments=ornaments(i // 2)) if i % 2 == 0 else n for i, n in enumerate(asked)
    ]
    return grade(notes, f0, onsets, loudness=loudness)


def test_each_turn_is_heard_in_a_voice_and_none_in_a_bare_note(sung):
    found = graded(sung, lambda _i: JUDGED)
    heard = [dict(n.ornaments) for n in found.notes[::2]]
    assert not any(heard[0].values())
    for i, kind in enumerate(JUDGED, 1):
        assert heard[i][kind], kind
    for i in (1, 2, 3):  # 豁 擞 罕 are told from each other and from those of loudness
        assert [k for k, told in heard[i].items() if told] == [JUDGED[i - 1]]


def test_asked_and_heard_is_whole_and_not_asked_is_free(sung):
    right = graded(sung, lambda i: () if i == 0 else (JUDGED[i - 1],))
    assert right.adorned == 1 and right.score > 98
    bare = graded(sung, lambda _i: ())
    assert np.isnan(bare.adorned) and bare.score > 98


def test_in_a_loud_room_what_only_loudness_tells_is_not_judged(sung):
    asked, (f0, onsets, loudness) = sung
    room = replace(loudness, values=np.maximum(loudness.values, loudness.values.max() - 12))
    notes = [replace(n, ornaments=JUDGED) for n in asked]
    told = {k for n in grade(notes, f0, onsets, loudness=room).notes for k, _h in n.ornaments}
    assert told == set(JUDGED) - set(BY_LOUDNESS)


def test_what_is_asked_and_not_heard_costs(sung):
    wrong = graded(sung, lambda i: ("豁",) if i in (0, 2, 3) else ())
    assert wrong.adorned == 0
    lost = sum(n.mark_cost for n in wrong.notes)
    assert lost == pytest.approx(100 * wrong.coverage - wrong.score, abs=1.5)
    assert lost > 25
