"""A voice followed as in a lesson, and the freedoms of time it takes."""

from dataclasses import replace

import numpy as np
import pytest

from audio import faults, synth
from audio.align import Melody
from audio.follow import Follower
from audio.follow_takes import SHORTEST, again, drifting, freed
from audio.live import Analyser
from audio.melody import Part
from content.library import SHIPPED, open_library

EACH, NOTES = 2, 24  # phrases sung of each kind, notes in each
BEAT = 60 / 72  # seconds: twice the pace of the stage, so that notes are short


@pytest.fixture(scope="module")
def aria() -> list[Part]:
    """EACH phrases of the metred part of the 1746 aria."""
    library = open_library((SHIPPED,))
    link = library.lesson("kunqu/bubujiao").score
    assert link is not None
    score = library.score(link)
    first = sum(n.onset < score.free_until for n in score.notes)
    cut = [score.notes[first + NOTES * k : first + NOTES * (k + 1)] for k in range(EACH)]
    columns = [np.array([(n.onset, n.duration, n.semitones) for n in notes]).T for notes in cut]
    none = np.zeros(NOTES, bool)
    return [
        Part(Melody((c[0] - c[0][0]) * BEAT, c[1] * BEAT, 62 + c[2]), none, np.arange(0, NOTES, 8))
        for c in columns
    ]


def plain(part):
    """The notes as written: a consonant before every other one and before each repeated pitch."""
    m = part.melody
    repeats = np.flatnonzero(np.diff(m.pitches) == 0) + 1
    words = {*range(0, NOTES, 2), *repeats.tolist()}
    return faults.plain(m.onsets.tolist(), m.lengths.tolist(), m.pitches.tolist(), words)


def followed(part, notes, rng):
    """Return notes off by frame, and the lags of the decisions in seconds."""
    heard = Analyser(speakers=False).push(synth.sing(notes, rng).samples)
    told = np.array([p.note for p in Follower(part).hear(heard)])
    onsets = np.array([x.onset for x in notes])
    which = np.searchsorted(onsets, heard.times, side="right") - 1
    during = (which >= 0) & (heard.times < notes[-1].onset + notes[-1].duration)
    lags = []
    for i, onset in enumerate(onsets):
        mine = np.flatnonzero((told == i) & (which == i))
        lags += [heard.times[mine[0]] - onset] if len(mine) else []
    return np.abs(told - which)[during], lags


@pytest.mark.parametrize(
    ("free", "change"),
    [
        (False, lambda notes, rng: faults.transposed(drifting(notes, 0.8, 1.4), -1.6)),
        (True, lambda notes, rng: freed(notes, rng, 0.5)),
    ],
    ids=["drift and lower", "散板"],
)
def test_a_voice_is_followed_note_for_note(aria, free, change):
    off, lags = [], []
    for seed, part in enumerate(aria):
        rng = np.random.default_rng(seed)
        notes = faults.adorned(change(plain(part), rng), rng)
        found = followed(replace(part, free=np.full(NOTES, free)), notes, rng)
        off.append(found[0])
        lags += found[1]
    away = np.concatenate(off)
    assert np.mean(away <= 1) >= 0.96
    assert np.mean(away > 2) <= 0.01
    assert np.median(lags) <= 0.060
    assert len(lags) >= 0.95 * EACH * NOTES


def test_drift_ends_slower_than_it_begins(aria):
    notes = plain(aria[0])
    out = drifting(notes, 0.8, 1.4)
    ratios = np.diff([n.onset for n in out]) / np.diff([n.onset for n in notes])
    assert np.all(np.diff(ratios) > 0)
    assert ratios[0] == pytest.approx(0.8, abs=0.05) and ratios[-1] == pytest.approx(1.4, abs=0.08)


def test_free_notes_keep_their_order_and_no_clock(aria):
    notes = plain(aria[0])
    out = freed(notes, np.random.default_rng(0), 0.5)
    gaps, asked = np.diff([n.onset for n in out]), np.diff([n.onset for n in notes])
    assert [n.index for n in out] == [n.index for n in notes]
    assert gaps.min() >= SHORTEST - 1e-9
    assert 0.25 < np.std(np.log(gaps / asked)) < 0.9


def test_a_phrase_begun_again_comes_after_a_silence(aria):
    out = again(plain(aria[0]), 7, 3, 0.8)
    assert [n.index for n in out] == [*range(8), *range(3, NOTES)]
    last, first = out[7], out[8]
    assert first.onset - first.consonant - last.onset - last.duration == pytest.approx(0.8)
