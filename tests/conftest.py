"""What every test may ask for: the evaluation data, the tools of the machine."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from content import texts

if TYPE_CHECKING:
    from sim.stage import Stage

settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure
settings.load_profile("unhurried")

ROOT = Path(__file__).resolve().parent.parent
Shuimo = Callable[..., tuple[int, str, str]]


def missing(reason: str) -> None:
    """Fail in CI, skip elsewhere: a green run in CI has really tested everything."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def eval_data() -> Path:
    """Recordings to evaluate against (SHUIMO_EVAL_DATA, default ../shared/data)."""
    path = Path(os.environ.get("SHUIMO_EVAL_DATA", ROOT / "../shared/data")).resolve()
    if not path.is_dir():
        missing(f"no evaluation data at {path}: set SHUIMO_EVAL_DATA")
    return path


@pytest.fixture(scope="session")
def stage() -> Iterator["Stage"]:
    """A small offscreen picture, for all tests: Panda3D allows one stage a process."""
    from sim.panda import open_stage  # most tests go without a picture

    opened = open_stage("offscreen", (640, 360))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Return the path of a program of the machine, or fail/skip with its name."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            missing(f"{name} is not installed: run `make system`")
        return str(path)

    return find


@pytest.fixture
def shuimo(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Iterator[Shuimo]:
    """Run the program in this process with a home of its own: (exit code, out, err)."""
    import main  # names every floor; most tests go without

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "300")
    before = texts.lang()

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["shuimo", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main.run()
        seen = capsys.readouterr()
        return int(end.value.code or 0), seen.out, seen.err

    yield run
    texts.use(before)
