"""Parquet: a table of articles in columns, of which those that are asked for are read."""

import io
import subprocess
import sys
from collections.abc import Collection, Iterator
from typing import Any

from diplograph.ontology import Document, InputError

from ..archives import seekable
from ..limits import limits
from ..source import Source, show
from .columns import Faults, date_fault, find_columns, make_document

__all__ = ["read_parquet"]

# So few that even long texts do not fill memory.
_ROWS: int = 64
# The size of the largest of some columns in groups larger than so many bytes, of the end of a file.
_LARGEST = """
import io, sys
from pyarrow import parquet
metadata, most, *places = parquet.read_metadata(io.BytesIO(sys.stdin.buffer.read())), *map(int, sys.argv[1:])
groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
large = [group for group in groups if group.total_byte_size > most]
print(max(group.column(place).total_uncompressed_size for group in large for place in places))
"""


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


def _refuse_large(metadata: Any, places: Collection[int], source: Source) -> None:
    """Raises InputError where what the file says of its columns is more than is read, or contradicts itself."""
    most = limits().parquet_group_bytes
    if all(metadata.row_group(number).total_byte_size <= most for number in range(metadata.num_row_groups)):
        return
    largest = _largest_column(metadata, most, places)
    if largest is None:
        raise InputError(f"{source.name}: what it says of its columns contradicts itself; write it anew")
    if largest > most:
        raise InputError(f"{source.name}: holds groups of rows of more than {most:,} bytes; write it in smaller ones")


def _largest_column(metadata: Any, most: int, places: Collection[int]) -> int | None:
    """Bytes of the largest of the columns in any group of more than ``most``, None where nobody can tell.

    Asked in a process of its own: pyarrow ends the one that asks of a column whose figures contradict its kind.
    """
    end = io.BytesIO()
    metadata.write_metadata_file(end)
    command = [sys.executable, "-c", _LARGEST, str(most), *map(str, places)]
    asked = subprocess.run(command, input=end.getvalue(), capture_output=True, check=False)
    return int(asked.stdout) if asked.returncode == 0 else None


def _refuse_other_than_text(kind: Any, column: str, source: Source) -> None:
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    if not (types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)):
        raise InputError(
            f"{source.name}: its column {show(column)} holds {show(kind)}, no text; name another: --columns text=COLUMN"
        )
