"""Motion is read from files as they are written elsewhere, and refused in one sentence."""

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content import take as takes
from content.errors import Refusal
from content.take import Take
from motion import files
from motion.motion import Motion
from motion.skeleton import JOINTS

STANDING = {  # metres, z up, facing -y
    "head": (0, 0, 1.65), "nose": (0, -0.1, 1.6), "neck": (0, 0, 1.45),
    "left_shoulder": (0.2, 0, 1.42), "right_shoulder": (-0.2, 0, 1.42),
    "left_elbow": (0.45, 0, 1.42), "right_elbow": (-0.45, 0, 1.42),
    "left_wrist": (0.7, 0, 1.42), "right_wrist": (-0.7, 0, 1.42),
    "left_hip": (0.1, 0, 0.9), "right_hip": (-0.1, 0, 0.9),
    "left_knee": (0.1, 0, 0.5), "right_knee": (-0.1, 0, 0.5),
    "left_ankle": (0.1, 0, 0.1), "right_ankle": (-0.1, 0, 0.1),
}  # fmt: skip
NAMES = tuple(STANDING)
quickly = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def standing(frames: int = 10) -> np.ndarray:
    return np.tile(np.array(list(STANDING.values()), float), (frames, 1, 1))


def npz(folder: Path, **of: Any) -> Path:
    arrays = {"times": np.arange(10) / 30, "joints": np.array(NAMES), "positions": standing(), **of}
    path = folder / "a.npz"
    np.savez(path, **{name: array for name, array in arrays.items() if array is not None})
    return path


def refused(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        files.read(path)
    assert "\n" not in str(caught.value) and str(path) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64])
def test_numbers_of_every_width_are_read(tmp_path: Path, kind: type) -> None:
    positions = standing()
    positions[3, 0] = np.nan
    motion = files.read(npz(tmp_path, positions=positions.astype(kind)))
    assert motion.joints == JOINTS and motion.positions.dtype == np.float64
    np.testing.assert_allclose(motion.of("left_wrist")[0], STANDING["left_wrist"], atol=1e-3)
    assert np.isnan(motion.of("head")[3]).all() and motion.confidence[3, 0] == 0
    assert np.isnan(motion.of("left_hand_thumb_tip")).all()


AXES = {
    "y up": lambda p: np.stack([p[..., 0], p[..., 2], -p[..., 1]], axis=-1),
    "y down": lambda p: np.stack([p[..., 0], -p[..., 2], p[..., 1]], axis=-1),
    "z down": lambda p: np.stack([p[..., 0], -p[..., 1], -p[..., 2]], axis=-1),
}


@pytest.mark.parametrize("axes", list(AXES))
def test_up_is_found_from_the_body(tmp_path: Path, axes: str) -> None:
    motion = files.read(npz(tmp_path, positions=AXES[axes](standing())))
    for joint, place in STANDING.items():
        np.testing.assert_allclose(motion.of(joint)[0], place, atol=1e-9)


def test_what_is_named_twice_is_refused(tmp_path: Path) -> None:
    names = np.array(["LeftHip", "left_hip", *NAMES[2:]])
    assert "LeftHip / left_hip" in refused(npz(tmp_path, joints=names))


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no times": ({"times": None}, "without times"),
    "nothing": ({"times": None, "joints": None, "positions": None}, "times, joints, positions"),
    "fewer times": ({"times": np.arange(9.0)}, r"wanted (9, 15, 3)"),
    "flat": ({"positions": standing()[..., :2]}, "(10, 15, 2)"),
    "times stand": ({"times": np.zeros(10)}, "do not rise"),
    "times unseen": ({"times": np.full(10, np.nan)}, "do not rise"),
    "times of 2": ({"times": np.zeros((10, 2))}, "wanted"),
    "endless": ({"positions": standing() + np.inf}, "beyond all measure"),
    "words": ({"positions": np.full((10, 15, 3), "x")}, "no numbers"),
    "complex": ({"positions": standing() + 1j}, "no numbers"),
    "other joints": ({"joints": np.array([f"marker{k}" for k in range(15)])}, "marker0"),
    "numbers as names": ({"joints": np.arange(15)}, "no list of names"),
    "millimetres": ({"positions": standing() * 1000}, "positions are metres"),
    "milliseconds": ({"times": np.arange(10) * 33.0}, "a frame every 33 s is too few"),
    "two hours": ({"times": np.linspace(0, 7200, 10)}, "120 minutes"),
}


@pytest.mark.parametrize("what", list(WRONG))
def test_wrong_arrays_are_one_sentence(tmp_path: Path, what: str) -> None:
    arrays, said = WRONG[what]
    assert said in refused(npz(tmp_path, **arrays))


def test_pickles_are_never_unpacked(tmp_path: Path) -> None:
    path = npz(tmp_path, joints=np.array(NAMES, dtype=object))
    assert "Python objects" in refused(path)


def test_what_is_no_file_of_motion(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "none.npz")
    (tmp_path / "a.txt").write_text("x")
    said = refused(tmp_path / "a.txt")
    assert "no motion can be read" in said and ".bvh" in said and ".mp4" in said
    (tmp_path / "a.ref").write_text("x")  # the takes of a master are not a learner's
    assert ".ref," not in refused(tmp_path / "a.ref")
    (tmp_path / "b.npz").write_bytes(b"PK")
    assert "damaged" in refused(tmp_path / "b.npz")
    assert files.is_pictures(tmp_path) and files.is_pictures(Path("a.MP4"))
    assert not files.is_pictures(Path("a.npz"))


def test_a_file_of_far_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 100)
    assert "too much" in refused(npz(tmp_path))


def test_narrow_numbers_are_not_widened_beyond_measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = npz(tmp_path, positions=np.zeros((10, 15, 3), np.int8))
    files.read(path)
    monkeypatch.setattr(files, "MAX_BYTES", 3000)  # there are 2168 bytes; as float64 3600
    assert "too much" in refused(path)


def test_times_of_a_clock_are_counted_from_the_first(tmp_path: Path) -> None:
    motion = files.read(npz(tmp_path, times=1.7e9 + np.arange(10) / 32))
    np.testing.assert_array_equal(motion.times, np.arange(10) / 32)
    later = files.read(npz(tmp_path, times=100 + np.arange(10) / 32))
    assert later.times[0] == 100.0


@pytest.mark.parametrize("ending", [".npz", ".mp4", ".ref", ""])
def test_a_name_that_no_disk_holds_is_no_file(ending: str) -> None:
    path = Path("x" * 300 + ending)
    assert "no such file" in refused(path)
    assert files.is_pictures(path) == (ending == ".mp4")


def test_too_many_frames_are_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FRAMES", 9)
    assert "10 frames: at most 30 minutes and 9 frames" in refused(npz(tmp_path))


def test_all_unseen_is_read_and_left_to_the_judge(tmp_path: Path) -> None:
    motion = files.read(npz(tmp_path, positions=standing() * np.nan))
    assert np.isnan(motion.positions).all() and not motion.confidence.any()


def test_a_take_gives_its_motion_back(tmp_path: Path) -> None:
    motion = files.read(npz(tmp_path))
    path = tmp_path / "a.take"
    kept = Take("kunqu/huodong", "0" * 64, "test", consent_id="c-1", streams=motion.streams())
    takes.write(kept, path)
    np.testing.assert_array_equal(files.read(path).positions, motion.positions)
    takes.write(Take("kunqu/bubujiao", "0" * 64, "test", consent_id="c-1"), path)
    assert "no motion was kept" in refused(path)


@given(data=st.binary(max_size=400), ending=st.sampled_from([".npz", ".bvh", ".take"]))
@quickly
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    path.write_bytes(data)
    refused(path)


@given(flips=st.lists(st.tuples(st.floats(0, 1), st.integers(1, 255)), max_size=4))
@quickly
def test_no_wrong_byte_is_more_than_a_refusal(
    tmp_path: Path, flips: list[tuple[float, int]]
) -> None:
    path = npz(tmp_path)
    raw = bytearray(path.read_bytes())
    for at, flip in flips:
        raw[int(at * (len(raw) - 1))] ^= flip
    path.write_bytes(raw)
    try:
        assert isinstance(files.read(path), Motion)
    except Refusal as e:
        assert str(path) in str(e)


def test_a_zip_that_cannot_be_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w") as z:
        for name in ("times", "joints", "positions"):
            z.writestr(f"{name}.npy", b"\x93NUMPY nonsense")
    assert "damaged" in refused(path)
