"""The room of free building: the open yard, a list of parts, the hands, no score."""

from audio import knock
from audio.speaker import Speaker
from content.event import Event, Source
from content.texts import _
from lessons import registry
from lessons.arts import building_file
from sim.app import App
from sim.desktop import Hands
from sim.headless import Session
from sim.loop import Loop
from sim.recorder import Recorder
from sim.rooms import bench_words, building_shelf
from sim.rooms.bench_acts import TRIALS, Acts
from sim.rooms.bench_eye import Eye
from sim.rooms.bench_feel import PAPER, Feel
from sim.rooms.bench_sight import Sight
from sim.rooms.bench_tag import Tag
from sim.rooms.building_cards import Cards
from sim.rooms.deck import Deck
from sim.rooms.leaving import Leaving
from sim.scenes import yard_outlook
from sim.scenes.timber_yard import TimberYard

NEARER = 0.75  # than where a whole pavilion is seen


class BuildingRoom:
    """One stay in the free yard. Raises Refusal where it cannot begin."""

    def __init__(self, app: App, lesson_id: str) -> None:
        self._app = app
        self._lesson_id = lesson_id
        self.bench = registry.building(app.library, lesson_id)
        outlook = yard_outlook.of(self.bench.design)
        self.yard = TimberYard(app.stage, (), outlook)
        azimuth, elevation, distance = outlook.start
        self.eye = Eye(self.yard, self.yard.set_view(azimuth, elevation, NEARER * distance))
        self.hands = Hands(self.yard, self.bench)
        self._recorder = Recorder()
        self.loop = Loop(self.bench, [self.hands], [self._recorder])
        self._pointer = (2.0, 2.0)  # outside, till the mouse is seen
        self.deck = Deck(app.stage)
        self._leaving = Leaving(self.deck, app.hall)
        self._cards = Cards(self.deck, app.library, self.bench, app.person is not None)
        self._acts = Acts(self.bench, self.hands)
        self.sight = Sight(self.bench)
        self._feel = Feel(self.bench.design)
        self._speaker = Speaker()
        self._tag = Tag(app.stage, self.deck)
        self._last: str | None = None  # the part that came to rest last
        self.events: list[Event] = []
        self._over = False

    def follow(self, source: Source) -> None:
        """Let another source act beside the mouse: a log, a guide."""
        self.loop.sources.append(source)

    def frame(self, elapsed: float) -> None:
        """Go on, then show the work and the cards."""
        for event in [] if self._over else self.loop.frame(elapsed):
            self._take(event)
        self._show(elapsed)
        self.deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Aim the hand."""
        self._pointer = (x, y)
        self.deck.point(x, y)
        if not self._over:
            self.hands.move(x, y)

    def press(self, key: str) -> None:
        """Act: on a card, on the view, or with the hand."""
        if key == "mouse1" and (region := self.deck.at(*self._pointer)):
            self._speaker.play(knock.sound(PAPER))
            self._choose(region)
        elif key == "escape":
            self._leaving.ask([] if self._over else self.events)
        elif self._leaving.asked:
            self._leaving.stay()
        elif key == "mouse1" and self.deck.covers(*self._pointer) or self._cards.asking:
            return
        elif not self.eye.press(key, empty=self.bench.held is None) and not self._over:
            self._use(key)

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._cards.say(sentence)

    def close(self) -> None:
        """Clear the work and the cards away."""
        self._tag.close()
        self._speaker.close()
        self.deck.close()
        self.yard.close()
        self.bench.close()

    def _take(self, event: Event) -> None:
        """Keep, sound and tell one event; after the end nothing more is told."""
        if event.name in ("part.added", "work.loaded", "work.undone"):
            self._feel = Feel(self.bench.design)
        felt = self._feel.take(event)
        self.events += [event, *felt.pulses(event.tick)]
        if self._over:
            return
        for sound in felt.sounds:
            self._speaker.play(sound)
        if event.name == "lesson.done":
            self._end()
            return
        self.sight.teach(event)
        if event.name == "part.rested":
            self._last = event.value["part"]
        self._cards.teach(event)

    def _show(self, elapsed: float) -> None:
        self.yard.keep(self.bench.shapes)
        view = self.bench.view()
        pointed = None if view.hand or self._over else self._pointed()
        tops = [view.poses[p].at[2] + self.bench.height(p) for p in view.seated]
        self.yard.follow(max(tops, default=0.0), elapsed)
        self.yard.show(self.sight.state(view, pointed, elapsed))
        self._tag.show(pointed, self._pointer, elapsed)
        if not self._over:
            self._cards.show_list()

    def _pointed(self) -> str | None:
        if self.deck.covers(*self._pointer):
            return None
        hit = self.yard.pick(*self._pointer)
        return hit[0] if hit else None

    @property
    def _meant(self) -> str | None:
        """The pointed part, else the one that came to rest last and is still there."""
        there = {shape.name for shape in self.bench.shapes}
        return self._pointed() or (self._last if self._last in there else None)

    def _end(self) -> None:
        self._over = True
        inputs = tuple(self._recorder.inputs)
        assessment = self.bench.assess()
        self._app.finish(Session(tuple(self.events), inputs, self.loop.tick, assessment))
        self._cards.summary()

    def _choose(self, region: str) -> None:
        name, _sep, what = region.removeprefix("choice:").partition(":")
        if region == "hall":
            self._app.hall()
        elif region == "stay":
            self._leaving.stay()
        elif region == "again":
            self._app.enter(self._lesson_id)
        elif name == "key":
            self.press(what)
        elif name == "add":
            self.hands.act("work.add", kind=what)
        elif name == "file":
            self._take_out(what)
        else:
            self._cards.choose(region)

    def _use(self, key: str) -> None:
        """Take a key: some only change the picture, the others the work."""
        if key == "x":
            self.sight.look_inside()
        elif key == "b":
            self.sight.draw_apart()
        elif key == "l":
            self._hang()
        elif key == "n":
            self._keep()
        elif key == "o":
            self._cards.ask_which(building_shelf.kept())
        elif key in ("?", "shift-/"):
            self._cards.choose("?")
        else:
            self._work(key)

    def _work(self, key: str) -> None:
        why = None
        if key in TRIALS:
            why = self._acts.try_(key)
        elif key == "p":
            why = self._acts.peg(self._meant, self.sight.pegged)
        elif key == "delete":
            why = self._put_away()
        else:
            self.hands.press(key)
        if why is not None:
            self.say(why)

    def _put_away(self) -> str | None:
        part = self.bench.held or self._pointed()
        if part is None:
            return _("Point at the part that shall be put away, then press Del.")
        self.hands.act("work.take", part=part)
        return None

    def _hang(self) -> None:
        part = self._meant
        plumb = None if part is None else self.sight.hang(part)
        if plumb:
            self._cards.note(bench_words.plumb_words(plumb, None)[0])
        else:
            self.sight.hang(None)
            self.say(_("Point at a part that stands, then press L for the plumb line."))

    def _keep(self) -> None:
        """Keep what lies in the yard in a file of its own."""
        if not self.bench.calm or not self.bench.shapes:
            self.say(_("Lay something down and wait until everything lies still, then keep it."))
            return
        path = building_shelf.fresh()
        building_file.write(self.bench.saved(), path)
        self._cards.saved = True
        self._cards.note(_("Kept in {file}").format(file=path))

    def _take_out(self, stem: str) -> None:
        """Put a kept building in the place of what lies here. Raises Refusal."""
        self._cards.put_away()
        path = building_shelf.folder() / f"{stem}.json"
        saved = building_file.read(path, self.bench.catalogue)
        self.hands.act("work.load", **saved.model_dump(mode="json"))
