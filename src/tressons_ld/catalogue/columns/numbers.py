"""Numbers and codes that have a form of their own: sizes, SIREN, NUTS, outlines.

An outline is WKT (OGC 06-103r4, section 7.2) in CRS84.
"""

import re

from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.catalogue.columns.spelling import did_you_mean
from tressons_ld.findings.finding import Finding, finding


def parse_size(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> int | None:
    """Return the size in bytes."""
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return int(text)
    problems.append(finding("table.size-unreadable", row.at(column), text))
    return None


def parse_siren(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> str | None:
    """Return the nine digits of the French register of companies, whose last one is a check digit.

    The check is Luhn's (ISO/IEC 7812-1, annex B).
    """
    if not re.fullmatch("[0-9]{9}", text):
        digits = re.sub(r"[\s.]", "", text)
        meant = digits if re.fullmatch("[0-9]{9}", digits) else None
        problems.append(
            finding("table.siren-unreadable", row.at(column), text, suggestion=did_you_mean(meant))
        )
        return None
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in text[-2::-2])
    if (doubled + sum(int(digit) for digit in text[-1::-2])) % 10:
        problems.append(finding("table.siren-check-digit", row.at(column), text))
    return text


def parse_nuts(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> str | None:
    """Return the NUTS code: a country's two letters and up to three digits or letters."""
    if re.fullmatch("[A-Z]{2}[0-9A-Z]{0,3}", text):
        return text
    problems.append(finding("table.nuts-unreadable", row.at(column), text))
    return None


_NUMBER = r"-?[0-9]{1,3}(?:\.[0-9]+)?"
_POINT = rf"\s*({_NUMBER})\s+({_NUMBER})\s*"
_POLYGON = re.compile(rf"POLYGON\s*\(\(({_POINT}(?:,{_POINT})+)\)\)", re.IGNORECASE)


def parse_bbox(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> str | None:
    """Return the WKT polygon, a closed ring of points in degrees, longitude first."""
    if match := _POLYGON.fullmatch(text):
        points = [tuple(map(float, point.split())) for point in match[1].split(",")]
        within = all(
            abs(longitude) <= 180 and abs(latitude) <= 90 for longitude, latitude in points
        )
        if len(points) >= 4 and points[0] == points[-1] and within:
            return text
    problems.append(finding("table.bbox-unreadable", row.at(column), text))
    return None
