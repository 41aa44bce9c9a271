"""The command line: commands explain themselves, stand in the README, refuse in one sentence."""

import json
import re
import zipfile

import pytest
import typer
from jsonschema import Draft202012Validator

import main
from tests.one_sentence import sentence


def _commands(app) -> list[str]:
    names = [c.name for c in app.registered_commands]
    for group in app.registered_groups:
        names += [f"{group.name} {c.name}" for c in group.typer_instance.registered_commands]
    return names


COMMANDS = _commands(main.build())


def test_the_commands_are_those_that_were_promised():
    first = {c.split()[0] for c in COMMANDS}
    promised = (
        "lessons play replay grade reference rate score timber print check calibrate records "
        "rights doctor bench"
    )
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
    assert "xiangshan/mine" in sentence(err)


@pytest.mark.parametrize("name", ["lesson", "pack", "score"])
def test_the_schemas_are_printed(shuimo, name):
    code, out, _err = shuimo("check", "--schema", name)
    assert code == 0
    Draft202012Validator.check_schema(json.loads(out))


def test_a_group_without_a_command_shows_its_help(shuimo):
    code, out, err = shuimo("records")
    assert code == 2 and err == "" and "forget" in out


def test_nothing_is_erased_without_a_yes(shuimo, monkeypatch):
    person = json.loads(shuimo("records", "add", "--json")[1])["person"]
    monkeypatch.setattr("typer.confirm", lambda *_words, **_how: (_ for _ in ()).throw(typer.Abort))
    code, _out, err = shuimo("records", "forget", person)
    assert code == 2 and "Stopped before" in sentence(err)
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


def test_names_are_never_read_as_markup(shuimo):
    shuimo("records", "add", "--name", "[/b] [red]明")
    code, out, _err = shuimo("records", "people")
    assert code == 0 and "[/b] [red]明" in out


def test_a_window_left_unfinished_keeps_nothing_and_says_so(shuimo, monkeypatch, tmp_path):
    person = json.loads(shuimo("records", "add", "--json")[1])["person"]
    given = shuimo("records", "consent", person, "--purpose", "practise", "--json")[1]
    consent = json.loads(given)["id"]
    asked = []
    monkeypatch.setattr("sim.commands._window", lambda *words: asked.append(words[2]))
    kept = tmp_path / "kept.take"
    words = ("play", "xiangshan/paike")
    code, _out, err = shuimo(*words, "--consent", consent, "--record", kept)
    assert code == 2 and "nothing was kept" in sentence(err)
    assert shuimo(*words)[0] == 0
    assert asked == [person, None] and not kept.exists()
