"""What is said of the work while it goes on: one sentence an event."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from content.event import Event
from content.lesson import Lesson
from content.texts import _, lang
from lessons.arts.joinery_steps import STRIKERS
from lessons.arts.raising import Raising
from lessons.arts.raising_places import deviation
from lessons.timber_names import counted, part_name
from physics.timber.design import Setting
from sim.rooms import bench_braces, bench_fit
from sim.rooms.bench_acts import trial_name
from sim.scenes.yard_plumb import Plumb

Said = tuple[str, bool | None]
LYING = math.radians(45)
MOST = 4  # parts that are named one by one


def said(event: Event, setting: Setting) -> Said | None:
    """Return a sentence and whether it tells of something right; None where nothing is said."""
    found = _sentence(event.name, event.value, setting)
    return None if found is None else (capital(found[0]), found[1])


def plumb_words(plumb: Plumb, allowed: float | None) -> Said:
    """Say what the plumb line shows; `allowed` (mm in a metre) is what its step asks for."""
    sentence = _("The line beside {part}: it leans {mm:.1f} mm in a metre.")
    said = sentence.format(part=part_name(plumb.part), mm=plumb.mm_per_m)
    if allowed is None:
        return said, None
    return said + _(" Allowed: {mm:.1f}.").format(mm=allowed), plumb.mm_per_m <= allowed


def lean_allowed(lesson: Lesson, part: str) -> float | None:
    """Return how far a part may lean by its step's goal, mm in a metre; None: none is set."""
    goals = [g for step in lesson.steps if part in step.parts for g in step.goals]
    degrees = [g.tolerance for g in goals if g.measure == "tilt_deg"]
    return 1000 * math.tan(math.radians(min(degrees))) if degrees else None


def lies(bench: Raising, part: str) -> bool:
    """Whether a part is tipped over, seen from every place it could take."""
    pose = bench.pose(part)
    tilts = [deviation(pose, goal, ways)[1] for goal, ways in bench.goals(part)]
    return bool(tilts) and min(tilts) > LYING


def lying(part: str) -> str:
    """Say that a part has to be tipped before it can be seated."""
    sentence = _("{part} still lies: take it up, and R or F stands it up.")
    return capital(sentence.format(part=part_name(part)))


def misses(bench: Raising, part: str) -> str | None:
    """Say where a part lies that was set down at no place; None where it lies right."""
    step = bench.step
    if step is None or part in bench.seated:
        return None
    if part not in step.parts:
        sentence = _("{part} has its turn later. First: {step}.")
        return capital(sentence.format(part=part_name(part), step=step.title.read(lang())))
    if lies(bench, part):
        return lying(part)
    pose = bench.pose(part)
    offs = [deviation(pose, goal, ways)[3] for goal, ways in bench.goals(part)]
    if not offs:
        return None
    sentence = _("{part} lies {cm:.0f} cm beside its place: take it up and carry it there.")
    return capital(sentence.format(part=part_name(part), cm=100 * min(offs)))


def moved(parts: Sequence[str], dropped: Sequence[str]) -> str | None:
    """Say which parts a trial moved out of their places, and which loose ones fell."""
    said = []
    if parts:
        sentence = _("No longer as they should be: {parts}. Set them anew, or Z brings all back.")
        said.append(sentence.format(parts=_parts(parts)))
    if dropped:
        said.append(_("Loose parts that fell: {parts}.").format(parts=_parts(dropped)))
    return after(*said) if said else None


def after(first: str, second: str = "") -> str:
    """Return one sentence after another."""
    return _("{one} {two}").format(one=first, two=second) if second else first


def hand_full(part: str) -> str:
    """Say why neither stage nor guide can be chosen now."""
    sentence = _("You hold {part}. Set it down first, then choose.")
    return sentence.format(part=part_name(part))


def busy() -> str:
    """Say why the hand does nothing while the guide is at work."""
    return _("The guide is still at work. Wait till it is done, or choose 跟: it stops at once.")


def capital(sentence: str) -> str:
    """Return a sentence that begins with a capital."""
    return sentence[:1].upper() + sentence[1:]


def _sentence(name: str, value: Mapping[str, Any], setting: Setting) -> Said | None:
    if name == "fit.refused":
        return bench_fit.refused(value), False
    if name == "part.pared":
        return bench_fit.pared(value), None
    if name.startswith("part."):
        return _of_part(name, value, setting)
    if name.startswith("brace."):
        return bench_braces.said(name, value)
    if name == "tool.taken":
        tool = STRIKERS[value["tool"]].name.read(lang())
        return _("You tap with the {tool} now.").format(tool=tool), None
    if name == "work.undone":
        return _("One step back. Steps left: {n}.").format(n=value["left"]), None
    return _of_trial(name, value) if name.startswith("trial.") else None


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
    if name == "part.loosed":
        return _("What held {part} broke.").format(part=part_name(value["part"])), False
    if name == "part.pegged":
        return _("A peg holds {part}.").format(part=part_name(value["part"])), True
    return None


def _of_trial(name: str, value: Mapping[str, Any]) -> Said:
    if name == "trial.done":
        return _tried(value)
    trial = trial_name(value["kind"], value["amount"])
    if name == "trial.begun":
        return _("{trial}: watch …").format(trial=trial), None
    sentence = _("{trial}: {percent} % of it is over.")
    return sentence.format(trial=trial, percent=round(100 * value["share"])), None


def _tried(value: Mapping[str, Any]) -> Said:
    on = _("{trial} on {parts}") if value["kind"] == "load" else _("{trial} under {parts}")
    trial = trial_name(value["kind"], value["amount"])
    trial = on.format(trial=trial, parts=counted(value["on"]))
    if value["stands"]:  # not praised: four bare columns stand as well
        sentence = _("{trial}: leaned {lean:.1f}° at most, shifted {mm:.0f} mm. Nothing fell.")
        return sentence.format(trial=trial, lean=value["lean_deg"], mm=value["shift_mm"]), None
    sentence = _("{trial}: it leaned {lean:.1f}° at most. {parts} fell. Z brings everything back.")
    return sentence.format(trial=trial, lean=value["lean_deg"], parts=_parts(value["fell"])), False


def _parts(names: Sequence[str]) -> str:
    listed = [capital(part_name(name)) for name in names[:MOST]]
    if len(names) > MOST:
        listed.append(_("{n} more").format(n=len(names) - MOST))
    return _(", ").join(listed)
