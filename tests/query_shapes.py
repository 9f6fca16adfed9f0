"""Questions of any length, each of one shape repeated: what engines read by recursion.

Evaluated with the stack that a thread usually has, two in three end the process of pyoxigraph at
20 000 repetitions, some at 1 000.
"""

from collections.abc import Callable

SHAPES: dict[str, Callable[[int], str]] = {
    "braces": lambda n: "ASK " + "{" * n + "}" * n,
    "parentheses": lambda n: "ASK { FILTER(" + "(" * n + "true" + ")" * n + ") }",
    "not": lambda n: "ASK { FILTER(" + "!" * n + "true) }",
    "unary minus": lambda n: "SELECT (" + "-(" * n + "1" + ")" * n + " AS ?x) {}",
    "addition": lambda n: "SELECT (1" + "+1" * n + " AS ?x) {}",
    "subtraction": lambda n: "SELECT (1" + " - 1" * n + " AS ?x) {}",
    "multiplication": lambda n: "SELECT (1" + "*1" * n + " AS ?x) {}",
    "path sequence": lambda n: "ASK { ?a (<urn:p>" + "/<urn:p>" * n + ") ?b }",
    "path alternative": lambda n: "ASK { ?a (<urn:p>" + "|<urn:p>" * n + ") ?b }",
    "path inverse": lambda n: "ASK { ?a " + "^(" * n + "<urn:p>" + ")" * n + " ?b }",
    "path star": lambda n: "ASK { ?a " + "(" * n + "<urn:p>" + ")*" * n + " ?b }",
    "path plus": lambda n: "ASK { ?a " + "(" * n + "<urn:p>" + ")+" * n + " ?b }",
    "path optional": lambda n: "ASK { ?a " + "(" * n + "<urn:p>" + ")?" * n + " ?b }",
    "path negation": lambda n: "ASK { ?a !(<urn:p>" + "|<urn:p>" * n + ") ?b }",
    "union": lambda n: "ASK { {?a ?b ?c} " + "UNION {?a ?b ?c}" * n + " }",
    "nested union": lambda n: "ASK {" + "{?a ?b ?c} UNION {" * n + "?a ?b ?c" + "}" * n + " }",
    "optional": lambda n: "ASK {" + " OPTIONAL {?a ?b ?c}" * n + "}",
    "nested optional": lambda n: "ASK {" + " OPTIONAL {?a ?b ?c" * n + "}" * n + "}",
    "minus": lambda n: "ASK { ?a ?b ?c" + " MINUS {?a ?b ?c}" * n + "}",
    "nested minus": lambda n: "ASK {" + " ?a ?b ?c MINUS {" * n + "}" * n + "}",
    "graph": lambda n: "ASK {" + " GRAPH <urn:g> {?a ?b ?c}" * n + "}",
    "nested graph": lambda n: "ASK {" + " GRAPH <urn:g> {" * n + "}" * n + "}",
    "and": lambda n: "ASK { FILTER(true" + " && true" * n + ") }",
    "or": lambda n: "ASK { FILTER(false" + " || false" * n + ") }",
    "nested equality": lambda n: "ASK { FILTER(" + "(true = " * n + "true" + ")" * n + ") }",
    "bind": lambda n: "SELECT * {" + "".join(f" BIND({i} AS ?x{i})" for i in range(n)) + "}",
    "filter": lambda n: "ASK {" + " FILTER(true)" * n + "}",
    "having": lambda n: "SELECT ?a { ?a ?b ?c } GROUP BY ?a HAVING" + " (true)" * n,
    "if": lambda n: "SELECT (" + "IF(true," * n + "1" + ",1)" * n + " AS ?x) {}",
    "exists": lambda n: "ASK {" + " FILTER EXISTS {" * n + "}" * n + "}",
    "not exists": lambda n: "ASK {" + " FILTER NOT EXISTS {" * n + "}" * n + "}",
    "coalesce": lambda n: "SELECT (" + "COALESCE(" * n + "1" + ")" * n + " AS ?x) {}",
    "function": lambda n: "SELECT (" + "STR(" * n + "1" + ")" * n + " AS ?x) {}",
    "concat": lambda n: "SELECT (CONCAT('a'" + ",'a'" * n + ") AS ?x) {}",
    "in": lambda n: "ASK { FILTER(1 IN (2" + ",2" * n + ")) }",
    "nested in": lambda n: "ASK { FILTER(" + "1 IN (" * n + "1" + ")" * n + ") }",
    "values": lambda n: "SELECT * { VALUES ?x {" + " 1" * n + "} }",
    "values blocks": lambda n: "SELECT * {" + " VALUES ?x { 1 }" * n + "}",
    "wide values": lambda n: (
        "SELECT * { VALUES (" + "".join(f" ?x{i}" for i in range(n)) + ") { (" + " 1" * n + ") } }"
    ),
    "subselect": lambda n: "ASK " + "{ SELECT * " * n + "{}" + "}" * n,
    "subselects": lambda n: "ASK {" + " { SELECT * {} }" * n + "}",
    "blank nodes": lambda n: "ASK { ?s ?p " + "[ ?p " * n + "1" + "]" * n + " }",
    "collection": lambda n: "ASK { ?s ?p " + "(" * n + "1" + ")" * n + " }",
    "long collection": lambda n: "ASK { ?s ?p (" + " 1" * n + ") }",
    "property list": lambda n: "ASK { ?s ?p 1" + " ; ?p 1" * n + " }",
    "object list": lambda n: "ASK { ?s ?p 1" + " , 1" * n + " }",
    "patterns": lambda n: "ASK {" + " ?s ?p ?o ." * n + " }",
    "different patterns": lambda n: (
        "ASK {" + "".join(f" ?s{i} ?p{i} ?o{i} ." for i in range(n)) + " }"
    ),
    "order": lambda n: "SELECT * { ?s ?p ?o } ORDER BY" + " ?s" * n,
    "group": lambda n: "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY" + " ?s" * n,
    "count": lambda n: (
        "SELECT" + "".join(f" (COUNT(?s) AS ?n{i})" for i in range(n)) + " { ?s ?p ?o }"
    ),
    "select": lambda n: "SELECT" + "".join(f" (1 AS ?n{i})" for i in range(n)) + " {}",
    "sum": lambda n: "SELECT (" + "SUM(?x)+" * n + "1 AS ?n) { ?x ?p ?o }",
    "construct": lambda n: "CONSTRUCT {" + " ?s ?p ?o ." * n + "} WHERE { ?s ?p ?o }",
    "prefix": lambda n: "".join(f"PREFIX p{i}: <urn:{i}:> " for i in range(n)) + "ASK {}",
    "from": lambda n: "SELECT * " + "FROM <urn:g> " * n + "{ ?s ?p ?o }",
    "triple terms": lambda n: "ASK { ?s ?p " + "<<( ?s ?p " * n + "1" + ")>>" * n + " }",
    "annotations": lambda n: "ASK { ?s ?p ?o" + " {| ?p ?o" * n + "|}" * n + " }",
    "lateral": lambda n: "ASK {" + " LATERAL {" * n + "}" * n + "}",
    "unclosed braces": lambda n: "ASK " + "{" * n,
    "unclosed parentheses": lambda n: "ASK { FILTER(" + "(" * n,
    "unclosed calls": lambda n: "SELECT (" + "IF(" * n,
    "unclosed collection": lambda n: "ASK { ?s ?p " + "(" * n,
    "escaped quotes": lambda n: 'ASK { ?s ?p "' + '\\"' * n,
    "long quotes": lambda n: "ASK { ?s ?p " + '\\"""\n' * n,
    "dotted": lambda n: "ASK { ?s ?p " + "a." * n,
    "less than": lambda n: "ASK { ?s ?p " + "<" * n,
    "comment": lambda n: "ASK { ?s ?p " + "#" * n,
    "regex": lambda n: (
        'ASK { FILTER(REGEX("' + "a" * n + 'b", "' + "(" * n + "a" + ")*" * n + '")) }'
    ),
}
