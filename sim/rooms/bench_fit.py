"""The dry fit 会榫 in the room: what is asked of the work, what is said of it."""

from collections.abc import Mapping
from typing import Any

from content.texts import _, lang
from lessons.arts.joinery_steps import STRIKERS
from lessons.timber_names import part_name
from physics.timber.dry_fit import GOES
from sim.desktop import Hands
from sim.rooms.bench_acts import short
from sim.views.fit_card import FitCard

TRY, PARE = "j", "u"
KILO = 1000.0


def ask(key: str, part: str | None, hands: Hands) -> str | None:
    """Try or pare the part that is held or pointed at; return why not, if there is none."""
    if part is not None:
        hands.act("fit.try" if key == TRY else "fit.pare", part=part)
        return None
    if key == TRY:
        return _("Point at the part that you want to try with its mates, then press J.")
    return _("Point at the part that you want to pare, then press U.")


def card(value: Mapping[str, Any], marks: bool) -> FitCard:
    """Return what a dry fit showed; `marks`: the part gets its mark once it goes."""
    joints = tuple(
        (joint["kind"] in GOES, _joint(joint, value["tool"])) for joint in value["joints"]
    )
    return FitCard(
        _("Dry fit 会榫"),
        _capital(part_name(value["part"])),
        joints,
        _follows({joint["kind"] for joint in value["joints"]}, marks),
        _(
            "Room measured on the shapes as cut (derived); forces by round figures for fir "
            "(inferred)."
        ),
    )


def pared(value: Mapping[str, Any]) -> str:
    """Say what a stroke took."""
    sentence = _(
        "A shaving off each cheek of {part}, at {mate}: {taken:.1f} mm thinner by now. "
        "Try it again (J)."
    )
    return sentence.format(
        part=part_name(value["part"]), mate=part_name(value["at"]), taken=value["taken_mm"]
    )


def refused(value: Mapping[str, Any]) -> str:
    """Say why a part cannot be tried or pared just now."""
    sentence = _reasons()[value["act"], value["cause"]]
    return _capital(sentence.format(part=part_name(value["part"])))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _joint(joint: Mapping[str, Any], tool: str) -> str:
    kind, room = joint["kind"], joint["room_mm"]
    sentences = {
        "lies": _("with {mate}: lies on it, nothing holds it sideways"),
        "sliding": _("with {mate}: slides, {room:.1f} mm of room (drawn {drawn:.1f})"),
        "loose": _("with {mate}: loose, {room:.1f} mm of room (drawn {drawn:.1f}); it rattles"),
        "driving": _(
            "with {mate}: {thick:.1f} mm too thick; it would have to be driven, {half:.1f} kN half "
            "way and {home:.1f} kN at the shoulder: {blows} whole blows of the {tool}"
        ),
        "jam": _(
            "with {mate}: {thick:.1f} mm too thick; it jams: more pressure than the wood bears"
        ),
    }
    return sentences[kind].format(
        mate=short(joint["with"]),
        room=room or 0.0,
        drawn=joint["drawn_mm"] or 0.0,
        thick=-(room or 0.0),
        half=(joint["half_n"] or 0.0) / KILO,
        home=(joint["home_n"] or 0.0) / KILO,
        blows=joint["blows"],
        tool=STRIKERS[tool].name.read(lang()),
    )


def _follows(kinds: set[str], marks: bool) -> str:
    if kinds & {"jam", "driving"}:
        return _("More than a hand presses or an arm drives: pare it (U), then try it again.")
    if "loose" in kinds:
        return _("Too much was pared off: Z gives the last shavings back.")
    return _("It goes. Its mark is written on it.") if marks else _("It goes.")


def _reasons() -> Mapping[tuple[str, str], str]:
    return {
        ("try", "stands"): _(
            "{part} stands already: a dry fit belongs before. Take it off to try it."
        ),
        ("try", "ground"): _(
            "{part} stands on the ground: it has no mate below it to be tried with."
        ),
        ("pare", "stands"): _(
            "{part} stands already. Take it off and lay it on the ground, then pare it."
        ),
        ("pare", "held"): _(
            "Set down what you hold and wait until nothing is tried any more, then pare."
        ),
        ("pare", "stuck"): _(
            "{part} hangs at its place. Take it off and lay it on the ground, then pare it."
        ),
        ("pare", "bears"): _("Something lies on {part}. Take that off first, then pare it."),
        ("pare", "right"): _("{part} is cut as drawn: there is nothing to pare."),
        ("pare", "thin"): _("{part} has been pared very thin already. Z gives the shavings back."),
    }
