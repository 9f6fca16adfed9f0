"""An artifact whose inputs changed is rendered alone; a new kind of output is one artifact more."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalogue_folder import copy_of_atelier
from command_line import DATE, files_of
from tressons_ld.artifacts import Artifact, File, Fold, MappedEntry, Part, PublicationFacts
from tressons_ld.composition import open_folder
from tressons_ld.consumers.feed import Feed
from tressons_ld.publication.inputs import Inputs
from tressons_ld.publication.publish import Publication, publish


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The catalogue «atelier», published."""
    made = copy_of_atelier(tmp_path / "atelier")
    published(open_folder(made, date=DATE))
    return made


def published(inputs: Inputs, output: str = "public") -> Publication:
    done = publish(inputs, inputs.folder.path / output, jobs=1)
    assert done.published
    return done


def rendered(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the artifacts that are asked for their parts from now on."""
    names: list[str] = []
    for kind in {type(artifact) for artifact in inputs.artifacts}:

        def part(self: Any, entries: Any, real: Any = kind.part) -> Part:
            names.append(self.name)
            made: Part = real(self, entries)
            return made

        monkeypatch.setattr(kind, "part", part)
    return names


def test_no_two_kinds_of_output_share_a_name_or_a_file(tmp_path: Path) -> None:
    artifacts = open_folder(copy_of_atelier(tmp_path / "atelier"), date=DATE).artifacts
    streams = [stream for artifact in artifacts for stream in artifact.streams]
    for names in (
        [artifact.name for artifact in artifacts],
        [stream.name for stream in streams],
        [stream.path for stream in streams],
    ):
        assert sorted(set(names)) == sorted(names)


def test_nothing_is_rendered_while_nothing_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = open_folder(folder, date=DATE)
    names = rendered(inputs, monkeypatch)
    published(inputs)
    assert names == []


def test_an_artifact_whose_own_inputs_changed_is_rendered_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[publication]\npage_size = 1\n")
    inputs = open_folder(folder, date=DATE)
    names = rendered(inputs, monkeypatch)
    done = published(inputs)
    feeds = {artifact.name for artifact in inputs.artifacts if isinstance(artifact, Feed)}
    assert {"data.gouv.fr", "ckan", "dcat-ap"} <= feeds
    assert set(names) == feeds
    # The lock file has new lines, of the pages of the feeds.
    published(open_folder(folder, date=DATE), "first")
    assert files_of(done.output) == files_of(folder / "first")


class Titles(Artifact):
    """A file of all titles, and one of each entry."""

    name = "titles"

    def __init__(self, mark: str = "") -> None:
        self.mark = mark

    def fingerprint(self) -> str:
        return self.mark

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        titles = [f"{self.mark}{entry.entry.title}" for entry in entries]
        return Part(
            files={
                path: title.encode()
                for entry, title in zip(entries, titles, strict=True)
                for path in self.paths(entry.entry.id)
            },
            summary=titles,
        )

    def paths(self, id: str) -> list[str]:
        return [f"titles/{id}.txt"]

    def fold(self) -> Fold:
        return AllTitles()


class AllTitles(Fold):
    def __init__(self) -> None:
        self.titles: list[str] = []

    def add(self, summary: list[str]) -> None:
        self.titles += summary

    def files(self, facts: PublicationFacts) -> Iterator[File]:
        assert facts.resources == len(self.titles)
        yield "titles.txt", "\n".join(self.titles).encode()


def with_titles(folder: Path, mark: str = "") -> Inputs:
    inputs = open_folder(folder, date=DATE)
    return replace(inputs, artifacts=(*inputs.artifacts, Titles(mark)))


def test_a_new_kind_of_output_is_one_artifact_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(folder / "public")
    inputs = with_titles(folder)
    names = rendered(inputs, monkeypatch)
    published(inputs)
    after = files_of(folder / "public")
    titles = [entry.title for entry in inputs.folder.entries()]
    assert after["titles.txt"].decode().split("\n") == titles
    assert set(names) == {"titles"}
    new = {path for path in after if path.startswith("titles")} | {"manifest.jsonl"}
    assert {path: content for path, content in after.items() if path not in new} == {
        path: content for path, content in before.items() if path not in new
    }
    assert len(new) == len(titles) + 2


def test_the_parts_of_an_artifact_hold_until_its_fingerprint_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(with_titles(folder))
    names = rendered(with_titles(folder), monkeypatch)
    published(with_titles(folder))
    assert names == []
    published(with_titles(folder, "* "))
    assert set(names) == {"titles"}
    assert (folder / "public/titles.txt").read_text("utf-8").startswith("* ")
