import errno
import json
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content import take as takes
from content.event import Event
from content.stream import Stream
from content.take import Take, TakeError


@pytest.fixture
def take() -> Take:
    times = np.arange(5) / 100
    f0 = np.array([220.0, np.nan, 221.0, 222.5, np.nan])
    return Take(
        lesson="kunqu/bubujiao",
        lesson_hash="0" * 64,
        program="0.1.0",
        engine="swift-f0 0.3.0",
        seed=7,
        ticks=480,
        inputs=(Event(3, "hand.grip", {"part": "gong", "point": [0.0, 0.1, -0.2]}),),
        streams={"f0": Stream(times, f0, np.ones(5))},
        device={"rate_hz": 44100},
        clock={"latency_s": 0.02},
        consent_id="c-1",
    )


def test_round_trip(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.take"
    takes.write(take, path)
    back = takes.read(path)
    assert back.inputs == take.inputs
    assert {**vars(back), "streams": 0} == {**vars(take), "streams": 0}
    for name in ("times", "values", "confidence"):
        np.testing.assert_array_equal(
            getattr(back.streams["f0"], name), getattr(take.streams["f0"], name)
        )
    assert [p.name for p in path.parent.iterdir()] == ["a.take"]


@pytest.mark.parametrize("nobody", [None, ""])
def test_without_consent_nothing_is_written(take: Take, tmp_path: Path, nobody: str | None) -> None:
    anonymous = Take(**{**vars(take), "consent_id": nobody})
    with pytest.raises(TakeError, match="nobody's consent"):
        takes.write(anonymous, tmp_path / "a.take")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_the_older_take(
    take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.take"
    takes.write(take, path)
    before = path.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if step == "write":
        monkeypatch.setattr(takes, "_pack", full)
    elif step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(TakeError, match="No space left"):
        takes.write(take, path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.take"]


def rewritten(path: Path, **changes: object) -> None:
    """Write the take's head again with other values (None: without the field)."""
    with zipfile.ZipFile(path) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    head = {**json.loads(parts["take.json"]), **changes}
    parts["take.json"] = json.dumps({k: v for k, v in head.items() if v != "drop"}).encode()
    with zipfile.ZipFile(path, "w") as z:
        for name, data in parts.items():
            z.writestr(name, data)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"format": 2}, "format 2 by a newer program"),
        ({"format": "x"}, "damaged"),
        ({"seed": "x"}, "damaged"),
        ({"lesson": "drop"}, "damaged"),
        ({"extra": 1}, "damaged"),
        ({"inputs": [[1, "x"]]}, "damaged"),
        ({"inputs": [[1, "x", 3]]}, "damaged"),
        ({"streams": ["f0", "f1"]}, "damaged"),
    ],
)
def test_a_wrong_head_is_refused(
    take: Take, tmp_path: Path, changes: dict[str, object], word: str
) -> None:
    path = tmp_path / "a.take"
    takes.write(take, path)
    rewritten(path, **changes)
    with pytest.raises(TakeError, match=word) as caught:
        takes.read(path)
    assert "\n" not in str(caught.value)


def test_a_take_that_unpacks_to_far_too_much_is_refused(
    take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    takes.write(take, tmp_path / "a.take")
    monkeypatch.setattr(takes, "MAX_BYTES", 100)
    with pytest.raises(TakeError, match="at most 100"):
        takes.read(tmp_path / "a.take")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TakeError, match="no such file"):
        takes.read(tmp_path / "a.take")
    with pytest.raises(TakeError, match="damaged"):
        takes.read(tmp_path)


@given(
    flips=st.lists(st.tuples(st.floats(0, 1), st.integers(1, 255)), max_size=4),
    keep=st.one_of(st.just(1.0), st.floats(0, 1)),
)
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_wrong_byte_raises_anything_but_take_error(
    take: Take, tmp_path: Path, flips: list[tuple[float, int]], keep: float
) -> None:
    path = tmp_path / "a.take"
    takes.write(take, path)
    raw = bytearray(path.read_bytes())
    for at, flip in flips:
        raw[int(at * (len(raw) - 1))] ^= flip
    path.write_bytes(raw[: int(len(raw) * keep)])
    try:
        takes.read(path)
    except TakeError as e:
        assert str(path) in str(e)


@pytest.mark.parametrize(
    "array", [np.zeros(5, dtype=complex), np.zeros(4), np.array(1.0), np.array(["x"] * 5)]
)
def test_a_stream_of_another_shape_or_kind_is_refused(
    take: Take, tmp_path: Path, array: np.ndarray
) -> None:
    path = tmp_path / "a.take"
    takes.write(take, path)
    np.save(tmp_path / "x.npy", array)
    with zipfile.ZipFile(path) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    parts["f0.confidence.npy"] = (tmp_path / "x.npy").read_bytes()
    with zipfile.ZipFile(path, "w") as z:
        for name, data in parts.items():
            z.writestr(name, data)
    with pytest.raises(TakeError, match="damaged"):
        takes.read(path)
