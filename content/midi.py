"""MIDI files as a score, and a score as a MIDI file (mido).

What survives a round trip: words in one script, signs, onsets and lengths to a 480th of a
beat with their statuses, beat spans with their marks, the free opening, known ornaments and
breaths, the tempo. What a player's file often gets wrong is repaired where there is one way
to, and stands in the score's remarks: a note that is never let go ends with the next one,
one that is held into the next is cut there. Chords and several voices are refused.
"""

import io
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import isfinite
from typing import Any, get_args

import mido

from content import foreign, signs
from content.errors import Refusal
from content.foreign import Body, Heading, Sung, Written, breathes, carried, character, plain
from content.model import Text
from content.score import FASTEST, SLOWEST, Mark, OrnamentKind, Score
from content.texts import _

TICKS = 480
MOST_BYTES = 2**20
KINDS: tuple[OrnamentKind, ...] = get_args(OrnamentKind)
_MARKS: dict[str, Mark] = {mark: mark for mark in get_args(Mark)}
_BEAT = "beat"  # the marker of a beat of which nothing more is known
_END = mido.MetaMessage("end_of_track")
_STUCK = Text(
    zh_CN="原 MIDI 里有的音没有结束，这里让它唱到下一个音为止。",
    en="Notes that the MIDI file never ends were ended where the next one begins.",
)
_OVERLAP = Text(
    zh_CN="原 MIDI 里有的音盖过了下一个音，这里在下一个音开始处截断。",
    en="Notes that the MIDI file holds into the next one were cut where that begins.",
)
_NO_TEMPO = Text(zh_CN="原 MIDI 没有写能用的速度。", en="The MIDI file gives no tempo of a song.")


@dataclass
class _Heard:
    """What the events of a file say; times in ticks. `ends` is None where a note is stuck."""

    starts: list[tuple[int, int]] = field(default_factory=list)
    ends: dict[int, int | None] = field(default_factory=dict)
    open: dict[int, int] = field(default_factory=dict)
    words: list[tuple[int, str]] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    signs: list[tuple[int, str]] = field(default_factory=list)
    tempo: float | None = None
    end: int = 0


def read(data: bytes, heading: Heading) -> Score:
    """Return the score of a MIDI file. Raises Refusal in words for what cannot be one."""
    file = _opened(data)
    begun = [(i, m) for i, t in enumerate(file.tracks) for m in t if m.type == "note_on"]
    voices = len({(i, m.channel) for i, m in begun if m.velocity})
    if voices != 1:
        sentence = _("MIDI: {n} tracks or channels have notes; keep the one that is sung")
        raise Refusal(sentence.format(n=voices))
    heard = _heard(mido.merge_tracks(file.tracks))
    for found in (heard.starts, heard.words, heard.marks, heard.signs):
        foreign.refuse_many(heading, len(found))
    sung, remarks = _sung(heard, file.ticks_per_beat)
    return _score(heading, heard, sung, remarks, file.ticks_per_beat)


def write(score: Score, shang: int = signs.SHANG) -> Written:
    """Return a score as a MIDI file of one track, 480 ticks a beat, 上 at MIDI number `shang`."""
    events = sorted(_events(score, shang), key=lambda e: e[:2])
    file = mido.MidiFile(type=0, ticks_per_beat=TICKS, charset="utf-8")
    track = mido.MidiTrack()
    file.tracks.append(track)
    for (before, *_order), (at, _rank, message) in pairwise([(0, 0, None), *events]):
        track.append(message.copy(time=at - before))
    buffer = io.BytesIO()
    file.save(file=buffer)
    return Written(
        buffer.getvalue(), (*foreign.losses(score, KINDS, scripts=1), *foreign.unsung(score))
    )


def _opened(data: bytes) -> Any:
    if len(data) > MOST_BYTES:
        raise Refusal(_("MIDI: the file is too large for a song"))
    try:
        file = mido.MidiFile(file=io.BytesIO(data), charset="latin-1")
    except Exception as e:  # mido raises whatever a damaged byte leads to
        sentence = _("MIDI: the file is no MIDI, or it is damaged ({reason})")
        raise Refusal(sentence.format(reason=str(e) or _("it ends too early"))) from e
    if file.ticks_per_beat <= 0 or file.type == 2:
        raise Refusal(_("MIDI: its times are not counted in beats; export it as type 0 or 1"))
    return file


def _heard(messages: Any) -> _Heard:
    heard = _Heard()
    for message in messages:
        heard.end += message.time
        if message.type == "note_on" and message.velocity:
            _begin(heard, message.note)
        elif message.type in ("note_on", "note_off"):
            if (i := heard.open.pop(message.note, None)) is not None:
                heard.ends[i] = heard.end
        elif message.is_meta:
            _meta(heard, message)
    return heard


def _begin(heard: _Heard, pitch: int) -> None:
    if heard.starts and heard.starts[-1][0] == heard.end:
        sentence = _("MIDI: notes {n} and {next} begin together; one voice sings one note")
        raise Refusal(sentence.format(n=len(heard.starts), next=len(heard.starts) + 1))
    heard.open[pitch] = len(heard.starts)
    heard.starts.append((heard.end, pitch))


def _meta(heard: _Heard, message: Any) -> None:
    if message.type == "set_tempo" and heard.tempo is None:
        bpm = 6e7 / max(message.tempo, 1)
        heard.tempo = bpm if SLOWEST <= bpm <= FASTEST else None
    elif message.type == "lyrics":
        if word := character(_text(message.text), _("MIDI")):
            heard.words.append((heard.end, word))
    elif message.type == "marker":
        heard.marks.append((heard.end, _text(message.text)))
    elif message.type == "text":
        name, _colon, value = _text(message.text).partition(": ")
        heard.said[name] = value
        heard.signs.append((heard.end, name))


def _text(raw: str) -> str:
    """Return a text as it was meant: MIDI does not say in which code it is written."""
    data = raw.encode("latin-1")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _sung(heard: _Heard, ticks: int) -> tuple[list[Sung], list[Text]]:
    """Return the notes, one after the other, and what was repaired for that."""
    remarks: dict[str, Text] = {}
    sung: list[Sung] = []
    words = [start for start, _word in heard.words]
    nexts = [*(at for at, _pitch in heard.starts), heard.end][1:]
    for i, ((at, pitch), after) in enumerate(zip(heard.starts, nexts, strict=True)):
        end = heard.ends.get(i)
        if end is None or end > after:
            repair = _STUCK if end is None else _OVERLAP
            remarks[repair.en] = repair
            end = after
        if end <= at:
            sentence = _("MIDI: note {n} has no length; give it one or take it out")
            raise Refusal(sentence.format(n=i + 1))
        begun = bisect_right(words, at)
        if begun == 0:
            sentence = _("MIDI: note {n} has no word; a score needs the words under its notes")
            raise Refusal(sentence.format(n=i + 1))
        sung.append(Sung(pitch, begun - 1, at / ticks, (end - at) / ticks))
    if heard.tempo is None:
        remarks[_NO_TEMPO.en] = _NO_TEMPO
    return _signed(heard, sung, ticks), list(remarks.values())


def _signed(heard: _Heard, sung: list[Sung], ticks: int) -> list[Sung]:
    """Return the notes with the ornaments and breaths that stand at them."""
    begins = {at: i for i, (at, _pitch) in enumerate(heard.starts)}
    ends = {round((note.onset + note.duration) * ticks): i for i, note in enumerate(sung)}
    for at, name in heard.signs:
        if name in KINDS and at in begins:
            i = begins[at]
            kinds = (*sung[i].ornaments, *(k for k in KINDS if k == name))
            sung[i] = replace(sung[i], ornaments=kinds)
        elif name == "气口" and at in ends:
            sung[ends[at]] = replace(sung[ends[at]], breath=True)
    return sung


def _score(
    heading: Heading, heard: _Heard, sung: list[Sung], remarks: list[Text], ticks: int
) -> Score:
    shang = heading.shang or signs.shang(heard.said.get("shuimo.shang")) or signs.SHANG
    marks = [(at, m) for at, m in heard.marks if m in _MARKS or m == _BEAT]
    of_notes, of_spans = foreign.known(heard.said.get("shuimo.status"), len(sung), len(marks))
    notation, notes = foreign.pitched(sung, shang, of_notes)
    free = min(_free(heard.said.get("shuimo.free", "0")), heard.end / ticks)
    starts = [(at / ticks, _MARKS.get(name)) for at, name in marks]
    spans = tuple(foreign.marked(starts, of_spans, (sung, free, heard.end / ticks)))
    words = [plain(word) for _at, word in heard.words]
    body = Body(
        words, notes, spans, free, foreign.least(of_notes), notation, heard.tempo, shang, remarks
    )
    return foreign.build(heading, body)


def _free(said: str) -> float:
    try:
        beats = float(said)
    except ValueError:
        return 0.0
    return max(beats, 0.0) if isfinite(beats) else 0.0


def _events(score: Score, shang: int) -> Iterator[tuple[int, int, Any]]:
    """Yield (tick, order among those of one tick, message)."""
    said = {
        "shuimo.status": foreign.statuses(score), "shuimo.shang": str(shang),
        "shuimo.free": repr(score.free_until),
    }  # fmt: skip
    for name, value in said.items():
        yield 0, 0, mido.MetaMessage("text", text=f"{name}: {value}")
    if score.tempo_basis.status.gradable:
        yield 0, 0, mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(score.tempo_bpm))
    for span in score.spans:
        mark = foreign.known_mark(span) or _BEAT
        yield _tick(span.onset), 2, mido.MetaMessage("marker", text=mark)
    for i, note in enumerate(score.notes):
        yield from _note(score, i, shang + note.semitones)
    end = max(_tick(s.onset + s.duration) for s in score.spans) if score.spans else 0
    yield max(end, _tick(score.notes[-1].onset + score.notes[-1].duration)), 9, _END


def _note(score: Score, index: int, pitch: int) -> Iterator[tuple[int, int, Any]]:
    note = score.notes[index]
    start, end = _tick(note.onset), _tick(note.onset + note.duration)
    if end <= start:
        sentence = _("MIDI: note {n} is too short; give it a 480th of a beat at least")
        raise Refusal(sentence.format(n=index + 1))
    if index == 0 or score.notes[index - 1].syllable != note.syllable:
        word = score.syllables[note.syllable].trad
        yield start, 3, mido.MetaMessage("lyrics", text=word)
    for kind in carried(note, KINDS):
        yield start, 4, mido.MetaMessage("text", text=kind)
    yield start, 5, mido.Message("note_on", note=pitch, velocity=80)
    yield end, 1, mido.Message("note_off", note=pitch)
    if breathes(note):
        yield end, 1, mido.MetaMessage("text", text="气口")


def _tick(beats: float) -> int:
    return round(beats * TICKS)
