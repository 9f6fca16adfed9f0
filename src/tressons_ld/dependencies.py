"""What the shards of a publication depend on, beside their own rows, as digests."""

from functools import cached_property
from pathlib import Path

from tressons_ld.build import OpenFolder
from tressons_ld.manifest import digest_of_texts
from tressons_ld.rendering import Renderer, document_path
from tressons_ld.resources import tool_files
from tressons_ld.tables.layouts import FOLDER_TABLES, RESOURCES
from tressons_ld.tables.rows import find_table
from tressons_ld.tables.settings import FILE


class Dependencies:
    """The digests of all that a folder's entries depend on."""

    def __init__(self, folder: OpenFolder, renderer: Renderer) -> None:
        """Take the folder and what renders its shards."""
        self._folder, self._renderer = folder, renderer

    @cached_property
    def everything(self) -> str:
        """Digest of all that every entry depends on: settings, shapes, the tool itself."""
        folder = self._folder
        settings, header = folder.shared.settings, folder.table.header
        code = sorted(Path(__file__).parent.rglob("*.py"))
        ontology = tool_files("ontology", folder.path)
        texts = [
            repr((settings.base_iri, settings.site_url, folder.shared.catalogue.language)),
            repr((header.file, header.sheet, sorted(header.columns.items()), folder.table.names)),
            repr((self._renderer.documents, document_path("x", len(folder.index)))),
            repr((settings.feeds, settings.page_size, folder.shared.catalogue)),
            repr((folder.context.programme, folder.context.source, folder.collisions)),
            folder.shapes.digest,
            # Whatever lies in a folder's own ontology may be no text.
            *(path.read_text("utf-8", "surrogateescape") for path in (*ontology.values(), *code)),
        ]
        return digest_of_texts(texts)

    @cached_property
    def things(self) -> dict[str, str]:
        """Digest of each shared thing, by its path under the base."""
        iris, folder = self._folder.context.iris, self._folder
        texts = {
            subject: [f"{s}{p}{o}" for s, p, o in triples]
            for subject, triples in folder.shared_triples.items()
        }
        # What a concept gives to the entries that name it, and does not state of itself.
        for key, concept in folder.shared.concepts.items():
            given = concept.schema_types, concept.dcmi_type, concept.data_themes
            texts[folder.context.concepts[key]].append(repr(given))
        return {iris.relative(thing) or "": digest_of_texts(said) for thing, said in texts.items()}

    @cached_property
    def tables(self) -> dict[str, str]:
        """Digest of the settings and of each table but that of resources, by its path."""
        folder, named = self._folder.path, self._folder.shared.settings.files
        tables = [
            find_table(folder / "data", layout.name, named.get(layout.name))
            for layout in FOLDER_TABLES
            if layout is not RESOURCES
        ]
        files = [FILE, *(f"data/{table}" for table in tables if table)]
        return {
            file: digest_of_texts([(folder / file).read_text("utf-8", "surrogateescape")])
            for file in files
        }

    @property
    def ledger(self) -> str:
        """Digest of the dates that entries take from the lock file."""
        return self._folder.ledger.dates_digest
