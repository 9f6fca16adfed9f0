"""Licences in cells: by their addresses, or by the names and SPDX codes that people write.

A name that says which licence and which version is read as its address; one without its version is
not: each is offered. SPDX codes: https://spdx.org/licenses/, list 3.27 (``spdx_licences.txt``).
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from tressons_ld.catalogue.columns.absences import Holds, report_absence
from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.catalogue.columns.readings import reading_remark
from tressons_ld.catalogue.columns.spelling import did_you_mean, without_accents
from tressons_ld.catalogue.columns.url_mends import addresses_within
from tressons_ld.catalogue.columns.url_syntax import is_url
from tressons_ld.catalogue.columns.urls import parse_url
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

LONGEST = 160
"""Characters of a text that may still be the name of a licence."""

_CC = "https://creativecommons.org/licenses/"
_ZERO = "https://creativecommons.org/publicdomain/zero/1.0/"
_MARK = "https://creativecommons.org/publicdomain/mark/1.0/"
_SPDX = "https://spdx.org/licenses/"
_CC_VERSIONS = ("4.0", "3.0", "2.5", "2.0", "1.0")
_CC_KINDS = ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
# Of the versions before 4.0, which have texts of their own for some countries.
_CC_PORTS = {"france": "fr"} | {
    code: code for code in ("fr", "de", "at", "au", "nl", "us", "igo", "es", "it", "ch", "be", "ca")
}


class _Family(NamedTuple):
    """A licence in its versions: a word of ``names`` names it, ``with_`` may stand beside."""

    names: frozenset[str]
    with_: frozenset[str]
    versions: dict[str, str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FAMILIES = (
    _Family(
        _words("ouverte etalab lo"),
        _words("open ol france"),
        {
            "2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
            "1.0": "https://www.etalab.gouv.fr/wp-content/uploads/2014/05/Licence_Ouverte.pdf",
        },
    ),
    _Family(
        _words("odbl"),
        _words("odc open data commons database opendatabase"),
        {"1.0": "https://opendatacommons.org/licenses/odbl/1-0/"},
    ),
    _Family(
        _words("odcby"),
        _words("open data commons"),
        {"1.0": "https://opendatacommons.org/licenses/by/1-0/"},
    ),
    _Family(
        _words("pddl"),
        _words("odc open data commons public domain dedication and"),
        {"1.0": "https://opendatacommons.org/licenses/pddl/1-0/"},
    ),
    _Family(
        _words("ogl"),
        _words("uk open government united kingdom"),
        {
            f"{number}.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/"
            f"{number}/"
            for number in (3, 2, 1)
        },
    ),
)
# Names in full -> the words above, the longest first.
_PHRASES = tuple(
    (re.compile(rf"\b(?:{phrase})(?![a-z])"), word)
    for phrase, word in (
        ("creative ?commons|creativecommons", " cc "),
        ("ccby", " cc by "),
        # The code that data.gouv.fr has for the first version.
        ("fr[ -]?lo", " lo 1.0 "),
        (r"cc ?(?:0|zero)(?: 1\.0)?|c ?zero", " cczero "),
        ("public domain mark", " pdmark "),
        ("(?:dans le |in the )?(?:domaine public|public domain)(?! dedication)", " publicdomain "),
        (
            "partage dans les memes conditions|partage a l'identique|share ?alike|compartir ?igual"
            "|weitergabe unter gleichen bedingungen|condividi allo stesso modo",
            " sa ",
        ),
        (
            "pas d'utilisation commerciale|non ?commerciale?|no ?comercial"
            "|nicht[ -]?kommerziell|keine kommerzielle nutzung",
            " nc ",
        ),
        (
            "pas de modifications?|pas d'oeuvre derivee|no ?deriv(?:ative)?s?(?: works)?"
            "|sin ?(?:obra)?derivadas?|keine bearbeitungen?|non opere derivate",
            " nd ",
        ),
        ("attribution|paternite|namensnennung|atribucion|reconocimiento|attribuzione", " by "),
        ("open database", " odbl "),
        ("odc by|open data commons by", " odcby "),
        ("open government|ogl uk", " ogl "),
        ("gnu affero general public|gnu agpl", " agpl "),
        ("gnu (?:lesser|library) general public|gnu lgpl|lesser general public", " lgpl "),
        ("gnu general public|gnu gpl", " gpl "),
        ("gnu free documentation|gnu fdl", " gfdl "),
        ("mozilla public", " mpl "),
        ("european union public", " eupl "),
        ("eclipse public", " epl "),
        ("apache software", " apache "),
        (
            "ou ulterieure|ou version ulterieure|and later|or any later(?: version)?|or newer",
            " later ",
        ),
        ("or later", " later "),
    )
)
_NOISE = _words(
    "licence license licences licenses licencia licenza lizenz the of de la le les l d sous under"
    " version v international internacional internazionale unported generic public software and et"
    " http https"
)
_LIKE_ADDRESS = re.compile(r"^[a-z]+:|/|^www\.", re.IGNORECASE)
_GNU = re.compile(r"(?:a|l)?gpl|gfdl")


class LicenceName(NamedTuple):
    """What a text that is no address names as a licence.

    Attributes:
        addresses: each licence that it can name.
        sure: whether it names the first, and no other.
    """

    addresses: tuple[str, ...]
    sure: bool


def parse_licence(
    text: str, row: CellAddresses, column: str, problems: list[Finding]
) -> str | None:
    """Return the address of the licence: as it stands, or that of the licence which is named."""
    if is_url(text):
        return text if text.islower() else parse_url(text, row, column, problems)
    if _LIKE_ADDRESS.search(text) and not licence_named(text).addresses:
        return parse_url(text, row, column, problems)
    if report_absence(text, Holds.VALUES, row, column, problems):
        return None
    named = licence_named(text)
    if named.sure:
        problems.append(reading_remark(text, named.addresses, row, column))
        return named.addresses[0]
    problems.append(
        finding(
            "reference.unknown-licence",
            row.at(column),
            text,
            mends=named.addresses,
            suggestion=_offered(named.addresses),
        )
    )
    return None


@lru_cache(maxsize=1024)
def licence_named(text: str) -> LicenceName:
    """Return the licences that a text can name.

    >>> licence_named("CC BY-SA 4.0").addresses, licence_named("CC BY").sure
    (('https://creativecommons.org/licenses/by-sa/4.0/',), False)
    """
    if len(text) > LONGEST:
        return LicenceName((), sure=False)
    within = tuple(addresses_within(text))
    if within:
        return LicenceName(() if within[0] == text else within, sure=False)
    exact = _by_code().get(text.lower())
    plain = without_accents(text).lower().replace("’", "'").replace("+", " later ")
    plain = re.sub(r"[^a-z0-9.']+", " ", plain)
    for pattern, word in _PHRASES:
        plain = pattern.sub(word, plain)
    plain = re.sub(r"(?<=[a-z])v?(?=[0-9])", " ", plain)
    tokens = [token for token in re.findall(r"[a-z]+|[0-9][0-9.]*", plain) if token not in _NOISE]
    words = [token for token in tokens if not token[0].isdigit()]
    versions = list(dict.fromkeys(_full(token) for token in tokens if token[0].isdigit()))
    if len(versions) > 1:
        return LicenceName((), sure=False)
    named = _known(words, versions)
    if named is None and exact is not None:
        return LicenceName((exact,), sure=True)
    return named or _gnu(words, versions) or _coded(words, versions)


def _full(version: str) -> str:
    version = version.strip(".")
    return version if "." in version else f"{version}.0"


def _known(words: Sequence[str], versions: Sequence[str]) -> LicenceName | None:
    given = set(words)
    if given == {"publicdomain"}:
        return LicenceName((_MARK, _ZERO), sure=False)
    if given in ({"pdmark"}, {"cc", "pdmark"}):
        return LicenceName((_MARK,), sure=True)
    if "cczero" in given and given <= {"cczero", "cc", "publicdomain", "dedication", "universal"}:
        return LicenceName((_ZERO,), sure=True)
    for family in _FAMILIES:
        alone = given == {"open"} and "ouverte" in family.names
        if alone or (given & family.names and given <= family.names | family.with_):
            return _versions(family.versions, versions)
    return _creative_commons(given, versions)


def _versions(known: dict[str, str], versions: Sequence[str]) -> LicenceName:
    if not versions:
        return LicenceName(tuple(known.values()), sure=len(known) == 1)
    address = known.get(versions[0])
    return LicenceName((address,), sure=True) if address else LicenceName((), sure=False)


def _creative_commons(given: set[str], versions: Sequence[str]) -> LicenceName | None:
    parts = [part for part in ("by", "nc", "nd", "sa") if part in given]
    kind = "-".join(part for part in ("by", "nc", "sa", "nd") if part in parts)
    rest = given - {"cc", "by", "nc", "nd", "sa"}
    ports = [_CC_PORTS[word] for word in rest if word in _CC_PORTS]
    if "cc" not in given and not (versions and parts):
        return None
    if kind not in _CC_KINDS or len(ports) < len(rest) or len(ports) > 1:
        return None
    if not versions:
        return LicenceName(tuple(f"{_CC}{kind}/{one}/" for one in _CC_VERSIONS), sure=False)
    if versions[0] not in _CC_VERSIONS:
        return LicenceName((), sure=False)
    whole = f"{_CC}{kind}/{versions[0]}/"
    if not ports:
        return LicenceName((whole,), sure=True)
    if versions[0] == "4.0":
        return LicenceName((whole,), sure=False)
    return LicenceName((f"{whole}{ports[0]}/",), sure=True)


def _gnu(words: Sequence[str], versions: Sequence[str]) -> LicenceName | None:
    """Return a GNU licence: of its version alone, or of a later one too."""
    family = next((word for word in words if _GNU.fullmatch(word)), None)
    if family is None or not set(words) <= {family, "gnu", "later", "only", "or"}:
        return None
    ends = (
        ["or-later"] if "later" in words else ["only"] if "only" in words else ["only", "or-later"]
    )
    starts = [f"{family}-{one}" for one in versions] or sorted(
        {code.rpartition("-")[0] for code in _by_code() if code.startswith(f"{family}-")}
        & {f"{family}-{number}" for number in ("1.0", "1.1", "1.2", "1.3", "2.0", "2.1", "3.0")},
        reverse=True,
    )
    codes = [f"{start}-{end}" for start in starts for end in ends]
    addresses = tuple(_by_code()[code] for code in codes if code in _by_code())
    return LicenceName(addresses[:4], sure=len(addresses) == 1 and bool(versions))


def _coded(words: Sequence[str], versions: Sequence[str]) -> LicenceName:
    """Return the licence whose SPDX code has these words, or each of its versions."""
    key = (*words, *versions)
    if found := _by_words().get(key):
        return LicenceName(found, sure=len(found) == 1)
    if words and words != ["cc"] and not versions:
        longer = [one for known, found in _by_words().items() if known[:-1] == key for one in found]
        return LicenceName(tuple(longer[::-1]) if len(longer) <= 5 else (), sure=False)
    return LicenceName((), sure=False)


@cache
def _codes() -> Sequence[str]:
    from importlib.resources import files

    package = files("tressons_ld.catalogue.columns")
    return package.joinpath("spdx_licences.txt").read_text("utf-8").split()


@cache
def _by_code() -> dict[str, str]:
    return {code.lower(): f"{_SPDX}{code}" for code in _codes()}


@cache
def _by_words() -> dict[tuple[str, ...], tuple[str, ...]]:
    by_words: dict[tuple[str, ...], tuple[str, ...]] = {}
    for code in _codes():
        tokens = re.findall(r"[a-z]+|[0-9][0-9.]*", code.lower())
        words = [token for token in tokens if not token[0].isdigit() and token not in _NOISE]
        versions = [_full(token) for token in tokens if token[0].isdigit()]
        key = (*words, *versions)
        by_words[key] = (*by_words.get(key, ()), f"{_SPDX}{code}")
    return by_words


def _offered(addresses: Iterable[str]) -> Text:
    """Return «did you mean …? », in short where the addresses differ by their version alone."""
    listed = list(addresses)
    versions = [
        re.fullmatch(r"(https://creativecommons\.org/licenses/[\w-]+/)([0-9.]+)/", one)
        for one in listed
    ]
    if len(listed) > 2 and all(versions):
        others = ", ".join(match[2] for match in versions[1:] if match)
        first = did_you_mean(listed[0])
        return sentence("table.or-with-others", first=first, others=others)
    return did_you_mean(*listed)
