"""YAML of users is bounded: what would exhaust memory, time or the stack is one line."""

import re
from pathlib import Path

import pytest
from diplograph.graph.identity import load_decisions
from diplograph.ontology import DataError, GraphError, compose_yaml
from diplograph.ontology.actors import extend_actors, load_actors
from hypothesis import given
from hypothesis import strategies as st

BOMB = "- &a [x, x]\n" + "".join(f"- &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20))
HOSTILE = {
    "aliases": (BOMB, "aliases (*a) are not read"),
    "a loop": ("- &a [*a]\n", "aliases (*a) are not read"),
    "merged keys": ("- &a {name: x}\n- {<<: *a}\n", "aliases (*a) are not read"),
    "depth": ("- name: " + "[" * 100_000, "nest"),
    "depth of mappings": ("{a: " * 10_000, "nest"),
    "depth of few": ("- name: " + "[" * 30 + "]" * 30, "nested more than 20 deep"),
    "a number": ("- name: " + "9" * 1_000_000, "is a number of 1,000,000 digits"),
    "a key": ("- {" + "9" * 500 + ": x}", "is a number of 500 digits"),
    "a fraction": ("- name: 1." + "9" * 5_000, "is a number of 5,002 digits"),
    "no YAML": ("- {a: b\n", "not valid YAML in line 2"),
    "control characters": ("- \x00", "not valid YAML"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_yaml_is_refused_in_one_line(kind: str, tmp_path: Path) -> None:
    text, message = HOSTILE[kind]
    (tmp_path / "file.yaml").write_text(text, "utf-8")
    for read in (load_decisions, lambda path: extend_actors(load_actors(), [path])):
        with pytest.raises((DataError, GraphError), match=re.escape(message)) as refusal:
            read(tmp_path / "file.yaml")
        assert str(refusal.value).startswith(f"{tmp_path / 'file.yaml'}") and len(str(refusal.value)) < 400


@given(st.text(max_size=200))
def test_any_text_has_nodes_or_is_told(text: str) -> None:
    try:
        compose_yaml(text)
    except DataError as error:
        assert str(error)


def test_table_whose_cell_never_closes_is_told(tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text('name,kind\n"' + "x" * 1_000_000, "utf-8")
    with pytest.raises(DataError, match=r"file\.csv, line 2: "):
        extend_actors(load_actors(), [tmp_path / "file.csv"])
