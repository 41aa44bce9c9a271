"""Keeps the inputs of a session in memory, so that the session can be replayed."""

from content.event import Event

INPUTS = (
    "hand.", "guide.", "lesson.finish", "step.go", "stage.go", "take.start", "take.stop",
    "take.drop", "take.told", "ears.", "ban.tap", "mark.toggle",
    "faults.seed", "inspect", "predict", "trial.begin",
)  # fmt: skip


class Recorder:
    """A sink that remembers inputs only: everything else follows from them."""

    def __init__(self) -> None:
        self.inputs: list[Event] = []

    def put(self, event: Event) -> None:
        """Keep `event` if it is an input."""
        if event.name.startswith(INPUTS):
            self.inputs.append(event)
