"""Views and words -> HTML, by the templates."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tressons_ld.files.tool_files import PACKAGE
from tressons_ld.site.interface_texts import FILE as TEXTS
from tressons_ld.site.interface_texts import texts_of
from tressons_ld.site.views import Frame, Link

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
"""What a page may load, by Content Security Policy Level 3: nothing of another host."""

_TEMPLATES = PACKAGE / "site" / "templates"
_STYLE = PACKAGE / "site" / "style.css"
_SCRIPT = PACKAGE / "site" / "script.js"


def page(template: str, frame: Frame, view: object) -> bytes:
    """Return a page: the view laid out by a template, within its frame."""
    navigation = _navigation(frame.lang, tuple(frame.navigation), frame.here)
    layout, words = templates()[template], texts_of(frame.lang).words
    return layout.render(frame=frame, page=view, t=words, navigation=navigation).encode()


@lru_cache(maxsize=500)
def _navigation(language: str, links: tuple[Link, ...], here: str) -> "Markup":
    """Return the links to the parts of the site: few are different, and every page has them."""
    from markupsafe import Markup

    words = texts_of(language).words
    return Markup(templates()["navigation"].render(t=words, links=links, here=here))


def style() -> bytes:
    """Return the style sheet."""
    return _STYLE.read_bytes()


def script() -> bytes:
    """Return the program of the search, without its remarks and the margins of its lines."""
    lines = (line.strip() for line in _SCRIPT.read_text("utf-8").splitlines())
    return "".join(f"{line}\n" for line in lines if line and line[:2] != "//").encode()


def layout_texts() -> tuple[str, ...]:
    """Return all that pages are made of beside what they say: the templates, and the words."""
    files = (*sorted(_TEMPLATES.glob("*.html")), TEXTS)
    return tuple(file.read_text("utf-8") for file in files)


@cache
def templates() -> "Mapping[str, Template]":
    """Return the templates by name, read and compiled once."""
    # Imported with the first page: most commands make none.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals["policy"] = POLICY
    names = [file.stem for file in sorted(_TEMPLATES.glob("*.html"))]
    return {name: environment.get_template(f"{name}.html") for name in names}
