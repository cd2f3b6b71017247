"""The shipped tables as rows, and an actor base of two states and one of everything else in tables of the tests' own."""

import csv
import importlib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from diplograph.ontology.actors import ActorBase, load_actors

loading = importlib.import_module("diplograph.ontology.actors.loading.shipped_actors")

TABLES = {
    "excluded_names": "text,reason\nIt,a pronoun\n",
    "precedence": "name,holder,reason\nRed Front,,two parties\nOld Band,BAND-B,the better known\n",
    "states": (
        "code,iso2,qid,short_name,official_name,other_names,former_names,adjectives,nouns,capitals,status,parent,government\n"
        "RUS,RU,Q159,Ruritania,,It,,Ruritanian,Ruritanians,Strelsau,UN member,,\n"
        "ISL,IS,,Ruritanian Isles,,,,Ruritanian,Islanders,Port,territory,RUS,\n"
    ),
    "state_aliases": "alias,code,kind\nRuritanya,RUS,name_variant\nRu,RUS,name_variant\nZenda,RUS,place\nFar,ZZZ,place\n",
    "organizations": (
        "org_id,qid,name,abbreviations,aliases,kind,parent,seat,dissolved,code,source\n"
        "RLU,,River League,RLG,The League,IGO,,Strelsau,,IGO,recall\n"
        "RLC,,Council of the River League,,,organ,RLU,,1990,,recall\nHELP,,River Aid,,,NGO,,,,NGO,recall\n"
    ),
    "organizations_supraverden_ccbysa": (
        'org_id,qid,name,established,headquarters,source\nRLU,Q7,River League,1901,"Zenda, Ruritania",s\n'
        'RLC,Q8,Secretariat of the Council,,,s\n,Q9,Lake Bank,1950,"Zenda, Ruritania",s\n,,Lake Forum,,,s\n'
    ),
    "memberships": (
        "member,org_id,status,from,to,as_of,source\nRUS,RLU,member,1901-05-01,1950-01-01,,recall\n"
        "RUS,RLU,observer,1990,,2020-01-01,recall+factbook\nISL,RLU,member,,,2020-01-01,factbook\n"
    ),
    "metonyms": (
        "term,actor,sector,kind,organ,acts_alone\nRound Tower,RUS,GOV,seat,,\nStrelsau,RUS,GOV,capital,,\n"
        "Diet of Ruritania,RUS,LEG,legislature,Diet,\nBlack Office,RUS,SPY,secret police,Black Office,1\n"
    ),
    "armed_groups": (
        "group_id,name,abbreviations,aliases,base,sector\nBLUES,The Blues,BLU,7,,REB\nGUARD,River Guard,,,RUS,MIL\n"
        "BAND-A,Band A,,Old Band,,REB\nBAND-B,Band B,,Old Band,,REB\n"
    ),
    "peoples": "name,aliases,state\nHillmen,Hill folk,RUS\nRovers,,\n",
    "parties": "name,aliases,state\nGreen Front,Greens,RUS\nRed Front,,RUS\nRed Front,,ISL\n",
    "officeholders": (
        "person,variants,qid,office_kind,office,actor,from,to,to_basis,as_of,recall_fields,source\n"
        "Ana Élan,A. Élan,,spokesperson,Speaker,RUS,,,,,,a\n"
        "Ana Élan,,Q5,head_of_state,Queen,RUS,1990-01-01,,,2019-06-04,,a\n"
    ),
    "officeholders_other": (
        "person,variants,qid,office_kind,office,actor,from,to,to_basis,as_of,recall_fields,source\n"
        "Max Rassendyll,,,minister,Minister of Mills,RUS,1990-01-01,,,,,recall\n"
    ),
    "officeholders_2026_ccbysa": (
        "person,local_name,qid,office_kind,office,actor,from,as_of,source\n"
        "Ana Élan,,Q5,head_of_state,Queen,RUS,1990-01-01,2026-08-22,b\n"
    ),
    "phoenix_persons": (
        "person,variants,actor,roles,source\nRupert Hentzau,,RUS,GOV:1990-01-01:1991-01-01,c\nAna Elan,,ISL,GOV,c\n"
    ),
    "period_names": "name,actor,words,source\nStrelsau Union,RUS,Strelsau Union,recall\n",
    "territories": "name,aliases,qid,state\nIsle of Zenda,Zenda Island|Grey Isle,Q11,RUS\nLost Shoal,,,\n",
    "name_order": "code,reason,source\nISL,islanders,recall\n",
    "agents": "term,irregular_plural,sector\nrebel,,REB\npolice chief,,COP\nman,men,CVL\n",
}


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a shipped table, by column."""
    return list(csv.DictReader(files("diplograph.ontology.actors").joinpath("tables", name).read_text("utf-8").splitlines()))


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., ActorBase]:
    """Gives the actor base of ``TABLES``; a keyword is the name of a table, its value the content that it has instead."""

    def load_tables(**changed: str) -> ActorBase:
        for name, content in (TABLES | changed).items():
            (tmp_path / f"{name}.csv").write_text(content, "utf-8")
        monkeypatch.setattr(loading, "shipped_tables", lambda: tmp_path)
        return load_actors.__wrapped__()

    return load_tables


@pytest.fixture
def small(load: Callable[..., ActorBase]) -> ActorBase:
    return load()
