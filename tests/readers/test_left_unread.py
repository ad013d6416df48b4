"""Names in tidy files that nobody knows: told where a wanted series has no row at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from beskplan.catalogue import Catalogue, Segment, segment_of
from beskplan.errors import DataUnreadableError
from beskplan.evaluation import evaluate
from beskplan.observations import Wanted
from beskplan.plan import needed_figures
from beskplan.readers import Cache, _cache, load_observations, tidy
from beskplan.readers._segments import unknown_part
from tests.build import a_plan, a_target, an_indicator

YDELSE = {
    "total": "Alle ydelser",
    "members": {"A-dagpenge": ["DP"], "Kontanthjælp": []},
    "unions": {"Begge": ["A-dagpenge", "Kontanthjælp"]},
}
ANDEL = an_indicator(dimensions={"køn": {"members": {"Mænd": []}}, "ydelse": YDELSE})
CATALOGUE = Catalogue.of(ANDEL, an_indicator("antal", unit="persons"))
HEAD = "indicator,segment,area,period,value\n"
A_DAGPENGE = segment_of({"ydelse": "A-dagpenge"})


def wanted(*segments: Segment, also: str | None = None) -> Wanted:
    series = {("andel", segment) for segment in segments or (A_DAGPENGE,)}
    return Wanted(frozenset({*series, *([(also, ())] if also else [])}), frozenset({"607", "000"}))


def told(folder: Path, asked: Wanted, cache: Cache | None = None) -> list[str]:
    found = load_observations(folder, CATALOGUE, asked, cache)
    return [
        f"{one.source.file}:{one.source.row} {one.column} {one.label} ({', '.join(one.indicators)})"
        for one in found.unread
    ]


def csv(folder: Path, *rows: str, name: str = "tal.csv") -> Path:
    path = folder / name
    path.write_text(HEAD + "".join(f"{row},607,2026M01,5\n" for row in rows), encoding="utf-8")
    return path


UNKNOWN = [
    pytest.param("ydelse=A-dagpnge", id="a member nobody knows"),
    pytest.param("ydelse=DP", id="a spelling of exports"),
    pytest.param("ydelse=a-dagpenge", id="a member in other letters"),
    pytest.param("ydelse=Alle ydelser", id="a total that is written out"),
    pytest.param("alder=16-24", id="a dimension nobody knows"),
    pytest.param("alder=16-24&ydelse=A-dagpenge", id="a known member beside an unknown one"),
    pytest.param("ydelse=A-dagpenge&køn=Mænd", id="dimensions out of order"),
    pytest.param("A-dagpenge", id="a member without its dimension"),
]


@pytest.mark.parametrize("segment", UNKNOWN)
def test_a_segment_that_nobody_knows_is_told_of_the_indicator_that_lacks_figures(
    tmp_path: Path, segment: str
) -> None:
    csv(tmp_path, "antal,", f"andel,{segment}", "andel,", f"andel,{segment}")
    assert told(tmp_path, wanted()) == [f"tal.csv:3 segment {segment} (andel)"]


KNOWN = [
    pytest.param("", id="the total"),
    pytest.param("ydelse=Kontanthjælp", id="a member"),
    pytest.param("ydelse=Begge", id="a union"),
    pytest.param("køn=Mænd&ydelse=A-dagpenge", id="members of two dimensions"),
]


@pytest.mark.parametrize("segment", KNOWN)
def test_a_segment_of_the_catalogue_is_not_told(tmp_path: Path, segment: str) -> None:
    assert unknown_part(ANDEL, segment) is None
    csv(tmp_path, f"andel,{segment}")
    assert told(tmp_path, wanted()) == []


WHYS = [
    pytest.param(
        "ydelse=A-dagpnge",
        'dimension ydelse of andel has no member "A-dagpnge"; did you mean "A-dagpenge"?',
        (("ydelse", "A-dagpnge"),),
        id="a member nobody knows",
    ),
    pytest.param(
        "ydelse=DP",
        '"DP" is "A-dagpenge" in other words; write "ydelse=A-dagpenge"',
        (),
        id="a spelling of exports",
    ),
    pytest.param(
        "ydelse=Alle ydelser",
        '"Alle ydelser" is the total of ydelse; leave ydelse out',
        (),
        id="a total that is written out",
    ),
    pytest.param(
        "alder=16-24",
        'andel has no dimension "alder"; known: køn, ydelse',
        (("alder", "16-24"),),
        id="a dimension nobody knows",
    ),
    pytest.param(
        "A-dagpenge",
        '"A-dagpenge" is no segment; write "køn=Kvinder&ydelse=A-dagpenge"',
        (),
        id="no segment",
    ),
    pytest.param(
        "alder=16-24&ydelse=DP",
        '"DP" is "A-dagpenge" in other words; write "ydelse=A-dagpenge"',
        (),
        id="what the file must say otherwise comes first",
    ),
]


@pytest.mark.parametrize(("segment", "why", "members"), WHYS)
def test_why_a_segment_is_unknown_and_which_members_would_make_it_known(
    segment: str, why: str, members: tuple[tuple[str, str], ...]
) -> None:
    found = unknown_part(ANDEL, segment)
    assert found is not None
    assert (found.why.en, found.members) == (why, members)


def test_an_unknown_indicator_is_told_of_those_without_any_row(tmp_path: Path) -> None:
    csv(tmp_path, "andel,", "antl,", "antl,")
    asked = wanted(A_DAGPENGE, (), also="antal")
    assert told(tmp_path, asked) == ["tal.csv:3 indicator antl (antal)"]
    assert told(tmp_path, wanted(A_DAGPENGE, ())) == []


def test_nothing_is_looked_at_again_where_every_series_has_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidy.Tidy, "names", lambda *_: pytest.fail("the file was read again"))
    csv(tmp_path, "andel,ydelse=A-dagpenge", "andel,ydelse=A-dagpnge")
    assert told(tmp_path, wanted()) == []


def test_a_row_of_another_area_or_another_layout_is_a_row(tmp_path: Path) -> None:
    csv(tmp_path, "andel,ydelse=A-dagpnge")
    elsewhere = f"{HEAD}andel,ydelse=A-dagpenge,101,2026M01,5\n"
    (tmp_path / "b.csv").write_text(elsewhere, encoding="utf-8")
    assert told(tmp_path, wanted()) == []
    (tmp_path / "b.csv").write_text(
        "Kommune;Periode;Ydelse;Andel\nFredericia;2026M01;DP;5,5\n", encoding="utf-8"
    )
    assert told(tmp_path, wanted()) == []


def part(folder: Path, folders: str, **cells: str) -> None:
    file = folder / folders / "part-0.parquet"
    file.parent.mkdir(parents=True)
    row = {"area": "607", "period": "2026M01", "value": "5", **cells}
    pl.DataFrame([row]).write_parquet(file)


def test_folders_that_say_what_nobody_knows_are_told_unopened(tmp_path: Path) -> None:
    misspelt = "segment=ydelse%3DA-dagpnge"
    part(tmp_path, f"area=607/{misspelt}", indicator="andel")
    part(tmp_path, f"area=000/{misspelt}", indicator="andel")
    part(tmp_path, "indicator=andel/segment=ydelse%3DDP")
    part(tmp_path, "indicator=antl", segment="")
    part(tmp_path, "indicator=antal/segment=ydelse%3DA-dagpnge")
    part(tmp_path, "segment=ydelse%3DKontanthjælp", indicator="andel")
    for file in tmp_path.rglob("*.parquet"):
        file.write_bytes(b"PAR1, and then nothing")
    assert told(tmp_path, wanted()) == [
        f"area=000/{misspelt}/part-0.parquet:0 segment ydelse=A-dagpnge (andel)",
        "indicator=andel/segment=ydelse%3DDP/part-0.parquet:0 segment ydelse=DP (andel)",
        "indicator=antl/part-0.parquet:0 indicator antl (andel)",
    ]


def test_a_folder_that_says_one_column_of_an_opened_file(tmp_path: Path) -> None:
    part(tmp_path, "indicator=andel", segment="ydelse=A-dagpnge")
    assert told(tmp_path, wanted()) == [
        "indicator=andel/part-0.parquet:2 segment ydelse=A-dagpnge (andel)"
    ]


def test_the_names_of_large_files_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_cache, "SMALLEST", 0)
    cache = Cache(tmp_path / "cache")
    (tmp_path / "data").mkdir()
    path = csv(tmp_path / "data", "andel,ydelse=A-dagpnge")
    first = told(path, wanted(), cache)
    with monkeypatch.context() as patch:
        patch.setattr(tidy, "_names", lambda *_: pytest.fail("the file was read again"))
        assert told(path, wanted(), cache) == first != []
    csv(tmp_path / "data", "andel,ydelse=A-dagpeng")
    assert told(path, wanted(), cache) == ["tal.csv:2 segment ydelse=A-dagpeng (andel)"]


def test_a_file_that_is_damaged_where_only_names_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> pl.LazyFrame:
        return pl.LazyFrame({"row": [1]}).select(pl.col("indicator"))

    csv(tmp_path, "andel,ydelse=A-dagpnge")
    monkeypatch.setattr(tidy.Tidy, "names", damaged)
    with pytest.raises(DataUnreadableError, match=r"tal\.csv: this file is cut or damaged: "):
        told(tmp_path, wanted())


def test_a_target_without_figures_says_which_name_nobody_knows(tmp_path: Path) -> None:
    csv(tmp_path, "andel,", "andel,ydelse=A-dagpnge")
    measure = "measure: {indicator: andel, segment: {ydelse: A-dagpenge}}"
    plan = a_plan(a_target("{type: threshold, at_least: 1}", measure), municipality="607")
    found = load_observations(tmp_path, CATALOGUE, needed_figures(plan, CATALOGUE))
    (verdict,) = evaluate(plan, CATALOGUE, found, as_of=date(2026, 11, 22)).verdicts
    assert verdict.reason is not None
    assert verdict.reason.en.endswith(
        'the catalogue does not know "ydelse=A-dagpnge" in the column "segment" (tal.csv:3), so '
        "figures from there are left out"
    )
