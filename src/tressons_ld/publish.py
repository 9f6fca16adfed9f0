"""Everything at once: a new output folder, swapped in whole, or nothing changed.

``public/`` holds ``catalogue.ttl``, ``.jsonld``, ``.rdf``, ``.nt``, ``.nq`` and ``.csv``, and a
``.ttl`` and a ``.jsonld`` for every minted thing, at the path of its IRI. Shards of the table are
rendered by several processes; those that did not change since the last publication are copied
from it.
"""

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tressons_ld.build import LEDGER_FILE, OpenFolder
from tressons_ld.errors import LedgerError
from tressons_ld.gathering import Gathered
from tressons_ld.inspection import Inspection
from tressons_ld.interruption import undisturbed
from tressons_ld.manifest import FILE as MANIFEST
from tressons_ld.output import (
    followed,
    locked_file,
    locked_folder,
    move_file,
    new_file,
    new_folder,
    refuse_foreign,
    scratch_folder,
    swap,
)
from tressons_ld.rendering import STREAMS, Renderer
from tressons_ld.walking import Progress, rendered_shards
from tressons_ld.workers import processes
from tressons_ld.writing import Writing


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication came to.

    Attributes:
        report: all that was found.
        published: whether the output folder was replaced.
        output: the output folder.
        resources: number of resources.
        triples: number of triples of ``catalogue.nt``.
        files: number of files published.
        rendered: number of resources that were mapped, checked and written anew.
        ledger_changed: whether ``identities.csv`` was written.
    """

    report: Gathered
    published: bool
    output: Path
    resources: int
    triples: int
    files: int
    rendered: int
    ledger_changed: bool


def publish(
    folder: OpenFolder,
    output: Path,
    *,
    locked: bool = False,
    removing: int | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Publication:
    """Check the folder and write all of its publication into ``output``.

    A violation leaves ``output`` and the lock file as they were.

    Args:
        folder: the catalogue folder.
        output: the folder to replace; it must be a publication, empty or absent.
        locked: fail instead of changing the lock file.
        removing: number of resources that are meant to go, where they are more than a set share.
        jobs: number of processes; all processors by default.
        progress: called after each shard.

    Raises:
        OutputError: the output folder cannot be written, or another publication is under way.
        FolderError: a file of the folder has changed since it was opened.
        LedgerError: ``locked``, and the lock file would change; or it has gone, and the output
            folder was published with it.
        ShapesError: a file of the ontology cannot be used.
        WorkerDied: a row makes the process die that works on it.
    """
    output = followed(output)
    refuse_foreign(output)
    with (
        locked_folder(output),
        locked_file(folder.path / LEDGER_FILE),
        new_folder(output) as new,
        Writing(folder, output, new, tuple(STREAMS), removing) as writing,
    ):
        folder.refuse_changed()
        _refuse_lost_ledger(folder, output)
        report = writing.all(processes(jobs), progress)
        changed = writing.recording.changed
        publication = Publication(
            report=report,
            published=report.publishable,
            output=output,
            resources=writing.resources,
            triples=writing.counts.triples,
            files=writing.files,
            rendered=writing.rendered,
            ledger_changed=changed and report.publishable,
        )
        if not report.publishable:
            return publication
        if changed and locked:
            raise LedgerError(
                f"{LEDGER_FILE} changerait : publier sans --locked, puis enregistrer ce fichier.",
                f"{LEDGER_FILE} would change: publish without --locked, then commit that file.",
            )
        if not changed:
            with undisturbed():
                swap(new, output)
            return publication
        with (
            new_file(folder.path / LEDGER_FILE, writing.ledger_text()) as put_in_place,
            undisturbed(),
        ):
            swap(new, output, put_in_place)
    return publication


def _refuse_lost_ledger(folder: OpenFolder, output: Path) -> None:
    if (output / MANIFEST).exists() and not (folder.path / LEDGER_FILE).exists():
        raise LedgerError(
            f"{LEDGER_FILE} a disparu, et {output} a été publié avec lui : sans lui, rien ne dit "
            "quels identifiants sont publiés. Le rétablir, depuis une sauvegarde ou par git ; ou, "
            f"si rien de {output} n'a jamais été mis en ligne, retirer aussi ce dossier.",
            f"{LEDGER_FILE} has gone, and {output} was published with it: without it nothing says "
            "which ids are published. Put it back, from a backup or with git; or, if nothing of "
            f"{output} was ever put on line, remove that folder too.",
        )


def rehearse(
    folder: OpenFolder,
    output: Path,
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Gathered:
    """Write all of a publication into an empty folder, and leave every other file as it is.

    The lock file is not written, and no earlier publication is read. What is found is what
    :func:`check` finds.

    Args:
        folder: the catalogue folder.
        output: an empty folder; complete when nothing stops the publication.
        jobs: number of processes; all processors by default.
        progress: called after each shard.
    """
    with Writing(folder, output, output, tuple(STREAMS)) as writing:
        return writing.all(processes(jobs), progress)


def build(
    folder: OpenFolder,
    stream: str,
    target: Path | IO[bytes],
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Gathered:
    """Check the folder and write its graph in one format; with a violation, write nothing.

    What is found is what :func:`check` finds but for ``publication.…``, what speaks against
    publishing the folder as it is: nothing is published.

    Args:
        folder: the catalogue folder.
        stream: a format, of :data:`rendering.STREAMS`.
        target: a path, replaced whole, or an open file.
        jobs: number of processes; all processors by default.
        progress: called after each shard.

    Raises:
        OutputError: the file cannot be written.
        OSError: the open file cannot be written.
    """
    if isinstance(target, Path):
        if target.exists() and not target.is_file():
            # A device or a pipe is written to, never replaced.
            with target.open("wb") as device:
                return build(folder, stream, device, jobs=jobs, progress=progress)
        target = followed(target)
    beside = target.parent if isinstance(target, Path) else None
    refused: OSError | None = None
    with scratch_folder(beside) as new:
        with Writing(folder, None, new, (stream,)) as writing:
            report = writing.all(processes(jobs), progress)
        if report.publishable and isinstance(target, Path):
            move_file(new / STREAMS[stream], target)
        elif report.publishable and not isinstance(target, Path):
            with (new / STREAMS[stream]).open("rb") as done:
                try:
                    shutil.copyfileobj(done, target, 1 << 20)
                except OSError as error:
                    refused = error
    if refused:
        raise refused  # By the file given, such as a pipe that nobody reads any more.
    return report


def check(
    folder: OpenFolder,
    *,
    removing: int | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Gathered:
    """Return all that :func:`publish` would find in the folder, given the same; write nothing.

    No output folder is looked at. What is not wrong with the catalogue but with the writing is no
    finding, and only the command that writes tells it: that the lock file has changed and is to be
    committed, that it may not change (``locked``), that it has gone and the output folder was
    published with it, that the output folder cannot be replaced.

    Args:
        folder: the catalogue folder.
        removing: number of resources that are meant to go, as :func:`publish` takes it.
        jobs: number of processes; all processors by default.
        progress: called after each shard.

    Raises:
        FolderError: a file of the folder has changed since it was opened.
        ShapesError: a file of the ontology cannot be published.
        OutputError: a row makes the process die that works on it.
    """
    inspection, done = Inspection(folder, removing=removing), 0
    renderer = Renderer(folder, (), documents=False, recording=False, checking=True)
    with closing(rendered_shards(folder, renderer, processes(jobs))) as shards:
        for _, rendered in shards:
            inspection.add(rendered.findings, rendered.recorded)
            done += rendered.entries
            if progress:
                progress(done, len(folder.index))
    return inspection.end()
