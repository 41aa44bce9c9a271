"""What to try for a part of the body that should go a way: one whole sentence for each."""

from collections.abc import Callable, Mapping

from content.texts import _
from motion.graded import Direction
from motion.skeleton import SIDES

Ways = Mapping[Direction, Callable[[], str]]


def remedy(bone: str, direction: Direction) -> str:
    """Return one thing to try for a bone that should go a way; `bone` "" for time and holds."""
    for side in SIDES:
        bone = bone.removeprefix(f"{side}_")
    ways: Ways = {**_TIMES, **_KINDS.get(bone, {})}
    return ways.get(direction, _slowly)()


def _slowly() -> str:
    return _("Do this place alone, slowly, and stop where the reference stops.")


def _finger() -> str:
    return _("Set this finger alone, slowly, and then with the others.")


def _hand() -> str:
    return _("Hold the forearm still and turn only the wrist.")


def _bend() -> str:
    return _("Bend the knee a little more; where the foot stays down, it is the knee that moves.")


def _straighten() -> str:
    return _("Straighten the knee a little; where the foot stays down, it is the knee that moves.")


def _knee_over_toes() -> str:
    return _("Let the knee point where the toes point.")


def _toes_first() -> str:
    return _("Look where the toes point before you begin.")


_UPPER_ARM: Ways = {
    "higher": lambda: _("Lead with the elbow and let the shoulder stay down."),
    "lower": lambda: _("Let the elbow sink; the shoulder stays where it is."),
    "forward": lambda: _("Bring the arm forward from the shoulder; the trunk does not turn."),
    "back": lambda: _("Take the arm back from the shoulder; the trunk does not turn."),
    "outward": lambda: _("Open the arm from the shoulder; the trunk does not lean with it."),
    "inward": lambda: _("Bring the arm in from the shoulder; the trunk does not lean with it."),
}
_FOREARM: Ways = {
    "higher": lambda: _("Keep the elbow where it is and let only the forearm rise."),
    "lower": lambda: _("Keep the elbow where it is and let only the forearm sink."),
    "forward": lambda: _("Keep the elbow where it is and carry only the hand forward."),
    "back": lambda: _("Keep the elbow where it is and take only the hand back."),
    "outward": lambda: _("Keep the elbow where it is and carry only the hand outward."),
    "inward": lambda: _("Keep the elbow where it is and bring only the hand in."),
}
_TRUNK: Ways = {
    "higher": lambda: _("Stand on both feet and grow tall from the waist."),
    "lower": lambda: _("Bend from the hips, slowly, both feet on the floor."),
    "forward": lambda: _("Lean a little forward from the hips; both feet stay down."),
    "back": lambda: _("Bring the chest back over the hips."),
    "outward": lambda: _("Bend at the waist to that side; both feet stay on the floor."),
    "inward": lambda: _("Bend at the waist to that side; both feet stay on the floor."),
}
_THIGH: Ways = {
    "higher": _bend,
    "lower": _straighten,
    "forward": _bend,
    "back": _straighten,
    "outward": _knee_over_toes,
    "inward": _knee_over_toes,
}
_SHANK: Ways = {
    "higher": _bend,
    "lower": _straighten,
    "forward": _straighten,
    "back": _bend,
    "outward": lambda: _("Put the foot down a little farther out, then bring your weight onto it."),
    "inward": lambda: _("Put the foot down a little farther in, then bring your weight onto it."),
}
_FOOT: Ways = {
    "higher": lambda: _("Let the toes rise and keep the heel where it is."),
    "lower": lambda: _("Let the toes sink and keep the heel where it is."),
    "forward": _toes_first,
    "back": _toes_first,
    "outward": _toes_first,
    "inward": _toes_first,
}
_WAYS: tuple[Direction, ...] = tuple(_UPPER_ARM)
_KINDS: Mapping[str, Ways] = {
    "upper_arm": _UPPER_ARM,
    "forearm": _FOREARM,
    "trunk": _TRUNK,
    "thigh": _THIGH,
    "shank": _SHANK,
    "foot": _FOOT,
    "hand": dict.fromkeys(_WAYS, _hand),
    **dict.fromkeys(("thumb", "index", "middle", "ring", "little"), dict.fromkeys(_WAYS, _finger)),
}
_TIMES: Ways = {
    "early": lambda: _("Finish what you are doing before you go on."),
    "late": lambda: _("Leave the place before it sooner."),
    "unsteady": lambda: _("Breathe out, let the shoulders sink, and only then hold."),
    "short": lambda: _("Count slowly to yourself while you stand."),
}
