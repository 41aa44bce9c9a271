"""The room of a search for mistakes: work that stands, four tools, marks, trials, the truth."""

import secrets
from dataclasses import replace

from content.event import Event
from content.texts import _
from lessons import registry
from lessons.arts.inspection import LARGEST_SEED
from lessons.arts.inspection_guide import Guide
from physics.engine import RATE
from physics.timber.gauges import TOOLS
from sim.app import App
from sim.rooms.bench_feel import Feel
from sim.rooms.inspection_cards import TRIALS, Cards, part_slip
from sim.rooms.workshop import Workshop
from sim.scenes import yard_outlook
from sim.scenes.bench_state import yard_state
from sim.scenes.timber_yard import TimberYard
from sim.views.panel import Panel
from sim.views.part_slip import PartSlip

ORBIT = {"arrow_left": (-6.0, 0.0), "arrow_right": (6.0, 0.0), "arrow_up": (0.0, 4.0),
         "arrow_down": (0.0, -4.0)}  # fmt: skip
ZOOM = {"wheel_up": 0.95, "wheel_down": 1 / 0.95, "=": 0.9, "-": 1 / 0.9}
NEARER = {"bench": 0.6, "yard": 0.85}  # than where work is raised: nothing lies around it
KEYS = {str(k + 1): tool for k, tool in enumerate(TOOLS)}


class Acts:
    """A source of what the learner does, in the order he did it."""

    def __init__(self) -> None:
        self._queue: list[Event] = []

    def put(self, name: str, **value: object) -> None:
        """Do something with the next substep."""
        self._queue.append(Event(0, name, value))

    def poll(self, tick: int) -> list[Event]:
        """Return what was done since the last poll."""
        queue, self._queue = self._queue, []
        return queue


class InspectionRoom:
    """One search for mistakes. Raises Refusal where it cannot begin."""

    def __init__(self, app: App, lesson_id: str) -> None:
        self._app = app
        self.bench, self._piece = registry.inspection(app.library, lesson_id)
        self.acts = Acts()
        self.shop = Workshop(app, lesson_id, self.bench, self.acts, Feel(self.bench.design))
        self.loop, self.deck, self.events = self.shop.loop, self.shop.deck, self.shop.events
        self.acts.put("faults.seed", seed=fresh_seed())
        tuple(self.shop.frame(1 / RATE))  # the parts are cut otherwise from here on
        outlook = yard_outlook.of(self.bench.design)
        self.yard = TimberYard(app.stage, self.bench.shapes, outlook)
        self._view = self.yard.set_view(
            *outlook.start[:2], NEARER[outlook.setting] * outlook.start[2]
        )
        self._cards = Cards(self.deck, app.library, self.bench, self._piece, app.person is not None)
        self.shop.remember()
        self._asked: str | int | None = None  # the part or the trial that a question is about
        self._slip: tuple[PartSlip, Panel] | None = None
        self._measured: str | None = None
        self._xray = False
        self._take("1")

    def frame(self, elapsed: float) -> None:
        """Go on, then show the work and the cards."""
        for event in self.shop.frame(elapsed):
            self._teach(event)
        self.shop.guides.ended()
        view = self.bench.view()
        pointed = None if self.shop.over else self._pointed()
        tops = [view.poses[p].at[2] + self.bench.height(p) for p in view.seated]
        self.yard.follow(max(tops, default=0.0), elapsed)
        self.yard.show(replace(yard_state(view, pointed), xray=self._xray))
        self._show_slip(pointed, elapsed)
        self.deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Take the pointer's place."""
        self.shop.point(x, y)

    def press(self, key: str) -> None:
        """Act: on a card, on the view, or with a tool."""
        self._cards.dismiss()
        self.shop.press(key, self._choose, self._use)

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._cards.say(sentence)

    def close(self) -> None:
        """Clear the work and the cards away."""
        self._hide_slip()
        self.shop.close()
        self.yard.close()
        self.bench.close()

    def _use(self, key: str) -> None:
        """Take a key: some only change the picture, the others the work."""
        if key in ORBIT:
            self._orbit(*ORBIT[key])
        elif key in ZOOM:
            self._orbit(0.0, 0.0, ZOOM[key])
        elif self.shop.over:
            self._xray ^= key == "x"
        elif not self._cards.asking:
            self._work(key)

    def _work(self, key: str) -> None:
        part = self._pointed() or self._measured
        if key in KEYS:
            self._take(key)
        elif key == "mouse1":
            self._hold()
        elif key == "m" and part is None:
            self.say(_("Point at the part that is wrong, then press M."))
        elif key == "m":
            self._asked = part
            self._cards.ask_kind(str(part))
        elif key == "p" and not self.bench.trying:
            self._cards.ask_trial()
        elif key == "v" and self.shop.free:
            self.shop.guides.begin(Guide(self.bench, only_look=True))
        elif key == "enter":
            self.acts.put("lesson.finish")

    def _take(self, key: str) -> None:
        self._tool = KEYS[key]
        self._cards.show_tools(self._tool)

    def _hold(self) -> None:
        """Hold the tool to the pointed part; a mark without a pointed part is of that one."""
        part = self._pointed()
        if part is not None and self.bench.trying:
            self.say(_("Wait until the trial is over, then measure."))
        elif part is not None:
            self._measured = part
            self.acts.put("inspect", tool=self._tool, part=part)

    def _pointed(self) -> str | None:
        if self.shop.covered:
            return None
        hit = self.yard.pick(*self.shop.pointer)
        return hit[0] if hit and hit[0] in self.bench.parts else None

    def _teach(self, event: Event) -> None:
        if event.name == "lesson.done":
            self._end()
        else:
            self._cards.teach(event)

    def _end(self) -> None:
        self._cards.summary(self.shop.end())

    def _choose(self, region: str) -> None:
        name, _sep, what = region.removeprefix("choice:").partition(":")
        if name == "key":
            self.press(what)
        elif name == "kind":
            self._cards.put_away()
            self.acts.put("predict", part=self._asked, kind=what or None)
        elif name == "trial":
            self._asked = int(what)
            self._ask_or_try(TRIALS[self._asked])
        elif name == "stands":
            self._try(bool(int(what)))
        else:
            self._cards.choose(region, self.shop.pointer)

    def _ask_or_try(self, trial: tuple[str, float]) -> None:
        """Ask what a trial will show; who has seen it before has nothing to foretell."""
        if trial not in [(t.kind, t.amount) for t in self.bench.trials]:
            self._cards.ask_outcome(TRIALS.index(trial))
            return
        self._cards.put_away()
        self.acts.put("trial.begin", kind=trial[0], amount=trial[1])

    def _try(self, stands: bool) -> None:
        self._cards.put_away()
        kind, amount = TRIALS[int(self._asked or 0)]
        self.acts.put("predict_outcome", kind=kind, amount=amount, stands=stands)
        self.acts.put("trial.begin", kind=kind, amount=amount)

    def _orbit(self, turn: float, rise: float, nearer: float = 1.0) -> None:
        azimuth, elevation, distance = self._view
        self._view = self.yard.set_view(azimuth + turn, elevation + rise, distance * nearer)

    def _show_slip(self, part: str | None, elapsed: float) -> None:
        """Keep the slip beside the pointed part; it stays where the part was first pointed at."""
        if part is None or self._cards.asking:
            self._hide_slip()
            return
        at = self.deck.sheet_place(*self.shop.pointer)
        slip = part_slip(self.bench, part, at)
        if self._slip and self._slip[0].name == slip.name:
            slip = replace(slip, at=self._slip[0].at)
        if self._slip is None or self._slip[0] != slip:
            self._hide_slip()
            self._slip = slip, Panel(self._app.stage, slip)
        self._slip[1].frame(elapsed)

    def _hide_slip(self) -> None:
        if self._slip is not None:
            self._slip[1].close()
        self._slip = None


def fresh_seed() -> int:
    """Return a seed that nobody knows."""
    return secrets.randbelow(LARGEST_SEED)
