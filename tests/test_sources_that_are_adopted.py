"""The exports that people have become the same rows: references, feeds, answers of OAI-PMH."""

import json
from pathlib import Path

import pytest

from adoption_twins import write_csv
from table_adoption import adopted
from tressons_ld.catalogue.adoption.adopted_rows import adopt
from tressons_ld.catalogue.adoption.source_files import read_source
from tressons_ld.catalogue.tables.terms_of_others import read_authorities
from tressons_ld.findings.errors import FolderError

BIBTEX = r"""
@string{rev = "Revue imaginaire"}
@article{martin2021,
  author = {Martin, Paule and Durand, {\'E}lie and {Centre de ressources}},
  title = {L'habitat {Partag{\'e}} des villes}, journal = rev, year = 2021, month = mar,
  doi = {10.1234/exemple.1}, keywords = {habitat, partage}
}
@misc{page, title = {Une page}, howpublished = {\url{https://exemple.fr/2}}}
"""
RIS = """TY  - JOUR
AU  - Martin, Paule
AU  - Durand, Élie
TI  - L'habitat partagé des villes
PY  - 2021/03//
KW  - habitat
KW  - partage
DO  - 10.1234/exemple.1
ER  -
"""
CSL = [
    {
        "id": "martin2021",
        "type": "article-journal",
        "title": "L'habitat partagé des villes",
        "author": [
            {"family": "Martin", "given": "Paule"},
            {"family": "Durand", "given": "Élie"},
            {"literal": "Centre de ressources"},
        ],
        "issued": {"date-parts": [[2021, 3]]},
        "DOI": "10.1234/exemple.1",
        "keyword": "habitat, partage",
    }
]
OAI = """<?xml version="1.0"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>
<record><header><identifier>oai:exemple.fr:ab12</identifier></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>L'habitat partagé des villes</dc:title>
<dc:creator>Martin, Paule</dc:creator><dc:creator>Durand, Élie</dc:creator>
<dc:subject>habitat</dc:subject><dc:subject>partage</dc:subject>
<dc:date>2021-03</dc:date><dc:type>info:eu-repo/semantics/article</dc:type>
<dc:identifier>https://doi.org/10.1234/exemple.1</dc:identifier><dc:rights>tous</dc:rights>
</oai_dc:dc></metadata></record>
<record><header status="deleted"><identifier>oai:exemple.fr:x</identifier></header></record>
</ListRecords></OAI-PMH>
"""
DCAT = """@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<https://exemple.fr/d/1> a dcat:Dataset ; dct:identifier "https://exemple.fr/d/ponts-2020" ;
  dct:title "Les ponts"@fr, "The bridges"@en ; dct:description "Les ponts de la commune."@fr ;
  dcat:keyword "pont"@fr, "route"@fr ; dct:issued "2020-05-01T00:00:00" ;
  dct:publisher [ a foaf:Organization ; foaf:name "Commune imaginaire" ] ;
  dct:creator [ a foaf:Person ; foaf:name "Paule Martin" ] ;
  dcat:landingPage <https://exemple.fr/ponts> ;
  dcat:distribution [ dcat:downloadURL <https://exemple.fr/ponts.csv> ; dct:license
    <https://creativecommons.org/licenses/by/4.0/> ; dct:format
    <http://publications.europa.eu/resource/authority/file-type/CSV> ; dcat:byteSize 1200 ] .
"""


def row_of(path: Path) -> dict[str, str]:
    made = adopted(path)
    return made.rows[0].cells


@pytest.mark.parametrize(
    ("name", "content"),
    [("t.bib", BIBTEX), ("t.ris", RIS), ("t.json", json.dumps(CSL)), ("t.xml", OAI)],
)
def test_an_article_is_the_same_from_each_format(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    row = row_of(tmp_path / name)
    assert row["title"].casefold() == "l'habitat partagé des villes"
    assert row["authors"].startswith("Paule Martin; Élie Durand")
    assert row["issued"] == "2021-03"
    assert row["keywords"] == "habitat; partage"
    assert row["landing_page"] == "https://doi.org/10.1234/exemple.1"
    assert row["kind"].startswith("Article")


def test_an_entry_of_bibtex_has_the_date_and_publisher_of_its_volume(tmp_path: Path) -> None:
    (tmp_path / "t.bib").write_text(
        "@inproceedings{a, author={Ana Ruiz and others}, title={Haies}, crossref={v}}\n"
        "@inproceedings{b, author={Ana Ruiz}, title={Mares}, year={2019}, crossref={v}}\n"
        "@inproceedings{c, author={Ana Ruiz}, title={Prés}, crossref={nowhere}}\n"
        "@proceedings{v, title={Actes}, year={2020}, month={may}, "
        "publisher={Presses de la haie}}\n",
        encoding="utf-8",
    )
    made = adopted(tmp_path / "t.bib")
    haies, mares, *_ = (row.cells for row in made.rows)
    assert (haies["issued"], haies["publisher"]) == ("2020-05", "Presses de la haie")
    assert mares["issued"] == "2019"
    assert haies["authors"] == "Ana Ruiz"
    assert "issued" not in made.rows[2].cells


def test_a_body_among_the_authors_of_bibtex_is_a_body(tmp_path: Path) -> None:
    (tmp_path / "t.bib").write_text(BIBTEX, encoding="utf-8")
    made = adopted(tmp_path / "t.bib")
    types = {agent.name: agent.cells["type"] for agent in made.agents}
    assert types["Centre de ressources"] == "organisation"
    assert types["Paule Martin"] == "personne"


def test_a_key_that_is_there_twice_stands_for_two_entries(tmp_path: Path) -> None:
    (tmp_path / "t.bib").write_text(BIBTEX * 2, encoding="utf-8")
    made = adopted(tmp_path / "t.bib")
    ids = [row.cells["id"] for row in made.rows]
    assert ids == ["martin2021", "page", "martin2021-2", "page-2"]


def test_a_deleted_record_is_none(tmp_path: Path) -> None:
    (tmp_path / "t.xml").write_text(OAI, encoding="utf-8")
    assert len(read_source(tmp_path / "t.xml").rows) == 1


def test_a_dataset_of_a_feed_keeps_its_files(tmp_path: Path) -> None:
    (tmp_path / "t.ttl").write_text(DCAT, encoding="utf-8")
    assert row_of(tmp_path / "t.ttl") == {
        "id": "ponts-2020",
        "title": "Les ponts",
        "description": "Les ponts de la commune.",
        "keywords": "pont; route",
        "issued": "2020-05-01",
        "publisher": "Commune imaginaire",
        "persons": "Paule Martin",
        "landing_page": "https://exemple.fr/ponts",
        "download_url": "https://exemple.fr/ponts.csv",
        "format": "CSV",
        "size": "1200",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "kind": "Jeu de données",
    }


def test_an_own_publication_comes_back_from_its_graph(published: Path) -> None:
    table = read_source(published / "catalogue.ttl")
    made = adopt(table, read_authorities(), language="fr")
    rows = {row.cells["id"]: row.cells for row in made.rows}
    row = rows["programmes-leader-et-ess"]
    assert (row["title"], row["issued"]) == ("Programmes LEADER et ESS", "2020")
    assert row["kind"] == "Fiche pratique"
    assert len(rows) == 28


def test_the_catalogue_of_a_portal_is_read(tmp_path: Path) -> None:
    headings = "id;title;slug;url;organization;description;license;created_at;last_modified;tags"
    values = "5a;Les ponts;les-ponts;https://exemple.fr/ponts;Commune imaginaire;Des ponts.;lov2"
    rows = [[*values.split(";"), "2020-05-01T00:00:00", "2021-01-01", "pont,route"]]
    row = row_of(write_csv(tmp_path / "datasets.csv", headings.split(";"), rows, ";"))
    assert (row["title"], row["organisations"]) == ("Les ponts", "Commune imaginaire")
    assert (row["issued"], row["keywords"]) == ("2020-05-01", "pont; route")


@pytest.mark.parametrize(
    "entity",
    ['<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">', '<!ENTITY a SYSTEM "file:///etc/passwd">'],
)
@pytest.mark.parametrize("name", ["t.xml", "t.rdf"])
def test_entities_made_of_others_are_refused(tmp_path: Path, name: str, entity: str) -> None:
    text = OAI.replace("<OAI-PMH", f"<!DOCTYPE x [{entity}]><OAI-PMH")
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(FolderError) as caught:
        read_source(tmp_path / name)
    assert caught.value.code == "folder.source-entities"


@pytest.mark.parametrize(
    ("name", "content", "code", "word"),
    [
        ("t.bib", "@article{x, title = {never closed", "folder.bibtex-broken", "accolade"),
        ("t.xml", OAI.replace("</OAI-PMH>", ""), "folder.xml-broken", "balise"),
        ("t.json", "[{", "folder.source-broken", "JSON"),
    ],
)
def test_a_broken_source_is_told_in_the_words_of_its_format(
    tmp_path: Path, name: str, content: str, code: str, word: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(FolderError) as caught:
        read_source(tmp_path / name)
    assert caught.value.code == code
    assert word in caught.value.text.fr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.bib", "@article{x, title = {never closed"),
        ("t.json", "[{"),
        ("t.json", "{}"),
        ("t.xml", "<OAI-PMH"),
        ("t.ttl", "no turtle"),
        ("t.rdf", "<rdf"),
        ("t.ris", "nothing of the kind"),
        ("t.bib", ""),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_place(
    tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(FolderError):
        read_source(tmp_path / name)
