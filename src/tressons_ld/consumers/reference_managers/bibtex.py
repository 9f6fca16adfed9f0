"""BibTeX: an entry as classic BibTeX and biblatex read it.

::

    @techreport{etude,
      title = {{Étude}},
      author = {{Avise} and {RTES}},
      year = {2019},
      month = jun,
      …
    }

Names and titles stand in two pairs of braces, so that no style cuts a name in parts or makes small
letters of capitals.
Specification: BibTeXing, Oren Patashnik, 1988 (https://ctan.org/pkg/bibtex).
"""

import re
from collections.abc import Iterator

from tressons_ld.consumers.reference_managers.reference import Reference, on_one_line

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COMMANDS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "{}%&#_$"},
    }
)
# BibTeX counts braces after a backslash too: what has no other brace to it is a command.
_LONE_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
# A field that biblatex reads to the letter; in a DOI these may be written so.
_IN_AN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
# TeX reads several spaces as one.
_SPACES = re.compile("[ \t]+")
# Two signs of which TeX makes one: «--», «''», «?`».
_LIGATURES = re.compile(r"(?<=([-'`<>,]))(?=\1)|(?<=[?!])(?=`)")
_INSTITUTIONS = {"techreport": "institution"}


def bibtex(reference: Reference) -> str:
    """Return the entry, with the empty line after it."""
    lines = [f"  {name} = {value},\n" for name, value in _fields(reference)]
    return f"@{reference.type.bibtex}{{{reference.id},\n{''.join(lines)}}}\n\n"


def latex(text: str) -> str:
    r"""Return a text as TeX reads it back.

    >>> latex("50 % & {x}--y}")
    '50 \\% \\& \\{x\\}-{}-y\\textbraceright{}'
    """
    text = _SPACES.sub(" ", on_one_line(text))
    written = _with_braces(text) if "{" in text or "}" in text else text.translate(_COMMANDS)
    return _LIGATURES.sub("{}", written)


def _with_braces(text: str) -> str:
    lone = _lone_braces(text)
    return "".join(
        _LONE_BRACES[sign] if place in lone else sign.translate(_COMMANDS)
        for place, sign in enumerate(text)
    )


def _lone_braces(text: str) -> set[int]:
    """Return the places of the braces that no other one opens or closes."""
    opened: list[int] = []
    lone: set[int] = set()
    for place, sign in enumerate(text):
        if sign == "{":
            opened.append(place)
        elif sign == "}" and opened:
            opened.pop()
        elif sign == "}":
            lone.add(place)
    return lone.union(opened)


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{{{latex(reference.title)}}}}}"
    if reference.authors:
        names = " and ".join(f"{{{latex(name)}}}" for name in reference.authors)
        yield "author", f"{{{names}}}"
    year, *rest = (reference.issued or "").split("-")
    if year:
        yield "year", f"{{{year}}}"
    if rest:
        yield "month", _MONTHS[int(rest[0]) - 1]
    if len(rest) > 1:
        yield "day", f"{{{int(rest[1])}}}"
    if reference.genre:
        yield "type", f"{{{{{latex(reference.genre)}}}}}"
    if reference.publisher:
        name = _INSTITUTIONS.get(reference.type.bibtex, "publisher")
        yield name, f"{{{{{latex(reference.publisher)}}}}}"
    yield "language", f"{{{reference.language}}}"
    for name in ("doi", "isbn", "issn"):
        if value := getattr(reference, name):
            yield name, f"{{{value.translate(_IN_AN_ADDRESS)}}}"
    # An address stands as it is: what shows it takes no commands, and it can hold no brace.
    yield "url", f"{{{reference.address}}}"
