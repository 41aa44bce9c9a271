"""What can be done in the print shop, as whole numbers of at most 16 bytes an act.

Places are 1/32 of a cell (block frame for cut and brush, sheet frame for rub), forces hundredths
of a newton, times ticks of 1/240 s, shifts hundredths of a millimetre, turns thousandths of a
degree.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from content.event import Event

BYTES = 16
MOST_ACTS = 1_000_000
Field = tuple[str, str, int, int]  # name, form in the record, lowest, highest

_PLACE = (0, 65535)
_WAY: tuple[Field, ...] = tuple((n, "H", *_PLACE) for n in ("x0", "y0", "x1", "y1"))
_BLOCK: Field = ("block", "B", 0, 7)
_STROKE: tuple[Field, ...] = (*_WAY, ("force", "H", 0, 20000), ("ticks", "H", 1, 240))

# The kinds of acts in the order of their codes: what each one's numbers are.
KINDS: Mapping[str, tuple[Field, ...]] = {
    "paste": (_BLOCK, ("dx", "h", -2000, 2000), ("dy", "h", -2000, 2000),
              ("turn", "h", -20000, 20000), ("paste", "B", 0, 100)),  # 上样
    "take": (_BLOCK,),  # a block onto the table
    "cut": (*_WAY, ("d0", "H", *_PLACE), ("d1", "H", *_PLACE), ("lean", "h", -9000, 9000),
            ("tool", "B", 0, 15)),
    "mix": (_BLOCK, ("colour", "H", 0, 2000), ("glue", "H", 0, 2000), ("water", "H", 0, 2000)),
    "damp": (("water", "B", 0, 100),),  # 夹水, percent of what soaks the stack
    "wait": (("ticks", "H", 1, 65535),),
    "dip": (("share", "B", 0, 200),),  # percent of a good load
    "brush": _STROKE,
    "wash": (),
    "fix": (_BLOCK, ("dx", "h", -2000, 2000), ("dy", "h", -2000, 2000),
            ("turn", "h", -20000, 20000)),  # 摸版: where the block lies under the stack
    "page": (("sheet", "B", 0, 63),),  # 扦纸: which sheet of the stack comes next
    "lay": (),
    "rub": _STROKE,
    "lift": (("dx", "h", -1000, 1000), ("dy", "h", -1000, 1000)),  # pulled askew by so much
    "hang": (),  # 晾
    "mount": (),  # 装裱
}  # fmt: skip
_CODES = {kind: code for code, kind in enumerate(KINDS)}
_FORMS = {kind: struct.Struct("<B" + "".join(f[1] for f in KINDS[kind])) for kind in KINDS}


@dataclass(frozen=True)
class Act:
    """One act: its kind and its numbers, in the order of KINDS.

    Raises ValueError for a kind that there is not and for numbers that are none or too large.
    """

    kind: str
    numbers: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        fields = KINDS.get(self.kind)
        if fields is None:
            raise ValueError(f"there is no act called {self.kind!r}")
        if len(self.numbers) != len(fields):
            raise ValueError(f"{self.kind} has {len(fields)} numbers, not {len(self.numbers)}")
        for (name, _form, low, high), value in zip(fields, self.numbers, strict=True):
            if type(value) is not int or not low <= value <= high:
                raise ValueError(f"{self.kind}: {name} is {value!r}, not within {low} to {high}")

    @property
    def named(self) -> dict[str, int]:
        """The numbers by name."""
        return {f[0]: n for f, n in zip(KINDS[self.kind], self.numbers, strict=True)}


def of_event(event: Event, prefix: str = "shop.") -> Act | None:
    """Read an act from an input; None for what is none. Raises ValueError for a wrong one."""
    kind = event.name.removeprefix(prefix)
    if not event.name.startswith(prefix) or kind not in KINDS:
        return None
    return Act(kind, tuple(event.value.get(f[0], 0) for f in KINDS[kind]))


def pack(acts: Iterable[Act]) -> bytes:
    """Return 16 bytes an act."""
    return b"".join(
        _FORMS[a.kind].pack(_CODES[a.kind], *a.numbers).ljust(BYTES, b"\0") for a in acts
    )


def unpack(packed: bytes) -> tuple[Act, ...]:
    """Return the acts of `packed`; a last one that is torn off is left out.

    Raises ValueError for bytes that are no acts and for more than MOST_ACTS of them.
    """
    count = len(packed) // BYTES
    if count > MOST_ACTS:
        raise ValueError(f"{count} acts are too many for one lesson: at most {MOST_ACTS}")
    return tuple(_read(packed[k * BYTES : (k + 1) * BYTES], k) for k in range(count))


def _read(record: bytes, place: int) -> Act:
    kinds: Sequence[str] = tuple(KINDS)
    if record[0] >= len(kinds):
        raise ValueError(f"act {place} is none: there is no kind {record[0]}")
    kind = kinds[record[0]]
    form = _FORMS[kind]
    if any(record[form.size :]):
        raise ValueError(f"act {place} is none: bytes stand behind its end")
    return Act(kind, form.unpack(record[: form.size])[1:])
