import json

import pytest

from content.errors import Refusal
from lessons import moved, references, registry
from motion import moves
from motion.reference import MotionReference, build
from motion.reference_file import About

BASICS = "kunqu/shenduan"
STEPS = ("zhan_guimen", "shanbang_guimen", "yunshou_guimen")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


@pytest.fixture(scope="module")
def takes() -> MotionReference:
    movement = registry.library().movement("kunqu/huodong", "huxi.yaml")
    return build([moves.performed(movement)])


def keep(takes: MotionReference, step: str, consent: str):
    about = About(id=step, kind="master", home="闺门旦", consent_id=consent)
    return moved.keep_reference(registry.library(), BASICS, step, takes, about)


def given(shuimo, name: str) -> tuple[str, str]:
    person = json.loads(shuimo("records", "add", "--name", name, "--json")[1])["person"]
    out = shuimo("records", "consent", person, "--purpose", "teach", "--json")[1]
    return person, json.loads(out)["id"]


def test_only_what_was_kept_under_a_consent_is_erased(takes):
    mine, other = keep(takes, STEPS[0], "c-1"), keep(takes, STEPS[1], "c-2")
    assert references.erase({"c-1"}) == 1
    assert not mine.exists() and other.exists()
    assert moved.try_(registry.library(), BASICS, STEPS[0]).waits_for_master
    assert references.erase({"c-1"}) == 0
    assert references.erase({"c-2"}) == 1 and not other.parent.exists()


def test_nothing_is_erased_where_nothing_was_kept():
    assert references.erase({"c-1"}) == 0


def test_what_a_crash_left_half_written_goes_too(takes):
    half = keep(takes, STEPS[0], "c-1").with_name("zhan_guimen.ref.part")
    half.write_bytes(b"half a body")
    assert references.erase({"c-2"}) == 0
    assert not half.exists()


def test_nothing_is_erased_before_it_is_known_whose_each_is(takes):
    kept, broken = keep(takes, STEPS[0], "c-1"), keep(takes, STEPS[1], "c-1")
    broken.write_bytes(b"PK nonsense")
    with pytest.raises(Refusal, match="delete it yourself"):
        references.erase({"c-1"})
    assert kept.exists()
    broken.unlink()
    assert references.erase({"c-1"}) == 1


def test_a_file_that_stays_is_named(takes, monkeypatch):
    kept = keep(takes, STEPS[0], "c-1")

    def busy(_path):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(type(kept), "unlink", busy)
    with pytest.raises(Refusal, match="zhan_guimen.*in use"):
        references.erase({"c-1"})


def test_withdrawing_a_consent_erases_the_references_under_it(shuimo, takes):
    _person, consent = given(shuimo, "王老师")
    _other, stays = given(shuimo, "李老师")
    gone, kept = keep(takes, STEPS[0], consent), keep(takes, STEPS[1], stays)
    code, out, _err = shuimo("records", "withdraw", consent, "--json")
    assert code == 0 and json.loads(out) == {"withdrawn": consent, "references": 1}
    assert not gone.exists() and kept.exists()


def test_an_unknown_consent_erases_nothing(shuimo, takes):
    kept = keep(takes, STEPS[0], "c-nobody")
    assert shuimo("records", "withdraw", "c-nobody")[0] != 0
    assert kept.exists()


def test_forgetting_a_person_erases_every_reference_of_that_person(shuimo, takes):
    person, consent = given(shuimo, "王老师")
    again = shuimo("records", "consent", person, "--purpose", "teach", "--json")[1]
    paths = keep(takes, STEPS[0], consent), keep(takes, STEPS[1], json.loads(again)["id"])
    stays = keep(takes, STEPS[2], "c-other")
    code, out, _err = shuimo("records", "forget", person, "--yes")
    assert code == 0 and "references of movements: 2" in out
    assert not any(path.exists() for path in paths) and stays.exists()


def test_a_person_is_not_forgotten_while_a_reference_cannot_be_read(shuimo, takes):
    person, consent = given(shuimo, "王老师")
    keep(takes, STEPS[0], consent).write_bytes(b"PK nonsense")
    assert shuimo("records", "forget", person, "--yes")[0] != 0
    assert len(json.loads(shuimo("records", "people", "--json")[1])) == 1
