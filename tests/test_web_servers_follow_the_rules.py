"""What was renamed, merged or removed answers over HTTP, by nginx and by Apache, as it should."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier
from identity_folder import GONE, NEW, OLD, TWIN, published, with_retired
from tressons_ld.identity import redirects
from tressons_ld.identity.redirects import (
    APACHE,
    NGINX,
    Rule,
)
from web_servers import SERVERS, Answer, Host, serving

pytestmark = pytest.mark.slow

KEPT = "ressource/carnet-de-voyage"
PERSON = "personne/dominique-selle"
DOCUMENTS = (".ttl", ".jsonld")
# The folders of the host, the second one of signs that rules read otherwise.
PLAIN, SIGNS, ELSEWHERE, NEVER, ODD = "atelier", "café (à $x)/l'an + un", "site", "neuf", "signes"
# Signs that may mean something else in the rules of a server.
ODDITIES = [
    *" é+()\"'$%#?;{}[]^|*.\\&~@!,=:<>`日",
    *("$1", "$x", "$uri", "${PATH}", "{2}", "%20", "%41", "%{HTTP_HOST}", "a|b", ".*", "--"),
    *("\\1", "\\n", "\\\\", '\\"', '" ; #'),
]
# Those of the files of all resources: given up, or lying elsewhere since there are so many.
ALL = [
    Rule(f"/{ODD}/ressource/*.ttl", "", is_gone=True, several=True),
    Rule(f"/{ODD}/ressource/*.jsonld", f"/{ODD}/ressource/*/*.jsonld", several=True),
    Rule(f"/{ODD}/ressource/*/*.bib", f"/{ODD}/ressource/*.bib", several=True),
]


def odd_rules(oddity: str) -> tuple[Rule, Rule]:
    """A rule of what was renamed and one of what has gone, their paths full of an oddity."""
    top = f"/{ODD}/a{oddity}b"
    gone = Rule(f"{top}/gone{oddity}", f"{top}/gone{oddity}.html", is_gone=True)
    return Rule(f"{top}/old{oddity}z", f"{top}/new{oddity}"), gone


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a host: several publications, each in a folder of its own, and odd rules."""
    made, root = tmp_path_factory.mktemp("catalogues"), tmp_path_factory.mktemp("host") / "root"
    address = "https://www.example.net"
    signs = f"{address}/{SIGNS}/".replace(" ", "%20")
    places = {
        PLAIN: None,
        SIGNS: (signs, signs),
        ELSEWHERE: (f"{address}/id/", f"{address}/{ELSEWHERE}/"),
    }
    for number, (place, addresses) in enumerate(places.items()):
        folder = copy_of_atelier(made / str(number))
        if addresses is not None:
            for setting, value in zip(("base_iri", "site_url"), addresses, strict=True):
                change(folder, f"catalogue.toml {setting}", f'"{value}"')
        shutil.copytree(with_retired(folder) / "public", root / place)
    shutil.copytree(published(made / NEVER) / "public", root / NEVER)
    rules = [rule for oddity in ODDITIES for rule in odd_rules(oddity)]
    rules += ALL
    (root / ODD).mkdir()
    for name, text in redirects.files(rules).items():
        (root / ODD / name).write_text(text, "utf-8")
    for rule in rules[: -len(ALL)]:
        page = root / rule.target[1:]
        page.parent.mkdir(exist_ok=True)
        if rule.is_gone:
            page.write_text(f"gone: {rule.path}", "utf-8")
    return root


@pytest.fixture(scope="module", params=list(SERVERS))
def host(
    request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Host]:
    """A server of that site; nginx includes the rules, Apache finds them in their folders."""
    rules = sorted(site.rglob(NGINX)) if request.param == "nginx" else []
    with serving(request.param, site, tmp_path_factory.mktemp(request.param), *rules) as host:
        yield host


def moved(host: Host, path: str) -> str:
    """The path to which a path sends for good."""
    answer = host.get(path)
    assert answer.status == 301, answer
    return host.path(answer.location)


def followed(host: Host, path: str) -> Answer:
    """What answers at last."""
    for _ in range(5):
        answer = host.get(path)
        if answer.status != 301:
            break
        path = host.path(answer.location)
    return answer


# --- what is published ------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), [(OLD, NEW), (TWIN, KEPT)])
def test_an_address_is_moved_to_that_of_the_successor(host: Host, old: str, new: str) -> None:
    assert host.get(f"/{PLAIN}/{old}")[:2] == (301, f"{host.origin}/{PLAIN}/{new}")


@pytest.mark.parametrize(("old", "new"), [(OLD, NEW), (TWIN, KEPT)])
def test_the_page_of_what_moved_is_there_and_names_the_successor(
    host: Host, old: str, new: str
) -> None:
    answer = host.get(f"/{PLAIN}/{old}.html")
    assert answer.status == 200
    assert f">{new}<" in answer.body


@pytest.mark.parametrize("extension", DOCUMENTS)
@pytest.mark.parametrize(("old", "new"), [(OLD, NEW), (TWIN, KEPT)])
def test_a_document_of_what_moved_is_moved_to_the_successors(
    host: Host, old: str, new: str, extension: str
) -> None:
    answer = host.get(f"/{PLAIN}/{old}{extension}")
    assert answer[:2] == (301, f"{host.origin}/{PLAIN}/{new}{extension}")


@pytest.mark.parametrize("place", [PLAIN, SIGNS, ELSEWHERE])
@pytest.mark.parametrize("extension", DOCUMENTS)
@pytest.mark.parametrize(("old", "new"), [(OLD, NEW), (TWIN, KEPT)])
def test_whoever_follows_a_document_reads_the_successors(
    host: Host, site: Path, place: str, old: str, new: str, extension: str
) -> None:
    answer = followed(host, f"/{place}/{old}{extension}")
    assert answer == (200, "", (site / place / f"{new}{extension}").read_text("utf-8"))


@pytest.mark.parametrize("place", [PLAIN, SIGNS, ELSEWHERE])
@pytest.mark.parametrize("id", [GONE, PERSON])
def test_what_was_removed_has_gone(host: Host, place: str, id: str) -> None:
    assert host.get(f"/{place}/{id}").status == 410


@pytest.mark.parametrize("place", [PLAIN, ELSEWHERE])
@pytest.mark.parametrize("id", [GONE, PERSON])
def test_what_has_gone_answers_with_its_page(host: Host, site: Path, place: str, id: str) -> None:
    page = (site / place / f"{id}.html").read_text("utf-8")
    assert host.get(f"/{place}/{id}") == (410, "", page)


@pytest.mark.parametrize("place", [PLAIN, SIGNS, ELSEWHERE])
@pytest.mark.parametrize("id", [GONE, PERSON])
@pytest.mark.parametrize("extension", [".html", *DOCUMENTS])
def test_the_documents_of_what_was_removed_are_there(
    host: Host, site: Path, place: str, id: str, extension: str
) -> None:
    file = site / place / f"{id}{extension}"
    assert host.get(f"/{place}/{id}{extension}") == (200, "", file.read_text("utf-8"))


@pytest.mark.parametrize("place", [PLAIN, SIGNS, NEVER, ELSEWHERE])
@pytest.mark.parametrize("extension", DOCUMENTS)
def test_the_documents_of_what_did_not_change_are_there(
    host: Host, place: str, extension: str
) -> None:
    assert host.get(f"/{place}/{KEPT}{extension}").status == 200


def test_a_name_in_a_folder_of_signs_is_moved_too(host: Host) -> None:
    assert moved(host, f"/{SIGNS}/{OLD}") == f"/{SIGNS}/{NEW}"


def test_nothing_is_moved_or_gone_where_nothing_was_retired(host: Host) -> None:
    # nginx does not include what leads to documents here.
    assert host.get(f"/{NEVER}/{GONE}").status == (404 if host.name == "nginx" else 303)
    assert host.get(f"/{NEVER}/{GONE}.ttl").status == 200


# --- signs ------------------------------------------------------------------------------------


@pytest.mark.parametrize("oddity", ODDITIES)
def test_a_path_with_odd_signs_is_moved_to_one_with_such_signs(host: Host, oddity: str) -> None:
    rule, _ = odd_rules(oddity)
    assert moved(host, rule.path) == rule.target


@pytest.mark.parametrize("oddity", ODDITIES)
def test_a_path_with_odd_signs_has_gone(host: Host, oddity: str) -> None:
    _, rule = odd_rules(oddity)
    assert host.get(rule.path).status == 410


@pytest.mark.parametrize("oddity", ODDITIES)
def test_the_page_of_what_has_gone_answers_at_its_own_path(host: Host, oddity: str) -> None:
    _, rule = odd_rules(oddity)
    assert host.get(rule.target) == (200, "", f"gone: {rule.path}")


@pytest.mark.parametrize("oddity", ODDITIES)
def test_a_rule_holds_for_its_own_path_alone(host: Host, oddity: str) -> None:
    for rule in odd_rules(oddity):
        near = {f"{rule.path}y", rule.path[:-1], rule.path.replace(oddity, "x")}
        near |= {rule.path.replace(oddity, ""), rule.path.replace(oddity, 3 * oddity)}
        assert {host.get(path).status for path in near} == {404}, near


def test_the_documents_of_all_resources_have_gone_by_one_rule(host: Host) -> None:
    assert host.get(f"/{ODD}/ressource/etude.ttl").status == 410


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("etude.jsonld", "de/etude.jsonld"),
        ("a.jsonld", "a/a.jsonld"),
        ("de/etude.bib", "etude.bib"),
    ],
)
def test_all_resources_lead_to_where_they_lie_by_one_rule(host: Host, old: str, new: str) -> None:
    assert moved(host, f"/{ODD}/ressource/{old}") == f"/{ODD}/ressource/{new}"


@pytest.mark.parametrize("path", ["de/etude.ttl", "de/etude.jsonld", "etude.bib", "etude.x.ttl"])
def test_the_rule_of_all_documents_holds_for_no_other_path(host: Host, path: str) -> None:
    assert host.get(f"/{ODD}/ressource/{path}").status == 404


# --- what one server does, the other not ------------------------------------------------------


@pytest.fixture(scope="module")
def nginx(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    rules = sorted(site.rglob(NGINX))
    with serving("nginx", site, tmp_path_factory.mktemp("nginx"), *rules) as host:
        yield host


@pytest.fixture(scope="module")
def apache(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Apache, its own configuration naming the rules of the site whose base lies elsewhere."""
    rules = site / ELSEWHERE / APACHE
    with serving("apache", site, tmp_path_factory.mktemp("apache"), rules) as host:
        yield host


@pytest.mark.parametrize("oddity", ODDITIES)
def test_nginx_shows_the_page_of_odd_signs_that_it_can_name(nginx: Host, oddity: str) -> None:
    _, rule = odd_rules(oddity)
    shown = f"gone: {rule.path}" == nginx.get(rule.path).body
    assert shown != bool(set("$?") & set(oddity))


@pytest.mark.parametrize("server", ["nginx", "apache"])
def test_a_base_elsewhere_on_the_host_answers_where_the_server_includes_the_rules(
    server: str, request: pytest.FixtureRequest
) -> None:
    host = request.getfixturevalue(server)
    assert moved(host, f"/id/{OLD}") == f"/id/{NEW}"
    assert host.get(f"/id/{GONE}").status == 410


def test_apache_reads_no_rules_in_a_folder_for_a_path_outside_it(
    site: Path, tmp_path: Path
) -> None:
    with serving("apache", site, tmp_path) as host:
        assert host.get(f"/id/{OLD}").status == 404
