"""The engine that answers queries in the browser: whether it is there, its files, what leads to it.

It is Oxigraph as WebAssembly (https://www.npmjs.com/package/oxigraph), bundled by npm; without the
bundles (:mod:`.workbench_files`) a site has no page for it, and names none.
"""

from collections.abc import Iterator
from urllib.parse import quote_plus

from tressons_ld.artifacts import File
from tressons_ld.catalogue.model import SharedPart
from tressons_ld.catalogue.paths import SPARQL_PATH
from tressons_ld.site.page_paths import PagePath, trees_of
from tressons_ld.site.workbench_files import WORKBENCH, workbench_files

MOST_ENTRIES = 10_000
"""Resources up to which a browser holds the statements: some 750 000 of them, 600 MB."""

STYLE, START = f"{WORKBENCH}/workbench.css", f"{WORKBENCH}/browser_start.js"

_WORKER, _WASM = "browser_worker.js", "web_bg.wasm"
ENGINE = f"{WORKBENCH}/{_WASM}"
# What an endpoint alone has.
_OF_ENDPOINT = "endpoint"


def is_there() -> bool:
    """Return whether the engine is installed, and so its page published."""
    return {_WORKER, _WASM} <= workbench_files().keys()


def engine_pages(shared: SharedPart, entries: int) -> tuple[str, ...]:
    """Return the paths of the pages that run the engine, below the site; empty where none does."""
    if entries > MOST_ENTRIES or not is_there():
        return ()
    return tuple(PagePath(tree, SPARQL_PATH).file for tree in trees_of(shared))


def size() -> int:
    """Return the bytes that are loaded before the first answer, the statements apart."""
    files = workbench_files()
    return sum(files[name].stat().st_size for name in (_WORKER, _WASM))


def engine_files() -> Iterator[File]:
    """Yield the programs of the page, and the licences of what they hold."""
    for name, path in workbench_files().items():
        if not name.startswith(_OF_ENDPOINT):
            yield f"{WORKBENCH}/{name}", path.read_bytes()


def link_with(here: PagePath, name: str) -> str:
    """Return the link to the page with a question at hand in its editor, and its parameters.

    Args:
        here: the page with the link.
        name: of the question in the language of that page.
    """
    return f"{here.to(SPARQL_PATH)}?question={quote_plus(name)}"
