"""Parquet: a table of articles in columns, of which those that are asked for are read."""

from collections.abc import Iterator
from typing import Any

from diplograph.ontology import Document, InputError

from ..archives import seekable
from ..limits import limits
from ..source import Source, show
from .columns import Faults, date_fault, find_columns, make_document

__all__ = ["read_parquet"]

# So few that even long texts do not fill memory.
_ROWS: int = 64


def read_parquet(source: Source) -> Iterator[Document | InputError]:
    """The articles of a Parquet file, a row at a time; rows that are none are counted, and told together at the end.

    Its columns are known like those of tables. Without an id, an article has its address for one, else the number of its row.
    """
    from pyarrow import parquet

    file = parquet.ParquetFile(seekable(source), pre_buffer=False)
    header = file.schema_arrow.names
    places = find_columns(header, source)
    _refuse_large(file.metadata, places.values(), source)
    _refuse_other_than_text(file.schema_arrow.field(places["text"]).type, header[places["text"]], source)
    faults, number = Faults(), 0
    columns = [header[place] for place in sorted(set(places.values()))]
    for batch in file.iter_batches(batch_size=_ROWS, columns=columns):
        source.budget.unpacked += batch.nbytes
        if source.budget.unpacked > (most := limits().unpacked_bytes):
            raise source.budget.spend(f"{source.name}: unpacks to more than {most:,} bytes; cut it in parts")
        for row in batch.to_pylist():
            number += 1
            values = {field: row[header[place]] for field, place in places.items()}
            document = make_document(values, f"{source.id}/{number}")
            if document is None:
                faults.add("hold no text", number)
                continue
            if document.date is None and str(values.get("date") or "").strip():
                faults.add(date_fault(values["date"]), number)
            yield document
    for fault in faults.lines():
        yield InputError(f"{source.name}: {fault}")


def _refuse_large(metadata: Any, places: Any, source: Source) -> None:
    """Raises InputError where what the file says of its columns is more than is read."""
    most = limits().parquet_group_bytes
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    # Columns are asked for of large groups alone: pyarrow ends the process where what it is told of one contradicts itself.
    large = (group for group in groups if group.total_byte_size > most)
    if any(group.column(place).total_uncompressed_size > most for group in large for place in places):
        raise InputError(f"{source.name}: holds groups of rows of more than {most:,} bytes; write it in smaller ones")


def _refuse_other_than_text(kind: Any, column: str, source: Source) -> None:
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    if not (types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)):
        raise InputError(
            f"{source.name}: its column {show(column)} holds {show(kind)}, no text; name another: --columns text=COLUMN"
        )
