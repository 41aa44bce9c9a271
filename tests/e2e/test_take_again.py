"""A take that was sung from a file: kept under a consent and judged again, the same to the bit."""

import json

import soundfile

from tests.e2e.test_start import shuimo

LESSON, STEP = "kunqu/bubujiao", "xian_ting_yuan"


def test_a_sung_take_is_kept_and_judged_again_the_same(root, tmp_path, phrase):
    soundfile.write(tmp_path / "phrase.wav", phrase, 16_000)

    def records(*words):
        return json.loads(shuimo(root, tmp_path, "records", *words, "--json").stdout)

    person = records("add")["person"]
    consent = records("consent", person, "--purpose", "practise")["id"]
    kept = tmp_path / "kept.take"
    words = ("play", LESSON, "--headless", "--mic", tmp_path / "phrase.wav", "--step", STEP,
             "--out", tmp_path, "--json")  # fmt: skip
    played = shuimo(root, tmp_path, *words, "--record", kept, "--consent", consent)
    assert played.returncode == 0, played.stderr
    told = json.loads(played.stdout)
    assert told["score"] > 90
    assert json.loads(shuimo(root, tmp_path, "replay", kept, "--json").stdout) == told
    (attempt,) = records("list")
    assert attempt["score"] == told["score"]
    assert (tmp_path / "report.html").stat().st_size > 20_000
