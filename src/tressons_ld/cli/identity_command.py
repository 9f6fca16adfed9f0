"""``identity``: what changed its name or went, declared before the next publication."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tressons_ld.cli.localised import (
    Group,
    argument,
    current_language,
    option,
    say,
)
from tressons_ld.cli.options import Command as Decorated
from tressons_ld.cli.options import (
    language,
    on_a_day,
    on_a_folder,
    open_inputs,
    today,
    write,
)
from tressons_ld.findings.language import Text

if TYPE_CHECKING:
    from tressons_ld.identity.declarations import DeclarationResult


@click.group(
    cls=Group,
    help=Text(
        """Déclare ce qui a changé d'identifiant, a été réuni ou retiré, ou a changé d'adresse.

        Un identifiant publié sert à d'autres : il ne disparaît jamais sans laisser de trace.

        \b
        Exemple : tressons-ld identity rename ancien-id nouvel-id
        """,
        """Declare what has another id, was merged or removed, or lies at another address.

        A published identifier serves others: it never disappears without a trace.

        \b
        Example: tressons-ld identity rename old-id new-id
        """,
    ),
)
@language
def identity(lang: str | None) -> None:
    """Gather the declarations."""


def _reason(required: bool) -> Callable[[Decorated], Decorated]:
    # An option with any default, None even, is never missing.
    needed: dict[str, Any] = {"required": True} if required else {"default": ""}
    return option(
        "--reason",
        **needed,
        metavar=Text("TEXTE", "TEXT"),
        help=Text(
            "Pourquoi, en une phrase qui sera publiée.", "Why, in a sentence that is published."
        ),
    )


def _declaring(command: Decorated) -> Decorated:
    return on_a_day(on_a_folder(command))


@identity.command(
    "rename",
    help=Text(
        """Déclare qu'une chose publiée a un autre identifiant ; l'ancien y mènera.

        \b
        Exemple : tressons-ld identity rename guide-velo guide-du-velo
        """,
        """Declare that a published thing has another id; the old one will lead there.

        \b
        Example: tressons-ld identity rename guide-velo guide-du-velo
        """,
    ),
)
@argument("old", metavar=Text("ANCIEN", "OLD"))
@argument("new", metavar=Text("NOUVEAU", "NEW"))
@_reason(False)
@_declaring
def rename(
    old: str, new: str, reason: str, folder: Path | None, lang: str | None, **day: Any
) -> int:
    """Declare another id."""
    from tressons_ld.identity import declarations

    return _say(declarations.rename(open_inputs(folder, **day).recorder, old, new, reason))


@identity.command(
    "merge",
    help=Text(
        """Déclare que des choses publiées n'en font plus qu'une avec la dernière nommée.

        \b
        Exemple : tressons-ld identity merge doublon guide-du-velo
        """,
        """Declare that published things are one with the last one named.

        \b
        Example: tressons-ld identity merge duplicate guide-du-velo
        """,
    ),
)
@argument("olds", nargs=-1, required=True, metavar="ID…")
@argument("into", metavar=Text("CIBLE", "INTO"))
@_reason(False)
@_declaring
def merge(
    olds: tuple[str, ...], into: str, reason: str, folder: Path | None, lang: str | None, **day: Any
) -> int:
    """Declare several things one."""
    from tressons_ld.identity import declarations

    return _say(declarations.merge(open_inputs(folder, **day).recorder, olds, into, reason))


@identity.command(
    "remove",
    help=Text(
        """Déclare que des choses publiées sont retirées ; une page dira quand et pourquoi.

        \b
        Exemple : tressons-ld identity remove guide-du-velo --reason "Publié par erreur."
        """,
        """Declare that published things are withdrawn; a page will say when and why.

        \b
        Example: tressons-ld identity remove guide-du-velo --reason "Published by mistake."
        """,
    ),
)
@argument("ids", nargs=-1, required=True, metavar="ID…")
@_reason(True)
@_declaring
def remove(
    ids: tuple[str, ...], reason: str, folder: Path | None, lang: str | None, **day: Any
) -> int:
    """Declare things withdrawn."""
    from tressons_ld.identity import declarations

    return _say(declarations.remove(open_inputs(folder, **day).recorder, ids, reason))


@identity.command(
    "undo",
    help=Text(
        """Reprend une déclaration : l'identifiant sert de nouveau à ce qu'il nommait.

        \b
        Exemple : tressons-ld identity undo guide-du-velo
        """,
        """Take a declaration back: the id serves again for what it named.

        \b
        Example: tressons-ld identity undo guide-du-velo
        """,
    ),
)
@argument("ids", nargs=-1, required=True, metavar="ID…")
@_declaring
def undo(ids: tuple[str, ...], folder: Path | None, lang: str | None, **day: Any) -> int:
    """Take declarations back."""
    from tressons_ld.identity import declarations

    return _say(declarations.undo(open_inputs(folder, **day).recorder, ids))


@identity.command(
    "forget",
    help=Text(
        """Oublie des choses publiées, quand la loi le veut : il n'en reste que le jour du retrait.

        Ni nom, ni titre, ni raison ; l'adresse seule répond encore qu'il n'y a plus rien.

        \b
        Exemple : tressons-ld identity forget personne/camille-roue
        """,
        """Forget published things, where the law wants it: only the day of their removal is left.

        No name, no title, no reason; the address alone still answers that nothing is there.

        \b
        Example: tressons-ld identity forget personne/camille-roue
        """,
    ),
)
@argument("ids", nargs=-1, required=True, metavar="ID…")
@_declaring
def forget(ids: tuple[str, ...], folder: Path | None, lang: str | None, **day: Any) -> int:
    """Forget things."""
    from tressons_ld.identity import declarations

    return _say(declarations.forget(open_inputs(folder, **day).recorder, ids))


@identity.command(
    "redate",
    help=Text(
        """Remplace un jour faux de data/identities.csv, celui d'une horloge qui avançait.

        \b
        Exemple : tressons-ld identity redate 2062-11-23 2026-11-23
        """,
        """Put a day in the place of a wrong one in data/identities.csv, of a clock that was ahead.

        \b
        Example: tressons-ld identity redate 2062-11-23 2026-11-23
        """,
    ),
)
@argument("wrong", metavar=Text("FAUX", "WRONG"))
@argument("right", metavar=Text("JUSTE", "RIGHT"))
@on_a_folder
def redate(wrong: str, right: str, folder: Path | None, lang: str | None) -> int:
    """Correct a day."""
    from tressons_ld.identity import declarations

    return _say(declarations.redate(open_inputs(folder, date=right).recorder, wrong, today()))


@identity.command(
    "rebase",
    help=Text(
        """Déclare que les adresses de data/catalogue.toml remplacent celles qui ont été publiées.

        \b
        Exemple : tressons-ld identity rebase
        """,
        """Declare that the addresses of data/catalogue.toml replace those that were published.

        \b
        Example: tressons-ld identity rebase
        """,
    ),
)
@_declaring
def rebase(folder: Path | None, lang: str | None, **day: Any) -> int:
    """Declare other addresses."""
    from tressons_ld.identity import declarations

    return _say(declarations.rebase(open_inputs(folder, **day).recorder))


@identity.command(
    "list",
    help=Text(
        """Donne la liste de ce qui a été déclaré.

        \b
        Exemple : tressons-ld identity list --format json
        """,
        """List what was declared.

        \b
        Example: tressons-ld identity list --format json
        """,
    ),
)
@option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=Text("Forme de la liste.", "Form of the list."),
)
@on_a_folder
def list_(form: str, folder: Path | None, lang: str | None) -> int:
    """List the declarations."""
    from tressons_ld.identity import declarations

    lines = declarations.declared(open_inputs(folder, date="2000-01-01").recorder.ledger)
    if form == "json":
        import json

        write(json.dumps([line._asdict() for line in lines], ensure_ascii=False, indent=2) + "\n")
        return 0
    for line in lines:
        words = declarations.in_words(line).in_language(current_language())
        write(f"{line.retired}  {words}\n")
    return 0


def _say(done: "DeclarationResult") -> int:
    for sentence in (*done.changes, *done.remaining):
        write(sentence.in_language(current_language()) + "\n")
    if not done.changes:
        write(say("identity.nothing-to-declare"))
        return 0
    write(say("cli.commit-identities"))
    return 0
