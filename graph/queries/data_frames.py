"""Rows as pandas data frames; pandas is an extra, which those who only build and query do without."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from diplograph.ontology import GraphError

if TYPE_CHECKING:
    import pandas

__all__ = ["to_data_frame"]


def to_data_frame(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, days: Collection[str] = ()) -> "pandas.DataFrame":
    """A frame of ``rows``; columns of dates are of dtype ``datetime64``, exact to the second so that any year fits.

    ``days`` are columns of ISO days as text, which become dates too. Raises GraphError with the command that installs pandas
    where it is missing.
    """
    try:
        import pandas
    except ImportError:
        raise GraphError("a data frame needs pandas; install it with: pip install 'diplograph[analysis]'") from None
    frame = pandas.DataFrame([tuple(row) for row in rows], columns=list(columns))
    for column in frame.columns:
        values = [value for value in frame[column] if value is not None]
        if column in days or (values and all(type(value) is datetime.date for value in values)):
            frame[column] = frame[column].astype("datetime64[s]")
    return frame
