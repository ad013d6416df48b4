"""A nation's figures, made up but always the same: for measuring, and for nothing else.

98 municipalities and the country, 60 months, 22 indicators, 100 segments (four ages and 19
benefits with their totals): 13,068,000 rows in the tidy form, as CSV and as Parquet whose rows
are shuffled, and the 1 % of it (one segment), with a catalogue and a plan of 22 targets beside.
``python -m bench.nation FOLDER [small|full|huge]``; huge is Parquet of 104 million rows.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

from beskplan.areas import COUNTRY, municipalities

AREAS = [COUNTRY.code, *(area.code for area in municipalities())]
MONTHS = [f"{year}M{month:02d}" for year in range(2021, 2026) for month in range(1, 13)]
INDICATORS = [f"national.andel_{number:02d}" for number in range(22)]
AGES = ["16-24 år", "25-39 år", "40-54 år", "55-66 år"]
BENEFITS = [f"Ydelse {number:02d}" for number in range(1, 20)]
SEGMENTS = [
    "&".join(part for part in (age and f"alder={age}", benefit and f"ydelse={benefit}") if part)
    for age in ("", *AGES)
    for benefit in ("", *BENEFITS)
]
ASKED = "Ydelse 05"
MUNICIPALITY = "607"
COLUMNS = ("indicator", "segment", "area", "period", "value")


def rows(segments: list[str]) -> pl.LazyFrame:
    """Return rows of the tidy form; the value of a row follows from its number alone."""
    frame = pl.LazyFrame({"indicator": INDICATORS})
    for name, texts in (("segment", segments), ("area", AREAS), ("period", MONTHS)):
        frame = frame.join(pl.LazyFrame({name: texts}), how="cross")
    number = pl.int_range(pl.len(), dtype=pl.UInt64) * 2654435761 % 1000
    whole, tenths = (number // 10).cast(pl.String), (number % 10).cast(pl.String)
    return frame.with_columns(pl.concat_str(whole, pl.lit("."), tenths).alias("value"))


def catalogue() -> str:
    """Return the catalogue of the made-up indicators."""
    ages, benefits = (", ".join(f"{name}: []" for name in names) for names in (AGES, BENEFITS))
    lines = ["schema: beskplan/catalogue/v1", "indicators:"]
    for indicator in INDICATORS:
        lines += [
            f"  - id: {indicator}",
            f"    title: Andel {indicator[-2:]}",
            "    unit: percent",
            "    better: lower",
            "    covers: month",
            "    dimensions:",
            f"      alder: {{total: Alle aldre, members: {{{ages}}}}}",
            f"      ydelse: {{total: Alle ydelser, members: {{{benefits}}}}}",
        ]
    return "\n".join(lines) + "\n"


def plan() -> str:
    """Return a plan of one target for each indicator: no more than the country's share."""
    lines = [
        "schema: beskplan/plan/v1",
        "id: nation",
        "title: Måleplan",
        "municipality: Fredericia",
        "years: 2025",
        "status: approved",
        "source: {document: Måleplan}",
        "focus_areas:",
        '  - id: "1"',
        "    title: Alt",
        "    targets:",
    ]
    for number, indicator in enumerate(INDICATORS, start=1):
        lines += [
            f'      - id: "{number}"',
            f"        title: Andel {number} højst som landet",
            f"        measure: {{indicator: {indicator}, segment: {{ydelse: {ASKED}}}}}",
            "        rule: {type: vs-national-average, must_be: at-most}",
        ]
    return "\n".join(lines) + "\n"


def folder(root: Path, size: str, form: str) -> Path:
    """Make (once) a data folder of one file beside its plan; return the plan's path.

    Args:
        root: where all folders stand.
        size: small, full or huge.
        form: csv or parquet.
    """
    base = root / f"{size}-{form}"
    target = base / "plans" / "nation.yaml"
    if target.exists():
        return target
    (base / "data").mkdir(parents=True, exist_ok=True)
    file = base / "data" / f"nation.{form}"
    if size == "huge":
        _huge(base / "data")
    elif form == "csv":
        segments = [f"ydelse={ASKED}"] if size == "small" else SEGMENTS
        rows(segments).sink_csv(file, quote_style="never")
    else:
        segments = [f"ydelse={ASKED}"] if size == "small" else SEGMENTS
        rows(segments).collect().sample(fraction=1, shuffle=True, seed=1).write_parquet(file)
    (base / "data" / "indicators.yaml").write_text(catalogue(), encoding="utf-8")
    target.parent.mkdir(exist_ok=True)
    target.write_text(plan(), encoding="utf-8")
    return target


def _huge(data: Path) -> None:
    """Write 104.5 million rows: eight parts, each of all segments of its own indicators."""
    whole = rows(SEGMENTS).collect()
    whole.sample(fraction=1, shuffle=True, seed=1).write_parquet(data / "part-0.parquet")
    for number in range(1, 8):
        other = whole.with_columns(pl.concat_str("indicator", pl.lit(f"_{number}")))
        other.sample(fraction=1, shuffle=True, seed=number).write_parquet(
            data / f"part-{number}.parquet"
        )


if __name__ == "__main__":
    for form in ("csv", "parquet"):
        print(folder(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "small", form))
