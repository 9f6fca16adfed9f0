"""The language of the person at the terminal, and click's commands speaking it.

What click itself says is in ``locale/``: click asks :mod:`gettext` for it.
"""

import gettext
import os
import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import click

from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

DOMAIN = "tressons-ld"
LOCALE = Path(__file__).with_name("locale")


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


def speak(language: str) -> None:
    """Let click speak a language from now on, in the whole process."""
    gettext.bindtextdomain(DOMAIN, LOCALE)
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language


def remember_language(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> str | None:
    """Keep the language asked for, for what is said after the command line is understood too."""
    if value is not None:
        _ASKED.set(value)
        speak(value)
    return value


def current_language() -> str:
    """Return the language asked for with ``--lang``, or the one of the locale."""
    return _ASKED.get() or language_of(os.environ)


def say(code: str, /, **values: object) -> str:
    """Return the sentence of a code in the language of the person at the terminal."""
    return sentence(code, **values).in_language(current_language())


class _Localised:
    """An attribute that is declared as a :class:`Text` and read in the current language."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_text_of_{name}"

    def __get__(self, thing: Any, owner: type | None = None) -> str | None:
        words = getattr(thing, self._name, None)
        if isinstance(words, Text):
            return words.in_language(current_language())
        return words

    def __set__(self, thing: Any, words: Text | str | None) -> None:
        setattr(thing, self._name, words)


# What stands for the value of an option that declares no word of its own, by the name of its type.
_VALUES = {
    "path": sentence("cli.path"),
    "file": sentence("cli.file"),
    "integer": sentence("cli.number"),
}


class _HelpOption(click.Command):
    """A command whose option ``--help`` is explained in the current language."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option, which click explains once for all."""
        option = super().get_help_option(ctx)
        if option:
            option.help = gettext.gettext("Show this message and exit.")
        return option


class Command(_HelpOption):
    """A command whose help is a :class:`Text`."""

    help = _Localised()


class Group(_HelpOption, click.Group):
    """A group of such commands, whose help is a :class:`Text` too."""

    help = _Localised()
    subcommand_metavar = _Localised()  # type: ignore[assignment]
    command_class = Command

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.subcommand_metavar = sentence("cli.command")


class Option(click.Option):
    """An option whose help is a :class:`Text`, and so may be what stands for its value."""

    help = _Localised()
    metavar = _Localised()

    def __init__(self, *args: Any, help: Text, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.help = help
        if self.metavar is None:
            self.metavar = _VALUES.get(self.type.name)


class Argument(click.Argument):
    """An argument of which what stands for its value may be a :class:`Text`."""

    metavar = _Localised()


class WholeNumber(click.IntRange):
    """A whole number, of at least ``min`` and, where there is one, at most ``max``."""

    name = "integer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; click's own words would show a Frenchman the range as ``x>=1``."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            if current_language() == "en":
                raise
            if not re.fullmatch(r"\s*[+-]?\d+\s*", str(value)):
                wrong = say("cli.not-a-whole-number", value=value)
            elif self.max is not None and int(value) > self.max:
                wrong = say("cli.number-too-large", value=value, most=self.max)
            else:
                wrong = say("cli.number-too-small", value=value, least=self.min)
            self.fail(wrong, param, ctx)


def usage_message(error: click.ClickException) -> str:
    """Return what is wrong with a command line, in the quotation marks of its language.

    Click quotes names as Python does, also within the sentences that :mod:`gettext` translates.
    """
    message = error.format_message()
    if current_language() == "fr":
        message = re.sub(r"(?<![\w’])(?<!« )'([^']+)'(?!\w)", r"« \1 »", message)
    return message


def option(
    *declarations: str, help: Text, **attributes: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the decorator that adds an option whose help is a :class:`Text`."""
    return click.option(*declarations, cls=Option, help=help, **attributes)


def argument(name: str, **attributes: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the decorator that adds an argument."""
    return click.argument(name, cls=Argument, **attributes)
