"""Takes of a master, one after the other: the count, the eyes, the end by standing still."""

from motion.eyes import Eyes
from motion.eyes_messages import Camera, EyesNews, FileCamera, LiveCamera, Start
from motion.motion import Array, Motion
from sim.rooms.movement_ready import Ready
from sim.rooms.movement_recorded import SHORTEST, Kept, Stillness, kept


class Recorder:
    """Watches through `eyes`, which have this `camera`; `hands` are looked for too."""

    def __init__(self, eyes: Eyes, camera: Camera, hands: bool) -> None:
        self._eyes, self._hands = eyes, hands
        self._live = live = isinstance(camera, LiveCamera)
        self._waits = isinstance(camera, FileCamera) and not camera.paced
        self.ready = Ready(live, measures=False)
        self.takes: list[Kept] = []
        self.pose: Array | None = None
        self.news: EyesNews | None = None
        self.recording = False
        self.seconds = self._until = 0.0
        self._looking = False
        self._still = Stillness()

    def press(self) -> None:
        """Begin a take, or end it."""
        if self.recording:
            self._end()
        else:
            self.ready.begin()

    def drop(self, k: int) -> None:
        """Leave a take out; how far the later ones lie from the earlier is told anew."""
        motions = [take.motion for i, take in enumerate(self.takes) if i != k]
        self.takes = []
        for motion in motions:
            self._keep(motion)

    def frame(self, elapsed: float) -> None:
        """Look, count, record. Raises Refusal where nobody was seen in a take."""
        if not self.recording and self._live and not self._looking:
            self._looking = True
            self._eyes.start(Start(None, self._hands))
        if self.recording and self._waits:
            self._until += elapsed
            self._eyes.wait_until(self._until)
        if self.recording or self._looking:
            self._see()
        if self.ready.frame(elapsed, self.news):
            self._begin()

    def _see(self) -> None:
        news = self.news = self._eyes.poll()
        for at, pose in zip(news.frames.times, news.frames.canonical().positions, strict=True):
            self.pose = pose
            if self.recording and self._live and self._still.put(float(at), pose):
                self._end()
                return
        if self.recording:
            self.seconds = news.seconds
            if news.state in ("ended", "trouble"):
                self._end()

    def _begin(self) -> None:
        self._eyes.start(Start(None, self._hands))
        self._looking, self.recording, self.seconds = False, True, 0.0
        first = max((take.seconds for take in self.takes[:1]), default=0.0)
        self._until, self._still = 0.0, Stillness(max(SHORTEST, 0.8 * first))

    def _end(self) -> None:
        self.recording = False
        motion = self._eyes.stop().motion.canonical()
        self._keep(motion)

    def _keep(self, motion: Motion) -> None:
        self.takes.append(kept(motion, [take.motion for take in self.takes]))
