"""What the other forms of a score (GCN, MusicXML, MIDI) have in common.

A form that comes in is a source that was opened: what it says is confirmed, what it leaves
out is unresolved, what we fill in to make a score of it is inferred. A form that goes out
says what it could not carry; marks that are only inferred never leave, because they would
come back as confirmed.
"""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from content import signs
from content.errors import Refusal
from content.model import Basis, Status, Text
from content.score import BeatSpan, Mark, Notation, Note, Ornament, OrnamentKind, Score, Syllable
from content.texts import _, lang

SOURCE = "own"  # the one source of a text that came in
TEMPO = 36.0  # beats a minute where the form says none; its basis is then unresolved
MOST_BEATS = 10_000
MOST_NOTES = 1_500  # the longer of the two arias of 1746 has 143
_LETTER = {status: status[0] for status in Status}
_STATUS = {letter: status for status, letter in _LETTER.items()}
_OPEN = Text(zh_CN="未写明", en="not given")


@dataclass(frozen=True)
class Heading:
    """What a text is called; `shang` is the MIDI number of 上, None where the form may say."""

    id: str
    title: Text
    edition: Text
    shang: int | None = None


@dataclass(frozen=True)
class Body:
    """What is sung, as a form gave it; `lengths_status`: how far lengths inside beats are known.

    `tempo_bpm` and `shang` (MIDI number of 上) are None where the form says none.
    """

    words: Sequence[Syllable]
    notes: Sequence[Note]
    spans: Sequence[BeatSpan]
    free_until: float
    lengths_status: Status
    notation: Notation = "gongche"
    tempo_bpm: float | None = None
    shang: int | None = None
    remarks: Sequence[Text] = ()


@dataclass(frozen=True)
class Written:
    """A score in another form, and one sentence for each thing that form could not carry."""

    data: bytes
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Sung:
    """One note as a form gives it: MIDI number, onset and duration in beats."""

    midi: int
    syllable: int
    onset: float
    duration: float
    ornaments: tuple[OrnamentKind, ...] = ()
    breath: bool = False


def plain(word: str) -> Syllable:
    """Return a word of a form that has one script and no readings."""
    return Syllable(trad=word, simp=word, pinyin="")


def build(heading: Heading, body: Body) -> Score:
    """Return the score. Raises Refusal with the note's number where its notes do not fit."""
    if not body.notes:
        raise Refusal(_("{title}: there is no note in it").format(title=heading.title.read(lang())))
    refuse_many(heading, max(len(body.notes), len(body.words)))
    if body.notes[-1].onset + body.notes[-1].duration > MOST_BEATS:
        sentence = _("{title}: longer than {n} beats; cut it into its arias")
        raise Refusal(sentence.format(title=heading.title.read(lang()), n=MOST_BEATS))
    known, unknown = (Basis.of(s, SOURCE) for s in (Status.CONFIRMED, Status.UNRESOLVED))
    tempo_known = body.tempo_bpm is not None
    try:
        return Score(
            id=heading.id, title=heading.title, edition=heading.edition, home=_OPEN,
            school=_OPEN, mode=_OPEN, key=_key(heading.shang or body.shang), pitch_basis=known,
            words_basis=known, beat_basis=known if body.spans else unknown,
            duration_basis=Basis.of(body.lengths_status, SOURCE), key_basis=unknown,
            tempo_bpm=body.tempo_bpm or TEMPO, tempo_basis=known if tempo_known else unknown,
            free_until=body.free_until, notation=body.notation,
            syllables=tuple(body.words), notes=tuple(body.notes), spans=tuple(body.spans),
            remarks=tuple(body.remarks),
        )  # fmt: skip
    except ValidationError as e:
        why = e.errors()[0]["msg"].removeprefix("Value error, ")
        raise Refusal(f"{heading.title.read(lang())}: {why}") from e


def refuse_many(heading: Heading, count: int) -> None:
    """Raise Refusal where a form holds more notes, characters or signs than an aria has."""
    if count > MOST_NOTES:
        sentence = _("{title}: more than {n} notes, characters or signs; cut it into its arias")
        raise Refusal(sentence.format(title=heading.title.read(lang()), n=MOST_NOTES))


def pitched(
    sung: Sequence[Sung], shang: int, known: Sequence[tuple[Status, Status]]
) -> tuple[Notation, list[Note]]:
    """Return notes whose `known` is of onset and duration, and the signs they are written in.

    Raises Refusal, with the note's number, for a pitch that has no sign.
    """
    notation = signs.notation([s.midi - shang for s in sung])
    notes = []
    for s, (onset_status, duration_status) in zip(sung, known, strict=True):
        semitones = s.midi - shang
        ornaments = tuple(Ornament(kind=k, status=Status.CONFIRMED) for k in s.ornaments)
        note = Note(
            gongche=signs.sign(semitones, notation), semitones=semitones,
            jianpu=signs.jianpu(semitones), syllable=s.syllable, onset=s.onset,
            duration=s.duration, onset_status=onset_status, duration_status=duration_status,
            ornaments=ornaments, breath=Status.CONFIRMED if s.breath else None,
        )  # fmt: skip
        notes.append(note)
    return notation, notes


def character(text: str, where: str) -> str | None:
    """Return the one character that a lyric holds, None where it holds only signs.

    Raises Refusal, naming the place, where it holds more.
    """
    letters = [c for c in text if unicodedata.category(c)[0] not in "PZC"]
    if len(letters) > 1:
        sentence = _("{where}: “{text}” stands under one note; give each character its own")
        raise Refusal(sentence.format(where=where, text=text[:20]))
    return letters[0] if letters else None


def statuses(score: Score) -> str:
    """Return how far each onset, length, span and mark is known, as letters for a form."""
    notes = "".join(_LETTER[n.onset_status] + _LETTER[n.duration_status] for n in score.notes)
    spans = "".join(
        _LETTER[s.status] + _LETTER[s.length_status] + _LETTER[s.mark_status or s.status]
        for s in score.spans
    )
    return f"{notes}|{spans}"


def known(
    letters: str | None, notes: int, spans: int
) -> tuple[list[tuple[Status, Status]], list[tuple[Status, Status, Status]]]:
    """Return what `statuses` wrote. A form without it says what it says: all is confirmed.

    Where the letters fit no more, somebody changed the form: then nothing is sure (inferred).
    """
    found = [_STATUS[c] for c in (letters or "") if c in _STATUS]
    if len(found) != 2 * notes + 3 * spans:
        found = [Status.CONFIRMED if letters is None else Status.INFERRED] * (2 * notes + 3 * spans)
    of_notes, of_spans = found[: 2 * notes], found[2 * notes :]
    return (
        list(zip(of_notes[::2], of_notes[1::2], strict=True)),
        list(zip(of_spans[::3], of_spans[1::3], of_spans[2::3], strict=True)),
    )


def least(known: Sequence[tuple[Status, Status]]) -> Status:
    """Return how far the lengths are known, all together."""
    order = list(Status)
    return max((length for _onset, length in known), key=order.index, default=Status.UNRESOLVED)


def marked(
    starts: Sequence[tuple[float, Mark | None]],
    known: Sequence[tuple[Status, Status, Status]],
    body: tuple[Sequence[Sung], float, float],
) -> Iterator[BeatSpan]:
    """Yield the spans between marks; `body` is the notes, the free opening and the end.

    A 底板 in the free opening ends a phrase: it is as long as its note.
    """
    sung, free, end = body
    lengths = {note.onset: note.duration for note in sung}
    ends = [*(at for at, _mark in starts), end][1:]
    for (at, mark), after, (status, length, of_mark) in zip(starts, ends, known, strict=True):
        duration = after - at
        if at < free:
            duration = min(duration, lengths.get(at, duration))
        if duration > 0:
            yield BeatSpan(
                onset=at, duration=duration, status=status, length_status=length,
                mark=mark, mark_status=of_mark if mark else None,
            )  # fmt: skip


def _key(shang: int | None) -> Text:
    names = [name for name, midi in signs.KEYS.items() if midi == shang]
    if not names:
        return _OPEN
    return Text(zh_CN=f"{names[0]}调", en=f"{names[0]}調")


def carried(note: Note, kinds: Collection[OrnamentKind]) -> tuple[OrnamentKind, ...]:
    """Return the ornaments of a note that may leave: known ones, of the kinds a form has."""
    return tuple(o.kind for o in note.ornaments if o.status.gradable and o.kind in kinds)


def breathes(note: Note) -> bool:
    """Whether a 气口 after the note may leave."""
    return note.breath is not None and note.breath.gradable


def known_mark(span: BeatSpan) -> Mark | None:
    """Return which 板 or 眼 a span is, where that may leave."""
    return span.mark if span.mark_status and span.mark_status.gradable else None


def losses(score: Score, kinds: Collection[OrnamentKind], scripts: int) -> Iterator[str]:
    """Yield a sentence for each thing that a form with these ornaments cannot carry."""
    had = {o.kind: None for n in score.notes for o in n.ornaments}
    if missing := [k for k in had if k not in kinds]:
        yield _("It has no sign for: {kinds}.").format(kinds="、".join(missing))
    if any(n.breath and not breathes(n) for n in score.notes) or any(
        not o.status.gradable for n in score.notes for o in n.ornaments
    ):
        yield _("Ornaments and breaths that are only inferred stay behind.")
    if any(s.tone or s.zhongzhou or s.suzhou for s in score.syllables):
        yield _("Tones and readings stay behind.")
    if any(n.variants for n in score.notes):
        yield _("The readings of other editions stay behind.")
    if scripts < 2 and any(s.trad != s.simp for s in score.syllables):
        yield _("The words stand in one script only.")


def unsung(score: Score) -> Iterator[str]:
    """Yield a sentence for characters that a form which hangs words on notes cannot carry."""
    if len({n.syllable for n in score.notes}) < len(score.syllables):
        yield _("Characters without notes stay behind.")
