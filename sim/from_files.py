"""Lessons played from files: a recording is heard, a film is seen, in the place of devices."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import Refusal
from content.library import Library
from content.texts import _
from lessons import console, registry

if TYPE_CHECKING:
    from audio.filedevice import FileMic
    from motion.eyes_messages import FileCamera
    from sim.headless import Session


@dataclass(frozen=True)
class Given:
    """What a lesson is played from: a recording heard `late` seconds late, a film, of which step,
    held against which recordings of a teacher."""

    mic: Path | None = None
    late: float = 0.0
    camera: Path | None = None
    step: str | None = None
    teacher: tuple[Path, ...] = ()

    def microphone(self, paced: bool) -> "FileMic | None":
        """Return the recording in the place of the microphone, if there is one."""
        from audio.filedevice import FileMic

        return None if self.mic is None else FileMic(self.mic, self.late, paced)

    def eye(self, paced: bool) -> "FileCamera | None":
        """Return the film in the place of the camera. Raises Refusal where it is not there."""
        from motion.eyes_messages import FileCamera

        if self.camera is not None and not os.path.exists(self.camera):  # however long its name
            raise Refusal(_("{file}: no such file. Check the name.").format(file=self.camera))
        return None if self.camera is None else FileCamera(self.camera, paced)

    def step_of(self, library: Library, lesson: str) -> str:
        """Return the step that is meant, the first where none was named."""
        return self.step or library.lesson(lesson).steps[0].id


def heard(library: Library, lesson: str, given: Given, out: Path) -> "Session":
    """Let a recording be heard as the take of one step."""
    from sim.heard_play import rehearse

    mic, step = given.microphone(paced=False), given.step_of(library, lesson)
    assert mic is not None
    with console.working(_("listening …")):
        found = rehearse(library, mic, lesson, step, out, given.teacher)
    console.err.print(str(found.report), soft_wrap=True)
    return found.session


def seen(library: Library, lesson: str, given: Given, out: Path) -> "Session":
    """Let a film be seen, and a recording heard beside it, as the take of one step."""
    from sim.seen_play import perform

    if library.lesson(lesson).scorer != registry.MOTION:
        sentence = _("{lesson}: no camera is needed here; leave --camera out.")
        raise Refusal(sentence.format(lesson=lesson))
    film, step = given.eye(paced=False), given.step_of(library, lesson)
    assert film is not None
    with console.working(_("looking …")):
        found = perform(library, film, (lesson, step), out, given.microphone(paced=False))
    console.err.print(str(found.report), soft_wrap=True)
    return found.session
