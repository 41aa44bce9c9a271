"""From sound to score: a recording as reference, and the shipped patterns."""

import numpy as np
import pytest

from audio import conditions, plucked
from audio.tone import Tone
from content import yamlfile
from content.library import SHIPPED
from content.model import Status
from content.pattern import Pattern
from content.reference import Reference
from content.stream import Stream
from content.take import Take
from lessons.scorers import strings
from tests.lessons.plucks import (
    NAME,
    causes,
    judged,
    measures,
    pattern,
    take,
    touches,
)


def recorded(played, written=None):
    streams = dict(take(played).streams)
    return Reference("r", NAME, NAME, NAME, pattern=written, streams=streams)


def test_a_masters_recording_takes_the_place_of_a_pattern():
    played = touches(pattern())
    his = [(t, p + 2 * (i == 5)) for i, (t, p) in enumerate(played)]
    beside = strings.score(recorded(his, written=pattern()), take(his))
    assert beside.score == pytest.approx(100) and not causes(beside)
    same = strings.score(recorded(played), take([(1.2 * t + 2, p - 3) for t, p in played]))
    assert same.score == pytest.approx(100) and same.coverage == 1
    late = [(t + 0.15 * (i == 7), p) for i, (t, p) in enumerate(played)]
    found = strings.score(recorded(played), take(late))
    assert causes(found) == {("strings.late", "7")}
    assert found.items[7]["timing_status"] == Status.DERIVED


def test_a_recording_in_which_nobody_plays_is_no_reference():
    nothing = Stream(np.empty(0), np.empty(0), np.empty(0))
    silent = Reference("r", NAME, NAME, NAME, streams={"pluck": nothing})
    found = strings.score(silent, take([(0.5, 60), (1.0, 62)]))
    assert found.score is None and found.withheld == "unresolved"


def test_a_reference_without_strokes_is_a_fault_of_the_program():
    with pytest.raises(ValueError, match="neither a pattern nor plucks"):
        strings.score(Reference("r", NAME, NAME, NAME), take([(0, 60)]))


@pytest.mark.parametrize("condition", ["clean", "room"])
def test_from_sound_to_score(condition):
    rng = np.random.default_rng(11)
    made = pattern(lambda i, fields: {**fields, "stroke": "轮"} if i == 19 else fields)
    wrong, late = 7, 13
    tones = []
    for i, ((at, midi), s) in enumerate(zip(touches(made, 1.1, 0.6, -2.3), made.strokes,
                                            strict=True)):  # fmt: skip
        at, midi = at + 0.15 * (i == late), midi + 2 * (i == wrong)
        tones.append(Tone(at, 0.8 * s.duration * 0.9, midi, roll=s.rolled))
    samples = plucked.play("三弦", tones, rng)
    if condition == "room":
        samples = conditions.room(samples, rng)
    heard = Take("l", "h", "p", streams=strings.listen(samples))
    found = strings.score(Reference("r", NAME, NAME, NAME, pattern=made), heard)
    assert found.coverage >= 0.95 and 88 < found.score < 98
    assert found.items[late]["late_ms"] == pytest.approx(150, abs=15)
    assert found.items[wrong]["cents"] == pytest.approx(200, abs=30)
    assert measures(found)["tuning_semitones"].value == pytest.approx(-2.3, abs=0.1)
    assert found == strings.score(Reference("r", NAME, NAME, NAME, pattern=made), heard)


@pytest.fixture(scope="module")
def shipped():
    """The patterns of the shipped lessons by pack and file."""
    return {
        (path.parent.name, path.stem): Pattern.model_validate(yamlfile.read(path).value)
        for path in sorted((SHIPPED / "pingtan").glob("*/*shou.yaml"))
    }


def test_shipped_patterns_are_exercises_that_can_be_played(shipped):
    assert len(shipped) >= 2
    for made in shipped.values():
        assert made.exercise and made.notice
        played = touches(made, ratio=1.1)
        assert judged(made, played).score == pytest.approx(100, abs=0.5)
        uneven = [(t + 0.12 * (i in (4, 9)), p) for i, (t, p) in enumerate(played)]
        found = judged(made, uneven)
        assert found.items[4]["late_ms"] == pytest.approx(120, abs=20) and found.score < 99
        gone = judged(made, [t for i, t in enumerate(played) if i != 6])
        assert [i["index"] for i in gone.items if i["missing"]] == [6]
