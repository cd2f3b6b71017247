"""The worked example: a few claims of invented states, on which every question is solved by hand in its docstring."""

import csv
import datetime
from functools import cache
from importlib.resources import files

from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval, Modality, Polarity
from diplograph.ontology.identifiers import EVENT, LOCAL_ACTORS, mint

from ..desk import ClaimList

__all__ = ["worked_example"]

_LOCAL = LOCAL_ACTORS[0]


def worked_example() -> ClaimList:
    """Some twenty claims of six articles about seven invented states: whatever asks a graph can ask it.

    >>> worked_example()
    <ClaimList: 22 claims>
    """
    return ClaimList(*_read())


@cache
def _read() -> tuple[tuple[Claim, ...], tuple[Document, ...]]:
    text = files(__package__).joinpath("worked_example.csv").read_text("utf-8")
    claims: list[Claim] = []
    documents: dict[str, Document] = {}
    for place, row in enumerate(csv.DictReader(text.splitlines())):
        name = row["document"]
        documents[name] = Document(name, date=datetime.date.fromisoformat(row["date"]), outlet=row["outlet"])
        claims.append(
            Claim(
                document=name,
                subject=_actor(row["subject"]),
                relation=row["relation"],
                object=_node(row["object"]),
                organization=_actor(row["organization"]) if row["organization"] else None,
                polarity=Polarity(row["polarity"]),
                modality=Modality(row["modality"]),
                manner=row["manner"] or None,
                speaker=_actor(row["speaker"]) if row["speaker"] else None,
                date=Interval(row["day"], row["day"], "day") if row["day"] else None,
                evidence=(Evidence(100 * place, 100 * place + len(row["quote"]), row["quote"], ""),),
            )
        )
    return tuple(claims), tuple(documents.values())


def _node(name: str) -> Actor | Event:
    return Event(mint(EVENT, name), name, "Negotiation") if name.endswith("Talks") else _actor(name)


def _actor(name: str) -> Actor:
    kind = "State" if name.endswith("land") else "InternationalOrganization" if name.endswith("League") else "Person"
    return Actor(mint(_LOCAL, name), name, kind)
