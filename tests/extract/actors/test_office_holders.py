import datetime

import pytest
from diplograph.extract.actors.linking import Linker
from diplograph.ontology import Document
from diplograph.ontology.actors import ActorBase, Office, fold

KINDS = {
    "president": ("head_of_state", "head_of_government"),
    "prime minister": ("head_of_government",),
    "foreign minister": ("foreign_minister",),
    "defence minister": ("defence_minister",),
}
# Words by which titles of the tables tell the offices apart that share a kind.
NAMED_BY = {
    "president": ("presiden",),
    "prime minister": (
        "prime",
        "premier",
        "council",
        "cabinet",
        "minister of state",
        "government",
        "taoiseach",
        "chief minister",
    ),
}
DAYS = [datetime.date(year, month, 15) for year in range(2010, 2027) for month in (3, 9) if (year, month) < (2026, 9)]


def _identity(person: str) -> tuple[str, str]:
    words = fold(person).split()
    return words[0], words[-1]


def _is_named(office: Office, role: str) -> bool:
    words = NAMED_BY.get(role)
    return words is None or not office.title or any(word in office.title.lower() for word in words)


@pytest.mark.parametrize("role", KINDS)
def test_holders_of_2010_to_2026_hold_that_office_in_the_tables_on_the_day(role: str, base: ActorBase) -> None:
    states = {actor.iri: actor for code, actor in base.actors.items() if actor.kind == "State" and ":" not in code}.values()
    named, wrong = 0, []
    for day in DAYS:
        linker = Linker(base, Document("test", date=day))
        for state in states:
            holder = linker.office_holder(state, role)
            if holder is None:
                continue
            named += 1
            rows = [row for row in base.offices_of(holder.name) if base.state(row.actor) == state and row.kind in KINDS[role]]
            if not any(row.covers(day.isoformat()) and _is_named(row, role) for row in rows):
                wrong.append((state.name, day.isoformat(), holder.name))
    assert wrong == []
    assert named > 2000


@pytest.mark.parametrize(
    ("state", "role", "date", "holder"),
    [
        ("IRN", "president", "2011-09-23", "Mahmoud Ahmadinejad"),
        ("IRN", "president", "2013-02-01", "Mahmoud Ahmadinejad"),
        ("IRN", "president", "2023-05-01", "Ebrahim Raisi"),
        ("IRN", "president", "2024-05-18", "Ebrahim Raisi"),
        ("IRN", "president", "2025-03-01", "Masoud Pezeshkian"),
        ("IRN", "supreme leader", "2020-01-17", "Ali Khamenei"),
        ("GBR", "queen", "2012-06-01", "Elizabeth II"),
        ("DEU", "chancellor", "2024-03-01", "Olaf Scholz"),
        ("DEU", "president", "2024-03-01", "Frank-Walter Steinmeier"),
        ("FRA", "prime minister", "2013-05-01", "Jean-Marc Ayrault"),
        ("BIH", "president", "2012-05-01", "Bakir Izetbegović"),
        ("GBR", "president", "2012-05-01", None),
        ("USA", "prime minister", "2012-05-01", None),
    ],
)
def test_title_tells_apart_those_who_hold_offices_of_one_kind(
    state: str, role: str, date: str, holder: str | None, base: ActorBase
) -> None:
    found = Linker(base, Document("test", date=datetime.date.fromisoformat(date))).office_holder(base.actors[state], role)
    assert (found.name if found is not None else None) == holder


@pytest.mark.parametrize(("state", "date"), [("PER", "2022-03-15"), ("LAO", "2018-03-15"), ("SUR", "2021-03-15")])
def test_row_too_old_to_tell_names_no_holder(state: str, date: str, base: ActorBase) -> None:
    linker = Linker(base, Document("test", date=datetime.date.fromisoformat(date)))
    assert linker.office_holder(base.actors[state], "prime minister") is None
