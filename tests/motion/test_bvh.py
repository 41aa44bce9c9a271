"""BVH: any tree, any order of turns, and what is no BVH."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from content.errors import Refusal
from motion import bvh, files


@pytest.fixture
def arm(root: Path) -> Path:
    return root / "tests" / "golden" / "motion_arm.bvh"


def test_a_written_figure_stands_where_it_was_written(arm: Path) -> None:
    motion = files.read(arm)
    assert motion.times == pytest.approx([0, 1 / 30, 2 / 30], abs=1e-5)
    rest = {  # metres, from centimetres; y up has become z up, +z has become -y
        "left_shoulder": (0.2, 0, 1.35), "left_elbow": (0.48, 0, 1.35),
        "left_wrist": (0.73, 0, 1.35), "neck": (0, 0, 1.4), "head": (0, 0, 1.6),
        "left_ankle": (0.1, 0, 0.08), "left_toe": (0.1, -0.14, 0.03),
    }  # fmt: skip
    for joint, place in rest.items():
        np.testing.assert_allclose(motion.of(joint)[0], place, atol=1e-9)
    assert np.isnan(motion.of("right_wrist")).all()


def test_turns_follow_the_order_of_the_channels(arm: Path) -> None:
    motion = files.read(arm)
    # the arm is turned by R = Ry(90) Rz(90): its x goes up first, and about y it stays so
    np.testing.assert_allclose(motion.of("left_elbow")[1], (0.2, 0, 1.63), atol=1e-9)
    np.testing.assert_allclose(motion.of("left_wrist")[1], (0.2, 0, 1.88), atol=1e-9)
    # the whole body is turned by Ry(90), its left now behind it; the forearm points up
    np.testing.assert_allclose(motion.of("left_elbow")[2], (0, 0.48, 1.35), atol=1e-9)
    np.testing.assert_allclose(motion.of("left_wrist")[2], (0, 0.48, 1.6), atol=1e-9)


@pytest.mark.parametrize("unit", [1.0, 100.0, 1000.0, 1 / 0.0254])
def test_the_unit_follows_from_the_bodys_height(arm: Path, tmp_path: Path, unit: float) -> None:
    lines = []
    for line in arm.read_text().splitlines():
        word, *rest = line.split() or [""]
        if word == "OFFSET":
            line = "OFFSET " + " ".join(str(float(v) / 100 * unit) for v in rest)
        lines.append(line.replace(" 90 0 0 0 0 ", f" {0.9 * unit} 0 0 0 0 "))
    path = tmp_path / "a.bvh"
    path.write_text("\n".join(lines))
    motion = files.read(path)
    long = np.linalg.norm(motion.of("left_elbow") - motion.of("left_shoulder"), axis=1)
    np.testing.assert_allclose(long, 0.28, atol=1e-6)


@st.composite
def trees(draw: st.DrawFn) -> tuple[str, list[bvh.Node], np.ndarray]:
    """Any tree of up to eight joints, written as BVH, with one frame."""
    number = st.floats(-100, 100).map(lambda v: round(v, 3))
    count = draw(st.integers(1, 8))
    parents = [-1] + [draw(st.integers(0, k - 1)) for k in range(1, count)]
    nodes = []
    for k, parent in enumerate(parents):
        axes = draw(st.permutations("XYZ"))
        channels = tuple(f"{a}rotation" for a in axes[: draw(st.integers(0, 3))])
        if draw(st.booleans()):
            channels = ("Xposition", "Yposition", "Zposition", *channels)
        offset = np.array([draw(number) for _ in range(3)])
        nodes.append(bvh.Node(f"j{k}", parent, offset, channels))

    order: list[int] = []

    def written(k: int) -> str:
        order.append(k)
        inner = " ".join(written(c) for c, parent in enumerate(parents) if parent == k)
        node = nodes[k]
        words = f"OFFSET {' '.join(map(str, node.offset))} CHANNELS {len(node.channels)} "
        words += " ".join(node.channels)
        return f"{'JOINT' if k else 'ROOT'} {node.name} {{ {words} {inner} }}\n"

    tree = written(0)
    values = np.array([draw(number) for k in order for _ in nodes[k].channels])
    text = f"HIERARCHY\n{tree}MOTION\nFrames: 1\nFrame Time: 0.01\n{' '.join(map(str, values))}\n"
    return text, [nodes[k] for k in order], values


@given(trees())
@settings(max_examples=100)
def test_any_tree_stands_as_scipy_turns_it(made: tuple[str, list[bvh.Node], np.ndarray]) -> None:
    text, nodes, values = made
    found = bvh.parse(text)
    assert found.names == tuple(node.name for node in nodes)
    places: dict[str, np.ndarray] = {}
    turns: dict[str, Rotation] = {}
    left = list(values)
    positions = found.positions()
    for k, node in enumerate(nodes):
        own = [left.pop(0) for _ in node.channels]
        moved = np.array(node.offset)
        if "Xposition" in node.channels:
            moved, own = np.array(own[:3]), own[3:]
        axes = "".join(c[0] for c in node.channels if c.endswith("rotation"))
        turn = Rotation.from_euler(axes, own, degrees=True) if axes else Rotation.identity()
        if node.parent >= 0:
            above = f"j{node.parent}"
            moved, turn = places[above] + turns[above].apply(moved), turns[above] * turn
        places[node.name], turns[node.name] = moved, turn
        np.testing.assert_allclose(positions[0, k], moved, atol=1e-6)


def refused(path: Path, text: str) -> str:
    path.write_text(text)
    with pytest.raises(Refusal) as caught:
        files.read(path)
    assert "\n" not in str(caught.value) and str(path) in str(caught.value)
    return str(caught.value)


CUTS = {
    "no motion": (lambda t: t[: t.index("MOTION")], "MOTION is missing"),
    "no tree": (lambda t: t.replace("HIERARCHY", "TREE"), "HIERARCHY is missing"),
    "cut short": (lambda t: t[:-20], "values, wanted"),
    "one frame more": (lambda t: t.replace("Frames: 3", "Frames: 4"), "values, wanted"),
    "no frames": (lambda t: t.replace("Frames: 3", ""), "Frames:"),
    "time stands": (lambda t: t.replace("0.0333333", "0"), "Frame Time:"),
    "unclosed": (lambda t: t.replace("}", "", 1), "not closed"),
    "odd channel": (lambda t: t.replace("Zrotation", "Wrotation", 1), "channels of Hips"),
    "a word": (lambda t: t.replace("0 90 0 0 0 0", "0 90 x 0 0 0", 1), "damaged"),
    "no values": (lambda t: t[: t.index("0.0333333")] + "0.1", "0 values, wanted"),
    "endless": (lambda t: t.replace("0 90 0 0 0 0", "0 inf 0 0 0 0", 1), "values above"),
    "endless bone": (lambda t: t.replace("28.0", "inf"), "offset of LeftForeArm"),
    "two hours": (lambda t: t.replace("0.0333333", "3600"), "120 minutes"),
}


@pytest.mark.parametrize("what", list(CUTS))
def test_what_is_no_bvh_is_one_sentence(arm: Path, tmp_path: Path, what: str) -> None:
    cut, said = CUTS[what]
    assert said in refused(tmp_path / "a.bvh", cut(arm.read_text()))


def test_many_joints_and_frames_are_not_placed(
    arm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def placed(_found: bvh.Bvh) -> None:
        raise AssertionError("too late")

    ends = "".join(f"JOINT j{k} {{ OFFSET 0 1 0 CHANNELS 0\n" for k in range(500)) + "}" * 500
    text = f"HIERARCHY ROOT Hips {{ OFFSET 0 0 0 CHANNELS 1 Yposition\n{ends}}}\nMOTION\n"
    monkeypatch.setattr(bvh.Bvh, "positions", placed)
    frames = "Frames: 50000 Frame Time: 0.01\n" + "1\n" * 50000
    assert "too much" in refused(tmp_path / "a.bvh", text + frames)  # 600 MB of places


@given(flips=st.lists(st.tuples(st.floats(0, 1), st.integers(32, 126)), min_size=1, max_size=5))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_wrong_letter_is_more_than_a_refusal(
    arm: Path, tmp_path: Path, flips: list[tuple[float, int]]
) -> None:
    raw = bytearray(arm.read_bytes())
    for at, letter in flips:
        raw[int(at * (len(raw) - 1))] = letter
    path = tmp_path / "b.bvh"
    path.write_bytes(raw)
    try:
        files.read(path)
    except Refusal as e:
        assert str(path) in str(e) and "\n" not in str(e)


TOKENS = "HIERARCHY ROOT JOINT End Site { } OFFSET CHANNELS 3 0 Xrotation Zposition a MOTION"
WORDS = st.sampled_from([*TOKENS.split(), "MOTION Frames: 1 Frame Time: 0.1"])


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_words_are_read_or_refused(text: str) -> None:
    try:
        found = bvh.parse(f"HIERARCHY ROOT a {{ {text}")
    except ValueError:
        return
    assert found.positions().shape[1:] == (len(found.names), 3)
