"""The exceptions of tressons-ld.

::

    TressonsError
    ├── FolderError          folder.*    no catalogue folder here, or a file of it is unreadable
    │   └── SettingsError    settings.*  catalogue.toml does not parse or lacks a setting
    ├── ShapesError          shapes.*    a shapes file does not parse or is not well-formed
    ├── EngineError          engine.*    the validation engine asked for is not installed
    ├── QueryError           query.*     an unknown query or parameter, a syntax error, an update
    │   └── EndpointError    endpoint.*  a SPARQL endpoint that is down, slow or answers otherwise
    ├── PublicationError     dump.*      what is to be compared is no publication, or is damaged
    ├── LedgerError          ledger.*    identities.csv does not parse, or --locked and it changes
    │   └── IdentityError    identity.*  a change of identity that cannot be declared
    ├── MissingPackageError  package.*   a Python package of an extra is not installed
    ├── StoreError           store.*     a SPARQL store that refuses what is sent, or holds else
    ├── FeedError            feed.*      a feed that a consumer does not get or cannot read
    └── OutputError          output.*    something cannot be written

Each carries a stable ``code``, by which a program decides, and what is wrong and how to mend it in
French and English. The codes of a class stand at the class, their words in the message files.
"""

import errno
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Self

from tressons_ld.findings.language import Text, visible
from tressons_ld.findings.messages import message_of, sentence


class TressonsError(Exception):
    """The root of all errors a user can mend; ``str()`` of one is its English sentence.

    Attributes:
        code: stable name of what is wrong, ``output.no-space``: what a program decides by.
        text: what is wrong, where, and how to mend it, in French and English.
        details: what fills in its placeholders; empty for one that comes from another process.
    """

    details: Mapping[str, object] = MappingProxyType({})

    def __init__(self, code: str, **details: object) -> None:
        """Say what is wrong.

        Args:
            code: a code of the message files.
            details: what fills in the placeholders of its message.
        """
        super().__init__(code)
        self.code = code
        self.details = details

    @classmethod
    def retold(cls, code: str, text: Text) -> Self:
        """Return an error that was told by another process."""
        error = cls(code)
        error.text = text
        return error

    # Made when it is first read: no file is opened where the error is that none can be.
    @cached_property
    def text(self) -> Text:
        """The sentence in both languages."""
        shown = {name: _shown(value) for name, value in self.details.items()}
        return message_of(self.code).text.format(**shown)

    def __str__(self) -> str:
        return self.text.en

    def __reduce__(self) -> tuple[type, tuple[str], dict[str, Text]]:
        """Pickle by code and sentences, whatever the details are."""
        return type(self), (self.code,), {"text": self.text}


def _shown(value: object) -> object:
    """Return what fills in a placeholder: a stranger's text moves nothing on a terminal."""
    if isinstance(value, (int, float)) or hasattr(value, "in_language"):
        return value
    return visible(str(value))


class FolderError(TressonsError):
    """No catalogue folder here, or one of its files is missing or unreadable.

    Codes: ``folder.authorities``, ``folder.bibtex-broken``, ``folder.changed``,
    ``folder.document-broken``,
    ``folder.document-not-understood``, ``folder.document-of-tags``,
    ``folder.document-too-costly``,
    ``folder.document-too-long``, ``folder.document-unpacks-large``,
    ``folder.document-unreadable``, ``folder.document-without-text``,
    ``folder.earlier-feed``, ``folder.encoding-unclear``, ``folder.file-missing``,
    ``folder.file-unreadable``,
    ``folder.import-grouped``, ``folder.import-not-csv``, ``folder.link-outside``,
    ``folder.link-to-nothing``,
    ``folder.name-not-for-all``, ``folder.named-file-missing``,
    ``folder.named-file-outside``, ``folder.names-alike``, ``folder.never-imported``,
    ``folder.no-feed``, ``folder.no-resources``,
    ``folder.no-resources-but``, ``folder.no-sheets``, ``folder.no-such-sheet``,
    ``folder.no-such-feed``, ``folder.not-a-catalogue``,
    ``folder.not-a-text``, ``folder.not-as-published``, ``folder.not-found``,
    ``folder.not-published``, ``folder.not-rdf``,
    ``folder.own-file-too-large``, ``folder.publication-replaced``,
    ``folder.row-too-large``,
    ``folder.ris-broken``, ``folder.settings-unreadable``, ``folder.several-files``,
    ``folder.source-broken``,
    ``folder.source-empty``, ``folder.source-entities``, ``folder.source-too-large``,
    ``folder.source-too-long``, ``folder.source-too-wide``, ``folder.source-unknown``,
    ``folder.source-without-resources``, ``folder.table-no-file``,
    ``folder.template-endless``, ``folder.template-fails``, ``folder.template-not-utf-8``,
    ``folder.template-too-large``,
    ``folder.unknown-extension``,
    ``folder.unknown-ids``, ``folder.workbook-of-tags``, ``folder.workbook-too-large``,
    ``folder.workbook-unpacks-large``,
    ``folder.workbook-unpacks-whole``, ``folder.workbook-unreadable``,
    ``folder.xml-broken``.
    """


class SettingsError(FolderError):
    """``catalogue.toml`` does not parse, or a setting is missing or of the wrong kind.

    Codes: ``settings.address-missing``, ``settings.address-unsuitable``,
    ``settings.no-such-column``, ``settings.no-such-heading``, ``settings.no-title``,
    ``settings.not-a-day``, ``settings.not-utf-8``, ``settings.syntax``, ``settings.too-large``.
    """


class ShapesError(TressonsError):
    """A shapes file does not parse, or holds a shape that is not well-formed SHACL Core.

    Codes: ``shapes.alone``, ``shapes.circle``, ``shapes.closed-with-path``,
    ``shapes.engine-refuses``, ``shapes.never-applied``, ``shapes.no-shape``,
    ``shapes.not-applied``, ``shapes.not-utf-8``, ``shapes.ontology-empty``,
    ``shapes.ontology-unreadable``,
    ``shapes.path-missing``, ``shapes.path-of-node-shape``, ``shapes.path-unsuitable``,
    ``shapes.path-wanted``, ``shapes.pattern``, ``shapes.qualified-incomplete``,
    ``shapes.shape-unknown``, ``shapes.target-unknown``, ``shapes.too-deep``,
    ``shapes.unknown-term``, ``shapes.unreadable``, ``shapes.value-repeated``,
    ``shapes.value-unsuitable``, ``shapes.without-target``.
    """


class EngineError(TressonsError):
    """The validation engine asked for is not installed.

    Codes: ``engine.not-installed``.
    """


class QueryError(TressonsError):
    """An unknown query or parameter, or a query with a syntax error.

    Codes: ``query.control-character``, ``query.header-default``,
    ``query.header-key-repeated``, ``query.header-key-unknown``, ``query.header-line``,
    ``query.header-not-a-list``, ``query.header-pair``, ``query.header-type``,
    ``query.header-unpaired``, ``query.header-unquoted``, ``query.loading-ended``,
    ``query.no-parameter``, ``query.no-process``, ``query.no-rows``, ``query.not-a-question``,
    ``query.not-evaluated``, ``query.not-in-the-catalogue``, ``query.not-utf-8``,
    ``query.not-writable``, ``query.parameter-misplaced``, ``query.parameter-syntax``,
    ``query.parameter-twice``, ``query.parameter-value``, ``query.process-ended``,
    ``query.service``,
    ``query.service-word``, ``query.several-of-that-name``, ``query.syntax``,
    ``query.syntax-of-engine``, ``query.timed-out``, ``query.too-deep``, ``query.too-large``,
    ``query.unknown``, ``query.unknown-parameter``, ``query.unreadable-file``,
    ``query.unsuitable-format``, ``query.update``, ``query.words-unreadable``;
    what an endpoint of ours answers: ``service.address-too-long``, ``service.bad-request``,
    ``service.busy``, ``service.charset``, ``service.content-encoding``, ``service.graph-iri``,
    ``service.headers-too-large``, ``service.http-version``, ``service.internal``,
    ``service.media-type``, ``service.method``,
    ``service.needs-http-1-1``, ``service.no-media-type``, ``service.no-query``,
    ``service.no-turn``,
    ``service.not-acceptable``, ``service.not-found``, ``service.not-in-its-coding``,
    ``service.not-utf-8``,
    ``service.number``, ``service.other-server``, ``service.page-too-large``,
    ``service.parameter-twice``, ``service.precondition``,
    ``service.several-queries``, ``service.slow-request``,
    ``service.starting``, ``service.store-damaged``, ``service.timed-out``,
    ``service.too-large``, ``service.too-long``, ``service.too-many-fields``,
    ``service.unknown-format``, ``service.update``, ``service.version``,
    ``service.worker-ended``.
    """


class EndpointError(QueryError):
    """A SPARQL endpoint that is down, slow, or answers something else than asked.

    Codes: ``endpoint.connection-refused``, ``endpoint.cut``,
    ``endpoint.empty-default-graph``, ``endpoint.invalid-address``,
    ``endpoint.not-an-answer``, ``endpoint.redirected``, ``endpoint.status``,
    ``endpoint.timed-out``, ``endpoint.too-large``, ``endpoint.unknown-host``,
    ``endpoint.unreachable``, ``endpoint.unreadable``.
    """


class PublicationError(TressonsError):
    """What is to be compared is not a publication, or is cut or damaged.

    Codes: ``dump.cut``, ``dump.empty``, ``dump.line-too-long``, ``dump.missing``,
    ``dump.not-a-publication``, ``dump.not-a-quad``, ``dump.not-found``, ``dump.not-gzip``,
    ``dump.too-short``,
    ``dump.unknown-extension``, ``dump.unpacks-large``, ``dump.unreadable``.
    """


class LedgerError(TressonsError):
    """``identities.csv`` does not parse, has lost lines, or would change although ``--locked``.

    Codes: ``ledger.character``, ``ledger.conflict``, ``ledger.cut``, ``ledger.day``,
    ``ledger.emptied``, ``ledger.file-of-a-thing``, ``ledger.id-repeated``, ``ledger.lost``,
    ``ledger.newer``, ``ledger.no-file``, ``ledger.no-path``, ``ledger.unreadable``,
    ``ledger.would-change``.
    """


class IdentityError(LedgerError):
    """A change of identity that cannot be declared: of an unknown id, or to one that is taken.

    Codes: ``identity.already-declared``, ``identity.before-published``, ``identity.character``,
    ``identity.day-goes-back``, ``identity.day-to-come``, ``identity.in-every-catalogue``,
    ``identity.invalid``,
    ``identity.merged-into-itself``, ``identity.misspelt``, ``identity.never-published``,
    ``identity.no-reason``, ``identity.no-such-day``, ``identity.not-declared``,
    ``identity.placeholder``, ``identity.same``, ``identity.taken``, ``identity.used-before``.
    """


class MissingPackageError(TressonsError):
    """A value of a feed, or a file, asks for a Python package that is not installed.

    Codes: ``package.missing``, ``package.missing-documents``, ``package.missing-for-serve``,
    ``package.missing-import``.
    """


class FeedError(TressonsError):
    """A feed that a consumer would not get, or could not read: the harvest ends there.

    Codes: ``feed.cut``, ``feed.dataset-untitled``, ``feed.entities``, ``feed.geometry-a-node``,
    ``feed.moved-inward``, ``feed.no-charset``, ``feed.not-found``, ``feed.not-http``,
    ``feed.not-rdf``,
    ``feed.packed``, ``feed.page-outside``,
    ``feed.page-read-twice``, ``feed.page-too-large``, ``feed.redirected``,
    ``feed.redirected-inward``, ``feed.refused``,
    ``feed.relative-address``, ``feed.remote-context``, ``feed.too-costly``, ``feed.too-deep``,
    ``feed.too-large``, ``feed.too-long``, ``feed.too-many-pages``, ``feed.too-many-redirects``,
    ``feed.too-slow``, ``feed.unknown-format``, ``feed.unreachable``, ``feed.unreadable-file``.
    """


class StoreError(TressonsError):
    """A SPARQL store that cannot be reached, refuses what is sent or holds something else.

    Codes: ``store.answer-too-large``, ``store.busy``, ``store.certificate``,
    ``store.connection-refused``, ``store.credentials-missing``, ``store.credentials-refused``,
    ``store.credentials-unsendable``, ``store.credentials-unusable``, ``store.cut``,
    ``store.deletes``, ``store.differs``, ``store.invalid-address``, ``store.netrc``,
    ``store.netrc-unreadable``, ``store.no-bulk``, ``store.no-query-address``,
    ``store.not-an-answer``, ``store.not-http``, ``store.not-tls``, ``store.overwrites``,
    ``store.password-in-address``, ``store.proxy``, ``store.read-only``, ``store.redirected``,
    ``store.status``, ``store.stopped``, ``store.timed-out``, ``store.too-much``,
    ``store.unknown-host``, ``store.unknown-sort``, ``store.unreachable``, ``store.wrong-path``.
    """


class OutputError(TressonsError):
    """Something cannot be written: the publication, another file, a temporary file.

    Codes: ``output.around-the-catalogue``, ``output.base-for-one-run``,
    ``output.busy``, ``output.cannot-create``, ``output.changed-since-mended``,
    ``output.cannot-write``, ``output.cut-meanwhile``,
    ``output.file-exists``, ``output.folder-exists``, ``output.is-a-file``, ``output.is-a-table``,
    ``output.keep-of-the-publication``, ``output.link-loop``,
    ``output.list-in-the-publication``, ``output.mount-point``,
    ``output.no-list-of-mends``, ``output.no-room-for-store``, ``output.no-space``,
    ``output.no-file``, ``output.no-upload-list``, ``output.not-a-line-of-the-list``,
    ``output.not-a-publication``, ``output.not-an-address``, ``output.not-published``,
    ``output.nothing-mended``, ``output.table-changed``, ``output.table-open``,
    ``output.table-read-only``,
    ``output.of-another-catalogue``, ``output.of-the-catalogue``, ``output.port``,
    ``output.process-killed``, ``output.row-kills``, ``output.store``, ``output.store-unreadable``,
    ``output.within-a-publication``,
    ``output.temporary-file``,
    ``output.temporary-findings``, ``output.unknown-files``.
    """


# What the system says in English whatever the language of the person, in French.
_REASONS = {
    errno.EACCES: "droits insuffisants",
    errno.EPERM: "droits insuffisants",
    errno.ENOENT: "ce chemin n'existe pas",
    errno.ENXIO: "c'est un tube ou un périphérique",
    errno.ENOTDIR: "un nom du chemin n'est pas celui d'un dossier",
    errno.EISDIR: "c'est un dossier",
    errno.EEXIST: "un fichier porte déjà ce nom",
    errno.EADDRINUSE: "un autre programme s'en sert",
    errno.ECONNREFUSED: "connexion refusée",
    errno.ECONNRESET: "connexion coupée",
    errno.EHOSTUNREACH: "machine hors d'atteinte",
    errno.ENETUNREACH: "réseau hors d'atteinte",
    errno.ETIMEDOUT: "pas de réponse à temps",
    errno.EROFS: "disque en lecture seule",
    errno.EFBIG: "fichier trop grand",
    errno.ENAMETOOLONG: "nom trop long",
    errno.EBUSY: "un programme s'en sert, ou c'est un point de montage",
    errno.EIO: "erreur du disque",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.ENOSPC: "plus de place sur le disque",
}


# Windows: a file that another program has opened for itself alone, as Excel does
# (ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION).
_HELD = (32, 33)
_HELD_BY_ANOTHER = sentence("output.held-open")


def reason_of(error: Exception) -> Text:
    """Return why the system refused a file, in both languages.

    >>> reason_of(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    Text(fr="ce chemin n'existe pas", en='No such file or directory')
    """
    if getattr(error, "winerror", None) in _HELD:
        return _HELD_BY_ANOTHER
    english = (isinstance(error, OSError) and error.strerror) or str(error)
    number = error.errno if isinstance(error, OSError) else None
    return Text(_REASONS.get(number or 0, english), english)
