"""The ink line 墨斗: a string held at two points of a face leaves a straight line when snapped."""

from dataclasses import dataclass

Point = tuple[float, float]
SHORTEST = 0.005  # m; a shorter string says nothing about a direction


@dataclass(frozen=True)
class Line:
    """A straight mark in plan (u along the timber, v across it), metres.

    `along`: v = at + slope u; else u = at + slope v.
    """

    along: bool
    at: float
    slope: float

    def value(self, place: float) -> float:
        """Return where the line lies at a place of the other direction."""
        return self.at + self.slope * place


def snap(start: Point, end: Point) -> Line:
    """Return the line of a string from one point to another. Raises ValueError if too short."""
    run, rise = end[0] - start[0], end[1] - start[1]
    if max(abs(run), abs(rise)) < SHORTEST:
        raise ValueError(f"a string of {max(abs(run), abs(rise)) * 1000:g} mm")
    if abs(run) >= abs(rise):
        slope = rise / run
        return Line(True, start[1] - slope * start[0], slope)
    slope = run / rise
    return Line(False, start[0] - slope * start[1], slope)
