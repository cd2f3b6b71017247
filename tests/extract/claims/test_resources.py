from dataclasses import replace

import pytest
from diplograph.extract.claims import resources as module
from diplograph.extract.names import TitleWords
from diplograph.extract.words import load_words
from diplograph.ontology import DataError


def test_standing_that_names_no_relation_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = load_words(TitleWords)
    wrong = replace(shipped, standings={**shipped.standings, "friend": "befriends"})
    monkeypatch.setattr(module, "load_words", lambda kind: wrong)
    with pytest.raises(DataError, match=r"titles\.yaml: standings: friend: 'befriends'"):
        module.load_resources()
