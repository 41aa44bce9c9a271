"""Finds the scorer of a step, and asks it: what to listen to, and what the take was worth.

A scorer of takes is one file in `lessons/scorers/` with `listen` and `judge`.
"""

import importlib
from collections.abc import Mapping
from dataclasses import replace
from types import ModuleType

from audio import files
from audio.files import Samples
from content.assessment import Assessment, Finding, Where
from content.lesson import Step
from content.reference import Reference
from content.stream import Stream
from content.take import Take
from lessons.asked import Asked


def scorer(name: str) -> ModuleType:
    """Return a scorer of takes by its name. Raises ModuleNotFoundError where there is none."""
    return importlib.import_module(f"lessons.scorers.{name}")


def hears(name: str) -> bool:
    """Whether a scorer listens to a take at all; marks and taps are made by hand."""
    return "recording" in scorer(name).NEEDS


def listen(asked: Asked, samples: Samples | None, speakers: bool = False) -> Mapping[str, Stream]:
    """Return what a step's scorer needs to hear; nothing where there is no sound.

    `speakers`: the program itself was heard as well, and a singer has to be told from it.
    """
    if samples is None or not hears(asked.scorer):
        return {}
    more = {"speakers": speakers} if asked.scorer == "voice" else {}
    streams: dict[str, Stream] = scorer(asked.scorer).listen(samples, **more)
    return streams


def reference(asked: Asked) -> Reference:
    """Return what a take is held against: with the teacher's recordings, heard as the take is.

    Raises RecordingError where one of them cannot be heard.
    """
    if not asked.recordings:
        return asked.reference
    takes = [listen(asked, files.read(path).samples) for path in asked.recordings]
    return replace(asked.reference, streams=takes[0], takes=tuple(takes[1:]))


def score(asked: Asked, take: Take, timing_trusted: bool) -> Assessment:
    """Judge a take of a step.

    Where only a master could say what is right and he has not, nothing is judged.
    """
    if asked.waits_for_master:
        return _unjudged(asked, take)
    judge = scorer(asked.scorer).judge
    against = reference(asked)
    found: Assessment
    if asked.scorer == "speech":
        found = judge(against, take, _marked(asked.step))
    else:
        found = judge(against, take, timing_trusted)
    return found


def _marked(step: Step | None) -> frozenset[str]:
    from lessons.scorers import speech

    return speech.MARKED if step is None else speech.marks_of(step)


def _unjudged(asked: Asked, take: Take) -> Assessment:
    why = Finding(
        cause="take.master", where=Where(kind="whole", id="take"), measure="coverage", value=0.0,
        unit="share", tolerance=0.0, direction="none", confidence=1.0, cost=0.0,
    )  # fmt: skip
    return Assessment(
        lesson=take.lesson, lesson_hash=take.lesson_hash, references=(), scorer=asked.scorer,
        scorer_version=scorer(asked.scorer).VERSION, withheld="master", coverage=0.0,
        findings=(why,),
    )  # fmt: skip
