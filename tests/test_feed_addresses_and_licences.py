"""Which licences and addresses a feed may state, and the plain words of a text in HTML."""

from collections.abc import Iterable

import pytest

from tressons_ld.consumers.datagouv.addresses import public_address
from tressons_ld.consumers.datagouv.descriptions import has_tags
from tressons_ld.consumers.datagouv.licences import known_licence
from tressons_ld.consumers.datagouv.plain_texts import plain_text


@pytest.mark.parametrize(
    ("iri", "id"),
    [
        ("https://www.etalab.gouv.fr/licence-ouverte-open-licence/", "lov2"),
        ("http://etalab.gouv.fr/licence-ouverte-open-licence", "lov2"),
        ("http://publications.europa.eu/resource/authority/licence/ETALAB_2_0", "lov2"),
        ("https://creativecommons.org/licenses/by/4.0/deed.fr", "cc-by"),
        ("http://creativecommons.org/licenses/by-sa/3.0/fr/", "cc-by-sa"),
        ("https://opendatacommons.org/licenses/odbl/1-0/", "odc-odbl"),
        ("https://creativecommons.org/licenses/by-nd/4.0/", None),
        ("https://www.example.net/licence-ouverte-open-licence", None),
        ("https://www.etalab.gouv.fr/licence-ouverte-open-licence-v1", None),
    ],
)
def test_a_licence_is_known_by_its_addresses_alone(iri: str, id: str | None) -> None:
    known = known_licence(iri)
    assert (known and known.id) == id


ADDRESSES: Iterable[tuple[str, str | None]] = [
    ("https://WWW.Example.fr", "https://www.example.fr/"),
    ("https://www.example.fr:8080/a?b=c#d", "https://www.example.fr:8080/a?b=c#d"),
    ("https://été.fr/é", "https://été.fr/é"),
    ("https://www.example.fr/a b", None),
    ("https://localhost/", None),
    ("https://site.invalid/", None),
    ("http://10.1.2.3/", None),
    ("ftp://www.example.fr/x", None),
    ("urn:isbn:1", None),
    ("mailto:a@example.fr", None),
]


@pytest.mark.parametrize(("url", "taken"), ADDRESSES)
def test_an_address_is_taken_when_a_public_site_may_have_it(url: str, taken: str | None) -> None:
    assert public_address(url) == taken


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<p>Un <b>mot</b>.</p><p>Deux.</p>", "Un mot.\n\nDeux."),
        ("Un<br>deux<br/>trois", "Un\ndeux\ntrois"),
        ("<ul><li>un</li><li>deux &amp; trois</li></ul>", "- un\n- deux & trois"),
        (
            'Lire <a href="https://example.org/a">le guide</a>.',
            "Lire le guide (https://example.org/a).",
        ),
        ("<script>alert(1)</script>Un mot.", "Un mot."),
        ("si a<b et c>d", ""),
        ("<nom de la commune>", ""),
    ],
)
def test_a_text_in_html_has_a_plain_one(html: str, plain: str) -> None:
    assert plain_text(html) == plain
    assert not has_tags(plain)
