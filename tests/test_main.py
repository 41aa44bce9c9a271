"""The command line: commands explain themselves, stand in the README, refuse in one sentence."""

import json
import re
import zipfile
from contextlib import closing

import numpy as np
import pytest
import soundfile
import typer
from jsonschema import Draft202012Validator

import main
from content import take as takes
from content.errors import Refusal
from content.take import Take
from lessons import registry


def _commands(app) -> list[str]:
    names = [c.name for c in app.registered_commands]
    for group in app.registered_groups:
        names += [f"{group.name} {c.name}" for c in group.typer_instance.registered_commands]
    return names


COMMANDS = _commands(main.build())


def test_the_commands_are_those_that_were_promised():
    first = {c.split()[0] for c in COMMANDS}
    promised = "lessons play replay grade score timber check calibrate records rights doctor bench"
    assert first == set(promised.split())


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_every_command_has_help_in_both_languages(shuimo, command, lang):
    code, out, _err = shuimo("--lang", lang, *command.split(), "--help")
    assert code == 0
    said = out.split("Usage:")[1].split("\n")[2].strip()
    assert said
    assert bool(re.search(r"[一-鿿]", said)) == (lang == "zh_CN")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(root, command):
    assert f"shuimo {command.split()[0]}" in (root / "README.md").read_text()


def test_lessons_as_json(shuimo):
    code, out, _err = shuimo("lessons", "--json")
    assert code == 0
    board = {e["id"]: e for e in json.loads(out)}
    assert board["xiangshan/paike"]["ready"] and board["kunqu/bubujiao"]["ready"]


def test_rights_name_the_third_partys_note(shuimo):
    _code, out, _err = shuimo("rights", "--json")
    arias = [a for a in json.loads(out) if a["pack"] == "kunqu/jiugong1746"]
    assert len(arias) >= 2
    assert not any(a["licence_seen"] for a in arias)
    assert all("third party" in a["remark"]["en"] for a in arias)


def _sentence(err: str) -> str:
    lines = [line for line in err.splitlines() if line.strip()]
    assert len(lines) == 1, err
    assert "Traceback" not in err
    return lines[0]


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
    assert str(path) in _sentence(err)


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
    assert _sentence(err)


def test_every_command_speaks_json(shuimo):
    for command in COMMANDS:
        assert "--json" in shuimo(*command.split(), "--help")[1], command


def test_a_zipped_pack_is_taken_in_once(shuimo, root, tmp_path):
    source = root / "content/packs/xiangshan/paike"
    archive = tmp_path / "mine.zip"
    with zipfile.ZipFile(archive, "w") as z:
        for path in source.iterdir():
            text = path.read_text().replace("xiangshan/paike", "xiangshan/mine")
            z.writestr(path.name, text)
    code, out, _err = shuimo("lessons", "--add", archive, "--json")
    assert code == 0
    assert "xiangshan/mine" in {e["id"] for e in json.loads(out)}
    code, out, err = shuimo("lessons", "--add", archive)
    assert (code, out) == (2, "")
    assert "xiangshan/mine" in _sentence(err)


def test_a_place_that_cannot_be_written_is_said_before_the_lesson(shuimo):
    person = json.loads(shuimo("records", "add", "--json")[1])["person"]
    asked = ("records", "consent", person, "--purpose", "practise", "--json")
    consent = json.loads(shuimo(*asked)[1])["id"]
    words = ("play", "xiangshan/paike", "--record", "/proc/nowhere/x.take", "--consent", consent)
    code, out, err = shuimo(*words)
    assert (code, out) == (2, "")
    assert "/proc/nowhere/x.take" in _sentence(err)


@pytest.mark.parametrize("name", ["lesson", "pack", "score"])
def test_the_schemas_are_printed(shuimo, name):
    code, out, _err = shuimo("check", "--schema", name)
    assert code == 0
    Draft202012Validator.check_schema(json.loads(out))


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
    for lang, sentence in (("en", english), ("zh_CN", chinese)):
        code, out, err = shuimo("--lang", lang, *words)
        assert (code, out) == (2, "")
        assert sentence in _sentence(err)


def test_a_group_without_a_command_shows_its_help(shuimo):
    code, out, err = shuimo("records")
    assert code == 2 and err == "" and "forget" in out


def test_nothing_is_erased_without_a_yes(shuimo, monkeypatch):
    person = json.loads(shuimo("records", "add", "--json")[1])["person"]
    monkeypatch.setattr("typer.confirm", lambda *_words, **_how: (_ for _ in ()).throw(typer.Abort))
    code, _out, err = shuimo("records", "forget", person)
    assert code == 2 and "Stopped before" in _sentence(err)
    assert len(json.loads(shuimo("records", "people", "--json")[1])) == 1


def test_consent_from_giving_to_forgetting(shuimo):
    person = json.loads(shuimo("records", "add", "--name", "小明", "--json")[1])["person"]
    assert "小明" not in person
    given = shuimo("records", "consent", person, "--purpose", "practise", "--child", "--json")
    consent = json.loads(given[1])
    assert consent["guardian"] and consent["purposes"] == ["practise"]
    assert shuimo("records", "withdraw", consent["id"])[0] == 0
    assert shuimo("records", "forget", person, "--yes")[0] == 0
    assert json.loads(shuimo("records", "people", "--json")[1]) == []


def test_a_folder_that_cannot_be_written_is_one_sentence(shuimo, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file, not a folder")
    code, _out, err = shuimo("play", "xiangshan/paike", "--headless", "--out", taken)
    assert code == 2
    assert "Traceback" not in err and str(taken) in err


def test_names_are_never_read_as_markup(shuimo):
    shuimo("records", "add", "--name", "[/b] [red]明")
    code, out, _err = shuimo("records", "people")
    assert code == 0 and "[/b] [red]明" in out


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
        assert (code, out) == (2, "") and word in _sentence(err)


def test_a_window_left_unfinished_keeps_nothing_and_says_so(shuimo, monkeypatch, tmp_path):
    person = json.loads(shuimo("records", "add", "--json")[1])["person"]
    given = shuimo("records", "consent", person, "--purpose", "practise", "--json")[1]
    consent = json.loads(given)["id"]
    asked = []
    monkeypatch.setattr("sim.commands._window", lambda *words: asked.append(words[2]))
    kept = tmp_path / "kept.take"
    words = ("play", "xiangshan/paike")
    code, _out, err = shuimo(*words, "--consent", consent, "--record", kept)
    assert code == 2 and "nothing was kept" in _sentence(err)
    assert shuimo(*words)[0] == 0
    assert asked == [person, None] and not kept.exists()


def test_a_measurement_that_cannot_be_made_here_says_why(shuimo, monkeypatch):
    def refuse():
        raise Refusal("no picture")

    monkeypatch.setattr("bench.start.run", refuse)
    code, out, _err = shuimo("bench", "start", "--json")
    (row,) = json.loads(out)
    assert code == 0 and row["held"] is None and row["why"] == "no picture"
