"""The language of the person at the terminal, and click's commands speaking it."""

import os
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from typing import Any

import click

from tressons_ld.errors import Text

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


# The words of click's own help page.
_CLICK_WORDS = {
    "Usage: ": "Usage : ",
    "Commands": "Commandes",
    "Show this message and exit.": "Afficher cette aide.",
    "Show the version and exit.": "Afficher la version.",
}


def _own_word(words: str) -> str:
    return say(_CLICK_WORDS.get(words, words), words)


class _Formatter(click.HelpFormatter):
    """A help page whose headings are in the current language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, _own_word(prefix or "Usage: "))

    def write_heading(self, heading: str) -> None:
        super().write_heading(_own_word(heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().write_dl([(term, _own_word(words)) for term, words in rows], *args, **options)


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


def usage_message(error: click.ClickException) -> str:
    """Return what is wrong with a command line, in the current language."""
    english = error.format_message()
    match error:
        case click.NoSuchOption():
            near = f" Vouliez-vous dire {', '.join(error.possibilities or ())} ?"
            words = f"Pas d'option {error.option_name}."
            return say(words + (near if error.possibilities else ""), english)
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return say(f"Il manque {name}.", english)
        case click.BadParameter():
            name = error.param.human_readable_name if error.param else ""
            return say(f"Valeur refusée pour {name} : {error.message}", english)
        case _:
            return english
