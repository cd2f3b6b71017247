"""Attribution: who is reported as saying what a clause says, in direct and indirect speech and after "according to"."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diplograph.ontology import Actor
from diplograph.ontology.actors import NameKind

from ..actors import Referents
from ..syntax import conjuncts, preposition, subject_of_clause, walk
from ..words import Grammar, load_words
from .denials import is_negated
from .governors import is_refuted
from .stance import Reason, StanceWords

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Attribution", "find_attribution"]


_MAX_CLIMB = 12
# A name and a colon.
_LABEL_LENGTH = 2
_ADNOMINAL = ("acl", "acl:relcl")
# Where a noun for a charge says whose it is.
_OWNING = ("poss", "by", "from", "mod")
_CONTENTS = ("xcomp", "ccomp", "advcl", "acl", "obl")


@dataclass(slots=True)
class Attribution:
    """``speaker`` is an actor or None; ``outlet`` the news outlet that reports it or None; ``reasons`` what told of either."""

    speaker: Actor | None = None
    outlet: str | None = None
    # True where the speaker tells of a thing ("reiterated Russia's objection"), not in a clause: of oneself that is no report.
    of_thing: bool = False
    # Who charges that it happened, or wants it to: the speaker of what is only alleged or demanded.
    charged_by: Actor | None = None
    reasons: list[Reason] = field(default_factory=list)


def _voices(token: "Token | None", referents: Referents, found: Attribution, rule: str, cue: "Token | None") -> None:
    for part in conjuncts(token) if token is not None else []:
        mention = referents.mention(part)
        if mention is not None and mention.label == "outlet":
            found.outlet = found.outlet or mention.text
            found.reasons.append(Reason(mention.text, rule, cue))
        elif found.speaker is None:
            actors = referents.resolve(part)
            if actors:
                found.speaker = actors[0]
                found.reasons.append(Reason(actors[0].name, rule, cue))


def _is_tag(verb: "Token", clause: "Token") -> bool:
    """True for a reporting verb that hangs on what it reports: "..., he said"."""
    complemented = any(child.dep_ in ("ccomp", "mark") for child in verb.children)
    if verb.dep_ == "parataxis":
        # "...; Chad says that" tells of something else.
        return not (complemented and verb.i > clause.i)
    return verb.dep_ in ("ccomp", "advcl") and verb.i > clause.i and not complemented


def find_attribution(trigger: "Token", referents: Referents) -> Attribution:
    """The speaker nearest to the trigger and the outlet that the sentence names.

    A speaker is found where the trigger stands in a clause that depends on a verb of reporting, where such a verb hangs on the
    trigger's clause ("..., he said"), and after "according to".
    """
    reporting = load_words(Grammar).reporting_verbs
    found = Attribution()
    current = trigger
    accuser = Attribution()
    below = trigger
    for _ in range(_MAX_CLIMB):
        for child in current.children:
            if child.lemma_ in reporting and child != trigger and _is_tag(child, current):
                _voices(_charger(child), referents, found, "reporting verb beside it", child)
            if child.dep_ == "obl" and preposition(child).startswith("according"):
                _voices(child, referents, found, "according to", child)
        head = current.head
        if head == current or (below.dep_ == "conj" and below.head == current and _is_tag(current, head)):
            # "..., he said, and left": the leaving is not said.
            break
        if head.lemma_ in reporting and current == trigger and current.dep_ == "obj" and trigger.pos_ == "NOUN":
            _voices(subject_of_clause(head)[0], referents, found, "verb of reporting a thing", head)
            found.of_thing = found.speaker is not None
        if head.lemma_ in reporting and current.dep_ in ("ccomp", "xcomp", "parataxis", "advcl") and head.pos_ == "VERB":
            # "Was said by officials to have met": the officials say so; "was said to have met" names nobody who does.
            _voices(_charger(head), referents, found, "reporting verb above it", head)
        _read_denial(current, trigger, referents, found, accuser)
        if accuser.speaker is None and head.lemma_ in _charging() and head.pos_ == "VERB" and _is_content(current, below):
            _voices(_charger(head), referents, accuser, "verb of charging or demanding", head)
        below, current = current, head
    if found.speaker is None and found.outlet is None:
        found.speaker = referents.first_person.quotations.speaker(trigger)
        if found.speaker is not None:
            found.reasons.append(Reason(found.speaker.name, "quotation", None))
    if found.speaker is None and found.outlet is None:
        _voices(_label(trigger, referents), referents, found, "name with a colon before it", None)
    found.charged_by = accuser.speaker
    found.reasons += accuser.reasons
    return found


def _read_denial(current: "Token", trigger: "Token", referents: Referents, found: Attribution, accuser: Attribution) -> None:
    """Who denies what ``current`` tells, or whose charge or denial it spells out."""
    head, words = current.head, load_words(StanceWords)
    # Who denies a charge does not tell of the charging.
    is_charging = current == trigger and trigger.lemma_.lower() in words.charges
    if is_refuted(current, head, words) and not is_negated(head) and not is_charging:
        _voices(_charger(head), referents, found, "verb of denial above it", head)
    is_charge = head.lemma_.lower() in words.charges
    if current.dep_ in _ADNOMINAL and (is_charge or head.lemma_.lower() in words.denials):
        for owner in _owners(head):
            _voices(owner, referents, accuser if is_charge else found, "whose charge or denial it is", head)


def _label(trigger: "Token", referents: Referents) -> "Token | None":
    """The name with a colon that opens the line of a sentence ("Kremlin: ..."): its speaker, if no state by its name."""
    first = referents.analysis.sentence(trigger)[0]
    if (
        first.i < _LABEL_LENGTH
        or first.nbor(-1).text != ":"
        or len(referents.analysis.sentence(first.nbor(-1))) != _LABEL_LENGTH
    ):
        return None
    name = first.nbor(-_LABEL_LENGTH)
    mention = referents.mention(name)
    is_topic = mention is None or (mention.name is not None and mention.name.kind is NameKind.NAME)
    return None if is_topic else name


def _charging() -> frozenset[str]:
    words = load_words(StanceWords)
    return words.alleged | words.demanded


def _is_content(token: "Token", below: "Token") -> bool:
    """True for what a verb charges or demands, also where it hangs on whom ("accused the cabinet of sheltering rebels")."""
    return token.dep_ in _CONTENTS or (token.dep_ == "obj" and below.dep_ in ("acl", "nmod"))


def _owners(charge: "Token") -> Iterator["Token"]:
    """Whose a charge is: who is named with the noun, or repeats it ("Mali's claim that", "repeated the claim that")."""
    for slot in _OWNING:
        yield from walk(charge, slot)
    if charge.dep_ == "obj" and charge.head.lemma_ in load_words(Grammar).reporting_verbs:
        subject = _charger(charge.head)
        yield from () if subject is None else (subject,)


def _charger(verb: "Token") -> "Token | None":
    """Who says, charges or demands: the subject, or the "by" of a passive."""
    subject, passive = subject_of_clause(verb)
    if not passive:
        return subject
    return next((child for child in verb.children if preposition(child) == "by"), None)
