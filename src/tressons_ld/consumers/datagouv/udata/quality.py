"""The nine criteria of data.gouv.fr's score (udata 17.18.0, core/dataset/models.py:913-1075).

Each is worth a ninth. A tenth fact, whether a dataset has files at all, decides over three of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from tressons_ld.consumers.rehearsal.items import NOTHING, CriterionResult
from tressons_ld.findings.messages import sentence

CLOSED: Final = frozenset({"pdf", "doc", "docx", "word", "xls", "excel", "xlsx"})
"""core/dataset/constants.py:206."""
LONG_ENOUGH: Final = 100
"""Characters that a description must exceed (settings.py:637)."""

# By frequency, the days after which an update is due (core/dataset/constants.py:21-78); one that
# is not here has no such day.
DUE: Final = {
    "oneMinute": 1 / 1440,
    "fiveMinutes": 5 / 1440,
    "tenMinutes": 10 / 1440,
    "fifteenMinutes": 15 / 1440,
    "thirtyMinutes": 30 / 1440,
    "hourly": 1 / 24,
    "bihourly": 2 / 24,
    "trihourly": 3 / 24,
    "twelveHours": 0.5,
    **dict.fromkeys(("severalTimesADay", "threeTimesADay", "semidaily", "daily"), 1.0),
    **dict.fromkeys(("fiveTimesAWeek", "threeTimesAWeek", "semiweekly", "weekly"), 7.0),
    "biweekly": 14.0,
    **dict.fromkeys(("threeTimesAMonth", "semimonthly", "monthly"), 31.0),
    "bimonthly": 62.0,
    "quarterly": 93.0,
    **dict.fromkeys(("threeTimesAYear", "semiannual", "annual"), 365.0),
    "biennial": 730.0,
    "triennial": 1095.0,
    "quadrennial": 1460.0,
    "quinquennial": 1825.0,
    "decennial": 3650.0,
    "bidecennial": 7300.0,
    "tridecennial": 10950.0,
}

_REMEDIES: Final = {
    "license": NOTHING,
    "temporal_coverage": sentence("datagouv.say-period"),
    "spatial": sentence("datagouv.say-outline"),
    "update_frequency": sentence("datagouv.say-frequency"),
    "update_fulfilled_in_time": sentence("datagouv.say-update"),
    "dataset_description_quality": sentence("datagouv.write-longer", number=LONG_ENOUGH),
    "has_open_format": sentence("datagouv.add-open-format"),
    "all_resources_available": sentence("datagouv.add-file"),
    "resources_documentation": sentence("datagouv.describe-file"),
}


def score(fields: Mapping[str, Any], day: date) -> tuple[CriterionResult, ...]:
    """Return the nine criteria of a dataset, in the order that udata counts them.

    No link is dead yet: that is for the platform's own checker to find.

    Args:
        fields: of the dataset, as :func:`harvest.datagouv.harvested` gives them.
        day: of the harvest.
    """
    files = fields["resources"]
    won = {
        # Counted before a restriction of access removes it (core/dataset/models.py:797-806).
        "license": True,
        "temporal_coverage": fields["temporal_coverage"] is not None,
        "spatial": fields["spatial"] is not None,
        "update_frequency": fields["frequency"] not in (None, "unknown"),
        "update_fulfilled_in_time": _in_time(fields, day),
        "dataset_description_quality": len(fields["description"]) > LONG_ENOUGH,
        "has_open_format": any((one["format"] or "pdf").lower() not in CLOSED for one in files),
        "all_resources_available": bool(files),
        "resources_documentation": any(one["description"] for one in files),
    }
    remedies = dict(_REMEDIES)
    if not won["update_frequency"]:
        remedies["update_fulfilled_in_time"] = _REMEDIES["update_frequency"]
    return tuple(
        CriterionResult(name, had, NOTHING if had else remedies[name]) for name, had in won.items()
    )


def _in_time(fields: Mapping[str, Any], day: date) -> bool:
    frequency = fields["frequency"]
    if frequency in (None, "unknown"):
        return False
    if frequency not in DUE:
        return True
    now = datetime.combine(day, time(23, 59, 59))
    if fields["modified_at"]:
        last = datetime.fromisoformat(fields["modified_at"])
    else:
        files = [one["modified_at"] for one in fields["resources"]]
        last = max((datetime.fromisoformat(one) if one else now for one in files), default=now)
    return last + timedelta(days=DUE[frequency]) - now >= timedelta(days=-1)
