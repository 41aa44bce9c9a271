"""Real PortAudio with a sound server whose microphone hears its loudspeaker."""

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soxr

from audio import calibrations, files, pitch, synth
from audio.calibrations import timing_trusted
from audio.contour import midi
from audio.ears import Ears
from audio.ears_messages import EarsNews, LiveMic, Recorded, Start
from audio.ring import RATE, Sound
from lessons import registry

ROOM = """
load-module module-native-protocol-unix
load-module module-null-sink sink_name=room rate=48000
set-default-sink room
set-default-source room.monitor
"""
ALSA = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"
# A busy machine may lose sound, and the program then says one of these; only after them does one
# try again, as a user would. Anything else fails at once.
TRIES = 3
UNSTEADY = ("The delay wavers by", "chirps were heard", "is gone")


class Room:
    """A sound server in a folder of its own."""

    def __init__(self, home: Path, program: str) -> None:
        (home / ".asoundrc").write_text(ALSA)
        (home / "room.pa").write_text(ROOM)
        words = [program, "-n", "-F", str(home / "room.pa"), "--daemonize=no", "--use-pid-file=no"]
        self.server = subprocess.Popen(
            [*words, "--exit-idle-time=-1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def ask(self, *words: str) -> int:
        """Ask the server something; its exit code."""
        return subprocess.run(["pactl", *words], capture_output=True, timeout=20).returncode

    def close(self) -> None:
        self.server.kill()
        self.server.wait(10)


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A user with nothing: no sound server, no settings."""
    (tmp_path / "run").mkdir(mode=0o700)
    for name in ("PULSE_SERVER", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LANG", "C")
    return tmp_path


@pytest.fixture
def room(home: Path, tool: Callable[[str], str]) -> Iterator[Room]:
    tool("pactl")
    made = Room(home, tool("pulseaudio"))
    for _ in range(100):
        if made.ask("info") == 0:
            break
        time.sleep(0.1)
    else:
        made.close()
        pytest.fail("the sound server did not start")
    yield made
    made.close()


@pytest.fixture
def live() -> Iterator[Callable[[], Ears]]:
    """Ears with the system's microphone."""
    with contextlib.ExitStack() as left:

        def make() -> Ears:
            known = calibrations.read(registry.user_folder())[0]
            return left.enter_context(contextlib.closing(Ears(LiveMic(known))))

        yield make


def shuimo(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a person does."""
    command = [sys.executable, "-m", "main", *words]
    root = Path(__file__).parents[2]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=root)


def calibrated() -> dict[str, float]:
    """Measure the delay, again where sound was lost meanwhile."""
    for _ in range(TRIES):
        done = shuimo("calibrate", "--json")
        if done.returncode == 0:
            return dict(json.loads(done.stdout))
        said = " ".join(done.stderr.split())
        assert done.returncode == 2 and any(words in said for words in UNSTEADY), done.stderr
    pytest.fail(done.stderr)


def heard_through(ears: Ears, tune: Sound) -> tuple[EarsNews, Recorded]:
    """Play a tune into the room and hear it, again where the machine was too busy."""
    for _ in range(TRIES):
        ears.start(Start(tune=tune))
        ears.wait_until(len(tune) / RATE)
        news, take = ears.poll(), ears.stop()
        if news.trouble is None:
            break
        assert "is gone" in news.trouble
    return news, take


def test_no_device_at_all_is_said(home: Path, live: Callable[[], Ears]) -> None:
    done = shuimo("calibrate")
    assert done.returncode == 2
    assert "no microphone here" in done.stderr and "Traceback" not in done.stderr
    ears = live()
    ears.start(Start())
    ears.wait_until(1.0)
    news = ears.poll()
    assert news.state == "trouble" and news.trouble and "no microphone here" in news.trouble
    assert ears.stop().seconds == 0


def test_chirps_measure_the_delay_and_the_voice_is_read_back(
    room: Room, home: Path, live: Callable[[], Ears]
) -> None:
    found = calibrated()
    assert found["heard"] >= 4 and found["spread_ms"] <= 5
    assert 0 < found["latency_ms"] < 500

    notes = [synth.SungNote(0.3 + 0.6 * i, 0.6, p) for i, p in enumerate((62, 64, 66, 69, 66, 62))]
    sung = synth.sing(notes, np.random.default_rng(2))
    tune = soxr.resample(sung.samples, synth.RATE, RATE)
    news, take = heard_through(live(), tune)
    assert news.trouble is None and take.facts is not None and take.facts.calibrated
    assert timing_trusted(take.facts)[0] == (take.facts.lost == 0)

    heard = soxr.resample(take.samples, take.rate, files.RATE)
    f0 = pitch.track(heard)
    cents = 100 * np.abs(midi(f0.values) - midi(np.interp(f0.times, sung.times, sung.hertz)))
    assert np.nanmedian(cents) < 5 and np.mean(f0.seen) > 0.7
    live_cents = 100 * (
        midi(news.heard.hertz) - midi(np.interp(news.heard.times, sung.times, sung.hertz))
    )
    assert np.nanmedian(np.abs(live_cents)) < 10
    assert np.mean(~np.isnan(live_cents)) > 0.7


def test_a_device_that_vanishes_in_mid_phrase_loses_nothing(
    room: Room, live: Callable[[], Ears]
) -> None:
    tune = 0.3 * np.sin(2 * np.pi * 220 * np.arange(20 * RATE) / RATE).astype(np.float32)
    ears = live()
    ears.start(Start(tune=tune))
    ears.wait_until(1.5)
    room.close()
    ears.wait_until(20.0)
    news, take = ears.poll(), ears.stop()
    assert news.state == "trouble" and news.trouble and "till then is safe" in news.trouble
    assert 1.5 <= take.seconds < 20 and np.abs(take.samples).max() > 0.1
    ears.start(Start())  # the lesson goes on; nothing was plugged in again
    ears.wait_until(1.0)
    news = ears.poll()
    assert news.trouble and "no microphone here" in news.trouble
