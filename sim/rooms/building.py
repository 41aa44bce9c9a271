"""The room of free building: the open yard, a list of parts, the hands, no score."""

from collections.abc import Callable

from content.event import Event
from content.texts import _
from lessons import registry
from lessons.arts import building_file
from sim.app import App
from sim.desktop import Hands
from sim.rooms import bench_braces, bench_words, building_shelf
from sim.rooms.bench_acts import TRIALS, Acts
from sim.rooms.bench_choice import Choice
from sim.rooms.bench_eye import Eye
from sim.rooms.bench_reach import Reach
from sim.rooms.bench_sight import Sight
from sim.rooms.bench_tag import Tag
from sim.rooms.building_cards import Cards
from sim.rooms.building_feel import Feel
from sim.rooms.drag import Drag
from sim.rooms.workshop import Workshop
from sim.scenes import yard_outlook
from sim.scenes.timber_yard import TimberYard

NEARER = 0.75  # than where a whole pavilion is seen
CHOSEN = ("part.gripped", "part.rested")  # buttons act on such a part till another is chosen


class BuildingRoom:
    """One stay in the free yard. Raises Refusal where it cannot begin."""

    def __init__(self, app: App, lesson_id: str) -> None:
        self.bench = registry.building(app.library, lesson_id)
        outlook = yard_outlook.of(self.bench.design)
        self.yard = TimberYard(app.stage, (), outlook)
        azimuth, elevation, distance = outlook.start
        self.eye = Eye(self.yard, self.yard.set_view(azimuth, elevation, NEARER * distance))
        self.hands = Hands(self.yard, self.bench)
        feel = Feel(self.bench)
        self.shop = Workshop(app, lesson_id, self.bench, self.hands, feel, left=self._unkept)
        self.loop, self.deck, self.events = self.shop.loop, self.shop.deck, self.shop.events
        self._cards = Cards(self.deck, app.library, self.bench, app.person is not None)
        self._acts = Acts(self.bench, self.hands)
        self.sight = Sight(self.bench)
        self._tag = Tag(app.stage, self.deck)
        self._choice = Choice(app.stage, self.shop, self.yard, self.bench)
        self._reach = Reach(self.hands, self.bench, self._choice, self.eye, outlook.setting)
        self._drag = Drag(app.stage, self.eye.turn, lambda: self._do("mouse3"))

    def frame(self, elapsed: float) -> None:
        """Go on, then show the work and the cards."""
        for event in self.shop.frame(elapsed):
            self._take(event)
        self._drag.frame(self.shop.pointer)
        self._choice.frame(elapsed)
        self._show(elapsed)
        self.deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Aim the hand."""
        self.shop.point(x, y)
        if self.shop.free and not self._drag.busy:
            self.hands.move(x, y)

    def press(self, key: str) -> None:
        """Act: on a card, on the view, or with the hand."""
        self.shop.press(key, self._choose, self._use)

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._cards.say(sentence)

    def close(self) -> None:
        """Clear the work and the cards away."""
        self._tag.close()
        self.shop.close()
        self.yard.close()
        self.bench.close()

    def _take(self, event: Event) -> None:
        """Tell one event."""
        if event.name == "lesson.done":
            self._end()
            return
        self.sight.teach(event)
        if event.name in CHOSEN:
            self._choice.choose(event.value["part"])
        self._cards.teach(event)

    def _show(self, elapsed: float) -> None:
        self.yard.keep(self.bench.shapes)
        view = self.bench.view()
        pointed = None if view.hand or self.shop.over else self._choice.shown
        tops = [view.poses[p].at[2] + self.bench.height(p) for p in view.seated]
        self.yard.follow(max(tops, default=0.0), elapsed)
        self.yard.show(self.sight.state(view, pointed, elapsed))
        self.deck.look_through(self.yard.places(view.hand.part if view.hand else None))
        self._tag.show(pointed, self._choice.place, elapsed)
        if not self.shop.over:
            self._cards.show_list()
            self._cards.name_chosen(self._choice.chosen)

    def _end(self) -> None:
        self.shop.end()
        self._cards.summary()

    def _unkept(self) -> str | None:
        """Say so where something lies here that is not kept."""
        if self._cards.saved or not self.bench.shapes:
            return None
        return _("What lies in the yard is not kept: N keeps it in a file.")

    def _choose(self, region: str) -> None:
        name, _sep, what = region.removeprefix("choice:").partition(":")
        if name == "key":
            self.press(what)
        elif name == "add":
            self.hands.act("work.add", kind=what)
        elif name == "file":
            self._take_out(what)
        else:
            self._cards.choose(region)

    def _use(self, key: str) -> None:
        """Take a key: some only change the picture, the others the work."""
        if key == "mouse3":
            self._drag.begin(self.shop.pointer)
        elif not (self._cards.asking or self.eye.press(key, empty=self.bench.held is None)):
            self._do(key)

    def _do(self, key: str) -> None:
        looks: dict[str, Callable[[], None]] = {
            "x": self.sight.look_inside, "b": self.sight.draw_apart, "l": self._hang,
            "n": self._keep, "o": lambda: self._cards.ask_which(building_shelf.kept()),
            "?": lambda: self._cards.choose("?"), "shift-/": lambda: self._cards.choose("?"),
        }  # fmt: skip
        if self.shop.over:
            return
        if key in looks:
            looks[key]()
        elif not self._choice.press(key, ()):
            self._work(key)

    def _work(self, key: str) -> None:
        why = None
        if key in TRIALS:
            why = self._acts.try_(key)
        elif key == "p":
            why = self._acts.peg(self._choice.meant, self.sight.pegged)
        elif key == "c":
            why = bench_braces.brace(self.bench, self.hands, self._choice.meant)
        elif key == "delete":
            why = self._put_away()
        elif not self._reach.press(key, self.bench.held):
            self.hands.press(key)
        if why is not None:
            self.say(why)

    def _put_away(self) -> str | None:
        part = self.bench.held or self._choice.shown
        if part is None:
            return _("Point at the part that shall be put away, then press Del.")
        self.hands.act("work.take", part=part)
        return None

    def _hang(self) -> None:
        part = self._choice.meant
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
