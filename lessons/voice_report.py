"""From a judged take to what its report is made of."""

from pathlib import Path

from content.assessment import Assessment
from content.lesson import Lesson
from content.library import Library
from content.score import Score
from content.texts import _, lang
from lessons import advice, registry
from lessons.report.model import VoiceReport
from lessons.report.notes import Limits, NoteBox, boxes
from lessons.report.strands import Script
from lessons.scorers.voice import Mode, VoiceCurve
from lessons.voice_notes import SHANG

# A singer hears about a quarter of a tone; a listener about 80 ms. Used where no lesson says.
LIMITS = Limits(cents=30, ms=80)


def against_score(
    library: Library, lesson: Lesson, take: Path, judged: tuple[Assessment, VoiceCurve], text: Mode
) -> VoiceReport:
    """Return the report of a take held against the lesson's score."""
    link = registry.score_link(lesson)
    score, pack = library.score(link), library.pack(link.pack).pack
    assessment, curve = judged
    return VoiceReport(
        title=lesson.title.read(lang()),
        take=take.name,
        text_sung=_text_sung(score, text),
        editions=(score.edition.read(lang()),),
        assessment=assessment,
        notes=boxes(score, _script()),
        limits=limits(lesson),
        advice=advice.worst(assessment),
        score=score,
        sung=curve,
        script=_script(),
        rights=tuple(a for a in pack.assets if a.path.startswith(link.score)),
    )


def against_recording(
    reference: Path, take: Path, judged: tuple[Assessment, VoiceCurve]
) -> VoiceReport:
    """Return the report of a take held against a teacher's recording."""
    assessment, curve = judged
    return VoiceReport(
        title=_("Two recordings"),
        take=take.name,
        text_sung=_("your teacher's own, {name}").format(name=reference.name),
        editions=(),
        assessment=assessment,
        notes=tuple(
            NoteBox(i, "", None, v.note.onset, v.note.duration, v.note.pitch - SHANG)
            for i, v in enumerate(curve.notes)
        ),
        limits=LIMITS,
        advice=advice.worst(assessment),
        sung=curve,
    )


def limits(lesson: Lesson) -> Limits:
    """Return the tolerances that the lesson's goals state; the widest of its steps."""
    goals = [g for step in lesson.steps for g in step.goals]
    cents = [g.tolerance for g in goals if g.measure == "pitch_cents"]
    ms = [g.tolerance for g in goals if g.measure == "onset_ms"]
    return Limits(max(cents, default=LIMITS.cents), max(ms, default=LIMITS.ms))


def _text_sung(score: Score, text: Mode) -> str:
    if text == "score":
        return _("this one: {edition}").format(edition=score.edition.read(lang()))
    return _("your teacher's own; where it differs from 1746 is shown, not marked as wrong")


def _script() -> Script:
    return "simp" if lang().startswith("zh") else "trad"
