"""Rules for nginx: a file for its block ``http``, one for the block ``server`` of the site.

Qualities are read by ``map`` (https://nginx.org/en/docs/http/ngx_http_map_module.html), compared as
digits, and the address goes on to the document. In a ``location``, ``if`` holds nothing but ``set``
and ``return``, which are safe there. The folder of the site is named by ``root``.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from tressons_ld.identity.redirects import literally, word
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
    former_place,
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

HTTP, SERVER = "nginx.http.conf", "nginx.server.conf"

_HTTP_HEAD = f"""\
# Écrit par tressons-ld. nginx : à inclure dans le bloc « http », une fois par serveur :
#     include /chemin/des/fichiers/{HTTP};
# Written by tressons-ld. nginx: to be included in the block http.
"""
_SERVER_HEAD = f"""\
# Écrit par tressons-ld. nginx : à inclure dans le bloc « server » du site, où « root » (et non
# « alias ») mène au dossier de la racine de l'hôte :
#     include /chemin/des/fichiers/{SERVER};
#     include /chemin/des/fichiers/redirects.nginx.conf;
# et recharger nginx après chaque publication.
# Written by tressons-ld. nginx: to be included in the block server of the site, where root (not
# alias) leads to the folder of the root of the host. Reload nginx after each publication.
"""


def http(_site: Site) -> str:
    """Return the maps from a header to what it asks for."""
    return _HTTP_HEAD + "\n".join((*_maps(), ""))


def server(site: Site) -> str:
    """Return the rules of the site."""
    return _SERVER_HEAD + "\n".join((*_locations(site), ""))


def _maps() -> Iterator[str]:
    yield "map $http_accept $tld_valid {"
    yield '    default "";'
    for expression in valid_patterns():
        yield f"    '~*{expression}' 1;"
    yield "}"
    for number, each in enumerate(RANGES):
        yield f"map $http_accept $tld_range_{number} {{"
        yield '    default "";'
        # The first line that fits counts.
        for quality in reversed(QUALITIES):
            expression = pattern(each.pattern, quality)
            if not quality.digit:
                expression = expression.replace("([1-9])", f"(?<tld_tenths_{number}>[1-9])")
            yield f"    '~*{expression}' {quality.digit or f'$tld_tenths_{number}'};"
        yield "}"
    for place, variant in enumerate(VARIANTS):
        numbers = [number for number, each in enumerate(RANGES) if variant in each.asks_for]
        specific_first = "-".join(f"$tld_range_{number}" for number in reversed(numbers))
        yield f'map "{specific_first}" $tld_{place} {{'
        yield "    default 0;"
        yield f'    "~^-*(?<tld_first_{place}>[0-9A])" $tld_first_{place};'
        yield "}"
    digits = "".join(f"$tld_{place}" for place in range(len(VARIANTS)))
    yield f'map "$tld_valid:{digits}" $tld_variant {{'
    yield '    default "";'
    yield f'    "~^:" {HTML.extension};'
    for variant in VARIANTS:
        yield f'    "~^1:{wins(variant)[1:]}" {variant.extension};'
    yield "}"
    yield 'map "$tld_valid:$tld_0" $tld_page {'
    yield f"    default {HTML.extension};"
    yield '    "1:0" "";'
    yield "}"
    yield "map $request_uri $tld_path {"
    yield '    "~^(?<tld_before_query>[^?]*)" $tld_before_query;'
    yield "}"


def _locations(site: Site) -> Iterator[str]:
    root = literally(site.root)
    for hidden in HIDDEN:
        yield f'location ~ "^{root}{hidden}" {{'
        yield "    return 404;"
        yield from _not_found(site)
        yield "}"
    well_known = word(f"{site.root}.well-known/void")
    yield f"location = {well_known} {{"
    yield from _headers({**HEADERS, **OF_DATA})
    yield f"    return 303 {encoded(site.void)};"
    yield "}"
    if site.in_folders:
        yield from _in_folders(site)
    if base := literally(site.base_elsewhere):
        named = NAME_OF_THING.replace("(", "(?<tld_named>", 1)
        yield f'location ~ "^{base}{named}$" {{'
        yield from _headers({**HEADERS, **OF_DATA})
        yield f'    return 303 "{encoded(site.root)}$tld_named";'
        yield "}"
    yield f'location ~ "^{root}{NAME_OF_THING}$" {{'
    yield from _negotiated('"$request_filename{extension}"', "$tld_path")
    yield from _not_found(site)
    yield "}"
    page_type = CONTENT_TYPES[HTML.extension]
    for path in site.engine_pages:
        yield from _one_file(site, path, page_type, OF_ENGINE_PAGES)
    for path, content_type in CONTENT_TYPES_OF_FILES.items():
        yield from _one_file(site, path, content_type, headers_of(PurePosixPath(path).suffix))
    for extension, content_type in CONTENT_TYPES.items():
        yield f'location ~ "^{root}(?<tld_document>.+)[.]{extension[1:]}$" {{'
        yield "    types { }"
        yield f'    default_type "{content_type}";'
        yield from _headers({**HEADERS, **headers_of(extension)})
        if extension in {each.extension for each in DOCUMENTS}:
            before, after = (each.replace("'", "\\'") for each in site.link)
            yield f"    add_header Link '{before}$tld_document{after}';"
            if site.in_folders:
                former = former_place(extension[1:], site.paths)
                yield "    if (!-f $request_filename) {"
                yield f'        rewrite "{former}" "$1$4/$3{extension}" permanent;'
                yield "    }"
        yield from _not_found(site)
        yield "}"
    # What is left are folders: nginx refuses one without a page of its own.
    if site.root == "/":
        yield from (line.strip() for line in _not_found(site, "404 403 =404"))
    else:
        yield f"location {word(site.root)} {{"
        yield from _not_found(site, "404 403 =404")
        yield "}"


def _one_file(
    site: Site, path: str, content_type: str, headers: Mapping[str, str]
) -> Iterator[str]:
    """Yield the rules of a file that has others than those of its extension."""
    yield f"location = {word(site.root + path)} {{"
    yield "    types { }"
    yield f'    default_type "{content_type}";'
    yield from _headers({**HEADERS, **headers})
    yield from _not_found(site)
    yield "}"


def _in_folders(site: Site) -> Iterator[str]:
    """Yield the rules of resources whose documents lie in folders named by the end of their id.

    Their pages lay beside each other while the catalogue was smaller.
    """
    below = f"(?<tld_below>(?:.*/)?{site.paths.resource('')})"
    name = "(?<tld_name>[^/.]*?(?<tld_end>[^/.]{1,2}))"
    thing = f"(?<tld_before>{literally(site.root)}{below}){name}"
    file = '"$document_root$tld_before$tld_end/$tld_name{extension}"'
    # What an address leads to is one too: the path of the site as it is written there.
    path = f"{encoded(site.root)}$tld_below$tld_end/$tld_name"
    yield f'location ~ "^{thing}$" {{'
    yield from _negotiated(file, path)
    yield from _not_found(site)
    yield "}"
    page = HTML.extension
    yield f'location ~ "^{thing}[.]{page[1:]}$" {{'
    yield "    types { }"
    yield f'    default_type "{CONTENT_TYPES[page]}";'
    yield from _headers({**HEADERS, **headers_of(page)})
    yield f'    if (-f {file.format(extension=page)}) {{ return 301 "{path}{page}"; }}'
    yield from _not_found(site)
    yield "}"


def _negotiated(file: str, path: str) -> Iterator[str]:
    """Yield the lines that lead from a thing to a document.

    Args:
        file: where a document lies, by its ``{extension}``.
        path: what its address begins with.
    """
    yield '    default_type "text/plain; charset=utf-8";'
    yield from _headers({**HEADERS, **OF_THINGS})
    yield "    set $tld_to no;"
    for extension, chosen in ((HTML.extension, "page"), (TURTLE.extension, "variant")):
        there = f"-f {file.format(extension=extension)}"
        yield f'    if ({there}) {{ set $tld_to "{chosen}$tld_{chosen}"; }}'
    for chosen, types in (("page", NOT_ACCEPTABLE_PAGE), ("variant", NOT_ACCEPTABLE)):
        yield f'    if ($tld_to = {chosen}) {{ return 406 "{types}\\n"; }}'
    yield f'    if ($tld_to ~ "(?<tld_extension>[.].+)$") {{ return 303 "{path}$tld_extension"; }}'


def _headers(headers: dict[str, str]) -> Iterator[str]:
    yield from (f'    add_header {name} "{value}" always;' for name, value in headers.items())


def _not_found(site: Site, statuses: str = "404") -> Iterator[str]:
    """Yield the line that shows the page for what is not there."""
    # In a path a dollar would begin a variable, a question mark a query.
    if not set("$?") & set(site.not_found):
        yield f"    error_page {statuses} {word(site.not_found)};"
