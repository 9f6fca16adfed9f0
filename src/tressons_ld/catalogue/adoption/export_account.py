"""What is told of a newer export: the rows and cells that differ, and what is in conflict."""

from collections.abc import Iterator

from tressons_ld.catalogue.adoption.newer_export import NewerExport
from tressons_ld.catalogue.adoption.three_way import Difference, Fate
from tressons_ld.findings.language import quoted, short
from tressons_ld.findings.messages import sentence

_MOST_LINES = 40
_LONGEST = 60


def export_account(export: NewerExport, language: str) -> Iterator[str]:
    """Yield the lines of the account: conflicts first, of many differences the first ones."""
    differences = sorted(export.merged.differences, key=lambda one: not one.fate.conflict)
    for difference in differences[:_MOST_LINES]:
        yield f"  - {_line(difference, language)}\n"
    if len(differences) > _MOST_LINES:
        yield f"  - {_sentence('more', language, n=len(differences) - _MOST_LINES)}\n"
    if others := export.adopted.table.other_sheets:
        read = quoted(short(export.adopted.table.sheet), language)
        yield _sentence("sheet", language, name=read) + ", "
        names = ", ".join(quoted(short(each), language) for each in others[:_MOST_LINES])
        yield _sentence("other-sheets", language, n=len(others), names=names) + "\n"
    if export.vanished:
        names = ", ".join(quoted(short(each), language) for each in export.vanished[:_MOST_LINES])
        yield _sentence("vanished", language, n=len(export.vanished), names=names) + "\n"
    if export.known_rows:
        yield _sentence("known-rows", language, n=export.known_rows) + "\n"
    for table, named in export.names.items():
        names = ", ".join(quoted(short(each), language) for each in named[:_MOST_LINES])
        yield _sentence("names-added", language, table=table, names=names) + "\n"
    fates = [difference.fate for difference in export.merged.differences]
    yield (
        _sentence(
            "differences",
            language,
            n=len(export.adopted.rows),
            added=fates.count(Fate.ADDED),
            removed=fates.count(Fate.REMOVED),
            changed=fates.count(Fate.CHANGED),
            conflicts=sum(fate.conflict for fate in fates),
        )
        + "\n"
    )


def _line(difference: Difference, language: str) -> str:
    texts = {
        name: quoted(short(text, _LONGEST), language) if text else _sentence("nothing", language)
        for name, text in (
            ("before", difference.before),
            ("here", difference.here),
            ("there", difference.there),
        )
    }
    key = difference.fate.name.lower().replace("_", "-")
    return _sentence(key, language, id=difference.id, column=difference.column, **texts)


def _sentence(key: str, language: str, **details: object) -> str:
    return sentence(f"account.{key}", **details).in_language(language)
