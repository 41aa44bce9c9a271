"""Every trouble of singing has a sentence in both languages: what, where, how far, what to do."""

import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from audio.findings import ASCII
from content import texts
from content.assessment import Finding, Where
from lessons import advice
from lessons.advice_voice import SENTENCES


@pytest.fixture(autouse=True)
def restore():
    yield
    texts.use("en")


def finding(cause, value=-50.0, place="2 晴 工", kind="note", unit="cents"):
    return Finding(
        cause=cause, where=Where(kind=kind, id=place), measure="pitch", value=value, unit=unit,
        tolerance=30, direction="low", confidence=1, cost=1,
    )  # fmt: skip


def test_the_house_example_in_both_languages():
    low = finding("voice.low")
    texts.use("en")
    assert SENTENCES["voice.low"](low) == (
        "工 of “晴”: about a quarter of a tone low (50 cents). "
        "Listen to the flute first, then sing."
    )
    texts.use("zh_CN")
    assert SENTENCES["voice.low"](low) == (
        "“晴”字的“工”低了约四分之一个全音（50 音分）。先听笛，再出声。"
    )


@pytest.mark.parametrize("lang", texts.LANGUAGES)
@pytest.mark.parametrize("cause", sorted(SENTENCES))
@pytest.mark.parametrize("place", ["2 晴 工", "2-5 晴 工", "7", "7-8"])
def test_every_cause_is_said_whole(cause, lang, place):
    texts.use(lang)
    sentence = advice.sentence(finding(cause, value=0.5, place=place))
    assert sentence and "{" not in sentence and "\n" not in sentence
    assert sentence[-1] in ".?。？"
    assert bool(re.search("[\u4e00-\u9fff]{4}", sentence)) == (lang == "zh_CN")


@pytest.mark.parametrize("lang", texts.LANGUAGES)
def test_differing_from_an_edition_is_never_called_wrong(lang):
    texts.use(lang)
    for cause in SENTENCES:
        if cause.endswith(".differs"):
            sentence = advice.sentence(finding(cause), "1746")
            assert "1746" in sentence
            assert "{" not in advice.sentence(finding(cause))
            assert not re.search("wrong|mistake|should|错|误", sentence)


def test_a_syllable_is_shown_in_the_script_of_the_language():
    late = finding("voice.late", 150, "31 線/线 工", unit="ms")
    texts.use("en")
    assert SENTENCES["voice.late"](late).startswith("工 of “線”: 0.15 s after the beat.")
    texts.use("zh_CN")
    assert SENTENCES["voice.late"](late).startswith("“线”字的“工”比板眼晚了 0.15 秒。")


def test_a_note_is_counted_from_one_for_people():
    texts.use("en")
    assert SENTENCES["voice.missing"](finding("voice.missing", 1, "7")).startswith("Note 8:")


def test_a_teachers_recording_has_no_beat_and_no_flute():
    texts.use("en")
    for cause in ("voice.low", "voice.high", "voice.late", "voice.early"):
        against_score, recorded = (
            SENTENCES[cause](finding(cause, 90, p)) for p in ("7 晴 工", "7")
        )
        assert "teacher" in recorded and not re.search("beat|flute", recorded)
        assert "teacher" not in against_score


def test_every_cause_the_findings_can_have_is_explained():
    ways = ("low", "high", "late", "early", "long", "short", "missing")
    causes = {f"voice.{w}{d}" for w in ways for d in ("", ".differs")}
    marks = [f"turn.{code}" for code in ASCII.values()] + ["breath.absent", "breath.early"]
    causes |= {f"voice.{mark}{d}" for mark in marks for d in ("", ".differs")}
    causes |= {"voice.octave", "voice.swing", "voice.coverage", "voice.text", "voice.voice"}
    causes |= {"voice.drift", "voice.timing", "voice.attempts"}
    assert causes == set(SENTENCES)


def test_translations_keep_their_placeholders(root):
    with (root / "content/locale/zh_CN/LC_MESSAGES/voice.po").open("rb") as f:
        messages = [m for m in read_po(f, locale="zh_CN") if m.id]
    assert len(messages) > 25
    for message in messages:
        assert message.string, message.id
        assert _fields(message.string) <= _fields(message.id), message.id


def _fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_late_beats_do_not_blame_the_notes_between_them():
    late = finding("voice.late", 160.0, "12-19 四 合", unit="ms")
    said = SENTENCES["voice.late"](late.model_copy(update={"direction": "late"}))
    assert "marked beats after it" in said and "7" not in said
