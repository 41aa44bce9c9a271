"""Every lesson that is sung, spoken, plucked, tapped or marked, from the hall to its result.

The hall, the rooms, the ears' process and the judge's process are the real ones; the picture is
drawn offscreen and a recording is the microphone, heard as fast as it can be.
"""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio import faults, gibberish, plucked, synth
from audio.filedevice import FileMic
from audio.tone import Tone
from lessons import advice, asked, registry
from lessons.scoring import hears
from lessons.voice_notes import score_notes
from sim.app import App
from sim.rooms.hall import HallRoom
from sim.rooms.rehearsal import RehearsalRoom

LIBRARY = registry.library()
LESSONS = sorted(
    e.lesson.id
    for e in LIBRARY.lessons(set(registry.needs_met()))
    if e.lesson.parts is None and e.lesson.scorer != registry.MOTION
)
TICK = 1 / 30
LONGEST = 60 * 30


def sung(score):
    """The phrase as the test voice sings it, a third lower and quickly."""
    notes = [n.note for n in score_notes(score)]
    first = {0} | {i for i, (a, b) in enumerate(pairwise(score.notes), 1)
                   if a.syllable != b.syllable}  # fmt: skip
    plain = faults.plain(
        [n.onset for n in notes], [n.duration for n in notes], [n.pitch for n in notes], first
    )
    rng = np.random.default_rng(3)
    quick = faults.stretched(faults.transposed(plain, -3), 0.4)
    return synth.sing(faults.adorned(quick, rng), rng).samples


def spoken(script):
    voices = {voice: i for i, voice in enumerate(dict.fromkeys(x.voice for x in script.lines))}
    kinds = ((52.0, 1.0), (58.0, 1.2), (48.0, 0.9), (62.0, 1.3))
    lines = [
        gibberish.Spoken(max(x.syllables, 1), 0.6, 6.0, *kinds[voices[x.voice] % len(kinds)])
        for x in script.lines
    ]
    return gibberish.speak(lines, np.random.default_rng(4))[0]


def played(wanted):
    """The strokes evenly, as somebody plays them elsewhere, who hears no beat of the program's."""
    pattern = wanted.reference.pattern
    beat = 60 / pattern.tempo_bpm
    midi = [pattern.midi(s) or pattern.strings[0].midi for s in pattern.strokes]
    onsets = [1.3 + s.onset * beat for s in pattern.strokes]
    tones = [Tone(at, 0.9, m) for at, m in zip(onsets, midi, strict=True)]
    return plucked.play(pattern.instrument, tones, np.random.default_rng(5))


def recording(lesson, step, path: Path) -> Path:
    """A take of a step; where nothing is written to be sung or spoken, some singing."""
    what = asked.ask(LIBRARY, lesson.id, step.id)
    wanted = what.reference
    if lesson.scorer_of(step) == "strings" and wanted.pattern:
        samples = played(what)
    elif lesson.scorer_of(step) == "speech" and wanted.script:
        samples = spoken(wanted.script)
    elif wanted.score:
        samples = sung(wanted.score)
    else:
        samples = spoken(LIBRARY.script("pingtan/qijuese"))
    soundfile.write(path, samples, 16_000)
    return path


@pytest.fixture(scope="module")
def window(stage):
    """One window for all lessons, as in a classroom: the judge's process stays awake."""
    made = App(stage, LIBRARY, clock=lambda: 0.0)
    yield made
    made.leave()


@pytest.fixture
def app(window, tmp_path, monkeypatch):
    """The window with another recording as its microphone, and so with ears of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    window.hush()
    window.mic = FileMic(tmp_path / "mic.wav", paced=False)
    return window


def region(room, name):
    """Point at a region and say whether it is there."""
    found = [r for s in room.deck._sheets.values() for r in s.regions if r.name == name]
    if not found:
        return False
    wide, high = room.deck.sheet_place(1.0, 1.0)
    spot = found[-1]
    room.point((spot.left + spot.right) / 2 / wide, (spot.bottom + spot.top) / 2 / high)
    return True


def click(room, name):
    assert region(room, name), name
    room.press("mouse1")


def on_the_page(room):
    """Which of the lessons stand on this page of the board."""
    return [lesson_id for lesson_id in LESSONS if region(room, f"lesson:{lesson_id}")]


def test_the_board_of_the_hall_leads_to_every_lesson(app, monkeypatch):
    app.hall()
    app.frame()
    assert isinstance(app.room, HallRoom)
    app.room._walk("lessons")
    asked = []
    with monkeypatch.context() as patch:
        patch.setattr(app, "enter", asked.append)
        for _ in range(12):
            for lesson_id in on_the_page(app.room):
                click(app.room, f"lesson:{lesson_id}")
            if sorted(asked) == LESSONS:
                break
            click(app.room, "more")
    assert sorted(asked) == LESSONS
    click(app.room, f"lesson:{asked[-1]}")
    app.frame()
    assert isinstance(app.room, RehearsalRoom) and app.room.lesson.id == asked[-1]


def take(room):
    """Begin a take with the space bar and go on until the result lies on the page."""
    room.press("space")
    for _ in range(LONGEST):
        room.frame(TICK)
        if room.deck.shows("question"):
            return
        if not hears(room.lesson.scorer_of(room.practice.step)):
            by_hand(room)
    raise AssertionError(f"no result: {room.practice.place}")


def by_hand(room):
    """Tap each beat of the phrase as the recording comes to it."""
    if room.practice.place.doing != "listening":
        return
    beat = 60 / room.page.score.tempo_bpm
    seconds = room.singing.sitting.seconds
    if seconds // beat > len(room.practice.taps):
        room.press("d")


def mark(room):
    """Point out every syllable that has the tone."""
    first, last = room.practice.step.syllables
    tone = {"豁": "去", "断": "入", "罕": "上"}[room.practice.step.marks]
    for i in range(first, last + 1):
        found = room.page.score.syllables[i].tone
        if found is not None and found.kind == tone:
            room.singing.sitting.act("mark.toggle", syllable=i)
    room.frame(TICK)


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_a_lesson_from_its_door_to_its_result(app, tmp_path, lesson_id):
    lesson = LIBRARY.lesson(lesson_id)
    recording(lesson, lesson.steps[0], tmp_path / "mic.wav")
    app.enter(lesson_id)
    app.frame()
    room = app.room
    assert isinstance(room, RehearsalRoom)
    if room.deck.shows("question"):
        click(room, "choice:score")
    if lesson.steps[0].marks is not None:
        mark(room)
    take(room)
    app.stage.step()
    told = app.session.assessment
    card = room.deck._sheets["question"]._view
    assert told.lesson == lesson_id and card.title
    if told.withheld == "nothing":  # neither a master nor a source says what is right
        assert told.score is None and advice.worst(told)
    elif lesson.steps[0].marked:
        assert told.score is not None and told.score > 60, told.findings
    else:
        assert told.passed is None
    if told.scorer == "strings" and told.score is not None:  # a file heard no beat
        assert any(f.cause == "strings.unplaced" for f in told.findings) and card.remarks
