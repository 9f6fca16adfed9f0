"""JSON-LD: each thing an object, its parts nested in it, names as in Turtle.

::

    {
      "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dcat:theme": {"@type": "@id"}, …},
      "@id": "https://example.org/ressource/etude",
      "@type": ["dcat:Dataset", "schema:Report"],
      "dct:title": {"@value": "Étude", "@language": "fr"},
      "dct:issued": {"@value": "2019", "@type": "xsd:gYear"},
      "dcat:theme": "https://example.org/vocabulaire/theme/ess"
    }

The context is always inline, so nobody needs the network to read the file. Values are strings
only: JSON numbers are read differently by different processors. The inside of a quoted N-Triples
literal is, escapes included, the inside of a JSON string (RFC 8259, section 7).

Specification: JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/#json-ld-grammar).
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from tressons_ld.rdf.terms import (
    Iri,
    Term,
    TermError,
)
from tressons_ld.rdf.units import (
    OrderedUnit,
    Properties,
    prefixes_of,
    short,
)
from tressons_ld.rdf.vocabularies import (
    ADMS,
    DCAT,
    DCT,
    FOAF,
    GEO,
    ORG,
    OWL,
    PREFIXES,
    PROF,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    SPDX,
    TLD,
    VCARD,
    VOID,
    Vocabulary,
)

SEPARATOR = ",\n"
TAIL = "\n]\n}\n"
_LONGEST_LINE = 100

# Properties that name things: their values are IRIs, which the context says once for all.
_THINGS: dict[Vocabulary, str] = {
    ADMS: "identifier schemaAgency status",
    DCAT: "accessURL catalog contactPoint dataset distribution downloadURL hadRole isVersionOf"
    " landingPage mediaType record theme themeTaxonomy",
    DCT: "accessRights accrualPeriodicity audience conformsTo contributor creator educationLevel"
    " extent format hasPart isPartOf isReplacedBy isVersionOf language license provenance publisher"
    " references relation replaces rights source spatial temporal type",
    FOAF: "homepage mbox page primaryTopic topic",
    GEO: "sfIntersects",
    ORG: "memberOf subOrganizationOf",
    OWL: "sameAs versionIRI",
    PROF: "hasArtifact hasResource hasRole isProfileOf",
    PROV: "wasAssociatedWith wasDerivedFrom wasGeneratedBy",
    RDF: "predicate subject",
    RDFS: "domain isDefinedBy range seeAlso subClassOf subPropertyOf",
    SCHEMA: "about affiliation audience author containedInPlace contentUrl creator dataset"
    " educationalLevel distribution encoding funder funding genre hasDefinedTerm hasPart"
    " includedInDataCatalog inDefinedTermSet isBasedOn isPartOf learningResourceType license"
    " mainEntityOfPage member memberOf organizer parentOrganization provider publisher recordedAt"
    " recordedIn sameAs sdLicense sdPublisher sourceOrganization spatialCoverage sponsor subjectOf"
    " superEvent url citation exampleOfWork translationOfWork usageInfo",
    SKOS: "broadMatch broader closeMatch exactMatch hasTopConcept inScheme narrowMatch narrower"
    " related relatedMatch topConceptOf",
    SPDX: "algorithm checksum",
    TLD: "addition certainty divergence section",
    VCARD: "hasEmail hasURL",
    VOID: "class classPartition dataDump exampleResource feature inDataset linkPredicate"
    " objectsTarget property"
    " propertyPartition rootResource subjectsTarget subset vocabulary",
}
_NAMES_THINGS = {
    vocabulary[name]: short(vocabulary[name])
    for vocabulary, names in _THINGS.items()
    for name in names.split()
}
# Properties written from their object's side, so that a record stands in its resource.
_INVERSE = {
    FOAF.primaryTopic: "isPrimaryTopicOf",
    DCAT.dataset: "inCatalog",
    DCAT.record: "recordInCatalog",
}


def head(names: Iterable[Iri] | None = None) -> str:
    """Return the start of a file of many units: the context, and the graph opened."""
    used = None if names is None else frozenset(names)
    return f'{{\n"@context": {_context(used, "")},\n"@graph": [\n'


_TERM_LINES = [
    *((name, f'"{key}": {{"@type": "@id"}}') for name, key in _NAMES_THINGS.items()),
    *(
        (name, f'"{key}": {{"@reverse": "{short(name)}", "@type": "@id"}}')
        for name, key in _INVERSE.items()
    ),
]


def _context(used: frozenset[Iri] | None, indent: str) -> str:
    """Return the context that these names need, or the whole of it, as JSON text."""
    prefixes = [f'"{prefix}": "{url}"' for prefix, url in prefixes_of(used).items()]
    terms = [line for name, line in _TERM_LINES if used is None or name in used]
    return _braces([*prefixes, *terms], indent)


def unit(arranged: OrderedUnit) -> str:
    """Return the unit's nodes, each subject once, nested where another names it first."""
    return _Nodes(arranged).written()


def document(names: Iterable[Iri], body: str) -> str:
    """Return a small document: one object if there is one node, else a graph of them."""
    # Line ends inside of strings are escaped: a brace that begins a line begins a node.
    if not body or "\n{" in body:
        return head(names) + body + TAIL
    return f'{{\n  "@context": {_context(frozenset(names), "  ")},{body[1:]}\n'


class _Nodes:
    """The nodes of a unit while they are being written."""

    def __init__(self, unit: OrderedUnit) -> None:
        self.nodes: dict[Term, Properties] = dict(unit.nodes.items())
        self.inverse: dict[Term, dict[str, list[Term]]] = {}
        for subject, properties in unit.nodes.items():
            if not _INVERSE.keys().isdisjoint(properties):
                self.nodes[subject] = self._turned(subject, properties)
        self.waiting = {
            subject for subject, said in self.nodes.items() if said or subject in self.inverse
        }

    def _turned(self, subject: Term, properties: Properties) -> Properties:
        """Return the properties without those that another node of the unit states inversely."""
        kept = dict(properties)
        for name, inverse in _INVERSE.items():
            objects = properties.get(name, ())
            turned = [thing for thing in objects if thing in self.nodes and thing != subject]
            for thing in turned:
                self.inverse.setdefault(thing, {}).setdefault(inverse, []).append(subject)
            if turned:
                kept[name] = [value for value in objects if value not in turned]
                if not kept[name]:
                    del kept[name]
        return kept

    def written(self) -> str:
        return SEPARATOR.join(
            [self.node(subject, "") for subject in self.nodes if subject in self.waiting]
        )

    def node(self, subject: Term, indent: str) -> str:
        self.waiting.discard(subject)
        inner = indent + "  "
        lines = [f'"@id": {_name(subject)}']
        for name, objects in self.nodes[subject].items():
            if name == RDF.type:
                lines.append('"@type": ' + _values([_name(value) for value in objects], inner))
                continue
            key = _NAMES_THINGS.get(name)
            if key is None:
                values = [self.value(value, inner) for value in objects]
            else:
                values = [self.thing(value, inner, len(objects)) for value in objects]
            lines.append(f"{_name(name)}: {_values(values, inner)}")
        for inverse, subjects in self.inverse.get(subject, {}).items():
            values = [self.thing(value, inner, len(subjects)) for value in subjects]
            lines.append(f'"{inverse}": {_values(values, inner)}')
        return _braces(lines, indent)

    def thing(self, value: Term, indent: str, among: int) -> str:
        """Return a value where the context says that it is an IRI."""
        if value in self.waiting:
            return self.node(value, indent if among == 1 else indent + "  ")
        return _literal(value) if value[0] == '"' else _name(value)

    def value(self, value: Term, indent: str) -> str:
        """Return a value where the context says nothing."""
        if value[0] != '"':
            return f'{{"@id": {_name(value)}}}'
        return value if value[-1] == '"' else _literal(value)


def _literal(literal: Term) -> str:
    """Return a literal as a value object; its quoted part is the JSON string."""
    end = literal.rindex('"') + 1
    if literal[-1] == '"':
        return f'{{"@value": {literal}}}'
    if literal[end] == "@":
        return f'{{"@value": {literal[:end]}, "@language": "{literal[end + 1 :]}"}}'
    return f'{{"@value": {literal[:end]}, "@type": {_name(Iri(literal[end + 2 :]))}}}'


@lru_cache(maxsize=4096)
def _name(term: Term) -> str:
    """Return an IRI, shortened where it can be, or a blank node's label, as a JSON string.

    Raises:
        TermError: ``scheme`` when the IRI's scheme is one of our prefixes: a reader would take
            ``dcat:x`` for a shortened name (JSON-LD 1.1, section 4.1.5).
    """
    text = short(term)
    if text[0] != "<":
        return f'"{text}"'
    scheme, _, rest = text[1:-1].partition(":")
    if scheme in PREFIXES and not rest.startswith("//"):
        raise TermError("scheme", text[1:-1])
    return f'"{text[1:-1]}"'


def _values(values: Sequence[str], indent: str) -> str:
    if len(values) == 1:
        return values[0]
    line = ", ".join(values)
    if len(line) <= _LONGEST_LINE and "\n" not in line:
        return f"[{line}]"
    inner = f"\n{indent}  "
    return f"[{inner}{f',{inner}'.join(values)}\n{indent}]"


def _braces(lines: Sequence[str], indent: str) -> str:
    inner = f"\n{indent}  "
    return f"{{{inner}{f',{inner}'.join(lines)}\n{indent}}}"
