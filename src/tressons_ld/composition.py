"""The composition root: a catalogue folder opened, and the one list of what is published of it.

A new kind of output is one module that keeps to the protocol of ``artifacts/``, and a line here.
The site and the feeds are imported where there are any: they are many modules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tressons_ld.artifacts import Artifact
from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.model import ANSWERS_UP_TO
from tressons_ld.catalogue.paths import LINKSET_PATH
from tressons_ld.catalogue.tables.resource_table import Watch
from tressons_ld.consumers.feed import Feed
from tressons_ld.consumers.reference_managers.reference_files import (
    ReferenceFiles,
    are_published,
    as_published_before,
    extensions_beside_documents,
)
from tressons_ld.consumers.spreadsheet import Spreadsheet
from tressons_ld.files.tool_files import tool_files
from tressons_ld.findings.errors import ShapesError
from tressons_ld.identity.branches import read_ledger
from tressons_ld.identity.ledger import Ledger
from tressons_ld.identity.recorder import Recorder
from tressons_ld.identity.tombstones import Tombstones
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.mapping.rdf_documents import Documents
from tressons_ld.publication.citation import Citation
from tressons_ld.publication.commit import recover
from tressons_ld.publication.document_files import EntryDocuments, ThingDocuments
from tressons_ld.publication.dumps import DumpArtifact
from tressons_ld.publication.inputs import Inputs
from tressons_ld.publication.own_files import OwnFiles
from tressons_ld.publication.statistics import AuthorityTerms, Statistics
from tressons_ld.rdf.formats import HTML, JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TURTLE
from tressons_ld.validation.engines import EngineName, available_engine
from tressons_ld.validation.shapes import Shapes
from tressons_ld.validation.validator import Validator

RDF_FORMATS = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES, N_QUADS)
"""The formats that the whole catalogue is written in."""


def artifacts_of(recorder: Recorder) -> tuple[Artifact, ...]:
    """Return the kinds of output of a whole publication, those first whose facts others state."""
    folder, graph = recorder.folder, recorder.graph
    settings, documents = folder.shared.settings, Documents(graph)
    feeds = _feeds(recorder) if settings.feeds else ()
    beside = extensions_beside_documents(settings, len(folder.index))
    addresses = [(feed.reader, stream.path) for feed in feeds for stream in feed.streams]
    return (
        AuthorityTerms(recorder),
        Statistics(recorder),
        Spreadsheet(graph.context, recorder.folder.table.header.columns),
        *_references(graph),
        *(DumpArtifact(format, recorder) for format in RDF_FORMATS),
        *feeds,
        *([EntryDocuments(documents, len(folder.index))] if settings.documents else ()),
        ThingDocuments(recorder, documents),
        _tombstones(recorder, documents, beside),
        Citation(graph.context),
        OwnFiles(folder.path, settings),
        *(_pages(recorder, documents, addresses) if settings.site else ()),
    )


def _feeds(recorder: Recorder) -> tuple[Feed, ...]:
    """Return the feeds for harvesters."""
    from tressons_ld.consumers.datagouv.datagouv_feed import DataGouvFeed
    from tressons_ld.consumers.dcat_ap.dcat_ap_feed import CkanFeed, DcatApFeed

    graph = recorder.graph
    return (DataGouvFeed(graph, recorder.ledger), CkanFeed(graph), DcatApFeed(graph))


def _references(graph: CatalogueGraph) -> tuple[Artifact, ...]:
    """Return the references, where the settings want them."""
    settings, entries = graph.shared.settings, len(graph.index)
    if not are_published(settings, entries):
        return ()
    return (ReferenceFiles(graph.context, entries, beside_documents=settings.documents),)


def _tombstones(recorder: Recorder, documents: Documents, references: Sequence[str]) -> Artifact:
    """Return what retired things leave, and the rules of hosts, with pages where there is a site.

    Args:
        recorder: what holds the catalogue against the lock file.
        documents: the documents of things.
        references: extensions of those that lie beside the documents.
    """
    graph = recorder.graph
    if not graph.shared.settings.site:
        return Tombstones(recorder, documents, references=references)
    from tressons_ld.site.hosts.host_files import HostFiles
    from tressons_ld.site.page_paths import NOT_FOUND
    from tressons_ld.site.tombstone_pages import SiteTombstones

    not_found = f"{NOT_FOUND}{HTML.extension}"
    pages, rules = SiteTombstones(graph), HostFiles(graph)
    return Tombstones(recorder, documents, pages, rules, not_found, references=references)


def _pages(
    recorder: Recorder, documents: Documents, feeds: Sequence[tuple[str, str]]
) -> tuple[Artifact, ...]:
    """Return the kinds of pages of the site."""
    from tressons_ld.site.quality_pages import QualityPages
    from tressons_ld.site.resource_pages import ResourcePages
    from tressons_ld.site.thing_pages import ThingPages

    graph = recorder.graph
    of_entries = documents if graph.shared.settings.documents else None
    return (
        ResourcePages(graph, of_entries),
        QualityPages(recorder),
        ThingPages(recorder, feeds),
    )


def artifacts_for_harvesters(inputs: Inputs) -> tuple[Artifact, ...]:
    """Return what harvesters read of a publication, and what that measures: all but its pages."""
    from tressons_ld.site.quality_pages import QualityPages
    from tressons_ld.site.resource_pages import ResourcePages
    from tressons_ld.site.thing_pages import ThingPages

    pages = (ResourcePages, QualityPages, ThingPages)
    return tuple(each for each in inputs.artifacts if not isinstance(each, pages))


def artifacts_of_one_file(inputs: Inputs, format: str) -> tuple[Artifact, ...]:
    """Return what one file of the whole catalogue takes, in a format of RDF or as ``csv``."""
    if format == Spreadsheet.name:
        return (Spreadsheet(inputs.graph.context, inputs.folder.table.header.columns),)
    (asked,) = (each for each in RDF_FORMATS if each.name == format)
    # Nothing beside the file states its checksum.
    dump = DumpArtifact(asked, inputs.recorder, measured=False)
    return (AuthorityTerms(inputs.recorder), dump)


def open_folder(
    path: Path,
    *,
    date: str,
    date_given: bool = True,
    base_iri: str | None = None,
    site_url: str | None = None,
    engine: EngineName | None = None,
    with_drafts: bool = False,
    watch: Watch | None = None,
) -> Inputs:
    """Return the catalogue folder at ``path``, its shared part and its index read.

    Args:
        path: a folder that holds ``data/catalogue.toml``.
        date: day of publication of what is new or changed, ISO 8601.
        date_given: whether somebody gave that day. One that a clock gives is refused where it lies
            before the last publication.
        base_iri: another base than the one of the settings.
        site_url: another address of the files than the one of the settings.
        engine: the SHACL engine, the fastest one installed by default.
        with_drafts: whether drafts are entries like the others.
        watch: sees the rows of the table as they are read for the first time.

    Raises:
        FolderError: the folder or one of its tables cannot be read.
        EngineError: the engine asked for is not installed.
        LedgerError: ``identities.csv`` does not parse.
        ShapesError: a shapes file does not parse, or is not well-formed SHACL Core.
    """
    recover(path)
    folder = CatalogueFolder.read(
        path, base_iri=base_iri, site_url=site_url, with_drafts=with_drafts, watch=watch
    )
    ledger = read_ledger(path, date, date_given=date_given)
    folder = _as_published_before(folder, ledger)
    graph = CatalogueGraph(folder.shared, folder.index)
    recorder = Recorder(folder, graph, ledger)
    shapes = Shapes.parse(_shapes_files(path), folder.shared.settings.base_iri)
    validator = Validator(graph, shapes, available_engine(engine))
    return Inputs(folder, graph, validator, recorder, artifacts_of(recorder))


def _as_published_before(folder: CatalogueFolder, ledger: Ledger) -> CatalogueFolder:
    """Return the folder of a catalogue that keeps what it has as it grows beyond some limits."""
    resources = len(folder.index)
    published = [file for file, line in ledger.files.items() if not line.retired]
    settings = as_published_before(folder.shared.settings, resources, published)
    if LINKSET_PATH in published:
        settings = replace(settings, grown=True)
        if settings.answers_up_to == ANSWERS_UP_TO:
            most = max(ANSWERS_UP_TO, min(resources, 2 * ANSWERS_UP_TO))
            settings = replace(settings, answers_up_to=most)
    return replace(folder, shared=replace(folder.shared, settings=settings))


def _shapes_files(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file of shapes: the tool's, and the folder's own."""
    for name, file in tool_files("shapes", path, suffix=".ttl").items():
        try:
            yield f"shapes/{name}", file.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise ShapesError("shapes.not-utf-8", name=name, line=line) from None
