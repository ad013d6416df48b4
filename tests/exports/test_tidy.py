"""Figures written in the tidy form are read back as they were."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from beskplan import evaluate, load_catalogue, load_observations, load_plan
from beskplan.catalogue import Catalogue, Dimension, segment_of
from beskplan.errors import OutputError
from beskplan.exports.tidy import FORMATS, csv, parquet
from beskplan.observations import Figure, Observations
from tests.build import an_indicator, figure
from tests.commands import ROOT, Run

PLANS = sorted((ROOT / "plans").glob("*.yaml"))
YDELSE = Dimension(members={"A, b": (), 'C;"d"': (), "E&f=g\\h": ()})
CATALOGUE = Catalogue.of(an_indicator(dimensions={"ydelse": YDELSE}))
FIGURES = [
    figure("250", "2022M03", "80.0", row=2),
    figure("000", "2022M03", "75", row=3),
    figure("250", "2022M02", "..", row=4),
    figure("250", "2022Q1", "-0.50", row=5, provisional=True),
    figure("250", "2021K4-2022K3", "1000", row=6),
    figure("083", "2022M03", "1", row=7)._replace(retrieved=date(2022, 5, 1)),
    *(figure("250", "2022M03", "1.0", segment={"ydelse": one}) for one in YDELSE.members),
]


def told(figures: Observations, empty: str = "") -> set[Figure]:
    """Return every figure but for the place that it stands in, ``empty`` for an empty mark."""
    return {
        one._replace(source=FIGURES[0].source, mark=empty if one.mark == "" else one.mark)
        for one in figures.rows()
    }


def read_back(folder: Path, figures: list[Figure], ending: str) -> Observations:
    (folder / f"tal{ending}").write_bytes(FORMATS[ending](figures))
    return load_observations(folder, CATALOGUE)


@pytest.mark.parametrize("ending", FORMATS)
def test_figures_are_read_back_as_they_were(tmp_path: Path, ending: str) -> None:
    assert told(read_back(tmp_path, FIGURES, ending)) == told(Observations.of(FIGURES))


@pytest.mark.parametrize("ending", FORMATS)
def test_vintages_are_kept(tmp_path: Path, ending: str) -> None:
    first, second = (
        figure("250", "2022M03", printed)._replace(retrieved=date(2022, month, 1))
        for printed, month in (("80.0", 4), ("81.0", 5))
    )
    found = read_back(tmp_path, [second, first], ending)
    assert told(found) == told(Observations.of([first, second]))
    assert [str(one.value) for one in found] == ["81.0"]


@pytest.mark.parametrize("ending", FORMATS)
def test_order_does_not_matter(ending: str) -> None:
    assert FORMATS[ending](FIGURES) == FORMATS[ending](FIGURES[::-1])


def test_any_mark_goes_into_parquet_and_one_with_a_comma_not_into_csv(tmp_path: Path) -> None:
    odd = figure("250", "2022M03", 'skjult, "få"')
    assert told(read_back(tmp_path, [odd], ".parquet")) == told(Observations.of([odd]))
    with pytest.raises(OutputError) as caught:
        csv([odd])
    assert str(caught.value) == (
        r'the mark "skjult, "få"" stands for a missing figure, and a tidy CSV has no quotation '
        "marks to put it in; write Parquet: --output tal.parquet"
    )


def test_nothing_is_no_table() -> None:
    for made in (csv, parquet):
        with pytest.raises(OutputError, match="there are no figures to write"):
            made([])


def test_segment_is_written_without_quotation_marks() -> None:
    one = figure("250", "2022M03", "1", segment={"ydelse": "A, b"})
    assert one.key.segment == segment_of({"ydelse": "A, b"})
    assert csv([one]).decode().splitlines()[1] == (r"andel,ydelse=A\x002c b,250,2022M03,1,,,false")


@pytest.mark.parametrize("ending", FORMATS)
def test_figures_of_the_repository_give_the_same_verdicts(
    run: Run, tmp_path: Path, ending: str
) -> None:
    output = tmp_path / f"tal{ending}"
    answer = run("data", "tidy", "--output", output)
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    catalogue = load_catalogue(ROOT / "data" / "indicators.yaml")
    before = load_observations(ROOT / "data", catalogue)
    after = load_observations(output, catalogue)
    empty = ".." if ending == ".csv" else ""
    assert told(before, empty) == told(after)
    for file in PLANS:
        plan = load_plan(file, catalogue)
        one, other = (
            [
                (verdict.target, verdict.status, verdict.gap, verdict.flags, verdict.reason)
                for verdict in evaluate(plan, catalogue, found, as_of=date(2024, 6, 30))
            ]
            for found in (before, after)
        )
        assert one == other


REFUSED = {
    "another ending": (["-o", "tal.xlsx"], "the name of the file ends in .csv or .parquet"),
    "no such folder": (["-o", "t.csv", "--data", "nowhere"], "nowhere: no such folder"),
}


@pytest.mark.parametrize(("words", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_written_is_refused(
    run: Run, tmp_path: Path, words: list[str], message: str
) -> None:
    answer = run("data", "tidy", *words, folder=tmp_path)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err
    assert list(tmp_path.iterdir()) == []
