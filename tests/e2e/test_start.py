"""What a newcomer does first: start it with a screen, start it without one."""

import json
import os
import subprocess
import sys
import time

import pytest
import soundfile

from tests.e2e.closing import close

LESSON = "xiangshan/paike"


def shuimo(root, home, *words, **more):
    """Run the command line in a process of its own."""
    env = {**os.environ, "XDG_DATA_HOME": str(home), "LANG": "C", **more}
    env.pop("WAYLAND_DISPLAY", None)
    command = [sys.executable, "main.py", *map(str, words)]
    return subprocess.run(
        command, cwd=root, env=env, capture_output=True, text=True, timeout=170, check=False
    )


def test_without_a_screen_the_guide_shows_the_lesson(root, tmp_path):
    out = tmp_path / "out"
    ran = shuimo(root, tmp_path, "play", LESSON, "--headless", "--out", out, "--json", DISPLAY="")
    assert ran.returncode == 0, ran.stderr
    judged = json.loads(ran.stdout)
    assert judged["passed"] and judged["score"] == 100
    pictures = sorted(out.glob("*.png"))
    assert len(pictures) == 6
    assert all(p.stat().st_size > 100_000 for p in pictures)  # an empty picture packs to less
    assert all(str(p) in ran.stderr for p in pictures)
    page = (out / "report.html").read_text()
    assert page.count("data:image/jpeg") == 6
    assert "http" not in page


def test_without_opengl_the_report_still_comes(root, tmp_path):
    out = tmp_path / "out"
    ran = shuimo(root, tmp_path, "play", LESSON, "--headless", "--out", out,
                 DISPLAY="", __EGL_VENDOR_LIBRARY_DIRS=str(tmp_path))  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "No picture" in ran.stderr
    assert list(out.glob("*.png")) == []
    assert "一斗三升" in (out / "report.html").read_text()


def test_a_session_is_kept_under_a_consent_and_judged_again(root, tmp_path, screen):
    def records(*words):
        return json.loads(shuimo(root, tmp_path, "records", *words, "--json").stdout)

    person = records("add")["person"]
    consent = records("consent", person, "--purpose", "practise")["id"]
    kept = tmp_path / "kept.take"
    words = ("play", LESSON, "--record", kept, "--consent", consent, "--json")
    played = _finish_at_once(root, tmp_path, screen, words)
    assert played["score"] == 0 and not played["passed"]
    again = shuimo(root, tmp_path, "replay", kept, "--rate", 2, "--json")
    assert json.loads(again.stdout) == played
    (attempt,) = records("list")
    assert (attempt["person"], attempt["lesson"], attempt["score"]) == (person, LESSON, 0)
    assert records("withdraw", consent) == {"withdrawn": consent, "references": 0}
    assert records("list") == []
    refused = shuimo(root, tmp_path, *words)
    assert refused.returncode == 2
    assert "consent" in refused.stderr


def test_the_guides_play_is_nobodys_to_keep(root, tmp_path):
    person = json.loads(shuimo(root, tmp_path, "records", "add", "--json").stdout)["person"]
    asked = ("records", "consent", person, "--purpose", "practise", "--json")
    consent = json.loads(shuimo(root, tmp_path, *asked).stdout)["id"]
    ran = shuimo(root, tmp_path, "play", LESSON, "--headless", "--consent", consent)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "guide" in ran.stderr


def _finish_at_once(root, home, screen, words):
    """Play in the real window on the real clock: press Enter, close, return the assessment."""
    env = {**os.environ, "DISPLAY": screen, "XDG_DATA_HOME": str(home), "LANG": "C"}
    command = [sys.executable, "main.py", *map(str, words)]
    room = subprocess.Popen(
        command, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        window = _find(env)
        subprocess.run(["xdotool", "mousemove", "--window", window, "640", "200"], env=env)
        for _ in range(6):  # the first presses come before the room stands
            subprocess.run(["xdotool", "key", "Return"], env=env, timeout=10)
            time.sleep(1)
        close(screen, int(window))
        out, err = room.communicate(timeout=60)
    finally:
        room.kill()
    assert room.returncode == 0, err
    return json.loads(out)


def test_with_a_screen_the_hall_opens_and_closes(root, tmp_path, screen):
    env = {**os.environ, "DISPLAY": screen, "XDG_DATA_HOME": str(tmp_path), "LANG": "zh_CN.UTF-8"}
    hall = subprocess.Popen(
        [sys.executable, "main.py"], cwd=root, env=env, stderr=subprocess.PIPE, text=True
    )
    try:
        window = _find(env)
        subprocess.run(["xdotool", "mousemove", "--window", window, "640", "360"], env=env)
        time.sleep(1)
        close(screen, int(window))
        _out, err = hall.communicate(timeout=30)
    finally:
        hall.kill()
    assert hall.returncode == 0, err
    assert "Traceback" not in err


def _find(env):
    for _ in range(150):
        words = ["xdotool", "search", "--name", "Shuimo"]
        found = subprocess.run(words, env=env, capture_output=True, text=True, timeout=10)
        if found.stdout:
            return found.stdout.split()[0]
        time.sleep(0.2)
    pytest.fail("no window called Shuimo came up within half a minute")


def test_a_recording_becomes_a_report_in_one_file(root, tmp_path, aria):
    take, report = tmp_path / "take.flac", tmp_path / "report.html"
    soundfile.write(take, aria, 16000)
    ran = shuimo(root, tmp_path, "grade", "voice", "--lesson", "kunqu/bubujiao",
                 "--take", take, "--html", report, "--json")  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    judged = json.loads(ran.stdout)
    assert judged["score"] > 95 and judged["withheld"] is None
    assert [n["index"] for n in judged["notes"]] == list(range(143))
    assert abs(judged["key_semitones"] + 3) < 0.1
    page = report.read_text()
    assert "http" not in page
    assert page.count("<svg") > 5
