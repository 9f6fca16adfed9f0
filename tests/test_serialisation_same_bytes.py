"""The same statements give the same bytes, however they come and whatever the run."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serialisation_units import CATALOGUE, ENTRY, ROOT, units
from tressons_ld.rdf.serialisation import SERIALISERS, document
from tressons_ld.rdf.units import PropertyOrder, Unit
from tressons_ld.rdf.vocabularies import DCT

every_format = pytest.mark.parametrize("format", SERIALISERS)
arrange = PropertyOrder([DCT.title, DCT.description]).arrange


@every_format
@given(random=st.randoms(use_true_random=False))
def test_the_order_of_statements_within_a_subject_leaves_no_trace(
    format: str, random: Random
) -> None:
    shuffled = list(ENTRY.triples)
    random.shuffle(shuffled)
    subjects = list(dict.fromkeys(triple[0] for triple in ENTRY.triples))
    shuffled.sort(key=lambda triple: subjects.index(triple[0]))
    unit = ENTRY._replace(triples=tuple(shuffled))
    assert document(format, [arrange(unit)]) == document(format, [arrange(ENTRY)])


@every_format
@given(unit=units)
def test_a_statement_made_twice_is_written_once(format: str, unit: Unit) -> None:
    twice = unit._replace(triples=unit.triples + unit.triples)
    assert document(format, [arrange(twice)]) == document(format, [arrange(unit)])


@pytest.mark.parametrize("format", ["n-triples", "n-quads"])
@given(unit=units)
def test_each_statement_is_one_line_of_its_own(format: str, unit: Unit) -> None:
    written = document(format, [arrange(unit)])
    assert (
        len(written.split("\n")) - 1 == len(set(unit.triples)) == len(set(written.split("\n"))) - 1
    )


@every_format
@given(several=st.lists(units, min_size=1, max_size=6), size=st.integers(1, 6))
def test_the_size_of_batches_leaves_no_trace(format: str, several: list[Unit], size: int) -> None:
    chosen = SERIALISERS[format]
    texts = [chosen.unit(arrange(unit)) for unit in several]
    batches = [
        chosen.separator.join(texts[start : start + size]) for start in range(0, len(texts), size)
    ]
    assert chosen.separator.join(batches) == chosen.separator.join(texts)
    assert all(texts), "a unit without text would leave two separators side by side"


@every_format
def test_the_root_comes_first(format: str) -> None:
    unit = ENTRY._replace(triples=ENTRY.triples[::-1])
    subjects = list(arrange(unit).nodes)
    assert subjects[0] == ROOT
    assert subjects[1] == CATALOGUE


def test_the_hash_seed_leaves_no_trace(project: Path) -> None:
    program = (
        "import sys; from serialisation_units import ENTRY;"
        "from tressons_ld.rdf.serialisation import SERIALISERS, document;"
        "from tressons_ld.rdf.units import PropertyOrder;"
        "unit = PropertyOrder().arrange(ENTRY);"
        "texts = [document(name, [unit]) + SERIALISERS[name].head(None) for name in SERIALISERS];"
        "sys.stdout.buffer.write('\\0'.join(texts).encode())"
    )
    path = os.pathsep.join([str(project / "src"), str(project / "tests")])
    written = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path, "LC_ALL": locale},
            capture_output=True,
            check=True,
        ).stdout.split(b"\0")
        for seed, locale in [("0", "C"), ("1", "C.UTF-8"), ("4242", "POSIX")]
    ]
    for format, *texts in zip(SERIALISERS, *written, strict=True):
        assert len(set(texts)) == 1, format
