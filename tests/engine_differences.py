"""Where the two SHACL engines are known to differ, and what the specification says.

None of these reaches a catalogue: cells are read, and their lexical forms checked, before any
engine sees them (``tables/cells.py``, ``terms.py``). On shapes they agree: what is not well-formed
is refused before, and regular expressions are written anew (``validation/well_formed.py``,
``validation/xpath_regex.py``). Versions: pyshacl 0.40, shacl 0.3.
"""

from typing import NamedTuple

XSD = "http://www.w3.org/2001/XMLSchema#"
XSD_11 = "XSD 1.1 part 2, https://www.w3.org/TR/xmlschema11-2/"


class Difference(NamedTuple):
    """One case in which the engines differ.

    Attributes:
        name: what it is about.
        constraint: parameters of a property shape, in Turtle.
        values: the values judged, in N-Triples.
        pyshacl: number of results of pyshacl.
        shacl: the same of ``shacl``.
        right: the number that the specification asks for.
        word: what it says, and where.
    """

    name: str
    constraint: str
    values: tuple[str, ...]
    pyshacl: int
    shacl: int
    right: int
    word: str


def _lexical(
    datatype: str, value: str, pyshacl: int, shacl: int, right: int, word: str
) -> Difference:
    return Difference(
        f"{datatype} {value}",
        f"sh:datatype xsd:{datatype}",
        (f'"{value}"^^<{XSD}{datatype}>',),
        pyshacl,
        shacl,
        right,
        word,
    )


DIFFERENCES = (
    _lexical("date", "-0044-03-15", 1, 0, 0, f"a year may be negative ({XSD_11}#date)"),
    _lexical("date", "0000-01-01", 1, 0, 0, f"there is a year 0000 ({XSD_11}#date)"),
    _lexical("date", "12020-01-01", 1, 0, 0, f"a year may have five digits ({XSD_11}#date)"),
    _lexical("date", "2020-01-01+15:00", 0, 1, 1, f"zones end at 14:00 ({XSD_11}#date)"),
    _lexical("dateTime", "-0044-01-01T00:00:00", 1, 0, 0, f"the same ({XSD_11}#dateTime)"),
    _lexical("dateTime", "2020-01-01", 0, 1, 1, f"the time is not optional ({XSD_11}#dateTime)"),
    _lexical("dateTime", "2020-01-01T00:00:00+15:00", 0, 1, 1, f"as for dates ({XSD_11}#dateTime)"),
    _lexical(
        "dateTime", "2020-01-01T24:00:00", 1, 0, 0, f"24:00:00 ends a day ({XSD_11}#dateTime)"
    ),
    _lexical("dateTime", "2020-01-01T24:00:01", 1, 0, 1, f"nothing follows it ({XSD_11}#dateTime)"),
    _lexical("decimal", "1e3", 0, 1, 1, f"a decimal has no exponent ({XSD_11}#decimal)"),
    _lexical("double", "inf", 0, 1, 1, f"infinity is written INF ({XSD_11}#double)"),
    _lexical("hexBinary", "abc", 1, 0, 1, f"two digits an octet ({XSD_11}#hexBinary)"),
    _lexical("hexBinary", "GG", 1, 0, 1, f"digits end at F ({XSD_11}#hexBinary)"),
    _lexical("integer", "٣", 0, 1, 1, f"digits are 0 to 9 ({XSD_11}#integer)"),
    _lexical("nonNegativeInteger", "٣", 0, 1, 1, f"the same ({XSD_11}#nonNegativeInteger)"),
)
