"""What a reference says of a resource, whichever program reads it."""

from collections.abc import Iterable
from typing import NamedTuple

from tressons_ld.catalogue.columns.other_identifiers import notation_of
from tressons_ld.catalogue.model import SCHEME_OF_COLUMN, Entry
from tressons_ld.mapping.fields import Context
from tressons_ld.rdf.terms import iri_text


class ReferenceType(NamedTuple):
    """What the three formats call a sort of document.

    Attributes:
        bibtex: type of an entry, of those that BibTeX itself knows.
        ris: value of the tag ``TY``.
        csl: type of an item (https://docs.citationstyles.org/en/stable/specification.html,
            appendix III).
        zotero: type of an item of Zotero
            (https://www.zotero.org/support/kb/item_types_and_fields).
    """

    bibtex: str
    ris: str
    csl: str
    zotero: str


_OTHER = ReferenceType("misc", "GEN", "document", "document")
# schema.org type -> what it is called. BibTeX has no type for what is not printed.
_TYPES = {
    "Report": ReferenceType("techreport", "RPRT", "report", "report"),
    "Book": ReferenceType("book", "BOOK", "book", "book"),
    "Chapter": ReferenceType("incollection", "CHAP", "chapter", "bookSection"),
    "ScholarlyArticle": ReferenceType("article", "JOUR", "article-journal", "journalArticle"),
    "NewsArticle": ReferenceType("article", "NEWS", "article-newspaper", "newspaperArticle"),
    "Article": ReferenceType("article", "MGZN", "article", "magazineArticle"),
    "BlogPosting": ReferenceType("misc", "BLOG", "post-weblog", "blogPost"),
    "Thesis": ReferenceType("misc", "THES", "thesis", "thesis"),
    "Legislation": ReferenceType("misc", "STAT", "legislation", "statute"),
    "Map": ReferenceType("misc", "MAP", "map", "map"),
    "Dataset": ReferenceType("misc", "DATA", "dataset", "dataset"),
    "VideoObject": ReferenceType("misc", "VIDEO", "motion_picture", "videoRecording"),
    "Movie": ReferenceType("misc", "MPCT", "motion_picture", "film"),
    "AudioObject": ReferenceType("misc", "SOUND", "song", "audioRecording"),
    "PodcastEpisode": ReferenceType("misc", "SOUND", "song", "podcast"),
    "ImageObject": ReferenceType("misc", "FIGURE", "graphic", "artwork"),
    "Photograph": ReferenceType("misc", "FIGURE", "graphic", "artwork"),
    "PresentationDigitalDocument": ReferenceType("misc", "SLIDE", "speech", "presentation"),
    "SoftwareApplication": ReferenceType("misc", "COMP", "software", "computerProgram"),
    "SoftwareSourceCode": ReferenceType("misc", "COMP", "software", "computerProgram"),
    "WebPage": ReferenceType("misc", "ELEC", "webpage", "webpage"),
    "WebSite": ReferenceType("misc", "ELEC", "webpage", "webpage"),
}


def reference_type(schema_types: Iterable[str]) -> ReferenceType:
    """Return what a document of some schema.org types is called, by the first of them that is.

    >>> reference_type(["LearningResource", "VideoObject"]).csl, reference_type([]).ris
    ('motion_picture', 'GEN')
    """
    return next((_TYPES[name] for name in schema_types if name in _TYPES), _OTHER)


class Reference(NamedTuple):
    """A reference.

    Attributes:
        id: of the resource: lower-case letters, digits and hyphens.
        type: what the formats call it.
        title: of the resource.
        authors: organisations, then people, in the printed order. Each is one name: which part of
            it is the family name, the catalogue does not say.
        issued: a year, a month or a day, as precise as the source; or None.
        genre: its kind, in the words of the catalogue.
        publisher: who a source says has published it; or None.
        language: its tag.
        address: the IRI, by which it is cited.
        doi: its DOI, ``10.1234/abc``; or None.
        isbn: its ISBN; or None.
        issn: its ISSN; or None.
    """

    id: str
    type: ReferenceType
    title: str
    authors: tuple[str, ...]
    issued: str | None
    genre: str
    publisher: str | None
    language: str
    address: str
    doi: str | None = None
    isbn: str | None = None
    issn: str | None = None

    @property
    def date_parts(self) -> list[int]:
        """The year, then the month and the day where the source says them."""
        return [int(part) for part in self.issued.split("-")] if self.issued else []


def reference_of(entry: Entry, context: Context) -> Reference:
    """Return the reference to an entry."""
    shared = context.shared
    kind = shared.concepts.get((SCHEME_OF_COLUMN["kind"], entry.kind))
    agents = [shared.agents[id].name for id in (*entry.organisations, *entry.persons)]
    known = {each.partition(":")[0]: notation_of(each) for each in reversed(entry.identifiers)}
    labels = (kind.labels.in_language(context.language), *kind.labels) if kind else ()
    return Reference(
        id=entry.id,
        type=reference_type(kind.schema_types if kind else ()),
        title=entry.title,
        authors=tuple(agents),
        issued=entry.issued,
        genre=next(filter(None, labels), ""),
        publisher=shared.agents[entry.publisher].name if entry.publisher else None,
        language=entry.language,
        address=iri_text(context.iris.resource(entry.id)),
        doi=known.get("doi"),
        isbn=known.get("isbn"),
        issn=known.get("issn"),
    )


def on_one_line(text: str) -> str:
    r"""Return a text without line ends: a format whose records are lines has no place for them.

    >>> on_one_line("Ville\r\net\u2028campagne")
    'Ville et campagne'
    """
    return " ".join(line for line in text.splitlines() if line)
