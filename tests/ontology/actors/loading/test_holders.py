"""Who held the offices that texts name without a name, where the sources of the tables are known to have erred."""

import pytest
from diplograph.ontology.actors import load_actors


@pytest.mark.parametrize(
    ("state", "kind", "date", "person"),
    [
        ("AGO", "defence_minister", "2018-01-01", "Salviano de Jesus Sequeira"),
        ("PAK", "defence_minister", "2019-01-01", "Pervez Khattak"),
        ("MCO", "head_of_state", "2021-06-01", "Albert II, Prince of Monaco"),
        ("UZB", "head_of_government", "2018-01-01", "Abdulla Aripov"),
        ("UGA", "foreign_minister", "2022-01-01", "Jeje Odongo"),
        ("IND", "foreign_minister", "2011-01-01", "S. M. Krishna"),
        ("MYS", "head_of_state", "2020-01-01", "Abdullah of Pahang"),
        ("HTI", "head_of_government", "2019-01-01", "Jean Henry Ceant"),
    ],
)
def test_office_has_the_one_holder_of_the_day(state: str, kind: str, date: str, person: str) -> None:
    assert [office.person for office in load_actors().holder(state, kind, date)] == [person]
