"""Whether a reader holds an answer already (RFC 9110, section 13.1.2)."""

from aiohttp import web


def is_held(request: web.BaseRequest, tag: str) -> bool:
    """Return whether a request names an entity tag among those that its reader holds, or any.

    By POST it names what the address gives without a body, which is something else.
    """
    if request.method == "POST":
        return False
    held = ", ".join(request.headers.getall("If-None-Match", []))
    return held.strip() == "*" or tag.removeprefix("W/") in held
