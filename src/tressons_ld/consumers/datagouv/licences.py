"""The licences that data.gouv.fr knows, and by which IRIs a publisher may name each.

They are those of its own list, ``licences.csv``: the answer of its API
https://www.data.gouv.fr/api/1/datasets/licenses/ of September 2024, as a public copy holds it.
Names in a column are separated by « | », addresses by a space.

It matches what it reads with that list, and guesses: an IRI that it does not know becomes no
licence, and one that resembles another may become that one (udata 17.18.0,
core/dataset/models.py:264-361; :mod:`tressons_ld.consumers.datagouv.udata.licence_guess`). So a
licence is stated in a feed with a label that is matched for certain, or, when none of the IRIs
here names it, not as a licence but in words.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple


class PlatformLicence(NamedTuple):
    """A licence that data.gouv.fr knows.

    Attributes:
        id: what data.gouv.fr calls it.
        title: its name there.
        url: its address there.
        urls: other addresses of it.
        titles: other names of it.
    """

    id: str
    title: str
    url: str
    urls: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def label(self) -> str:
        """The text by which data.gouv.fr recognises it for certain: its title, or its id."""
        return self.id if self.id in _LABELLED_BY_ID else self.title


@cache
def licences() -> Sequence[PlatformLicence]:
    """Return the licences of data.gouv.fr in their order, which decides between two that fit."""
    import csv
    from importlib.resources import files

    text = files("tressons_ld.consumers.datagouv").joinpath("licences.csv").read_text("utf-8")
    return tuple(
        PlatformLicence(
            row["id"],
            row["title"],
            row["url"],
            tuple(row["alternate_urls"].split()),
            tuple(filter(None, row["alternate_titles"].split(" | "))),
        )
        for row in csv.DictReader(text.splitlines())
    )


# Matched by their ids as surely as by their long titles.
_LABELLED_BY_ID = ("odc-odbl", "odc-pddl")

_ODC = r"(?:/summary|/1-0|/1\.0)?"
_EU = r"publications\.europa\.eu/resource/authority/licence/"
_ADDRESSES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"https?://(?:www\.)?(?:{pattern})/?"), id)
    for pattern, id in (
        (
            r"etalab\.gouv\.fr/licence-ouverte-open-licence"
            r"|etalab\.gouv\.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2\.0\.pdf"
            r"|github\.com/etalab/licence-ouverte/blob/master/LO\.md"
            r"|alliance\.numerique\.gouv\.fr/licence-ouverte-open-licence"
            rf"|spdx\.org/licenses/etalab-2\.0|{_EU}ETALAB_2_0",
            "lov2",
        ),
        (
            r"creativecommons\.org/licenses/by/[0-9.]+(?:/[a-z]{2}|/deed\.[a-z]{2})?"
            rf"|opendefinition\.org/licenses/cc-by|spdx\.org/licenses/CC-BY-[0-9.]+|{_EU}CC_BY_4_0",
            "cc-by",
        ),
        (
            r"creativecommons\.org/licenses/by-sa/[0-9.]+(?:/[a-z]{2}|/deed\.[a-z]{2})?"
            r"|opendefinition\.org/licenses/cc-by-sa|spdx\.org/licenses/CC-BY-SA-[0-9.]+"
            rf"|{_EU}CC_BYSA_4_0",
            "cc-by-sa",
        ),
        (
            rf"opendatacommons\.org/licenses/odbl{_ODC}"
            rf"|spdx\.org/licenses/ODbL-1\.0|{_EU}ODC_BL",
            "odc-odbl",
        ),
        (
            r"creativecommons\.org/publicdomain/zero/1\.0(?:/deed\.[a-z]{2})?"
            rf"|opendefinition\.org/licenses/cc-zero|spdx\.org/licenses/CC0-1\.0|{_EU}CC0",
            "cc-zero",
        ),
        (
            r"etalab\.gouv\.fr/wp-content/uploads/2014/05/(?:Licence_Ouverte|Open_Licence)\.pdf",
            "fr-lo",
        ),
        (
            rf"opendatacommons\.org/licenses/by{_ODC}|spdx\.org/licenses/ODC-By-1\.0",
            "odc-by",
        ),
        (
            rf"opendatacommons\.org/licenses/pddl{_ODC}|spdx\.org/licenses/PDDL-1\.0",
            "odc-pddl",
        ),
    )
)


def known_licence(iri: str) -> PlatformLicence | None:
    """Return the licence that an IRI names, or None if data.gouv.fr knows none such.

    >>> known_licence("https://creativecommons.org/licenses/by/4.0/deed.fr").id
    'cc-by'
    >>> known_licence("https://creativecommons.org/licenses/by-nc/4.0/") is None
    True
    """
    named = next((id for pattern, id in _ADDRESSES if pattern.fullmatch(iri)), None)
    return next((licence for licence in licences() if licence.id == named), None)


_LONGEST_NAME = 80
"""Letters and digits of a text that may still be near the name of a licence."""


def may_be_taken_for_a_licence(words: str) -> bool:
    """Return whether a harvester may read a licence into a text about rights.

    udata tries the first address in it, and a text within two letters of a licence's name
    (core/dataset/models.py:264-361), so a longer text without an address is safe.

    >>> may_be_taken_for_a_licence("Voir https://www.example.net/licence.pdf pour les notices.")
    True
    """
    letters = sum(character.isalnum() for character in words)
    return letters <= _LONGEST_NAME or re.search("https?://", words) is not None
