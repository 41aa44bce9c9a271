"""Whose movement a learner is held against, and a lesson that nobody has shown yet."""

from types import SimpleNamespace

import pytest

from content.errors import Refusal
from lessons import moved
from motion.reference import build
from tests.sim.danced import count, told
from tests.sim.driving import click, enter, frames, shown
from tests.sim.eyes import WARM_UP, warm_up


@pytest.fixture
def window(before_film):
    """A window before a film."""
    return before_film


@pytest.fixture
def room(window):
    """The warm-up."""
    return enter(window, WARM_UP)


def test_a_lesson_without_a_master_shows_words_and_drawings_and_scores_nothing(window):
    room = enter(window, "kunqu/shenduan")
    frames(room)
    assert "nothing is drawn" in shown(room, "take").says
    room.press("arrow_right")
    frames(room, 3)
    assert "performed by nobody" in shown(room, "notice").sentence
    said = shown(room, "take").says
    assert "no marks" in said and room.whose.tried.stills[0].say.en in said
    room.press("space")
    frames(room, 200)
    assert room.practice.place.doing == "ready" and not window._eyes.started
    with pytest.raises(Refusal, match="Nobody has shown"):
        room.press("r")


def test_the_own_take_that_passed_may_be_the_reference(window, room):
    told(window, room)
    click(room, "again")
    room.press("t")
    click(room, "choice:own")
    frames(room)
    assert room.whose.tried.about.kind == "own" and "your own" in shown(room, "take").small
    room.press("t")
    click(room, "choice:given")
    assert room.whose.tried.about.kind == "program"


def test_a_recording_of_the_learner_is_judged(window, room, tmp_path):
    folder = room.whose.folder
    folder.mkdir(parents=True)
    (folder / "mine.npz").write_bytes(b"")
    room.press("r")
    click(room, f"choice:{folder / 'mine.npz'}")
    job, (tried, path), _future = window.judge.asked[-1]
    assert job == "judged" and path.name == "mine.npz" and tried is room.whose.tried
    window.judge.tell((warm_up(), moved.judge(tried, warm_up())))
    frames(room)
    assert shown(room, "result").score > 90


def test_a_recording_that_cannot_be_read_says_why(window, room):
    room.whose.folder.mkdir(parents=True)
    (room.whose.folder / "mine.npz").write_bytes(b"")
    room.press("r")
    click(room, f"choice:{room.whose.folder / 'mine.npz'}")
    window.judge.refuse(Refusal("mine.npz: damaged"))
    window.frame()
    assert "damaged" in shown(room, "question").body


def test_a_teacher_s_recordings_take_the_place_of_the_lesson_s(window, room):
    room.whose.folder.mkdir(parents=True)
    for name in ("a.npz", "b.npz"):
        (room.whose.folder / name).write_bytes(b"")
    room.press("t")
    click(room, "choice:teacher")
    for name in ("a.npz", "b.npz"):
        click(room, f"choice:{room.whose.folder / name}")
    click(room, "picked")
    job, (paths,), _future = window.judge.asked[-1]
    assert job == "reference" and {p.name for p in paths} == {"a.npz", "b.npz"}
    window.judge.tell(build([warm_up()]))
    frames(room)
    assert room.whose.tried.about.kind == "teacher"


def test_walking_is_unlocked_by_singing(window):
    room = enter(window, "kunqu/taxi")
    frames(room)
    assert room.deck.shows("page") and "Sing" in shown(room, "take").says
    room.press("space")
    frames(room)
    assert room.practice.place.doing == "listening" and window._ears.started
    room.press("space")
    frames(room)
    assert window.judge.asked[-1][0] == "judge"
    room.press("arrow_right")
    frames(room, 3)
    assert room.lesson.steps[0].title.en in room.whose.locked


def test_terms_and_facts_are_read(window):
    room = enter(window, "kunqu/shenduan")
    frames(room)
    click(room, "basis")
    assert room.deck.shows("facts")
    click(room, "close")
    assert not room.deck.shows("facts")


def test_the_keys_follow_when_somebody_has_shown_the_movement(window):
    room = enter(window, "kunqu/lanhuazhi")
    frames(room)
    assert "L" not in [key for key, _does in shown(room, "keys").rows]
    shows = moved.try_(room.whose._library, WARM_UP, "huxi")
    room.whose._hold(room.whose.tried, shows.reference, "teacher")
    frames(room)
    assert "L" in [key for key, _does in shown(room, "keys").rows]


@pytest.mark.parametrize(("follower", "held"), [(1.6, 1.6), (0.2, 2.0), (None, 2.0)])
def test_the_live_aid_speaks_of_what_the_pale_figure_does(window, room, follower, held):
    asked = []
    room.press("space")
    count(room)
    watching, begins = room.moves.watching, float(room.whose.tried.reference.times[0])
    watching.pose, watching.seconds = warm_up().positions[0], 2.0
    watching.place = None if follower is None else begins + follower
    room.moves._aid = SimpleNamespace(put=lambda _at, place, _pose: asked.append(place))
    room.moves._follow()
    assert asked == [begins + held]
