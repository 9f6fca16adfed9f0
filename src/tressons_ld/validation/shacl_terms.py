"""The terms of the SHACL vocabulary (https://www.w3.org/ns/shacl#), and which are applied here.

Engines pass over a term that they do not know without a word.
"""

from collections.abc import Sequence

from tressons_ld.findings.errors import ShapesError
from tressons_ld.rdf.vocabularies import SH
from tressons_ld.validation.shapes_file import ShapeStatement

_CORE = frozenset(
    " ".join(
        (
            "NodeShape PropertyShape Violation Warning Info IRI BlankNode Literal BlankNodeOrIRI",
            "BlankNodeOrLiteral IRIOrLiteral PropertyGroup ShapeParameter targetClass targetNode",
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

# Those by which a shape enters an extension stand first: they are what is told.
_OF_EXTENSIONS = {
    "SHACL-SPARQL": (
        "sparql SPARQLConstraint select ask construct update validator nodeValidator"
        " propertyValidator ConstraintComponent SPARQLConstraintComponent Validator"
        " SPARQLAskValidator SPARQLSelectValidator SPARQLExecutable SPARQLAskExecutable"
        " SPARQLSelectExecutable SPARQLConstructExecutable SPARQLUpdateExecutable parameter"
        " Parameterizable optional labelTemplate prefixes declare prefix namespace"
        " PrefixDeclaration resultAnnotation ResultAnnotation annotationProperty annotationValue"
        " annotationVarName"
    ),
    "SHACL-AF": (
        "rule target expression Rule TripleRule SPARQLRule subject predicate object condition"
        " entailment Rules Target TargetType SPARQLTarget SPARQLTargetType Function SPARQLFunction"
        " returnType expression this values filterShape nodes intersection union if then else"
        " exists distinct count min max sum minus orderBy desc limit offset groupConcat separator"
        " reifierShape memberShape"
    ),
    "SHACL-JS": (
        "js JSConstraint JSExecutable JSFunction JSLibrary JSRule JSTarget JSTargetType"
        " JSValidator jsFunctionName jsLibrary jsLibraryURL"
    ),
}
_EXTENSION_OF = {
    name: extension for extension, names in _OF_EXTENSIONS.items() for name in names.split()
}
_ORDER = {name: number for number, name in enumerate(_EXTENSION_OF)}


def check_terms(statements: Sequence[ShapeStatement]) -> None:
    """Refuse terms that SHACL Core does not have, and a file without any.

    Raises:
        ShapesError: with the file and the line.
    """
    namespace = f"<{SH.namespace}"
    files: dict[str, bool] = {}
    foreign: list[tuple[int, str, str]] = []
    for each in statements:
        for term in (each.property, each.value):
            local = term[len(namespace) : -1] if term.startswith(namespace) else None
            file = each.place.rpartition(":")[0]
            files[file] = files.get(file, False) or local is not None
            if local is not None and local not in _CORE:
                foreign.append((_ORDER.get(local, -1), local, each.place))
    if foreign:
        _, local, place = min(foreign, key=lambda each: each[0])
        if local in _EXTENSION_OF:
            raise ShapesError(
                "shapes.not-applied",
                place=place,
                name=f"sh:{local}",
                extension=_EXTENSION_OF[local],
            )
        raise ShapesError("shapes.unknown-term", file=place, name=f"sh:{local}")
    for file, has_shapes in files.items():
        if not has_shapes:
            prefix = f"@prefix sh: <{SH.namespace}> ."
            raise ShapesError("shapes.no-shape", file=file, prefix=prefix)
