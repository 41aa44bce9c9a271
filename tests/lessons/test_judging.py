"""What one take is judged by: the same audio the same score, beside speakers, without a master."""

from dataclasses import replace

import numpy as np
import pytest
import soundfile

from audio import conditions, faults, plucked, synth
from audio.device import DeviceFacts
from audio.gibberish import Spoken, speak
from audio.tone import Tone
from content import texts
from content.errors import Refusal
from content.event import SUBSTEPS_PER_SECOND, Event
from lessons import registry
from lessons.asked import ask
from lessons.judging import Sound, again, judge
from lessons.report.shapes import Polyline
from lessons.voice_notes import score_notes

LESSON, STEP = "kunqu/bubujiao", "xian_ting_yuan"
LIBRARY = registry.library()
CABLE = DeviceFacts("mic", "phones", "ALSA", 0.02, calibrated=True)


@pytest.fixture(autouse=True)
def english():
    texts.use("en")


@pytest.fixture(scope="module")
def asked():
    return ask(LIBRARY, LESSON, STEP)


@pytest.fixture(scope="module")
def notes(asked):
    return [n.note for n in score_notes(asked.reference.score)]


@pytest.fixture(scope="module")
def sung(notes):
    bare = faults.plain(
        [n.onset for n in notes], [n.duration for n in notes], [n.pitch for n in notes], {0, 5, 8}
    )
    return synth.sing(faults.stretched(bare, 0.4), np.random.default_rng(6)).samples


def test_the_same_take_gets_the_same_score_to_the_bit_and_again_from_its_file(asked, sung):
    first, second = (judge(asked, Sound(sung, 16_000, "take")) for _ in range(2))
    assert first.assessment == second.assessment
    assert again(LIBRARY, first.take, "kept").assessment == first.assessment
    assert first.assessment.passed and first.assessment.score > 90


def test_a_leaking_flute_is_told_from_the_singer(asked, notes, sung):
    tune = [(0.5 + n.onset * 0.4, n.duration * 0.4, n.pitch) for n in notes]
    both = conditions.leak(sung, tune, np.random.default_rng(1))
    told = [
        judge(asked, Sound(both, 16_000, "take"), speakers=beside).assessment
        for beside in (False, True)
    ]
    cents = [abs(i["cents"] or 99) for i in told[1].items]
    assert told[1].score is not None and told[1].score > 85
    assert np.median(cents) < 15
    assert told[1].rank >= told[0].rank


def test_an_unmeasured_delay_is_no_fault_of_the_singers(asked, sung):
    unknown = replace(CABLE, calibrated=False)
    measures = {
        device.calibrated: {m.name: m for m in judge(
            asked, Sound(sung, 16_000, "take"), device=device).assessment.measures}
        for device in (CABLE, unknown)
    }  # fmt: skip
    assert measures[True]["onset_ms_median"].withheld is None
    assert measures[False]["onset_ms_median"].withheld == "timing"


@pytest.mark.parametrize(("lesson", "step"), [("kunqu/qiangge", "huo"), ("suju/sutan", "tai_ping")])
def test_where_only_a_master_could_say_nothing_is_judged(sung, lesson, step):
    told = judge(ask(LIBRARY, lesson, step), Sound(sung, 16_000, "take"))
    assert (told.assessment.withheld, told.assessment.passed) == ("master", None)
    assert told.report.advice


def test_strokes_between_the_beats_are_told_from_strokes_on_them_where_beats_sounded():
    """A recording that plays on every beat is even; that it answers the beat nobody can say."""
    between = ask(LIBRARY, "pingtan/shutai", "ying_ban")
    at = 1.0 + np.arange(16.0)
    tones = [Tone(t, 0.4, 57.0) for t in at]
    sound = Sound(plucked.play("琵琶", tones, np.random.default_rng(3)), 16_000, "take")
    struck = [Event(round(t * SUBSTEPS_PER_SECOND), "ban.struck") for t in at]
    bare, beside = judge(between, sound), judge(between, sound, struck)
    assert bare.assessment.score > 95
    assert any("evenness alone" in sentence for _f, sentence in bare.report.advice)
    names = [line.name for line in bare.report.lines]
    assert names and "strokes off the beat by" not in names
    assert beside.assessment.score < 10 and not beside.assessment.passed
    assert not any("evenness alone" in sentence for _f, sentence in beside.report.advice)
    assert again(LIBRARY, beside.take, "kept").assessment == beside.assessment


@pytest.fixture(scope="module")
def said():
    return speak([Spoken(6), Spoken(8, rate=5.0)], np.random.default_rng(2))[0]


def test_a_spoken_piece_that_waits_for_a_master_is_held_against_no_other_script(said):
    piece = ask(LIBRARY, "suju/sutan", "hou_tan")
    assert piece.reference.script is None
    told = judge(piece, Sound(said, 16_000, "take"))
    assert (told.assessment.withheld, told.assessment.passed) == ("master", None)
    assert not told.report.drawings and len(told.report.advice) == 1
    assert ask(LIBRARY, "suju/sutan").reference.script is not None


def test_speech_that_nobody_wrote_down_is_drawn_beside_the_masters_and_not_judged(tmp_path, said):
    master = tmp_path / "master.wav"
    soundfile.write(master, speak([Spoken(9), Spoken(5)], np.random.default_rng(4))[0], 16_000)
    piece = ask(LIBRARY, "suju/sutan", "hou_tan", recordings=[master])
    told = judge(piece, Sound(said, 16_000, "take"))
    found = told.assessment
    assert (found.score, found.withheld, found.passed) == (None, "not marked", None)
    assert not found.items and not told.report.lines
    ((_finding, sentence),) = told.report.advice
    assert "beside your teacher's" in sentence
    (page,) = told.report.drawings
    assert {s.stroke for s in page.shapes if isinstance(s, Polyline)} == {"ink", "bar"}
    noise = (1e-2 * np.random.default_rng(0).standard_normal(48_000)).astype(np.float32)
    silent = judge(piece, Sound(noise, 16_000, "take"))
    assert silent.assessment.withheld == "voice" and len(silent.report.drawings) == 1


def test_a_take_that_cannot_be_heard_is_refused_in_words(asked):
    with pytest.raises(Refusal, match="nothing is heard"):
        judge(asked, Sound(np.zeros(32_000, np.float32), 16_000, "take"))


def test_a_take_held_against_a_teachers_recording_is_not_judged_without_it(asked, sung):
    take = replace(judge(asked, Sound(sung, 16_000, "take")).take, reference="teacher.wav")
    with pytest.raises(Refusal, match=r"teacher\.wav"):
        again(LIBRARY, take, "kept")
