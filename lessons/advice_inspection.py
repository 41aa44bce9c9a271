"""What to say after a search for mistakes: what was there, and how it would have been found."""

from collections.abc import Callable

from content.assessment import Finding
from content.texts import _
from lessons.timber_names import part_name


def kind_name(kind: str) -> str:
    """Return what a mistake is called, in the language in use."""
    return {
        "turned": _("turned the wrong way"),
        "upside_down": _("on its head"),
        "swapped": _("in another one's place"),
        "chip": _("a chip under its bed"),
        "wide": _("mouth cut too wide"),
        "short": _("tenon too short"),
        "lean": _("foot planed askew, out of plumb"),
        "peg": _("its peg is missing"),
    }[kind]


def sized(what: str, value: float, unit: str) -> str:
    """Return a mistake with its size, where that is a length."""
    sentence = {"mm": _("{what} ({value:g} mm)"), "mm/m": _("{what} ({value:g} mm/m)")}.get(unit)
    return sentence.format(what=what, value=value) if sentence else what


def remedy(kind: str) -> str:
    """Return how a mistake is found: with which tool, and where."""
    return {
        "turned": _("The eye finds it: look along the wall line which way each part looks."),
        "upside_down": _("The eye finds it: a mouth that looks down can take nothing."),
        "swapped": _("The position mark on it tells: read it beside the name of its place."),
        "chip": _("The feeler finds it: push it in under the bed, all the way round."),
        "wide": _("The feeler finds it: push it in at the side; and a tap sounds dull."),
        "short": _("A tap finds it: a tenon that hardly holds sounds dull, with no air under it."),
        "lean": _("The plumb line finds it, and the square tells the lowest part that is askew."),
        "peg": _("A tap finds it: without its peg it sounds dull, and the hole is empty."),
    }[kind]


def _missed(finding: Finding) -> str:
    kind = finding.cause.removeprefix("inspection.missed_")
    sentence = _("Not found: {part}: {what}. {how}")
    return _filled(sentence, finding, kind)


def _mistaken(finding: Finding) -> str:
    kind = finding.cause.removeprefix("inspection.mistaken_")
    sentence = _("Found, but taken for something else: {part}: {what}. {how}")
    return _filled(sentence, finding, kind)


def _filled(sentence: str, finding: Finding, kind: str) -> str:
    what = kind_name(kind)
    if finding.value:
        what = sized(what, finding.value, finding.unit)
    return sentence.format(part=part_name(finding.where.id), what=what, how=remedy(kind))


def _false_alarm(finding: Finding) -> str:
    sentence = _(
        "There is nothing wrong with {part}. Before you mark a part, hold a second tool to it: "
        "a mistake shows on two of them, or to the eye."
    )
    return sentence.format(part=part_name(finding.where.id))


def trial_name(kind: str, amount: float) -> str:
    """Return what a trial is called, in the language in use."""
    if kind == "load":
        return _("a load of {kg:g} kg").format(kg=amount)
    return _("a shake of {share:g} g").format(share=amount)


def _stood(finding: Finding) -> str:
    sentence = _(
        "You said that {trial} would bring it down, and it stood. Wood bears more than it looks: "
        "weight that comes straight down presses the joints shut."
    )
    return sentence.format(trial=_trial(finding))


def _fell(finding: Finding) -> str:
    sentence = _(
        "You said that it would stand {trial}, and it fell. Look what is held by nothing but "
        "its own weight: that goes first."
    )
    return sentence.format(trial=_trial(finding))


def _marginal(finding: Finding) -> str:
    sentence = _(
        "With half or twice as much it would have ended otherwise than with {trial}: "
        "that is too close to call, so it is not graded."
    )
    return sentence.format(trial=_trial(finding))


def _idle_peg(finding: Finding) -> str:
    sentence = _(
        "With the missing peg in, {trial} would have ended the same: here the peg changes nothing."
    )
    return sentence.format(trial=_trial(finding))


def _trial(finding: Finding) -> str:
    return trial_name(finding.where.id.removeprefix("trial_"), finding.value)


_KINDS = ("turned", "upside_down", "swapped", "chip", "wide", "short", "lean", "peg")
SENTENCES: dict[str, Callable[[Finding], str]] = {
    **{f"inspection.missed_{kind}": _missed for kind in _KINDS},
    **{f"inspection.mistaken_{kind}": _mistaken for kind in _KINDS},
    "inspection.false_alarm": _false_alarm,
    "inspection.stood": _stood,
    "inspection.fell": _fell,
    "inspection.marginal": _marginal,
    "inspection.idle_peg": _idle_peg,
}
