"""Vector drawings of one block (SVG); the one file that knows resvg.

A stranger's file is looked through before it is drawn: only shapes filled or stroked by what
stands in the file itself are let in.
"""

import re
from typing import NoReturn
from xml.parsers import expat

import resvg_py

from content import picture_plate
from content.errors import Refusal
from content.picture_plate import Coverage
from content.texts import _

MOST_BYTES = 10 * 2**20
MOST_ELEMENTS = 5000  # each may cover the whole page, which takes resvg about a millisecond
DEEPEST = 100
MOST_CLIPS = 200  # resvg follows clips of clips without end, until its stack does
MOST_LAYERS = 200  # what is painted on a page of its own first takes ten times as long
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_SHAPES = frozenset(
    ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
)
_AROUND = frozenset(("defs", "title", "desc", "metadata", "style", "clipPath"))
_OUTWARD = re.compile(r"@import|url\(\s*+['\"]?+\s*+(?!#)|\\", re.IGNORECASE)
_LAYER = re.compile(
    r"(?<![-\w])(?:opacity\s*:\s*(?!1(?:\.0*)?\s*(?:[;!}]|$))|clip-path\s*:\s*(?!none)"
    r"|mix-blend-mode\s*:\s*(?!normal)|isolation\s*:\s*(?!auto))",
    re.IGNORECASE,
)
_ROOT = re.compile(rb"""<[^\s/>]+((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_SIZES = re.compile(
    rb"""\s(?:width|height|viewBox|preserveAspectRatio)\s*=\s*(?:"[^"]*"|'[^']*')"""
)
_NUMBER = r"([+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?)"
_BOX = re.compile(r"[\s,]+".join([_NUMBER] * 4).join([r"\s*"] * 2))
_LENGTH = re.compile(rf"\s*{_NUMBER}\s*(mm|cm|in|pt|pc|px)?\s*")
_PX = {"mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 96 / 72, "pc": 16.0, "px": 1.0}


def coverage(data: bytes, cells: int) -> Coverage:
    """Return how much of each cell is dark, 0..1, (cells, cells), row 0 the lowest of the drawing.

    Raises Refusal where the drawing holds what a block cannot, or is not square.
    """
    drawing = _plain(data)
    guard = _Guard()
    guard.look(drawing)
    try:
        png = resvg_py.svg_to_bytes(
            svg_string=_on_page(drawing, guard.root, guard.box, cells),
            background="#fff",
            skip_system_fonts=True,
        )
    except ValueError as e:
        sentence = _("the drawing cannot be read ({reason}); export it anew as plain SVG")
        raise Refusal(sentence.format(reason=e)) from e
    return picture_plate.decoded(bytes(png), cells)


def _plain(data: bytes) -> bytes:
    if len(data) > MOST_BYTES:
        raise Refusal(_("the drawing is larger than 10 MiB; simplify its paths"))
    try:
        return data.decode("utf-8-sig").encode()
    except UnicodeDecodeError as e:
        raise Refusal(_("the drawing is not UTF-8 text; export it as plain SVG")) from e


def _on_page(drawing: bytes, root: int, box: str, cells: int) -> str:
    """Return the drawing with a page of `cells` pixels in its root, which begins at byte `root`.

    resvg rounds a page in millimetres to whole pixels and shifts what is drawn by as much.
    """
    tag = _ROOT.match(drawing, root)
    assert tag is not None, "the guard has read it"
    page = f' width="{cells}" height="{cells}" viewBox="{box}"'.encode()
    rest = _SIZES.sub(b"", tag[1])
    return (drawing[: tag.start(1)] + page + rest + drawing[tag.end(1) :]).decode()


class _Guard:
    """Reads a drawing once from beginning to end and refuses at the first thing amiss."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._entity
        self._parser.ProcessingInstructionHandler = self._instruction
        self._path: list[str] = []
        self._style: list[str] = []
        self._count = self._clips = self._layers = 0
        self.root = 0  # where the outermost element begins, in bytes
        self.box = ""  # its viewBox

    def look(self, data: bytes) -> None:
        """Raises Refusal for what a block cannot hold."""
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as e:
            sentence = _("no XML, or damaged ({reason}); export it anew as plain SVG")
            raise Refusal(sentence.format(reason=e)) from e

    def _open(self, qualified: str, attributes: dict[str, str]) -> None:
        space, _blank, tag = qualified.rpartition(" ")
        self._path.append(tag)
        self._count += 1
        self._clips += tag == "clipPath"
        crowded = self._count > MOST_ELEMENTS or self._clips > MOST_CLIPS
        if crowded or len(self._path) > DEEPEST:
            self._crowded(tag)
        self._element(space, tag)
        for name, value in attributes.items():
            self._attribute(tag, *name.rpartition(" ")[::2], value)
        if len(self._path) == 1:
            self.root, self.box = self._parser.CurrentByteIndex, _square(attributes)

    def _element(self, space: str, tag: str) -> None:
        if tag.lower() == "script":
            self._refuse(tag, _("a drawing runs no programs; take the script out"))
        if len(self._path) == 1 and (space, tag) != (_SVG, "svg"):
            self._refuse(tag, _("this is no SVG; export the block as SVG or PNG"))
        if space != _SVG:  # an editor's notes; no renderer draws them
            return
        if tag in ("text", "tspan", "textPath", "tref"):
            self._refuse(tag, _("turn the text into outlines"))
        if tag in ("image", "feImage", "foreignObject"):
            self._refuse(tag, _("no picture may lie inside; trace it, or bring the block as PNG"))
        if tag == "use":
            self._refuse(tag, _("turn the clones into paths of their own"))
        if tag not in _SHAPES | _AROUND:
            self._refuse(tag, _("a block knows only flat shapes; turn this into plain paths"))

    def _attribute(self, tag: str, space: str, name: str, value: str) -> None:
        if space not in ("", _XLINK):  # an editor's notes
            return
        if name.lower().startswith("on"):
            self._refuse(tag, _("{name} would run a program; take it out").format(name=name))
        link = name.lower() in ("href", "src") and not value.strip().startswith("#")
        if link or _OUTWARD.search(value):
            self._outside(tag)
        self._layers += _layered(value if name == "style" else f"{name}:{value}")
        if self._layers > MOST_LAYERS:
            self._crowded(tag)

    def _characters(self, text: str) -> None:
        if self._path[-1] == "style":
            self._style.append(text)

    def _close(self, _qualified: str) -> None:
        tag = self._path.pop()
        if tag != "style":
            return
        rules = "".join(self._style)
        if _OUTWARD.search(rules):
            self._outside(tag)
        if _layered(rules):  # one rule may mean every shape
            self._crowded(tag)

    def _entity(self, *_declared: object) -> None:
        self._refuse("!ENTITY", _("a drawing needs no entities; export it as plain SVG"))

    def _instruction(self, target: str, _data: str) -> None:
        self._outside(f"?{target}")

    def _crowded(self, tag: str) -> NoReturn:
        self._refuse(tag, _("too many things or too deep; join the paths and ungroup"))

    def _outside(self, tag: str) -> NoReturn:
        self._refuse(tag, _("it fetches something from outside; put it in or take it out"))

    def _refuse(self, tag: str, what: str) -> NoReturn:
        line = self._parser.CurrentLineNumber
        raise Refusal(_("line {line}, <{tag}>: {what}").format(line=line, tag=tag, what=what))


def _layered(style: str) -> bool:
    """Whether a style asks for a page of its own."""
    return _LAYER.search(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)) is not None


def _square(attributes: dict[str, str]) -> str:
    """Return the viewBox, of numbers alone. Raises Refusal unless it and the page are square."""
    box = _BOX.fullmatch(attributes.get("viewBox", ""))
    page = [_length(attributes.get(name, "100%")) for name in ("width", "height")]
    shape = [_length(box[n]) for n in (3, 4)] if box else [None, None]
    known = [pair for pair in (shape, page) if pair != [None, None]]
    if not known:
        raise Refusal(_("the page has no size; give it a width and a height in mm"))
    for width, height in known:
        if not width or not height or abs(width - height) > 1e-3 * width:
            sentence = _("the page is no square; make width and height of page and viewBox equal")
            raise Refusal(sentence)
    return " ".join(box.groups()) if box and shape[0] else f"0 0 {page[0]} {page[1]}"


def _length(text: str) -> float | None:
    """Return a length in pixels; None where the text gives none of its own (100%)."""
    found = _LENGTH.fullmatch(text)
    value = float(found[1]) * _PX[found[2] or "px"] if found else 0.0
    return value if 0 < value < 1e6 else None
