"""MIDI in and out: what survives, what is repaired and said, what is refused."""

import io

import mido
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import midi
from content.errors import Refusal
from content.foreign import Heading
from content.lesson import ScoreLink
from content.library import open_library
from content.model import Status, Text
from content.score import Score
from tests.content.scores import scores

NAME = Text(zh_CN="例", en="example")
HEADING = Heading("example", NAME, NAME)
ON, OFF = "note_on", "note_off"


def song(*events: tuple[str, int, int], word: str = "天", tracks: int = 1) -> bytes:
    """A file of (kind, pitch, ticks after the event before)."""
    file = mido.MidiFile(ticks_per_beat=480, charset="utf-8")
    for _k in range(tracks):
        track = mido.MidiTrack([mido.MetaMessage("lyrics", text=word)] if word else [])
        for kind, pitch, time in events:
            track.append(mido.Message(kind, note=pitch, velocity=64, time=time))
        file.tracks.append(track)
    buffer = io.BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()


def read(data: bytes) -> Score:
    return midi.read(data, HEADING)


@settings(max_examples=40, deadline=None)
@given(score=scores(midi.KINDS))
def test_words_notes_beats_and_statuses_survive(score: Score) -> None:
    back = read(midi.write(score).data)
    assert (back.syllables, back.spans, back.free_until) == (
        score.syllables, score.spans, score.free_until,
    )  # fmt: skip
    for ours, theirs in zip(score.notes, back.notes, strict=True):
        times = {"onset": theirs.onset, "duration": theirs.duration}
        assert theirs == ours.model_copy(update=times)
        assert theirs.onset == pytest.approx(ours.onset, abs=1 / 480)
        assert theirs.duration == pytest.approx(ours.duration, abs=1 / 480)
    assert back.tempo_bpm == pytest.approx(36, abs=1e-3)
    assert back.remarks == ()


@pytest.fixture(scope="module")
def aria() -> Score:
    return open_library().score(ScoreLink(pack="kunqu/jiugong1746", score="bubujiao"))


@pytest.mark.parametrize("name", ["bubujiao", "zuifugui"])
def test_the_arias_survive(name: str) -> None:
    aria = open_library().score(ScoreLink(pack="kunqu/jiugong1746", score=name))
    back = read(midi.write(aria).data)
    assert (back.notes, back.spans, back.free_until) == (aria.notes, aria.spans, aria.free_until)


def test_a_stuck_note_ends_with_the_next_and_it_is_said() -> None:
    score = read(song((ON, 62, 0), (ON, 64, 480), (OFF, 64, 480)))
    assert [(n.gongche, n.onset, n.duration) for n in score.notes] == [("上", 0, 1), ("尺", 1, 1)]
    assert any("never ends" in r.en for r in score.remarks)


def test_overlapping_notes_are_cut_and_it_is_said() -> None:
    score = read(song((ON, 62, 0), (ON, 64, 480), (OFF, 62, 240), (OFF, 64, 240)))
    assert [(n.onset, n.duration) for n in score.notes] == [(0, 1), (1, 1)]
    assert any("holds into the next" in r.en for r in score.remarks)


def test_a_file_without_tempo_says_so() -> None:
    score = read(song((ON, 62, 0), (OFF, 62, 480)))
    assert any("no tempo" in r.en for r in score.remarks)
    assert score.tempo_basis.status is Status.UNRESOLVED


def test_words_in_another_code_are_read() -> None:
    data = song((ON, 62, 0), (OFF, 62, 480)).replace("天".encode(), "天".encode("gb18030") + b" ")
    assert read(data).syllables[0].trad == "天"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (song((ON, 62, 0), (ON, 66, 0), (OFF, 62, 9)), "notes 1 and 2 begin together"),
        (song((ON, 62, 0), (OFF, 62, 0)), "note 1 has no length"),
        (song((ON, 62, 0)), "note 1 has no length"),
        (song((ON, 62, 0), (OFF, 62, 480), word=""), "note 1 has no word"),
        (song((ON, 62, 0), (OFF, 62, 480), word="天地"), "stands under one note"),
        (song((ON, 62, 0), (OFF, 62, 480), tracks=2), "2 tracks or channels have notes"),
        (song(), "0 tracks or channels have notes"),
        (song((ON, 120, 0), (OFF, 120, 480)), "58 semitones above 上"),
        (song((ON, 62, 0), (OFF, 62, 480 * 10_001)), "longer than 10000 beats"),
        (b"MThd", "it ends too early"),
        (b"", "no MIDI"),
        (b"x" * (midi.MOST_BYTES + 1), "too large"),
    ],
)
def test_what_cannot_be_a_song_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(data)
    assert said in str(refused.value)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_damaged_files_are_one_sentence(data: st.DataObject) -> None:
    whole = song((ON, 62, 0), (OFF, 62, 480), (ON, 64, 0), (OFF, 64, 480))
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:at] + data.draw(st.binary(max_size=2)) + whole[at + 1 :]
    try:
        read(broken)
    except Refusal as e:
        assert len(str(e)) < 300


def telling(*messages: mido.Message | mido.MetaMessage) -> bytes:
    """A song of one note with other messages before it."""
    file = mido.MidiFile(file=io.BytesIO(song((ON, 62, 0), (OFF, 62, 480))), charset="utf-8")
    file.tracks[0][0:0] = messages
    buffer = io.BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("tempo", [0, 1, 0xFFFFFF])
def test_a_tempo_of_no_song_is_no_tempo(tempo: int) -> None:
    score = read(telling(mido.MetaMessage("set_tempo", tempo=tempo)))
    assert (score.tempo_bpm, score.tempo_basis.status) == (36, Status.UNRESOLVED)


@pytest.mark.parametrize(
    "said",
    ["shuimo.shang: " + "9" * 5000, "shuimo.free: nan", "shuimo.free: inf", "shuimo.free: x"],
)
def test_what_a_stranger_says_in_our_fields_does_no_harm(said: str) -> None:
    score = read(telling(mido.MetaMessage("text", text=said)))
    assert (score.notes[0].gongche, score.free_until) == ("上", 0)


def test_a_free_opening_ends_with_the_song() -> None:
    assert read(telling(mido.MetaMessage("text", text="shuimo.free: 999"))).free_until == 1


def test_a_long_free_opening_ends_where_it_ended(aria: Score) -> None:
    last = aria.notes[-1]
    late = last.model_copy(update={"onset": 1234.0625, "duration": 1.0})
    changes = {"notes": (*aria.notes[:-1], late), "spans": (), "free_until": 1234.0625}
    score = Score.model_validate({**dict(aria), **changes})
    assert read(midi.write(score).data).free_until == 1234.0625


def test_a_second_channel_is_a_second_voice() -> None:
    drum = [mido.Message("note_on", channel=9, note=40), mido.Message("note_off", channel=9)]
    with pytest.raises(Refusal, match="2 tracks or channels"):
        read(telling(*drum))


def test_very_many_words_or_signs_are_refused_before_they_are_counted_out() -> None:
    for kind in ("lyrics", "text", "marker"):
        with pytest.raises(Refusal, match="more than 1500 notes, characters or signs"):
            read(telling(*[mido.MetaMessage(kind, text="豁")] * 1501))


def test_a_note_shorter_than_a_tick_is_refused(aria: Score) -> None:
    first = aria.notes[0].model_copy(update={"duration": 1e-4})
    with pytest.raises(Refusal, match="note 1 is too short"):
        midi.write(aria.model_copy(update={"notes": (first, *aria.notes[1:])}))
