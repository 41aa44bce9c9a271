"""Strokes against a pattern: what is wrong is found, what is the learner's own costs nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import texts
from content.model import Status
from content.reference import Reference
from content.stream import Stream
from content.take import Take
from lessons import advice, advice_strings
from lessons.scorers import strings
from tests.lessons.plucks import (
    NAME,
    NAMES,
    OPEN,
    SEEN,
    N,
    causes,
    judged,
    measures,
    pattern,
    touches,
)


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
