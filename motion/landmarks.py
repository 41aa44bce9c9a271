"""From the landmarks of a picture (33 of a pose, 21 of a hand) to the one skeleton.

mediapipe's metres have x to the right of the picture, y down and z away from the camera, with
the middle of the hips at 0; of a hand they are about its own middle, so a hand is put to the
body's wrist. What is not in the picture, or not surely seen, is NaN.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from motion.motion import Array
from motion.skeleton import FINGERS, JOINTS, LIMB, SIDES

SEEN = 0.5  # visibility below which a landmark is a guess
NEAR = 0.4  # of the trunk's length in the picture: a hand farther from both wrists is another's
APART = 0.5  # of it: two poses nearer than that are one person found twice
LIKE = 0.5  # of it: a figure smaller than that walks by in the background

AROUND = 0.3  # of it: what of a figure lies beyond its joints
GREY = 128

Picture = npt.NDArray[np.uint8]  # (H, W, 3) red, green, blue

_EARS, _SHOULDERS, _HIPS, _WRISTS = (7, 8), (11, 12), (23, 24), (15, 16)
_FIRST = dict(zip(LIMB, (11, 13, 15, 23, 25, 27, 31), strict=True))  # of the left; right: + 1
BODY: Mapping[str, tuple[int, ...]] = {
    "head": _EARS,
    "nose": (0,),
    "neck": _SHOULDERS,
    **{f"{side}_{limb}": (at + k,) for k, side in enumerate(SIDES) for limb, at in _FIRST.items()},
}
THUMB = ("metacarpal", "proximal", "distal", "tip")
FINGER = ("proximal", "intermediate", "distal", "tip")
HAND = (
    "wrist",
    *(f"thumb_{part}" for part in THUMB),
    *(f"{finger}_{part}" for finger in FINGERS for part in FINGER),
)


@dataclass(frozen=True)
class Person:
    """A pose: `image` (33, 2) in heights of the picture from its upper left corner, `world`
    (33, 3) m in mediapipe's axes, `seen` (33,) 0..1: 0 where it lies outside the picture.
    """

    image: Array
    world: Array
    seen: Array

    @property
    def trunk(self) -> float:
        """How long the trunk is in the picture, in its heights."""
        return float(np.linalg.norm(_middle(self.image, _SHOULDERS) - _middle(self.image, _HIPS)))


@dataclass(frozen=True)
class Hand:
    """A hand: `image` (21, 2) as a Person's, `world` (21, 3) m, `score` 0..1."""

    image: Array
    world: Array
    score: float


@dataclass(frozen=True)
class Found:
    """What was found in one picture, `aspect` widths to its height, of mean `light` 0..1.

    `hands` and `several` (whether there is more than one person) are None where this picture
    was not asked for them.
    """

    aspect: float
    light: float
    person: Person | None
    hands: Sequence[Hand] | None
    several: bool | None


def joints(person: Person, hands: Mapping[str, Hand]) -> tuple[Array, Array]:
    """Return (J, 3) m and (J,) confidence of `skeleton.JOINTS`, the middle of the hips at 0.

    `hands`: by side, whichever are seen.
    """
    found: dict[str, tuple[Array, float]] = {}
    for joint, marks in BODY.items():
        found[joint] = _middle(person.world, marks), float(person.seen[list(marks)].min())
    for side, hand in hands.items():
        wrist, seen = found[f"{side}_wrist"]
        if seen > 0:  # it lies in the picture, and who finds the hand there sees the wrist
            seen = max(seen, hand.score)
            found[f"{side}_wrist"] = wrist, seen
        about = hand.world - hand.world[0] + wrist
        for part, place in zip(HAND, about, strict=True):
            found[f"{side}_hand_{part}"] = place, min(seen, hand.score)
    positions, confidence = np.full((len(JOINTS), 3), np.nan), np.zeros(len(JOINTS))
    for k, joint in enumerate(JOINTS):
        place, seen = found.get(joint, (None, 0.0))
        if place is not None and seen >= SEEN:
            positions[k], confidence[k] = room(place), seen
    return positions, confidence


def room(vectors: Array) -> Array:
    """Return mediapipe's (..., 3) in the room's axes."""
    x, down, away = np.moveaxis(vectors, -1, 0)
    return np.stack([x, away, -down], axis=-1)


def matched(person: Person, hands: Sequence[Hand]) -> Mapping[str, Hand]:
    """Return each wrist's nearest hand, each hand once; what is near to neither is no one's."""
    pairs = sorted(
        (float(np.linalg.norm(hand.image[0] - person.image[wrist])), side, k)
        for side, wrist in zip(SIDES, _WRISTS, strict=True)
        for k, hand in enumerate(hands)
    )
    found: dict[str, int] = {}
    for distance, side, k in pairs:
        near = distance <= NEAR * person.trunk
        if near and side not in found and k not in found.values():
            found[side] = k
    return {side: hands[k] for side, k in found.items()}


def several(people: Sequence[Person]) -> bool:
    """Whether a second one is about as near as the nearest, and not the same found twice."""
    if len(people) < 2:
        return False
    first, *others = sorted(people, key=lambda p: -p.trunk)
    return any(
        p.trunk >= LIKE * first.trunk
        and np.linalg.norm(_centre(p) - _centre(first)) > APART * first.trunk
        for p in others
    )


def covered(picture: Picture, person: Person) -> Picture:
    """Return (H, W, 3) with grey where a person is seen, so that another may be found beside."""
    seen = person.image[person.seen >= SEEN]
    found = picture.copy()
    if len(seen):
        corners = np.array([seen.min(axis=0) - AROUND * person.trunk,
                            seen.max(axis=0) + AROUND * person.trunk])  # fmt: skip
        (left, top), (right, bottom) = (np.maximum(corners, 0) * len(picture)).astype(int)
        found[top:bottom, left:right] = GREY
    return found


def _centre(person: Person) -> Array:
    return _middle(person.image, (*_SHOULDERS, *_HIPS))


def _middle(points: Array, marks: Sequence[int]) -> Array:
    return np.asarray(points[list(marks)].mean(axis=0))
