"""Keeps the inputs of a session in memory, so that the session can be replayed."""

from content.event import Event

SOURCES = ("hand.", "guide.", "ears.", "eyes.", "shop.")  # all that comes from these is an input
INPUTS = frozenset({
    "lesson.finish", "step.go", "stage.go", "take.start", "take.stop", "take.drop", "take.told",
    "ban.tap", "mark.toggle", "work.undo", "work.add", "work.take", "work.load", "peg.drive",
    "trial.begin", "fit.try", "fit.pare", "brace.set", "brace.knock",
    "faults.seed", "fault.name", "inspect", "predict", "predict_outcome",
})  # fmt: skip


class Recorder:
    """A sink that remembers inputs only: everything else follows from them."""

    def __init__(self) -> None:
        self.inputs: list[Event] = []

    def put(self, event: Event) -> None:
        """Keep `event` if it is an input."""
        if event.name in INPUTS or event.name.startswith(SOURCES):
            self.inputs.append(event)
