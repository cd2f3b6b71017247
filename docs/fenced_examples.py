"""Examples of docstrings as code: what begins with ``>>>`` would be a quotation in Markdown. An extension of griffe."""

import re
from typing import Any

import griffe

EXAMPLE = re.compile(r"^>>> .*(?:\n(?!\s*$).+)*", re.MULTILINE)


class FencedExamples(griffe.Extension):
    """Fences the examples in each docstring as a session of Python."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        if obj.docstring is not None:
            obj.docstring.value = EXAMPLE.sub(lambda example: f"```pycon\n{example[0]}\n```", obj.docstring.value)
