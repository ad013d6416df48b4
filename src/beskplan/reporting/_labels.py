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
    targets: str
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
    parts: str
    figures: str
    chart_data: str
    judged: str
    filter: str
    show_all: str
    sort: str
    skip: str
    none_shown: str
    to_top: str
    page: str
    starting: str


LABELS: Final[Mapping[Lang, Labels]] = {
    "da": Labels(
        contents="Indhold",
        summary="Resumé",
        changes="Ændringer siden sidst",
        targets="Målene ét for ét",
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
        parts="Dele",
        figures="Tal, der er brugt",
        chart_data="Tallene i figuren",
        judged="afgørende periode",
        filter="Vis",
        show_all="alle",
        sort="Sortér efter",
        skip="Gå til indholdet",
        none_shown="Ingen mål med den status.",
        to_top="Til toppen",
        page="Side",
        starting="Udgangspunkt",
    ),
    "en": Labels(
        contents="Contents",
        summary="Summary",
        changes="Changes since last time",
        targets="The targets one by one",
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
        parts="Parts",
        figures="Figures used",
        chart_data="The numbers in the chart",
        judged="the period that decides",
        filter="Show",
        show_all="all",
        sort="Sort by",
        skip="Skip to the content",
        none_shown="No targets with that status.",
        to_top="To the top",
        page="Page",
        starting="Starting position",
    ),
}
