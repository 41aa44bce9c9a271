"""How true a take is judged: faults sung on purpose are read back, freedoms cost nothing.

Six phrases of the 1746 aria, sung by the test voice with vibrato, glides, 擞 and 豁, at twice the
pace of the stage; clean, and in a room with eight talkers at 10 dB.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import get_args

import numpy as np

from audio import conditions, faults, onset, pitch, swell, synth
from audio.files import Samples
from audio.grade import grade
from audio.graded import Grade, ReferenceNote
from audio.ornament import JUDGED
from bench.audio_grading import aria_phrases, as_sung
from bench.game_formulas import performous, ultrastar
from bench.row import Row
from content.stream import Stream

LATE_SHARE, FLAT_SHARE, LEFT_OUT = 0.25, 0.3, 3 / 18
KINDS: tuple[synth.Turn, ...] = ("叠", "豁", "擞")
NO_TURNS: Mapping[int, synth.Turn] = {}
LONG = 0.6  # seconds of a note that a turn is put on
Sung = list[synth.SungNote]
Change = Callable[[Sung, set[int]], Sung]


@dataclass(frozen=True)
class Take:
    """A phrase as sung with a fault in the notes `which`, what was heard of it, its grade."""

    phrase: list[ReferenceNote]
    which: set[int]
    f0: Stream
    onsets: Stream
    grade: Grade


def run() -> list[Row]:
    """Errors of what is read back, shares in per cent, scores of 100."""
    return [
        *(_flat(cents) for cents in (30, 50, 100)),
        *(_late(ms, room) for room in (False, True) for ms in (50, 100, 200)),
        *_missing(),
        *(_same(f"key {by:+d} semitones", partial(faults.transposed, semitones=by)) for by in KEYS),
        *(_same(f"tempo x {by}", partial(faults.stretched, ratio=by)) for by in TEMPOS),
        *_ornaments(),
        *_turns(),
        *_games(),
    ]


KEYS, TEMPOS = (-7, 7), (0.85, 1.3)


def _sung(share: float, change: Change, room: bool = False, adorned: bool = True) -> list[Take]:
    """Sing each phrase with a fault in a share of its notes and grade what is heard."""
    return [
        _take(seed, phrase, share, change, room, adorned)
        for seed, phrase in enumerate(aria_phrases())
    ]


def _take(
    seed: int, phrase: list[ReferenceNote], share: float, change: Change, room: bool, adorned: bool
) -> Take:
    rng = np.random.default_rng(seed)
    chosen = rng.choice(len(phrase), round(share * len(phrase)), replace=False)
    which = {int(i) for i in chosen}
    notes = as_sung(phrase, rng)
    if not adorned:
        notes = [replace(n, turn=None, vibrato=(0.0, 6.0)) for n in notes]
    samples = synth.sing(change(notes, which), rng).samples
    samples = conditions.room(samples, np.random.default_rng(100 + seed)) if room else samples
    f0, onsets = pitch.track(samples), onset.onsets(samples)
    found = grade(phrase, f0, onsets, loudness=swell.loudness(samples))
    return Take(phrase, which, f0, onsets, found)


@cache
def _as_written() -> list[Take]:
    return _sung(0, lambda notes, _which: notes)


@cache
def _bare() -> list[Take]:
    return _sung(0, lambda notes, _which: notes, adorned=False)


def _flat(cents: float) -> Row:
    takes = _sung(FLAT_SHARE, partial(faults.flat, cents=cents))
    read = [-t.grade.notes[i].cents for t in takes for i in t.which]
    return _read_back(f"30 % of notes {cents} cents flat, read", read, cents, "cents", 5)


def _late(ms: float, room: bool) -> Row:
    takes = _sung(LATE_SHARE, partial(faults.late, seconds=ms / 1000), room)
    read = [t.grade.notes[i].late_ms for t in takes for i in t.which]
    where = "in the room" if room else "clean"
    return _read_back(f"{ms} ms late {where}, read", read, ms, "ms", 25 if room else 10)


def _read_back(name: str, read: Sequence[float], true: float, unit: str, goal: float) -> Row:
    found = float(np.nanmedian(read))
    return Row(name, found, unit, len(read), f"{true} ± {goal}", held=abs(found - true) <= goal)


def _missing() -> list[Row]:
    takes = _sung(LEFT_OUT, faults.left_out)
    lost = [t.grade.notes[i].missing for t in takes for i in t.which]
    kept = [n.missing for t in takes for i, n in enumerate(t.grade.notes) if i not in t.which]
    share, false = 100 * float(np.mean(lost)), 100 * float(np.mean(kept))
    return [
        Row("notes left out that are found", share, "%", len(lost), "≥ 90", held=share >= 90),
        Row("notes sung that are called missing", false, "%", len(kept), "≤ 2", held=false <= 2),
    ]


def _same(name: str, change: Callable[[Sung], Sung]) -> Row:
    moved = _sung(0, lambda notes, _which: change(notes))
    off = [
        100 * abs((a.grade.score or 0) / (b.grade.score or 1) - 1)
        for a, b in zip(moved, _as_written(), strict=True)
    ]
    worst = max(off)
    return Row(f"score under {name}, worst change", worst, "%", len(off), "≤ 1", held=worst <= 1)


def _ornaments() -> list[Row]:
    """Return what 腔格 are worth where they are asked for, and where they are not.

    One note in six carries one, as in the annotated 尋夢 (118 of 708 notes: 叠 豁 擞 掇).
    """
    asked, free = [], []
    for seed, phrase in enumerate(aria_phrases()):
        held = sorted(range(len(phrase)), key=lambda i: -phrase[i].duration)[: len(phrase) // 6]
        turns: dict[int, synth.Turn] = dict(zip(held, KINDS, strict=True))
        notes = [replace(n, ornaments=(turns[i],) if i in turns else ())
                 for i, n in enumerate(phrase)]  # fmt: skip
        both = [_adorned(seed, phrase, kinds) for kinds in (turns, NO_TURNS)]
        asked.append([_score(notes, samples) for samples in both])
        free += [_score(phrase, samples) for samples in both]
    own, less = np.mean(asked, axis=0)
    more, worst, n = 100 * float(own / less - 1), min(free), len(asked)
    return [
        Row("asked for 叠 豁 擞: sung over bare", more, "%", n, "≥ +20", held=more >= 20),
        Row("not asked for: worst of sung and bare", worst, "of 100", n, "≥ 95", held=worst >= 95),
    ]


def _adorned(seed: int, phrase: list[ReferenceNote], turns: Mapping[int, synth.Turn]) -> Samples:
    """Sing a phrase with these turns; without any it is bare of vibrato too."""
    rng = np.random.default_rng(seed)
    notes = [replace(n, turn=turns.get(n.index or 0)) for n in as_sung(phrase, rng)]
    if not turns:
        notes = [replace(n, vibrato=(0.0, 6.0)) for n in notes]
    return synth.sing(notes, rng).samples


def _score(notes: Sequence[ReferenceNote], samples: Samples) -> float:
    loudness = swell.loudness(samples)
    found = grade(notes, pitch.track(samples), onset.onsets(samples), loudness=loudness)
    return found.score or 0.0


def _turns() -> list[Row]:
    """Return how often each 腔格 is heard where it was sung, and where the note was bare."""
    bare, heard = _heard(None), {kind: _heard(kind) for kind in get_args(synth.Turn)}
    return [
        Row(
            f"{kind} heard where it was sung",
            100 * float(np.mean(heard[kind][kind])), "%", len(heard[kind][kind]),
            peer="a bare note", peer_value=100 * float(np.mean(bare[kind])),
        )
        for kind in heard
    ]  # fmt: skip


def _heard(turn: synth.Turn | None) -> dict[str, list[bool]]:
    """Sing `turn` on every long note of two phrases; return what is heard of each 腔格."""
    told: dict[str, list[bool]] = {kind: [] for kind in JUDGED}
    for seed, phrase in enumerate(aria_phrases()[:2]):
        rng = np.random.default_rng(seed)
        long = {i for i, n in enumerate(phrase) if n.duration >= LONG}
        notes = [replace(n, turn=turn if n.index in long else None) for n in as_sung(phrase, rng)]
        samples = synth.sing(notes, rng).samples
        asked = [replace(n, ornaments=JUDGED if i in long else ()) for i, n in enumerate(phrase)]
        loudness = swell.loudness(samples)
        found = grade(asked, pitch.track(samples), onset.onsets(samples), loudness=loudness)
        for note in found.notes:
            for kind, was_heard in note.ornaments:
                told[kind].append(was_heard)
    return told


def _games() -> list[Row]:
    """Return our score beside those of two games, each on the same takes."""
    freedoms: list[tuple[str, list[Take]]] = [
        ("as a Kunqu singer sings it", _as_written()),
        ("bare of ornament and vibrato", _bare()),
        ("30 % of notes 50 cents flat", _sung(FLAT_SHARE, partial(faults.flat, cents=50))),
        ("two semitones lower", _sung(0, lambda n, _w: faults.transposed(n, -2))),
        ("an octave higher", _sung(0, lambda n, _w: faults.transposed(n, 12))),
        ("tempo x 1.15", _sung(0, lambda n, _w: faults.stretched(n, 1.15))),
    ]
    return [row for name, takes in freedoms for row in _beside(name, takes)]


def _beside(name: str, takes: Sequence[Take]) -> list[Row]:
    ours = float(np.mean([t.grade.score or 0.0 for t in takes]))
    peers = {
        "UltraStar, medium": [ultrastar(t.phrase, t.f0, faults.START, "medium") for t in takes],
        "Performous, normal": [performous(t.phrase, t.f0, faults.START, "normal") for t in takes],
    }
    return [
        Row(f"score of 100, {name}", ours, "of 100", len(takes), peer=peer,
            peer_value=float(np.mean(points)) / 100)
        for peer, points in peers.items()
    ]  # fmt: skip
