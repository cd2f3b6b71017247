"""Claims as Parquet: the columns of the spreadsheet with their types, for pandas, Polars, DuckDB and Spark."""

import datetime
import io
from collections.abc import Iterable
from typing import Any

from diplograph.ontology import Claim, Document, GraphError

from ..claim_sheet import to_table

__all__ = ["to_parquet"]

_DAYS, _NUMBERS = ("date", "date_end", "published"), ("confidence",)


def to_parquet(claims: Iterable[Claim], documents: Iterable[Document]) -> bytes:
    """One row a claim; days are dates, ``confidence`` a number, all else text or null. Needs pyarrow (extra ``parquet``).

    Raises GraphError with the command that installs pyarrow where it is missing.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise GraphError("Parquet needs pyarrow; install it with: pip install 'diplograph[parquet]'") from None
    columns, rows = to_table(claims, documents)
    kinds = {**dict.fromkeys(_DAYS, pyarrow.date32()), **dict.fromkeys(_NUMBERS, pyarrow.float64())}
    schema = pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in columns])
    values = {name: [_value(name, row[place]) for row in rows] for place, name in enumerate(columns)}
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(values, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def _value(name: str, value: Any) -> Any:
    if value is None or name in _NUMBERS:
        return value
    return datetime.date.fromisoformat(value) if name in _DAYS else str(value)
