"""What the parts of a publication depend on beside their own rows, as digests."""

from functools import cache
from pathlib import Path

from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.model import FOLDER_TABLES, RESOURCES
from tressons_ld.catalogue.tables.opening import find_table
from tressons_ld.catalogue.tables.toml_file import FILE
from tressons_ld.files.tool_files import PACKAGE, tool_files
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.publication.content_digests import digest_of_file, digest_of_texts
from tressons_ld.publication.inputs import Inputs
from tressons_ld.publication.manifest import Fingerprints


def fingerprints_of(inputs: Inputs) -> Fingerprints:
    """Return the digests of all that the parts of a publication depend on beside their own rows."""
    return Fingerprints(
        common=_common(inputs.folder, inputs.graph),
        validation=inputs.validator.shapes.digest,
        ledger=inputs.recorder.ledger.dates_digest,
        things=_things(inputs.graph),
        tables=_tables(inputs.folder),
        artifacts={
            artifact.name: digest_of_texts([artifact.fingerprint()])
            for artifact in inputs.artifacts
        },
    )


def _common(folder: CatalogueFolder, graph: CatalogueGraph) -> str:
    settings, header = folder.shared.settings, folder.table.header
    ontology = tool_files("ontology", folder.path)
    texts = [
        repr((settings.base_iri, settings.site_url, settings.paths, settings.feeds)),
        settings.without_description,
        settings.group_by,
        repr((header.file, header.sheet, sorted(header.columns.items()), folder.table.names)),
        repr(folder.table.rules),
        repr((graph.context.programme, graph.context.source, folder.ambiguous_names)),
        repr(folder.shared.catalogue),
        *map(digest_of_file, ontology.values()),
        _code(PACKAGE),
    ]
    return digest_of_texts(texts)


@cache
def _code(package: Path) -> str:
    """Return the digest of the code, which a process has read once."""
    return digest_of_texts(map(digest_of_file, sorted(package.rglob("*.py"))))


def _things(graph: CatalogueGraph) -> dict[str, str]:
    iris = graph.context.iris
    texts = {
        subject: [f"{s}{p}{o}" for s, p, o in triples] for subject, triples in graph.things.items()
    }
    # What a concept gives to the entries that name it, and does not state of itself.
    for key, concept in graph.shared.concepts.items():
        given = concept.schema_types, concept.dcmi_type, concept.data_themes
        texts[graph.context.concepts[key]].append(repr(given))
    return {iris.relative(thing) or "": digest_of_texts(lines) for thing, lines in texts.items()}


def _tables(folder: CatalogueFolder) -> dict[str, str]:
    named = folder.shared.settings.files
    tables = [
        find_table(folder.path / "data", layout.name, named.get(layout.name))
        for layout in FOLDER_TABLES
        if layout is not RESOURCES
    ]
    files = [FILE, *(f"data/{table}" for table in tables if table)]
    return {file: digest_of_file(folder.path / file) for file in files}
