"""What to say about a print: which block, where, how far, and the remedy a printer would give."""

from collections.abc import Callable, Mapping

from content.assessment import Finding
from content.texts import _

SIDE_MM = 256.0  # of the sheet, for words like "upper left"


def block_name(name: str) -> str:
    """Return what a block is called in the language in use."""
    names = {
        "key": _("the key block (墨线版)"),
        "huang": _("the yellow (黄版)"),
        "taohong": _("the peach red (桃红版)"),
        "hong": _("the red (红版)"),
        "lv": _("the green (绿版)"),
        "zi": _("the purple (紫版)"),
    }
    return names.get(name, name)


def place_name(at: tuple[float, float] | None) -> str:
    """Return where on the sheet a place lies, in words that follow a name; empty without one."""
    if at is None:
        return ""
    row, column = (min(2, int(3 * v / SIDE_MM)) for v in (at[1], at[0]))
    return (
        (_(", at the lower left"), _(", at the lower edge"), _(", at the lower right")),
        (_(", at the left"), _(", in the middle"), _(", at the right")),
        (_(", at the upper left"), _(", at the upper edge"), _(", at the upper right")),
    )[row][column]


def step_name(step: str) -> str:
    """Return what a step is called: its deed, and its block where it names one."""
    deeds = {
        "paste": _("pasting the draft"), "line": _("cutting the lines"),
        "clear": _("clearing the ground"), "mend": _("mending what stands high"),
        "mix": _("mixing the colour"), "damp": _("damping the stack"),
        "even": _("waiting for the damp"), "fix": _("laying the blocks true"),
        "ink": _("inking"), "rub": _("rubbing"), "lift": _("lifting"),
        "print": _("pulling the print"),
        "hang": _("hanging the sheet"), "mount": _("mounting"),
    }  # fmt: skip
    deed, _hyphen, name = step.partition("-")
    told = deeds.get(deed, deed)
    if not name or deed not in ("print", "mix"):
        return told
    return _("{deed}: {block}").format(deed=told, block=block_name(name))


def _say(sentence: str, finding: Finding) -> str:
    """Fill a sentence and begin it with a capital letter."""
    text = sentence.format(
        block=block_name(finding.where.id),
        step=step_name(finding.where.id),
        place=place_name(finding.where.span),
        value=abs(finding.value),
        tolerance=finding.tolerance,
    )
    return text[:1].upper() + text[1:]


def _with_sign(above: str, below: str, finding: Finding) -> str:
    return _say(above if finding.value > 0 else below, finding)


def _register_across(f: Finding) -> str:
    right = _(
        "{block} lies {value:.1f} mm too far right (allowed {tolerance:g} mm). "
        "It prints mirrored: push the block right by as much, and look at the crosses before "
        "you ink."
    )
    left = _(
        "{block} lies {value:.1f} mm too far left (allowed {tolerance:g} mm). "
        "It prints mirrored: push the block left by as much, and look at the crosses before "
        "you ink."
    )
    return _with_sign(right, left, f)


def _register_along(f: Finding) -> str:
    high = _(
        "{block} lies {value:.1f} mm too high (allowed {tolerance:g} mm). "
        "Draw the block towards you by as much, and look at the crosses before you ink."
    )
    low = _(
        "{block} lies {value:.1f} mm too low (allowed {tolerance:g} mm). "
        "Push the block away from you by as much, and look at the crosses before you ink."
    )
    return _with_sign(high, low, f)


def _turn(f: Finding) -> str:
    left = _(
        "{block} is turned {value:.2f}° to the left (allowed {tolerance:g}°). "
        "Turn the block back until the crosses meet at both ends."
    )
    right = _(
        "{block} is turned {value:.2f}° to the right (allowed {tolerance:g}°). "
        "Turn the block back until the crosses meet at both ends."
    )
    return _with_sign(left, right, f)


def _colour(f: Finding) -> str:
    pale = _(
        "{block} is paler than the reference (ΔE {value:.1f}, allowed {tolerance:g}). "
        "Put more colour into the bowl, or less water, and brush it out evenly."
    )
    deep = _(
        "{block} is deeper than the reference (ΔE {value:.1f}, allowed {tolerance:g}). "
        "Add water and a little glue to the bowl, or take less on the brush."
    )
    return _say(pale if f.direction == "low" else deep, f)


def _plain() -> Mapping[str, str]:
    """The sentences that need no choosing, by cause."""
    return {
        "missing": _("Not done yet: {step}. Go on from there."),
        "shown": _("The guide did this step: {step}. Do it once more with your own hand."),
        "absent": _("{block} is not on the sheet. Print it before you hang the sheet."),
        "draft": _(
            "The draft was pasted {value:.1f} mm off its crosses (allowed {tolerance:g} mm). "
            "Bring all the crosses together before you press it down."
        ),
        "draft_turn": _(
            "The draft was pasted {value:.1f}° askew (allowed {tolerance:g}°). "
            "Look at the crosses at both ends before you press it down."
        ),
        "line": _(
            "The carved lines lie up to {value:.2f} mm beside the drawn ones (allowed "
            "{tolerance:g} mm){place}. Let the knife follow the edge of the line, not its middle."
        ),
        "cut_through": _(
            "{value:.1f} mm of line are cut through{place}. Go along a line on both sides, "
            "and lift the knife where lines meet."
        ),
        "high_ground": _(
            "{value:.1f} % of the ground stand too high (allowed {tolerance:g} %){place}. "
            "Take it down with 修根凿, across the grain."
        ),
        "torn": _(
            "{value:.1f} mm² of line tore out{place}. Take shallower cuts, and across the grain "
            "near a line."
        ),
        "drowned": _(
            "{block} runs {value:.1f} mm over its line (allowed {tolerance:g} mm){place}: it is "
            "drowned. Take less on the brush, and let the paper dry a while."
        ),
        "dry": _(
            "{block} is broken, {value:.0f} % of it are white specks (allowed {tolerance:g} %)"
            "{place}: too dry. Damp the stack and wait, and brush the block again before the "
            "colour dries on it."
        ),
        "bare": _(
            "{value:.0f} % of {block} did not come over (allowed {tolerance:g} %){place}. "
            "Ink and rub there too, row by row, before you lift."
        ),
        "uneven": _(
            "{block} is uneven by {value:.0f} % (allowed {tolerance:g} %){place}. "
            "Brush once along and once across, and rub with one pressure everywhere."
        ),
        "dirty": _(
            "The ground of {block} printed too, {value:.1f} % of it (allowed {tolerance:g} %)"
            "{place}. Take less ink and press less, and clear what stands high."
        ),
        "doubled": _(
            "{block} prints twice, {value:.1f} mm apart. Hold the sheet at one edge and lift it "
            "straight up; do not drag it over the block."
        ),
        "waste": _(
            "{value:.0f} sheets went for trials (allowed {tolerance:g}). Look at block, ink and "
            "crosses before the next one."
        ),
    }  # fmt: skip


def _of(cause: str) -> Callable[[Finding], str]:
    return lambda finding: _say(_plain()[cause], finding)


SENTENCES: dict[str, Callable[[Finding], str]] = {
    **{f"printing.{cause}": _of(cause) for cause in _plain()},
    "printing.register_across": _register_across,
    "printing.register_along": _register_along,
    "printing.turn": _turn,
    "printing.colour": _colour,
}
