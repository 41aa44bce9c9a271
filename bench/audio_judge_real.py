"""How real singers are judged: beside two annotators, and teachers above their students."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio import files, onset, pitch, swell
from audio.grade import grade
from audio.graded import Grade, ReferenceNote
from audio.spread import Heard, recorded
from bench.audio_set import eval_data
from bench.row import Row
from content.model import Status
from content.stream import Stream

PAIRS = ("01", "02", "03", "04")


def run() -> list[Row]:
    """Cents, milliseconds and pairs in order. Raises Refusal where there are no recordings."""
    return [*_annotators(eval_data() / "audio/vocadito"), *_pairs(eval_data() / "audio/smc2016")]


@dataclass(frozen=True)
class _Take:
    """What was heard in one recording."""

    heard: Heard
    loudness: Stream

    def against(self, asked: Sequence[ReferenceNote]) -> Grade:
        return grade(asked, self.heard.f0, self.heard.onsets, loudness=self.loudness)


def _take(path: Path) -> _Take:
    samples = files.read(path).samples
    heard = Heard(pitch.track(samples), onset.onsets(samples))
    return _Take(heard, swell.loudness(samples))


def _annotators(folder: Path) -> list[Row]:
    take = _take(folder / "Audio/vocadito_1.wav")
    rows = []
    for name in ("A1", "A2"):
        notes = np.loadtxt(folder / f"Annotations/Notes/vocadito_1_notes{name}.csv", delimiter=",")
        asked = [
            ReferenceNote(t, d, 69 + 12 * float(np.log2(hertz / 440)), Status.DERIVED)
            for t, hertz, d in notes
        ]
        found = take.against(asked)
        late = 1000 * np.abs(np.array([n.onset for n in found.notes]) - notes[:, 0])
        p90, n = float(np.nanpercentile(late, 90)), len(asked)
        cents = found.cents_median
        rows += [
            Row(f"vocadito {name}: median pitch off", cents, "cents", n, "≤ 5", held=cents <= 5),
            Row(f"vocadito {name}: onset off, p90", p90, "ms", n, "≤ 45",
                "the other annotator", 39.0, p90 <= 45),
        ]  # fmt: skip
    return rows


def _pairs(folder: Path) -> list[Row]:
    takes = {
        (pair, who): _take(folder / pair / f"{who}.mp3")
        for pair in PAIRS
        for who in ("teacher", "student")
    }
    students = []
    rows = []
    for pair in PAIRS:
        asked = recorded(takes[pair, "teacher"].heard)
        found = {key: take.against(asked) for key, take in takes.items()}
        students.append(_in_order(pair, found))
        rows.append(
            Row(f"jingju {pair}: the student against the teacher",
                found[pair, "student"].score, "of 100", len(asked),
                peer="the teacher", peer_value=found[pair, "teacher"].score)
        )  # fmt: skip
    held = sum(students)
    goal = f"{len(PAIRS)} of {len(PAIRS)}"
    name = "jingju: self > student > other phrase"
    return [Row(name, held, "pairs", len(PAIRS), goal, held=held == len(PAIRS)), *rows]


def _in_order(pair: str, found: Mapping[tuple[str, str], Grade]) -> bool:
    rank = {key: -1.0 if g.score is None else g.score for key, g in found.items()}
    others = max(value for key, value in rank.items() if key[0] != pair)
    return rank[pair, "teacher"] > rank[pair, "student"] > others
