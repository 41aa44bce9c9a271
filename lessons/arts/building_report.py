"""From free building to its card and its report: a picture of what stands, no score."""

from content.library import Library
from content.texts import _, lang
from lessons.arts import outline
from lessons.arts.building import Building
from lessons.report.model import Picture, SessionReport
from lessons.report.shapes import Line, Page, Polygon

_ROOM, _HIGH, _EDGE = 660.0, 340.0, 24.0  # points


def session_report(
    library: Library, bench: Building, intro: str, pictures: tuple[Picture, ...] = ()
) -> SessionReport:
    """Return the report of what was built."""
    lesson = bench.lesson
    return SessionReport(
        title=lesson.title.read(lang()),
        intro=f"{intro} {counted(bench)}",
        editions=(lesson.edition.read(lang()),),
        assessment=bench.assess(),
        advice=(),
        pictures=pictures,
        steps=(),
        measures=(),
        drawings=(drawing(bench),) if bench.shapes else (),
        rights=library.pack(lesson.id).pack.assets,
    )


def counted(bench: Building) -> str:
    """Say how many parts lie in the yard, and how many of them stand together."""
    sentence = _("Parts in the yard: {n}; of these {stand} stand together.")
    return sentence.format(n=len(bench.shapes), stand=len(bench.seated))


def drawing(bench: Building) -> Page:
    """Draw what was built from the front, to scale; where nothing stands, all that lies there."""
    shown = bench.seated or {shape.name for shape in bench.shapes}
    outlines = [
        outline.front(shape.vertices, bench.pose(shape.name))
        for shape in bench.shapes
        if shape.name in shown
    ]
    points = [point for each in outlines for point in each] or [(0.0, 0.0)]
    left, right = min(x for x, _y in points), max(x for x, _y in points)
    top = max(y for _x, y in points)
    scale = min(_ROOM / max(right - left, 1.0), _HIGH / max(top, 1.0))
    ground = _EDGE + top * scale
    parts = (
        Polygon(tuple((_EDGE + (x - left) * scale, ground - y * scale) for x, y in each), "bar",
                "camphor")
        for each in outlines
    )  # fmt: skip
    level = Line(_EDGE / 2, ground, _ROOM + 1.5 * _EDGE, ground, "stone", 0.8)
    title = _("What was built, from the front")
    return Page(_ROOM + 2 * _EDGE, ground + _EDGE, title, (level, *parts), ())
