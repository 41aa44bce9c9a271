"""What the doctor says of camera and models."""

import subprocess

from content import texts
from motion import models
from sim import doctor


def test_a_camera_is_looked_for_in_a_process_of_its_own(monkeypatch):
    texts.use("en")

    def run(command, check, timeout, **_rest):
        assert "webcam" in command[-1] and check and timeout
        if broken:
            raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(doctor.subprocess, "run", run)
    broken = True
    check = doctor._camera()
    assert (check.what, check.ok, check.found) == ("camera", False, "none") and check.advice
    broken = False
    check = doctor._camera()
    assert (check.ok, check.found, check.advice) == (True, "camera 0", None)


def test_models_are_looked_for_and_not_fetched(monkeypatch, tmp_path):
    texts.use("en")
    monkeypatch.setattr(models, "cache", lambda: tmp_path / "nowhere")
    check = doctor._models()
    assert not check.ok and check.found == "not fetched yet" and "network" in check.advice
    assert not (tmp_path / "nowhere").exists()
    monkeypatch.setattr(models, "find", lambda _folder: models.Bundles(tmp_path, tmp_path))
    assert doctor._models().found == "mediapipe 0.10.21"
