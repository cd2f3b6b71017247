import pytest
from diplograph.ontology import DataError, DiplographError, GraphError, InputError, ModelError


@pytest.mark.parametrize("kind", [DataError, GraphError, InputError, ModelError])
def test_every_error_can_be_caught_as_one(kind: type[DiplographError]) -> None:
    with pytest.raises(DiplographError):
        raise kind("frames.yaml: wrong")


def test_message_is_one_line_even_where_the_cause_has_many() -> None:
    assert str(DataError("a.yaml: not valid:\n  line 1\n\tcolumn 2")) == "a.yaml: not valid: line 1 column 2"
