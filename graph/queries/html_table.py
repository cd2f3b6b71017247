"""An answer as an HTML table: how a notebook shows it. Text of articles is text, never markup."""

from html import escape

from ..safe_text import printable
from .messages import count
from .results import QueryResult, write_value

__all__ = ["to_html"]

_MOST_ROWS = 100


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
