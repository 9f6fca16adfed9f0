"""Addresses of data that were published do not go without a word, with or without ``public/``."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier
from identity_folder import FIRST, LATER, THEN
from tressons_ld import composition
from tressons_ld.catalogue.tables import settings
from tressons_ld.composition import open_folder
from tressons_ld.consumers.reference_managers import reference_files
from tressons_ld.findings.finding import Finding
from tressons_ld.identity.branches import read_ledger
from tressons_ld.mapping import rdf_documents
from tressons_ld.publication.manifest import FILE
from tressons_ld.publication.moved_addresses import MOVES
from tressons_ld.publication.publish import Publication, check, publish
from tressons_ld.site import linkset

SITE = "https://catalogue.essai.fr/"
BEFORE = "page_size = 1"
OPEN = "add_header Access-Control-Allow-Origin *; "
CODE = "publication.addresses-gone"
DATA = (".ttl", ".rdf", ".nt", ".nq", ".jsonld", ".rq", ".bib", ".ris", ".csl.json", "linkset.json")
HOSTS = (".htaccess", "redirects.nginx.conf", "site.caddy", "_redirects")


def published(folder: Path, day: str, dropping: int | None = None) -> Publication:
    return publish(open_folder(folder, date=day), folder / "public", dropping=dropping, jobs=1)


def published_once(folder: Path, more: str = "") -> Path:
    """A catalogue at an address that may be somebody's, published with feeds of several pages."""
    made = copy_of_atelier(folder / "atelier")
    for setting in ("base_iri", "site_url"):
        change(made, f"catalogue.toml {setting}", f'"{SITE}"')
    with (made / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[publication]\n{more}{BEFORE}\n")
    (made / "queries").mkdir()
    (made / "queries/les nôtres.rq").write_text("SELECT * { ?a ?b ?c }\n", "utf-8")
    assert published(made, FIRST).published
    return made


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_once(tmp_path_factory.mktemp("addresses"))


@pytest.fixture(scope="module")
def original_without_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_once(tmp_path_factory.mktemp("addresses"), "site = false\n")


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "atelier"))


def set_to(folder: Path, lines: str) -> None:
    """Write other settings of the publication in the place of those before."""
    settings = folder / "data/catalogue.toml"
    before, _, _ = settings.read_text("utf-8").partition(BEFORE)
    settings.write_text(f"{before}{lines}\n", "utf-8")


def finding_of(folder: Path, dropping: int | None = None) -> Finding | None:
    found = check(open_folder(folder, date=LATER), dropping=dropping, jobs=1).report().findings
    return next((each for each in found if each.code == CODE), None)


def number_in(told: Finding | None) -> int:
    assert told is not None and told.remedy is not None
    return int(told.remedy.fr.rpartition(" ")[2])


def rules(folder: Path) -> str:
    return "".join((folder / "public" / name).read_text("utf-8") for name in HOSTS)


def test_every_address_of_data_is_recorded_and_no_other(folder: Path) -> None:
    ledger, public = read_ledger(folder, LATER), folder / "public"
    data = {path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()}
    data = {path for path in data if path.endswith(DATA)} | {"catalogue.csv"}
    of_resources = {path for path in data if path.startswith("ressource/")}
    patterns = {f"ressource/*{path[path.index('.') :]}" for path in of_resources}
    # The dump is the document of the catalogue.
    own = {path for path in data if not path.startswith("catalogue.")}
    of_things = {path for path in own if ledger.line_of(path.rpartition(".")[0]) is not None}
    of_others = {f"vocabulaire/autorites{each}" for each in (".ttl", ".jsonld")}
    assert set(ledger.files) == (data - of_resources - of_things - of_others) | patterns


@pytest.mark.parametrize("cloned", [False, True], ids=["over the last one", "in a fresh clone"])
@pytest.mark.parametrize(
    ("setting", "named"),
    [
        ("feeds = false", "harvest/data.gouv.fr/catalog.ttl"),
        ("documents = false", "ressource/*.ttl"),
        ("references = false", "ressource/*.bib"),
        ("page_size = 1000", "harvest/data.gouv.fr/catalog-2.nt"),
    ],
)
def test_what_would_go_is_named_and_nothing_changes_until_it_is_confirmed(
    setting: str, named: str, original_without_site: Path, tmp_path: Path, cloned: bool
) -> None:
    folder = Path(shutil.copytree(original_without_site, tmp_path / "atelier"))
    if cloned:
        shutil.rmtree(folder / "public")
    set_to(folder, setting)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    told = finding_of(folder)
    number = number_in(told)
    assert told and (named in told.message.fr or "… (+ " in told.message.fr)
    done = published(folder, LATER)
    assert not done.published and told in done.report.report().findings
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert before == after
    assert finding_of(folder, number + 1) and not finding_of(folder, number)
    assert not published(folder, LATER, number + 1).published
    assert published(folder, LATER, number).published
    assert read_ledger(folder, LATER).files[named].retired == LATER
    assert not finding_of(folder)
    assert not published(folder, LATER).ledger_changed


def test_a_question_that_goes_is_told_and_leaves_an_answer_at_its_address(folder: Path) -> None:
    (folder / "queries/les nôtres.rq").unlink()
    told = finding_of(folder)
    assert told is not None and "questions/les nôtres.rq" in told.message.fr
    published(folder, LATER, 1)
    said = rules(folder)
    assert 'RedirectMatch 410 "^/questions/les nôtres[.]rq$"' in said
    assert 'location = "/questions/les nôtres.rq" { error_page 410 /404.html; return 410; }' in said
    assert "/questions/les%20n%C3%B4tres.rq /404.html 410" in said


def test_no_name_of_a_question_writes_a_rule_of_its_own(original: Path, tmp_path: Path) -> None:
    folder, name = Path(shutil.copytree(original, tmp_path / "atelier")), "a` } respond `b` 200.rq"
    question = folder / "queries" / name
    shutil.copy(folder / "queries/les nôtres.rq", question)
    published(folder, THEN)
    question.unlink()
    published(folder, LATER, 1)
    rule = r"`^/questions/a\x60 [}] respond \x60b\x60 200[.]rq$`"
    assert rule in (folder / "public/site.caddy").read_text("utf-8")
    rule = r'location = "/questions/a` } respond `b` 200.rq" {'
    assert rule in (folder / "public/redirects.nginx.conf").read_text("utf-8")


def test_pages_that_a_feed_no_longer_has_lead_to_its_first(folder: Path) -> None:
    set_to(folder, "page_size = 1000")
    published(folder, LATER, number_in(finding_of(folder)))
    first = "/harvest/data.gouv.fr/catalog.nt"
    assert f"/harvest/data.gouv.fr/catalog-2.nt {first} 301" in rules(folder)


def test_the_documents_of_all_resources_have_one_rule(folder: Path) -> None:
    set_to(folder, f"{BEFORE}\ndocuments = false\nsite = true")
    published(folder, LATER, number_in(finding_of(folder)))
    expression = "^/ressource/([^/.]*?([^/.]{1,2}))[.]ttl$"
    assert rules(folder).count(expression) == 4  # Apache is told twice.
    assert "ressource" not in (folder / "public/_redirects").read_text("utf-8")


def test_where_resources_are_so_many_that_they_lie_in_folders_each_leads_there_and_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rules(folder)
    with monkeypatch.context() as patch:
        patch.setattr(rdf_documents, "MOST_IN_ONE_FOLDER", 1)
        done = published(folder, THEN)
        assert done.published and "ressource/*.ttl → ressource/*/*.ttl" in str(done.moved_addresses)
        told = 'RedirectMatch 301 "^/ressource/([^/.]*?([^/.]{1,2}))[.]ttl$" /ressource/$2/$1.ttl'
        assert told in rules(folder)
        assert not published(folder, THEN).moved_addresses
    done = published(folder, LATER)
    assert done.published and "ressource/*/*.ttl → ressource/*.ttl" in str(done.moved_addresses)
    told = 'RedirectMatch 301 "^/ressource/[^/.]+/([^/.]+)[.]ttl$" /ressource/$1.ttl'
    assert told in rules(folder) and told not in before


@pytest.mark.parametrize("cloned", [False, True], ids=["over the last one", "in a fresh clone"])
def test_a_row_beyond_the_number_of_small_catalogues_takes_no_address_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch, cloned: bool
) -> None:
    number = len(open_folder(folder, date=THEN).folder.index)
    for limited in (reference_files, linkset):
        monkeypatch.setattr(limited, "MOST_RESOURCES", number)
    assert published(folder, THEN).published
    public = folder / "public"
    pages = [path for path in public.rglob("ressource/*.html") if "index" not in path.name]
    before = {path: path.read_bytes() for path in pages}
    if cloned:
        shutil.rmtree(public)
    table = folder / "data/resources.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with table.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(["une-de-plus", *rows[-1][1:]])
    assert len(open_folder(folder, date=THEN).folder.index) == number + 1
    done = published(folder, LATER)
    assert done.published, list(done.report.findings)
    kept = ("ressource/une-de-plus.bib", "catalogue.bib", "linkset.json")
    assert all((public / path).is_file() for path in kept)
    assert {path: path.read_bytes() for path in pages} == before
    assert not published(folder, LATER).ledger_changed
    set_to(folder, f"{BEFORE}\nreferences = false")
    assert number_in(finding_of(folder)) == 6


def test_a_catalogue_that_grows_keeps_its_answers_to_twice_as_many_resources(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = len(open_folder(folder, date=THEN).folder.index)

    def answered(limit: int) -> bool:
        for module in (composition, settings):
            monkeypatch.setattr(module, "ANSWERS_UP_TO", limit)
        told = open_folder(folder, date=THEN).folder.shared.settings
        return number <= told.answers_up_to

    assert answered(number) and answered(number - 1)
    assert not answered((number - 1) // 2)
    (folder / "data/identities.csv").unlink()
    assert answered(number) and not answered(number - 1)


def test_the_links_of_pages_go_with_them_without_asking(folder: Path) -> None:
    set_to(folder, f"{BEFORE}\nsite = false")
    assert published(folder, LATER).published
    assert read_ledger(folder, LATER).files["linkset.json"].retired == LATER
    assert "410 ^/linkset[.]json$" in (folder / "public/.htaccess").read_text("utf-8")
    set_to(folder, BEFORE)
    assert published(folder, LATER).published
    assert not read_ledger(folder, LATER).files["linkset.json"].retired


def test_a_catalogue_that_begins_large_has_no_references_until_it_wants_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference_files, "MOST_RESOURCES", 1)
    shutil.rmtree(folder / "public")
    (folder / "data/identities.csv").unlink()
    assert published(folder, THEN).published
    assert not list((folder / "public").rglob("*.bib"))
    set_to(folder, f"{BEFORE}\nreferences = true")
    assert published(folder, LATER).published
    assert (folder / "public/catalogue.bib").is_file()


def test_an_address_that_is_there_again_answers_as_before(folder: Path) -> None:
    before = rules(folder)
    set_to(folder, f"{BEFORE}\nfeeds = false")
    published(folder, THEN, number_in(finding_of(folder)))
    assert rules(folder) != before
    set_to(folder, BEFORE)
    assert published(folder, LATER).published
    assert rules(folder) == before
    line = read_ledger(folder, LATER).files["harvest/dcat.rdf"]
    assert (line.first_published, line.modified, line.retired) == (FIRST, LATER, "")


def test_pages_for_people_may_be_left_out(folder: Path) -> None:
    set_to(folder, f"{BEFORE}\nsite = false")
    assert published(folder, LATER).published


def test_at_a_placeholder_nobody_wrote_an_address_down(folder: Path) -> None:
    for setting in ("base_iri", "site_url"):
        change(folder, f"catalogue.toml {setting}", '"https://catalogue.example.org/"')
    (folder / "data/identities.csv").unlink()
    shutil.rmtree(folder / "public")
    published(folder, FIRST)
    set_to(folder, "feeds = false")
    assert published(folder, LATER).published
    assert not read_ledger(folder, LATER).files


# --- what earlier versions published ----------------------------------------------------------


def of_an_earlier_version(folder: Path, format: int) -> None:
    """Make a publication what a version of the tool left that kept no addresses of data."""
    lock = folder / "data/identities.csv"
    lines = lock.read_text("utf-8").splitlines(keepends=True)
    lock.write_text("".join(line for line in lines if ",file," not in line), "utf-8")
    manifest = folder / "public" / FILE
    header, _, rest = manifest.read_text("utf-8").partition("\n")
    data = {**json.loads(header), "format": format}
    del data["lines"]
    manifest.write_text(f"{json.dumps(data)}\n{rest}", "utf-8")
    for move in MOVES:
        if move.format == format:
            (folder / "public" / move.path).write_text("", "utf-8")


def test_what_an_earlier_version_published_is_guarded_where_it_lies(folder: Path) -> None:
    of_an_earlier_version(folder, 6)
    set_to(folder, f"{BEFORE}\nfeeds = false")
    found = published(folder, LATER).report.report().findings
    (told,) = (each for each in found if each.code == CODE)
    assert published(folder, LATER, number_in(told)).published
    assert read_ledger(folder, LATER).files["harvest/dcat.rdf"].retired == LATER


def test_what_a_version_moved_is_told_once_and_redirected_and_nobody_is_asked(
    folder: Path,
) -> None:
    of_an_earlier_version(folder, 5)
    done = published(folder, LATER)
    assert done.published and len(done.moved_addresses) == 6
    assert str(done.moved_addresses).startswith(
        "exemple.ttl → https://w3id.org/tressons-ld/exemple.ttl"
    )
    new, told = "https://w3id.org/tressons-ld/ontologie.ttl", rules(folder)
    assert f'RedirectMatch 301 ^/ontologie[.]ttl$ "{new}"' in told
    assert f"location = /ontologie.ttl {{ {OPEN}return 301 {new}; }}" in told
    assert f"/ontologie.ttl {new} 301" in told
    assert not published(folder, LATER).moved_addresses
    assert rules(folder) == told
