"""A real OpenXR runtime for tests: Debian 13's Monado, started through its own loader."""

import json
import os
import select
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bench import xr_root
from bench.xr_robot import Robot
from bench.xr_service import Service
from content.errors import Refusal
from tests.conftest import ROOT, missing

INSIDE = Path(__file__).parent / "inside"
TIMEOUT_S = 120.0
Line = Mapping[str, Any]


@pytest.fixture(scope="session")
def trixie() -> xr_root.Root:
    """The unpacked root; made once a machine."""
    if shutil.which("Xvfb") is None:
        missing("Xvfb is not installed: run `make system-test`")
    try:
        return xr_root.root()
    except Refusal as refusal:
        missing(str(refusal))
        raise AssertionError from refusal  # `missing` does not come back


@pytest.fixture(scope="module")
def monado(trixie: xr_root.Root) -> Iterator[Service]:
    """A running service without a picture, and its screen."""
    with Service(trixie) as service:
        yield service


@pytest.fixture
def robot(monado: Service) -> Iterator[Robot]:
    """A scripted user of the service, who begins as the driver does."""
    user = monado.robot()
    yield user
    user.reset()
    user.close()


class Talk:
    """A program under the loader that answers each word on its input by one line of JSON."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, *words: object) -> Line:
        """Say something, and return what is answered."""
        assert self._process.stdin is not None
        print(*words, file=self._process.stdin, flush=True)
        return self.hear()

    def hear(self) -> Line:
        """Return the next line; other lines than JSON are skipped."""
        assert self._process.stdout is not None
        while select.select([self._process.stdout], [], [], TIMEOUT_S)[0]:
            line = self._process.stdout.readline()
            if line.startswith("{"):
                found: Line = json.loads(line)
                return found
            assert line, f"it ended: {self._process.wait(TIMEOUT_S)}"
        raise AssertionError("it says nothing")


class Inside:
    """Runs scripts of the folder inside/ under the loader, beside the service."""

    def __init__(self, service: Service, root: xr_root.Root, home: Path) -> None:
        self._service, self._root, self._home = service, root, home

    def __call__(self, script: str, *args: object, timeout: float = TIMEOUT_S) -> list[Line]:
        """Run a script to its end and return its lines of JSON; it must end well."""
        done = subprocess.run(
            self._command(script, args), **self._surroundings(), stdin=subprocess.DEVNULL,
            capture_output=True, timeout=timeout,
        )  # fmt: skip
        assert done.returncode == 0, f"{script}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]

    @contextmanager
    def talk(self, script: str, *args: object) -> Iterator[Talk]:
        """Run a script beside the test, and end it."""
        with (self._home / f"{script}.log").open("w+") as log:
            process = subprocess.Popen(
                self._command(script, args), **self._surroundings(), stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=log, bufsize=1,
            )  # fmt: skip
            with process:
                try:
                    yield Talk(process)
                except AssertionError as e:
                    log.seek(0)
                    raise AssertionError(f"{e}\n{script}: {log.read()[-3000:]}") from e
                finally:
                    process.kill()

    def _command(self, script: str, args: tuple[object, ...]) -> list[str]:
        return self._root.python("-u", str(INSIDE / f"{script}.py"), *map(str, args))

    def _surroundings(self) -> dict[str, Any]:
        environment = {
            **self._service.environment,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'xr'}",
            "XDG_DATA_HOME": str(self._home),
        }
        return {"cwd": ROOT, "env": environment, "text": True}


@pytest.fixture
def inside(monado: Service, trixie: xr_root.Root, tmp_path: Path) -> Inside:
    """Run a script of inside/ under the loader: `inside(name, …)`, or `inside.talk(name, …)`."""
    return Inside(monado, trixie, tmp_path)
