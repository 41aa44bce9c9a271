"""From a judged movement to what its report is made of: words, facts, pictures."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from content.assessment import Assessment, Measure
from content.texts import _, lang
from lessons import advice
from lessons.advice_motion import unseen
from lessons.measure_words import value as in_words
from lessons.report import curve, motion_lanes, motion_moments
from lessons.report.model import Advice, TakeReport, ToldLine, VoiceReport
from lessons.report.notes import judged
from lessons.report.shapes import Page
from motion.graded import Graded
from motion.motion import Motion
from motion.reference import MotionReference
from motion.reference_file import About

if TYPE_CHECKING:
    from content.lesson import Step
    from lessons.moved import Tried

Moved = tuple[Motion, Graded | None]


def report(
    tried: "Tried", take: str, found: Assessment, moved: Moved, voice: object = None
) -> TakeReport:
    """Return the report of one take of a step; `voice` the report of what was sung in it."""
    read = lang()
    return TakeReport(
        title=f"{tried.lesson.title.read(read)} · {tried.step.title.read(read)}",
        take=take,
        intro=_intro(tried.step, tried.about, tried.waits_for_master),
        editions=_editions(tried),
        assessment=found,
        lines=tuple(told(found, tried.step.marked)),
        advice=advised(found),
        drawings=(*_drawings(tried, found, moved), *_sung(voice)),
        rights=tried.rights,
    )


def compared(
    title: str, take: str, found: Assessment, against: tuple[MotionReference, About], moved: Moved
) -> TakeReport:
    """Return the report of a take held against a reference outside of any lesson."""
    reference, about = against
    return TakeReport(
        title=title,
        take=take,
        intro=whose(about),
        editions=(),
        assessment=found,
        lines=tuple(told(found, True)),
        advice=advised(found),
        drawings=tuple(pages(reference, about, _shown(found, moved))),
    )


def pages(reference: MotionReference, about: About, moved: Moved) -> Iterator[Page]:
    """Yield the figures at the worst moments and the lanes; none where nothing was aligned."""
    take, graded = moved
    went = motion_lanes.course(reference, take, graded) if graded else None
    if graded is None or went is None:
        return
    names = shown_as(about), _("you")
    yield motion_moments.page(reference, take, graded, went, names)
    yield motion_lanes.page(reference, went, graded)


def advised(found: Assessment) -> Advice:
    """Return what to work on, at most three, and behind it what was not seen or not judged."""
    said = advice.worst(found)
    known = [finding for finding, _sentence in said]
    hidden = [f for f in found.findings if f.cause == "motion.unseen" and f not in known]
    if not hidden:
        return said
    return (*said, (hidden[0], unseen([f.where.id for f in hidden])))


def shown_as(about: About) -> str:
    """Return what the reference's figure is called: by its performer, else by its kind."""
    kinds: Mapping[str, str] = {
        "master": _("the master"),
        "teacher": _("your teacher"),
        "own": _("your own earlier take"),
        "program": _("the program's own movement"),
    }
    return about.performer or kinds[about.kind]


def whose(about: About) -> str:
    """Return whose a reference is, in one line: who, 家门, 师承, consent and thanks."""
    unsaid = _("not said")
    if about.kind == "program":
        return _(
            "Reference: {title}, made up by the program and performed by nobody; no tradition is "
            "claimed. The head is shown, not scored."
        ).format(title=about.title or about.id)
    said = _(
        "Reference: {who} ({title}). Role type (家门): {home}. Lineage (师承): {school}. "
        "Consent: {consent}. The head is shown, not scored; the eyes (眼神) are for the master."
    ).format(
        who=shown_as(about), title=about.title or about.id, home=about.home or unsaid,
        school=about.school or unsaid, consent=about.consent_id or unsaid,
    )  # fmt: skip
    return f"{said} {about.credit}".rstrip()


def _editions(tried: "Tried") -> tuple[str, ...]:
    """Return what the step is taken from; who was recorded stands above words and prints."""
    recorded = tried.about is not None and tried.about.kind != "program"
    if recorded and tried.voice is None:
        return ()
    return (tried.lesson.edition.read(lang()),)


def _intro(step: "Step", about: About | None, waits: bool) -> str:
    if waits and step.slot is not None:
        return step.slot.read(lang())
    return whose(about) if about else step.say.read(lang())


def _drawings(tried: "Tried", found: Assessment, moved: Moved) -> Iterator[Page]:
    if tried.reference is not None and tried.about is not None:
        yield from pages(tried.reference, tried.about, _shown(found, moved))
    elif tried.stills:
        yield motion_moments.stills(tried.stills)


def _shown(found: Assessment, moved: Moved) -> Moved:
    """Return what is drawn of a take: nothing is red in one that is not judged."""
    take, graded = moved
    body = next((part for part in found.parts if part.scorer == "motion"), found)
    if graded is None or body.score is not None:
        return moved
    return take, replace(graded, score=None, faults=(), late=())


def _sung(voice: object) -> Iterator[Page]:
    """Yield the curve of what was sung in the same take."""
    if not isinstance(voice, VoiceReport):
        return
    said = judged(voice.assessment.items)
    yield from curve.pages(voice.notes, said, voice.sung, voice.limits)


def told(found: Assessment, marked: bool) -> Iterator[ToldLine]:
    """Yield what was measured, in words; of voice and body together, each part's own."""
    for part in found.parts or (found,):
        called = names(part.scorer)
        for m in part.measures:
            if m.value is not None and m.name in called:
                yield ToldLine(called[m.name], _value(m), _mark(m, marked))


def _mark(measure: Measure, marked: bool) -> str:
    shown = marked and measure.score is not None
    return f"{measure.score:.0f}" if shown else _("shown, not marked")


def _value(measure: Measure) -> str:
    worth = measure.value or 0.0
    return f"{worth:.0f}°" if measure.unit == "deg" else in_words(worth, measure.unit)


def names(scorer: str) -> Mapping[str, str]:
    """Return what each measure of a movement, or of a voice in the same take, is called."""
    if scorer != "motion":
        return {
            "coverage": _("how much of it was heard"),
            "pitch_cents_median": _("voice: pitches off by"),
            "onset_ms_median": _("voice: off the beat by"),
        }
    return {
        "shape_deg": _("shape: off the reference, on average"),
        "timing_ms": _("timing: off, on average"),
        "flow": _("flow: how alike fast and slow were"),
        "hold": _("holds (亮相): stood still, on average"),
        "coverage": _("how much of it was seen"),
    }
