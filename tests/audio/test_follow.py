"""The follower on exact frames: any key, any tempo, back and forth, lost and found."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.align import Melody
from audio.follow import Follower
from audio.heard import Heard, empty, join
from audio.melody import Part, metred

HOP = 0.016
PITCHES = np.array([62, 64, 66, 69, 66, 64, 62, 59, 57, 59, 62, 71, 69, 66, 67, 64.0])
LENGTHS = np.array([0.8, 0.4, 0.4, 1.2, 0.8, 0.4, 0.4, 1.6] * 2)
ONSETS = np.append(0, np.cumsum(LENGTHS))[:-1]
N = len(PITCHES)
PART = Part(Melody(ONSETS, LENGTHS, PITCHES), np.zeros(N, bool), np.array([0, 8]))
FREE = Part(PART.melody, np.ones(N, bool), PART.starts)
Sung = list[tuple[float, float, float]]  # onset, end, MIDI number


def sung(notes=range(N), start=0.5, ratio=1.0, key=0.0) -> Sung:
    """The notes of PART one after the other, from second `start` on."""
    at, out = start, []
    for i in notes:
        out.append((at, at + LENGTHS[i] * ratio, PITCHES[i] + key))
        at += LENGTHS[i] * ratio
    return out


def frames(notes: Sung, hop: float = HOP, struck=()) -> Heard:
    """What is heard of exact notes; a sound begins anew at the seconds `struck`."""
    times = np.arange(0, notes[-1][1] + 0.3, hop)
    hertz, onset = np.full(len(times), np.nan), np.zeros(len(times))
    for a, b, midi in notes:
        hertz[(times >= a) & (times < b)] = 440 * 2 ** ((midi - 69) / 12)
    onset[np.searchsorted(times, struck)] = 2.0
    sure = np.where(np.isnan(hertz), 0.0, 0.95)
    quiet = np.full(len(times), -20.0)
    return Heard(times, hertz, sure, quiet, onset, np.zeros(len(times)))


def off(places, notes: Sung, index=range(N)):
    """Return (frames,) notes between what was told and what was sung, while it was."""
    times = np.array([p.time for p in places])
    which = np.searchsorted([n[0] for n in notes], times, side="right") - 1
    during = (which >= 0) & (times < notes[-1][1])
    told = np.array([p.note for p in places])
    return np.abs(told - np.array(index)[which])[during]


@settings(max_examples=15, deadline=None)
@given(st.floats(-19, 12), st.floats(0.7, 1.6), st.sampled_from([0.008, 0.01, 0.016]))
def test_any_key_any_tempo_any_hop(key, ratio, hop):
    notes = sung(ratio=ratio, key=key)
    places = Follower(PART).hear(frames(notes, hop))
    assert np.mean(off(places, notes) <= 1) > 0.98
    assert places[-1].key == pytest.approx(key, abs=0.1)
    middle = places[int(0.8 * len(places))]
    assert middle.ratio == pytest.approx(ratio, rel=0.15)
    assert not any(p.lost for p in places)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 700), max_size=6))
def test_the_same_places_however_the_frames_are_cut(cuts):
    heard = frames(sung())
    whole, follower = Follower(PART).hear(heard), Follower(PART)
    edges = [0, *sorted(cuts), len(heard)]
    parts = [
        Heard(*(getattr(heard, f)[a:b] for f in heard.__dataclass_fields__))
        for a, b in zip(edges, edges[1:], strict=False)
    ]
    assert len(join(parts)) == len(heard)
    assert [p for part in parts for p in follower.hear(part)] == whole


def test_before_the_first_note_nothing_is_told():
    places = Follower(PART).hear(frames(sung(start=3.0)))
    before = [p for p in places if p.time < 2.95]
    assert {p.note for p in before} == {-1}
    assert {p.score_time for p in before} == {0.0}


def test_the_clock_of_the_reference_runs_with_the_singer():
    notes = sung(ratio=1.3)
    places = Follower(PART).hear(frames(notes))
    late = [
        p.score_time - np.interp(p.time, [n[0] for n in notes], ONSETS)
        for p in places
        if notes[4][0] < p.time < notes[-1][0]
    ]
    assert np.median(np.abs(late)) < 0.04
    assert max(p.score_time for p in places) <= PART.melody.grid[-1]


def test_a_held_note_is_waited_for():
    notes = sung(range(4))
    notes[3] = (notes[3][0], notes[3][1] + 3, notes[3][2])
    later = [(a + notes[3][1], b + notes[3][1], m) for a, b, m in sung(range(4, N), start=0)]
    places = Follower(FREE).hear(frames([*notes, *later]))
    held = [p for p in places if notes[3][1] - 1 < p.time < notes[3][1] - 0.1]
    assert {p.note for p in held} == {3}
    assert {p.score_time for p in held} == {ONSETS[4]}
    assert np.mean(off(places, [*notes, *later]) <= 1) > 0.98


@pytest.mark.parametrize("part", [PART, FREE])
@pytest.mark.parametrize(("stop", "start"), [(5, 0), (13, 8), (13, 0), (6, 8)])
def test_who_begins_elsewhere_is_found_within_a_second(part, stop, start):
    first = sung(range(stop + 1))
    rest = sung(range(start, N), start=first[-1][1] + 0.8)
    index = [*range(stop + 1), *range(start, N)]
    places = Follower(part).hear(frames([*first, *rest]))
    since = [p for p in places if p.time > rest[0][0] + 1.0]
    assert np.mean(off(since, [*first, *rest], index) <= 1) > 0.95


def test_who_leaps_back_without_a_pause_is_found():
    index = [*range(12), *range(8, N)]
    notes = sung(index)
    places = Follower(PART).hear(frames(notes))
    since = [p for p in places if p.time > notes[12][0] + 1.5]
    assert np.mean(off(since, notes, index) <= 1) > 0.95


def test_who_begins_again_in_another_key_is_found():
    first = sung(range(8))
    rest = sung(start=first[-1][1] + 0.5, key=-3.4)
    places = Follower(PART).hear(frames([*first, *rest]))
    index = [*range(8), *range(N)]
    since = [p for p in places if p.time > rest[10][0]]
    assert np.mean(off(since, [*first, *rest], index) <= 1) > 0.95
    assert places[-1].key == pytest.approx(-3.4, abs=0.15)


def test_who_sings_something_else_is_lost_and_found_again():
    first = sung(range(8))
    at = first[-1][1]
    other = [(at + 0.3 * k, at + 0.3 * k + 0.3, 52.5 + 1.7 * (k * 5 % 7)) for k in range(20)]
    rest = sung(range(8, N), start=at + 6.5)
    places = Follower(PART).hear(frames([*first, *other, *rest]))
    assert not any(p.lost for p in places if p.time < at)
    assert any(p.lost for p in places if at < p.time < at + 6)
    since = [p for p in places if p.time > rest[2][0]]
    assert np.mean(off(since, rest, range(8, N)) <= 1) > 0.95
    assert not places[-1].lost


def test_a_talking_room_makes_nobody_lost():
    """What the tracker is unsure of speaks neither for nor against the singer."""
    heard, rng = frames(sung()), np.random.default_rng(3)
    talk = rng.random(len(heard)) < 0.5
    hertz = np.where(talk, 150 * 2 ** rng.uniform(0, 2, len(heard)), heard.hertz)
    room = replace(heard, hertz=hertz, confidence=np.where(talk, 0.5, heard.confidence))
    places = Follower(PART).hear(room)
    assert not any(p.lost for p in places)
    sure = replace(heard, hertz=hertz)
    assert any(p.lost for p in Follower(PART).hear(sure))


def test_a_sound_that_begins_anew_tells_repeated_notes_apart():
    pairs = np.repeat(PITCHES[::2], 2)
    same = Part(Melody(ONSETS, LENGTHS, pairs), PART.free, np.array([0]))
    told, unsaid = [], []
    for seed in range(6):
        at, notes = 0.5, []
        uneven = np.exp(np.random.default_rng(seed).normal(0, 0.35, N))
        for pitch, length in zip(pairs, LENGTHS * uneven, strict=True):
            notes.append((at, at + length, pitch))
            at += length
        struck = frames(notes, struck=[n[0] for n in notes])
        told.append(np.mean(off(Follower(same).hear(struck), notes) == 0))
        unsaid.append(np.mean(off(Follower(same).hear(frames(notes)), notes) == 0))
    assert np.mean(told) > 0.9
    assert np.mean(told) > np.mean(unsaid) + 0.08


def test_an_ornament_does_not_mislead():
    notes, ornate = sung(), []
    for a, b, m in notes:
        turn = a + 0.45 * (b - a)
        ornate += [(a, turn, m), (turn, turn + 0.12, m + 2), (turn + 0.12, b, m)]
    places = Follower(PART).hear(frames(ornate))
    assert np.mean(off(places, notes) <= 1) > 0.97


def test_nothing_heard_breaks_it():
    follower = Follower(metred(Melody(np.zeros(1), np.zeros(1), np.full(1, 60.0))))
    assert follower.hear(empty()) == []
    times = np.array([0.0, 0.016, 50.0, 50.016, 50.02])
    hertz = np.array([0.0, -5.0, np.nan, 1e5, 261.6])
    zero = np.zeros(5)
    places = follower.hear(Heard(times, hertz, np.ones(5), zero, zero + 99, zero))
    assert len(places) == 5 and all(np.isfinite(p.sure) and 0 <= p.sure <= 1 for p in places)


def test_notes_that_overlap_or_last_no_time_are_followed():
    lengths = LENGTHS.copy()
    lengths[[2, 9]] = 0.0
    lengths[4] = 9.0
    onsets = ONSETS.copy()
    onsets[6] = onsets[5]
    part = Part(Melody(onsets, lengths, PITCHES), PART.free, PART.starts)
    places = Follower(part).hear(frames(sung()))
    assert np.mean(off(places, sung()) <= 2) > 0.9


def test_twenty_minutes_of_silence_are_survived_in_place():
    first = sung(range(4))
    heard = frames(first)
    times = np.arange(heard.times[-1] + HOP, 1200, 0.4)
    none = np.zeros(len(times))
    silence = Heard(times, none + np.nan, none, none - 90, none, none)
    follower = Follower(PART)
    follower.hear(heard)
    places = follower.hear(silence)
    assert all(np.isfinite(p.sure) for p in places) and not places[-1].lost


@pytest.mark.parametrize(
    ("free", "starts"),
    [(np.zeros(3, bool), [0]), (PART.free, []), (PART.free, [1]), (PART.free, [0, 4, 4]),
     (PART.free, [0, N])],
)  # fmt: skip
def test_a_part_that_cannot_be_is_refused(free, starts):
    with pytest.raises(ValueError, match="part: "):
        Part(PART.melody, free, np.array(starts, np.int64))


def test_each_note_knows_its_phrase():
    assert PART.phrase.tolist() == [0] * 8 + [1] * 8
