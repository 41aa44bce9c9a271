"""The judge of a search for mistakes asked alone, and mistakes in what is raised elsewhere."""

import pytest

from content import yamlfile
from lessons import advice, registry
from lessons.arts import workpiece
from lessons.scorers import inspection as scorer
from lessons.scorers.inspection import Hidden, Search, Trial
from physics.timber import faults, gauges, raised

LESSON = "xiangshan/zhaobing"
PARTS = ("zuodou", "gong", "sheng_left", "sheng_middle", "sheng_right")


@pytest.fixture(scope="module")
def library():
    return registry.library()


@pytest.mark.parametrize(
    ("said", "stands", "marginal", "causes", "score"),
    [
        (True, False, False, ["fell"], 90),
        (False, True, False, ["stood"], 90),
        (True, True, False, [], 100),
        (True, False, True, ["marginal"], 100),
        (None, False, True, [], 100),
    ],
)
def test_only_a_clear_trial_is_held_against_what_was_said(
    library, said, stands, marginal, causes, score
):
    search = Search(
        hidden=(Hidden("peg", "gong", 0.0, ""),),
        marks={"gong": "peg"},
        parts=PARTS,
        trials=(Trial("shake", 0.35, said, stands, marginal),),
    )
    got = scorer.assess(library.lesson(LESSON), "", search)
    assert [f.cause.removeprefix("inspection.") for f in got.findings] == causes
    assert got.score == score
    assert all("a shake of 0.35 g" in advice.sentence(f) for f in got.findings)


def test_a_peg_that_changes_nothing_is_told_and_costs_nothing(library):
    trial = Trial("load", 500.0, True, True, False, idle=True)
    search = Search((Hidden("peg", "gong", 0.0, ""),), {"gong": "peg"}, PARTS, trials=(trial,))
    (found,) = scorer.assess(library.lesson(LESSON), "", search).findings
    assert found.cost == 0 and "the peg changes nothing" in advice.sentence(found)


@pytest.mark.parametrize(
    ("inspected", "built"), [("zhaobing", "paike"), ("zhaobing_fangting", "xiaofangting")]
)
def test_what_is_inspected_is_what_is_raised(root, inspected, built):
    packs = root / "content" / "packs" / "xiangshan"
    seen, made = (yamlfile.read(packs / name / "parts.yaml").value for name in (inspected, built))
    made.pop("thick", None)  # what was delivered too thick was pared before it was raised
    assert seen == made


@pytest.mark.parametrize(
    ("kind", "part", "where"),
    [
        ("short", "fang_n", "fang_n"),
        ("peg", "fang_w", "fang_w"),
        ("wide", "langzhu_sw", "fang_s"),
        ("swapped", "fang_s", "fang_s"),
    ],
)
def test_mistakes_in_the_pavilion_show_on_its_joints(pavilion, kind, part, where):
    work = faults.made(pavilion, kind, part)
    assert not gauges.loose(pavilion, where)
    if kind == "swapped":
        assert work.place(part).name != part and part not in work.place(part).takes
    else:
        assert gauges.loose(work, where)


@pytest.fixture(scope="module")
def pavilion(root):
    path = root / "content" / "packs" / "xiangshan" / "zhaobing_fangting" / "parts.yaml"
    return raised.right(workpiece.read(path).design)
