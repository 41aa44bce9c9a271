"""Finds the scorer of a step, and asks it: what to listen to, and what the take was worth.

A scorer of takes is one file in `lessons/scorers/` with `listen` and `judge`.
"""

import importlib
from collections.abc import Mapping
from typing import Protocol, cast

from audio.files import Samples
from content.assessment import Assessment
from content.reference import Reference
from content.stream import Stream
from content.take import Take
from lessons.asked import Asked


class Scorer(Protocol):
    """What every scorer of takes offers."""

    def listen(self, samples: Samples) -> dict[str, Stream]:
        """Return the streams it needs, of samples at 16 kHz."""
        ...

    def judge(self, reference: Reference, take: Take, timing_trusted: bool = True) -> Assessment:
        """Judge a take; `timing_trusted` false: the device's delay is not known."""
        ...


def scorer(name: str) -> Scorer:
    """Return a scorer of takes by its name. Raises ModuleNotFoundError where there is none."""
    return cast(Scorer, importlib.import_module(f"lessons.scorers.{name}"))


def listen(asked: Asked, samples: Samples | None) -> Mapping[str, Stream]:
    """Return what a step's scorer needs to hear; nothing where there is no sound."""
    return {} if samples is None else scorer(asked.scorer).listen(samples)


def score(asked: Asked, take: Take, timing_trusted: bool) -> Assessment:
    """Judge a take of a step.

    Where only a master could say what is right and he has not, nothing is judged.
    """
    if asked.waits_for_master:
        return Assessment(
            lesson=take.lesson, lesson_hash=take.lesson_hash, references=(), scorer=asked.scorer,
            scorer_version=1, withheld="master", coverage=0.0,
        )  # fmt: skip
    return scorer(asked.scorer).judge(asked.reference, take, timing_trusted)
