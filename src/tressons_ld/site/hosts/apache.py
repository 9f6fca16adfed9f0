"""``.htaccess`` for Apache 2.4, and that of w3id.org, which is an Apache too.

It takes ``AllowOverride FileInfo``, mod_rewrite, mod_setenvif and mod_headers. Qualities are set as
variables of the request (mod_setenvif, where a later line counts), compared as digits, and the
address goes on to the document (https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from tressons_ld.catalogue.paths import Paths
from tressons_ld.findings.language import LANGUAGES
from tressons_ld.identity.redirects import Rule, apache_target, literally, word
from tressons_ld.rdf.formats import HTML
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
    Site,
    encoded,
    former_place,
    headers_of,
)
from tressons_ld.site.negotiation import (
    ANY_LANGUAGE_RANGE,
    DOCUMENTS,
    LANGUAGE_RANGES,
    QUALITIES,
    RANGES,
    VARIANTS,
    Variant,
    pattern,
    valid_patterns,
    wins,
)
from tressons_ld.site.page_paths import INDEX

_HEAD = """\
# Écrit par tressons-ld. Apache : chaque adresse du catalogue mène à sa page ou à ses données.
# Il y faut « AllowOverride FileInfo » et, contre MultiViews, « Options -MultiViews » dans la
# configuration du site.
# Written by tressons-ld. Apache: each address of the catalogue leads to its page or to its data.
# It takes AllowOverride FileInfo and, against MultiViews, Options -MultiViews in the
# configuration of the site.
"""
_W3ID_HEAD = """\
# Écrit par tressons-ld, pour https://github.com/perma-id/w3id.org : l'adresse d'une chose mène, sur
# le site, à sa page ou à ses données.
# Written by tressons-ld, for https://github.com/perma-id/w3id.org: the address of a thing leads to
# its page or to its data on the site.
"""
_VARIABLE: dict[Variant, str] = {
    **{each: f"tld_{each.name.replace('-', '_')}" for each in VARIANTS},
    **{each: f"tld_{each}" for each in LANGUAGES},
}
RETIRED = "tld_retired"
"""The variable that is set where an address was retired: the path of the page that is shown there
where it has gone. Whether it has gone or moved is told elsewhere."""

_NAMED = "tld_named"


def htaccess(site: Site, retired: Sequence[Rule]) -> str:
    """Return the rules for a folder of plain files.

    Args:
        site: what they are about.
        retired: what the addresses of retired things answer, told by rules of their own.
    """
    beside = (
        f"SetEnvIf Request_URI {word(rule.expression)} {RETIRED}={_page_of(rule, site)}"
        for rule in retired
    )
    engine = (
        f"SetEnvIf Request_URI {word(f'^{literally(site.root + path)}$')} tld_engine=1"
        for path in site.engine_pages
    )
    named = [f"^{literally(site.root)}[.]well-known/void$"]
    if site.base_elsewhere:
        named.append(_names(site))
    leading = (f"SetEnvIf Request_URI {word(each)} {_NAMED}=1" for each in named)
    gone = any(rule.is_gone for rule in retired)
    shown = (f'ErrorDocument 410 "/%{{reqenv:{RETIRED}}}"',) if gone else ()
    lines = (*_types(), *engine, *_headers(site), *beside, *leading, *shown, *_rules(site), "")
    return _HEAD + "\n".join(lines)


def names_elsewhere(site: Site) -> str:
    """Return the rule of names that lie elsewhere on the host; empty where they do not.

    It stands after those of what was retired, and like them is read where the names lie: below the
    site, or where the configuration of the host includes these rules.
    """
    if not site.base_elsewhere:
        return ""
    line = f"RedirectMatch 303 {word(_names(site))} {word(apache_target(site.root) + '$1')}"
    return f"<IfModule mod_alias.c>\n{line}\n</IfModule>\n"


def _names(site: Site) -> str:
    """Return the regular expression of names that lie elsewhere on the host."""
    return f"^{literally(site.base_elsewhere)}{NAME_OF_THING}$"


def w3id(site: Site) -> str:
    """Return the rules for the folder of the base at w3id.org, where the files are not."""
    address = _escaped(site.site_url)
    lines = [
        "RewriteEngine On",
        *qualities(),
        # A path with an extension is a document, and one that ends in a slash a folder.
        f'RewriteRule "^((?:.*/)?(?:[^/]*[.][^/]*)?)$" "{address}$1" [R=302,L,NE]',
    ]
    for variant in VARIANTS:
        lines.append(condition(variant))
        thing = site.paths.resource("")
        if site.in_folders:
            target = f"{address}{thing}$2/$1{variant.extension}"
            lines.append(f'RewriteRule "^{thing}([^/]*?([^/]{{1,2}}))$" "{target}" [R=303,L,NE]')
            lines.append(condition(variant))
        target = f"{address}$1{variant.extension}"
        lines.append(f'RewriteRule "^(.+)$" "{target}" [R=303,L,NE]')
    lines.append('RewriteRule "^" - [R=406,L]')
    return _W3ID_HEAD + "\n".join((*lines, ""))


def _page_of(retired: Rule, site: Site) -> str:
    """Return the address of the page about what was retired, from the root of its host."""
    return encoded(retired.target if retired.is_gone and retired.target else site.not_found)[1:]


def _types() -> Iterator[str]:
    yield "<IfModule mod_mime.c>"
    for extension, content_type in CONTENT_TYPES.items():
        yield f'AddType "{content_type}" {extension}'
    yield "</IfModule>"
    # By its name, in whatever folder.
    names = {PurePosixPath(path).name: type for path, type in CONTENT_TYPES_OF_FILES.items()}
    for name, content_type in names.items():
        yield f'<Files "{name}">'
        yield f'ForceType "{content_type}"'
        yield "</Files>"


def _headers(site: Site) -> Iterator[str]:
    yield "<IfModule mod_headers.c>"
    for name, value in HEADERS.items():
        yield f'Header always set {name} "{value}"'
    for extension in CONTENT_TYPES:
        if beside := headers_of(extension):
            yield f'<FilesMatch "[.]{extension[1:]}$">'
            yield from (f'Header always set {name} "{value}"' for name, value in beside.items())
            if extension == HTML.extension and site.engine_pages:
                for name, value in OF_ENGINE_PAGES.items():
                    yield f'Header always set {name} "{value}" env=tld_engine'
            yield "</FilesMatch>"
    yield "Header always merge Vary Accept env=tld_thing"
    for name, value in OF_DATA.items():
        for variable in ("tld_thing", RETIRED, _NAMED):
            yield f'Header always set {name} "{value}" env={variable}'
    before, after = (each.replace("%", "%%").replace('"', '\\"') for each in site.link)
    yield f'Header set Link "{before}%{{tld_document}}e{after}" env=tld_document'
    yield "</IfModule>"


def _rules(site: Site) -> Iterator[str]:
    yield f'ErrorDocument 404 "{encoded(site.not_found)}"'
    yield f'SetEnvIf Request_URI "^" "tld_offered={NOT_ACCEPTABLE}"'
    yield 'ErrorDocument 406 "%{reqenv:tld_offered}"'
    yield "<IfModule mod_rewrite.c>"
    yield "RewriteEngine On"
    yield from qualities()
    for hidden in HIDDEN:
        yield f'RewriteRule "^{hidden}" - [R=404,L]'
    # A folder without a page of its own, which Apache would list or refuse.
    yield 'RewriteCond "%{REQUEST_FILENAME}" -d'
    yield f'RewriteCond "%{{REQUEST_FILENAME}}/{INDEX}{HTML.extension}" !-f'
    yield 'RewriteRule "/$" - [R=404,L]'
    yield f'RewriteRule "^[.]well-known/void$" {word(_escaped(site.void))} [R=303,L]'
    documents = "|".join(each.extension[1:] for each in DOCUMENTS)
    yield f'RewriteRule "^(.+)[.](?:{documents})$" - [E=tld_document:$1]'
    yield f'RewriteCond "%{{ENV:{RETIRED}}}" "^$"'
    yield 'RewriteCond "%{PATH_INFO}" "^$"'
    yield 'RewriteCond "%{REQUEST_FILENAME}.html" -f'
    yield 'RewriteRule "[^./]$" - [E=tld_thing:%{REQUEST_URI}]'
    yield 'RewriteCond "%{ENV:tld_thing}" "."'
    yield 'RewriteCond "%{REQUEST_FILENAME}.ttl" !-f'
    yield from _page_alone()
    if site.in_folders:
        yield from _in_folders(documents, site.paths)
    for variant in VARIANTS:
        yield 'RewriteCond "%{ENV:tld_thing}" "."'
        yield condition(variant)
        yield f'RewriteRule "^" "%{{ENV:tld_thing}}{variant.extension}" [R=303,L]'
    yield 'RewriteCond "%{ENV:tld_thing}" "."'
    yield 'RewriteRule "^" - [R=406,L]'
    yield "</IfModule>"


def _escaped(text: str) -> str:
    """Return a text for RewriteRule, to which ``$1`` and ``%1`` are groups."""
    return re.sub(r"[$%\\]", r"\\\g<0>", text)


def _in_folders(documents: str, paths: Paths) -> Iterator[str]:
    """Yield the rules of resources whose documents lie in folders named by the end of their id."""
    resource = paths.resource("")
    name = "([^/.]*?([^/.]{1,2}))"
    place = f"^(.*/{resource}){name}$"
    yield f'RewriteCond "%{{ENV:{RETIRED}}}" "^$"'
    yield f'RewriteCond "%{{REQUEST_FILENAME}}" "{place}"'
    yield 'RewriteCond "%1%3/%2.html" -f'
    yield f'RewriteCond "%{{REQUEST_URI}}" "{place}"'
    yield 'RewriteRule "^" - [E=tld_thing:%1%3/%2]'
    yield f'RewriteCond "%{{REQUEST_FILENAME}}" "{place}"'
    yield 'RewriteCond "%1%3/%2.ttl" !-f'
    yield from _page_alone()
    # A page lay beside the others while the catalogue was smaller.
    page = f"^(.*/{resource}){name}[.]html$"
    yield f'RewriteCond "%{{REQUEST_FILENAME}}" "{page}"'
    yield 'RewriteCond "%1%3/%2.html" -f'
    yield f'RewriteCond "%{{REQUEST_URI}}" "{page}"'
    yield 'RewriteRule "^" "%1%3/%2.html" [R=301,L]'
    yield 'RewriteCond "%{REQUEST_FILENAME}" !-f'
    yield f'RewriteCond "%{{REQUEST_URI}}" "{former_place(documents, paths)}"'
    yield 'RewriteRule "^" "%1%4/%3.%5" [R=301,L]'


def _page_alone() -> Iterator[str]:
    none = ",".join(f"E={_VARIABLE[each]}:0" for each in DOCUMENTS)
    yield f'RewriteRule "^" - [{none},E=tld_offered:{NOT_ACCEPTABLE_PAGE}]'


def qualities() -> Iterator[str]:
    """Yield what makes a digit of the quality of each format, of what ``Accept`` asks for."""
    ranges = ((each.pattern, each.asks_for) for each in RANGES)
    yield from _digits("Accept", VARIANTS, valid_patterns(), ranges)


def language_qualities() -> Iterator[str]:
    """Yield what makes a digit of the quality of each language, of ``Accept-Language``."""
    valid = valid_patterns(ANY_LANGUAGE_RANGE)
    yield from _digits("Accept-Language", LANGUAGES, valid, LANGUAGE_RANGES)


def _digits(
    header: str,
    variants: Sequence[Variant],
    valid: Iterable[str],
    ranges: Iterable[tuple[str, Sequence[Variant]]],
) -> Iterator[str]:
    every = " ".join(_VARIABLE[each] for each in variants)
    yield f'SetEnvIf {header} "^" {every.replace(" ", "=A ")}=A'
    for expression in valid:
        yield f"SetEnvIfNoCase {header} '{expression}' {every.replace(' ', '=0 ')}=0"
    for range, asks_for in ranges:
        for quality in QUALITIES:
            digit = quality.digit or "$1"
            values = " ".join(f"{_VARIABLE[variant]}={digit}" for variant in asks_for)
            yield f"SetEnvIfNoCase {header} '{pattern(range, quality)}' {values}"


def condition(variant: Variant, among: Sequence[Variant] = VARIANTS, unless: str = "") -> str:
    """Return the condition on which a variant is served, those before it having been tried.

    Args:
        variant: the variant.
        among: all that there are, the preferred one first.
        unless: an exclamation mark for the contrary.
    """
    digits = "".join(f"%{{ENV:{_VARIABLE[each]}}}" for each in among)
    return f'RewriteCond "{digits}" "{unless}{wins(variant, among)}"'
