"""How near the accompaniment comes to the singer when it decides 150 ms before it sounds.

Test voice, live analysis, follower and conductor as in a lesson; nothing is known of the
singer but what the microphone heard until then. An echo, which plays a note when the follower
has it, stands beside.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from audio import accompany, synth
from audio.accompany import Accompanist, Notes, Strand
from audio.align import Melody
from audio.conduct import Conductor
from audio.contour import Array
from audio.files import RATE as HEARD
from audio.follow import Follower
from audio.follow_takes import drifting, freed
from audio.instruments import Instrument
from audio.live import Analyser
from audio.melody import Part, metred
from audio.place import Place
from audio.tone import RATE, Tone
from bench.audio_grading import PHRASES, aria_phrases, as_sung
from bench.row import Row, cpu_seconds

AHEAD = 0.150  # seconds between the decision and the sound
GOAL = 60.0  # ms, median
DRIFT = (0.8, 1.4)  # times the written lengths, first to last
SPREAD = 0.5  # of log length in 散板
BLOCK = 160  # samples pushed at once: 10 ms
TICK = accompany.TICK / RATE
LISTENED = 10.0  # seconds rendered to measure the cost
PLAYED: tuple[Instrument, ...] = ("曲笛", "三弦", "琵琶", "板")
SungNotes = list[synth.SungNote]
Change = Callable[[SungNotes, np.random.Generator], SungNotes]


@dataclass(frozen=True)
class Take:
    """A part, when each of its notes was sung (NaN: not), and the places as they were known."""

    part: Part
    sung: Array
    places: Sequence[tuple[float, Place]]


def run() -> list[Row]:
    """Errors of the onsets in ms of the singer's, and CPU time a second of sound."""
    return [
        *_metred("even tempo", takes(lambda notes, _rng: notes)),
        *_metred("drift 0.8 to 1.4", takes(lambda notes, _rng: drifting(notes, *DRIFT))),
        *_metred("drift 1.4 to 0.8", takes(lambda notes, _rng: drifting(notes, *DRIFT[::-1]))),
        *_free(takes(lambda notes, rng: freed(notes, rng, SPREAD), free=True)),
        *(_cost(instrument) for instrument in PLAYED),
    ]


def takes(change: Change, free: bool = False, phrases: int = PHRASES) -> list[Take]:
    """Return the first `phrases` of the aria as the test voice sings them, and as followed."""
    out = []
    for seed, phrase in enumerate(aria_phrases()[:phrases]):
        rng = np.random.default_rng(seed)
        notes = change(as_sung(phrase, rng), rng)
        columns = np.array([(n.onset, n.duration, n.pitch) for n in phrase]).T
        n = len(phrase)
        part = Part(Melody(*columns), np.full(n, free), np.zeros(1, np.int64))
        when = {note.index: note.onset for note in reversed(notes)}
        truth = np.array([when.get(i, np.nan) for i in range(n)])
        out.append(Take(part, truth, _places(part, synth.sing(notes, rng).samples)))
    return out


def _places(part: Part, samples: np.ndarray) -> list[tuple[float, Place]]:
    """Return each place with the second of the take at which it was known."""
    analyser, follower = Analyser(speakers=False), Follower(part)
    found = []
    for end in range(BLOCK, len(samples) + 1, BLOCK):
        heard = analyser.push(samples[end - BLOCK : end])
        found += [(end / HEARD, place) for place in follower.hear(heard)]
    return found


def begun(take: Take) -> Array:
    """Return when a flute began each note of the take (NaN: left out)."""
    melody = take.part.melody
    columns = (melody.onsets.tolist(), melody.lengths.tolist(), melody.pitches.tolist())
    tones = tuple(Tone(*row) for row in zip(*columns, strict=True))
    conductor, notes = Conductor(take.part, float(melody.onsets[0]), np.empty(0)), Notes(tones)
    out, told = np.full(len(tones), np.nan), 0
    for tick in range(round((np.nanmax(take.sung) + 1) / TICK)):
        now = tick * TICK
        while told < len(take.places) and take.places[told][0] <= now - AHEAD:
            conductor.hear(take.places[told][1])
            told += 1
        for tone, at in notes.due(conductor.step(now, TICK), sustains=True):
            out[tones.index(tone)] = now + at / RATE
    return out


def _echoed(take: Take) -> Array:
    """Return when each note would sound if it were played as soon as it is told."""
    first: dict[int, float] = {}
    for known, place in take.places:
        first.setdefault(place.note, known + AHEAD)
    return np.array([first.get(i, np.nan) for i in range(len(take.sung))])


def errors(followed: Sequence[Take], when: Callable[[Take], Array]) -> Array:
    """Return by how many seconds each note was later than the singer's (NaN: left out)."""
    return np.concatenate([when(take) - take.sung for take in followed])


def _metred(name: str, followed: Sequence[Take]) -> list[Row]:
    late = errors(followed, begun)
    echo = 1000 * float(np.nanmedian(np.abs(errors(followed, _echoed))))
    median, out = 1000 * float(np.nanmedian(np.abs(late))), np.isnan(late)
    return [
        Row(
            f"accompaniment decided 150 ms ahead, {name}: error of the onsets, median", median,
            "ms", int(np.sum(~out)), f"≤ {GOAL:.0f}", "echo", echo, median <= GOAL,
        ),
        Row(f"{name}: notes left out, not echoed", 100 * float(np.mean(out)), "%", len(out)),
    ]  # fmt: skip


def _free(followed: Sequence[Take]) -> list[Row]:
    """In 散板 it may not lead: how often it did, and how soon it joined."""
    late = errors(followed, begun)
    seen = late[~np.isnan(late)]
    echo = 1000 * float(np.nanmedian(errors(followed, _echoed)))
    led = 100 * float(np.mean(seen < -0.05))
    return [
        Row("散板: notes begun before the singer (> 50 ms)", led, "%", len(seen)),
        Row(
            "散板: joins the singer after, median", 1000 * float(np.median(seen)), "ms", len(seen),
            None, "echo", echo,
        ),
    ]  # fmt: skip


def _cost(instrument: Instrument) -> Row:
    """Return the CPU time of one line that is played along with."""
    step = 0.25
    n = int(LISTENED / step)
    tones = tuple(Tone(step * (i - 1), step, 62.0 + i % 12) for i in range(n + 1))
    written = [(t.onset, t.duration, t.pitch) for t in tones[1:]]
    part = metred(Melody(*np.array(written, np.float64).T))

    def played() -> None:
        hand = Accompanist(part, [Strand(instrument, tones)], np.empty(0), 0)
        for k in range(int(LISTENED / TICK)):
            note = int(k * TICK / step)
            hand.place(Place(k * TICK, min(note, n - 1), 1.0, False, 1.0, k * TICK, 0.0))
            hand.render(accompany.TICK)

    played()  # compile
    cost = 1000 * cpu_seconds(played) / LISTENED
    return Row(f"{instrument} that follows, CPU time a second of sound", cost, "ms", int(LISTENED))
