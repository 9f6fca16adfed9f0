"""Everything at once: a new output folder, swapped in whole, or nothing changed.

``public/`` holds ``catalogue.ttl``, ``.jsonld``, ``.rdf``, ``.nt``, ``.nq`` and ``.csv``, and a
``.ttl`` and a ``.jsonld`` for every minted thing, at the path of its IRI. Only this module writes
there.
"""

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

from tressons_ld.build import LEDGER_FILE, Batch, OpenFolder, Progress
from tressons_ld.codes import finding
from tressons_ld.errors import LedgerError, ShapesError
from tressons_ld.findings import Finding, Report
from tressons_ld.mapping import data, entry, shared
from tressons_ld.mapping.data import DATA_FILES, Counts, FileFacts
from tressons_ld.mapping.fields import property_order
from tressons_ld.namespaces import DCT, PROFILE, RDF, SCHEMA
from tressons_ld.output import new_folder, refuse_foreign, replace_file, swap
from tressons_ld.profiles import table
from tressons_ld.resources import tool_files
from tressons_ld.serialisation import FORMATS, PropertyOrder, Unit, document
from tressons_ld.terms import Iri, Triple, date, is_iri

DUMPS = {
    "turtle": "catalogue.ttl",
    "json-ld": "catalogue.jsonld",
    "rdf-xml": "catalogue.rdf",
    "n-triples": "catalogue.nt",
    "n-quads": "catalogue.nq",
}
DOCUMENTS = {"turtle": ".ttl", "json-ld": ".jsonld"}
PLACEHOLDER = ".example.org/"


def _properties() -> list[Iri]:
    """Return the properties in the order of the mapping, those of schema.org after the others."""
    mappings = (*entry.MAPPINGS, *data.MAPPINGS, *shared.MAPPINGS)
    return sorted(property_order(mappings), key=lambda property: property in SCHEMA_TERMS)


SCHEMA_TERMS = frozenset(SCHEMA)
PROPERTY_ORDER = PropertyOrder(_properties())


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication came to.

    Attributes:
        report: all findings.
        published: whether the output folder was replaced.
        output: the output folder.
        resources: number of resources.
        triples: number of triples of ``catalogue.nt``.
        files: number of files written.
        ledger_changed: whether ``identities.csv`` was written.
    """

    report: Report
    published: bool
    output: Path
    resources: int
    triples: int
    files: int
    ledger_changed: bool


def publish(
    folder: OpenFolder,
    output: Path,
    *,
    locked: bool = False,
    progress: Progress | None = None,
) -> Publication:
    """Check the folder and write all of its publication into ``output``.

    A violation leaves ``output`` and the lock file as they were.

    Args:
        folder: the catalogue folder.
        output: the folder to replace; it must be a publication, empty or absent.
        locked: fail instead of changing the lock file.
        progress: called after each batch.

    Raises:
        OutputError: the output folder cannot be written.
        LedgerError: ``locked``, and the lock file would change.
        ShapesError: a shapes file cannot be used.
    """
    refuse_foreign(output)
    with new_folder(output) as new:
        writing = _Writing(folder, new)
        report, triples = writing.all(progress)
        changed = folder.ledger.changed
        publication = Publication(
            report=report,
            published=report.publishable,
            output=output,
            resources=writing.counts.resources,
            triples=triples,
            files=writing.files,
            ledger_changed=changed and report.publishable,
        )
        if not report.publishable:
            return publication
        if changed and locked:
            raise LedgerError(
                f"{LEDGER_FILE} changerait : publier sans --locked, puis enregistrer ce fichier.",
                f"{LEDGER_FILE} would change: publish without --locked, then commit that file.",
            )
        if changed:
            replace_file(folder.path / LEDGER_FILE, folder.ledger.text())
        swap(new, output)
    return publication


class _Writing:
    """The files of one publication, written into a new folder."""

    def __init__(self, folder: OpenFolder, new: Path) -> None:
        self.folder, self.new, self.files = folder, new, 0
        self.counts = Counts(0, 0, Counter(), Counter())
        self._named: set[str] = set()
        self._foreign: set[Triple] = set()

    def all(self, progress: Progress | None) -> tuple[Report, int]:
        """Write everything; return the report and the number of triples."""
        findings = [*self.folder.check_shared(), *self._settings_findings()]
        self._record_shared()
        parts = {name: self.new / f".{path}" for name, path in DUMPS.items()}
        with ExitStack() as stack:
            open_ = {
                name: stack.enter_context(path.open("w", encoding="utf-8", newline=""))
                for name, path in parts.items()
            }
            spreadsheet = stack.enter_context(
                (self.new / "catalogue.csv").open("w", encoding="utf-8", newline="")
            )
            spreadsheet.write(table.head())
            self.files += 1
            for batch in self.folder.batches():
                findings.extend(batch.findings)
                self._entries(batch, open_, spreadsheet)
                if progress:
                    progress(self.counts.resources, len(self.folder.index))
        findings.extend(finding("publication.id-gone", None, id) for id in self.folder.ledger.gone)
        report = Report.of(findings)
        if report.publishable:
            self._shared(parts)
            self._data()
            self._vocabularies()
        for path in parts.values():
            path.unlink()
        return report, self.counts.triples

    def _record_shared(self) -> None:
        folder, iris = self.folder, self.folder.context.iris
        for subject, triples in folder.shared_triples.items():
            folder.ledger.record(iris.relative(subject) or "", folder.digest(triples))

    def _settings_findings(self) -> Iterator[Finding]:
        settings = self.folder.shared.settings
        if settings.site_url.endswith(PLACEHOLDER):
            yield finding(
                "publication.site-placeholder", settings.at("site_url"), settings.site_url
            )
        if settings.base_iri.endswith(PLACEHOLDER):
            yield finding(
                "publication.base-placeholder", settings.at("base_iri"), settings.base_iri
            )

    def _entries(self, batch: Batch, dumps: Mapping[str, IO[str]], spreadsheet: IO[str]) -> None:
        context = self.folder.context
        for each, triples in zip(batch.entries, batch.triples, strict=True):
            resource = context.iris.resource(each.id)
            unit = Unit(context.iris.record(each.id), resource, tuple(triples))
            arranged = PROPERTY_ORDER.arrange(unit)
            first = not self.counts.resources
            for name, out in dumps.items():
                form = FORMATS[name]
                out.write(form.unit(arranged) if first else form.separator + form.unit(arranged))
            spreadsheet.write(table.row(each, context))
            self.counts.resources += 1
            self._count(triples)
            self._document(f"ressource/{each.id}", unit)

    def _count(self, triples: Iterable[Triple]) -> None:
        """Count each triple of the graph once: two units may type the same page."""
        own = f"<{self.folder.shared.settings.base_iri}"
        for triple in dict.fromkeys(triples):
            subject, property, value = triple
            if not subject.startswith(own):
                if triple in self._foreign:
                    continue
                self._foreign.add(triple)
            self.counts.triples += 1
            self.counts.properties[property] += 1
            if property == RDF.type:
                self.counts.classes[Iri(value)] += 1
            if is_iri(value) and not value.startswith(own):
                self._named.add(value)

    @cached_property
    def _labels(self) -> Mapping[Iri, tuple[Triple, ...]]:
        folder = self.folder
        every = {**folder.shared_triples, PROFILE: folder.authority_triples}
        return shared.labels_of(every)

    def _document(self, path: str, unit: Unit, extra: Iterable[Triple] = ()) -> None:
        """Write the documents of one thing, with the labels and types of what it names."""
        described = {triple[0] for triple in unit.triples}
        named = dict.fromkeys(value for _, _, value in unit.triples if value not in described)
        labels = [triple for name in named for triple in self._labels.get(Iri(name), ())]
        whole = Unit(unit.graph, unit.root, (*unit.triples, *extra, *labels))
        arranged = PROPERTY_ORDER.arrange(whole)
        for name, extension in DOCUMENTS.items():
            target = self.new / f"{path}{extension}"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(document(name, [arranged]), "utf-8", newline="")
            self.files += 1

    def _shared_units(self) -> Iterator[tuple[str, Unit]]:
        """Yield the path and the unit of each shared thing, the dates of the catalogue included."""
        folder, iris = self.folder, self.folder.context.iris
        issued = folder.shared.catalogue.issued or folder.ledger.oldest
        dates = [(DCT.issued, issued), (DCT.modified, folder.ledger.newest)]
        for subject, triples in folder.shared_triples.items():
            dated: list[Triple] = []
            if subject in (iris.catalogue, iris.data):
                dated = [(subject, property, date(day)) for property, day in dates]
            graph = iris.part(subject, "graphe")
            yield iris.relative(subject) or "", Unit(graph, subject, (*triples, *dated))

    def _shared(self, parts: Mapping[str, Path]) -> None:
        """Write the documents of the shared things, then each dump: shared part, entries."""
        context = self.folder.context
        units = list(self._shared_units())
        for _, unit in units:
            self._count(unit.triples)
        authorities = shared.authorities_to_rdf(self._named, context)
        self._count(authorities)
        root = context.iris.named("vocabulaire/autorites")
        units.append(("", Unit(context.iris.part(root, "graphe"), root, tuple(authorities))))
        arranged = [PROPERTY_ORDER.arrange(unit) for _, unit in units]
        for name, file in DUMPS.items():
            form = FORMATS[name]
            with (
                (self.new / file).open("w", encoding="utf-8", newline="") as out,
                parts[name].open("r", encoding="utf-8", newline="") as entries,
            ):
                out.write(form.head(None))
                out.write(form.separator.join(form.unit(unit) for unit in arranged))
                if self.counts.resources:
                    out.write(form.separator)
                shutil.copyfileobj(entries, out)
                out.write(form.tail)
            self.files += 1
        for path, unit in units:
            if path and path not in ("catalogue", "catalogue/donnees"):
                self._document(path, self._with_concepts(unit))
        self._data_unit = next(unit for path, unit in units if path == "catalogue/donnees")

    def _with_concepts(self, unit: Unit) -> Unit:
        """Return a scheme's unit with its concepts in full; any other unit as it is."""
        context = self.folder.context
        schemes = {iri: scheme for scheme, iri in context.schemes.items()}
        if unit.root not in schemes:
            return unit
        concepts = [
            triple
            for concept in context.shared.concepts_of(schemes[unit.root])
            for triple in self.folder.shared_triples[context.concepts[concept.scheme, concept.id]]
        ]
        return Unit(unit.graph, unit.root, (*unit.triples, *concepts))

    def _data(self) -> None:
        """Write the document of the catalogue as data: counts, sizes and checksums included."""
        context = self.folder.context
        extra = list(data.counts_to_rdf(self.counts, context))
        for file in DATA_FILES:
            facts = _file_facts(self.new / file.path)
            extra.extend(data.file_facts_to_rdf(file, facts, context))
        self._document("catalogue/donnees", self._data_unit, extra)

    def _vocabularies(self) -> None:
        """Write the documents of the tool's own ontology and profile."""
        files = tool_files("ontology", self.folder.path, suffix=".ttl")
        for name, path in (("tressons.ttl", "ontologie"), ("profile.ttl", "profil")):
            if name in files:
                triples = _parse_turtle(files[name], f"ontology/{name}")
                root = Iri(triples[0][0])
                self._document(path, Unit(root, root, tuple(triples)))


def _parse_turtle(path: Path, name: str) -> list[Triple]:
    import pyoxigraph as ox

    try:
        parsed = list(ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        place = f"{name}:{error.lineno}:{error.offset}"
        raise ShapesError(
            f"{place} : ce fichier n'est pas du Turtle lisible ({error.msg}).",
            f"{place}: this file is not readable Turtle ({error.msg}).",
        ) from None
    return [
        (Iri(str(quad.subject)), Iri(str(quad.predicate)), Iri(str(quad.object))) for quad in parsed
    ]


def _file_facts(path: Path) -> FileFacts:
    digest = hashlib.sha512()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return FileFacts(path.stat().st_size, digest.hexdigest())
