"""Mouse and keys as the printer's hands: what is led, dipped, laid, lifted, pushed."""

from dataclasses import dataclass

import numpy as np
import pytest

from content.lesson import Lesson
from lessons import registry
from lessons.arts.printing import Printing
from lessons.arts.printing_strokes import TOOLS
from lessons.arts.printing_work import Plate, Work
from physics.woodblock.grid import UNITS, Grid
from sim.loop import Loop
from sim.rooms.printshop_aid import aid
from sim.rooms.printshop_bowls import Doses
from sim.rooms.printshop_draft import Draft
from sim.rooms.printshop_firm import LEVELS, USUAL
from sim.rooms.printshop_hands import Hands
from sim.rooms.printshop_keys import keys, tools
from sim.scenes.print_table import Spot

GRID = Grid(128, 0.002)
SIDE = GRID.side


@dataclass
class Eye:
    """A picture in which the pointer is wherever the test says."""

    seen: Spot | None = None

    def spot(self, x, y, laid):
        return self.seen

    def on_block(self, x, y):
        return x, y

    def on_sheet(self, x, y):
        return SIDE - x, y


class Learner:
    """A hand at a small table; `press` lets a frame pass."""

    def __init__(self, ready=True, blocks=("key", "hong")):
        lesson: Lesson = registry.library().lesson("taohuawu/gongju")
        mask = np.zeros((128, 128), bool)
        mask[40:90, 30:70] = True
        plates = tuple(
            Plate(n, ink, mask, ready) for n, ink in zip(blocks, ("墨", "红"), strict=False)
        )
        self.lesson = Printing(lesson, Work(GRID, plates, sheets=2))
        self.eye = Eye()
        self.hands = Hands(self.eye, self.lesson)
        self.loop = Loop(self.lesson, [self.hands], [], cap=None)

    def point(self, what, x=0.1, y=0.1):
        self.eye.seen = Spot(what, x, y)
        self.hands.move(0, 0)

    def frame(self, down=False):
        self.hands.hold(down)
        return self.loop.frame(1 / 30)

    def press(self, *names):
        for name in names:
            self.hands.press(name)
        return [(e.name, dict(e.value)) for e in self.loop.frame(1 / 30)]

    @property
    def shop(self):
        return self.lesson.shop


@pytest.fixture
def learner():
    return Learner()


def names(events):
    return [name for name, _value in events]


def test_every_tool_has_the_key_of_its_number_and_a_lesson_without_carving_shows_no_knives(learner):
    labels = [k.label for k in keys(learner.lesson)]
    assert labels.count("6") == 1 and "1" not in labels and tools(learner.lesson) == TOOLS[6:]
    assert tools(Learner(ready=False).lesson) == TOOLS[1:]
    for number, tool in enumerate(TOOLS):
        learner.press(str(number))
        assert learner.lesson.tool == tool
        assert "{" not in aid(learner.lesson, learner.hands).words


def test_a_held_button_leads_the_brush_and_its_release_lifts_it(learner):
    assert names(learner.press("d")) == ["tool.taken", "work.dip"]
    learner.point("block", 0.05, 0.1)
    learner.hands.press("mouse1")
    events = [*learner.frame(down=True)]
    assert learner.hands.pressing
    learner.point("block", 0.15, 0.1)
    for _ in range(8):
        events += learner.frame(down=True)
    before = len([e for e in events if e.name == "work.brush"])
    assert before > 3 and learner.shop.board.film.grams > 0
    learner.frame(down=False)
    assert not learner.hands.pressing
    mass = learner.shop.board.film.mass.copy()
    for _ in range(5):
        assert not [e for e in learner.frame() if e.name == "work.brush"]
    assert (learner.shop.board.film.mass == mass).all()


def test_a_click_shorter_than_a_frame_still_touches(learner):
    learner.press("d")
    learner.point("block", 0.1, 0.1)
    learner.hands.press("mouse1")
    events = [*learner.frame(down=False), *learner.frame()]
    assert [e.name for e in events].count("work.brush") == 1


def test_places_on_a_laid_sheet_are_told_in_its_own_mirrored_frame(learner):
    learner.press("l", "7")
    learner.point("sheet", 0.05, 0.2)
    learner.hands.press("mouse1")
    (to,) = learner.hands.poll(0)
    cell = GRID.cell
    assert to.name == "hand.to"
    assert to.value["x"] == round((SIDE - 0.05) / cell * UNITS)
    assert to.value["y"] == round(0.2 / cell * UNITS)


def test_the_pressure_has_five_steps_and_keeps_within_them(learner):
    learner.press("7")
    pressed = []
    for key in "qqqqeeeeee":
        learner.press(key)
        pressed.append(learner.hands.newtons)
    assert pressed[1] == pressed[3] == min(pressed) < USUAL["pad"]
    assert pressed[-1] == pressed[-2] == max(pressed) > USUAL["pad"]
    assert learner.hands.level == LEVELS


def test_a_bowl_is_clicked_to_dip_and_that_of_another_block_brings_the_block(learner):
    learner.point("bowl:1")
    assert names(learner.press("mouse1")) == ["work.take", "tool.taken", "work.dip"]
    assert learner.shop.at == 1 and learner.shop.board.film.load > 0
    assert learner.hands.held() is None  # nothing hangs over the bowls


def test_the_stack_is_clicked_to_lay_and_u_lifts_straight(learner):
    learner.point("stack")
    assert names(learner.press("mouse1")) == ["work.lay"]
    assert names(learner.press("l")) == ["work.vain"]
    assert learner.press("u")[0] == ("work.lift", {"dx": 0, "dy": 0})


@pytest.mark.parametrize(
    ("to", "askew"), [((-0.06, 0.005), False), ((-0.04, 0.04), True), ((0.02, -0.06), True)]
)
def test_a_sheet_drawn_to_the_hinge_comes_straight_and_to_the_side_askew(learner, to, askew):
    learner.press("l", "0")
    learner.point("sheet", 0.15, 0.1)
    learner.hands.press("mouse1")
    learner.frame(down=True)
    assert learner.shop.impression is not None  # not before it was drawn
    learner.point("sheet", 0.15 + to[0], 0.1 + to[1])
    (event,) = [e for e in learner.frame(down=True) if e.name == "work.lift"]
    moved = (event.value["dx"], event.value["dy"])
    assert (moved != (0, 0)) == askew
    if askew:  # the sheet's frame is the table's mirror
        assert np.sign(moved[0]) == -np.sign(to[0]) and np.sign(moved[1]) == np.sign(to[1])


def test_a_sheet_that_is_let_go_before_it_came_stays(learner):
    learner.press("l", "0")
    learner.point("sheet", 0.15, 0.1)
    learner.hands.press("mouse1")
    learner.frame(down=False)
    learner.point("sheet", 0.05, 0.1)
    learner.frame(down=True)
    assert learner.shop.impression is not None


def test_arrows_push_the_block_as_it_is_seen_on_the_table(learner):
    learner.press("arrow_right", "arrow_up", "shift-arrow_up")
    learner.press("control-arrow_left")
    lay = learner.shop.board.lay
    assert lay.dx == pytest.approx(-1e-4)  # the sheet's frame is the table's mirror
    assert lay.dy == pytest.approx(1.1e-3)  # two presses between two frames: none is lost
    assert np.degrees(lay.turn) == pytest.approx(-0.05)
    learner.press("arrow_left")
    assert learner.shop.board.lay.dx == 0


def test_n_turns_to_the_next_sheet_that_does_not_hang(learner):
    learner.press("n")
    assert learner.shop.page == 1
    learner.press("n")
    assert learner.shop.page == 0


def test_a_blade_leans_by_a_and_d_and_d_dips_with_any_other_tool():
    learner = Learner(ready=False)
    learner.press("1")
    learner.press("d")
    assert learner.lesson.lean == 500
    learner.press("a", "a")
    assert learner.lesson.lean == -500
    learner.press("6")
    assert names(learner.press("d")) == ["work.dip"]


def test_a_bowl_is_mixed_by_the_gram_and_water_waits_are_told_in_whole_acts(learner):
    doses = Doses(learner.lesson, learner.hands)
    assert not doses.choose("more:colour")  # no slip is open
    doses.turn("mix")
    for region in ("more:colour", "more:colour", "less:glue", "more:water"):
        assert doses.choose(region)
    assert doses.tried.mix.colour == 14 and doses.tried.mix.glue == 5
    doses.choose("pour")
    learner.press()
    assert learner.shop.bowls["key"].water == 87
    doses.turn("damp")
    doses.choose("less:water")
    doses.choose("pour")
    learner.press()
    before = learner.shop.tick
    doses.choose("wait:20")
    learner.press()
    assert learner.shop.tick - before >= 20 * 60 * 240
    assert learner.shop.water == pytest.approx(0.52)
    assert doses.slip().rows[0].amount == "52 %"


def test_no_press_empties_a_bowl_or_overfills_it(learner):
    doses = Doses(learner.lesson, learner.hands)
    doses.turn("mix")
    for _ in range(120):
        for name in ("colour", "glue", "water"):
            doses.choose(f"less:{name}")
    assert doses.tried.mix.total > 0
    for _ in range(300):
        doses.choose("more:water")
    assert doses.tried.mix.water == 200


def test_the_draft_follows_the_pointer_is_pushed_and_pasted_where_it_was_let_go():
    learner = Learner(ready=False)
    draft = Draft(learner.lesson, learner.hands)
    assert not draft.press("q")
    assert draft.take() is None and draft.held
    draft.move(Spot("block", SIDE / 2 + 0.003, SIDE / 2 - 0.002))
    for key in ("arrow_left", "shift-arrow_up", "q", "q"):
        assert draft.press(key)
    assert draft.press("mouse1") and not draft.held
    ((name, value),) = [e for e in learner.press() if e[0] == "work.paste"]
    assert name == "work.paste"
    assert (value["dx"], value["dy"], value["turn"]) == (290, -100, 200)
    draft.take()
    draft.move(Spot("table", 9.0, 9.0))
    draft.press("enter")
    ((_name, value),) = [e for e in learner.press() if e[0] == "work.paste"]
    assert (value["dx"], value["dy"]) == (2000, 2000)  # no farther than a hand would


def test_a_carved_block_needs_no_draft(learner):
    draft = Draft(learner.lesson, learner.hands)
    assert draft.take() is not None and not draft.held


def test_nothing_happens_while_nothing_is_pointed_at(learner):
    learner.press("6")
    assert learner.press("mouse1") == []
    learner.point("table", 0.5, 0.5)
    assert learner.press("mouse1") == []
    assert not learner.hands.pressing
