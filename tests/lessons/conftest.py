"""Scores small enough to know by heart, and the bracket lesson."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from content import texts, yamlfile
from content.lesson import Lesson
from content.library import SHIPPED, open_library
from content.model import Basis, Status, Text
from content.score import GONGCHE, BeatSpan, Note, Score, Syllable
from lessons.arts import bracket_design
from lessons.report.bracket import Height, PartBox, elevation
from lessons.report.model import MeasureLine, Picture, SessionReport, StepLine, VoiceReport
from lessons.report.notes import Limits, boxes
from physics.timber import sizes
from physics.timber.design import Design
from physics.timber.sizes import Sizes
from tests.lessons.reports import assessment, asset, finding, png

SEEN = Basis.of(Status.CONFIRMED, "made-up")
READ = Basis.of(Status.INFERRED, "made-up")
DIGITS = ("5,", "6,", "7,", "1", "2", "3", "4", "5", "6", "7", "1'", "2'", "3'")
JIANPU = dict(zip(GONGCHE, DIGITS, strict=True))
WORDS = "天地玄黄宇宙洪荒日月盈昃辰宿列张"


def say(words: str) -> Text:
    return Text(zh_CN=words, en=words)


def build(notes: Sequence[tuple[str, int, float]], free: float = 0.0) -> Score:
    """A score from (gongche, syllable, beats), with a marked span every two beats."""
    made, onset = [], 0.0
    for sign, syllable, beats in notes:
        made.append(_note(sign, syllable, onset, beats, free))
        onset += beats
    spans = []
    while free + 2 * len(spans) < onset:
        start = free + 2.0 * len(spans)
        spans.append(BeatSpan(onset=start, duration=2, status=Status.CONFIRMED))
    count = 1 + max((n.syllable for n in made), default=-1)
    sung = [Syllable(trad=WORDS[i % 16], simp=WORDS[i % 16], pinyin="a") for i in range(count)]
    plain = {k: say(k) for k in ("title", "edition", "home", "school", "mode", "key")}
    return Score(
        id="made-up", **plain, pitch_basis=SEEN, words_basis=SEEN, beat_basis=SEEN,
        duration_basis=READ, key_basis=READ, tempo_bpm=36, tempo_basis=READ, free_until=free,
        syllables=tuple(sung), notes=tuple(made), spans=tuple(spans),
    )  # fmt: skip


def _note(sign: str, syllable: int, onset: float, beats: float, free: float) -> Note:
    marked = onset >= free and (onset - free) % 2 == 0
    return Note(
        gongche=sign, semitones=GONGCHE[sign], jianpu=JIANPU[sign], syllable=syllable,
        onset=onset, duration=beats, duration_status=Status.INFERRED,
        onset_status=Status.CONFIRMED if marked else Status.INFERRED,
    )  # fmt: skip


@pytest.fixture(scope="session")
def build_score() -> Callable[..., Score]:
    return build


@pytest.fixture
def little_score() -> Score:
    """Eight notes: a free opening of two, a note held over a marked beat, a high note."""
    return build(
        [
            ("六", 0, 1), ("工", 0, 1),
            ("上", 1, 0.75), ("尺", 1, 0.25), ("工", 1, 0.5), ("四", 1, 0.5),
            ("合", 2, 3), ("仩", 3, 1),
        ],
        free=2,
    )  # fmt: skip


@pytest.fixture(scope="session")
def paike_sizes(root: Path) -> Sizes:
    """The sizes of the shipped bracket lesson."""
    return sizes.read(root / "content" / "packs" / "xiangshan" / "paike" / "parts.yaml")


@pytest.fixture(scope="session")
def paike(root: Path, paike_sizes: Sizes) -> tuple[Lesson, Design]:
    """The shipped bracket lesson and what is raised in it."""
    folder = root / "content" / "packs" / "xiangshan" / "paike"
    lesson = Lesson.model_validate(yamlfile.read(folder / "lesson.yaml").value)
    return lesson, bracket_design.design(paike_sizes)


@pytest.fixture(autouse=True)
def english() -> None:
    texts.use("en")


@pytest.fixture(scope="session")
def aria() -> Score:
    library = open_library((SHIPPED,))
    return library.score(library.lesson("kunqu/bubujiao").score)


@pytest.fixture(scope="session")
def opening(aria: Score) -> Score:
    """The score of the first beats after the free opening, short enough to sing quickly."""
    first = aria.free_until
    notes = tuple(n.model_copy(update={"onset": n.onset - first}) for n in aria.notes[10:28])
    spans = tuple(
        s.model_copy(update={"onset": s.onset - first})
        for s in aria.spans
        if first <= s.onset < aria.notes[28].onset
    )
    return aria.model_copy(
        update={"notes": notes, "spans": spans, "free_until": 0.0, "tempo_bpm": 54.0}
    )


@pytest.fixture
def voice(little_score) -> VoiceReport:
    return VoiceReport(
        title="步步嬌",
        take="take.wav",
        text_sung="Held against the 1746 score.",
        editions=("1746",),
        assessment=assessment(),
        notes=boxes(little_score, "trad"),
        limits=Limits(40, 100),
        advice=((finding(2), "Hear the flute first."),),
        score=little_score,
        rights=(asset(),),
    )


@pytest.fixture
def session() -> SessionReport:
    block = PartBox("坐斗", ((0, 0), (96, 0), (96, 69), (0, 69)), True)
    return SessionReport(
        title="一斗三升",
        intro="The guided demonstration.",
        editions=("營造法原",),
        assessment=assessment(items=(), lesson="xiangshan/paike", scorer="timber", engine="x 1"),
        pictures=(Picture(png(8, 8), "The yard"),),
        steps=(StepLine("坐斗", "Set it down.", True, Basis.of(Status.CONFIRMED, "fy 05-13")),),
        measures=(MeasureLine("height", "219.8 mm", "±0.5", True, Status.CONFIRMED, "fy"),),
        drawings=(elevation((block,), Height(219.8, 220, 0.5, "8 寸 = 220 mm")),),
        rights=(asset(),),
    )
