"""Briefing: what a graph says of an actor, of two, or of an organization, as a report with a footnote to each sentence."""

from .content import Briefing, Contradiction, Note, Part, Section, Statement, brief
from .files import BRIEFING_FORMATS, write_briefing

__all__ = [
    "BRIEFING_FORMATS",
    "Briefing",
    "Contradiction",
    "Note",
    "Part",
    "Section",
    "Statement",
    "brief",
    "write_briefing",
]
