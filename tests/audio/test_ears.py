"""The ears: a recording through device, process, follower and tape, and what may befall them."""

import os
import signal
import threading
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile
import soxr

from audio import ears_link, ears_worker, files, onset, pitch, ring, synth
from audio.accompany import Strand
from audio.align import Melody
from audio.device import DeviceError, DeviceFacts
from audio.ears import Ears
from audio.ears_messages import LiveMic, Start
from audio.filedevice import FileMic
from audio.grade import grade
from audio.instruments import perform
from audio.melody import metred
from audio.ring import BLOCK, RATE
from audio.tone import Tone
from bench.audio_loop import measure

TUNE = (np.arange(RATE) / RATE - 0.5).astype(np.float32)


class Wire:
    """A wire that can be cut, as when a process is killed."""

    def __init__(self, wire: Connection) -> None:
        self._wire, self.cut = wire, False

    def __getattr__(self, name):
        if self.cut:
            raise EOFError
        return getattr(self._wire, name)


class Thread:
    """A process that is a thread of this one, and so costs no start."""

    def __init__(self, target, args, daemon):
        self.pid, self.theirs = None, Connection(os.dup(args[0].fileno()))
        self.wire = Wire(self.theirs)
        self.thread = threading.Thread(target=self.work, args=args[1:3], daemon=daemon)

    def work(self, tape, mic):
        with self.theirs:
            ears_worker.work(self.wire, tape, mic)

    def start(self):
        self.pid = -1
        self.thread.start()

    def kill(self):
        self.wire.cut = True

    def join(self):
        self.thread.join()


@pytest.fixture
def near(monkeypatch):
    """Listen in this process."""
    pipe = ears_link.multiprocessing.get_context("spawn").Pipe
    here = SimpleNamespace(Pipe=pipe, Process=Thread)
    monkeypatch.setattr(ears_link.multiprocessing, "get_context", lambda _way: here)


@pytest.fixture
def ears():
    """Make ears that are closed in the end."""
    made: list[Ears] = []

    def make(mic):
        made.append(Ears(mic))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture(scope="module")
def phrase(phrases):
    """The first nine notes of a phrase."""
    whole = phrases[0]
    return replace(whole, notes=whole.notes[:9], syllables=whole.syllables & set(range(9)))


@pytest.fixture(scope="module")
def sung(phrase, tmp_path_factory):
    """A phrase sung by the test voice, as a file."""
    path = tmp_path_factory.mktemp("sung") / "phrase.wav"
    soundfile.write(path, synth.sing(phrase.plain(), np.random.default_rng(3)).samples, synth.RATE)
    return path


def part_of(phrase):
    notes = phrase.notes
    columns = [(n.onset, n.duration, n.pitch) for n in notes]
    return metred(Melody(*(np.array(c, float) for c in zip(*columns, strict=True))))


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


def played(monkeypatch, listening, start, seconds):
    """What goes out to the loudspeaker in a take."""
    out, get = [], ring.Ring.get

    def spy(self, place, into):
        get(self, place, into)
        out.append(into.copy())

    monkeypatch.setattr(ring.Ring, "get", spy)
    listening.start(start)
    listening.wait_until(seconds)
    listening.stop()
    return np.concatenate(out)


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


def test_a_file_that_is_none_is_one_sentence_and_another_try_runs(near, ears, tmp_path):
    listening = ears(FileMic(tmp_path / "sung.wav", paced=False))
    listening.start(Start())
    listening.wait_until(1.0)
    news = listening.poll()
    assert news.state == "trouble" and "no such file" in news.trouble and not listening.ready
    take = listening.stop()
    assert take.seconds == 0 and take.facts is None
    soundfile.write(tmp_path / "sung.wav", 0.1 * np.sin(np.arange(48_000) / 9), 16_000)
    listening.start(Start())
    listening.wait_until(1.0)
    assert listening.poll().state == "listening" and listening.poll().trouble is None
    assert listening.stop().seconds >= 1.0


class Unplugged:
    """A microphone that vanishes after a second."""

    offset, ended = 0.0, False
    facts = DeviceFacts("USB mic", "speakers", "ALSA", 0.0, False)

    def __init__(self, deck):
        self.deck, self.left = deck, RATE // BLOCK

    def pump(self, until):
        if self.deck.cue is None:
            return
        if self.left == 0:
            raise DeviceError("The microphone is gone.")
        self.deck.exchange(TUNE[:BLOCK], np.zeros(BLOCK, np.float32), time.monotonic())
        self.left -= 1

    def close(self):
        pass


def test_what_was_sung_before_the_microphone_was_unplugged_is_safe(near, ears, monkeypatch):
    monkeypatch.setattr(ears_worker, "LiveDevice", Unplugged)
    listening = ears(LiveMic())
    listening.start(Start())
    listening.wait_until(60)
    news = listening.poll()
    assert (news.state, news.trouble) == ("trouble", "The microphone is gone.")
    take = listening.stop()
    assert len(take.samples) == RATE // BLOCK * BLOCK and take.facts == Unplugged.facts


def test_a_fault_of_ours_is_one_sentence_too(near, ears, sung, monkeypatch):
    def push(_self, _samples):
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr("audio.live.Analyser.push", push)
    listening = ears(FileMic(sung, paced=False))
    listening.start(Start())
    listening.wait_until(1.0)
    assert "ZeroDivisionError" in listening.poll().trouble
    assert listening.stop().seconds > 0


def test_ten_minutes_end_the_take(near, ears, sung, monkeypatch):
    monkeypatch.setattr(ring, "LONGEST", 100 * BLOCK / RATE)
    monkeypatch.setattr(ring, "SHORTEST", 0.0)
    listening = ears(FileMic(sung, paced=False))
    listening.start(Start())
    listening.wait_until(60)
    assert listening.poll().state == "ended"
    assert listening.stop().seconds == pytest.approx(100 * BLOCK / RATE)


def test_a_process_that_dies_or_hangs_loses_nothing(ears, sung, monkeypatch):
    listening = ears(FileMic(sung))
    listening.start(Start())  # nobody waits for the process
    assert not listening.ready and listening.poll().state == "starting"
    listening.wait_until(1.0)
    assert listening.ready
    os.kill(listening._link.pid, signal.SIGKILL)
    listening.wait_until(60)
    news = listening.poll()
    assert news.state == "trouble" and "ended unexpectedly" in news.trouble
    whole = soxr.resample(files.read(sung).samples, files.RATE, RATE)
    take = listening.stop()
    assert take.seconds >= 1.0 and np.array_equal(take.samples, whole[: len(take.samples)])

    listening.start(Start())  # another process takes its place
    listening.wait_until(0.5)
    assert listening.poll().trouble is None
    monkeypatch.setattr(ears_link, "SILENT", 1.0)
    os.kill(listening._link.pid, signal.SIGSTOP)
    listening.wait_until(60)
    news = listening.poll()
    assert news.state == "trouble" and "does not answer" in news.trouble
    take = listening.stop()
    assert take.seconds >= 0.5 and np.array_equal(take.samples, whole[: len(take.samples)])


def test_what_is_said_between_takes_does_not_pile_up(near, ears, sung):
    listening = ears(FileMic(sung, paced=False))
    listening.start(Start())
    listening.wait_until(0.1)
    listening.stop()
    ready = replace(listening._link.last, state="ready")
    for _ in range(50):
        listening._link._put(ready)
    assert len(listening._link.take()) <= 3


def test_frames_go_on_beside_the_ears(near):
    rows = measure(0.6)
    assert [row.n for row in rows] == [54, 54, 54]
    assert all(row.value is not None and np.isfinite(row.value) for row in rows)
