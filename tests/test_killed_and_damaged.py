"""A publication that was killed, its files damaged since, leaves no trace in the next one."""

import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue_folder import change, copy_of_atelier
from command_line import command, files_of, tressons_ld
from damages import DAMAGES, Damage, damage, damage_lock_file
from examples import examples

pytestmark = pytest.mark.slow

SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]
Round = tuple[float, signal.Signals, Damage | None, int | None]
ROUNDS: st.SearchStrategy[list[Round]] = st.lists(
    st.tuples(
        st.floats(0.3, 2.5),
        st.sampled_from(SIGNALS),
        st.none() | DAMAGES,
        st.none() | st.integers(0, 1 << 20),
    ),
    min_size=1,
    max_size=3,
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = copy_of_atelier(tmp_path_factory.mktemp("killed") / "atelier")
    assert tressons_ld("publish", folder=made).returncode == 0
    return made


def killed(folder: Path, seconds: float, by: signal.Signals) -> None:
    """Publish, and have it ended after so many seconds, if it has not ended by itself."""
    process = subprocess.Popen(
        command("publish"), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(seconds)
    process.send_signal(by)
    process.wait()
    # What was cut is completed or undone by whoever opens the folder next.
    assert tressons_ld("check", folder=folder).returncode == 0


def ids_in(lock_file: bytes) -> set[bytes]:
    return {line.partition(b",")[0] for line in lock_file.splitlines()}


def published_all_the_same(folder: Path, intact: bytes) -> bytes:
    """Publish; return the lock file as it was before, the intact one where the other is refused."""
    lock = folder / "data/identities.csv"
    given, before = lock.read_bytes(), files_of(folder)
    done = tressons_ld("publish", folder=folder)
    if done.returncode == 0:
        return given
    assert "[" not in done.stderr and "identities.csv" in done.stderr, done.stderr
    assert files_of(folder) == before
    lock.write_bytes(intact)
    done = tressons_ld("publish", folder=folder)
    assert done.returncode == 0, done.stderr
    return intact


@settings(
    max_examples=examples(12),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rounds=ROUNDS)
def test_whatever_was_killed_and_damaged_all_is_as_published_into_an_empty_folder(
    original: Path, tmp_path_factory: pytest.TempPathFactory, rounds: list[Round]
) -> None:
    folder = tmp_path_factory.mktemp("round") / "atelier"
    shutil.copytree(original, folder)
    lock = folder / "data/identities.csv"
    for number, (seconds, by, damaged, lock_damage) in enumerate(rounds):
        earlier = lock.read_bytes()
        change(folder, "resources guide-du-velo title", f"Le titre {number}")
        killed(folder, seconds, by)
        intact = lock.read_bytes()
        if damaged:
            damage(folder / "public", damaged)
        if lock_damage is not None:
            damage_lock_file(lock, earlier, lock_damage)
        declared = published_all_the_same(folder, intact)
        after = lock.read_bytes()
        assert ids_in(intact) <= ids_in(after)
        lock.write_bytes(declared)
        assert tressons_ld("publish", "--output", "beside", folder=folder).returncode == 0
        assert files_of(folder / "public") == files_of(folder / "beside")
        assert lock.read_bytes() == after
        shutil.rmtree(folder / "beside")
