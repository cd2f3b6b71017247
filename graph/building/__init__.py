"""Building: articles become claims in a store, as a job that can be interrupted and goes on where it stopped."""

from .coded_events import EventReport, import_events
from .documents import Failure, Reason, as_given, extract_claims, extract_documents, read_articles
from .events import EVENTS, BuildEvent, Observer
from .extractors import LLM, make_extractor
from .job import BuildJob, fit_for_graph
from .report import BuildReport
from .warning import ArticleWarning, tell_coverage, warn_of
from .watching import Watch

__all__ = [
    "EVENTS",
    "LLM",
    "ArticleWarning",
    "BuildEvent",
    "BuildJob",
    "BuildReport",
    "EventReport",
    "Failure",
    "Observer",
    "Reason",
    "Watch",
    "as_given",
    "extract_claims",
    "extract_documents",
    "fit_for_graph",
    "import_events",
    "make_extractor",
    "read_articles",
    "tell_coverage",
    "warn_of",
]
