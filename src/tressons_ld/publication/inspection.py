"""All that a run finds in a catalogue folder, gathered in one place whatever the run writes.

``publish``, ``check``, ``build`` and the rehearsal of a harvest each walk the shards in their own
way, and hand what they come to over to an :class:`Inspection`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from tressons_ld.artifacts import PublicationFacts
from tressons_ld.catalogue.iris import is_placeholder
from tressons_ld.files.spool import Spool
from tressons_ld.findings.collector import Collector
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.identity import persistence
from tressons_ld.identity.ledger import LedgerRecord
from tressons_ld.publication import published_addresses
from tressons_ld.publication.inputs import Inputs
from tressons_ld.publication.moved_addresses import places
from tressons_ld.publication.published_addresses import (
    FIRST_FORMAT,
    PublishedAddresses,
    between_folders,
)


def _forget(_line: str) -> None:
    return None


class Inspection:
    """The findings of one run and what it records, shard after shard in the order of the table.

    There are three kinds of findings: of the entries, of the shared part, and of publishing them as
    they are (``publication.…``: a placeholder for an address, an id that has gone). The third kind
    is left out where nothing is to be published: a graph may be built under any address, and
    without what has gone.

    Attributes:
        recording: what a publication is to write into the lock file.
    """

    def __init__(
        self,
        inputs: Inputs,
        *,
        publishing: bool = True,
        removing: int | None = None,
        dropping: int | None = None,
        spool: Callable[[str], object] = _forget,
    ) -> None:
        """Begin with what is recorded of the shared part.

        Args:
            inputs: what the publication is made from.
            publishing: whether the run publishes the folder, or says what publishing it would find.
            removing: number of resources that are meant to go, in the words of who publishes.
            dropping: number of addresses of data that are meant to go.
            spool: called with the line of each new thing for the lock file.
        """
        self._inputs, self._publishing = inputs, publishing
        self._removing, self._dropping, self._format = removing, dropping, FIRST_FORMAT
        self._addresses = PublishedAddresses(inputs.artifacts)
        self._of_shared_part: list[Finding] = []
        self._findings = Collector(inputs.folder.table.header.file, Spool())
        self.recording = inputs.recorder.recording(spool, whole=publishing)

    @property
    def publishable(self) -> bool:
        """Whether nothing that was added so far is a violation."""
        return self._findings.publishable

    def first_facts(self) -> PublicationFacts:
        """Return what is known before the first shard: days of the right length."""
        return PublicationFacts(self.recording.oldest, self._inputs.recorder.ledger.date, 0)

    def facts(self, resources: int) -> PublicationFacts:
        """Return what is known of the publication: its days, and the number of its resources."""
        recording = self.recording
        return PublicationFacts(
            recording.oldest, recording.newest, resources, given_up=recording.files.retired
        )

    def assume_published(self, paths: Iterable[str], format: int) -> None:
        """Take addresses of data for published that the lock file does not tell of.

        Args:
            paths: their paths under the site.
            format: of the manifest that names them.
        """
        self.recording.files.assume(paths)
        self._format = format

    def add(
        self, findings: Iterable[Finding], recorded: Sequence[LedgerRecord], entries: int
    ) -> None:
        """Add what a shard came to.

        Args:
            findings: what was found in it.
            recorded: what is to be recorded of those entries, at least, that the lock file knows.
            entries: number of entries that could be read.
        """
        self._findings.add(findings)
        for thing in recorded:
            self.recording.add(thing)
        if entries:
            self._addresses.add(entries)
        # The others are new.
        self.recording.dated |= entries > len(recorded)

    def add_unchanged(self, findings: Iterable[Finding], ids: Iterable[str]) -> None:
        """Add what a shard came to at the last publication, since when nothing of it has changed.

        Args:
            findings: what was found in it.
            ids: the ids of its entries, which the lock file knows.
        """
        self._findings.add(findings)
        entries, resource = 0, self._inputs.folder.shared.settings.paths.resource
        for id in ids:
            self.recording.add_unchanged(resource(id))
            entries += 1
        self._addresses.add(entries)

    def check_shared_part(self) -> None:
        """Look for the findings of the shared part now, while other processes are at the shards."""
        self._of_shared_part = self._inputs.shared_findings()

    def end(self) -> Collector:
        """Return all findings, once every shard was added: those that no shard tells come last.

        Raises:
            FolderError: a file of the folder has changed since it was opened.
            ShapesError: a file of the ontology cannot be published.
        """
        inputs = self._inputs
        inputs.folder.refuse_changed()
        self._findings.add(self._of_shared_part)
        if self._publishing and (other := persistence.other_paths(inputs.recorder)):
            self._findings.add([other])
        elif self._publishing:
            self._findings.add(self._placeholders())
            self._findings.add(self._addresses_of_data())
            gone = self.recording.gone_ids(inputs.recorder.lock_lines())
            self._findings.add(
                persistence.findings(inputs.recorder, self.recording, gone, removing=self._removing)
            )
            if self.publishable:
                for artifact in inputs.artifacts:
                    artifact.refuse_unwritable()
        return self._findings

    def _addresses_of_data(self) -> Iterator[Finding]:
        """Record the addresses of data; yield that some of them would be gone.

        Where the site has a placeholder for its address, nobody has written any down.
        """
        if is_placeholder(self._inputs.folder.shared.settings.site_url):
            return
        files = self.recording.files
        now = self._addresses.paths()
        moves = {**places(self._format), **between_folders(now)}
        files.compare(now, moves, published_addresses.MAY_GO)
        found = list(published_addresses.findings(files, self._dropping))
        if not found:
            files.give_up(self._addresses.successors(files.lost_addresses))
        self.recording.dated |= files.changed
        yield from found

    def _placeholders(self) -> Iterator[Finding]:
        settings = self._inputs.folder.shared.settings
        for code, key, address in (
            ("publication.site-placeholder", "site_url", settings.site_url),
            ("publication.base-placeholder", "base_iri", settings.base_iri),
        ):
            if is_placeholder(address):
                yield finding(code, settings.at(key), address)
