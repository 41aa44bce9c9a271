import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from content.lesson import ScoreLink
from content.library import open_library
from content.model import Status
from content.score import GONGCHE, Score

ARIAS = {"bubujiao": (143, 42, 49, 144), "zuifugui": (132, 60, 48, 136)}


@pytest.fixture(scope="module", params=sorted(ARIAS))
def aria(request: pytest.FixtureRequest) -> Score:
    return open_library().score(ScoreLink(pack="kunqu/jiugong1746", score=request.param))


def test_counts(aria: Score) -> None:
    notes, syllables, spans, _events = ARIAS[aria.id]
    assert (len(aria.notes), len(aria.syllables), len(aria.spans)) == (notes, syllables, spans)
    assert {n.syllable for n in aria.notes} == set(range(syllables))


def test_the_notes_are_those_of_the_source(aria: Score, eval_data: Path) -> None:
    path = eval_data / "content" / f"kunqu_{aria.id}_1746.json"
    source = json.loads(path.read_text(encoding="utf-8"))["notes"]
    ours = [(n.gongche, n.semitones, n.jianpu, n.syllable, n.onset, n.duration) for n in aria.notes]
    keys = ("gongche", "semitone_from_shang", "jianpu", "syllable", "onset", "dur")
    assert ours == [tuple(n[k] for k in keys) for n in source]
    words = [n["lyric"] for n in source if n["lyric"]]
    assert [s.trad for s in aria.syllables] == words


def test_every_event_of_the_source_is_told(aria: Score) -> None:
    told = " ".join(r.en for r in aria.remarks)
    assert f"counts {ARIAS[aria.id][3]} note signs" in told
    assert f"{len(aria.notes)} notes here" in told


def test_only_the_start_of_a_marked_beat_is_confirmed(aria: Score) -> None:
    starts = {span.onset for span in aria.spans}
    for note in aria.notes:
        assert note.onset_status.gradable == (note.onset in starts)
        assert note.duration_status is Status.INFERRED


def test_the_free_opening_has_no_gradable_start(aria: Score) -> None:
    free = [n for n in aria.notes if n.onset < aria.free_until]
    assert len(free) == (10 if aria.id == "bubujiao" else 0)
    assert not any(n.onset_status.gradable for n in free)


def test_spans_follow_each_other_to_the_end(aria: Score) -> None:
    end = aria.free_until
    for span in aria.spans:
        assert span.onset == end
        end = span.onset + span.duration
        assert span.status is Status.CONFIRMED and span.length_status is Status.DERIVED
    assert end == aria.notes[-1].onset + aria.notes[-1].duration


def test_a_note_held_across_a_beat_does_not_start_it(aria: Score) -> None:
    starts = {n.onset for n in aria.notes}
    silent = [s.onset for s in aria.spans if s.onset not in starts]
    assert silent == ([40.0] if aria.id == "bubujiao" else [6.0, 28.0, 44.0, 84.0])


def test_emended_characters_say_so(aria: Score) -> None:
    emended = [s for s in aria.syllables if s.status is Status.INFERRED]
    assert [s.trad for s in emended] == (["晌"] if aria.id == "bubujiao" else ["恰"])
    assert all(s.note for s in emended)


def test_readings_that_a_child_would_get_wrong() -> None:
    score = open_library().score(ScoreLink(pack="kunqu/jiugong1746", score="bubujiao"))
    read = {s.trad: (s.simp, s.pinyin) for s in score.syllables}
    assert read["裊"] == ("袅", "niǎo")
    assert read["鈿"] == ("钿", "diàn")
    assert read["揣"] == ("揣", "chuǎi")


def spoil(score: Score, index: int, **changes: object) -> dict[str, object]:
    raw = score.model_dump(mode="json")
    raw["notes"][index].update(changes)
    return raw


def test_gongche_and_pitch_have_to_agree(aria: Score) -> None:
    with pytest.raises(ValidationError, match="semitones above 上"):
        Score.model_validate(spoil(aria, 3, semitones=1))


def test_notes_have_to_follow_each_other(aria: Score) -> None:
    with pytest.raises(ValidationError, match="note 4 does not come after"):
        Score.model_validate(spoil(aria, 3, onset=0))


def test_a_note_needs_its_syllable(aria: Score) -> None:
    with pytest.raises(ValidationError, match="names syllable 99"):
        Score.model_validate(spoil(aria, 131, syllable=99))


def test_gongche_rises_like_its_jianpu() -> None:
    scale = list(GONGCHE.values())
    assert scale == sorted(scale) and scale[3] == 0


def test_phrases_cover_every_syllable_once() -> None:
    library = open_library()
    for name, (_n, syllables, _s, _e) in ARIAS.items():
        spans = [s.syllables for s in library.lesson(f"kunqu/{name}").steps]
        covered = [i for span in spans if span for i in range(span[0], span[1] + 1)]
        assert covered == list(range(syllables))
        assert all(span and span[1] - span[0] < 8 for span in spans)
