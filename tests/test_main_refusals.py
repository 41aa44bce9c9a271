"""The command line refuses in one sentence, with the exit code 2, and never with a traceback."""

import json
from contextlib import closing

import numpy as np
import pytest
import soundfile

from content import take as takes
from content.errors import Refusal
from content.take import Take
from lessons import registry
from tests.one_sentence import sentence


def _wav(path, samples, rate=16000):
    soundfile.write(path, np.asarray(samples, np.float32), rate)
    return path


def _bad_recordings(folder):
    hum = 0.3 * np.sin(2 * np.pi * 220 * np.arange(16000 * 3) / 16000)
    words = folder / "words.wav"
    words.write_text("this is no sound")
    empty = folder / "empty.wav"
    empty.write_bytes(b"")
    return {
        "missing": folder / "nowhere.wav",
        "words": words,
        "empty": empty,
        "no samples": _wav(folder / "none.wav", []),
        "silent": _wav(folder / "silent.wav", np.zeros(48000)),
        "clipped": _wav(folder / "clipped.wav", np.clip(hum * 30, -1, 1)),
        "ten minutes": _wav(folder / "long.wav", np.tile(hum, 200)),
        "folder": folder,
    }


@pytest.mark.parametrize(
    "kind",
    ["missing", "words", "empty", "no samples", "silent", "clipped", "ten minutes", "folder"],
)
def test_a_bad_recording_is_one_sentence_and_a_bad_exit_code(shuimo, tmp_path, kind):
    path = _bad_recordings(tmp_path)[kind]
    code, out, err = shuimo("grade", "voice", "--lesson", "kunqu/bubujiao", "--take", path)
    assert code == 2
    assert out == ""
    assert str(path) in sentence(err)


@pytest.mark.parametrize(
    "words",
    [
        ("play", "kunqu/nowhere", "--headless"),
        ("play", "kunqu/bubujiao", "--headless"),
        ("play", "xiangshan/paike", "--headless", "--record", "x.take"),
        ("play", "xiangshan/paike", "--record", "/proc/nowhere/x.take", "--consent", "c-nobody"),
        ("replay", "README.md"),
        ("replay", "nowhere.take"),
        ("check", "nowhere"),
        ("check",),
        ("check", "--schema", "poem"),
        ("lessons", "--add", "nowhere.zip"),
        ("grade", "voice", "--take", "x.wav"),
        ("grade", "voice", "--lesson", "xiangshan/paike", "--take", "x.wav"),
        ("records", "withdraw", "c-nobody"),
        ("records", "consent", "p-nobody", "--purpose", "practise"),
        ("records", "list", "--records", "sqlite:////proc/nowhere/x.db"),
        ("bench", "nothing"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(shuimo, words):
    code, out, err = shuimo(*words)
    assert (code, out) == (2, "")
    assert sentence(err)


def test_a_place_that_cannot_be_written_is_said_before_the_lesson(shuimo):
    person = json.loads(shuimo("records", "add", "--json")[1])["person"]
    asked = ("records", "consent", person, "--purpose", "practise", "--json")
    consent = json.loads(shuimo(*asked)[1])["id"]
    words = ("play", "xiangshan/paike", "--record", "/proc/nowhere/x.take", "--consent", consent)
    code, out, err = shuimo(*words)
    assert (code, out) == (2, "")
    assert "/proc/nowhere/x.take" in sentence(err)


@pytest.mark.parametrize(
    ("words", "english", "chinese"),
    [
        (("frob",), "there is no command frob", "没有 frob 这个命令"),
        (("--frob",), "there is no --frob", "没有 --frob 这个选项"),
        (("play",), "lesson is missing; see shuimo play", "缺 lesson"),
        (("grade", "voice"), "--take is missing", "缺 --take"),
        (("grade", "voice", "--take"), "--take needs a value", "--take 后面要写值"),
        (("lessons", "a", "b"), "a b is too much", "多写了 a b"),
        (("replay", "x", "--rate", "0"), "--rate has to be at least 1;", "--rate 至少是 1；"),
        (("replay", "x", "--rate", "y"), "--rate has to be a number", "--rate 要写一个数"),
        (("replay", "x", "--rate", "9999"), "--rate cannot have this value", "--rate 不能是"),
    ],
)
def test_a_command_that_was_miswritten_is_one_sentence(shuimo, words, english, chinese):
    for lang, said in (("en", english), ("zh_CN", chinese)):
        code, out, err = shuimo("--lang", lang, *words)
        assert (code, out) == (2, "")
        assert said in sentence(err)


def test_a_folder_that_cannot_be_written_is_one_sentence(shuimo, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file, not a folder")
    code, _out, err = shuimo("play", "xiangshan/paike", "--headless", "--out", taken)
    assert code == 2
    assert "Traceback" not in err and str(taken) in err


def _take(path, **of):
    """Write a session of the bench lesson that lasted one substep."""
    with closing(registry.bench(registry.library(), "xiangshan/paike")[0]) as bench:
        judged = bench.assess()
    told = {"lesson_hash": judged.lesson_hash, "engine": judged.engine, **of}
    takes.write(Take(judged.lesson, program="test", ticks=1, consent_id="c-1", **told), path)
    return path


def test_a_take_of_another_lesson_or_engine_is_not_judged_again(shuimo, tmp_path):
    assert shuimo("replay", _take(tmp_path / "same.take"), "--json")[0] == 0
    for of, word in (({"lesson_hash": "0" * 64}, "version"), ({"engine": "other 1"}, "engines")):
        code, out, err = shuimo("replay", _take(tmp_path / "other.take", **of))
        assert (code, out) == (2, "") and word in sentence(err)


def test_a_measurement_that_cannot_be_made_here_says_why(shuimo, monkeypatch):
    def refuse():
        raise Refusal("no picture")

    monkeypatch.setattr("bench.start.run", refuse)
    code, out, _err = shuimo("bench", "start", "--json")
    (row,) = json.loads(out)
    assert code == 0 and row["held"] is None and row["why"] == "no picture"
