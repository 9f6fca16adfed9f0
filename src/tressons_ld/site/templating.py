"""Views and words -> HTML, by the templates."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from tressons_ld.files.tool_files import PACKAGE
from tressons_ld.site.texts import FILE as TEXTS
from tressons_ld.site.texts import texts_of
from tressons_ld.site.views import Frame

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATES = PACKAGE / "site" / "templates"
_STYLE = PACKAGE / "site" / "style.css"


def page(template: str, frame: Frame, view: object) -> bytes:
    """Return a page: the view laid out by a template, within its frame."""
    words = texts_of(frame.lang).words
    layout = templates()[template]
    return layout.render(frame=frame, page=view, t=words).encode()


def style() -> bytes:
    """Return the style sheet."""
    return _STYLE.read_bytes()


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
    names = [file.stem for file in sorted(_TEMPLATES.glob("*.html"))]
    return {name: environment.get_template(f"{name}.html") for name in names}
