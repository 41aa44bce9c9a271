"""Which kinds of mistake a part can have by how it stands; what the wood allows is tried later."""

from physics.timber.raised import Kind, Raised


def possible(raised: Raised, part: str) -> frozenset[Kind]:
    """Return the kinds that `faults.made` may bring about in a part, and at times a few more.

    Nothing is cut or moved for it. Raises KeyError for a part that is not there.
    """
    place, own = raised.place(part), raised.part(part)
    on, bears = raised.bearers(part), bool(raised.borne(part))
    others = (p for p in raised.stands.values() if raised.part(p).kind == own.kind)
    footed = all(raised.part(b).wood == "stone" for b in on)
    can: dict[Kind, bool] = {
        "turned": place.ways == 1 or (place.ways > 1 and not bears),
        "upside_down": bool(on) and not bears and abs(place.entry[2]) >= 0.5,
        "swapped": any(p not in place.takes for p in others),
        "chip": len(on) == 1 and raised.alone(part) or (len(on) > 1 and not bears),
        "wide": bears,
        "short": bool(on),
        "lean": footed and (raised.alone(part) or len(on) == 1),
        "peg": part in raised.pegged,
    }
    return frozenset(kind for kind, so in can.items() if so)
