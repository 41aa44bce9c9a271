"""The wire to a process of our own, with a process that only answers."""

import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import pytest

from content import link, texts
from content.link import Link, Loss
from tests import in_thread


@dataclass(frozen=True)
class Said:
    state: str
    words: object = None


LOSS = Loss("it died", "it is silent", lambda last, why: Said("trouble", (last, why)))


def answer(wire, *given):
    """Say what was given, then every word that comes, and die at "die" or when killed."""
    wire.send(Said("ready", (texts.lang(), *given)))
    word = None
    with suppress(EOFError, OSError):
        while word != "die":
            if wire.poll(0.01) and (word := wire.recv()) != "die":
                wire.send(Said("answer", word))


@contextmanager
def opened(*given, after=None):
    wire = Link(answer, given, LOSS, after)
    yield wire
    wire.close()
    wire.join()


def test_a_process_is_given_its_words_and_our_language():
    before = texts.lang()
    texts.use("zh_CN")
    try:
        with opened("a", 1) as wire:
            wire.send("hello")  # before it is there
            wire.wait(lambda: wire.last == Said("answer", "hello"))
            assert wire.take() == [Said("ready", ("zh_CN", "a", 1)), Said("answer", "hello")]
            assert wire.take() == [] and wire.pid and not wire.broken
    finally:
        texts.use(before)


@pytest.fixture
def near(monkeypatch):
    in_thread.use_threads(monkeypatch)


def test_what_was_said_before_it_died_is_kept_and_another_follows(near):
    with opened() as first:
        for word in ("one", "two", "die"):
            first.send(word)
        first.wait(lambda: False)
        *said, last = first.take()
        assert [each.words for each in said[1:]] == ["one", "two"]
        assert last.state == "trouble" and last.words == (said[-1], "it died") and first.broken
        first.close()
        with opened(after=first) as second:
            second.wait(lambda: second.last is not None)
            assert not second.broken


def test_one_that_says_nothing_is_silent_after_a_while(near, monkeypatch):
    with opened() as wire:
        wire.wait(lambda: wire.last is not None)
        monkeypatch.setattr(link, "SILENT", 0.1)
        wire.wait(lambda: False)
        assert wire.last == Said("trouble", (Said("ready", (texts.lang(),)), "it is silent"))


def slow(wire):
    """Take a while to come up, and another to say a first word."""
    for state in ("starting", "ready", "late"):
        wire.send(Said(state))
        with suppress(EOFError, OSError):
            while not wire.poll(0.01):
                pass
            wire.recv()


def test_coming_up_may_take_long_and_what_was_given_up_says_no_more(near, monkeypatch):
    monkeypatch.setattr(link, "SILENT", 0.2)
    wire = Link(slow, (), LOSS, None)
    wire.wait(lambda: wire.last is not None)
    time.sleep(0.4)
    assert [each.state for each in wire.take()] == ["starting"] and not wire.broken
    wire.send("go on")
    wire.wait(lambda: wire.last.state == "ready")
    time.sleep(0.4)
    assert [each.state for each in wire.take()] == ["ready", "trouble"]
    wire.send("go on")
    wire.join()  # it is ended by what it says too late
    assert wire.take() == [] and wire.broken


def test_one_that_is_closed_before_it_came_up_never_comes():
    wire = Link(answer, (), LOSS, None)
    wire.close()
    wire.join()
    assert wire.last is None or wire.last.state != "answer"
