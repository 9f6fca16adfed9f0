"""A publication as files for the loader that each store has of its own, and how to run it.

The files hold the register too: after the load, a push verifies and sends what has changed since.
"""

from collections.abc import Iterator
from pathlib import Path

from tressons_ld.files.output import cannot_write, new_folder
from tressons_ld.findings.errors import OutputError
from tressons_ld.findings.language import Text
from tressons_ld.stores.published_graphs import PublishedGraphs
from tressons_ld.stores.push_register import register_quads

QUADS, GUIDE, VIRTUOSO = "catalogue.nq", "LOAD.md", "virtuoso.sql"
"""The files: the statements, how to load them, and the script of Virtuoso."""

_GUIDE = Text(
    """\
# Charger ces fichiers dans un serveur SPARQL

`catalogue.nq` : {graphs} graphes, {triples} triplets, et le registre de `tressons-ld push`. Charger
dans un serveur qui n'a encore rien de ce catalogue, puis `tressons-ld push URL`, qui vérifie et
n'envoie que ce qui a changé depuis.

- **Oxigraph** (serveur arrêté) : `oxigraph load --location BASE --file catalogue.nq`
- **Virtuoso** : copier le dossier là où `DirsAllowed` de virtuoso.ini le permet, écrire son
  chemin dans `virtuoso.sql`, puis `isql 1111 dba MOT_DE_PASSE virtuoso.sql` (Debian : `isql-vt`)
- **QLever** : `qlever index` avec, dans le Qleverfile, `INPUT_FILES = catalogue.nq`,
  `CAT_INPUT_FILES = cat ${{INPUT_FILES}}` et `FORMAT = nq`, puis `qlever start`
- **Fuseki** (serveur arrêté) : `tdb2.tdbloader --loc BASE catalogue.nq`
- **GraphDB** (serveur arrêté) : `importrdf load -f -i DEPOT -m parallel catalogue.nq`

Oxigraph et Virtuoso sont essayés avec les programmes mêmes ; les trois autres suivent leur
documentation.
""",
    """\
# Loading these files into a SPARQL store

`catalogue.nq`: {graphs} graphs, {triples} triples, and the register of `tressons-ld push`. Load it
into a store that has nothing of this catalogue yet, then `tressons-ld push URL`, which verifies and
sends only what has changed since.

- **Oxigraph** (stopped): `oxigraph load --location DATABASE --file catalogue.nq`
- **Virtuoso**: copy the folder where `DirsAllowed` of virtuoso.ini allows it, write its path into
  `virtuoso.sql`, then `isql 1111 dba PASSWORD virtuoso.sql` (Debian: `isql-vt`)
- **QLever**: `qlever index` with `INPUT_FILES = catalogue.nq`,
  `CAT_INPUT_FILES = cat ${{INPUT_FILES}}` and `FORMAT = nq` in the Qleverfile, then `qlever start`
- **Fuseki** (stopped): `tdb2.tdbloader --loc DATABASE catalogue.nq`
- **GraphDB** (stopped): `importrdf load -f -i REPOSITORY -m parallel catalogue.nq`

Oxigraph and Virtuoso are tried with the programs themselves; the three others follow their
documentation.
""",
)
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
