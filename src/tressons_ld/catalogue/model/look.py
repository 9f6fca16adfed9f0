"""What a house sets of the look of its site: logo, colours, words, templates."""

from dataclasses import dataclass
from typing import NamedTuple


class HouseText(NamedTuple):
    """Some words of the interface, as a house says them.

    Attributes:
        area: of the texts.
        key: of the words in it.
        language: ``fr`` or ``en``.
        words: the words; where a number decides, the singular and the plural.
    """

    area: str
    key: str
    language: str
    words: str | tuple[str, ...]

    @property
    def setting(self) -> str:
        """The dotted key of catalogue.toml that gives them."""
        return f"site.texts.{self.area}.{self.key}"


class Logo(NamedTuple):
    """A picture that stands beside the title.

    Attributes:
        name: of its file in the folder ``templates``.
        content: of the file, cut where it is too large; None where it cannot be read.
    """

    name: str
    content: bytes | None


class HouseTemplate(NamedTuple):
    """A template that stands for that of the tool.

    Attributes:
        name: of its file in the folder ``templates``: ``resource.html``.
        text: the template.
    """

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a site, as far as the house sets it.

    Attributes:
        logo: None where there is none.
        accent: colour of links and marks on light ground, ``#0b5d5e``; empty for the tool's.
        dark_accent: the same on dark ground.
        texts: words of the interface.
        templates: in the order of their names.
    """

    logo: Logo | None = None
    accent: str = ""
    dark_accent: str = ""
    texts: tuple[HouseText, ...] = ()
    templates: tuple[HouseTemplate, ...] = ()
