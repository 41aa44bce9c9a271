"""The colours of the house (sRGB), by name: one table for window, pages and reports."""

from typing import Literal, get_args

Colour = Literal[
    "wall", "paper", "slip", "ink", "soft", "stone", "hair", "fir", "camphor", "moss",
    "moss_deep", "red", "red_deep", "yellow", "green", "pink", "purple", "bar",
]  # fmt: skip
COLOURS: tuple[Colour, ...] = get_args(Colour)

HEX: dict[Colour, str] = {
    "wall": "#F4F0E6",  # lime wall
    "paper": "#EFE6D2",  # rice paper
    "slip": "#FAF7EF",  # a fresh slip laid on either
    "ink": "#2B2A28",  # tile and ink
    "soft": "#5C5A54",  # thinned ink: everything inferred, and small print
    "stone": "#8C8A82",  # unseen, hatched; never text
    "hair": "#CFC5AF",  # rules and grids
    "fir": "#B98A5A",
    "camphor": "#6E4A2F",
    "moss": "#6F7F5A",  # right
    "moss_deep": "#4C5A3B",  # right, as text
    "red": "#C8382E",  # off
    "red_deep": "#A52B22",  # off, as text
    "yellow": "#E3B23C",
    "green": "#3F8F6B",
    "pink": "#DE7F8C",
    "purple": "#6B4A86",
    "bar": "#DCCBA3",  # the master's note behind the learner's line
}


def rgb(colour: Colour) -> tuple[float, float, float]:
    """Return a colour as sRGB red, green, blue in 0..1."""
    digits = HEX[colour]
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio 1..21 of two colours (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
