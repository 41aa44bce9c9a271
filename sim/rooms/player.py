"""Plays to the learner: the phrase, his own take, both. What sounds is made beside the window."""

from collections.abc import Callable

from audio.ears import Ears
from audio.ears_messages import Start
from audio.files import Samples
from content.errors import Refusal
from lessons.judge import Judge, Verdict


class Player:
    """One thing to hear at a time; what was asked for before is heard no more."""

    def __init__(self, ears: Ears, judges: Judge) -> None:
        self._ears, self._judges = ears, judges
        self._asked: Verdict[Samples] | None = None
        self._left = 0.0
        self.trouble = ""

    @property
    def playing(self) -> bool:
        """Whether something sounds, or is about to."""
        return self._asked is not None or self._left > 0

    def ask(self, make: Callable[..., Samples], *arguments: object) -> None:
        """Let something be made and heard as soon as it is there."""
        self.stop()
        self.trouble = ""
        self._asked = self._judges.ask(make, *arguments)

    def frame(self, elapsed: float) -> None:
        """Begin to play what is ready; end when it is over."""
        if self._asked is not None and self._asked.done:
            self._begin(self._asked)
        elif self._left > 0:
            self._left -= elapsed
            self.trouble = self._ears.poll().trouble or self.trouble
            if self._left <= 0 or self.trouble:
                self.stop()

    def stop(self) -> None:
        """Play no more."""
        if self._left > 0:
            self._ears.stop()
        self._asked, self._left = None, 0.0

    def _begin(self, asked: Verdict[Samples]) -> None:
        self._asked = None
        try:
            tune = asked.result()
        except Refusal as refusal:
            self.trouble = str(refusal)
        else:
            self._ears.start(Start(tune=tune))
            self._left = len(tune) / 48_000
