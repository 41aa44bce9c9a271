"""The one live aid at the joiner's bench: in a few words, where the tool is and how far."""

from dataclasses import dataclass
from functools import partial

from content.texts import _
from lessons.advice_joinery import place_name
from lessons.arts.joinery import Joinery
from lessons.arts.joinery_steps import STRIKERS
from lessons.report.shapes import Box
from physics.timber.cutting_plan import Asked, asked
from physics.tools import chisel
from physics.tools.inkline import Line
from sim.rooms.joinery_hands import Hands
from sim.scenes.joinery_yard import Spot
from sim.views.column import EDGE, Column, Ink
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import within

_WIDE = 0.98
_LOW = 4.6  # bodies from the lower edge: above the keys
_HIGH = 9.0  # bodies it may grow to


@dataclass(frozen=True)
class Aid:
    """A slip at the lower left: the tool's name and one line of figures."""

    tool: str
    words: str

    def layout(self, frame: Frame) -> Layout:
        """Lay the slip out above the keys."""
        low = frame.height - _LOW * frame.em
        room = Box(EDGE * frame.em, low - _HIGH * frame.em, EDGE * frame.em + _WIDE, low)
        return within(frame, room, partial(_set, self), low=True)


def _set(aid: Aid, column: Column) -> None:
    column.text(aid.tool, Ink(column.frame.small, "soft"))
    column.text(aid.words, Ink(column.frame.body))


def words(bench: Joinery, hands: Hands) -> str:
    """Return what the tool in the hand is doing, in figures of the work as it is now."""
    spot = hands.spot
    if bench.tool in STRIKERS:
        return _mallet(bench)
    if hands.set_down:
        return _deeper(bench)
    if spot is None:
        return _("Point at the timber.")
    if bench.tool in ("ink", "square"):
        return _mark(bench, hands, spot)
    if bench.tool == "chisel":
        return _edge(bench, spot)
    return _blade(bench, spot)


def guided(bench: Joinery) -> str:
    """Return what the guide does with the tool in hand: which line is drawn, how deep it is."""
    if bench.tool in STRIKERS:
        return _mallet(bench)
    if bench.tool not in ("ink", "square"):
        return _("The guide works: watch how the tool lies at the line.")
    drawn = list(bench.state.work.marks)
    if not drawn:
        return _("The guide takes the tool to the first line.")
    return _("The guide has drawn: {place}.").format(place=place_name(drawn[-1]))


def _mark(bench: Joinery, hands: Hands, spot: Spot) -> str:
    along = bench.tool == "ink"
    line = _nearest(bench, spot, along)
    off = (spot.v if along else spot.u) / 10 - line.at * 1000
    where = _off(off)
    if along and hands.start is None:
        said = _("{place}: {where}. Click to hold the string here.")
    elif along:
        said = _("{place}: {where}. Click to snap it.")
    else:
        said = _("{place}: {where}. Click to draw it.")
    return said.format(place=place_name(line.name), where=where)


def _off(mm: float) -> str:
    if abs(mm) < 0.05:
        return _("right on it")
    return _("{mm:.1f} mm beside").format(mm=abs(mm))


def _nearest(bench: Joinery, spot: Spot, along: bool) -> Asked:
    lines = (a for a in asked(bench.plan) if a.piece == spot.piece and a.along == along)
    return min(lines, key=lambda a: abs(a.at - (spot.v if along else spot.u) / 1e4))


def _line(bench: Joinery, name: str) -> Line:
    line = next(a for a in asked(bench.plan) if a.name == name)
    return bench.state.work.marks.get(name) or Line(line.along, line.at, 0.0)


def _blade(bench: Joinery, spot: Spot) -> str:
    """Say how far the blade's near edge stands outside its line, in the waste."""
    plan = bench.plan
    if bench.tool == "rip":
        side = 1 if spot.v >= 0 else -1
        name = "cheek_left" if side > 0 else "cheek_right"
        mark = _line(bench, name).value(plan.tenon)
        out = side * (spot.v / 1e4 - mark) - plan.kerf / 2
    else:
        name = "shoulder"
        out = spot.u / 1e4 - _line(bench, name).value(0.0) - plan.kerf / 2
    if out < -5e-5:
        said = _("{place}: the kerf reaches {mm:.1f} mm inside. Move it into the waste.")
    else:
        said = _("{place}: the kerf lies {mm:.1f} mm outside. Click to set the saw.")
    return said.format(place=place_name(name), mm=abs(out) * 1000)


def _edge(bench: Joinery, spot: Spot) -> str:
    trial = bench.state.trial
    if spot.piece == "rail" or bench.state.tried:
        if trial is None:
            return _("Click to pare 0.1 mm off this cheek.")
        if trial.across < 0:
            said = _("Still {mm:.1f} mm too thick. Click to pare 0.1 mm off.")
        else:
            said = _("It slides with {mm:.1f} mm to spare. Take no more off.")
        return said.format(mm=abs(trial.across) * 1000)
    return _("Click inside the four lines to set the chisel, then strike.")


def _deeper(bench: Joinery) -> str:
    """Say how deep the saw or the chisel is, and how deep it should go."""
    work, plan = bench.state.work, bench.plan
    if bench.tool == "chisel" and work.edge is not None:
        deep, goal = chisel.floor(work.post, work.edge, plan.post_depth), plan.depth
    elif work.cuts:
        cut = work.cuts[-1]
        u, v = cut.kerf.front
        if cut.kind == "rip":
            deep, goal = plan.tenon - u, plan.tenon - _line(bench, "shoulder").value(v)
        else:
            deep, goal = plan.width / 2 - cut.side * v, (plan.width - plan.thick) / 2
    else:
        return _("Point at the timber.")
    said = _("{deep:.1f} of {goal:.1f} mm deep. Space: one more; Shift with it: gently.")
    return said.format(deep=deep * 1000, goal=goal * 1000)


def _mallet(bench: Joinery) -> str:
    state = bench.state
    if len(state.work.fallen) < 2:
        return _("There is no tenon yet to be tried.")
    if not state.tried or state.trial is None:
        return _("Space: hold the tenon to the mortise.")
    said = _("{deep:.1f} of {goal:.1f} mm in. Space: one blow; Shift with it: softly.")
    return said.format(deep=state.depth * 1000, goal=state.trial.long * 1000)
