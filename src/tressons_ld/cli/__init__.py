"""The command line: a command parses, calls one function of the library, prints, exits.

Results go to standard output, everything else to standard error. Exit 0: fine; 1: findings that
stop, or a failure; 2: a command line that cannot be understood; 130: Ctrl-C; 143, 129: another
order to end (SIGTERM, SIGHUP).
"""

import os
import sys
from contextlib import suppress
from typing import NoReturn

import click

from tressons_ld import __version__
from tressons_ld.cli.build_command import build
from tressons_ld.cli.check_command import check
from tressons_ld.cli.diff_command import diff
from tressons_ld.cli.doctor_command import doctor
from tressons_ld.cli.embed_command import embed
from tressons_ld.cli.harvest_command import harvest
from tressons_ld.cli.identity_command import identity
from tressons_ld.cli.import_command import import_
from tressons_ld.cli.init_command import init
from tressons_ld.cli.localised import (
    Group,
    Option,
    current_language,
    say,
    speak,
    usage_message,
)
from tressons_ld.cli.options import language
from tressons_ld.cli.preview_command import preview
from tressons_ld.cli.publish_command import publish
from tressons_ld.cli.push_command import push
from tressons_ld.cli.query_command import query
from tressons_ld.cli.score_command import score
from tressons_ld.cli.serve_command import serve
from tressons_ld.files.signals import heed_all_orders, ignore_all_orders, signal_of
from tressons_ld.findings.errors import TressonsError, reason_of
from tressons_ld.findings.language import Text


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=Text(
        "Publie un catalogue tenu dans un tableur en données liées, vérifiées et moissonnables.",
        "Publish a catalogue kept in a spreadsheet as checked, harvestable linked data.",
    ),
)
@language
@click.version_option(
    __version__,
    prog_name="tressons-ld",
    cls=Option,
    help=Text("Afficher la version.", "Show the version and exit."),
)
def cli(lang: str | None) -> None:
    """Gather the commands."""


for command in (
    *(publish, preview, serve, doctor, check, build, diff, score, harvest),
    *(import_, query, embed, init, identity, push),
):
    cli.add_command(command)


def main() -> NoReturn:
    """Run the command line and exit."""
    heed_all_orders()
    speak(current_language())
    # Some supervisors start programs without them.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    try:
        status = cli.main(prog_name="tressons-ld", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        help_line = ""
        if isinstance(error, click.UsageError):
            path = error.ctx.command_path if error.ctx else "tressons-ld"
            help_line = say("cli.help-of", path=path)
        _fail(usage_message(error) + help_line, error.exit_code)
    except TressonsError as error:
        _fail(error.text.in_language(current_language()), 1)
    except (click.Abort, KeyboardInterrupt) as error:
        # Whoever asked twice is served: the rest takes no time.
        ignore_all_orders()
        order = error.__cause__ if isinstance(error, click.Abort) else error
        with suppress(OSError):
            done = say("cli.interrupted")
            click.echo(done, err=True)
        sys.exit(128 + signal_of(order))
    except BrokenPipeError:
        # The reader of the output has gone; what is left in the buffer goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        reason = reason_of(error)
        refused = "cli.file-refused" if error.filename else "cli.refused"
        _fail(say(refused, file=error.filename, reason=reason), 1)
    ignore_all_orders()
    sys.exit(status if isinstance(status, int) else 0)


def _fail(message: str, status: int) -> NoReturn:
    ignore_all_orders()
    words = say("cli.error") + message
    encoding = sys.stderr.encoding or "utf-8"
    click.echo(words.encode(encoding, "backslashreplace").decode(encoding), err=True)
    sys.exit(status)
