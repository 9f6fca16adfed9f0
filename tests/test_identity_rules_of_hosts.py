"""What was renamed, merged or removed goes on answering: by the rules of each web server.

test_web_servers_follow_the_rules.py tries those of nginx and of Apache on both, where they are
installed; those of Netlify and its like are read by their documented syntax.
"""

import re
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier
from identity_folder import (
    GONE,
    LATER,
    NEW,
    OLD,
    THEN,
    TWIN,
    drop,
    give_id,
    identity,
    netlify,
    publish,
    published,
)
from identity_folder import copy as copy
from identity_folder import folder as folder
from tressons_ld.identity.redirects import Rule, files
from tressons_ld.site.hosts.http_rules import Site

BASE, SITE = "https://id.example.net/atelier/", "https://www.example.net/atelier/"

OPEN = "add_header Access-Control-Allow-Origin *; "


REFERENCES = (".bib", ".ris", ".csl.json")


def test_the_rules_answer_for_what_is_no_more(folder: Path) -> None:
    moved = {
        (f"/atelier/{old}{end}", 301, f"/atelier/{new}{end}")
        for old, new in ((OLD, NEW), (TWIN, "ressource/carnet-de-voyage"))
        for end in ("", ".ttl", ".jsonld", *REFERENCES)
    }
    gone = {
        (f"/atelier/{id}", 410, f"/atelier/{id}.html") for id in (GONE, "personne/dominique-selle")
    }
    gone |= {(f"/atelier/{GONE}{end}", 410, f"/atelier/{GONE}.html") for end in REFERENCES}
    assert sorted(netlify(folder)) == sorted(moved | gone)


def test_the_references_of_what_went_into_a_series_have_gone_for_a_series_has_none(
    copy: Path,
) -> None:
    drop(copy, "guide-de-velo")
    identity(copy, "merge", "guide-de-velo", "serie/carnets")
    publish(copy, "2026-04-01", "--dropping", "6")
    there = {path: (status, target) for path, status, target in netlify(copy)}
    for end in REFERENCES:
        assert there[f"/atelier/{NEW}{end}"] == (410, f"/atelier/{NEW}.html")
    assert there[f"/atelier/{NEW}.ttl"] == (301, "/atelier/serie/carnets.ttl")
    assert (copy / f"public/{NEW}.html").exists()
    assert (copy / "public/serie/carnets.ttl").exists()


def test_where_there_are_no_references_no_rule_speaks_of_them(copy: Path) -> None:
    with (copy / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write("references = false\n")
    publish(copy, "2026-04-01", "--dropping", "6")
    retired = {f"/atelier/{id}{end}" for id in (OLD, TWIN, GONE) for end in REFERENCES}
    assert not [path for path, *_ in netlify(copy) if path in retired]


@pytest.mark.parametrize(
    ("file", "rules"),
    [
        (
            ".htaccess",
            [
                f"RedirectMatch 301 ^/atelier/{OLD}[.]ttl$ /atelier/{NEW}.ttl",
                f"RedirectMatch 410 ^/atelier/{GONE}$",
            ],
        ),
        (
            "redirects.nginx.conf",
            [
                f"location = /atelier/{OLD}.ttl {{ {OPEN}return 301 /atelier/{NEW}.ttl; }}",
                f"location = /atelier/{GONE} "
                f"{{ error_page 410 /atelier/{GONE}.html; return 410; }}",
            ],
        ),
    ],
)
def test_the_files_of_the_servers_hold_the_same_rules(
    folder: Path, file: str, rules: list[str]
) -> None:
    lines = (folder / "public" / file).read_text("utf-8").splitlines()
    assert set(rules) <= set(lines)
    written = [line for line in lines if line.startswith(("RedirectMatch ", "location "))]
    assert len(written) == len(list(netlify(folder)))


@pytest.mark.parametrize(
    ("file", "moved", "gone"),
    [
        (
            ".htaccess",
            'RedirectMatch 301 "^/à [$]x/a$" "/à \\\\$x/b"',
            'RedirectMatch 410 "^/à [$]x/c$"',
        ),
        (
            "redirects.nginx.conf",
            f'location = "/à $x/a" {{ {OPEN}return 301 /%C3%A0%20%24x/b; }}',
            'location = "/à $x/c" { return 410; }',
        ),
        (
            "_redirects",
            "/%C3%A0%20%24x/a /%C3%A0%20%24x/b 301",
            "/%C3%A0%20%24x/c /%C3%A0%20%24x/c.html 410",
        ),
    ],
)
def test_odd_signs_are_written_as_each_host_reads_them(file: str, moved: str, gone: str) -> None:
    rules = [Rule("/à $x/a", "/à $x/b"), Rule("/à $x/c", "/à $x/c.html", is_gone=True)]
    assert {moved, gone} <= set(files(rules)[file].splitlines())


@pytest.mark.parametrize(
    ("file", "moved", "gone"),
    [
        (".htaccess", "Redirect 301 /a /b%3Fc", 'RedirectMatch 410 "^/a[?]c$"'),
        (
            "redirects.nginx.conf",
            f"location = /a {{ {OPEN}return 301 /b%3Fc; }}",
            'location = "/a?c" { return 410; }',
        ),
        ("_redirects", "/a /b%3Fc 301", "/a%3Fc /b%3Fc.html 410"),
    ],
)
def test_a_question_mark_in_a_target_begins_no_query(file: str, moved: str, gone: str) -> None:
    rules = [Rule("/a", "/b?c"), Rule("/a?c", "/b?c.html", is_gone=True)]
    assert {moved, gone} <= set(files(rules)[file].splitlines())


def test_an_address_elsewhere_is_one_word_without_a_variable_for_nginx() -> None:
    rules = [Rule("/a", "https://example.net/;x='$host'?y=1#z")]
    line = files(rules)["redirects.nginx.conf"].splitlines()[-1]
    target = "https://example.net/%3Bx=%27%24host%27?y=1#z"
    assert line == f"location = /a {{ {OPEN}return 301 {target}; }}"


def test_a_target_exists_or_is_the_name_of_a_thing(folder: Path) -> None:
    for path, _, target in netlify(folder):
        place = folder / "public" / target.removeprefix("/atelier/")
        assert place.exists() or place.with_name(f"{place.name}.ttl").exists(), path


def test_a_base_elsewhere_on_the_same_host_has_its_own_rules(copy: Path) -> None:
    change(copy, "catalogue.toml base_iri", '"https://www.example.net/id/"')
    identity(copy, "rebase")
    publish(copy, LATER)
    answers = set(netlify(copy))
    assert (f"/id/{OLD}", 301, f"/id/{NEW}") in answers
    assert (f"/id/{GONE}", 410, f"/atelier/{GONE}.html") in answers


@pytest.mark.parametrize(
    ("base", "site", "expected"),
    [
        ("https://a.example/id/", "https://a.example/", "/id/"),
        ("https://A.example/id/", "https://a.example/site/", "/id/"),
        ("https://a.example/", "https://a.example/", ""),
        ("https://a.example/", "https://a.example/site/", ""),
        ("https://a.example/x#", "https://a.example/", ""),
        ("https://w3id.org/x/", "https://a.example/", ""),
    ],
)
def test_names_lie_elsewhere_on_the_host_where_its_paths_are_their_own(
    base: str, site: str, expected: str
) -> None:
    assert Site(base, site, in_folders=False).base_elsewhere == expected


def test_static_hosts_lead_to_the_data_and_from_names_elsewhere_by_a_line_each(
    tmp_path: Path,
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "catalogue.toml base_iri", '"https://www.example.net/id/"')
    publish(folder, LATER)
    assert list(netlify(folder)) == [
        ("/atelier/.well-known/void", 302, "/atelier/catalogue/donnees.ttl"),
        ("/id/*", 303, "/atelier/:splat"),
    ]


def test_files_of_rules_are_there_while_nothing_was_retired(tmp_path: Path) -> None:
    folder = published(tmp_path / "atelier")
    for name in (".htaccess", "redirects.nginx.conf", "_redirects"):
        text = (folder / "public" / name).read_text("utf-8")
        assert text.startswith("#")
        assert not re.search(r"301|410|Redirect|tld_retired=", text)


def test_documents_in_folders_of_their_own_keep_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tressons_ld.composition import open_folder
    from tressons_ld.mapping import rdf_documents
    from tressons_ld.publication.publish import publish as publish_folder

    monkeypatch.setattr(rdf_documents, "MOST_IN_ONE_FOLDER", 1)
    folder = published(tmp_path / "atelier")
    give_id(folder, "guide-du-velo", "guide-de-velo")
    identity(folder, "rename", "guide-du-velo", "guide-de-velo")
    publish_folder(open_folder(folder, date=THEN), folder / "public", jobs=1)
    rules = {path: target for path, _, target in netlify(folder)}
    (old,) = (path for path in rules if path.endswith("/guide-du-velo.ttl"))
    (folder / "public" / old.removeprefix("/atelier/")).read_bytes()
    (folder / "public" / rules[old].removeprefix("/atelier/")).read_bytes()
    assert rules[f"/atelier/{OLD}"] == f"/atelier/{NEW}"
