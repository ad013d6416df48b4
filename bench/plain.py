"""The plain script that the evaluation of the made-up nation is measured against.

One lazy scan with filter and columns pushed down, floats, one collect, the comparisons, print.
``python bench/plain.py FILE``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import rich.table
import typer  # noqa: F401 (what a plain command line would import)
import yaml  # noqa: F401
from pydantic import BaseModel  # noqa: F401
from rich.console import Console

INDICATORS = [f"national.andel_{number:02d}" for number in range(22)]


def main() -> None:
    file = Path(sys.argv[1])
    types = {"area": pl.String, "value": pl.Float64}
    scan = (
        pl.scan_parquet(file)
        if file.suffix == ".parquet"
        else pl.scan_csv(file, schema_overrides=types)
    )
    rows = (
        scan.filter(
            pl.col("segment").eq("ydelse=Ydelse 05")
            & pl.col("indicator").is_in(INDICATORS)
            & pl.col("area").is_in(["607", "000"])
        )
        .select("indicator", "area", "period", pl.col("value").cast(pl.Float64))
        .collect()
    )
    newest = rows.filter(pl.col("period") == rows["period"].max())
    table = rich.table.Table("Indikator", "Egen", "Landet", "Status")
    for indicator in INDICATORS:
        one = newest.filter(pl.col("indicator") == indicator)
        own = one.filter(pl.col("area") == "607")["value"][0]
        country = one.filter(pl.col("area") == "000")["value"][0]
        table.add_row(indicator, str(own), str(country), "ok" if own <= country else "ikke")
    Console().print(table)


if __name__ == "__main__":
    main()
