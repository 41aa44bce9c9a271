"""A pattern for plucked strings: the strokes of 三弦 or 琵琶, each with its status.

Positions are in beats. Pitch is in semitones above an open string, so that it holds for
whatever pitch the player has tuned to.
"""

from itertools import pairwise
from math import ceil
from typing import Literal, Self

from pydantic import Field, model_validator

from content.model import Basis, Document, Status, Text
from content.score import FASTEST, SLOWEST, MetreKind
from content.texts import _

FORMAT = 1
Instrument = Literal["三弦", "琵琶"]
StrokeKind = Literal["弹", "挑", "轮", "滚"]
ROLLED = ("轮", "滚")  # many quick touches that count as one stroke


class OpenString(Document):
    """One string of the instrument: its name and the MIDI number that the guide tunes it to.

    `basis` says how far the distance to the other strings is known.
    """

    name: str = Field(min_length=1)
    midi: float = Field(gt=20, lt=100)
    basis: Basis


class Stroke(Document):
    """One stroke. `onset`, `duration` in beats; `semitones` above the open `string`.

    `semitones` None: any pitch will do. `onset_status` says how far it is known that the
    stroke stands there, `pitch_status` how far its pitch is.
    """

    onset: float = Field(ge=0)
    duration: float = Field(gt=0)
    string: str | None = None
    semitones: int | None = Field(default=None, ge=0, le=36)
    stroke: StrokeKind | None = None
    onset_status: Status
    pitch_status: Status

    @property
    def rolled(self) -> bool:
        """Whether many quick touches make this one stroke."""
        return self.stroke in ROLLED


class Pattern(Document):
    """Strokes in order. Raises ValueError where they overlap or name no string of it.

    `exercise`: this project made it and no school plays it so; the program says that.
    """

    format: int = Field(default=FORMAT, ge=1)
    id: str
    title: Text
    instrument: Instrument
    role: Literal["上手", "下手"]
    exercise: bool
    metre: MetreKind
    metre_basis: Basis
    tempo_bpm: float = Field(ge=SLOWEST, le=FASTEST)
    tempo_basis: Basis
    strings: tuple[OpenString, ...] = Field(min_length=1)
    strokes: tuple[Stroke, ...] = Field(min_length=1)
    strokes_basis: Basis

    @property
    def beats(self) -> int:
        """How many beats it lasts, the last one whole."""
        return ceil(max(s.onset + s.duration for s in self.strokes))

    @property
    def notice(self) -> str | None:
        """What has to be said beside an exercise; None where the strokes have a source."""
        if not self.exercise:
            return None
        return _("An exercise of this project, no 过门 of any school.")

    def midi(self, stroke: Stroke) -> float | None:
        """Return the MIDI number of a stroke on the guide's strings; None where it is free."""
        if stroke.semitones is None:
            return None
        return next(s.midi for s in self.strings if s.name == stroke.string) + stroke.semitones

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = [s.name for s in self.strings]
        if len(set(names)) < len(names):
            raise ValueError(_("two strings have one name; give each its own"))
        for i, stroke in enumerate(self.strokes, 1):
            if (stroke.semitones is not None or stroke.string) and stroke.string not in names:
                sentence = _("stroke {n}: there is no string “{string}”; there are: {there}")
                there = ", ".join(names)
                raise ValueError(sentence.format(n=i, string=stroke.string, there=there))
        for i, (a, b) in enumerate(pairwise(self.strokes), 2):
            if b.onset < a.onset + a.duration - 1e-6:  # thirds of a beat do not add up exactly
                raise ValueError(_("stroke {n} begins before the one before it ends").format(n=i))
        return self
