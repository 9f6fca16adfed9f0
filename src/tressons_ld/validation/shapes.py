"""Shapes files: parsed against a catalogue's base, checked, and what each shape says of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any, NamedTuple

from tressons_ld.findings.errors import ShapesError, Text
from tressons_ld.findings.finding import Severity
from tressons_ld.rdf.formats import N_TRIPLES
from tressons_ld.rdf.terms import (
    Iri,
    is_iri,
    literal_parts,
)
from tressons_ld.rdf.terms import Literal as LiteralTerm
from tressons_ld.rdf.vocabularies import RDF, SH
from tressons_ld.validation.relevance import Relevance, targets_of

if TYPE_CHECKING:
    import rdflib

# Every term of the SHACL vocabulary's Core (https://www.w3.org/ns/shacl#): engines pass over a
# misspelt one without a word.
_SHACL_TERMS = frozenset(
    " ".join(
        (
            "NodeShape PropertyShape Violation Warning Info IRI BlankNode Literal BlankNodeOrIRI",
            "BlankNodeOrLiteral IRIOrLiteral PropertyGroup Parameter targetClass targetNode",
            "targetObjectsOf targetSubjectsOf property path node severity message deactivated",
            "name description order group defaultValue class datatype nodeKind minCount maxCount",
            "minExclusive minInclusive maxExclusive maxInclusive minLength maxLength pattern flags",
            "languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone",
            "qualifiedValueShape qualifiedValueShapesDisjoint qualifiedMinCount qualifiedMaxCount",
            "closed ignoredProperties hasValue in alternativePath inversePath oneOrMorePath",
            "zeroOrMorePath zeroOrOnePath",
        )
    ).split()
)


class ShapeInfo(NamedTuple):
    """What a property shape says of itself.

    Attributes:
        code: stable name of its findings, ``shape.resource-title-present``.
        severity: of its findings.
        message: what is wrong, in French and English.
        remedy: what to write instead.
        path: the property judged; of a path through several, the first.
    """

    code: str
    severity: Severity
    message: Text
    remedy: Text
    path: str | None


class Shapes:
    """A set of shapes files, parsed against one base and ready for either engine.

    Attributes:
        ntriples: the shapes graph in N-Triples.
        info: what each shape with an IRI says of itself.
        relevance: which statements they can ask for.
        digest: digest of the files and of the base, 128 bits in hexadecimal.
    """

    def __init__(self, ntriples: str, info: Mapping[str, ShapeInfo], digest: str) -> None:
        self.ntriples = ntriples
        self.info = info
        self.digest = digest
        self._prepare()

    def _prepare(self) -> None:
        said = _statements(self.ntriples)
        self._compiled: dict[tuple[str, frozenset[str]], Any] = {}
        self._targets = targets_of(said)
        self.relevance = Relevance(said)

    @classmethod
    def parse(cls, files: Iterable[tuple[str, str]], base_iri: str) -> Shapes:
        """Return the shapes of the files, their relative IRIs resolved against ``base_iri``.

        Args:
            files: name and Turtle text of each file.
            base_iri: the catalogue's base.

        Raises:
            ShapesError: a file does not parse (its line and column are said), or uses a term that
                SHACL does not have.
        """
        import pyoxigraph as ox

        lines: list[str] = []
        digest = hashlib.blake2b(base_iri.encode(), digest_size=16)
        for name, turtle in files:
            digest.update(f"\n{name}\n{turtle}".encode())
            try:
                triples = list(ox.parse(turtle, ox.RdfFormat.TURTLE, base_iri=base_iri))
            except SyntaxError as error:
                place = f"{name}:{error.lineno}:{error.offset}"
                raise ShapesError(
                    f"{place} : ce fichier de formes n'est pas du Turtle lisible ({error.msg}).",
                    f"{place}: this shapes file is not readable Turtle ({error.msg}).",
                ) from None
            for quad in triples:
                for term in (quad.predicate, quad.object):
                    _check_shacl_term(str(term), name)
            lines.extend(f"{quad.triple} .\n" for quad in triples)
        ntriples = "".join(lines)
        return cls(ntriples, dict(_shape_infos(ntriples)), digest.hexdigest())

    def compiled(self, engine: str, classes: Set[str]) -> Any:
        """Return the shapes as the engine holds them, compiled once.

        Args:
            engine: ``shacl`` or ``pyshacl``.
            classes: the classes of the nodes to judge; shapes do not target other ones, so that
                no engine judges what its results would be discarded of.
        """
        targets = self._targets & classes
        key = engine, targets
        if key not in self._compiled:
            elsewhere = tuple(f"{SH.targetClass} {other} ." for other in self._targets - targets)
            lines = self.ntriples.splitlines(keepends=True)
            text = "".join(line for line in lines if not line.rstrip().endswith(elsewhere))
            if engine == "shacl":
                import shacl

                self._compiled[key] = shacl.Shapes.from_text(text, "ntriples")
            else:
                self._compiled[key] = graph_of(text)
        return self._compiled[key]

    def __getstate__(self) -> tuple[str, Mapping[str, ShapeInfo], str]:
        """Pickle without what an engine compiled."""
        return self.ntriples, self.info, self.digest

    def __setstate__(self, state: tuple[str, Mapping[str, ShapeInfo], str]) -> None:
        """Unpickle."""
        self.ntriples, self.info, self.digest = state
        self._prepare()


def _check_shacl_term(term: str, file: str) -> None:
    namespace = f"<{SH.namespace}"
    if term.startswith(namespace) and term[len(namespace) : -1] not in _SHACL_TERMS:
        name = f"sh:{term[len(namespace) : -1]}"
        raise ShapesError(
            f"{file} : « {name} » n'est pas un terme du noyau de SHACL. Corriger son orthographe.",
            f'{file}: "{name}" is not a term of SHACL Core. Mend its spelling.',
        )


_SEVERITIES = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}


def _statements(ntriples: str) -> dict[str, dict[str, list[str]]]:
    """Return what is said of each subject: its properties with their values."""
    said: dict[str, dict[str, list[str]]] = {}
    for line in ntriples.splitlines():
        subject, property, value = line.removesuffix(" .").split(" ", 2)
        said.setdefault(subject, {}).setdefault(property, []).append(value)
    return said


def _shape_infos(ntriples: str) -> Iterator[tuple[str, ShapeInfo]]:
    said = _statements(ntriples)
    for subject, statements in said.items():
        messages = statements.get(SH.message, [])
        if not messages or not is_iri(subject):
            continue
        words = {"fr": "", "en": ""}
        for message in messages:
            lexical, _, language = literal_parts(LiteralTerm(message))
            words[language or "fr"] = lexical
        french, english = words["fr"] or words["en"], words["en"] or words["fr"]
        severity = statements.get(SH.severity, [SH.Violation])[0]
        what = Text(_first_sentence(french), _first_sentence(english))
        yield (
            subject,
            ShapeInfo(
                code=f"shape.{_local_name(subject)}",
                severity=_SEVERITIES.get(Iri(severity), Severity.VIOLATION),
                message=what,
                remedy=Text(french[len(what.fr) :].strip(), english[len(what.en) :].strip()),
                path=_first_property(statements.get(SH.path, []), said),
            ),
        )


def _first_property(
    paths: Sequence[str], said: Mapping[str, Mapping[str, Sequence[str]]]
) -> str | None:
    """Return the first property of a path (SHACL, section 2.3.1), following its lists."""
    for path in paths:
        if is_iri(path):
            return path
        deeper = [
            value
            for property, values in said.get(path, {}).items()
            if property != RDF.rest
            for value in values
        ]
        if found := _first_property(deeper, said):
            return found
    return None


def _first_sentence(words: str) -> str:
    end = words.find(". ")
    return words if end < 0 else words[: end + 1]


def _local_name(term: str) -> str:
    return term[1:-1].replace("/", "#").rsplit("#", 1)[-1]


def graph_of(ntriples: str) -> rdflib.Graph:
    """Return the triples as an rdflib graph, every lexical form kept."""
    import rdflib

    normalize = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        return rdflib.Graph().parse(data=ntriples, format=N_TRIPLES.rdflib)
    finally:
        rdflib.NORMALIZE_LITERALS = normalize
