"""A publication that is more than a host of static sites takes is told after it is made."""

from contextvars import ContextVar
from pathlib import Path

import pytest

from tressons_ld.cli import localised
from tressons_ld.cli.publish_command import tell_of_hosts
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


def test_rules_that_the_house_keeps_of_its_own_are_counted_whatever_their_encoding(
    tmp_path: Path,
) -> None:
    (tmp_path / "_redirects").write_bytes("/été /hiver 301\n".encode("latin-1") * 1_001)
    (tmp_path / "catalogue.nt").write_bytes(b"")
    told = exceeded(tmp_path, 1, ["catalogue.nt"])
    assert [(limit.host, number) for limit, number in told] == [("GitLab Pages", 1_001)]


def test_a_small_catalogue_is_beyond_none(published: Path) -> None:
    files = sum(1 for _ in published.rglob("*"))
    assert not list(exceeded(published, files, ["catalogue.nt", "catalogue.nq"]))


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("fr_FR.UTF-8", "C'est plus que ce que prend A : 4 fichiers, au lieu de 3.\n"),
        ("en_GB.UTF-8", "This is more than A takes: 4 files, where 3 are the most.\n"),
    ],
)
def test_the_command_says_it_in_the_language_of_its_reader(
    published: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    locale: str,
    sentence: str,
) -> None:
    monkeypatch.setattr(host_limits, "_LIMITS", (HostLimit("A", 3, host_limits._FILES),))
    # Nobody has said --lang, whatever other tests have in this process.
    monkeypatch.setattr(localised, "_ASKED", ContextVar[str | None]("asked", default=None))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, locale if name == "LC_ALL" else "")
    tell_of_hosts(4, published)
    assert capsys.readouterr().out == sentence
