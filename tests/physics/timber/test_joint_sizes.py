import pytest

from content import texts
from content.errors import Refusal
from content.model import Status
from content.pack import Pack
from content.yamlfile import read as read_yaml
from physics.timber import joint_sizes, joints, solids
from physics.timber.joint_sizes import CORNER, Site, official, official_under

SITE = Site(column=0.176, height=1.76, fang_thickness=0.11, fang_height=0.176)
GAP = 0.0005
CUT = ("guanjiaosun", "mantousun", "yanweisun", "tousun", "dajin_xiaochu", "bansun", CORNER)


@pytest.fixture(scope="module")
def folder(root):
    return root / "content/packs/xiangshan/sunmao"


@pytest.fixture(scope="module")
def sizes(folder):
    return joint_sizes.read(folder / "joints.yaml")


def span(joint, axis):
    ends = [p.points[:, axis] for p in joint.tenon]
    return max(e.max() for e in ends) - min(e.min() for e in ends)


def test_no_xiangshan_size_is_made_up(sizes):
    for kind, rule in sizes.joints.items():
        assert rule.xiangshan.size is None, kind
        assert rule.xiangshan.status is Status.UNRESOLVED, kind


def test_every_source_is_listed_in_the_pack(sizes, folder):
    listed = Pack.model_validate(read_yaml(folder / "pack.yaml").value).sources
    for rule in sizes.joints.values():
        assert rule.xiangshan.source in listed
        for share in rule.guanshi.values():
            assert share.source in listed
            assert listed[share.source].seen or share.status is not Status.CONFIRMED


def test_official_measures_are_the_formulae(sizes):
    D = SITE.column
    foot = official(sizes, "guanjiaosun", SITE, GAP)
    assert (span(foot, 0), span(foot, 1)) == pytest.approx((0.3 * D, 0.3 * D))
    tip = max(foot.tenon[0].points, key=lambda p: p[0])
    assert abs(tip[1]) == pytest.approx(0.9 * 0.3 * D / 2)
    tail = official(sizes, "yanweisun", SITE, GAP)
    assert tail.travel == pytest.approx(SITE.fang_height)
    assert span(tail, 0) == pytest.approx(D / 4)
    neck = tail.tenon[0].half[1] * 2
    assert neck == pytest.approx(0.3 * D * 0.8)
    over, under = official(sizes, CORNER, SITE, GAP), official_under(sizes, SITE, GAP)
    for joint in (over, under):
        assert span(joint, 0) == pytest.approx(D / 2 + D)
        assert span(joint, 1) == pytest.approx(0.8 * 0.11)
    middle = [next(p for p in j.tenon if p.half[2] < 0.05).centre[2] for j in (over, under)]
    assert middle == pytest.approx([SITE.fang_height / 4, -SITE.fang_height / 4])


@pytest.mark.parametrize("kind", CUT)
@pytest.mark.parametrize("diameter", [0.12, 0.176, 0.22, 0.3])
def test_every_official_joint_can_be_made_and_slides(sizes, kind, diameter):
    site = Site(diameter, 10 * diameter, diameter * 0.625, diameter)
    joint = official(sizes, kind, site, GAP)
    assert joint.kind == kind and joint.clearance == GAP
    assert joints.shared(joint, joint.entry, joint.travel) < 1e-12
    tenon = solids.joined(map(solids.convex, joint.tenon))
    assert tenon.cut(*map(solids.convex, joint.mortise)).volume < 1e-12


def test_what_has_no_size_is_refused(sizes):
    with pytest.raises(Refusal, match="敲交.*master"):
        official(sizes, "qiaojiao", SITE, GAP)
    with pytest.raises(Refusal, match="guazhu.*no way to cut"):
        official(sizes, "guazhu", SITE, GAP)
    rule = sizes.joints["yanweisun"].model_copy(update={"guanshi": {}})
    short = {k: v for k, v in sizes.joints["yanweisun"].guanshi.items() if k != "flare"}
    bare = sizes.model_copy(update={"joints": {"yanweisun": rule}})
    with pytest.raises(Refusal, match="master"):
        official(bare, "yanweisun", SITE, GAP)
    lacking = rule.model_copy(update={"guanshi": short})
    with pytest.raises(Refusal, match="“flare” is missing"):
        official(
            sizes.model_copy(update={"joints": {"yanweisun": lacking}}), "yanweisun", SITE, GAP
        )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("used: 0.3", "used: 0.31", "0.31 is used where 0.25 to 0.3"),
        ("size: null", "size: 0.3", "size"),
        ("low: 0.25", "low: -1", "more than 0"),
        ("of: column", "of: pillar", "it can be: column"),
        ("format: 1", "format: 9", "format 9"),
    ],
)
def test_faults_are_told_with_their_line(folder, tmp_path, old, new, said):
    texts.use("en")
    text = (folder / "joints.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "joints.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refusal, match=said):
        joint_sizes.read(path)
