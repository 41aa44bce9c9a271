"""What became of the last take or recording: its card, its report, what of it can be heard."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from content.errors import Refusal
from content.texts import _
from lessons import comparing
from lessons.asked import Asked
from lessons.judge import Judge, Verdict
from lessons.judging import Judged, Sound, judge
from sim.rooms import results
from sim.rooms.deck import Deck
from sim.rooms.player import Player
from sim.rooms.take_words import several
from sim.views.busy import Busy

Say = Callable[[str, str], None]


@dataclass(frozen=True)
class Told:
    """One judged take: what was asked, what was heard, what was found."""

    asked: Asked
    sound: Sound | Path | None
    judged: Judged


class Outcome:
    """Shows the last judged take, and plays it beside what it was held against.

    `say` shows a slip with a title and a sentence. Numbers may be hidden (练功).
    """

    def __init__(self, deck: Deck, judges: Judge, player: Player, say: Say) -> None:
        self._deck, self._judges, self._player, self._say = deck, judges, player, say
        self._coming: tuple[Asked, Path, Verdict[Judged]] | None = None
        self.told: Told | None = None
        self.bare = False

    @property
    def sound(self) -> Sound | Path | None:
        """What was heard last, to be heard again."""
        return self.told.sound if self.told else None

    def take(self, told: Told, onward: bool) -> None:
        """Show what was just judged; `onward`: there is a step to go on to."""
        self.told, self._onward, self._at = told, onward, 0
        self.show()

    def judge(self, asked: Asked, recording: Path) -> None:
        """Send a recording to the judge; the picture goes on meanwhile."""
        self._deck.show("question", None)
        self._deck.show("busy", Busy(_("Listening to {name} …").format(name=recording.name)))
        self._coming = asked, recording, self._judges.ask(judge, asked, recording)

    def frame(self) -> None:
        """Show what the judge says of a recording, once he does."""
        if self._coming is None or not self._coming[2].done:
            return
        (asked, recording, verdict), self._coming = self._coming, None
        self._deck.show("busy", None)
        try:
            told = Told(asked, recording, verdict.result())
        except Refusal as refusal:
            self._say(_("This recording cannot be judged"), str(refusal))
        else:
            self.take(told, onward=False)

    def show(self) -> None:
        """Show the card of the last take."""
        if self.told is not None:
            report = self.told.judged.report
            said = several(self.told.asked)
            how = results.Shown(self._heard, self.bare, self._onward, self._at, said)
            self._deck.show("question", results.card(report, how))

    def hide_numbers(self) -> None:
        """Hide all numbers, or show them again."""
        self.bare = not self.bare
        if self._deck.shows("question") and self.told is not None:
            self.show()

    def write(self) -> None:
        """Write the report and say where it is. Raises Refusal where it cannot be written."""
        if self.told is not None:
            report = self.told.judged.report
            path = results.write(self.told.asked, report)
            self._say(report.title, _("The report is in {file}").format(file=path))

    def mine(self) -> None:
        """Play the take as it was."""
        if self.sound is not None:
            self._player.ask(comparing.mine, self.sound)

    def both(self) -> None:
        """Play the take and what it was held against at once."""
        if self.told is not None and self.sound is not None:
            assessment = self.told.judged.assessment
            self._player.ask(comparing.both, self.told.asked, self.sound, assessment)

    def finding(self, k: int) -> None:
        """Draw the place of finding `k` and play it: the master's, then mine, then both."""
        if self.told is not None and self._heard:
            self._at = k
            self.show()
            finding, _sentence = results.causes(self.told.judged.report)[k]
            told, span = self.told.judged.assessment, results.span(finding)
            self._player.ask(comparing.in_turn, self.told.asked, self.sound, told, span)

    def close(self) -> None:
        """Wait for no judge any longer."""
        if self._coming is not None:
            self._coming = None
            self._judges.close()

    @property
    def _heard(self) -> bool:
        told = self.told
        if told is None or told.sound is None:
            return False
        return comparing.comparable(told.asked, told.judged.assessment)
