"""Resources: all data that extraction reads, loaded once and handed down."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from diplograph.ontology import DataError, Schema, add_ontology, load_schema
from diplograph.ontology.actors import ActorBase, extend_actors, load_actors

from ..circumstances import load_denial_words
from ..frames import FrameIndex, add_frames, load_event_nouns, load_frames
from ..names import TitleWords
from ..words import SHIPPED, Lexicon, Words, find_own_files, load_own_words, load_words

__all__ = ["Resources", "load_resources"]


@dataclass(frozen=True, slots=True)
class Resources:
    """The actor base, the word lists, the frames and the ontology.

    ``words`` are to be active while a document is read. ``own`` tells one set of additions of a user from another; it is
    empty where there are none.
    """

    base: ActorBase
    lexicon: Lexicon
    frames: FrameIndex
    schema: Schema
    words: Words = field(default=SHIPPED)
    own: str = ""


def load_resources(
    actors: Iterable[Path | str] = (), *, ontology: Iterable[Path | str] = (), frames: Iterable[Path | str] = ()
) -> Resources:
    """Everything that ships with diplograph, and the actors, relations, frames and words of the user's files.

    ``frames`` are folders: the YAML files in one are frames, those in a folder "words" below it add to the lists of English.
    Raises ``DataError`` that names file, entry and remedy where a file is wrong.
    """
    own = find_own_files(ontology, frames)
    schema = add_ontology(*own.ontologies) if own.ontologies else load_schema()
    paths = tuple(actors)
    base = extend_actors(load_actors(), paths) if paths else load_actors()
    for word, relation in load_words(TitleWords).standings.items():
        if relation not in schema.relations:
            raise DataError(f"titles.yaml: standings: {word}: {relation!r} is no relation of diplograph.ttl; name one of them")
    index, words = load_frames(), load_own_words(own.words)
    with words.active():
        if own.words:
            load_event_nouns()
            load_denial_words()
        return Resources(
            base=base,
            lexicon=load_words(Lexicon),
            frames=add_frames(index, own.frames) if own.frames else index,
            schema=schema,
            words=words,
            own=own.digest,
        )
