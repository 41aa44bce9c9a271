"""A square pavilion as lines and levels: what its sizes come to in metres.

The frame of the design: x to the east along the front, y to the north away from the learner, z
up, the origin on the ground in the middle. Corners and sides are called by the compass.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from physics.pose import Pose, about
from physics.timber import bracket, members
from physics.timber.pavilion_sizes import PavilionSizes
from physics.timber.sizes import Sizes

CORNERS: Mapping[str, int] = {"sw": 0, "se": 1, "ne": 2, "nw": 3}  # in quarter turns
SIDES: Mapping[str, int] = {"s": 0, "e": 1, "n": 2, "w": 3}
LOWER = ("s", "n")  # the sides whose 桁 lie under the others where they cross
_SHOULDER = 0.075  # of the column: how deep a 枋's shoulder is let in, so that two tails clear


@dataclass(frozen=True)
class Tongue:
    """How a 桁 is cut over a bracket set: flat `flat` m above its underside, `width` wide and
    `depth` high where it lies in the mouths, `half` m to each side."""

    flat: float
    width: float
    depth: float
    half: float


@dataclass(frozen=True)
class Frame:
    """Measures in metres, angles in radians.

    `head`: level of the columns' heads; `shoulder`: a 枋's shoulder from the column's axis;
    `axis`: level of the 桁's middle line; `pitch`: of the rafters, `hip`: of the 老戗.
    """

    span: float
    column: float
    column_height: float
    drum: tuple[float, float, float]  # width, belly, height
    fang: tuple[float, float]  # thickness, height
    shoulder: float
    head: float
    paike: float  # half the way between the two of a side
    heng: float
    heng_head: float
    tongue: Tongue
    axis: float
    pitch: float
    hip: float
    chuan: float
    chuan_eave: float
    chuan_spacing: float
    laoqiang: tuple[float, float, float]  # width, height, share at the upper end
    laoqiang_eave: float
    lamp: tuple[float, float]  # 灯心木: diameter, length
    pin: float

    @property
    def bearing(self) -> float:
        """Level of the 桁's tops, where the 老戗 sit."""
        return self.axis + self.heng / 2

    @property
    def corner(self) -> float:
        """From the middle to a column, seen from above."""
        return self.span / math.sqrt(2)


def frame(sizes: PavilionSizes, paike: Sizes) -> Frame:
    """Work out the measures of a pavilion on bracket sets `paike`."""
    share, length = sizes.shares, sizes.lengths
    span = sizes.metres(length.span)
    tall = span * share.column_height_of_span.value
    column = tall * share.column_diameter_of_height.value
    drum = column * share.drum_width_of_column.value
    stone = column * share.drum_height_of_column.value
    heng = span * share.heng_girth_of_span.value / math.pi
    slope = share.rise_of_run.value
    tongue = _tongue(paike, heng)
    return Frame(
        span=span,
        column=column,
        column_height=tall,
        drum=(drum, drum * share.drum_belly_of_width.value, stone),
        fang=(sizes.metres(length.fang_thickness), tall * share.fang_height_of_column_height.value),
        shoulder=column * (0.5 - _SHOULDER),
        head=stone + tall,
        paike=sizes.metres(length.paike_spacing) / 2,
        heng=heng,
        heng_head=sizes.metres(length.heng_head),
        tongue=tongue,
        axis=stone + tall + bracket.bed_height(paike) + heng / 2 - tongue.flat,
        pitch=math.atan(slope),
        hip=math.atan(slope / math.sqrt(2)),
        chuan=sizes.metres(length.jie) * share.chuan_girth_of_jie.value / math.pi,
        chuan_eave=sizes.metres(length.chuan_eave),
        chuan_spacing=sizes.metres(length.chuan_spacing),
        laoqiang=(
            sizes.metres(length.laoqiang_width),
            sizes.metres(length.laoqiang_height),
            share.laoqiang_tip.value,
        ),
        laoqiang_eave=sizes.metres(length.laoqiang_eave),
        lamp=(sizes.metres(length.dengxinmu_diameter), sizes.metres(length.dengxinmu_length)),
        pin=sizes.metres(length.pin),
    )


def quarter(turns: float) -> Pose:
    """Return the frame of a side or corner: turned about the upright by quarter turns."""
    return Pose.of(np.zeros(3), about(2, turns * math.pi / 2))


def _tongue(paike: Sizes, heng: float) -> Tongue:
    """Work out how a round 桁 is cut to lie on the beds in the mouths of the 升."""
    width = paike.metres(paike.gong.thickness.cun)
    round_ = members.lying("heng", heng, 1.0, members.SIDES).points[: members.SIDES, 1:]
    right = round_[(round_[:, 0] > 0) & (round_[:, 1] < heng / 2)]
    right = right[np.argsort(right[:, 0])]
    flat = float(np.interp(width / 2, right[:, 0], right[:, 1]))
    mouth = paike.metres(paike.sheng.height.cun) - bracket.bed_level(paike, paike.sheng)
    reach = max(paike.sheng_places.cun) + paike.sheng.width.cun
    return Tongue(flat, width, mouth, paike.metres(reach))
