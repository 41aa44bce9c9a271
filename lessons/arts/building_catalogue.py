"""The parts that can be had in the free yard, and where each of them fits on another."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import Field

from content import yamlfile
from content.faults import fit
from content.formats import refuse_newer
from content.model import Document
from lessons.arts import workpiece
from physics.pose import Array, Pose, about
from physics.timber.design import Bracing, Design, Place
from physics.timber.part import Part
from physics.timber.pavilion_sizes import BracketLink

FORMAT = 1
KIND = "catalogue"


class Source(BracketLink):
    """A file of parts in another pack; `manner` tells its parts from those of another manner."""

    manner: Literal["", "wuqi", "siliu"] = ""


class Sources(Document):
    """The file of a yard's parts: the designs they are taken from."""

    format: int
    kind: Literal["catalogue"]
    designs: tuple[Source, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Fit:
    """How a part fits on another: the other's kind, the part's pose in the other's frame, in how
    many ways it serves there, and the upright (3,) in the other's frame as it stands then."""

    on: str
    pose: Pose
    ways: int
    upright: Array


@dataclass(frozen=True)
class Entry:
    """One kind of part: how it lies on the ground (its place there says nothing), where it
    fits; `bracing`: the kinds of braces, and by this kind, where they lean on it as it stands over
    the origin."""

    part: Part
    lies: Pose
    fits: tuple[Fit, ...]
    prop: bool = False
    bracing: Bracing = Bracing()

    def made(self, name: str) -> Part:
        """Return one more such part."""
        return replace(self.part, name=name)


Catalogue = Mapping[str, Entry]


def read(path: Path) -> Sources:
    """Read a file of sources. Raises Refusal where it is missing or not as it should be."""
    file = yamlfile.read(path)
    refuse_newer(file.value, FORMAT, path)
    sources, faults = fit(Sources, file)
    if sources is None or faults:
        raise yamlfile.YamlError(path, *faults[0])
    return sources


def catalogue(path: Path) -> Catalogue:
    """Cut one part of every kind that a file names. Raises Refusal where one cannot be."""
    found: dict[str, Entry] = {}
    for source in read(path).designs:
        design = workpiece.read(workpiece.linked(source, path)).design
        for kind, entry in _entries(design, source.manner):
            found.setdefault(kind, entry)
    return found


def _entries(design: Design, manner: str) -> Iterator[tuple[str, Entry]]:
    kinds = _kinds(design, manner)
    firsts = {kind: name for name, kind in reversed(tuple(kinds.items()))}
    for part in design.parts:
        kind = kinds[part.name]
        if firsts[kind] == part.name:
            yield (
                kind,
                Entry(
                    part=replace(part, kind=kind),
                    lies=design.start[part.name],
                    fits=tuple(_fits(design, kinds, kind)),
                    prop=part.name in design.temporary,
                    bracing=_bracing(design, kinds, part.name),
                ),
            )


def _bracing(design: Design, kinds: Mapping[str, str], name: str) -> Bracing:
    """Return the braces of a design by kind; where they lean on a part, if they do."""
    whole = design.bracing
    braces = tuple(dict.fromkeys(kinds[brace] for brace in whole.parts))
    spots = {}
    if name in whole.spots:
        stands = design.place(name).pose
        foot = Pose((*stands.at[:2], 0.0), stands.turn)
        spots = {kinds[name]: tuple(foot.back().then(spot) for spot in whole.spots[name])}
    return replace(whole, parts=braces, spots=spots)


def _kinds(design: Design, manner: str) -> Mapping[str, str]:
    """Return by part what it is called here: parts cut alike share a name."""
    first: dict[int, Part] = {}
    for part in design.parts:
        first.setdefault(id(part.solid), part)
    kinds = [part.kind for part in first.values()]
    end = f".{manner}" if manner else ""
    called = {
        key: (part.kind if kinds.count(part.kind) == 1 else part.name) + end
        for key, part in first.items()
    }
    return {part.name: called[id(part.solid)] for part in design.parts}


def _fits(design: Design, kinds: Mapping[str, str], kind: str) -> Iterator[Fit]:
    """Yield each way in which a part of a kind stands on what bears it, once."""
    seen: set[tuple[object, ...]] = set()
    for place in design.places:
        for found in _fits_at(place, design, kinds) if kinds[place.name] == kind else ():
            turn = np.round(found.pose.matrix.flat, 3) + 0.0  # no -0.0
            key = (found.on, *np.round(found.pose.at, 4), *turn)
            if key not in seen:
                seen.add(key)
                yield found


def _fits_at(place: Place, design: Design, kinds: Mapping[str, str]) -> Iterator[Fit]:
    """Yield how a part stands in a place; what nothing bears there stands on a prop."""
    for bearer in map(design.place, place.bearers):
        for k in range(max(1, bearer.ways)):
            turned = Pose.of(np.zeros(3), about(2, 2 * math.pi * k / max(1, bearer.ways)))
            pose = turned.then(bearer.pose.back().then(place.pose))
            yield Fit(kinds[bearer.name], pose, place.ways, bearer.pose.matrix[2])
    if not place.bearers and place.pose.at[2] > 0:
        for prop in design.props:
            pose = design.start[prop].back().then(place.pose)
            yield Fit(kinds[prop], pose, place.ways, design.start[prop].matrix[2])
