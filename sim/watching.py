"""Between a rehearsal and the world: eyes that watch a body, a judge that grades.

A source and a sink of the rehearsal's loop, as `sim.sitting` is for the voice: what the learner
does, what the eyes see and what the judge says goes in as events; when a take opens or closes,
the eyes begin or end. Where voice and body go together the ears listen meanwhile.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from audio.ears import Ears
from audio.ears_messages import Start as Listen
from content.errors import Refusal
from content.event import SUBSTEPS_PER_SECOND, Event
from lessons import moved
from lessons.arts.rehearsal import Rehearsal
from lessons.judge import Judge, Verdict
from lessons.judging import Judged, Sound, sound_of
from lessons.moved import Tried
from motion.eyes import Eyes
from motion.eyes_messages import EyesNews, Start
from motion.motion import Array, Motion, join
from sim.take_end import TakeEnd

EVERY = 8  # substeps between two looks: thirty a second, as fast as a camera


@dataclass(frozen=True)
class Job:
    """One take: what it is judged against, what is watched, when it ends by itself.

    `start` None: nothing is watched, the step is only sung. `listen`: what the ears begin with
    where a voice belongs to it. `corrected` brings what was
    seen to how the learner stands (yaw, mirror) before it is judged.
    """

    tried: Tried
    start: Start | None
    end: TakeEnd
    listen: Listen | None = None
    corrected: Callable[[Motion], Motion] | None = None


class Watching:
    """One learner before one rehearsal. `job` says what the take that opens is of.

    `ears` wakes them where a voice is asked for. `waits`: the eyes see a file as fast as they
    can, and the loop waits for them.
    """

    def __init__(
        self,
        practice: Rehearsal,
        eyes: Eyes,
        judges: Judge,
        job: Callable[[], Job],
        ears: Callable[[], Ears],
        waits: bool = False,
    ) -> None:
        self._practice, self._eyes, self._judges = practice, eyes, judges
        self._job, self._ears, self._waits = job, ears, waits
        self._queue: list[Event] = []
        self._open: Job | None = None
        self._opened = 0
        self._verdict: Verdict[Judged] | None = None
        self.news: EyesNews | None = None
        self.pose: Array | None = None
        self.seconds = 0.0
        self.place: float | None = None
        self.tried: Tried | None = None
        self.motion: Motion | None = None
        self.judged: Judged | None = None
        self.trouble = ""
        self.given_up = False

    @property
    def open(self) -> bool:
        """Whether a take runs."""
        return self._open is not None

    def act(self, name: str, **value: Any) -> None:
        """Let the learner do something with the next substep."""
        self._queue.append(Event(0, name, value))

    def look(self) -> None:
        """Begin to watch without a take: the learner sees what the camera sees of him."""
        self._eyes.start(Start(None, False))
        self.pose = None

    def glance(self) -> EyesNews:
        """Return what is seen now outside a take."""
        return self._take_in(self._eyes.poll())

    def poll(self, tick: int) -> Sequence[Event]:
        """Return what was done, seen and judged since the last substep."""
        if self._open is not None:
            if (tick - self._opened) % EVERY == 0:
                self._see(tick, self._open)
        elif self._verdict is not None and (self._waits or self._verdict.done):
            self._tell(self._verdict)
        queue, self._queue = self._queue, []
        return queue

    def put(self, event: Event) -> None:
        """Begin or end to watch, as the rehearsal says."""
        if event.name == "take.open":
            self._begin(event.tick)
        elif event.name == "take.closed":
            self._close()
        elif event.name == "take.dropped":
            self._let_go()

    def close(self) -> None:
        """Let the take go, and wait for no judge; the eyes are whose they were."""
        self._let_go()

    def _begin(self, tick: int) -> None:
        self._open, self._opened = self._job(), tick
        self.seconds, self.place, self.pose = 0.0, None, None
        self.trouble, self.given_up, self.judged = "", False, None
        if self._open.start is not None:
            self._eyes.start(self._open.start)
        if self._open.listen is not None:
            self._ears().start(self._open.listen)

    def _see(self, tick: int, job: Job) -> None:
        if self._waits:
            self._wait((tick - self._opened) / SUBSTEPS_PER_SECOND, job)
        over = self._hear(job)
        if job.start is not None:
            over = self._watch(job) or over
        if over or job.end.due(self.seconds, self._along(job)):
            self.act("take.stop")

    def _hear(self, job: Job) -> bool:
        """Let the ears go on; return whether the take is over for them."""
        if job.listen is None:
            return False
        news = self._ears().poll()
        if job.start is not None:  # what moves is seen on when nothing is heard any longer
            return False
        self.seconds, self.trouble = news.seconds, news.trouble or self.trouble
        return news.state in ("ended", "trouble")

    def _watch(self, job: Job) -> bool:
        """Take what was seen; return whether the take is over for the eyes."""
        before = self.news.notice if self.news else None
        news = self._take_in(self._eyes.poll())
        self.seconds = news.seconds
        if news.notice != before:
            self.act("eyes.notice", what=news.notice)
        if news.places:
            self.place = news.places[-1].seconds if news.places[-1].sure else None
        if news.trouble:
            self.trouble = news.trouble
        return news.state in ("ended", "trouble")

    def _along(self, job: Job) -> float | None:
        """Return how many seconds of the reference the learner has done, None where unsure."""
        reference = job.tried.reference
        if reference is None or self.place is None:
            return None
        return self.place - float(reference.times[0])

    def _wait(self, seconds: float, job: Job) -> None:
        if job.start is not None:
            self._eyes.wait_until(seconds)
        if job.listen is not None:
            self._ears().wait_until(seconds)

    def _take_in(self, news: EyesNews) -> EyesNews:
        self.news = news
        if len(news.frames.times):
            seen = news.frames.canonical()
            if self._open is not None and self._open.corrected is not None:
                seen = self._open.corrected(seen)
            self.pose = seen.positions[-1]
        return news

    def _close(self) -> None:
        """End the take and hand what was seen, and sung, to the judge."""
        job, self._open = self._open, None
        assert job is not None
        self.tried, self.motion = job.tried, join(())
        if job.start is not None:
            seen = self._eyes.stop().motion.canonical()
            self.motion = job.corrected(seen) if job.corrected is not None else seen
        if self.trouble and not len(self.motion.times) and job.listen is None:
            self.given_up = True  # nothing was seen, and it is known why
            self.act("take.drop")
            return
        sound: Sound | None = None
        device = None
        if job.listen is not None:
            recorded = self._ears().stop()
            sound, device = sound_of(recorded), recorded.facts
        self._verdict = self._judges.ask(moved.judge, job.tried, self.motion, sound, device)

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
            job, self._open = self._open, None
            if job.start is not None:
                self._eyes.stop()
            if job.listen is not None:
                self._ears().stop()
        if self._verdict is not None:
            self._verdict = None
            self._judges.close()
