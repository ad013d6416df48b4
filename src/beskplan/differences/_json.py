"""Differences as JSON: ``beskplan/diff/v1``. Texts are in the language of the new plan."""

from __future__ import annotations

from typing import Any, Final

import simplejson

from beskplan.differences._model import Change, Differences, Entry, PlanSide, TargetName
from beskplan.words import Lang, Text

SCHEMA: Final = "beskplan/diff/v1"


def render(found: Differences) -> bytes:
    """Return one document."""
    text = simplejson.dumps(document(found), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def document(found: Differences) -> dict[str, Any]:
    """Return the document; every key is always there."""
    lang = found.new.language
    return {
        "schema": SCHEMA,
        "old": _side(found.old),
        "new": _side(found.new),
        "equal": found.is_empty,
        "summary": found.summary,
        "notes": [note[lang] for note in found.notes],
        "plan_changes": [
            {"kind": kind, "old": old[lang], "new": new[lang]}
            for kind, old, new in found.plan_changes
        ],
        "focus_areas": [
            {
                "id": one.id,
                "title": one.title,
                "before": None if one.before is None else _area(*one.before),
            }
            for one in found.focus_areas
        ],
        "focus_areas_gone": [_area(*one) for one in found.focus_areas_gone],
        "targets": [_entry(entry, lang) for entry in found.entries],
        "dropped": [_target(one, lang) for one in found.dropped],
    }


def _side(side: PlanSide) -> dict[str, Any]:
    return {
        "id": side.id,
        "title": side.title,
        "municipality": {"code": side.municipality.code, "name": side.municipality.name},
        "years": str(side.years),
        "status": side.status,
        "file": side.file,
        "sha256": side.sha256,
    }


def _area(name: str, title: str) -> dict[str, Any]:
    return {"id": name, "title": title}


def _target(target: TargetName, lang: Lang) -> dict[str, Any]:
    return {
        "target": target.id,
        "title": target.title,
        "focus_area": target.focus_area,
        "requirement": target.requirement[lang],
        "due": None if target.due is None else target.due[lang],
        "line": target.line,
    }


def _entry(entry: Entry, lang: Lang) -> dict[str, Any]:
    return {
        **_target(entry.target, lang),
        "before": [_target(one, lang) for one in entry.before],
        "link": None if entry.link is None else str(entry.link),
        "why": [one[lang] for one in entry.why],
        "together_with": list(entry.together_with),
        "strength": None if entry.strength is None else str(entry.strength),
        "new": entry.is_new,
        "changed": entry.is_changed,
        "moved": entry.is_moved,
        "renumbered": entry.is_renumbered,
        "reworded": entry.is_reworded,
        "changes": [_change(change, lang) for change in entry.changes],
    }


def _change(change: Change, lang: Lang) -> dict[str, Any]:
    def said(text: Text | None) -> str | None:
        return None if text is None else text[lang]

    return {
        "kind": str(change.kind),
        "target_before": change.of,
        "old": said(change.old),
        "new": said(change.new),
    }
