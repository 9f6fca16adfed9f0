"""What makes an entry of a row can be handed to another process, and gives the same there."""

import json
import pickle
from pathlib import Path

import pytest

from reading_folders import TABLES, make_folder, read_all, written
from tressons_ld.catalogue.tables.entries import EntryReader, read_entries
from tressons_ld.catalogue.tables.resource_table import open_resources, read_index
from tressons_ld.catalogue.tables.shared_tables import read_shared

CSV = written(TABLES["resources"])
JSON = "\n".join(json.dumps(row) for row in TABLES["resources"])
ADDITION = {
    "resource": "une-etude",
    "column": "based_on",
    "value": "un-debat",
    "source": "https://www.example.org/",
    "found_on": "2026-11-23",
}


@pytest.mark.parametrize(("name", "content"), [("resources.csv", CSV), ("resources.jsonl", JSON)])
def test_an_entry_is_the_same_in_another_process(tmp_path: Path, name: str, content: str) -> None:
    made = make_folder(tmp_path, files={name: content}, additions=[ADDITION])
    shared, findings = read_shared(made)
    table = open_resources(made, shared.settings)
    index, _ = read_index(made, shared, table)
    assert findings == []
    here = list(read_entries(table, shared, index))
    records = list(table.records())
    sent = pickle.loads(pickle.dumps((table, shared, index, records)))
    reader = EntryReader(*sent[:3])
    assert [reader.entry(record) for record in sent[3]] == here
    assert [entry and entry.based_on for entry, _ in here] == [("un-debat",), ()]


def test_the_index_knows_kinds_and_rows(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    shared, _ = read_shared(made)
    index, _ = read_index(made, shared, open_resources(made, shared.settings))
    assert len(index) == 2
    assert "une-etude" in index
    assert "autre" not in index
    assert (index.kind_of("un-debat"), index.row_of("un-debat")) == ("webinaire", 3)
    assert (index.kind_of("autre"), index.row_of("autre"), index.line_of("autre")) == (None,) * 3


def test_an_entry_may_refer_to_a_later_one(tmp_path: Path) -> None:
    resources = [{**TABLES["resources"][0], "based_on": "un-debat"}, TABLES["resources"][1]]
    _, entries, findings = read_all(make_folder(tmp_path, resources=resources))
    assert findings == []
    assert entries[0] is not None
    assert entries[0].based_on == ("un-debat",)


def test_ten_thousand_and_more_entries_are_known_by_their_ids(tmp_path: Path) -> None:
    first = TABLES["resources"][0]
    rows = [{**first, "id": f"e-{i}"} for i in range(10_050)]
    rows[0] = {**rows[0], "based_on": "e-10049; E 3; e-10050"}
    rows.append({**first, "id": "e-7"})
    _, entries, findings = read_all(make_folder(tmp_path, resources=rows))
    assert entries[0] is not None
    assert entries[0].based_on == ("e-10049",)
    assert [(f.code, f.value) for f in findings] == [
        ("reference.unknown-resource", "E 3"),
        ("reference.unknown-resource", "e-10050"),
        ("table.id-duplicate", "e-7"),
    ]
    assert "« e-3 »" in findings[0].remedy.fr
    assert "A9" in findings[2].message.fr
