"""JSON Schemas say what beskplan reads and writes, and are never stricter than it is.

An independent validator (jsonschema) holds them against the files of the repository, read as YAML
1.1 and as YAML 1.2. Whatever beskplan reads, they accept: an editor shows no false alarm.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BeforeValidator, ValidationError

import beskplan
from beskplan.catalogue import BASE_CATALOGUE, Indicator
from beskplan.catalogue import SCHEMA as CATALOGUE
from beskplan.checks import Level
from beskplan.cli._seen import INSPECTION, LOADED
from beskplan.differences._json import SCHEMA as DIFF
from beskplan.documents import Loc
from beskplan.manifests import Entry
from beskplan.measures import FORMS
from beskplan.models import Shape, Strict
from beskplan.plan import SCHEMA as PLAN
from beskplan.plan import _PlanHead
from beskplan.renderers.json import SCHEMA as RESULTS
from beskplan.rules import TYPES
from beskplan.schemas import NAMES, about, document, file_name, known_schema, schema_of
from beskplan.schemas._models import Definitions
from beskplan.schemas._shapes import SHAPES
from beskplan.target import Target
from tests.build import TEXTS, mapping
from tests.commands import ROOT, Run
from tests.docstrings import docstring_of
from tests.rules.test_new_type import FALLS_BY
from tests.yaml_versions import VERSIONS, Yaml11, Yaml12, scalar, typed

Version = type[yaml.CSafeLoader]
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
TABLES = sorted(path for path in (ROOT / "data").glob("*/*.yaml"))
OWN_CATALOGUE = ROOT / "data" / "indicators.yaml"
READ = [
    *(("plan", path) for path in PLANS),
    ("catalogue", OWN_CATALOGUE),
    *(("table", path) for path in TABLES),
]


@cache
def validator(name: str, part: str = "") -> Draft202012Validator:
    """Return the validator of a schema, or of one of its definitions."""
    schema = schema_of(name)
    if part:
        schema = {"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]}
    return Draft202012Validator(schema)


def complaints(name: str, written: Any, part: str = "") -> list[str]:
    """Return what a schema has against a document: path and message."""
    found = validator(name, part).iter_errors(written)
    return [f"{'.'.join(map(str, one.absolute_path))}: {one.message}" for one in found]


# ── the schemas themselves ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_one_of_draft_2020_12(name: str) -> None:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:beskplan:{name}:v1"
    assert about(name)[0] == f"beskplan/{name}/v1"


@pytest.mark.parametrize("name", NAMES)
def test_file_of_the_repository_is_the_schema_of_today(
    name: str, request: pytest.FixtureRequest
) -> None:
    path = ROOT / "schemas" / file_name(name)
    if request.config.getoption("--update-golden"):
        path.write_bytes(document(name))
    assert path.read_bytes() == document(name)


def test_folder_of_schemas_holds_nothing_else() -> None:
    found = {path.name for path in (ROOT / "schemas").iterdir()}
    assert found == {file_name(name) for name in NAMES}


def test_names_are_those_that_stand_in_files() -> None:
    said = {name: about(name)[0] for name in NAMES}
    assert (said["plan"], said["catalogue"], said["results"]) == (PLAN, CATALOGUE, RESULTS)
    assert (said["inspection"], said["loaded"]) == (INSPECTION, LOADED)
    assert said["diff"] == DIFF


def parts_of(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every mapping inside a schema with its path."""
    if isinstance(schema, dict):
        yield path, schema
        for key, inner in schema.items():
            yield from parts_of(inner, f"{path}/{key}")
    elif isinstance(schema, list):
        for index, inner in enumerate(schema):
            yield from parts_of(inner, f"{path}/{index}")


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_explained(name: str) -> None:
    bare = [
        f"{path}/{key}"
        for path, part in parts_of(schema_of(name))
        if isinstance(part.get("properties"), dict) and "/if" not in path
        for key, inner in part["properties"].items()
        if not inner.get("description")
    ]
    assert bare == []


@pytest.mark.parametrize("name", NAMES)
def test_every_definition_is_explained(name: str) -> None:
    defs = schema_of(name).get("$defs", {})
    assert [one for one, held in defs.items() if not held.get("description")] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_leads_somewhere(name: str) -> None:
    schema = schema_of(name)
    wanted = {part["$ref"] for _, part in parts_of(schema) if isinstance(part.get("$ref"), str)}
    assert wanted == {f"#/$defs/{one}" for one in schema.get("$defs", {})}


@pytest.mark.parametrize("name", NAMES)
def test_every_example_fits_its_own_schema(name: str) -> None:
    schema = schema_of(name)
    for path, part in parts_of(schema):
        for shown in part.get("examples", ()):
            whole = {**part, "$defs": schema["$defs"]}
            assert not list(Draft202012Validator(whole).iter_errors(shown)), path


@pytest.mark.parametrize("name", ["plan", "catalogue", "manifest", "table"])
@pytest.mark.parametrize("version", VERSIONS, ids=["YAML 1.1", "YAML 1.2"])
def test_no_word_that_may_be_written_means_something_else_to_yaml(
    name: str, version: Version
) -> None:
    for path, part in parts_of(schema_of(name)):
        for word in [*part.get("enum", ()), *([part["const"]] if "const" in part else ())]:
            assert scalar(word, version) == word, path


def test_every_shape_is_used() -> None:
    used = {one for name in NAMES for one in schema_of(name).get("$defs", {})}
    assert SHAPES.keys() <= used


def test_type_that_nobody_knows_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^no JSON Schema is known for <class 'complex'>$"):
        Definitions().of(complex)


def test_list_that_is_read_in_a_way_of_its_own_needs_a_shape() -> None:
    odd = Annotated[tuple[str, ...], BeforeValidator(str.split)]
    with pytest.raises(TypeError, match="is read in a way of its own: give it a Shape"):
        Definitions().of(odd)
    assert Definitions().of(Annotated[odd, Shape("texts")]) == {"$ref": "#/$defs/texts"}


def test_keys_follow_the_fields_of_a_model_and_their_docstrings() -> None:
    class Ny(Strict):
        """A model. Of a test."""

        tal: int
        ord: str | None = None

    assert Definitions().model(Ny) == {
        "title": "Ny",
        "description": "A model. Of a test.",
        "type": "object",
        "properties": {"tal": {"$ref": "#/$defs/whole"}, "ord": {"$ref": "#/$defs/text"}},
        "required": ["tal"],
        "additionalProperties": False,
    }


def test_new_rule_type_is_in_the_schema_by_itself(tmp_path: Path) -> None:
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(beskplan.__file__).parent, tmp_path / "beskplan", ignore=ignore)
    (tmp_path / "beskplan" / "rules" / "falls_by.py").write_text(FALLS_BY, encoding="utf-8")
    words = [sys.executable, "-m", "beskplan", "schema", "plan"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=True)
    schema = json.loads(done.stdout)
    kinds = [one["const"] for one in schema["$defs"]["Rule"]["properties"]["type"]["anyOf"]]
    assert kinds == sorted([*TYPES, "falls-by"])
    percent = schema["$defs"]["FallsBy"]["properties"]["percent"]
    assert percent == {"$ref": "#/$defs/number", "exclusiveMinimum": 0, "maximum": 100}


def test_unknown_schema_is_refused_with_the_known_ones() -> None:
    with pytest.raises(beskplan.UsageError, match='no schema "pln"; did you mean "plan"'):
        known_schema("pln")


# ── files of the repository ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("version", VERSIONS, ids=["YAML 1.1", "YAML 1.2"])
@pytest.mark.parametrize(
    ("name", "path"), READ, ids=[f"{path.parent.name}/{path.name}" for _, path in READ]
)
def test_file_of_the_repository_fits(name: str, path: Path, version: Version) -> None:
    written = yaml.load(path.read_text(encoding="utf-8"), Loader=version)  # noqa: S506 (safe)
    assert complaints(name, written) == []


@pytest.mark.parametrize("version", VERSIONS, ids=["YAML 1.1", "YAML 1.2"])
def test_indicators_of_the_base_catalogue_fit(version: Version) -> None:
    listed = yaml.load(BASE_CATALOGUE.read_text(encoding="utf-8"), Loader=version)  # noqa: S506
    assert complaints("catalogue", {"schema": CATALOGUE, "indicators": listed}) == []


@pytest.mark.parametrize("path", [*PLANS, OWN_CATALOGUE], ids=lambda path: path.name)
def test_file_of_the_repository_names_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    said = first.removeprefix("# yaml-language-server: $schema=")
    named = (path.parent / said).resolve()
    assert json.loads(named.read_bytes())["$id"] == (
        "urn:beskplan:plan:v1" if path in PLANS else "urn:beskplan:catalogue:v1"
    )


def test_golden_results_fit_and_so_do_several_at_once() -> None:
    files = sorted((ROOT / "tests" / "golden" / "results").glob("*.json"))
    documents = [json.loads(file.read_bytes()) for file in files]
    assert len(documents) == len(PLANS)
    for one in documents:
        assert complaints("results", one) == []
    assert complaints("results", documents) == []


def test_results_have_the_keys_of_their_schema_and_no_others() -> None:
    file = ROOT / "tests" / "golden" / "results" / "fredericia-2019.json"
    written = json.loads(file.read_bytes())
    schema = schema_of("results")
    assert list(written) == schema["$defs"]["document"]["required"]
    assert list(written["summary"]) == list(
        schema["$defs"]["document"]["properties"]["summary"]["properties"]
    )
    for verdict in written["results"]:
        assert list(verdict) == schema["$defs"]["verdict"]["required"]


@pytest.mark.parametrize("key", ["observed", "parts", "reason"])
def test_results_without_a_key_do_not_fit(key: str) -> None:
    file = ROOT / "tests" / "golden" / "results" / "frederikssund-2022.json"
    written = json.loads(file.read_bytes())
    del written["results"][0][key]
    assert complaints("results", written) == [f"results.0: '{key}' is a required property"]


def test_golden_explanations_fit() -> None:
    files = sorted((ROOT / "tests" / "golden" / "explain").glob("*.json"))
    assert files
    for file in files:
        assert complaints("explanation", json.loads(file.read_bytes())) == []


def test_inspection_and_list_fit(run: Run) -> None:
    inspected = json.loads((ROOT / "tests" / "golden" / "data" / "inspect.json").read_bytes())
    assert complaints("inspection", inspected) == []
    assert list(inspected) == schema_of("inspection")["$defs"]["document"]["required"]
    loaded = json.loads(run("data", "list", "--format", "json").out)
    assert complaints("loaded", loaded) == []
    assert list(loaded) == schema_of("loaded")["required"]


# ── findings ────────────────────────────────────────────────────────────────────────────────


SOUND = """\
schema: beskplan/plan/v1
id: p
title: Plan
municipality: Fredericia
years: 2022
status: approved
source: {document: Plan}
follow_up: [3, 10]
focus_areas:
  - id: f
    title: Fokus
    targets:
      - id: a
        title: Ledige
        measure: {indicator: ledige}
        rule: {type: threshold, at_most: 5}
        source: {section: Mål a}
"""
CHECKED = {
    "p.yaml": SOUND,
    "error.yaml": SOUND.replace("id: p", "id: e").replace("Fredericia", "Fredricia"),
    "warning.yaml": SOUND.replace("id: p", "id: w").replace("at_most", "at_least"),
    "note.yaml": SOUND.replace("id: p", "id: n").replace("follow_up: [3, 10]\n", ""),
    "pipeline.yml": "on: push\n",
}
OF_BESKPLAN = {name for name in CHECKED if name.endswith(".yaml")}
INDICATORS_OF_TEST = """\
schema: beskplan/catalogue/v1
indicators: [{id: ledige, title: Ledige, unit: persons, better: lower, covers: month}]
"""


@pytest.fixture
def checked(run: Run, tmp_path: Path) -> Callable[..., Any]:
    """Return what ``beskplan check --format json`` says of paths beside a catalogue."""
    for folder, files in (("plans", CHECKED), ("data", {"indicators.yaml": INDICATORS_OF_TEST})):
        (tmp_path / folder).mkdir()
        for name, written in files.items():
            (tmp_path / folder / name).write_text(written, encoding="utf-8")
    (tmp_path / "latin1.yaml").write_bytes(b"id: \xff\n")

    def found(*paths: str) -> Any:
        return json.loads(run("check", *paths, "--format", "json", folder=tmp_path).out)

    return found


def test_findings_of_every_level_and_of_unreadable_files_fit(checked: Callable[..., Any]) -> None:
    written = checked("plans", "gone.yaml", "latin1.yaml")
    assert complaints("findings", written) == []
    assert all(written["summary"][level] for level in Level)
    assert {one["file"] for one in written["findings"] if one["code"] == "BP001"} == {"gone.yaml"}
    assert {one["line"] is None for one in written["findings"]} == {True, False}
    assert {one["target"] for one in written["findings"]} == {None, "a"}
    assert {Path(file).name for file in written["files"]} >= OF_BESKPLAN
    assert written["skipped"] == ["plans/pipeline.yml"]


def test_findings_fit_where_nothing_is_found(checked: Callable[..., Any]) -> None:
    written = checked("plans/p.yaml")
    assert written["findings"] == []
    assert complaints("findings", written) == []


def test_findings_have_the_keys_of_their_schema_and_no_others() -> None:
    report = ROOT / "tests" / "golden" / "check" / "report.json"
    written = json.loads(report.read_bytes())
    schema = schema_of("findings")
    inside = schema["properties"]
    assert complaints("findings", written) == []
    assert list(written) == schema["required"]
    assert list(written["summary"]) == inside["summary"]["required"]
    for one in written["findings"]:
        assert list(one) == inside["findings"]["items"]["required"]


GONE = object()
"""In place of a value: the key is left out."""


def broken(written: Any, path: Loc, value: object) -> Any:
    """Return a document with something else at a path."""
    other = deepcopy(written)
    holder = at(other, path[:-1])
    if value is GONE:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return other


BROKEN_FINDINGS: dict[str, tuple[Loc, object, str]] = {
    "another schema": (
        ("schema",),
        "beskplan/findings/v2",
        "schema: 'beskplan/findings/v1' was expected",
    ),
    "no list of skipped files": (("skipped",), GONE, ": 'skipped' is a required property"),
    "no count of a level": (("summary", "note"), GONE, "summary: 'note' is a required property"),
    "findings by file": (("findings",), {}, "findings: {} is not of type 'array'"),
    "a level that there is not": (
        ("findings", 0, "level"),
        "fatal",
        "findings.0.level: 'fatal' is not one of ['error', 'warning', 'note']",
    ),
    "a line 0": (
        ("findings", 1, "line"),
        0,
        "findings.1.line: 0 is less than the minimum of 1",
    ),
    "a code of another tool": (
        ("findings", 1, "code"),
        "E501",
        "findings.1.code: 'E501' does not match '^BP[0-9]{3}$'",
    ),
    "no target, not even null": (
        ("findings", 1, "target"),
        GONE,
        "findings.1: 'target' is a required property",
    ),
    "a file that is null": (
        ("findings", 1, "file"),
        None,
        "findings.1.file: None is not of type 'string'",
    ),
}


@pytest.mark.parametrize(("path", "value", "said"), BROKEN_FINDINGS.values(), ids=BROKEN_FINDINGS)
def test_broken_findings_do_not_fit(path: Loc, value: object, said: str) -> None:
    report = ROOT / "tests" / "golden" / "check" / "report.json"
    written = json.loads(report.read_bytes())
    assert complaints("findings", broken(written, path, value)) == [said]


# ── differences ─────────────────────────────────────────────────────────────────────────────


COMPARED = {
    "two years": ("frederikssund-2022", "frederikssund-2023"),
    "two years, backwards": ("frederikssund-2023", "frederikssund-2022"),
    "draft and approved": ("fredericia-2023-draft", "fredericia-2023"),
    "approved and draft": ("fredericia-2023", "fredericia-2023-draft"),
    "a plan and itself": ("frederikssund-2022", "frederikssund-2022"),
    "two municipalities": ("fredericia-2023-draft", "frederikssund-2022"),
}


@pytest.fixture
def compared(run: Run) -> Callable[..., Any]:
    """Return what ``beskplan diff --format json`` says of two plans of the repository."""

    def found(old: str, new: str) -> Any:
        plans = (f"plans/{name}.yaml" for name in (old, new))
        return json.loads(run("diff", *plans, "--format", "json").out)

    return found


@pytest.mark.parametrize(("old", "new"), COMPARED.values(), ids=COMPARED)
def test_differences_fit_and_have_the_keys_of_their_schema_and_no_others(
    old: str, new: str, compared: Callable[..., Any]
) -> None:
    written = compared(old, new)
    assert complaints("diff", written) == []
    schema = schema_of("diff")
    inside, defs = schema["properties"], schema["$defs"]
    assert list(written) == schema["required"]
    assert list(written["summary"]) == inside["summary"]["required"]
    for side in (written["old"], written["new"]):
        assert list(side) == defs["plan"]["required"]
    for name in ("plan_changes", "focus_areas", "targets"):
        for one in written[name]:
            assert list(one) == inside[name]["items"]["required"]
    changes = inside["targets"]["items"]["properties"]["changes"]["items"]
    for entry in written["targets"]:
        assert all(list(one) == defs["target"]["required"] for one in entry["before"])
        assert all(list(one) == changes["required"] for one in entry["changes"])
    assert all(list(one) == defs["target"]["required"] for one in written["dropped"])
    assert all(list(one) == defs["focus_area"]["required"] for one in written["focus_areas_gone"])


def test_differences_of_a_plan_with_itself_are_none(compared: Callable[..., Any]) -> None:
    written = compared(*COMPARED["a plan and itself"])
    assert written["equal"] is True
    assert {one["link"] for one in written["targets"]} == {"id"}


def test_every_kind_of_change_of_a_plan_is_in_the_schema(compared: Callable[..., Any]) -> None:
    written = compared(*COMPARED["two municipalities"])
    kinds = schema_of("diff")["properties"]["plan_changes"]["items"]["properties"]["kind"]["enum"]
    assert [one["kind"] for one in written["plan_changes"]] == kinds
    assert {one["link"] for one in written["targets"]} == {"proposal", None}


BROKEN_DIFFERENCES: dict[str, tuple[Loc, object, str]] = {
    "another schema": (
        ("schema",),
        "beskplan/results/v1",
        "schema: 'beskplan/diff/v1' was expected",
    ),
    "no word on whether all is equal": (("equal",), GONE, ": 'equal' is a required property"),
    "a word for a yes": (("equal",), "no", "equal: 'no' is not of type 'boolean'"),
    "a plan without its hash": (("old", "sha256"), GONE, "old: 'sha256' is a required property"),
    "a status that there is not": (
        ("new", "status"),
        "vedtaget",
        "new.status: 'vedtaget' is not one of ['draft', 'approved']",
    ),
    "years that are a number": (("new", "years"), 2023, "new.years: 2023 is not of type 'string'"),
    "fewer than none": (
        ("summary", "new-level"),
        -1,
        "summary.new-level: -1 is less than the minimum of 0",
    ),
    "a strength without its count": (
        ("summary", "stronger"),
        GONE,
        "summary: 'stronger' is a required property",
    ),
    "another thing about the plan": (
        ("plan_changes", 0, "kind"),
        "language",
        "plan_changes.0.kind: 'language' is not one of "
        "['title', 'municipality', 'years', 'status']",
    ),
    "a focus area that says not whether it is new": (
        ("focus_areas", 0, "before"),
        GONE,
        "focus_areas.0: 'before' is a required property",
    ),
    "a strength that there is not": (
        ("targets", 0, "strength"),
        "harder",
        "targets.0.strength: 'harder' is not one of ['same', 'stronger', 'weaker', "
        "'incomparable', 'new-level', 'level-dropped', None]",
    ),
    "a link that there is not": (
        ("targets", 0, "link"),
        "guess",
        "targets.0.link: 'guess' is not one of ['replaces', 'id', 'proposal', None]",
    ),
    "what was before without its title": (
        ("targets", 0, "before", 0, "title"),
        GONE,
        "targets.0.before.0: 'title' is a required property",
    ),
    "a change that says not what was": (
        ("targets", 0, "changes", 0, "old"),
        GONE,
        "targets.0.changes.0: 'old' is a required property",
    ),
    "a dropped target as its id alone": (
        ("dropped", 0),
        "1a",
        "dropped.0: '1a' is not of type 'object'",
    ),
}


@pytest.mark.parametrize(
    ("path", "value", "said"), BROKEN_DIFFERENCES.values(), ids=BROKEN_DIFFERENCES
)
def test_broken_differences_do_not_fit(
    path: Loc, value: object, said: str, compared: Callable[..., Any]
) -> None:
    written = compared(*COMPARED["two years"])
    assert complaints("diff", broken(written, path, value)) == [said]


def test_change_of_a_kind_that_there_is_not_does_not_fit(compared: Callable[..., Any]) -> None:
    written = compared(*COMPARED["two years"])
    path = ("targets", 0, "changes", 0, "kind")
    assert at(written, path) == "id"
    [said] = complaints("diff", broken(written, path, "wording"))
    assert said.startswith("targets.0.changes.0.kind: 'wording' is not one of ['id', 'focus_area',")


# ── the examples of docstrings ──────────────────────────────────────────────────────────────


A_TARGET = {"id": "1a", "title": "Et mål", "measure": {"indicator": "andel"}}
A_RULE = {"type": "threshold", "at_least": "1"}


@pytest.mark.parametrize("version", VERSIONS, ids=["YAML 1.1", "YAML 1.2"])
@pytest.mark.parametrize("name", TYPES)
def test_example_of_a_rule_type_fits(name: str, version: Version) -> None:
    rule = docstring_of(TYPES[name]).example_keys
    target = {**A_TARGET, "rule": rule, "baseline": "not-stated"}
    Target.model_validate(target)
    assert complaints("plan", typed(target, version), "Target") == []


@pytest.mark.parametrize("version", VERSIONS, ids=["YAML 1.1", "YAML 1.2"])
@pytest.mark.parametrize("form", FORMS)
def test_example_of_a_measure_fits(form: str, version: Version) -> None:
    measure = docstring_of(FORMS[form]).example_keys
    target = {**A_TARGET, "measure": measure, "rule": A_RULE}
    Target.model_validate(target)
    assert complaints("plan", typed(target, version), "Target") == []


def targets_in(text: str) -> list[dict[str, Any]]:
    """Return a YAML list with every scalar as the text that is written, as plans read it."""
    found: list[dict[str, Any]] = yaml.load(text, Loader=TEXTS)  # noqa: S506 (texts only)
    return found


# ── what both refuse ────────────────────────────────────────────────────────────────────────


WHOLE = targets_in(
    """
    - id: 1a
      title: Et mål
      measure:
        indicator: andel
        segment: {ydelse: A-dagpenge}
        stated: {window: first 6 months, population: alle, unit: percent}
        over: {last: 12 months, take: mean}
        change: {since: a year before, as: percent}
      rule:
        type: vs-group-average
        against: {areas: [Kolding, '607'], average: plain}
        must_be: on-par
        tolerance: 0.5
        as: points
      baseline: {period: 2017Q2, value: 43.7, source: {section: Mål, page: 3}}
      due: {by_end: 2023}
      other_readings: [{reading: Anderledes, rule: {type: trend, must_be: rising, step: year}}]
      assessment: {status: met, date: 2023-03-15, by: Udvalget}
      source: {section: Mål, page: 15, date: 2022-12-14}
      replaces: [a, 2]
      follow_up: [3, 10]
      note: no
    - id: 4.10
      title: true
      measure: {indicator: andel, pooled: {ydelse: [A, B]}, area: country}
      versions:
        - valid_to: 2022
          rule: {type: threshold, at_least: {by_year: {2022: 7.0, 2023 onwards: 11}}}
        - {valid_from: 2023, rule: {type: threshold, between: [3, 4]}, due: {during: each year}}
      for_each:
        område: [A, B, 3]
        leave_out: {C: få}
        instead: {A: {type: vs-national-average, must_be: at-most}}
        require: 50 percent
      only_if: {target: 9, is: missed}
      follow_up: yearly
      replaces: 7
    - id: c
      title: Dele
      measure: {ratio_of: [{indicator: a}, {sum_of: [{indicator: b}, {indicator: c}]}], as: number}
      rule:
        type: at-least-of
        require: 1
        parts:
          - {title: I alt, rule: {type: rank, top: 1/3, best: lowest, among: {region: Syddanmark}}}
          - rule: {type: change-from-baseline, down_by: 82, as: units, strictly: true}
            baseline: {period: 2018, as_published: 2018-10-01}
            period: 2022K2
      for_each: {area: {among: {landsdel: Fyn}}, require: 2}
      only_if: {measure: {indicator: a}, rule: {type: threshold, above: 4}}
      due: {throughout: 2023-2025}
    - id: d
      title: Plads
      measure: {difference_of: [{indicator: a}, {indicator: b, over: {from: this year, take: sum}}]}
      baseline: not-stated
      rule: {type: rank, below: baseline, best: highest}
    - {id: e, title: Fulgt, rule: {type: none, because: not-set, against: {rest_of: {rar: Fyn}}}}
    - id: f
      title: Nær landet
      measure: {indicator: a}
      rule: {type: within-points-of-average, points: 0.5, side: above, against: not-stated}
    - id: g
      title: Forventet
      measure: {indicator: a}
      rule: {type: vs-expected, expected: {indicator: b}, must_be: at-most}
"""
)
"""Targets that between them have every model of the plan language."""
OWN_NAMES = {
    *("segment", "pooled", "by_year", "leave_out", "instead", "allow", "for_each", "by_indicator"),
    *("groups", "dimensions", "members", "unions", "files"),
}
"""Keys of mappings whose keys are the plan's own."""


def models_in(written: Any, path: Loc = ()) -> Iterator[Loc]:
    """Yield the paths of mappings whose keys the plan language knows."""
    if isinstance(written, dict) and not (path and path[-1] in OWN_NAMES):
        yield path
    inside = written.items() if isinstance(written, dict) else enumerate(written)
    for key, inner in inside if isinstance(written, dict | list) else ():
        yield from models_in(inner, (*path, key))


def at(written: Any, path: Loc) -> Any:
    for step in path:
        written = written[step]
    return written


def reads(model: type[Strict], written: Any) -> bool:
    """Whether a model reads what is written, as it does of a file."""
    try:
        model.model_validate(written, by_alias=True, by_name=False)
    except ValidationError:
        return False
    return True


PLACES = [
    pytest.param(index, path, id=".".join(map(str, (target["id"], *path))))
    for index, target in enumerate(WHOLE)
    for path in models_in(target)
]


@pytest.mark.parametrize("target", WHOLE, ids=[one["id"] for one in WHOLE])
def test_whole_targets_are_read_and_fit(target: dict[str, Any]) -> None:
    assert reads(Target, target)
    for version in VERSIONS:
        assert complaints("plan", typed(target, version), "Target") == []


def test_whole_targets_have_every_rule_type_but_those_of_the_same_keys() -> None:
    text = json.dumps(WHOLE)
    alike = {"all-of", "any-of", "points-below-average", "points-above-average"}
    assert {name for name in TYPES if f'"type": "{name}"' not in text} == alike


@pytest.mark.parametrize(("index", "path"), PLACES)
def test_unknown_key_is_refused_wherever_it_stands(index: int, path: Loc) -> None:
    target = deepcopy(WHOLE[index])
    at(target, path)["ekstra"] = "x"
    assert not reads(Target, target)
    for version in VERSIONS:
        assert complaints("plan", typed(target, version), "Target") != []


WRONG = {
    "a key with a typing error": "mesure: {indicator: andel}",
    "a rule type that there is not": "rule: {type: treshold, at_least: 1}",
    "a rule without a type": "rule: {at_least: 1}",
    "a rule that is a text": "rule: mindst 85",
    "a rule that is a list": "rule: [{type: threshold, at_least: 1}]",
    "no limit": "rule: {type: threshold}",
    "two limits": "rule: {type: threshold, at_least: 1, below: 3}",
    "three ends": "rule: {type: threshold, between: [1, 2, 3]}",
    "a limit that is a word": "rule: {type: threshold, at_least: mange}",
    "a limit with a decimal comma": 'rule: {type: threshold, at_least: "0,2"}',
    "a limit with a unit": "rule: {type: threshold, at_least: 85 %}",
    "a year that is none": "rule: {type: threshold, at_least: {by_year: {23: 7}}}",
    "a schedule without years": "rule: {type: threshold, at_least: {by_year: {}}}",
    "underscores in a value": "rule: {type: vs-national-average, must_be: at_least}",
    "on par without a tolerance": "rule: {type: vs-national-average, must_be: on-par}",
    "an amount without as": "rule: {type: change-from-baseline, down_by: 3}",
    "an average of areas without its kind": (
        "rule: {type: vs-group-average, must_be: below, against: {areas: [Kolding, Vejle]}}"
    ),
    "one area alone": (
        "rule: {type: vs-group-average, must_be: below, against: {areas: [Vejle], average: plain}}"
    ),
    "two comparators": (
        "rule: {type: vs-group-average, must_be: below, against: {region: Fyn, group: a}}"
    ),
    "one part alone": "rule: {type: all-of, parts: [{rule: {type: none, because: not-set}}]}",
    "no required part": (
        "rule: {type: at-least-of, require: 0, parts: [{rule: {type: none, because: not-set}},"
        " {rule: {type: none, because: not-set}}]}"
    ),
    "a reason that there is not": "rule: {type: none, because: senere}",
    "no steps": "rule: {type: trend, must_be: rising, step: year, steps: 0}",
    "a share of more than all": "rule: {type: rank, top: 1/333, best: lowest}",
    "a measure that is a text": "measure: andel",
    "a measure of two forms": "measure: {indicator: a, sum_of: [{indicator: b}, {indicator: c}]}",
    "a measure of no form": "measure: {segment: {ydelse: A}}",
    "a sum of one": "measure: {sum_of: [{indicator: b}]}",
    "a ratio of three": "measure: {ratio_of: [{indicator: a}, {indicator: b}, {indicator: c}]}",
    "two dimensions pooled": "measure: {indicator: a, pooled: {x: [A, B], y: [A, B]}}",
    "a window without its length": "measure: {indicator: a, over: {take: mean}}",
    "a window of days": "measure: {indicator: a, over: {last: 12 days, take: mean}}",
    "a window twice": "measure: {indicator: a, over: {last: 2 months, from: this year, take: sum}}",
    "a change in nothing": "measure: {indicator: a, change: {since: baseline}}",
    "an empty text": 'title: ""',
    "a list for a text": "title: [a]",
    "two deadlines": "due: {by_end: 2022, during: 2022}",
    "no deadline": "due: {}",
    "a deadline that is no period": "due: {by_end: snart}",
    "a period without digits": "period: i år",
    "a thirteenth month": "follow_up: [13]",
    "a month twice": "follow_up: [3, 3]",
    "another rhythm": "follow_up: monthly",
    "one member alone": "for_each: {ydelse: [A]}",
    "a number of members that is none": "for_each: {ydelse: [A, B], require: halvdelen}",
    "areas without among": "for_each: {area: {region: Fyn}}",
    "half a condition": 'only_if: {target: "9"}',
    "two conditions": (
        'only_if: {target: "9", is: met, measure: {indicator: a}, rule: {type: none}}'
    ),
    "no versions": "versions: []",
    "a rule and versions": "versions: [{rule: {type: threshold, at_least: 1}}]",
    "an assessment of neither": "assessment: {status: no-data, date: 2023, by: U}",
    "an assessment by nobody": "assessment: {status: met, date: 2023}",
    "a baseline without its period": "baseline: {value: 3}",
    "another word for a baseline": "baseline: unknown",
}


@pytest.mark.parametrize("version", VERSIONS, ids=["YAML 1.1", "YAML 1.2"])
@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_wrong_target_is_refused_by_both(wrong: str, version: Version) -> None:
    good = {**A_TARGET, "rule": A_RULE}
    assert reads(Target, good)
    assert complaints("plan", typed(good, version), "Target") == []
    assert not reads(Target, good | mapping(wrong))
    in_an_editor = typed(good, version) | yaml.load(wrong, Loader=version)  # noqa: S506 (safe)
    assert complaints("plan", in_an_editor, "Target") != []


LACKING = {
    "a measure, which the rule needs": "{id: a, title: A, rule: {type: threshold, at_least: 1}}",
    "a rule": "{id: a, title: A, measure: {indicator: a}}",
    "a title": "{id: a, measure: {indicator: a}, rule: {type: threshold, at_least: 1}}",
    "an id": "{title: A, measure: {indicator: a}, rule: {type: threshold, at_least: 1}}",
    "a value": "{id: a, title: , measure: {indicator: a}, rule: {type: threshold, at_least: 1}}",
}


@pytest.mark.parametrize("text", LACKING.values(), ids=LACKING)
def test_target_that_lacks_something_is_refused_by_both(text: str) -> None:
    assert not reads(Target, mapping(text))
    assert complaints("plan", yaml.load(text, Loader=Yaml12), "Target") != []  # noqa: S506 (safe)


HEAD = mapping(
    """
    schema: beskplan/plan/v1
    id: p
    title: Plan
    municipality: 607
    years: 2022-2023
    status: draft
    source: {document: Plan, date: 2022-12-14}
    groups: {naboer: {areas: [Kolding, Vejle]}, klynge: {by_indicator: {a: [Kolding]}}}
    focus_areas:
      - id: 1
        title: Fokus
        targets: [{id: e, title: E, rule: {type: none, because: external}}]
"""
)
WRONG_HEADS = {
    "another schema": "schema: beskplan/plan/v2",
    "an unknown key": "kommune: Fredericia",
    "a status that there is not": "status: vedtaget",
    "another language": "language: sv",
    "years without digits": "years: i år",
    "a year of long ago": "years: 1066",
    "a source that is a text": "source: Planen",
    "a source without its document": "source: {publisher: Kommunen}",
    "no focus areas": "focus_areas: []",
    "a group without areas": "groups: {naboer: {title: Naboer}}",
    "a group of both kinds": "groups: {a: {areas: [Kolding], by_indicator: {a: [Kolding]}}}",
}


@pytest.mark.parametrize("wrong", WRONG_HEADS.values(), ids=WRONG_HEADS)
def test_wrong_head_of_a_plan_is_refused_by_both(wrong: str) -> None:
    assert reads(_PlanHead, HEAD)
    assert complaints("plan", typed(HEAD, Yaml12)) == []
    assert not reads(_PlanHead, HEAD | mapping(wrong))
    assert complaints("plan", typed(HEAD | mapping(wrong), Yaml12)) != []


def test_focus_area_without_targets_and_with_an_unknown_key_is_refused() -> None:
    areas = [{"id": "1", "title": "Fokus", "targets": [], "mål": "x"}]
    assert complaints("plan", {**HEAD, "focus_areas": areas}) == [
        "focus_areas.0.targets: [] should be non-empty",
        "focus_areas.0: Additional properties are not allowed ('mål' was unexpected)",
    ]


AN_INDICATOR = mapping(
    """
    id: ledige.andel
    title: Ledige
    unit: percent
    better: lower
    covers: month
    labels: [Ledige, 7]
    source: {publisher: Jobindsats, table: y25i01}
    dimensions: {ydelse: {total: I alt, members: {A: [a mv.], B: []}, unions: {A og B: [A, B]}}}
    rounded_to: 0.5
    decimals: 1
    lag: 2
    only_in_table: false
    series_breaks: [{at: 2025M07, why: Reform}]
"""
)
WRONG_INDICATORS = {
    "an unknown key": "enhed: percent",
    "a direction that there is not": "better: smaller",
    "a length that there is not": "covers: decade",
    "no unit": 'unit: ""',
    "a step of zero": "rounded_to: 0",
    "too many decimals": "decimals: 16",
    "half a month": "lag: 0.5",
    "a break without its reason": "series_breaks: [{at: 2025M07}]",
    "members that are a list": "dimensions: {ydelse: {members: [A, B]}}",
    "a dimension with an unknown key": "dimensions: {ydelse: {member: {A: []}}}",
    "neither yes nor no": "only_in_table: måske",
    "nowhere": "published_for: []",
}


@pytest.mark.parametrize("wrong", WRONG_INDICATORS.values(), ids=WRONG_INDICATORS)
def test_wrong_indicator_is_refused_by_both(wrong: str) -> None:
    assert reads(Indicator, AN_INDICATOR)
    assert complaints("catalogue", typed(AN_INDICATOR, Yaml12), "Indicator") == []
    assert not reads(Indicator, AN_INDICATOR | mapping(wrong))
    assert complaints("catalogue", typed(AN_INDICATOR | mapping(wrong), Yaml12), "Indicator") != []


AN_ENTRY = mapping(
    """
    retrieved: 2026-11-01
    table: y25i01
    notation: danish
    provisional: true
    area: 607
    period: 2025
    segment: {ydelse: A-dagpenge}
    source: {publisher: Jobindsats}
"""
)


@pytest.mark.parametrize("version", VERSIONS, ids=["YAML 1.1", "YAML 1.2"])
def test_entry_of_a_manifest_fits(version: Version) -> None:
    assert reads(Entry, AN_ENTRY)
    assert complaints("manifest", typed(AN_ENTRY, version), "Entry") == []
    assert not reads(Entry, AN_ENTRY | {"notation": "dansk"})
    assert complaints("manifest", typed(AN_ENTRY | {"notation": "dansk"}, version), "Entry") != []


# ── no false alarms ─────────────────────────────────────────────────────────────────────────


def targets_of(path: Path) -> list[dict[str, Any]]:
    written = mapping(path.read_text(encoding="utf-8"))
    return [target for area in written["focus_areas"] for target in area["targets"]]


def scalars_in(written: Any) -> Iterator[str]:
    if isinstance(written, str):
        yield written
    else:
        for inner in written.values() if isinstance(written, dict) else written:
            yield from scalars_in(inner)


TARGETS = [*WHOLE, *(target for path in PLANS for target in targets_of(path))]
INDICATORS = [
    *mapping(OWN_CATALOGUE.read_text(encoding="utf-8"))["indicators"],
    *mapping(f"listed:\n{BASE_CATALOGUE.read_text(encoding='utf-8')}")["listed"],
]
MAGIC = [
    *("true", "no", "on", "y", "0", "1", "-1", "00", "007", "0607", "1.0", "4.10", "-0.5", "85"),
    *("0x1F", "0o17", "1e3", ".5", "1_000", "+1", ".inf", ".nan", "2:30", "2022-12-14", "2022"),
    *("2021M08", "1kv21", "2022-2023", "jan - maj 2022", "each year", "this year", "all"),
    *("baseline", "not-stated", "country", "yearly", "50 percent", "1/3", "12 months", "x"),
    *("Kolding", "Region Syddanmark", "084", "percent", "points", "a year before"),
]
WORDS = [*MAGIC, *sorted({one for target in TARGETS for one in scalars_in(target)})]


def places_in(written: Any, path: Loc = ()) -> Iterator[Loc]:
    inside = written.items() if isinstance(written, dict) else enumerate(written)
    for key, inner in inside if isinstance(written, dict | list) else ():
        yield (*path, key)
        yield from places_in(inner, (*path, key))


def mutated(draw: Callable[[st.SearchStrategy[Any]], Any], known: list[dict[str, Any]]) -> Any:
    """Return a sound target or indicator with something left out, put in or put elsewhere."""
    written = deepcopy(draw(st.sampled_from(known)))
    for _ in range(draw(st.integers(1, 3))):
        places = list(places_in(written))
        if not places:
            break
        path = draw(st.sampled_from(places))
        holder, key = at(written, path[:-1]), path[-1]
        match draw(st.sampled_from(["drop", "word", "word", "list", "of another"])):
            case "drop":
                del holder[key]
            case "word":
                holder[key] = draw(st.sampled_from(WORDS))
            case "list":
                holder[key] = [holder[key]]
            case _:
                other = draw(st.sampled_from(known))
                found = [one for one in places_in(other) if one[-1] == key]
                if found:
                    holder[key] = deepcopy(at(other, draw(st.sampled_from(found))))
    return written


def false_alarms(model: type[Strict], name: str, written: Any) -> list[str]:
    """Return what the schema has against what the model reads, quoted or not."""
    if not reads(model, written):
        return []
    each = [written, *(typed(written, version) for version in (Yaml11, Yaml12))]
    return [said for one in each for said in complaints(name, one, model.__name__)]


@given(st.data())
def test_what_is_read_as_a_target_is_never_underlined(data: st.DataObject) -> None:
    assert false_alarms(Target, "plan", mutated(data.draw, TARGETS)) == []


@given(st.data())
def test_what_is_read_as_an_indicator_is_never_underlined(data: st.DataObject) -> None:
    assert false_alarms(Indicator, "catalogue", mutated(data.draw, INDICATORS)) == []


@pytest.mark.parametrize("word", ["true", "7", "0607", "1e3", "2:30", "2022-12-14"])
def test_no_scalar_is_underlined_where_it_is_read(word: str) -> None:
    for target in WHOLE:
        for path in places_in(target):
            if isinstance(at(target, path), str):
                changed = deepcopy(target)
                at(changed, path[:-1])[path[-1]] = word
                assert false_alarms(Target, "plan", changed) == [], path


@given(st.text(st.sampled_from("0123456789.-KMQ kvartaluge/"), min_size=1, max_size=12))
@example("2021-2022")
@example("2015U10")
def test_every_period_that_is_read_fits(text: str) -> None:
    if text.strip():
        target = {**A_TARGET, "rule": A_RULE, "period": text}
        assert false_alarms(Target, "plan", target) == []
