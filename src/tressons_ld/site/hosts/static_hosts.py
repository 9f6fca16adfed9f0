"""``_headers`` for Netlify and Cloudflare Pages: types and headers, for they do not negotiate.

https://docs.netlify.com/routing/headers/, https://developers.cloudflare.com/pages/configuration/headers/
"""

from pathlib import PurePosixPath

from tressons_ld.rdf.formats import HTML
from tressons_ld.site.hosts.http_rules import (
    CONTENT_TYPES,
    CONTENT_TYPES_OF_FILES,
    HEADERS,
    OF_ENGINE_PAGES,
    Site,
    encoded,
    headers_of,
)

_HEAD = """\
# Écrit par tressons-ld. Netlify, Cloudflare Pages : types et en-têtes des fichiers.
# Written by tressons-ld. Netlify, Cloudflare Pages: types and headers of files.
"""


def redirects(site: Site) -> str:
    """Return the lines of ``_redirects`` that lead to the site itself.

    To the description of its data, and from names elsewhere on the host where there are any.
    """
    base, root = encoded(site.base_elsewhere), encoded(site.root)
    description = f"{root}.well-known/void {encoded(site.void)} 302\n"
    return description + (f"{base}* {root}:splat 303\n" if base else "")


def headers(site: Site) -> str:
    """Return the headers of each sort of file.

    Where two rules fit a path, some hosts send both values of a header, and a browser keeps to the
    narrower policy: so where there is a page that runs an engine, its policy is that of all paths,
    and each page narrows it by its own ``<meta>``.
    """
    root = encoded(site.root)
    # Each host knows the types of these extensions, which would come beside those of the files.
    known = {PurePosixPath(path).suffix for path in CONTENT_TYPES_OF_FILES}
    sorts = [(f"{root}*", HEADERS)]
    for extension, content_type in CONTENT_TYPES.items():
        beside = headers_of(extension)
        if extension == HTML.extension:
            # Its type is known to every host, and its address may have no extension there.
            of_all = OF_ENGINE_PAGES if site.engine_pages else beside
            sorts[0] = (f"{root}*", {**HEADERS, **of_all})
        else:
            own = {} if extension in known else {"Content-Type": content_type}
            sorts.append((f"{root}*{extension}", {**own, **beside}))
    sorts += (
        (root + encoded(path), {"Content-Type": content_type})
        for path, content_type in CONTENT_TYPES_OF_FILES.items()
    )
    lines = [
        line
        for path, values in sorts
        if values
        for line in (path, *(f"  {name}: {value}" for name, value in values.items()))
    ]
    return _HEAD + "\n".join((*lines, ""))
