"""A house's own questions are published beside its catalogue, and read before they are."""

from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier
from command_line import DATE
from tressons_ld.composition import open_folder
from tressons_ld.findings.errors import QueryError
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
