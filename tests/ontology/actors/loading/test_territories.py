from collections.abc import Callable

import pytest
from diplograph.ontology import DataError
from diplograph.ontology.actors import ActorBase, NameKind


def test_territory_is_itself_where_it_is_meant_and_elsewhere_a_place_of_the_state_that_holds_it(
    load: Callable[..., ActorBase],
) -> None:
    base = load()
    isle = base.territories["Grey Isle"]
    assert (isle.name, isle.kind, isle.wikidata, isle.iri.rpartition("/")[2]) == (
        *("Isle of Zenda", "Territory", "Q11"),
        "territory-isle-of-zenda",
    )
    assert (base.names["Grey Isle"].kind, base.names["Grey Isle"].actor.name) == (NameKind.PLACE, "Ruritania")
    assert base.places["Isle of Zenda"].name == "Ruritania"
    assert base.territories["Lost Shoal"].wikidata is None
    assert "Lost Shoal" not in base.names


@pytest.mark.parametrize(
    ("rows", "told"),
    [("Isle,,,ZZZ\n", ["Isle", "'ZZZ'", "states.csv"]), ("Isle,Rock,,\nReef,Rock,,\n", ["'Rock'", "Isle", "Reef"])],
    ids=["state that is none", "name of two"],
)
def test_wrong_row_of_the_territories_is_refused(rows: str, told: list[str], load: Callable[..., ActorBase]) -> None:
    with pytest.raises(DataError) as raised:
        load(territories="name,aliases,qid,state\n" + rows)
    for part in ("territories.csv", *told):
        assert part in str(raised.value)
