"""What tests of a push that fails share: who pushes, a store that asks who it is, and the error."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from pushed_stores import (
    Answer,
    Behaviour,
    Request,
    pushed,
)
from pushed_stores import dump as dump
from pushed_stores import server as server
from pushed_stores import store as store
from tressons_ld.findings.errors import StoreError
from tressons_ld.stores.credentials import Credentials

SECRET = 's3cr3t-é\\" :'


WHO = {"TRESSONS_LD_USER": "editor", "TRESSONS_LD_PASSWORD": SECRET}


KNOWN = Credentials("editor", SECRET)


def error_of(url: str, dump: Path, **options: object) -> StoreError:
    with pytest.raises(StoreError) as raised:
        pushed(url, dump, **options)  # type: ignore[arg-type]
    assert "\n" not in raised.value.text.fr + raised.value.text.en
    return raised.value


# --- who writes -----------------------------------------------------------------------------------


def asking(challenge: str, accepts: Callable[[Request], bool]) -> Behaviour:
    """A store that asks who writes."""

    def behaviour(request: Request) -> Answer | Request:
        if "Authorization" in request.headers and accepts(request):
            return request
        return Answer(401, b"who?", {"WWW-Authenticate": challenge})

    return behaviour


def basic(request: Request) -> bool:
    pair = base64.b64encode(f"editor:{SECRET}".encode()).decode()
    return request.headers["Authorization"] == f"Basic {pair}"


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("TRESSONS_LD_USER", "TRESSONS_LD_PASSWORD", "TRESSONS_LD_TOKEN", "NETRC"):
        monkeypatch.delenv(name, raising=False)
