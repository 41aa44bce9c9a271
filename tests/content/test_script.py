"""Spoken lines: who speaks, how many syllables, and what is refused."""

import pytest
from pydantic import ValidationError

from content.model import Basis, Status, Text
from content.score import Reading
from content.script import Line, Script

SEEN = Basis.of(Status.CONFIRMED, "made-up")


def line(words="天地玄黄", **rest):
    return Line(**{"speaker": "表", "kind": "表", "trad": words, "simp": words, "basis": SEEN,
                   **rest})  # fmt: skip


@pytest.mark.parametrize(
    ("words", "n"),
    [("天地玄黄", 4), ("天地，玄黄。", 4), ("「天」——地……？", 2), ("（笑）呵呵！", 3), ("，", 0)],
)
def test_a_character_is_a_syllable_and_a_mark_is_none(words, n):
    assert line(words).syllables == n


def test_another_speaker_or_manner_is_another_voice():
    narrator, role = line(), line(speaker="许仙", kind="白")
    assert narrator.voice == line("宇宙").voice != role.voice
    assert role.voice == line(speaker="许仙", kind="念白").voice


def test_a_line_carries_its_suzhou_reading_and_pause():
    reading = Reading(text="thi di", scheme="romanisation", basis=SEEN)
    told = line(suzhou=reading, pause_after=Status.INFERRED)
    assert told.suzhou == reading and not told.pause_after.gradable


@pytest.mark.parametrize("change", [{"kind": "唱"}, {"speaker": ""}, {"trad": ""}, {"tone": 1}])
def test_what_does_not_fit_is_refused(change):
    with pytest.raises(ValidationError):
        line(**change)


def test_a_script_without_lines_is_refused():
    with pytest.raises(ValidationError):
        Script(id="x", title=Text(zh_CN="x", en="x"), lines=(), basis=SEEN)
