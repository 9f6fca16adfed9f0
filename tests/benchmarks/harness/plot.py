"""A plot of lines on two logarithmic scales, as SVG."""

import math
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 210, 40, 48
# Distinct for readers who do not tell red from green, and darker on white than 3:1.
COLOURS = ("#0b5394", "#b45f06", "#38761d", "#741b47", "#555555", "#990000")


class Line(NamedTuple):
    """A line with its name: points (x, y), both above 0."""

    name: str
    points: Sequence[tuple[float, float]]


def log_log(title: str, lines: Sequence[Line]) -> str:
    """Return the plot, an SVG document."""
    xs = [x for line in lines for x, _ in line.points]
    ys = [y for line in lines for _, y in line.points]
    left, right = _decades(xs)
    bottom, top = _decades(ys)
    inner_width, inner_height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def across(x: float) -> float:
        return LEFT + inner_width * (math.log10(x) - left) / (right - left)

    def down(y: float) -> float:
        return TOP + inner_height * (top - math.log10(y)) / (top - bottom)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" font-family="sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="22" font-size="14">{escape(title)}</text>',
    ]
    for exponent in range(left, right + 1):
        x = across(10**exponent)
        parts.append(
            f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}" stroke="#dddddd"/>'
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">'
            f"{_number(exponent)}</text>"
        )
    for exponent in range(bottom, top + 1):
        y = down(10**exponent)
        parts.append(
            f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#dddddd"/>'
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{_number(exponent)}</text>'
        )
    parts.append(
        f'<text x="{LEFT + inner_width / 2:.0f}" y="{HEIGHT - 10}" text-anchor="middle">'
        "entries</text>"
        f'<text x="16" y="{TOP + inner_height / 2:.0f}" text-anchor="middle" '
        f'transform="rotate(-90 16 {TOP + inner_height / 2:.0f})">seconds</text>'
    )
    for number, line in enumerate(lines):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in line.points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.extend(
            f'<circle cx="{across(x):.1f}" cy="{down(y):.1f}" r="3.5" fill="{colour}"/>'
            for x, y in line.points
        )
        y = TOP + 10 + 20 * number
        x = WIDTH - RIGHT + 14
        parts.append(
            f'<line x1="{x}" y1="{y}" x2="{x + 18}" y2="{y}" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{x + 24}" y="{y + 4}">{escape(line.name)}</text>'
        )
    parts.append("</svg>\n")
    return "\n".join(parts)


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten around the values."""
    low = math.floor(math.log10(min(values)))
    high = math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _number(exponent: int) -> str:
    if exponent < 0:
        return f"{10**exponent:.{-exponent}f}"
    return f"{10**exponent:,}".replace(",", "\u202f")
