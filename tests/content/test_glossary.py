import pytest

from content.errors import Refusal
from content.glossary import glossary, knows, lookup
from content.library import open_library
from content.model import Status
from content.score import GONGCHE


@pytest.mark.parametrize(
    ("key", "pinyin"),
    [
        ("尺（工尺）", "chě"),
        ("尺（长度）", "chǐ"),
        ("合（工尺）", "hé"),
        ("伬（工尺）", "chě"),
        ("袅", "niǎo"),
        ("花钿", "huā diàn"),
        ("栱", "gǒng"),
    ],
)
def test_readings(key: str, pinyin: str) -> None:
    assert lookup(key).pinyin == pinyin


def test_every_gongche_sign_is_there() -> None:
    assert all(lookup(f"{sign}（工尺）").zh == sign for sign in GONGCHE)


def test_every_term_of_a_lesson_is_there() -> None:
    lessons = open_library().lessons(set())
    assert [t for e in lessons for t in e.lesson.terms if not knows(t)] == []


def test_contested_readings_say_so() -> None:
    assert lookup("迤逗").basis.status is Status.UNRESOLVED
    assert lookup("没揣").basis.status is Status.UNRESOLVED


def test_one_plain_line() -> None:
    for term in glossary().terms:
        assert "\n" not in term.plain.zh_CN + term.plain.en
        assert len(term.plain.zh_CN) <= 50 and len(term.plain.en.split()) <= 30, term.key


def test_an_unknown_term_is_refused() -> None:
    with pytest.raises(Refusal, match="不存在"):
        lookup("不存在")
