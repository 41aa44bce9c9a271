"""The runtime for tests: from where its root is unpacked, and that it is whole."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench import xr_root
from bench.apt_source import mirror
from content.errors import Refusal

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
# what mmdebstrap leaves that the root is made of
UNPACKS = """\
#!/bin/sh
echo once >>COUNT
sleep 0.2
mkdir -p "$5/usr/share/vulkan/icd.d" "$5/usr/share/openxr/1"
echo '{"library_path": "libvulkan.so"}' >"$5/usr/share/vulkan/icd.d/lvp_icd.x86_64.json"
echo '{"library_path": "libopenxr.so"}' >"$5/usr/share/openxr/1/openxr_monado.json"
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


def test_two_runs_at_once_build_one_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    program = tmp_path / "mmdebstrap"
    program.write_text(UNPACKS.replace("COUNT", str(tmp_path / "count")))
    program.chmod(0o755)
    monkeypatch.setattr(xr_root, "mirror", lambda: "http://first.test/debian")
    with ThreadPoolExecutor() as pool:
        one, two = (pool.submit(xr_root.root) for _ in range(2))
    assert one.result() == two.result() == xr_root.root()
    assert (tmp_path / "count").read_text() == "once\n"
    for name in ("openxr", "vulkan"):
        manifest = json.loads((one.result().path / f"{name}.json").read_text())
        assert manifest["library_path"] == f"{one.result().libraries}/lib{name}.so"


def test_another_list_of_packages_is_another_root(monkeypatch: pytest.MonkeyPatch) -> None:
    before = xr_root._version()
    monkeypatch.setattr(xr_root, "PACKAGES", (*xr_root.PACKAGES, "libgles2"))
    assert xr_root._version() != before
