"""The notes that a singer is asked for: those of a score, or those heard in a master's takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audio.graded import ReferenceNote
from audio.ornament import JUDGED
from audio.spread import Heard, Lineage, together
from content.score import Note, Score
from content.stream import Stream

SHANG = 62.0  # MIDI number of 上 = D4, 小工調 (DB3205/T 1172—2025 B.4); no grade rests on it


@dataclass(frozen=True)
class VoiceNote:
    """One note that was asked for: what is graded, and the words it is shown with.

    `lyric` as its source writes it, `simp` in simplified characters, both keyed by hand.
    """

    note: ReferenceNote
    lyric: str | None = None
    simp: str | None = None
    gongche: str | None = None

    @property
    def words(self) -> str:
        """How the note is named in a finding's place: "晴 工", "線/线 工", or nothing."""
        if self.lyric is None or self.gongche is None:
            return ""
        lyric = self.lyric if self.lyric == self.simp else f"{self.lyric}/{self.simp}"
        return f"{lyric} {self.gongche}"


def score_notes(score: Score) -> tuple[VoiceNote, ...]:
    """Return the notes of a score at its tempo, from 上 = D4; timing as its source knows it.

    Only what a source confirms, or what follows from it, is asked for: an ornament or a breath
    that an editor inferred is shown on the page and costs nothing.
    """
    beat = 60.0 / score.tempo_bpm
    return tuple(
        VoiceNote(
            _asked(n, beat, free=n.onset < score.free_until),
            score.syllables[n.syllable].trad,
            score.syllables[n.syllable].simp,
            n.gongche,
        )
        for n in score.notes
    )


def _asked(note: Note, beat: float, free: bool) -> ReferenceNote:
    return ReferenceNote(
        onset=note.onset * beat,
        duration=note.duration * beat,
        pitch=SHANG + note.semitones,
        timing=note.duration_status if free else note.onset_status,
        ornaments=tuple(o.kind for o in note.ornaments if o.status.gradable and o.kind in JUDGED),
        breath=note.breath is not None and note.breath.gradable,
        free=free,
    )


def recorded_notes(takes: Sequence[Mapping[str, Stream]]) -> tuple[VoiceNote, ...]:
    """Return the notes of one master's takes ("f0" and "onset" each); all timing derived.

    Raises OtherText where a take is of another text than the first.
    """
    lineage = Lineage(tuple(Heard(t["f0"], t["onset"]) for t in takes))
    return tuple(VoiceNote(n) for n in together(lineage))
