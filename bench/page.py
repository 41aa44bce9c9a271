"""The rows of a run as one HTML file: each figure as a bar, the peer's beside it."""

from collections.abc import Iterator, Sequence
from html import escape

from bench.row import Row
from content.texts import _
from lessons.report.palette import HEX, Colour
from lessons.report.shapes import Page, Rect, Shape, Text
from lessons.report.svg import FAMILIES, svg

_WIDE, _NAME, _BAR = 980.0, 400.0, 210.0
_HIGH, _THICK = 34.0, 9.0


def page(rows: Sequence[Row]) -> str:
    """Return the rows as HTML text without scripts."""
    title = escape(_("Measured on this machine"))
    style = (
        f"body{{background:{HEX['wall']};color:{HEX['ink']};font-family:{FAMILIES['sans']};"
        f"max-width:{_WIDE:.0f}px;margin:2em auto}} svg{{background:{HEX['slip']}}}"
    )
    legend = escape(_("Dark: this program. Pale: the peer. ✓ held, ○ not held."))
    head = f"<meta charset='utf-8'><title>{title}</title><style>{style}</style>"
    return f"<!doctype html><html><head>{head}</head><body><h1>{title}</h1><p>{legend}</p>" + (
        f"{svg(chart(rows))}</body></html>"
    )


def chart(rows: Sequence[Row]) -> Page:
    """Draw a bar for each row that has a value, a pale one below it for the peer."""
    shapes = [shape for k, row in enumerate(rows) for shape in _bars(row, k * _HIGH + 8)]
    return Page(_WIDE, len(rows) * _HIGH + 16, _("Measured on this machine"), tuple(shapes))


def _bars(row: Row, top: float) -> Iterator[Shape]:
    yield Text(row.name[:58], 8, top + 15, 12, "ink", "sans")
    if row.value is None:
        yield Text(row.why or "—", _NAME, top + 15, 11, "soft", "sans")
        return
    most = max(abs(row.value), abs(row.peer_value or 0.0), 1e-12)
    yield Rect(_NAME, top + 3, _BAR * abs(row.value) / most, _THICK, "camphor")
    if row.peer_value is not None:
        yield Rect(_NAME, top + 5 + _THICK, _BAR * abs(row.peer_value) / most, _THICK, "bar")
    mark = {True: "✓ ", False: "○ ", None: ""}[row.held]
    asked = f" ({row.goal})" if row.goal else ""
    colour: Colour = "red_deep" if row.held is False else "ink"
    said = f"{mark}{row.value:.4g} {row.unit}{asked}  n={row.n}"
    yield Text(said, _NAME + _BAR + 10, top + 12, 11, colour, "sans")
    if row.peer is not None and row.peer_value is not None:
        peer = f"{row.peer}: {row.peer_value:.4g}"
        yield Text(peer[:36], _NAME + _BAR + 10, top + 26, 10, "soft", "sans")
