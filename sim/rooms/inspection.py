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
from sim.rooms import guide_words
from sim.rooms.bench_choice import Choice
from sim.rooms.bench_eye import Eye
from sim.rooms.bench_feel import Feel
from sim.rooms.drag import Drag
from sim.rooms.inspection_cards import TRIALS, Cards, part_slip
from sim.rooms.leaving import step_left
from sim.rooms.workshop import Workshop
from sim.scenes import yard_outlook
from sim.scenes.bench_state import yard_state
from sim.scenes.timber_yard import TimberYard
from sim.views.panel import Panel
from sim.views.part_slip import PartSlip

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
        feel = Feel(self.bench.design)
        self.shop = Workshop(app, lesson_id, self.bench, self.acts, feel, left=self._left)
        self.loop, self.deck, self.events = self.shop.loop, self.shop.deck, self.shop.events
        self.acts.put("faults.seed", seed=fresh_seed())
        tuple(self.shop.frame(1 / RATE))  # the parts are cut otherwise from here on
        outlook = yard_outlook.of(self.bench.design)
        self.yard = TimberYard(app.stage, self.bench.shapes, outlook)
        near = NEARER[outlook.setting] * outlook.start[2]
        self.eye = Eye(self.yard, self.yard.set_view(*outlook.start[:2], near))
        self._choice = Choice(app.stage, self.shop, self.yard, self.bench)
        self._drag = Drag(app.stage, self.eye.turn, lambda: None)
        self._cards = Cards(self.deck, app.library, self.bench, self._piece, app.person is not None)
        self.shop.remember()
        self._asked: str | int | None = None  # the part or the trial that a question is about
        self._slip: tuple[PartSlip, Panel] | None = None
        self._xray = False
        self._take("1")

    def frame(self, elapsed: float) -> None:
        """Go on, then show the work and the cards."""
        for event in self.shop.frame(elapsed):
            self._teach(event)
        self.shop.guides.ended()
        self._drag.frame(self.shop.pointer)
        self._choice.frame(elapsed)
        view = self.bench.view()
        pointed = None if self.shop.over else self._choice.shown
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
        if key == "mouse3":
            self._drag.begin(self.shop.pointer)
        elif self.eye.press(key, empty=True):
            return
        elif self.shop.over:
            self._xray ^= key == "x"
        elif not (self._cards.asking or self._choice.press(key, ())):
            self._do(key)

    def _do(self, key: str) -> None:
        """Let the guide or the learner's own hand do something."""
        if key == "v" and self.shop.guides.busy:
            self.shop.guides.stop()
            self._cards.note(guide_words.stopped())
        elif key == "v":
            self.shop.guides.begin(Guide(self.bench, only_look=True))
        elif self.shop.guides.busy and key in (*KEYS, "mouse1", "space", "m", "p", "enter"):
            self._cards.note(guide_words.busy())
        else:
            self._work(key)

    def _work(self, key: str) -> None:
        part = self._choice.meant
        if key in KEYS:
            self._take(key)
        elif key == "mouse1":
            self._hold(self._choice.pointed)
        elif key == "space":
            self._hold(part)
        elif key == "m" and part is None:
            self.say(_("Point at the part that is wrong, then press M."))
        elif key == "m":
            self._asked = part
            self._cards.ask_kind(str(part))
        elif key == "p" and not self.bench.trying:
            self._cards.ask_trial()
        elif key == "enter":
            self.acts.put("lesson.finish")

    def _take(self, key: str) -> None:
        self._tool = KEYS[key]
        self._cards.show_tools(self._tool)

    def _hold(self, part: str | None) -> None:
        """Hold the tool to a part; a mark without a pointed part is of that one."""
        if part is not None and self.bench.trying:
            self.say(_("Wait until the trial is over, then measure."))
        elif part is not None:
            if part != self._choice.chosen:
                self._choice.choose(part)
            self.acts.put("inspect", tool=self._tool, part=part)

    def _teach(self, event: Event) -> None:
        if event.name == "lesson.done":
            self._end()
        else:
            self._cards.teach(event)

    def _end(self) -> None:
        self._cards.summary(self.shop.end())

    def _left(self) -> str | None:
        """Say which step is not done; the last one is the end itself."""
        lesson, step = self.bench.lesson, self.bench.step
        return None if step is lesson.steps[-1] else step_left(lesson, step)

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

    def _show_slip(self, part: str | None, elapsed: float) -> None:
        """Keep the slip beside the pointed part; it stays where the part was first pointed at."""
        if part is None or self._cards.asking:
            self._hide_slip()
            return
        at = self.deck.sheet_place(*self._choice.place)
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
