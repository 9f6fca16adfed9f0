"""The Python API: a catalogue folder as values, graphs, findings and answers.

rdflib is met here and nowhere before: what the tool holds as text becomes an ``rdflib.Graph``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tressons_ld.catalogue.entries_by_id import EntriesById
from tressons_ld.catalogue.model import Entry, SharedPart
from tressons_ld.catalogue.tables.resource_index import no_such_resource
from tressons_ld.catalogue.tables.toml_file import find_folder
from tressons_ld.composition import open_folder
from tressons_ld.findings.errors import FolderError, QueryError, SettingsError
from tressons_ld.findings.finding import Finding, Report
from tressons_ld.findings.language import quotation
from tressons_ld.mapping.shared_things import authorities_to_rdf, named_terms
from tressons_ld.publication.inputs import Inputs
from tressons_ld.rdf.terms import Iri, Triple, is_lexical
from tressons_ld.rdf.units import Unit
from tressons_ld.sparql.answer_rows import AnswerRow, AnswerRows
from tressons_ld.sparql.results import TIMEOUT, SelectResult
from tressons_ld.validation import EngineName

if TYPE_CHECKING:
    import rdflib


class OpenCatalogue:
    """A catalogue folder, open for reading.

    Iterating gives its entries in the order of the table; each walk reads the table again. What is
    kept is the shared part, an index of the ids and, where one of few entries is asked for by its
    id, the rows as they stand (:class:`.EntriesById`).

    >>> catalogue = open_catalogue("data", date="2026-11-23")
    >>> len(catalogue), "ess-et-ruralites" in catalogue
    (28, True)
    >>> catalogue["ess-et-ruralites"].title
    'ESS et ruralité(s)'
    """

    def __init__(self, inputs: Inputs) -> None:
        self._inputs, self._folder = inputs, inputs.folder
        self._entries = EntriesById(inputs.folder)

    @property
    def path(self) -> Path:
        """The catalogue folder."""
        return self._folder.path

    @property
    def shared(self) -> SharedPart:
        """What entries have in common: agents, places, series, concepts, settings."""
        return self._folder.shared

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries that can be read, in the order of the table."""
        return iter(self._entries)

    def __getitem__(self, id: str) -> Entry:
        """Return the entry of this id; no other row is read into an entry for it.

        Raises:
            KeyError: no entry has it, or its row cannot be read.
        """
        return self._entries[id]

    def __contains__(self, thing: object) -> bool:
        """Return whether there is an entry of this id, or this very entry."""
        return thing in self._entries

    def check(self) -> Report:
        """Return all that publishing the folder would find (see :func:`publish.check`).

        Raises:
            FolderError: a file of the folder has changed since it was opened.
            ShapesError: a file of the ontology cannot be published.
        """
        from tressons_ld.publication.publish import check

        return check(self._inputs, jobs=1).report()

    def triples(self, id: str | None = None) -> Iterator[Triple]:
        """Yield the statements about one entry, or the whole graph, as N-Triples terms.

        >>> catalogue = open_catalogue("data", date="2026-11-23")
        >>> [o for s, p, o in catalogue.triples("ess-et-ruralites") if p.endswith("/terms/issued>")]
        ['"2021"^^<http://www.w3.org/2001/XMLSchema#gYear>', '"2026-11-23"^^...#date>']

        Raises:
            KeyError: no entry has this id.
        """
        if id is not None:
            yield from self._inputs.recorder.entry(self[id])[0]
        else:
            yield from _whole_graph(self._inputs, self)

    def page(self, id: str) -> dict[str, Any]:
        """Return the JSON-LD to embed in the web page of an entry: pure schema.org.

        ``catalogue`` and ``catalogue/donnees`` name the catalogue itself and the catalogue as data.

        :func:`.web_page.script` makes the element to paste of it.

        Raises:
            FolderError: no entry has this id.
        """
        return next(self.pages([id]))

    def pages(self, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yield the JSON-LD of several entries, in the order asked; the table is read once.

        Raises:
            FolderError: nothing has one of these ids, or its row cannot be read.
        """
        return _pages(self._inputs, list(ids), self._entries)

    def card(self, id: str) -> str:
        """Return a few lines of HTML that present an entry and lead to its page.

        Raises:
            FolderError: no entry has this id, or its row cannot be read.
        """
        from tressons_ld.site.cards import card

        try:
            entry = self[id]
        except KeyError:
            raise no_such_resource([id], self._inputs.folder.index) from None
        return card(self.shared, entry, len(self))

    def embed_into(self, files: Iterable[Path]) -> tuple[list[Path], list[Finding]]:
        """Put the JSON-LD of what each HTML page is about into it, or refresh the one it has.

        All pages, or none: with findings nothing is written.

        Returns:
            the pages that changed, and what is wrong with those that cannot.

        Raises:
            OutputError: a page cannot be written.
        """
        from tressons_ld.consumers.existing_pages.embedding import KnownAddresses, embed_into
        from tressons_ld.files.existing_file import rewrite
        from tressons_ld.files.output import cannot_write
        from tressons_ld.site.page_paths import trees_of

        settings = self.shared.settings
        sites = [settings.site_url + tree.folder for tree in trees_of(self.shared)]
        known = KnownAddresses(
            [settings.base_iri, *sites],
            self._folder.index.__contains__,
            self.__iter__,
            settings.paths,
        )
        changed, findings = embed_into(files, known, self.pages)
        if findings:
            return [], findings
        for file, content in changed.items():
            try:
                rewrite(file, content)
            except OSError as error:
                raise cannot_write(file, error) from error
        return list(changed), []

    def query(
        self, question: str | Path, *, timeout: float | None = TIMEOUT, **parameters: object
    ) -> AnswerRows:
        """Return the rows that answer a question, asked of the graph of this folder.

        A row is a tuple of texts whose values have the names of the columns: pandas takes the rows
        as they are. Asked by its English name, a question answers with English columns.

        >>> catalogue = open_catalogue("data", date="2026-11-23")
        >>> rows = catalogue.query("ressources", genre="Webinaire", annee=2021)
        >>> rows.columns
        ('parution', 'ressource', 'titre', 'nom_du_genre', 'auteurs')
        >>> rows[0].auteurs
        'Avise, RTES'
        >>> catalogue.query("resources-by-kind")[0]
        AnswerRow(kind='webinaire', name='Webinar', number='10')
        >>> catalogue.query("SELECT (COUNT(*) AS ?n) { ?s a <http://www.w3.org/ns/dcat#Catalog> }")
        [AnswerRow(n='1')]

        Args:
            question: SPARQL, or the name of a bundled question or of one of the folder's, or the
                path of a ``.rq`` file.
            timeout: seconds that the answer may take, loading apart; None for any number.
            parameters: values of its parameters: a thing by its id or any of its names.

        Raises:
            QueryError: the question or a parameter is unknown, a value names nothing here, the
                answer is not rows, or takes too much time or memory.
        """
        from tressons_ld.sparql.asking import answer
        from tressons_ld.sparql.queries import find_question
        from tressons_ld.sparql.store import store_for

        asked = find_question(question, self.path)
        values = asked.parameter_values({name: str(value) for name, value in parameters.items()})
        with store_for(asked.text, self.triples(), name=asked.file, timeout=timeout) as store:
            result, notes = answer(asked, values, store.run)
        if not isinstance(result, SelectResult):
            raise QueryError("query.no-rows", question=asked.name)
        return AnswerRows(result, notes)

    def graph(self, id: str | None = None) -> rdflib.Graph:
        """Return the statements about one entry, or the whole graph, as an rdflib graph.

        >>> import rdflib
        >>> graph = open_catalogue("data", date="2026-11-23").graph("ess-et-ruralites")
        >>> sorted(map(str, graph.objects(predicate=rdflib.DCTERMS.identifier)))
        ['ess-et-ruralites']

        Raises:
            KeyError: no entry has this id.
        """
        return to_rdflib(self.triples(id))


def _whole_graph(inputs: Inputs, entries: Iterable[Entry]) -> Iterator[Triple]:
    """Yield the statements about the shared part, the entries, and the terms of others."""
    graph, recorder = inputs.graph, inputs.recorder
    recording = recorder.recording(lambda _line: None)
    objects: set[str] = set()
    for thing in (*graph.things.values(), *recorder.retired_triples.values()):
        objects.update(named_terms(thing))
        yield from thing
    for entry in entries:
        triples, recorded_entry = recorder.entry(entry, always=True)
        if recorded_entry:
            recording.add(recorded_entry)
        objects.update(named_terms(triples))
        yield from triples
    yield from graph.dates(recording.oldest, recording.newest)
    yield from authorities_to_rdf(objects, graph.context)


def _pages(
    inputs: Inputs, asked: Sequence[str], entries_by_id: EntriesById
) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD of several entries, or of the catalogue and its data.

    Args:
        inputs: the catalogue.
        asked: their ids.
        entries_by_id: its entries.
    """
    from tressons_ld.consumers.web_page import (
        Stub,
        page_jsonld,
        stub_of,
    )

    graph, recorder, shared = inputs.graph, inputs.recorder, inputs.folder.shared
    wanted, paths = dict.fromkeys(asked), shared.settings.paths
    for id in wanted:
        if id not in inputs.folder.index and id not in (paths.catalogue, paths.data):
            raise no_such_resource([id], inputs.folder.index)
    entries = {entry.id: entry for entry in entries_by_id.with_named(wanted.keys())}
    triples = {id: recorder.entry(entry)[0] for id, entry in entries.items()}
    resource = graph.context.iris.resource
    things = {**graph.things}
    things |= {resource(id): statements for id, statements in triples.items()}
    language = shared.catalogue.language
    stubs = {thing: stub_of(thing, each, language) for thing, each in things.items()}
    names: dict[Iri, Stub] = {thing: stub for thing, stub in stubs.items() if stub}
    for id in asked:
        thing = resource(id) if id in triples else graph.context.iris.at(id)
        unit = Unit(thing, thing, tuple(things[thing]))
        yield page_jsonld(unit, names)


def to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return triples as an rdflib graph with the tool's prefixes; lexical forms are kept."""
    import rdflib

    from tressons_ld.rdf.vocabularies import PREFIXES
    from tressons_ld.validation.shapes import ntriples_to_graph

    graph = ntriples_to_graph("".join(f"{s} {p} {o} .\n" for s, p, o in triples))
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, rdflib.URIRef(namespace), replace=True)
    return graph


def open_catalogue(
    path: str | Path = ".",
    *,
    date: str | datetime.date,
    base_iri: str | None = None,
    site_url: str | None = None,
    engine: EngineName | None = None,
) -> OpenCatalogue:
    """Return the catalogue of the folder at ``path``, or of the nearest folder above.

    Args:
        path: a folder that holds ``data/catalogue.toml``, or one below it.
        date: the day that new and changed records bear, a day or its ISO 8601 text,
            ``YYYY-MM-DD``; the library asks no clock.
        base_iri: another base than the one of the settings.
        site_url: another address of the files than the one of the settings.
        engine: ``shacl`` or ``pyshacl``; the fastest one installed by default.

    Raises:
        FolderError: there is no catalogue folder there, or it cannot be read.
        SettingsError: the date is no day.
    """
    folder = find_folder(Path(path))
    return OpenCatalogue(
        open_folder(folder, date=_day(date), base_iri=base_iri, site_url=site_url, engine=engine)
    )


def _day(date: str | datetime.date) -> str:
    """Return a day in ISO 8601."""
    if isinstance(date, datetime.date):
        day = date.date() if isinstance(date, datetime.datetime) else date
        return day.isoformat()
    if not is_lexical(str(date), "date"):
        raise SettingsError("settings.not-a-day", value=quotation(str(date)))
    return date


__all__ = ["FolderError", "OpenCatalogue", "AnswerRow", "AnswerRows", "open_catalogue", "to_rdflib"]
