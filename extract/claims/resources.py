"""Resources: all data that extraction reads, loaded once and handed down."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from diplograph.ontology import Schema, load_schema
from diplograph.ontology.actors import ActorBase, extend_actors, load_actors

from ..frames import FrameIndex, load_frames
from ..words import Lexicon, load_words

__all__ = ["Resources", "load_resources"]


@dataclass(frozen=True, slots=True)
class Resources:
    """The actor base, the word lists, the frames and the ontology."""

    base: ActorBase
    lexicon: Lexicon
    frames: FrameIndex
    schema: Schema


def load_resources(actors: Iterable[Path | str] = ()) -> Resources:
    """Everything that ships with diplograph, and the actors of the user's files.

    Raises ``DataError`` that names file, entry and remedy where a file is wrong.
    """
    paths = tuple(actors)
    base = extend_actors(load_actors(), paths) if paths else load_actors()
    return Resources(base=base, lexicon=load_words(Lexicon), frames=load_frames(), schema=load_schema())
