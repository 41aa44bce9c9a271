"""The runtime for tests: from where it is unpacked, how it starts, that it comes back."""

from pathlib import Path

import numpy as np
import pytest

from bench import xr_root
from bench.apt_source import mirror
from bench.xr_robot import PORT, Robot
from bench.xr_screen import picture
from bench.xr_service import Service
from content.errors import Refusal
from tests.xr.conftest import Inside

DEB822 = """\
Types: deb-src
URIs: http://source.test/debian
Suites: bookworm
Components: main

# a comment
Types: deb
Enabled: no
URIs: http://off.test/debian
Suites: bookworm
Components: main

Types: deb
URIs: http://security.test/debian-security
Suites: bookworm-security
Components: main

Types: deb
URIs:
 http://first.test/debian
 http://second.test/debian
Suites: bookworm bookworm-updates
Components: main
# Suites: sid
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mDMEY865UxYJKwYBBAHaRw8BAQdAd7Z0srwuhlB6JKFkcf4HU4SSS/xcRfwEQWzr
"""
LINES = """\
# deb http://off.test/debian bookworm main
deb-src http://source.test/debian bookworm main
deb http://other.test/docker bookworm stable
deb [arch=amd64 signed-by=/usr/share/keyrings/x.gpg] http://first.test/debian bookworm main # it
deb http://second.test/debian bookworm main contrib
"""


@pytest.mark.parametrize(
    ("name", "text"), [("sources.list.d/debian.sources", DEB822), ("sources.list", LINES)]
)
def test_packages_come_from_where_the_machine_has_its_own(
    tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert mirror(tmp_path, "bookworm") == "http://first.test/debian"
    with pytest.raises(Refusal, match="no archive for Debian forky"):
        mirror(tmp_path, "forky")


@pytest.mark.parametrize("text", ["", "Types: deb\n", "deb [arch=amd64\ndeb\ndeb x\n", "\n \n: \n"])
def test_broken_sources_are_told_in_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list.d" / "debian.sources").write_text(text, encoding="utf-8")
    (tmp_path / "sources.list").write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match="names no archive"):
        mirror(tmp_path, "bookworm")


def test_without_mmdebstrap_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="mmdebstrap is not installed"):
        xr_root.root()


def test_a_root_that_breaks_off_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    program = tmp_path / "mmdebstrap"
    program.write_text("#!/bin/sh\nmkdir -p \"$5/usr\"\necho 'E: no route' >&2\nexit 25\n")
    program.chmod(0o755)
    monkeypatch.setattr(xr_root, "mirror", lambda: "http://first.test/debian")
    with pytest.raises(Refusal, match=r"from http://first.test/debian: E: no route\. "):
        xr_root.root()
    assert [path.name for path in xr_root.cache().iterdir()] == ["lock"]


def test_another_list_of_packages_is_another_root(monkeypatch: pytest.MonkeyPatch) -> None:
    before = xr_root._version()
    monkeypatch.setattr(xr_root, "PACKAGES", (*xr_root.PACKAGES, "libgles2"))
    assert xr_root._version() != before


def test_the_engines_import_under_the_loader(inside: Inside) -> None:
    (found,) = inside("engines")
    assert found["failed"] == {}
    assert found["libc"] >= "2.41" and found["venv"]


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


def test_a_screen_that_cannot_open_is_told(
    trixie: xr_root.Root, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench.xr_service.SCREEN", "nonsense")
    with pytest.raises(Refusal, match="Xvfb did not start"), Service(trixie):
        pass
