from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from beskplan.catalogue import Catalogue, Dimension, load_catalogue, segment_of
from beskplan.errors import BeskplanError, DataInvalidError, DataUnreadableError
from beskplan.periods import Covers, Period
from tests.build import an_indicator

Load = Callable[[str], Catalogue]
Lines = Callable[[str], list[str]]

# The indicator starts in line 3; what a test adds to it in line 8.
CATALOGUE = """\
schema: beskplan/catalogue/v1
indicators:
  - id: ledige.andel
    title: Ledige i procent
    unit: percent
    better: lower
    covers: month
"""
LABELLED = """\
    labels: [Ledige i pct.]
    numerator: ledige.antal
    dimensions:
      ydelse:
        total: I alt
        members: {A-dagpenge: [A-dagpenge mv.], Kontanthjælp: []}
        unions: {Begge: [A-dagpenge, Kontanthjælp]}
  - {id: ledige.antal, title: Ledige, unit: persons, better: lower, covers: month}
"""


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Load a text as the file ``c.yaml``."""
    monkeypatch.chdir(tmp_path)

    def load_text(text: str) -> Catalogue:
        Path("c.yaml").write_text(text, encoding="utf-8")
        return load_catalogue("c.yaml")

    return load_text


@pytest.fixture
def lines(load: Load) -> Lines:
    """Return every problem of a text as a line."""

    def of(text: str) -> list[str]:
        with pytest.raises(BeskplanError) as error:
            load(text)
        assert isinstance(error.value, DataInvalidError | DataUnreadableError)
        return str(error.value).splitlines()

    return of


# A good catalogue


def test_an_indicator_says_what_is_counted(load: Load) -> None:
    indicator = load(CATALOGUE + LABELLED)["ledige.andel"]
    assert (indicator.title, indicator.unit, indicator.better) == (
        "Ledige i procent",
        "percent",
        "lower",
    )
    assert (indicator.covers, indicator.is_share) == (Covers.MONTH, True)
    assert indicator.published_for == ("municipality", "country")
    assert (indicator.labels, indicator.numerator) == (("Ledige i pct.",), "ledige.antal")


@pytest.mark.parametrize(
    ("added", "key", "value"),
    [
        ("labels: Ledige", "labels", ("Ledige",)),
        ("labels: [Ledige, no]", "labels", ("Ledige", "no")),
        ("rounded_to: 0.50", "rounded_to", Decimal("0.50")),
        ("decimals: 0", "decimals", 0),
        ("lag: 2", "lag", 2),
        ("window: first 6 months", "window", "first 6 months"),
        ("published_for: [municipality]", "published_for", ("municipality",)),
    ],
    ids=["one label", "several labels", "a step", "decimals", "a lag", "a window", "areas"],
)
def test_what_may_be_said_of_an_indicator(load: Load, added: str, key: str, value: object) -> None:
    found = getattr(load(f"{CATALOGUE}    {added}\n")["ledige.andel"], key)
    assert (found, str(found)) == (value, str(value))


def test_a_break_in_a_series_has_a_period_and_a_reason(load: Load) -> None:
    text = f"{CATALOGUE}    series_breaks: [{{at: 2025M07, why: Reform}}]\n"
    (at,) = load(text)["ledige.andel"].series_breaks
    assert (at.at, at.why) == (Period.of_month(2025, 7), "Reform")


def test_indicators_are_found_by_id_in_the_order_of_the_file(load: Load) -> None:
    catalogue = load(CATALOGUE + LABELLED)
    assert [indicator.id for indicator in catalogue] == ["ledige.andel", "ledige.antal"]
    assert "ledige.antal" in catalogue
    assert "ledige" not in catalogue


def test_nothing_of_an_indicator_is_changed_after_loading(load: Load) -> None:
    indicator = load(CATALOGUE)["ledige.andel"]
    with pytest.raises(ValidationError, match="frozen"):
        indicator.unit = "persons"


def test_a_segment_is_sorted_by_dimension() -> None:
    members = {"ydelse": "A-dagpenge", "køn": "Kvinder"}
    assert segment_of(members) == (("køn", "Kvinder"), ("ydelse", "A-dagpenge"))


# What exports call it


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("A-dagpenge", "A-dagpenge"),
        ("a-DAGPENGE mv.", "A-dagpenge"),
        ("  Kontanthjælp ", "Kontanthjælp"),
        ("begge", "Begge"),
        ("I alt", None),
    ],
    ids=["a member", "a spelling in any case", "with spaces", "a union", "the total"],
)
def test_a_label_names_a_member(load: Load, label: str, found: str | None) -> None:
    dimension = load(CATALOGUE + LABELLED)["ledige.andel"].dimensions["ydelse"]
    assert dimension.member_of(label) == found


@pytest.mark.parametrize(
    ("label", "message"),
    [
        ("A-dagpneg", 'no member "A-dagpneg"; did you mean "A-dagpenge"?'),
        ("Fleksjob", 'no member "Fleksjob"; known: A-dagpenge, Begge, I alt, Kontanthjælp'),
    ],
    ids=["a slip", "another word"],
)
def test_an_unknown_member_is_named_with_the_nearest(load: Load, label: str, message: str) -> None:
    dimension = load(CATALOGUE + LABELLED)["ledige.andel"].dimensions["ydelse"]
    with pytest.raises(ValueError, match="no member") as refused:
        dimension.member_of(label)
    assert str(refused.value) == message


def test_many_members_are_not_all_listed() -> None:
    dimension = Dimension(members={str(number): () for number in range(10, 30)})
    with pytest.raises(ValueError, match="no member") as refused:
        dimension.member_of("x")
    assert str(refused.value) == (
        'no member "x"; known: 10, 11, 12, 13, 14, 15, 16, 17 and 12 more'
    )


@pytest.mark.parametrize(
    ("members", "union"),
    [
        (("A", "B"), ("Begge", "Begge to")),
        (("B", "A"), ("Begge", "Begge to")),
        (("A",), ()),
        (("A", "B", "C"), ()),
    ],
    ids=["its members", "in any order", "one of them", "one more"],
)
def test_a_union_is_found_by_exactly_its_members(
    members: tuple[str, ...], union: tuple[str, ...]
) -> None:
    dimension = Dimension(
        members={"A": (), "B": (), "C": ()}, unions={"Begge": ("A", "B"), "Begge to": ("B", "A")}
    )
    assert dimension.unions_of(members) == union


def test_an_indicator_is_found_by_the_label_of_an_export_or_by_its_id(load: Load) -> None:
    catalogue = load(CATALOGUE + LABELLED)
    for label in ("Ledige i pct.", " LEDIGE I PCT. ", "ledige.andel"):
        assert catalogue.by_label(label).id == "ledige.andel"


@pytest.mark.parametrize(
    ("label", "message"),
    [
        ("Ledig i pct", 'no indicator has the label "Ledig i pct"; did you mean "Ledige i pct."?'),
        ("Job", 'no indicator has the label "Job"; known: Andel, Ledige i pct.'),
        ("andel", 'the label "andel" fits a, b; use the id'),
    ],
    ids=["a slip", "another word", "two indicators"],
)
def test_a_label_that_names_no_single_indicator(label: str, message: str) -> None:
    catalogue = Catalogue.of(
        an_indicator("b", labels=["Andel"]),
        an_indicator("a", labels=["Andel", "Ledige i pct."]),
    )
    with pytest.raises(ValueError, match="label") as refused:
        catalogue.by_label(label)
    assert str(refused.value) == message


# A catalogue with problems


@pytest.mark.parametrize(
    ("added", "line"),
    [
        pytest.param(
            "bettre: lower",
            '8:5: indicator ledige.andel: unknown key "bettre"; did you mean "better"?',
            id="an unknown key",
        ),
        pytest.param(
            "decimals: -1",
            '8:15: indicator ledige.andel, decimals: "-1" is not at least 0',
            id="negative decimals",
        ),
        pytest.param(
            "decimals: 16",
            '8:15: indicator ledige.andel, decimals: "16" is not at most 15',
            id="more decimals than a number has",
        ),
        pytest.param(
            "decimals: 1.5",
            '8:15: indicator ledige.andel, decimals: "1.5" is not a whole number',
            id="half a decimal",
        ),
        pytest.param(
            "rounded_to: 0",
            '8:17: indicator ledige.andel, rounded_to: "0" is not more than 0',
            id="a step of nothing",
        ),
        pytest.param(
            "rounded_to: 0,5",
            '8:17: indicator ledige.andel, rounded_to: "0,5" is not a number; write 0.5',
            id="a decimal comma",
        ),
        pytest.param(
            "lag: -2",
            '8:10: indicator ledige.andel, lag: "-2" is not at least 0',
            id="a figure from the future",
        ),
        pytest.param(
            "published_for: []",
            "8:20: indicator ledige.andel, published_for: this list is empty",
            id="published for nobody",
        ),
        pytest.param(
            "series_breaks: []",
            "8:20: indicator ledige.andel, series_breaks: this list is empty",
            id="no break",
        ),
        pytest.param(
            "series_breaks: [{at: 2025M13, why: Reform}]",
            '8:26: indicator ledige.andel, series_breaks[1].at: "2025M13" is not a period: '
            "a year has no month 13",
            id="a break in no month",
        ),
        pytest.param(
            "numerator: ledige.antla",
            '8:16: indicator ledige.andel, numerator: no indicator "ledige.antla"'
            '; did you mean "ledige.andel"?',
            id="an unknown numerator",
        ),
        pytest.param(
            "denominator: personer",
            '8:18: indicator ledige.andel, denominator: no indicator "personer"'
            "; known: ledige.andel",
            id="an unknown denominator",
        ),
        pytest.param(
            "dimensions: {ydelse: {members: {Job: []}, unions: {Alt: [Job, Jobb]}}}",
            '8:67: indicator ledige.andel, union "Alt": no member "Jobb"; did you mean "Job"?',
            id="an unknown member of a union",
        ),
        pytest.param(
            "dimensions: {ydelse: {members: {Job: [fleks], Fleksjob: [Fleks]}}}",
            '8:26: indicator ledige.andel, dimensions.ydelse: "Fleks" names the member "Job" '
            'and the member "Fleksjob"; it names one',
            id="a spelling of two members",
        ),
        pytest.param(
            "dimensions: {ydelse: {members: {Job: []}, unions: {Job: [Job]}}}",
            '8:26: indicator ledige.andel, dimensions.ydelse: "Job" names the member "Job" '
            'and the union "Job"; it names one',
            id="a union with the name of a member",
        ),
        pytest.param(
            "dimensions: {ydelse: {total: job, members: {Job: []}}}",
            '8:26: indicator ledige.andel, dimensions.ydelse: "job" names the member "Job" '
            "and the total; it names one",
            id="a total with the name of a member",
        ),
    ],
)
def test_a_problem_has_its_line_and_column(lines: Lines, added: str, line: str) -> None:
    (found,) = lines(f"{CATALOGUE}    {added}\n")
    assert found.split("; write a period")[0] == f"c.yaml:{line}"


@pytest.mark.parametrize(
    ("written", "instead", "line"),
    [
        pytest.param(
            "better: lower",
            "better: lwoer",
            '6:13: indicator ledige.andel, better: "lwoer" is not known here; '
            'did you mean "lower"?',
            id="a direction with a slip",
        ),
        pytest.param(
            "covers: month",
            "covers: hourly",
            '7:13: indicator ledige.andel, covers: "hourly" is not known here; known: month, '
            "quarter, half-year, year, 4 quarters, year to date, week, survey",
            id="an unknown length",
        ),
        pytest.param(
            "    unit: percent\n",
            "",
            '3:5: indicator ledige.andel: key "unit" is missing',
            id="no unit",
        ),
        pytest.param(
            "id: ledige.andel",
            "id: [a]",
            "3:9: indicator no. 1, id: a text is needed here; found a list",
            id="an id that is a list",
        ),
        pytest.param(
            "catalogue/v1",
            "catalogue/v2",
            '1:9: schema: "beskplan/catalogue/v2" is not known here; '
            'did you mean "beskplan/catalogue/v1"?',
            id="a schema of tomorrow",
        ),
    ],
)
def test_a_wrong_value_is_named_with_what_would_work(
    lines: Lines, written: str, instead: str, line: str
) -> None:
    assert lines(CATALOGUE.replace(written, instead)) == [f"c.yaml:{line}"]


def test_an_id_stands_once(lines: Lines) -> None:
    again = CATALOGUE.split("indicators:\n")[1]
    twice = "indicator ledige.andel: this id stands twice, first in line 3; give one another id"
    assert lines(CATALOGUE + again + again) == [
        f"c.yaml:8:9: {twice}",
        f"c.yaml:13:9: {twice}",
    ]


def test_every_problem_is_told_at_once(lines: Lines) -> None:
    text = CATALOGUE + LABELLED.replace("Kontanthjælp]", "Kontanthjlp]")
    text += "  - {id: broken, title: no, unit: percent, better: up, covers: month}\n"
    text += "  - {id: c, title: C, unit: percent, better: lower, covers: month, numerator: d}\n"
    assert lines(text + "extra: 1\n") == [
        'c.yaml:14:38: indicator ledige.andel, union "Begge": no member "Kontanthjlp"; '
        'did you mean "Kontanthjælp"?',
        'c.yaml:16:52: indicator broken, better: "up" is not known here; '
        "known: lower, higher, neither",
        'c.yaml:17:79: indicator c, numerator: no indicator "d"; '
        "known: broken, c, ledige.andel, ledige.antal",
        'c.yaml:18:1: unknown key "extra"; known here: indicators, schema',
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ": the file is empty; a catalogue file is a mapping that starts with schema:"),
        ("schema: beskplan/catalogue/v1\n", ':1:1: key "indicators" is missing'),
        (
            "schema: beskplan/catalogue/v1\nindicators: []\n",
            ":2:13: indicators: this list is empty",
        ),
        (
            "schema: beskplan/catalogue/v1\nindicators: x\n",
            ':2:13: indicators: a list is needed here; found "x"',
        ),
        (
            "schema: beskplan/catalogue/v1\nindicators: [x]\n",
            ':2:14: indicator no. 1: a mapping is needed here; found "x"',
        ),
    ],
    ids=["an empty file", "no indicators", "an empty list", "a text", "an item that is a text"],
)
def test_a_catalogue_holds_indicators(lines: Lines, text: str, line: str) -> None:
    assert lines(text) == [f"c.yaml{line}"]


def test_the_catalogue_of_the_repository_loads() -> None:
    catalogue = load_catalogue(Path(__file__).parents[1] / "data" / "indicators.yaml")
    assert catalogue["forladt_ydelsen.efter_13_uger"].is_share
