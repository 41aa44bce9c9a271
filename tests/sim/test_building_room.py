"""The free yard, driven as the window drives it, on an offscreen stage."""

import json

import pytest

from lessons import registry
from lessons.arts import building_catalogue
from physics.pose import Pose
from sim.rooms.building import BuildingRoom
from tests import free_yard
from tests.sim.driving import click, enter, frames, shown


@pytest.fixture
def room(app, monkeypatch, tmp_path):
    monkeypatch.setattr(registry, "user_folder", lambda: tmp_path)
    monkeypatch.setattr(building_catalogue, "catalogue", lambda _path: free_yard.parts())
    made = enter(app, free_yard.LESSON)
    assert isinstance(made, BuildingRoom)
    return made


def pointing(room, monkeypatch, part):
    monkeypatch.setattr(room.yard, "pick", lambda _x, _y: part and (part, (0.0, 0.0, 0.0)))
    room.point(0.05, 0.1)


def test_c_braces_a_column_and_trials_tell_how_far_they_are(room, monkeypatch):
    room.press("c")
    assert "Point at a column" in shown(room, "remark").sentence
    drum = Pose((0.0, 0.0, 0.0))
    column = drum.then(room.bench.catalogue["langzhu"].fits[0].pose)
    stood = [("gudeng", drum), ("langzhu", column)]
    pieces = [{"kind": k, "at": list(p.at), "turn": list(p.turn)} for k, p in stood]
    room.hands.act("work.load", format=1, parts=pieces)
    frames(room, 40)
    pointing(room, monkeypatch, "langzhu#1")
    frames(room, 1)
    room.press("c")
    assert "No brace lies in the yard" in shown(room, "remark").sentence
    click(room, "add:xiecheng")
    frames(room, 40)
    pointing(room, monkeypatch, "langzhu#1")
    frames(room, 1)
    room.press("c")
    frames(room, 2)
    assert room.bench.braced == {"xiecheng#1": "langzhu#1"}
    assert shown(room, "remark").sentence.startswith("A brace leans on")
    assert room.sight.state(room.bench.view(), None, 0.0).pegs
    while not room.bench.calm:
        frames(room, 5)
    room.press("1")
    said = set()
    while not room.bench.calm or "trial.begun" not in [e.name for e in room.events]:
        frames(room, 1)
        said.add(shown(room, "remark").sentence)
    assert any("50 % of it is over" in each for each in said)
    assert "key:c" in [b.name for _word, row in shown(room, "acts").rows for b in row]


def parts(room):
    return [shape.name for shape in room.bench.shapes]


def test_parts_come_from_the_list_and_go_again(room, monkeypatch):
    click(room, "add:gudeng")
    frames(room)
    click(room, "add:sheng.siliu")
    frames(room)
    assert parts(room) == ["gudeng#1", "sheng.siliu#1"] == list(room.yard._shown)
    labels = [b.label for _word, row in shown(room, "step").groups for b in row]
    assert "鼓磴 drum ×1" in labels and "栱 arm" in labels
    pointing(room, monkeypatch, "gudeng#1")
    frames(room, 1)
    room.press("delete")
    frames(room)
    assert parts(room) == ["sheng.siliu#1"] == list(room.yard._shown)
    assert "is put away" in shown(room, "remark").sentence
    room.press("z")
    frames(room)
    assert sorted(parts(room)) == ["gudeng#1", "sheng.siliu#1"] == sorted(room.yard._shown)


def test_what_lies_there_is_kept_and_taken_out_and_a_bad_file_changes_nothing(
    room, monkeypatch, tmp_path, app
):
    pointing(room, monkeypatch, None)
    room.press("o")
    assert "Nothing has been kept" in shown(room, "choice").empty
    click(room, "never_mind")
    click(room, "add:gudeng")
    frames(room)
    room.press("n")  # it has not come to rest
    assert not list(tmp_path.glob("buildings/*"))
    frames(room, 20)
    room.press("n")
    (kept,) = tmp_path.glob("buildings/*.json")
    assert json.loads(kept.read_text())["parts"][0]["kind"] == "gudeng"
    click(room, "add:cheng")
    frames(room)
    room.press("o")
    click(room, f"choice:file:{kept.stem}")
    frames(room)
    assert parts(room) == ["gudeng#2"]
    kept.write_text("{")
    room.press("o")
    app._in_room(lambda it: click(it, f"choice:file:{kept.stem}"))
    frames(room)
    assert parts(room) == ["gudeng#2"] and not room.deck.shows("choice")
    assert "damaged" in shown(room, "remark").sentence


def test_what_stands_together_is_drawn_at_the_end(room, monkeypatch):
    click(room, "add:zuodou.wuqi")
    frames(room, 20)
    monkeypatch.setattr(type(room.bench), "seated", property(lambda _: frozenset(parts(room))))
    room._end()
    assert shown(room, "summary").picture is not None


def test_a_count_on_a_tally_moves_no_other(room):
    def places():
        regions = room.deck._sheets["step"].regions
        return {r.name: (r.left, r.right, r.bottom) for r in regions}

    frames(room)
    before = places()
    click(room, "add:zuodou.wuqi")
    frames(room, 20)
    assert "×1" in str(shown(room, "step")) and places() == before


def test_the_end_tells_without_a_score(room, app):
    click(room, "add:zuodou.wuqi")
    frames(room, 20)
    room.press("enter")
    assert "is not kept: N keeps it" in shown(room, "end").empty
    room.press("enter")
    frames(room, 5)
    card = shown(room, "summary")
    assert card.picture is None and card.score is None  # one part that lies there is no building
    assert card.told == ("Parts in the yard: 1; of these 0 stand together.",)
    assert app.session.assessment.score is None
