"""Resources: all data that extraction reads, loaded once and handed down."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from diplograph.ontology import DataError, Schema, load_schema
from diplograph.ontology.actors import ActorBase, extend_actors, load_actors

from ..frames import FrameIndex, load_frames
from ..names import TitleWords
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
    schema = load_schema()
    for word, relation in load_words(TitleWords).standings.items():
        if relation not in schema.relations:
            raise DataError(f"titles.yaml: standings: {word}: {relation!r} is no relation of diplograph.ttl; name one of them")
    return Resources(base=base, lexicon=load_words(Lexicon), frames=load_frames(), schema=schema)
