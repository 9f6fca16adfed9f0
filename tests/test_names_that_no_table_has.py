"""``check --add``: the names that no table has become rows of it, each to be read over."""

import csv
import io
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier
from command_line import files_of, tressons_ld
from tressons_ld.catalogue.completing_tables import TableAdditions, table_additions
from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.mending.writing import write_tables
from tressons_ld.findings.errors import OutputError
from tressons_ld.findings.finding import Finding

RESOURCE = "resources guide-du-velo"
FAR = {
    "persons": "Zoé Lointaine",
    "organisations": "Centre de ressources",
    "kind": "Enregistrement sonore",
    "themes": "Astronomie",
    "audiences": "Marins pêcheurs",
    "section": "Annexes de 1900",
    "places": "Outre-Quiévrain",
    "series": "Cahiers du ciel",
}
LIES_IN = {
    "persons": "agents",
    "organisations": "agents",
    "places": "places",
    "series": "series",
}


@pytest.fixture
def atelier(tmp_path: Path) -> Path:
    return copy_of_atelier(tmp_path / "atelier")


def additions(folder: Path) -> TableAdditions:
    return table_additions(CatalogueFolder.read(folder), "fr")


def add(folder: Path) -> None:
    write_tables(folder, additions(folder).files)


def found(folder: Path) -> list[Finding]:
    read = CatalogueFolder.read(folder)
    of_entries = [each for record in read.records() for each in read.entry(record)[1]]
    return [*read.findings, *of_entries]


def unknown(folder: Path) -> list[str | None]:
    return [each.value for each in found(folder) if each.code.startswith("reference.unknown-")]


def to_review(folder: Path) -> list[Finding]:
    return [each for each in found(folder) if each.code == "table.to-review"]


def table(folder: Path, name: str) -> list[dict[str, str]]:
    text = (folder / f"data/{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("column", FAR)
def test_a_name_of_each_kind_becomes_a_row_that_waits_to_be_read_over(
    atelier: Path, column: str
) -> None:
    change(atelier, f"{RESOURCE} {column}", FAR[column])
    assert unknown(atelier) == [FAR[column]]
    add(atelier)
    last = table(atelier, LIES_IN.get(column, "concepts"))[-1]
    assert FAR[column] in last.values()
    assert last["à relire"] == "à relire" or last["à relire"].startswith("à relire : ")
    assert unknown(atelier) == []
    (waiting,) = to_review(atelier)
    assert waiting.severity.name == "INFO" and waiting.location is not None
    assert waiting.location.column == "à relire"


def test_the_type_of_an_agent_is_guessed_from_its_name_and_column(atelier: Path) -> None:
    change(atelier, f"{RESOURCE} persons", "LOINTAINE, Zoé")
    change(atelier, f"{RESOURCE} organisations", "Centre de ressources")
    add(atelier)
    rows = {row["id"]: row for row in table(atelier, "agents")}
    assert rows["zoe-lointaine"]["type"] == "personne"
    assert rows["zoe-lointaine"]["name"] == "Zoé Lointaine"
    assert rows["zoe-lointaine"]["spellings"] == "LOINTAINE, Zoé"
    assert rows["centre-de-ressources"]["type"] == "organisation"
    assert unknown(atelier) == []


@pytest.mark.parametrize(
    ("column", "name", "near"),
    [
        ("organisations", "Ligue de la marché", "Ligue de la marche"),
        ("persons", "Camile Roue", "Camille Roue"),
        ("persons", "Roue Camille", "Camille Roue"),
        ("persons", "D. Selle", "Dominique Selle"),
        ("kind", "Webinaires", "Webinaire"),
        ("places", "Ville-neuve", "Villeneuve"),
    ],
)
def test_a_near_duplicate_is_asked_and_never_made(
    atelier: Path, column: str, name: str, near: str
) -> None:
    change(atelier, f"{RESOURCE} {column}", name)
    before = files_of(atelier)
    one = additions(atelier)
    assert one.tables == []
    assert [(each.name, list(each.near)) for each in one.doubtful] == [(name, [near])]
    done = tressons_ld("check", "--add", "--write", folder=atelier)
    assert done.returncode == 1 and f"« {name} »" in done.stdout and f"« {near} »" in done.stdout
    assert files_of(atelier) == before


def test_of_two_new_names_that_are_perhaps_one_the_first_is_made(atelier: Path) -> None:
    change(atelier, f"{RESOURCE} persons", "Zoé Lointaine; Z. Lointaine; Zoe Lointaine")
    one = additions(atelier)
    assert [row["name"] for row in one.tables[0].rows] == ["Zoé Lointaine"]
    assert one.tables[0].rows[0]["spellings"] == "Zoe Lointaine"
    assert [(each.name, list(each.near)) for each in one.doubtful] == [
        ("Z. Lointaine", ["Zoé Lointaine"])
    ]
    write_tables(atelier, one.files)
    assert unknown(atelier) == ["Z. Lointaine"]


def test_names_with_other_numbers_are_no_near_duplicates(atelier: Path) -> None:
    change(atelier, f"{RESOURCE} series", "Bilans de 2018; Bilans de 2019")
    one = additions(atelier)
    assert [row["title"] for row in one.tables[0].rows] == ["Bilans de 2018", "Bilans de 2019"]
    assert not one.doubtful


def test_adding_twice_is_adding_once(atelier: Path) -> None:
    for column, name in FAR.items():
        change(atelier, f"{RESOURCE} {column}", name)
    assert tressons_ld("check", "--add", "--write", folder=atelier).returncode == 0
    before = files_of(atelier)
    again = tressons_ld("check", "--add", "--write", folder=atelier)
    assert again.returncode == 0 and again.stdout == "Aucun nom ne manque aux tableaux.\n"
    assert files_of(atelier) == before


def test_nothing_is_written_unless_it_is_asked_for(atelier: Path) -> None:
    change(atelier, f"{RESOURCE} persons", FAR["persons"])
    before = files_of(atelier)
    shown = tressons_ld("check", "--add", folder=atelier)
    assert shown.returncode == 1 and "zoe-lointaine" in shown.stdout
    assert "Rien n'est écrit sans --write." in shown.stdout
    assert "to review = to be read over" in (
        tressons_ld("check", "--add", "--lang", "en", folder=atelier).stdout
    )
    tressons_ld("publish", folder=atelier)
    assert (atelier / "data/agents.csv").read_bytes() == before["data/agents.csv"]


@pytest.mark.parametrize("codec", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("marked", [True, False])
def test_the_file_keeps_its_encoding_separator_line_ends_and_bytes(
    atelier: Path, codec: str, marked: bool
) -> None:
    path = atelier / "data/agents.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    rows[1][-1] = "Une association « inventée »,\nà l'été ; et pas ailleurs."
    if marked:
        rows = [[*row, "" if number else "à relire"] for number, row in enumerate(rows)]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    before = out.getvalue().removesuffix("\r\n").encode(codec)
    path.write_bytes(before)
    change(atelier, f"{RESOURCE} persons", "Zoé Lointaine")
    add(atelier)
    after = path.read_bytes()
    new = "\r\nzoe-lointaine;personne;Zoé Lointaine;;;;;;;;;à relire\r\n"
    if marked:
        assert after == before + new.encode(codec.removesuffix("-sig"))
    else:
        lines = before.decode(codec).split("\r\n")
        grown = [f"{lines[0]};à relire", *(f"{line};" for line in lines[1:])]
        assert after == ("\r\n".join(grown) + new).encode(codec)
    assert unknown(atelier) == []
    assert not [each for each in found(atelier) if each.code == "table.row-short"]


def test_an_inch_mark_within_a_cell_joins_no_rows(atelier: Path) -> None:
    path = atelier / "data/series.csv"
    head, *others = path.read_text(encoding="utf-8").splitlines()
    width = head.count(",")
    rows = [head, f'disques,,Disques 12"{"," * (width - 2)}', *others]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="")
    change(atelier, f"{RESOURCE} series", FAR["series"])
    add(atelier)
    after = path.read_text(encoding="utf-8").splitlines()
    assert after[:-1] == [f"{rows[0]},à relire", *(f"{row}," for row in rows[1:])]
    assert not [each for each in found(atelier) if each.code == "table.row-short"]


def test_a_file_whose_cells_are_all_quoted_stays_so(atelier: Path) -> None:
    path = atelier / "data/series.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    path.write_text(f"sep=;\n{out.getvalue()}", encoding="utf-8", newline="")
    change(atelier, f"{RESOURCE} series", FAR["series"])
    add(atelier)
    told, head, *_, last = path.read_text(encoding="utf-8").splitlines()
    assert told == "sep=;" and head.endswith(';"homepage";"à relire"')
    assert last == '"cahiers-du-ciel";"";"Cahiers du ciel";"";"";"";"à relire"'
    assert unknown(atelier) == []


def test_the_mark_is_told_until_it_is_taken_away(atelier: Path) -> None:
    change(atelier, f"{RESOURCE} persons", FAR["persons"])
    add(atelier)
    assert len(to_review(atelier)) == 1
    path = atelier / "data/agents.csv"
    rows = path.read_text(encoding="utf-8")
    assert rows.count(",à relire\n") == 2
    head, row = rows.split(",à relire\n", 1)
    path.write_text(f"{head},à relire\n{row.replace(',à relire', ',')}", encoding="utf-8")
    assert to_review(atelier) == []


def test_a_read_only_table_is_left_alone_and_so_are_the_others(atelier: Path) -> None:
    for column in ("persons", "places"):
        change(atelier, f"{RESOURCE} {column}", FAR[column])
    (atelier / "data/places.csv").chmod(0o444)
    before = files_of(atelier)
    done = tressons_ld("check", "--add", "--write", folder=atelier)
    assert done.returncode != 0 and "places.csv" in done.stderr
    assert files_of(atelier) == before


def test_a_table_that_windows_keeps_for_another_program_leaves_all_as_they_were(
    atelier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (atelier / "data/agents.csv").unlink()
    for column in ("persons", "places"):
        change(atelier, f"{RESOURCE} {column}", FAR[column])
    files, before, replace = additions(atelier).files, files_of(atelier), Path.replace

    def refused_for_places(self: Path, target: Path) -> Path:
        if target.name == "places.csv":
            raise PermissionError(13, "held", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused_for_places)
    with pytest.raises(OutputError) as refused:
        write_tables(atelier, files)
    assert refused.value.code == "output.table-open"
    assert files_of(atelier) == before


def test_a_table_that_is_not_there_is_made_as_that_of_resources_is(atelier: Path) -> None:
    (atelier / "data/series.csv").unlink()
    change(atelier, f"{RESOURCE} series", FAR["series"])
    path = atelier / "data/resources.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))
    (one,) = additions(atelier).tables
    assert one.content is not None
    lines = one.content.decode("utf-8-sig").split("\r\n")
    assert one.content.startswith(b"\xef\xbb\xbf") and lines[0] == "id;title;à relire"
    assert "cahiers-du-ciel;Cahiers du ciel;à relire" in lines


def test_a_table_that_is_no_text_of_cells_is_completed_by_hand(atelier: Path) -> None:
    path = atelier / "data/agents.csv"
    lines = [
        "{" + ", ".join(f'"{key}": "{text}"' for key, text in row.items() if text) + "}"
        for row in table(atelier, "agents")
    ]
    path.unlink()
    (atelier / "data/agents.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    change(atelier, f"{RESOURCE} persons", FAR["persons"])
    before = files_of(atelier)
    done = tressons_ld("check", "--add", "--write", folder=atelier)
    assert done.returncode == 1
    assert "data/agents.jsonl : 1 ligne à ajouter, à la main" in done.stdout
    assert "id = zoe-lointaine | type = personne | name = Zoé Lointaine" in done.stdout
    assert files_of(atelier) == before


def test_a_character_that_the_encoding_lacks_is_written_by_hand(atelier: Path) -> None:
    path = atelier / "data/agents.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    change(atelier, f"{RESOURCE} persons", "Łucja Daleka")
    (one,) = additions(atelier).tables
    assert one.content is None and one.rows[0]["name"] == "Łucja Daleka"


def test_an_id_that_is_taken_is_given_to_no_other(atelier: Path) -> None:
    change(atelier, "agents dominique-selle id", "zoe-lointaine")
    change(atelier, f"{RESOURCE} persons", FAR["persons"])
    (one,) = additions(atelier).tables
    assert one.rows[0]["id"] == "zoe-lointaine-2"


def test_write_goes_with_add_alone(atelier: Path) -> None:
    done = tressons_ld("check", "--write", folder=atelier)
    assert done.returncode == 2 and "--add" in done.stderr
