"""One mortise and tenon cut by exact acts: what falls, what is left, what commutes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import Refusal
from physics.timber import cutting, cutting_fit, cutting_measures
from physics.timber.cutting_acts import NUMBERS, Act
from physics.timber.cutting_plan import Plan, asked, read

STOCK = Path(__file__).parents[3] / "content/packs/xiangshan/zhisun/stock.yaml"
PLAN = Plan.of(read(STOCK))
STROKE = Act("stroke", (3000, 0))
PLACES = (-162, -81, 0, 81, 162)


def ripped(side, out=11, strokes=10, turn=0):
    """One cheek: the middle of the blade `out` tenths outside its line."""
    each = Act("stroke", (3000, turn))
    return [Act("rip", (side * (70 + out), 0, 0)), *[each] * strokes]


def crossed(side, strokes=7, at=8):
    return [Act("cross", (side, at, 0, 0)), *[STROKE] * strokes]


def chopped(v=0, blows=8):
    found = []
    for u in PLACES:
        found += [Act("chisel", (u, v, 0, 0), "post"), *[Act("blow", (100,), "post")] * blows]
    return found


def marks():
    found = []
    for line in asked(PLAN):
        at, (low, high) = round(line.at * 1e4), (round(s * 1e4) for s in line.span)
        if line.along:
            found.append(Act("snap", (low, at, high, at), line.piece))
        else:
            found.append(Act("square", (at, 0), line.piece))
    return found


def tenon(out=11, across=7):
    return [*ripped(1, out), *ripped(-1, out), *crossed(1, across), *crossed(-1, across)]


def made(*acts):
    return cutting.rebuild(PLAN, acts)


def mm(metres):
    return pytest.approx(metres / 1000, abs=2e-6)


def test_a_stroke_takes_its_own_kerf_and_nothing_else():
    work = made(Act("rip", (81, 0, 0)))
    for _stroke in range(3):
        work, removed = cutting.act(work, STROKE)
        assert removed == pytest.approx(3.0 * 1.5 * 40, abs=1e-6)


def test_the_waste_falls_when_both_kerfs_meet_and_is_told_as_taken():
    work = made(*ripped(1), *crossed(1, strokes=6))
    assert not work.fallen
    work, removed = cutting.act(work, STROKE)
    assert work.fallen == {1}
    assert removed > 0.9 * 30 * 40 * (21 - 7 - 0.35 - 1.5)


def test_the_same_acts_give_the_same_solid_to_the_bit_and_fewer_give_what_was_before():
    acts = [*marks(), *tenon(), *chopped(blows=2)]
    first, again = made(*acts), made(*acts)
    for name in ("rail", "post"):
        one, other = (cutting.solids.mesh(getattr(w, name)) for w in (first, again))
        assert one[0].tobytes() == other[0].tobytes() and one[1].tobytes() == other[1].tobytes()
    shorter, _removed = cutting.act(made(*acts[:-2]), acts[-2])
    assert shorter.post.volume == made(*acts[:-1]).post.volume


def test_cuts_that_do_not_meet_commute():
    one = made(*tenon(), *chopped(blows=1))
    other = made(*chopped(blows=1), *crossed(-1), *crossed(1), *ripped(-1), *ripped(1))
    assert other.fallen == {-1, 1}
    for name in ("rail", "post"):
        assert getattr(one, name).volume == pytest.approx(getattr(other, name).volume, rel=1e-9)


def test_a_tenon_left_fat_jams_and_pared_it_drives():
    work = made(*tenon(), *chopped())
    jam = cutting_fit.trial(work)
    assert jam.verdict == "jam" and jam.across == mm(-0.7)
    for side in (1, -1, 1, -1, 1):
        work, removed = cutting.act(work, Act("pare", (side, 1)))
        assert removed == pytest.approx(0.1 * 40 * 28.45, rel=1e-3)  # the shoulder's kerf was there
    tried = cutting_fit.trial(work)
    assert tried.verdict == "driving" and tried.across == mm(-0.2)
    assert tried.deepest == tried.long == mm(29.95)
    assert tried.enters < 1e-3 and tried.aside == pytest.approx(0.00005, abs=1e-6)


@pytest.mark.parametrize(
    ("acts", "verdict", "across"),
    [
        ([*tenon(out=7), *chopped()], "sliding", 0.1),
        ([*tenon(out=-8, across=8), *chopped()], "loose", 3.1),
        ([*tenon(out=7), *chopped(v=10), *chopped(v=-10)], "loose", 2.1),
        ([*tenon(out=7), *chopped(blows=6)], "shallow", 0.1),
        ([*tenon(out=7), *chopped(v=9)], "sliding", 0.1),
    ],
    ids=["slides", "sawn inside the line", "2 mm too wide", "too shallow", "beside the middle"],
)
def test_the_joint_that_was_cut_is_the_joint_that_is_tried(acts, verdict, across):
    found = cutting_fit.trial(made(*acts))
    assert found.verdict == verdict and found.across == mm(across)


def test_a_mortise_beside_the_middle_draws_the_rail_aside():
    assert cutting_fit.trial(made(*tenon(out=7), *chopped(v=9))).aside == mm(0.9)


def test_a_mortise_not_chopped_to_its_ends_is_too_short():
    short = [a for a in chopped() if a.numbers != (162, 0, 0, 0)][:-8]
    assert cutting_fit.trial(made(*tenon(out=7), *short)).verdict == "short"


def test_what_goes_in_meets_no_wood_on_the_way():
    work = made(*tenon(out=7), *chopped())
    assert cutting_fit.trial(work).enters == mm(29.95)
    home = cutting_fit.tenon_of(work)
    assert home.within(work.post).volume == 0
    fat = cutting_fit.tenon_of(made(*tenon(), *chopped()))
    assert fat.within(work.post).volume == pytest.approx(0.7e-3 * 0.04 * 0.02845, rel=1e-3)


def test_faces_are_measured_from_their_own_marks():
    work = made(*marks(), *tenon())
    found = {f.name: f for f in cutting_measures.faces(work)}
    assert found["cheek_left"].off == mm(0.35) and found["shoulder_right"].off == mm(0.05)
    moved = made(*marks(), Act("snap", (0, 75, 300, 75)), *tenon())
    found = {f.name: f for f in cutting_measures.faces(moved)}
    assert found["cheek_left"].off == mm(-0.15) and found["cheek_right"].off == mm(0.35)
    assert cutting_measures.mark_errors(moved)["cheek_left"] == mm(0.5)


def test_a_kerf_held_askew_is_out_of_square_by_as_much():
    crooked = made(Act("rip", (81, 150, 0)), *[STROKE] * 10, *crossed(1, 9))
    cheek = next(f for f in cutting_measures.faces(crooked) if f.name == "cheek_left")
    assert abs(cheek.square_deg) == pytest.approx(1.5, abs=0.02)
    leaning = made(Act("rip", (81, 0, 200)), *[STROKE] * 10, *crossed(1, 8))
    cheek = next(f for f in cutting_measures.faces(leaning) if f.name == "cheek_left")
    assert abs(cheek.square_deg) == pytest.approx(2.0, abs=0.02)


def test_a_saw_that_goes_on_is_told_by_how_far():
    work = made(*marks(), *ripped(1, strokes=12), *crossed(1, strokes=9))
    assert cutting_measures.over_cuts(work) == {"cheek_left": mm(6.0), "shoulder_left": mm(4.0)}


def test_what_is_cut_without_a_line_is_remembered():
    assert made(*ripped(1)).unmarked == {"cheek_left"}
    assert made(*marks(), *tenon(), *chopped(blows=1)).unmarked == frozenset()


@given(st.lists(st.sampled_from(sorted(NUMBERS)), max_size=6), st.data())
@settings(max_examples=40)
def test_no_act_ever_adds_wood_and_nonsense_is_refused(kinds, data):
    work = cutting.begin(PLAN)
    for kind in kinds:
        numbers = tuple(data.draw(st.integers(-most - 1, most + 1)) for _n, most in NUMBERS[kind])
        piece = data.draw(st.sampled_from(("rail", "post")))
        try:
            work, removed = cutting.act(work, Act(kind, numbers, piece))
        except ValueError:
            continue
        assert removed > -1e-6
        assert work.rail.volume > 0 and work.post.volume > 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("tenon_thickness:\n  mm: 14", "tenon_thickness:\n  mm: 40", "no shoulder"),
        ("mortise_depth:\n  mm: 32", "mortise_depth:\n  mm: 25", "as deep as the tenon"),
        ("kerf: {mm: 1.5", "kerf: {mm: -1", "more than 0"),
        ("kind: stock", "kind: sticks", "stock"),
    ],
)
def test_impossible_stock_is_refused_with_its_reason(tmp_path, old, new, said):
    path = tmp_path / "stock.yaml"
    text = STOCK.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(Refusal, match=said):
        read(path)
