"""What is wrong with a site as it answers on its host, and the line that mends it."""

from collections import defaultdict
from collections.abc import Iterator

from tressons_ld.findings.finding import Finding
from tressons_ld.findings.language import quotation
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.formats import HTML, JSON_LD, TURTLE, Format
from tressons_ld.server.live_site.client import LiveClient, Response
from tressons_ld.server.live_site.engine_rules import missing_permissions
from tressons_ld.server.live_site.page import LivePage
from tressons_ld.server.live_site.readers import READERS
from tressons_ld.server.live_site.server_lines import index_line, rules_line, vary_line
from tressons_ld.server.live_site.uploaded_files import wrong_file, wrong_files
from tressons_ld.server.live_site.visibility import (
    canonical_elsewhere,
    closed_to_programs,
    hidden_from_search,
    no_description,
)
from tressons_ld.server.live_site.visited_site import (
    INDEX_FILE,
    LONGEST_EXAMINATION,
    TooSlowError,
    VisitedSite,
    at_address,
    stated_type,
    wrong_answer,
    wrong_type,
)
from tressons_ld.site import engine_files
from tressons_ld.site.negotiation import DOCUMENTS, negotiated_format
from tressons_ld.site.page_paths import ENGINE_PAGES
from tressons_ld.site.sitemap import INDEX as SITEMAP

# What no visitor needs: the rules hide it.
_HIDDEN = ("manifest.jsonl", ".htaccess")
_NOT_THERE = (404, 410)
# What an answer about a thing is, that is no document itself (RFC 9110, section 15.4.4).
_SEE_OTHER = 303


class Examination:
    """Asks a site what its readers ask it, and says what is wrong."""

    def __init__(self, site: str, client: LiveClient, seconds: float = LONGEST_EXAMINATION) -> None:
        """Take the address of a site, and what asks.

        Args:
            site: where its home page is; a slash at its end may be left out.
            client: what asks hosts.
            seconds: after which nothing more is asked.

        Raises:
            OutputError: the address is none of http or https.
        """
        self._site, self._client = VisitedSite(site, client, seconds), client
        self._seconds = seconds

    def findings(self) -> Iterator[Finding]:
        """Yield everything that is wrong, once, in the order in which a reader would meet it."""
        told = set[tuple[str, str]]()
        try:
            for each in self._all():
                key = each.code, each.in_language("en")
                if key not in told:
                    told.add(key)
                    yield each
        except TooSlowError:
            yield at_address(
                "site.too-slow",
                self._site.address,
                number=self._client.requests,
                seconds=f"{self._seconds:g}",
            )

    def _all(self) -> Iterator[Finding]:
        home, wrong = self._site.follow(self._site.address)
        if home is None and wrong[0].code == "site.missing":
            wrong = [at_address("site.no-page", wrong[0].value or "")]
        yield from wrong
        if home is None:
            return
        if home.media_type != HTML.media_type:
            yield from wrong_type(self._site, home)
            return
        self._site.address = home.url.removesuffix(INDEX_FILE)
        home, wrong = self._published_home(home)
        yield from wrong
        if home is None:
            return
        yield from wrong_type(self._site, home)
        yield from canonical_elsewhere(self._site, home)
        yield from self._not_found()
        if self._site.things:
            # Where the rules are not followed, much of what comes later follows from it.
            wrong = list(self._negotiation(self._site.things[0]))
            yield from wrong
            yield from self._thing_page(self._site.things[0])
        else:
            yield at_address("site.no-sitemap", f"{self._site.address}{SITEMAP}")
        yield from self._packed()
        yield from self._types(home)
        # What is wrong with the way to the data was told.
        yield from closed_to_programs(self._site, () if wrong else self._site.things[:1])
        yield from _programs_of_others(self._site, home)
        yield from hidden_from_search(self._site, home)
        yield from no_description(self._site)
        yield from self._hidden()
        yield from self._engine()
        yield from wrong_files(self._site)

    def _published_home(self, home: Response) -> tuple[Response | None, list[Finding]]:
        """Return the home page that was published, and what is wrong where another one is shown."""
        if LivePage(home).relations.get("canonical"):
            return home, []
        file = self._site.get(f"{self._site.address}{INDEX_FILE}")
        if wrong_answer(file) or file.media_type != HTML.media_type:
            return None, [at_address("site.no-page", home.url)]
        if file.body == home.body:
            return home, []
        return file, [at_address("site.another-home", home.url, line=index_line(home))]

    def _packed(self) -> Iterator[Finding]:
        """Yield what is wrong where a browser, which takes answers that are compressed, has none.

        And where one is compressed for a program that has said that it takes none.
        """
        style = f"{self._site.address}style.css"
        plain, wrong = self._site.follow(style, None)
        yield from wrong
        if plain is None:
            return
        if plain.is_packed:
            yield at_address("site.packed", style)
        elif failure := wrong_answer(self._site.get(plain.url, packed=True)):
            yield failure

    def _types(self, home: Response) -> Iterator[Finding]:
        relations = LivePage(home).relations
        for address in map(self._site.here, relations.get("icon", ())):
            if self._site.holds(address):
                yield from wrong_file(self._site, address)
        data = (f"{self._site.paths.data}{each.extension}" for each in DOCUMENTS)
        for path in ("style.css", "atom.xml", *data):
            answer, wrong = self._site.follow(self._site.address + path, None)
            yield from wrong
            if answer is not None:
                yield from wrong_type(self._site, answer)

    def _not_found(self) -> Iterator[Finding]:
        url = f"{self._site.address}aucune/page/ici{HTML.extension}"
        answer, _ = self._site.follow(url)
        if answer is not None:
            yield at_address("site.everything-answers", url)

    def _hidden(self) -> Iterator[Finding]:
        nothing = self._site.get(f"{self._site.address}aucun-fichier.jsonl")
        for name in _HIDDEN:
            answer = self._site.get(f"{self._site.address}{name}")
            # Where everything answers, this does too.
            if answer.status == 200 and answer.body != nothing.body:
                yield at_address("site.manifest-shown", answer.url)

    def _thing_page(self, thing: str) -> Iterator[Finding]:
        page, wrong = self._site.follow(f"{thing}{HTML.extension}")
        yield from wrong
        if page is None:
            return
        yield from wrong_type(self._site, page)
        relations = LivePage(page).relations
        for relation in ("canonical", "alternate", "linkset"):
            for address in map(self._site.here, relations.get(relation, ())):
                if self._site.holds(address):
                    yield from wrong_file(self._site, address)
        for address in map(self._site.here, relations.get("describedby", ())):
            document, wrong = self._site.follow(address, None)
            yield from wrong
            if document is not None:
                yield from wrong_type(self._site, document)
        for iri in relations.get("cite-as", ()):
            if iri != thing:
                yield from self._identifier(iri)

    def _identifier(self, iri: str) -> Iterator[Finding]:
        """Yield what is wrong with the IRI of a thing that lies elsewhere than its documents."""
        document, wrong = self._site.follow(iri, TURTLE.media_type)
        if wrong:
            reason = wrong[0].message
            yield at_address(
                "site.identifier-leads-nowhere", iri, site=self._site.address, reason=reason
            )
        elif document is not None and _format_of(document) is not TURTLE:
            given = stated_type(document.media_type)
            yield at_address("site.identifier-not-negotiated", iri, type=given)

    def _negotiation(self, thing: str) -> Iterator[Finding]:
        first = self._site.get(thing, HTML.media_type)
        mend = rules_line(first)
        if first.status in _NOT_THERE:
            yield at_address("site.rules-ignored", thing, mend=mend)
            return
        if "TCN" in first.headers or "Content-Location" in first.headers:
            yield at_address("site.multiviews", thing)
            return
        readers, without_vary = defaultdict[tuple[str, str], list[str]](list), False
        if first.is_redirect and first.status != _SEE_OTHER:
            yield at_address("site.no-see-other", thing, status=first.status, mend=mend)
        for reader in READERS:
            wanted, own = negotiated_format(reader.accept), self._site.get(thing, reader.accept)
            without_vary |= 200 <= own.status < 400 and not own.varies_by_accept
            answer, wrong = self._site.end_of(own, reader.accept)
            yield from wrong
            if answer is None or wanted is None:
                continue
            if _format_of(answer) is not wanted:
                readers[wanted.media_type, answer.media_type].append(reader.name)
        if first.status == _SEE_OTHER and first.varies_by_accept:
            # The rules are followed: what is asked for does not come to them.
            mend = sentence("doctor.accept-is-lost")
        for (media_type, given), names in readers.items():
            yield at_address(
                "site.another-document",
                thing,
                readers=", ".join(names),
                wanted=media_type,
                given=stated_type(given),
                mend=mend,
            )
        if without_vary and not readers:
            yield at_address("site.no-vary", thing, mend=vary_line(first))

    def _engine(self) -> Iterator[Finding]:
        """Yield what keeps the pages that run queries in the browser, if there are any, from it."""
        pages = [self._site.get(self._site.address + path) for path in ENGINE_PAGES]
        there = [page for page in pages if engine_files.START.encode() in page.body]
        for page in there:
            if lacking := list(missing_permissions(page)):
                yield at_address("site.engine-refused", page.url, lacking="; ".join(lacking))
        if there:
            yield from wrong_file(self._site, self._site.address + engine_files.ENGINE)


def _programs_of_others(site: VisitedSite, home: Response) -> Iterator[Finding]:
    """Yield the programs that a host has put into the home page."""
    page = LivePage(home)
    others = [each for each in page.programs if not site.holds(site.here(each))]
    if page.has_own_code:
        others.append("<script>")
    for program in others:
        yield at_address("site.program-of-another", home.url, program=quotation(program))


def _format_of(document: Response) -> Format | None:
    """Return the format of a document, by the name of its file, else by its type."""
    formats = (HTML, TURTLE, JSON_LD)
    name = document.url.partition("?")[0].rpartition("/")[2]
    by_name = (each for each in formats if name.endswith(each.extension))
    by_type = (each for each in formats if each.media_type == document.media_type)
    return next(by_name, None) or next(by_type, None)
