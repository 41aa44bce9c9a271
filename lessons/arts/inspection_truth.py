"""What was hidden in raised timber, as the judge needs it: which marks find which mistake."""

from lessons.scorers.inspection import Hidden
from physics.timber.raised import Fault, Raised


def told(raised: Raised) -> tuple[Hidden, ...]:
    """Return every mistake with the parts on which a mark finds it or follows from it."""
    return tuple(
        Hidden(f.kind, f.part, f.amount, f.unit, _also(raised, f), _follows(raised, f))
        for f in raised.truth
    )


def _also(raised: Raised, fault: Fault) -> frozenset[str]:
    """The other part of the joint that has the mistake."""
    if fault.kind == "swapped" and fault.with_:
        return frozenset({fault.with_})
    if fault.kind in ("chip", "short", "peg"):
        return frozenset(raised.bearers(fault.part))
    return frozenset(raised.borne(fault.part)) if fault.kind == "wide" else frozenset()


def _follows(raised: Raised, fault: Fault) -> frozenset[str]:
    if fault.kind != "lean":
        return frozenset()
    return raised.above(fault.part) - {fault.part}
