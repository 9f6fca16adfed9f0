"""The shards of a folder's table, each worked on in whatever process, in the order of the table."""

from collections.abc import Callable, Generator, Iterator
from typing import TypeVar

from tressons_ld.catalogue.model import Row
from tressons_ld.files.workers import (
    WorkerDied,
    dies,
    in_order,
)
from tressons_ld.findings.errors import OutputError
from tressons_ld.publication.inputs import OpenFolder
from tressons_ld.publication.shards import Shard, shards_of

Done = TypeVar("Done")

Progress = Callable[[int, int], None]
"""Called with the number of entries done and the number there are."""


def shards_in(folder: OpenFolder) -> Iterator[Shard]:
    """Yield the shards of a folder's table."""
    later = folder.index.additions

    def found_later(id: str) -> object:
        return [
            (each.column, each.value, each.source, each.found_on, each.certainty)
            for each in later.get(id, ())
        ]

    return shards_of(folder.records(), folder.table.index("id"), found_later)


def rendered_shards(
    folder: OpenFolder,
    work: Callable[[Shard], Done],
    jobs: int,
    kept: Callable[[Shard], Done | None] = lambda _shard: None,
) -> Generator[tuple[Shard, Done], None, None]:
    """Yield what each shard of a folder comes to, in the order of the table.

    To be closed before anything that the work writes to is removed.

    Raises:
        OutputError: a row makes the process die that works on it, and is named; or something
            else killed that process.
    """
    try:
        yield from in_order(work, shards_in(folder), jobs, kept)
    except WorkerDied as death:
        if death.task is None:
            raise OutputError(
                "Un des processus au travail a été tué, et ce n'est la faute d'aucune ligne : "
                "sans doute par le système, faute de mémoire. Rien n'a été publié ; recommencer, "
                "avec --jobs 1 si cela se reproduit.",
                "One of the processes at work was killed, and no row is to blame: probably by the "
                "system, for want of memory. Nothing was published; try again, with --jobs 1 if "
                "it happens again.",
            ) from None
        rows = list(death.task.records)
        while len(rows) > 1:
            half = rows[: len(rows) // 2]
            rows = half if dies(work, Shard(half, "")) else rows[len(rows) // 2 :]
        record = rows[0]
        place = Row(folder.table.header, record.number, record.line).at("id")
        raise OutputError(
            f"{place.in_language('fr')} : cette ligne fait mourir le programme qui la traite. "
            "Rien n'a été publié ; la retirer pour publier le reste, et signaler ce défaut.",
            f"{place.in_language('en')}: this row makes the process die that works on it. "
            "Nothing was published; take it out to publish the rest, and report this fault.",
        ) from None
