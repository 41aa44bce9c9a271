"""The private runtime: it starts, is alone, crashes, comes back and never outlives its owner."""

import os
import platform
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from bench import xr_root
from bench.xr_robot import PORT, Robot
from bench.xr_screen import picture
from bench.xr_service import Service
from content.errors import Refusal
from tests.xr.conftest import Inside

OWNER = """
import sys, time
from bench.xr_root import root
from bench.xr_service import Service
with Service(root()) as service:
    print(service.pid, service._screen.pid, flush=True)
    time.sleep(60)
"""


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_it_ends_with_its_owner_however_that_ends(trixie: xr_root.Root, root: Path) -> None:
    with (
        TemporaryDirectory() as left,  # what it cannot remove any more
        subprocess.Popen(
            [sys.executable, "-c", OWNER], cwd=root, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "TMPDIR": left},
        ) as owner,
    ):  # fmt: skip
        assert owner.stdout is not None
        pids = [int(word) for word in owner.stdout.readline().split()]
        assert len(pids) == 2 and all(map(_runs, pids))
        os.kill(owner.pid, signal.SIGKILL)
        owner.wait()
        end = time.monotonic() + 10
        while any(map(_runs, pids)) and time.monotonic() < end:
            time.sleep(0.01)
        assert not any(map(_runs, pids))


def test_a_screen_that_cannot_open_is_told(
    trixie: xr_root.Root, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench.xr_service.SCREEN", "nonsense")
    with pytest.raises(Refusal, match="Xvfb did not start"), Service(trixie):
        pass


def test_the_engines_import_under_the_loader(inside: Inside) -> None:
    (found,) = inside("engines")
    assert found["failed"] == {}
    assert found["libc"] == "2.41" and found["venv"]
    assert found["child"] == platform.libc_ver()[1]  # a child has the machine's own


def test_a_killed_service_is_noticed_and_comes_back(monado: Service, inside: Inside) -> None:
    with inside.talk("poses") as program:
        assert program.hear() == {"state": "FOCUSED"}
        monado.kill()
        assert monado.pid is None
        assert program.ask("look") == {"error": "InstanceLostError"}
    with pytest.raises(Refusal, match=f"at port {PORT}"):
        Robot()
    monado.start()
    with inside.talk("poses") as program:
        assert program.hear() == {"state": "FOCUSED"}
        assert program.ask("leave") == {"left": True}


def test_a_second_service_is_refused(monado: Service, trixie: xr_root.Root) -> None:
    with pytest.raises(Refusal, match=f"Port {PORT}"), Service(trixie):
        pass
    Robot().close()  # the first is still there


def test_a_second_user_is_refused(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.xr_robot.PATIENCE_S", 0.2)
    with pytest.raises(Refusal, match="end the user that it has"):
        Robot()


def test_what_the_screen_shows_is_read(monado: Service, tmp_path: Path) -> None:
    monado.screenshot(tmp_path / "screen.png")
    shown = picture(monado.folder / "Xvfb_screen0")
    assert shown.size == (1280, 1024)
    assert not np.asarray(shown).any()  # nothing is drawn


@pytest.mark.parametrize("raw", [b"", b"\0" * 99, b"\0" * 200, b"\xff" * 4000])
def test_what_is_no_picture_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "screen"
    path.write_bytes(raw)
    with pytest.raises(Refusal, match="holds no picture"):
        picture(path)


def test_colours_of_the_screen_are_told_apart(tmp_path: Path) -> None:
    head = np.zeros(25, ">u4")
    head[[0, 1, 2, 4, 5, 11, 12, 19]] = 108, 7, 2, 2, 1, 32, 12, 1
    path = tmp_path / "screen"
    pixels = bytes([1, 2, 3, 0, 4, 5, 6, 0, 9, 9, 9, 9])  # blue, green, red, none; a row is padded
    path.write_bytes(head.tobytes() + bytes(8) + bytes(12) + pixels)
    assert np.asarray(picture(path)).tolist() == [[[3, 2, 1], [6, 5, 4]]]
