"""From a judged take to what its report is made of."""

import re
from collections.abc import Sequence
from pathlib import Path

from content.assessment import Assessment, Finding
from content.lesson import Lesson
from content.score import Score
from content.texts import _, lang
from lessons import advice
from lessons.asked import Asked
from lessons.report import beside
from lessons.report.model import VoiceReport
from lessons.report.notes import Limits, NoteBox, boxes
from lessons.report.strands import Script
from lessons.scorers.voice import Mode, VoiceCurve
from lessons.voice_notes import SHANG

# A singer hears about a quarter of a tone; a listener about 80 ms. Used where no lesson says.
LIMITS = Limits(cents=30, ms=80)
REMARKS = ("voice.timing", "voice.drift", "voice.attempts")


def report(asked: Asked, take: str, judged: tuple[Assessment, VoiceCurve]) -> VoiceReport:
    """Return the report of a take of a step, or of a whole lesson."""
    title = asked.lesson.title.read(lang())
    if asked.step is not None:
        title = f"{title} · {asked.step.title.read(lang())}"
    if asked.recordings:
        return against_recordings(asked.recordings, take, judged, title)
    score = asked.reference.score
    assert score is not None
    assessment, curve = judged
    return VoiceReport(
        title=title,
        take=take,
        text_sung=_text_sung(score, asked.text),
        editions=(score.edition.read(lang()),),
        assessment=assessment,
        notes=boxes(score, _script()),
        limits=limits(asked.lesson),
        advice=_advice(assessment, _short(score)),
        score=score,
        sung=curve,
        script=_script(),
        rights=asked.rights,
    )


def against_recordings(
    references: Sequence[Path],
    take: str,
    judged: tuple[Assessment, VoiceCurve],
    title: str | None = None,
) -> VoiceReport:
    """Return the report of a take held against a teacher's recordings."""
    assessment, curve = judged
    names = " + ".join(r.name for r in references)
    several, own = _("Your teacher's recordings and yours"), _("your teacher's own, {name}")
    if len(references) > 1:
        own = _("your teacher's own, judged by the spread of {n} takes: {name}")
    return VoiceReport(
        title=title or (several if len(references) > 1 else _("Two recordings")),
        take=take,
        text_sung=own.format(name=names, n=len(references)),
        editions=(),
        assessment=assessment,
        notes=tuple(
            NoteBox(i, "", None, v.note.onset, v.note.duration, v.note.pitch - SHANG)
            for i, v in enumerate(curve.notes)
        ),
        limits=LIMITS,
        advice=_advice(assessment),
        sung=curve,
        beside=beside.page(curve.beside) if curve.beside else None,
    )


def _advice(assessment: Assessment, text: str | None = None) -> tuple[tuple[Finding, str], ...]:
    """Return the few things to work on, and behind them what is worth knowing of the whole."""
    worst = advice.worst(assessment, text)
    if assessment.score is None:
        return worst
    remarks = [f for f in assessment.findings if f.cause in REMARKS]
    return (*worst, *((f, advice.sentence(f, text)) for f in remarks))


def limits(lesson: Lesson) -> Limits:
    """Return the tolerances that the lesson's goals state; the widest of its steps."""
    goals = [g for step in lesson.steps for g in step.goals]
    cents = [g.tolerance for g in goals if g.measure == "pitch_cents"]
    ms = [g.tolerance for g in goals if g.measure == "onset_ms"]
    return Limits(max(cents, default=LIMITS.cents), max(ms, default=LIMITS.ms))


def _text_sung(score: Score, text: Mode) -> str:
    if text == "score":
        return _("this one: {edition}").format(edition=score.edition.read(lang()))
    own = _("your teacher's own; where it differs from {text} is shown, not marked as wrong")
    return own.format(text=_short(score))


def _short(score: Score) -> str:
    """Return what a printed text is called in a sentence: by its year, if it has one."""
    year = re.search(r"1[0-9]{3}", score.edition.en)
    return _("{year}").format(year=year.group()) if year else _("the printed text")


def _script() -> Script:
    return "simp" if lang().startswith("zh") else "trad"
