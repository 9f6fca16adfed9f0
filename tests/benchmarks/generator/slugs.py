"""Ids made of names."""

import re
import unicodedata


def slug(text: str) -> str:
    """Return the text in lower-case ASCII letters, digits and hyphens.

    >>> slug("L'Épicerie d'à côté")
    'l-epicerie-d-a-cote'
    """
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("’", "'"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub("[^a-z0-9]+", "-", letters).strip("-")[:90].rstrip("-")
