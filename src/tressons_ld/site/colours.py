"""The colours of the pages, and how well one is read on another."""

import re
from typing import NamedTuple

from tressons_ld.catalogue.model import Look

ENOUGH = 4.5
"""Least contrast of a text with its ground: WCAG 2.2, success criterion 1.4.3, level AA."""

_HEX = re.compile(r"#[0-9a-f]{6}")


class Ground(NamedTuple):
    """What links and marks stand on.

    Attributes:
        setting: the key of catalogue.toml that gives their colour.
        colours: those that they stand on in the style sheet.
        accent: the colour that the style sheet gives them.
        towards: what a colour that is not read well is mixed with.
    """

    setting: str
    colours: tuple[str, ...]
    accent: str
    towards: int


LIGHT = Ground("site.accent", ("#fbfaf7", "#f0ede4"), "#0b5d5e", 0)
DARK = Ground("site.dark_accent", ("#15191b", "#1e2427"), "#7fc9c6", 255)


def is_colour(text: str) -> bool:
    """Return whether a text is a colour as the settings take it: ``#0b5d5e``."""
    return bool(_HEX.fullmatch(text))


def contrast(colour: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2).

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    darker, lighter = sorted((_luminance(colour), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, ground: Ground) -> float:
    """Return the contrast of a colour with what it stands on, the least of them."""
    return min(contrast(colour, each) for each in ground.colours)


def readable(colour: str, ground: Ground) -> str:
    """Return the colour nearest to a colour that is read well: darker, or lighter on dark ground.

    >>> readable("#0b5d5e", LIGHT)
    '#0b5d5e'
    """
    for step in range(101):
        mixed = "".join(
            f"{round(channel + (ground.towards - channel) * step / 100):02x}"
            for channel in _channels(colour)
        )
        if least_contrast(f"#{mixed}", ground) >= ENOUGH:
            break
    return f"#{mixed}"


def accents(look: Look) -> tuple[str, str]:
    """Return the colours of links and marks, on light and on dark ground.

    A house that gives one of them has the other from it, as light or as dark as it takes.
    """
    light = look.accent if is_colour(look.accent) else ""
    dark = look.dark_accent if is_colour(look.dark_accent) else ""
    if not light and not dark:
        return LIGHT.accent, DARK.accent
    return light or readable(dark, LIGHT), dark or readable(light, DARK)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2, definitions)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
