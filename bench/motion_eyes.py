"""The eyes: what a picture costs, how late a cue comes, and whether the models are the same.

Cost is the time of one core that the process itself used, on which it is held: what else the
machine does meanwhile does not count. The other models are run in an environment of their own,
which is thrown away.
"""

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.audio_set import eval_data
from bench.row import Row
from motion import models
from motion.eyes import Eyes, FileCamera, Start, watch_file
from motion.eyes_link import hush
from motion.landmarks import Picture
from motion.motion import Array
from motion.reference import build

WIDTH, HEIGHT = 640, 480
WARM = 5  # pictures that find the person
HANDS = 60  # pictures of one man who shows both hands
LOOKS = 90  # a second, as often as a window asks
PATIENCE = 600  # seconds for the other environment
PEER = "mediapipe 0.10.21, mp.solutions.pose"
_PEER = """
import json, sys, numpy, mediapipe
from PIL import Image
import skimage.data
pictures = [skimage.data.astronaut()]
pictures += [numpy.asarray(Image.open(path).convert("RGB")) for path in sys.argv[1:]]
found = []
with mediapipe.solutions.pose.Pose(static_image_mode=True, model_complexity=1) as pose:
    for picture in pictures:
        marks = pose.process(picture).pose_world_landmarks
        found.append(marks and [[m.x, m.y, m.z] for m in marks.landmark])
print(json.dumps(found))
"""


def run() -> list[Row]:
    """Measure the eyes on video and photographs. Raises Refusal where data or models lack."""
    people = eval_data() / "motion" / "people"
    models.bundles(models.cache())
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, initializer=_alone) as child:
        body = child.submit(_cost, people / "video.avi", False).result()
        both = child.submit(_cost, people / "video.avi", True).result()
        shown = child.submit(_cost_of_hands, people).result()
        ours = child.submit(_found, sorted(people.glob("*.jpg"))).result()
    return [*_costs(body, both, shown), *_late(people / "video.avi"), *_apart(people, ours)]


def _costs(body: Array, both: Array, shown: Array) -> Iterator[Row]:
    n, size = len(body), f"one core, {WIDTH}×{HEIGHT}"
    for name, value, goal in (
        ("pose full, mean", body.mean(), 18),
        ("pose and hands, mean", both.mean(), 25),
        ("pose and hands, p95", np.percentile(both, 95), 33),
    ):
        yield Row(f"{name}; {size}", float(value), "ms", n, f"≤ {goal}", held=bool(value <= goal))
    yield Row(
        f"pose and hands that are seen all the time, mean; {size}",
        float(shown.mean()), "ms", len(shown),
    )  # fmt: skip


def _late(video: Path) -> Iterator[Row]:
    """Yield how old a picture is when the main process knows where in the movement it is."""
    start = Start(build([watch_file(video, hands=False)]))
    late: list[float] = []
    with closing(Eyes(FileCamera(video))) as eyes:
        eyes.start(start)
        while (news := eyes.poll()).state not in ("ended", "trouble"):
            if news.places:
                late.append((eyes.seconds - news.seconds) * 1000)
            time.sleep(1 / LOOKS)
    for name, value in (("median", np.median(late)), ("p95", np.percentile(late, 95))):
        cue = f"video in real time, from picture to cue, {name}"
        yield Row(cue, float(value), "ms", len(late), "< 120", held=bool(value < 120))


def _apart(people: Path, ours: Sequence[Array | None]) -> Iterator[Row]:
    name = "world landmarks on skimage's astronaut, mean distance"
    try:
        theirs = _theirs(sorted(people.glob("*.jpg")))
    except (OSError, subprocess.SubprocessError) as e:
        yield Row(name, None, "mm", 0, "< 2", PEER, why=f"{type(e).__name__}: {e}"[:200])
        return
    apart = [
        float(np.linalg.norm(a - b, axis=1).mean() * 1000)
        for a, b in zip(ours, theirs, strict=True)
        if a is not None and b is not None
    ]
    agree = sum((a is None) == (b is None) for a, b in zip(ours, theirs, strict=True))
    n = len(ours)
    yield Row(name, apart[0], "mm", 33, "< 2", PEER, 0.0, held=apart[0] < 2)
    yield Row("world landmarks, the worst photograph", max(apart), "mm", len(apart), peer=PEER)
    yield Row("photographs in which both or neither see a person", agree, f"of {n}", n, peer=PEER)


def _theirs(paths: Sequence[Path]) -> list[Array | None]:
    """Run the published solution in an environment that is thrown away."""
    uv = shutil.which("uv", path=os.pathsep.join((str(Path(sys.executable).parent), os.defpath)))
    if uv is None:
        raise FileNotFoundError("uv")
    with TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        for command in (
            [uv, "venv", "--quiet", "--python", sys.executable, folder],
            [uv, "pip", "install", "--quiet", "--python", str(python),
             f"mediapipe=={models.VERSION}", "scikit-image"],
        ):  # fmt: skip
            # from the folder itself: what this project asks of packages is not asked there
            subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE, cwd=folder)
        told = subprocess.run(
            [str(python), "-c", _PEER, *map(str, paths)],
            check=True, capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip
    return [None if marks is None else np.array(marks) for marks in json.loads(told.stdout)]


def _alone() -> None:
    """Hold this process on one core, and let it be quiet."""
    hush()
    if sys.platform == "linux":
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _cost(video: Path, hands: bool) -> Array:
    from motion.webcam import Video  # loads mediapipe, here only

    with closing(Video(video)) as strip:
        pictures = []
        while strip.grab() is not None:
            pictures.append(_sized(strip.take()))
    return _spent(pictures, hands)


def _cost_of_hands(people: Path) -> Array:
    """Return what the photograph with two hands costs, which wanders by a pixel a picture."""
    from motion.folder import Folder

    with closing(Folder(people)) as strip:
        for _turn in range(4):
            strip.grab()
        still = _sized(strip.take())
    return _spent([np.roll(still, k % 10, axis=1) for k in range(HANDS)], True)


def _spent(pictures: Sequence[Picture], hands: bool) -> Array:
    """Return (N,) ms of CPU time of this process for each picture, as the eyes look at them."""
    from motion.webcam import Finder

    spent = []
    with closing(Finder(models.bundles(models.cache()))) as finder:
        finder.begin(hands)
        for k, picture in enumerate(pictures):
            begun = time.process_time()
            finder.find(picture, k / 30)
            spent.append((time.process_time() - begun) * 1000)
    return np.array(spent[WARM:])


def _found(paths: Sequence[Path]) -> list[Array | None]:
    """Return (33, 3) m of the astronaut and of each photograph, None where nobody is found."""
    from skimage.data import astronaut

    from motion.webcam import Finder, picture_of

    pictures = [astronaut(), *map(picture_of, paths)]  # type: ignore[no-untyped-call]
    found: list[Array | None] = []
    with closing(Finder(models.bundles(models.cache()))) as finder:
        for picture in pictures:
            finder.begin(False)
            person = finder.find(picture, 0.0).person
            found.append(None if person is None else person.world)
    return found


def _sized(picture: Picture) -> Picture:
    rows, columns = (
        np.linspace(0, n - 1, wanted).astype(int)
        for n, wanted in zip(picture.shape, (HEIGHT, WIDTH), strict=False)
    )
    return np.ascontiguousarray(picture[rows][:, columns])
