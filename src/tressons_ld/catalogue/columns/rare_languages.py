"""The languages that the European table has beyond those of ISO 639-2: some 7 000 of ISO 639-3.

They are those of ``languages_of_iso_639_3.csv``, with the first name that the registry of language
subtags has for them (https://www.iana.org/assignments/language-subtag-registry), in English alone.
A catalogue that names none of them never reads that file.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

_MOST_CHARACTERS = 120


def rare_languages_in(texts: Iterable[str]) -> dict[str, str]:
    """Return code -> English name of those that texts name: by it, by their code, in a tag.

    >>> rare_languages_in(["gcf", "Tahitian", "fr; rcf-RE", "Waama"])
    {'gcf': 'Guadeloupean Creole French', 'rcf': 'Réunion Creole French', 'wwa': 'Waama'}
    """
    named: dict[str, str] = {}
    for text in texts:
        if len(text) <= _MOST_CHARACTERS:
            folded = text.strip().casefold()
            words = re.split(r"[^a-z]+", folded)
            codes = [word for word in words if word in _names()]
            for code in (*codes, *filter(None, [_codes().get(folded)])):
                named[code] = _names()[code]
    return named


@cache
def _names() -> Mapping[str, str]:
    import csv
    from importlib.resources import files

    place = files("tressons_ld.catalogue.columns").joinpath("languages_of_iso_639_3.csv")
    return {
        row["code"]: row["label_en"]
        for row in csv.DictReader(place.read_text("utf-8").splitlines())
    }


@cache
def _codes() -> Mapping[str, str]:
    """Return the code of each name that one language alone has."""
    codes: dict[str, str] = {}
    for code, name in _names().items():
        folded = name.casefold()
        codes[folded] = "" if folded in codes else code
    return codes
