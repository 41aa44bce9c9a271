"""A drill for a plucked string, takes of it and what is judged of them."""

import numpy as np

from content.model import Basis, Status, Text
from content.pattern import OpenString, Pattern, Stroke
from content.reference import Reference
from content.stream import Stream
from content.take import Take
from lessons.scorers import strings

SEEN = Basis.of(Status.CONFIRMED, "made-up")


OPEN = Basis.of(Status.UNRESOLVED, "made-up")


NAME = Text(zh_CN="练习", en="drill")


NAMES = ("老弦", "中弦", "子弦")


MIDI = (50, 57, 62)


# (string, semitones above it, beats): four bars of nobody's music
DRILL = (
    (0, 0, 1), (1, 0, 0.5), (1, 2, 0.5), (2, 0, 1), (2, 2, 1), (2, 4, 0.5), (2, 2, 0.5), (1, 4, 1),
    (1, 2, 0.5), (2, 0, 0.5), (0, 5, 1), (0, 3, 0.5), (0, 0, 0.5), (1, 0, 1), (2, 0, 1), (0, 0, 1),
    (2, 5, 0.5), (2, 4, 0.5), (1, 0, 1), (0, 0, 2),
)  # fmt: skip


N = len(DRILL)


def pattern(change=lambda i, fields: fields, basis=SEEN, drill=DRILL):
    at, strokes = 0.0, []
    for i, (string, semitones, beats) in enumerate(drill):
        fields = {
            "onset": at, "duration": beats, "string": NAMES[string], "semitones": semitones,
            "onset_status": Status.CONFIRMED, "pitch_status": Status.CONFIRMED,
        }  # fmt: skip
        strokes.append(Stroke(**change(i, fields)))
        at += beats
    return Pattern(
        id="drill", title=NAME, instrument="三弦", role="上手", exercise=True, metre="一板一眼",
        metre_basis=SEEN, tempo_bpm=75, tempo_basis=SEEN, strokes=tuple(strokes),
        strings=tuple(
            OpenString(name=n, midi=m, basis=basis) for n, m in zip(NAMES, MIDI, strict=True)
        ),
        strokes_basis=SEEN,
    )  # fmt: skip


def touches(made, ratio=1.0, lag=0.7, tuning=0.0):
    """(seconds, MIDI) of every stroke, played as written."""
    beat = 60 / made.tempo_bpm * ratio
    return [(lag + s.onset * beat, (made.midi(s) or 60) + tuning) for s in made.strokes]


def take(played):
    times, values = (np.array(x, np.float64) for x in zip(*sorted(played), strict=True))
    return Take("l", "h", "p", streams={"pluck": Stream(times, values, np.ones(len(times)))})


def judged(made, played, **options):
    return strings.judge(Reference("r", NAME, NAME, NAME, pattern=made), take(played), **options)


def measures(found):
    return {m.name: m for m in found.measures}


def causes(found):
    """What was found amiss; that a bare recording has no beat stands in a test of its own."""
    unplaced = "strings.unplaced"
    return {(f.cause, f.where.id) for f in found.findings if f.cause != unplaced}
