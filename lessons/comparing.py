"""What is played to a learner: the phrase, written or as the teacher sang it; his own; both.

Runs in the judge's process. All samples are float32 (n,) at `audio.tone.RATE`, one channel. No
voice is made here: what is not a recording is a flute, strings or a clapper.
"""

import numpy as np
import soxr  # type: ignore[import-untyped]

from audio import files, playback
from audio.accompany import Strand
from audio.files import Samples
from audio.instruments import perform
from audio.mixer import faded, levelled, mixed
from audio.tone import RATE
from content.assessment import Assessment
from content.errors import Refusal
from content.texts import _
from lessons import playing
from lessons.asked import Asked
from lessons.judging import Sound
from lessons.playing import Playing

SEED = 1746


def master(asked: Asked, how: Playing) -> Samples:
    """Return the phrase to listen to: the teacher's recording if there is one, else a flute.

    Raises Refusal where there is nothing that may sound.
    """
    if asked.recordings:
        return _whole(files.read(asked.recordings[0]).samples, files.RATE)
    lines = (*playing.flute(asked, how), *playing.clapper(asked, how, count=True))
    if not lines:
        raise Refusal(_("There is nothing to hear yet: a master's recording is still missing."))
    start = min(t.onset for line in lines for t in line.tones)
    moved = [playing.moved(line, -start) for line in lines]
    return mixed([_performed(s, SEED + i) for i, s in enumerate(moved)])


def mine(sound: Sound) -> Samples:
    """Return the learner's take as it was."""
    return _whole(sound.samples, sound.rate)


def both(asked: Asked, sound: Sound, told: Assessment) -> Samples:
    """Return the take and its reference at once, met at the first onset that both have.

    The flute plays in the key and the tempo that the learner took. Raises Refusal where no
    note of the take was found.
    """
    own = playback.Heard(sound.samples, sound.rate, *_spans(told, "take_onset_s"))
    other = _recorded(asked, told) if asked.recordings else _flute(asked, told)
    together = playback.both(own, other, 0, len(told.items) - 1)
    if not len(together):
        raise Refusal(_("No note of your take was found, so the two cannot be laid together."))
    return together


def _performed(line: Strand, seed: int) -> Samples:
    return perform(line.instrument, line.tones, seed).astype(np.float32)


def _recorded(asked: Asked, told: Assessment) -> playback.Heard:
    samples = files.read(asked.recordings[0]).samples
    return playback.Heard(samples, files.RATE, *_spans(told, "ref_onset_s"))


def _flute(asked: Asked, told: Assessment) -> playback.Heard:
    found = {m.name: m.value for m in told.measures}
    ratio, key = found.get("tempo_ratio") or 1.0, found.get("key_semitones") or 0.0
    (line,) = playing.flute(asked, Playing())
    line = playing.moved(line, 0.0, ratio, key)
    samples = mixed([_performed(line, SEED)])
    starts = np.array([t.onset for t in line.tones])
    return playback.Heard(samples, RATE, starts, np.array([t.end for t in line.tones]))


def _spans(told: Assessment, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return onsets (n,) and ends (n,) of the notes by the items of an Assessment, in seconds."""
    starts = np.array([np.nan if (v := i.get(name)) is None else float(v) for i in told.items])
    following = np.append(starts[1:], np.nan)
    return starts, np.where(np.isnan(following), starts + 0.8, following)


def _whole(samples: Samples, rate: int) -> Samples:
    sound = soxr.resample(np.asarray(samples, np.float32), rate, RATE)
    return faded(levelled(sound.astype(np.float32)))
