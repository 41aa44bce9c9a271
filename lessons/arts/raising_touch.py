"""What touches a part tells what it lies on and what lies on it: by name, with the contact."""

from collections import defaultdict
from collections.abc import Sequence

from physics.engine import Contact

TOUCH_M = 0.001  # parts nearer than this touch
ON_TOP = 0.5  # a contact whose upward share is larger than this carries
Touching = Sequence[tuple[str, Contact]]


def on_top(touching: Touching) -> str | None:
    """Return a part that lies on the one that is touched, if any does."""
    return next((name for name, c in touching if c.normal[2] < -ON_TOP), None)


def bearers(touching: Touching) -> tuple[str, ...]:
    """Return the parts that the one that is touched lies on."""
    under = (name for name, c in touching if c.normal[2] > ON_TOP and c.gap < TOUCH_M)
    return tuple(dict.fromkeys(under))


def under(touching: Touching) -> str:
    """Return what carries most of it: another part, or "bench" (the floor)."""
    load: defaultdict[str, float] = defaultdict(float)
    for name, contact in touching:
        load[name] += contact.newtons * max(0.0, contact.normal[2])
    return max(load, key=lambda name: load[name], default="bench")
