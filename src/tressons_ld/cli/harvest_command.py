"""``harvest``: what a portal would have of the catalogue, rehearsed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tressons_ld.cli.localised import (
    Command,
    current_language,
    option,
    say,
)
from tressons_ld.cli.options import (
    dropping_option,
    long_work,
    on_a_folder,
    open_inputs,
    progress_shown,
    settings_for_one_run,
    show_findings,
    write,
    write_all,
)
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from datetime import date

    from tressons_ld.catalogue.folder import CatalogueFolder
    from tressons_ld.consumers.harvest.harvest_rehearsal import Rehearsal
    from tressons_ld.consumers.rehearsal.items import Item
    from tressons_ld.findings.collector import Collector

_ITEMS = sentence("harvest.items")


@click.command(
    cls=Command,
    help=Text(
        """Répète une moisson : ce qui arriverait chez un portail, et ce qui se perdrait.

        Rien n'est publié : le catalogue est écrit dans un dossier provisoire. Code de sortie 1
        si une fiche est refusée, doublée ou archivée.

        \b
        Exemple : tressons-ld harvest --as data.gouv.fr --against public
        """,
        """Rehearse a harvest: what would arrive at a portal, and what would be lost.

        Nothing is published: the catalogue is written into a scratch folder. Exit code 1 if an
        item is refused, doubled or archived.

        \b
        Example: tressons-ld harvest --as data.gouv.fr --against public
        """,
    ),
)
@option(
    "--as",
    "consumer",
    type=click.Choice(["data.gouv.fr", "ckan", "dcat-ap"]),
    default="data.gouv.fr",
    help=Text("Le portail qui moissonne.", "The portal that harvests."),
)
@option(
    "--against",
    metavar="PUBLIC|URL",
    help=Text(
        "Publication ou flux déjà moissonné : dire ce qui changerait.",
        "A publication or feed harvested before: say what would change.",
    ),
)
@option(
    "--feed",
    metavar=Text("CHEMIN|URL", "PATH|URL"),
    help=Text(
        "Flux à moissonner plutôt que le catalogue du dossier.",
        "Feed to harvest instead of the folder's catalogue.",
    ),
)
@option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=Text("Forme du compte rendu.", "Form of the account."),
)
@dropping_option
@long_work
@settings_for_one_run
@on_a_folder
def harvest(
    folder: Path | None,
    lang: str | None,
    consumer: str,
    against: str | None,
    feed: str | None,
    form: str,
    dropping: int | None,
    quiet: bool,
    jobs: int | None,
    **options: Any,
) -> int:
    """Rehearse the harvest of a feed, or of a catalogue folder."""
    from datetime import date

    from tressons_ld.composition import artifacts_for_harvesters
    from tressons_ld.consumers.harvest.harvest_rehearsal import rehearse
    from tressons_ld.consumers.harvest.rehearsal_report import as_json, as_text
    from tressons_ld.files.output import scratch_folder
    from tressons_ld.publication.publish import rehearse as publish_aside

    day = date.fromisoformat(options["date"])
    place: Callable[[str], str] | None = None
    if feed is not None:
        with progress_shown(quiet, _ITEMS) as progress:
            rehearsal = rehearse(consumer, feed, day, earlier=against, progress=progress)
    else:
        inputs = open_inputs(folder, **options)
        place = _place_in(inputs.folder)
        with scratch_folder(None) as scratch:
            with progress_shown(quiet) as progress:
                report = publish_aside(
                    inputs,
                    scratch,
                    artifacts=artifacts_for_harvesters(inputs),
                    dropping=dropping,
                    jobs=jobs,
                    progress=progress,
                )
            if not report.publishable:
                show_findings(report, inputs.folder, err=True, least="VIOLATION")
                write(say("harvest.nothing-published"), err=True)
                return 1
            rehearsal = _rehearse_published(
                consumer, scratch, inputs.folder, day, against, report, quiet
            )
    language = current_language()
    tell = as_json if form == "json" else as_text
    write_all(tell(rehearsal, language, place))
    return 0 if rehearsal.is_fine else 1


def _rehearse_published(
    consumer: str,
    public: Path,
    catalogue: "CatalogueFolder",
    day: "date",
    against: str | None,
    report: "Collector",
    quiet: bool,
) -> "Rehearsal":
    """Rehearse the harvest of a catalogue that was published aside.

    Args:
        consumer: who harvests.
        public: where it was published.
        catalogue: its folder.
        day: of the harvest.
        against: what was harvested before.
        report: what was found when it was published.
        quiet: show no progress.

    Raises:
        FolderError: it has no feeds, by its settings.
    """
    from tressons_ld.consumers.harvest.harvest_rehearsal import rehearse

    settings = catalogue.shared.settings
    if not settings.feeds:
        raise FolderError("folder.no-feed")
    with progress_shown(quiet, _ITEMS) as progress:
        return rehearse(
            consumer,
            public,
            day,
            earlier=against,
            site_url=settings.site_url,
            root=public,
            number=len(catalogue.index) + 1,
            left_out=report.sorted(),
            is_known=published_before(against, settings.base_iri),
            progress=progress,
        )


def published_before(against: str | None, base_iri: str) -> Callable[["Item"], bool] | None:
    """Return whether an item had been published before the earlier publication, where it says."""
    from tressons_ld.publication.manifest import header_of, published_lines

    lines = published_lines(header_of(Path(against))) if against else None
    return None if lines is None else lambda item: item.iri.removeprefix(base_iri) in lines


def _place_in(catalogue: "CatalogueFolder") -> Callable[[str], str]:
    """Return the function from an IRI to the row that it was written from, or ""."""
    from tressons_ld.catalogue.paths import resource_id

    base = catalogue.shared.settings.base_iri
    file = catalogue.table.header.file

    def place(iri: str) -> str:
        id = resource_id(iri.removeprefix(base)) if iri.startswith(base) else None
        line = None if id is None else catalogue.index.line_of(id)
        return "" if line is None else say("harvest.file-line", file=file, line=line)

    return place
