"""Ears and a judge that do as they are told, so that a room is driven without processes."""

from concurrent.futures import Future

import numpy as np

from audio import heard
from audio.device import DeviceFacts
from audio.ears_messages import EarsNews, Recorded
from content.assessment import Assessment, Finding, Where
from content.take import Take
from lessons import take_report, voice_report
from lessons.judge import Verdict
from lessons.judging import Judged
from lessons.scorers.voice import VoiceCurve
from lessons.voice_notes import score_notes

FACTS = DeviceFacts("desk microphone", "", "test", 0.01, True)


class StubEars:
    """Hears what a test puts into `news`; remembers what was begun."""

    def __init__(self):
        self.started, self.stops = [], 0
        self.facts = FACTS
        self.seconds = 0.0
        self.places, self.frames = (), heard.empty()
        self.state, self.trouble = "ready", None
        self.waited = []

    def start(self, start):
        self.started.append(start)
        self.state = "listening"

    def poll(self):
        news = EarsNews(self.frames, self.places, self.state, self.seconds, self.trouble)
        self.places, self.frames = (), heard.empty()
        return news

    def wait_until(self, seconds):
        self.waited.append(seconds)
        self.seconds = seconds

    def stop(self):
        self.stops += 1
        self.state = "ready"
        samples = np.zeros(round(48_000 * self.seconds), np.float32)
        return Recorded(samples, 48_000, self.facts)

    def close(self):
        self.state = "closed"


class StubJudge:
    """Keeps what it is asked; `tell` answers the last question."""

    def __init__(self):
        self.asked, self.closed = [], 0

    def ask(self, job, *arguments):
        future = Future()
        self.asked.append((job.__name__, arguments, future))
        return Verdict(future)

    def tell(self, result):
        self.asked[-1][2].set_result(result)

    def refuse(self, error):
        self.asked[-1][2].set_exception(error)

    def close(self):
        self.closed += 1


def assessment(asked, score=90.0, findings=(), items=(), measures=()):
    """What a judge might have found."""
    passed = None if score is None or not asked.marked else score >= asked.lesson.pass_mark
    return Assessment(
        lesson=asked.lesson.id, lesson_hash=asked.lesson_hash, references=("x",),
        scorer=asked.scorer, scorer_version=1, score=score, passed=passed, coverage=1.0,
        withheld=None if score is not None else "not marked", findings=findings, items=items,
        measures=measures,
    )  # fmt: skip


def judged(asked, score=90.0, findings=(), items=(), streams=None, measures=()):
    """A verdict on a take, with the report that belongs to it."""
    found = assessment(asked, score, findings, items, measures)
    if asked.scorer == "voice" and asked.reference.score is not None:
        report = voice_report.report(asked, "take", (found, _curve(asked)))
    else:
        report = take_report.report(asked, "take", found, streams or {})
    take = Take(
        lesson=asked.lesson.id, lesson_hash=asked.lesson_hash, program="test",
        streams=streams or {},
    )  # fmt: skip
    return Judged(found, take, report)


def _curve(asked):
    """What was heard of a take; a report against a recording has the teacher's notes from it."""
    notes = score_notes(asked.reference.score)
    return (
        VoiceCurve(np.arange(3.0), np.zeros(3), 0.0, 1.0, 0.0, notes) if asked.recordings else None
    )


def sung(index, onset=0.5):
    """What an Assessment says of a note that was sung."""
    return {
        "index": index, "take_onset_s": onset, "cents": -50.0, "late_ms": None,
        "timing_status": "confirmed", "missing": False,
    }  # fmt: skip


def flat(index, words="晴 工", cents=-50.0):
    """A note that was sung too low."""
    return Finding(
        cause="voice.low", where=Where(kind="note", id=f"{index} {words}", span=(0.0, 1.0)),
        measure="pitch", value=cents, unit="cents", tolerance=30.0, direction="low",
        confidence=1.0, cost=10.0,
    )  # fmt: skip
