"""On which condition an answer is asked for: whether its reader holds it already (RFC 9110, 13.1).

What is made here has weak tags or none, and no date: of the conditions those of dates are ignored,
and ``If-Match`` holds for ``*`` alone. Files have strong tags; aiohttp looks at their conditions.
"""

from aiohttp import web

from tressons_ld.findings.errors import QueryError


def check_match(request: web.BaseRequest) -> None:
    """Refuse a request for an answer that its reader knows by a tag (section 13.1.1).

    Raises:
        QueryError: it is one, and no weak tag is the same as any other for ``If-Match``.
    """
    if request.headers.get("If-Match", "*").strip() != "*":
        raise QueryError("service.precondition")


def is_held(request: web.BaseRequest, tag: str) -> bool:
    """Return whether a request names an entity tag among those that its reader holds, or any.

    By POST it names what the address gives without a body, which is something else.
    """
    if request.method == "POST":
        return False
    held = ", ".join(request.headers.getall("If-None-Match", []))
    return held.strip() == "*" or tag.removeprefix("W/") in held
