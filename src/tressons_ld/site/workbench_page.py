"""What the page of SPARQL questions hands to its script: words, questions, names of terms.

Two blocks of JSON, in one language each: what the page itself says (:func:`page_block`), and what
is fetched when it is needed (:func:`catalogue_file`), known from the publication::

    {"prefixes": {"dct": "http://purl.org/dc/terms/", …},
     "classes": [["http://www.w3.org/ns/dcat#Dataset", "dataset", 29], …],
     "properties": [["http://purl.org/dc/terms/title", "Title", 190], …],
     "questions": [{"name": …, "summary": …, "description": …, "text": ["SELECT …", 0, "…"],
                    "columns": {"nom": "name", …},
                    "parameters": [{"name", "label", "type", "value", "lists", "choices"}]}, …]}

In the text of a question a number stands for the parameter of that place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from tressons_ld.catalogue.columns.spelling import in_the_alphabet
from tressons_ld.files.tool_files import PACKAGE
from tressons_ld.rdf.formats import GRAPH_FORMATS, ROW_FORMATS, Format
from tressons_ld.rdf.terms import Iri, Literal, Term, Triple, literal_parts
from tressons_ld.rdf.units import short
from tressons_ld.rdf.vocabularies import DCT, PREFIXES, VOID
from tressons_ld.site.interface_texts import texts_of, with_no_break_spaces
from tressons_ld.sparql.query import Query
from tressons_ld.sparql.query_header import without_header
from tressons_ld.sparql.query_parameter import Parameter

if TYPE_CHECKING:
    from markupsafe import Markup

FILE = PACKAGE / "site" / "workbench_texts.toml"

DefaultOf = Callable[[Parameter], str]

_COMMON = ("dcat", "dct", "schema", "skos")
_FIRST = """SELECT ?class (COUNT(*) AS ?number)
WHERE { ?thing a ?class }
GROUP BY ?class
ORDER BY DESC(?number)
LIMIT 20
"""


@cache
def workbench_words(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return the words in a language: area -> key -> the words."""
    import tomllib

    areas = tomllib.loads(FILE.read_text("utf-8"))
    return {
        area: {key: each[language] for key, each in words.items()} for area, words in areas.items()
    }


def first_question() -> str:
    """Return what stands in the editor before anything is asked."""
    declared = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in _COMMON)
    return f"{declared}\n{_FIRST}"


def page_block(language: str, values: Mapping[str, Any]) -> Markup:
    """Return the block of JSON of a page, to be put into a ``script`` element of data.

    Args:
        language: of the page.
        values: what the engine of the page needs beside the words and the formats.
    """
    from markupsafe import Markup

    words = workbench_words(language)
    whole = {
        "language": language,
        "words": words["script"],
        **{key: words["page"][key] for key in ("yes", "no", "nothing", "downloads")},
        "rows": [_format(each) for each in ROW_FORMATS],
        "graphs": [_format(each) for each in GRAPH_FORMATS],
        **values,
    }
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    # No end of the element, and no beginning of a comment, stands in it.
    return Markup(text.replace("<", "\\u003c"))


def catalogue_file(
    language: str,
    queries: Iterable[Query],
    facts: Iterable[Triple],
    default_of: DefaultOf | None = None,
) -> bytes:
    """Return what the script fetches, as JSON.

    Args:
        language: of its words.
        queries: the questions at hand.
        facts: what the publication says of itself as data: its classes and properties (VoID).
        default_of: what a parameter is by default in this catalogue.
    """
    classes, properties = _used(facts, language)
    questions = [question_value(each, language, default_of) for each in queries]
    value = {
        "prefixes": dict(sorted(PREFIXES.items())),
        "classes": classes,
        "properties": properties,
        "questions": sorted(
            questions, key=lambda each: (in_the_alphabet(each["summary"]), each["name"])
        ),
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def question_value(
    query: Query, language: str, default_of: DefaultOf | None = None
) -> dict[str, Any]:
    """Return a question for the script; see the head of this module."""
    asked = query.in_english() if language == "en" else query
    name = query.name_in(language)
    parameters = [_parameter(asked, one, language, default_of) for one in query.parameters]
    return {
        "name": name,
        "summary": with_no_break_spaces(query.summary.preferring(language), language) or name,
        "description": with_no_break_spaces(query.description.preferring(language), language),
        "parameters": parameters,
        "columns": _columns_of(query, language),
        "text": _pieces(query),
    }


def citation_of(facts: Iterable[Triple], language: str) -> str:
    """Return how the data want to be cited; empty where they do not say so."""
    cited = {
        literal_parts(Literal(value))[2]: literal_parts(Literal(value))[0]
        for _, predicate, value in facts
        if predicate == DCT.bibliographicCitation
    }
    return cited.get(language) or next(iter(cited.values()), "")


def _format(format: Format) -> dict[str, str]:
    return {
        "name": format.name,
        "label": format.label,
        "type": format.media_type,
        "extension": format.extension,
    }


def _parameter(
    query: Query, one: Parameter, language: str, default_of: DefaultOf | None
) -> dict[str, Any]:
    return {
        "name": one.name,
        "label": query.word(one.name, language).replace("_", " "),
        "type": one.type,
        "value": query.default_here(one, default_of),
        "optional": one.default == "",
        "lists": list(one.lists),
        "wanted": query.expected(one).in_language(language),
        "choices": [
            [word, query.word(word, language).replace("_", " ")]
            for word in (one.words if one.type == "choice" else ())
        ],
    }


def _columns_of(query: Query, language: str) -> dict[str, str]:
    """Return what the variables of a question are called, where that is otherwise."""
    variables = sorted(set(re.findall(r"[?$](\w+)", query.text)))
    return {v: name for v in variables if (name := query.word(v, language)) != v}


def _pieces(query: Query) -> list[str | int]:
    """Return the text of a question without its header, cut where its parameters stand."""
    places = {one.name: number for number, one in enumerate(query.parameters)}
    spans = sorted((*span, places[name]) for name, span in query.places().items())
    pieces: list[str | int] = []
    end = 0
    for start, stop, number in spans:
        pieces += [query.text[end:start], number]
        end = stop
    pieces.append(query.text[end:])
    pieces[0] = without_header(str(pieces[0])).lstrip("\n")
    return pieces


def _used(
    facts: Iterable[Triple], language: str
) -> tuple[Sequence[tuple[str, str, int]], Sequence[tuple[str, str, int]]]:
    """Return the classes and the properties that are used: IRI, name, how often; most first."""
    parts: dict[Term, dict[Term, Term]] = {}
    for subject, predicate, value in facts:
        parts.setdefault(subject, {})[predicate] = value
    classes, properties = [], []
    names, columns = workbench_words(language)["term"], _columns(language)
    for part in parts.values():
        if VOID["class"] in part and VOID.entities in part:
            term = part[VOID["class"]]
            label = names.get(short(Iri(term)), "")
            classes.append((term[1:-1], label, _number(part[VOID.entities])))
        elif VOID.property in part and VOID.triples in part:
            term = part[VOID.property]
            label = names.get(short(Iri(term)), columns.get(term, ""))
            properties.append((term[1:-1], label, _number(part[VOID.triples])))

    def often(each: tuple[str, str, int]) -> tuple[int, str]:
        return -each[2], each[0]

    return sorted(classes, key=often), sorted(properties, key=often)


def _number(term: Term) -> int:
    return int(literal_parts(Literal(term))[0])


@cache
def _columns(language: str) -> Mapping[Term, str]:
    """Return what the site calls the column that a property comes from."""
    from tressons_ld.mapping.documentation import MAPPINGS

    labels = texts_of(language).words["label"]
    names: dict[Term, str] = {}
    for mapping in MAPPINGS:
        for each in mapping.fields:
            column = (each.column or "").rpartition(".")[2]
            if column in labels and not each.through:
                names.setdefault(each.property, labels[column])
    return names
