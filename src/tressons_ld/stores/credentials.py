"""Who writes to a store: from the environment or from netrc, never from the command line.

What stands on a command line is seen by everybody on the machine, and kept in the history.
"""

import netrc
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tressons_ld.findings.errors import StoreError, reason_of

USER, PASSWORD, TOKEN = "TRESSONS_LD_USER", "TRESSONS_LD_PASSWORD", "TRESSONS_LD_TOKEN"
"""The variables of the environment that say them."""

_TOKEN = re.compile(r"[\x21-\x7e]+")
# What RFC 7617 forbids, and bytes that are no text in the encoding of the environment.
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Credentials:
    """A user and password, or a token; both may be missing.

    Attributes:
        user: name of the user.
        password: of the user; never shown.
        token: sent as ``Authorization: Bearer``; never shown.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self.token or self.user or self.password)


def credentials_for(host: str, environment: Mapping[str, str]) -> Credentials:
    """Return the credentials for a host.

    Args:
        host: its name, without a port.
        environment: the variables of the environment: a token, else a user and password, else the
            file that ``NETRC`` names or ``~/.netrc``.

    Raises:
        StoreError: the netrc file cannot be read, or no header can hold what is given.
    """
    if token := environment.get(TOKEN):
        if not _TOKEN.fullmatch(token):
            raise StoreError("store.credentials-unsendable", variable=TOKEN)
        return Credentials(token=token)
    if user := environment.get(USER):
        password = environment.get(PASSWORD, "")
        return _sendable(user, password, USER, PASSWORD)
    named = environment.get("NETRC")
    path = Path(named) if named else Path(environment.get("HOME") or "~").expanduser() / ".netrc"
    if not named and not path.is_file():
        return Credentials()
    try:
        known = netrc.netrc(path).authenticators(host)
    except netrc.NetrcParseError as error:
        # Its own words may hold what stands in the file.
        raise StoreError("store.netrc", path=path, line=error.lineno or 1) from None
    except (OSError, UnicodeError) as error:
        raise StoreError("store.netrc-unreadable", path=path, reason=reason_of(error)) from None
    return _sendable(known[0], known[2] or "", path, path) if known else Credentials()


def _sendable(user: str, password: str, of_user: object, of_password: object) -> Credentials:
    """Return a user and password.

    Raises:
        StoreError: no header can hold one of them; it names where that stands.
    """
    for value, place in ((user, of_user), (password, of_password)):
        if _NO_TEXT.search(value):
            raise StoreError("store.credentials-unsendable", variable=place)
    return Credentials(user, password)
