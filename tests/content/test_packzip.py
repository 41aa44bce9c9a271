import errno
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content import packzip
from content.library import open_library
from content.packzip import PackError, unpacked
from content.shelve import shelve


def zipped(target: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in entries.items():
            z.writestr(name, data)
    return target


@pytest.fixture
def entries(paike: Path) -> dict[str, bytes]:
    """The bracket's pack under another id, as the entries of a zip."""
    return {
        f"mine/{f.name}": f.read_bytes().replace(b"xiangshan/paike", b"xiangshan/mine")
        for f in paike.iterdir()
    }


def test_a_pack_is_taken_in_whole(entries: dict[str, bytes], tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    folder = shelve(zipped(tmp_path / "a.zip", entries), shelf, open_library())
    assert folder == shelf / "xiangshan" / "mine"
    board = open_library((shelf,)).lessons({"physics"})
    assert [(e.lesson.id, e.ready) for e in board] == [("xiangshan/mine", True)]
    assert [p.name for p in shelf.iterdir()] == ["xiangshan"]


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("mine/link")
    info.external_attr = 0o120777 << 16
    return info


@pytest.mark.parametrize(
    ("extra", "word"),
    [
        ({"../evil.yaml": b"x"}, "leaves the pack"),
        ({"/etc/evil": b"x"}, "leaves the pack"),
        ({"mine/../../evil": b"x"}, "leaves the pack"),
        ({link(): b"/etc/passwd"}, "is a link"),
        ({"mine/bomb": b"\0" * 30_000_000}, "far more than a pack holds"),
        ({f"mine/{i}": b"" for i in range(600)}, "far more than a pack holds"),
        ({"mine/more.yaml": b"x: 1"}, "says whose more.yaml is"),
        ({"mine/lesson.yaml": b"x: 1"}, "damaged or no zip"),
    ],
)
def test_unsafe_zips_leave_nothing_behind(
    entries: dict[str, bytes], tmp_path: Path, extra: dict[str, bytes], word: str
) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in entries.items():
            z.writestr(name, data)
        if "mine/lesson.yaml" in extra:
            with pytest.warns(UserWarning, match="Duplicate"):
                z.writestr("mine/lesson.yaml", b"x: 1")
        else:
            for info, data in extra.items():
                z.writestr(info, data, zipfile.ZIP_DEFLATED)
    shelf = tmp_path / "shelf"
    with pytest.raises(PackError, match=word):
        shelve(archive, shelf, open_library())
    assert list(shelf.iterdir()) == []
    assert not (tmp_path / "evil.yaml").exists() and not (tmp_path / "evil").exists()


def test_a_size_that_lies_is_refused(entries: dict[str, bytes], tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {**entries, "mine/big": b"\0" * 30_000_000})
    raw = archive.read_bytes().replace((30_000_000).to_bytes(4, "little"), b"\x10\0\0\0")
    archive.write_bytes(raw)
    with pytest.raises(PackError, match="damaged"):
        shelve(archive, tmp_path / "shelf", open_library())


def test_a_pack_that_is_here_already_is_refused(tmp_path: Path, paike: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {f.name: f.read_bytes() for f in paike.iterdir()})
    with pytest.raises(PackError, match="xiangshan/paike is here already"):
        shelve(archive, tmp_path / "shelf", open_library())


def test_a_full_disk_leaves_nothing_behind(
    entries: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(packzip.shutil, "copyfileobj", full)
    with pytest.raises(PackError, match="No space left"):
        shelve(zipped(tmp_path / "a.zip", entries), tmp_path / "shelf", open_library())
    assert list((tmp_path / "shelf").iterdir()) == []


@pytest.mark.parametrize(("data", "word"), [(b"", "damaged"), (b"PK\x03\x04", "damaged")])
def test_no_zip_is_refused(tmp_path: Path, data: bytes, word: str) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(PackError, match=word), unpacked(tmp_path / "a.zip"):
        pass


def test_a_zip_without_a_pack_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(PackError, match=r"no pack\.yaml"),
        unpacked(zipped(tmp_path / "a.zip", {"x/readme": b""})),
    ):
        pass


@given(at=st.floats(0, 1), flip=st.integers(1, 255), cut=st.floats(0, 1))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_wrong_byte_is_one_sentence(tmp_path: Path, at: float, flip: int, cut: float) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("pack.yaml", "format: 1\n" * 20)
    raw = bytearray(buffer.getvalue())
    raw[int(at * (len(raw) - 1))] ^= flip
    archive = tmp_path / "a.zip"
    archive.write_bytes(raw[: max(1, int(len(raw) * max(cut, 0.3)))])
    try:
        with unpacked(archive) as folder:
            assert (folder / "pack.yaml").is_file()
    except PackError as e:
        assert "\n" not in str(e)
