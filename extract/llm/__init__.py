"""Large language model as a reader: what it answers becomes claims only where the text has the quote, to the character."""

from .cache import AnswerCache
from .client import ChatClient
from .finder import LlmClaimFinder
from .interview import Interview
from .settings import LlmSettings, read_settings
from .usage import LlmUsage

__all__ = ["AnswerCache", "ChatClient", "Interview", "LlmClaimFinder", "LlmSettings", "LlmUsage", "read_settings"]
