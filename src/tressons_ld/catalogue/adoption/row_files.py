"""The page of a resource and its files, with what the table tells of each file."""

import re

from tressons_ld.catalogue.adoption.cell_readings import How, Reading
from tressons_ld.catalogue.adoption.rights_and_licences import as_licence, as_rights
from tressons_ld.catalogue.adoption.row_reader import AdoptedRow, RowReader
from tressons_ld.catalogue.adoption.source import SourceRow
from tressons_ld.catalogue.columns.usual_names import name_key
from tressons_ld.findings.messages import sentence

_FILE = re.compile(
    r"//[^/]+/[^?#]*\.(?:pdf|docx?|xlsx?|ods|odt|odp|pptx?|csv|tsv|zip|epub|mp[34]|geojson|json|rtf|txt)$",
    re.IGNORECASE,
)


_BETWEEN = re.compile(r"[;|,\n]|\s/\s")

_WITH_SIZE = sentence("adoption.read-with-the-size")


class PagesAndFiles:
    """Reads the addresses of a resource."""

    def __init__(self, reader: RowReader) -> None:
        """Take the reader of cells."""
        self._reader, self._outcome = reader, reader.outcome
        self._unit = self._unit_of_size()

    def _unit_of_size(self) -> int | None:
        """Return the index of the column that holds the unit of sizes, if there is one."""
        matched, headings = self._reader.matched, self._reader.table.headings
        sizes = [name_key(headings[index]) for index in matched.columns.get("size", ())]
        for index, heading in enumerate(headings):
            if any(name_key(heading) in (f"{size}unit", f"{size}units") for size in sizes):
                matched.reasons[index] = _WITH_SIZE
                return index
        return None

    def read(self, group: list[SourceRow], adopted: AdoptedRow) -> None:
        """Read the addresses of the rows of one resource."""
        files = self._pages(group[0], adopted)
        self._files(group, files, adopted)
        as_licence(group[0], adopted, self._reader)

    def _pages(self, row: SourceRow, adopted: AdoptedRow) -> list[str]:
        """Take the first address for the page of the resource, others for pages about it.

        Returns:
            those of others that are files, by their endings, where no cell names any.
        """
        read = self._reader.addresses
        landing, about = read(row, "landing_page"), read(row, "page")
        # A feed says which is which.
        alone = not landing and self._reader.table.is_feed
        first, *others = ["", *about] if alone else ([*landing, *about] or [""])
        if first:
            adopted.cells["landing_page"] = first
        files: list[str] = []
        if not self._reader.table.is_feed and not self._reader.cell(row, "download_url")[1]:
            files = [each for each in others if _FILE.search(each)]
            self._outcome.pages_as_files += len(files)
        if others := [each for each in others if each not in files]:
            adopted.cells["page"] = "; ".join(dict.fromkeys(others))
        return files

    def _files(self, group: list[SourceRow], files: list[str], adopted: AdoptedRow) -> None:
        told: dict[str, list[str]] = {"download_url": [], "format": [], "size": [], "licence": []}
        given = [self._reader.addresses(row, "download_url") for row in group]
        given[0] += files
        for row, addresses in zip(group, given, strict=True):
            page = adopted.cells.get("landing_page", "")
            if not addresses and len(group) == 1 and _FILE.search(page):
                addresses = [page]
            if page and page in addresses:
                # Told twice, it is the address of the file alone, where its ending says so.
                if _FILE.search(page):
                    del adopted.cells["landing_page"]
                    self._outcome.pages_as_files += 1
                else:
                    addresses.remove(page)
            told["download_url"] += [each for each in addresses if each not in told["download_url"]]
            if adopted.cells.get("landing_page") and not any(given) and not addresses:
                told.update(self._of_page(row, adopted))
                break
            new = len(told["download_url"]) - len(told["format"])
            for column in self._told_of_files(row, adopted):
                told[column] += self._of_files(row, column, new, adopted)
        for column, texts in told.items():
            if any(texts):
                adopted.cells[column] = "; ".join(texts)

    def _of_page(self, row: SourceRow, adopted: AdoptedRow) -> dict[str, list[str]]:
        """Return what the cells tell of what the page of a resource without files gives."""
        index, text = self._reader.cell(row, "format")
        whole = not text or self._reader.reader("format").read(text).text
        parts = [text] if whole else [each.strip() for each in _BETWEEN.split(text)]
        read = [self._reader.read(index, row, "format", each, adopted) for each in parts if each]
        formats = list(dict.fromkeys(filter(None, read)))
        count = max(1, len(formats))
        columns = [each for each in self._told_of_files(row, adopted) if each != "format"]
        others = {each: self._of_files(row, each, count, adopted) for each in columns}
        return {"format": formats, **others}

    def _told_of_files(self, row: SourceRow, adopted: AdoptedRow) -> tuple[str, ...]:
        """Return the columns that tell of files, without the licence where it is none."""
        rights = as_rights(row, adopted, self._reader)
        return ("format", "size") if rights else ("format", "size", "licence")

    def _of_files(self, row: SourceRow, column: str, count: int, adopted: AdoptedRow) -> list[str]:
        """Return what a cell tells of each of some files, as often as there are files."""
        index, text = self._reader.cell(row, column)
        if text and column == "size" and self._unit is not None:
            text = f"{text} {row.cells[self._unit].strip()}".strip()
        if not text:
            return [""] * count
        if not count:
            self._outcome.without_file[column] += 1
            return []
        whole = self._reader.reader(column).read(text)
        texts = [text] if whole.text else [each.strip() for each in _BETWEEN.split(text)]
        texts = [each for each in texts if each] if len(texts) != count else texts
        if len(texts) == 1 and column != "size":
            texts *= count
        if len(texts) != count:
            self._outcome.value(index, row.number, text, Reading("", How.REFUSED))
            return [""] * count
        return [
            self._reader.read(index, row, column, each, adopted) if each else "" for each in texts
        ]
