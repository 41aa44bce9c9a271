"""The pages: whole in one file, right in both languages, safe against hostile text, drawn."""

import ast
import re
from dataclasses import replace

import pytest
from babel.messages.pofile import read_po

from content import texts
from content.assessment import Measure, Override, Where
from content.model import Status, Text
from lessons.report.bracket import Height, PartBox, elevation
from lessons.report.html import session_page, voice_page
from lessons.report.model import MeasureLine, Picture, StepLine
from lessons.report.notes import boxes
from lessons.report.voice_words import facts, key_sentence, tempo_sentence
from tests.lessons.reports import HOSTILE, Tags, assessment, asset, finding, item


@pytest.fixture(autouse=True)
def english():
    texts.use("en")
    yield
    texts.use("en")


def test_a_voice_page_says_all_it_knows(voice):
    page = voice_page(voice)
    tags = Tags(page)
    assert not tags.open
    for words in (
        "步步嬌", "81", "Held against the 1746 score.", "2.1 semitones lower than written",
        "94 % of the notes", "Hear the flute first.", "take.wav", "玄", "inferred", "字清", "MIT",
        "licence text not seen", "散板", "GB/T 46845-2025",
    ):  # fmt: skip
        assert words in tags.words, words
    assert ("lang", "en") in tags.attributes


def test_every_note_has_its_row(voice):
    page = voice_page(voice)
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    assert body.count("<tr>") == len(voice.notes)


def test_a_session_page_says_all_it_knows(session):
    tags = Tags(session_page(session))
    assert not tags.open
    for words in ("一斗三升", "219.8 mm", "Set it down.", "fy 05-13", "The yard", "x 1", "8 寸"):
        assert words in tags.words, words
    (source,) = [value for name, value in tags.attributes if name == "src"]
    assert source.startswith("data:image/jpeg;base64,")


def test_nothing_is_fetched(voice, session):
    for page in (voice_page(voice), session_page(session)):
        assert not re.search(r"https?:|//[a-z]|@import|url\(", page)
        names = Tags(page).names
        assert not {"script", "link", "iframe", "object"} & set(names)


def test_hostile_text_stays_text(voice, session, little_score):
    evil = little_score.syllables[0].model_copy(update={"trad": "<"})
    text = Text(zh_CN=HOSTILE, en=HOSTILE)
    score = little_score.model_copy(
        update={"syllables": (evil, *little_score.syllables[1:]), "title": text, "remarks": (text,)}
    )
    bad = assessment(score=None, withheld=HOSTILE)
    hostile = (
        voice_page(
            replace(
                voice, title=HOSTILE, take=HOSTILE, text_sung=HOSTILE, editions=(HOSTILE,),
                score=score, notes=boxes(score, "trad"), assessment=bad,
                advice=((finding(0), HOSTILE),), rights=(asset(HOSTILE),),
            )
        ),
        session_page(
            replace(
                session, title=HOSTILE, intro=HOSTILE, assessment=bad, rights=(asset(HOSTILE),),
                pictures=(Picture(b"", HOSTILE),), steps=(StepLine(HOSTILE, HOSTILE, None),),
                drawings=(elevation((PartBox(HOSTILE, ((0, 0), (9, 9)), None),),
                                    Height(None, 9, 1, HOSTILE)),),
                measures=(MeasureLine(HOSTILE, HOSTILE, HOSTILE, None, Status.INFERRED, HOSTILE),),
            )
        ),
    )  # fmt: skip
    for page in hostile:
        tags = Tags(page)
        assert "script" not in tags.names
        assert not tags.open
        assert HOSTILE in tags.words


def test_a_withheld_score_says_why_and_shows_no_number(voice):
    reason = "Only 41 % of the notes were found."
    bare = assessment(score=None, withheld=reason, coverage=0.41, measures=())
    tags = Tags(voice_page(replace(voice, assessment=bare, advice=())))
    assert reason in tags.words
    assert "No score this time." in tags.words
    assert "of 100" not in tags.words
    assert "Too little was measured" in tags.words


def test_the_reason_is_told_in_the_adviser_s_words_once(voice):
    whole = finding(0).model_copy(update={"where": Where(kind="whole", id="take")})
    bare = assessment(score=None, withheld="coverage")
    advice = ((whole, "Sing nearer to the microphone."), (finding(2), "Hear the flute."))
    words = Tags(voice_page(replace(voice, assessment=bare, advice=advice))).words
    assert words.count("Sing nearer to the microphone.") == 1
    assert "coverage" not in words
    assert "Hear the flute." in words


def test_all_missing_and_no_findings(voice):
    gone = tuple(item(i, missing=True, cents=None, late_ms=None) for i in range(8))
    page = voice_page(replace(voice, assessment=assessment(items=gone), advice=()))
    assert "Nothing to mend" in page
    assert "NaN" not in page
    assert "None" not in Tags(page).words


def test_a_teachers_recording_has_no_score_page(voice):
    notes = tuple(replace(n, gongche=None, lyric="") for n in voice.notes)
    words = Tags(voice_page(replace(voice, score=None, notes=notes))).words
    assert "lower than the teacher" in words
    assert "Jianpu" not in words


def test_a_masters_word_stands_over_the_programs(voice):
    said = Override(score=90, who="a master", reason="The turn was right.")
    words = Tags(voice_page(replace(voice, assessment=assessment(override=said)))).words
    assert "90" in words
    assert "The turn was right." in words


def test_at_most_three_things(voice):
    many = tuple((finding(i), f"Thing {i}.") for i in range(6))
    words = Tags(voice_page(replace(voice, advice=many))).words
    assert "Thing 2." in words
    assert "Thing 3." not in words


def test_chinese_pages_are_chinese(voice, session):
    texts.use("zh_CN")
    pages = voice_page(voice), session_page(session)
    for page in pages:
        assert '<html lang="zh-Hans">' in page
    assert "先练哪里" in pages[0]
    assert "比谱上低 2.1 个半音" in pages[0]


def test_sentences_of_key_and_tempo():
    assert key_sentence(0.1, "score") == "Sung in the key of the reference."
    assert "3.0 semitones higher than the teacher" in key_sentence(3.0, "teacher")
    assert "tempo of the reference" in tempo_sentence(1.01, "score")
    assert "0.85 of the teacher" in tempo_sentence(0.85, "teacher")
    assert len(list(facts(assessment(score=None), "score"))) == 1
    none = assessment(measures=(Measure(name="key_semitones", value=None, unit="st", n=0),))
    assert len(list(facts(none, "score"))) == 1


@pytest.mark.parametrize(("mark", "said"), [(90.0, True), (None, False)])
def test_in_free_rhythm_no_onset_is_called_graded(mark, said):
    late = Measure(name="onset_ms_median", value=7.0, unit="ms", n=3, score=mark)
    told = " ".join(facts(assessment(measures=(late,)), "score"))
    assert ("graded onsets" in told) == said


def test_every_sentence_is_translated(root):
    folder = root / "lessons" / "report"
    used = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
                used.add(node.args[0].value)
    for path in (folder / "templates").glob("*.j2"):
        used |= set(re.findall(r'_\("([^"]+)"\)', path.read_text("utf-8")))
    known: dict[str, set[str]] = {}
    for path in (root / "content/locale/zh_CN/LC_MESSAGES").glob("*.po"):
        with path.open("rb") as f:
            known[path.stem] = {m.id for m in read_po(f) if m.id and m.string}
    assert used <= set().union(*known.values())
    assert known["report"] <= used
    assert len(used) > 60


def test_a_score_that_jianpu_cannot_write_still_has_its_report(voice, little_score):
    notes = tuple(n.model_copy(update={"duration": n.duration / 3}) for n in little_score.notes)
    triplets = little_score.model_copy(update={"notes": notes})
    page = voice_page(replace(voice, score=triplets))
    assert "Gongche of" in page and "Jianpu of" not in page
