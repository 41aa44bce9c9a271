"""Between a rehearsal and the world: ears that listen, a judge that grades.

A source and a sink of the rehearsal's loop: what the learner does, what the ears hear and what
the judge says goes in as events; when a take opens or closes, the ears begin or end.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from audio.ears import Ears
from audio.ears_messages import EarsNews, Recorded, Start, State
from content.errors import Refusal
from content.event import SUBSTEPS_PER_SECOND, Event, Source
from lessons.arts.rehearsal import Rehearsal
from lessons.asked import Asked
from lessons.judge import Judge, Verdict
from lessons.judging import Judged, judge, sound_of
from lessons.playing import Clock
from lessons.scoring import hears
from sim.trace import Trace


@dataclass(frozen=True)
class Job:
    """One take: what it is judged against, what the ears follow, what is played along.

    `clock` where nobody is followed: the program leads.
    """

    asked: Asked
    start: Start
    clock: Clock | None = None


class Sitting:
    """One learner before one rehearsal. `job` says what the take that opens is of.

    `pad`: a further hand for the 板. `waits`: the ears hear a file as fast as they can, and the
    loop waits for them.
    """

    def __init__(
        self,
        practice: Rehearsal,
        ears: Ears,
        judges: Judge,
        job: Callable[[], Job],
        waits: bool = False,
    ) -> None:
        self._practice, self._ears, self._judges = practice, ears, judges
        self._job, self._waits = job, waits
        self._queue: list[Event] = []
        self._open: Job | None = None
        self._opened = self._tick = 0
        self._verdict: Verdict[Judged] | None = None
        self._note = -1
        self.pad: Source | None = None
        self.trace = Trace()
        self.state: State = "starting"
        self.seconds = 0.0
        self.asked: Asked | None = None
        self.recorded: Recorded | None = None
        self.judged: Judged | None = None
        self.trouble = ""
        self.given_up = False

    def act(self, name: str, **value: Any) -> None:
        """Let the learner do something with the next substep."""
        self._queue.append(Event(0, name, value))

    def tap(self, kind: str | None, ago: float = 0.0) -> None:
        """Tap a 板 or a 眼 now, or `ago` seconds before; None: the hand knows but one."""
        if self._open is None:
            return
        at = round((self._ears.seconds - ago) * SUBSTEPS_PER_SECOND)
        if self.trouble:  # no device: the loop's own clock is as good for a hand alone
            at = self._tick - self._opened
        self.act("ban.tap", at=at, **({} if kind is None else {"kind": kind}))
        self.trace.tap(kind or "ban")

    def poll(self, tick: int) -> Sequence[Event]:
        """Return what was done, heard and judged since the last substep."""
        self._tick = tick
        for struck in self.pad.poll(tick) if self.pad is not None else ():
            self.tap(None, struck.value["ago"])
        if self._open is not None:
            if self._open.asked.scorer != "marking":
                self._hear(tick, self._open)
        elif self._verdict is not None and (self._waits or self._verdict.done):
            self._tell(self._verdict)
        queue, self._queue = self._queue, []
        return queue

    def put(self, event: Event) -> None:
        """Begin or end to listen, as the rehearsal says."""
        if event.name == "take.open":
            self._begin(event.tick)
        elif event.name == "take.closed":
            self._close()
        elif event.name == "take.dropped":
            self._let_go()

    def close(self) -> None:
        """Let the take go, and wait for no judge; the ears are whose they were."""
        self._let_go()

    def _begin(self, tick: int) -> None:
        self._open, self._opened = self._job(), tick
        self._note, self.trace = -1, Trace()
        self.seconds, self.trouble, self.given_up = 0.0, "", False
        if self._practice.step.marks is not None:  # made by hand already
            self.act("take.stop")
        else:
            self._ears.start(self._open.start)

    def _hear(self, tick: int, job: Job) -> None:
        if self._waits:
            self._ears.wait_until((tick - self._opened) / SUBSTEPS_PER_SECOND)
        news = self._ears.poll()
        self.state, self.seconds = news.state, news.seconds
        self.trace.hear(news.heard, news.places)
        self._place(news, job.clock)
        if news.trouble:
            self.trouble = news.trouble
        by_hand = news.state == "trouble" and not hears(job.asked.scorer)
        if news.state in ("ended", "trouble") and not by_hand:
            self.act("take.stop")

    def _place(self, news: EarsNews, clock: Clock | None) -> None:
        """Say which note it is now: the follower knows it, or the clock of a program that leads."""
        note = self._note
        if clock is not None and news.state == "listening":
            self.trace.lead(news.seconds - clock.begins)
            note = bisect_right(clock.onsets, news.seconds - clock.begins) - 1
        elif news.places:
            note = news.places[-1].note
        if note != self._note:
            self._note = note
            self.act("ears.place", note=note)

    def _close(self) -> None:
        """End the take and hand it to the judge; where nothing was heard, say why."""
        job, self._open = self._open, None
        assert job is not None
        self.asked, self.recorded = job.asked, None
        sound, device = None, None
        if hears(job.asked.scorer):
            self.recorded = self._ears.stop()
            sound, device = sound_of(self.recorded), self.recorded.facts
        elif job.asked.scorer != "marking":
            device = self._ears.stop().facts
        made, start = self._made(job), job.start
        leaks = start.speakers and (start.tune is not None or bool(start.lines))
        self._verdict = self._judges.ask(judge, job.asked, sound, made, device, leaks)

    def _made(self, job: Job) -> tuple[Event, ...]:
        """Return what was made by hand: taps, or the syllables pointed out, from the phrase's.

        Beside the taps stands what the program struck, which they and strokes are held against.
        """
        step = self._practice.step
        if step.marks is None:
            struck = _struck(job.clock) if job.clock and not self.trouble else ()
            return (*self._practice.taps, *struck)
        first = step.syllables[0] if step.syllables else 0
        chosen = sorted(i - first for i in self._practice.marked)
        return (Event(0, "marks", {"kind": step.marks, "syllables": chosen}),)

    def _tell(self, verdict: Verdict[Judged]) -> None:
        self._verdict = None
        try:
            self.judged = verdict.result()
        except Refusal as refusal:
            self.trouble, self.given_up = self.trouble or str(refusal), True
            self.act("take.drop")
        else:
            self.act("take.told", assessment=self.judged.assessment.model_dump(mode="json"))

    def _let_go(self) -> None:
        if self._open is not None:
            self._open = None
            self._ears.stop()
        if self._verdict is not None:
            self._verdict = None
            self._judges.close()


def _struck(clock: Clock) -> tuple[Event, ...]:
    ticks = (round((clock.begins + at) * SUBSTEPS_PER_SECOND) for at in clock.struck)
    return tuple(Event(tick, "ban.struck") for tick in ticks)
