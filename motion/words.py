"""The few words that are said of a body: which part, and which way it should go.

The same words stand beside the arrow while one moves and in the sentences after the take.
"""

from collections.abc import Callable, Mapping

from content.texts import _
from motion.graded import Direction
from motion.skeleton import SIDES


def words(bone: str, direction: Direction) -> str:
    """Return a cue in words, as "left elbow: higher"; KeyError for a bone nobody named."""
    if bone == "trunk" and direction in _TRUNK:
        return _TRUNK[direction]()
    return _WAYS[direction]().format(part=part(bone))


def part(bone: str) -> str:
    """Return what of the body a bone's end is called. KeyError for a bone nobody named."""
    for side in SIDES:
        if bone.startswith(f"{side}_"):
            named: tuple[str, str] = _PAIRED[bone.removeprefix(f"{side}_")]()
            return named[SIDES.index(side)]
    return _SINGLE[bone]()


_SINGLE: Mapping[str, Callable[[], str]] = {
    "": lambda: _("the whole figure"),
    "trunk": lambda: _("upper body"),
    "head": lambda: _("head"),
    "shoulders": lambda: _("line of the shoulders"),
    "hips": lambda: _("line of the hips"),
}
_PAIRED: Mapping[str, Callable[[], tuple[str, str]]] = {
    "upper_arm": lambda: (_("left elbow"), _("right elbow")),
    "forearm": lambda: (_("left wrist"), _("right wrist")),
    "thigh": lambda: (_("left knee"), _("right knee")),
    "shank": lambda: (_("left ankle"), _("right ankle")),
    "foot": lambda: (_("left toes"), _("right toes")),
    "hand": lambda: (_("left hand"), _("right hand")),
    "thumb": lambda: (_("left thumb"), _("right thumb")),
    "index": lambda: (_("left index finger"), _("right index finger")),
    "middle": lambda: (_("left middle finger"), _("right middle finger")),
    "ring": lambda: (_("left ring finger"), _("right ring finger")),
    "little": lambda: (_("left little finger"), _("right little finger")),
}
_WAYS: Mapping[Direction, Callable[[], str]] = {
    "higher": lambda: _("{part}: higher"),
    "lower": lambda: _("{part}: lower"),
    "forward": lambda: _("{part}: more forward"),
    "back": lambda: _("{part}: more back"),
    "outward": lambda: _("{part}: more outward"),
    "inward": lambda: _("{part}: more inward"),
    "early": lambda: _("too early: wait"),
    "late": lambda: _("too late: go on"),
    "unsteady": lambda: _("stand still"),
    "short": lambda: _("hold it longer"),
}
# The trunk has no side of its own: out is to the right for it.
_TRUNK: Mapping[Direction, Callable[[], str]] = {
    "higher": lambda: _("upper body: more upright"),
    "lower": lambda: _("upper body: bend lower"),
    "outward": lambda: _("upper body: more to your right"),
    "inward": lambda: _("upper body: more to your left"),
}
