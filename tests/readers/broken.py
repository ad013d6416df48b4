"""A corpus of broken files: each cause, built from a small valid file or from literal bytes."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from tests.readers.writers import xlsx
from tests.workbooks import Formatted, workbook, zipped

CATALOGUE = """\
schema: beskplan/catalogue/v1
indicators:
  - id: ledige.andel
    title: Ledige i pct.
    unit: percent
    better: lower
    covers: month
    labels: [Ledige i pct.]
    dimensions:
      ydelse: {total: Ydelsesgrupper i alt, members: {A-dagpenge: [DP], Kontanthjælp: [KT]}}
      køn: {members: {Mænd: [M], Kvinder: [K]}}
  - id: ledige.antal
    title: Ledige
    unit: persons
    better: lower
    covers: month
    labels: [Antal ledige]
    dimensions:
      ydelse: {total: Ydelsesgrupper i alt, members: {A-dagpenge: [DP], Kontanthjælp: [KT]}}
      køn: {members: {Mænd: [M], Kvinder: [K]}}
  - id: job.rullende
    title: Job
    unit: jobs
    better: higher
    covers: 4 quarters
    labels: [Job]
  - id: job.aar
    title: Job
    unit: jobs
    better: higher
    covers: year
    labels: [Job]
  - id: modtagere.a
    title: A
    unit: persons
    better: lower
    covers: month
    labels: [Modtagere]
    source: {table: y01a02}
    only_in_table: true
  - id: modtagere.b
    title: B
    unit: persons
    better: lower
    covers: month
    labels: [Modtagere]
    source: {table: y02a02}
    only_in_table: true
  - id: brutto.andel
    title: Brutto
    unit: percent
    better: lower
    covers: month
    labels: [SAESONFAK=9, Bruttoledige]
    source: {table: AUS08}
    only_in_table: true
"""

Content = str | bytes


@dataclass(frozen=True)
class Broken:
    """One broken file, with what stands beside it.

    Attributes:
        cause: what is wrong, in a few words.
        where: the layout, or the place of the damage; a cause may stand in several.
        files: the folder's files by name; the broken one comes first.
    """

    cause: str
    where: str
    files: Mapping[str, Content]

    @property
    def name(self) -> str:
        """Cause and place, as the golden file names the case."""
        return f"{self.cause} ({self.where})"


# ── valid files, to be broken ───────────────────────────────────────────────────────────────

V2 = (
    "Area;Periode;Ydelse;Ledige i pct.;Antal ledige\r\n"
    "Hele landet;2021M08;Ydelsesgrupper i alt;2,9;99.170\r\n"
    "Fredericia;2021M08;Ydelsesgrupper i alt;3,3;901\r\n"
    "Fredericia;2021M08;A-dagpenge;2,6;700\r\n"
)
V3 = (
    "\ufeffPeriode;Område;Ydelse;Ledige i pct.;Antal ledige\r\n"
    "2021M08;Hele landet;Ydelsesgrupper i alt;2,9;99.170\r\n"
    "2021M08;Fredericia;Ydelsesgrupper i alt;3,3;901\r\n"
)
STATBANK = (
    "\ufeffOMRÅDE;SAESONFAK;TID;INDHOLD\r\n000;9;2021M08;3,3\r\n607;9;2021M08;3,0\r\n"
    "607;9;2021M09;..\r\n"
)
HAND = "Kommune;Måned;Ledige i pct.\nFredericia;2021M08;3,3\nHele landet;2021M08;2,9\n"
WIDE = "Ledige i pct.;;\nKommune;2021M08;2021M09\nFredericia;3,3;3,4\nHele landet;2,9;2,8\n"
TIDY = (
    "indicator,segment,area,period,value,mark,retrieved,provisional\n"
    "ledige.andel,,607,2021M08,3.3,,2021-10-01,false\n"
    "ledige.andel,ydelse=A-dagpenge,607,2021M08,2.6,,2021-10-01,false\n"
)
DESCRIBED = "Kommune;Ledige\nFredericia;3,3\nHele landet;2,9\n"
DESCRIPTION = (
    "schema: beskplan/table/v1\ntitle: T\nsource: {document: D}\nnotation: danish\ncolumns:\n"
    "  - {head: Kommune, holds: area}\n"
    "  - {head: Ledige, indicator: ledige.andel, period: 2021M08}\n"
)
V3_JSON = (
    '{"columns": ["Periode", "Område", "Ydelse", "Ledige i pct."], "rows": [\n'
    '["2021M08", "Fredericia", "A-dagpenge", 3.3],\n["2021M08", "Fredericia", "KT", 0.7]]}\n'
)
V2_JSON = (
    '[{"Variables": [{"Name": "area", "Label": "Area"}, {"Name": "period", "Label": "Periode"}, '
    '{"Name": "x", "Label": "Ledige i pct."}],\n"Data": [["Fredericia", "2021M08", "3,3"]]}]\n'
)
JSONSTAT = (
    '{"dataset": {"dimension": {"OMRÅDE": {"category": {"index": {"000": 0, "607": 1}, "label": '
    '{"000": "Hele landet", "607": "Fredericia"}}}, "SAESONFAK": {"category": {"index": '
    '{"9": 0}}}, "ContentsCode": {"category": {"index": {"AUS08": 0}, "label": {"AUS08": '
    '"Bruttoledige"}}}, "Tid": {"category": {"index": {"2021M08": 0, "2021M09": 1}}}, '
    '"id": ["OMRÅDE", "SAESONFAK", "ContentsCode", "Tid"], "size": [2, 1, 1, 2], '
    '"role": {"time": ["Tid"]}}, "value": [3.3, 3.2, 3.0, null]}}\n'
)
PX = (
    'CHARSET="ANSI";\nMATRIX="AUS08";\nSTUB="område","SAESONFAK";\nHEADING="tid";\n'
    'VALUES("område")="Hele landet","Ærø";\nVALUES("SAESONFAK")="9";\n'
    'VALUES("tid")="2021M08","2021M09";\nDATA=\n3.3 3.2\n3.0 ".."\n;\n'
)
BOOK: list[list[object]] = [["Kommune", "Måned", "Ledige i pct."], ["Fredericia", "2021M08", 3.3]]
SITE: list[list[str | float | None]] = [
    ["Bruttoledige efter sæsonkorrigering, område og tid"],
    ["Enhed: pct."],
    [None, None, "2021M08", "2021M09"],
    ["9", "Hele landet", 3.3, 3.2],
    [None, "Fredericia", 3.0, ".."],
]
MANIFEST = "schema: beskplan/manifest/v1\nfiles:\n"


def changed(text: str, before: str, after: str) -> str:
    """Return a text in which something stands otherwise, in the first place."""
    assert before in text, before
    return text.replace(before, after, 1)


def _hand(before: str, after: str) -> dict[str, Content]:
    return {"tal.csv": changed(HAND, before, after)}


def _v2(before: str, after: str) -> dict[str, Content]:
    return {"tal.csv": changed(V2, before, after)}


# ── the cases, layer by layer ───────────────────────────────────────────────────────────────


def corpus() -> Iterator[Broken]:
    """Yield every broken file."""
    yield from _bytes()
    yield from _packed()
    yield from _no_tables()
    yield from _torn()
    yield from _heads()
    yield from _areas()
    yield from _periods()
    yield from _cells()
    yield from _labels()
    yield from _contradictions()
    yield from _beside()
    yield from _json()
    yield from _cubes()
    yield from _workbooks()
    yield from _tidies()


def _bytes() -> Iterator[Broken]:
    hand = HAND.replace("Hele landet", "Ærø")
    texts: dict[str, tuple[str, bytes]] = {
        "no byte": ("empty file", b""),
        "line ends alone": ("empty file", b"\r\n\r\n"),
        "byte order mark alone": ("empty file", b"\xef\xbb\xbf"),
        "zeros alone": ("empty file", bytes(100)),
        "little end first": ("UTF-16 without its mark", HAND.encode("utf-16-le")),
        "big end first": ("UTF-16 without its mark", HAND.encode("utf-16-be")),
        "inside a letter": ("UTF-16 cut", HAND.encode("utf-16")[:-1]),
        "inside a line": ("UTF-16 cut", HAND.encode("utf-16")[:-20]),
        "a byte lost": ("UTF-16 damaged", without(HAND.encode("utf-16"), 9)),
        "half a letter": ("UTF-16 damaged", b"\xff\xfe" + b"\x00\xd8" + HAND.encode("utf-16-le")),
        "in a cell": ("zero byte in the text", HAND.replace("3,3", "3\x00,3").encode()),
        "at the end": ("zero byte in the text", HAND.encode() + bytes(20)),
        "escape": ("control character", HAND.replace("3,3", "\x1b[1m3,3").encode()),
        "delete": ("control character", HAND.replace("3,3", "3,3\x7f").encode()),
        "end of file of DOS": ("control character", HAND.encode() + b"\x1a"),
        "with a mark": ("UTF-8 damaged", b"\xef\xbb\xbf" + hand.encode().replace(b"\x86", b"\x06")),
        "without a mark": (
            "UTF-8 damaged",
            (HAND + "Ærø;2021M08;3,1\n").encode().replace(b"M\xc3\xa5", b"M\xe5"),
        ),
        "no letter": ("neither UTF-8 nor Windows-1252", hand.encode("cp1252") + b"\x81\n"),
        "Mac": ("letters of another encoding", hand.encode("mac_roman")),
        "DOS": ("letters of another encoding", hand.encode("cp850")),
        "twice UTF-8": ("letters of another encoding", hand.encode().decode("cp1252").encode()),
    }  # fmt: skip
    for where, (cause, data) in texts.items():
        yield Broken(cause, where, {"tal.csv": data})


def without(data: bytes, at: int) -> bytes:
    """Return bytes without one of them."""
    return data[:at] + data[at + 1 :]


def _packed() -> Iterator[Broken]:
    whole = gzip.compress(HAND.encode(), 0, mtime=0)  # as bytes are whatever packs them
    for size in (5, 12, 40, 80):
        yield Broken("gzip cut", f"after {size} bytes", {"tal.csv.gz": whole[:size]})
    for at in (-6, -2, 14):
        data = bytearray(whole)
        data[at] ^= 1
        yield Broken("gzip damaged", f"byte {at}", {"tal.csv.gz": bytes(data)})
    twice = gzip.compress(whole, mtime=0)
    yield Broken("gzip inside", "gzip", {"tal.csv.gz": twice})
    yield Broken("gzip inside", "zip", {"tal.zip": zipped({"tal.csv.gz": whole})})
    yield Broken("text after gzip", "gzip", {"tal.csv.gz": whole + b"Fredericia;2021M09;3,4\n"})
    one = _stored("tal.csv", HAND)
    for size in (10, 60, 180):
        yield Broken("zip cut", f"after {size} bytes", {"tal.zip": one[:size]})
    yield Broken("zip cut", "a byte lost at the beginning", {"tal.zip": without(one, 30)})
    data = bytearray(one)
    data[45] ^= 4
    yield Broken("zip damaged", "its content", {"tal.zip": bytes(data)})
    yield Broken("zip of several files", "two", {"tal.zip": zipped({"a.csv": HAND, "b.csv": HAND})})
    yield Broken("zip of no file", "empty", {"tal.zip": zipped({})})
    yield Broken("zip of no file", "a folder alone", {"tal.zip": zipped({"a/": b""})})
    yield Broken("zip of no file", "an empty file", {"tal.zip": zipped({"a.csv": b""})})
    yield Broken("zip inside", "zip", {"tal.zip": zipped({"a.zip": one})})
    yield Broken("zip inside", "gzip", {"tal.gz": gzip.compress(one, mtime=0)})
    locked = bytearray(one)
    locked[6] |= 1
    locked[one.index(b"PK\x01\x02") + 8] |= 1
    yield Broken("zip with a password", "zip", {"tal.zip": bytes(locked)})
    for method, kind in ((zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "lzma")):
        odd = io.BytesIO()
        with zipfile.ZipFile(odd, "w", method) as archive:
            archive.writestr("tal.csv", HAND)
        yield Broken("zip packed in an unusual way", kind, {"tal.zip": odd.getvalue()})
    bomb = gzip.compress(bytes(1 << 20), 9, mtime=0) * 300
    yield Broken("bomb", "gzip", {"tal.csv.gz": bomb})
    yield Broken("packed Parquet", "gzip", {"a.gz": gzip.compress(_parquet(), mtime=0)})


def _stored(name: str, text: str) -> bytes:
    """Return a zip whose bytes are the same whatever packs them."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), text)
    return whole.getvalue()


def _no_tables() -> Iterator[Broken]:
    page = "<!DOCTYPE html>\n<html><body><h1>Log ind</h1></body></html>\n"
    mail = "From: a@b.dk\nSubject: Tal\n\nHej, tallene kommer i morgen.\n"
    pdf = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj\n"
    others: dict[str, dict[str, Content]] = {
        "PDF": {"plan.pdf": pdf},
        "picture": {"tal.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"},
        "e-mail": {"tal.eml": mail},
        "prose": {"tal.txt": "Fredericia havde 3,3 pct. ledige i august 2021.\n"},
        "program": {"tal.py": "print(3)\n"},
        "Word document": {"tal.docx": zipped({"word/document.xml": "<w/>", "_rels/.rels": "<r/>"})},
        "table of another kind": {"tal.csv": "Navn;Adresse\nBo;Strandvejen 1\nEva;Torvet 2\n"},
        "table without heads": {"tal.csv": "607;3,3\n000;2,9\n"},
        "a single column": {"tal.csv": "Ledige i pct.\n3,3\n2,9\n"},
        "a figure alone": {"tal.csv": "3,3\n"},
        "JSON": {"tal.json": '{"a": 1}\n'},
        "list of JSON": {"tal.json": "[1, 2, 3]\n"},
        "sheet of another kind": {"tal.xlsx": workbook({"Ark1": [["Bo", "Strandvejen 1"]]})},
        "SQLite": {"tal.db": b"SQLite format 3\x00" + bytes(100)},
    }
    for where, files in others.items():
        yield Broken("no table of figures", where, files)
    yield Broken("web page for a table", "html", {"tal.csv": page})
    yield Broken("web page for a table", "without a doctype", {"tal.xls": page.split("\n", 1)[1]})
    rows = f"{V2.splitlines()[0].replace('Antal ledige', 'INDHOLD').upper()}\r\n"
    yield Broken("two layouts at once", "Jobindsats and StatBank", {"AUS08.csv": f"{rows}{rows}"})


def _torn() -> Iterator[Broken]:
    layouts = {
        "Jobindsats v2": ("tal.csv", V2),
        "Jobindsats v3": ("tal.csv", V3),
        "StatBank": ("AUS08.csv", STATBANK),
        "hand-made": ("tal.csv", HAND),
        "hand-made, wide": ("tal.csv", WIDE),
        "tidy": ("tal.csv", TIDY),
        "described": ("tal.csv", DESCRIBED),
    }
    for layout, (name, text) in layouts.items():
        beside = {"tal.yaml": DESCRIPTION} if layout == "described" else {}
        lines = text.splitlines(keepends=True)
        mark = "," if layout == "tidy" else ";"

        def files(
            text: str, name: str = name, beside: Mapping[str, str] = beside
        ) -> dict[str, Content]:
            return {name: text, **beside}

        yield Broken("last line cut", layout, files(text.rstrip("\r\n")[:-1]))
        yield Broken("last line end lost", layout, files(text.rstrip("\r\n")))
        short = lines[-1].rpartition(mark)[0] + "\n"
        yield Broken("line too short", layout, files("".join([*lines[:-1], short])))
        long = lines[-1].rstrip("\r\n") + f"{mark}1\n"
        yield Broken("line too long", layout, files("".join([*lines[:-1], long])))
        heads = 2 if layout == "hand-made, wide" else 1
        yield Broken("heads alone", layout, files("".join(lines[:heads])))
        if layout in ("Jobindsats v2", "hand-made", "described"):
            open_mark = changed(text, "Fredericia", '"Fredericia')
            yield Broken("quotation mark not closed", layout, files(open_mark))
            after = changed(text, "Fredericia", '"Frederi"cia')
            yield Broken("text after a quotation mark", layout, files(after))
        other = lines[-1].replace(mark, "\t")
        yield Broken("two separators", layout, files("".join([*lines[:-1], other])))
        if layout != "tidy":
            decimal = text.replace(";", ",")
            yield Broken("decimal mark as separator", layout, files(decimal))
    yield Broken("second table below", "hand-made", {"tal.csv": HAND + HAND})
    yield Broken("second table below", "Jobindsats v2", {"tal.csv": V2 + V2})
    yield Broken("separator in a name", "Jobindsats v2", _v2("A-dagpenge", "A;dagpenge"))


def _heads() -> Iterator[Broken]:
    yield Broken("head twice", "figures", _v2("Antal ledige", "Ledige i pct."))
    yield Broken("head twice", "areas", {"tal.csv": "Kommune;Kommune;Tid;Ledige i pct.\n1;2;3;4\n"})
    yield Broken("head twice", "periods", _v2("Ydelse", "Periode"))
    yield Broken("head twice", "areas of Jobindsats", _v2("Ydelse", "Area"))
    yield Broken("area in no column", "hand-made", _hand("Kommune", "Ydelse"))
    yield Broken("period in no column", "hand-made", _hand("Måned", "Ydelse"))
    gone = "".join(f"{';'.join(line.split(';')[::2])}\n" for line in STATBANK.splitlines()[:1])
    yield Broken(
        "area in no column",
        "StatBank",
        {"AUS08.csv": f"SAESONFAK;TID;INDHOLD\n9;2021M08;3,3\n{gone[:0]}"},
    )
    yield Broken(
        "period in no column", "StatBank", {"AUS08.csv": "OMRÅDE;SAESONFAK;INDHOLD\n607;9;3,3\n"}
    )
    yield Broken(
        "no column of figures", "Jobindsats v2", {"tal.csv": "Area;Periode\n607;2021M08\n"}
    )
    yield Broken("column without head", "hand-made", _hand("Måned;Ledige i pct.", "Måned;"))
    yield Broken(
        "periods and areas across",
        "hand-made",
        {"tal.csv": "Ledige i pct.;;\nYdelse;2021M08;2021M09;Fredericia\nDP;3,3;3,4;3\n"},
    )
    yield Broken(
        "periods across and down",
        "hand-made",
        {"tal.csv": "Kommune;Måned;2021M08;2021M09\nÆrø;2021M08;3,3;3,4\n"},
    )
    yield Broken(
        "period across twice", "hand-made", {"tal.csv": WIDE.replace("2021M09", "aug. 2021")}
    )
    yield Broken("two header rows", "hand-made", {"tal.csv": "Pct.;Pct.;Antal\n" + HAND})
    yield Broken(
        "measure between the splits",
        "Jobindsats v2",
        {"tal.csv": "Area;Periode;Ledige i pct.;Ydelse;Antal ledige\n607;2021M08;3,3;DP;700\n"},
    )
    yield Broken("table not named", "StatBank", {"tal.csv": STATBANK})


def _areas() -> Iterator[Broken]:
    wrong = {
        "misspelt area": "Fredricia",
        "area that is no place": "Ledige",
        "area missing": "",
        "total for an area": "I alt",
        "municipality merged away": "Fredensborg-Humlebæk",
        "municipality merged away, of another name": "Børkop",
        "code of a municipality merged away": "607 Børkop",
        "code of no area": "999",
        "two areas in one cell": "Fredericia og Vejle",
        "county of before 2007": "Vejle Amt",
    }
    for cause, area in wrong.items():
        yield Broken(cause, "Jobindsats v2", _v2("\r\nFredericia", f"\r\n{area}"))
        yield Broken(cause, "hand-made", _hand("Fredericia", area))
    yield Broken("misspelt area", "StatBank", {"AUS08.csv": changed(STATBANK, "607", "670")})
    yield Broken(
        "misspelt area",
        "Jobindsats v3, JSON",
        {"a.json": changed(V3_JSON, "Fredericia", "Fredricia")},
    )
    yield Broken("misspelt area", "tidy", {"tal.csv": changed(TIDY, "607", "670")})
    yield Broken("misspelt area", "PX", {"a.px": changed(PX, "Ærø", "Ærøe").encode("cp1252")})


def _periods() -> Iterator[Broken]:
    wrong = {
        "period of words": "sidste måned",
        "thirteenth month": "2021M13",
        "month zero": "2021M00",
        "week 53 of a year with 52": "2021U53",
        "fifth quarter": "2021K5",
        "year of two digits": "aug 21",
        "period before the calendar": "1821M08",
        "day that no month has": "2021-02-30",
        "period missing": "",
        "date in American order": "8/31/2021",
        "range that runs backwards": "2021M09-2021M08",
        "range of two kinds": "2021K1-2021M08",
    }
    for cause, period in wrong.items():
        yield Broken(cause, "Jobindsats v2", _v2("Fredericia;2021M08", f"Fredericia;{period}"))
        yield Broken(cause, "hand-made", _hand("2021M08", period))
    yield Broken(
        "thirteenth month", "PX", {"a.px": changed(PX, "2021M09", "2021M13").encode("cp1252")}
    )
    yield Broken("thirteenth month", "tidy", {"tal.csv": changed(TIDY, "2021M08", "2021M13")})
    yield Broken(
        "period of another length", "a quarter", _hand("Fredericia;2021M08", "Fredericia;2021K3")
    )
    yield Broken("period of another length", "a year", {"tal.csv": HAND.replace("2021M08", "2021")})
    yield Broken(
        "year or four quarters",
        "hand-made",
        {"tal.csv": "Kommune;Tid;Job\n607;2021;3\n"},
    )
    yield Broken(
        "quarter in another year",
        "hand-made",
        {"tal.csv": "Kommune;År;Kvartal;Job\n607;2021;2022K1;3\n"},
    )


def _cells() -> Iterator[Broken]:
    wrong = {
        "both notations": "3.3",
        "text for a figure": "ca. 3",
        "footnote digit": "3,3²",
        "footnote mark": "3,3*",
        "footnote in brackets": "3,3 1)",
        "not a number": "nan",
        "infinity": "inf",
        "power of ten": "1e5",
        "more than 15 digits": "1234567890123456,5",
        "two decimal marks": "3,3,3",
        "decimal mark without digits": "3,",
        "digits missing before the mark": ",3",
        "thousands parted unevenly": "1.04.2",
        "date that was a figure": "3. feb",
        "date in numbers that was a figure": "03-02-2021",
        "time that was a figure": "03:30",
        "value missing in a lookup": "#N/A",
        "reference lost": "#REF!",
        "division by zero": "#DIV/0!",
        "column too narrow": "######",
        "formula as text": "=B2*2",
        "two figures in one cell": "3,3 (901)",
        "range for a figure": "3-4",
        "fewer than": "<5",
        "two minus signs": "--3,3",
        "minus behind": "3,3-",
        "plus before": "+3,3",
        "brackets for minus": "(3,3)",
        "letters for digits": "3,O",
        "digits of another script": "٣,٣",
        "currency": "3,3 kr.",
        "per mille": "3,3 ‰",
        "letter before": "x3,3",
        "space inside": "3, 3",
        "question mark": "?",
        "missing in words": "mangler",
        "confidential in words": "fortroligt",
    }
    rest = "Fredericia;2021M09;3,4\nHele landet;2021M09;2,8\n"
    for cause, cell in wrong.items():
        yield Broken(cause, "hand-made", {"tal.csv": changed(HAND, "3,3", cell) + rest})
    for cause in ("both notations", "not a number", "power of ten", "value missing in a lookup"):
        yield Broken(cause, "Jobindsats v2", _v2("3,3", wrong[cause]))
        yield Broken(cause, "StatBank", {"AUS08.csv": changed(STATBANK, "3,3", wrong[cause])})
        described = changed(DESCRIBED, "3,3", wrong[cause])
        yield Broken(cause, "described", {"tal.csv": described, "tal.yaml": DESCRIPTION})
    unsure = "Kommune;Måned;Antal ledige\nFredericia;2021M08;3.148\nVejle;2021M08;4.217\n"
    yield Broken("thousands or decimals", "hand-made", {"tal.csv": unsure})
    yield Broken(
        "thousands or decimals",
        "Jobindsats v3",
        {"tal.csv": "Periode;Område;Antal ledige\n2021M08;607;3.148\n"},
    )
    share = HAND.replace("Ledige i pct.", "Antal ledige").replace("3,3", "3,3 %")
    yield Broken("percent of persons", "hand-made", {"tal.csv": share})
    unit = "Ledige i pct.\nEnhed: personer\nKommune;Måned;Værdi\nFredericia;2021M08;3,3\n"
    yield Broken("unit of another indicator", "hand-made", {"tal.csv": unit})


def _labels() -> Iterator[Broken]:
    yield Broken("label that nobody mapped", "hand-made", _hand("Ledige i pct.", "Ledige i alt"))
    yield Broken(
        "label that nobody mapped",
        "Jobindsats v2",
        {"tal.csv": "Area;Periode;Ledighed\n607;2021M08;3,3\n"},
    )
    yield Broken("label of two tables", "hand-made", _hand("Ledige i pct.", "Modtagere"))
    yield Broken(
        "label of another table",
        "Jobindsats v2",
        {"y03a02.csv": "Area;Periode;Modtagere\n607;2021M08;3\n"},
    )
    yield Broken("member that nobody mapped", "Jobindsats v2", _v2("A-dagpenge", "Feriedagpenge"))
    yield Broken(
        "member of no dimension",
        "hand-made",
        {"tal.csv": "Kommune;Tid;Alder;Ledige i pct.\n607;2021M08;16-24 år;3,3\n"},
    )
    yield Broken(
        "subtotal for a total",
        "hand-made",
        {"tal.csv": "Kommune;Tid;Mænd;Ledige i pct.\n607;2021M08;Mænd i alt;3,3\n"},
    )
    yield Broken(
        "one dimension in two columns",
        "hand-made",
        {"tal.csv": "Kommune;Tid;Ydelse;Gruppe;Ledige i pct.\n607;2021M08;DP;KT;3,3\n"},
    )
    yield Broken(
        "members of two dimensions in a column",
        "hand-made",
        {"tal.csv": "Kommune;Tid;Gruppe;Ledige i pct.\n607;2021M08;DP;3,3\n607;2021M08;Mænd;3,4\n"},
    )
    yield Broken(
        "figures with no name", "hand-made", {"tal.csv": WIDE.removeprefix("Ledige i pct.;;\n")}
    )
    yield Broken("member missing", "Jobindsats v2", _v2("A-dagpenge", ""))
    yield Broken(
        "label that nobody mapped", "StatBank", {"AUS08.csv": STATBANK.replace(";9;", ";77;")}
    )


def _contradictions() -> Iterator[Broken]:
    other = HAND.replace("3,3", "3,4")
    yield Broken(
        "two figures for one key", "in one file", {"tal.csv": HAND + "Fredericia;2021M08;3,4\n"}
    )
    yield Broken("two figures for one key", "in two files", {"a.csv": HAND, "b.csv": other})
    yield Broken(
        "two figures for one key",
        "in two layouts",
        {"a.csv": HAND, "b.csv": V2.replace("3,3", "3,4")},
    )
    yield Broken(
        "two figures for one key",
        "of one day",
        {"a-2021-10-01.csv": HAND, "b-2021-10-01.csv": other},
    )
    yield Broken(
        "two figures for one key",
        "by two spellings of an area",
        {"tal.csv": HAND + "Fredericia Kommune;2021M08;3,5\n"},
    )
    yield Broken(
        "two figures for one key",
        "by two spellings of a period",
        {"tal.csv": HAND + "607;aug. 2021;3,5\n"},
    )
    yield Broken(
        "two figures for one key",
        "by two spellings of a member",
        {"tal.csv": V2 + "607;2021M08;DP;2,7;700\r\n"},
    )
    yield Broken(
        "a figure and a mark for one key",
        "in one file",
        {"tal.csv": HAND + "Fredericia;2021M08;..\n"},
    )
    yield Broken(
        "a figure and a mark for one key",
        "in two files",
        {"a.csv": HAND, "b.csv": HAND.replace("3,3", "-")},
    )
    yield Broken(
        "decimal mark lost",
        "in one of two files",
        {"a.csv": HAND, "b.csv": HAND.replace("3,3", "33")},
    )
    yield Broken(
        "two figures for one key",
        "tidy",
        {"tal.csv": TIDY + "ledige.andel,,607,2021M08,3.4,,2021-10-01,false\n"},
    )


def _beside() -> Iterator[Broken]:
    said = {
        "manifest names a file that is not there": "  tl.csv: {table: y25i01}\n",
        "unknown key in the manifest": "  tal.csv: {tabel: y25i01}\n",
        "no day in the manifest": "  tal.csv: {retrieved: i går}\n",
        "longer than a day in the manifest": "  tal.csv: {retrieved: 2021M10}\n",
        "path that climbs in the manifest": "  ../tal.csv: {table: y25i01}\n",
        "full path in the manifest": "  /etc/passwd: {table: y25i01}\n",
        "file twice in the manifest": "  tal.csv: {table: a}\n  tal.csv: {table: b}\n",
        "unknown notation in the manifest": "  tal.csv: {notation: svensk}\n",
        "no period in the manifest": "  tal.csv: {period: 2021M13}\n",
        "entry that is no mapping in the manifest": "  tal.csv: y25i01\n",
        "files that are a list in the manifest": "  - tal.csv\n",
        "tab in the manifest": "\ttal.csv: {}\n",
        "file mark not closed in the manifest": "  tal.csv: {table: y25i01\n",
    }  # fmt: skip
    for cause, text in said.items():
        yield Broken(cause, "manifest.yaml", {"manifest.yaml": MANIFEST + text, "tal.csv": HAND})
    yield Broken("empty manifest", "manifest.yaml", {"manifest.yaml": "", "tal.csv": HAND})
    yield Broken(
        "manifest of another schema",
        "manifest.yaml",
        {"manifest.yaml": "schema: x/v1\nfiles: {tal.csv: {}}\n", "tal.csv": HAND},
    )
    yield Broken(
        "area of the manifest unknown",
        "manifest.yaml",
        {
            "tal.csv": "Måned;Ledige i pct.\n2021M08;3,3\n",
            "manifest.yaml": MANIFEST + "  tal.csv: {area: Fredricia}\n",
        },
    )
    yield Broken(
        "notation of the manifest is another",
        "manifest.yaml",
        {"tal.csv": HAND, "manifest.yaml": MANIFEST + "  tal.csv: {notation: english}\n"},
    )
    described = {
        "description of another head": ("head: Ledige", "head: Ledig"),
        "description of an unknown indicator": ("ledige.andel", "ledige.andle"),
        "description of an unknown area": ("period: 2021M08", "period: 2021M08, area: Fredricia"),
        "description without a period": (", period: 2021M08", ""),
        "description of an unknown dimension": ("holds: area", "holds: arae"),
        "unknown key in a description": ("title: T", "titel: T"),
        "description without notation": ("notation: danish\n", ""),
        "description of another notation": ("danish", "english"),
        "description of too few columns": ("  - {head: Kommune, holds: area}\n", ""),
        "description of a month too many": ("2021M08", "2021M13"),
        "description that is no YAML": ("{document: D}", "{document: D"),
        "alias in a description": ("title: T", "title: &a T\nx: *a"),
    }  # fmt: skip
    for cause, (before, after) in described.items():
        files = {"tal.csv": DESCRIBED, "tal.yaml": changed(DESCRIPTION, before, after)}
        yield Broken(cause, "described", files)
    yield Broken("description without its table", "described", {"tal.yaml": DESCRIPTION})
    windows = DESCRIBED.replace("Fredericia", "Ærø").encode("cp1252")
    yield Broken(
        "described table in Windows-1252",
        "described",
        {"tal.csv": windows, "tal.yaml": DESCRIPTION},
    )
    yield Broken("nothing to read", "an empty folder", {"README.md": "Tal kommer.\n"})


def _json() -> Iterator[Broken]:
    layouts = {
        "Jobindsats v3, JSON": V3_JSON,
        "Jobindsats v2, JSON": V2_JSON,
        "JSON-stat": JSONSTAT,
    }
    for layout, text in layouts.items():
        yield Broken("JSON cut", layout, {"a.json": text[: len(text) // 2]})
        yield Broken("JSON cut at its end", layout, {"a.json": text.rstrip()[:-1]})
        yield Broken("text after JSON", layout, {"a.json": text + "]"})
        yield Broken(
            "NaN in JSON",
            layout,
            {"a.json": changed(text, "3.3" if "3.3" in text else '"3,3"', "NaN")},
        )
        yield Broken(
            "figure as true",
            layout,
            {"a.json": changed(text, "3.3" if "3.3" in text else '"3,3"', "true")},
        )
        yield Broken(
            "figure as text",
            layout,
            {"a.json": changed(text, "3.3" if "3.3" in text else '"3,3"', '"x"')},
        )
    figures = {
        "infinity in JSON": "Infinity",
        "power of ten too large": "1e400",
        "figure as a list": "[3.3]",
        "figure as an object": '{"v": 3.3}',
        "more than 15 digits": "3.30000000000000001",
        "comma in a number of JSON": "3,3",
        "number of JSON without digits": "3.",
        "number of JSON that begins with zero": "03.3",
    }
    for cause, figure in figures.items():
        yield Broken(cause, "Jobindsats v3, JSON", {"a.json": changed(V3_JSON, "3.3", figure)})
    yield Broken(
        "key twice in JSON",
        "Jobindsats v3, JSON",
        {"a.json": changed(V3_JSON, '"rows"', '"columns": [], "rows"')},
    )
    yield Broken("JSON nested too deep", "lists", {"a.json": "[" * 100_000})
    yield Broken(
        "JSON nested too deep", "objects", {"a.json": '{"a":' * 100_000 + "1" + "}" * 100_000}
    )
    yield Broken(
        "rows that are no list",
        "Jobindsats v3, JSON",
        {"a.json": '{"columns": ["Periode"], "rows": 3}\n'},
    )
    yield Broken(
        "columns that are no texts",
        "Jobindsats v3, JSON",
        {"a.json": '{"columns": [1], "rows": [[1]]}\n'},
    )
    yield Broken(
        "row that is no list",
        "Jobindsats v3, JSON",
        {"a.json": changed(V3_JSON, '["2021M08", "Fredericia", "A-dagpenge", 3.3]', '"x"')},
    )
    yield Broken(
        "row too short",
        "Jobindsats v3, JSON",
        {"a.json": changed(V3_JSON, ', "A-dagpenge", 3.3]', ', "A-dagpenge"]')},
    )
    yield Broken(
        "no rows",
        "Jobindsats v3, JSON",
        {"a.json": '{"columns": ["Periode", "Område", "Ledige i pct."], "rows": []}\n'},
    )
    yield Broken(
        "variable without a label",
        "Jobindsats v2, JSON",
        {"a.json": changed(V2_JSON, ', "Label": "Periode"', "")},
    )
    yield Broken(
        "element that is no table",
        "Jobindsats v2, JSON",
        {"a.json": V2_JSON.rstrip()[:-1] + ", 7]\n"},
    )
    yield Broken(
        "refusal of an API",
        "Jobindsats",
        {"a.json": '{"code": 429, "cause": "too many requests"}\n'},
    )
    yield Broken(
        "refusal of an API",
        "StatBank",
        {"a.json": '{"errorTypeCode": "EXTRACT-NOTFOUND", "message": "Tabellen findes ikke"}\n'},
    )


def _cubes() -> Iterator[Broken]:
    stat = {
        "sizes that do not fit the members": ('"size": [2, 1, 1, 2]', '"size": [2, 1, 1, 3]'),
        "sizes too few": ('"size": [2, 1, 1, 2]', '"size": [2, 1, 1]'),
        "sizes that are no numbers": ('"size": [2, 1, 1, 2]', '"size": ["2", 1, 1, 2]'),
        "dimension without members": (
            '"Tid": {"category": {"index"',
            '"Tid": {"kategori": {"index"',
        ),
        "dimension not described": ('"id": ["OMRÅDE"', '"id": ["OMRÅDER"'),
        "dimension named twice": ('"ContentsCode", "Tid"]', '"Tid", "Tid"]'),
        "members numbered twice": ('"607": 1', '"607": 0'),
        "members numbered beyond": ('"2021M09": 1', '"2021M09": 7'),
        "members numbered with a fraction": ('"2021M09": 1', '"2021M09": 1.0'),
        "figures too few": ("3.0, null]", "3.0]"),
        "figures too many": ("3.0, null]", "3.0, null, 4.0]"),
        "figures by a place that is none": ("[3.3, 3.2, 3.0, null]", '{"0": 3.3, "4": 3.2}'),
        "figures by a name": ("[3.3, 3.2, 3.0, null]", '{"x": 3.3}'),
        "figures that are a text": ("[3.3, 3.2, 3.0, null]", '"3.3 3.2"'),
    }
    for cause, (before, after) in stat.items():
        yield Broken(cause, "JSON-stat", {"a.json": changed(JSONSTAT, before, after)})
    px = {
        "DATA cut": ("\n3.0 \"..\"\n;\n", "\n3.0"),
        "figures too few": ('3.0 ".."', "3.0"),
        "figures too many": ('3.0 ".."', '3.0 ".." 4'),
        "DATA missing": ('DATA=\n3.3 3.2\n3.0 ".."\n;\n', ""),
        "semicolon missing": ('HEADING="tid";', 'HEADING="tid"'),
        "keyword twice": ('HEADING="tid";', 'HEADING="tid";\nHEADING="tid";'),
        "figure with a comma": ("3.3", "3,3"),
        "text for a figure": ("3.3", "ca"),
        "members of a variable missing": ('VALUES("tid")="2021M08","2021M09";\n', ""),
        "member twice": ('"2021M08","2021M09"', '"2021M08","2021M08"'),
        "variable in two places": ('HEADING="tid"', 'HEADING="tid","område"'),
        "no variables": ('STUB="område","SAESONFAK";\nHEADING="tid";\n', ""),
        "quotation mark lost": ('"Ærø"', '"Ærø'),
        "encoding not declared": ('CHARSET="ANSI";\n', 'CHARSET="UTF-8";\n'),
        "figures listed by keys": ("DATA=", 'KEYS("tid")=VALUES;\nDATA='),
        "text after DATA": (";\n", ";\n"),
        "codes too few": ("DATA=", 'CODES("tid")="a";\nDATA='),
    }  # fmt: skip
    for cause, (before, after) in px.items():
        text = PX + "SLUT" if cause == "text after DATA" else changed(PX, before, after)
        yield Broken(cause, "PX", {"a.px": text.encode("cp1252")})


def _workbooks() -> Iterator[Broken]:
    book = workbook({"Ark1": BOOK})

    def sheet(*rows: list[object], **named: list[list[object]]) -> dict[str, Content]:
        return {"tal.xlsx": workbook({"Ark1": [BOOK[0], *rows], **named})}

    for size in (20, 700, -30):
        yield Broken("workbook cut", f"at {size}", {"tal.xlsx": book[:size]})
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    yield Broken("workbook with a password, or of Excel 97", "xls", {"tal.xlsx": old})
    yield Broken("workbook of another kind", "ods", {"tal.ods": zipped({"content.xml": "<o/>"})})
    yield Broken(
        "workbook of another kind", "xlsb", {"tal.xlsb": zipped({"xl/workbook.bin": b"x"})}
    )
    yield Broken("empty workbook", "xlsx", {"tal.xlsx": workbook({"Ark1": []})})
    yield Broken("workbook that is no XML", "xlsx", {"tal.xlsx": zipped({"xl/workbook.xml": "<x"})})
    yield Broken("error in a cell", "xlsx", sheet(["Fredericia", "2021M08", "#DIV/0!"]))
    yield Broken("text for a figure", "xlsx", sheet(["Fredericia", "2021M08", "ca. 3"]))
    yield Broken("date that was a figure", "xlsx", sheet(["Fredericia", "2021M08", _a_day()]))
    yield Broken("truth for a figure", "xlsx", sheet(["Fredericia", "2021M08", "TRUE"]))
    yield Broken("misspelt area", "xlsx", sheet(["Fredricia", "2021M08", 3.3]))
    yield Broken("area missing", "xlsx", sheet([None, "2021M08", 3.3]))
    yield Broken("thirteenth month", "xlsx", sheet(["Fredericia", "2021M13", 3.3]))
    yield Broken("accident of binary numbers", "xlsx", sheet(["Fredericia", "2021M08", 1e300]))
    yield Broken(
        "two figures for one key",
        "on two sheets",
        sheet(["Fredericia", "2021M08", 3.3], Ark2=[BOOK[0], ["Fredericia", "2021M08", 3.4]]),
    )
    yield Broken(
        "second table below",
        "xlsx",
        sheet(["Fredericia", "2021M08", 3.3], [None], BOOK[0], ["Vejle", "2021M08", 4]),
    )
    yield Broken("cell beside the table", "xlsx", sheet(["Fredericia", "2021M08", 3.3, None, 7]))
    yield Broken("heads alone", "xlsx", sheet())
    share: list[list[object]] = [
        ["Kommune", "Måned", "Antal ledige"],
        ["Fredericia", "2021M08", Formatted(0.033, "0.0%")],
    ]
    yield Broken("percent of persons", "xlsx", {"tal.xlsx": workbook({"Ark1": share})})

    def site(row: int, cells: list[str | float | None]) -> dict[str, Content]:
        return {"a.xlsx": xlsx({"AUS08": [*SITE[:row], cells, *SITE[row + 1 :]]})}

    yield Broken("no period across", "StatBank, Excel", site(2, [None, None, "uge", "dag"]))
    yield Broken(
        "period across twice", "StatBank, Excel", site(2, [None, None, "2021M08", "2021M08"])
    )
    yield Broken(
        "variable without a member", "StatBank, Excel", site(3, [None, "Hele landet", 3.3, 3.2])
    )
    yield Broken("row without members", "StatBank, Excel", site(4, [None, None, 3.0, 3.1]))
    yield Broken(
        "cell beside the table", "StatBank, Excel", site(4, [None, "Fredericia", 3.0, 3.1, 7.0])
    )
    yield Broken("text for a figure", "StatBank, Excel", site(4, [None, "Fredericia", "ca.", 3.1]))
    yield Broken("misspelt area", "StatBank, Excel", site(4, [None, "Fredricia", 3.0, 3.1]))
    yield Broken("heads alone", "StatBank, Excel", {"a.xlsx": xlsx({"AUS08": SITE[:3]})})


def _a_day() -> Formatted:
    from datetime import date

    return Formatted(date(2021, 2, 3), "yyyy-mm-dd")


def _parquet(**changes: list[object]) -> bytes:
    columns: dict[str, list[object]] = {
        "indicator": ["ledige.andel"],
        "segment": [""],
        "area": ["607"],
        "period": ["2021M08"],
        "value": ["3.3"],
        **changes,
    }
    written = io.BytesIO()
    pl.DataFrame(columns).write_parquet(written)
    return written.getvalue()


def _tidies() -> Iterator[Broken]:
    said = {
        "unknown indicator": ("ledige.andel,,", "ledige.andle,,"),
        "name for a code": (",607,", ",Fredericia,"),
        "segment that is none": ("ydelse=A-dagpenge", "A-dagpenge"),
        "not a number": ("3.3", "nan"),
        "power of ten": ("3.3", "3e0"),
        "quotation marks about a figure": ("3.3", '"3.3"'),
        "more than 15 digits": ("3.3", "1234567890123456"),
        "no day": ("2021-10-01", "1/10-21"),
        "neither true nor false": ("false", "nej"),
        "neither figure nor mark": ("3.3", ""),
        "unknown column": ("provisional", "foreløbig"),
        "column twice": ("mark", "value"),
    }
    for cause, (before, after) in said.items():
        yield Broken(cause, "tidy", {"tal.csv": changed(TIDY, before, after)})
    whole = _parquet()
    for size in (3, 5, 200, -1):
        yield Broken("Parquet cut", f"at {size}", {"tal.parquet": whole[:size]})
    other = io.BytesIO()
    pl.DataFrame({"Kommune": ["x"], "Tal": [1]}).write_parquet(other)
    yield Broken("Parquet of another form", "Parquet", {"tal.parquet": other.getvalue()})
    yield Broken("binary numbers", "Parquet", {"tal.parquet": _parquet(value=[3.3])})
    yield Broken("codes as numbers", "Parquet", {"tal.parquet": _parquet(area=[607])})
    yield Broken("area missing", "Parquet", {"tal.parquet": _parquet(area=[None])})
    yield Broken("text for a figure", "Parquet", {"tal.parquet": _parquet(value=["ca. 3"])})
    yield Broken("misspelt area", "Parquet", {"tal.parquet": _parquet(area=["670"])})
    folder = "area=607/tal.parquet"
    yield Broken("folder of another area", "Parquet", {folder: _parquet(area=["000"])})


CORPUS = tuple(corpus())
