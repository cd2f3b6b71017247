import pytest
from diplograph.extract.text.alignment import AlignedText
from diplograph.extract.text.characters import with_usual_characters


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("Tu\u0308rkiye", "Türkiye"),
        ("Me\u0301xico met Peru\u0301", "México met Perú"),
        ("Bao\u0302\u0301", "Baố"),
        ("Timor\u2011Leste and Guinea\u2010Bissau", "Timor-Leste and Guinea-Bissau"),
        ("the o\ufb03ce of Ｋｅｎｙａ", "the office of Kenya"),
        # No letter carries these: they stay.
        ("1\u0301 \u0301", "1\u0301 \u0301"),
    ],
)
def test_letters_and_hyphens_are_those_that_names_have(text: str, usual: str) -> None:
    assert with_usual_characters(AlignedText(text)).text == usual
