"""``query``: the questions at hand listed, told of, or answered."""

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
from tressons_ld.rdf.formats import GRAPH_FORMATS, ROW_FORMATS, names

if TYPE_CHECKING:
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
        from tressons_ld.mapping.rdf_documents import property_order

        order = property_order(current_language())
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    write(written(result, form, width=width, language=current_language(), order=order))
    for note in (*notes, *result.warnings):
        write(note.in_language(current_language()) + "\n", err=True)
    return 0 if result.whole else 1
