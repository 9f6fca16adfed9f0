"""A mapping whose values lie in a file reads as one that lies in memory."""

from hypothesis import given
from hypothesis import strategies as st

from tressons_ld.files.shelved_mapping import ShelvedMapping


@given(st.lists(st.tuples(st.text(), st.dictionaries(st.text(), st.integers()))))
def test_it_holds_what_a_dictionary_holds(items: list[tuple[str, dict[str, int]]]) -> None:
    shelved = ShelvedMapping(items)
    assert list(shelved.items()) == list(dict(items).items())
    assert shelved.get("no such key") is None or "no such key" in dict(items)


def test_values_are_added_and_read_in_turn() -> None:
    shelved = ShelvedMapping[str, str]()
    for number in range(3):
        shelved.add(str(number), "x" * 60_000 + str(number))
        assert shelved["0"].endswith("x0")
    assert [value[-1] for value in shelved.values()] == ["0", "1", "2"]
