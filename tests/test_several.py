from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beskplan.judgements import Status
from beskplan.rules._several import Combined, Outcome, combine

MET, MISSED, MANUAL = Status.MET, Status.MISSED, Status.MANUAL
NO_DATA, NOT_COMPARABLE = Status.NO_DATA, Status.NOT_COMPARABLE
AWAITING, NOT_SET, NOT_DUE = Status.AWAITING_METHOD, Status.NOT_SET, Status.NOT_DUE
DROPPED = Status.NOT_APPLICABLE
ORDER = (NOT_COMPARABLE, NO_DATA, MANUAL, AWAITING, NOT_SET, NOT_DUE)


def together(statuses: list[Status], required: int | None) -> Status:
    return combine([Outcome(status) for status in statuses], required).status


@pytest.mark.parametrize(
    ("statuses", "required", "expected"),
    [
        pytest.param([MET, MET], None, MET, id="all met"),
        pytest.param([MET, MISSED], None, MISSED, id="one of all missed"),
        pytest.param([MISSED, NO_DATA], None, MISSED, id="all is out of reach, figures or not"),
        pytest.param([MET, NO_DATA], None, NO_DATA, id="all hangs on a figure"),
        pytest.param([MET, NO_DATA], 1, MET, id="one is enough, figures or not"),
        pytest.param([MISSED, NO_DATA], 1, NO_DATA, id="one may still be"),
        pytest.param([MISSED, MISSED], 1, MISSED, id="not one"),
        pytest.param([MET, MET, MISSED], 2, MET, id="two of three"),
        pytest.param([MET, MISSED, MISSED], 2, MISSED, id="one of three, two required"),
        pytest.param([MET, MISSED, NOT_DUE], 2, NOT_DUE, id="the second is not due"),
        pytest.param([MISSED, MISSED, NOT_DUE], 2, MISSED, id="the last one cannot save it"),
        pytest.param([MET, DROPPED], None, MET, id="what does not apply drops out of all"),
        pytest.param([MISSED, DROPPED], 1, MISSED, id="what does not apply drops out of one"),
        pytest.param([MET, DROPPED, DROPPED], 2, MISSED, id="too few apply to reach two"),
        pytest.param([DROPPED, DROPPED], None, DROPPED, id="none applies"),
        pytest.param([DROPPED, DROPPED], 1, DROPPED, id="none applies, one required"),
    ],
)
def test_status_of_several(statuses: list[Status], required: int | None, expected: Status) -> None:
    assert together(statuses, required) is expected


@pytest.mark.parametrize("first", range(len(ORDER)), ids=[str(status) for status in ORDER])
def test_undecided_is_the_first_of_the_order_wherever_it_stands(first: int) -> None:
    left = list(ORDER[first:])
    assert together(left, None) is ORDER[first]
    assert together([MET, *reversed(left)], None) is ORDER[first]
    assert together([MISSED, *reversed(left)], 1) is ORDER[first]


def part(gap: str | None, *, strict: bool = False, unit: str = "points") -> Outcome:
    if gap is None:
        return Outcome(NO_DATA, None, unit, strict)
    number = Decimal(gap)
    met = number > 0 or (number == 0 and not strict)
    return Outcome(MET if met else MISSED, number, unit, strict)


@pytest.mark.parametrize(
    ("parts", "required", "expected"),
    [
        pytest.param([part("3"), part("-1"), part("2")], None, Combined(MISSED, 1), id="the worst"),
        pytest.param([part("3"), part("-1"), part("4")], 1, Combined(MET, 2), id="the best"),
        pytest.param([part("3"), part("-1"), part("2")], 2, Combined(MET, 2), id="the second"),
        pytest.param(
            [part("0", strict=True), part("0")], None, Combined(MISSED, 0), id="tie, strict first"
        ),
        pytest.param(
            [part("0"), part("0", strict=True)], None, Combined(MISSED, 1), id="tie, strict last"
        ),
        pytest.param(
            [part("0", strict=True), part("0")], 1, Combined(MET, 1), id="tie, one required"
        ),
        pytest.param([part("1"), part("1.0")], None, Combined(MET, 1), id="tie of two alike"),
        pytest.param(
            [part("1"), part("1", unit="persons")], None, Combined(MET), id="units differ"
        ),
        pytest.param([part("1"), part(None)], 1, Combined(MET), id="a gap is missing"),
        pytest.param(
            [Outcome(DROPPED, Decimal(-9), "persons"), part("1"), part("2")],
            None,
            Combined(MET, 1),
            id="what does not apply decides nothing",
        ),
        pytest.param([part("1"), Outcome(DROPPED)], 2, Combined(MISSED), id="out of reach"),
    ],
)
def test_deciding_part(parts: list[Outcome], required: int | None, expected: Combined) -> None:
    assert combine(parts, required) == expected


GAPS = st.builds(
    lambda tenths, strict: part(str(Decimal(tenths) / 10), strict=strict),
    st.integers(-20, 20),
    st.booleans(),
)
STATUSES = st.lists(st.sampled_from(list(Status)), min_size=1, max_size=6)


@given(st.lists(GAPS, min_size=1, max_size=6), st.data())
def test_status_is_that_of_the_deciding_gap(parts: list[Outcome], data: st.DataObject) -> None:
    required = data.draw(st.none() | st.integers(1, len(parts)))
    found = combine(parts, required)
    assert found.deciding is not None
    assert found.status is parts[found.deciding].status


@given(STATUSES, st.none() | st.integers(1, 6), st.data())
def test_one_more_met_never_worsens(
    statuses: list[Status], required: int | None, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(statuses) - 1))
    better = [*statuses[:index], MET, *statuses[index + 1 :]]
    before, after = together(statuses, required), together(better, required)
    if before is MET:
        assert after is MET
    if after is MISSED:
        assert before in (MISSED, DROPPED)


@given(STATUSES, st.none() | st.integers(1, 6), st.data())
def test_order_of_the_parts_does_not_matter(
    statuses: list[Status], required: int | None, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(statuses))
    assert together(shuffled, required) is together(statuses, required)


@given(STATUSES, st.none() | st.integers(1, 6))
def test_verdict_holds_however_the_undecided_parts_turn_out(
    statuses: list[Status], required: int | None
) -> None:
    found = together(statuses, required)
    decided = {MET, MISSED, DROPPED}
    hopeful = [one if one in decided else MET for one in statuses]
    gloomy = [one if one in decided else MISSED for one in statuses]
    ends = {together(hopeful, required), together(gloomy, required)}
    if found in decided:
        assert ends == {found}
    else:
        assert ends == {MET, MISSED}
        assert found in statuses
