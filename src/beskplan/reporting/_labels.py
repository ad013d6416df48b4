"""Headings and labels of a report, in Danish and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from beskplan.words import Lang


@dataclass(frozen=True)
class Labels:
    """What formats write around what a report says."""

    contents: str
    summary: str
    changes: str
    legend: str
    method: str
    sources: str
    plan_files: str
    requirement: str
    flags: str
    reading: str
    readings: str
    note: str
    changed: str
    figures: str
    chart_data: str
    judged: str
    filter: str
    show_all: str
    sort: str
    targets_shown: str
    skip: str
    page: str


LABELS: Final[Mapping[Lang, Labels]] = {
    "da": Labels(
        contents="Indhold",
        summary="Resumé",
        changes="Ændringer siden sidst",
        legend="Ordforklaring",
        method="Sådan er det gjort op",
        sources="Kilder",
        plan_files="Planfiler",
        requirement="Krav",
        flags="Forbehold",
        reading="Læst sådan",
        readings="Kan også læses",
        note="Note",
        changed="Siden sidst",
        figures="Tal, der er brugt",
        chart_data="Tallene i figuren",
        judged="afgørende periode",
        filter="Vis",
        show_all="alle",
        sort="Sortér efter",
        targets_shown="mål vises",
        skip="Gå til indholdet",
        page="Side",
    ),
    "en": Labels(
        contents="Contents",
        summary="Summary",
        changes="Changes since last time",
        legend="Words used",
        method="How this was worked out",
        sources="Sources",
        plan_files="Plan files",
        requirement="Required",
        flags="Caveats",
        reading="Read as",
        readings="Can also be read",
        note="Note",
        changed="Since last time",
        figures="Figures used",
        chart_data="The numbers in the chart",
        judged="the period that decides",
        filter="Show",
        show_all="all",
        sort="Sort by",
        targets_shown="targets shown",
        skip="Skip to the content",
        page="Page",
    ),
}
