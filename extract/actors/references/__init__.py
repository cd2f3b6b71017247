"""References: whom pronouns, "the former" and "the following states" mean, in the light of what the text has said so far."""

from .authors import find_author, find_issuer
from .discourse import Discourse
from .enumerations import Enumerations
from .first_person import FirstPerson
from .pronouns import Coreference
from .ranks import Ranks

__all__ = ["Coreference", "Discourse", "Enumerations", "FirstPerson", "Ranks", "find_author", "find_issuer"]
