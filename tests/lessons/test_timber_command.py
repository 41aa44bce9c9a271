"""`shuimo timber`: what is asked is written, what cannot be is told in one sentence."""

import io
from itertools import combinations

import pytest
import trimesh

from content.errors import Refusal
from lessons import timber_command, timber_joint
from physics.timber import solids


def test_a_lesson_as_gltf_stl_and_paper(shuimo, tmp_path):
    out = tmp_path / "set.glb"
    code, said, _err = shuimo("--lang", "en", "timber", "export", "xiangshan/paike", str(out))
    assert code == 0 and "metres" in said
    scene = trimesh.load(io.BytesIO(out.read_bytes()), file_type="glb")
    assert "sheng_left" in scene.graph.nodes_geometry
    folder = tmp_path / "all"
    code, *_ = shuimo("timber", "export", "xiangshan/paike", str(folder), "--as", "stl")
    assert code == 0 and len(list(folder.iterdir())) == 5
    paper = tmp_path / "gong.pdf"
    code, *_ = shuimo("timber", "export", "xiangshan/paike", str(paper), "--part", "gong")
    assert code == 0 and paper.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("kind", "timbers"),
    [("guanjiaosun", 2), ("馒头榫", 2), ("燕尾榫", 2), ("tousun", 2), ("大进小出", 2),
     ("bansun", 2), ("箍头榫", 3)],
)  # fmt: skip
def test_a_joint_by_rule(shuimo, tmp_path, kind, timbers):
    out = tmp_path / "joint.gltf"
    code, said, _err = shuimo(
        "--lang", "en", "timber", "joint", kind, str(out), "--diameter", "120"
    )
    assert code == 0 and "官式" in said
    scene = trimesh.load(io.BytesIO(out.read_bytes()), file_type="gltf")
    assert len(scene.geometry) == timbers and all(g.is_watertight for g in scene.geometry.values())


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("export nobody x.pdf", "no lesson nobody"),
        ("export kunqu/bubujiao x.pdf", "no timber lesson"),
        ("export xiangshan/paike x.pdf --part roof", "there is no part “roof”"),
        ("export xiangshan/paike x.doc", "its ending says no form"),
        ("export xiangshan/paike x.pdf --as obj", "there is no form “obj”"),
        ("export xiangshan/paike x.stl", "an STL holds one part"),
        ("export xiangshan/paike file/x.pdf", "cannot be written"),
        ("joint nothing x.pdf --diameter 100", "no joint “nothing”"),
        ("joint bansun x.pdf --diameter 0", "0 mm is no size"),
        ("joint bansun x.pdf --diameter nan", "nan mm is no size"),
        ("joint bansun x.pdf --diameter 100 --fang 5 100", "is thicker than the wood"),
        ("joint bansun x.pdf --diameter 100 --clearance -1", "a clearance of -1 mm"),
        ("joint bansun x.pdf --diameter 100 --clearance 90", "is no smaller than the joint"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_leaves_nothing(shuimo, tmp_path, words, why):
    (tmp_path / "file").write_text("no folder")
    told = [str(tmp_path / w) if w.startswith(("x.", "file/")) else w for w in words.split()]
    code, _out, err = shuimo("--lang", "en", "timber", *told)
    assert code == 2 and why in err.replace("\n", " ")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_file_that_is_there_is_kept_unless_forced(shuimo, tmp_path):
    out = tmp_path / "a.glb"
    out.write_bytes(b"mine")
    code, _out, err = shuimo("--lang", "en", "timber", "export", "xiangshan/paike", str(out))
    assert code == 2 and "--force" in err and out.read_bytes() == b"mine"
    code, *_ = shuimo("timber", "export", "xiangshan/paike", str(out), "--force")
    assert code == 0 and out.read_bytes()[:4] == b"glTF"


def test_of_many_files_all_are_written_or_none(tmp_path):
    (tmp_path / "b").mkdir()  # a folder stands in the way of the second file
    files = {tmp_path / "a": b"1", tmp_path / "b" / "c": b"2"}
    (tmp_path / "b" / "c.part").mkdir()
    with pytest.raises(Refusal, match="c"):
        timber_command.write_whole(files)
    assert not (tmp_path / "a").exists() and not (tmp_path / "a.part").exists()


def test_two_tie_beams_cross_in_the_head_of_a_corner_column_and_only_touch():
    kit = timber_joint.kit("gutousun", 120.0, (60.0, 120.0), 0.5)
    stood = {p.name: solids.moved(p.solid, p.at) for p in kit.pieces}
    assert list(stood) == ["fang_over", "fang_under", "column"]
    for one, other in combinations(stood.values(), 2):
        assert one.within(other).volume < 1e-12
    for over, under in combinations(stood.values(), 2):  # each lies on the next: none may sink
        assert over.moved((0.0, 0.0, -0.001)).within(under).volume > 1e-8
    for name, axis in (("fang_over", 0), ("fang_under", 1)):
        low, high = stood[name].bounds
        assert (low[axis], high[axis]) == pytest.approx((-0.18, 0.12))  # its head a diameter long
