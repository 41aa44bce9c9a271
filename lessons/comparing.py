"""What is played to a learner: the phrase, written or as the teacher sang it; his own; both.

Runs in the judge's process. All samples are float32 (n,) at `audio.tone.RATE`, one channel. No
voice is made here: what is not a recording is a flute, strings, a clapper or a drum.
"""

from pathlib import Path

import numpy as np
import soxr  # type: ignore[import-untyped]

from audio import files, playback
from audio.accompany import Strand
from audio.contour import Array
from audio.files import Samples
from audio.instruments import perform
from audio.mixer import faded, levelled, mixed
from audio.tone import RATE
from content.assessment import Assessment
from content.errors import Refusal
from content.texts import _
from lessons import playing
from lessons.asked import Asked
from lessons.guban import guban
from lessons.judging import Sound
from lessons.playing import Playing

SEED = 1746
BETWEEN = 0.5  # seconds of silence between the master's span, mine, and both
HELD = 0.8  # seconds that a last note is taken to last


def master(asked: Asked, how: Playing) -> Samples:
    """Return the phrase to listen to: the teacher's recording if there is one, else as written.

    Either in the chosen tempo and key. Raises Refusal where there is nothing that may sound.
    """
    if asked.recordings:
        return levelled(faded(playing.at_pace(files.played(asked.recordings[0], RATE), how)))
    lines = to_hear(asked, how)
    if not lines:
        raise Refusal(_("There is nothing to hear yet: a master's recording is still missing."))
    first = playing.first_onset(lines)
    moved = [playing.moved(line, -first) for line in lines]
    return mixed([_performed(s, SEED + i) for i, s in enumerate(moved)])


def to_hear(asked: Asked, how: Playing) -> tuple[Strand, ...]:
    """Return the lines that `master` plays where no teacher's recording is there."""
    tune = playing.tune(asked, how)
    return (*tune, *guban(asked, how.tempo)) if tune else ()


def mine(sound: Sound | Path) -> Samples:
    """Return the learner's take as it was."""
    return _whole(*_heard(sound))


def both(asked: Asked, sound: Sound | Path, told: Assessment) -> Samples:
    """Return the take and its reference at once, met at the first onset that both have.

    What is written is played in the key and the tempo that the learner took. Raises Refusal
    where no note of the take was found.
    """
    own, other = _own(sound, told), _other(asked, told)
    return _found(playback.both(own, other, 0, len(told.items) - 1))


def in_turn(asked: Asked, sound: Sound | Path, told: Assessment, span: tuple[int, int]) -> Samples:
    """Return notes `span` (first, last) as the master has them, then mine, then both at once.

    Raises Refusal where no note of the span was found in the take.
    """
    own, other = _own(sound, told), _other(asked, told)
    together = _found(playback.both(own, other, *span))
    rest = np.zeros(round(BETWEEN * RATE), np.float32)
    heard = [playback.alone(other, *span), playback.alone(own, *span), together]
    return np.concatenate([part for one in heard for part in (one, rest)])


def comparable(asked: Asked, told: Assessment) -> bool:
    """Whether notes of a take can be laid beside those of its reference."""
    written = asked.reference.pattern is not None and not asked.recordings
    sung = asked.scorer == "voice" and not asked.waits_for_master
    heard = any(item.get("take_onset_s") is not None for item in told.items)
    return heard and (sung or (asked.scorer == "strings" and written))


def _found(together: Samples) -> Samples:
    if not len(together):
        raise Refusal(_("No note of your take was found, so the two cannot be laid together."))
    return together


def _heard(sound: Sound | Path) -> tuple[Samples, int]:
    if isinstance(sound, Path):
        return files.read(sound).samples, files.RATE
    return sound.samples, sound.rate


def _own(sound: Sound | Path, told: Assessment) -> playback.Heard:
    return playback.Heard(*_heard(sound), *_spans(told, "take_onset_s"))


def _other(asked: Asked, told: Assessment) -> playback.Heard:
    if not asked.recordings:
        return _written(asked, told)
    samples = files.read(asked.recordings[0]).samples
    return playback.Heard(samples, files.RATE, *_spans(told, "ref_onset_s"))


def _written(asked: Asked, told: Assessment) -> playback.Heard:
    """Return what is written, in the tempo and the key or tuning of the take."""
    found = {m.name: m.value for m in told.measures}
    ratio = found.get("tempo_ratio") or 1.0
    key = found.get("key_semitones") or found.get("tuning_semitones") or 0.0
    (line,) = playing.tune(asked, Playing())
    line = playing.moved(line, 0.0, ratio, key)
    starts = np.array([t.onset for t in line.tones])
    return playback.Heard(
        _performed(line, SEED), RATE, starts, np.array([t.end for t in line.tones])
    )


def _performed(line: Strand, seed: int) -> Samples:
    return perform(line.instrument, line.tones, seed).astype(np.float32)


def _spans(told: Assessment, name: str) -> tuple[Array, Array]:
    """Return onsets (n,) and ends (n,) of the notes by the items of an Assessment, in seconds."""
    starts = np.array([np.nan if (v := i.get(name)) is None else float(v) for i in told.items])
    following = np.append(starts[1:], np.nan)
    return starts, np.where(np.isnan(following), starts + HELD, following)


def _whole(samples: Samples, rate: int) -> Samples:
    sound = soxr.resample(np.asarray(samples, np.float32), rate, RATE)
    return faded(levelled(sound.astype(np.float32)))
