"""Scores drawn at random, for the tests of their other forms."""

from hypothesis import strategies as st

from content import signs
from content.model import Basis, Status, Text
from content.score import GONGCHE, BeatSpan, Mark, Note, Ornament, Score, Syllable

WORDS = "天地玄黄宇宙洪荒日月盈昃"
SEEN = Basis.of(Status.CONFIRMED, "own")
CYCLES: tuple[tuple[Mark, ...], ...] = (
    ("头板", "头眼", "中眼", "末眼"),
    ("头板", "小眼"),
    ("头板", "头眼", "中眼", "末眼", "赠板", "头眼", "中眼", "末眼"),
)
BEATS = {  # notes of a beat as (length, whether it begins with the beat)
    "even": (0.5, 0.5),
    "one": (1.0,),
    "thirds": (1 / 3, 1 / 3, 1 / 3),
    "uneven": (0.75, 0.25),
    "held": (0.0,),  # the note before lasts
}


@st.composite
def scores(draw: st.DrawFn, kinds: tuple[str, ...] = ("豁", "擞", "叠", "掇", "带")) -> Score:
    """A score of a free opening and some bars, every mark known."""
    cycle = draw(st.sampled_from(CYCLES))
    free = draw(st.integers(0, 3))
    beats = draw(st.lists(st.sampled_from(sorted(BEATS)), min_size=1, max_size=16))
    if beats[0] == "held":  # nothing in free rhythm is held into a beat
        beats[0] = "one"
    lengths = [(float(i), 1.0, False) for i in range(free)]
    for k, beat in enumerate(beats):
        at = float(free + k)
        for j, length in enumerate(BEATS[beat]):
            if beat == "held":
                onset, before, known = lengths[-1]
                lengths[-1] = (onset, at + 1 - onset, known)
            else:
                lengths.append((at, length, j == 0))
            at += length
    notes, syllable = [], 0
    for i, (onset, length, known) in enumerate(lengths):
        syllable += int(i > 0 and syllable < len(WORDS) - 1 and draw(st.booleans()))
        sign = draw(st.sampled_from(sorted(GONGCHE)))
        chosen = draw(st.lists(st.sampled_from(kinds), max_size=2, unique=True))
        notes.append(
            Note(
                gongche=sign, semitones=GONGCHE[sign], jianpu=signs.jianpu(GONGCHE[sign]),
                syllable=syllable, onset=onset, duration=length,
                onset_status=Status.CONFIRMED if known else Status.INFERRED,
                duration_status=Status.INFERRED,
                ornaments=tuple(
                    Ornament.model_validate({"kind": k, "status": Status.CONFIRMED})
                    for k in sorted(chosen, key=kinds.index)
                ),
                breath=draw(st.sampled_from([None, Status.CONFIRMED])),
            )
        )  # fmt: skip
    spans = [
        BeatSpan(
            onset=free + k, duration=1, status=Status.CONFIRMED,
            mark=cycle[k % len(cycle)], mark_status=Status.CONFIRMED,
        )
        for k in range(len(beats))
    ]  # fmt: skip
    plain = {k: Text(zh_CN="例", en="example") for k in ("title", "edition", "home", "school")}
    sung = tuple(Syllable(trad=w, simp=w, pinyin="") for w in WORDS[: syllable + 1])
    return Score(
        id="example", **plain, mode=plain["home"], key=Text(zh_CN="小工调", en="小工調"),
        pitch_basis=SEEN, words_basis=SEEN, beat_basis=SEEN, duration_basis=SEEN,
        key_basis=SEEN, tempo_bpm=36, tempo_basis=SEEN, free_until=free, syllables=sung,
        notes=tuple(notes), spans=tuple(spans),
    )  # fmt: skip
