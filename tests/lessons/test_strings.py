"""Strokes against a pattern: what is wrong is found, what is the learner's own costs nothing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio import conditions, plucked
from audio.tone import Tone
from content import texts, yamlfile
from content.event import SUBSTEPS_PER_SECOND, Event
from content.library import SHIPPED
from content.model import Basis, Status, Text
from content.pattern import OpenString, Pattern, Stroke
from content.reference import Reference
from content.stream import Stream
from content.take import Take
from lessons import advice, advice_strings
from lessons.scorers import strings

SEEN = Basis.of(Status.CONFIRMED, "made-up")
OPEN = Basis.of(Status.UNRESOLVED, "made-up")
NAME = Text(zh_CN="练习", en="drill")
NAMES = ("老弦", "中弦", "子弦")
MIDI = (50, 57, 62)
# (string, semitones above it, beats): four bars of nobody's music
DRILL = (
    (0, 0, 1), (1, 0, 0.5), (1, 2, 0.5), (2, 0, 1), (2, 2, 1), (2, 4, 0.5), (2, 2, 0.5), (1, 4, 1),
    (1, 2, 0.5), (2, 0, 0.5), (0, 5, 1), (0, 3, 0.5), (0, 0, 0.5), (1, 0, 1), (2, 0, 1), (0, 0, 1),
    (2, 5, 0.5), (2, 4, 0.5), (1, 0, 1), (0, 0, 2),
)  # fmt: skip
N = len(DRILL)


@pytest.fixture(autouse=True)
def english():
    texts.use("en")


def pattern(change=lambda i, fields: fields, basis=SEEN, drill=DRILL):
    at, strokes = 0.0, []
    for i, (string, semitones, beats) in enumerate(drill):
        fields = {
            "onset": at, "duration": beats, "string": NAMES[string], "semitones": semitones,
            "onset_status": Status.CONFIRMED, "pitch_status": Status.CONFIRMED,
        }  # fmt: skip
        strokes.append(Stroke(**change(i, fields)))
        at += beats
    return Pattern(
        id="drill", title=NAME, instrument="三弦", role="上手", exercise=True, metre="一板一眼",
        metre_basis=SEEN, tempo_bpm=75, tempo_basis=SEEN, strokes=tuple(strokes),
        strings=tuple(
            OpenString(name=n, midi=m, basis=basis) for n, m in zip(NAMES, MIDI, strict=True)
        ),
        strokes_basis=SEEN,
    )  # fmt: skip


def touches(made, ratio=1.0, lag=0.7, tuning=0.0):
    """(seconds, MIDI) of every stroke, played as written."""
    beat = 60 / made.tempo_bpm * ratio
    return [(lag + s.onset * beat, (made.midi(s) or 60) + tuning) for s in made.strokes]


def take(played):
    times, values = (np.array(x, np.float64) for x in zip(*sorted(played), strict=True))
    return Take("l", "h", "p", streams={"pluck": Stream(times, values, np.ones(len(times)))})


def judged(made, played, **options):
    return strings.judge(Reference("r", NAME, NAME, NAME, pattern=made), take(played), **options)


def measures(found):
    return {m.name: m for m in found.measures}


def causes(found):
    """What was found amiss; that a bare recording has no beat stands in a test of its own."""
    unplaced = "strings.unplaced"
    return {(f.cause, f.where.id) for f in found.findings if f.cause != unplaced}


@pytest.mark.parametrize("ratio", [0.6, 0.85, 1.0, 1.3, 1.8])
@pytest.mark.parametrize("tuning", [-7.0, -0.4, 0.0, 7.0])
def test_tempo_tuning_and_delay_are_the_learners_own(ratio, tuning):
    made = pattern()
    for lag in (0.0, 3.0):
        found = judged(made, touches(made, ratio, lag, tuning))
        assert found.score == pytest.approx(100, abs=0.5) and found.coverage == 1
        assert measures(found)["tempo_ratio"].value == pytest.approx(ratio, rel=0.005)
        assert measures(found)["tuning_semitones"].value == pytest.approx(tuning, abs=0.05)


@pytest.mark.parametrize("ms", [80, 150, 250])
@pytest.mark.parametrize("which", [(4, 9, 14), (3, 10, 15)])
def test_late_and_early_strokes_are_read_back(ms, which):
    made = pattern()
    for sign, word in ((1, "late"), (-1, "early")):
        played = touches(made)
        for i in which:
            played[i] = (played[i][0] + sign * ms / 1000, played[i][1])
        found = judged(made, played)
        assert [found.items[i]["late_ms"] for i in which] == pytest.approx([sign * ms] * 3, abs=10)
        assert causes(found) == {(f"strings.{word}", str(i)) for i in which}
        assert found.score < 100 and measures(found)["evenness_ms"].value < 10


@pytest.mark.parametrize("cents", [-100, -70, 70, 200])
def test_wrong_pitches_are_told_and_cost(cents):
    made, played, which = pattern(), touches(pattern()), (2, 7, 12)
    for i in which:
        played[i] = (played[i][0], played[i][1] + cents / 100)
    found = judged(made, played)
    word = "high" if cents > 0 else "low"
    assert causes(found) == {(f"strings.{word}", str(i)) for i in which}
    assert found.score == pytest.approx(100 - 50 * 3 / N)
    assert measures(found)["pitch_cents"].score == pytest.approx(100 * (1 - 3 / N))


def test_out_of_tune_within_fifty_cents_is_right():
    made = pattern()
    rng = np.random.default_rng(0)
    played = [(t, p + float(rng.uniform(-0.3, 0.3))) for t, p in touches(made)]
    assert judged(made, played).score == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("seed", range(6))
def test_missing_strokes_are_found_and_no_others(seed):
    made = pattern()
    gone = set(np.random.default_rng(seed).choice(np.arange(1, N - 1), 3, replace=False).tolist())
    found = judged(made, [t for i, t in enumerate(touches(made)) if i not in gone])
    assert {item["index"] for item in found.items if item["missing"]} == gone
    assert found.coverage == pytest.approx(1 - 3 / N)
    assert found.score == pytest.approx(100 - 300 / N, abs=1)


def test_strokes_too_many_cost_half_a_stroke_each():
    made = pattern()
    played = touches(made)
    played += [(played[3][0] + 0.4, 55.0), (played[10][0] + 0.4, 71.0)]
    found = judged(made, played)
    assert measures(found)["extra"].value == 2
    assert found.score == pytest.approx(100 - 100 / N)
    assert advice.worst(found)[0][1].startswith("Strokes that the pattern does not have: 2.")


def test_tuning_the_strings_before_and_talking_after_costs_nothing():
    made = pattern()
    played = touches(made, lag=8.0)
    around = [(1.0, 50.0), (2.5, 57.2), (4.1, 62.1), (played[-1][0] + 4, 70.0)]
    assert judged(made, played + around).score == 100


def test_two_exchanged_strokes_are_called_exchanged():
    made, played = pattern(), touches(pattern())
    (a, p), (b, q) = played[4], played[5]
    played[4], played[5] = (a, q), (b, p)
    found = judged(made, played)
    assert ("strings.exchanged", "4") in causes(found)


@pytest.mark.parametrize("kind", ["轮", "滚"])
@pytest.mark.parametrize("quick", [0.06, 0.085, 0.11])
def test_a_roll_is_one_stroke_however_quick(kind, quick):
    rolled = (4, 19)

    def change(i, fields):
        return {**fields, "stroke": kind} if i in rolled else fields

    made = pattern(change)
    played = touches(made)
    for i in rolled:
        n = int((made.strokes[i].duration * 0.8 - 0.05) / quick)
        played += [(played[i][0] + quick * k, played[i][1]) for k in range(1, n)]
    found = judged(made, played)
    assert found.score == 100 and measures(found)["extra"].value == 0
    assert judged(made, touches(made)).score == 100  # once plucked it is the stroke as well
    assert judged(pattern(), played).score < 90  # where no roll is asked they are too many


def test_only_what_is_known_costs():
    loose = {"onset_status": Status.INFERRED, "pitch_status": Status.UNRESOLVED}
    made = pattern(lambda i, fields: {**fields, **loose} if i in (5, 6) else fields)
    played = touches(made)
    played[5] = (played[5][0] + 0.1, played[5][1] + 3)
    del played[6]
    found = judged(made, played)
    assert found.score == 100 and found.coverage == 1 and not causes(found)


def test_a_free_pitch_may_be_any():
    made = pattern(lambda i, fields: {**fields, "semitones": None} if i % 2 else fields)
    played = [(t, p + 4 if i % 2 else p) for i, (t, p) in enumerate(touches(made))]
    assert judged(made, played).score == 100


def test_each_string_has_its_tuning_where_their_distance_is_not_known():
    off = dict(zip(NAMES, (0.0, -2.0, 1.3), strict=True))
    for basis, least, most in ((OPEN, 99.9, 100), (SEEN, 0, 80)):
        made = pattern(basis=basis)
        played = [
            (t, p + off[s.string]) for (t, p), s in zip(touches(made), made.strokes, strict=True)
        ]
        assert least <= judged(made, played).score <= most


def test_an_unclear_pitch_is_not_judged():
    made = pattern()
    played = [(t, float("nan") if i in (3, 8) else p) for i, (t, p) in enumerate(touches(made))]
    found = judged(made, played)
    assert found.score == 100 and found.items[3]["cents"] is None


def test_a_swinging_tempo_is_remarked_and_costs_little():
    made = pattern()
    played = [(t + 0.5 * np.sin(t / 2.5), p) for t, p in touches(made, ratio=1.5)]
    found = judged(made, played)
    assert found.score > 85 and ("strings.swing", "take") in causes(found)


def test_without_trusted_timing_only_pitch_is_marked():
    made = pattern()
    played = [(t + (0.2 if i % 5 == 3 else 0), p) for i, (t, p) in enumerate(touches(made))]
    found = judged(made, played, timing_trusted=False)
    assert found.score == 100 and measures(found)["stroke_ms"].score is None
    assert judged(made, played).score < 95


@pytest.mark.parametrize(
    ("played", "why"),
    [
        (lambda made: touches(made)[:12], "coverage"),
        (lambda made: touches(made)[::3], "coverage"),
        (lambda made: [(t, (7 * i) % 23 + 45.5) for i, (t, _p) in enumerate(touches(made))],
         "pattern"),
    ],
)  # fmt: skip
def test_what_is_too_little_or_something_else_has_no_score(played, why):
    found = judged(pattern(), played(pattern()))
    assert found.score is None and found.withheld == why
    ((finding, sentence),) = advice.worst(found)
    assert finding.cause == f"strings.{why}" and sentence
    assert all(m.score is None and m.withheld == why for m in found.measures)


def test_silence_and_unresolved_strokes_have_no_score():
    nothing = Stream(np.empty(0), np.empty(0), np.empty(0))
    reference = Reference("r", NAME, NAME, NAME, pattern=pattern())
    found = strings.score(reference, Take("l", "h", "p", streams={"pluck": nothing}))
    assert found.score is None and found.withheld == "silence" and found.coverage == 0
    unknown = pattern(lambda i, fields: {**fields, "onset_status": Status.UNRESOLVED})
    assert judged(unknown, touches(unknown)).withheld == "unresolved"


def between(ratio=1.0):
    """Eight open strokes, each halfway between two beats, and the beats as the program struck."""

    def change(i, fields):
        return {**fields, "onset": i + 0.5, "semitones": None}

    made = pattern(change, drill=[(0, 0, 0.5)] * 8)
    beat = 60 / made.tempo_bpm * ratio
    beats = [2.0 + k * beat for k in range(8)]
    struck = tuple(Event(round(t * SUBSTEPS_PER_SECOND), "ban.struck") for t in beats)
    return made, beat, np.array(beats), struck


def placed(made, onsets, struck, **options):
    heard = replace(take([(t, 50.0) for t in onsets]), inputs=struck)
    return strings.judge(Reference("r", NAME, NAME, NAME, pattern=made), heard, **options)


@pytest.mark.parametrize("ratio", [1.0, 1.7])
def test_beside_beats_that_sounded_strokes_are_held_against_them(ratio):
    made, beat, beats, struck = between(ratio)
    right = placed(made, beats + beat / 2, struck)
    assert right.score == pytest.approx(100) and measures(right)["stroke_ms"].value < 5
    on = placed(made, beats, struck)
    assert on.score < 10 and on.items[3]["late_ms"] == pytest.approx(-500 * beat, abs=5)
    assert causes(on) == {("strings.early", "0-7")}
    late = placed(made, beats + beat / 2 + 0.12, struck)
    assert measures(late)["stroke_ms"].value == pytest.approx(120, abs=5) and late.score < 80
    assert all(f.cause != "strings.unplaced" for x in (right, on, late) for f in x.findings)


def test_beside_beats_a_stroke_left_out_at_either_end_moves_no_other():
    made, beat, beats, struck = between()
    for gone in (0, 7):
        found = placed(made, np.delete(beats + beat / 2, gone), struck)
        assert [i["index"] for i in found.items if i["missing"]] == [gone]
        assert found.score == pytest.approx(100 - 100 / 8)


def test_without_a_beat_evenness_alone_is_judged_and_the_report_says_so():
    made, beat, beats, struck = between()
    for inputs in ((), struck[:-1]):  # a beat that is not there leaves no place to be sure of
        for onsets in (beats, beats + beat / 2):
            found = placed(made, onsets, inputs)
            assert found.score == pytest.approx(100) and causes(found) == set()
            assert measures(found)["stroke_ms"].value is None
            assert measures(found)["evenness_ms"].score == pytest.approx(100)
            (finding,) = found.findings
            assert (finding.cause, finding.where.kind, finding.cost) == (
                "strings.unplaced", "whole", 0,
            )  # fmt: skip
            assert "evenness alone" in advice.sentence(finding)
    loose = placed(made, beats, struck, timing_trusted=False)
    assert measures(loose)["evenness_ms"].score is None and not loose.findings


def recorded(played):
    return Reference("r", NAME, NAME, NAME, streams=dict(take(played).streams))


def test_a_masters_recording_takes_the_place_of_a_pattern():
    played = touches(pattern())
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


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3000), st.one_of(st.none(), st.floats(30, 100))),
        max_size=40, unique_by=lambda x: x[0],
    )
)  # fmt: skip
def test_whatever_is_played_is_answered(played):
    times = np.array(sorted(t for t, _p in played)) / 100
    values = np.array([np.nan if p is None else p for _t, p in played], np.float64)
    streams = {"pluck": Stream(times, values, np.ones(len(times)))}
    found = strings.score(
        Reference("r", NAME, NAME, NAME, pattern=pattern()), Take("l", "h", "p", streams=streams)
    )
    assert (found.score is None) == (found.withheld is not None)
    assert found.score is None or 0 <= found.score <= 100
    for finding, sentence in advice.worst(found):
        assert sentence and finding.cause in advice_strings.SENTENCES


@pytest.mark.parametrize("lang", texts.LANGUAGES)
@pytest.mark.parametrize("cause", sorted(advice_strings.SENTENCES))
def test_every_cause_is_said_whole(cause, lang):
    found = judged(pattern(), [t for i, t in enumerate(touches(pattern())) if i not in (3, 4)])
    run = next(f for f in found.findings if f.where.id == "3-4")
    texts.use(lang)
    for where in (run.where, run.where.model_copy(update={"id": "3"})):
        finding = run.model_copy(update={"cause": cause, "where": where})
        sentence = advice.sentence(finding)
        assert "{" not in sentence and sentence[-1] in ".。？?"
