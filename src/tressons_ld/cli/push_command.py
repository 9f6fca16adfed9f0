"""``push``: a publication sent to a SPARQL store, and read back."""

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tressons_ld.cli.localised import (
    Command,
    WholeNumber,
    argument,
    current_language,
    option,
    say,
)
from tressons_ld.cli.options import on_a_folder, path_of, progress_shown, write
from tressons_ld.files.signals import signal_of
from tressons_ld.findings.language import Text, quotation
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from tressons_ld.publication.comparison.dump import DumpReader
    from tressons_ld.rdf.terms import Triple
    from tressons_ld.stores.dialects import Method, StoreAddresses
    from tressons_ld.stores.push import Push, PushInterruption
    from tressons_ld.stores.store_connection import StoreConnection
    from tressons_ld.stores.verification import Verification

_STORES = ("oxigraph", "virtuoso", "fuseki", "graphdb", "qlever", "other")
_METHODS = ("gsp", "update", "bulk")
_TIMEOUT = 60
_SIGNALLED = 128
_SENT = sentence("push.graphs-sent")
_COMPARED = sentence("push.graphs-read-back")


@click.command(
    cls=Command,
    help=Text(
        """Envoie le catalogue publié à un serveur SPARQL, et ensuite ce qui a changé seulement.

        URL est l'adresse du serveur : http://localhost:7878 (Oxigraph), http://hote:8890
        (Virtuoso), http://hote:3030/NOM (Fuseki), http://hote:7200/repositories/NOM (GraphDB),
        http://hote:7001 (QLever). Chaque fiche y a son graphe ; le serveur garde lui-même le
        registre de ce qui lui fut envoyé. Ce qui est arrivé est relu et comparé. Un envoi coupé
        reprend par la même commande. Qui écrit : TRESSONS_LD_USER et TRESSONS_LD_PASSWORD, ou
        TRESSONS_LD_TOKEN, dans l'environnement ; sinon ~/.netrc.

        \b
        Exemple : tressons-ld push http://localhost:7878
        """,
        """Send the published catalogue to a SPARQL store, and later only what has changed.

        URL is the address of the store: http://localhost:7878 (Oxigraph), http://host:8890
        (Virtuoso), http://host:3030/NAME (Fuseki), http://host:7200/repositories/NAME (GraphDB),
        http://host:7001 (QLever). Each record has a graph of its own there; the store itself keeps
        the register of what it was sent. What arrived is read back and compared. A push that was
        cut goes on by the same command. Who writes: TRESSONS_LD_USER and TRESSONS_LD_PASSWORD, or
        TRESSONS_LD_TOKEN, in the environment; else ~/.netrc.

        \b
        Example: tressons-ld push http://localhost:7878
        """,
    ),
)
@argument("url", required=False, metavar="[URL]")
@option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar=Text("DOSSIER", "FOLDER"),
    help=Text(
        "Publication à envoyer (par défaut : public, à côté de data).",
        "Publication to send (default: public, beside data).",
    ),
)
@option(
    "--store",
    type=click.Choice(_STORES),
    help=Text(
        "Sorte de serveur (par défaut : ce que ses réponses disent).",
        "Kind of store (default: what its answers say).",
    ),
)
@option(
    "--method",
    type=click.Choice(_METHODS),
    help=Text(
        "gsp : un PUT par graphe (par défaut) ; update : INSERT DATA par lots (par défaut pour "
        "qlever) ; bulk : N-Quads en gros, plus vite la première fois.",
        "gsp: one PUT a graph (default); update: INSERT DATA in batches (default for qlever); "
        "bulk: N-Quads at once, faster the first time.",
    ),
)
@option(
    "--files",
    type=click.Path(path_type=Path),
    metavar=Text("DOSSIER", "FOLDER"),
    help=Text(
        "N'envoyer rien : écrire les fichiers pour le chargeur du serveur, et comment s'en servir.",
        "Send nothing: write the files for the store's own loader, and how to use it.",
    ),
)
@option(
    "--query-url",
    metavar="URL",
    help=Text("Autre adresse des questions.", "Another address for questions."),
)
@option(
    "--update-url",
    metavar="URL",
    help=Text("Autre adresse des mises à jour.", "Another address for updates."),
)
@option(
    "--deleting",
    type=WholeNumber(min=1),
    metavar="N",
    help=Text(
        "Confirmer la suppression de N graphes qui ne sont plus publiés.",
        "Confirm that N graphs which are published no more are deleted.",
    ),
)
@option(
    "--overwriting",
    type=WholeNumber(min=1),
    metavar="N",
    help=Text(
        "Confirmer que N graphes qu'un autre a mis là soient remplacés.",
        "Confirm that N graphs which somebody else put there are replaced.",
    ),
)
@option(
    "--dry-run",
    is_flag=True,
    help=Text("Dire ce qui serait envoyé, sans rien écrire.", "Say what would be sent only."),
)
@option(
    "--check",
    type=click.Choice(["sent", "all", "none"]),
    default="sent",
    help=Text(
        "Relire ce qui vient d'être envoyé (sent), tous les graphes (all) ou rien (none).",
        "Read back what has just been sent (sent), all graphs (all) or nothing (none).",
    ),
)
@option(
    "--timeout",
    type=WholeNumber(min=1),
    default=_TIMEOUT,
    metavar=Text("SECONDES", "SECONDS"),
    help=Text(
        "Silence du serveur qui est attendu (par défaut : 60).",
        "Silence of the store that is waited for (default: 60).",
    ),
)
@option(
    "--quiet",
    "-q",
    is_flag=True,
    help=Text("Ne dire que ce qui arrête.", "Say only what stops."),
)
@on_a_folder
def push(
    url: str | None,
    source: Path | None,
    store: str | None,
    method: "Method | None",
    files: Path | None,
    query_url: str | None,
    update_url: str | None,
    deleting: int | None,
    overwriting: int | None,
    dry_run: bool,
    check: str,
    timeout: int,
    quiet: bool,
    folder: Path | None,
    lang: str | None,
) -> int:
    """Send a publication to a store."""
    from tressons_ld.stores.bulk_files import write_bulk_files
    from tressons_ld.stores.credentials import credentials_for
    from tressons_ld.stores.published_graphs import PublishedGraphs
    from tressons_ld.stores.push import Push, PushInterruption
    from tressons_ld.stores.remote_store import RemoteStore
    from tressons_ld.stores.store_connection import StoreConnection, checked_address

    if (url is None) == (files is None):
        raise click.UsageError(say("push.url-or-files"))
    with ExitStack() as stack:
        dump = _dump(source or path_of(folder) / "public", stack)
        if url is None:
            from tressons_ld.publication.destination import refuse_of_the_catalogue

            assert files is not None
            refuse_of_the_catalogue(files)
            write_bulk_files(PublishedGraphs(dump), files)
            _say(quiet, sentence("push.files-written", files=files))
            return 0
        address = checked_address(url)
        http = StoreConnection(lambda host: credentials_for(host, os.environ), timeout)
        stack.callback(http.close)
        addresses = _addresses(address, store, query_url, update_url, http)
        graphs = PublishedGraphs(dump)
        remote = RemoteStore(addresses, http)
        work = Push(graphs, remote, method or addresses.dialect.method)
        if dry_run:
            _tell_plan(work, quiet)
            return 0
        work.plan.refuse_unconfirmed(work.register, deleting, overwriting)
        try:
            with progress_shown(quiet, _SENT) as progress:
                work.send(progress)
        except PushInterruption as order:
            _tell_interruption(order)
            return _SIGNALLED + order.number
        _tell_done(work, quiet)
        if http.unencrypted:
            _warn_of_plain_text(http.unencrypted)
        return 0 if check == "none" else _verify(work, address, quiet, all_graphs=check == "all")


def _verify(work: "Push", address: str, quiet: bool, *, all_graphs: bool) -> int:
    """Read back what was sent, tell what differs, and return the exit code."""
    try:
        with progress_shown(quiet, _COMPARED) as progress:
            verification = work.verify(all_graphs=all_graphs, progress=progress)
    except KeyboardInterrupt as order:
        _say(False, sentence("push.interrupted-comparison"), err=True)
        return _SIGNALLED + signal_of(order)
    return _tell_verification(verification, address, quiet)


def _dump(source: Path, stack: ExitStack) -> "DumpReader":
    """Return the dump of a publication, open as long as the command runs."""
    from tressons_ld.files.output import scratch_folder
    from tressons_ld.publication.comparison.dump import DumpReader

    return stack.enter_context(DumpReader(source, stack.enter_context(scratch_folder(None))))


def _addresses(
    url: str, store: str | None, query: str | None, update: str | None, http: "StoreConnection"
) -> "StoreAddresses":
    """Return where the store is asked and written to.

    Raises:
        StoreError: nothing tells what store it is, or an address is missing.
    """
    from tressons_ld.findings.errors import StoreError
    from tressons_ld.stores.dialects import DIALECTS, addresses_of
    from tressons_ld.stores.remote_store import detected_dialect
    from tressons_ld.stores.store_connection import checked_address

    if store == "other" and not (query and update):
        raise StoreError("store.no-query-address", url=url)
    dialect = DIALECTS[store] if store else detected_dialect(url, http)
    others = (checked_address(each) if each else None for each in (query, update))
    return addresses_of(url, dialect, *others)


# --- what is told ---------------------------------------------------------------------------------


def _say(quiet: bool, words: Text, *, err: bool = False) -> None:
    if not quiet:
        write(f"{words.in_language(current_language())}\n", err=err)


def _tell_plan(work: "Push", quiet: bool) -> None:
    """Print what would be done."""
    plan = work.plan
    for graph in plan.to_send:
        sign = "~" if graph.name in work.register.digests else "+"
        write(f"{sign} {graph.name[1:-1]}\n")
    for name in plan.to_delete:
        write(f"- {name[1:-1]}\n")
    sent, deleted = len(plan.to_send), len(plan.to_delete)
    words = sentence("push.plan")
    told = words.format(sent=sent, deleted=deleted, unchanged=plan.unchanged)
    _say(quiet, told, err=True)
    if plan.overwritten:
        others = sentence("push.overwritten")
        _say(quiet, others.format(n=len(plan.overwritten)), err=True)


def _tell_done(work: "Push", quiet: bool) -> None:
    plan = work.plan
    words = sentence("push.done")
    deleted, unchanged = len(plan.to_delete), plan.unchanged
    told = words.format(sent=work.sent, deleted=deleted, unchanged=unchanged)
    _say(quiet, told)
    if plan.altered_graphs:
        altered = sentence("push.altered")
        _say(quiet, altered.format(n=plan.altered_graphs), err=True)


def _tell_interruption(order: "PushInterruption") -> None:
    words = sentence("push.interrupted")
    _say(False, words.format(sent=order.sent, total=order.total), err=True)


def _warn_of_plain_text(host: str) -> None:
    words = sentence("push.unencrypted")
    _say(False, words.format(host=host), err=True)


def _tell_verification(verification: "Verification", url: str, quiet: bool) -> int:
    """Print what reading back has shown; return the exit code.

    Raises:
        StoreError: the store holds something else than was sent.
    """
    from tressons_ld.findings.errors import StoreError

    compared = sentence("push.graphs", n=verification.graphs)
    words = sentence("push.verified")
    if not verification.differences:
        _say(quiet, words.format(compared=compared))
    for kind, number in sorted(verification.rewritings.numbers.items()):
        before, after = verification.rewritings.examples[kind]
        rewritten = sentence("push.rewritten")
        shown = {"before": quotation(before), "after": quotation(after)}
        _say(quiet, rewritten.format(kind=kind, number=number, **shown), err=True)
    if not verification.differences:
        return 0
    first = verification.differences[0]
    raise StoreError(
        "store.differs",
        url=url,
        number=len(verification.differences),
        graph=quotation(first.name[1:-1], longest=120),
        missing=_statement(first.missing),
        added=_statement(first.added),
    )


def _statement(triples: "list[Triple]") -> Text:
    """Return how many statements there are, and the first one."""
    number = sentence("push.triples", n=len(triples))
    if not triples:
        return number
    shown = quotation(" ".join(triples[0]), longest=160)
    return Text(f"{number.fr} ({shown.fr})", f"{number.en} ({shown.en})")
