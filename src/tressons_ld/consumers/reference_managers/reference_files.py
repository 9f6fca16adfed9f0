"""The files of references: three beside the documents of each resource, three of all resources."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from tressons_ld.artifacts import Artifact, Fold, MappedEntry, Part, PublicationFacts, Stream
from tressons_ld.catalogue.model import Settings
from tressons_ld.catalogue.paths import dump_path
from tressons_ld.consumers.reference_managers.bibtex import bibtex
from tressons_ld.consumers.reference_managers.csl_json import SEPARATOR, csl_item, csl_items
from tressons_ld.consumers.reference_managers.reference import reference_of
from tressons_ld.consumers.reference_managers.ris import ris
from tressons_ld.mapping.fields import Context
from tressons_ld.mapping.rdf_documents import entry_path
from tressons_ld.rdf.formats import BIBTEX, CSL_JSON, RIS

REFERENCE_FORMATS = (BIBTEX, RIS, CSL_JSON)
"""What references are written in."""

MOST_RESOURCES = 10_000
"""Resources up to which references are published for the first time, unless a setting says so."""

_HEAD, _TAIL = (part.encode() for part in csl_items("\0").split("\0"))


def as_published_before(settings: Settings, resources: int, published: Collection[str]) -> Settings:
    """Return the settings of a catalogue that keeps its references as it grows beyond their limit.

    Whoever adds a row takes no address away: what was published stays, unless a setting says so.

    Args:
        settings: of the catalogue.
        resources: number of its resources.
        published: paths of the addresses of data that it has.
    """
    if settings.references is None and resources > MOST_RESOURCES:
        return replace(settings, references=dump_path(BIBTEX) in published)
    return settings


def are_published(settings: Settings, resources: int) -> bool:
    """Return whether a catalogue of some resources is published with references."""
    if settings.references is None:
        return resources <= MOST_RESOURCES
    return settings.references


def extensions_beside_documents(settings: Settings, resources: int) -> tuple[str, ...]:
    """Return the extensions of the references that stand beside the documents of a resource."""
    beside = settings.documents and are_published(settings, resources)
    return tuple(format.extension for format in REFERENCE_FORMATS) if beside else ()


class ReferenceFiles(Artifact):
    """The references to each resource: ``catalogue.bib``, ``ressource/etude.bib``."""

    name = "references"
    streams = (
        Stream(BIBTEX.name, dump_path(BIBTEX), b""),
        Stream(RIS.name, dump_path(RIS), b""),
        Stream(CSL_JSON.name, dump_path(CSL_JSON), SEPARATOR.encode(), after_head=False),
    )

    def __init__(self, context: Context, entries: int, *, beside_documents: bool) -> None:
        """Take what names what references name.

        Args:
            context: the shared part.
            entries: number of resources, which decides how their files lie.
            beside_documents: whether each resource has files of its own.
        """
        self._context, self._entries, self._beside_documents = context, entries, beside_documents

    def fingerprint(self) -> str:
        """Return where the files of a resource would lie, if it has any."""
        return repr(list(self.paths("x")))

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        """Return the references to some entries."""
        runs: dict[str, list[bytes]] = {stream.name: [] for stream in self.streams}
        files: dict[str, bytes] = {}
        for entry in entries:
            reference = reference_of(entry.entry, self._context)
            texts = bibtex(reference), ris(reference), csl_item(reference)
            for run, text in zip(runs.values(), texts, strict=True):
                run.append(text.encode())
            own = texts[0], texts[1], csl_items(texts[2])
            paths = self.paths(entry.entry.id)
            files |= {path: text.encode() for path, text in zip(paths, own, strict=False)}
        return Part(runs=runs, files=files)

    def paths(self, id: str) -> Iterable[str]:
        """Return the paths of the files of a resource, in the order of the formats."""
        if not self._beside_documents:
            return ()
        path = entry_path(id, self._entries, self._context.iris.paths)
        return tuple(f"{path}{format.extension}" for format in REFERENCE_FORMATS)

    def fold(self) -> Fold:
        """Return what stands around the references."""
        return _Around()


class _Around(Fold):
    def head(self, stream: str, _facts: PublicationFacts) -> bytes:
        return _HEAD if stream == CSL_JSON.name else b""

    def tail(self, stream: str, _facts: PublicationFacts) -> bytes:
        return _TAIL if stream == CSL_JSON.name else b""
