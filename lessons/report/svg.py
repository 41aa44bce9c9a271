"""Pages as SVG text."""

from html import escape

from lessons.report.palette import HEX, Colour
from lessons.report.shapes import Circle, Line, Page, Point, Polygon, Polyline, Rect, Shape, Text

FAMILIES = {
    "serif": "'Noto Serif SC','Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,serif",
    "sans": "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC',"
    "'Microsoft YaHei',sans-serif",
}


def svg(page: Page) -> str:
    """Return `page` as one `<svg>` element; its taps become `data-tap`."""
    size = f'width="{_n(page.width)}" height="{_n(page.height)}"'
    view = f'viewBox="0 0 {_n(page.width)} {_n(page.height)}"'
    head = f'<svg {view} {size} font-family="{FAMILIES["serif"]}" role="img">'
    body = "".join(map(_element, page.shapes))
    return f"{head}<title>{escape(page.title)}</title>{body}</svg>"


def _element(shape: Shape) -> str:
    match shape:
        case Text():
            return _text(shape)
        case Line(x1=x1, y1=y1, x2=x2, y2=y2):
            ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
            return f"<line {ends}{_paint(None, shape.stroke, shape.width)}{_tap(shape)}/>"
        case Polyline(points=points):
            joins = ' stroke-linejoin="round" stroke-linecap="round"'
            paint = _paint(None, shape.stroke, shape.width)
            return f"<polyline {_points(points)}{paint}{joins}{_tap(shape)}/>"
    return _area(shape)


def _area(shape: Polygon | Rect | Circle) -> str:
    match shape:
        case Polygon(points=points):
            geometry = f"polygon {_points(points)}"
        case Rect(x=x, y=y, w=w, h=h):
            geometry = f'rect x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}"'
        case Circle(x=x, y=y, r=r):
            geometry = f'circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"'
    return f"<{geometry}{_paint(shape.fill, shape.stroke, shape.width)}{_tap(shape)}/>"


def _text(text: Text) -> str:
    place = f'x="{_n(text.x)}" y="{_n(text.y)}" font-size="{_n(text.size)}"'
    family = f' font-family="{FAMILIES[text.font]}"' if text.font != "serif" else ""
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    fill = f' fill="{HEX[text.colour]}"'
    return f"<text {place}{family}{anchor}{fill}{_tap(text)}>{escape(text.glyphs)}</text>"


def _paint(fill: Colour | None, stroke: Colour | None, width: float) -> str:
    inside = f' fill="{HEX[fill] if fill else "none"}"'
    return inside + (f' stroke="{HEX[stroke]}" stroke-width="{_n(width)}"' if stroke else "")


def _points(points: tuple[Point, ...]) -> str:
    return 'points="' + " ".join(f"{_n(x)},{_n(y)}" for x, y in points) + '"'


def _tap(shape: Shape) -> str:
    return f' data-tap="{escape(shape.tap)}"' if shape.tap else ""


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
