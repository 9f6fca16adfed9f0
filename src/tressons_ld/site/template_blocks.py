"""What templates name: the templates that they build on, and the blocks of these that they fill."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tressons_ld.catalogue.model import HouseTemplate, Look
from tressons_ld.site.templating import TOOL, template_names, tree_of

if TYPE_CHECKING:
    from jinja2 import nodes


class IdleBlock(NamedTuple):
    """A block that fills nothing, and so is without effect.

    Attributes:
        line: where it begins.
        name: of the block.
        extended: name of the template that is extended.
        known_blocks: those that this one has.
    """

    line: int
    name: str
    extended: str
    known_blocks: tuple[str, ...]


class NamedTemplate(NamedTuple):
    """A template that another one extends, includes or imports by its name.

    Attributes:
        line: where it is named.
        name: of the template.
    """

    line: int
    name: str


def named_templates(template: HouseTemplate, look: Look) -> Iterator[NamedTemplate]:
    """Yield the templates that one takes, but those that it can do without or that it computes."""
    from jinja2 import nodes

    tree = tree_of(template.name, look)
    kinds = nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport
    for each in tree.find_all(kinds) if tree else ():
        fields = dict(each.iter_fields())
        name = getattr(fields["template"], "value", None)
        if isinstance(name, str) and not fields.get("ignore_missing"):
            yield NamedTemplate(each.lineno, name)


def idle_blocks(template: HouseTemplate, look: Look) -> Iterator[IdleBlock]:
    """Yield the blocks of a template that the one which it extends does not have.

    Nothing is told where no template is extended, or one that is not there or is computed.
    """
    tree = tree_of(template.name, look)
    extended = tree and _extended(tree)
    if not tree or not extended or tree_of(extended, look) is None:
        return
    known = tuple(_blocks_along(extended, look))
    for block in _outermost(tree):
        if block.name not in known:
            yield IdleBlock(block.lineno, block.name, extended, known)


def missing_blocks(template: HouseTemplate, look: Look) -> dict[str, list[str]]:
    """Return the blocks that a template lacks, each with the templates of the tool that fill it."""
    blocks = _blocks_along(template.name, look)
    missing: dict[str, list[str]] = {}
    for name in template_names():
        tree = tree_of(f"{TOOL}{name}", look)
        if tree and _extended(tree) == template.name:
            for block in _outermost(tree):
                if block.name not in blocks:
                    missing.setdefault(block.name, []).append(name)
    return missing


def _blocks_along(name: str, look: Look) -> dict[str, None]:
    """Return the names of the blocks of a template and of those that it extends in turn."""
    from jinja2 import nodes

    blocks, seen, extended = dict[str, None](), set[str](), name
    while extended and extended not in seen and (tree := tree_of(extended, look)):
        seen.add(extended)
        blocks |= {each.name: None for each in tree.find_all(nodes.Block)}
        extended = _extended(tree)
    return blocks


def _extended(tree: "nodes.Template") -> str:
    """Return the name of what a template extends; empty for nothing, or what is computed."""
    from jinja2 import nodes

    extends = tree.find(nodes.Extends)
    name = extends.template if extends else None
    return str(name.value) if isinstance(name, nodes.Const) else ""


def _outermost(node: "nodes.Node") -> Iterator["nodes.Block"]:
    """Yield the blocks that lie in no other one: what lies within is laid out with it."""
    from jinja2 import nodes

    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _outermost(child)
