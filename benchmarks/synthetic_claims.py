"""Claims of the real shape in any number, from a seed: ten years of news, few actors named often and most seldom."""

import datetime
import random
from collections.abc import Iterator
from itertools import accumulate

from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval, Modality, Polarity, load_schema
from diplograph.ontology.identifiers import ACTOR, EVENT

__all__ = ["articles"]

CLAIMS_AN_ARTICLE = 5
FIRST_DAY, DAYS = datetime.date(2015, 1, 1), 3650
# fmt: off
WORDS = [
    "the", "a", "of", "to", "in", "and", "on", "for", "with", "that", "said", "has", "would", "not", "over", "after",
    "before", "between", "against", "talks", "minister", "president", "foreign", "government", "officials", "border",
    "trade", "sanctions", "treaty", "alliance", "membership", "summit", "ceasefire", "agreement", "troops", "parliament",
    "council", "envoy", "statement", "security", "energy", "grain", "corridor", "reform", "vote", "election", "pressure",
    "support", "aid", "mediation", "delegation", "proposal", "deal", "crisis", "conflict", "accord", "blockade", "visa",
    "airspace", "missile", "drone", "refugees", "loan", "pipeline", "harbour", "prisoners", "exchange", "observers",
    "mandate", "resolution", "veto", "accession", "chapter", "candidate", "referendum",
]
# fmt: on
RELATIONS = {"opposesMembership": 3, "supportsMembership": 3, "participatesIn": 6, "excludedFrom": 3, "hosts": 2}


class _Skewed:
    """Draws from a list so that the n-th item comes 1/n as often as the first (Zipf)."""

    def __init__(self, items: list[object], exponent: float = 0.8) -> None:
        self._items = items
        self._weights = list(accumulate(1 / rank**exponent for rank in range(1, len(items) + 1)))

    def draw(self, chance: random.Random) -> object:
        return chance.choices(self._items, cum_weights=self._weights)[0]


def articles(claims: int, seed: int = 1) -> Iterator[tuple[Document, list[Claim]]]:
    """Articles with five claims each until there are ``claims``: the same ones for the same seed."""
    chance = random.Random(seed)
    states = [Actor(f"{ACTOR}S{n:03}", f"State {n}", "State", f"S{n:02}"[:3], f"Q{n + 1}") for n in range(200)]
    persons = [Actor(f"{ACTOR}person-{n}", f"Person {n}", "Person", f"S{n % 100:02}") for n in range(3000)]
    bodies = [Actor(f"{ACTOR}B{n:03}", f"Body {n}", "InternationalOrganization", "IGO") for n in range(80)]
    number = max(claims // 60, 10)
    events = [Event(f"{EVENT}talks-{n}", f"Talks {n}", "Negotiation", f"City {n % 150}") for n in range(number)]
    actors, speakers, organizations = _Skewed([*states, *persons]), _Skewed(persons), _Skewed(bodies)
    relations = load_schema().relations
    names = sorted(relations)
    weights = [RELATIONS.get(name, 4) for name in names]
    for article in range(claims // CLAIMS_AN_ARTICLE):
        day = FIRST_DAY + datetime.timedelta(days=article * CLAIMS_AN_ARTICLE * DAYS // claims)
        document = Document(f"article-{article}", f"Text {article}.", f"Headline {article}", day, f"Outlet {article % 40}")
        # What happens about then is about the same events.
        near = article * CLAIMS_AN_ARTICLE // 60
        found = []
        for place in range(CLAIMS_AN_ARTICLE):
            relation = relations[chance.choices(names, weights)[0]]
            subject = actors.draw(chance)
            if relation.range == "Event":
                object_: object = events[min(max(near + chance.randint(-4, 4), 0), number - 1)]
            else:
                object_ = (organizations if relation.range == "Organization" else actors).draw(chance)
            start = place * 160
            when = day - datetime.timedelta(days=chance.choice((0, 1, 1, 2, 30)))
            quote = " ".join(chance.choices(WORDS, k=25)).capitalize() + "."
            found.append(
                Claim(
                    document=document.id,
                    subject=subject,  # type: ignore[arg-type]
                    relation=relation.name,
                    object=object_,  # type: ignore[arg-type]
                    organization=organizations.draw(chance) if relation.range == "MembershipBid" else None,  # type: ignore[arg-type]
                    polarity=Polarity.NEGATED if chance.random() < 0.08 else Polarity.AFFIRMED,
                    modality=chance.choices(list(Modality), (80, 8, 4, 5, 3))[0],
                    speaker=speakers.draw(chance) if chance.random() < 0.35 else None,  # type: ignore[arg-type]
                    date=Interval(when.isoformat(), when.isoformat(), "day") if chance.random() < 0.5 else None,
                    place=f"City {chance.randint(0, 149)}" if chance.random() < 0.2 else None,
                    confidence=round(chance.uniform(0.5, 1), 2),
                    frame=f"{relation.name}.verb",
                    evidence=(Evidence(start, start + len(quote), quote, quote.split()[3]),),
                )
            )
        yield document, found
