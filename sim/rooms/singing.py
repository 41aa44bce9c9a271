"""The take of a rehearsal in the window: the ears, the ribbon, what is played along."""

from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from audio.filedevice import FileMic
from audio.pad import Pad
from content.errors import Refusal
from content.event import Event
from content.score import Score
from lessons import comparing, playing
from lessons.arts.rehearsal import FOLLOW, REHEARSE, Rehearsal
from lessons.asked import Asked
from lessons.playing import Clock, Playing
from lessons.report.strands import Script
from sim.app import App
from sim.rooms import take_words
from sim.rooms.deck import Deck
from sim.rooms.player import Player
from sim.rooms.step_page import StepPage
from sim.rooms.texts_sung import TextsSung
from sim.sitting import Job, Sitting
from sim.views.ribbon import Ribbon, RibbonNote

SLOWEST, STEP = 0.5, 0.1
KEYS = 12  # semitones each way


class Singing:
    """Shows how the take stands and moves ribbon and page on with it."""

    def __init__(
        self, app: App, deck: Deck, practice: Rehearsal, page: StepPage, texts: TextsSung
    ) -> None:
        self._stage, self._deck, self._practice = app.stage, deck, practice
        self._page, self._texts, self._ears = page, texts, app.ears
        self.playing = Playing()
        self.speakers = False
        self._from_file = isinstance(app.mic, FileMic)
        waits = isinstance(app.mic, FileMic) and not app.mic.paced
        self.sitting = Sitting(practice, app.ears, app.judge, self._job, waits)
        self.player = Player(app.ears, app.judge)
        self._pad = _pad() if practice.lesson.scorer == "voice" else None
        self.sitting.pad = self._pad
        self._ribbon: Ribbon | None = None
        self._clock: Clock | None = None  # of what is listened to
        self._proposed: int | None = None
        self._following = -1
        self.deaf = ""

    @property
    def asked(self) -> Asked:
        """What the step in hand asks for, in the text that was chosen."""
        return self._texts.asked(self._practice.step)

    def frame(self, elapsed: float) -> None:
        """Move the ribbon and the page on with the voice, or with what is listened to."""
        self.player.frame(elapsed)
        if self._practice.place.doing == "ready" and not self.player.playing:
            self.deaf = self._ears.poll().trouble or ""
        if self._ribbon is not None:
            words = take_words.listening(self.sitting.state, self.sitting.seconds)
            self._ribbon.show(self.sitting.trace, words)
        if (note := self._note()) != self._following:
            self._following = note
            self._follow()
        self.show()

    def show(self) -> None:
        """Show the slip below the step, unless the ribbon says all that it could say."""
        practice = self._practice
        if not self._page.shown or self._deck.shows("question") or self._ribbon is not None:
            self._deck.show("take", None)
            return
        asked, own = self.asked, self.playing.key
        sound = take_words.Sound(
            self.playing,
            plays=bool(playing.tune(asked, self.playing)) or bool(asked.recordings),
            looping=self.player.looping,
            speakers=self.speakers,
            taken=self.sitting.recorded is not None,
            device=take_words.device(self._ears.facts, self.deaf),
            proposed=self._proposed if self._proposed != own else None,
            alone=self._alone(asked),
        )
        self._deck.show("take", take_words.card(asked, practice.place, sound))

    def happened(self, event: Event) -> None:
        """Lay the ribbon down when a take opens, and take it away when it closes."""
        if event.name == "take.open" and self._practice.place.stage == FOLLOW:
            self._lay_ribbon()
        elif event.name in ("take.closed", "take.dropped"):
            self._put_away()
        elif event.name in ("take.judged", "lesson.done"):
            self._propose()

    def hear(self, again: bool = False) -> None:
        """Play what the step asks for, or end what plays; `again` and again until it is ended."""
        if self.player.playing:
            self.player.stop()
            return
        asked = self.asked
        lines = comparing.to_hear(asked, self.playing)
        self._clock = None
        if lines and not asked.recordings:
            self._clock = playing.clock(asked, self.playing, -playing.first_onset(lines))
        self.player.ask(comparing.master, asked, self.playing, again=again)

    def tempo(self, by: float) -> None:
        """Play slower or faster, between half and the written tempo."""
        wanted = round(min(max(self.playing.tempo + by * STEP, SLOWEST), 1.0), 2)
        self.playing = replace(self.playing, tempo=wanted)

    def key(self, by: int) -> None:
        """Play lower or higher."""
        self._in_key(self.playing.key + by)

    def to_range(self) -> None:
        """Play in the key that suits the voice of the last take."""
        if self._proposed is not None:
            self._in_key(self._proposed)

    def change_output(self) -> None:
        """Go from headphones to speakers or back; through speakers the flute is heard as well."""
        self.speakers = not self.speakers

    def trouble(self) -> str:
        """Return what went wrong since the last time, "" where nothing did.

        A take is not interrupted: a hand taps on without a microphone.
        """
        if self._practice.place.doing != "ready":
            return ""
        sentence = self.sitting.trouble or self.player.trouble
        self.sitting.trouble = self.player.trouble = ""
        return sentence

    def close(self) -> None:
        """Listen no more."""
        self.player.stop()
        self._put_away()
        self.sitting.close()
        if self._pad is not None:
            self._pad.close()

    def _in_key(self, key: int) -> None:
        self.playing = replace(self.playing, key=min(max(key, -KEYS), KEYS))

    def _propose(self) -> None:
        asked, judged = self.sitting.asked, self.sitting.judged
        self._proposed = None
        if asked is not None and judged is not None and asked.scorer == "voice":
            f0 = judged.take.streams.get("f0")
            self._proposed = None if f0 is None else playing.key_of_voice(asked, f0)

    def _job(self) -> Job:
        asked = self.asked
        along = self._practice.place.stage in (FOLLOW, REHEARSE) and not self._alone(asked)
        start, clock = playing.start(asked, self.playing, along, self.speakers)
        return Job(asked, start, clock)

    def _alone(self, asked: Asked) -> bool:
        """Whether strokes come from a file: it never heard the beats, so none are struck."""
        return self._from_file and asked.scorer == "strings"

    def _lay_ribbon(self) -> None:
        asked = self.asked
        part, score = playing.part(asked, self.playing), asked.reference.score
        if part is None or score is None:
            return
        melody = part.melody
        notes = [
            RibbonNote(float(onset), float(length), float(pitch), word)
            for onset, length, pitch, word in zip(
                melody.onsets, melody.lengths, melody.pitches, _words(score, self._page.script),
                strict=True,
            )
        ]  # fmt: skip
        self._page.make_room(True)
        self._ribbon = Ribbon(self._stage, notes, playing.beats(asked, self.playing))
        self._deck.lay("ribbon", self._ribbon)

    def _put_away(self) -> None:
        if self._ribbon is not None:
            self._deck.lay("ribbon", None)
            self._ribbon = None
            self._page.make_room(False)

    def _note(self) -> int:
        """Return the note or stroke that sounds now, -1 for none."""
        if self.player.sounding and self._clock is not None:
            return bisect_right(self._clock.onsets, self.player.seconds - self._clock.begins) - 1
        return self._practice.place.following

    def _follow(self) -> None:
        reference, note = self.asked.reference, self._following
        if note < 0:
            self._page.point_out(())
        elif reference.pattern is not None:
            self._page.follow(f"stroke:{note}")
        elif reference.score is not None and note < len(reference.score.notes):
            first = self._practice.step.syllables[0] if self._practice.step.syllables else 0
            self._page.follow(f"syllable:{first + reference.score.notes[note].syllable}")


def _pad() -> Pad | None:
    """Return the pad that is plugged in; keys do as well where there is none."""
    with suppress(Refusal):
        return Pad()
    return None


def _words(score: Score, script: Script) -> Sequence[str]:
    """Return for each note the syllable that begins with it, else nothing."""
    words, last = [], -1
    for note in score.notes:
        syllable = score.syllables[note.syllable]
        own = syllable.simp if script == "simp" else syllable.trad
        words.append(own if note.syllable != last else "")
        last = note.syllable
    return words
