"""Results as tables of others: HTML, as notebooks show it, and pandas data frames.

pandas is an extra, which those who only build and query do without. Text of articles is text, never markup.
"""

import datetime
from collections.abc import Collection, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from diplograph.ontology import GraphError

from ..safe_text import printable
from .messages import count
from .results import QueryResult, write_value

if TYPE_CHECKING:
    import pandas

__all__ = ["to_data_frame", "to_html"]

_MOST_ROWS = 100


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


def to_html(result: QueryResult) -> str:
    """A table of the first hundred rows, with the note of the result and how many rows there are."""
    heads = "".join(f"<th>{_text(column.replace('_', ' '))}</th>" for column in result.columns)
    shown = result.rows[:_MOST_ROWS]
    rows = "".join(f"<tr>{''.join(f'<td>{_text(write_value(value))}</td>' for value in row)}</tr>" for row in shown)
    more = f"the first {len(shown)} of " if len(shown) < len(result) else "only the first " if result.truncated else ""
    note = f"<p>{_text(result.note)}</p>" if result.note else ""
    return f"{note}<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table><p>{more}{count(len(result), 'row')}</p>"


def _text(text: str) -> str:
    return escape(printable(text))
