"""A publication as files for the loader that each store has of its own, and how to run it.

The files hold the register too: after the load, a push verifies and sends what has changed since.
"""

from collections.abc import Iterator
from pathlib import Path

from tressons_ld.files.output import cannot_write, new_folder
from tressons_ld.findings.errors import OutputError
from tressons_ld.findings.messages import sentence
from tressons_ld.stores.published_graphs import PublishedGraphs
from tressons_ld.stores.push_register import register_quads

QUADS, GUIDE, VIRTUOSO = "catalogue.nq", "LOAD.md", "virtuoso.sql"
"""The files: the statements, how to load them, and the script of Virtuoso."""

_GUIDE = sentence("store.loading-guide")
_SCRIPT = """\
ld_dir ('{folder}', 'catalogue.nq', 'urn:x-no-graph');
rdf_loader_run ();
checkpoint;
select ll_file, ll_error from DB.DBA.load_list where ll_error is not null;
"""


def write_bulk_files(graphs: PublishedGraphs, folder: Path) -> None:
    """Write a publication into a new folder, to be loaded in bulk.

    Args:
        graphs: of the publication.
        folder: the folder, which must not exist.

    Raises:
        OutputError: it exists, or cannot be written.
        PublicationError: a line of the publication cannot be read.
    """
    counted = {"graphs": len(graphs), "triples": sum(graph.triples for graph in graphs)}
    guide = _GUIDE.format(**counted)
    contents = {
        QUADS: _quads(graphs),
        GUIDE: iter((guide.fr, "\n", guide.en)),
        VIRTUOSO: iter((_SCRIPT.format(folder=str(folder.absolute()).replace("'", "''")),)),
    }
    if folder.exists():
        raise OutputError("output.folder-exists", target=folder)
    with new_folder(folder, cannot_write) as new:
        for name, lines in contents.items():
            with (new / name).open("w", encoding="utf-8", newline="") as file:
                file.writelines(lines)
        new.rename(folder)


def _quads(graphs: PublishedGraphs) -> Iterator[str]:
    digests = []
    for graph in graphs:
        digests.append((graph.name, graph.digest))
        yield graphs.quads(graph).decode()
    yield from register_quads(graphs.iris, digests)
