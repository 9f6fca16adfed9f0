"""The picture beside the title: the house's logo, and what tabs of a browser show."""

import re
import unicodedata
from collections.abc import Iterator
from html import escape
from xml.parsers import expat

from tressons_ld.catalogue.model import Logo, Look
from tressons_ld.site.colours import LIGHT, accents, readable
from tressons_ld.site.picture_files import PICTURES

ICON = "icon.svg"

EXTENSIONS = (*PICTURES, ".svg")
_SVG = "http://www.w3.org/2000/svg"
# What runs programs, or shows something else than a drawing.
_ACTIVE = {"script", "foreignobject", "iframe", "embed", "object", "handler", "listener"}
# Links within the drawing, and pictures that lie in it.
_WITHIN = r"#|data:image/(?:png|jpeg|webp|gif)[;,]"
_HARMLESS = re.compile(rf"\s*(?:{_WITHIN})", re.IGNORECASE)
# What a style fetches; a name that is spelt with escapes may be one of these.
_FETCHES = re.compile(
    rf"@import|image-set\(|\\[^(){{}};\\]*\(|@[\w-]*\\|url\((?>\s*[\"']?\s*)(?!{_WITHIN})",
    re.IGNORECASE,
)


def extension_of(logo: Logo) -> str:
    """Return the extension of the file, with the dot, in small letters."""
    _, dot, extension = logo.name.rpartition(".")
    return f"{dot}{extension}".lower()


def path_of(logo: Logo) -> str:
    """Return the path of the published file."""
    return f"logo{extension_of(logo)}"


def is_picture(logo: Logo) -> bool:
    """Return whether the file is a picture of the kind that its name says."""
    extension, content = extension_of(logo), logo.content or b""
    if extension == ".svg":
        return _svg_fault(content) != "unreadable"
    return extension in PICTURES and PICTURES[extension](content)


def active_part(logo: Logo) -> str:
    """Return what in a drawing would run or fetch something when it is opened; empty if nothing."""
    fault = _svg_fault(logo.content or b"") if extension_of(logo) == ".svg" else ""
    return "" if fault == "unreadable" else fault


def icon(title: str, look: Look) -> bytes:
    """Return what the tabs of a browser show of a house without a logo: an initial."""
    letter = next((each for each in title if unicodedata.category(each)[0] in "LN"), "·").upper()
    light, _ = accents(look)
    ground = readable(light, LIGHT)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="5" fill="{ground}"/>'
        '<text x="16" y="23" font-family="Georgia, serif" font-size="21" text-anchor="middle" '
        f'fill="#ffffff">{escape(letter)}</text></svg>\n'
    ).encode()


def pictures(look: Look, title: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of the picture that pages have."""
    if look.logo and look.logo.content:
        yield path_of(look.logo), look.logo.content
    else:
        yield ICON, icon(title, look)


def _svg_fault(content: bytes) -> str:
    """Return ``unreadable``, or the first element or attribute that is no part of a drawing."""
    active: list[str] = []
    around: list[str] = []
    styles: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not around and (space, local) != (_SVG, "svg"):
            raise ValueError
        around.append(local.lower())
        if local.lower() in _ACTIVE:
            active.append(f"<{local}>")
        for attribute, value in attributes.items():
            plain = attribute.rpartition(" ")[2].lower()
            if _is_active(plain, value):
                active.append(f'{plain}="{value[:40]}"')

    def end(_: str) -> None:
        around.pop()

    def text(data: str) -> None:
        if around[-1] == "style":
            styles.append(data)

    def entity(*_: object) -> None:
        raise ValueError

    def instruction(target: str, _data: str) -> None:
        active.append(f"<?{target}?>")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = entity
    parser.ProcessingInstructionHandler = instruction
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError):
        return "unreadable"
    if _FETCHES.search("".join(styles)):
        active.append("<style>")
    return active[0] if active else ""


def _is_active(attribute: str, value: str) -> bool:
    """Return whether an attribute of a drawing would run or fetch something."""
    if attribute in ("href", "src"):
        return not _HARMLESS.match(value)
    if attribute == "attributename":
        return value.rpartition(":")[2].strip().lower() == "href"
    return attribute.startswith("on") or bool(_FETCHES.search(value))
