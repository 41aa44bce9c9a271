"""Several recordings of one teacher in the room, and the folder they lie in."""

import pytest

from tests.sim.driving import click, frames, region, shown, told


@pytest.fixture
def teachers(room):
    """Three recordings in the folder, and the card that asks for the teacher's."""
    folder = room.texts.folder
    folder.mkdir(parents=True)
    found = [folder / f"teacher-{k}.wav" for k in range(3)]
    for path in found:
        path.write_bytes(b"x")
    room.press("t")
    click(room, "choice:teacher")
    return found


def test_several_recordings_of_one_teacher_are_the_reference(heard, room, teachers):
    assert "picked" not in {b.name for b in shown(room, "question").buttons}
    for path in teachers[:2]:
        click(room, f"choice:{path}")
    assert any("2" in b.label for b in shown(room, "question").buttons if b.name == "picked")
    click(room, "picked")
    assert room.singing.asked.recordings == tuple(teachers[:2])
    frames(room)
    assert "spread of 2 takes" in shown(room, "take").small
    told(heard, room)
    assert any("spread of 2 takes" in words for words in shown(room, "question").remarks)


def test_another_recording_of_the_teacher_is_added_and_left_out_and_begun_anew(room, teachers):
    click(room, f"choice:{teachers[0]}")
    click(room, "picked")
    room.press("t")
    assert any("1" in c.line for c in shown(room, "question").choices if c.name == "teacher")
    click(room, "choice:teacher")
    click(room, f"choice:{teachers[2]}")
    click(room, f"choice:{teachers[0]}")
    click(room, "picked")
    assert room.singing.asked.recordings == (teachers[2],)
    frames(room)
    assert "spread" not in shown(room, "take").small
    room.press("t")
    click(room, "choice:teacher")
    click(room, "anew")
    assert not any(c.label.startswith("✓") for c in shown(room, "question").choices)
    click(room, "back")
    assert room.singing.asked.recordings == (teachers[2],)  # nothing else was taken


@pytest.mark.parametrize(("failed", "said"), [(0, False), (1, True)])
def test_the_folder_is_opened_or_named(heard, room, monkeypatch, failed, said):
    opened = []
    monkeypatch.setattr("typer.launch", lambda path: opened.append(path) or failed)
    room.press("r")
    region(room, "folder")
    heard._press("mouse1")
    assert opened == [str(room.texts.folder)]
    assert (str(room.texts.folder) in getattr(shown(room, "question"), "body", "")) == said
