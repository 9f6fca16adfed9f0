"""What ``robots.txt`` says to those who search for everybody (RFC 9309)."""

import re
from collections.abc import Iterator

_CRAWLERS = ("googlebot", "*")


def forbidden_by(robots: str, path: str) -> str:
    r"""Return the line of a ``robots.txt`` that keeps crawlers from a path; empty if none does.

    The group that names Googlebot counts, else that for all; in it the longest pattern that fits,
    and of equal ones the one that allows (sections 2.2.1 and 2.2.2).

    >>> forbidden_by("User-agent: *\nDisallow: /", "/a/"), forbidden_by("", "/a/")
    ('Disallow: /', '')
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: list[str] = []
    naming = False
    for key, value in _lines(robots):
        if key == "user-agent":
            agents = [*agents, value.lower()] if naming else [value.lower()]
            groups.setdefault(agents[-1], [])
        elif key in ("allow", "disallow"):
            for agent in agents:
                groups[agent].append((key, value))
        naming = key == "user-agent"
    rules = next((groups[name] for name in _CRAWLERS if name in groups), [])
    fitting = [(len(value), key == "allow", value) for key, value in rules if _fits(value, path)]
    _, allowed, value = max(fitting, default=(0, True, ""))
    return "" if allowed else f"Disallow: {value}"


def sitemaps_of(robots: str) -> list[str]:
    """Return the sitemaps that a ``robots.txt`` names."""
    return [value for key, value in _lines(robots) if key == "sitemap"]


def _lines(robots: str) -> Iterator[tuple[str, str]]:
    for line in robots.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _fits(pattern: str, path: str) -> bool:
    if not pattern:
        return False
    stem, end = (pattern[:-1], "$") if pattern.endswith("$") else (pattern, "")
    return bool(re.match(".*".join(map(re.escape, stem.split("*"))) + end, path))
