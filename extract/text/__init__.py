"""Characters before anybody parses them: leftovers of pages and posts, white space, letter case, headlines, datelines."""

from typing import TYPE_CHECKING

from diplograph.ontology.lazy_names import lazy_names

if TYPE_CHECKING:
    from .alignment import AlignedText, keep_text, text_of
    from .boilerplate import is_boilerplate
    from .capitals import CaseRestorer
    from .datelines import find_datelines
    from .language import Language, identify_language
    from .metadata import body_of, complete
    from .normalization import Normalizer

__all__ = [
    "AlignedText",
    "CaseRestorer",
    "Language",
    "Normalizer",
    "body_of",
    "complete",
    "find_datelines",
    "identify_language",
    "is_boilerplate",
    "keep_text",
    "text_of",
]

# Who only asks what a text says of itself restores no capitals.
__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "alignment": "AlignedText keep_text text_of",
        "boilerplate": "is_boilerplate",
        "capitals": "CaseRestorer",
        "datelines": "find_datelines",
        "language": "Language identify_language",
        "metadata": "body_of complete",
        "normalization": "Normalizer",
    },
)
