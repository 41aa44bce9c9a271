"""Judges one take of a step: hears what its scorer needs, scores it, words the report.

Runs in the judge's process: everything that goes in and comes out is plain data.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from audio import calibrations, files
from audio.device import DeviceFacts
from audio.ears_messages import Recorded
from audio.files import Samples
from content.assessment import Assessment
from content.errors import Refusal
from content.event import Event
from content.library import Library
from content.take import Take
from content.texts import _
from lessons import scoring, take_report, voice_report
from lessons.asked import Asked, ask
from lessons.report.model import TakeReport, VoiceReport
from lessons.scorers import voice

PROGRAM = "shuimo"
OF = "take.of"  # the input that says of which step and text a take is


@dataclass(frozen=True)
class Sound:
    """One take as it was heard: `samples` (n,) at `rate`, and the name it is shown by."""

    samples: Samples
    rate: int
    name: str


@dataclass(frozen=True)
class Judged:
    """What was found, the take it was found in, and what its report is made of."""

    assessment: Assessment
    take: Take
    report: VoiceReport | TakeReport


def sound_of(recorded: Recorded) -> Sound:
    """Return a take from the microphone as a sound."""
    return Sound(np.asarray(recorded.samples, np.float32), recorded.rate, _("your take"))


def judge(
    asked: Asked,
    sound: Sound | Path | None,
    inputs: Sequence[Event] = (),
    device: DeviceFacts | None = None,
    speakers: bool = False,
) -> Judged:
    """Judge a take. `sound` None: nothing is listened to (marking, tapping with the hands).

    `speakers`: the program played through loudspeakers meanwhile. `device` None: a recording
    from elsewhere, whose times are its own. Raises Refusal where the take cannot be heard
    (silent, clipped, unreadable …).
    """
    samples = None if sound is None else samples_of(sound)
    of = {"step": asked.step.id if asked.step else None, "text": asked.text}
    take = Take(
        lesson=asked.lesson.id,
        lesson_hash=asked.lesson_hash,
        program=PROGRAM,
        reference=" + ".join(p.name for p in asked.recordings) or asked.reference.id,
        inputs=(Event(0, OF, of), *inputs),
        streams=scoring.listen(asked, samples, speakers),
        device={} if device is None else asdict(device),
    )
    return told(asked, take, sound.name if sound is not None else _("your hands"))


def again(library: Library, take: Take, name: str) -> Judged:
    """Judge a kept take again; `name` is what the report calls it.

    Raises Refusal where it was held against a teacher's recording, which no take holds.
    """
    of = next((e.value for e in take.inputs if e.name == OF), {})
    asked = ask(library, take.lesson, of.get("step"), text=of.get("text", "score"))
    if take.reference != asked.reference.id:
        sentence = _(
            "{file}: it was held against {reference}, which is not kept with a take. "
            "Judge the recordings themselves again: shuimo grade voice --reference."
        )
        raise Refusal(sentence.format(file=name, reference=take.reference))
    return told(asked, take, name)


def told(asked: Asked, take: Take, name: str) -> Judged:
    """Judge a take whose streams were heard already; `name` is what the report calls it."""
    trusted = not take.device or calibrations.timing_trusted(DeviceFacts(**take.device))[0]
    if asked.scorer == "voice" and not asked.waits_for_master:
        reference = voice.teacher(asked.recordings) if asked.recordings else asked.reference
        found, curve = voice.judge(reference, take, asked.text, trusted)
        found = _passed(asked, found)
        return Judged(found, take, voice_report.report(asked, name, (found, curve)))
    found = _passed(asked, scoring.score(asked, take, trusted))
    return Judged(found, take, take_report.report(asked, name, found, take.streams))


def samples_of(sound: Sound | Path) -> Samples:
    """Return what was heard at 16 kHz. Raises Refusal where it cannot be heard."""
    if isinstance(sound, Path):
        return files.read(sound).samples
    return files.checked(sound.samples[:, None], sound.rate, Path(sound.name)).samples


def _passed(asked: Asked, found: Assessment) -> Assessment:
    """Say whether a take passed; where no mark is given, nothing passes or fails."""
    if not asked.marked or found.score is None:
        return found.model_copy(update={"passed": None})
    return found.model_copy(update={"passed": found.score >= asked.lesson.pass_mark})
