"""Mending: what the parser gets wrong where the surface leaves hardly a doubt."""

from .attachments import NEGATED
from .content_clauses import mend_content_clauses
from .inversions import mend_inversions
from .perfects import mend_perfects
from .relative_clauses import mend_relative_clauses
from .repairs import PERSON, mend_attachments, mend_tags

__all__ = [
    "NEGATED",
    "PERSON",
    "mend_attachments",
    "mend_content_clauses",
    "mend_inversions",
    "mend_perfects",
    "mend_relative_clauses",
    "mend_tags",
]
