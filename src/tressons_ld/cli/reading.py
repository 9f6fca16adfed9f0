"""``query`` and ``embed``."""

import math
import shutil
import sys
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
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.formats import GRAPH_FORMATS, ROW_FORMATS, names

if TYPE_CHECKING:
    from tressons_ld.api import OpenCatalogue
    from tressons_ld.sparql.asking import Ask
    from tressons_ld.sparql.defaults_at_hand import DefaultsAtHand
    from tressons_ld.sparql.query import Query

ANSWER_FORMATS = ("table", *names((*ROW_FORMATS, *GRAPH_FORMATS)))

_LONGEST = 1e6
"""Seconds that one can wait, some eleven days: no clock of the system takes any number."""


def _seconds(
    _context: click.Context, _parameter: click.Parameter, value: float | None
) -> float | None:
    if value is not None and math.isnan(value):
        raise click.BadParameter(say("query.write-seconds"))
    return value


@click.command(
    cls=Command,
    add_help_option=False,
    help=Text(
        """Pose une question SPARQL au catalogue publié ; sans nom, donne la liste des questions.

        QUESTION est un nom de cette liste, le chemin d'un fichier .rq, ou - pour lire la question
        sur l'entrée standard.

        \b
        Exemple : tressons-ld query ressources -p annee=2021 -p langue=fr

        « query QUESTION --help » dit les paramètres d'une question, --show son texte SPARQL. Un
        paramètre prend un identifiant ou un nom. Chaque question a un nom anglais aussi, qui donne
        des colonnes en anglais : « --lang en » en donne la liste.

        La question est évaluée dans un processus à part, dans un temps limité (--timeout) et, sous
        Linux, sans réseau et dans 2 Gio de mémoire. Ailleurs, le mot « service » est refusé.
        """,
        """Ask the published catalogue a SPARQL question; without a name, list the questions.

        QUESTION is a name of that list, the path of a .rq file, or - to read the question from
        standard input.

        \b
        Example: tressons-ld query resources -p year=2021 -p language=en

        "query QUESTION --help" tells the parameters of a question, --show its SPARQL. A parameter
        takes an id or a name. A question may be asked by its French name too, which gives French
        columns.

        The question is evaluated in a process of its own, within a limit of time (--timeout) and,
        under Linux, without network and in 2 GiB of memory. Elsewhere the word "service" is
        refused.
        """,
    ),
)
@argument("question", required=False)
@option(
    "-p",
    "--parameter",
    "pairs",
    multiple=True,
    metavar=Text("NOM=VALEUR", "NAME=VALUE"),
    help=Text("Valeur d'un paramètre de la question.", "Value of a parameter of the question."),
)
@option(
    "--format",
    "-f",
    "form",
    type=click.Choice(ANSWER_FORMATS),
    help=Text(
        "Format de la réponse (par défaut : table, ou turtle pour un graphe).",
        "Format of the answer (default: table, or turtle for a graph).",
    ),
)
@option(
    "--source",
    type=click.Path(path_type=Path),
    help=Text(
        "Dossier publié ou fichier RDF (par défaut : public/ du catalogue).",
        "Published folder or RDF file (default: the catalogue's public/).",
    ),
)
@option(
    "--endpoint",
    metavar="URL",
    help=Text(
        "Poser la question à ce serveur SPARQL plutôt qu'au catalogue publié ici.",
        "Ask this SPARQL server instead of the catalogue published here.",
    ),
)
@option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True, max=_LONGEST),
    callback=_seconds,
    metavar=Text("SECONDES", "SECONDS"),
    help=Text(
        "Secondes que la réponse peut prendre (60), le chargement du catalogue à part.",
        "Seconds that the answer may take (60), loading the catalogue apart.",
    ),
)
@option(
    "--show",
    is_flag=True,
    help=Text(
        "Écrire la question, sa description et son texte SPARQL, sans la poser.",
        "Write the question, its description and its SPARQL; do not ask it.",
    ),
)
@option(
    "--help",
    "help_asked",
    is_flag=True,
    help=Text(
        "Afficher cette aide ou, après le nom d'une question, la sienne.",
        "Show this message or, after the name of a question, what it takes.",
    ),
)
@on_a_folder
@click.pass_context
def query(
    context: click.Context,
    question: str | None,
    folder: Path | None,
    lang: str | None,
    pairs: tuple[str, ...],
    form: str | None,
    source: Path | None,
    endpoint: str | None,
    timeout: float | None,
    show: bool,
    help_asked: bool,
) -> int:
    """Ask a question, list the questions, or tell of one."""
    if help_asked and question is None:
        write(context.get_help() + "\n")
        return 0
    from tressons_ld.sparql import queries
    from tressons_ld.sparql.results import TIMEOUT

    # What only tells of questions, or asks a server or a file, needs no catalogue folder.
    is_told = question is None or help_asked or show
    catalogue = _catalogue_at_hand(folder, is_needed=not (is_told or endpoint or source))
    if question is None:
        _list_questions(catalogue)
        return 0
    text = sys.stdin.read() if question == "-" else ""
    asked = queries.find_query(question, catalogue, text)
    values = asked.parameter_values(queries.values_given(pairs))
    if help_asked or show:
        from tressons_ld.sparql.query_description import commented_query, help_of

        language = current_language()
        if help_asked:
            write(help_of(asked, language, _defaults_of(catalogue)))
        else:
            write(commented_query(asked, language))
        return 0
    seconds = timeout or TIMEOUT
    if endpoint:
        from tressons_ld.sparql import endpoint as server

        return _answered(asked, values, server.asker(endpoint, seconds), form)
    from tressons_ld.sparql.store import store_for

    place = source or (catalogue or Path()) / "public"
    with store_for(asked.text, place, name=asked.file, timeout=seconds) as store:
        return _answered(asked, values, store.run, form)


def _catalogue_at_hand(folder: Path | None, *, is_needed: bool) -> Path | None:
    """Return the catalogue folder, or None where there is none and none is needed.

    Raises:
        FolderError: there is none, and it was named or is needed.
    """
    try:
        return path_of(folder)
    except FolderError:
        if folder is not None or is_needed:
            raise
        return None


def _defaults_of(catalogue: Path | None) -> "DefaultsAtHand | None":
    """Return what parameters are by default in a catalogue."""
    from tressons_ld.sparql.defaults_at_hand import DefaultsAtHand

    return None if catalogue is None else DefaultsAtHand(catalogue)


def _list_questions(catalogue: Path | None) -> None:
    """Print the questions at hand, and what is wrong with those of the catalogue."""
    from tressons_ld.sparql.queries import load_queries

    language, questions = current_language(), load_queries(catalogue)
    write(questions.listing(language, _defaults_of(catalogue)))
    for fault in questions.faults.values():
        write(fault.text.in_language(language) + "\n", err=True)


def _answered(asked: "Query", values: dict[str, str], ask: "Ask", form: str | None) -> int:
    """Print the answer to a question, and what is to be told beside it."""
    from tressons_ld.sparql.answers import write as written
    from tressons_ld.sparql.asking import answer
    from tressons_ld.sparql.results import GraphResult

    result, notes = answer(asked, values, ask)
    order = None
    if isinstance(result, GraphResult):
        # Loaded for a graph alone: it takes as long as most questions.
        from tressons_ld.mapping.documents import property_order

        order = property_order(current_language())
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    write(written(result, form, width=width, language=current_language(), order=order))
    for note in (*notes, *result.warnings):
        write(note.in_language(current_language()) + "\n", err=True)
    return 0 if result.whole else 1


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
