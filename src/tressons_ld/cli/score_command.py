"""``score``: what portals make of each resource, and the cell that would win what is lost."""

from pathlib import Path
from typing import Any

import click

from tressons_ld.cli.localised import (
    Command,
    argument,
    current_language,
    option,
)
from tressons_ld.cli.options import (
    on_a_folder,
    open_inputs,
    progress_shown,
    settings_for_one_run,
    write,
)
from tressons_ld.findings.language import Text


@click.command(
    cls=Command,
    help=Text(
        """Note le catalogue comme le feront les portails, et dit quelle cellule gagnerait un point.

        Les 405 points du portail européen, les neuf critères de data.gouv.fr, les cinq étoiles.
        Rien n'est demandé au réseau : ce qu'il dirait seul est compté à part.

        \b
        Exemple : tressons-ld score mon-identifiant
        """,
        """Score the catalogue as portals will, and say which cell would win a point.

        The 405 points of the European portal, the nine criteria of data.gouv.fr, the five stars.
        Nothing is asked of the network: what it alone could tell is counted apart.

        \b
        Example: tressons-ld score my-id
        """,
    ),
)
@argument("ids", nargs=-1, metavar="[ID…]")
@option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=Text("Forme de la note.", "Form of the card."),
)
@option(
    "--quiet", "-q", is_flag=True, help=Text("Ne pas montrer où l'on en est.", "Show no progress.")
)
@settings_for_one_run
@on_a_folder
def score(
    ids: tuple[str, ...],
    folder: Path | None,
    lang: str | None,
    form: str,
    quiet: bool,
    **options: Any,
) -> int:
    """Print the score cards of a catalogue folder."""
    from tressons_ld.consumers.score_cards.as_json import as_json
    from tressons_ld.consumers.score_cards.as_text import as_text
    from tressons_ld.consumers.score_cards.score_report import score as cards_of

    recorder = open_inputs(folder, **options).recorder
    with progress_shown(quiet) as progress:
        scored = cards_of(recorder, ids, progress)
    language = current_language()
    if form == "json":
        write(as_json(scored, language))
    else:
        write(as_text(scored, language, in_full=bool(ids)))
    return 0
