"""``embed``: the JSON-LD of a web page, printed or put into pages that exist."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tressons_ld.cli.localised import (
    Command,
    argument,
    current_language,
    option,
    say,
)
from tressons_ld.cli.options import (
    on_a_folder,
    path_of,
    write,
)
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from tressons_ld.api import OpenCatalogue


@click.command(
    cls=Command,
    help=Text(
        """Écrit le JSON-LD à coller dans la page web d'une ressource.

        Avec --into, le met ou le rafraîchit dans des pages HTML qui existent : chacune dit de quoi
        elle parle par son adresse canonique ou par data-tressons-id="mon-identifiant" ; rien
        d'autre n'y change. Avec --card, écrit quelques lignes de HTML qui présentent la ressource.

        \b
        Exemple : tressons-ld embed mon-identifiant
                  tressons-ld embed --into site/page.html site/autre.html
        """,
        """Write the JSON-LD to paste into the web page of a resource.

        With --into, put or refresh it in HTML pages that exist: each says what it is about by its
        canonical address or by data-tressons-id="my-id"; nothing else in it changes. With --card,
        write a few lines of HTML that present the resource.

        \b
        Example: tressons-ld embed my-id
                 tressons-ld embed --into site/page.html site/other.html
        """,
    ),
)
@argument("ids", nargs=-1, required=True, metavar="ID… | FILE.html…")
@option(
    "--into",
    is_flag=True,
    help=Text("Mettre le JSON-LD dans ces pages HTML.", "Put the JSON-LD into these HTML pages."),
)
@option(
    "--card",
    is_flag=True,
    help=Text("Écrire une carte en HTML.", "Write a card in HTML."),
)
@option(
    "--plain",
    is_flag=True,
    help=Text("Écrire le JSON seul, sans l'élément script.", "Write the JSON alone."),
)
@option(
    "--base-iri", metavar="URL", help=Text("Autre base des identifiants.", "Another base of ids.")
)
@on_a_folder
def embed(
    ids: tuple[str, ...],
    folder: Path | None,
    lang: str | None,
    into: bool,
    card: bool,
    plain: bool,
    base_iri: str | None,
) -> int:
    """Print the JSON-LD of resources, or put it into pages."""
    if into + card + plain > 1:
        raise click.UsageError(say("embed.one-of"))
    from tressons_ld.api import open_catalogue
    from tressons_ld.consumers.web_page import plain as as_json
    from tressons_ld.consumers.web_page import script

    # The page names no day, so any will do.
    catalogue = open_catalogue(path_of(folder), date="2000-01-01", base_iri=base_iri)
    if into:
        return _embedded(catalogue, list(map(Path, ids)))
    if card:
        cards = [catalogue.card(id) for id in ids]
        write("".join(cards))
        return 0
    for page in catalogue.pages(ids):
        write(as_json(page) if plain else script(page))
    return 0


def _embedded(catalogue: "OpenCatalogue", files: list[Path]) -> int:
    """Put the JSON-LD into pages; tell which changed, or what is wrong with which."""
    changed, findings = catalogue.embed_into(files)
    for each in findings:
        write(f"{each.in_language(current_language())}\n", err=True)
    if findings:
        write(
            say("embed.no-page-changed"),
            err=True,
        )
        return 1
    for file in changed:
        write(f"{file}\n")
    pages = sentence("embed.pages", n=len(changed))
    write(say("embed.changed-of", done=pages, total=len(files)), err=True)
    return 0
