"""From a kept attempt and a master's words on it to what its report is made of."""

from collections.abc import Iterator, Sequence

from content.assessment import Assessment
from content.correction import Correction
from content.errors import Refusal
from content.lesson import Lesson
from content.library import Library
from content.texts import _, lang
from lessons import advice, motion_report, remarks, take_report
from lessons.records.attempt import Kept
from lessons.report import voice_words
from lessons.report.model import KeptReport, Said


def report(
    library: Library, kept: Kept, assessment: Assessment, said: Sequence[Correction]
) -> KeptReport:
    """Return the report of a kept attempt: it has no sound any more, so there is no curve."""
    lesson = _lesson(library, kept.lesson)
    local = kept.started.astimezone()
    when = _("{when:%Y-%m-%d %H:%M}, {seconds:.0f} s").format(when=local, seconds=kept.seconds)
    return KeptReport(
        title=lesson.title.read(lang()) if lesson else kept.lesson,
        editions=(lesson.edition.read(lang()),) if lesson else (),
        intro=when,
        assessment=assessment,
        remarks=tuple(Said(remarks.where(c), remarks.whose(c), c.text) for c in said),
        facts=tuple(_facts(assessment)),
        advice=advice.worst(assessment),
    )


def _lesson(library: Library, name: str) -> Lesson | None:
    try:
        return library.lesson(name)
    except Refusal:  # what was kept is shown even where its lesson is no longer here
        return None


def _facts(assessment: Assessment) -> Iterator[str]:
    if assessment.scorer == "voice":
        written = any(item.get("lyric") for item in assessment.items)
        yield from voice_words.facts(assessment, "score" if written else "teacher")
    elif assessment.scorer != "timber":  # its findings say it all
        told = motion_report.told if assessment.scorer == "motion" else take_report.told
        for line in told(assessment, assessment.passed is not None):
            yield _("{name}: {value}").format(name=line.name, value=line.value)
