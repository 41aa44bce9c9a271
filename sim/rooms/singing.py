"""The take of a rehearsal in the window: the ears, the ribbon, what is played along."""

from dataclasses import replace

from audio.calibrations import timing_trusted
from audio.ears_messages import Start
from audio.filedevice import FileMic
from content.event import Event
from lessons import playing
from lessons.arts.rehearsal import FOLLOW, REHEARSE, WATCH, Rehearsal
from lessons.asked import Asked
from lessons.playing import Playing
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
        self._page, self._texts = page, texts
        self.playing = Playing()
        self.speakers = False
        ears = app.ears
        waits = isinstance(app.mic, FileMic) and not app.mic.paced
        self.sitting = Sitting(practice, ears, app.judge, self._job, waits)
        self.player = Player(ears, app.judge)
        self._ribbon: Ribbon | None = None
        self._following = -1

    def frame(self, elapsed: float) -> None:
        """Move the ribbon and the page on with the voice."""
        self.player.frame(elapsed)
        place = self._practice.place
        if self._ribbon is not None:
            at, points = self.sitting.trace.place, self.sitting.trace.points
            words = take_words.listening(self.sitting.state, self.sitting.seconds)
            now = 0.0 if at is None else at.score_time
            self._ribbon.show(now, points, at is not None and not at.lost, words)
        if place.following != self._following:
            self._following = place.following
            self._follow()
        self.show()

    def show(self) -> None:
        """Show the slip below the step."""
        practice = self._practice
        if not self._page.shown or self._deck.shows("question"):
            self._deck.show("take", None)
            return
        asked = self._texts.asked(practice.step)
        sound = take_words.Sound(
            self.playing,
            bool(playing.flute(asked, self.playing)) or bool(asked.recordings),
            self.speakers,
            self.sitting.recorded is not None,
            self._microphone(),
        )
        waits = asked.waits_for_master
        lesson, step = practice.lesson, practice.step
        self._deck.show("take", take_words.card(lesson, step, practice.place, sound, waits))

    def happened(self, event: Event) -> None:
        """Lay the ribbon down when a take opens, and take it away when it closes."""
        if event.name == "take.open" and self._practice.place.stage in (WATCH, FOLLOW):
            self._lay_ribbon()
        elif event.name in ("take.closed", "take.dropped"):
            self._put_away()

    def tempo(self, by: float) -> None:
        """Play slower or faster, between half and the written tempo."""
        wanted = round(min(max(self.playing.tempo + by * STEP, SLOWEST), 1.0), 2)
        self.playing = replace(self.playing, tempo=wanted)

    def key(self, by: int) -> None:
        """Play lower or higher."""
        self.playing = replace(self.playing, key=min(max(self.playing.key + by, -KEYS), KEYS))

    def change_output(self) -> None:
        """Go from headphones to speakers or back; through speakers the flute is heard as well."""
        self.speakers = not self.speakers

    def trouble(self) -> str:
        """Return what went wrong since the last time, "" where nothing did.

        While a take runs it is not interrupted: a hand taps on without a microphone.
        """
        if self._practice.place.doing == "listening":
            return ""
        sentence = self.sitting.trouble or self.player.trouble
        self.sitting.trouble = self.player.trouble = ""
        return sentence

    def close(self) -> None:
        """Listen no more."""
        self.player.stop()
        self._put_away()
        self.sitting.close()

    def _microphone(self) -> str:
        facts = self.sitting.recorded.facts if self.sitting.recorded else None
        if facts is None:
            return ""
        trusted, why = timing_trusted(facts)
        return facts.microphone if trusted else f"{facts.microphone} · {why}"

    def _job(self) -> Job:
        asked = self._texts.asked(self._practice.step)
        return Job(asked, self._start(asked))

    def _start(self, asked: Asked) -> Start:
        stage, how = self._practice.place.stage, self.playing
        along = stage in (FOLLOW, REHEARSE) and not asked.recordings
        lines = playing.flute(asked, how) if along else ()
        lines += playing.clapper(asked, how, count=True) if along else ()
        return Start(
            part=playing.part(asked, how),
            lines=lines,
            beats=playing.beats(asked, how),
            speakers=self.speakers,
        )

    def _lay_ribbon(self) -> None:
        asked = self._texts.asked(self._practice.step)
        part, score = playing.part(asked, self.playing), asked.reference.score
        if part is None or score is None:
            return
        words = [score.syllables[n.syllable].trad for n in score.notes]
        first = [i == 0 or score.notes[i - 1].syllable != n.syllable
                 for i, n in enumerate(score.notes)]  # fmt: skip
        melody = part.melody
        notes = [
            RibbonNote(float(o), float(d), float(p), w if f else "")
            for o, d, p, w, f in zip(
                melody.onsets, melody.lengths, melody.pitches, words, first, strict=True
            )
        ]
        self._page.make_room(True)
        self._ribbon = Ribbon(self._stage, notes)
        self._deck.lay("ribbon", self._ribbon)

    def _put_away(self) -> None:
        if self._ribbon is not None:
            self._deck.lay("ribbon", None)
            self._ribbon = None
            self._page.make_room(False)

    def _follow(self) -> None:
        asked = self._texts.asked(self._practice.step)
        score, note = asked.reference.score, self._following
        if score is None or not 0 <= note < len(score.notes):
            return
        first = self._practice.step.syllables[0] if self._practice.step.syllables else 0
        self._page.follow([f"syllable:{first + score.notes[note].syllable}"])
