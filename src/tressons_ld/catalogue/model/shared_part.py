"""The shared part: all that entries have in common."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tressons_ld.catalogue.model.about_catalogue import Catalogue, Programme, SourceDocument
from tressons_ld.catalogue.model.agent import Agent
from tressons_ld.catalogue.model.authority import Authorities
from tressons_ld.catalogue.model.concept import Concept
from tressons_ld.catalogue.model.folder_settings import Settings
from tressons_ld.catalogue.model.place import Place
from tressons_ld.catalogue.model.series import Series
from tressons_ld.findings.finding import Location
from tressons_ld.findings.language import Text


@dataclass(frozen=True, slots=True)
class SharedPart:
    """All that entries have in common: small, held in memory, named by ids."""

    settings: Settings
    catalogue: Catalogue
    agents: Mapping[str, Agent]
    places: Mapping[str, Place]
    series: Mapping[str, Series]
    concepts: Mapping[tuple[str, str], Concept]
    schemes: Mapping[str, Text]
    source: SourceDocument | None = None
    programme: Programme | None = None
    authorities: Authorities = field(default_factory=lambda: Authorities({}))

    def with_languages_in(self, texts: Iterable[str]) -> "SharedPart":
        """Return it with the languages beyond ISO 639-2 that texts name, if any does."""
        authorities = self.authorities.with_languages_in(texts)
        return self if authorities is self.authorities else replace(self, authorities=authorities)

    def homepages(self) -> Iterator[tuple[str, Location]]:
        """Yield what each thing, the catalogue first, calls its homepage, and where that stands."""
        yield self.settings.site_url, self.settings.at("site_url")
        if self.programme and self.programme.homepage:
            yield self.programme.homepage, self.settings.at("programme.homepage")
        for table in (self.agents, self.places, self.series):
            for thing in table.values():
                if thing.homepage:
                    yield thing.homepage, thing.row.at("homepage")

    def concepts_of(self, scheme: str) -> Iterator[Concept]:
        """Yield the concepts of a scheme, in the order of the table."""
        return (c for c in self.concepts.values() if c.scheme == scheme)
