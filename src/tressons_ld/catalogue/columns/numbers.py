"""Numbers and codes that have a form of their own: sizes, SIREN, NUTS, outlines.

An outline is WKT (OGC 06-103r4, section 7.2) in CRS84.
"""

import re

from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.catalogue.columns.readings import reading_remark
from tressons_ld.catalogue.columns.spelling import did_you_mean
from tressons_ld.findings.finding import Finding, finding

_SIZE = re.compile(r"([0-9][0-9\s.,'’]*)\s*([kmg]?i?)(o|b|octets?|bytes?)?", re.IGNORECASE)
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?:[\s'’][0-9]{3})+|(?:,[0-9]{3}){2,}|(?:\.[0-9]{3}){2,})")
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3}


def parse_size(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> int | None:
    """Return the size in bytes. « 1 258 291 octets » is read, and told; « 1,2 Mo » is no number."""
    if _is_size(text):
        return int(text)
    sizes, sure = _sizes_meant(text)
    if sure:
        problems.append(reading_remark(text, sizes, row, column))
        return int(sizes[0])
    problems.append(
        finding(
            "table.size-unreadable",
            row.at(column),
            text,
            mends=sizes,
            suggestion=did_you_mean(*sizes),
        )
    )
    return None


def _is_size(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _sizes_meant(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the numbers of bytes that a text can mean, and whether it says the first exactly.

    A kilobyte is 1000 bytes (ISO 80000-13), and 1024 to many programs.

    >>> _sizes_meant("1,2 Mo"), _sizes_meant("1 258 291 octets")
    ((('1200000', '1258291'), False), (('1258291',), True))
    """
    match = _SIZE.fullmatch(text) if len(text) < 40 and text.isprintable() else None
    if match is None:
        return (), False
    number, prefix, unit = match[1].strip(), match[2].lower(), match[3]
    grouped = re.sub("[^0-9]", "", number) if _GROUPED.fullmatch(number) else number
    grouped = re.sub(r"[.,]0+$", "", grouped)
    if not prefix:
        return ((grouped,), True) if _is_size(grouped) and grouped != text else ((), False)
    decimal = grouped.replace(",", ".")
    if not unit or not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", decimal):
        return (), False
    bases = (1024,) if prefix.endswith("i") else (1000, 1024)
    power = _POWERS.get(prefix.removesuffix("i"))
    if not power:
        return (), False
    sizes = dict.fromkeys(str(int(float(decimal) * base**power)) for base in bases)
    return tuple(size for size in sizes if _is_size(size)), False


def parse_siren(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> str | None:
    """Return the nine digits of the French register of companies, whose last one is a check digit.

    The check is Luhn's (ISO/IEC 7812-1, annex B).
    """
    if not re.fullmatch("[0-9]{9}", text):
        digits = re.sub(r"[\s.]", "", text)
        meant = digits if re.fullmatch("[0-9]{9}", digits) else None
        problems.append(
            finding(
                "table.siren-unreadable",
                row.at(column),
                text,
                mends=filter(None, (meant,)),
                suggestion=did_you_mean(meant),
            )
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
