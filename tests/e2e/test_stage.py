"""The stage lessons as a person has them: in the window, headless from films, recorded, replayed.

The window, the eyes' process and the judge's process are the real ones; what is seen is a motion
file, and once a video.
"""

import json

import numpy as np
import pytest
import soundfile

from content import take as takes
from lessons import moved, registry
from lessons.records.opening import open_records
from motion.moves import performed
from motion.reference import build
from motion.reference_file import About
from motion.synthetic import noisy

LIBRARY = registry.library()
DRIVE = ("-m", "tests.e2e.drive_stage")
LESSON = "kunqu/huodong"
STAGE = sorted(
    e.lesson.id
    for e in LIBRARY.lessons(registry.needs_met() | {"camera"})
    if e.lesson.scorer == registry.MOTION
)


def film(path, step="shengbi", rng=None):
    """Write a movement of the warm-up as a file of motion."""
    motion = performed(LIBRARY.movement(LESSON, f"{step}.yaml"))
    if rng is not None:
        motion = noisy(motion, rng)
    np.savez(path, times=motion.times, joints=np.array(motion.joints), positions=motion.positions)
    return path


def slips(sees):
    """The lessons' slips on the board, with their places."""
    return {name: at for name, at in sees["regions"].items() if name.startswith("lesson:")}


def enter(learner):
    """Open the board in the hall, leaf through it to the lesson's slip and take it."""
    learner.click(learner.wait(lambda s: s["board"], "the hall"))
    found = learner.wait(slips, "slips on the board")
    while f"lesson:{LESSON}" not in found:
        before = set(found)
        learner.click(learner.sees["regions"]["more"])
        found = learner.wait(
            lambda s, old=before: slips(s) if slips(s) and set(slips(s)) != old else {}, "a page"
        )
    learner.click(found[f"lesson:{LESSON}"])
    learner.wait(lambda s: s["room"] == "movement", "the floor")


def test_a_learner_goes_from_the_hall_to_the_result(person, tmp_path):
    first = LIBRARY.lesson(LESSON).steps[0].id
    learner = person(tmp_path, film(tmp_path / "film.npz", first), drive=DRIVE)
    enter(learner)
    learner.mouse("key", "v")
    learner.wait(lambda s: s["view"] == "front", "the other side")
    learner.click(learner.wait(lambda s: s["regions"].get("watch"), "what can be watched"))
    learner.wait(lambda s: s["playing"], "the reference")
    learner.click(learner.wait(lambda s: s["regions"].get("watch"), "its end"))
    learner.mouse("key", "space")
    learner.wait(lambda s: s["doing"] == "listening", "the take")
    assert learner.sees["cast"] == ["ghost", "learner"]
    learner.click(learner.wait(lambda s: s["regions"].get("report"), "the result"))
    learner.click(learner.wait(lambda s: s["regions"].get("back"), "where the report is"))
    learner.click(learner.wait(lambda s: s["regions"].get("told"), "the slip of the take"))
    learner.click(learner.wait(lambda s: s["regions"].get("hall"), "the result again"))
    code, err = learner.leave()
    assert code == 0, err
    judged = json.loads((tmp_path / "assessment.json").read_text())
    assert judged["lesson"] == LESSON and judged["passed"] and judged["score"] > 90


@pytest.mark.parametrize("lesson_id", STAGE)
def test_every_lesson_is_played_from_a_film_headless(shuimo, tmp_path, lesson_id):
    lesson = LIBRARY.lesson(lesson_id)
    step = next(s for s in lesson.steps if lesson.scorer_of(s) == registry.MOTION)
    name = step.movement.removesuffix(".yaml") if step.movement else "shengbi"
    path = film(tmp_path / "film.npz", name, np.random.default_rng(3))
    code, out, err = shuimo(
        "play", lesson_id, "--headless", "--camera", path, "--step", step.id,
        "--out", tmp_path / "out", "--json",
    )  # fmt: skip
    assert code == 0, err
    told = json.loads(out)
    assert told["lesson"] == lesson_id and (tmp_path / "out" / "report.html").stat().st_size
    if step.movement:
        assert told["score"] > 80 and told["passed"]
    else:  # nobody has shown it: whatever was seen has no score
        assert told["score"] is None and told["withheld"] and not told["measures"]


def test_a_kept_take_is_judged_again_the_same(shuimo, tmp_path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
        with open_records() as records:
            person = records.add_person()
    code, out, err = shuimo("records", "consent", person, "--purpose", "practise", "--json")
    assert code == 0, err
    consent = json.loads(out)["id"]
    path, kept = film(tmp_path / "film.npz", "huxi"), tmp_path / "mine.take"
    code, out, err = shuimo(
        "play", LESSON, "--headless", "--camera", path, "--step", "huxi", "--out", tmp_path,
        "--record", kept, "--consent", consent, "--json",
    )  # fmt: skip
    assert code == 0, err
    told = json.loads(out)
    take = takes.read(kept)
    assert take.consent_id == consent and "body" in take.streams
    code, out, err = shuimo("replay", kept, "--json")
    assert code == 0 and json.loads(out)["score"] == told["score"], err


def test_voice_and_body_are_judged_in_one_take(shuimo, tmp_path, phrase):
    recording = tmp_path / "phrase.wav"
    soundfile.write(recording, phrase, 16_000)
    path = film(tmp_path / "film.npz")
    master = build([performed(LIBRARY.movement(LESSON, "shengbi.yaml"))] * 3)
    about = About(id="m", home="闺门旦", school="x", performer="y", kind="master", consent_id="c-1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
        moved.keep_reference(LIBRARY, "kunqu/taxi", "ta_xian", master, about)
    told = {}
    for step in ("pai_xian", "ta_xian"):
        code, out, err = shuimo(
            "play", "kunqu/taxi", "--headless", "--camera", path, "--mic", recording,
            "--step", step, "--out", tmp_path, "--json",
        )  # fmt: skip
        assert code == 0, err
        told[step] = json.loads(out)
    assert told["pai_xian"]["scorer"] == "voice" and told["pai_xian"]["score"] > 60
    both = told["ta_xian"]
    assert [part["scorer"] for part in both["parts"]] == ["voice", "motion"]
    assert all(part["score"] > 60 for part in both["parts"]) and both["score"] > 60


def test_a_film_that_is_not_there_or_not_needed_is_said(shuimo, tmp_path):
    code, _out, err = shuimo("play", LESSON, "--headless", "--camera", tmp_path / "none.npz")
    assert code == 2 and "no such file" in err
    path = film(tmp_path / "film.npz")
    code, _out, err = shuimo("play", "kunqu/bubujiao", "--headless", "--camera", path)
    assert code == 2 and "no camera is needed" in err
    damaged = tmp_path / "damaged.npz"
    damaged.write_bytes(b"no film")
    code, _out, err = shuimo("play", LESSON, "--headless", "--camera", damaged, "--out", tmp_path)
    assert code == 2 and "damaged" in err and "Traceback" not in err
    code, _out, err = shuimo("play", LESSON, "--headless")
    assert code == 2 and "--camera FILE" in err


def test_a_film_that_breaks_off_says_so(shuimo, tmp_path, eval_data):
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    good = sorted((eval_data / "motion" / "people").glob("*.jpg"))[0].read_bytes()
    for k in range(3):
        (pictures / f"{k}.jpg").write_bytes(good)
    (pictures / "3.jpg").write_bytes(b"no picture")
    code, _out, err = shuimo("play", LESSON, "--headless", "--camera", pictures, "--out", tmp_path)
    assert code == 2 and "3.jpg" in err and "Traceback" not in err


@pytest.mark.parametrize("lesson_id", STAGE)
def test_every_lesson_is_played_from_a_video(shuimo, tmp_path, eval_data, lesson_id):
    lesson = LIBRARY.lesson(lesson_id)
    step = next(s.id for s in lesson.steps if lesson.scorer_of(s) == registry.MOTION)
    video = eval_data / "motion" / "people" / "video.avi"
    code, out, err = shuimo(
        "play", lesson_id, "--headless", "--camera", video, "--step", step,
        "--out", tmp_path, "--json",
    )  # fmt: skip
    assert code == 0, err
    told = json.loads(out)
    assert told["score"] is None and told["withheld"]  # a crowd walks there: nobody warms up
    assert (tmp_path / "report.html").stat().st_size
