"""What became of the last take of a movement: its card, its report, its places shown again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from content.assessment import Finding
from content.texts import _
from lessons.judging import Judged
from lessons.moved import Tried
from motion.grade import grade
from motion.graded import Fault, Graded
from motion.motion import Motion
from sim.rooms import results
from sim.rooms.deck import Deck
from sim.rooms.movement_show import Scene, Showing, Span, whole, widened
from sim.rooms.movement_stage import Mark, Poses, Seen, Who
from sim.rooms.reading import write_report
from sim.seen_play import report_page

Say = Callable[[str, str], None]


@dataclass(frozen=True)
class Told:
    """One judged take: what was asked, what was seen, what was found. Times in seconds."""

    tried: Tried
    motion: Motion
    judged: Judged

    @cached_property
    def graded(self) -> Graded | None:
        """The take laid beside its reference; None where there is none."""
        reference = self.tried.reference
        return None if reference is None else grade(reference, self.motion, self.tried.on_beat)

    @property
    def shown(self) -> bool:
        """Whether the take can be laid beside the reference."""
        return len(self.motion.times) > 1 and self.tried.reference is not None

    def mine(self, start: float, end: float) -> Span:
        """Return where the learner was while the reference went from `start` to `end`."""
        path = self.graded.path if self.graded is not None else np.empty((0, 2))
        inside = path[(path[:, 0] >= start) & (path[:, 0] <= end), 1] if len(path) else path
        if len(inside) < 2:
            return whole(self.motion)
        return widened(float(inside.min()), float(inside.max()), self.motion)


class MovementOutcome:
    """Shows the last judged take and plays it beside its reference.

    `say` shows a slip with a title and a sentence. Numbers may be hidden (练功).
    """

    def __init__(self, deck: Deck, showing: Showing, say: Say) -> None:
        self._deck, self.showing, self._say = deck, showing, say
        self.told: Told | None = None
        self.bare = False
        self._onward = False
        self.moment: Seen | None = None

    @property
    def open(self) -> bool:
        """Whether the card of the last take lies there."""
        return self._deck.shows("result")

    def close(self) -> None:
        """Take the card away."""
        self._deck.show("result", None)

    def take(self, told: Told, onward: bool) -> None:
        """Show what was just judged; `onward`: there is a step to go on to."""
        self.told, self._onward = told, onward
        self.show()

    def show(self) -> None:
        """Show the card of the last take."""
        told = self.told
        if told is None:
            return
        how = results.Shown(told.shown, self.bare, self._onward)
        card = results.card(told.judged.report, how)
        heard = tuple(k for k in card.heard if self._span(k) is not None)
        self._deck.show("result", replace(card, aside=True, picture=None, heard=heard))
        self.moment = self._moment()

    def hide_numbers(self) -> None:
        """Hide all numbers, or show them again."""
        self.bare = not self.bare
        if self.open:
            self.show()

    def write(self) -> None:
        """Write the report and say where it is. Raises Refusal where it cannot be written."""
        if self.told is not None:
            judged, tried = self.told.judged, self.told.tried
            path = write_report(f"{tried.lesson.id}-{tried.step.id}", report_page(judged))
            self._say(judged.report.title, _("The report is in {file}").format(file=path))

    def mine(self) -> None:
        """Show the take as it was."""
        if self.told is not None and self.told.shown:
            self.showing.play([Scene({"learner": whole(self.told.motion)}, _("you"))])

    def both(self) -> None:
        """Show the take beside its reference."""
        if self.told is not None and self.told.tried.reference is not None:
            ghost = self.told.tried.reference.ghost
            cast: dict[Who, Span] = {"master": whole(ghost), "learner": whole(self.told.motion)}
            self.showing.play([Scene(cast, _("side by side"))] if self.told.shown else [])

    def finding(self, k: int) -> None:
        """Show the place of finding `k`: the reference, then mine, then both side by side."""
        told, span = self.told, self._span(k)
        if told is None or span is None or told.tried.reference is None:
            return
        theirs = widened(*span, told.tried.reference.ghost)
        mine = told.mine(theirs.start, theirs.end)
        mark = self._mark(k)
        self.showing.play([
            Scene({"master": theirs}, _("as it should be")),
            Scene({"learner": mine}, _("you"), mark),
            Scene({"master": theirs, "learner": mine}, _("side by side"), mark),
        ])  # fmt: skip

    def _moment(self) -> Seen | None:
        """Return both where the first finding is worst, to be looked at until something plays."""
        told = self.told
        if told is None or told.tried.reference is None or not told.shown:
            return None
        ghost = told.tried.reference.ghost
        span = self._span(0)
        if span is None:
            cast: Mapping[Who, Span] = {"master": whole(ghost), "learner": whole(told.motion)}
            return Seen(tuple(cast), {who: s.at(0.5) for who, s in cast.items()})
        theirs = Span(ghost, *span)
        poses: Poses = {"master": theirs.at(0.5), "learner": told.mine(*span).at(0.5)}
        return Seen(("master", "learner"), poses, self._mark(0))

    def _span(self, k: int) -> tuple[float, float] | None:
        """Return the place of finding `k` in seconds of the reference, None where it has none."""
        finding = self._finding(k)
        return None if finding is None else finding.where.span

    def _finding(self, k: int) -> Finding | None:
        if self.told is None:
            return None
        found = results.causes(self.told.judged.report)
        return found[k][0] if k < len(found) else None

    def _mark(self, k: int) -> Mark | None:
        """Return the bone that a finding is of and where it should have gone."""
        finding = self._finding(k)
        graded = self.told.graded if self.told is not None else None
        if finding is None or finding.where.span is None or graded is None:
            return None
        fault = _nearest(finding, graded)
        return None if fault is None else (fault.bone, fault.direction)


def _nearest(finding: Finding, graded: Graded) -> Fault | None:
    """Return the fault that a finding was made of."""
    assert finding.where.span is not None
    start = finding.where.span[0]
    named = [f for f in graded.faults if f.bone and finding.where.id.startswith(f.bone)]
    return min(named, key=lambda f: abs(f.start - start), default=None)
