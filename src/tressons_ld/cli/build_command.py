"""``build``: the graph in one format, without publishing."""

import sys
from pathlib import Path
from typing import Any

import click

from tressons_ld.cli.localised import (
    Command,
    current_language,
    option,
    say,
)
from tressons_ld.cli.options import (
    long_work,
    on_a_folder,
    open_inputs,
    progress_shown,
    settings_for_one_run,
    show_findings,
    write,
)
from tressons_ld.files.garbage import seldom_look_for_garbage
from tressons_ld.findings.language import Text
from tressons_ld.rdf.formats import CSV, JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TURTLE, names

FORMATS = names((TURTLE, JSON_LD, RDF_XML, N_TRIPLES, N_QUADS, CSV))


@click.command(
    cls=Command,
    help=Text(
        """Vérifie le catalogue et écrit son graphe dans un format, sans rien publier.

        \b
        Exemple : tressons-ld build --format n-quads --output catalogue.nq
        """,
        """Check the catalogue and write its graph in one format, publishing nothing.

        \b
        Example: tressons-ld build --format n-quads --output catalogue.nq
        """,
    ),
)
@option(
    "--format",
    "-f",
    "form",
    type=click.Choice(FORMATS),
    default=TURTLE.name,
    help=Text("Format du graphe.", "Format of the graph."),
)
@option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help=Text(
        "Fichier à écrire (par défaut : la sortie standard).",
        "File to write (default: standard output).",
    ),
)
@long_work
@settings_for_one_run
@on_a_folder
def build(
    folder: Path | None,
    lang: str | None,
    form: str,
    output: Path | None,
    quiet: bool,
    jobs: int | None,
    **options: Any,
) -> int:
    """Write the graph of a catalogue folder."""
    seldom_look_for_garbage()
    from tressons_ld.composition import artifacts_of_one_file
    from tressons_ld.findings.reports import counts
    from tressons_ld.publication.publish import build as build_folder

    inputs = open_inputs(folder, **options)
    with progress_shown(quiet) as progress:
        found = build_folder(
            inputs,
            artifacts_of_one_file(inputs, form),
            output or sys.stdout.buffer,
            jobs=jobs,
            progress=progress,
        )
    if found.publishable:
        return 0
    show_findings(found, inputs.folder, err=True, least="VIOLATION")
    number = counts(found, current_language())
    write(say("publish.nothing-written", number=number), err=True)
    return 1
