"""An RDF Patch, applied to the quads of the old publication, gives those of the new one.

The applier below knows nothing of the tool: it reads rows (https://afs.github.io/rdf-patch/).
"""

import shutil
import tempfile
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue_folder import change
from command_line import tressons_ld
from examples import examples
from identity_folder import THEN, drop, published
from tressons_ld.composition import open_folder
from tressons_ld.identity.declarations import remove, rename
from tressons_ld.publication.publish import publish

Quads = set[pyoxigraph.Quad]

WORDS = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=12).map(
    lambda text: f"Texte {text} fin".replace(";", ",")
)
CELLS = st.tuples(
    st.sampled_from(
        [
            "resources guide-du-velo title",
            "resources guide-du-velo keywords",
            "resources guide-du-velo printed_title",
            "resources carnet-de-voyage description",
            "resources carnet-de-voyage keywords",
            "series carnets description",
            "places villeneuve description",
        ]
    ),
    WORDS,
)


def quads_of(lines: str) -> Quads:
    return set(pyoxigraph.parse(lines.encode(), pyoxigraph.RdfFormat.N_QUADS))


def applied(patch: str, quads: Quads) -> Quads:
    """The quads after one transaction; a row that changes nothing is an error."""
    rows = patch.splitlines()
    assert rows[0].startswith("H id <urn:uuid:")
    assert (rows[1], rows[-1]) == ("TX .", "TC .")
    result = set(quads)
    for row in rows[2:-1]:
        code, _, statement = row.partition(" ")
        (quad,) = quads_of(statement)
        assert (quad in result) is (code == "D"), row
        (result.remove if code == "D" else result.add)(quad)
    return result


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue «atelier», published; to be copied."""
    return published(tmp_path_factory.mktemp("first") / "atelier", site=False)


@settings(max_examples=examples(8))
@given(
    cells=st.lists(CELLS, max_size=4),
    becomes=st.sampled_from(["stays", "renamed", "removed"]),
)
def test_after_any_edits(first: Path, cells: list[tuple[str, str]], becomes: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "atelier"
        shutil.copytree(first, folder)
        for place, words in cells:
            change(folder, place, words)
        if becomes == "renamed":
            rename(open_folder(folder, date=THEN).recorder, "debat-sur-la-marche", "debat")
            change(folder, "resources debat-sur-la-marche id", "debat")
        elif becomes == "removed":
            remove(open_folder(folder, date=THEN).recorder, ["debat-sur-la-marche"], "Doublon.")
            drop(folder, "debat-sur-la-marche")
        done = publish(open_folder(folder, date=THEN), folder / "public", jobs=1)
        assert done.published, done.report.report()
        old, new = first / "public", folder / "public"
        before, after = (
            quads_of((each / "catalogue.nq").read_text("utf-8")) for each in (old, new)
        )
        for one, other, start, end in ((old, new, before, after), (new, old, after, before)):
            patch = tressons_ld("diff", one, other, "--format", "rdf-patch").stdout
            assert applied(patch, start) == end


def test_nothing_changed_is_an_empty_transaction(first: Path) -> None:
    patch = tressons_ld("diff", "public", "public", "--format", "rdf-patch", folder=first).stdout
    assert patch.splitlines()[1:] == ["TX .", "TC ."]
