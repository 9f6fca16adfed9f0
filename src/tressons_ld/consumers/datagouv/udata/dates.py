"""Dates and periods as udata reads them: a year alone becomes the day of the harvest in that year.

A text goes through dateutil, which fills what it lacks from the current day (udata 17.18.0,
utils.py:223-254; mongoengine's DateTimeField; core/dataset/rdf.py:447-519).
"""

from __future__ import annotations

import calendar
import re
from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from tressons_ld.consumers.datagouv.udata.lookup import (
    DATASET,
    MODELS,
    Reader,
    RefusedItem,
    bad_value,
    is_empty,
    is_node,
    python_value,
)
from tressons_ld.consumers.rehearsal.items import Json
from tressons_ld.consumers.rehearsal.page_statements import Reason
from tressons_ld.findings.errors import MissingPackageError
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from rdflib.term import Node

_ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?")
_YEAR = re.compile(r"\d{4}(-\d\d)?")
_PAIRS = (
    ("schema:startDate", "schema:endDate"),
    ("dcat:startDate", "dcat:endDate"),
    ("scv:min", "scv:max"),
)


class UnreadableDate(ValueError):
    """A text that is no date."""


def read_date(text: str, day: date, *, year_first: bool = False) -> datetime:
    """Return a text as a moment; what it does not say is taken from the day of the harvest.

    Raises:
        UnreadableDate: it is no date.
        MissingPackageError: it is not ISO 8601 and dateutil is not installed.
    """
    if _ISO.fullmatch(text.strip()):
        with suppress(ValueError):
            return datetime.fromisoformat(text.strip())
    try:
        from dateutil.parser import parse
    except ImportError:
        raise MissingPackageError("package.missing", package="python-dateutil") from None
    try:
        found = parse(text, default=datetime.combine(day, time()), yearfirst=year_first)
    except (ValueError, OverflowError) as error:
        raise UnreadableDate(text) from error
    assert isinstance(found, datetime)
    return found


def moment(value: Any, day: date) -> datetime | None:
    """Return a value as the database keeps it, without time zone; None when it is no date."""
    if isinstance(value, str):
        try:
            value = read_date(value, day)
        except UnreadableDate:
            return None
    if isinstance(value, datetime):
        # The database keeps UTC, to the millisecond.
        offset = value.utcoffset()
        bare = value.replace(tzinfo=None) - offset if offset else value.replace(tzinfo=None)
        return bare.replace(microsecond=bare.microsecond // 1000 * 1000)
    return datetime.combine(value, time()) if isinstance(value, date) else None


def strict(page: Reader, subject: Node, name: str, day: date, faults: list[Text]) -> str | None:
    """Return a date that must be one: another text makes the item fail (mongoengine)."""
    value = page.value(subject, name)
    if value is None:
        return None
    found = moment(value, day)
    if found is None:
        faults.append(
            bad_value(
                name,
                value,
                sentence("datagouv.not-a-date-refused"),
            )
        )
        return None
    _moved(page, subject, name, value)
    return found.isoformat()


def lenient(page: Reader, subject: Node, name: str, day: date) -> str | None:
    """Return a date that is left out when it is none, or lies ahead (utils.py:236-254)."""
    value = page.value(subject, name)
    if value is None:
        return None
    chosen = page.preferred(subject, name)
    assert chosen is not None
    if isinstance(value, str):
        try:
            value = read_date(value, day)
        except UnreadableDate:
            page.forget(subject, name, chosen, _NO_DATE)
            return None
    if not isinstance(value, date):
        raise RefusedItem(bad_value(name, value, sentence("datagouv.is-no-date")))
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    found = moment(value, day)
    assert found is not None
    if found.date() > day:
        page.forget(subject, name, chosen, _AHEAD)
        return None
    _moved(page, subject, name, python_value(chosen))
    return found.isoformat()


def _moved(page: Reader, subject: Node, name: str, value: Any) -> None:
    chosen = page.preferred(subject, name)
    if chosen is not None and isinstance(value, str) and _YEAR.fullmatch(value.strip()):
        page.forget(subject, name, chosen, _TODAY)


class TemporalCoverage(NamedTuple):
    """A period; an end that is open is None."""

    start: Json
    end: Json


def period(page: Reader, subject: Node, day: date, faults: list[Text]) -> TemporalCoverage | None:
    """Return what a dataset covers in time (core/dataset/rdf.py:447-519)."""
    from rdflib import URIRef

    name = "dct:temporal"
    node = page.first(subject, name)
    if node is None:
        return None
    page.keep(subject, name, node)
    if not is_node(node):
        found = _of_text(str(node), day)
        if found is None:
            page.forget(subject, name, node, _NO_PERIOD)
        elif _year_range(str(node)):
            page.forget(subject, name, node, _TODAY)
        return found
    if isinstance(node, URIRef):
        page.forget(subject, name, node, _FETCHED)
        return None
    for start, end in _PAIRS:
        first, last = page.first(node, start), page.first(node, end)
        if not is_empty(first) or not is_empty(last):
            if is_node(first) or is_node(last):
                break
            return _between(page, node, (start, first), (end, last), day, faults)
    page.forget(subject, name, node, _NO_PERIOD)
    return None


def _year_range(text: str) -> bool:
    return "/" in text and any(_YEAR.fullmatch(one.strip()) for one in text.split("/"))


def _of_text(text: str, day: date) -> TemporalCoverage | None:
    try:
        if text.count("/") == 1:
            start, end = (read_date(one, day).date() for one in text.split("/"))
        elif text.count("-") == 0:
            start, end = date(int(text), 1, 1), date(int(text), 12, 31)
        elif text.count("-") == 1:
            found = read_date(text, day).date()
            last = calendar.monthrange(found.year, found.month)[1]
            start, end = found.replace(day=1), found.replace(day=last)
        else:
            return None
    except ValueError:
        return None
    start, end = sorted((start, end))
    return TemporalCoverage(start.isoformat(), end.isoformat())


def _between(
    page: Reader,
    node: Node,
    first: tuple[str, Node | None],
    last: tuple[str, Node | None],
    day: date,
    faults: list[Text],
) -> TemporalCoverage | None:
    ends: list[date | None] = []
    for name, value in (first, last):
        if value is None or is_empty(value):
            ends.append(None)
            continue
        page.keep(node, name, value)
        found = python_value(value)
        if isinstance(found, str):
            if _YEAR.fullmatch(found.strip()):
                page.forget(node, name, value, _TODAY)
            with suppress(UnreadableDate):
                found = read_date(found, day, year_first=True).date()
        if not isinstance(found, date):
            faults.append(
                bad_value(
                    f"dct:temporal/{name}",
                    found,
                    sentence("datagouv.not-a-date-refused"),
                )
            )
            return None
        ends.append(found)
    start, end = ends
    if start is not None and end is not None:
        try:
            start, end = sorted((start, end))
        except TypeError:
            faults.append(
                bad_value(
                    "dct:temporal",
                    f"{start} – {end}",
                    sentence("datagouv.ends-differ"),
                )
            )
            return None
    return TemporalCoverage(_day_of(start), _day_of(end))


def _day_of(value: date | None) -> str | None:
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if value is not None else None


_TODAY = Reason(
    sentence("datagouv.day-of-harvest"),
    f"{MODELS}:124 (mongoengine DateTimeField)",
)
_NO_DATE = Reason(
    sentence("datagouv.not-a-date"),
    "udata 17.18.0, utils.py:236",
)
_AHEAD = Reason(
    sentence("datagouv.date-to-come"),
    "udata 17.18.0, utils.py:248",
)
_NO_PERIOD = Reason(
    sentence("datagouv.period-unreadable"),
    f"{DATASET}:460-519",
)
_FETCHED = Reason(
    sentence("datagouv.period-with-iri"),
    f"{DATASET}:503-505",
)
