"""A description composed of the other fields of an entry, where the house asks for one."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from tressons_ld.catalogue.model import SharedPart


def composed_description(values: Mapping[str, Any], shared: SharedPart) -> str:
    """Return the title, kind, authors, publisher and date of an entry, and that it is composed.

    « Étude. Rapport. Jeanne Dupont. 2020. (Présentation composée des autres champs de la notice.) »
    Nothing in a language that we have no words for: a literal is in the language that it bears.

    Args:
        values: the fields of the entry.
        shared: the things that it names.
    """
    language = values["language"]
    words = _words().get(language.partition("-")[0])
    if words is None:
        return ""
    facts = (f"{fact}." for fact in _facts(values, shared, language))
    return " ".join((*facts, f"({words}.)"))


def _facts(values: Mapping[str, Any], shared: SharedPart, language: str) -> Iterator[str]:
    if title := values.get("title"):
        yield title.rstrip(".")
    kind = shared.concepts.get(("genre", values.get("kind", "")))
    if kind is not None:
        label, tag = kind.label_in(language)
        if tag == language:
            yield label
    agents = [*values.get("organisations", ()), *values.get("persons", ())]
    names = [shared.agents[id].name for id in agents if id in shared.agents]
    if names:
        yield ", ".join(names)
    publisher = shared.agents.get(values.get("publisher", ""))
    place = [publisher.name] if publisher is not None and publisher.name not in names else []
    if ending := ", ".join([*place, *filter(None, [values.get("issued")])]):
        yield ending


@cache
def _words() -> dict[str, str]:
    path = files("tressons_ld.catalogue.tables").joinpath("composed_descriptions.toml")
    return tomllib.loads(path.read_text("utf-8"))
