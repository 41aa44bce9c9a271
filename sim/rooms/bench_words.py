"""What is said of the work while it goes on: one sentence an event."""

from collections.abc import Mapping
from typing import Any

from content.event import Event
from content.texts import _, lang
from lessons.arts.joinery_steps import STRIKERS
from lessons.timber_names import part_name
from physics.timber.design import Setting
from sim.rooms.bench_acts import trial_name
from sim.scenes.yard_plumb import Plumb

Said = tuple[str, bool | None]
MOST = 4  # parts that are named one by one


def said(event: Event, setting: Setting) -> Said | None:
    """Return a sentence and whether it tells of something right; None where nothing is said."""
    found = _sentence(event.name, event.value, setting)
    return None if found is None else (capital(found[0]), found[1])


def plumb_words(plumb: Plumb) -> str:
    """Say what the plumb line shows."""
    sentence = _("The line beside {part}: it leans {mm:.1f} mm in a metre.")
    return sentence.format(part=part_name(plumb.part), mm=plumb.mm_per_m)


def capital(sentence: str) -> str:
    """Return a sentence that begins with a capital."""
    return sentence[:1].upper() + sentence[1:]


def _sentence(name: str, value: Mapping[str, Any], setting: Setting) -> Said | None:
    if name.startswith("part."):
        return _of_part(name, value, setting)
    if name == "tool.taken":
        tool = STRIKERS[value["tool"]].name.read(lang())
        return _("You tap with the {tool} now.").format(tool=tool), None
    if name == "work.undone":
        return _("One step back. Steps left: {n}.").format(n=value["left"]), None
    if name == "trial.begun":
        return _("{trial}: watch …").format(trial=trial_name(value["kind"], value["amount"])), None
    return _tried(value) if name == "trial.done" else None


def _of_part(name: str, value: Mapping[str, Any], setting: Setting) -> Said | None:
    if name == "part.blocked" and value.get("cause") == "bears":
        sentence = _("{by} stands on {part}. Take that off first.")
        return sentence.format(part=part_name(value["part"]), by=part_name(value["by"])), False
    if name == "part.seated":
        sentence = _("{part} sits: {gap:.1f} mm from its bed, {tilt:.1f}° off level.")
        return sentence.format(
            part=part_name(value["place"]), gap=abs(value["gap_mm"]), tilt=value["tilt_deg"]
        ), True
    if name == "part.fell":
        sentence = _("{part} fell. It lies on the bench again; nothing is lost.")
        if setting == "yard":
            sentence = _("{part} fell. It lies where it lay before; Z brings everything back.")
        return sentence.format(part=part_name(value["part"])), False
    if name == "part.pegged":
        return _("A peg holds {part}.").format(part=part_name(value["part"])), True
    return None


def _tried(value: Mapping[str, Any]) -> Said:
    trial = trial_name(value["kind"], value["amount"])
    if value["stands"]:
        sentence = _("{trial}: it leaned {lean:.1f}° at most and shifted {mm:.0f} mm. It stands.")
        return sentence.format(trial=trial, lean=value["lean_deg"], mm=value["shift_mm"]), True
    sentence = _("{trial}: it leaned {lean:.1f}° at most. {parts} fell. Z brings everything back.")
    return sentence.format(trial=trial, lean=value["lean_deg"], parts=_parts(value["fell"])), False


def _parts(names: list[str]) -> str:
    listed = [capital(part_name(name)) for name in names[:MOST]]
    if len(names) > MOST:
        listed.append(_("{n} more").format(n=len(names) - MOST))
    return _(", ").join(listed)
