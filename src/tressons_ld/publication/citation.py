"""``CITATION.cff``: how to cite the catalogue as data, for programs that manage references.

Specification: Citation File Format 1.2.0 (https://citation-file-format.github.io/).
"""

import json
from collections.abc import Iterator

from tressons_ld.artifacts import Artifact, File, Fold, PublicationFacts
from tressons_ld.mapping.data import description_of
from tressons_ld.mapping.edition import author_of, title
from tressons_ld.mapping.fields import Context

PATH = "CITATION.cff"


class Citation(Artifact):
    """The file that says how to cite the catalogue."""

    name = "citation"

    def __init__(self, context: Context) -> None:
        """Take the shared part."""
        self._context = context

    def fold(self) -> Fold:
        """Return the file: it does not depend on the entries, but on their newest day."""
        return _CitationFile(self._context)


class _CitationFile(Fold):
    def __init__(self, context: Context) -> None:
        self._context = context

    def files(self, facts: PublicationFacts) -> Iterator[File]:
        yield PATH, citation_file(self._context, facts.newest).encode()


def citation_file(context: Context, version: str) -> str:
    """Return the text of the file, in YAML whose values are written as JSON writes them.

    Args:
        context: the shared part.
        version: the newest day on which anything recorded changed.
    """
    catalogue = context.shared.catalogue
    abstract = description_of(catalogue).in_language(context.language)
    values = {
        "cff-version": "1.2.0",
        "message": "Pour citer ces données · To cite these data",
        "type": "dataset",
        "title": title(context),
        "abstract": abstract,
        "authors": [{"name": author_of(context)}] if author_of(context) else [],
        "keywords": list(catalogue.data_keywords),
        "version": version,
        "date-released": version,
        "url": context.shared.settings.site_url,
        "identifiers": [{"type": "url", "value": context.iris.data[1:-1]}],
    }
    if catalogue.licence and catalogue.licence.confirmed:
        values["license-url"] = catalogue.licence.iri
    known = {key: json.dumps(value, ensure_ascii=False) for key, value in values.items() if value}
    return "".join(f"{key}: {text}\n" for key, text in known.items())
