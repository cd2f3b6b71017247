"""Tables of coded events with invented rows, in the shape of the real ones."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from diplograph.extract.coded_events.layouts import load_layouts

__all__ = ["icews", "polecat", "write_gdelt", "write_table"]

_ICEWS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity"),
    *("Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)
_POLECAT = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Actor Name", "Actor Country", "Primary Actor Sector"),
    *("Actor Sectors", "Recipient Name", "Recipient Country", "Primary Recipient Sector", "Recipient Sectors"),
    *("Placename", "Country", "Source", "Publication Date"),
)


def write_gdelt(path: Path, *rows: Mapping[str, str], what: str = "GDELT 2") -> Path:
    """A table without a header, of rows that name what differs from a visit of Norway to Chile."""
    columns = next(layout.columns for layout in load_layouts().layouts if layout.what == what)
    usual = {
        **{"GLOBALEVENTID": "700000001", "SQLDATE": "20240309", "EventCode": "042", "DATEADDED": "20240310101500"},
        **{"Actor1CountryCode": "NOR", "Actor2CountryCode": "CHL", "SOURCEURL": "https://courier.example/visit"},
        **{"ActionGeo_FullName": "Santiago, Region Metropolitana, Chile", "ActionGeo_CountryCode": "CI"},
    }
    lines = ["\t".join({**usual, **row}.get(column, "") for column in columns) for row in rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def icews(**fields: str) -> dict[str, str]:
    """A row of ICEWS: the Norwegian foreign ministry visits Chile."""
    return {
        **dict.fromkeys(_ICEWS, "NA"),
        **{"Event ID": "9000001", "Event Date": "2024-03-09", "CAMEO Code": "042", "Event Text": "Make a visit"},
        **{
            "Source Name": "Foreign Affairs (Norway)",
            "Source Sectors": "Government,Foreign Ministry",
            "Source Country": "Norway",
        },
        **{
            "Target Name": "Chile",
            "Target Country": "Chile",
            "Publisher": "The Courier",
            "City": "Santiago",
            "Country": "Chile",
        },
        **{name.replace("_", " "): value for name, value in fields.items()},
    }


def polecat(**fields: str) -> dict[str, str]:
    """A row of POLECAT: Norway consults Chile by telephone."""
    return {
        **dict.fromkeys(_POLECAT, "None"),
        **{"Event ID": "20240309-77-a1", "Event Date": "2024-03-09", "Event Type": "CONSULT", "Event Mode": "phone"},
        **{"Actor Name": "Norway", "Actor Country": "NOR", "Recipient Name": "Chile", "Recipient Country": "CHL"},
        **{"Source": "courier.example", "Publication Date": "2024-03-10"},
        **{name.replace("_", " "): value for name, value in fields.items()},
    }


def write_table(path: Path, rows: Iterable[Mapping[str, str]], delimiter: str = "\t") -> Path:
    """A table with a header."""
    listed = list(rows)
    lines = [delimiter.join(listed[0]), *(delimiter.join(row.values()) for row in listed)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
