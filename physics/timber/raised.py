"""Timber as it was raised: which part stands in which place, how it is cut, how it is laid."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from physics.pose import Pose
from physics.shape import Piece
from physics.timber import member, solids
from physics.timber.design import Design, Place
from physics.timber.part import Part
from physics.timber.solids import Solid

Kind = Literal["turned", "upside_down", "swapped", "chip", "wide", "short", "lean", "peg"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TOUCH = 1e-9  # m3; less than this two solids only touch


@dataclass(frozen=True)
class Fault:
    """One mistake: what is wrong with which part, and how far.

    `amount` in `unit` (mm, deg, mm/m; "" where there is none). `with_`: the part that it was
    swapped with.
    """

    kind: Kind
    part: str
    amount: float = 0.0
    unit: str = ""
    with_: str | None = None


@dataclass(frozen=True)
class Raised:
    """A design that was put together.

    `plan`: as it should be; `design`: as its parts were cut; `stands`: by place, the part that
    stands there; `poses` by part; `pegged`: the parts that are pegged to what bears them;
    `recut`: where the axes of a right part lie in one that was cut anew; `truth`: its mistakes.
    """

    plan: Design
    design: Design
    stands: Mapping[str, str]
    poses: Mapping[str, Pose]
    pegged: frozenset[str] = frozenset()
    recut: Mapping[str, Pose] = field(default_factory=dict)
    truth: tuple[Fault, ...] = ()

    def part(self, name: str) -> Part:
        """Return a part as it is cut. Raises KeyError for one that is not there."""
        return {p.name: p for p in self.design.parts}[name]

    def place(self, part: str) -> Place:
        """Return the place in which a part stands."""
        return self.design.place(next(q for q, p in self.stands.items() if p == part))

    def frame(self, part: str) -> Pose:
        """Return where the axes of the right part are in the world."""
        return self.poses[part].then(self.recut.get(part, Pose()))

    def solid(self, part: str) -> Solid:
        """Return a part as it stands in the world."""
        return solids.moved(self.part(part).solid, self.poses[part])

    def bearers(self, part: str) -> tuple[str, ...]:
        """Return the parts that bear a part; none: it stands on the ground."""
        return tuple(self.stands[b] for b in self.place(part).bearers)

    def borne(self, part: str) -> tuple[str, ...]:
        """Return the parts that a part bears."""
        return tuple(p for p in self.stands.values() if part in self.bearers(p))

    def above(self, part: str) -> frozenset[str]:
        """Return a part with all that stands on it, directly or not."""
        found = {part}
        for other in self.stands.values():  # the bearing ones come first
            if found.intersection(self.bearers(other)):
                found.add(other)
        return frozenset(found)

    def alone(self, part: str) -> bool:
        """Whether everything above a part stands on it and on nothing beside it."""
        group = self.above(part)
        return all(group.issuperset(self.bearers(p)) for p in group - {part})

    def faulty(self, fault: Fault) -> "Raised":
        """Return the same with one more mistake told."""
        return replace(self, truth=(*self.truth, fault))

    def laid(self, poses: Mapping[str, Pose]) -> "Raised":
        """Return the same with some parts laid elsewhere."""
        return replace(self, poses={**self.poses, **poses})

    def cut(self, part: str, solid: Solid, pieces: tuple[Piece, ...]) -> "Raised":
        """Return the same with one part cut anew, in its own frame, where it stands."""
        old = self.part(part)
        density = old.body.mass / old.solid.volume
        made = member.authored(old, solid, solids.body(solid, pieces, density))
        frame = made.drawing
        new = replace(made, drawing=frame.then(old.drawing))
        parts = tuple(new if p.name == part else p for p in self.design.parts)
        was = self.recut.get(part, Pose())
        return replace(
            self,
            design=replace(self.design, parts=parts),
            poses={**self.poses, part: self.poses[part].then(frame.back())},
            recut={**self.recut, part: frame.then(was)},
        )

    def fits(self, parts: frozenset[str]) -> bool:
        """Whether none of these parts runs into another part or into the ground."""
        rest = [self.solid(p) for p in self.stands.values() if p not in parts]
        world = solids.joined([floor(self.design), *rest])
        moving = solids.joined(self.solid(p) for p in parts)
        return world.within(moving).volume < TOUCH


def right(design: Design) -> Raised:
    """Return a design raised as it should be, without its props."""
    named = {p.name for p in design.places}
    design = replace(design, parts=tuple(p for p in design.parts if p.name in named))
    stands = {p.name: p.name for p in design.places}
    poses = {p.name: p.pose for p in design.places}
    return Raised(design, design, stands, poses, pegged(design))


def pegged(design: Design) -> frozenset[str]:
    """Return the parts that a right design has pegs for: in the yard, those that tie two others
    together and were fitted to them."""
    ties = (p for p in design.places if len(p.bearers) > 1 and p.takes == (p.name,))
    return frozenset(p.name for p in ties if design.setting == "yard")


def floor(design: Design) -> Solid:
    """Return what the design stands on."""
    return solids.joined(solids.convex(piece) for piece in design.floor.pieces)
