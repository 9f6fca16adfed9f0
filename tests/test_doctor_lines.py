"""The lines that `doctor` tells of types mend what it found, on the server that it names."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier
from identity_folder import FIRST
from tressons_ld.composition import open_folder
from tressons_ld.findings.finding import Finding
from tressons_ld.identity.redirects import APACHE
from tressons_ld.publication.publish import publish
from tressons_ld.server.live_site.client import LiveClient
from tressons_ld.server.live_site.examination import Examination
from tressons_ld.site.hosts.caddy import FILE
from web_servers import free_port, serving

OF_TYPES = ("site.wrong-type", "site.garbled")


def lines(findings: Iterable[Finding], language: str) -> list[str]:
    """The lines that findings tell to write, each once."""
    remedies = dict.fromkeys(each.remedy.in_language(language) for each in findings)
    told = [
        remedy.partition("serveur : " if language == "fr" else "server: ")[2] for remedy in remedies
    ]
    assert all(told)
    between = "», puis «" if language == "fr" else " and, on the next line, "
    return [line.strip("« »") for each in told for line in each.split(between)]


def site(root: Path, folder: Path, address: str, path: str) -> Path:
    """A site published for an address, at a path of the root of its host."""
    copy_of_atelier(folder)
    for key in ("base_iri", "site_url"):
        change(folder, f"catalogue.toml {key}", f'"{address}"')
    public = root / path[1:]
    public.parent.mkdir(parents=True, exist_ok=True)
    publish(open_folder(folder, date=FIRST), public, jobs=1)
    return public


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", ["/", "/sous/chemin/"])
@pytest.mark.parametrize("name", ["apache", "nginx", "caddy"])
def test_where_the_lines_of_types_are_written_no_type_is_wrong(
    name: str, path: str, language: str, tmp_path: Path
) -> None:
    here = free_port()
    address = f"http://127.0.0.1:{here}{path}"
    public = site(tmp_path / "root", tmp_path / "atelier", address, path)
    (public / APACHE).unlink()  # The rules that were published are not followed.
    rules = tmp_path / "rules"
    other = (
        "AddDefaultCharset ISO-8859-1\n<LocationMatch [.]rdf$>\nForceType a/b\n</LocationMatch>\n"
    )
    before = other if name == "apache" else "# Nothing.\n"
    rules.write_text(before, "utf-8")

    def wrong() -> list[Finding]:
        work = tmp_path / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        with serving(name, tmp_path / "root", work, rules, port=here):
            findings = list(Examination(address, LiveClient()).findings())
        return [each for each in findings if each.code in OF_TYPES]

    found = wrong()
    assert found
    told = "".join(f"{each}\n" for each in lines(found, language))
    rules.write_text(before + told, "utf-8")
    assert [each.in_language("en") for each in wrong()] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/sous/chemin/"])
def test_where_the_line_of_the_home_page_is_written_caddy_shows_it(
    path: str, tmp_path: Path
) -> None:
    here = free_port()
    address = f"http://127.0.0.1:{here}{path}"
    public = site(tmp_path / "root", tmp_path / "atelier", address, path)
    (public / "autre.html").write_text("<p>Une autre page</p>", "utf-8")
    rules, other = tmp_path / "rules", "file_server {\n    index autre.html\n}\n"

    def codes(lines: str) -> dict[str, str]:
        rules.write_text(other + lines, "utf-8")
        work = tmp_path / f"work{len(lines)}"
        work.mkdir()
        with serving("caddy", tmp_path / "root", work, rules, public / FILE, port=here):
            findings = Examination(address, LiveClient()).findings()
            return {each.code: each.remedy.in_language("en") for each in findings}

    told = codes("")["site.another-home"]
    assert "site.another-home" not in codes(told.partition("which one to show: ")[2] + "\n")
