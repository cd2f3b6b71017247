"""Membership bids that one word carries: a noun ("Kyiv's membership to the EU"), a verb ("joining NATO"), a place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diplograph.ontology import Actor

from ..actors import Referents
from ..syntax import conjuncts, is_passive, preposition, subject_of_clause, walk

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Bid", "MembershipWords", "candidates_of", "prospects_of"]

# Where the organization stands with verbs that keep out, let in, go there and join.
_OUT, _IN, _THERE = ("out", "from", "of"), ("to", "into", "in", "inside"), ("to", "into", "in")
_JOINED = ("patient", "to", "into", "obj")
# Where it stands with nouns, and where the prospect stands that a noun is about.
_OF_NOUN = ("mod", "to", "in", "of", "into", "with", "on", "at", "appos")
_WITHIN_NOUN = ("for", "to", "comp", "of", "mod", "on", "about", "towards", "toward")
# Whose prospect a noun is.
_OWNERS = ("poss", "mod", "by", "of", "for", "head.with", "head.recipient", "to")
# Where the organization stands with a door ("NATO's door", "the door to NATO"), and to whom it is open.
_OF_DOOR, _AT_DOOR = ("poss", "mod", "of", "to", "into"), ("for", "to", "head.for", "head.to")
# Where somebody stands who is helped or wished luck with "its bid": whose it is.
_HELPED, _HELPED_WITH = ("obj", "recipient", "obj.mod"), ("in", "with", "on", "over", "for")


@dataclass(frozen=True, slots=True)
class MembershipWords:
    """The lists of ``bids.yaml``."""

    nouns: frozenset[str]
    members: frozenset[str]
    seats: frozenset[str]
    weak_nouns: frozenset[str]
    carriers: frozenset[str]
    nameless_nouns: frozenset[str]
    becoming: frozenset[str]
    insides: frozenset[str]
    verbs: frozenset[str]
    moving_verbs: frozenset[str]
    admitting_verbs: frozenset[str]
    barring_verbs: frozenset[str]
    barring_nouns: frozenset[str]
    doors: frozenset[str]
    having: frozenset[str]
    of_others: frozenset[str]
    documents: frozenset[str]
    echoes: frozenset[str]
    own_bodies: Mapping[str, str]
    usual_bodies: Mapping[str, str]
    bodies_with_seats: frozenset[str]

    def is_prospect(self, lemma: str) -> bool:
        """True for nouns that are a prospect themselves, and for those that are about one below them."""
        return lemma in self.nouns or lemma in self.carriers


@dataclass(frozen=True, slots=True)
class Bid:
    """A prospect: ``candidate`` is None where the phrase does not name one; ``token`` is the word that carries it."""

    candidate: Actor | None
    organization: Actor
    token: "Token"


def _bodies(referents: Referents, tokens: Iterator["Token"]) -> list[Actor]:
    return [actor for token in tokens for actor in referents.bodies(token)]


def candidates_of(referents: Referents, tokens: Iterator["Token"]) -> list[Actor]:
    """Who of those that tokens stand for may join a body: all but bodies."""
    return [actor for token in tokens for actor in referents.resolve(token) if actor.kind != "InternationalOrganization"]


def _first(referents: Referents, token: "Token", paths: tuple[str, ...], *, bodies: bool) -> list[Actor]:
    for path in paths:
        found = (_bodies if bodies else candidates_of)(referents, walk(token, path))
        if found:
            return found
    return []


def _of_subject(clause: "Token", referents: Referents) -> list[Actor]:
    """Who the subject of a clause is, or whose it is ("Chad's future lies in NATO"); a body, too, may join another."""
    subject, _ = subject_of_clause(clause)
    if subject is None:
        return []
    named = candidates_of(referents, iter(conjuncts(subject))) or _first(referents, subject, ("poss",), bodies=False)
    return named or (_bodies(referents, iter([subject])) if referents.mention(subject) is not None else [])


def _bids_of_verb(token: "Token", referents: Referents, words: MembershipWords, *, barring: bool) -> Iterator[Bid]:
    admitting = barring or token.lemma_ in words.admitting_verbs
    going = _THERE if token.lemma_ in words.moving_verbs else _JOINED
    organizations = _first(referents, token, _OUT if barring else _IN if admitting else going, bodies=True)
    if not organizations:
        return
    if admitting:
        candidates = _first(referents, token, ("patient",), bodies=False)
        if not candidates and any(word.pos_ != "PRON" for word in walk(token, "obj")):
            # "brought the matter to the UN"
            return
    else:
        # "Ukraine joining NATO" hangs on Ukraine, on its head, or on nothing that can join.
        candidates = _of_subject(token, referents)
        if not candidates and token.dep_ in ("acl", "advcl", "xcomp"):
            candidates = candidates_of(
                referents, iter(t for t in token.head.children if t.dep_ in ("nmod", "obl", "obj") and t.i < token.i)
            )
    yield from _joined(candidates, organizations, token)


def _joined(candidates: list[Actor], organizations: Iterable[Actor], token: "Token") -> Iterator[Bid]:
    """Each candidate, None where there is none, with each organization but itself."""
    for organization in organizations:
        for candidate in candidates or (None,):
            if candidate != organization:
                yield Bid(candidate, organization, token)


def _bids_of_noun(token: "Token", referents: Referents, words: MembershipWords) -> Iterator[Bid]:
    lemma = token.lemma_.lower()
    if lemma in words.members and not _is_membership(token, words):
        return
    within = (below for path in _WITHIN_NOUN for below in walk(token, path))
    inner = [bid for below in within for bid in _direct(below, referents, words, barring=False)]
    organizations = _bodies_of_noun(token, referents, words) if lemma not in words.carriers else []
    is_bare = lemma in words.weak_nouns and not inner and not _is_entry(token, referents)
    if is_bare and not _is_nameless(token, referents, words):
        return
    candidates = _owners(token, referents, words)
    if lemma in words.carriers:
        # "Serbia's campaign against Kosovo's membership" is about Kosovo.
        helped = bool(_helped(token, referents))
        for bid in inner:
            known = [bid.candidate] if bid.candidate is not None and not helped else candidates
            yield from (replace(bid, candidate=candidate, token=token) for candidate in known or (None,))
        return
    known = candidates or [bid.candidate for bid in inner if bid.candidate is not None]
    for organization in organizations or [bid.organization for bid in inner]:
        for candidate in known or (None,):
            yield Bid(candidate, organization, token)


def _bodies_of_noun(token: "Token", referents: Referents, words: MembershipWords) -> list[Actor]:
    """The organization of the prospect that a noun is, from its phrase, from the word above it, or from the text before."""
    own = _own_body(token, referents, words)
    if own:
        return own
    found = _first(referents, token, _OF_NOUN, bodies=True)
    if not found and token.dep_ in ("compound", "amod", "nmod"):
        # "Croatia's EU membership talks": the names hang on the last noun.
        found = _first(referents, token.head, ("mod", "poss", "with"), bodies=True)
    if not found and token.dep_ == "obj":
        # "would have granted Ireland membership in the UN": the organization may hang on the verb.
        found = _first(referents, token.head, ("in", "to", "of", "on"), bodies=True)
    if found or not _is_nameless(token, referents, words):
        return found
    return _only_body(token, referents) or _known(words.usual_bodies.get(token.lemma_.lower()), referents)


def _own_body(noun: "Token", referents: Referents, words: MembershipWords) -> list[Actor]:
    """The organization that alone has what a phrase tells of ("a permanent seat", "negotiating chapters")."""
    before = (child for child in noun.children if child.i < noun.i)
    named = (words.own_bodies.get(f"{child.lemma_.lower()} {noun.lemma_.lower()}") for child in before)
    return _known(next(filter(None, named), None), referents)


def _known(name: str | None, referents: Referents) -> list[Actor]:
    known = referents.base.names.get(name) if name is not None else None
    return [known.actor] if known is not None else []


def _owners(token: "Token", referents: Referents, words: MembershipWords) -> list[Actor]:
    """Whose prospect a noun is."""
    lemma = token.lemma_.lower()
    if lemma in words.seats:
        found = _first(referents, token, ("for", "poss", "head.recipient"), bodies=False)
        # "has no place in NATO"
        return found or (_first(referents, token, ("head.agent",), bodies=False) if token.dep_ == "obj" else [])
    found = _helped(token, referents) or _first(referents, token, _OWNERS, bodies=False)
    if not found and token.dep_ == "compound":
        # "Turkey's candidate status", "accession talks with Turkey"
        found = _first(referents, token.head, ("poss", "with"), bodies=False)
    if not found and preposition(token) in ("for", "as"):
        # "recommending Kosovo for membership", "took Chad in as a member"
        found = _first(referents, token, ("head.patient",), bodies=False)
    return found or _owning_subject(token, referents, words)


def _owning_subject(noun: "Token", referents: Referents, words: MembershipWords) -> list[Actor]:
    """Whose a prospect is that has no owner in its phrase: of whom a clause says that he is, has or gets it."""
    if noun.lemma_.lower() in words.members:
        return _members(noun, referents, words)
    if any(child.dep_ == "cop" for child in noun.children):
        return _of_subject(noun, referents)
    if noun.dep_ == "xcomp":
        # "called Chad a natural candidate"
        return _first(referents, noun.head, ("patient",), bodies=False)
    if noun.dep_ != "obj":
        return []
    if noun.head.lemma_ in words.having:
        return _first(referents, noun.head, ("agent",), bodies=False)
    # "Chad was denied entry"
    return _first(referents, noun.head, ("patient",), bodies=False) if is_passive(noun.head) else []


def _helped(noun: "Token", referents: Referents) -> list[Actor]:
    """Whose "its bid" is where somebody is backed in it, or wished luck with it: not whose the backing is."""
    is_owned = any(child.dep_ == "nmod:poss" and child.pos_ == "PRON" for child in noun.children)
    if not is_owned or noun.dep_ not in ("obl", "nmod") or preposition(noun) not in _HELPED_WITH:
        return []
    verb = noun.head if noun.dep_ == "obl" else noun.head.head
    return _first(referents, verb, _HELPED, bodies=False) if verb.pos_ == "VERB" else []


def _is_membership(member: "Token", words: MembershipWords) -> bool:
    """True where a noun for a member says what somebody is or would be, not who they are ("at the request of its members")."""
    is_predicate = any(child.dep_ == "cop" for child in member.children)
    return is_predicate or member.dep_ == "compound" or preposition(member) == "as" or _becomes(member, words)


def _becomes(noun: "Token", words: MembershipWords) -> bool:
    return noun.dep_ in ("xcomp", "obj") and noun.head.lemma_ in words.becoming


def _members(token: "Token", referents: Referents, words: MembershipWords) -> list[Actor]:
    """Who is or becomes what a noun for a member says ("wants Chad to be a member", "to become part of NATO")."""
    return _of_subject(token.head if _becomes(token, words) else token, referents)


def _is_nameless(token: "Token", referents: Referents, words: MembershipWords) -> bool:
    """True where a noun may leave the organization unsaid ("its bid", "candidate status", "to become a member")."""
    lemma = token.lemma_.lower()
    if lemma in words.nameless_nouns or _own_body(token, referents, words):
        return True
    if lemma in words.members:
        return _becomes(token, words) and not any(child.dep_ == "nmod" for child in token.children)
    return token.dep_ == "compound" and words.is_prospect(lemma) and token.head.lemma_.lower() in words.carriers


def _bids_of_place(token: "Token", referents: Referents, words: MembershipWords) -> Iterator[Bid]:
    """What "wants Chad to be in NATO" says: the organization is where somebody would be."""
    if preposition(token) not in words.insides or not any(child.dep_ == "cop" for child in token.children):
        return
    yield from _joined(_of_subject(token, referents), referents.bodies(token), token)


def _only_body(token: "Token", referents: Referents) -> list[Actor]:
    """The one organisation that the sentence names, or else the last one before it, which "accession talks" leave unsaid."""
    found = {
        actor.iri: actor
        for other in referents.analysis.sentence(token)
        if referents.mention(other) is not None
        for actor in referents.bodies(other)
    }
    return list(found.values()) if len(found) == 1 else list(() if found else referents.coreference.body(token))


def _is_entry(token: "Token", referents: Referents) -> bool:
    """ "WTO entry", "EU candidate", "the bid for NATO": the organization itself stands right there."""
    beside = (t for path in ("mod", "to", "into", "for", "in") for t in walk(token, path))
    return any(referents.bodies(t) for t in beside if t.dep_ != "nmod:poss")


def _bids_of_door(door: "Token", referents: Referents) -> Iterator[Bid]:
    """What "opened the door of NATO to Chad" says."""
    organizations = _first(referents, door, _OF_DOOR, bodies=True)
    # "the door of the Union to the Council"
    candidates = _first(referents, door, _AT_DOOR, bodies=False) if organizations else []
    if candidates:
        yield from _joined(candidates, organizations, door)


def _bids_of_expulsion(noun: "Token", referents: Referents) -> Iterator[Bid]:
    """What "the expulsion of Chad from NATO" says: who would be out of what."""
    candidates = _first(referents, noun, ("of", "poss", "mod"), bodies=False)
    yield from _joined(candidates, _first(referents, noun, ("from", "head.from"), bodies=True), noun) if candidates else ()


def prospects_of(token: "Token", referents: Referents, words: MembershipWords, *, barring: bool = False) -> list[Bid]:
    """The prospects that a word carries itself, of bodies that can have members; with ``barring``, those kept from true.

    Of an organ, it is the body above that is joined ("the European Parliament"), but for those to which seats are given.
    """
    return [
        replace(bid, organization=_with_members(bid.organization, referents, words))
        for bid in _direct(token, referents, words, barring=barring)
    ]


def _with_members(body: Actor, referents: Referents, words: MembershipWords) -> Actor:
    about = referents.base.organization(body) if body.name not in words.bodies_with_seats else None
    return about.parent if about is not None and about.kind == "organ" and about.parent is not None else body


def _direct(token: "Token", referents: Referents, words: MembershipWords, *, barring: bool) -> Iterator[Bid]:
    lemma = token.lemma_.lower()
    joining = words.barring_verbs if barring else words.verbs | words.moving_verbs | words.admitting_verbs
    if (token.pos_ == "VERB" and lemma in joining) or (lemma in words.verbs and token.tag_ == "VBG"):
        return _bids_of_verb(token, referents, words, barring=barring)
    if barring:
        return _bids_of_expulsion(token, referents) if lemma in words.barring_nouns else iter(())
    if referents.mention(token) is not None or lemma in referents.lexicon.body_nouns:
        return _bids_of_place(token, referents, words)
    if token.pos_ not in ("NOUN", "PROPN"):
        return iter(())
    if lemma in words.doors:
        return _bids_of_door(token, referents)
    return _bids_of_noun(token, referents, words) if words.is_prospect(lemma) else iter(())
