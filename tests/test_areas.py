from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beskplan.areas import (
    COUNTRY,
    Area,
    Kind,
    area_of,
    find_area,
    landsdel_of,
    members,
    membership_certain,
    municipalities,
    rar_of,
    region_of,
    register,
)

IN_2022 = date(2022, 6, 30)
LAST_OF_2026 = date(2026, 12, 31)
FIRST_OF_2027 = date(2027, 1, 1)


def area_or_message(text: str) -> Area | str:
    try:
        return find_area(text)
    except ValueError as refused:
        return str(refused)


def names(areas: tuple[Area, ...]) -> set[str]:
    return {area.name for area in areas}


@pytest.mark.parametrize(
    ("kind", "how_many"),
    [
        (Kind.COUNTRY, 1),
        (Kind.REGION, 6),
        (Kind.LANDSDEL, 11),
        (Kind.RAR, 8),
        (Kind.MUNICIPALITY, 98),
        (Kind.OTHER, 1),
    ],
)
def test_the_register_holds_every_area_of_a_kind(kind: Kind, how_many: int) -> None:
    assert len([area for area in register() if area.kind is kind]) == how_many


def test_the_country_is_the_same_in_the_table() -> None:
    assert register()[0] == COUNTRY == area_of("000")


def test_codes_and_names_are_unique() -> None:
    assert len({area.code for area in register()}) == len(register())
    assert len({area.name for area in register()}) == len(register())


def test_municipalities_stand_by_code_without_christiansoe() -> None:
    codes = [area.code for area in municipalities()]
    assert codes == sorted(codes)
    assert "411" not in codes
    assert all(len(code) == 3 for code in codes)


@given(st.sampled_from(register()))
def test_every_area_is_found_by_code_and_name(area: Area) -> None:
    assert area_of(area.code) == area
    for text in (area.code, area.name, area.name.upper(), f"  {area.name.lower()} "):
        assert find_area(text) == area
        assert find_area(text, {area.kind}) == area


@given(st.sampled_from(municipalities()))
def test_every_municipality_is_found_as_others_write_it(area: Area) -> None:
    respelt = area.name.replace("ø", "oe").replace("æ", "ae").replace("Ø", "Oe").replace("Æ", "Ae")
    danish = area.name.replace("Aa", "Å").replace("aa", "å")
    assert find_area(f"0{area.code}") == area
    for name in (area.name, respelt, danish, area.name.replace("-", " ")):
        for text in (name, f"{name} Kommune", f"{name} Kommunes", f"{name} kommune"):
            assert find_area(text) == area


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("607", "607"),
        ("0607", "607"),
        ("084", "084"),
        ("1084", "084"),
        ("000", "000"),
        ("01", "01"),
        ("0411", "411"),
        ("Fredericia Kommune", "607"),
        ("Region Syddanmark", "083"),
        ("Syddanmark", "083"),
        ("region østdanmark", "region-oestdanmark"),
        ("RAR-Hovedstaden", "rar-hovedstaden"),
        ("RAR\N{NO-BREAK SPACE}Hovedstaden", "rar-hovedstaden"),
        ("RAR Sydjylland", "rar-sydjylland"),
        ("Landsdel Sydjylland", "08"),
        ("Vest- og Sydsjælland", "06"),
        ("Byen København", "01"),
        ("Aabenraa", "580"),
        ("Åbenrå", "580"),
        ("A\u030abenra\u030a", "580"),
        ("Århus Kommune", "751"),
        ("Ålborg", "851"),
        ("Fåborg-Midtfyn", "430"),
        ("Vesthimmerland", "820"),
        ("Vesthimmerlands Kommune", "820"),
        ("Nordfyn", "480"),
        ("Nordfyns Kommune", "480"),
        ("Brønderslev", "810"),
        ("Ringkøbing Skjern", "760"),
        ("Ringkøbing–Skjern", "760"),
        ("Lyngby-Tårbæk", "173"),
        ("Høje Tåstrup", "169"),
        ("Mors", "773"),
        ("Hele landet", "000"),
        ("hele  landet", "000"),
        ("Danmark", "000"),
        ("Landet", "000"),
        ("Denmark", "000"),
        ("All Denmark", "000"),
        ("Københavns Kommune", "101"),
        ("Copenhagen", "101"),
        ("Province Byen København", "01"),
        ("Province Vest- og Sydsjælland", "06"),
        ("Province Nordjylland", "11"),
        ("Province Bornholm", "04"),
        ("11", "11"),
        ("Bornholms Regionskommune", "400"),
        ("Bornholm", "400"),
        ("Landsdel Bornholm", "04"),
        ("RAR Bornholm", "rar-bornholm"),
        ("Fyn", "07"),
        ("RAR Fyn", "rar-fyn"),
        ("Nordjylland", "11"),
        ("Region Nordjylland", "081"),
        ("Hovedstaden", "084"),
        ("Christiansø", "411"),
    ],
)
def test_spellings_in_use_are_understood(text: str, code: str) -> None:
    assert find_area(text).code == code


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("Bornholm", Kind.LANDSDEL, "04"),
        ("Bornholm", Kind.RAR, "rar-bornholm"),
        ("Hovedstaden", Kind.RAR, "rar-hovedstaden"),
        ("Nordjylland", Kind.REGION, "081"),
        ("Fyn", Kind.RAR, "rar-fyn"),
        ("RAR Fyn", Kind.RAR, "rar-fyn"),
    ],
)
def test_the_kind_asked_for_decides_between_areas_of_one_name(
    name: str, kind: Kind, code: str
) -> None:
    assert find_area(name, [kind]).code == code


WRITE = '; write a name such as "Fredericia" or a code such as 607'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "Fredricia", 'no area "Fredricia"; did you mean "Fredericia"?', id="a letter is missing"
        ),
        pytest.param(
            "Fredricia Kommune",
            'no municipality "Fredricia Kommune"; did you mean "Fredericia"?',
            id="a letter is missing before Kommune",
        ),
        pytest.param(
            "Århuss", 'no area "Århuss"; did you mean "Aarhus"?', id="the nearest has another å"
        ),
        pytest.param("Vamdrup", f'no area "Vamdrup"{WRITE}', id="merged away in 2007"),
        pytest.param("Uoplyst område", f'no area "Uoplyst område"{WRITE}', id="no place at all"),
        pytest.param("999", f'no area "999"{WRITE}', id="a code that nobody has"),
        pytest.param("", f'no area ""{WRITE}', id="nothing"),
        pytest.param("Kommune", f'no area "Kommune"{WRITE}', id="only the word for the kind"),
        pytest.param(
            "Region Sydjylland",
            'no region "Region Sydjylland"; there is the landsdel "Sydjylland" '
            'and the RAR area "Sydjylland"',
            id="a landsdel called a region",
        ),
        pytest.param(
            "Region Fredericia",
            'no region "Region Fredericia"; there is the municipality "Fredericia"',
            id="a municipality called a region",
        ),
        pytest.param(
            "Syddanmark Kommune",
            'no municipality "Syddanmark Kommune"; there is the region "Syddanmark"',
            id="a region called a municipality",
        ),
        pytest.param(
            "607\x1b[2J", f'no area "607\\x1b[2J"{WRITE}', id="a terminal escape is shown, not sent"
        ),
        pytest.param(
            "x" * 500, f'no area "{"x" * 59}…"{WRITE}', id="a long text is cut and not searched"
        ),
    ],
)
def test_an_unknown_area_is_refused_with_the_nearest(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(message)}$"):
        find_area(text)


@pytest.mark.parametrize(
    ("text", "kinds", "message"),
    [
        ("084", {Kind.MUNICIPALITY}, 'no municipality "084"; there is the region "Hovedstaden"'),
        (
            "Fredericia Kommune",
            {Kind.REGION},
            'no region "Fredericia Kommune"; there is the municipality "Fredericia"',
        ),
        (
            "RAR Fyn",
            {Kind.LANDSDEL},
            'no landsdel "RAR Fyn"; there is the landsdel "Fyn" and the RAR area "Fyn"',
        ),
        ("Hovedstadn", {Kind.REGION}, 'no region "Hovedstadn"; did you mean "Hovedstaden"?'),
        ("Kolding", {Kind.RAR}, 'no RAR area "Kolding"; there is the municipality "Kolding"'),
        ("Kolding", (), 'no area "Kolding"; there is the municipality "Kolding"'),
    ],
)
def test_an_area_of_another_kind_is_refused(text: str, kinds: set[Kind], message: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(message)}$"):
        find_area(text, kinds)


@pytest.mark.parametrize(
    "name", ["Ikast", "Faaborg", "Skjern", "Løgstør", "Vejle Amt", "Fredericias"]
)
def test_part_of_a_name_is_not_enough(name: str) -> None:
    with pytest.raises(ValueError, match=f'no area "{name}"'):
        find_area(name)


@given(st.text(max_size=30))
def test_any_text_is_an_area_or_a_clear_error(text: str) -> None:
    found = area_or_message(text)
    assert found in register() if isinstance(found, Area) else found.startswith("no ")


@pytest.mark.parametrize("code", ["0607", "999", "Fredericia", ""])
def test_only_the_exact_code_counts_as_code(code: str) -> None:
    with pytest.raises(ValueError, match=f'^no area has the code "{code}"$'):
        area_of(code)


def test_the_country_has_98_municipalities() -> None:
    assert members(COUNTRY, IN_2022) == municipalities()
    assert members(COUNTRY, date(2005, 1, 1)) == municipalities()


def test_a_municipality_is_its_own_member() -> None:
    kolding = area_of("621")
    assert members(kolding, IN_2022) == (kolding,)


def test_regions_have_their_municipalities_by_code() -> None:
    nordjylland = members(area_of("081"), IN_2022)
    assert [area.code for area in nordjylland][:3] == ["773", "787", "810"]
    assert len(nordjylland) == 11


@pytest.mark.parametrize("kind", [Kind.REGION, Kind.LANDSDEL, Kind.RAR])
def test_areas_of_a_kind_part_the_country_among_them(kind: Kind) -> None:
    there = [area for area in register() if area.kind is kind and area.exists_on(IN_2022)]
    found = [one for area in there for one in members(area, IN_2022)]
    assert sorted(found, key=lambda area: area.code) == list(municipalities())


def test_region_oestdanmark_takes_all_of_two_regions_in_2027() -> None:
    before = members(area_of("084"), LAST_OF_2026) + members(area_of("085"), LAST_OF_2026)
    assert names(members(find_area("Region Østdanmark"), FIRST_OF_2027)) == names(before)
    assert len(before) == 29 + 17


@pytest.mark.parametrize(
    ("name", "on", "message"),
    [
        (
            "Region Hovedstaden",
            FIRST_OF_2027,
            "Region Hovedstaden does not exist on 2027-01-01, only until 2026-12-31",
        ),
        (
            "Region Østdanmark",
            LAST_OF_2026,
            "Region Østdanmark does not exist on 2026-12-31, only from 2027-01-01",
        ),
        (
            "RAR Fyn",
            date(2025, 1, 1),
            "RAR Fyn does not exist on 2025-01-01, only from 2015-01-01 until 2024-12-31",
        ),
        ("Christiansø", IN_2022, "Christiansø has no municipalities"),
    ],
)
def test_members_that_cannot_be_named_are_an_error(name: str, on: date, message: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(message)}$"):
        members(find_area(name), on)


def test_members_of_an_area_made_by_hand_are_an_error() -> None:
    with pytest.raises(ValueError, match=r'^no area has the code "999"$'):
        members(Area("999", "Atlantis", Kind.MUNICIPALITY), IN_2022)


@pytest.mark.parametrize(
    ("name", "on", "region"),
    [
        ("Fredericia", FIRST_OF_2027, "Region Syddanmark"),
        ("Frederikssund", LAST_OF_2026, "Region Hovedstaden"),
        ("Frederikssund", FIRST_OF_2027, "Region Østdanmark"),
        ("Køge", LAST_OF_2026, "Region Sjælland"),
        ("Køge", FIRST_OF_2027, "Region Østdanmark"),
        ("Christiansø", LAST_OF_2026, "Region Hovedstaden"),
        ("Landsdel Østsjælland", LAST_OF_2026, "Region Sjælland"),
        ("Landsdel Østsjælland", FIRST_OF_2027, "Region Østdanmark"),
    ],
)
def test_the_region_is_that_of_the_day(name: str, on: date, region: str) -> None:
    assert region_of(find_area(name), on).name == region


@given(st.sampled_from(municipalities()), st.dates(date(2007, 1, 1), date(2040, 1, 1)))
def test_every_municipality_is_a_member_of_what_it_belongs_to(area: Area, on: date) -> None:
    assert area in members(region_of(area, on), on)
    assert area in members(landsdel_of(area), on)
    assert area in members(rar_of(area), IN_2022)


def test_what_belongs_nowhere_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"^Hele landet belongs to no region on 2022-06-30$"):
        region_of(COUNTRY, IN_2022)
    with pytest.raises(ValueError, match=r"^RAR Fyn belongs to no landsdel$"):
        landsdel_of(find_area("RAR Fyn"))
    with pytest.raises(ValueError, match=r"^Christiansø belongs to no RAR area$"):
        rar_of(find_area("Christiansø"))


def test_the_register_says_where_it_is_in_doubt() -> None:
    doubtful = {area.name for area in register() if not membership_certain(area)}
    assert doubtful == {"Silkeborg", "RAR Østjylland", "RAR Vestjylland"}


def test_an_area_exists_from_its_first_to_its_last_day() -> None:
    area = Area("x", "X", Kind.REGION, date(2015, 1, 1), date(2024, 12, 31))
    assert area.exists_on(date(2015, 1, 1))
    assert area.exists_on(date(2024, 12, 31))
    assert not area.exists_on(date(2014, 12, 31))
    assert not area.exists_on(date(2025, 1, 1))
