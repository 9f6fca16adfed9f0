"""Rules for Caddy 2, to be imported in the block of the site, whose files ``file_server`` gives.

Qualities are read by ``map`` (https://caddyserver.com/docs/caddyfile/directives/map), compared as
digits, and the address goes on to the document. The regular expressions are RE2's.
"""

from collections.abc import Iterator, Sequence

from tressons_ld.identity.redirects import Rule, address, literally
from tressons_ld.rdf.formats import HTML, TURTLE
from tressons_ld.site.hosts.http_rules import (
    CONTENT_TYPES,
    CONTENT_TYPES_OF_FILES,
    HEADERS,
    HIDDEN,
    NAME_OF_THING,
    NOT_ACCEPTABLE,
    NOT_ACCEPTABLE_PAGE,
    OF_DATA,
    OF_ENGINE_PAGES,
    OF_THINGS,
    Site,
    encoded,
    headers_of,
)
from tressons_ld.site.negotiation import (
    DOCUMENTS,
    QUALITIES,
    RANGES,
    VARIANTS,
    pattern,
    valid_patterns,
    wins,
)

FILE = "site.caddy"

_HEAD = f"""\
# Écrit par tressons-ld. Caddy : dans le bloc du site, dont « root » est le dossier de l'hôte :
#     import /chemin/des/fichiers/{FILE}
#     file_server
# et recharger Caddy après chaque publication.
# Written by tressons-ld. Caddy: import this file in the block of the site, whose root is the folder
# of the host, before file_server. Reload Caddy after each publication.
"""


def caddyfile(site: Site, retired: Sequence[Rule]) -> str:
    """Return the rules of the site.

    Args:
        site: what they are about.
        retired: what the addresses of retired things answer.
    """
    lines = (*_maps(), *_headers(site), "route {", *_routes(site, retired), "}", *_errors(site))
    return _HEAD + "\n".join((*lines, ""))


def _maps() -> Iterator[str]:
    yield from _map(
        "{http.request.header.Accept}", "valid", '""', [(each, "1") for each in _valid()]
    )
    for number, each in enumerate(RANGES):
        # The first line that fits counts.
        lines = [
            (f"(?i){pattern(each.pattern, quality)}", quality.digit or "${1}")
            for quality in reversed(QUALITIES)
        ]
        yield from _map("{http.request.header.Accept}", f"range_{number}", '""', lines)
    for place, variant in enumerate(VARIANTS):
        numbers = [number for number, each in enumerate(RANGES) if variant in each.asks_for]
        source = "-".join(f"{{tld_range_{number}}}" for number in reversed(numbers))
        yield from _map(f'"{source}"', str(place), "0", [("^-*([0-9A])", "${1}")])
    digits = "".join(f"{{tld_{place}}}" for place in range(len(VARIANTS)))
    chosen = [(f"^1:{wins(each)[1:]}", each.extension) for each in VARIANTS]
    chosen.insert(0, ("^:", HTML.extension))
    yield from _map(f'"{{tld_valid}}:{digits}"', "variant", "none", chosen)
    yield from _map('"{tld_valid}:{tld_0}"', "page", HTML.extension, [("^1:0$", "none")])


def _valid() -> Iterator[str]:
    return (f"(?i){each}" for each in valid_patterns())


def _map(source: str, name: str, default: str, lines: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield f"map {source} {{tld_{name}}} {{"
    for expression, value in lines:
        yield f"\t`~{expression}` {value}"
    yield f"\tdefault {default}"
    yield "}"


def _headers(site: Site) -> Iterator[str]:
    root = literally(site.root)
    yield "header {"
    yield from _values(HEADERS)
    yield "}"
    for extension, content_type in CONTENT_TYPES.items():
        name = f"@tld_{extension[1:]}"
        headers = {"Content-Type": content_type, **headers_of(extension)}
        if extension in {each.extension for each in DOCUMENTS}:
            path = f"{{http.regexp.tld_{extension[1:]}.1}}"
            headers["Link"] = path.join(site.link)
        yield f"{name} path_regexp tld_{extension[1:]} `^{root}(.+)[.]{extension[1:]}$`"
        yield f"header {name} {{"
        yield from _values(headers)
        yield "}"
    for number, (path, content_type) in enumerate(CONTENT_TYPES_OF_FILES.items()):
        yield f"@tld_file_{number} path_regexp `^{root}{literally(path)}$`"
        yield f"header @tld_file_{number} Content-Type `{content_type}`"
    if site.engine_pages:
        paths = "|".join(literally(path) for path in site.engine_pages)
        yield f"@tld_engine path_regexp `^{root}(?:{paths})$`"
        yield "header @tld_engine {"
        yield from _values(OF_ENGINE_PAGES)
        yield "}"
    # A folder's own page.
    yield f"@tld_folder path_regexp `^{root}(?:.*/)?$`"
    yield from _of_page("", "@tld_folder ")


def _of_page(indent: str, matcher: str = "") -> Iterator[str]:
    """Yield what makes an answer that of a page."""
    headers = {"Content-Type": CONTENT_TYPES[HTML.extension], **headers_of(HTML.extension)}
    yield f"{indent}header {matcher}{{"
    yield from (f"{indent}{line}" for line in _values(headers))
    yield f"{indent}}}"


def _values(headers: dict[str, str]) -> Iterator[str]:
    yield from (f"\t{name} `{value}`" for name, value in headers.items())


def _routes(site: Site, retired: Sequence[Rule]) -> Iterator[str]:
    root = literally(site.root)
    for hidden in HIDDEN:
        # RE2 looks neither ahead nor behind.
        folder, _, rest = hidden.partition("(?!well-known/)")
        name = f"@tld_hidden_{HIDDEN.index(hidden)}"
        yield f"{name} {{"
        yield f"\tpath_regexp `^{root}{folder}{rest}`"
        yield f"\tnot path_regexp `^{root}[.]well-known/`"
        yield "}"
        yield f"error {name} 404"
    yield f"@tld_void path_regexp `^{root}[.]well-known/void$`"
    yield from _redirected("@tld_void", f"{encoded(site.void)} 303")
    for number, rule in enumerate(retired):
        groups = f"tld_retired_{number}"
        # Between these signs all stands as it is, but for the sign itself.
        expression = rule.expression.replace("`", r"\x60")
        yield f"@tld_retired_{number} path_regexp {groups} `{expression}`"
        if rule.is_gone and not rule.target:
            yield f"respond @tld_retired_{number} 410"
        elif rule.is_gone:
            yield f"handle @tld_retired_{number} {{"
            yield f"\trewrite * `{rule.target}`"
            yield from _of_page("\t")
            yield "\tfile_server {"
            yield "\t\tstatus 410"
            yield "\t}"
            yield "}"
        else:
            id, end = (f"{{http.regexp.{groups}.{group}}}" for group in (1, 2))
            target = rule.filled(address, id, end)
            yield from _redirected(f"@tld_retired_{number}", f"{target} 301")
    # What an address leads to is one too: the path of the site as it is written there, and below
    # it letters, digits and hyphens.
    start = encoded(site.root)
    if base := literally(site.base_elsewhere):
        yield f"@tld_named path_regexp tld_named `^{base}{NAME_OF_THING}$`"
        yield from _redirected("@tld_named", f"{start}{{http.regexp.tld_named.1}} 303")
    thing = f"^{root}{NAME_OF_THING}$"
    yield from _negotiated("thing", thing, "{path}", f"{start}{{http.regexp.tld_thing.1}}")
    if site.in_folders:
        folder = f"({root}((?:.*/)?{site.paths.resource('')}))"
        resource = f"^{folder}([^/.]*?([^/.]{{1,2}}))$"
        whole, below, id, end = (
            f"{{http.regexp.tld_in_folder.{number}}}" for number in range(1, 5)
        )
        file, target = f"{whole}{end}/{id}", f"{start}{below}{end}/{id}"
        yield from _negotiated("in_folder", resource, file, target)
        # A page lay beside the others while the catalogue was smaller.
        former = resource.removesuffix("$") + "[.]html$"
        yield f"@tld_former path_regexp tld_in_folder `{former}`"
        yield "route @tld_former {"
        yield f"\t@tld_former_page file {file}{HTML.extension}"
        yield f"\tredir @tld_former_page {target}{HTML.extension} 301"
        yield "}"


def _redirected(matcher: str, to: str) -> Iterator[str]:
    """Yield the lines by which addresses lead elsewhere, programs in pages of others too."""
    yield from (f"header {matcher} {line.strip()}" for line in _values(OF_DATA))
    yield f"redir {matcher} {to}"


def _negotiated(name: str, expression: str, file: str, target: str) -> Iterator[str]:
    """Yield the lines that lead from a thing to a document.

    Args:
        name: of the rule.
        expression: of the things.
        file: path of the documents of one, decoded, without extension.
        target: the same as an address has it.
    """
    yield f"@tld_{name} path_regexp tld_{name} `{expression}`"
    # Within it, for the matchers of one name are tried in any order.
    yield f"route @tld_{name} {{"
    for extension, chosen, types in (
        (TURTLE.extension, "variant", NOT_ACCEPTABLE),
        (HTML.extension, "page", NOT_ACCEPTABLE_PAGE),
    ):
        matcher = f"@tld_{name}_{chosen}"
        yield f"\t{matcher} file {file}{extension}"
        yield f"\troute {matcher} {{"
        yield "\t\theader {"
        yield from (f"\t\t{line}" for line in _values(OF_THINGS))
        yield "\t\t}"
        yield f'\t\t{matcher}_none expression `{{tld_{chosen}}} == "none"`'
        yield f"\t\trespond {matcher}_none `{types}` 406"
        yield f"\t\tredir * {target}{{tld_{chosen}}} 303"
        yield "\t}"
    yield "}"


def _errors(site: Site) -> Iterator[str]:
    yield "handle_errors {"
    yield "\t@tld_404 expression `{http.error.status_code} == 404`"
    yield "\thandle @tld_404 {"
    yield f"\t\trewrite * `{site.not_found}`"
    yield from _of_page("\t\t")
    yield "\t\tfile_server"
    yield "\t}"
    yield "}"
