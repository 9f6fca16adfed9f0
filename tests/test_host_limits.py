"""A publication that is more than a host of static sites takes is told after it is made."""

from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier
from tressons_ld.site.hosts import host_limits
from tressons_ld.site.hosts.host_limits import HostLimit, exceeded


def test_what_is_beyond_a_limit_is_told_with_its_number(tmp_path: Path) -> None:
    (tmp_path / "_redirects").write_text("# Rules.\n\n" + "/a /b 301\n" * 1_001, "utf-8")
    with (tmp_path / "catalogue.nq").open("wb") as file:
        file.truncate((25 << 20) + 1)
    (tmp_path / "catalogue.nt").write_bytes(b"")
    told = exceeded(tmp_path, 20_000, ["catalogue.nt", "catalogue.nq"])
    assert [(limit.host, limit.counted.en, number) for limit, number in told] == [
        ("Cloudflare Pages", "MB in a file", 26),
        ("GitLab Pages", "redirects", 1_001),
    ]
    (limit, number), *_ = exceeded(tmp_path, 20_001, ["catalogue.nt"])
    assert (limit.host, limit.counted.en, number) == ("Cloudflare Pages", "files", 20_001)


def test_a_small_catalogue_is_beyond_none(published: Path) -> None:
    files = sum(1 for _ in published.rglob("*"))
    assert not list(exceeded(published, files, ["catalogue.nt", "catalogue.nq"]))


@pytest.mark.parametrize(
    ("language", "of"), [("fr", "au lieu de 3"), ("en", "where 3 are the most")]
)
def test_what_the_command_says(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
    of: str,
) -> None:
    from tressons_ld.cli import main

    monkeypatch.setattr(host_limits, "_LIMITS", (HostLimit("A", 3, host_limits._FILES),))
    folder = copy_of_atelier(tmp_path / "atelier")
    arguments = ["tressons-ld", "publish", "--date", "2026-01-01", "--lang", language]
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit):
        main()
    assert of in capsys.readouterr().out
