"""Each command explains itself with an example, in French or in English, and not in both."""

import re

import click
import pytest

from command_line import tressons_ld
from tressons_ld.cli import cli
from tressons_ld.cli.identity_command import identity

FRENCH = re.compile(r"\b(?:du|des|les?|la|un|une|pour|par|Afficher|DOSSIER|CHEMIN|défaut)\b|é|à")
ENGLISH = re.compile(r"\b(?:the|of|and|this|Show|PATH|FOLDER|default|INTEGER|required)\b")
COMMANDS = sorted(cli.commands) + [f"identity {name}" for name in identity.commands]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_explains_itself_with_an_example(command: str, language: str) -> None:
    words = tressons_ld(*command.split(), "--lang", language, "--help").stdout
    example, usage = ("Exemple : ", "Usage : ") if language == "fr" else ("Example: ", "Usage: ")
    assert words.startswith(f"{usage}tressons-ld {command} ")
    assert re.search(rf"\n  {example}tressons-ld {command}\b", words)
    shown = re.sub(r"tressons-ld .*|https?:\S+|[a-z]+(?:-[a-z]+)+", "", words)
    other = ENGLISH if language == "fr" else FRENCH
    assert other.findall(shown) == []


@pytest.mark.parametrize(
    ("command", "french", "english"),
    [
        ("diff", "ANCIENNE NOUVELLE", "OLD NEW"),
        ("identity rename", "ANCIEN NOUVEAU", "OLD NEW"),
        ("identity merge", "ID… CIBLE", "ID… INTO"),
    ],
)
def test_what_stands_for_a_value_is_a_word_of_the_language(
    command: str, french: str, english: str
) -> None:
    for language, usage in (("fr", french), ("en", english)):
        words = tressons_ld(*command.split(), "--lang", language, "--help").stdout
        assert words.splitlines()[0].endswith(f" [OPTIONS] {usage}")


SHORT = {"--output": "-o", "--format": "-f", "--quiet": "-q", "--jobs": "-j"}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_options_that_everybody_types_have_the_short_forms_that_everybody_knows(
    command: str,
) -> None:
    found: click.Command = cli
    for name in command.split():
        assert isinstance(found, click.Group)
        found = found.commands[name]
    names = [parameter.opts for parameter in found.params]
    assert {long: SHORT[long] for opts in names for long in opts if long in SHORT} == {
        long: short for long, short in SHORT.items() if [long, short] in names
    }


@pytest.mark.parametrize(
    ("environment", "usage"),
    [
        ({"LC_ALL": "en_GB.UTF-8"}, "Usage: "),
        ({"LC_ALL": "fr_CA.UTF-8"}, "Usage : "),
        ({"LC_ALL": "", "LANG": "en_US.UTF-8"}, "Usage: "),
        ({"LC_ALL": "C"}, "Usage : "),
        ({"LC_ALL": "de_DE.UTF-8"}, "Usage : "),
    ],
    ids=str,
)
def test_the_locale_chooses_the_language(environment: dict[str, str], usage: str) -> None:
    assert tressons_ld("--help", environment=environment).stdout.startswith(usage)


@pytest.mark.parametrize("arguments", [("--lang", "en", "check"), ("check", "--lang", "en")])
def test_the_option_stands_before_or_after_the_command(arguments: tuple[str, ...]) -> None:
    assert tressons_ld(*arguments, "--help").stdout.startswith("Usage: ")
