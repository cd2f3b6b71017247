"""Verification: whether a graph still says what was read, by its own hashes and by the articles that it quotes.

The IRI of a claim is a hash of what it says, that of evidence a hash of article, offsets, quote and trigger. Whoever edits one
and not the other is found without the articles; with them, each quote is compared at its offsets and each text by its hash.
What no hash covers (confidence, date, place, role) cannot be verified so.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from diplograph.ontology import Claim, Document, Evidence, Polarity
from diplograph.ontology.identifiers import CLAIM, EVIDENCE

from .rdf import CHECKED, SCHEMA, RdfReader, Violation, clean, compact, evidence_iri, proposition_iri
from .stores import Store

__all__ = ["Verification", "find_alterations"]


def find_alterations(store: Store) -> list[Violation]:
    """What in a graph does not fit its own hashes, sorted; an empty list where all does.

    Claims and evidence that others have named otherwise are passed over. Raises GraphError where a claim cannot be read.
    """
    return sorted(set(_alterations(store.reader(CHECKED))))


def _alterations(reader: RdfReader) -> Iterator[Violation]:
    for node, claim in reader.named_claims():
        if node.startswith(CLAIM) and node != claim.iri:
            parts = "document, subject, relation, object, organization, polarity, modality, speaker or outlet, manner"
            yield _violation(node, f"its IRI is no hash of what it says: one of {parts} was edited", claim)
        stated = reader.proposition(node)
        if stated is not None and stated != proposition_iri(claim):
            yield _violation(node, "its dg:proposition is not that of its parties and relation", claim, compact(stated))
        for name, evidence in reader.named_evidence(node):
            yield from _evidence_alterations(name, claim, evidence)


def _evidence_alterations(node: str, claim: Claim, evidence: Evidence) -> Iterator[Violation]:
    length = evidence.end - evidence.start
    if len(evidence.quote) != length:
        message = f"its quote has {len(evidence.quote):,} characters, and {length:,} are between its offsets"
        yield _violation(node, message, claim, quote=evidence.quote)
    elif node.startswith(EVIDENCE) and node != evidence_iri(claim.document, evidence):
        message = "its IRI is no hash of article, offsets, quote and trigger: one of them was edited"
        yield _violation(node, message, claim, quote=evidence.quote)


def _violation(node: str, message: str, claim: Claim | None = None, found: str = "", quote: str = "") -> Violation:
    if claim is None:
        return Violation(compact(node), message, found)
    said = "(denied) " if claim.polarity is Polarity.NEGATED else ""
    described = f"{claim.subject.name} {said}{claim.relation} {claim.object.name}"
    return Violation(compact(node), message, found, described, quote)


@dataclass(slots=True)
class Verification:
    """The claims of a graph on their way past the articles; ``verify`` each article, then ask for what is ``missing``.

    ``articles`` and ``quotes`` count what was compared, ``coded`` the claims of coded events, which quote nothing and are
    passed over.
    """

    store: Store
    articles: int = 0
    quotes: int = 0
    coded: int = 0
    _claims: dict[str, list[tuple[str, Claim]]] = field(default_factory=lambda: defaultdict(list))
    _digests: dict[str, str] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for node, claim in self.store.reader().named_claims():
            if claim.coding is not None:
                self.coded += 1
            else:
                self._claims[claim.document].append((node, claim))
        for article, digest in self.store.pairs((SCHEMA.sha256,))[SCHEMA.sha256]:
            self._digests[article[1:-1]] = digest.split('"')[1] if '"' in digest else digest

    def verify(self, document: Document) -> Iterator[Violation]:
        """What in the graph does not fit an article; nothing for one that the graph does not have."""
        stated = self._digests.get(document.iri)
        claims = self._claims.get(document.id, [])
        if (stated is None and not claims) or document.id in self._seen:
            return
        self._seen.add(document.id)
        self.articles += 1
        text = clean(document.text)
        found = sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
        if stated is not None and stated not in (found, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()):
            message = "the text of the article is another than was read, by its hash"
            yield Violation(compact(document.iri), message, f"{found[:12]}… where the graph has {stated[:12]}…")
        for node, claim in claims:
            for evidence in claim.evidence:
                self.quotes += 1
                fault = _compare(text, evidence)
                if fault is not None:
                    yield _violation(node, f"{fault} {document.id}", claim, quote=evidence.quote)

    def missing(self) -> Iterator[Violation]:
        """Each article of the graph that was not among those verified, with how many claims rest on it."""
        for identifier in sorted(self._claims.keys() - self._seen):
            number = len(self._claims[identifier])
            rest = "1 claim rests" if number == 1 else f"{number:,} claims rest"
            yield Violation(compact(Document(identifier).iri), f"is not among the articles given; {rest} on it, unverified")


def _compare(text: str, evidence: Evidence) -> str | None:
    """What is wrong with a quote, up to the name of the article; None where it stands at its offsets."""
    if text[evidence.start : evidence.end] == evidence.quote:
        return None
    if not evidence.quote:
        return "its quote is empty, in"
    place = text.find(evidence.quote)
    if place < 0:
        return "its quote does not stand in"
    where = f"{place:,} to {place + len(evidence.quote):,}"
    return f"its quote stands at {where}, not at {evidence.start:,} to {evidence.end:,}, of"
