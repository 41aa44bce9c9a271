"""What is said on the board where a lesson needs something that is not here."""

from content.lesson import Need
from content.texts import _


def missing(need: Need) -> str:
    """Return one sentence: what is missing and what to do."""
    return {
        "physics": _(
            "It needs the physics engine, which has no build for this machine: "
            "the README says on which machines it runs."
        ),
        "recording": _("It needs a recording of you, and none can be read on this machine."),
        "microphone": _("It needs a microphone and none was found: plug one in and look again."),
        "camera": _(
            "It needs mediapipe to read what a camera sees, which has no build for this machine: "
            "the README says on which machines it runs."
        ),
        "headset": _("It needs a headset and none was found: plug one in and look again."),
    }[need]
