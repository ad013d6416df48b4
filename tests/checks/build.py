"""Plans for checks, built from what differs from a plan in which nothing is found."""

from __future__ import annotations

import re
import tempfile
import textwrap
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from beskplan.catalogue import Catalogue, read_catalogue
from beskplan.checks._descriptions import findings_in_manifest, findings_in_table
from beskplan.checks._findings import Finding, in_order
from beskplan.checks._look import Around, findings_in_catalogue, findings_in_plan, wanted
from beskplan.documents import Document, read_document
from beskplan.errors import PlanUnreadableError
from beskplan.observations import Observations
from beskplan.plan import Plan, read_plan
from tests.build import mapping, observations

PLAN = mapping("""
schema: beskplan/plan/v1
id: eksempel-2023
title: Beskæftigelsesplan 2023
municipality: Frederikssund
years: 2023
status: approved
source: {document: Beskæftigelsesplan 2023, publisher: Frederikssund Kommune}
follow_up: [3, 10]
focus_areas:
  - {id: "1", title: Flere i job, targets: []}
""")
TARGET = mapping("""
id: 1a
title: Ledige højst 4 pct.
measure: {indicator: ledige}
rule: {type: threshold, at_most: 4.0}
source: {section: Resultatmål 1a}
""")
CATALOGUE = mapping("""
schema: beskplan/catalogue/v1
indicators:
  - id: ledige
    title: Ledige i pct. af arbejdsstyrken
    unit: percent
    better: lower
    population: arbejdsstyrken 16-66 år
    covers: month
    numerator: ledige.antal
    dimensions: {køn: {total: Køn i alt, members: {Kvinder: [], Mænd: []}}}
  - id: ledige.antal
    title: Ledige fuldtidspersoner
    unit: full-time-persons
    better: lower
    covers: month
    dimensions: {køn: {total: Køn i alt, members: {Kvinder: [], Mænd: []}}}
  - id: tilbud
    title: Andel i virksomhedsrettet tilbud
    unit: percent
    better: higher
    covers: month
    window: first 6 months
    dimensions:
      ydelse:
        total: Ydelsesgrupper i alt
        members: {A-dagpenge: [], Kontanthjælp: [], Uddannelseshjælp: []}
        unions: {Dagpenge og kontanthjælp: [A-dagpenge, Kontanthjælp]}
  - id: fleksjob.nye
    title: Nye fleksjob
    unit: jobs
    better: higher
    covers: month
  - id: tilfredshed
    title: Tilfredse virksomheder
    unit: percent
    better: higher
    covers: survey
    published_for: [municipality]
  - id: placering
    title: Placering blandt landets kommuner
    unit: place
    better: lower
    covers: quarter
""")
_GIVEN = ("plan", "targets", "focus_areas", "indicators", "before", "figures")

Keys = Mapping[str, Any]
EVERY = wanted((), ())
"""Every code is asked for."""


class _Plain(yaml.CSafeDumper):
    """Writes every text as it is, without quotes, as people do."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (as the class above has it)


def text_of(keys: Keys) -> str:
    """Return the YAML of a mapping of texts, each as it would be written."""
    return yaml.dump(keys, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)


def document_of(text: str, name: str = "plan.yaml") -> Document:
    """Return a file's nodes; its name in findings is ``name``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_text(text, encoding="utf-8")
        found = read_document(path, "plan", PlanUnreadableError)
    return found._replace(file=name)


def plan_keys(given: Keys) -> dict[str, Any]:
    """Return the keys of a plan in which nothing is found, save what is given.

    ``plan`` holds keys of the plan, ``focus_areas`` stands for all of them, ``targets`` are those
    of the one focus area; any other key is of its one target. An empty text takes a key away.
    """
    keys = _with(PLAN, given.get("plan") or {})
    if "focus_areas" in given:
        return _with(keys, {"focus_areas": given["focus_areas"]})
    own = {key: value for key, value in given.items() if key not in _GIVEN}
    written = given.get("targets") or [own]
    keys["focus_areas"][0]["targets"] = [
        _with(TARGET | {"id": f"1{chr(ord('a') + number)}"}, one)
        for number, one in enumerate(written)
    ]
    return keys


def _with(usual: Keys, given: Keys) -> dict[str, Any]:
    both = {**deepcopy(dict(usual)), **given}
    return {key: value for key, value in both.items() if value != ""}


def catalogue_keys(given: Keys) -> dict[str, Any]:
    """Return the keys of the catalogue, its indicators changed or added to by ``indicators``."""
    known = {one["id"]: one for one in CATALOGUE["indicators"]}
    for one in given.get("indicators") or ():
        known[one["id"]] = _with(known.get(one["id"], {}), one)
    return {**CATALOGUE, "indicators": list(known.values())}


def catalogue_of(given: Keys) -> Catalogue:
    """Return the catalogue that goes with a plan."""
    read = read_catalogue(document_of(text_of(catalogue_keys(given)), "indicators.yaml"))
    assert not read.problems, read.problems
    return read.catalogue


def found_in(given: str | Keys, *, asked: Callable[[str], bool] = EVERY) -> tuple[Finding, ...]:
    """Return what is found in a plan, see `plan_keys`.

    ``before`` are keys of the plan that it replaces, ``figures`` what ``--data`` holds:
    ``{"250 2022M03": 3.0}``, with the indicator ``ledige`` or, behind it, another one.
    """
    keys = mapping(given) if isinstance(given, str) else given
    return found_in_text(text_of(plan_keys(keys)), keys, asked=asked)


def found_in_text(
    text: str, given: Keys | None = None, *, asked: Callable[[str], bool] = EVERY
) -> tuple[Finding, ...]:
    """Return what is found in the text of a plan file; ``given`` says what stands around it."""
    keys = given or {}
    catalogue = catalogue_of(keys)
    around = Around(catalogue=catalogue, before=lambda name: _before(keys, name, catalogue))
    if "figures" in keys:
        rows = _figures(keys["figures"] or {})
        around = around._replace(figures=lambda _: rows, as_of=date(2024, 6, 1))
    return in_order(
        findings_in_plan(read_plan(document_of(text), catalogue), around, asked), ["plan.yaml"]
    )


def plan_with(lines: str) -> str:
    """Return the text of a plan whose one target has some lines as they are written."""
    own = re.findall(r"^([a-z_]+):", lines, re.MULTILINE)
    rest = {key: value for key, value in TARGET.items() if key not in own}
    target = f"{text_of(rest)}{lines}\n"
    areas = f"focus_areas:\n- id: '1'\n  title: Flere i job\n  targets:\n  - {target[0]}"
    head = {key: value for key, value in PLAN.items() if key != "focus_areas"}
    return text_of(head) + areas + textwrap.indent(target[1:], "    ").lstrip(" ")


def found_in_catalogue(given: str | Keys) -> tuple[Finding, ...]:
    """Return what is found in the catalogue with some ``indicators`` changed or added."""
    keys = mapping(given) if isinstance(given, str) else given
    document = document_of(text_of(catalogue_keys(keys)), "indicators.yaml")
    return in_order(findings_in_catalogue(document, EVERY), ["indicators.yaml"])


TABLE = mapping("""
schema: beskplan/table/v1
title: Ledige
source: {document: Beskæftigelsesplan 2023, section: Tabel 1}
notation: danish
columns:
  - {head: Køn, holds: køn}
  - {head: Andel, indicator: ledige, area: Frederikssund, period: 2022M12}
""")
CELLS = "Køn;Andel\nKvinder;3,1\nMænd;3,0\n"
MANIFEST = mapping("""
schema: beskplan/manifest/v1
files: {tal.csv: {indicator: ledige}}
""")


def found_in_table(
    given: str | Keys, cells: str | None = CELLS, catalogue: Catalogue | None = None
) -> tuple[Finding, ...]:
    """Return what is found in the description ``t.yaml`` of ``t.csv`` with some keys changed.

    ``cells`` is the text of the table, None: there is none.
    """
    keys = mapping(given) if isinstance(given, str) else given
    text = text_of(_with(TABLE, keys))
    with tempfile.TemporaryDirectory() as folder:
        if cells is not None:
            Path(folder, "t.csv").write_text(cells, encoding="utf-8")
        document = document_of(text, "t.yaml")
        path = Path(folder, "t.yaml")
        found = list(findings_in_table(document, path, catalogue or catalogue_of({}), EVERY))
    return _named_alone(found)


def found_in_manifest(given: str | Keys) -> tuple[Finding, ...]:
    """Return what is found in a manifest beside ``tal.csv`` with some keys changed."""
    keys = mapping(given) if isinstance(given, str) else given
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "tal.csv").write_text(CELLS, encoding="utf-8")
        document = document_of(text_of(_with(MANIFEST, keys)), "manifest.yaml")
        path = Path(folder, "manifest.yaml")
        found = list(findings_in_manifest(document, path, catalogue_of({}), EVERY))
    return _named_alone(found)


def _named_alone(found: list[Finding]) -> tuple[Finding, ...]:
    """Return findings with the bare names of their files, in order."""
    return in_order([one._replace(file=Path(one.file).name) for one in found], [])


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """Return the codes of findings."""
    return [finding.code for finding in findings]


def said(findings: tuple[Finding, ...]) -> list[str]:
    """Return findings without the name of the file."""
    return [re.sub(r"^[^:]*:", "", str(finding)) for finding in findings]


def _before(keys: Keys, name: str, catalogue: Catalogue) -> Plan | None:
    if "before" not in keys:
        return None
    older = plan_keys(keys["before"])
    older["id"] = name
    read = read_plan(document_of(text_of(older), "before.yaml"), catalogue)
    assert not read.problems, read.problems
    return read.plan


def _figures(written: Keys) -> Observations:
    rows: dict[str, dict[tuple[str, str], str]] = {}
    for key, printed in written.items():
        area, period, *name = key.split()
        rows.setdefault(name[0] if name else "ledige", {})[area, period] = str(printed)
    from tests.build import figures

    return observations(*(figures(some, name) for name, some in rows.items()))
