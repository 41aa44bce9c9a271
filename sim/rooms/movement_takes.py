"""The take of a movement in the window: the eyes, the ghost a moment ahead, the one live aid."""

from collections.abc import Callable
from dataclasses import replace

from audio import knock
from audio.knock import Knock
from audio.speaker import Speaker
from lessons import playing
from lessons.arts.rehearsal import FOLLOW, REHEARSE, WATCH, Rehearsal
from lessons.moved import Tried
from lessons.playing import Playing
from motion import calibrate
from motion.cues import Cue
from motion.eyes_messages import EyesNews, FileCamera, LiveCamera, Start
from motion.motion import Array, Motion
from sim.app import App
from sim.live_aid import LiveAid
from sim.rooms.movement_bodies import Shadow, clothed
from sim.rooms.movement_ready import Ready
from sim.rooms.movement_stage import Who, pose_at
from sim.take_end import TakeEnd
from sim.watching import Job, Watching

LEAD = 0.4  # seconds that the ghost is ahead of the learner (Ikeda et al. 2018 used 0.3 to 0.5)
LATE = 1.0  # seconds: farther from the ghost the follower has lost him, who sees the ghost
BEAT = Knock(0.4, "camphor", 0.5)


class Moves:
    """Leads from the space bar to the judge, and says who is seen meanwhile.

    `ghost`: the reference is shown beside the learner though the stage would leave it out.
    """

    def __init__(self, app: App, practice: Rehearsal, tried: Callable[[], Tried]) -> None:
        self._app, self.practice, self._tried = app, practice, tried
        self.live = isinstance(app.camera, LiveCamera)
        waits = isinstance(app.camera, FileCamera) and not app.camera.paced
        self.watching = Watching(practice, app.eyes, app.judge, self._job, lambda: app.ears, waits)
        self.ready = Ready(self.live)
        self.ghost = False
        self.tempo = 1.0
        self.cue: Cue | None = None
        self._aid: LiveAid | None = None
        self._shadow = Shadow()
        self._speaker = Speaker()
        self._beats: list[float] = []
        self._looking = False
        self.deaf = ""  # why the camera sees nothing

    @property
    def camera(self) -> str:
        """What is looked through, as it is shown at every take."""
        camera = self._app.camera
        return camera.path.name if isinstance(camera, FileCamera) else ""

    @property
    def news(self) -> EyesNews | None:
        """What the eyes said last."""
        return self.watching.news

    @property
    def notice(self) -> str | None:
        """What hinders the eyes now, None for nothing.

        Beside what they say themselves: "trouble" where the camera is gone, "waking", "fetching".
        """
        news = self.news
        if self.deaf:
            return "trouble"
        if news is None or self._tried().sung or not (self._looking or self.watching.open):
            return None
        if news.state == "starting":
            return "waking" if news.fetched is None else "fetching"
        return news.notice

    @property
    def length(self) -> float | None:
        """How long the take that runs is meant to be (s), None where nothing says so."""
        reference = self._tried().reference
        return None if reference is None else self._length(reference.duration)

    @property
    def share(self) -> float | None:
        """How much of the take is over (0..1), None where nothing says how long it is."""
        return None if self.length is None else self.watching.seconds / self.length

    @property
    def left(self) -> int:
        """Whole seconds that are left, or that have passed where nothing says how long it is."""
        seconds = self.watching.seconds
        return round(seconds if self.length is None else max(self.length - seconds, 0.0))

    def ask_ghost(self) -> None:
        """Bring the pale figure, or let it go; a take that runs keeps what it began with."""
        if not self.watching.open:
            self.ghost = not self.ghost

    def begin(self) -> None:
        """A take was asked for; to sing nobody has to step back."""
        if self._tried().sung:
            self.watching.act("take.start")
            return
        if self.deaf:  # perhaps it was plugged in meanwhile
            self._looking, self.deaf = False, ""
        self.ready.begin()

    def stop(self) -> None:
        """End the take, or let none begin."""
        self.ready.cancel()
        if self.watching.open:
            self.watching.act("take.stop")

    def frame(self, elapsed: float) -> None:
        """Look, count, begin; follow with the live aid; strike the beats."""
        if self.practice.place.doing == "ready":
            self._look()
        elif self.watching.open:
            self._follow()
        if self.ready.frame(elapsed, self.news):
            self._looking = False
            self.watching.act("take.start")

    def happened(self, name: str) -> None:
        """Take what the rehearsal says of the take."""
        if name == "take.open":
            self._open()
        elif name in ("take.closed", "take.dropped"):
            self.cue = self._aid = None

    def cast(self) -> tuple[Who, ...]:
        """Return who is seen while nothing is played."""
        reference = self._tried().reference
        if self._tried().sung:
            return ()
        if reference is None or (self._stage == WATCH and not self.ready.busy):
            return ("master",) if reference is not None else ("learner",)
        return ("ghost", "learner") if self._shows_ghost else ("learner",)

    def poses(self) -> dict[Who, Array | None]:
        """Return the poses of now."""
        own = self.watching.pose
        found: dict[Who, Array | None] = {"learner": None if own is None else clothed(own)}
        reference = self._tried().reference
        if reference is not None:
            begins = float(reference.times[0])
            ahead = self.watching.seconds * self.tempo + LEAD if self.watching.open else 0.0
            shadow = self._shadow.of(reference, self.ready.calibration)
            found["ghost"] = pose_at(shadow, begins + ahead)
            found["master"] = pose_at(reference.ghost, begins)
        return found

    def close(self) -> None:
        """Watch no more."""
        self.watching.close()
        self._speaker.close()

    @property
    def _stage(self) -> int:
        return self.practice.place.stage

    @property
    def _shows_ghost(self) -> bool:
        return self._stage == FOLLOW or self.ghost

    def _length(self, duration: float) -> float:
        return duration / self.tempo if self._shows_ghost else duration

    def _look(self) -> None:
        """Let the learner see himself between the takes, if a camera looks at a room."""
        if not self.live:
            return
        if not self._looking:
            self._looking = True
            self.watching.look()
        news = self.watching.glance()
        self.deaf = (news.trouble or "") if news.state == "trouble" else ""
        if self.deaf:
            self.ready.cancel()

    def _job(self) -> Job:
        """Return what the take is of; alone in the last stage it is held against the beats."""
        struck = self._stage == REHEARSE and not self._shows_ghost
        tried = replace(self._tried(), in_time=struck)
        length = None if tried.reference is None else self._length(tried.reference.duration)
        end = TakeEnd(length, self._shows_ghost)
        listen = None
        if tried.voice is not None:
            along = self._stage in (FOLLOW, REHEARSE)
            listen, _clock = playing.start(tried.voice, Playing(), along, False)
        start = None if tried.sung else Start(tried.reference, "hands" in tried.step.sees)
        return Job(tried, start, end, listen, self._corrected())

    def _corrected(self) -> Callable[[Motion], Motion] | None:
        known = self.ready.calibration
        return None if known is None else lambda motion: calibrate.applied(motion, known)

    def _open(self) -> None:
        reference = self._tried().reference
        self.cue, self._beats = None, []
        self._aid = LiveAid(reference) if reference and self._shows_ghost else None
        if reference is not None and self._stage == REHEARSE:
            self._beats = [beat - float(reference.times[0]) for beat in reference.marks.beats]

    def _follow(self) -> None:
        watching = self.watching
        while self._beats and watching.seconds >= self._beats[0]:
            self._beats.pop(0)
            self._speaker.play(knock.sound(BEAT))
        reference = self._tried().reference
        if self._aid is None or watching.pose is None or reference is None:
            return
        led = float(reference.times[0]) + watching.seconds * self.tempo
        place = watching.place
        if place is None or abs(place - led) > LATE:
            place = led
        self.cue = self._aid.put(watching.seconds, place, watching.pose)
