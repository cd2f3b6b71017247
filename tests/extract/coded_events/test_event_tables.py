"""Tables of coded events: how they are known, what their rows claim, and what is told of rows that are none."""

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from diplograph.extract.coded_events import EventClaims, LeftOut
from diplograph.extract.coded_events.layouts import read_layouts
from diplograph.ontology import Claim, Coding, DataError, Document, Interval
from event_tables import icews, polecat, write_gdelt, write_table

Read = Callable[[Path], tuple[list[tuple[Document, tuple[Claim, ...]]], EventClaims]]


def described(claim: Claim) -> tuple[str, str, str, str]:
    return claim.subject.name, claim.relation, claim.object.name, claim.modality.value


@pytest.mark.parametrize("what", ["GDELT 1 up to March 2013", "GDELT 1", "GDELT 2"])
def test_row_of_gdelt_is_a_claim_whose_document_is_the_row(read: Read, tmp_path: Path, what: str) -> None:
    path = write_gdelt(tmp_path / "20240310.export.CSV", {"GLOBALEVENTID": "1"}, {}, what=what)
    (_, (document, (claim,))), found = read(path)
    assert described(claim) == ("Norway", "consultsWith", "Chile", "actual")
    assert (document.id, claim.document) == ("gdelt/700000001", "gdelt/700000001")
    assert claim.coding == document.coding == Coding("GDELT", path.name, 2, "CAMEO", "042", "make a visit")
    assert (claim.date, str(document.date)) == (Interval("2024-03-09", "2024-03-09", "day"), "2024-03-10")
    assert document.url == ("https://courier.example/visit" if what != "GDELT 1 up to March 2013" else None)
    assert (claim.evidence, claim.confidence) == ((), 1.0)
    assert claim.place == "Santiago, Region Metropolitana, Chile"
    assert claim.country is not None and claim.country.code == "CHL"
    assert (found.rows, found.claimed, found.faults) == (2, 2, [])


def test_row_of_icews_is_a_claim_by_names_and_countries(read: Read, tmp_path: Path) -> None:
    ((document, (claim,)),), _ = read(write_table(tmp_path / "events.tab", [icews(CAMEO_Code="36")]))
    assert described(claim) == ("Norway", "consultsWith", "Chile", "planned")
    assert (document.id, document.outlet, claim.place) == ("icews/9000001", "The Courier", "Santiago")
    assert claim.coding is not None and (claim.coding.code, claim.coding.row) == ("036", 2)


def test_row_of_polecat_claims_of_each_two_parties(read: Read, tmp_path: Path) -> None:
    row = polecat(Actor_Name="Norway;Sweden", Actor_Country="NOR;SWE")
    ((document, claims),), _ = read(write_table(tmp_path / "ngecEvents.txt", [row]))
    assert [described(claim) for claim in claims] == [
        ("Norway", "consultsWith", "Chile", "actual"),
        ("Sweden", "consultsWith", "Chile", "actual"),
    ]
    assert document.coding is not None
    assert str(document.coding) == "coded by POLECAT, row 2 of ngecEvents.txt, PLOVER CONSULT: CONSULT (phone)"


def test_header_tells_columns_in_any_order_and_with_commas(read: Read, tmp_path: Path) -> None:
    row = dict(reversed(icews().items())) | {"Publisher": '"Courier, The"', "Source Sectors": '"Government,Police"'}
    ((document, (claim,)),), _ = read(write_table(tmp_path / "events.csv", [row], delimiter=","))
    assert (document.outlet, described(claim)[:3]) == ("Courier, The", ("Norway", "consultsWith", "Chile"))


def test_packed_tables_are_read(read: Read, tmp_path: Path) -> None:
    plain = write_gdelt(tmp_path / "20240310.export.CSV", {})
    (tmp_path / "a.tsv.gz").write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(tmp_path / "20240310.export.CSV.zip", "w") as archive:
        archive.write(plain, plain.name)
    for packed in ("a.tsv.gz", "20240310.export.CSV.zip"):
        ((document, _),), found = read(tmp_path / packed)
        assert (document.id, found.faults) == ("gdelt/700000001", [])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Actor2CountryCode": ""}, LeftOut.ONE_PARTY),
        ({"Actor2CountryCode": "EUR"}, LeftOut.UNKNOWN_PARTY),
        ({"Actor2CountryCode": "", "Actor2Type1Code": "COP"}, LeftOut.UNKNOWN_PARTY),
        ({"Actor2CountryCode": "NOR"}, LeftOut.ONE_ACTOR),
        ({"EventCode": "013"}, LeftOut.NO_RELATION),
        ({"EventCode": "999"}, LeftOut.NO_CODE),
    ],
)
def test_row_that_is_no_claim_is_counted_by_reason(read: Read, tmp_path: Path, change: dict[str, str], reason: LeftOut) -> None:
    claims, found = read(write_gdelt(tmp_path / "a.tsv", {}, change))
    assert (len(claims), found.rows, dict(found.left_out), found.faults) == (1, 2, {reason: 1}, [])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"SQLDATE": "20240231"}, "have no day that is in the calendar like 20240231 (the first is row 2)"),
        ({"SQLDATE": "soon"}, "have no day that is in the calendar like soon (the first is row 2)"),
        ({"GLOBALEVENTID": "7\u202e00"}, "have no id of letters and digits like '7\\u202e00' (the first is row 2)"),
        ({"EventCode": "\x1b[31m"}, "have no code of an event like '\\x1b[31m' (the first is row 2)"),
        ({"Actor1Name": "a\tb"}, "have another number of cells than the 61 of GDELT 2 like 62 (the first is row 2)"),
        ({"Actor1Name": "x" * 1_000_001}, "are longer than 1,000,000 bytes, which no event is (the first is row 2)"),
    ],
)
def test_broken_row_is_told_with_its_number_and_leaves_the_others(
    read: Read, tmp_path: Path, change: dict[str, str], fault: str
) -> None:
    path = write_gdelt(tmp_path / "a.tsv", {}, change, {"GLOBALEVENTID": "3"})
    claims, found = read(path)
    assert [document.id for document, _ in claims] == ["gdelt/700000001", "gdelt/3"]
    assert [str(error) for error in found.faults] == [f"{path}: 1 of its rows {fault}"]


def test_rows_of_one_fault_are_told_in_one_line(read: Read, tmp_path: Path) -> None:
    _, found = read(write_gdelt(tmp_path / "a.tsv", {}, *[{"SQLDATE": "0"}] * 40))
    assert len(found.faults) == 1 and "40 of its rows have no day" in str(found.faults[0])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty; it should hold a table of coded events (GDELT 1 and 2, ICEWS, POLECAT)"),
        (
            b"name,type\na,b\n",
            "is no table of coded events that is known (GDELT 1 and 2, ICEWS, POLECAT): its first line has 2 cells",
        ),
        (b"\x00\x01" * 50, "is no table of coded events that is known"),
        (b"\t".join([b"x"] * 61) + b"\n", "is no table of coded events that is known"),
    ],
)
def test_what_is_no_table_of_events_is_one_line(read: Read, tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    claims, found = read(tmp_path / "a.csv")
    assert (claims, len(found.faults)) == ([], 1)
    assert str(found.faults[0]).startswith(f"{tmp_path / 'a.csv'}: {told}")


def test_file_that_is_not_there_is_one_line(read: Read, tmp_path: Path) -> None:
    _, found = read(tmp_path / "none.tsv")
    assert str(found.faults[0]).endswith("no such file; check the path")


def test_western_encoding_does_not_stop_a_table(read: Read, tmp_path: Path) -> None:
    path = write_table(tmp_path / "events.tab", [icews(City="Valparaíso")])
    path.write_bytes(path.read_text("utf-8").encode("cp1252"))
    ((_, (claim,)),), _ = read(path)
    assert claim.place == "Valparaíso"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ([], "own.yaml: expected a mapping with the keys row_bytes and layouts, a list"),
        ({"row_bytes": 9, "layouts": [{"what": "Mine"}]}, "own.yaml: Mine: key 'dataset' is missing"),
        ({"row_bytes": 9, "layouts": [7]}, "own.yaml: 1: expected a mapping"),
    ],
)
def test_layouts_that_are_wrong_name_file_and_entry(content: Any, told: str) -> None:
    with pytest.raises(DataError) as caught:
        read_layouts(content, "own.yaml")
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"scheme": "WEIS"}, "scheme is 'WEIS'; it must be one of CAMEO, PLOVER"),
        ({"columns": ["a"]}, "Id is none of its columns"),
    ],
)
def test_layout_of_another_scheme_or_without_its_columns_is_refused(changes: dict[str, Any], told: str) -> None:
    side = {"countries": "Country", "sectors": []}
    entry = {"what": "Mine", "dataset": "M", "prefix": "m", "scheme": "CAMEO", "id": "Id", "day": "Day", "code": "Code"}
    with pytest.raises(DataError, match=told):
        read_layouts({"row_bytes": 9, "layouts": [{**entry, "actor": side, "recipient": side, **changes}]}, "own.yaml")
