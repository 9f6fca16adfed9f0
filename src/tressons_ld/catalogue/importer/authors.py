"""The line that names the authors: which organisations and which persons it prints.

::

    authors  = piece { separator piece }        separator = "," | ";" | "/" | "&" | "et" | "and" …
    piece    = name [ "(" authors ")" ]         persons of an organisation, or its acronym

A separator may also be part of a name, as ``et`` in «Ministère de l'agriculture et de
l'alimentation»: the names that are known are found first, the longest before the shorter ones.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tressons_ld.catalogue.columns.names import Names
from tressons_ld.catalogue.columns.spelling import fold
from tressons_ld.catalogue.model import Agent


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is printed, and the id of the agent that bears it, when that is known."""

    printed: str
    id: str | None
    person: bool


class KnownAuthors:
    """The agents that an authors line may name.

    Args:
        names: what agents may be called.
        agents: the agents, by id.
        other_names: those printed in other entries: they tell an authors line where no table does.
    """

    def __init__(
        self, names: Names, agents: dict[str, Agent], other_names: Iterable[str] = ()
    ) -> None:
        self._names = names
        self._agents = agents
        self._seen = {fold(name) for name in other_names}
        spellings = [
            spelling
            for agent in agents.values()
            for spelling in (agent.name, agent.acronym or "", *agent.spellings)
        ]
        self._most_pieces = max((len(_cuts(name)) for name in spellings), default=2) - 1

    def find(self, printed: str) -> str | None:
        """Return the id of the agent called so, with or without an article, or None."""
        return self._names.find(printed) or self._names.find(_ARTICLE.sub("", printed))

    def recognises(self, printed: str) -> bool:
        """Return whether an agent is called so, here or in another entry."""
        return self.find(printed) is not None or fold(printed) in self._seen

    def read(self, line: str) -> list[Name]:
        """Return the names that an authors line prints, each once, in their order."""
        names = self._read(line, person=False, depth=0)
        if label := _LABEL.match(line):
            unlabelled = self._read(line[label.end() :], person=False, depth=0)
            unknown, still_unknown = (
                sum(name.id is None for name in read) for read in (names, unlabelled)
            )
            if still_unknown < unknown or still_unknown == len(unlabelled):
                names = unlabelled
        return list(dict.fromkeys(names))

    def _read(self, line: str, *, person: bool, depth: int) -> list[Name]:
        cuts = _cuts(line)
        names: list[Name] = []
        index = 0
        unknown: tuple[int, int] | None = None  # where the last unknown piece begins, in both
        while index < len(cuts) - 1:
            start = cuts[index][1]
            separator = line[cuts[index][0] : start]
            for end in range(min(index + self._most_pieces, len(cuts) - 1), index, -1):
                piece = _TRAILING.sub("", line[start : cuts[end][0]]).strip()
                found = self._known(piece, depth)
                if found:
                    break
            if found or not piece:
                unknown = None
            elif unknown and piece[0].islower() and _AND.fullmatch(separator):
                # «le ministère de l'agriculture et de l'alimentation» is one name.
                start, count = unknown
                piece = _TRAILING.sub("", line[start : cuts[end][0]]).strip()
                found, names = self._unknown(piece, person=person, depth=depth), names[:count]
            else:
                unknown = start, len(names)
                found = self._unknown(piece, person=person, depth=depth)
            names += found
            index = end
        return names

    def _known(self, piece: str, depth: int) -> list[Name]:
        """Return the names in a piece whose first agent is known, or none."""
        id = self.find(piece)
        if id is not None:
            return [self._name(piece, id)]
        match = None if depth else _BRACKETS.fullmatch(piece)
        id = self.find(match["name"]) if match else None
        if match is None or id is None:
            return []
        within = self._read(match["within"], person=True, depth=depth + 1)
        return [self._name(match["name"], id), *(name for name in within if name.id != id)]

    def _unknown(self, piece: str, *, person: bool, depth: int) -> list[Name]:
        """Return the names in a piece whose first agent is unknown."""
        match = None if depth else _BRACKETS.fullmatch(piece)
        if match is None:
            return [Name(piece, None, person)]
        within = self._read(match["within"], person=True, depth=depth + 1)
        if len(within) == 1 and within[0].id and not within[0].person:
            return [Name(piece, within[0].id, False)]  # its acronym
        if all(name.id or _PERSON.fullmatch(name.printed) for name in within):
            return [Name(match["name"], None, person), *within]
        return [Name(piece, None, person)]

    def _name(self, printed: str, id: str) -> Name:
        return Name(printed, id, self._agents[id].person)


_SEPARATOR = re.compile(r"\s*[,;/|·•]\s*|\s+(?:et|and|&|-|–|—)\s+")
_AND = re.compile(r"\s+(?:et|and|&)\s+")
_TRAILING = re.compile(r"[\s.:,;]+$")
_ARTICLE = re.compile(r"(?:l['’]|(?:le|la|les|the)\s+)", re.IGNORECASE)
_LABEL = re.compile(r"[^\W\d_][\w' ]{0,25}\s*:\s*")
_BRACKETS = re.compile(r"(?P<name>[^()]+?)\s*\((?P<within>[^()]*(?:\([^()]*\)[^()]*)*)\)?\s*")
# Two words or more, each with a capital: «Oriane LOUVEAU», «Jean de La Fontaine».
_CAPITALISED = r"[^\W\d_a-z][\w'’.-]*"
_PERSON = re.compile(rf"{_CAPITALISED}(?:\s+(?:de|du|des|la|le|van|von|{_CAPITALISED}))+")


def _cuts(line: str) -> list[tuple[int, int]]:
    """Return where each separator outside of brackets begins and ends, and the line's ends."""
    cuts = [(0, 0)]
    depth = 0
    position = 0
    while position < len(line):
        match = None if depth else _SEPARATOR.match(line, position)
        if match is not None and match.end() > position:
            cuts.append(match.span())
            position = match.end()
            continue
        depth += {"(": 1, ")": -1 if depth else 0}.get(line[position], 0)
        position += 1
    cuts.append((len(line), len(line)))
    return cuts
