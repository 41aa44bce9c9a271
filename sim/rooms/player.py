"""Plays to the learner: the phrase, his own take, both. What sounds is made beside the window."""

from collections.abc import Callable

from audio.ears import Ears
from audio.ears_messages import Start
from audio.files import Samples
from audio.ring import RATE
from content.errors import Refusal
from content.texts import _
from lessons.judge import Judge, Verdict


class Player:
    """One thing to hear at a time; what was asked for before is heard no more."""

    def __init__(self, ears: Ears, judges: Judge) -> None:
        self._ears, self._judges = ears, judges
        self._asked: Verdict[Samples] | None = None
        self._tune: Samples | None = None
        self._again = False
        self.seconds = 0.0
        self.trouble = ""

    @property
    def sounding(self) -> bool:
        """Whether something is heard now, `seconds` of it so far."""
        return self._tune is not None

    @property
    def playing(self) -> bool:
        """Whether something sounds, or is about to."""
        return self._asked is not None or self.sounding

    @property
    def looping(self) -> bool:
        """Whether it is played again and again."""
        return self.playing and self._again

    def ask(self, make: Callable[..., Samples], *arguments: object, again: bool = False) -> None:
        """Let something be made and heard as soon as it is there; `again` and again if asked."""
        self.stop()
        self.trouble, self._again = "", again
        self._asked = self._judges.ask(make, *arguments)

    def frame(self, elapsed: float) -> None:
        """Begin to play what is ready; end, or begin again, when it is over."""
        if self._asked is not None and self._asked.done:
            self._fetch(self._asked)
        elif self._tune is not None:
            self.seconds += elapsed
            self.trouble = _silent(self._ears.poll().trouble) or self.trouble
            if self.trouble or self.seconds >= len(self._tune) / RATE:
                self._over(self._tune)

    def stop(self) -> None:
        """Play no more."""
        if self._tune is not None:
            self._ears.stop()
        self._asked = self._tune = None

    def _over(self, tune: Samples) -> None:
        again = self._again and not self.trouble
        self.stop()
        if again:
            self._begin(tune)

    def _fetch(self, asked: Verdict[Samples]) -> None:
        self._asked = None
        try:
            self._begin(asked.result())
        except Refusal as refusal:
            self.trouble = str(refusal)

    def _begin(self, tune: Samples) -> None:
        self._ears.start(Start(tune=tune))
        self._tune, self.seconds = tune, 0.0


def _silent(reason: str | None) -> str:
    """Return why nothing sounds, which is what was asked for, from why the ears are deaf."""
    if not reason:
        return ""
    sentence = _("Nothing can be played: loudspeaker and microphone open only together. {reason}")
    return sentence.format(reason=reason)
