"""The interface of the questions is what its OpenAPI document says, as schemathesis tries it.

The environment `.consumers/schemathesis` is made by the Makefile; where it is missing the test is
skipped.
"""

from pathlib import Path

import pytest

from child_processes import ended
from endpoint_server import EndpointServer

pytestmark = pytest.mark.slow


def test_schemathesis_finds_nothing_wrong(endpoint: EndpointServer, project: Path) -> None:
    program = project / ".consumers" / "schemathesis" / "bin" / "schemathesis"
    if not program.exists():
        pytest.skip("no environment .consumers/schemathesis: type make test-slow")
    document = endpoint.address.removesuffix("sparql") + "api/openapi.json"
    phases = "examples,coverage,fuzzing"
    options = ("--max-examples", "3", "--seed", "1", "--request-timeout", "30", "--phases", phases)
    done = ended([program, "run", document, *options], cwd=endpoint.folder)
    assert done.returncode == 0, done.stdout[-4000:]
    assert "No issues found" in done.stdout
