"""The language of the person at the terminal, and click's commands speaking it."""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from typing import Any

import click
from click.types import OptionHelpExtra

from tressons_ld.findings.language import Text

LANGUAGES = ("fr", "en")


def language_of(environment: Mapping[str, str]) -> str:
    """Return ``en`` when the locale asks for English, and ``fr`` otherwise.

    The first variable set decides, as POSIX has it (Base Definitions, section 8.2).

    >>> language_of({"LANG": "en_GB.UTF-8"}), language_of({"LC_ALL": "C", "LANG": "en_US"})
    ('en', 'fr')
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "en" if value.lower().startswith("en") else "fr"
    return "fr"


_ASKED: ContextVar[str | None] = ContextVar("language", default=None)


def remember_language(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> str | None:
    """Keep the language asked for, for what is said after the command line is understood too."""
    if value is not None:
        _ASKED.set(value)
    return value


def current_language() -> str:
    """Return the language asked for with ``--lang``, or the one of the locale."""
    return _ASKED.get() or language_of(os.environ)


def say(fr: str, en: str) -> str:
    """Return the sentence in the language of the person at the terminal."""
    return Text(fr, en).in_language(current_language())


class _Help:
    """An attribute ``help`` that is read in the current language."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_text_of_{name}"

    def __get__(self, thing: Any, owner: type | None = None) -> str | None:
        words = getattr(thing, self._name, None)
        if isinstance(words, Text):
            return words.in_language(current_language())
        return words

    def __set__(self, thing: Any, words: Text | str | None) -> None:
        setattr(thing, self._name, words)


class Command(click.Command):
    """A command whose help is a :class:`Text`."""

    help = _Help()


class Option(click.Option):
    """An option whose help is a :class:`Text`."""

    help = _Help()

    def __init__(self, *args: Any, help: Text, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.help = help

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:
        """Return what click adds to the help, in the current language."""
        extra = super().get_help_extra(ctx)
        if "required" in extra:
            extra["required"] = say("obligatoire", "required")
        return extra


# The words of click's own help page.
_CLICK_WORDS = {
    "Usage: ": "Usage : ",
    "Commands": "Commandes",
    "Show this message and exit.": "Afficher cette aide.",
    "Show the version and exit.": "Afficher la version.",
}


# What stands for the values of options and arguments: as declared -> in French and English.
_VALUES = {
    "COMMAND [ARGS]...": Text("COMMANDE …", "COMMAND …"),
    "ANCIEN": Text("ANCIEN", "OLD"),
    "NOUVEAU": Text("NOUVEAU", "NEW"),
    "CIBLE": Text("CIBLE", "INTO"),
    "TEXTE": Text("TEXTE", "TEXT"),
    "INTEGER RANGE": Text("NOMBRE", "NUMBER"),
    "PATH": Text("CHEMIN", "PATH"),
    "FILE": Text("FICHIER", "FILE"),
    "ANCIENNE": Text("ANCIENNE", "OLD"),
    "NOUVELLE": Text("NOUVELLE", "NEW"),
    "DOSSIER": Text("DOSSIER", "FOLDER"),
    "SECONDES": Text("SECONDES", "SECONDS"),
    "NOM=VALEUR": Text("NOM=VALEUR", "NAME=VALUE"),
    "AAAA-MM-JJ": Text("AAAA-MM-JJ", "YYYY-MM-DD"),
}


# The longest first: one may begin like another.
_A_VALUE = re.compile("|".join(map(re.escape, sorted(_VALUES, key=len, reverse=True))))


def _own_word(words: str) -> str:
    return say(_CLICK_WORDS.get(words, words), words)


def _own_values(words: str) -> str:
    return _A_VALUE.sub(lambda found: say(*_VALUES[found[0]]), words)


class _Formatter(click.HelpFormatter):
    """A help page whose headings are in the current language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _own_values(args), _own_word(prefix or "Usage: "))

    def write_heading(self, heading: str) -> None:
        super().write_heading(say(_own_word(heading) + " ", heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], *args: Any, **options: Any) -> None:
        own = [(_own_values(term), _own_word(words)) for term, words in rows]
        super().write_dl(own, *args, **options)


class _Context(click.Context):
    formatter_class = _Formatter


Command.context_class = _Context


class Group(click.Group):
    """A group of such commands, whose help is a :class:`Text` too."""

    help = _Help()
    context_class = _Context
    command_class = Command


def option(
    *declarations: str, help: Text, **attributes: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the decorator that adds an option whose help is a :class:`Text`."""
    return click.option(*declarations, cls=Option, help=help, **attributes)


# The beginning of what click says of a command line -> the same in French.
_CLICK_SENTENCES = tuple(
    (re.compile(english), french)
    for english, french in (
        (r"No such option '?([^' ]+?)'?\.(?: .*)?$", r"pas d'option « \1 »."),
        (r"No such command '(.*?)'\.(?: .*)?$", r"pas de commande « \1 »."),
        (r"Option '(.*)' requires an argument\.", r"l'option « \1 » attend une valeur."),
        (r"Option '(.*)' does not take a value\.", r"l'option « \1 » ne prend pas de valeur."),
        (r"Got unexpected extra arguments? \((.*)\)", r"« \1 » est de trop."),
        (r"Missing (?:argument|option|parameter) '(.*)'\.", r"il manque « \1 »."),
        (r"'(.*)' is not a valid integer.*", r"« \1 » n'est pas un nombre entier."),
        (r"'(.*)' is not a valid float.*", r"« \1 » n'est pas un nombre."),
        (r"(.*) is not in the range x>=(.*)\.", r"« \1 » est trop petit : \2 au moins."),
        (r"(.*) is not in the range x>(.*)\.", r"« \1 » est trop petit : plus de \2."),
        (r"\w+ '(.*)' does not exist\.", r"« \1 » n'existe pas."),
        (r"\w+ '(.*)' is a file\.", r"« \1 » est un fichier."),
        (r"\w+ '(.*)' is a directory\.", r"« \1 » est un dossier."),
    )
)


def usage_message(error: click.ClickException) -> str:
    """Return what is wrong with a command line, in the current language."""
    french, english = _in_french(error), error.format_message()
    return say(french[:1].upper() + french[1:], _own_values(english))


def _in_french(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption() | click.exceptions.NoSuchCommand() if error.possibilities:
            near = " ou ".join(f"« {name} »" for name in error.possibilities)
            return f"{_translated(error.message)} Vouliez-vous dire {near} ?"
        case click.MissingParameter():
            return _translated(error.format_message())
        case click.BadParameter() if error.param is not None:
            name = error.param.get_error_hint(error.ctx).replace("'", "")
            if isinstance(error.param.type, click.Choice) and " is not one of " in error.message:
                known = ", ".join(map(str, error.param.type.choices))
                value = error.message.partition("' is not")[0].removeprefix("'")
                return f"valeur refusée pour {name} : « {value} ». Possibles : {known}."
            return f"valeur refusée pour {name} : {_translated(error.message)}"
        case _:
            return _translated(error.format_message())


def _translated(english: str) -> str:
    for pattern, french in _CLICK_SENTENCES:
        if match := pattern.match(english):
            return match.expand(french)
    return english
