"""Who opens a lesson again reads first what the master said of it."""

import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest

from content.assessment import Assessment, Where
from content.correction import Correction
from lessons.records.attempt import Attempt
from lessons.records.opening import open_records
from tests.sim.driving import click, enter, shown

SUNG, TIMBER = "kunqu/bubujiao", "xiangshan/paike"


def remarked(lesson):
    """Keep an attempt of a new person's with a word on it; return the person."""
    today = date.today()
    judged = Assessment(
        lesson=lesson, lesson_hash="", references=(), scorer="voice", scorer_version=1, coverage=1
    )
    said = Correction(
        who="王老师", text="字尾归到底", given=date(2026, 6, 1), aspect="归韵", score=72,
        at=Where(kind="note", id="3 絲/丝"),
    )  # fmt: skip
    with open_records() as db:
        person = db.add_person()
        term = (date(2026, 1, 1), today + timedelta(days=1))
        consent = db.give_consent(person, ["practise"], term).id
        db.remark(db.keep(Attempt(person, consent, datetime.now(UTC), 9.0, judged)), said)
    return person


def test_the_word_comes_before_the_text_is_chosen(heard):
    heard.person = remarked(SUNG)
    room = enter(heard, SUNG)
    slip = shown(room, "question")
    assert slip.body == "字尾归到底"
    assert slip.small == "王老师 · 2026-06-01 · 归韵 · 絲 · 72 of 100"
    click(room, "enter")
    click(room, "choice:score")
    assert room.page.shown and not room.deck.shows("question")


def test_the_word_lies_over_the_bench_until_it_is_closed(heard):
    heard.person = remarked(TIMBER)
    room = enter(heard, TIMBER)
    assert shown(room, "facts").body == "字尾归到底"
    click(room, "close")
    assert not room.deck.shows("facts")


@pytest.mark.parametrize("who", ["nobody", "another", "other lesson"])
def test_no_word_is_shown_that_is_not_of_this_learner_and_lesson(heard, who):
    learner = remarked(TIMBER)
    heard.person = {"nobody": None, "another": remarked(SUNG), "other lesson": learner}[who]
    if who == "other lesson":
        click(enter(heard, SUNG), "choice:score")
    else:
        assert not enter(heard, TIMBER).deck.shows("facts")


def test_a_word_that_cannot_be_read_does_not_keep_anybody_out(heard, tmp_path):
    heard.person = remarked(SUNG)
    with sqlite3.connect(tmp_path / "shuimo" / "records.sqlite") as db:
        db.execute("update correction set payload = '{}'")
    db.close()
    room = enter(heard, SUNG)
    assert "cannot be read" in shown(room, "question").body
    click(room, "enter")
    click(room, "choice:score")
    assert room.page.shown
