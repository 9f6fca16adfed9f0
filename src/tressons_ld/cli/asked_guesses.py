"""``init --from --ask``: what is guessed of a table is asked, the guess as the answer at hand."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from tressons_ld.cli.localised import say

if TYPE_CHECKING:
    from tressons_ld.catalogue.adoption.adopted_rows import Adopted
    from tressons_ld.catalogue.adoption.keeper_answers import KeeperAnswers
    from tressons_ld.catalogue.model import Authorities


def asked_headings(headings: tuple[str, ...], given: Mapping[str, str]) -> dict[str, str]:
    """Return what the person at the terminal says of each heading, where that is no guess of ours.

    Args:
        headings: of the table.
        given: heading -> column, of those that were said already.
    """
    from tressons_ld.catalogue.adoption.heading_words import carried_columns, meanings

    said = {}
    choice = click.Choice(["", *carried_columns()])
    for heading in dict.fromkeys(filter(None, headings)):
        if heading in given:
            continue
        found = meanings(heading)
        answer = click.prompt(
            say(f"« {heading} » est la colonne", f'"{heading}" is the column'),
            default=found[0].column if found else "",
            type=choice,
            show_choices=False,
            err=True,
        )
        if not found or answer != found[0].column:
            said[heading] = answer
    return said


def asked_guesses(
    adopting: Callable[..., "Adopted"], authorities: "Authorities"
) -> "KeeperAnswers":
    """Return what the person at the terminal says of the language, the kind and the publisher.

    Args:
        adopting: adopts the table, with ``answers``.
        authorities: the codes of languages.
    """
    from tressons_ld.catalogue.adoption.adopted_rows import language_code
    from tressons_ld.catalogue.adoption.keeper_answers import KeeperAnswers

    def language(text: str) -> str:
        code = language_code(text, authorities)
        if not code:
            raise click.BadParameter(
                say(
                    f"langue « {text} » inconnue : écrire son code, fr par exemple.",
                    f'unknown language "{text}": write its code, en for example.',
                )
            )
        return code

    adopted = adopting()
    answers = KeeperAnswers(
        language=click.prompt(
            say("Langue du catalogue", "Language of the catalogue"),
            default=adopted.language,
            value_proc=language,
            err=True,
        )
    )
    if answers.language != adopted.language:
        adopted = adopting(answers=answers)
    if number := adopted.outcome.kinds_given:
        kind = click.prompt(
            say(
                f"Genre de ce qu'aucune cellule ne dit ({number})",
                f"Kind of those of which no cell says any ({number})",
            ),
            default=adopted.outcome.kind,
            err=True,
        )
        answers = replace(answers, kind=kind.strip())
    guess = adopted.publisher.name if adopted.publisher else ""
    publisher = click.prompt(
        say(
            "Qui publie ce catalogue (rien : à dire plus tard)",
            "Who publishes this catalogue (nothing: to be said later)",
        ),
        default=guess,
        show_default=bool(guess),
        err=True,
    )
    return replace(answers, publisher=publisher.strip())
