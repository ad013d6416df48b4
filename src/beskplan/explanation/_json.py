"""An explanation as JSON: ``beskplan/explanation/v1``. Numbers print as published."""

from __future__ import annotations

from typing import Any, Final

import simplejson

from beskplan.areas import Area
from beskplan.arithmetic import Place, figures_in
from beskplan.explanation._lines import Line
from beskplan.explanation._model import Explained, Explanation, Shown
from beskplan.explanation._said import value_at
from beskplan.results import Assessed, Pace, Sought, Verdict, Wording
from beskplan.words import Lang, Words

SCHEMA: Final = "beskplan/explanation/v1"


def render(about: Explanation) -> bytes:
    """Return one document; every key is always there."""
    text = simplejson.dumps(document(about), use_decimal=True, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def document(about: Explanation) -> dict[str, Any]:
    """Return what is explained; texts are in the plan's language."""
    plan, promise, lang = about.plan, about.promise, about.plan.language
    return {
        "schema": SCHEMA,
        "as_of": about.as_of,
        "plan": {
            "id": plan.id,
            "title": plan.title,
            "municipality": _area(plan.municipality),
            "years": str(plan.years),
            "file": plan.file,
            "sha256": plan.sha256,
        },
        "promise": {
            "target": promise.target,
            "title": promise.title,
            "focus_area": promise.focus_area,
            "line": promise.line,
            "document": promise.document,
            "section": promise.section,
            "page": promise.page,
            "date": None if promise.day is None else str(promise.day),
            "url": promise.url,
            "due": None if promise.due is None else promise.due[lang],
            "replaces": list(promise.replaces),
        },
        "figures": [_figure(one) for one in about.figures],
        "explained": _explained(about, about.explained),
    }


def _area(area: Area) -> dict[str, str]:
    return {"code": area.code, "name": area.name}


def _figure(shown: Shown) -> dict[str, Any]:
    figure = shown.figure
    return {
        "number": shown.number,
        "role": shown.role,
        "indicator": figure.key.indicator,
        "title": shown.title,
        "segment": dict(figure.key.segment),
        "area": figure.key.area,
        "period": str(figure.key.period),
        "value": figure.value,
        "unit": shown.unit,
        "file": figure.source.file,
        "sheet": figure.source.sheet or None,
        "row": figure.source.row,
        "retrieved": None if figure.retrieved is None else figure.retrieved.isoformat(),
        "provisional": figure.provisional,
    }


def _explained(about: Explanation, explained: Explained) -> dict[str, Any]:
    verdict, lang = explained.verdict, about.plan.language
    return {
        "target": verdict.target,
        "title": verdict.title,
        "area": _area(verdict.area),
        "indicator": verdict.indicator,
        "segment": dict(verdict.segment),
        "rule": verdict.rule,
        "requirement": verdict.requirement[lang],
        "wording": _wording(verdict.wording, lang),
        "period": None if verdict.period is None else str(verdict.period),
        "status": str(verdict.status),
        "observed": verdict.observed,
        "required": verdict.required,
        "strict": verdict.strict,
        "good": verdict.good,
        "gap": verdict.gap,
        "unit": verdict.unit,
        "gap_unit": verdict.gap_unit,
        "reason": None if verdict.reason is None else verdict.reason[lang],
        "detail": None if verdict.detail is None else verdict.detail[lang],
        "reading": verdict.reading,
        "note": verdict.note,
        "assessment": _assessment(verdict.assessment),
        "lines": [_line(about, one, lang) for one in explained.lines],
        "to_go": explained.to_go,
        "persons": _persons(about, explained),
        "pace": _pace(about, explained),
        "condition": None
        if explained.condition is None
        else _explained(about, explained.condition),
        "places": [_place(about, one) for one in explained.places],
        "flags": [{"flag": str(one.flag), "why": one.why[lang]} for one in verdict.warned],
        "sought": [_sought(one) for one in verdict.sought],
        "needed": verdict.needed,
        "left_out": [{"name": one.name, "reason": one.reason} for one in verdict.left_out],
        "parts": [_short(verdict, number) for number in range(len(verdict.parts))],
        "explained_parts": [_explained(about, one) for one in explained.parts],
        "readings": [_explained(about, one) for one in explained.readings],
    }


def _wording(wording: Wording, lang: Lang) -> dict[str, str | None]:
    said = {
        "measured": wording.measured,
        "baseline": wording.baseline,
        "due": wording.due,
        "condition": wording.condition,
        "version": wording.version,
    }
    return {key: None if text is None else text[lang] for key, text in said.items()}


def _assessment(found: Assessed | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "status": str(found.status),
        "date": str(found.day),
        "by": found.by,
        "note": found.note,
    }


def _line(about: Explanation, line: Line, lang: Lang) -> dict[str, Any]:
    return {
        "line": line.number,
        "label": None if line.label is None else line.label[lang],
        "text": line.said(Words(lang)),
        "expression": line.plain,
        "result": line.result,
        "equal": line.is_equal,
        "exactly": line.exactly,
        "unit": line.unit,
        "figures": [about.numbers[one] for one in line.figures],
        "lines": list(line.lines),
        "stated": [one[lang] for one in line.told],
    }


def _persons(about: Explanation, explained: Explained) -> dict[str, Any] | None:
    persons = explained.verdict.persons
    if persons is None:
        return None
    found = persons.found
    totals = found.totals if found else None
    return {
        "observed": persons.observed,
        "missing": persons.missing,
        "needed": found.needed if found and persons.missing else None,
        "unit": found.unit if found else None,
        "denominator": None if totals is None else {"least": totals[0], "most": totals[1]},
        "worked_back": persons.worked_back,
        "lines": [_line(about, one, about.plan.language) for one in explained.person_lines],
    }


def _pace(about: Explanation, explained: Explained) -> dict[str, Any]:
    pace: Pace | None = explained.verdict.pace
    return {
        "on_track": explained.verdict.on_track,
        "progress": explained.verdict.progress,
        "start": None if pace is None else pace.start.isoformat(),
        "end": None if pace is None else pace.end.isoformat(),
        "months_gone": None if pace is None else pace.gone,
        "months": None if pace is None else pace.whole,
        "lines": [_line(about, one, about.plan.language) for one in explained.pace_lines],
    }


def _place(about: Explanation, place: Place) -> dict[str, Any]:
    return {
        "place": place.place,
        "area": _area(place.area),
        "value": value_at(place),
        "own": place.is_own,
        "figures": [about.numbers[one] for one in figures_in(place.term)],
    }


def _sought(one: Sought) -> dict[str, Any]:
    return {
        "indicator": one.indicator,
        "title": one.title,
        "segment": dict(one.segment),
        "area": _area(one.area),
        "period": None if one.period is None else str(one.period),
        "mark": one.mark,
        "publisher": one.publisher,
        "table": one.table,
    }


def _short(verdict: Verdict, number: int) -> dict[str, Any]:
    part = verdict.parts[number]
    return {
        "target": part.target,
        "title": part.title,
        "status": str(part.status),
        "observed": part.observed,
        "required": part.required,
        "gap": part.gap,
        "deciding": number == verdict.deciding,
    }
