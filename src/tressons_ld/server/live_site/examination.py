"""What is wrong with a site as it answers on its host, and the line that mends it."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from urllib.parse import urljoin, urlsplit

from tressons_ld.catalogue.paths import CATALOGUE_PATH, FRENCH_PATHS, PATHS_IN, Paths, is_resource
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.findings.language import Text
from tressons_ld.rdf.formats import CSV, HTML, TURTLE
from tressons_ld.server.live_site.client import LiveClient, Response
from tressons_ld.server.live_site.engine_rules import refused
from tressons_ld.server.live_site.page import LivePage, addresses_of_sitemap
from tressons_ld.server.live_site.published_sizes import published_sizes
from tressons_ld.server.live_site.readers import READERS
from tressons_ld.site import engine_files
from tressons_ld.site.hosts import caddy, nginx
from tressons_ld.site.hosts.http_rules import CONTENT_TYPES
from tressons_ld.site.negotiation import DOCUMENTS, asked
from tressons_ld.site.page_paths import ENGINE_PAGES

MOST_REDIRECTS = 8
MOST_LINKS = 100
"""Links of the page of the catalogue that are tried."""

_INDEX = "index.html"
# Programs read text of no charset so (RFC 2616, section 3.7.1), udata among them.
_READ_AS_LATIN_1 = (TURTLE.extension, CSV.extension)
_ACCEPT_PAGE = {"Accept": HTML.media_type}

_MENDS = {
    "apache": Text(
        "dans la configuration d'Apache, « AllowOverride FileInfo » pour ce dossier, et les "
        "modules rewrite, setenvif et headers ; « .htaccess » doit être à la racine du site",
        "in the configuration of Apache, AllowOverride FileInfo for this folder, and the modules "
        "rewrite, setenvif and headers; .htaccess must be there, at the root of the site",
    ),
    "nginx": Text(
        f"inclure {nginx.HTTP} dans le bloc « http » et {nginx.SERVER} dans le bloc « server », "
        "puis recharger nginx",
        f"include {nginx.HTTP} in the block http and {nginx.SERVER} in the block server, then "
        "reload nginx",
    ),
    "caddy": Text(
        f"« import {caddy.FILE} » dans le bloc du site, avant « file_server »",
        f"import {caddy.FILE} in the block of the site, before file_server",
    ),
}
_NO_CHOICE = Text(
    "cet hébergement ne choisit pas ; déposer w3id.htaccess chez w3id.org, qui choisira",
    "this host does not choose; hand w3id.htaccess to w3id.org, which will",
)


class _Site:
    """A site, asked by its addresses.

    Attributes:
        address: of its home page, without the name of a file.
        published_at: what its own links begin with; it may be published for another address.
    """

    def __init__(self, address: str, client: LiveClient) -> None:
        self.client = client
        self.address = address.removesuffix(_INDEX)
        self.address += "" if self.address.endswith("/") else "/"
        self.published_at = self.address

    def followed(
        self, url: str, accept: str | None = HTML.media_type
    ) -> tuple[Response | None, list[Finding]]:
        """Return the answer at the end of the redirects, and what is wrong on the way."""
        met: list[str] = []
        while True:
            answer = self.client.get(url, {} if accept is None else {"Accept": accept})
            if answer.failure is not None:
                return None, [_finding("site.unreachable", url, reason=answer.failure)]
            if not answer.location or not 300 <= answer.status < 400:
                break
            met.append(url)
            url = answer.location
            if url in met or len(met) > MOST_REDIRECTS:
                way = " → ".join((*met[-3:], url))
                return None, [_finding("site.loop", met[0], way=way)]
            if urlsplit(url).scheme not in ("http", "https"):
                return None, [_finding("site.no-page", met[-1], status=answer.status)]
        if answer.status != 200:
            return None, [_finding("site.missing", url, status=answer.status)]
        if not answer.whole:
            return None, [_finding("site.endless", url)]
        return answer, []

    def here(self, address: str) -> str:
        """Return an address that the site gives, on the host that is examined."""
        below = address.removeprefix(self.published_at)
        return address if below == address else self.address + below

    @cached_property
    def thing(self) -> str | None:
        """Address of a resource, taken from the sitemap; None for want of any."""
        index = self.client.get(f"{self.address}sitemap.xml")
        for sitemap in addresses_of_sitemap(index):
            for page in addresses_of_sitemap(self.client.get(self.here(sitemap))):
                here = self.here(page)
                path = here.removeprefix(self.address).removesuffix(HTML.extension)
                if is_resource(path) and not path.endswith("/index"):
                    return f"{self.address}{path}"
        return None

    @cached_property
    def paths(self) -> Paths:
        """The paths of its catalogue: those of the resource that was found."""
        path = (self.thing or "").removeprefix(self.address)
        own = (paths for paths in PATHS_IN.values() if path.startswith(paths.resource("")))
        return next(own, FRENCH_PATHS)


class Examination:
    """Asks a site what its readers ask it, and says what is wrong."""

    def __init__(self, site: str, client: LiveClient) -> None:
        """Take the address of a site, and what asks.

        Args:
            site: where its home page is; a slash at its end may be left out.
            client: what asks hosts.
        """
        self._site = _Site(site, client)

    def findings(self) -> Iterator[Finding]:
        """Yield everything that is wrong, in the order in which a reader would meet it.

        Raises:
            OutputError: the address is none of http or https.
        """
        home, steps = self._site.followed(self._site.address)
        yield from steps
        if home is None:
            return
        if home.media_type != HTML.media_type:
            yield _finding("site.no-page", home.url, status=home.status)
            return
        self._site.address = home.url.removesuffix(_INDEX)
        yield from self._canonical(home)
        yield from self._types()
        yield from self._not_found()
        yield from self._below_the_root()
        yield from self._hidden()
        thing = self._site.thing
        if thing is None:
            yield _finding("site.no-sitemap", f"{self._site.address}sitemap.xml")
        else:
            yield from self._thing_page(thing)
            yield from self._negotiation(thing)
        yield from self._engine()
        yield from self._downloads()
        yield from self._files()

    def _canonical(self, page: Response) -> Iterator[Finding]:
        for address in LivePage(page).relations.get("canonical", ()):
            self._site.published_at = address.removesuffix(_INDEX)
            if self._site.published_at != page.url.removesuffix(_INDEX):
                yield _finding("site.canonical-elsewhere", page.url, canonical=address)

    def _thing_page(self, thing: str) -> Iterator[Finding]:
        page, wrong = self._site.followed(f"{thing}{HTML.extension}")
        yield from wrong
        if page is None:
            return
        relations = LivePage(page).relations
        for address in relations.get("describedby", ()):
            document, wrong = self._site.followed(self._site.here(address), None)
            yield from wrong
            if document is not None:
                yield from self._type_of(document)
        for iri in relations.get("cite-as", ()):
            if not iri.startswith(self._site.address):
                yield from self._identifier(iri)

    def _identifier(self, iri: str) -> Iterator[Finding]:
        """Yield what is wrong with the IRI of a thing that another host answers for."""
        document, wrong = self._site.followed(iri, TURTLE.media_type)
        if wrong:
            reason = wrong[0].message
            yield _finding(
                "site.identifier-leads-nowhere", iri, site=self._site.address, reason=reason
            )
        elif document is not None and document.media_type != TURTLE.media_type:
            yield _finding("site.identifier-not-negotiated", iri, type=document.media_type)

    def _negotiation(self, thing: str) -> Iterator[Finding]:
        first = self._site.client.get(thing, _ACCEPT_PAGE)
        server = " ".join(first.headers.get_all("Server", [])).lower()
        mend = next((words for name, words in _MENDS.items() if name in server), _NO_CHOICE)
        if first.status == 404:
            yield _finding("site.rules-ignored", thing, mend=mend)
            return
        if "TCN" in first.headers or "Content-Location" in first.headers:
            yield _finding("site.multiviews", thing)
            return
        without_vary = not first.varies_by_accept
        for reader in READERS:
            answer, wrong = self._site.followed(thing, reader.accept)
            yield from wrong
            wanted = asked(reader.accept)
            if answer is None or wanted is None:
                continue
            if answer.media_type != wanted.media_type:
                yield _finding(
                    "site.another-document",
                    thing,
                    reader=reader.name,
                    wanted=wanted.media_type,
                    given=answer.media_type or "?",
                    mend=mend,
                )
                without_vary = False
        if without_vary:
            yield _finding("site.no-vary", thing, mend=mend)

    def _types(self) -> Iterator[Finding]:
        for path in ("style.css", "atom.xml", *self._of_data):
            answer = self._site.client.get(self._site.address + path)
            if answer.failure is not None or answer.status != 200:
                status = answer.status or 0
                yield _finding("site.missing", answer.url, status=status)
            else:
                yield from self._type_of(answer)

    @property
    def _of_data(self) -> Iterable[str]:
        return (f"{self._site.paths.data}{each.extension}" for each in DOCUMENTS)

    def _type_of(self, answer: Response) -> Iterator[Finding]:
        extension = f".{urlsplit(answer.url).path.rpartition('.')[2]}"
        wanted = CONTENT_TYPES.get(extension)
        if wanted is None:
            return
        media_type = wanted.partition(";")[0]
        accepted = {media_type}
        if extension == ".xml":
            accepted |= {"text/xml", "application/atom+xml"}
        if answer.media_type not in accepted:
            given = answer.media_type or "?"
            yield _finding("site.wrong-type", answer.url, wanted=wanted, given=given)
            return
        stated = (answer.headers.get_content_charset() or "").lower()
        if stated not in ("", "utf-8", "utf8") or (
            not stated and extension in _READ_AS_LATIN_1 and not answer.body.isascii()
        ):
            charset = stated or Text("absent", "missing")
            yield _finding("site.garbled", answer.url, wanted=wanted, given=charset)

    def _engine(self) -> Iterator[Finding]:
        """Yield what keeps the pages that run queries in the browser, if there are any, from it."""
        pages = [self._site.client.get(self._site.address + path) for path in ENGINE_PAGES]
        there = [page for page in pages if engine_files.START.encode() in page.body]
        for page in there:
            for lacking in refused(page):
                yield _finding("site.engine-refused", page.url, lacking=lacking)
        if there:
            answer = self._site.client.get(self._site.address + engine_files.ENGINE, method="HEAD")
            if answer.status != 200:
                yield _finding("site.missing", answer.url, status=answer.status)
            else:
                yield from self._type_of(answer)

    def _not_found(self) -> Iterator[Finding]:
        url = f"{self._site.address}aucune/page/ici{HTML.extension}"
        answer = self._site.client.get(url, _ACCEPT_PAGE)
        if answer.status == 200:
            yield _finding("site.everything-answers", url)

    def _hidden(self) -> Iterator[Finding]:
        url = f"{self._site.address}manifest.jsonl"
        if self._site.client.get(url, method="HEAD").status == 200:
            yield _finding("site.manifest-shown", url)

    def _below_the_root(self) -> Iterator[Finding]:
        below = urlsplit(self._site.address).path != "/"
        if below:
            root = urljoin(self._site.address, "/")
            yield _finding("site.below-the-root", self._site.address, root=root)
        answer, _ = self._site.followed(f"{self._site.address}.well-known/void", TURTLE.media_type)
        if not below and (answer is None or answer.media_type != TURTLE.media_type):
            yield _finding(
                "site.no-void", f"{self._site.address}.well-known/void", data=self._site.paths.data
            )

    def _downloads(self) -> Iterator[Finding]:
        """Yield the files that the page of the catalogue leads to and that are not there."""
        page, wrong = self._site.followed(f"{self._site.address}{CATALOGUE_PATH}{HTML.extension}")
        yield from wrong
        if page is None:
            return
        own = (each for each in LivePage(page).addresses if each.startswith(self._site.address))
        for address in islice(own, MOST_LINKS):
            answer = self._site.client.get(address, method="HEAD")
            if answer.status >= 400:
                yield _finding("site.missing", address, status=answer.status)

    def _files(self) -> Iterator[Finding]:
        """Yield the files that the description of the data names and that are not as it says."""
        described = self._site.client.get(
            f"{self._site.address}{self._site.paths.data}{TURTLE.extension}"
        )
        if described.status != 200 or not described.whole:
            return
        for address, size in published_sizes(described.body):
            here = self._site.here(address)
            answer = self._site.client.get(here, method="HEAD")
            given = answer.headers.get("Content-Length")
            encoded = answer.headers.get("Content-Encoding", "identity") != "identity"
            if answer.status != 200:
                yield _finding("site.missing", here, status=answer.status)
            elif given is not None and not encoded and given.isdigit() and int(given) != size:
                yield _finding("site.half-uploaded", here, size=size, given=given)


def _finding(code: str, url: str, **details: object) -> Finding:
    return finding(code, Location(url), url, focus=None, mends=(), **details)
