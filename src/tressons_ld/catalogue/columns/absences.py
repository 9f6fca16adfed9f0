"""Words that stand for nothing: what people and programs write where a value is not known.

``n/a``, ``NULL``, « à compléter »; and what spreadsheets write where a formula fails. Such a word
is no value: it is told, and not published. Those that no pattern makes stand in
``absent_words.toml``, by language.
"""

import re
import tomllib
from enum import Enum
from functools import cache
from importlib.resources import files

from tressons_ld.catalogue.columns.cell_texts import INVISIBLE, CellAddresses, Parser
from tressons_ld.catalogue.columns.error_words import (
    ERROR,
    ERROR_CODE,
    ERROR_WITHIN,
    may_hold_error,
)
from tressons_ld.catalogue.columns.spelling import without_accents
from tressons_ld.findings.finding import Finding, finding


class Holds(Enum):
    """What a column holds, which decides what a word may mean in it."""

    NAMES = "what things are called: somebody may be called Nan, a concept « Inconnu »"
    TEXTS = "texts"
    VALUES = "dates, addresses, numbers, codes, names of known things"


NO_VALUE = frozenset(["table.placeholder", ERROR_CODE])
"""Codes of findings at cells, or values, that hold none."""

LONGEST = 60
"""Characters of a text that may still stand for nothing."""

# What no thing is called.
_FIELD = (
    r"(?:titre|title|description|resume|summary|texte?|contenu|content|date|lien|link|url|page"
    r"|auteurs?|authors?|themes?|mots[ -]cles|keywords?|licen[cs]e|champs?|fields?|infos?"
    r"|informations?|donnees?|data|elements?)"
)
_MARKS = re.compile(
    r"\?+|-+|[–—]+|_+|\.{2,}|…|/|\*{2,}|x{3,}|<n/?a>|<null>|\[object \w+\]|tbd|tba|tbc|todo|to do"
    r"|fixme|undefined(?: undefined)*|[(<\[](?:vide|blank|empty|null|none|aucune?)[)>\]]"
    r"|#?n ?[/-] ?a|n\.\s?a\.?|n/d|n/c|s/o|s\.\s?o\.?|n\.\s?d\.?|n\.\s?c\.?|n\.\s?r\.?|k\.\s?a\.?"
    r"|lorem ipsum\b.*|\{\{.*\}\}|\$\{.*\}|<%.*%>"
    rf"|(?:{_FIELD} )?a (?:completer|renseigner|preciser|definir|determiner|venir|remplir|saisir"
    r"|rediger|confirmer|indiquer)"
    r"(?: (?:par|avec|avant|plus tard|ulterieurement|prochainement)\b.*)?"
    rf"|(?:{_FIELD} )?to (?:be )?(?:completed?|defined?|determined?|confirmed|added|filled(?: in)?"
    r"|announced|supplied|specified)"
)
# Words that are names too: of a person, of a concept.
_WORDS = re.compile(
    r"nan|null|none|nil|na|nd|nc|nr|inconnue?s?|unknown|neant|aucune?|sans objet|indeterminee?"
    r"|non (?:renseigne|precise|communique|indique|specifie|determine|connu|fourni)e?s?"
    r"|(?:non|not|in) ?disponibles?|non applicable|not (?:available|applicable|specified|known"
    r"|provided|stated|given|set)|unspecified|no data|no value|pas de donnees?|sin datos"
    r"|keine angaben?|unbekannt|desconocido"
)
# Nouns before them, and what is said of dates alone.
_OF_VALUES = re.compile(
    r"(?:(?:date|annee|langue|licence|format|page|adresse|taille|lien|url)s? )?"
    rf"(?:{_WORDS.pattern})"
    r"|0{4}[-/.]00[-/.]00(?:[ t]00:00(?::00)?)?|00[-/.]00[-/.]0{4}|notspecified"
    r"|unknown \w+|a paraitre|forthcoming|s\.?\s?d\.?|sans date|sans annee|no date|undated"
    r"|non datee?|pas de (?:page|lien|licence|date|fichier|site)|no (?:licen[cs]e|link|page|file)"
    r"|sans (?:licence|lien|page)"
)
_FIRST_WORD = re.compile(r"[^\W_]+")
_FIRST_WORDS = frozenset(
    re.findall(
        r"\w+",
        "00 0000 0000t00 "
        "a adresse annee année aucun aucune auteur auteurs author authors blank champ champs "
        "chargement content contenu data date dates desconocido description donnee donnees "
        "donnée données element elements empty err erreur "
        "field fields fixme format forthcoming in "
        "inconnu inconnue inconnues inconnus indetermine indeterminee indisponible "
        "indisponibles indéterminé indéterminée info information informations infos k keine "
        "keyword keywords langue licence licences license licenses lien liens link loading "
        "lorem mots n na nan nat nc nd neant nil no non none not notspecified "
        "nr null néant page pages pas "
        "resume résumé s sans sd sin summary taille tba tbc tbd text texte theme themes thème "
        "thèmes title titre to todo unbekannt undated undefined unknown unspecified url urls "
        "vide à",
    )
)
_OUTER = "[](){}<>\"'«»“”*;:!. "


def report_absence(
    text: str, holds: Holds, row: CellAddresses, column: str, problems: list[Finding]
) -> bool:
    """Return whether a text is no value at all; that is told then.

    Args:
        text: a cell, or one value of a list.
        holds: what the column holds.
        row: where it stands.
        column: the name of its column.
        problems: what is wrong with it is added here.
    """
    code = code_of_absence(text, holds)
    if code is not None:
        _tell(finding(code, row.at(column), text), problems)
    return code is not None


def _tell(found: Finding, problems: list[Finding]) -> None:
    """Add a finding that is not there already: two values of a cell may be the same word."""
    if found not in problems:
        problems.append(found)


def code_of_absence(text: str, holds: Holds) -> str | None:
    """Return the code of what a text is that is no value; None of a value."""
    if len(text) > LONGEST or not may_be_absent(text):
        return None
    if ERROR.fullmatch(text):
        return ERROR_CODE
    return "table.placeholder" if _stands_for_nothing(text, holds) else None


def error_inside(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> None:
    """Tell of an error of a spreadsheet that a text holds: joined texts take it in."""
    if may_hold_error(text):
        match = ERROR_WITHIN.search(text)
        if match is not None:
            _tell(finding(ERROR_CODE, row.at(column), match[0]), problems)


def with_absences(parse: Parser, holds: Holds = Holds.VALUES) -> Parser:
    """Return the parser of a value that may be missing: a word that stands for nothing is none."""

    def parse_present(
        text: str, row: CellAddresses, column: str, problems: list[Finding]
    ) -> object:
        before = len(problems)
        value = parse(text, row, column, problems)
        if value is None and (code := code_of_absence(text, holds)) is not None:
            del problems[before:]
            _tell(finding(code, row.at(column), text), problems)
        return value

    return parse_present


def parse_text(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> str | None:
    """Return a text as it stands."""
    if report_absence(text, Holds.TEXTS, row, column, problems):
        return None
    error_inside(text, row, column, problems)
    return text


def parse_name(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> str | None:
    """Return what a thing is called, as it stands."""
    return None if report_absence(text, Holds.NAMES, row, column, problems) else text


def may_be_absent(text: str) -> bool:
    """Return whether a text begins as those do that are no value: few others are looked at."""
    word = _FIRST_WORD.match(text)
    return word is None or _first(word[0]) in _first_words() or text[:3].lower() == "xxx"


def _first(word: str) -> str:
    """Return a first word as it is compared: few have accents."""
    return word.lower() if word.isascii() else without_accents(word).lower()


@cache
def _words() -> dict[str, frozenset[str]]:
    """Return the words of ``texts`` and those of ``values``, as they are compared."""
    file = files("tressons_ld.catalogue.columns").joinpath("absent_words.toml")
    listed = tomllib.loads(file.read_text("utf-8"))
    return {
        holds: frozenset(_key(word) for words in languages.values() for word in words)
        for holds, languages in listed.items()
    }


@cache
def _first_words() -> frozenset[str]:
    """Return what texts begin with that are no value, with accents and without."""
    words = {word for listed in _words().values() for word in listed}
    return _FIRST_WORDS | {found[0] for word in words if (found := _FIRST_WORD.match(word))}


def _key(text: str) -> str:
    """Return a text as it is compared."""
    return " ".join(without_accents(text).lower().replace("’", "'").split())


def _stands_for_nothing(text: str, holds: Holds) -> bool:
    """Return whether a text stands for nothing.

    >>> [_stands_for_nothing(word, Holds.TEXTS) for word in ("N/A", "à compléter", "nan", "Nantes")]
    [True, True, True, False]
    >>> _stands_for_nothing("Nan", Holds.NAMES), _stands_for_nothing("s.d.", Holds.VALUES)
    (False, True)
    """
    if not INVISIBLE.sub("", text):
        return True
    word = _key(text)
    bare = word.strip(_OUTER)
    bare = bare if any(map(str.isalpha, bare)) else word
    for one in (word, bare):
        if _MARKS.fullmatch(one) or text == "NaT":
            return True
        if holds is not Holds.NAMES and (_WORDS.fullmatch(one) or one in _words()["texts"]):
            return True
        if holds is Holds.VALUES and (_OF_VALUES.fullmatch(one) or one in _words()["values"]):
            return True
    return False
