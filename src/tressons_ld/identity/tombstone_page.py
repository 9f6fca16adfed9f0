"""The page that stands where a thing was: it leads on to its successor, or says why it has gone.

For people who follow an old link on a host without rules, and the body of the answer «410 Gone» on
a host with them. HTML 5, French and English, nothing loaded from elsewhere.
"""

from html import escape
from posixpath import relpath

from tressons_ld.catalogue.model import RetiredThing
from tressons_ld.findings.language import date_in_words
from tressons_ld.rdf.formats import JSON_LD, TURTLE

_NOT_INDEXED = '<meta name="robots" content="noindex">\n'


def page(
    retired: RetiredThing,
    site_url: str,
    path: str,
    successor_path: str = "",
    successor_gone: bool = False,
    data_path: str = "",
) -> str:
    """Return the page of what was renamed, merged or removed.

    Links are relative, so they lead on wherever the files lie, and lead to files that are there: to
    the data of the successor, which has no page of its own, or to the page that says why it has
    gone too. The canonical address of that page is under ``site_url``.

    Args:
        retired: what it was.
        site_url: where the files lie.
        path: path of the documents of the thing, without their extension.
        successor_path: path of the documents of its successor, without their extension.
        successor_gone: whether the successor was removed since: its own page is what is left.
        data_path: path of the documents that describe the successor, where they are not its own.
    """
    if retired.successor is None:
        return _document(_removed(retired), "Fiche retirée · Record withdrawn", _NOT_INDEXED)
    folder, head = path.rpartition("/")[0] or ".", _NOT_INDEXED
    name = f"<code>{escape(retired.successor)}</code>"
    if successor_gone:
        target = escape(relpath(f"{successor_path}.html", folder), quote=True)
        canonical = escape(f"{site_url}{successor_path}.html", quote=True)
        head = (
            f'<meta http-equiv="refresh" content="0; url={target}">\n'
            f'<link rel="canonical" href="{canonical}">\n'
        )
        name = f'<a href="{target}">{name}</a>'
    data = escape(relpath(data_path or successor_path, folder), quote=True)
    return _document(_moved(retired, name, data), "Fiche déplacée · Record moved", head)


def _moved(retired: RetiredThing, name: str, data: str) -> str:
    french, english = date_in_words(retired.day)
    links = ", ".join(
        f'<a href="{data}{each.extension}">{each.label}</a>' for each in (TURTLE, JSON_LD)
    )
    return (
        f"<p>Depuis le {french}, cette fiche est ici : {name}.</p>\n"
        f'<p lang="en">Since {english} this record is here: {name}.</p>\n'
        f'<p>Données <span lang="en">· Data</span> : {links}</p>\n' + _reason(retired)
    )


def _removed(retired: RetiredThing) -> str:
    french, english = date_in_words(retired.day)
    return (
        f"<p>Cette fiche a été retirée du catalogue le {french}.</p>\n"
        f'<p lang="en">This record was withdrawn from the catalogue on {english}.</p>\n'
        + _reason(retired)
    )


def _reason(retired: RetiredThing) -> str:
    if not retired.reason:
        return ""
    label = 'Raison <span lang="en">· Reason</span>'
    return f"<p>{label} : {escape(retired.reason)}</p>\n"


def _document(body: str, title: str, head: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{head}<title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}"
        "</main>\n</body>\n</html>\n"
    )
