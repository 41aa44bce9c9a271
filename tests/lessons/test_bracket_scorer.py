from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.model import Basis, Status
from content.texts import use
from lessons import advice_timber, timber_names
from lessons.scorers import timber
from lessons.timber_work import Placing, Work

TARGET = 220.0


def right(lesson):
    """Every part just where it belongs."""
    names = [p for s in lesson.steps for p in s.parts]
    beds = {n: TARGET if n.startswith("sheng") else None for n in names}
    return {n: Placing(n, n, bed_mm=bed, bed_target_mm=bed) for n, bed in beds.items()}


def judge(lesson, early=(), taps=(), **changes):
    placings = right(lesson)
    for name, change in changes.items():
        placings[name] = replace(placings[name], **change)
    return timber.assess(lesson, "hash", Work(placings, tuple(early), "engine 1", taps=taps))


def causes(assessment):
    return [(f.where.id, f.cause) for f in assessment.findings]


@pytest.fixture
def lesson(paike):
    return paike[0]


def test_a_right_set_passes_with_full_marks(lesson):
    got = judge(lesson)
    assert (got.score, got.passed, got.coverage, got.findings) == (100.0, True, 1.0, ())
    assert got.engine == "engine 1" and got.scorer == "timber"


def test_golden_measures(lesson):
    got = judge(
        lesson, gong={"gap_mm": -0.2, "yaw_deg": -1.5}, sheng_left={"gap_mm": 0.4, "bed_mm": 220.6}
    )
    values = {m.name: (m.value, m.unit, m.n) for m in got.measures}
    assert values == {
        "bed_height_mm": (220.2, "mm", 3),
        "gap_mm": (0.4, "mm", 5),
        "tilt_deg": (0.0, "deg", 5),
        "yaw_deg": (-1.5, "deg", 5),
        "offset_mm": (0.0, "mm", 5),
        "order_faults": (0.0, "count", 5),
        "taps": (0.0, "count", 1),
        "seconds": (0.0, "s", 1),
    }


def test_four_taps_in_a_row_have_a_rhythm_that_is_told_and_not_marked(lesson):
    def told(*taps):
        got = judge(lesson, taps=taps)
        assert got.score == 100
        return {m.name: (m.value, m.n) for m in got.measures if m.name in ("taps", "rhythm")}

    assert told(1.0, 2.0, 3.0, 4.0) == {"taps": (4, 1), "rhythm": (0, 4)}
    assert told(1.0, 2.0, 3.0) == {"taps": (3, 1)}
    assert told(1.0, 5.0, 9.0, 13.0) == {"taps": (4, 1)}  # each by itself
    assert told(1.0, 1.5, 2.5, 3.5)["rhythm"] == (pytest.approx(0.167, abs=1e-3), 4)


@pytest.mark.parametrize(
    ("change", "cause", "direction"),
    [
        ({"near": False}, "missing", "missing"),
        ({"bearer": "absent"}, "order", "off"),
        ({"bearer": "wrong"}, "bearer", "off"),
        ({"tilt_deg": 180.0}, "upside_down", "turned"),
        ({"yaw_deg": 88.0}, "crosswise", "turned"),
        ({"gap_mm": 1.2}, "gap", "high"),
        ({"gap_mm": -1.2}, "gap", "low"),
        ({"tilt_deg": 1.4}, "tilt", "off"),
        ({"yaw_deg": -2.5}, "yaw", "turned"),
        ({"offset_mm": 3.0}, "offset", "off"),
        ({"bed_mm": 221.5}, "bed_height", "high"),
        ({"bed_mm": 218.5}, "bed_height", "low"),
    ],
)
def test_each_fault_has_its_cause(lesson, change, cause, direction):
    got = judge(lesson, sheng_right=change)
    (finding,) = got.findings
    assert (finding.cause, finding.direction) == (f"timber.{cause}", direction)
    assert finding.where.id == "sheng_right" and finding.cost > 0
    assert not got.passed and got.score < 100


def test_within_tolerance_nothing_is_found(lesson):
    change = {"gap_mm": 0.99, "tilt_deg": 0.99, "yaw_deg": -1.99, "offset_mm": 1.99}
    assert judge(lesson, gong=change).findings == ()


def test_the_costliest_of_a_part_comes_first(lesson):
    got = judge(lesson, gong={"yaw_deg": 2.1, "offset_mm": 9.0})
    assert causes(got) == [("gong", "timber.offset"), ("gong", "timber.yaw")]


def test_a_finding_names_the_place_that_a_sheng_took(lesson):
    got = judge(lesson, sheng_left={"name": "sheng_right", "gap_mm": 3.0},
                sheng_right={"name": "sheng_left"})  # fmt: skip
    assert causes(got) == [("sheng_right", "timber.gap")]


def test_an_early_part_costs_little_once_it_is_put_right(lesson):
    got = judge(lesson, early=["sheng_middle", "sheng_middle"])
    assert causes(got) == [("sheng_middle", "timber.order_past")]
    assert got.passed and got.score == 97.0


def test_an_early_part_that_still_lies_there_is_said_once(lesson):
    got = judge(lesson, early=["sheng_left"], sheng_left={"bearer": "absent"})
    assert causes(got) == [("sheng_left", "timber.order")]


def test_an_empty_bench_scores_nothing(lesson):
    got = judge(lesson, **{name: {"near": False} for name in right(lesson)})
    assert (got.score, got.coverage, got.passed) == (0.0, 0.0, False)
    assert all(i["gap_mm"] is None for i in got.items)


def test_what_rests_on_an_inferred_rule_costs_nothing(lesson):
    steps = [s.model_copy(update={"basis": Basis.of(Status.INFERRED, "x")}) for s in lesson.steps]
    got = judge(lesson.model_copy(update={"steps": tuple(steps)}), gong={"gap_mm": 9.0})
    assert [f.cost for f in got.findings] == [0.0] and got.passed


faulty = st.fixed_dictionaries(
    {
        "gap_mm": st.floats(-300, 300),
        "tilt_deg": st.floats(0, 180),
        "yaw_deg": st.floats(-90, 90),
        "offset_mm": st.floats(0, 90),
    }
)


@settings(max_examples=60)
@given(change=faulty, worse=st.floats(1.0, 3.0))
def test_worse_never_scores_higher(paike, change, worse):
    lesson = paike[0]
    more = {k: min(v * worse, 180) if k == "tilt_deg" else v * worse for k, v in change.items()}
    more["yaw_deg"] = max(-90.0, min(90.0, more["yaw_deg"]))
    first, second = judge(lesson, gong=change), judge(lesson, gong=more)
    assert 0 <= second.score <= 100
    if causes(first)[:1] not in ([("gong", "timber.upside_down")], [("gong", "timber.crosswise")]):
        wrong_way = [
            c for c in causes(second) if c[1] in ("timber.upside_down", "timber.crosswise")
        ]
        assert wrong_way or second.score <= first.score


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_cause_has_a_full_sentence_in_both_languages(lesson, language):
    use(language)
    try:
        for cause, say in advice_timber.SENTENCES.items():
            for part in right(lesson):
                for value in (1.5, -1.5):
                    finding = judge(lesson, gong={"gap_mm": value}).findings[0]
                    where = finding.where.model_copy(update={"id": part})
                    said = say(finding.model_copy(update={"cause": cause, "where": where}))
                    assert "{" not in said and said.endswith("。" if language == "zh_CN" else ".")
                    assert (timber_names.part_name(part)[1:]) in said
    finally:
        use("en")
