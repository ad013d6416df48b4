"""Results as JSON: ``beskplan/results/v1``. Numbers print as published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import simplejson

from beskplan.results import Results, Verdict
from beskplan.words import Lang

SCHEMA: Final = "beskplan/results/v1"


def render(results: Sequence[Results]) -> bytes:
    """Return one document for one plan, an array of documents for several."""
    documents = [document(one) for one in results]
    shown: Any = documents[0] if len(documents) == 1 else documents
    text = simplejson.dumps(shown, use_decimal=True, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def document(results: Results) -> dict[str, Any]:
    """Return the results of one plan; every key is always there."""
    plan = results.plan
    return {
        "schema": SCHEMA,
        "as_of": results.as_of.isoformat(),
        "plan": {
            "id": plan.id,
            "title": plan.title,
            "municipality": {"code": plan.municipality.code, "name": plan.municipality.name},
            "sha256": plan.sha256,
        },
        "summary": {str(status): count for status, count in results.summary.items()},
        "results": [_result(verdict, plan.language) for verdict in results],
    }


def _result(verdict: Verdict, lang: Lang) -> dict[str, Any]:
    return {
        "target": verdict.target,
        "focus_area": verdict.focus_area,
        "title": verdict.title,
        "area": verdict.area.code,
        "line": verdict.line,
        "indicator": verdict.indicator,
        "segment": dict(verdict.segment),
        "rule": verdict.rule,
        "status": str(verdict.status),
        "on_track": verdict.on_track,
        "observed": verdict.observed,
        "required": verdict.required,
        "gap": verdict.gap,
        "unit": verdict.unit,
        "gap_unit": verdict.gap_unit,
        "comparator": _comparator(verdict, lang),
        "period": None if verdict.period is None else str(verdict.period),
        "requirement": verdict.requirement[lang],
        "reason": None if verdict.reason is None else verdict.reason[lang],
        "flags": [str(flag) for flag in verdict.flags],
        "persons": _persons(verdict),
        "progress": verdict.progress,
        "detail": None if verdict.detail is None else verdict.detail[lang],
        "reading": verdict.reading,
        "readings": [_result(reading, lang) for reading in verdict.readings],
        "assessment": _assessment(verdict),
        "note": verdict.note,
        "sources": [
            {"file": source.file, "sheet": source.sheet or None, "row": source.row}
            for source in verdict.sources
        ],
        "left_out": [{"name": one.name, "reason": one.reason} for one in verdict.left_out],
        "parts": [_result(part, lang) for part in verdict.parts],
    }


def _comparator(verdict: Verdict, lang: Lang) -> dict[str, Any] | None:
    if verdict.comparator_name is None:
        return None
    return {
        "name": verdict.comparator_name[lang],
        "code": verdict.comparator_code,
        "value": verdict.comparator_value,
    }


def _persons(verdict: Verdict) -> dict[str, Any] | None:
    if verdict.persons is None:
        return None
    return {
        "observed": verdict.persons.observed,
        "missing": verdict.persons.missing,
        "worked_back": verdict.persons.worked_back,
    }


def _assessment(verdict: Verdict) -> dict[str, Any] | None:
    if verdict.assessment is None:
        return None
    return {
        "status": str(verdict.assessment.status),
        "date": str(verdict.assessment.day),
        "by": verdict.assessment.by,
        "note": verdict.assessment.note,
    }
