"""What to say about a movement: which part, when, how far off, which way, what to try.

The words for parts and ways are those of the cues (`motion.words`), so that what stood beside the
arrow is what is said after the take.
"""

from collections.abc import Callable, Sequence

from content.assessment import Finding
from content.texts import _
from lessons.motion_remedies import remedy
from motion.graded import Direction
from motion.words import part, words

WAYS: tuple[Direction, ...] = ("higher", "lower", "forward", "back", "outward", "inward")
HAND = ("hand", "thumb", "index", "middle", "ring", "little")


def _way(direction: Direction) -> Callable[[Finding], str]:
    """Return the sentence for a bone that should have gone a way."""

    def say(f: Finding) -> str:
        start, end = f.where.span or (0.0, 0.0)
        text = _("{words}. From {start:.1f} to {end:.1f} s it was about {value:.0f}° off. {remedy}")
        return text.format(
            words=_first(words(f.where.id, direction)), start=start, end=end, value=f.value,
            remedy=remedy(f.where.id, direction),
        )  # fmt: skip

    return say


def _always(direction: Direction) -> Callable[[Finding], str]:
    """Return the sentence for a bone that should have gone a way from beginning to end."""

    def say(f: Finding) -> str:
        text = _("{words}. It was about {value:.0f}° off all the time. {remedy}")
        return text.format(
            words=_first(words(f.where.id, direction)), value=f.value,
            remedy=remedy(f.where.id, direction),
        )  # fmt: skip

    return say


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _late(f: Finding) -> str:
    return _timed(_("From {start:.1f} to {end:.1f} s you came {value:.1f} s late. {remedy}"), f)


def _early(f: Finding) -> str:
    return _timed(_("From {start:.1f} to {end:.1f} s you came {value:.1f} s early. {remedy}"), f)


def _timed(sentence: str, f: Finding) -> str:
    start, end = f.where.span or (0.0, 0.0)
    way: Direction = "late" if f.cause == "motion.late" else "early"
    return sentence.format(start=start, end=end, value=f.value / 1000, remedy=remedy("", way))


def _short(f: Finding) -> str:
    start, end = f.where.span or (0.0, f.tolerance)
    text = _(
        "From {start:.1f} to {end:.1f} s the pose is held; you stood still for {value:.1f} s. "
        "{remedy}"
    )
    return text.format(start=start, end=end, value=f.value, remedy=remedy("", "short"))


def _unsteady(f: Finding) -> str:
    start, end = f.where.span or (0.0, 0.0)
    text = _(
        "From {start:.1f} to {end:.1f} s the pose is held; your hands swayed by {value:.0f} cm. "
        "{remedy}"
    )
    return text.format(start=start, end=end, value=100 * f.value, remedy=remedy("", "unsteady"))


def unseen(bones: Sequence[str]) -> str:
    """Return one sentence for all bones that were not seen, and how to let them be seen."""
    named = _(", ").join(part(bone) for bone in bones)
    if all(bone.partition("_")[2] in HAND for bone in bones):
        text = _("{parts}: not seen clearly and not counted. Come nearer, in good light.")
    else:
        text = _("{parts}: not seen clearly and not counted. Step back or turn a little.")
    return _first(text.format(parts=named))


def _unseen(f: Finding) -> str:
    return unseen([f.where.id])


def _master(f: Finding) -> str:
    return _(
        "Only a master's own takes can say what is right here, and there are none yet. "
        "Your take was seen and is not judged."
    )


def _few_frames(f: Finding) -> str:
    return _("This take is too short to be judged. Do the whole movement and record it again.")


def _too_long(f: Finding) -> str:
    return _("This take is longer than ten minutes. Record one movement at a time.")


def _not_seen(f: Finding) -> str:
    return _("Nobody was seen in this take. Stand in the picture, in good light, and try again.")


def _half_seen(f: Finding) -> str:
    text = _(
        "Only {percent} % of what matters here was seen; a score needs {needed} %. "
        "Step back until your whole body is in the picture, and nobody else as near."
    )
    return text.format(percent=round(100 * f.value), needed=round(100 * f.tolerance))


def _other_joints(f: Finding) -> str:
    return _(
        "This take has none of the joints that are judged here, so nothing can be compared. "
        "Record it with this program."
    )


def _no_movement(f: Finding) -> str:
    return _("You hardly moved, so there is nothing to compare. Follow the movement, then stop.")


def _unseen_hands(f: Finding) -> str:
    return _("Both hands have to be seen here. Come nearer, in good light, the sleeves back.")


def _unseen_legs(f: Finding) -> str:
    return _("Both legs have to be seen here. Step back, or set the camera lower.")


def _unseen_feet(f: Finding) -> str:
    return _("Both feet have to be seen here. Step back, or set the camera lower.")


SENTENCES: dict[str, Callable[[Finding], str]] = {
    **{f"motion.{way}": _way(way) for way in WAYS},
    **{f"motion.{way}.throughout": _always(way) for way in WAYS},
    "motion.late": _late,
    "motion.early": _early,
    "motion.short": _short,
    "motion.unsteady": _unsteady,
    "motion.unseen": _unseen,
    "motion.master": _master,
    "motion.few_frames": _few_frames,
    "motion.too_long": _too_long,
    "motion.not_seen": _not_seen,
    "motion.half_seen": _half_seen,
    "motion.other_joints": _other_joints,
    "motion.no_movement": _no_movement,
    "motion.unseen_hands": _unseen_hands,
    "motion.unseen_legs": _unseen_legs,
    "motion.unseen_feet": _unseen_feet,
}
