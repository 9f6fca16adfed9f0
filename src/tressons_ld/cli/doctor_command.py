"""``doctor``: a site examined on its host."""

from collections import Counter
from collections.abc import Iterable
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
    open_inputs,
    path_of,
    today,
    write,
)
from tressons_ld.findings.language import COLON, Text
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from tressons_ld.findings.finding import Finding

_MOST_ALIKE = 3
"""Findings of ``doctor`` whose sentences are the same that are told one by one."""


@click.command(
    cls=Command,
    help=Text(
        """Examine un site en ligne comme ses lecteurs le lisent, et dit la ligne à changer.

        Il y pose les questions des navigateurs, de Google, de curl, de rdflib, de Jena : types,
        choix du document, caches, boucles, envoi à moitié fait. Avec --links, essaie aussi, sans
        hâte, les adresses écrites dans le tableau. Sans URL, examine celle de « site_url ». Code
        de sortie 1 si un lecteur n'a rien.

        \b
        Exemple : tressons-ld doctor https://www.example.org/catalogue/
        """,
        """Examine a live site as its readers read it, and tell the line to change.

        It asks what browsers, Google, curl, rdflib, Jena ask: types, choice of the document,
        caches, loops, a half upload. With --links it also tries, without haste, the addresses
        written in the table. Exit code 1 if a reader gets nothing.

        \b
        Example: tressons-ld doctor https://www.example.org/catalogue/
        """,
    ),
)
@argument("url", required=False, metavar="[URL]")
@option(
    "--links",
    is_flag=True,
    help=Text("Essayer aussi les adresses du tableau.", "Try the addresses of the table as well."),
)
@on_a_folder
def doctor(url: str | None, links: bool, folder: Path | None, lang: str | None) -> int:
    """Print what is wrong with a live site."""
    from tressons_ld.catalogue.tables.settings import read_settings
    from tressons_ld.findings.finding import SEVERITY_NAMES, Severity
    from tressons_ld.server.live_site.client import LiveClient
    from tressons_ld.server.live_site.examination import Examination
    from tressons_ld.server.live_site.links import wrong_links

    site = url or read_settings(path_of(folder))[0].settings.site_url
    client, worst, number, alike = LiveClient(), Severity.INFO, 0, Counter[tuple[Text, Text]]()

    def shown(findings: "Iterable[Finding]") -> None:
        nonlocal worst, number
        for each in findings:
            worst, number = max(worst, each.severity), number + 1
            sentences = each.message, each.remedy
            alike[sentences] += 1
            if alike[sentences] > _MOST_ALIKE:
                continue
            severity = SEVERITY_NAMES[each.severity].in_language(current_language())
            write(f"{severity}{COLON.in_language(current_language())}")
            write(f"{each.in_language(current_language())}\n")

    shown(Examination(site, client).findings())
    if links:
        shown(wrong_links(open_inputs(folder, date=today()).folder, client))
    for (message, _), times in alike.items():
        if times > _MOST_ALIKE:
            others = sentence("doctor.other-addresses", n=times - _MOST_ALIKE)
            write(say("doctor.and-others", others=others, message=message))
    requests = sentence("doctor.requests", n=client.requests)
    found = sentence("doctor.findings", n=number)
    write(
        say("doctor.summary", requests=requests, site=site, found=found),
        err=True,
    )
    return int(worst is Severity.VIOLATION)
