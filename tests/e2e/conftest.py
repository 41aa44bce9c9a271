"""A screen, a mouse and a window for the tests that use the program as a person does."""

import contextlib
import functools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audio import faults, synth
from content.library import open_library
from lessons.asked import ask
from lessons.voice_notes import score_notes

DRIVE = ("-m", "tests.e2e.drive")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def screen(tool: Callable[[str], str]) -> Iterator[str]:
    """A virtual screen; gives its DISPLAY."""
    tool("xdotool")
    read, write = os.pipe()
    server = subprocess.Popen(
        [tool("Xvfb"), "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as number:
        display = f":{number.readline().strip()}"
    yield display
    server.terminate()
    server.wait(10)


class Person:
    """A person before the window: sees its state, moves the mouse, clicks, presses keys."""

    def __init__(self, display: str, words: list[str], home: Path) -> None:
        self._env = {**os.environ, "DISPLAY": display, "XDG_DATA_HOME": str(home), "LANG": "C"}
        said, self._said = tempfile.mkstemp(dir=home.parent)
        self.process = subprocess.Popen(
            words, env=self._env, stdout=subprocess.PIPE, stderr=said, text=True, cwd=ROOT
        )
        os.close(said)
        self.sees: dict[str, Any] = {}
        self.frames = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with contextlib.suppress(json.JSONDecodeError):
                self.sees = json.loads(line)
                self.frames += 1

    def wait(self, until: Callable[[dict[str, Any]], Any], what: str, most_s: float = 90) -> Any:
        """Wait until something is seen; fail with what the window said last."""
        end = time.monotonic() + most_s
        while time.monotonic() < end:
            with contextlib.suppress(KeyError):
                if found := until(self.sees):
                    return found
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        self.process.kill()
        self.process.wait()
        said = Path(self._said).read_text()[-800:]
        pytest.fail(f"waited in vain for {what}; seen: {str(self.sees)[:800]}; said: {said}")

    def mouse(self, *words: object) -> None:
        """Use the mouse or the keyboard, then let the window draw a few frames."""
        subprocess.run(["xdotool", *map(str, words)], env=self._env, check=True, timeout=10)
        seen = self.frames
        self.wait(lambda _: self.frames > seen + 1 or self.process.poll() is not None, "a frame")

    def point(self, place: list[int]) -> None:
        """Move the mouse to a place in the window (pixels)."""
        self.mouse("mousemove", "--window", self.window, *place)

    def click(self, place: list[int]) -> None:
        """Move to a place and click."""
        self.point(place)
        self.mouse("click", 1)

    @functools.cached_property
    def window(self) -> str:
        """The window's number, found by its title as a person would."""
        words = ["xdotool", "search", "--name", "Shuimo"]
        for _ in range(50):
            found = subprocess.run(words, env=self._env, capture_output=True, text=True, timeout=10)
            if found.stdout:
                return found.stdout.split()[0]
            time.sleep(0.2)
        pytest.fail("no window called Shuimo came up")

    def leave(self, most_s: float = 60) -> tuple[int, str]:
        """Wait for the program to end; exit code and what it said on the error stream."""
        code = self.process.wait(most_s)
        self._reader.join(10)
        return code, Path(self._said).read_text()

    def go(self) -> None:
        """End the program if it still runs; all it printed is read before the pipe is closed."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._reader.join(10)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def person(screen: str, tmp_path: Path) -> Iterator[Callable[..., Person]]:
    """Start the window with a person before it."""
    started: list[Person] = []

    def start(*words: object, drive: tuple[str, ...] = DRIVE) -> Person:
        command = [sys.executable, *drive, *map(str, words)]
        started.append(Person(screen, command, tmp_path / "home"))
        return started[-1]

    yield start
    for each in started:
        each.go()


@pytest.fixture(scope="session")
def aria() -> Any:
    """步步嬌 sung by the test voice three semitones low and somewhat fast: samples at 16 kHz."""
    library = open_library()
    link = library.lesson("kunqu/bubujiao").score
    assert link is not None
    notes = [asked.note for asked in score_notes(library.score(link))]
    sung = faults.plain(
        [n.onset for n in notes],
        [n.duration for n in notes],
        [n.pitch for n in notes],
        range(0, len(notes), 3),
    )
    sung = faults.stretched(faults.transposed(sung, -3), 0.8)
    return synth.sing(sung, np.random.default_rng(5)).samples


@pytest.fixture(scope="session")
def phrase() -> Any:
    """閒庭院 of 步步嬌, sung quickly by the test voice: samples at 16 kHz."""
    score = ask(open_library(), "kunqu/bubujiao", "xian_ting_yuan").reference.score
    assert score is not None
    notes = [asked.note for asked in score_notes(score)]
    sung = faults.plain(
        [n.onset for n in notes], [n.duration for n in notes], [n.pitch for n in notes], {0, 5, 8}
    )
    return synth.sing(faults.stretched(sung, 0.4), np.random.default_rng(6)).samples
