"""Score cards as JSON: every indicator of every judge."""

import json
from collections.abc import Mapping
from typing import Any

from tressons_ld.consumers.dcat_ap.mqa import rating_name
from tressons_ld.consumers.score_cards.card import (
    JUDGES,
    Card,
    Judgement,
    JudgeName,
    Point,
)
from tressons_ld.consumers.score_cards.score_report import ScoreReport
from tressons_ld.consumers.score_cards.tally import (
    CatalogueCard,
    Mending,
    PointTally,
)
from tressons_ld.findings.finding import Location

_MQA = ("direct", "datagouv")


def as_json(report: ScoreReport, language: str) -> str:
    """Return the cards as JSON.

    ``catalogue``: the mean of each judge, ``scores`` (points at best -> how many datasets), how
    many datasets won each indicator, and all ``mendings``. ``datasets``: each card asked for. Of
    each, ``won`` holds whatever the network says, ``at_best`` if all that is not measured here is
    won, ``ceiling`` when every cell named is filled too.

    Args:
        report: the cards.
        language: ``fr`` or ``en``.
    """
    data = {
        "catalogue": _catalogue(report.catalogue, language),
        "datasets": [_card(card, language) for card in report.cards],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _catalogue(card: CatalogueCard, language: str) -> dict[str, Any]:
    tallies = card.tallies
    judges: dict[str, Any] = {n: _tally(card, n, tallies[n], language) for n in JUDGES}
    return {
        "datasets": card.number,
        **judges,
        "stars": {str(stars): card.stars[stars] for stars in range(6)},
        "mendings": [_mending(each, language) for each in card.mendings()],
    }


def _tally(
    card: CatalogueCard, judge: JudgeName, tally: PointTally, language: str
) -> dict[str, Any]:
    sample = card.sample.get(judge, ())
    won, best = card.mean(tally.least), card.mean(tally.most)
    lowest, median, highest = tally.spread()
    return {
        "won": won,
        "at_best": best,
        "ceiling": card.mean(tally.ceiling),
        "of": sum(point.points for point in sample),
        **(_rated(won, best) if judge in _MQA else {}),
        **({"bands": tally.bands()} if judge in _MQA else {}),
        "lowest": lowest,
        "median": median,
        "highest": highest,
        "scores": {str(score): number for score, number in sorted(tally.scores.items())},
        "indicators": [_states(point, tally.states[point.name], language) for point in sample],
    }


def _states(point: Point, states: Mapping[str, int], language: str) -> dict[str, Any]:
    counts = {state: states.get(state, 0) for state in ("won", "unmeasured", "lost")}
    return {"name": point.name, **_named(point, language), **counts}


def _named(point: Point, language: str) -> dict[str, Any]:
    dimension = {"dimension": point.dimension} if point.dimension else {}
    return {**dimension, "label": point.label.in_language(language), "points": point.points}


def _rated(won: float, best: float) -> dict[str, str]:
    return {"rating": rating_name(won), "rating_at_best": rating_name(best)}


def _mending(mending: Mending, language: str) -> dict[str, Any]:
    return {
        "file": mending.file,
        "column": mending.column,
        "do": mending.do.in_language(language),
        "cells": mending.cells,
        "points": dict(mending.points),
    }


def _card(card: Card, language: str) -> dict[str, Any]:
    judges: dict[str, Any] = {n: _judgement(n, card.judgement(n), language) for n in JUDGES}
    following = card.stars.next.in_language(language)
    return {
        "id": card.id,
        "title": card.title,
        **judges,
        "stars": {"count": card.stars.number, "next": following or None},
    }


def _judgement(judge: JudgeName, judgement: Judgement, language: str) -> dict[str, Any]:
    return {
        "won": judgement.least,
        "at_best": judgement.most,
        "ceiling": judgement.ceiling,
        "of": judgement.total,
        **(_rated(judgement.least, judgement.most) if judge in _MQA else {}),
        "indicators": [_point(point, language) for point in judgement.points],
    }


def _point(point: Point, language: str) -> dict[str, Any]:
    said: dict[str, Any] = {"name": point.name, **_named(point, language), "state": point.state}
    if point.state != "won":
        said["why"] = point.why.in_language(language)
    if point.remedy:
        said["remedy"] = {
            "kind": point.remedy.kind,
            "do": point.remedy.do.in_language(language),
            **({"at": _place(point.remedy.at, point.remedy.column)} if point.remedy.at else {}),
        }
    return said


def _place(at: Location, column: str) -> dict[str, Any]:
    place = {"file": at.file, "line": at.line, "sheet": at.sheet, "cell": at.cell, "column": column}
    return {name: value for name, value in place.items() if value is not None}
