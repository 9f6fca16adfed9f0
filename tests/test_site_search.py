"""The index of the search: its words are those of the table, whatever the cuts; few files move."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_folder import change, copy_of_atelier
from command_line import DATE, files_of
from hostile_catalogue import HEBREW, hostile
from search_answers import IndexReader, decoded, plain_words, scores, without_plural
from site_pages import Page
from tressons_ld import open_catalogue
from tressons_ld.composition import open_folder
from tressons_ld.files import line_buckets
from tressons_ld.publication.publish import publish
from tressons_ld.site import search_index
from tressons_ld.site.search_files import encoded
from tressons_ld.site.search_index import SearchIndex, block_files
from tressons_ld.site.search_words import fold, words_of

WORDS = st.lists(
    st.text("abeséœ", min_size=2, max_size=6) | st.sampled_from(["ess", "ЭКО", "constructor"]),
    max_size=8,
)


@given(st.text())
def test_words_are_those_that_a_reader_of_the_table_works_out(text: str) -> None:
    small = search_index.SMALL_WORDS
    assert words_of([text]) == {
        without_plural(word) for word in plain_words(text) if word not in small
    }


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("ÉCONOMIE", "economie"), ("Cœur", "coeur"), ("ﬁn", "fin"), ("Ærø", "aerø"), ("ÉÉ", "ee")],
)
def test_capitals_accents_and_ligatures_are_folded(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.lists(st.integers(0, 2**32 - 1), unique=True))
def test_numbers_are_read_back(numbers: list[int]) -> None:
    assert list(decoded([encoded(numbers)])) == sorted(numbers)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=12), st.integers(20, 200))
def test_every_word_and_prefix_finds_what_holds_it_however_files_are_cut(
    texts: list[tuple[list[str], list[str]]], largest: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "LARGEST_FILE", largest)
        patch.setattr(line_buckets, "MOST_HELD", 30)
        index = SearchIndex()
        held = [(words_of(title), words_of(others)) for title, others in texts]
        for number, (title, others) in enumerate(held):
            index.add(7 * number, title, others)
        reader = IndexReader({f"recherche/{path}": text for path, text in index.files()})
    known = {word for title, others in held for word in title | others}
    asked = {word[:end] for word in known for end in range(2, len(word) + 1)} | {"zz", "abab"}
    for word in asked:
        for whole in (True, False):
            expected = {
                7 * number: matches(word, title, whole)
                for number, (title, others) in enumerate(held)
                if matches(word, title | others, whole)
            }
            assert reader.holding(word, whole=whole) == expected
    assert len(reader.read) <= 2 * len(asked)


def matches(word: str, words: set[str], whole: bool) -> bool:
    return word in words or (not whole and any(each.startswith(word) for each in words))


def test_a_file_of_words_is_small_unless_it_holds_one_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search_index, "LARGEST_FILE", 2000)
    index = SearchIndex()
    for number in range(500):
        index.add(number, ["commun"], [f"mot{number}", f"motif{number}", "autre"])
    for content in dict(index.files()).values():
        _, _, value = content.decode().removesuffix(")\n").partition(",")
        if value.startswith('{"tree"'):
            continue
        words = json.loads(value)
        assert len(content) <= 2600 or len(words) == 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of_atelier(tmp_path_factory.mktemp("search") / "atelier")
    assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
    return folder


def test_publishing_a_second_time_gives_the_same_numbers(folder: Path) -> None:
    assert publish(open_folder(folder, date=DATE), folder / "again", jobs=1).published
    assert index_of(folder / "again") == index_of(folder / "public")


def test_a_row_put_first_moves_no_other_resource_to_another_number(
    folder: Path, tmp_path: Path
) -> None:
    before = index_of(folder / "public")
    other = copy_of_atelier(tmp_path / "atelier")
    publish(open_folder(other, date=DATE), other / "public", jobs=1)
    table = other / "data/resources.csv"
    with table.open("r", encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    new = ["nouveau", *rows[-1][1:]]
    new[head.index("title")] = "Xylophone"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, new, *rows])
    assert publish(open_folder(other, date=DATE), other / "public", jobs=1).published
    after = index_of(other / "public")
    numbers = {path: rows_of(before[path]) for path in before if "/fiches/" in path}
    for path, known in numbers.items():
        assert known.items() <= rows_of(after[path]).items()
    reader = IndexReader(after)
    assert len(reader.holding("xylophone", whole=True)) == 1


def test_a_word_that_changes_in_a_row_changes_the_files_of_its_words_alone(
    folder: Path, tmp_path: Path
) -> None:
    other = copy_of_atelier(tmp_path / "atelier")
    publish(open_folder(other, date=DATE), other / "public", jobs=1)
    change(other, "resources guide-du-velo keywords", "zythum")
    publish(open_folder(other, date=DATE), other / "public", jobs=1)
    before, after = index_of(folder / "public"), index_of(other / "public")
    changed = {path for path in after if after[path] != before.get(path)}
    assert "recherche/mots/m-z.js" in changed
    assert len(changed) < len(after) / 3


def index_of(public: Path) -> dict[str, bytes]:
    return {path: content for path, content in files_of(public).items() if "recherche/" in path}


def rows_of(content: bytes) -> dict[str, list[str]]:
    _, _, value = content.decode().removesuffix(")\n").partition(",")
    rows: dict[str, list[str]] = json.loads(value)
    return rows


def test_the_rows_of_a_file_are_those_of_eight_numbers() -> None:
    files = dict(block_files("x", [(3, "a"), (7, "b"), (8, "c"), (8_000, "d")]))
    assert {path: rows_of(content) for path, content in files.items()} == {
        "x/0/0.js": {"3": "a", "7": "b"},
        "x/0/1.js": {"8": "c"},
        "x/1/0.js": {"8000": "d"},
    }


@pytest.mark.parametrize("word", ["territoires", "mobilité", "avise", "guide", "2021"])
def test_a_word_finds_the_resources_whose_rows_hold_it(
    project: Path, published: Path, word: str
) -> None:
    catalogue = open_catalogue(project, date="2026-11-23")
    expected = scores(catalogue, word)
    assert expected
    reader = IndexReader.of(published)
    (stem,) = plain_words(word)
    found = reader.holding(stem, whole=False) | reader.holding(without_plural(stem), whole=True)
    assert len(found) == len(expected)


def test_the_words_of_other_alphabets_are_found(tmp_path: Path) -> None:
    folder = hostile(tmp_path / "hostile")
    publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    reader = IndexReader.of(folder / "public")
    for word in plain_words(HEBREW):
        assert reader.holding(word, whole=True)


# --- the form ---------------------------------------------------------------------------------


def test_the_form_has_a_label_and_a_region_that_is_read_out(published: Path) -> None:
    for path in ("ressource/index.html", "en/ressource/index.html"):
        page = Page(published, path)
        (form,) = page.all("form")
        (field,) = [each for each in form.iter("input") if each.get("type") == "search"]
        assert [each.get("for") for each in form.iter("label")][0] == field.get("id") == "q"
        assert [each for each in form.iter("p") if each.get("role") == "status"]
        boxes = [each for each in form.iter("input") if each.get("type") == "checkbox"]
        names = {each.get("name") for each in boxes}
        assert names == {"genre", "theme", "public", "section", "annee"}
        for name in names:
            assert (published / f"recherche/facettes/{name}.js").is_file()


def test_without_a_program_the_vocabularies_are_named(published: Path) -> None:
    (words,) = Page(published, "ressource/index.html").all("noscript")
    assert "../vocabulaire/index.html" in [each.get("href") for each in words.iter("a")]
