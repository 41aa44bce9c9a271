"""A movement as it is written down: poses at beats, told by where each part of the body points.

A pose says only what differs from standing at ease. Every figure is in degrees.
"""

from itertools import pairwise

from pydantic import Field, field_validator

from content.model import Basis, Document, Text
from content.texts import _

FORMAT = 1
SIDES = ("left", "right")


class Lean(Document):
    """How the trunk, or the head upon it, leaves the upright, in degrees.

    `turn` to his own left, then `forward` from the upright, then `side` to his own left; the
    other way is less than 0.
    """

    turn: float = Field(default=0, ge=-90, le=90)
    forward: float = Field(default=0, ge=-60, le=120)
    side: float = Field(default=0, ge=-60, le=60)


class Limb(Document):
    """Where a part of an arm or a leg points, seen from the trunk (a leg: from the hips).

    `lift`: 0 hangs down, 90 is level, 180 straight up. `forward`: 0 to its own side, 90 ahead,
    180 across the body, -90 back; where it hangs or stands straight up that says nothing.
    """

    lift: float = Field(ge=0, le=180)
    forward: float = Field(default=0, ge=-360, le=360)


class Hand(Limb):
    """Where a hand points, where its palm looks, and how far each joint of a finger is bent.

    `palm`: 0 to the body or down, 90 ahead (of an arm ahead: inward), 180 away or up, -90 back.
    `curl` bends all fingers; one that is named has its own.
    """

    palm: float = Field(default=0, ge=-360, le=360)
    curl: float = Field(default=10, ge=-20, le=100)
    thumb: float | None = Field(default=None, ge=-20, le=100)
    index: float | None = Field(default=None, ge=-20, le=100)
    middle: float | None = Field(default=None, ge=-20, le=100)
    ring: float | None = Field(default=None, ge=-20, le=100)
    little: float | None = Field(default=None, ge=-20, le=100)


class Pose(Document):
    """A pose: what is not named stands at ease.

    `arms` and the like mean both sides alike, `left_arm` one of them. An arm is straight unless
    its forearm is named; hands that are not named are not shown.
    """

    trunk: Lean | None = None
    head: Lean | None = None
    arms: Limb | None = None
    left_arm: Limb | None = None
    right_arm: Limb | None = None
    forearms: Limb | None = None
    left_forearm: Limb | None = None
    right_forearm: Limb | None = None
    hands: Hand | None = None
    left_hand: Hand | None = None
    right_hand: Hand | None = None
    thighs: Limb | None = None
    left_thigh: Limb | None = None
    right_thigh: Limb | None = None
    shanks: Limb | None = None
    left_shank: Limb | None = None
    right_shank: Limb | None = None

    def limb(self, side: str, part: str) -> Limb | None:
        """Return where "arm", "forearm", "thigh" or "shank" of a side points, if it is named."""
        named: Limb | None = getattr(self, f"{side}_{part}") or getattr(self, f"{part}s")
        return named

    def hand(self, side: str) -> Hand | None:
        """Return how the hand of a side is held, if it is named."""
        return (self.left_hand if side == "left" else self.right_hand) or self.hands


class Keyframe(Document):
    """A pose that is reached at beat `at` (0 is the first) and held for `hold` beats."""

    at: float = Field(ge=0, le=500)
    hold: float = Field(default=0, ge=0, le=100)
    pose: Pose
    say: Text | None = None


class Movement(Document):
    """A movement from keyframe to keyframe. Raises ValueError where they do not follow.

    `say`: one sentence of what to do; `bpm` beats a minute; `basis` what it rests on.
    """

    format: int = Field(ge=1)
    id: str = Field(min_length=1)
    title: Text
    say: Text
    bpm: float = Field(ge=20, le=200)
    keyframes: tuple[Keyframe, ...] = Field(max_length=500)
    basis: Basis

    @property
    def beats(self) -> float:
        """How many beats it lasts, the last pose's hold included."""
        return self.keyframes[-1].at + self.keyframes[-1].hold

    @field_validator("keyframes")
    @classmethod
    def _in_order(cls, frames: tuple[Keyframe, ...]) -> tuple[Keyframe, ...]:
        if len(frames) < 2:
            raise ValueError(_("a movement goes from one keyframe to another; write two at least"))
        if frames[0].at != 0:
            raise ValueError(_("the first keyframe has to be at beat 0"))
        for i, (a, b) in enumerate(pairwise(frames), 2):
            if b.at <= a.at + a.hold:
                sentence = _("keyframe {n} has to begin after the one before it ends")
                raise ValueError(sentence.format(n=i))
        return frames

    @field_validator("keyframes")
    @classmethod
    def _hands_throughout(cls, frames: tuple[Keyframe, ...]) -> tuple[Keyframe, ...]:
        for side in SIDES:
            named = [frame.pose.hand(side) is not None for frame in frames]
            if any(named) and not all(named):
                sentence = _("keyframe {n} leaves out a hand that others name; name it in all")
                raise ValueError(sentence.format(n=named.index(False) + 1))
        return frames


class Still(Document):
    """One pose drawn from words alone: no performer stood for it. `say`: those words."""

    id: str = Field(min_length=1)
    title: Text
    say: Text
    pose: Pose
    basis: Basis


class Stills(Document):
    """A file of poses drawn from words."""

    format: int = Field(ge=1)
    stills: tuple[Still, ...]
