"""CSL-JSON: a reference as the processors of the Citation Style Language read it.

Specification: CSL 1.0.2, csl-data.json (https://github.com/citation-style-language/schema).
"""

import json
from typing import Any

from tressons_ld.consumers.reference_managers.reference import Reference

SEPARATOR = ",\n"


def csl_item(reference: Reference) -> str:
    """Return the item, on one line."""
    item: dict[str, Any] = {
        "id": reference.id,
        "type": reference.type.csl,
        "title": reference.title,
        "author": [{"literal": name} for name in reference.authors],
        "issued": {"date-parts": [reference.date_parts]} if reference.issued else None,
        "genre": reference.genre,
        "publisher": reference.publisher,
        "language": reference.language,
        "URL": reference.address,
        "DOI": reference.doi,
        "ISBN": reference.isbn,
        "ISSN": reference.issn,
    }
    return json.dumps({key: value for key, value in item.items() if value}, ensure_ascii=False)


def csl_items(items: str) -> str:
    """Return the array of some items, which :data:`SEPARATOR` parts."""
    return f"[\n{items}\n]\n"
