"""What to say about raised timber: which part, how far off, what to do next."""

from collections.abc import Callable

from content.assessment import Finding
from content.texts import _
from lessons.timber_names import bearer_name, part_name


def _say(sentence: str, finding: Finding) -> str:
    """Fill a sentence and begin it with a capital letter."""
    text = sentence.format(
        part=part_name(finding.where.id),
        bearer=bearer_name(finding.where.id),
        value=abs(finding.value),
        tolerance=finding.tolerance,
    )
    return text[:1].upper() + text[1:]


def _missing(f: Finding) -> str:
    return _say(_("{part} is not in its place yet. Take it up and set it down on its mark."), f)


def _order(f: Finding) -> str:
    return _say(
        _(
            "{part} was laid before the {bearer} that bears it, so it has no bed. "
            "Take it off, seat the {bearer} first, then lay it again."
        ),
        f,
    )


def _shown(f: Finding) -> str:
    return _say(
        _(
            "The guide did the step of {part}, so it does not count as yours. "
            "Do it once more with your own hand."
        ),
        f,
    )


def _swapped(f: Finding) -> str:
    return _say(
        _(
            "{part} stands where another part belongs; each was fitted to its own neighbours. "
            "Read the position mark on it and carry it to the place of that name."
        ),
        f,
    )


def _untried(f: Finding) -> str:
    if f.cost:
        return _say(
            _(
                "{part} was raised without a dry fit (会榫). It went in; next time try it with its "
                "mates first, while it can still be pared on the ground."
            ),
            f,
        )
    return _say(
        _(
            "{part} was not found to fit before it was raised, and now it hangs. Take it off, lay "
            "it on the ground, and try it with its mates (会榫): that says which joint presses."
        ),
        f,
    )


def _loose(f: Finding) -> str:
    return _say(
        _(
            "A joint of {part} has {value:.1f} mm more room than was drawn (allowed {tolerance:g} "
            "mm): too much was pared off. Wood does not grow back: go back (Z) to before the last "
            "strokes, pare less, and try it after each one."
        ),
        f,
    )


def _order_past(f: Finding) -> str:
    return _say(
        _(
            "{part} was first laid before the {bearer} that bears it. "
            "The order goes from below upward."
        ),
        f,
    )


def _wrong_bearer(f: Finding) -> str:
    return _say(
        _(
            "{part} cannot sit, because the {bearer} under it does not lie right. "
            "Take it off and put the {bearer} right first."
        ),
        f,
    )


def _upside_down(f: Finding) -> str:
    if f.where.id == "gong":
        return _say(
            _(
                "{part} lies on its head: the rounded ends (卷杀) look up and leave the outer 升 "
                "no seat. Lift it, turn it over, and let it down again."
            ),
            f,
        )
    return _say(
        _(
            "{part} stands on its head: its mouth looks down and can take nothing. "
            "Lift it, turn it over, and set it down again."
        ),
        f,
    )


def _crosswise(f: Finding) -> str:
    if f.where.id == "gong":
        return _say(
            _(
                "{part} lies across the wall line, on the ears of the 坐斗, and cannot go in. "
                "Lift it, turn it a quarter, and lower it into the mouth."
            ),
            f,
        )
    return _say(
        _(
            "{part} is turned {value:.0f}°: its mouth looks across the wall line, and what comes "
            "next cannot go in. Lift it and turn it a quarter."
        ),
        f,
    )


def _gap(f: Finding) -> str:
    if f.direction == "low":
        return _say(
            _(
                "{part} lies {value:.1f} mm below its bed (allowed {tolerance:g} mm), so it is not "
                "on it. Lift it and set it down on its place."
            ),
            f,
        )
    return _say(
        _(
            "{part} hangs {value:.1f} mm above its bed (allowed {tolerance:g} mm). "
            "Lift it, hold it straight over the place, and let it go all the way down."
        ),
        f,
    )


def _tilt(f: Finding) -> str:
    return _say(
        _(
            "{part} leans by {value:.1f}° (allowed {tolerance:g}°). "
            "Lift it a little, level it, and set it down again."
        ),
        f,
    )


def _yaw(f: Finding) -> str:
    return _say(
        _(
            "{part} is turned {value:.1f}° off the wall line (allowed {tolerance:g}°). "
            "Lift it and turn it along the line in small steps."
        ),
        f,
    )


def _offset(f: Finding) -> str:
    return _say(
        _(
            "{part} is {value:.1f} mm beside its place (allowed {tolerance:g} mm). "
            "Lift it and set it anew; the last few millimetres can be tapped with the mallet."
        ),
        f,
    )


def _bed_height(f: Finding) -> str:
    low = _(
        "the bed of {part} is {value:.1f} mm too low (allowed {tolerance:g} mm). "
        "Look whether every part below is in its place."
    )
    high = _(
        "the bed of {part} is {value:.1f} mm too high (allowed {tolerance:g} mm). "
        "Look for the joint below that is not closed."
    )
    return _say(low if f.direction == "low" else high, f)


SENTENCES: dict[str, Callable[[Finding], str]] = {
    "timber.missing": _missing,
    "timber.order": _order,
    "timber.swapped": _swapped,
    "timber.order_past": _order_past,
    "timber.shown": _shown,
    "timber.untried": _untried,
    "timber.loose": _loose,
    "timber.bearer": _wrong_bearer,
    "timber.upside_down": _upside_down,
    "timber.crosswise": _crosswise,
    "timber.gap": _gap,
    "timber.tilt": _tilt,
    "timber.yaw": _yaw,
    "timber.offset": _offset,
    "timber.bed_height": _bed_height,
}
