"""The figure of a question's answer: drawn where its rows count something, and not elsewhere."""

from collections.abc import Sequence

import pytest

from tressons_ld.rdf.terms import Literal, Term, text, typed
from tressons_ld.site.answer_figure import MOST_BARS, figure_of
from tressons_ld.site.interface_texts import texts_of
from tressons_ld.sparql.results import SelectResult

FRENCH = texts_of("fr")


def answer(*rows: Sequence[str | int | None]) -> SelectResult:
    """An answer whose whole numbers are integers, and whose other values are texts."""

    def term(value: str | int | None) -> Term | None:
        if value is None:
            return None
        return typed(str(value), "integer") if isinstance(value, int) else text(value)

    names = tuple(f"c{place}" for place, _ in enumerate(rows[0]))
    return SelectResult(names, tuple(tuple(map(term, row)) for row in rows))


def test_names_with_numbers_are_bars_in_the_order_of_the_rows() -> None:
    figure = figure_of(answer(("a", "Avise", 2), ("r", "RTES", 30)), FRENCH)
    assert figure is not None
    assert [label.text for label in figure.drawing.labels] == ["Avise", "2", "RTES", "30"]
    short, long = figure.drawing.boxes
    assert long.width / short.width == pytest.approx(15, rel=0.01)
    assert str(figure.summary) == "Le plus grand nombre\u00a0: RTES, 30."


def test_two_names_that_cross_are_circles() -> None:
    rows = ("étude", "2019", 1), ("étude", "2020", 4), ("guide", "2020", 1)
    figure = figure_of(answer(*rows), FRENCH)
    assert figure is not None
    assert len(figure.drawing.discs) == 3
    assert str(figure.summary) == "Le plus grand nombre\u00a0: étude, 2020, 4."


def test_names_too_long_to_stand_beside_each_other_are_in_the_labels_of_bars() -> None:
    long = "Réseau des collectivités territoriales"
    rows = ("Avise", long, 21), ("Avise", "CNCRESS", 2), ("ExtraCité", long, 4)
    figure = figure_of(answer(*rows), FRENCH)
    assert figure is not None
    assert figure.drawing.discs == ()
    names = [label.text for label in figure.drawing.labels[::2]]
    assert names == [f"Avise, {long}", "Avise, CNCRESS", f"ExtraCité, {long}"]
    assert f"Avise, {long}, 21" in str(figure.summary)


def test_a_column_that_names_each_row_is_drawn_where_the_nearest_one_does_not() -> None:
    rows = ("Avise", "", 27), ("CNCRESS", "", 0), ("RTES", "https://www.rtes.fr/", 21)
    figure = figure_of(answer(*rows), FRENCH)
    assert figure is not None
    assert [label.text for label in figure.drawing.labels[::2]] == ["Avise", "CNCRESS", "RTES"]


def test_of_many_rows_the_first_are_drawn() -> None:
    figure = figure_of(answer(*((f"n{number}", number) for number in range(99))), FRENCH)
    assert figure is not None
    assert len(figure.drawing.boxes) == MOST_BARS


@pytest.mark.parametrize(
    "rows",
    [
        [("a", "b"), ("c", "d")],
        [("a", 1)],
        [("a", 0), ("b", 0)],
        [("a", 1), ("a", 2)],
        [(1, "a"), (2, "b")],
        [("a", 1), ("b", None)],
        [("a", -1), ("b", 2)],
        [(None, 1), ("b", 2)],
        [(3, 1), (4, 2)],
    ],
)
def test_what_counts_nothing_is_not_drawn(rows: list[tuple[str | int | None, ...]]) -> None:
    assert figure_of(answer(*rows), FRENCH) is None


@pytest.mark.parametrize("number", ["quelques", "1_000", "٣", "9" * 5000])
def test_an_integer_that_is_not_written_as_one_is_not_drawn(number: str) -> None:
    one = typed("1", "integer")
    other = Literal(one.replace("1", number, 1))
    result = SelectResult(("name", "number"), ((text("a"), one), (text("b"), other)))
    assert figure_of(result, FRENCH) is None
