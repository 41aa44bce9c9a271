"""A private OpenXR runtime: Monado's service and a screen without a monitor, in own folders.

The runtime's remote driver listens on one fixed port, so only one service can run at a time in
a network namespace.
"""

import os
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from bench.xr_robot import PORT, Robot
from bench.xr_root import Root
from bench.xr_screen import picture
from content.errors import Refusal
from content.texts import _

READY = "service has started"
PATIENCE_S = 20.0
SCREEN = "1280x1024x24"
# A child ends with us, however we end: a service that is left behind holds the port for ever.
WITH_US = ["setpriv", "--pdeathsig", "KILL"]


class Service:
    """Xvfb and monado-service, started on entering and ended on leaving.

    `real`: Monado's own compositor draws in a window of the screen, at 60 Hz; else a compositor
    that shows nothing, at 20 Hz. `environment` is what a program needs to find them.
    """

    def __init__(self, root: Root, real: bool = False) -> None:
        self._root = root
        self._real = real
        self._folder = TemporaryDirectory(prefix="xr-")  # short: a socket's path has few letters
        self.folder = Path(self._folder.name)
        self.log = self.folder / "service.log"
        self._screen: subprocess.Popen[bytes] | None = None
        self._service: subprocess.Popen[bytes] | None = None
        self._display = ""

    def __enter__(self) -> Self:
        try:
            self._open_screen()
            self.start()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    @property
    def pid(self) -> int | None:
        """The running service's process; None when it was killed."""
        return self._service.pid if self._service else None

    @property
    def environment(self) -> Mapping[str, str]:
        """The whole environment of a program that uses this runtime and this screen."""
        return {
            **os.environ,
            **self._root.environment,
            "DISPLAY": self._display,
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
        }

    def start(self) -> None:
        """Start the service, anew after `kill`, and wait until it can be used.

        Raises Refusal when the port is taken, or when it does not start.
        """
        _port_is_free()
        for name in ("run", "config"):
            (self.folder / name).mkdir(mode=0o700, exist_ok=True)
        for left in (self.folder / "run").glob("monado*"):  # the socket of one that was killed
            left.unlink()
        command = self._root.start(self._root.path / "usr/bin/monado-service")
        self._service = _spawn(command, {**self.environment, **self._settings()}, self.log)
        self._wait_until_ready(self._service)

    def kill(self) -> None:
        """End the service at once, as when it crashes; the screen stays."""
        if self._service is not None:
            self._service.kill()
            self._service.wait()
            self._service = None

    def robot(self) -> Robot:
        """Return a scripted user of the running service."""
        return Robot()

    def screenshot(self, path: Path) -> None:
        """Write what the screen shows now to a PNG."""
        picture(self.folder / "Xvfb_screen0").save(path)

    def _settings(self) -> Mapping[str, str]:
        null, xcb = ("0", "1") if self._real else ("1", "0")
        return {
            "XRT_COMPOSITOR_NULL": null,
            "XRT_COMPOSITOR_FORCE_XCB": xcb,
            "XRT_NO_STDIN": "1",
            "P_OVERRIDE_ACTIVE_CONFIG": "remote",
        }

    def _open_screen(self) -> None:
        """Let Xvfb choose its number; its picture lies in a file that we can read."""
        told, tells = os.pipe()
        command = [
            "Xvfb", "-displayfd", str(tells), "-screen", "0", SCREEN, "+extension", "GLX",
            "-nolisten", "tcp", "-fbdir", str(self.folder),
        ]  # fmt: skip
        log = self.folder / "screen.log"
        try:
            self._screen = _spawn(command, os.environ, log, keep=(tells,))
        finally:
            os.close(tells)
        with os.fdopen(told) as number:
            self._display = f":{number.readline().strip()}"
        if self._display == ":":
            raise _not_started("Xvfb", log)

    def _wait_until_ready(self, process: "subprocess.Popen[bytes]") -> None:
        end = time.monotonic() + PATIENCE_S
        while READY not in self.log.read_text(errors="replace"):
            if process.poll() is not None or time.monotonic() > end:
                raise _not_started("monado-service", self.log)
            time.sleep(0.02)

    def _close(self) -> None:
        for process in (self._service, self._screen):
            if process is not None:
                _end(process)
        self._service = self._screen = None
        self._folder.cleanup()


def _spawn(
    command: list[str], environment: Mapping[str, str], log: Path, keep: tuple[int, ...] = ()
) -> "subprocess.Popen[bytes]":
    """Start a program that holds none of our streams."""
    with log.open("wb") as out:
        try:
            return subprocess.Popen(
                [*WITH_US, *command], env=environment, pass_fds=keep,
                stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            )  # fmt: skip
        except OSError as e:
            sentence = _("{name} is not installed: run `make system-test`.")
            raise Refusal(sentence.format(name=e.filename)) from e


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _port_is_free() -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a closed one may linger
        try:
            trial.bind(("127.0.0.1", PORT))
        except OSError as e:
            sentence = _("Port {port} of this machine is taken: another OpenXR service with a "
                         "scripted user runs. End it, and start again.")  # fmt: skip
            raise Refusal(sentence.format(port=PORT)) from e


def _not_started(name: str, log: Path) -> Refusal:
    lines = log.read_text(errors="replace").strip().splitlines() or ["-"]
    sentence = _("{name} did not start; it said last: {last}")
    return Refusal(sentence.format(name=name, last=lines[-1]))
