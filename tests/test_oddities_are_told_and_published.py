"""What is odd in a catalogue folder, and no fault: it is told, and published all the same."""

import json
from pathlib import Path

from catalogue_folder import change
from command_line import DATE, tressons_ld

GUIDE = "resources guide-du-velo"
RESOURCES = "data/resources.csv"


def published(folder: Path, *options: str) -> str:
    """What ``publish`` says of a folder that it publishes."""
    done = tressons_ld("publish", "--date", DATE, *options, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_a_column_nobody_knows_is_told_and_passed_over(atelier: Path) -> None:
    text = (atelier / RESOURCES).read_text("utf-8").replace(",printed_title,", ",titre imprimé,", 1)
    (atelier / RESOURCES).write_text(text, "utf-8")
    told = published(atelier)
    assert "E1, colonne « titre imprimé » : la colonne « titre imprimé » est inconnue" in told


def test_a_picture_beside_the_ontology_is_nobodys_business(atelier: Path) -> None:
    (atelier / "ontology").mkdir()
    (atelier / "ontology/schema.png").write_bytes(b"\x89PNG\r\n")
    assert published(atelier) == ""


def test_right_to_left_marks_are_told_and_kept(atelier: Path) -> None:
    change(atelier, f"{GUIDE} title", "Guide \u202edu vélo")
    assert "caractère invisible U+202E" in published(atelier)
    graph = (atelier / "public/catalogue.nt").read_text("utf-8")
    assert '"Guide \u202edu vélo"@fr' in graph


def test_windows_1252_is_told_and_read(atelier: Path) -> None:
    text = (atelier / RESOURCES).read_text("utf-8")
    (atelier / RESOURCES).write_bytes(text.encode("cp1252"))
    before = (atelier / "public/catalogue.nt").read_bytes()
    assert "le fichier est en Windows-1252" in published(atelier)
    assert (atelier / "public/catalogue.nt").read_bytes() == before


MARKUP = '<b>Guide</b> & "co" </script><script>alert(1)</script> <!-- \u2028 -->'


def test_markup_in_a_title_is_text_everywhere(atelier: Path) -> None:
    change(atelier, f"{GUIDE} title", MARKUP)
    (told,) = published(atelier).splitlines()
    assert "[feed.html]" in told
    public = atelier / "public"
    assert MARKUP.replace('"', '\\"') in (public / "catalogue.nt").read_text("utf-8")
    assert MARKUP in json.dumps(
        json.loads((public / "catalogue.jsonld").read_text("utf-8")), ensure_ascii=False
    ).replace('\\"', '"')
    embedded = tressons_ld("embed", "guide-du-velo", folder=atelier).stdout
    assert embedded.lower().count("</script>") == 1
    assert "\u2028" not in embedded
    inside = embedded.partition(">")[2].rpartition("</script>")[0]
    assert json.loads(inside)["name"] == MARKUP
