"""Licences that harvesters know, by the IRIs that publishers write for them.

A harvester matches what it reads with a list of its own, and guesses: an IRI that it does not know
becomes no licence, and one that resembles another may become that one (udata 17.18.0,
core/dataset/models.py:264-361). So a licence is stated in a feed with a label that is matched for
certain, or, when it is not in this list, not as a licence but in words.
"""

import re
from typing import NamedTuple


class KnownLicence(NamedTuple):
    """A licence that data.gouv.fr knows.

    Attributes:
        id: what data.gouv.fr calls it.
        label: the text by which it recognises it.
    """

    id: str
    label: str


_LOV2 = KnownLicence("lov2", "Licence Ouverte / Open Licence version 2.0")
_CC_BY = KnownLicence("cc-by", "Creative Commons Attribution")
_CC_BY_SA = KnownLicence("cc-by-sa", "Creative Commons Attribution Share-Alike")
_CC_ZERO = KnownLicence("cc-zero", "Creative Commons CCZero")
_FR_LO = KnownLicence("fr-lo", "Licence Ouverte / Open Licence")
_ODBL = KnownLicence("odc-odbl", "odc-odbl")
_ODC_BY = KnownLicence("odc-by", "Open Data Commons Attribution License")
_PDDL = KnownLicence("odc-pddl", "odc-pddl")

_ODC = r"(?:/summary|/1-0|/1\.0)?"
_EU = r"publications\.europa\.eu/resource/authority/licence/"
_KNOWN: tuple[tuple[re.Pattern[str], KnownLicence], ...] = tuple(
    (re.compile(rf"https?://(?:www\.)?(?:{pattern})/?"), licence)
    for pattern, licence in (
        (
            r"etalab\.gouv\.fr/licence-ouverte-open-licence"
            r"|etalab\.gouv\.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2\.0\.pdf"
            r"|github\.com/etalab/licence-ouverte/blob/master/LO\.md"
            r"|alliance\.numerique\.gouv\.fr/licence-ouverte-open-licence"
            rf"|spdx\.org/licenses/etalab-2\.0|{_EU}ETALAB_2_0",
            _LOV2,
        ),
        (
            r"creativecommons\.org/licenses/by/[0-9.]+(?:/[a-z]{2}|/deed\.[a-z]{2})?"
            rf"|opendefinition\.org/licenses/cc-by|spdx\.org/licenses/CC-BY-[0-9.]+|{_EU}CC_BY_4_0",
            _CC_BY,
        ),
        (
            r"creativecommons\.org/licenses/by-sa/[0-9.]+(?:/[a-z]{2}|/deed\.[a-z]{2})?"
            r"|opendefinition\.org/licenses/cc-by-sa|spdx\.org/licenses/CC-BY-SA-[0-9.]+"
            rf"|{_EU}CC_BYSA_4_0",
            _CC_BY_SA,
        ),
        (
            rf"opendatacommons\.org/licenses/odbl{_ODC}"
            rf"|spdx\.org/licenses/ODbL-1\.0|{_EU}ODC_BL",
            _ODBL,
        ),
        (
            r"creativecommons\.org/publicdomain/zero/1\.0(?:/deed\.[a-z]{2})?"
            rf"|opendefinition\.org/licenses/cc-zero|spdx\.org/licenses/CC0-1\.0|{_EU}CC0",
            _CC_ZERO,
        ),
        (
            r"etalab\.gouv\.fr/wp-content/uploads/2014/05/(?:Licence_Ouverte|Open_Licence)\.pdf",
            _FR_LO,
        ),
        (
            rf"opendatacommons\.org/licenses/by{_ODC}|spdx\.org/licenses/ODC-By-1\.0",
            _ODC_BY,
        ),
        (
            rf"opendatacommons\.org/licenses/pddl{_ODC}|spdx\.org/licenses/PDDL-1\.0",
            _PDDL,
        ),
    )
)


def known_licence(iri: str) -> KnownLicence | None:
    """Return the licence that an IRI names, or None if data.gouv.fr knows none such.

    >>> known_licence("https://creativecommons.org/licenses/by/4.0/deed.fr").id
    'cc-by'
    >>> known_licence("https://creativecommons.org/licenses/by-nc/4.0/") is None
    True
    """
    return next((licence for pattern, licence in _KNOWN if pattern.fullmatch(iri)), None)


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
