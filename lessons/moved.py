"""One step of a stage lesson: what a take is held against, and what was found in it.

The reference of a step is a master's, a teacher's or the learner's own file, kept beside the
user's records; else the program's own movement, if the step has one; else the step waits.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from audio.device import DeviceFacts
from content.assessment import Assessment
from content.errors import Refusal
from content.event import Event
from content.lesson import Lesson, Step
from content.library import Library
from content.movement import Still
from content.rights import Asset
from content.stream import Stream
from content.take import Take
from content.texts import _, lang
from lessons import judging, motion_report, references, scoring
from lessons.asked import Asked, ask
from lessons.judging import Judged, Sound
from lessons.moved_both import VOICE, together, unheard
from lessons.scorers import motion as scorer
from motion import moves, reference_file
from motion.grade import grade
from motion.graded import Graded
from motion.motion import Motion, from_streams
from motion.reference import MotionReference, build
from motion.reference_file import About


@dataclass(frozen=True)
class Tried:
    """A step of a stage lesson and what a take of it is held against. Frozen and picklable.

    `reference` None: the step waits for a master. `voice`: what is sung in the same take, or
    instead of moving where `sung` says so. `stills`: poses drawn from words, never judged.
    `in_time`: the beats are struck from the take's first moment on.
    """

    lesson: Lesson
    lesson_hash: str
    step: Step
    reference: MotionReference | None
    about: About | None
    voice: Asked | None = None
    stills: tuple[Still, ...] = ()
    rights: tuple[Asset, ...] = ()
    in_time: bool = False

    @property
    def sung(self) -> bool:
        """Whether the step is only sung: 拍曲 before 踏戏."""
        return self.lesson.scorer_of(self.step) == VOICE

    @property
    def waits_for_master(self) -> bool:
        """Whether only a master's takes can say what is right, and there are none."""
        return self.reference is None and not self.sung

    @property
    def on_beat(self) -> bool:
        """Whether the take's clock is the music's; else the learner's time is free."""
        music = self.in_time or (self.voice is not None and self.voice.stem is not None)
        beats = self.reference.marks.beats if self.reference is not None else ()
        return music and bool(beats)  # without them nothing says when music and he agree


def try_(library: Library, lesson_id: str, step_id: str) -> Tried:
    """Return a step and its reference.

    Raises Refusal where the step or a file of it is not there, or a reference is damaged.
    """
    lesson = library.lesson(lesson_id)
    asked = ask(library, lesson_id, step_id)
    assert asked.step is not None  # ask refuses a step that is not there
    sung = lesson.scorer_of(asked.step) == VOICE
    reference, about = (None, None) if sung else _reference(library, lesson, asked.step)
    return Tried(
        lesson,
        asked.lesson_hash,
        asked.step,
        reference,
        about,
        _voice(asked) if asked.step.syllables else None,
        library.stills(lesson_id, asked.step.stills).stills if asked.step.stills else (),
        library.pack(lesson_id).pack.assets,
    )


def keep_reference(
    library: Library, lesson_id: str, step_id: str, reference: MotionReference, about: About
) -> Path:
    """Keep takes as the reference of a step, return where.

    Raises Refusal where the step takes none, or `references.keep` does.
    """
    lesson = library.lesson(lesson_id)
    step = ask(library, lesson_id, step_id).step
    if step is None or lesson.scorer_of(step) == VOICE:
        raise Refusal(_("The step {step} is sung: it takes no movement.").format(step=step_id))
    return references.keep(lesson, step, reference, about)


def locked_by(lesson: Lesson, step_id: str, passed: Collection[str]) -> tuple[Step, ...]:
    """Return the steps that have to be passed before this one; what waits for a master is none."""
    step = next((s for s in lesson.steps if s.id == step_id), None)
    before = step.after if step else ()
    return tuple(s for s in lesson.steps if s.id in before and not s.slot and s.id not in passed)


def judge(
    tried: Tried, motion: Motion, sound: Sound | None = None, device: DeviceFacts | None = None
) -> Judged:
    """Judge a take. Module-level and picklable, for the judge's process.

    `sound` is what was heard meanwhile. Raises Refusal where a step that is only sung cannot
    be heard; a movement is never refused, only withheld with its reason.
    """
    if tried.sung:
        return _sung(tried, sound, device)
    streams, named = motion.streams(), _("your take")
    of = {"step": tried.step.id, "text": "score", "in_time": tried.in_time}
    heard = _heard(tried, sound)
    take = Take(
        lesson=tried.lesson.id,
        lesson_hash=tried.lesson_hash,
        program=judging.PROGRAM,
        reference=tried.about.id if tried.about else None,
        inputs=(Event(0, judging.OF, of),),
        streams={**streams, **heard},
        device={} if device is None else asdict(device),
    )
    return _told(tried, take, motion, sound.name if sound else named)


def again(library: Library, take: Take, name: str) -> Judged:
    """Judge a kept take again; `name` is what the report calls it.

    Raises Refusal where the reference it was held against is here no more.
    """
    of = next((e.value for e in take.inputs if e.name == judging.OF), {})
    tried = try_(library, take.lesson, str(of.get("step")))
    tried = replace(tried, in_time=bool(of.get("in_time")))
    known = tried.about.id if tried.about else None
    if take.reference not in (None, known):
        sentence = _(
            "{file}: it was held against {reference}, which is not on this machine. "
            "Put that reference back and judge it again."
        )
        raise Refusal(sentence.format(file=name, reference=take.reference))
    try:
        return _told(tried, take, from_streams(take.streams), name)
    except ValueError as e:
        raise Refusal(
            _("{file}: its movement is damaged. Use another copy.").format(file=name)
        ) from e


def _reference(
    library: Library, lesson: Lesson, step: Step
) -> tuple[MotionReference | None, About | None]:
    kept = references.path_of(lesson.id, step.id)
    if kept.is_file():
        return reference_file.read(kept)
    if step.movement is None:
        return None, None
    movement = library.movement(lesson.id, step.movement)
    about = About(
        id=f"{lesson.id}/{movement.id}",
        title=movement.title.read(lang()),
        home=lesson.home_of(step).read(lang()),
        school=lesson.school.read(lang()),
        kind="program",
    )
    return build([moves.performed(movement)], moves.marks(movement)), about


def _voice(asked: Asked) -> Asked:
    """Return what is sung in a step, as the voice's own judge takes it."""
    assert asked.step is not None
    sung = asked.step.model_copy(update={"scorer": VOICE, "slot": None})
    return replace(asked, step=sung)


def _sung(tried: Tried, sound: Sound | None, device: DeviceFacts | None) -> Judged:
    if sound is None or tried.voice is None:
        raise Refusal(_("This step is sung and nothing was heard: turn on the microphone."))
    return judging.judge(tried.voice, sound, device=device)


def _heard(tried: Tried, sound: Sound | None) -> Mapping[str, Stream]:
    """Return what the voice's judge listens to; a take without a voice keeps its movement."""
    if tried.voice is None or sound is None:
        return {}
    try:
        return scoring.listen(tried.voice, judging.samples_of(sound))
    except Refusal:
        return {}


def _told(tried: Tried, take: Take, motion: Motion, name: str) -> Judged:
    graded = grade(tried.reference, motion, tried.on_beat) if tried.reference else None
    moved = _assessed(tried, graded)
    if tried.voice is None:
        report = motion_report.report(tried, name, moved, (motion, graded))
        return Judged(moved, take, report)
    sung = judging.told(tried.voice, take, name) if "f0" in take.streams else None
    both = _passed(tried, together(sung.assessment if sung else unheard(moved), moved))
    report = motion_report.report(tried, name, both, (motion, graded), sung and sung.report)
    return Judged(both, take, report)


def _assessed(tried: Tried, graded: Graded | None) -> Assessment:
    of = (tried.lesson.id, tried.lesson_hash, tried.about.id if tried.about else "")
    found = scorer.assessment(of, tried.reference, graded, tried.step, tried.on_beat)
    return _passed(tried, found)


def _passed(tried: Tried, found: Assessment) -> Assessment:
    """Say whether a take passed, all of its parts; where no mark is given, nothing does."""
    if not tried.step.marked or found.score is None:
        return found.model_copy(update={"passed": None})
    least = min(part.score or 0.0 for part in (found, *found.parts))
    return found.model_copy(update={"passed": least >= tried.lesson.pass_mark})
