"""Each set is written out once more, whole: a character that leaves one of them is a hole in a page or a terminal."""

import re
import sys

import pytest
from diplograph.graph import safe_text

WHOLE = {
    "_TERMINAL": "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]",
    "HIDDEN_IN_JSON": "[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]",
    "UNSAFE_IN_SCRIPT": "[<>&\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]",
    "IGNORABLE": "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]",
    "UNFIT_FOR_PAGE": "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]",
    "DIRECTION": "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]",
    "UNFIT_FOR_RDF": "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]",
    "UNFIT_FOR_XML": "[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]",
}


@pytest.mark.parametrize("name", WHOLE)
def test_set_holds_exactly_what_its_place_must_do_without(name):
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert set("".join(getattr(safe_text, name).findall(every))) == set(re.findall(WHOLE[name], every))


def test_all_sets_are_compared():
    assert {name for name, value in vars(safe_text).items() if isinstance(value, re.Pattern)} == set(WHOLE)
