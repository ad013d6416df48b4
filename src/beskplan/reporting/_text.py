"""What a report says of itself: its words, and how verdicts are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from beskplan.judgements import Status
from beskplan.reporting._figures import is_starting
from beskplan.reporting._model import Term
from beskplan.results import FLAG_WORDS, STATUS_WORDS, Flag, Verdict
from beskplan.words import Text, Words

_STATUSES: Final = {
    Status.MET: Text("Tallet lever op til kravet.", "The figure fulfils the requirement."),
    Status.MISSED: Text(
        "Tallet lever ikke op til kravet.", "The figure does not fulfil the requirement."
    ),
    Status.NO_DATA: Text(
        "Der er ikke offentliggjort tal, eller de er skjult. Målet regnes hverken som opfyldt "
        "eller ikke opfyldt.",
        "No figures are published, or they are withheld. The target counts as neither met nor "
        "missed.",
    ),
    Status.NOT_COMPARABLE: Text(
        "Der er tal, men de er gjort op på en anden måde, end målet beder om.",
        "There are figures, but they are made in another way than the target asks for.",
    ),
    Status.NOT_DUE: Text(
        "Fristen ligger forude. Hvor et tempo kan regnes ud, står der, om tallet er på vej.",
        "The deadline is ahead. Where a pace can be worked out, it is told whether the figure is "
        "on track.",
    ),
    Status.NOT_SET: Text(
        "Planen følger tallet uden at sætte et niveau.",
        "The plan follows the figure without setting a level.",
    ),
    Status.AWAITING_METHOD: Text(
        "Planen siger, at metoden til at måle målet endnu mangler.",
        "The plan says that the method to measure the target is yet to come.",
    ),
    Status.MANUAL: Text(
        "Tal kan ikke afgøre målet; det gør udvalget eller forvaltningen.",
        "Figures cannot decide the target; the committee or the administration does.",
    ),
    Status.NOT_APPLICABLE: Text(
        "Målet har en betingelse, og den er ikke opfyldt.",
        "The target has a condition, and it is not fulfilled.",
    ),
}
_FLAGS: Final = {
    Flag.WITHIN_ROUNDING: Text(
        "De offentliggjorte tal er rundet af. Med de nøjagtige tal kunne svaret være det modsatte.",
        "The published figures are rounded. With the exact ones the answer could be the opposite.",
    ),
    Flag.SMALL_NUMBERS: Text(
        "Så få mennesker eller sager flytter tallet meget fra gang til gang.",
        "So few people or cases move the figure much from time to time.",
    ),
    Flag.FIGURES_BEFORE_PLAN: Text(
        "Tallet viser, hvor kommunen stod, før planen begyndte. Det siger intet om, om løftet er "
        "holdt.",
        "The figure shows where the municipality stood before the plan began. It does not tell "
        "whether the promise was kept.",
    ),
    Flag.STALE: Text(
        "Der er eller burde være offentliggjort et nyere tal end det, der er brugt.",
        "A newer figure than the one used is published, or should be.",
    ),
    Flag.PROVISIONAL: Text(
        "Kilden kan rette tallet senere.", "The source may correct the figure later."
    ),
    Flag.SERIES_BREAK: Text(
        "Tallet er gjort op på en ny måde undervejs, så før og efter kan ikke sammenlignes uden "
        "videre.",
        "The figure came to be made in another way, so before and after cannot simply be compared.",
    ),
    Flag.AMBIGUOUS_WORDING: Text(
        "Planens ordlyd er ikke entydig. Det står ved målet, hvordan den er læst.",
        "The plan's wording is not clear. How it was read stands with the target.",
    ),
    Flag.DIRECTION_CONFLICT: Text(
        "Planen beder om mere af noget, hvor mindre er bedst, eller omvendt.",
        "The plan asks for more of something of which less is better, or the other way round.",
    ),
}
_GAP: Final = (
    Text("afvigelse", "gap"),
    Text(
        "Afstanden fra tallet til kravet. + er på den gode side af kravet, − på den forkerte, "
        "uanset om målet er at nå op eller ned.",
        "The distance from the figure to what is required. + is on the good side, − on the bad "
        "one, whether the target is to get up or down.",
    ),
)
_FLAG: Final = (
    Text("forbehold", "caveat"),
    Text(
        "Noget, en omhyggelig læser skal vide om et svar. Et forbehold ændrer aldrig selve svaret.",
        "Something that a careful reader must know about an answer. A caveat never changes it.",
    ),
)
_POINT: Final = (
    Text("point", "points"),
    Text(
        "Procentpoint: forskellen mellem to andele. Fra 4 til 5 procent er 1 procentpoint.",
        "Percentage points: the difference between two shares. From 4 to 5 percent is 1 point.",
    ),
)
_STARTING: Final = (
    Text("udgangspunkt", "starting position"),
    Text(
        "Tallet er fra før planens år. Opfyldt og ikke opfyldt viser, hvor kommunen stod, før "
        "planen begyndte, ikke om løftet er holdt.",
        "The figure is from before the plan's years. Met and missed show where the municipality "
        "stood before the plan began, not whether the promise was kept.",
    ),
)

_METHOD: Final = (
    Text(
        "Hvert mål i planen er skrevet om til en regel: hvilket tal det handler om, hvad tallet "
        "skal leve op til, og hvornår. Reglerne holdes op mod offentliggjorte tal af et program, "
        "og de samme planer og tal giver altid det samme svar.",
        "Each target of the plan is written as a rule: which figure it is about, what the figure "
        "must fulfil, and when. A program holds the rules against published figures, and the same "
        "plans and figures always give the same answer.",
    ),
    Text(
        "Tallene sammenlignes, præcis som de er offentliggjort. Der rundes først af, når et "
        "udregnet tal vises, og en afvigelse, der ikke er nul, vises aldrig som nul.",
        "Figures are compared exactly as published. Only what is worked out is rounded, and only "
        "to be shown; a gap that is not zero is never shown as zero.",
    ),
    Text(
        "Manglende tal er ikke nul og gør aldrig et mål opfyldt. Landsgennemsnittet er det tal, "
        "kilden selv offentliggør for hele landet.",
        "Missing figures are not zero and never make a target met. The national average is the "
        "figure that the source itself publishes for the whole country.",
    ),
    Text(
        "Figurerne viser alle perioder, som der er hentet tal for, til og med planens sidste år. "
        "Hvor et tal mangler, er der hul i linjen.",
        "The charts show every period that there are figures for, up to the last year of the "
        "plan. Where a figure is missing, there is a hole in the line.",
    ),
)


def method(words: Words) -> tuple[str, ...]:
    """Return how verdicts are made, in paragraphs."""
    return tuple(text[words.lang] for text in _METHOD)


def legend(words: Words, verdicts: Iterable[Verdict]) -> tuple[Term, ...]:
    """Return the words that these verdicts use, those about the whole first."""
    rows = list(verdicts)
    return tuple(Term(word[words.lang], meaning[words.lang]) for word, meaning in _terms(rows))


def _terms(rows: list[Verdict]) -> Iterator[tuple[Text, Text]]:
    if any(map(is_starting, rows)):
        yield _STARTING
    for status in Status:
        if any(one.status is status for one in rows):
            yield STATUS_WORDS[status], _STATUSES[status]
    if any(one.gap is not None for one in rows):
        yield _GAP
    if any(one.gap_unit == "percentage points" and one.gap is not None for one in rows):
        yield _POINT
    flags = [flag for flag in Flag if any(flag in one.flags for one in rows)]
    if flags:
        yield _FLAG
    for flag in flags:
        if flag is not Flag.FIGURES_BEFORE_PLAN:
            yield FLAG_WORDS[flag], _FLAGS[flag]
