"""A house's own questions are published beside its catalogue, and read before they are."""

from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier
from command_line import DATE
from tressons_ld.composition import open_folder
from tressons_ld.findings.errors import FolderError, QueryError
from tressons_ld.publication.publish import check, publish

pytestmark = pytest.mark.usefixtures("answers")
QUESTION = b"#+ summary: Tout ?\n\nSELECT ?s WHERE { ?s ?p ?o }\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = copy_of_atelier(tmp_path / "atelier")
    (made / "queries").mkdir(exist_ok=True)
    return made


def test_a_question_is_published_as_it_lies(folder: Path) -> None:
    (folder / "queries/tout.rq").write_bytes(QUESTION)
    publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    assert (folder / "public/questions/tout.rq").read_bytes() == QUESTION


@pytest.mark.parametrize("text", [b"#+ summary: [\n\nASK {}\n", QUESTION.replace(b"Tout", b"\xe9")])
def test_a_question_that_cannot_be_read_stops_check_and_publication(
    folder: Path, text: bytes
) -> None:
    (folder / "queries/tout.rq").write_bytes(text)
    inputs = open_folder(folder, date=DATE)
    with pytest.raises(QueryError, match="tout"):
        check(inputs, jobs=1)
    with pytest.raises(QueryError, match="tout"):
        publish(inputs, folder / "public", jobs=1)
    assert not (folder / "public").exists()


@pytest.mark.parametrize(
    "name", ["con.rq", "Aux.x.rq", "nul/a.rq", "a:b.rq", "a?.rq", "a\\b.rq", "a\nb.rq", "a./b.rq"]
)
def test_a_question_whose_name_windows_cannot_hold_is_told(folder: Path, name: str) -> None:
    file = folder / "queries" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(QUESTION)
    with pytest.raises(FolderError) as refused:
        check(open_folder(folder, date=DATE), jobs=1)
    assert refused.value.code == "folder.name-not-for-all"


@pytest.mark.parametrize("name", ["console.rq", "les nôtres.rq", "a/.b.rq", "index.rq"])
def test_any_other_name_of_a_question_is_one(folder: Path, name: str) -> None:
    file = folder / "queries" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(QUESTION)
    assert check(open_folder(folder, date=DATE), jobs=1).report().publishable


@pytest.mark.parametrize(
    ("kind", "one", "other", "content"),
    [
        ("queries", "tout.rq", "Tout.rq", QUESTION),
        ("queries", "été.rq", "e\u0301te\u0301.rq", QUESTION),
        ("ontology", "own.ttl", "OWN.ttl", b"<urn:a> <urn:b> <urn:c> .\n"),
    ],
)
def test_two_names_that_are_one_where_names_have_no_case_are_told(
    folder: Path, kind: str, one: str, other: str, content: bytes
) -> None:
    (folder / kind).mkdir(exist_ok=True)
    for name in (one, other):
        (folder / kind / name).write_bytes(content)
    if len(list((folder / kind).iterdir())) < 2:
        pytest.skip("names have no case here")
    with pytest.raises(FolderError) as refused:
        check(open_folder(folder, date=DATE), jobs=1)
    assert refused.value.code == "folder.names-alike"


def test_no_page_of_a_question_is_called_as_a_device(folder: Path) -> None:
    (folder / "queries/con!.rq").write_bytes(QUESTION)
    publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    names = {path.name for path in (folder / "public/questions").iterdir()}
    assert "con-2.html" in names and "con.html" not in names
