"""The environment of the tool's own templates: what they put in is escaped, and not marked as such.

The code that Jinja makes of a template calls ``escape`` for each value, which marks what it returns
as escaped: that takes most of its time, and says nothing to a page, whose parts are only joined.
"""

import re
from typing import Any

from jinja2 import Environment, Template
from markupsafe import escape

_TO_BE_ESCAPED = re.compile("[&<>\"']")


class _ToolTemplate(Template):
    @classmethod
    def from_code(cls, *arguments: Any, **named: Any) -> Template:
        """Return a template of compiled code, which has a module's names of its own."""
        template = super().from_code(*arguments, **named)
        template.root_render_func.__globals__["escape"] = _escaped
        return template


class ToolEnvironment(Environment):
    """Its templates put in at once what there is nothing to escape of."""

    template_class = _ToolTemplate


def _escaped(value: object) -> str:
    if type(value) is str and not _TO_BE_ESCAPED.search(value):
        return value
    return escape(value)
