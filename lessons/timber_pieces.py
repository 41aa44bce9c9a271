"""What of a timber lesson can be taken home: every part, its place, its name, its sizes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from content.errors import Refusal
from content.library import Library
from content.model import Status, Text
from content.texts import _
from lessons import registry
from lessons.report.palette import rgb
from lessons.report.template_book import Book, Measured, Template
from lessons.size_words import FOOT_MM, measured, open_questions
from physics.pose import Pose
from physics.timber import cutting_plan, drawing, solids
from physics.timber.cutting_plan import Plan, Stock
from physics.timber.export_mesh import Colours, Placed
from physics.timber.part import Wood
from physics.timber.solids import Solid

COLOURS: Colours = {"fir": rgb("fir"), "camphor": rgb("camphor"), "stone": rgb("stone")}


@dataclass(frozen=True)
class Piece:
    """One part. `called`: its own name, `kind_called` that of its kind; `axes`: where the axes
    it was drawn in lie in its own; `at`: where it stands."""

    name: str
    called: Text
    kind_called: Text
    solid: Solid
    wood: Wood
    axes: Pose
    at: Pose
    sizes: tuple[Measured, ...]

    @property
    def placed(self) -> Placed:
        """The part for files of other programs."""
        return Placed(self.name, self.solid, self.wood, self.at)


@dataclass(frozen=True)
class Kit:
    """All parts of one work. `foot_mm`: the length of the foot its 寸 are told by."""

    title: Text
    pieces: tuple[Piece, ...]
    foot_mm: float
    foot_status: Status
    remarks: tuple[str, ...]

    def only(self, name: str) -> "Kit":
        """Return the kit with one part alone. Raises Refusal where there is none of that name."""
        found = tuple(p for p in self.pieces if p.name == name)
        if not found:
            sentence = _("there is no part “{part}”; there are: {there}")
            there = ", ".join(p.name for p in self.pieces)
            raise Refusal(sentence.format(part=name, there=there))
        return Kit(self.title, found, self.foot_mm, self.foot_status, self.remarks)


def read(library: Library, lesson_id: str) -> Kit:
    """Cut all parts of a timber lesson. Raises Refusal where it has none or they cannot be."""
    lesson = library.lesson(lesson_id)
    if lesson.parts is None:
        sentence = _("{lesson} is no timber lesson: choose one with parts (shuimo lessons).")
        raise Refusal(sentence.format(lesson=lesson_id))
    if lesson.scorer == registry.BUILDING:
        sentence = _("{lesson} borrows its parts: take them home from the lessons they are of.")
        raise Refusal(sentence.format(lesson=lesson_id))
    path = library.file(lesson_id, lesson.parts)
    if lesson.scorer == registry.JOINERY:
        stock = cutting_plan.read(path)
        return _kit(lesson.title, stock, _timbers(stock))
    sizes = registry.read_parts(path)
    assert isinstance(sizes, BaseModel)
    return _kit(lesson.title, sizes, _raised(path, sizes))


def book(kit: Kit) -> Book:
    """Draw every part once, those cut alike together."""
    alike: dict[int, list[Piece]] = {}
    for piece in kit.pieces:
        alike.setdefault(id(piece.solid), []).append(piece)
    templates = tuple(_template(pieces) for pieces in alike.values())
    return Book(kit.title, templates, kit.foot_mm, kit.foot_status, kit.remarks)


def _template(pieces: Sequence[Piece]) -> Template:
    first = pieces[0]
    own = dict.fromkeys(p.called.zh_CN for p in pieces)
    which = "、".join(own) if set(own) != {first.kind_called.zh_CN} else ""
    views = drawing.views(first.solid, first.axes)
    return Template(first.kind_called, len(pieces), views, first.sizes, which)


def _kit(title: Text, sizes: BaseModel, pieces: Iterable[Piece]) -> Kit:
    foot = getattr(sizes, "foot_mm", None)
    mm, status = (foot.value, foot.status) if foot else (FOOT_MM, Status.CONFIRMED)
    return Kit(title, tuple(pieces), mm, status, open_questions(sizes))


def _raised(path: Path, sizes: BaseModel) -> list[Piece]:
    from lessons.arts import workpiece  # slow to load

    piece = workpiece.read(path)
    design = piece.design
    stands: Mapping[str, Pose] = {**design.start, **{p.name: p.pose for p in design.places}}
    return [
        Piece(
            part.name,
            piece.names[part.name],
            getattr(getattr(sizes, part.kind, None), "name", piece.names[part.name]),
            part.solid,
            part.wood,
            part.drawing,
            stands[part.name],
            measured(sizes, part.kind),
        )
        for part in design.parts
    ]


def _timbers(stock: Stock) -> list[Piece]:
    """The two timbers of an exercise, cut as they are asked for, the joint closed."""
    plan, sizes = Plan.of(stock), measured(stock, "")
    side, high, long = plan.width / 2, plan.height / 2, plan.post_length / 2
    thick = plan.thick / 2
    rail = solids.box((plan.tenon - plan.rail_length, -side, -high), (0.0, side, high))
    tenon = solids.box((-plan.width, -thick, -high), (plan.tenon, thick, high))
    room = (plan.depth, thick, high + plan.end_room)
    mortise = solids.box((-plan.depth, -room[1], -room[2]), room)
    post = solids.box((0.0, -side, -long), (plan.post_depth, side, long)).cut(mortise)
    named = (
        ("rail", Text(zh_CN="榫料", en="rail (榫料)"), solids.joined([rail, tenon])),
        ("post", Text(zh_CN="卯料", en="post (卯料)"), post),
    )
    return [Piece(n, t, t, solid, "fir", Pose(), Pose(), sizes) for n, t, solid in named]
