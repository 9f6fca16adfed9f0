"""Where a publication is put: never over something that it did not publish itself."""

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import product
from pathlib import Path, PurePosixPath
from typing import Any, Self

from tressons_ld.catalogue.iris import is_placeholder
from tressons_ld.catalogue.paths import THING_FOLDERS, dump_path
from tressons_ld.catalogue.tables.source_folders import SOURCE_FOLDERS
from tressons_ld.catalogue.tables.toml_file import FILE as SETTINGS
from tressons_ld.files.output import link_target
from tressons_ld.files.same_place import is_within
from tressons_ld.findings.errors import LedgerError, OutputError
from tressons_ld.findings.messages import sentence
from tressons_ld.identity.ledger import LEDGER_FILE
from tressons_ld.publication.entry_files import entry_paths
from tressons_ld.publication.inputs import Inputs
from tressons_ld.publication.manifest import (
    FILE,
    Manifest,
    header_of,
    paths_named,
    places_of_entry_files,
    published_lines,
)
from tressons_ld.publication.name_sample import NameSample
from tressons_ld.publication.published_addresses import FIRST_FORMAT, addresses_named
from tressons_ld.publication.stamps import read_stamps, time_of
from tressons_ld.rdf.formats import N_TRIPLES

_DEEPEST = 50
"""Folders within folders that are looked into: none of ours lies so deep."""

_FORMAT_5 = frozenset(
    {
        *("correspondance.md", "exemple.ttl", "formes.ttl"),
        *("ontologie.jsonld", "ontologie.ttl", "profil.jsonld", "profil.ttl"),
    }
)
"""The files made once of a publication whose manifest, before format 6, does not name them."""


def suitable(output: Path, inputs: Inputs) -> Path:
    """Return the folder that a publication replaces, links followed.

    Args:
        output: the folder as it was named.
        inputs: what the publication is made from.

    Raises:
        OutputError: it is a file, a link to itself, a part of the catalogue or around it, lies in a
            publication of the catalogue, or holds files but no publication.
    """
    output = link_target(output)
    refuse_of_the_catalogue(output, inputs)
    _refuse_within_a_publication(output, inputs)
    if not output.exists():
        return output
    if not output.is_dir():
        raise OutputError("output.is-a-file", output=output)
    keep = {path.partition("/")[0] for path in inputs.folder.shared.settings.keep}
    names = {path.name for path in output.iterdir()} - keep
    if names and names.isdisjoint((FILE, dump_path(N_TRIPLES))):
        raise OutputError("output.not-a-publication", output=output)
    return output


def refuse_of_the_catalogue(path: Path, inputs: Inputs | None = None) -> None:
    """Refuse to write over what a catalogue is read from, whatever links lead there.

    Args:
        path: what would be written.
        inputs: the catalogue at work; any other one that the path lies in is looked for.

    Raises:
        OutputError: the path is in a folder that a catalogue is read from, is around the catalogue
            at work, or is another name of one of its files.
    """
    place = Path(os.path.realpath(path))
    around = [each for each in place.parents if (each / SETTINGS).is_file()]
    if inputs is not None:
        root = Path(os.path.realpath(inputs.folder.path))
        if place.exists() and is_within(root, place):
            raise OutputError("output.around-the-catalogue", output=path)
        around.append(root)
        # The settings may name tables that lie elsewhere.
        for file in inputs.folder.shared.settings.files.values():
            table = Path(os.path.realpath(root / "data" / file))
            if place == table or (place.exists() and is_within(table, place)):
                raise OutputError("output.is-a-table", output=path, file=file)
    for root, name in product(around, SOURCE_FOLDERS):
        own = Path(os.path.realpath(root / name))
        if is_within(place, own) or _is_another_name(place, own):
            raise OutputError("output.of-the-catalogue", output=path, folder=name)


def _refuse_within_a_publication(output: Path, inputs: Inputs) -> None:
    """Refuse a folder in a publication of this catalogue, unless the settings keep it there."""
    settings, place = inputs.folder.shared.settings, Path(os.path.realpath(output))
    bases = {settings.base_iri, inputs.recorder.ledger.addresses.get("base_iri", "")}
    for around in place.parents:
        path = place.relative_to(around)
        kept = any(path.is_relative_to(each) for each in settings.keep)
        if not kept and header_of(around).get("base_iri") in bases:
            raise OutputError(
                "output.within-a-publication", output=output, around=around, path=path.as_posix()
            )


def _is_another_name(file: Path, folder: Path) -> bool:
    """Return whether a file is one of those in a folder, under another name (a hard link)."""
    if not file.is_file() or file.stat().st_nlink == 1:
        return False
    return any(each.is_file() and each.samefile(file) for each in folder.rglob("*"))


def refuse_lost_ledger(inputs: Inputs, output: Path, header: Mapping[str, Any]) -> None:
    """Refuse to publish where lines of the lock file have gone that the output was published with.

    Args:
        inputs: what the publication is made from.
        output: the output folder.
        header: the first line of its manifest.

    Raises:
        LedgerError: it has gone, or some of its lines.
    """
    ledger = inputs.recorder.ledger
    published = (output / FILE).exists()
    if published and not (inputs.folder.path / LEDGER_FILE).exists():
        raise LedgerError("ledger.lost", file=LEDGER_FILE, output=output)
    if known := published_lines(header):
        if missing := known.missing_from(ledger.published):
            lines = sentence("output.lines", n=missing)
            raise LedgerError(
                "ledger.cut", file=LEDGER_FILE, output=output, lines=lines, total=len(known)
            )
    elif published and not len(ledger):
        raise LedgerError("ledger.emptied", file=LEDGER_FILE, output=output)


class OutputFolder:
    """The folder that a publication replaces: the previous publication, and what none has made.

    Attributes:
        header: the first line of the manifest that lies there, whatever its format.
        manifest: the manifest, if it is whole.
        stamps: what the previous publication left, as far as it is known.
    """

    def __init__(self, output: Path, inputs: Inputs) -> None:
        """Look at a folder.

        Args:
            output: the folder, which may be absent.
            inputs: what the new publication is made from.
        """
        self._output, self._inputs = output, inputs
        self._ledger, self._keep = inputs.recorder.ledger, inputs.folder.shared.settings.keep
        self.header, self.manifest = header_of(output), Manifest.of(output)
        digest = self.manifest.digest if self.manifest else ""
        self.stamps = read_stamps(output, digest, self._keep)
        self._entry_files = places_of_entry_files(self.header)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.manifest:
            self.manifest.close()

    @cached_property
    def _paths(self) -> frozenset[str]:
        """The paths of its files but those of the entries, read when they are asked for."""
        before = _FORMAT_5 if self.header.get("format") == 5 else ()
        return frozenset((*paths_named(self._output), *before))

    @cached_property
    def _own_folders(self) -> set[str]:
        parents = {parent for path in self._paths for parent in PurePosixPath(path).parents}
        return {*map(str, parents), *THING_FOLDERS, *self.stamps.folders}

    @property
    def has_another_base(self) -> bool:
        """Whether the previous publication called its things by another base, no placeholder."""
        before = str(self.header.get("base_iri", ""))
        own = self._inputs.folder.shared.settings.base_iri
        return bool(before) and before != own and not is_placeholder(before)

    def refuse_another_catalogue(self) -> None:
        """Refuse to replace the publication of another catalogue.

        Raises:
            OutputError: it was published under a base that this catalogue never had.
        """
        if self.manifest is None:
            return
        settings, before = self._inputs.folder.shared.settings, self.header["base_iri"]
        former = (line.id for line in self._ledger.former)
        if before in {settings.base_iri, self._ledger.addresses.get("base_iri"), *former}:
            return  # Whether the base may change is a finding.
        if "base_iri" in settings.for_one_run:
            raise OutputError("output.base-for-one-run", output=self._output, base=before)
        if not is_placeholder(before):
            own = settings.base_iri
            raise OutputError(
                "output.of-another-catalogue", output=self._output, base=before, own=own
            )

    def refuse_unknown(self, new: Path | None = None) -> None:
        """Refuse to replace what no publication made and no setting keeps.

        Args:
            new: the new publication, once it is made: what it holds replaces what is there. Before,
                nothing is refused where no whole manifest says what the previous one made.

        Raises:
            OutputError: there is such a thing; names and the setting are told.
        """
        names = NameSample(self._unknown(new) if new or self.manifest else ())
        if names:
            top = sorted({*self._keep, *(name.rstrip("/") for name in names.first)})
            setting = ", ".join(f'"{name}"' for name in top)
            raise OutputError(
                "output.unknown-files", output=self._output, names=names, keep=setting
            )

    def untold_addresses(self) -> tuple[list[str], int]:
        """Return the addresses of data that lie there, where the lock file keeps none yet.

        Returns:
            Their paths, and the format of the manifest that names them; none where the site had a
            placeholder for its address.
        """
        before = self.header.get("format")
        if (
            self._ledger.files
            or "site_url" not in self._ledger.addresses
            or not isinstance(before, int)
        ):
            return [], FIRST_FORMAT
        return list(addresses_named(self._paths, self._entry_files, self._ledger)), before

    def _unknown(self, new: Path | None) -> Iterator[str]:
        if not self._output.is_dir():
            return
        if not self.stamps.folders:
            yield from self._deep("", new)[0]
        for folder, time in self.stamps.folders.items():
            # While its time stands, no name in a folder has come or gone.
            now = time_of(self._output / folder)
            if now is not None and now != time:
                for path, is_folder in self._names(folder):
                    if not (is_folder and path in self.stamps.folders):
                        yield from self._one(path, is_folder, new)[0]

    def _one(self, path: str, is_folder: bool, new: Path | None) -> tuple[list[str], bool]:
        """Return what is unknown at a path, and whether anything there is known."""
        if path in self._keep:
            return [], False
        if is_folder and path.count("/") >= _DEEPEST:
            return [f"{path}/"], False
        if is_folder:
            unknown, any_known = self._deep(path, new)
            return ([f"{path}/"] if unknown and not any_known else unknown), any_known
        known = self._is_known(path, new)
        return ([] if known else [path]), known

    def _deep(self, folder: str, new: Path | None) -> tuple[list[str], bool]:
        unknown, any_known = list[str](), False
        for path, is_folder in self._names(folder):
            here, known = self._one(path, is_folder, new)
            unknown += here
            any_known |= known
        return unknown, any_known

    def _names(self, folder: str) -> list[tuple[str, bool]]:
        start = f"{folder}/" if folder else ""
        with os.scandir(self._output / folder) as entries:
            return sorted(
                (start + each.name, each.is_dir(follow_symlinks=False)) for each in entries
            )

    def _is_known(self, path: str, new: Path | None) -> bool:
        if path in self._paths or (new is not None and os.path.lexists(new / path)):
            return True
        if path in self._own_folders and (self._output / path).is_symlink():
            return True  # Where one of its folders was: what the link leads to stays.
        things = entry_paths(path, self._entry_files)
        return any(self._ledger.line_of(id) is not None for id in things)

    def give_way(self, new: Path) -> NameSample:
        """Remove from the new publication what is kept under the same name; return the names.

        Raises:
            OutputError: it is a folder of the publication, or its manifest.
        """
        names = []
        for path in self._keep:
            if os.path.lexists(self._output / path) and os.path.lexists(new / path):
                if (new / path).is_dir() or path == FILE:
                    raise OutputError("output.keep-of-the-publication", name=path)
                (new / path).unlink()
                names.append(path)
        return NameSample(names)
