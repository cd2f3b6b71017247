"""All data that extraction reads, loaded once and handed down."""

from dataclasses import dataclass

from diplograph.ontology import Schema, load_schema
from diplograph.ontology.actors import ActorBase, load_actors

from .frames import FrameIndex, load_frames
from .lexicon import Lexicon, load_lexicon

__all__ = ["Resources", "load_resources"]


@dataclass(frozen=True, slots=True)
class Resources:
    """The actor base, the word lists, the frames and the ontology."""

    base: ActorBase
    lexicon: Lexicon
    frames: FrameIndex
    schema: Schema


def load_resources() -> Resources:
    """Everything that ships with diplograph; raises ``DataError`` that names file, entry and remedy where a file is wrong."""
    return Resources(base=load_actors(), lexicon=load_lexicon(), frames=load_frames(), schema=load_schema())
