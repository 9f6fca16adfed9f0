"""What refers to what in a large table: circles are found, and names that may be meant."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from tressons_ld.catalogue.columns.names import Names
from tressons_ld.catalogue.tables.circles import circles

THINGS = "abcdefgh"


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[str]]:
    """A few things, each with the things right above it."""
    above = st.lists(st.sampled_from(THINGS), max_size=3, unique=True)
    return {thing: draw(above) for thing in THINGS}


def circles_one_by_one(above: Mapping[str, Sequence[str]]) -> list[tuple[str, int]]:
    """Each thing that is above itself and how long its way back is, walking from each thing."""
    left = dict(above)
    lengths = []
    for thing in above:
        steps, reached = 0, {thing}
        while reached:
            steps += 1
            reached = {higher for one in reached for higher in left[one]}
            if thing in reached:
                lengths.append((thing, steps))
                left[thing] = []
                break
            if steps > len(above):
                break
    return lengths


@given(above=tables())
def test_the_circles_are_those_that_a_walk_from_each_thing_finds(
    above: dict[str, list[str]],
) -> None:
    assert [(thing, len(way) - 1) for thing, way in circles(above)] == circles_one_by_one(above)


@given(above=tables())
def test_the_way_of_a_circle_goes_from_a_thing_to_one_right_above_it(
    above: dict[str, list[str]],
) -> None:
    for thing, way in circles(above):
        assert (way[0], way[-1]) == (thing, thing)
        assert all(higher in above[lower] for lower, higher in zip(way, way[1:], strict=False))


def test_things_that_lie_very_deep_in_each_other_are_no_circle() -> None:
    """A walk from each would take minutes."""
    deep = {str(number): [str(number + 1)] for number in range(50_000)} | {"50000": []}
    assert list(circles(deep)) == []


def test_of_very_many_names_the_one_that_is_meant_is_offered() -> None:
    names = Names("agent", "data/agents.csv")
    for number in range(12_000):
        names.add(f"p{number}", [f"Jeanne Martin {number:05}"])
    names.add("pappas", ["Jeanne Pappas"])
    assert names.suggestion("Jeane Pappas").en == 'Did you mean "Jeanne Pappas"? '
    assert names.suggestion("Jéanne Pappas").en == 'Did you mean "Jeanne Pappas"? '
