"""Whether a host lets the page that runs queries in the browser do so."""

from collections.abc import Iterable, Iterator, Mapping

from tressons_ld.server.live_site.client import Response

_ENGINE = "'wasm-unsafe-eval'"
# What allows it too, and much more.
_ANY_CODE = "'unsafe-eval'"
_OWN = "'self'"
_FALLBACKS = {
    "script-src": ("script-src", "default-src"),
    "worker-src": ("worker-src", "child-src", "script-src", "default-src"),
}


def missing_permissions(page: Response) -> Iterator[str]:
    """Yield what the policies in the headers of a page do not allow and an engine in it needs.

    Each of several policies is to allow it (Content Security Policy Level 3, section 8.1); what
    the page itself says in ``<meta>`` is that of the tool. Without the header nothing is refused.
    """
    headers = page.headers.get_all("Content-Security-Policy", [])
    policies = [_directives(each) for header in headers for each in header.split(",")]
    for directive, wanted, others in (
        ("script-src", _ENGINE, (_ANY_CODE,)),
        ("script-src", _OWN, ("*",)),
        ("worker-src", _OWN, ("*",)),
    ):
        own = f"{page.url.partition('://')[0]}:"
        allowing = {wanted, *others, *((own,) if wanted == _OWN else ())}
        if not all(_allows(each, _FALLBACKS[directive], allowing, page.url) for each in policies):
            yield f"{directive} {wanted}"


def _directives(policy: str) -> dict[str, list[str]]:
    """Return the sources of each directive; of two of one name the first counts (section 2.2.1)."""
    directives: dict[str, list[str]] = {}
    for each in policy.split(";"):
        name, *sources = each.split() or [""]
        directives.setdefault(name.lower(), sources)
    return directives


def _allows(
    policy: Mapping[str, list[str]], names: Iterable[str], allowing: set[str], url: str
) -> bool:
    sources = next((policy[name] for name in names if name in policy), None)
    if sources is None:
        return True
    of_host = (each for each in sources if "//" in each and url.startswith(each.rstrip("/") + "/"))
    return bool(allowing & {each.lower() for each in sources}) or (
        _OWN in allowing and any(of_host)
    )
