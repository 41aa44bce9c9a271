"""以虚增实: a photograph of a real sheet, judged by the same measures as a sheet of the shop."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from content import plates, raster
from content.assessment import Assessment
from content.errors import Refusal
from content.library import Library
from content.texts import _
from lessons.arts.printing_found import Made, SheetMade
from lessons.print_work import Printable, printable
from lessons.scorers import printing as scorer
from physics.woodblock import photo, photo_layers
from physics.woodblock.colour import TABLE
from physics.woodblock.photo import Flat

CELLS = 512  # a side: a photograph tells no more than half a millimetre
UNSEEN = ("uneven_pct", "swelling_mm", "ghost_mm", "bleed_mm")
THERE = 0.1  # share of a drawing that has ink, from which its block was printed at all


@dataclass(frozen=True)
class Photographed:
    """A sheet out of a photograph: flattened, judged; `masses` the ink of each block, g/m2."""

    of: Printable
    flat: Flat
    masses: Mapping[str, photo_layers.Field]
    assessment: Assessment


def judged(library: Library, name: str, file: Path) -> Photographed:
    """Judge the photograph of a sheet of a lesson or design. Raises Refusal, saying why not."""
    of = printable(library, name, CELLS)
    flat = photo.flattened(raster.read(file), asked(of))
    if isinstance(flat, str):
        raise Refusal(why(flat, of.design.side_mm).format(file=file))
    apart = photo_layers.apart(flat.light, _blocks(of), of.work.grid.cell)
    made = sheet(of, apart, flat.blur_mm)
    everything = frozenset(step.id for step in of.lesson.steps)  # a sheet shows no steps
    done = Made(done=everything, sheet=made, engine="photograph")
    assessment = _told(scorer.assess(of.lesson, library.lesson_hash(of.lesson.id), done))
    return Photographed(of, flat, {name: v.mass for name, v in apart.items()}, assessment)


def asked(of: Printable) -> photo.Drawn:
    """Return what a photograph is looked at for."""
    key, side = of.work.plates[0].mask, of.design.side_mm
    drawn = key.astype(np.float32)
    crosses = np.array([plates.cross_at(drawn, side, cross) for cross in of.design.crosses])
    return photo.Drawn(key, np.any([p.mask for p in of.work.plates], axis=0), crosses, side)


def _blocks(of: Printable) -> dict[str, photo_layers.Plate]:
    return {p.name: photo_layers.Plate(p.pigment, p.mask) for p in of.work.plates}


def flat_jpeg(flat: Flat) -> bytes:
    """Return the flattened sheet as JPEG, its paper white."""
    light = np.clip(flat.light, 0, 1)
    steps = np.asarray(light * (len(TABLE) - 1), np.intp)
    return raster.jpeg(TABLE[steps][::-1], 900)


def sheet(of: Printable, apart: Mapping[str, photo_layers.Apart], blur_mm: float) -> SheetMade:
    """Measure the layers of a photograph, the colours beside the key."""
    found = photo_layers.measured(apart, _blocks(of), of.work.grid.cell, blur_mm)
    there = {name: v for name, v in found.items() if not v.coverage < THERE}
    first = of.work.plates[0].name
    return SheetMade(
        layers=there,
        register={name: v.shift for name, v in there.items() if name != first},
        absent=tuple(name for name in found if name not in there),
    )


def _told(assessment: Assessment) -> Assessment:
    """Say of what a photograph does not show that it is for this that it is withheld."""
    measures = tuple(
        m.model_copy(update={"withheld": "photograph"}) if m.withheld and m.name in UNSEEN else m
        for m in assessment.measures
    )
    return assessment.model_copy(update={"measures": measures})


def of_sheet(assessment: Assessment) -> Assessment:
    """Return what is measured on the sheet alone: a photograph shows no time and no trials."""
    told = tuple(m for m in assessment.measures if m.unit not in ("count", "s"))
    return assessment.model_copy(update={"measures": told})


def why(word: str, side_mm: float) -> str:
    """Return why a photograph of a sheet `side_mm` wide cannot be judged; {file} stands open."""
    sentences = {
        "no_crosses": _(
            "{file}: the register crosses of the design are not found; take the whole sheet from "
            "straight above, with all crosses in sight"
        ),
        "small": _(
            "{file}: the sheet is too small in the picture; its sides must be {need} pixels long: "
            "go nearer, and give the original, not a smaller copy"
        ),
        "cut": _(
            "{file}: part of the drawing lies outside the picture; take the whole sheet, with "
            "its margins"
        ),
        "blurred": _("{file}: the picture is not sharp; hold the camera still and focus"),
        "dark": _("{file}: the picture is too dark; take it in more light"),
        "bright": _("{file}: the paper is white without end; expose less"),
    }
    need = math.ceil(photo.LEAST_PER_MM * side_mm)
    return sentences[word].replace("{need}", str(need))
