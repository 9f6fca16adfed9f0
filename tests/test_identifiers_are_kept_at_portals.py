"""A portal knows a thing again, whatever it is called since: what its feed says and is foretold."""

import json
import shutil
from array import array
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS

from catalogue_folder import change, copy_of_atelier, without_site
from command_line import tressons_ld
from identity_folder import drop, give_id, line_of
from tressons_ld.composition import open_folder
from tressons_ld.identity import declarations
from tressons_ld.identity.identifiers import Identifiers
from tressons_ld.identity.lock_columns import LockColumns
from tressons_ld.publication.publish import publish

FIRST, THEN, LAST = "2026-01-01", "2026-02-01", "2026-03-01"
BASE, OTHER = "https://id.example.net/atelier/", "https://id.example.org.fr/"
OLD, NEW, NEWER = "guide-du-velo", "guide-de-velo", "velo"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = without_site(copy_of_atelier(tmp_path_factory.mktemp("kept") / "atelier"))
    published(made, FIRST)
    return made


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "atelier"))


def published(folder: Path, day: str) -> None:
    done = publish(open_folder(folder, date=day), folder / "public", jobs=1)
    assert done.published, list(done.report.sorted())


def rename(folder: Path, old: str, new: str, day: str = THEN) -> list[str]:
    """Give a resource another id, declared and published; return what the declaration said."""
    done = declarations.rename(open_folder(folder, date=day).recorder, old, new)
    give_id(folder, old, new)
    published(folder, day)
    return [sentence.fr for sentence in done.remaining]


def identifiers(folder: Path) -> dict[str, str]:
    """What the feed for data.gouv.fr calls each of its datasets: IRI -> identifier."""
    feed = Graph().parse(folder / "public/harvest/data.gouv.fr/catalog.nt")
    return {str(thing): str(text) for thing, text in feed.subject_objects(DCTERMS.identifier)}


def test_a_renamed_thing_keeps_the_identifier_that_it_first_had(folder: Path) -> None:
    before = identifiers(folder)
    rename(folder, OLD, NEW)
    rename(folder, NEW, NEWER, LAST)
    after = identifiers(folder)
    assert after.pop(f"{BASE}ressource/{NEWER}") == before.pop(f"{BASE}ressource/{OLD}")
    assert after == before
    assert line_of(folder, f"ressource/{NEWER}")["identifier"] == f"{BASE}ressource/{OLD}"


def test_a_publication_that_renders_everything_anew_says_the_same(folder: Path) -> None:
    rename(folder, OLD, NEW)
    before = identifiers(folder)
    shutil.rmtree(folder / "public")
    published(folder, LAST)
    assert identifiers(folder) == before


def test_a_name_that_comes_back_keeps_it_too(folder: Path) -> None:
    before = identifiers(folder)
    rename(folder, OLD, NEW)
    rename(folder, NEW, OLD, LAST)
    assert identifiers(folder) == before


def test_a_rename_that_an_earlier_version_published_keeps_what_it_has(folder: Path) -> None:
    rename(folder, OLD, NEW)
    lock = folder / "data/identities.csv"
    lines = [line.rpartition(",")[0] for line in lock.read_text("utf-8").splitlines()]
    lock.write_text("\n".join([*lines, ""]), "utf-8")
    published(folder, LAST)
    assert identifiers(folder)[f"{BASE}ressource/{NEW}"] == f"{BASE}ressource/{NEW}"
    rename(folder, NEW, OLD, LAST)
    assert identifiers(folder)[f"{BASE}ressource/{OLD}"] == f"{BASE}ressource/{NEW}"


def test_a_merge_keeps_the_identifier_of_the_successor(folder: Path) -> None:
    before = identifiers(folder)
    recorder = open_folder(folder, date=THEN).recorder
    declarations.merge(recorder, ["debat-sur-la-marche"], "carnet-de-voyage")
    drop(folder, "debat-sur-la-marche")
    published(folder, THEN)
    del before[f"{BASE}ressource/debat-sur-la-marche"]
    assert identifiers(folder) == before


def test_an_undone_rename_gives_each_its_own(folder: Path) -> None:
    rename(folder, OLD, NEW)
    table = folder / "data/resources.csv"
    lines = table.read_text("utf-8").split("\n" + "carnet-de-voyage,", 1)
    row = lines[0].partition("\n")[2].partition("debat-sur-la-marche,")[0].rstrip("\n")
    assert row.startswith(f"{NEW},")
    table.write_text(table.read_text("utf-8") + row.replace(NEW, OLD, 1) + "\n", "utf-8")
    declarations.undo(open_folder(folder, date=LAST).recorder, [OLD])
    published(folder, LAST)
    found = identifiers(folder)
    assert found[f"{BASE}ressource/{OLD}"] == f"{BASE}ressource/{OLD}"
    assert found[f"{BASE}ressource/{NEW}"] == f"{BASE}ressource/{NEW}"
    assert max(Counter(found.values()).values()) == 1


def rebase(folder: Path, base: str, day: str) -> list[str]:
    change(folder, "catalogue.toml base_iri", f'"{base}"')
    done = declarations.rebase(open_folder(folder, date=day).recorder)
    published(folder, day)
    return [sentence.fr for sentence in done.remaining]


def test_another_base_keeps_every_identifier(folder: Path) -> None:
    rename(folder, OLD, NEW)
    before = identifiers(folder)
    rebase(folder, OTHER, LAST)
    after = identifiers(folder)
    assert after == {iri.replace(BASE, OTHER): text for iri, text in before.items()}
    rename(folder, "carnet-de-voyage", "carnet", LAST)
    assert identifiers(folder)[f"{OTHER}ressource/carnet"] == f"{BASE}ressource/carnet-de-voyage"
    table = folder / "data/resources.csv"
    text = table.read_text("utf-8")
    (row,) = (line for line in text.splitlines() if line.startswith("carnet,"))
    table.write_text(f"{text}{row.replace('carnet', 'carnet-neuf', 1)}\n", "utf-8")
    published(folder, LAST)
    assert identifiers(folder)[f"{OTHER}ressource/carnet-neuf"].startswith(OTHER)


def test_nothing_is_kept_of_what_stood_at_a_placeholder(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "catalogue.toml base_iri", '"https://id.example.org/"')
    published(folder, FIRST)
    rename(folder, OLD, NEW)
    assert line_of(folder, f"ressource/{NEW}")["identifier"] == ""
    assert identifiers(folder)[f"https://id.example.org/ressource/{NEW}"].endswith(NEW)


def test_the_graph_and_the_other_feed_name_things_as_they_are(folder: Path) -> None:
    rename(folder, OLD, NEW)
    graph = Graph().parse(folder / "public/catalogue.nt")
    thing = URIRef(f"{BASE}ressource/{NEW}")
    assert [str(text) for text in graph.objects(thing, DCTERMS.identifier)] == [NEW]
    assert f'"{BASE}ressource/{OLD}"' not in (folder / "public/harvest/dcat.rdf").read_text("utf-8")


@pytest.mark.parametrize("what", ["rename", "rebase"])
def test_it_is_said_what_portals_will_do(folder: Path, what: str) -> None:
    told = rename(folder, OLD, NEW) if what == "rename" else rebase(folder, OTHER, THEN)
    assert any("data.gouv.fr" in sentence and "CKAN" in sentence for sentence in told)


def test_the_publication_after_a_rebase_says_it_once_more(folder: Path) -> None:
    def said() -> bool:
        return "CKAN" in tressons_ld("publish", "--date", THEN, "--jobs", "1", folder=folder).stdout

    assert not said()
    change(folder, "catalogue.toml base_iri", f'"{OTHER}"')
    declarations.rebase(open_folder(folder, date=THEN).recorder)
    assert said()
    assert not said()


def fates(folder: Path, earlier: Path, *options: str) -> dict[str, str]:
    """What `harvest --against` foretells of each item that does not stay as it is."""
    done = tressons_ld("harvest", "--against", earlier, "--format", "json", *options, folder=folder)
    assert not done.stderr, done.stderr
    told = json.loads(done.stdout)["against"]
    return {one["id"]: one["fate"] for one in told if one["fate"] != "unchanged"}


def test_a_rename_is_foretold_as_an_update_in_place_and_at_ckan_as_another_item(
    folder: Path, tmp_path: Path
) -> None:
    earlier = Path(shutil.copytree(folder / "public", tmp_path / "earlier"))
    rename(folder, OLD, NEW)
    told = fates(folder, earlier)
    assert told.pop(f"{BASE}ressource/{OLD}") == "updated"
    assert not {"created", "archived", "doubled"} & set(told.values())
    told = fates(folder, earlier, "--as", "ckan")
    assert told[f"{BASE}ressource/{NEW}"] == "doubled"
    assert told[f"{BASE}ressource/{OLD}"] == "archived"


def test_what_comes_back_is_foretold_as_taken_up_again(folder: Path, tmp_path: Path) -> None:
    text = {
        name: (folder / "data" / name).read_text("utf-8")
        for name in ("resources.csv", "additions.csv")
    }
    id = "debat-sur-la-marche"
    declarations.remove(open_folder(folder, date=THEN).recorder, [id], "Essai.")
    drop(folder, id)
    published(folder, THEN)
    earlier = Path(shutil.copytree(folder / "public", tmp_path / "earlier"))
    declarations.undo(open_folder(folder, date=LAST).recorder, [id])
    for name, before in text.items():
        (folder / "data" / name).write_text(before, "utf-8")
    assert fates(folder, earlier)[f"{BASE}ressource/{id}"] == "restored"


LINES = st.lists(
    st.tuples(
        st.sampled_from(["ressource/a", "ressource/b", "catalogue/donnees"]),
        st.sampled_from(["", "https://a/", "https://b/", "https://c/ressource/z"]),
    )
)


@given(LINES, LINES)
def test_identifiers_are_held_line_by_line(
    first: list[tuple[str, str]], second: list[tuple[str, str]]
) -> None:
    def held(lines: list[tuple[str, str]]) -> Identifiers:
        made = Identifiers()
        for path, base in lines:
            made.append(path, base and (base if base.endswith("z") else base + path))
        return made

    both = held(first)
    both.extend(held(second))
    whole = held([*first, *second])
    for line, (path, base) in enumerate([*first, *second]):
        expected = base and (base if base.endswith("z") else base + path)
        assert both.at(line, path) == whole.at(line, path) == expected
    assert both.as_bytes() == whole.as_bytes()


def test_identifiers_of_any_number_of_bases_are_held_with_those_of_new_lines() -> None:
    paths = [f"ressource/r{number}" for number in range(600)]
    identifiers = [f"https://b{number}.example.net/{path}" for number, path in enumerate(paths)]
    columns = [Identifiers(), Identifiers()]
    for number, (path, identifier) in enumerate(zip(paths, identifiers, strict=True)):
        columns[number // 300].append(path, identifier)
    columns[0].extend(columns[1])
    assert [columns[0].at(line, path) for line, path in enumerate(paths)] == identifiers


def test_an_identifier_is_part_of_what_entries_take_from_the_lock_file() -> None:
    columns = [LockColumns(), LockColumns()]
    for each, identifier in zip(columns, ("", "https://a/ressource/b"), strict=True):
        each.append("ressource/a", FIRST, FIRST, "0" * 32, identifier)
    assert columns[0].digest() != columns[1].digest()
    assert columns[0].hashes == array("Q", columns[1].hashes)
