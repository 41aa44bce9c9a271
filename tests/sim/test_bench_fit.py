"""The dry fit in the room: its card, its words, the ink on the wood."""

import numpy as np
import pytest
from panda3d.core import NodePath

from bench.timber_pavilion import shipped
from content import texts
from content.library import SHIPPED, open_library
from lessons import registry
from lessons.arts.raising import Raising
from sim.rooms import bench_fit
from sim.scenes import stroke_type, yard_court, yard_ink
from tests.sim.driving import enter, frames, shown

LESSON = "xiangshan/xiaofangting"
TIGHT = "fang_e"
SLIDES = {"with": "langzhu_se", "kind": "sliding", "room_mm": 1.32, "drawn_mm": 1.32}
NO_FORCE = {"half_n": None, "home_n": None, "blows": None}


def joint(kind, **value):
    return {**SLIDES, **NO_FORCE, "kind": kind, **value}


@pytest.fixture(scope="module")
def design():
    return shipped().design


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(
    ("found", "good", "figures"),
    [
        (joint("sliding"), True, ("1.3",)),
        (joint("loose", room_mm=2.12), False, ("2.1", "1.3")),
        (joint("jam", room_mm=-2.65), False, ("2.6",)),
        (
            joint("driving", room_mm=-0.27, half_n=837, home_n=1673, blows=70),
            False,
            ("0.3", "0.8", "1.7", " 70 "),
        ),
        (joint("lies", room_mm=None, drawn_mm=None), True, ()),
    ],
)
def test_each_kind_of_joint_is_said_with_its_figures(found, good, figures, language):
    texts.use(language)
    card = bench_fit.card({"part": TIGHT, "joints": [found], "tool": "axe"}, marks=True)
    ((right, sentence),) = card.joints
    assert right == good and all(figure in sentence for figure in figures)
    assert "{" not in sentence + card.remark + card.known + card.title
    texts.use("en")


def test_what_has_to_be_done_follows_from_the_worst_joint():
    def remark(*joints, marks=True):
        return bench_fit.card({"part": TIGHT, "joints": joints, "tool": "axe"}, marks).remark

    assert "pare it" in remark(joint("sliding"), joint("jam", room_mm=-2.6))
    assert "Z gives" in remark(joint("loose"), joint("sliding"))
    assert "mark" in remark(joint("sliding")) and "mark" not in remark(
        SLIDES | NO_FORCE, marks=False
    )


def test_marks_lie_on_the_wood_and_name_the_place(design):
    parts = {p.name: p for p in design.parts}
    found = yard_ink.marks(design, {"fang_e", "langzhu_ne"})
    assert {m.part: m.signs for m in found if m.part == "fang_e"} == {"fang_e": "东"}
    on_columns = {(m.part, m.signs) for m in found if m.part.startswith("langzhu")}
    assert on_columns == {("langzhu_ne", "东北"), ("langzhu_ne", "东"), ("langzhu_se", "东")}
    for mark in found:
        low, high = parts[mark.part].solid.bounds
        at, out = np.array(mark.at), np.array(mark.out)
        assert (at > low - 0.001).all() and (at < high + 0.001).all(), mark
        sheet = yard_ink.drawn(mark).points
        deep = (sheet - at) @ out  # off the wood by a hair, and round a column
        assert deep.max() < 0.0015 and (mark.round_m or deep.min() > 0.001)
    assert yard_ink.marks(design, ()) == ()


def test_a_mark_beside_a_socket_faces_what_goes_into_it(design):
    (beside,) = [m for m in yard_ink.marks(design, {"fang_e"}) if m.part == "langzhu_se"]
    world = design.place("langzhu_se").pose.matrix @ np.array(beside.out)
    assert world == pytest.approx([0.0, 1.0, 0.0], abs=0.01)  # to the north, by a hair of its axes


def test_signs_stand_below_one_another_and_no_strip_is_wider_than_asked():
    one, _triangles = stroke_type.brush("东", np.inf)
    both, triangles = stroke_type.brush("东北", 0.1)
    assert np.abs(one[:, 0]).max() < 0.55 and -1.05 < one[:, 1].min() < one[:, 1].max() < 0.05
    assert both[:, 1].min() == pytest.approx(one[:, 1].min() - 1.0, abs=0.1)
    assert np.ptp(both[triangles][:, :, 0], axis=1).max() <= 0.1 + 1e-9


def test_in_the_room_it_is_tried_pared_and_tried_again(app, monkeypatch, design):
    lesson = open_library((SHIPPED,)).lesson(LESSON)
    monkeypatch.setattr(yard_court, "build", lambda: NodePath("nothing around"))
    monkeypatch.setattr(registry, "bench", lambda *_: (Raising(lesson, design), shipped()))
    room = enter(app, LESSON)
    room.press("j")
    assert "Point at the part" in shown(room, "remark").sentence
    room._choice.choose(TIGHT)
    before = next(s for s in room.bench.shapes if s.name == TIGHT)
    room.press("j")
    frames(room, 1)
    assert [good for good, _said in shown(room, "remark").joints] == [True, False]
    room.press("u")
    frames(room, 2)
    assert "0.4 mm thinner" in shown(room, "remark").sentence
    after = next(s for s in room.bench.shapes if s.name == TIGHT)
    assert room.yard._shown[TIGHT].part is after is not before
    room._choice.choose("fang_w")
    room.press("u")
    frames(room, 1)
    assert "nothing to pare" in shown(room, "remark").sentence
    assert {e.name for e in room.shop._recorder.inputs} >= {"fit.try", "fit.pare"}
