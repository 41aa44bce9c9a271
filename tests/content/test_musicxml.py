"""MusicXML in and out: what survives, and what is refused by its name and measure."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import musicxml
from content.errors import Refusal
from content.foreign import Heading
from content.lesson import ScoreLink
from content.library import open_library
from content.model import Status, Text
from content.musicxml_write import KINDS, write
from content.score import Score
from tests.content.scores import scores

NAME = Text(zh_CN="例", en="example")
HEADING = Heading("example", NAME, NAME)
HEAD = "<attributes><divisions>2</divisions><key><fifths>1</fifths></key></attributes>"
TOLD_END = b"</miscellaneous-field></identification>"
NOTE = (
    "<note>{before}<pitch><step>{step}</step>{alter}<octave>4</octave></pitch>"
    "<duration>{duration}</duration>{after}</note>"
)
MARK = (
    "<direction><direction-type><words>{}</words></direction-type><offset>{}</offset></direction>"
)


def note(before: str = "", after: str = "<lyric><text>天</text></lyric>", **changes: str) -> str:
    plain = {"step": "G", "alter": "", "duration": "2"}
    return NOTE.format(before=before, after=after, **{**plain, **changes})


def song(*measures: str, head: str = HEAD) -> bytes:
    inside = "".join(
        f'<measure number="{i}">{head if i == 1 else ""}{m}</measure>'
        for i, m in enumerate(measures, 1)
    )
    return f"<score-partwise><part id='P1'>{inside}</part></score-partwise>".encode()


def read(data: bytes) -> Score:
    return musicxml.read(data, HEADING)


@settings(max_examples=40, deadline=None)
@given(score=scores(KINDS))
def test_words_notes_beats_and_statuses_survive(score: Score) -> None:
    back = read(write(score).data)
    assert back.syllables == score.syllables
    for ours, theirs in zip(score.notes, back.notes, strict=True):
        assert (theirs.onset, theirs.duration) == pytest.approx((ours.onset, ours.duration))
        times = {"onset": theirs.onset, "duration": theirs.duration}
        assert theirs == ours.model_copy(update=times)
    assert (back.spans, back.free_until) == (score.spans, score.free_until)
    assert (back.tempo_bpm, back.key.zh_CN, back.notation) == (36, "小工调", "gongche")


@pytest.mark.parametrize("name", ["bubujiao", "zuifugui"])
def test_the_arias_survive(name: str) -> None:
    aria = open_library().score(ScoreLink(pack="kunqu/jiugong1746", score=name))
    written = write(aria)
    back = read(written.data)
    assert (back.notes, back.spans, back.free_until) == (aria.notes, aria.spans, aria.free_until)
    words = [(s.trad, s.simp) for s in aria.syllables]
    assert [(s.trad, s.simp) for s in back.syllables] == words
    assert not back.tempo_basis.status.gradable  # 36 is a habit, no fact: it did not leave


def test_marks_that_are_only_inferred_stay_behind() -> None:
    link = ScoreLink(pack="kunqu/jiugong1746", score="bubujiao")
    aria = open_library().score(link)
    doubtful = aria.spans[0].model_copy(update={"mark": "头板", "mark_status": Status.INFERRED})
    score = aria.model_copy(update={"spans": (doubtful, *aria.spans[1:])})
    written = write(score)
    assert "only inferred stay behind" in " ".join(written.lost)
    assert read(written.data).spans == aria.spans


def test_a_strangers_file_says_what_it_says() -> None:
    score = read(song(note() + note(after="", step="A"), note(after="", step="B")))
    assert score.key.zh_CN == "正宫调"  # one sharp: 上 = G
    assert [(n.gongche, n.onset, n.duration) for n in score.notes] == [
        ("上", 0, 1), ("尺", 1, 1), ("工", 2, 1),
    ]  # fmt: skip
    assert [s.onset for s in score.spans] == [0, 2]
    assert {n.onset_status for n in score.notes} == {Status.CONFIRMED}
    assert score.syllables[0].trad == "天"


def test_an_edited_file_of_ours_is_no_longer_sure() -> None:
    aria = open_library().score(ScoreLink(pack="kunqu/jiugong1746", score="zuifugui"))
    data = write(aria).data
    cut = data[: data.rindex(b"<note>")] + data[data.rindex(b"</note>") + 7 :]
    assert {n.onset_status for n in read(cut).notes} == {Status.INFERRED}


@pytest.mark.parametrize(("said", "tempo"), [("72", 72), ("36.5", 36.5), ("fast", None)])
def test_the_tempo_of_a_file(said: str, tempo: float | None) -> None:
    score = read(song(f'<sound tempo="{said}"/>' + note()))
    assert score.tempo_basis.status.gradable == (tempo is not None)
    assert score.tempo_bpm == (tempo or 36)


def test_marks_stand_in_the_order_of_their_times() -> None:
    score = read(song(MARK.format("头眼", 2) + MARK.format("头板", 0) + note(duration="4")))
    assert [(s.mark, s.onset, s.duration) for s in score.spans] == [("头板", 0, 1), ("头眼", 1, 1)]


@pytest.mark.parametrize("said", ["9" * 5000, "x", ""])
def test_a_strange_pitch_of_shang_is_not_believed(said: str) -> None:
    field = f"<identification><miscellaneous-field name='shuimo.shang'>{said}"
    told = song(note()).replace(b"<part ", field.encode() + TOLD_END + b"<part ")
    assert read(told).key.zh_CN == "正宫调"


def test_lengths_that_it_cannot_write_are_refused_and_never_dropped() -> None:
    aria = open_library().score(ScoreLink(pack="kunqu/jiugong1746", score="bubujiao"))
    for duration in (0.0005, 0.003):
        short = tuple(n.model_copy(update={"duration": duration}) for n in aria.notes)
        with pytest.raises(Refusal, match="too oddly"):
            write(aria.model_copy(update={"notes": short}))


def test_a_free_opening_that_outlasts_the_song_ends_with_it() -> None:
    aria = open_library().score(ScoreLink(pack="kunqu/jiugong1746", score="bubujiao"))
    end = aria.notes[-1].onset + aria.notes[-1].duration
    late = aria.model_copy(update={"spans": (), "free_until": end + 500})
    assert read(write(late).data).free_until == end


def test_a_score_without_notes_is_refused() -> None:
    aria = open_library().score(ScoreLink(pack="kunqu/jiugong1746", score="bubujiao"))
    with pytest.raises(Refusal, match="no notes"):
        write(aria.model_copy(update={"notes": (), "spans": ()}))


def test_ties_are_one_note() -> None:
    first = note(after='<tie type="start"/><lyric><text>天</text></lyric>')
    score = read(song(first, note(after='<tie type="stop"/>')))
    assert [(n.onset, n.duration) for n in score.notes] == [(0, 2)]


def test_pitches_between_are_written_in_popular_signs() -> None:
    sharp = note(after="", alter="<alter>1</alter>")
    score = read(song(note() + sharp))
    assert (score.notation, [n.gongche for n in score.notes]) == ("suzi", ["上", "勾"])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (song(note(), note(before="<grace/>")), "measure 2: <grace> has no place"),
        (song(note(before="<chord/>")), "measure 1: <chord>"),
        (song("<backup><duration>2</duration></backup>"), "measure 1: <backup>"),
        (song(note(), "<harmony/>"), "measure 2: <harmony>"),
        (song('<barline><repeat direction="backward"/></barline>'), "measure 1: <repeat>"),
        (song('<barline><ending number="1"/></barline>'), "<ending>"),
        (song('<direction><sound dacapo="yes"/></direction>'), "<sound>"),
        (song(note() + note(after="<voice>2</voice>")), "<voice>"),
        (song(note(after="<notations><ornaments><trill-mark/></ornaments></notations>")), "trill"),
        (song(note(alter="<alter>0.5</alter>")), "<pitch>"),
        (song(note(duration="1e300")), "longer than 10000 beats"),
        (song(note().replace("<octave>4", "<octave>1e300")), "<pitch>"),
        (song(note(duration="0")), "note 1 has no length"),
        (song(note(duration="x")), "<duration> has to be a number"),
        (song(note(duration="1e999999999")), "<duration> has to be a number"),
        (song(note(duration="1e308") * 9), "longer than 10000 beats"),
        (song(note(), head=HEAD.replace(">2<", ">0<")), "<divisions>"),
        (song(MARK.format("头板", -5) + note()), "<offset>"),
        (song(note(after="")), "note 1 has no word"),
        (song(note(after="<lyric><text>天地</text></lyric>")), "stands under one note"),
        (song(""), "there is no note"),
        (b"<score-partwise/>", "0 parts"),
        (b"<score-timewise/>", "export it as score-partwise"),
        (b"<score-partwise><part/><part/></score-partwise>", "2 parts"),
        (b"PK\x03\x04", "packed file"),
        (b"<a><b></a>", "no XML"),
        (b"", "no XML"),
    ],
)
def test_what_has_no_place_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(data)
    assert said in str(refused.value)


def test_no_entity_is_ever_expanded() -> None:
    bomb = b'<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + song(note())
    with pytest.raises(Refusal, match="declares entities"):
        read(bomb)
    outside = b'<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + song(note())
    with pytest.raises(Refusal, match="declares entities"):
        read(outside)
    named = b'<!DOCTYPE score-partwise PUBLIC "-//x" "http://nowhere.invalid/p.dtd">' + song(note())
    assert len(read(named).notes) == 1  # as most programs write it; nothing is fetched


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damaged_files_are_one_sentence(data: st.DataObject) -> None:
    whole = song(note(), note(after=""))
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:at] + data.draw(st.binary(max_size=3)) + whole[at + 1 :]
    try:
        read(broken)
    except Refusal as e:
        assert len(str(e)) < 300


def test_a_real_aria_is_read_or_refused_by_name(eval_data: Path) -> None:
    file = eval_data / "audio" / "jingju" / "dan-xipi_01_score.xml"
    with pytest.raises(Refusal, match="measure 1: <grace> has no place"):
        read(file.read_bytes())
