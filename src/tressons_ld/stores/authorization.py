"""The header ``Authorization`` by which a store knows who writes.

Specifications: HTTP Basic (RFC 7617), Digest (RFC 7616), Bearer (RFC 6750).
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Mapping, Sequence

from tressons_ld.stores.credentials import Credentials

_CHALLENGE = re.compile(r"(?:^|,)\s*(Basic|Digest|Bearer)\b", re.IGNORECASE)
_PARAMETER = re.compile(r'([A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
_FOLD = re.compile(r"\r?\n[ \t]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
"""What would stand in our own header, which holds none; a fold is what goes on in the next line."""

_HASHES: Mapping[str, Callable[[bytes], str]] = {
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
}


class Authorization:
    """Answers the challenges of one host, and then goes on without being asked.

    Attributes:
        credentials: those for the host.
    """

    def __init__(self, credentials: Credentials) -> None:
        """Take the credentials; nothing is said of them before the host asks, but a token."""
        self.credentials = credentials
        self._scheme = "bearer" if credentials.token else ""
        self._digest: dict[str, str] = {}
        self._count = 0

    @property
    def carries_credentials(self) -> bool:
        """Whether requests carry credentials."""
        return bool(self._scheme)

    def header(self, method: str, target: str) -> dict[str, str]:
        """Return the header of a request; empty where the host has not asked for it yet.

        Args:
            method: of HTTP.
            target: path and query, as they are sent.
        """
        known = self.credentials
        match self._scheme:
            case "bearer":
                return {"Authorization": f"Bearer {known.token}"}
            case "basic":
                pair = f"{known.user}:{known.password}".encode()
                return {"Authorization": f"Basic {base64.b64encode(pair).decode('ascii')}"}
            case "digest":
                return {"Authorization": self._digest_answer(method, target)}
        return {}

    def accept(self, challenges: Sequence[str]) -> bool:
        """Take what a refusal asks for; return whether another request may then succeed.

        Args:
            challenges: the headers ``WWW-Authenticate`` of the refusal.
        """
        known = self.credentials
        if not known.user:
            return False
        unfolded = [_FOLD.sub(" ", challenge) for challenge in challenges]
        offered = _offered(", ".join(each for each in unfolded if not _CONTROL.search(each)))
        for digest in offered.get("digest", ()):
            name = digest.get("algorithm", "MD5").upper().removesuffix("-SESS")
            if name not in _HASHES:
                continue
            # The same password again only where the host says that its nonce is too old.
            stale = digest.get("stale", "").lower() == "true"
            if self._scheme == "digest" and not stale and self._count == 1:
                return False
            if self._scheme == "digest" and digest.get("nonce") == self._digest.get("nonce"):
                return False
            self._scheme, self._digest, self._count = "digest", digest, 0
            return True
        if "basic" in offered and self._scheme != "basic":
            self._scheme = "basic"
            return True
        return False

    def _digest_answer(self, method: str, target: str) -> str:
        asked, known = self._digest, self.credentials
        algorithm = asked.get("algorithm", "MD5")
        hashed = _HASHES[algorithm.upper().removesuffix("-SESS")]
        realm, nonce = asked.get("realm", ""), asked.get("nonce", "")
        self._count += 1
        count, own = f"{self._count:08x}", secrets.token_hex(8)
        secret = hashed(f"{known.user}:{realm}:{known.password}".encode())
        if algorithm.upper().endswith("-SESS"):
            secret = hashed(f"{secret}:{nonce}:{own}".encode())
        request = hashed(f"{method}:{target}".encode())
        quality = "auth" if "auth" in re.split(r"[\s,]+", asked.get("qop", "")) else ""
        between = f"{nonce}:{count}:{own}:{quality}" if quality else nonce
        parts = {
            # Headers are sent in Latin-1, and this is UTF-8, as it is in the digest.
            "username": _quoted(known.user.encode().decode("latin-1")),
            "realm": _quoted(realm),
            "nonce": _quoted(nonce),
            "uri": _quoted(target),
            "response": _quoted(hashed(f"{secret}:{between}:{request}".encode())),
            "algorithm": algorithm,
        }
        if "opaque" in asked:
            parts["opaque"] = _quoted(asked["opaque"])
        if quality:
            parts |= {"qop": quality, "nc": count, "cnonce": _quoted(own)}
        return "Digest " + ", ".join(f"{name}={value}" for name, value in parts.items())


def _offered(challenges: str) -> dict[str, list[dict[str, str]]]:
    """Return the parameters of each challenge, by its scheme in lower case."""
    starts = list(_CHALLENGE.finditer(challenges))
    offered: dict[str, list[dict[str, str]]] = {}
    for at, start in enumerate(starts):
        end = starts[at + 1].start() if at + 1 < len(starts) else len(challenges)
        parameters = {
            name.lower(): re.sub(r"\\(.)", r"\1", quoted) or plain
            for name, quoted, plain in _PARAMETER.findall(challenges, start.end(), end)
        }
        offered.setdefault(start[1].lower(), []).append(parameters)
    return offered


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
