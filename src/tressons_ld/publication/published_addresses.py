"""The addresses of data that readers may have written down: none goes without a word.

Those of a thing's own documents follow from its id, which the lock file guards. These are the
others: the dumps, each page of a feed, the questions, shapes and terms of the catalogue; and of the
documents of resources, whether there are any. Pages for people, the tables behind them and search
files come and go.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tressons_ld.artifacts import Artifact
from tressons_ld.catalogue.iris import is_placeholder
from tressons_ld.catalogue.model import Settings
from tressons_ld.catalogue.paths import PATHS, dump_path
from tressons_ld.findings.errors import OutputError
from tressons_ld.publication.entry_files import around_entries
from tressons_ld.publication.manifest import Manifest
from tressons_ld.publication.name_sample import NameSample
from tressons_ld.rdf.formats import CSV, JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TURTLE

_OF_DATA = tuple(each.extension for each in (JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TURTLE))
_OF_QUESTIONS = ".rq"
_TABLE = dump_path(CSV)


def refuse_gone(
    manifest: Manifest,
    places: Sequence[tuple[str, str]],
    artifacts: Iterable[Artifact],
    new: Path,
    settings: Settings,
    dropping: int | None,
) -> None:
    """Refuse a publication without addresses of data that the previous one had.

    Where the site has a placeholder for its address, nobody has written any down.

    Args:
        manifest: of the previous publication.
        places: what stood before and after the path of an entry in its files.
        artifacts: the kinds of output of the new publication.
        new: its folder.
        settings: of the catalogue.
        dropping: number of addresses that are meant to go, in the words of who publishes.

    Raises:
        OutputError: more or fewer would go than are meant to.
    """
    if is_placeholder(settings.site_url):
        return
    gone = NameSample(_gone(manifest, places, artifacts, new))
    if len(gone) and len(gone) != dropping:
        raise OutputError("output.addresses-gone", names=gone, number=len(gone))


def _gone(
    manifest: Manifest,
    places: Sequence[tuple[str, str]],
    artifacts: Iterable[Artifact],
    new: Path,
) -> Iterator[str]:
    now = around_entries(artifacts)
    for before, after in places:
        if after.endswith(_OF_DATA) and (before, after) not in now:
            yield f"{before}{PATHS.resource('*')}{after}"
    for path in sorted((*manifest.ends, *manifest.once)):
        known = path == _TABLE or path.endswith((*_OF_DATA, _OF_QUESTIONS))
        if known and not os.path.lexists(new / path):
            yield path
