"""In which languages a catalogue states what the tool says of it in French and English."""

from collections.abc import Iterable

from tressons_ld.catalogue.model import SharedPart
from tressons_ld.rdf.terms import Triple

_FRENCH, _ENGLISH = '"@fr', '"@en'


def has_french(shared: SharedPart) -> bool:
    """Return whether a house writes French: its catalogue, its title, or any of its words."""
    whole, source = shared.catalogue, shared.source
    texts = (
        *(whole.title, whole.description, whole.rights, whole.data_title, whole.data_description),
        source.rights if source else None,
        *shared.schemes.values(),
        *(concept.labels for concept in shared.concepts.values()),
    )
    return whole.language == "fr" or any(text.fr for text in texts if text)


def without_french(triples: Iterable[Triple]) -> list[Triple]:
    """Return statements without those in French about what has words in English too.

    What is said of a file, ``"Le catalogue en CSV"@fr, "The catalogue as CSV"@en``, and of the
    terms of others is the tool's own: a house without French did not write it.
    """
    given = list(triples)
    in_english = {s for s, _, o in given if o.endswith(_ENGLISH)}
    return [t for t in given if not (t[2].endswith(_FRENCH) and t[0] in in_english)]
