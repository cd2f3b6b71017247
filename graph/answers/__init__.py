"""Answers: where a question is asked, why nothing is found, and the rows in words and as a table."""

from .asking import answer, check_size
from .no_rows import why_nothing
from .table import print_table
from .words import answer_in_words, fold_columns, in_words, name_nodes

__all__ = ["answer", "answer_in_words", "check_size", "fold_columns", "in_words", "name_nodes", "print_table", "why_nothing"]
