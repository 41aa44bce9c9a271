"""Which part can go in when: found from the shapes themselves, never from a list of steps.

A part goes in where its exact solid, moved home along its way, meets no wood that stands.
"""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from physics.pose import Array
from physics.timber import solids
from physics.timber.design import Design, Place
from physics.timber.solids import Solid

BLOCKED = 5e-8  # m3 of wood in wood: a shaving's worth is the play of parts that touch
LOOKS = 12  # stations on the way, the last of them home
APPROACH = 0.30  # m before its joints a part has to come freely, too


def can_enter(
    design: Design, standing: Iterable[str], place: str, way: Array | None = None
) -> bool:
    """Whether a part can be brought home between what stands; see `barred_by`."""
    return not barred_by(design, standing, place, way)


def barred_by(
    design: Design, standing: Iterable[str], place: str, way: Array | None = None
) -> tuple[str, ...]:
    """Return the standing places that bar the way into a place; none: the part goes in.

    `standing` are places whose parts stand true. The part comes along `way` (3,), a unit
    vector, or along the place's own entry, from APPROACH m before its joints begin.
    """
    target = design.place(place)
    others = [p for p in standing if p != place]
    return tuple(p for p in others if _meets(design, target, design.place(p), way))


def is_borne(design: Design, standing: Iterable[str], place: str) -> bool:
    """Whether all that bears a place stands: without it the part would fall."""
    return set(design.place(place).bearers) <= set(standing)


def allowed(design: Design, standing: Iterable[str]) -> tuple[str, ...]:
    """Return the places that can be filled next: borne, and not barred by what stands."""
    there = tuple(standing)
    return tuple(
        p.name
        for p in design.places
        if p.name not in there
        and is_borne(design, there, p.name)
        and can_enter(design, there, p.name)
    )


def before(design: Design) -> Mapping[str, frozenset[str]]:
    """Return for each place those that have to be filled earlier.

    They bear it, or it would bar their way if it stood first.
    """
    found = {p.name: set(p.bearers) for p in design.places}
    for later in design.places:
        for earlier in design.places:
            if later is not earlier and _meets(design, earlier, later, None):
                found[later.name].add(earlier.name)
    return {name: frozenset(places) for name, places in found.items()}


def order(design: Design) -> Iterator[tuple[str, ...]]:
    """Yield rounds of places, each of which can be filled once all rounds before it stand.

    Raises ValueError where some places keep one another out.
    """
    needs = before(design)
    done: set[str] = set()
    while len(done) < len(needs):
        now = tuple(name for name, first in needs.items() if name not in done and first <= done)
        if not now:
            raise ValueError(f"these keep one another out: {sorted(set(needs) - done)}")
        yield now
        done.update(now)


def follows(design: Design, sequence: Iterable[str]) -> tuple[str, str] | None:
    """Return the first (place, what had to stand before it) that a sequence gets wrong."""
    needs, done = before(design), set[str]()
    for name in sequence:
        if missing := needs[name] - done:
            return name, min(missing)
        done.add(name)
    return None


def _meets(design: Design, place: Place, other: Place, way: Array | None) -> bool:
    """Whether the part of one place strikes that of another on its way home."""
    along = np.array(place.entry) if way is None else way
    far = place.travel + APPROACH
    still = _at(design, other)
    if _apart(_at(design, place), still, along * far):
        return False
    moving = _at(design, place)
    steps = (moving.moved(_three(-along * far * k / LOOKS)) for k in range(LOOKS))
    return any(solid.within(still).volume > BLOCKED for solid in steps)


def _at(design: Design, place: Place) -> Solid:
    part = next(p for p in design.parts if p.name == place.name)
    return solids.moved(part.solid, place.pose)


def _apart(moving: Solid, still: Solid, way: Array) -> bool:
    """Whether the boxes around the way and around what stands do not touch at all."""
    one, other = moving.bounds, still.bounds
    if one is None or other is None:
        return True
    low, high = np.minimum(one[0], one[0] - way), np.maximum(one[1], one[1] - way)
    return bool(((low > other[1]) | (high < other[0])).any())


def _three(vector: Array) -> tuple[float, float, float]:
    return float(vector[0]), float(vector[1]), float(vector[2])
