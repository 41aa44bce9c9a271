"""What the laws of fit, pegs and splitting have to know of a wood.

All figures are an engineer's round numbers for dry timber, held for inferred until a joiner's
own trial pieces are measured; no grade rests on them.
"""

from dataclasses import dataclass

from content.model import Basis, Status


@dataclass(frozen=True)
class Species:
    """One wood; stresses in Pa across the grain.

    `stiffness`: pressure a tenon's squeezed thickness gives for a strain of 1, far below the
    modulus of clear wood because only the high spots of worked faces bear; `crush`: where the
    faces yield; `split`: tension that opens it; `tearing` J/m2: work to open a split;
    `peg_shear`: across the fibres of a peg; `friction` of wood on wood; `density` kg/m3.
    """

    name: str
    stiffness: float
    crush: float
    split: float
    peg_shear: float
    tearing: float
    friction: float
    density: float
    basis: Basis


_INFERRED = Basis.of(Status.INFERRED, "engineering figure")
FIR = Species("fir", 60e6, 2.5e6, 1.5e6, 9e6, 250.0, 0.35, 400.0, _INFERRED)
CAMPHOR = Species("camphor", 90e6, 4.5e6, 2.5e6, 12e6, 400.0, 0.35, 550.0, _INFERRED)
