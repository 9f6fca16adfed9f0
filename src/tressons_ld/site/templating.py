"""Views and words -> HTML, by the templates: those of the tool, and those that a house sets."""

import re
import traceback
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from tressons_ld.catalogue.model import HouseTemplate, Look
from tressons_ld.catalogue.tables.look_files import FOLDER
from tressons_ld.files.tool_files import PACKAGE
from tressons_ld.findings.errors import FolderError
from tressons_ld.site.colours import DARK, LIGHT, accents
from tressons_ld.site.content_policy import ENGINE_POLICY, POLICY
from tressons_ld.site.interface_texts import FILE as TEXTS
from tressons_ld.site.interface_texts import texts_of
from tressons_ld.site.page_size import LARGEST_PAGE, limits, smaller
from tressons_ld.site.views import Frame, Link

if TYPE_CHECKING:
    from jinja2 import Environment, Template, nodes
    from markupsafe import Markup

TOOL = "tool/"
"""What stands before the name of a template of the tool that a house builds on."""

_TEMPLATES = PACKAGE / "site" / "templates"
_STYLE = PACKAGE / "site" / "style.css"
_WALLS = "template_walls.py"
_SCRIPT = PACKAGE / "site" / "script.js"


def page(template: str, frame: Frame, view: object) -> bytes:
    """Return a page: the view laid out by a template, within its frame; cut where it is too large.

    Raises:
        FolderError: a template of the house asks for what there is not.
    """
    content = _laid_out(template, frame, view)
    if len(content) > LARGEST_PAGE:
        texts = texts_of(frame.lang, frame.look.texts)
        for allowed in limits():
            content = _laid_out(template, *smaller(frame, view, allowed, texts))
            if len(content) <= LARGEST_PAGE:
                break
    return content


def _laid_out(template: str, frame: Frame, view: object) -> bytes:
    look = frame.look
    words = _words(frame.lang, look)
    layout = layout_of(template, look)
    try:
        navigation = _navigation(frame.lang, look, tuple(frame.navigation), frame.here)
        view_of_page = {"frame": frame, "page": view, "t": words, "navigation": navigation}
        return _rendered(layout, look, view_of_page).encode()
    except Exception as error:
        if (place := _place(error, look)) is None:
            raise
        file, line = place
        if _is_endless(error):
            raise FolderError("folder.template-endless", file=file, line=line) from error
        reason = str(error) or type(error).__name__
        raise FolderError("folder.template-fails", file=file, line=line, reason=reason) from error


def _rendered(layout: "Template", look: Look, view: Mapping[str, object]) -> str:
    if not look.templates:
        return layout.render(view)
    from tressons_ld.site.template_walls import laid_out

    return laid_out(layout, view)


def _is_endless(error: Exception) -> bool:
    from tressons_ld.site.template_walls import EndlessTemplateError

    return isinstance(error, EndlessTemplateError | MemoryError | RecursionError)


@lru_cache(maxsize=500)
def _navigation(language: str, look: Look, links: tuple[Link, ...], here: str) -> "Markup":
    """Return the links to the parts of the site: few are different, and every page has them."""
    from markupsafe import Markup

    words = _words(language, look)
    view = {"t": words, "links": links, "here": here}
    return Markup(_rendered(layout_of("navigation", look), look, view))


@lru_cache(maxsize=16)
def _words(language: str, look: Look) -> SimpleNamespace:
    """Return the words of the interface, by area and key: an attribute is found at once."""
    areas = texts_of(language, look.texts).words.items()
    return SimpleNamespace(**{area: SimpleNamespace(**words) for area, words in areas})


def style(look: Look) -> bytes:
    """Return the style sheet, in the colours of the house, without remarks and needless space."""
    text = _STYLE.read_text("utf-8")
    for ground, accent in zip((LIGHT, DARK), accents(look), strict=True):
        text = text.replace(f"--accent: {ground.accent};", f"--accent: {accent};")
    text = re.sub(r"/\*.*?\*/", "", text)
    return (
        re.sub(r"\s*([{};,>])\s*|(?<=:) +", r"\1", text).replace(";}", "}").strip().encode() + b"\n"
    )


def script() -> bytes:
    """Return the program of the search, without remarks and margins."""
    lines = (line.strip() for line in _SCRIPT.read_text("utf-8").splitlines())
    kept = (line for line in lines if line and not line.startswith("//"))
    return "".join(f"{line}\n" for line in kept).encode()


def layout_texts(look: Look) -> tuple[object, ...]:
    """Return all that pages are made of beside what they say: the templates, and the words."""
    files = (*sorted(_TEMPLATES.glob("*.html")), TEXTS)
    logo = look.logo and look.logo.name
    return (*(file.read_text("utf-8") for file in files), look.templates, look.texts, logo)


def template_names() -> list[str]:
    """Return the names of the files of the templates."""
    return [file.name for file in sorted(_TEMPLATES.glob("*.html"))]


@lru_cache(maxsize=200)
def layout_of(name: str, look: Look) -> "Template":
    """Return a template by its name, read and compiled when it is first asked for."""
    return _environment(look.templates).get_template(f"{name}.html")


def syntax_fault(template: HouseTemplate) -> tuple[int, str] | None:
    """Return the line of a house's template that cannot be read, and why; None if all can.

    Where Python cannot take what Jinja has made of it (conditions within conditions by the hundred,
    a number of thousands of digits), no line is known: it is the first one.
    """
    from jinja2 import TemplateSyntaxError

    from tressons_ld.site.template_walls import WalledEnvironment

    try:
        WalledEnvironment().compile(template.text, template.name, template.name)
    except TemplateSyntaxError as error:
        return error.lineno, (error.message or "").rstrip(".")
    except SyntaxError as error:
        return 1, error.msg
    except (MemoryError, OverflowError, RecursionError, ValueError) as error:
        return 1, str(error)
    return None


def tree_of(name: str, look: Look) -> "nodes.Template | None":
    """Return a template as it was parsed; None if there is none of that name."""
    from jinja2 import TemplateNotFound

    environment = _environment(look.templates)
    if environment.loader is None:
        return None
    try:
        source, *_ = environment.loader.get_source(environment, name)
    except TemplateNotFound:
        return None
    return environment.parse(source, name)


@cache
def _environment(own: tuple[HouseTemplate, ...]) -> "Environment":
    # Imported with the first page: most commands make none.
    from jinja2 import (
        ChoiceLoader,
        FileSystemLoader,
        FunctionLoader,
        PrefixLoader,
        StrictUndefined,
    )

    of_tool = FileSystemLoader(_TEMPLATES)
    texts = {each.name: each.text for each in own if syntax_fault(each) is None}

    def of_house(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (texts[name], _file_of(name), lambda: True) if name in texts else None

    kind: type[Environment]
    if own:
        from tressons_ld.site.template_walls import WalledEnvironment as kind
    else:
        from tressons_ld.site.tool_environment import ToolEnvironment as kind
    environment = kind(
        loader=ChoiceLoader(
            [FunctionLoader(of_house), of_tool, PrefixLoader({TOOL[:-1]: of_tool})]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals["policy"] = POLICY
    environment.globals["engine_policy"] = ENGINE_POLICY
    return environment


def _is_of_tool(file: Path) -> bool:
    """Return whether a program is one of the tool, but for what keeps templates within walls."""
    return file.suffix == ".py" and file.is_relative_to(PACKAGE) and file.name != _WALLS


def _file_of(name: str) -> str:
    return f"{FOLDER}/{name}"


def _place(error: Exception, look: Look) -> tuple[str, int] | None:
    """Return the last line of a template of the house that led to an error, and its file.

    None where it came from a program of the tool that a template had called: that is its own fault.
    """
    own, place = {_file_of(each.name) for each in look.templates}, None
    for step in traceback.extract_tb(error.__traceback__):
        if step.filename in own:
            place = step.filename, step.lineno or 1
        elif _is_of_tool(Path(step.filename)):
            place = None
    return place
