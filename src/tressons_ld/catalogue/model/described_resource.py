"""What a resource is about and stands beside, and the columns that say it."""

from dataclasses import dataclass

from tressons_ld.catalogue.columns.column import column
from tressons_ld.catalogue.columns.resource_ids import RESOURCE, RESOURCE_OR_URL
from tressons_ld.catalogue.columns.thing_names import PLACE, SERIES, ConceptName
from tressons_ld.catalogue.model.cited_resource import CitedResource
from tressons_ld.findings.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedResource(CitedResource):
    """What is said of the content of a resource: what it is about, and what it stands beside.

    ``themes``, ``audiences``, ``levels`` are ids of concepts; ``places``, ``series`` ids of theirs;
    ``based_on`` ids of other entries, and the other relations these or addresses.
    """

    description: str = column(
        Text("la présentation, mot pour mot", "the presentation, word for word"),
        required=True,
        advice=Text(
            "plus de 100 caractères de description, si l'éditeur en dit autant",
            "more than 100 characters of description, if the publisher says as much",
        ),
    )
    themes: tuple[str, ...] = column(
        Text("les thèmes, pris dans `concepts.csv`", "the themes, out of `concepts.csv`"),
        ConceptName("theme", "theme"),
        many=True,
        advice=Text(
            "le ou les thèmes de la ressource, tels que les nomme concepts.csv",
            "the theme or themes of the resource, as concepts.csv names them",
        ),
    )
    keywords: tuple[str, ...] = column(
        Text(
            "les mots-clés, pris dans le texte même de la notice",
            "the keywords, out of the very text of the entry",
        ),
        many=True,
        advice=Text(
            "deux ou trois mots-clés, séparés par « ; »", "two or three keywords, split by « ; »"
        ),
    )
    audiences: tuple[str, ...] = column(
        Text("le public, seulement si le texte le dit", "the audience, only if the text says so"),
        ConceptName("public", "audience"),
        many=True,
    )
    levels: tuple[str, ...] = column(
        Text(
            "le niveau de ceux à qui elle s'adresse (débutant, licence), un de `concepts.csv`",
            "the level of those whom it is for (beginner, bachelor), one of `concepts.csv`",
        ),
        ConceptName("niveau", "level"),
        many=True,
    )
    places: tuple[str, ...] = column(
        Text("les territoires étudiés", "the places it is about"),
        PLACE,
        many=True,
        advice=Text(
            "le territoire dont parle la ressource, tel que le nomme places.csv, où se dit aussi "
            "son contour ; rien si elle ne parle d'aucun",
            "the place the resource is about, as places.csv names it, where its outline is said "
            "too; nothing if it is about none",
        ),
    )
    series: tuple[str, ...] = column(
        Text(
            "la série ou l'ensemble dont elle fait partie",
            "the series or the set that it belongs to",
        ),
        SERIES,
        many=True,
    )
    based_on: tuple[str, ...] = column(
        Text(
            "l'`id` des ressources dont elle est tirée (synthèse d'une étude)",
            "the `id` of the resources it was made from (a summary of a study)",
        ),
        RESOURCE,
        many=True,
    )
    translation_of: tuple[str, ...] = column(
        Text(
            "ce dont elle est la traduction : l'`id` d'une ressource du catalogue, ou une adresse",
            "what it is a translation of: the `id` of a resource of the catalogue, or an address",
        ),
        RESOURCE_OR_URL,
        many=True,
    )
    version_of: tuple[str, ...] = column(
        Text(
            "ce dont elle est une version ou une édition : un `id`, ou une adresse",
            "what it is a version or an edition of: an `id`, or an address",
        ),
        RESOURCE_OR_URL,
        many=True,
    )
    replaces: tuple[str, ...] = column(
        Text(
            "ce qu'elle remplace : un `id`, ou une adresse",
            "what it replaces: an `id`, or an address",
        ),
        RESOURCE_OR_URL,
        many=True,
    )
    references: tuple[str, ...] = column(
        Text(
            "ce qu'elle cite : des `id`, ou des adresses",
            "what it cites: `id`s, or addresses",
        ),
        RESOURCE_OR_URL,
        many=True,
    )
