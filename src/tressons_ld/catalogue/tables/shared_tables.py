"""The small tables that entries refer to, and catalogue.toml -> the shared part.

All names of a table are known before any of its references is read, so rows may come in any order.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tressons_ld.catalogue.iris import NAMES, PATHS
from tressons_ld.catalogue.model import (
    SCHEME_OF_COLUMN,
    Addition,
    Agent,
    Authorities,
    Authority,
    Catalogue,
    Concept,
    Contact,
    Licence,
    Period,
    Place,
    Programme,
    Row,
    Series,
    Shared,
    SourceDocument,
)
from tressons_ld.catalogue.tables.additions import (
    Proposal,
    apply,
    by_target,
    read_additions,
    unknown_target,
)
from tressons_ld.catalogue.tables.cells import (
    Addressed,
    Parser,
    did_you_mean,
    once,
    parse_bbox,
    parse_date,
    parse_id,
    parse_nuts,
    parse_siren,
    parse_url,
    publishable,
    several,
    texts,
    tidied,
)
from tressons_ld.catalogue.tables.columns import (
    Column,
    fields,
    plan,
)
from tressons_ld.catalogue.tables.layouts import (
    AGENTS,
    AUTHORITIES,
    CONCEPTS,
    PLACES,
    SERIES,
    Layout,
)
from tressons_ld.catalogue.tables.references import (
    Codes,
    Names,
    nearest,
)
from tressons_ld.catalogue.tables.rows import (
    Table,
    find_table,
    open_table,
)
from tressons_ld.catalogue.tables.settings import Document, read_settings
from tressons_ld.files.tool_files import tool_files
from tressons_ld.findings.codes import finding
from tressons_ld.findings.errors import FolderError, Text
from tressons_ld.findings.finding import (
    Finding,
    Location,
    Severity,
)
from tressons_ld.rdf.terms import iri_text
from tressons_ld.rdf.vocabularies import (
    DCMITYPE,
    SCHEMA,
    Vocabulary,
)

SCHEME_KINDS = {
    "genre": "kind",
    "theme": "theme",
    "public": "audience",
    "section": "section",
    "certitude": "certainty",
}
"""Concept scheme that a column uses -> what an unknown name of it is called in the codes."""

# Without these a thing has no IRI; what else a thing should have, the shapes say.
_NEEDED = {"agents": "type", "concepts": "scheme"}

_MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
# What the graph of other people's terms is called.
_RESERVED_SCHEMES = (NAMES.authorities,)


def _kind_of(scheme: str) -> str:
    return SCHEME_KINDS.get(scheme, "concept")


@dataclass(frozen=True)
class SharedNames:
    """What cells may call the shared things."""

    agents: Names
    places: Names
    series: Names
    concepts: Mapping[str, Names]

    @classmethod
    def of(cls, shared: Shared) -> "SharedNames":
        """Return the names of the shared things: ids, labels, acronyms and other spellings."""
        agents = Names("agent", "data/agents.csv")
        for agent in shared.agents.values():
            agents.add(agent.id, filter(None, (agent.name, agent.acronym, *agent.spellings)))
        places = Names("place", "data/places.csv")
        for place in shared.places.values():
            places.add(place.id, filter(None, (place.name, *place.spellings)))
        series = Names("series", "data/series.csv")
        for one in shared.series.values():
            series.add(one.id, filter(None, (one.title, *one.spellings)))
        return cls(agents, places, series, _names_of_concepts(shared.concepts.values()))

    def collisions(self) -> list[tuple[str, ...]]:
        """Return the names that stand for two things of one kind (see :class:`Names`)."""
        every = (self.agents, self.places, self.series, *self.concepts.values())
        return [(names.kind, *collision) for names in every for collision in names.collisions()]

    def concepts_of(self, scheme: str) -> Names:
        """Return the names of a scheme's concepts: none when the scheme has none."""
        return self.concepts.get(scheme) or Names(_kind_of(scheme), "data/concepts.csv")


def _names_of_concepts(concepts: Iterable[Concept]) -> dict[str, Names]:
    found: dict[str, Names] = {}
    for concept in concepts:
        names = found.setdefault(
            concept.scheme, Names(_kind_of(concept.scheme), "data/concepts.csv")
        )
        names.add(concept.id, filter(None, (*concept.labels, *concept.spellings)))
    return found


def read_shared(
    folder: Path, *, base_iri: str | None = None, site_url: str | None = None
) -> tuple[Shared, list[Finding]]:
    """Return the shared part of a catalogue folder, and all that is wrong with it.

    Args:
        folder: the catalogue folder.
        base_iri: what things are called, instead of what catalogue.toml says.
        site_url: where the files lie, instead of what catalogue.toml says.

    Raises:
        FolderError: a file cannot be read.
        SettingsError: catalogue.toml does not parse, or base_iri or site_url will not do.
    """
    document, findings = read_settings(folder, base_iri=base_iri, site_url=site_url)
    authorities = read_authorities(folder)
    tables = _Tables(folder, document, authorities, findings)
    concepts = tables.concepts()
    tables.read_additions()
    agents = tables.agents()
    places = tables.places()
    series = tables.series()
    tables.check_targets()
    named = _names_of_concepts(concepts.values())
    names = SharedNames(tables.agent_names, tables.place_names, tables.series_names, named)
    about = _About(document, authorities, names, findings)
    shared = Shared(
        settings=document.settings,
        catalogue=about.catalogue(),
        agents=agents,
        places=places,
        series=series,
        concepts=concepts,
        schemes=about.schemes(concepts.values()),
        source=about.source(folder),
        programme=about.programme(),
        authorities=authorities,
    )
    return shared, findings


def read_authorities(folder: Path | None = None) -> Authorities:
    """Return the terms of other people's tables: ``ontology/authorities.csv``.

    Raises:
        FolderError: the file cannot be read, or one of its terms has no address.
    """
    path = tool_files("ontology", folder).get("authorities.csv")
    if path is None:
        return Authorities({})
    table = open_table(path.parent.parent, f"ontology/{path.name}", AUTHORITIES)
    index = {name: table.index(name) for name in AUTHORITIES.columns}
    problems = list(table.findings)
    terms = {}
    for record in table.records():
        row = Row(table.header, record.number, record.line)
        cell = {name: record.cells[i].strip() for name, i in index.items()}
        problems += record.problems
        if not cell["iri"] and "iri" in table.header.columns:
            problems.append(finding("table.value-missing", row.at("iri"), "iri"))
        for name in ("iri", "scheme"):
            if cell[name]:
                parse_url(cell[name], row, name, problems)
        terms[cell["table"], cell["code"]] = Authority(
            table=cell["table"],
            code=cell["code"],
            iri=cell["iri"],
            labels=Text(cell["label_fr"], cell["label_en"]),
            scheme=cell["scheme"] or None,
            media_type=cell["media_type"] or None,
        )
    for each in problems:
        if each.severity is Severity.VIOLATION:
            raise FolderError(each.in_language("fr"), each.in_language("en"))
    return Authorities(terms)


# --- tables -----------------------------------------------------------------------------------

_Thing = tuple[str, Row, list[str]]
"""An id, the row it stands in, the cells of this row."""


class _Tables:
    """The shared tables of one folder; what is wrong with them goes to ``findings``."""

    def __init__(
        self, folder: Path, document: Document, authorities: Authorities, findings: list[Finding]
    ) -> None:
        self.folder = folder
        self.document = document
        self.authorities = authorities
        self.findings = findings
        self.concept_names: dict[str, Names] = {}
        self.agent_names = Names("agent", "data/agents.csv")
        self.place_names = Names("place", "data/places.csv")
        self.series_names = Names("series", "data/series.csv")
        self.proposals: dict[str, list[Proposal]] = {}
        self.paths: dict[str, None] = {}

    def read_additions(self) -> None:
        """Read the additions to shared things: those to entries wait for the entries."""
        certainties = self.concept_names.get("certitude")
        proposals, problems = read_additions(
            self.folder,
            self.document.settings,
            certainties or Names("certainty", "data/concepts.csv"),
        )
        self.findings += problems
        self.proposals = by_target(p for p in proposals if "/" in p.target)

    def check_targets(self) -> None:
        """Find the additions to shared things that do not exist."""
        for target, proposals in self.proposals.items():
            if target not in self.paths:
                self.findings += (unknown_target(proposal, self.paths) for proposal in proposals)

    def concepts(self) -> dict[tuple[str, str], Concept]:
        table, things = self._things(CONCEPTS)
        if table is None:
            return {}
        by_scheme: dict[str, list[_Thing]] = {}
        index = table.index("scheme")
        for thing in things:
            _, row, cells = thing
            scheme = self._scheme(cells[index], row)
            if scheme is not None:
                by_scheme.setdefault(scheme, []).append(thing)
        found: dict[tuple[str, str], Concept] = {}
        for scheme, members in by_scheme.items():
            names = self.concept_names[scheme] = Names(_kind_of(scheme), table.header.file)
            columns = (
                Column("label_fr", "french"),
                Column("label_en", "english"),
                Column("spellings", "spellings", texts, many=True),
                Column("definition", "definition"),
                Column("broader", "broader", names.one),
                Column("notation", "notation"),
                Column("schema_type", "schema_types", several(_classes(SCHEMA)), many=True),
                Column("dcmi_type", "dcmi_type", _classes(DCMITYPE)),
                Column("data_theme", "data_themes", several(self._codes("data-theme")), many=True),
                Column("matches", "matches", several(_parse_match), many=True),
            )
            naming = ("label_fr", "label_en", "spellings")
            for id, row, values in self._built(table, members, columns, names, naming, "broader"):
                labels = Text(values.pop("french", ""), values.pop("english", ""))
                found[scheme, id] = Concept(scheme=scheme, id=id, row=row, labels=labels, **values)
        return found

    def _scheme(self, text: str, row: Row) -> str | None:
        if not text:
            return None
        if text in _RESERVED_SCHEMES:
            self.findings.append(
                finding("table.id-reserved", row.at("scheme"), text, better=Text("", ""))
            )
            return None
        return parse_id(text, row, "scheme", self.findings)

    def agents(self) -> dict[str, Agent]:
        table, things = self._things(AGENTS)
        if table is None:
            return {}
        names = self.agent_names = Names("agent", table.header.file)
        types = Codes(
            "agent-type",
            {
                "organisation": "organisation",
                "personne": "personne",
                "organization": "organisation",
                "person": "personne",
            },
        )
        columns = (
            Column("type", "type", types.one),
            Column("name", "name"),
            Column("acronym", "acronym"),
            Column("spellings", "spellings", texts, many=True),
            Column("part_of", "part_of", names.many, many=True),
            Column("homepage", "homepage", parse_url),
            Column("siren", "siren", parse_siren),
            Column("publisher_type", "publisher_type", self._codes("publisher-type")),
            Column("same_as", "same_as", several(parse_url), many=True),
            Column("description", "description"),
        )
        naming = ("name", "acronym", "spellings")
        agents = {}
        for id, row, values in self._built(table, things, columns, names, naming, "part_of"):
            values["person"] = values.pop("type", None) == "personne"
            path = PATHS.agent(id, person=values["person"])
            additions = self._additions(path, columns[1:], values)
            values.setdefault("name", "")
            agents[id] = Agent(id=id, row=row, additions=additions, **values)
        return agents

    def places(self) -> dict[str, Place]:
        table, things = self._things(PLACES)
        if table is None:
            return {}
        names = self.place_names = Names("place", table.header.file)
        types = Codes("place-type", ("AdministrativeArea", "Place"))
        columns = (
            Column("name", "name"),
            Column("schema_type", "schema_type", types.one),
            Column("spellings", "spellings", texts, many=True),
            Column("description", "description"),
            Column("siren", "siren", parse_siren),
            Column("nuts", "nuts", several(parse_nuts), many=True),
            Column("within", "within", names.many, many=True),
            Column("homepage", "homepage", parse_url),
            Column("same_as", "same_as", several(parse_url), many=True),
            Column("bbox", "bbox", parse_bbox),
        )
        places = {}
        for id, row, values in self._built(
            table, things, columns, names, ("name", "spellings"), "within"
        ):
            additions = self._additions(PATHS.place(id), columns, values)
            values.setdefault("name", "")
            places[id] = Place(id=id, row=row, additions=additions, **values)
        return places

    def series(self) -> dict[str, Series]:
        table, things = self._things(SERIES)
        if table is None:
            return {}
        names = self.series_names = Names("series", table.header.file)
        types = Codes("series-type", ("CreativeWorkSeries", "Collection"))
        columns = (
            Column("schema_type", "schema_type", types.one),
            Column("title", "title"),
            Column("spellings", "spellings", texts, many=True),
            Column("description", "description"),
            Column("homepage", "homepage", parse_url),
        )
        series = {}
        for id, row, values in self._built(table, things, columns, names, ("title", "spellings")):
            additions = self._additions(PATHS.series(id), columns, values)
            values.setdefault("title", "")
            series[id] = Series(id=id, row=row, additions=additions, **values)
        return series

    def _things(self, layout: Layout) -> tuple[Table | None, list[_Thing]]:
        """Return a table and those of its rows that have an id of their own."""
        file = find_table(
            self.folder / "data", layout.name, self.document.settings.files.get(layout.name)
        )
        if file is None:
            return None, []
        table = open_table(self.folder, f"data/{file}", layout, self.document.settings.aliases)
        self.findings += table.findings
        things: list[_Thing] = []
        first: dict[tuple[str, str], Row] = {}
        id_index, scheme_index = table.index("id"), table.index("scheme")
        needed = _NEEDED.get(layout.name, "")
        names = (*table.names, "")
        for record in table.records():
            row = Row(table.header, record.number, record.line)
            cells, problems = tidied(row, names, record.cells)
            self.findings += (*record.problems, *problems)
            text = cells[id_index]
            if not text:
                missing = "id" in table.header.columns and not record.cells[id_index].strip()
                if missing and not record.problems:
                    self.findings.append(finding("table.id-missing", row.at("id")))
                continue
            id = parse_id(text, row, "id", self.findings)
            if id is None:
                continue
            earlier = first.setdefault((cells[scheme_index], id), row)
            if earlier is not row:
                self.findings.append(duplicate(id, row, earlier.at("id")))
                continue
            if needed in table.header.columns and not cells[table.index(needed)]:
                self.findings.append(finding("table.value-missing", row.at(needed), needed))
            things.append((id, row, cells))
        return table, things

    def _built(
        self,
        table: Table,
        things: Sequence[_Thing],
        columns: Sequence[Column],
        names: Names,
        naming: Sequence[str],
        upwards: str | None = None,
    ) -> list[tuple[str, Row, dict[str, Any]]]:
        """Return the fields of each thing, and make their names known.

        Args:
            table: where the things stand.
            things: their rows.
            columns: the columns of the table.
            names: where their names go.
            naming: the columns that hold names.
            upwards: the column that names the thing or things above; no circle is left in it.
        """
        by_name = plan(table, (column for column in columns if column.name in naming))
        for id, row, cells in things:
            named = fields(by_name, row, cells, [])
            listed = [n for v in named.values() for n in ((v,) if isinstance(v, str) else v)]
            for name, other in names.add(id, listed):
                place = row.at(naming[0])
                self.findings.append(finding("reference.name-shared", place, name, other=other))
        full = plan(table, columns)
        built = [(id, row, fields(full, row, cells, self.findings)) for id, row, cells in things]
        if upwards is not None:
            self._open_circles(built, upwards)
        return built

    def _open_circles(self, built: Sequence[tuple[str, Row, dict[str, Any]]], column: str) -> None:
        """Find the things that are above themselves, and take away what is above them."""
        above: dict[str, tuple[str, ...]] = {}
        for id, _, values in built:
            value = values.get(column, ())
            above[id] = (value,) if isinstance(value, str) else value
        for id, row, values in built:
            circle = _path_back(id, above)
            if circle:
                shown = " → ".join(circle)
                self.findings.append(finding("reference.circle", row.at(column), shown))
                above[id] = ()
                del values[column]

    def _additions(
        self, path: str, columns: Sequence[Column], values: dict[str, Any]
    ) -> tuple[Addition, ...]:
        self.paths[path] = None
        proposals = self.proposals.get(path)
        if not proposals:
            return ()
        by_name = {column.name: column for column in columns}
        return apply(proposals, by_name, values, self.findings)

    def _codes(self, table: str) -> Parser:
        return Codes(table, self.authorities.names(table)).one


def duplicate(id: str, row: Row, earlier: Location) -> Finding:
    """Return the finding of an id that an earlier cell holds already; it names both places."""
    french, english = earlier.in_language("fr"), earlier.in_language("en")
    return finding("table.id-duplicate", row.at("id"), id, first=Text(french, english))


def _path_back(id: str, above: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the shortest path from a thing upwards to itself, or nothing."""
    came_from: dict[str, str] = {}
    waiting = [id]
    for current in waiting:
        for higher in above.get(current, ()):
            if higher == id:
                path = [current]
                while path[-1] != id:
                    path.append(came_from[path[-1]])
                return [*reversed(path), id]
            if higher not in came_from:
                came_from[higher] = current
                waiting.append(higher)
    return []


def _classes(vocabulary: Vocabulary) -> Parser:
    """Return the parser of the name of a class of a vocabulary."""
    names = (iri_text(term).removeprefix(vocabulary.namespace) for term in vocabulary)
    classes = tuple(name for name in names if name[0].isupper())
    return Codes("dcmi-type" if vocabulary is DCMITYPE else "schema-type", classes).one


def _parse_match(
    text: str, row: Addressed, column: str, problems: list[Finding]
) -> tuple[str, str] | None:
    """Return a SKOS mapping property and the IRI of a concept elsewhere."""
    match, _, address = text.partition(" ")
    if match not in _MATCHES or not address.strip():
        known = ", ".join(_MATCHES)
        near = did_you_mean(
            *nearest(match.casefold(), {name.casefold(): name for name in _MATCHES})
        )
        problems.append(
            finding("table.match-unreadable", row.at(column), text, suggestion=near, known=known)
        )
        return None
    iri = parse_url(address.strip(), row, column, problems)
    return None if iri is None else (match, iri)


# --- what catalogue.toml says -----------------------------------------------------------------


class _About:
    """What catalogue.toml says of the catalogue, its source and its programme."""

    def __init__(
        self,
        document: Document,
        authorities: Authorities,
        names: SharedNames,
        findings: list[Finding],
    ) -> None:
        self.document = document
        self.authorities = authorities
        self.names = names
        self.findings = findings

    def catalogue(self) -> Catalogue:
        """Return what is said of the catalogue and of its data."""
        title = self._bilingual("catalogue.title")
        if title is None:
            self._missing("catalogue.title_fr")
        description = self._bilingual("catalogue.description")
        if description is None:
            self._missing("catalogue.description_fr")
        if self.document.text("catalogue.publisher") is None:
            self._missing("catalogue.publisher")
        return Catalogue(
            title=title or Text("", ""),
            description=description or Text("", ""),
            publisher=self._one("catalogue.publisher", self.names.agents.one) or "",
            language=self._one("catalogue.language", self._codes("language")) or "fr",
            issued=self._one("catalogue.issued", parse_date),
            places=self._many("catalogue.places", self.names.places.one),
            contact=self._contact(),
            licence=self._licence(),
            rights=self._bilingual("rights", "."),
            data_title=self._bilingual("data.title"),
            data_description=self._bilingual("data.description"),
            data_frequency=self._one("data.frequency", self._codes("frequency")),
            data_period=self._period(),
            data_keywords=self._many("data.keywords"),
            data_themes=self._many("data.themes", self._themes()),
            data_access_rights=self._one("data.access_rights", self._codes("access-right")),
        )

    def source(self, folder: Path) -> SourceDocument | None:
        """Return what is said of the document as received, if there is one."""
        if not self._complete("source", ("id", "title")):
            return None
        id = self._one("source.id", parse_id)
        file = self._one("source.file")
        if file is not None and not _is_file(folder / "data" / file):
            self.findings.append(finding("settings.no-such-file", self._at("source.file"), file))
        if id is None:
            return None
        return SourceDocument(
            id=id,
            title=self._one("source.title") or "",
            created=self._one("source.created", parse_date),
            description=self._one("source.description"),
            creators=self._many("source.creators", self.names.agents.one),
            rights=self._bilingual("source.rights"),
            file=file,
        )

    def programme(self) -> Programme | None:
        """Return what is said of the programme, if there is one."""
        if not self._complete("programme", ("id", "name")):
            return None
        id = self._one("programme.id", parse_id)
        if id is None:
            return None
        agent = self.names.agents.one
        return Programme(
            id=id,
            name=self._one("programme.name") or "",
            acronym=self._one("programme.acronym"),
            description=self._one("programme.description"),
            start=self._one("programme.start", parse_date),
            end=self._one("programme.end", parse_date),
            leaders=self._many("programme.leaders", agent),
            partners=self._many("programme.partners", agent),
            supporters=self._many("programme.supporters", agent),
            funders=self._many("programme.funders", agent),
            homepage=self._one("programme.homepage", parse_url),
            pages=self._many("programme.pages", parse_url),
        )

    def schemes(self, concepts: Iterable[Concept]) -> dict[str, Text]:
        """Return the titles of the schemes, those of the settings and those that concepts name."""
        schemes = dict(self.document.schemes)
        for concept in concepts:
            if concept.scheme not in schemes:
                place = concept.row.at("scheme")
                self.findings.append(
                    finding("settings.scheme-title", place, concept.scheme, scheme=concept.scheme)
                )
                schemes[concept.scheme] = Text(concept.scheme, concept.scheme)
        return schemes

    def _contact(self) -> Contact | None:
        if not self._complete("contact", ("name",)):
            return None
        email = self._one("contact.email", _parse_email)
        return Contact(self._one("contact.name") or "", email, self._one("contact.url", parse_url))

    def _licence(self) -> Licence | None:
        if not self._complete("licence", ("iri", "label")):
            return None
        iri = self._one("licence.iri", parse_url)
        if iri is None:
            return None
        confirmed = bool(self.document.values.get("licence.confirmed", False))
        return Licence(iri, self._one("licence.label") or "", confirmed)

    def _period(self) -> Period | None:
        keys = ("period_start", "period_end", "period_basis")
        if not any(f"data.{key}" in self.document.values for key in keys):
            return None
        if not self._complete("data", keys):
            return None
        start, end = (self._one(f"data.{key}", parse_date) for key in keys[:2])
        if start is None or end is None:
            return None
        return Period(start, end, self._one("data.period_basis") or "")

    def _complete(self, table: str, keys: Sequence[str]) -> bool:
        """Return whether a table that is there has these keys."""
        if not self.document.has(table):
            return False
        missing = [key for key in keys if self.document.text(f"{table}.{key}") is None]
        for key in missing:
            self._missing(f"{table}.{key}")
        return not missing

    def _missing(self, key: str) -> None:
        self.findings.append(finding("settings.missing", self._at(key), key))

    def _at(self, key: str) -> Location:
        return self.document.settings.at(key)

    def _one(self, key: str, parse: Parser | None = None) -> Any:
        """Return the value of a key, or None where it is missing or wrong."""
        text = self.document.text(key)
        text = text and publishable(text, self.document.settings, key, self.findings)
        if not text or parse is None:
            return text or None
        return parse(text, self.document.settings, key, self.findings)

    def _many(self, key: str, parse: Parser | None = None) -> tuple[str, ...]:
        given = filter(None, (text.strip() for text in self.document.values.get(key, ())))
        read = [parse(t, self.document.settings, key, self.findings) if parse else t for t in given]
        listed = [value for value in read if value is not None]
        return once(listed, self.document.settings, key, self.findings)

    def _themes(self) -> Parser:
        return self.names.concepts_of(SCHEME_OF_COLUMN["themes"]).one

    def _bilingual(self, key: str, separator: str = "_") -> Text | None:
        french, english = (self._one(f"{key}{separator}{tag}") for tag in ("fr", "en"))
        return Text(french or "", english or "") if french or english else None

    def _codes(self, table: str) -> Parser:
        return Codes(table, self.authorities.names(table)).one


def _parse_email(text: str, row: Addressed, column: str, problems: list[Finding]) -> str | None:
    """Return an address for mail: something, an at sign, a host."""
    if re.fullmatch(r'[^\s@<>"(),:;]+@[^\W_][\w-]*(\.[\w-]+)+', text):
        return text
    problems.append(finding("table.email-unreadable", row.at(column), text))
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
