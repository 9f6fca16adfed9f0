"""The shapes of a house are applied as both engines read them, or refused with the place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_folder import copy_of_atelier
from command_line import tressons_ld
from tressons_ld.findings.errors import ShapesError
from tressons_ld.rdf.terms import Iri, Literal, Triple, text, typed
from tressons_ld.validation import EngineName, Shapes, validate
from tressons_ld.validation.xpath_regex import RegexError, parse_regex

BASE = "https://example.org/"
PREFIXES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ENGINES: tuple[EngineName, ...] = ("shacl", "pyshacl")


def parsed(shape: str) -> Shapes:
    """The shapes graph in which a property shape of the title holds this, at line 5."""
    return Shapes.parse(
        [
            (
                "shapes/maison.ttl",
                f"{PREFIXES}<#a> sh:targetSubjectsOf dct:title ; sh:property <#ai> .\n"
                f"<#ai> sh:path dct:title ; {shape} .\n",
            )
        ],
        BASE,
    )


def refusal(turtle: str) -> ShapesError:
    with pytest.raises(ShapesError) as caught:
        Shapes.parse([("shapes/maison.ttl", PREFIXES + turtle)], BASE)
    return caught.value


def numbers_of_results(shapes: Shapes, *values: Literal) -> set[int]:
    """How many results each engine has for a thing with these titles."""
    triples: list[Triple] = [
        (Iri(f"<{BASE}x>"), Iri("<http://purl.org/dc/terms/title>"), value) for value in values
    ]
    return {len(validate(triples, [], shapes, engine)) for engine in ENGINES}


UNSUITABLE = [
    ("sh:minCount 1.5", "1.5"),
    ('sh:minCount "1"', '"1"'),
    ("sh:maxCount -1", "-1"),
    ("sh:maxLength 99999999999999999999999", "99999999999999999999999"),
    ('sh:minLength "3"^^xsd:int', '"3"^^xsd:int'),
    ('sh:uniqueLang "true"', '"true"'),
    ('sh:deactivated "1"^^xsd:boolean', "1"),
    ('sh:datatype "xsd:string"', '"xsd:string"'),
    ('sh:class "Livre"', '"Livre"'),
    ("sh:nodeKind sh:Warning", "sh:Warning"),
    ('sh:languageIn "fr"', '"fr"'),
    ('sh:languageIn ( "fr" 3 )', "( … )"),
    ('sh:in "a"', '"a"'),
    ("sh:in [ ]", "[ … ]"),
    ("sh:or ()", "()"),
    ("sh:and ( [ ] 3 )", "( … )"),
    ("sh:xone <#ai>", "#ai"),
    ('sh:lessThan "x"', '"x"'),
    ("sh:equals [ sh:inversePath dct:type ]", "[ … ]"),
    ("sh:pattern 3", "3"),
    ('sh:pattern "a"@fr', '"a"@fr'),
    ("sh:message 4", "4"),
    ('sh:severity "grave"', '"grave"'),
    ('sh:minInclusive "2018"^^xsd:gYear', '"2018"^^xsd:gYear'),
    ('sh:maxExclusive "2018-05"^^xsd:gYearMonth', '"2018-05"^^xsd:gYearMonth'),
    ('sh:minInclusive "hier"^^xsd:date', '"hier"^^xsd:date'),
]


@pytest.mark.parametrize(("constraint", "shown"), UNSUITABLE)
def test_an_unsuitable_value_is_told_with_what_shacl_asks_for(constraint: str, shown: str) -> None:
    with pytest.raises(ShapesError) as caught:
        parsed(constraint)
    assert caught.value.code == "shapes.value-unsuitable"
    property = constraint.partition(" ")[0]
    assert caught.value.text.fr.startswith(f"shapes/maison.ttl:5 : la forme « #ai », {property} :")
    assert caught.value.text.en.endswith(f", and not {shown}.")


@pytest.mark.parametrize(
    ("turtle", "code", "line"),
    [
        ("<#a> sh:targetNode <#x> ; sh:property <#b> .", "shapes.shape-unknown", 4),
        ("<#a> sh:targetNode <#x> ; sh:node <#b> .", "shapes.shape-unknown", 4),
        ("<#a> sh:targetNode <#x> ; sh:or (\n <#b> ) .", "shapes.shape-unknown", 5),
        ("<#a> sh:targetNode <#x> ;\n sh:property [ sh:minCount 9 ] .", "shapes.path-wanted", 5),
        ("<#a> sh:targetNode <#x> ;\n sh:property [ sh:in ( 1 ) ] .", "shapes.path-missing", 5),
        ("<#a> sh:targetNode <#x> ; sh:minCount 9 .", "shapes.path-wanted", 4),
        (
            "<#a> sh:targetNode <#x> ; sh:path dct:title, dct:type ; sh:minCount 9 .",
            "shapes.value-repeated",
            4,
        ),
        (
            '<#a> sh:targetNode <#x> ; sh:path "dct:title" ; sh:minCount 1 .',
            "shapes.path-unsuitable",
            4,
        ),
        (
            "<#a> sh:targetNode <#x> ; sh:path ( dct:title ) ; sh:minCount 1 .",
            "shapes.path-unsuitable",
            4,
        ),
        (
            "<#a> sh:targetNode <#x> ; sh:path [ sh:inversePath dct:a, dct:b ] ; sh:minCount 1 .",
            "shapes.path-unsuitable",
            4,
        ),
        (
            "<#a> a sh:NodeShape ; sh:targetNode <#x> ; sh:path dct:title ; sh:minCount 1 .",
            "shapes.path-of-node-shape",
            4,
        ),
        (
            "<#a> sh:targetNode <#x> ; sh:path dct:title ; sh:minCount 1, 2 .",
            "shapes.value-repeated",
            4,
        ),
        (
            "<#a> sh:targetNode <#x> ; sh:path dct:title ; sh:qualifiedValueShape [ sh:in () ] .",
            "shapes.qualified-incomplete",
            4,
        ),
        (
            "<#a> sh:targetNode <#x> ; sh:path dct:title ; sh:qualifiedMinCount 1 .",
            "shapes.qualified-incomplete",
            4,
        ),
        ('<#a> sh:targetNode <#x> ; sh:flags "i" .', "shapes.alone", 4),
        (
            "<#a> sh:targetNode <#x> ; sh:path dct:a ; sh:closed true .",
            "shapes.closed-with-path",
            4,
        ),
        ("<#a> sh:targetNode <#x> ; sh:node <#b> .\n<#b> sh:node <#a> .", "shapes.circle", 5),
        ("<#a> sh:targetNode <#x> ; sh:ignoredProperties ( dct:a ) .", "shapes.alone", 4),
        ("<#a> a sh:NodeShape .\n<#b> a sh:PropertyShape .", "shapes.path-missing", 5),
        ("<#a> sh:targetNode <#x> ; sh:property ( <#b> ) .", "shapes.value-unsuitable", 4),
        ("<#a> sh:path dct:title ; sh:minCount 1 .", "shapes.never-applied", 4),
        ("<#a> dct:title 'une note' .", "shapes.no-shape", None),
        ("<#a> sh:targetNode <#x> ; sh:minCont 1 .", "shapes.unknown-term", 4),
        ("<#a> sh:rule [ sh:subject sh:this ] .", "shapes.not-applied", 4),
        ("<#a> sh:js [ sh:jsLibrary <#b> ] .", "shapes.not-applied", 4),
    ],
)
def test_what_is_never_applied_or_means_nothing_is_told_at_its_line(
    turtle: str, code: str, line: int | None
) -> None:
    error = refusal(turtle)
    assert error.code == code
    place = f"shapes/maison.ttl:{line}" if line else "shapes/maison.ttl"
    assert error.text.fr.startswith(f"{place} : ")
    assert len(error.text.fr) < 250


@pytest.mark.parametrize(
    ("start", "inner", "end", "code"),
    [
        ("sh:path", "[ sh:inversePath", "dct:title", "shapes.path-unsuitable"),
        ("sh:path", "( dct:title", "dct:title", "shapes.path-unsuitable"),
        ("sh:path dct:title ; sh:node", "[ sh:node", "[ sh:minLength 1 ]", "shapes.too-deep"),
        ("sh:path dct:title ; sh:not", "[ sh:not", "[ sh:minLength 1 ]", "shapes.too-deep"),
    ],
)
@pytest.mark.parametrize("depth", [60, 5000])
def test_what_lies_deeper_than_an_engine_follows_is_told(
    start: str, inner: str, end: str, code: str, depth: int
) -> None:
    close = ")" if inner.startswith("(") else "]"
    nested = f"{start} {f'{inner} ' * depth}{end}{close * depth}"
    error = refusal(f"<#a> sh:targetNode <#x> ; sh:property [ {nested} ; sh:minCount 1 ] .")
    assert error.code == code
    assert error.text.fr.startswith("shapes/maison.ttl:4 : ")


def test_shapes_that_name_one_another_further_than_an_engine_follows_are_told() -> None:
    links = "\n".join(f"<#a{n}> sh:node <#a{n + 1}> ." for n in range(5000))
    error = refusal(f"<#a0> sh:targetNode <#x> .\n{links}\n<#a5000> sh:minLength 1 .")
    assert error.code == "shapes.too-deep"


def test_a_misspelt_shape_is_told_with_the_one_that_was_meant() -> None:
    error = refusal(
        "<#a> sh:targetNode <#x> ; sh:property <#titre-presnt> .\n"
        "<#titre-present> sh:path dct:title ; sh:minCount 1 ."
    )
    assert 'names "#titre-presnt", which nothing describes. Did you mean "#titre-present"?' in (
        error.text.en
    )


def test_an_extension_of_shacl_is_no_misspelling() -> None:
    error = refusal(
        '<#a> sh:targetNode <#x> ;\n sh:sparql [ sh:message "X"@fr ; sh:select "SELECT" ] .'
    )
    assert error.text.en.startswith(
        'shapes/maison.ttl:5: "sh:sparql" is SHACL-SPARQL, which is not'
    )


ACCEPTED = [
    ("sh:minCount 0", text("x", "fr")),
    ("sh:in ()", text("x")),
    ('sh:in ( "x" <http://example.org/a> )', text("x")),
    ("sh:languageIn ()", text("x", "fr")),
    ('sh:pattern "a.c" ; sh:flags "q"', text("abc")),
    ('sh:pattern "a b" ; sh:flags "x"', text("ab")),
    ('sh:pattern "^a$"', text("a\n")),
    ('sh:pattern "^b$" ; sh:flags "m"', text("a\nb\nc")),
    ('sh:pattern "^.*$"', text("a\rb")),
    ('sh:pattern "^\\\\p{Lu}"', text("Étude")),
    ('sh:pattern "^\\\\P{Lu}"', text("Étude")),
    ('sh:pattern "^\\\\i\\\\c*$"', text("été:2018")),
    ('sh:pattern "^[\\\\p{L}-[aeiou]]+$"', text("bcd")),
    ('sh:pattern "^[^a]$" ; sh:flags "i"', text("A")),
    ('sh:pattern "^\\\\d+$"', text("٣")),
    ('sh:pattern "^\\\\w+$"', text("a_b")),
    ("sh:minInclusive 1", text("a")),
    ("sh:minInclusive 1e0", typed("2", "integer")),
    ('sh:minInclusive "1"^^xsd:byte', typed("2", "integer")),
    ('sh:minInclusive "2018-01-01T00:00:00Z"^^xsd:dateTime', typed("2019-01-01", "date")),
    ("sh:minInclusive 1", typed("1.5", "decimal")),
    ('sh:minInclusive "2018-01-01"^^xsd:date', typed("2019", "gYear")),
    ('sh:maxInclusive "2018-01-01"^^xsd:date', typed("2017-05", "gYearMonth")),
    ('sh:minInclusive "2018-01-01"^^xsd:date', typed("2019-01-01", "date")),
    ("sh:qualifiedValueShape [ sh:in ( 1 ) ] ; sh:qualifiedMinCount 1", text("x")),
    ("sh:property [ sh:path dct:title ; sh:minCount 1 ]", text("x")),
    ("sh:node [ sh:property [ sh:path dct:title ; sh:minCount 1 ] ]", text("x")),
    ("sh:node [ sh:closed true ; sh:ignoredProperties () ]", text("x")),
]


@pytest.mark.parametrize(("constraint", "value"), ACCEPTED)
@pytest.mark.filterwarnings("ignore")
def test_what_is_accepted_has_one_verdict(constraint: str, value: Literal) -> None:
    assert len(numbers_of_results(parsed(constraint), value)) == 1


@pytest.mark.parametrize(
    ("pattern", "value", "matches"),
    [
        (r"^\p{Lu}", "Étude", True),
        (r"^\p{Lu}", "étude", False),
        (r"^[^\p{Lu}]", "Étude", False),
        (r"^a$", "a\n", False),
        (r"^\w+$", "a_b", False),
        (r"^\s+$", "\u00a0", False),
        (r"^[a-z-[aeiou]]+$", "bad", False),
    ],
)
def test_a_pattern_means_what_xpath_says(pattern: str, value: str, *, matches: bool) -> None:
    shapes = parsed(f"sh:pattern {text(pattern)}")
    assert numbers_of_results(shapes, text(value)) == {0 if matches else 1}


@pytest.mark.parametrize(
    ("pattern", "flags", "what"),
    [
        ("^(?!Brouillon)", "", "look-around"),
        ("(?<=a)b", "", "look-around"),
        (r"(a)\1", "", "back-reference"),
        ("a", "z", "flag"),
        (r"\bfoo", "", "escape"),
        (r"\p{Foo}", "", "escape"),
        ("a\\", "", "escape"),
        (r"\p{IsLatin}", "", "block"),
        ("(abc", "", "group"),
        ("abc)", "", "group"),
        ("(?i)a", "", "group"),
        ("[]", "", "class"),
        ("[z-a]", "", "class"),
        ("[a", "", "class"),
        ("*a", "", "quantifier"),
        ("a++", "", "quantifier"),
        ("a{2,1}", "", "quantifier"),
        ("a{,3}", "", "quantifier"),
        ("a{1001}", "", "size"),
        ("((a{100}){100}){100}", "", "size"),
        ("(" * 3000 + "a" + ")" * 3000, "", "size"),
    ],
)
def test_a_pattern_of_another_dialect_is_refused_with_the_reason(
    pattern: str, flags: str, what: str
) -> None:
    with pytest.raises(RegexError) as caught:
        parse_regex(pattern, flags)
    assert caught.value.what == what
    with pytest.raises(ShapesError) as told:
        parsed(f"sh:pattern {text(pattern)} ; sh:flags {text(flags)}")
    assert told.value.code == "shapes.pattern"
    assert told.value.text.fr.startswith(
        "shapes/maison.ttl:5 : la forme « #ai » : cette expression"
    )


@given(st.text("a-z[]^$.\\pdiwLu{}()|*+?1é :", max_size=12), st.text("aZé_1\n -", max_size=4))
def test_any_pattern_is_refused_or_has_one_verdict(pattern: str, value: str) -> None:
    try:
        shapes = parsed(f"sh:pattern {text(pattern)}")
    except ShapesError:
        return
    assert len(numbers_of_results(shapes, text(value))) == 1


def with_shapes(folder: Path, turtle: str) -> Path:
    copied = copy_of_atelier(folder / "atelier")
    (copied / "shapes").mkdir()
    prefixes = f"{PREFIXES}@prefix dcat: <http://www.w3.org/ns/dcat#> .\n"
    (copied / "shapes" / "maison.ttl").write_text(prefixes + turtle, "utf-8")
    return copied


UNNAMED = """\
<#a> a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dct:title ; sh:maxLength 3 ;
    sh:severity sh:Warning ; sh:message "Long."@fr ] .
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_an_unnamed_shape_keeps_its_message_path_and_severity(
    tmp_path: Path, engine: EngineName
) -> None:
    folder = with_shapes(tmp_path, UNNAMED)
    done = tressons_ld("check", "--all", "--engine", engine, folder=folder)
    assert done.returncode == 0
    assert (
        "avertissement : data/resources.csv, D2, colonne « title » : Long. [shape.a-title]"
        in done.stdout
    )


def test_a_shapes_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    folder = with_shapes(tmp_path, UNNAMED)
    file = folder / "shapes" / "maison.ttl"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert "[shape.a-title]" in tressons_ld("check", folder=folder).stdout
    assert tressons_ld("publish", folder=folder).returncode == 0
    published = next((folder / "public").glob("*formes*.ttl"))
    assert "\ufeff" not in published.read_text("utf-8")


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("sh:targetClass <http://www.w3.org/ns/dcat#Datset>", "dcat:Dataset"),
        ("sh:targetClass <http://www.w3.org/ns/dcat#dataset>", "dcat:Dataset"),
        ("sh:targetClass <http://www.w3.org/ns/dcat/Dataset>", "dcat:Dataset"),
        ("sh:targetClass <https://schema.org/Report>", "schema:Report"),
        ("sh:targetSubjectsOf dct:titel", "dct:title"),
        ("sh:targetObjectsOf dct:Creator", "dct:creator"),
    ],
)
def test_a_target_that_nothing_is_called_is_told_with_what_was_meant(
    target: str, name: str
) -> None:
    error = refusal(f"<#a> a sh:NodeShape ;\n {target} ; sh:property <#b> .\n<#b> sh:path dct:a .")
    assert error.code == "shapes.target-unknown"
    assert error.text.fr.startswith("shapes/maison.ttl:5 : ")
    assert name in error.text.fr and name in error.text.en


@pytest.mark.parametrize(
    "target",
    [
        "sh:targetClass <http://www.w3.org/ns/dcat#DatasetSeries>",
        "sh:targetClass <http://www.w3.org/ns/dcat#DataService>",
        "sh:targetClass <http://schema.org/Book>",
        "sh:targetClass <https://example.org/Dataset>",
        "sh:targetClass <http://www.w3.org/2004/02/skos/core#OrderedCollection>",
        "sh:targetSubjectsOf dct:abstract",
        "sh:targetSubjectsOf <http://purl.org/dc/elements/1.1/title>",
        "sh:targetNode <http://www.w3.org/ns/dcat#Datset>",
    ],
)
def test_a_target_that_the_graph_has_none_of_is_no_fault(target: str) -> None:
    turtle = f"{PREFIXES}<#a> {target} ; sh:property <#b> .\n<#b> sh:path dct:a ."
    assert Shapes.parse([("shapes/maison.ttl", turtle)], BASE)


def test_a_shape_that_asks_for_something_of_nothing_is_told() -> None:
    error = refusal(
        "<#a> a sh:NodeShape ; sh:property <#b> .\n<#b> sh:path dct:a ; sh:minCount 1 ."
    )
    assert error.code == "shapes.without-target"
