"""The extractor: one loaded pipeline with all data, from a document to its claims."""

from diplograph.ontology import Claim, Document, load_schema
from diplograph.ontology.actors import load_actors

from .claims import ClaimFinder
from .frames import load_frames
from .lexicon import load_lexicon
from .linking import Linker
from .mentions import MentionFinder
from .pipeline import Reader, load_pipeline
from .referents import Referents

__all__ = ["Extractor"]


class Extractor:
    """Reads documents and gives the claims they make.

    ``model`` names another spaCy pipeline with Universal Dependencies labels: an installed package or a folder.
    Raises ``ModelError`` where that cannot be used.
    """

    def __init__(self, *, model: str | None = None) -> None:
        self.base = load_actors()
        self.lexicon = load_lexicon()
        self.frames = load_frames()
        self.schema = load_schema()
        self.finder = MentionFinder(self.base, self.lexicon)
        nlp = load_pipeline(model)
        self.name = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
        self.reader = Reader(nlp)

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """The claims of a document in the order of the text; characters of the evidence count in ``document.text``."""
        full = self.reader.entities(document.text)
        mentions = self.finder.find(full)
        linker = Linker(self.base, document)
        linker.register(mentions)
        analysis = self.reader.parse(full, mentions)
        referents = Referents(analysis, linker, self.base, self.lexicon)
        return ClaimFinder(document, analysis, referents, linker, self.lexicon, self.frames, self.schema).find()
