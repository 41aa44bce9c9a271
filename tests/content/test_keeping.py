"""A file is put into its place whole or not at all."""

import pytest

from content import keeping


def test_a_file_and_its_folder_are_made(tmp_path):
    path = tmp_path / "new" / "a.take"
    keeping.put(path, b"one")
    keeping.put(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == ["a.take"]


def test_what_the_disk_refuses_leaves_the_older_file(tmp_path, monkeypatch):
    path = tmp_path / "a.take"
    keeping.put(path, b"older")

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        keeping.put(path, b"newer")
    assert path.read_bytes() == b"older"
    assert [p.name for p in tmp_path.iterdir()] == ["a.take"]
