"""JSON Lines: one object a line, its keys the columns, its places a line and a key."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from reading_folders import make_folder, read_all
from tressons_ld.catalogue.model import Entry
from tressons_ld.catalogue.tables.json_values import json_values
from tressons_ld.findings.finding import Finding, Severity

FIRST: dict[str, Any] = {"id": "a", "kind": "Étude", "title": "A", "description": "Un\ntexte"}


def read_lines(
    folder: Path, *lines: str | dict[str, Any], settings: str = ""
) -> tuple[list[Entry | None], list[Finding]]:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    made = make_folder(folder, files={"resources.jsonl": text}, settings=settings)
    _, entries, findings = read_all(made)
    return entries, findings


def first_of(entries: list[Entry | None]) -> Entry:
    assert entries[0] is not None
    return entries[0]


def test_each_line_is_an_entry(tmp_path: Path) -> None:
    entries, findings = read_lines(tmp_path, FIRST, "", {**FIRST, "id": "b"}, " \t")
    assert findings == []
    assert [(e.id, e.row.line) for e in entries if e] == [("a", 1), ("b", 3)]


def test_a_list_holds_several_values_and_a_text_with_semicolons_too(tmp_path: Path) -> None:
    entries, findings = read_lines(
        tmp_path,
        {**FIRST, "keywords": ["vélo", "train"], "organisations": "Avise; RTES", "themes": []},
    )
    assert findings == []
    entry = first_of(entries)
    assert (entry.keywords, entry.organisations) == (("vélo", "train"), ("avise", "rtes"))


@pytest.mark.parametrize(
    ("value", "read"), [(2019, "2019"), (2019.0, "2019"), ("2019-06", "2019-06"), (None, None)]
)
def test_numbers_and_null_are_read(tmp_path: Path, value: object, read: str | None) -> None:
    entries, findings = read_lines(tmp_path, {**FIRST, "issued": value})
    assert findings == []
    assert first_of(entries).issued == read


def test_a_place_is_a_line_and_a_key(tmp_path: Path) -> None:
    settings = '[columns]\n"Année" = "issued"\n'
    _, findings = read_lines(
        tmp_path, FIRST, {**FIRST, "id": "b", "Année": "20l9"}, settings=settings
    )
    (found,) = findings
    assert found.in_language("fr").startswith(
        "data/resources.jsonl:2, clé « Année » : année « 20l9 » illisible."
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "table.json-unreadable"),
        ("{'id': 1}", "table.json-unreadable"),
        ('{"id": "b"} {"id": "c"}', "table.json-unreadable"),
        ("[" * 100_000, "table.json-unreadable"),
        ('{"issued": ' + "9" * 5000 + "}", "table.json-unreadable"),
        ("[1, 2]", "table.json-not-object"),
        ('"id"', "table.json-not-object"),
        ("3", "table.json-not-object"),
    ],
    ids=["open", "quotes", "two", "deep", "endless", "list", "text", "number"],
)
def test_a_line_that_is_no_object_is_found_and_the_next_read(
    tmp_path: Path, line: str, code: str
) -> None:
    entries, findings = read_lines(tmp_path, line, FIRST)
    assert [(f.code, f.location and f.location.line) for f in findings] == [(code, 1)]
    assert [entry and entry.id for entry in entries] == [None, "a"]


@pytest.mark.parametrize("indent", [None, 0, 2])
def test_the_objects_of_one_array_are_entries(tmp_path: Path, indent: int | None) -> None:
    rows = [FIRST, {**FIRST, "id": "b", "title": "[{,", "keywords": ["vélo"]}]
    entries, findings = read_lines(tmp_path, "", json.dumps(rows, indent=indent))
    assert findings == []
    assert [(e.id, e.title, e.keywords) for e in entries if e] == [
        ("a", "A", ()),
        ("b", "[{,", ("vélo",)),
    ]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('[\n{"id":\n1 2},\n', "table.json-unreadable", 3),
        ('[\n"id",\n', "table.json-not-object", 2),
        ("[\n[1],\n", "table.json-not-object", 2),
        ("[\n1,\n", "table.json-not-object", 2),
    ],
)
def test_what_is_no_object_in_an_array_is_found_and_the_next_read(
    tmp_path: Path, text: str, code: str, line: int
) -> None:
    entries, findings = read_lines(tmp_path, text + json.dumps(FIRST), "]")
    assert [(f.code, f.location and f.location.line) for f in findings] == [(code, line)]
    assert [entry and entry.id for entry in entries] == [None, "a"]


@pytest.mark.parametrize("end", ["", ",", ',\n{"id": "b", "kin'])
def test_an_array_that_was_cut_is_found(tmp_path: Path, end: str) -> None:
    entries, findings = read_lines(tmp_path, "[", json.dumps(FIRST) + end)
    assert {finding.code for finding in findings} == {"table.json-unreadable"}
    assert entries[0] is not None


@settings(max_examples=examples(100), deadline=None)
@given(
    st.lists(st.dictionaries(st.text(), st.recursive(st.text() | st.integers(), st.lists))),
    st.sampled_from([None, 0, 3]),
)
def test_the_values_of_an_array_are_those_of_the_standard_library(
    rows: list[Any], indent: int | None
) -> None:
    text = json.dumps(rows, indent=indent, ensure_ascii=False)
    values = json_values(io.StringIO(text, newline=""))
    if rows:
        assert [json.loads(value) for _, value in values] == json.loads(text)


@pytest.mark.parametrize("value", [True, {"fr": "A"}, [["A"], {"b": 1}], float("nan")])
def test_a_value_of_another_kind_is_found(tmp_path: Path, value: object) -> None:
    entries, findings = read_lines(tmp_path, {**FIRST, "keywords": value})
    assert [finding.code for finding in findings] == ["table.value-kind"]
    assert first_of(entries).id == "a"


def test_a_key_given_twice_is_found(tmp_path: Path) -> None:
    entries, findings = read_lines(tmp_path, json.dumps(FIRST)[:-1] + ', "title": "B"}')
    assert [finding.code for finding in findings] == ["table.key-repeated"]
    assert first_of(entries).title == "A"


def test_an_unknown_key_is_said_once(tmp_path: Path) -> None:
    entries, findings = read_lines(
        tmp_path, FIRST, {**FIRST, "id": "b", "isued": 1}, {**FIRST, "id": "c", "isued": 2}
    )
    (found,) = findings
    assert (found.code, found.location and found.location.line) == ("table.column-unknown", 2)
    assert "« issued »" in found.remedy.fr
    assert len(entries) == 3


def test_half_a_character_is_found_and_the_rest_read(tmp_path: Path) -> None:
    entries, findings = read_lines(tmp_path, json.dumps(FIRST).replace('"A"', r'"A\ud800"'))
    (found,) = findings
    assert (found.code, found.severity) == ("table.character-broken", Severity.VIOLATION)
    for language in ("fr", "en"):
        found.in_language(language).encode()
    assert (found.value or "").encode()
    assert first_of(entries).title == ""


def test_nul_is_found(tmp_path: Path) -> None:
    _, findings = read_lines(tmp_path, {**FIRST, "title": "A\0B"})
    assert [finding.code for finding in findings] == ["table.character-control"]


def test_a_semicolon_inside_a_listed_value_is_said(tmp_path: Path) -> None:
    entries, findings = read_lines(tmp_path, {**FIRST, "keywords": ["vélo; train", "bus"]})
    assert [finding.code for finding in findings] == ["table.value-divided"]
    assert first_of(entries).keywords == ("vélo", "train", "bus")


def test_compressed_lines_are_read(tmp_path: Path) -> None:
    content = gzip.compress(json.dumps(FIRST).encode())
    _, entries, findings = read_all(make_folder(tmp_path, files={"resources.jsonl.gz": content}))
    assert findings == []
    assert first_of(entries).id == "a"


def test_an_empty_file_is_an_empty_table(tmp_path: Path) -> None:
    entries, findings = read_lines(tmp_path, "")
    assert entries == []
    assert [finding.code for finding in findings] == ["table.empty"]


def test_a_label_may_be_in_any_language(tmp_path: Path) -> None:
    concepts = [
        {"scheme": "genre", "id": "etude", "label_fr": "Étude"},
        {"scheme": "genre", "id": "guide", "label_fr": "Guide", "label_de": "Leitfaden"},
        {"scheme": "genre", "id": "avis", "label_fr": "Avis", "label_pt-BR": "Parecer"},
    ]
    text = "\n".join(json.dumps(concept) for concept in concepts)
    row = {"id": "b", "kind": "Leitfaden", "title": "B", "description": "Un texte"}
    made = make_folder(
        tmp_path,
        files={"concepts.jsonl": text, "resources.jsonl": json.dumps(row)},
    )
    shared, entries, findings = read_all(made)
    assert findings == []
    assert first_of(entries).kind == "guide"
    labels = {id: concept.other_labels for (_, id), concept in shared.concepts.items()}
    assert labels == {
        "etude": (), "guide": (("de", "Leitfaden"),), "avis": (("pt-br", "Parecer"),)
    }  # fmt: skip
