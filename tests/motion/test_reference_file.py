"""What a master danced is kept whole, with whose it is, and only as he allows."""

import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.errors import Refusal
from motion import reference_file
from motion.graded import Marks
from motion.motion import Motion
from motion.reference import MotionReference
from motion.reference_file import About
from motion.skeleton import JOINTS

ABOUT = About(
    id="m1", title="山膀", home="闺门旦", school="昆", performer="王老师", kind="master",
    consent_id="c-1", credit="王老师授",
)  # fmt: skip
MARKS = Marks((0.1,), ((0.1, 0.2),), {"left_forearm": 2.0}, (0.0, 0.2))


def take(shift: float = 0.0, frames: int = 12) -> Motion:
    positions = np.full((frames, len(JOINTS), 3), np.nan)
    positions[:, :17] = np.arange(frames * 17 * 3).reshape(frames, 17, 3) / 100 + shift
    seen = ~np.isnan(positions[..., 0])
    return Motion(np.arange(frames) / 30, JOINTS, positions, seen.astype(float))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "new" / "a.ref"
    reference_file.write(path, MotionReference((take(), take(0.5)), MARKS), ABOUT)
    return path


def same(one: Motion, other: Motion) -> None:
    assert one.joints == other.joints
    for name in ("times", "positions", "confidence"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_what_was_written_is_read(kept: Path) -> None:
    reference, about = reference_file.read(kept)
    assert about == ABOUT and reference.marks == MARKS
    for one, other in zip(reference.takes, (take(), take(0.5)), strict=True):
        same(one, other)
    assert [p.name for p in kept.parent.iterdir()] == ["a.ref"]


def test_the_golden_file_of_each_format_is_read(root: Path) -> None:
    for n in range(1, reference_file.FORMAT + 1):
        path = root / "tests" / "golden" / f"motion_reference_v{n}.ref"
        reference, about = reference_file.read(path)
        assert about == ABOUT and reference.marks == MARKS
        same(reference.takes[1], take(0.5))


def test_nobodys_body_is_kept_without_his_consent(tmp_path: Path) -> None:
    reference = MotionReference((take(),))
    for kind in ("master", "teacher", "own"):
        with pytest.raises(Refusal, match="nobody's consent"):
            reference_file.write(tmp_path / "a.ref", reference, About(id="a", kind=kind))
    assert list(tmp_path.iterdir()) == []
    reference_file.write(tmp_path / "a.ref", reference, About(id="a", kind="program"))
    assert reference_file.read(tmp_path / "a.ref")[1].kind == "program"


def test_a_blank_is_no_consent(tmp_path: Path) -> None:
    about = ABOUT.model_copy(update={"consent_id": " "})
    with pytest.raises(Refusal, match="nobody's consent"):
        reference_file.write(tmp_path / "a.ref", MotionReference((take(),)), about)


def unseen() -> Motion:
    motion = take()
    return replace(motion, positions=motion.positions * np.nan)


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (take(frames=1), "take 1 shows no movement"),
        (take(frames=4), "take 1 shows no movement"),
        (unseen(), "take 1 shows no movement"),
        (replace(take(), times=np.arange(12) * 600.0), "take 1 is too long"),
    ],
)
def test_a_take_that_could_not_be_compared_is_refused(
    tmp_path: Path, bad: Motion, word: str
) -> None:
    path = tmp_path / "a.ref"
    reference_file.write(path, MotionReference((take(), bad)), ABOUT)
    with pytest.raises(Refusal, match=word):
        reference_file.read(path)


def test_a_full_disk_leaves_the_older_file(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept.read_bytes()

    def full(*_words: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match="No space left"):
        reference_file.write(kept, MotionReference((take(),)), ABOUT)
    assert kept.read_bytes() == before and len(list(kept.parent.iterdir())) == 1


def rewritten(path: Path, **changes: object) -> None:
    with zipfile.ZipFile(path) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    head = {**json.loads(parts["reference.json"]), **changes}
    parts["reference.json"] = json.dumps(head).encode()
    with zipfile.ZipFile(path, "w") as z:
        for name, data in parts.items():
            z.writestr(name, data)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"format": 2}, "format 2 by a newer program"),
        ({"format": "x"}, "damaged"),
        ({"takes": 0}, "damaged"),
        ({"takes": 3}, "damaged"),
        ({"joints": ["left_hip"]}, "damaged"),
        ({"extra": 1}, "damaged"),
        ({"weights": {"trunk": -1}}, "damaged"),
        ({"about": {"id": "x", "kind": "god"}}, "damaged"),
    ],
)
def test_a_wrong_head_is_refused(kept: Path, changes: dict[str, object], word: str) -> None:
    rewritten(kept, **changes)
    with pytest.raises(Refusal, match=word) as caught:
        reference_file.read(kept)
    assert "\n" not in str(caught.value) and str(kept) in str(caught.value)


def test_a_missing_and_a_too_large_file_are_refused(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refusal, match="no such file"):
        reference_file.read(kept.with_name("none.ref"))
    monkeypatch.setattr(reference_file, "MAX_BYTES", 100)
    with pytest.raises(Refusal, match="at most 100"):
        reference_file.read(kept)


@given(
    flips=st.lists(st.tuples(st.floats(0, 1), st.integers(1, 255)), max_size=4),
    keep=st.one_of(st.just(1.0), st.floats(0, 1)),
)
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_wrong_byte_is_more_than_a_refusal(
    kept: Path, flips: list[tuple[float, int]], keep: float
) -> None:
    raw = bytearray(kept.read_bytes())
    for at, flip in flips:
        raw[int(at * (len(raw) - 1))] ^= flip
    path = kept.with_name("b.ref")
    path.write_bytes(raw[: int(len(raw) * keep)])
    try:
        reference_file.read(path)
    except Refusal as e:
        assert str(path) in str(e)
