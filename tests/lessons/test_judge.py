import os
import time

import pytest

from content import texts
from content.errors import Refusal
from lessons.judge import Judge


@pytest.fixture
def judge():
    judge = Judge()
    yield judge
    judge.close()


def test_a_job_runs_in_another_process(judge):
    assert judge.ask(os.getpid).result() != os.getpid()


def test_a_refusal_arrives_as_it_was_said(judge):
    with pytest.raises(Refusal, match="no such file"):
        judge.ask(_refuse, "no such file").result()


def test_the_process_speaks_the_language_of_the_window(judge):
    before = texts.lang()
    try:
        texts.use("zh_CN")
        assert judge.ask(texts.lang).result() == "zh_CN"
    finally:
        texts.use(before)


def test_a_dead_process_is_one_sentence_and_the_next_job_runs(judge):
    with pytest.raises(Refusal, match="try again"):
        judge.ask(os._exit, 3).result()
    assert judge.ask(int, "7").result() == 7


def test_a_fault_in_a_job_is_one_sentence(judge):
    with pytest.raises(Refusal, match="invalid literal"):
        judge.ask(int, "seven").result()


def test_closing_waits_for_no_job(judge):
    asked = judge.ask(time.sleep, 600)
    begun = time.monotonic()
    judge.close()
    with pytest.raises(Refusal):
        asked.result()
    assert time.monotonic() - begun < 30


def _refuse(why: str) -> None:
    raise Refusal(why)
