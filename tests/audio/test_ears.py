"""The ears: a recording through device, process, follower and tape, and what may befall them."""

import time

import numpy as np
import pytest
import soundfile
import soxr

from audio import files, onset, pitch
from audio.accompany import Strand
from audio.ears_messages import Start
from audio.filedevice import FileMic
from audio.grade import grade
from audio.instruments import perform
from audio.ring import BLOCK, RATE
from audio.tone import Tone
from bench.audio_loop import measure
from tests.audio.near import TUNE, part_of, played


def test_a_perfect_signal_scores_the_same_at_any_delay(near, ears, phrase, sung):
    found = []
    for delay in (0.0, 0.12, 0.5):
        listening = ears(FileMic(sung, delay, paced=False))
        listening.start(Start(part_of(phrase)))
        listening.wait_until(60)
        news, take = listening.poll(), listening.stop()
        assert news.state == "ended" and take.facts.latency == delay and take.facts.calibrated
        samples = soxr.resample(take.samples, take.rate, files.RATE)
        judged = grade(phrase.notes, pitch.track(samples), onset.onsets(samples))
        found.append((judged.score, judged.lag, news, take))
    scores, lags = {f[0] for f in found}, {f[1] for f in found}
    assert len(scores) == 1 and scores.pop() > 90
    assert len(lags) == 1
    for _score, _lag, news, take in found:
        n = min(len(take.samples), len(found[0][3].samples))
        assert n > 5 * RATE and np.array_equal(take.samples[:n], found[0][3].samples[:n])
        m = min(len(news.heard), len(found[0][2].heard))
        assert m > 300
        assert np.array_equal(news.heard.times[:m], found[0][2].heard.times[:m])
        assert np.array_equal(news.heard.hertz[:m], found[0][2].heard.hertz[:m], equal_nan=True)
        assert news.places[:m] == found[0][2].places[:m]


def test_what_is_heard_does_not_depend_on_how_it_is_asked(near, ears, phrase, sung):
    heard = []
    for step in (0.004, 0.3):
        listening = ears(FileMic(sung, 0.01, paced=False))
        listening.start(Start(part_of(phrase)))
        parts = []
        for i in range(1, round(2.4 / step) + 1):
            listening.wait_until(i * step)
            parts.append(listening.poll())
            assert i * step <= parts[-1].seconds < i * step + 3 * BLOCK / RATE
            assert listening.seconds == i * step
        heard.append(np.concatenate([p.heard.hertz for p in parts]))
        assert len(heard[-1]) == sum(len(p.places) for p in parts)
    n = min(map(len, heard))
    assert n > 130 and np.array_equal(heard[0][:n], heard[1][:n], equal_nan=True)


def test_take_follows_take(near, ears, sung):
    listening = ears(FileMic(sung, paced=False))
    for _ in range(2):
        listening.start(Start())
        assert listening.poll().state == "starting"
        listening.wait_until(0.5)
        news = listening.poll()
        assert news.state == "listening" and len(news.heard) and news.heard.times[0] < 0.02
        take = listening.stop()
        assert take.seconds == pytest.approx(0.5, abs=3 * BLOCK / RATE)
    listening.start(Start())
    listening.wait_until(0.1)
    assert listening.stop().seconds == pytest.approx(0.1, abs=3 * BLOCK / RATE)


def test_nothing_was_recorded_where_no_take_began(near, ears, sung):
    assert ears(FileMic(sung)).stop().seconds == 0


def test_a_clock_paces_what_is_heard(near, ears, sung):
    listening = ears(FileMic(sung, delay=0.05))
    listening.start(Start())
    begun = time.monotonic()
    listening.wait_until(0.6)
    assert listening.poll().state == "listening"
    assert time.monotonic() - begun >= 0.6
    assert listening.seconds >= 0.6


def test_a_tune_sounds_from_the_first_moment(near, ears, sung, monkeypatch):
    out = played(monkeypatch, ears(FileMic(sung, paced=False)), Start(tune=TUNE), 1.5)
    assert np.array_equal(out[:RATE], TUNE) and not out[RATE:].any()


def test_lines_without_a_singer_are_played_as_written(near, ears, sung, monkeypatch):
    line = Strand("板", (Tone(0.2, 0.1, 60), Tone(0.7, 0.1, 60)))
    out = played(monkeypatch, ears(FileMic(sung, paced=False)), Start(lines=(line,), seed=4), 1.5)
    asked = perform("板", line.tones, 4)
    assert np.abs(asked).max() > 0.05
    assert np.allclose(out[: len(asked)], asked[: len(out)], atol=1e-6)


def test_lines_with_a_singer_go_with_him(near, ears, sung, phrase, monkeypatch):
    tones = tuple(Tone(n.onset, n.duration, n.pitch) for n in phrase.notes)
    start = Start(part_of(phrase), lines=(Strand("曲笛", tones),))
    listening = ears(FileMic(sung, delay=0.1, paced=False))
    loud = np.abs(played(monkeypatch, listening, start, 3.0)) > 0.01
    quiet = Start(part_of(phrase), lines=(Strand("曲笛", tones),), seed=1)
    path = sung.with_name("nobody.wav")
    soundfile.write(path, 0.002 * np.random.default_rng(1).standard_normal(48_000), 16_000)
    alone = np.abs(played(monkeypatch, ears(FileMic(path, paced=False)), quiet, 2.9)) > 0.01
    assert loud[RATE:].any()
    assert not alone[round(1.5 * RATE) :].any()  # nobody sings: no note but the first, at most


def test_frames_go_on_beside_the_ears(near):
    rows = measure(0.6)
    assert [row.n for row in rows] == [54, 54, 54]
    assert all(row.value is not None and np.isfinite(row.value) for row in rows)
