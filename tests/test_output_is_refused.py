"""Nothing is written over the catalogue itself, nor over the publication of another one."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue_folder import ATELIER, change, copy_of_atelier, without_site
from command_line import DATE, files_of, tressons_ld
from tressons_ld.composition import open_folder
from tressons_ld.files import same_place
from tressons_ld.findings.errors import OutputError
from tressons_ld.identity import declarations
from tressons_ld.publication.destination import refuse_of_the_catalogue
from tressons_ld.publication.publish import publish

OWN, OTHER = "https://id.atelier-essai.fr/", "https://id.autre-essai.fr/"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue «atelier», published."""
    folder = without_site(copy_of_atelier(tmp_path_factory.mktemp("published") / "atelier"))
    change(folder, "catalogue.toml base_iri", f'"{OWN}"')
    publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copytree(published, tmp_path / "atelier"))


def refusal(folder: Path, output: Path, **options: str) -> str:
    """The code of why nothing was published; nothing has changed."""
    before = files_of(folder.parent)
    with pytest.raises(OutputError) as refused:
        publish(open_folder(folder, date=DATE, **options), output, jobs=1)
    assert files_of(folder.parent) == before
    return refused.value.code


@pytest.mark.parametrize("path", ["data", "data/site", "data/a/b", "shapes/x", "ontology"])
def test_no_publication_goes_into_what_the_catalogue_is_read_from(folder: Path, path: str) -> None:
    assert refusal(folder, folder / path) == "output.of-the-catalogue"


def test_nor_where_a_link_leads_there(folder: Path) -> None:
    (folder / "site").symlink_to(folder / "data")
    assert refusal(folder, folder / "site") == "output.of-the-catalogue"
    assert refusal(folder, folder / "site/public") == "output.of-the-catalogue"


@pytest.fixture
def names_without_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system finds a file whatever the case of its name, as on macOS and Windows."""
    known = same_place.identity

    def identity(path: Path) -> tuple[int, int] | None:
        found = Path(path.anchor)
        for part in path.parts[1:]:
            names = os.listdir(found) if found.is_dir() else []
            alike = (name for name in names if name.casefold() == part.casefold())
            found /= part if part in names else next(alike, part)
        return known(found)

    monkeypatch.setattr(same_place, "identity", identity)


@pytest.mark.usefixtures("names_without_case")
@pytest.mark.parametrize("path", ["DATA", "Data/site", "data/A/b", "Shapes/x", "shapes"])
def test_nor_where_names_have_no_case(folder: Path, path: str) -> None:
    assert refusal(folder, folder / path) == "output.of-the-catalogue"


@pytest.mark.usefixtures("names_without_case")
@pytest.mark.parametrize("path", ["Data/RESOURCES.csv", "DATA/new.nt", "data/Resources.CSV"])
def test_no_file_is_built_over_the_catalogue_where_names_have_no_case(
    folder: Path, path: str
) -> None:
    with pytest.raises(OutputError) as refused:
        refuse_of_the_catalogue(folder / path, open_folder(folder, date=DATE))
    assert refused.value.code == "output.of-the-catalogue"


def test_a_folder_of_another_case_is_another_folder_where_names_have_case(folder: Path) -> None:
    if (folder / "DATA").exists():
        pytest.skip("names have no case here")
    refuse_of_the_catalogue(folder / "Data", open_folder(folder, date=DATE))
    refuse_of_the_catalogue(folder.parent / "ATELIER", open_folder(folder, date=DATE))


@pytest.mark.parametrize("path", [".", ".."])
def test_no_publication_replaces_what_is_around_the_catalogue(folder: Path, path: str) -> None:
    (folder / "catalogue.nt").write_text("", "utf-8")
    (folder.parent / "catalogue.nt").write_text("", "utf-8")
    assert refusal(folder, folder / path) == "output.around-the-catalogue"


@pytest.mark.parametrize("path", ["lien", "lien/public"])
def test_a_link_to_itself_is_told_as_what_it_is(folder: Path, path: str) -> None:
    (folder / "lien").symlink_to(folder / "lien")
    assert refusal(folder, folder / path) == "output.link-loop"


def test_the_publication_of_another_catalogue_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(ATELIER, tmp_path / "autre"))
    change(other, "catalogue.toml base_iri", f'"{OTHER}"')
    assert refusal(other, folder / "public") == "output.of-another-catalogue"


@pytest.mark.parametrize("path", ["public/ressource", "public/sub", "public/a/b", "link/sub"])
def test_no_publication_goes_into_one_of_the_same_catalogue(folder: Path, path: str) -> None:
    (folder / "link").symlink_to("public")
    assert refusal(folder, folder / path) == "output.within-a-publication"


def test_a_publication_may_lie_in_what_another_keeps(folder: Path) -> None:
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write('keep = ["essais"]\n')
    for output in (folder / "public/essais/a", folder / "public"):
        assert publish(open_folder(folder, date=DATE), output, jobs=1).published
    assert (folder / "public/essais/a/catalogue.nt").is_file()


def test_the_same_catalogue_rebased_replaces_its_own(folder: Path) -> None:
    change(folder, "catalogue.toml base_iri", f'"{OTHER}"')
    assert not publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
    declarations.rebase(open_folder(folder, date=DATE).recorder)
    assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published


def test_a_base_for_one_run_needs_an_output_of_its_own(folder: Path) -> None:
    """Where the lock file knows no base either, for the published one is a placeholder."""
    change(folder, "catalogue.toml base_iri", '"https://catalogue.example.org/"')
    shutil.rmtree(folder / "public")
    (folder / "data/identities.csv").unlink()
    publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    told = refusal(folder, folder / "public", base_iri=OTHER)
    assert told == "output.base-for-one-run"
    assert publish(
        open_folder(folder, date=DATE, base_iri=OTHER), folder / "beside", jobs=1
    ).published


def _itself(path: Path) -> Path:
    return path


def _a_symbolic_link(path: Path) -> Path:
    link = path.parents[1] / "lien"
    link.symlink_to(path)
    return link


def _a_hard_link(path: Path) -> Path:
    link = path.parents[1] / "lien"
    link.hardlink_to(path)
    return link


@pytest.mark.parametrize("name", [_itself, _a_symbolic_link, _a_hard_link])
@pytest.mark.parametrize(
    "file", ["resources.csv", "identities.csv", "catalogue.toml", "nouveau.nt"]
)
def test_a_graph_is_never_written_over_a_file_of_the_catalogue(
    folder: Path, file: str, name: Callable[[Path], Path]
) -> None:
    path = folder / "data" / file
    if file == "nouveau.nt" and name is not _itself:
        path.write_text("", "utf-8")
    target = name(path)
    before = files_of(folder)
    done = tressons_ld("build", "--output", target, folder=folder)
    assert done.returncode == 1
    assert "du catalogue" in done.stderr
    assert files_of(folder) == before


def test_nor_are_the_differences_of_two_publications(folder: Path) -> None:
    table, public = folder / "data/resources.csv", folder / "public"
    before = table.read_bytes()
    done = tressons_ld("diff", public, public, "--output", table, folder=folder)
    assert done.returncode == 1
    assert "du catalogue" in done.stderr
    assert table.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("push", "--files", "shapes"),
        ("push", "--files", "data/files"),
        ("serve", "--port", "0", "--access-log", "data/resources.csv"),
    ],
    ids=" ".join,
)
def test_nor_are_the_files_for_a_store_or_the_log_of_a_server(
    folder: Path, words: tuple[str, ...]
) -> None:
    before = files_of(folder)
    done = tressons_ld(*words, folder=folder)
    assert done.returncode == 1
    assert "du catalogue" in done.stderr
    assert files_of(folder) == before


def test_nor_a_graph_over_a_file_of_another_catalogue(folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(ATELIER, tmp_path / "autre"))
    done = tressons_ld("build", "--output", other / "data/agents.csv", folder=folder)
    assert done.returncode == 1
    assert files_of(other) == files_of(ATELIER)


def test_a_table_that_the_settings_name_elsewhere_is_one_of_the_catalogue(folder: Path) -> None:
    (folder / "data/resources.csv").rename(folder / "table.csv")
    toml = folder / "data/catalogue.toml"
    files = '[files]\nresources = "../table.csv"\n'
    toml.write_text(f"{toml.read_text('utf-8')}\n{files}", "utf-8")
    before = files_of(folder)
    done = tressons_ld("build", "--format", "csv", "-o", "table.csv", folder=folder)
    assert done.returncode == 1
    assert "la table ../table.csv du catalogue" in done.stderr
    assert files_of(folder) == before
