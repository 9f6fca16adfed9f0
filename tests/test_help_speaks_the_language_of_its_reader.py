"""Each command explains itself with an example, in French or in English, and not in both."""

import re

import pytest

from command_line import tressons_ld
from tressons_ld.cli import cli

FRENCH = re.compile(r"\b(?:du|des|les?|la|un|une|pour|par|Afficher|DOSSIER|CHEMIN|défaut)\b|é|à")
ENGLISH = re.compile(r"\b(?:the|of|and|this|Show|PATH|FOLDER|default|INTEGER)\b")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("command", sorted(cli.commands))
def test_a_command_explains_itself_with_an_example(command: str, language: str) -> None:
    words = tressons_ld(command, "--lang", language, "--help").stdout
    example, usage = ("Exemple : ", "Usage : ") if language == "fr" else ("Example: ", "Usage: ")
    assert words.startswith(f"{usage}tressons-ld {command} ")
    assert f"\n  {example}tressons-ld {command} " in words
    shown = re.sub(r"tressons-ld .*|https?:\S+|[a-z]+(?:-[a-z]+)+", "", words)
    other = ENGLISH if language == "fr" else FRENCH
    assert other.findall(shown) == []


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
