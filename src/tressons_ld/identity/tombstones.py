"""What is published of things that were renamed, merged or removed: documents, pages, rules."""

from collections.abc import Iterator

from tressons_ld.catalogue.iris import PATHS
from tressons_ld.identity import redirects
from tressons_ld.identity.lock_file import REMOVED
from tressons_ld.identity.tombstone_page import page
from tressons_ld.publication.inputs import OpenFolder
from tressons_ld.publication.rendering import Renderer, document_path
from tressons_ld.rdf.units import Unit


def units(folder: OpenFolder) -> Iterator[Unit]:
    """Yield a unit for each retired thing, in the graph that held it while it was published."""
    iris = folder.context.iris
    for id, triples in folder.retired_triples.items():
        thing = iris.named(id)
        yield Unit(iris.graph(thing), thing, tuple(triples))


def documents_path(id: str, entries: int) -> str:
    """Return the path of the documents of any thing, without their extension."""
    resource = PATHS.resource_id(id)
    return id if resource is None else document_path(resource, entries)


def files(folder: OpenFolder, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """Yield every file that retired things leave: its path and its content.

    The RDF documents and the page of each, then the rules for web servers, which are there even
    while nothing was retired: a server that includes them goes on finding them. Where resources
    have no documents of their own, neither have those that were retired.
    """
    settings, number = folder.shared.settings, len(folder.index)
    moved = []
    documents = {unit.root: unit for unit in units(folder)}
    for retired in folder.ledger.all_retired():
        path = documents_path(retired.id, number)
        successor = documents_path(retired.successor or "", number)
        of_it = settings.documents or not PATHS.is_resource(retired.successor or "")
        data = successor if of_it else ""
        moved.append(redirects.Moved(retired.id, path, retired.successor, data))
        if settings.documents or not PATHS.is_resource(retired.id):
            unit = documents[folder.context.iris.named(retired.id)]
            yield from renderer.document(path, unit).items()
        gone = folder.ledger.status_of(retired.successor or "") == REMOVED
        html = page(retired, settings.site_url, path, successor, gone, data or PATHS.catalogue)
        yield f"{path}.html", html.encode()
    rules = redirects.rules(moved, settings.base_iri, settings.site_url)
    for name, text in redirects.files(rules).items():
        yield name, text.encode()
