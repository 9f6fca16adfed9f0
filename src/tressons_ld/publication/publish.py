"""Everything at once: a new output folder, swapped in whole, or nothing changed.

``public/`` holds what the artifacts of the composition root end in: ``catalogue.ttl``, ``.jsonld``,
``.rdf``, ``.nt``, ``.nq`` and ``.csv``, a ``.ttl`` and a ``.jsonld`` for every minted thing at the
path of its IRI, feeds, what retired things leave. Shards of the table are rendered by several
processes; the parts of those that did not change since the last publication are taken over.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from tressons_ld.artifacts import Artifact
from tressons_ld.files.output import (
    link_target,
    locked_file,
    locked_folder,
    move_file,
    new_folder,
    scratch_folder,
)
from tressons_ld.files.signals import undisturbed
from tressons_ld.files.workers import processes
from tressons_ld.findings.collector import Collector
from tressons_ld.findings.errors import LedgerError
from tressons_ld.findings.finding import Finding
from tressons_ld.identity.ledger import LEDGER_FILE
from tressons_ld.publication.assembly import Assembly
from tressons_ld.publication.commit import discard, lock_file_after, put_in_place
from tressons_ld.publication.destination import (
    OutputFolder,
    refuse_lost_ledger,
    refuse_of_the_catalogue,
    suitable,
)
from tressons_ld.publication.fingerprints import fingerprints_of
from tressons_ld.publication.inputs import Inputs
from tressons_ld.publication.inspection import Inspection
from tressons_ld.publication.manifest import ShardRecord
from tressons_ld.publication.mapping_changes import mapping_changes
from tressons_ld.publication.name_sample import NameSample
from tressons_ld.publication.pipeline import (
    Checker,
    Progress,
    Task,
    Writer,
    WrittenShard,
    in_table_order,
)
from tressons_ld.publication.previous_publication import PreviousPublication, previous_publication
from tressons_ld.publication.rendering import Renderer
from tressons_ld.publication.shard_findings import Move
from tressons_ld.publication.shard_list import ShardList
from tressons_ld.publication.shards import largest_shards_in, shards_in
from tressons_ld.publication.stamps import write_stamps
from tressons_ld.publication.upload_list import UploadList


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
        rendered: number of resources of which something was written anew.
        ledger_changed: whether ``identities.csv`` was written.
        altered_files: files of the previous publication that were no longer what was published.
        overridden_files: files that were not published, for what is kept bears their names.
        renewed_digests: number of things that an earlier version of the tool recorded otherwise:
            their days stay, whatever was changed in them since.
        renamed: number of things that are published under another id for the first time, and were
            in a feed under the old one.
        rebased: whether the publication that was replaced had another base, at a real address.
        moved_addresses: of data, that the tool has elsewhere from now on, each with its new place.
        mapping_changes: what another version maps otherwise (:func:`.mapping_changes`).
    """

    report: Collector
    published: bool
    output: Path
    resources: int
    triples: int
    files: int
    rendered: int
    ledger_changed: bool
    altered_files: NameSample
    overridden_files: NameSample
    renewed_digests: int
    renamed: int
    rebased: bool
    moved_addresses: NameSample
    mapping_changes: Sequence[str]


def publish(
    inputs: Inputs,
    output: Path,
    *,
    locked: bool = False,
    full: bool = False,
    removing: int | None = None,
    dropping: int | None = None,
    changes: Path | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    shards: ShardList | None = None,
) -> Publication:
    """Check the catalogue and write all of its publication into ``output``.

    A violation leaves ``output`` and the lock file as they were.

    Args:
        inputs: what it is made from.
        output: the folder to replace; it must be a publication, empty or absent.
        locked: fail instead of changing the lock file.
        full: write everything anew, whatever the previous publication holds.
        removing: number of resources that are meant to go, where they are more than a set share.
        dropping: number of addresses of data that are meant to go.
        changes: a file that is to list what has to be uploaded and deleted where the site lies.
        jobs: number of processes; all processors by default.
        progress: called after each shard.
        shards: what watched the table as the inputs were read: only what changed is read again.

    Raises:
        OutputError: the output folder cannot be written, holds what no publication made, or is that
            of another catalogue; another publication is under way; or a row makes the process die
            that works on it.
        FolderError: a file of the folder has changed since it was opened.
        LedgerError: ``locked``, and the lock file would change; or it has gone, and the output
            folder was published with it, or some of its lines.
        ShapesError: a file of the ontology cannot be used.
    """
    folder, settings = inputs.folder.path, inputs.folder.shared.settings
    output, overridden = suitable(output, inputs), NameSample()
    with (
        locked_folder(output),
        locked_file(folder / LEDGER_FILE),
        new_folder(output) as new,
        tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as new_lines,
        ExitStack() as stack,
    ):
        inputs.folder.refuse_changed()
        upload = None if changes is None else UploadList(changes, output, inputs)
        earlier = stack.enter_context(OutputFolder(output, inputs))
        earlier.refuse_another_catalogue()
        refuse_lost_ledger(inputs, output, earlier.header)
        earlier.refuse_unknown()
        inspection = Inspection(inputs, removing=removing, dropping=dropping, spool=new_lines.write)
        inspection.assume_published(*earlier.untold_addresses())
        recording, now = inspection.recording, fingerprints_of(inputs)
        previous = None
        if earlier.manifest and not full:
            previous = previous_publication(earlier.manifest, earlier.stamps, now, inputs, new)
        first = inspection.first_facts()
        assembly = stack.enter_context(Assembly(inputs.artifacts, new, first, previous))
        known = shards if previous else None
        _fill(assembly, inputs, inspection, previous, jobs, progress, output, known, recording=True)
        altered = previous.altered_files if previous else NameSample()
        altered.add(assembly.altered_files)
        report, triples, remapped = inspection.end(), 0, list[str]()
        if report.publishable:
            facts = inspection.facts(assembly.resources)
            facts = assembly.finish(replace(facts, processes=processes(jobs)))
            triples = facts.counts.triples if facts.counts else 0
            if recording.changed and locked:
                raise LedgerError("ledger.would-change", file=LEDGER_FILE)
            new_lines.seek(0)
            lines = recording.lines(inputs.recorder.lock_lines(), new_lines)
            lock_file = stack.enter_context(
                lock_file_after(folder, lines if recording.changed else None)
            )
            after = replace(now, ledger=recording.dates_digest)
            known_by = str(recording.published)
            left = assembly.write_manifest(settings, after, lock_file.digest, known_by, facts.files)
            assembly.close()
            earlier.refuse_unknown(new)
            overridden = earlier.give_way(new)
            remapped = mapping_changes(earlier.header)
            listed = upload and upload.after(output, new, settings.keep, stack)
            with undisturbed():
                old = put_in_place(folder, new, output, lock_file, settings.keep)
                # Before the old files go, which takes a while: what appears meanwhile is not ours.
                write_stamps(output, left)
                if changes and listed:
                    move_file(listed, changes)
                discard(old)
    return Publication(
        report=report,
        published=report.publishable,
        output=output,
        resources=assembly.resources,
        triples=triples,
        files=assembly.files,
        rendered=assembly.rendered,
        ledger_changed=recording.changed and report.publishable,
        altered_files=altered,
        overridden_files=overridden,
        renewed_digests=recording.renewed_digests if report.publishable else 0,
        renamed=recording.renamed if report.publishable else 0,
        rebased=report.publishable and earlier.has_another_base,
        moved_addresses=NameSample(
            f"{old} → {new}" for old, new in recording.files.moved_addresses.items()
        ),
        mapping_changes=remapped,
    )


def rehearse(
    inputs: Inputs,
    output: Path,
    *,
    artifacts: Sequence[Artifact] | None = None,
    dropping: int | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Collector:
    """Write a publication into an empty folder, and leave every other file as it is.

    The lock file is not written, no earlier publication read. What :func:`check` finds is found.

    Args:
        inputs: what it is made from.
        output: an empty folder; complete when nothing stops the publication.
        artifacts: the kinds of output wanted; all by default.
        dropping: number of addresses of data that are meant to go.
        jobs: number of processes; all processors by default.
        progress: called after each shard.
    """
    inspection, wanted = Inspection(inputs, dropping=dropping), artifacts or inputs.artifacts
    with Assembly(wanted, output, inspection.first_facts()) as assembly:
        _fill(assembly, inputs, inspection, None, jobs, progress, recording=True)
        report = inspection.end()
        if report.publishable:
            assembly.finish(inspection.facts(assembly.resources))
    return report


def build(
    inputs: Inputs,
    artifacts: Sequence[Artifact],
    target: Path | IO[bytes],
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Collector:
    """Check the catalogue and write one file of it; with a violation, write nothing.

    What is found is what :func:`check` finds but for ``publication.…``, what speaks against
    publishing the folder as it is: nothing is published.

    Args:
        inputs: what it is made from.
        artifacts: the kind of output wanted, which ends in one file, after those whose facts it
            states.
        target: a path, replaced whole, or an open file.
        jobs: number of processes; all processors by default.
        progress: called after each shard.

    Raises:
        OutputError: the file cannot be written, or is one of the catalogue.
        OSError: the open file cannot be written.
    """
    if isinstance(target, Path):
        if target.exists() and not target.is_file():
            # A device or a pipe is written to, never replaced.
            with target.open("wb") as device:
                return build(inputs, artifacts, device, jobs=jobs, progress=progress)
        target = link_target(target)
        refuse_of_the_catalogue(target, inputs)
    beside = target.parent if isinstance(target, Path) else None
    ((path,),) = ([stream.path for stream in each.streams] for each in artifacts[-1:])
    refused: OSError | None = None
    with scratch_folder(beside) as new:
        inspection = Inspection(inputs, publishing=False)
        with Assembly(artifacts, new, inspection.first_facts()) as assembly:
            _fill(assembly, inputs, inspection, None, jobs, progress, recording=False)
            report = inspection.end()
            if report.publishable:
                assembly.finish(inspection.facts(assembly.resources))
        if report.publishable and isinstance(target, Path):
            move_file(new / path, target)
        elif report.publishable and not isinstance(target, Path):
            with (new / path).open("rb") as done:
                try:
                    shutil.copyfileobj(done, target, 1 << 20)
                except OSError as error:
                    refused = error
    if refused:
        raise refused  # By the file given, such as a pipe that nobody reads any more.
    return report


def check(
    inputs: Inputs,
    *,
    removing: int | None = None,
    dropping: int | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Collector:
    """Return all that :func:`publish` would find in the folder, given the same; write nothing.

    No output folder is looked at: where the lock file keeps no addresses of data yet, what an
    earlier version published is known there alone. What is not wrong with the catalogue but with
    the writing is no finding, and only the command that writes tells it: that the lock file has
    changed and is to be committed, that it may not change (``locked``), that it has gone and the
    output folder was published with it, that the output folder cannot be replaced.

    Args:
        inputs: what a publication would be made from.
        removing: number of resources that are meant to go, as :func:`publish` takes it.
        dropping: number of addresses of data that are meant to go, likewise.
        jobs: number of processes; all processors by default.
        progress: called after each shard.

    Raises:
        FolderError: a file of the folder has changed since it was opened.
        ShapesError: a file of the ontology cannot be published.
        OutputError: a row makes the process die that works on it.
    """
    folder, done = inputs.folder, 0
    inspection = Inspection(inputs, removing=removing, dropping=dropping)
    work = Checker(Renderer(inputs, (), recording=False))
    tasks = (Task(shard, None, ()) for shard in largest_shards_in(folder))
    shared = inspection.check_shared_part
    with closing(in_table_order(folder, work, tasks, processes(jobs), shared)) as shards:
        for task, checked in shards:
            findings = _at_their_rows(inputs, task, checked.record)
            inspection.add(findings, checked.recorded or (), checked.record.entries)
            done += checked.record.entries
            if progress:
                progress(done, len(folder.index))
    return inspection.end()


def _fill(
    assembly: Assembly,
    inputs: Inputs,
    inspection: Inspection,
    previous: PreviousPublication | None,
    jobs: int | None,
    progress: Progress | None,
    old: Path | None = None,
    known: ShardList | None = None,
    *,
    recording: bool,
) -> None:
    """Add every shard of a catalogue to the files of a publication, and to its inspection.

    Args:
        assembly: the files.
        inputs: what they are made from.
        inspection: what gathers the findings.
        previous: the previous publication, as far as it holds.
        jobs: number of processes.
        progress: called after each shard.
        old: the folder of the previous publication.
        known: what is known of the shards before the table is read again.
        recording: whether every entry is recorded, and what it depends on kept.
    """
    folder, artifacts = inputs.folder, assembly.artifacts
    names = tuple(artifact.name for artifact in artifacts)
    renderer = Renderer(inputs, artifacts, recording)
    writer = Writer(renderer, assembly.folder, old or assembly.folder)
    cut = shards_in if recording else largest_shards_in
    shards = known.shards(folder) if known else cut(folder)
    tasks = (previous.task(one) if previous else Task(one, None, names) for one in shards)
    tasks = (task._replace(scratch=assembly.scratch_files.take()) for task in tasks)
    shared, unchanged = inspection.check_shared_part, WrittenShard.unchanged
    work = in_table_order(folder, writer, tasks, processes(jobs), shared, unchanged)
    with closing(work) as done:
        for task, written in done:
            findings = _at_their_rows(inputs, task, written.record)
            if written.recorded is None:
                inspection.add_unchanged(findings, task.shard.ids)
            else:
                inspection.add(findings, written.recorded, written.record.entries)
            if task.shard.has_draft:
                # What is published says nothing of drafts: they are checked each time.
                written = written._replace(record=replace(written.record, findings=[]))
            assembly.add(task, written, appending=inspection.publishable)
            if progress:
                progress(assembly.resources, len(folder.index))


def _at_their_rows(inputs: Inputs, task: Task, record: ShardRecord) -> Iterator[Finding]:
    """Yield the findings of a shard at the cells where its rows are now."""
    move = Move.to(inputs.folder.table.header.file, task.shard.first)
    return (move.of(finding) for finding in record.findings)
