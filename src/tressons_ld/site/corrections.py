"""« Proposer une correction »: a letter or an issue that says where in the table it would be made.

A row is named by its id, not by its number: numbers move with every row that is put in above, and
each page below would be another one.
"""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from tressons_ld.catalogue.model import RESOURCES, Entry
from tressons_ld.findings.finding import column_letters
from tressons_ld.findings.language import in_quotation_marks
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_size import LONGEST_ADDRESS, cut
from tressons_ld.site.views import LangString, Link

_GITLAB = "/-/issues/new"
_LONGEST_TITLES = (300, 150, 75, 40)
# What the forms of GitHub, Gitea and Forgejo call the title and the text of an issue; of GitLab.
_NAMES, _NAMES_OF_GITLAB = ("title", "body"), ("issue[title]", "issue[description]")


def correction_links(edition: LocalisedSite, entry: Entry, iri: str) -> Iterator[Link]:
    """Yield a link for each address of ``[contact]`` to which a correction can be sent.

    A title too long for the address is cut: the IRI says which resource it is.
    """
    contact = edition.shared.catalogue.contact
    if contact is None or not (contact.email or contact.issues):
        return
    for letters in _LONGEST_TITLES:
        links = tuple(_links(edition, entry, iri, cut(" ".join(entry.title.split()), letters)))
        if all(len(link.href) <= LONGEST_ADDRESS for link in links):
            break
    yield from links


def _links(edition: LocalisedSite, entry: Entry, iri: str, title: str) -> Iterator[Link]:
    """Yield the links, which call the resource by a title."""
    contact, texts = edition.shared.catalogue.contact, edition.texts
    subject = texts("correction", "subject", title=title)
    body = _body(edition, entry, iri, title)
    if contact and contact.email:
        # RFC 6068, section 5: a line of the body ends with %0D%0A.
        address = quote(contact.email, safe="@")
        href = f"mailto:{address}?{_query(('subject', 'body'), subject, body, end='%0D%0A')}"
        yield Link(LangString(texts("correction", "by_mail")), href)
    if contact and contact.issues:
        parts = urlsplit(contact.issues)
        names = _NAMES_OF_GITLAB if parts.path.endswith(_GITLAB) else _NAMES
        given = "&".join(filter(None, (parts.query, _query(names, subject, body, end="%0A"))))
        href = parts._replace(query=given).geturl()
        yield Link(LangString(texts("correction", "by_issue")), href)


def _query(names: tuple[str, str], subject: str, body: str, *, end: str) -> str:
    text = end.join(quote(line, safe="") for line in body.splitlines())
    first, second = (quote(name, safe="") for name in names)
    return f"{first}={quote(' '.join(subject.split()), safe='')}&{second}={text}"


def _body(edition: LocalisedSite, entry: Entry, iri: str, title: str) -> str:
    """Return the text to be completed: the file, the row and the columns that the table has."""
    header = entry.row.header
    named = []
    for name in RESOURCES.names:
        if name in header.columns:
            index, heading = header.columns[name]
            named.append(f"{column_letters(index)} {heading}" if header.tabular else heading)
    return edition.texts(
        "correction",
        "body",
        title=title,
        iri=iri,
        file=header.file + (f", {header.sheet}" if header.sheet else ""),
        row=f"{header.columns['id'][1]} = {in_quotation_marks(entry.id, edition.tree.language)}",
        columns=" · ".join(named),
    )
