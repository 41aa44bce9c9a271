"""What to say about a mortise and tenon: which place, how far off, what to do next time."""

from collections.abc import Callable

from content.assessment import Finding
from content.texts import _


def place_name(name: str) -> str:
    """Return the name of a line, a face or a step in the language in use."""
    names = {
        "shoulder": _("the shoulder line (榫肩)"),
        "cheek_left": _("the far cheek (榫颊)"),
        "cheek_right": _("the near cheek (榫颊)"),
        "shoulder_left": _("the far shoulder (榫肩)"),
        "shoulder_right": _("the near shoulder (榫肩)"),
        "end_near": _("the left end of the mortise"),
        "end_far": _("the right end of the mortise"),
        "side_left": _("the far side of the mortise"),
        "side_right": _("the near side of the mortise"),
        "tenon": _("the tenon (榫)"),
        "mortise": _("the mortise (卯)"),
        "mark": _("marking"),
        "cheeks": _("sawing the cheeks"),
        "shoulders": _("sawing the shoulders"),
        "try": _("the trial"),
        "pare": _("paring to fit"),
        "drive": _("driving it home"),
    }
    return names.get(name, name)


def _say(sentence: str, finding: Finding) -> str:
    """Fill a sentence and begin it with a capital letter."""
    text = sentence.format(
        place=place_name(finding.where.id),
        value=abs(finding.value),
        tolerance=finding.tolerance,
    )
    return text[:1].upper() + text[1:]


def _unmarked(f: Finding) -> str:
    return _say(
        _(
            "{place} was cut before its line was drawn, so there was nothing to follow. "
            "Draw every line first, then take the saw."
        ),
        f,
    )


def _missing(f: Finding) -> str:
    if f.where.id == "mortise":
        return _("The mortise is not chopped out to its lines yet. Go on inside the four lines.")
    return _say(_("{place} is not done yet. Go on from there."), f)


def _shown(f: Finding) -> str:
    return _say(
        _("The guide did this step: {place}. Do it once more with your own hand."),
        f,
    )


def _mark(f: Finding) -> str:
    return _say(
        _(
            "The line of {place} lies {value:.1f} mm beside the one asked for (allowed "
            "{tolerance:g} mm). Move by tenths with the arrow keys, then draw it again."
        ),
        f,
    )


def _line(f: Finding) -> str:
    if f.direction == "high":
        return _say(
            _(
                "{place} stands {value:.1f} mm outside its line (allowed {tolerance:g} mm). "
                "Pare it down to the line with the chisel."
            ),
            f,
        )
    return _say(
        _(
            "{place} was sawn {value:.1f} mm inside its line (allowed {tolerance:g} mm): the saw "
            "stood on the wrong side. Put the kerf in the waste and leave the line standing."
        ),
        f,
    )


def _over_cut(f: Finding) -> str:
    return _say(
        _(
            "The saw at {place} ran {value:.1f} mm past the line where it should stop (allowed "
            "{tolerance:g} mm), and weakens the tenon there. Take short strokes near the line."
        ),
        f,
    )


def _square(f: Finding) -> str:
    return _say(
        _(
            "{place} is {value:.1f}° out of square (allowed {tolerance:g}°). Look along the blade "
            "and keep the pointer on the line: the saw goes where it looks."
        ),
        f,
    )


def _deep(f: Finding) -> str:
    return _say(
        _(
            "The mortise is {value:.1f} mm deeper than asked (allowed {tolerance:g} mm). "
            "Look at the slip after every blow: it says how deep the mortise should be."
        ),
        f,
    )


def _through(f: Finding) -> str:
    return _say(
        _("The mortise is chopped right through the post. Look at the depth after every blow."), f
    )


def _tight(f: Finding) -> str:
    return _say(
        _(
            "The tenon is {value:.1f} mm too thick for its mortise and jams. Pare a tenth off "
            "each cheek, try again, and only then strike."
        ),
        f,
    )


def _split(f: Finding) -> str:
    return _say(
        _(
            "Driven in {value:.1f} mm too thick, the tenon has split the post along its grain. "
            "Pare the cheeks first, a tenth at a time, then drive softly: Shift with space."
        ),
        f,
    )


def _loose(f: Finding) -> str:
    if f.where.id == "mortise":
        return _say(
            _(
                "The joint is loose by {value:.1f} mm (allowed {tolerance:g} mm): the mortise is "
                "too wide. Keep the chisel inside the two long lines."
            ),
            f,
        )
    return _say(
        _(
            "The joint is loose by {value:.1f} mm (allowed {tolerance:g} mm): the tenon is too "
            "thin. Saw outside the line next time, and pare less."
        ),
        f,
    )


def _short(f: Finding) -> str:
    return _say(
        _(
            "The mortise is {value:.1f} mm too short at its ends, so the tenon cannot go in. "
            "Chop up to both cross lines."
        ),
        f,
    )


def _shallow(f: Finding) -> str:
    return _say(
        _(
            "The mortise is {value:.1f} mm too shallow: the tenon strikes its bottom and the "
            "shoulder stays open. Chop deeper."
        ),
        f,
    )


def _aside(f: Finding) -> str:
    return _say(
        _(
            "The tenon sits {value:.1f} mm beside the middle of the mortise (allowed "
            "{tolerance:g} mm), so the faces do not lie flush. Mark both from the same side."
        ),
        f,
    )


SENTENCES: dict[str, Callable[[Finding], str]] = {
    "joinery.unmarked": _unmarked,
    "joinery.missing": _missing,
    "joinery.shown": _shown,
    "joinery.mark": _mark,
    "joinery.line": _line,
    "joinery.over_cut": _over_cut,
    "joinery.square": _square,
    "joinery.deep": _deep,
    "joinery.through": _through,
    "joinery.tight": _tight,
    "joinery.split": _split,
    "joinery.loose": _loose,
    "joinery.short": _short,
    "joinery.shallow": _shallow,
    "joinery.aside": _aside,
}
