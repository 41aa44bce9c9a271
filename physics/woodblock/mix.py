"""冲色配胶: colour, glue and water, and how what was mixed of them behaves.

No recipe of the craft was found. The mixtures here are named presets of this program's own,
status unresolved, until a printer gives his or his proofs are fitted.
"""

from dataclasses import dataclass

BEST = (0.12, 0.06)  # share of colour, share of glue, the rest water; unresolved
MOST_GRAMS = 200.0


@dataclass(frozen=True)
class Mix:
    """One bowl: grams of colour, glue and water. Raises ValueError for what no bowl can be."""

    colour: float
    glue: float
    water: float

    def __post_init__(self) -> None:
        parts = (self.colour, self.glue, self.water)
        if not all(0 <= g <= MOST_GRAMS for g in parts) or self.total <= 0:
            raise ValueError(f"a bowl of {parts} g cannot be: 0 to {MOST_GRAMS:g} g of each")

    @property
    def total(self) -> float:
        """Grams in the bowl."""
        return self.colour + self.glue + self.water

    @property
    def strength(self) -> float:
        """Colour in the ink, 1 = as in the preset."""
        return self.colour / self.total / BEST[0]

    @property
    def tack(self) -> float:
        """Glue in the ink, 1 = as in the preset: below it sheds, above it sticks."""
        return self.glue / self.total / BEST[1]

    @property
    def thin(self) -> float:
        """How freely it runs, 1 = as the preset: more water runs, glue and colour hold."""
        solid = self.colour + self.glue
        return min(3.0, self.water / self.total / (1 - sum(BEST)) * sum(BEST) * self.total
                   / max(solid, 0.05 * self.total))  # fmt: skip


@dataclass(frozen=True)
class Ink:
    """What a mixture does on block and paper.

    `strength`: colour per g of ink, 1 = the preset's. `hold` g/m2: a film thicker than this
    runs. `grip` m2/g, `bed` g/m2 and `split`: k, b and f of Walker and Fetsko (1955). `keep`
    g/m2: what damp paper holds before it wicks. `dries` s: the film's wetness falls to 1/e.
    """

    strength: float
    hold: float
    grip: float
    bed: float
    split: float
    keep: float
    dries: float


def ink(mix: Mix) -> Ink:
    """Return how a mixture behaves. The dependences are inferred, no measurement was found."""
    tack, thin = min(mix.tack, 3.0), mix.thin
    return Ink(
        strength=mix.strength,
        hold=9.0 / max(thin, 0.3),
        grip=0.9 * min(1.0, 0.4 + 0.6 * tack),
        bed=3.0,
        split=0.45 / (0.7 + 0.3 * max(tack, 1.0)),
        keep=7.0 / max(thin, 0.5),
        dries=150.0 / (0.5 + 0.5 * max(tack, 0.2)),
    )


PRESET = Mix(colour=12.0, glue=6.0, water=82.0)
