"""Speech is marked by what is measurable in it, and by nothing where a lesson says so."""

from functools import cache

import numpy as np
import pytest

from audio import conditions
from audio.gibberish import Spoken, speak
from content import texts
from content.lesson import Goal, Step
from content.model import Basis, Status
from content.model import Text as Words
from content.reference import Reference
from content.script import Line, Script
from content.take import Take
from lessons import advice, advice_speech
from lessons.report import told
from lessons.report.shapes import Box, Polyline, Rect, Text, extent
from lessons.scorers import speech

SEEN = Basis.of(Status.CONFIRMED, "made-up")
NAME = Words(zh_CN="书", en="story")
WORDS = "天地玄黄宇宙洪荒日月盈昃辰宿列张"
COUNTS = (7, 6, 9, 7, 8, 11)
SPEAKERS = ("表", "甲", "表", "乙", "表", "甲")
VOICES = {"表": (55.0, 1.0), "甲": (60.0, 1.18), "乙": (50.0, 0.88)}  # MIDI, size of the head
ALL = speech.MARKED | {"change_effect"}


@pytest.fixture(autouse=True)
def english():
    texts.use("en")


def script(pause=Status.CONFIRMED, counts=COUNTS, speakers=SPEAKERS):
    lines = [
        Line(
            speaker=who, kind="表" if who == "表" else "白", trad=WORDS[:n] + "。",
            simp=WORDS[:n] + "。", pause_after=pause if i < len(counts) - 1 else None, basis=SEEN,
        )
        for i, (n, who) in enumerate(zip(counts, speakers, strict=True))
    ]  # fmt: skip
    return Script(id="story", title=NAME, lines=tuple(lines), basis=SEEN)


@cache
def heard(seed, skip=(), one_voice=False, room=False, **how):
    """The streams of a telling of the script; `how` goes to every line."""
    rng = np.random.default_rng(seed)
    lines = []
    for i, (n, who) in enumerate(zip(COUNTS, SPEAKERS, strict=True)):
        pitch, size = VOICES["表" if one_voice else who]
        if i not in skip:
            lines.append(Spoken(n, **{"pitch": pitch, "size": size, **how}))
    samples = speak(lines, rng)[0]
    return speech.listen(conditions.room(samples, rng) if room else samples)


def judged(streams, master=True, marked=speech.MARKED, script=script()):  # noqa: B008
    recorded = heard(1) if master else {}
    reference = Reference("r", NAME, NAME, NAME, script=script, streams=recorded)
    return speech.judge(reference, Take("l", "h", "p", streams=streams), marked)


def measures(found):
    return {m.name: m for m in found.measures}


def causes(found):
    return {(f.cause, f.where.id) for f in found.findings}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_telling_like_the_masters_has_full_marks(seed):
    found = judged(heard(seed), marked=ALL)
    assert found.score == pytest.approx(100) and found.coverage == 1 and not found.findings
    assert measures(found)["pace"].value == pytest.approx(4.0, rel=0.06)
    assert found.items[0]["master_pause_after_s"] == pytest.approx(0.6, abs=0.06)


def test_the_voice_need_not_change_unless_the_step_asks():
    flat = heard(3, one_voice=True)
    assert judged(flat).score == pytest.approx(100)
    found = judged(flat, marked={"change_effect"})
    assert found.score == 0 and causes(found) == {("speech.same", "1-5")}
    assert judged(heard(2), marked={"change_effect"}).score == 100


def test_lines_of_one_speaker_ask_for_no_change():
    one = script(speakers=("表",) * 6)
    found = judged(heard(3, one_voice=True), marked={"change_effect"}, script=one)
    assert found.score is None and found.withheld == "nothing"


@pytest.mark.parametrize(("rate", "cause"), [(6.0, "speech.fast"), (2.6, "speech.slow")])
def test_pace_is_held_against_the_masters_own_range(rate, cause):
    found = judged(heard(4, rate=rate))
    assert (cause, "take") in causes(found) and found.score < 100
    assert measures(found)["pace"].value == pytest.approx(rate, rel=0.08)


def test_without_a_master_the_pace_is_shown_and_not_marked():
    found = judged(heard(4, rate=6.0), master=False)
    assert found.score == pytest.approx(100)
    assert measures(found)["pace"].score is None and measures(found)["pace"].value > 5.5
    assert "master_pace" not in found.items[0]


def test_a_voice_that_only_carries_is_shown_and_not_marked():
    """Without a master and without a sourced pause nothing of the telling itself is known."""
    found = judged(heard(2), master=False, script=script(pause=None))
    assert found.score is None and found.withheld == "nothing" and found.coverage == 1
    shown = measures(found)["audible_db"]
    assert shown.value > 20 and shown.score is None
    assert causes(found) == {("speech.nothing", "take")}
    assert "nothing is marked" in advice.worst(found)[0][1]


def test_a_change_of_voice_that_a_step_asks_is_marked_without_a_master():
    found = judged(heard(2), master=False, script=script(pause=None), marked=ALL)
    assert found.score == pytest.approx(100)


def test_a_pause_that_is_known_and_left_out_is_told():
    found = judged(heard(5, pause=0.05))
    assert found.coverage == 1 and causes(found) == {("speech.pause", "0-4")}
    assert found.score == pytest.approx(100 * 2 / 3)
    assert judged(heard(5, pause=0.05), script=script(Status.INFERRED)).score == 100


def test_a_telling_that_nobody_hears_is_told():
    found = judged(heard(6, loud=0.005))
    assert any(cause == "speech.quiet" for cause, _place in causes(found))
    assert measures(found)["audible_db"].score < 60
    sinking = judged(heard(6, loud=0.05, fades=16.0))
    assert any(cause == "speech.ending" for cause, _place in causes(sinking))


def test_a_line_left_out_costs_its_share():
    found = judged(heard(7, skip=(2,)))
    assert found.coverage == pytest.approx(5 / 6) and found.score == pytest.approx(500 / 6, abs=1)
    assert ("speech.missing", "2") in causes(found)


def test_where_lines_cannot_be_told_apart_nothing_is_marked():
    found = judged(heard(7, skip=(0, 2, 3, 5)))
    assert found.score is None and found.withheld == "lines"
    assert all(m.score is None for m in found.measures)
    assert advice.worst(found)[0][1].startswith("Only ")


def test_an_unmarked_lesson_shows_all_and_marks_nothing():
    found = judged(heard(2), marked=())
    assert found.score is None and found.withheld == "not marked" and found.coverage == 1
    assert measures(found)["pause_ms"].value == pytest.approx(620, abs=60)
    assert all(m.score is None for m in found.measures)
    ((_finding, sentence),) = advice.worst(found)
    assert "字清" in sentence and "shuimo records remark" in sentence


def test_silence_has_no_score():
    rng = np.random.default_rng(0)
    found = judged(speech.listen((1e-3 * rng.standard_normal(32_000)).astype(np.float32)))
    assert found.score is None and found.withheld == "voice" and found.coverage == 0


def test_in_a_room_full_of_talk_the_lines_are_found():
    found = judged(heard(8, room=True))
    assert found.coverage >= 0.8 and found.score is not None
    assert measures(found)["audible_db"].value < measures(judged(heard(2)))["audible_db"].value


def test_more_takes_of_the_master_widen_his_range():
    quick = Reference(
        "r", NAME, NAME, NAME, script=script(), streams=heard(1), takes=(heard(4, rate=6.0),)
    )
    take = Take("l", "h", "p", streams=heard(9, rate=5.5))
    assert speech.judge(quick, take).score == pytest.approx(100)
    assert judged(heard(9, rate=5.5)).score < 95


def test_the_same_take_has_the_same_assessment():
    assert judged(heard(2)) == judged(heard(2))


def test_a_reference_without_a_script_is_a_fault_of_the_program():
    with pytest.raises(ValueError, match="no script"):
        speech.score(Reference("r", NAME, NAME, NAME), Take("l", "h", "p", streams=heard(2)))


def step(**fields):
    return Step(id="s", title=NAME, say=NAME, why=NAME, basis=SEEN, **fields)


def test_a_steps_goals_say_what_is_marked():
    goal = Goal(measure="change_effect", tolerance=0.8)
    assert speech.marks_of(step()) == speech.MARKED
    assert speech.marks_of(step(goals=(goal,))) == {"change_effect"}
    assert speech.marks_of(step(goals=(goal,), marked=False)) == frozenset()


@pytest.mark.parametrize("lang", texts.LANGUAGES)
@pytest.mark.parametrize("cause", sorted(advice_speech.SENTENCES))
def test_every_cause_is_said_whole(cause, lang):
    run = next(f for f in judged(heard(5, pause=0.05)).findings)
    texts.use(lang)
    for where in (run.where, run.where.model_copy(update={"id": "3"})):
        finding = run.model_copy(update={"cause": cause, "where": where})
        sentence = advice.sentence(finding)
        assert "{" not in sentence and sentence[-1] in ".。？?"


def drawn(streams, master=True):
    lines = script().lines
    his = speech.curve(heard(1), lines) if master else None
    return told.page(lines, speech.curve(streams, lines), his)


def test_each_line_is_drawn_beside_the_masters():
    page = drawn(heard(2))
    curves = [s for s in page.shapes if isinstance(s, Polyline)]
    for i in range(len(COUNTS)):
        colours = {c.stroke for c in curves if c.tap == f"line:{i}"}
        assert colours == {"ink", "bar"}
    pauses = [s.fill for s in page.shapes if isinstance(s, Rect)]
    assert pauses.count("ink") == pauses.count("bar") == len(COUNTS) - 1
    assert Box(0, 0, page.width, page.height).holds(extent(page.shapes))


def test_a_line_that_was_not_heard_says_so_and_no_master_is_pretended():
    page = drawn(heard(7, skip=(2,)), master=False)
    assert sum(isinstance(s, Text) and s.glyphs == "not heard" for s in page.shapes) == 1
    assert not any(isinstance(s, Polyline) and s.stroke == "bar" for s in page.shapes)
    assert any("no master's recording" in note for note in page.notes)
