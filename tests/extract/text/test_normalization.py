"""Forms in which texts come, each read as the plain text that it is; what is quoted is always the original."""

import pytest
from diplograph.extract import Extractor
from diplograph.ontology import Claim, Document
from hypothesis import given, settings
from hypothesis import strategies as st

PLAIN = [
    # references and tags
    ("Ghana&#39;s army &amp; police", "Ghana's army & police"),
    ("Ghana&rsquo;s&nbsp;army", "Ghana’s army"),
    ("Mali &amp;amp; Chad &amp;quot;agreed&amp;quot;", 'Mali & Chad "agreed"'),
    ("<p>Mali met <b>Chad</b>.</p><p>Togo left.</p>", "\n\nMali met Chad.\n\nTogo left.\n\n"),
    ("Talks open<br/>Mali left <!-- ad --> again", "Talks open\nMali left again"),
    ("R&D at 5 < 7 and 8 > 3; A&B; &unknown;", "R&D at 5 < 7 and 8 > 3; A&B; &unknown;"),
    # characters
    ("Panama\u0301 and Co\u0302te d'Ivoire", "Panamá and Côte d'Ivoire"),
    ("the o\ufb03ce of Ｋｅｎｙａ", "the office of Kenya"),
    ("𝗠𝗮𝗹𝗶 left", "Mali left"),
    # words broken at line ends
    ("The nego-\ntiations on Mozam-\nbique", "The negotiations on Mozambique"),
    ("the Sino-\nIndian border", "the Sino-Indian border"),
    ("a two-\nday visit", "a two-day visit"),
    ("MOZAM-\nBIQUE", "MOZAMBIQUE"),
    ("Mali bro\u00ad\nke its word", "Mali broke its word"),
    # posts
    ("RT @abc: Mali left Chad", "Mali left Chad"),
    ("@abc @def Mali left Chad", "Mali left Chad"),
    ("#Mali left #SouthAfrica and #south_sudan", "Mali left South Africa and South Sudan"),
    ("#UKRAINE left #ukraine", "Ukraine left Ukraine"),
    ("Mali left Chad. #Togo #Benin", "Mali left Chad."),
    ("Mali met #Chad #diplomacy #peace", "Mali met"),
    ("Mali met envoys of #Chad #diplomacy", "Mali met envoys of Chad"),
    ("1/5 Mali left Chad 🧵", "Mali left Chad"),
    ("BREAKING: Mali left Chad", "Mali left Chad"),
    ("BREAKING 🚨 Mali left Chad", "Mali left Chad"),
    ("Mali left Chad https://example.org/a?b=1", "Mali left Chad"),
    ("Mali left Chad (https://example.org).", "Mali left Chad."),
    ("Coffee was good ☕ Mali left Chad 🇲🇱🇹🇩", "Coffee was good. Mali left Chad"),
    ("@NATO met @ChadWoodley", "NATO met @ChadWoodley"),
    ("Mali left Chad via @abc", "Mali left Chad"),
]
# What only looks like one of these forms.
UNTOUCHED = [
    "The C#-based tool was ready at 3/4 of the price.",
    "Write to a@example.org by 3/4.",
    "A well-known non-governmental group.",
    "News travels fast in Mali: nobody left.",
    "The Foreign Ministry of Chad met Togo.",
]


@pytest.mark.parametrize(("text", "plain"), PLAIN)
def test_what_a_form_adds_is_taken_out(extractor: Extractor, text: str, plain: str) -> None:
    assert " ".join(extractor.normalizer.normalize(text).text.split(" ")).strip() == plain.strip()


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_only_looks_like_such_a_form_stays(extractor: Extractor, text: str) -> None:
    assert extractor.normalizer.normalize(text).text == text


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*(piece for pair in PLAIN for piece in pair[0].split()), *UNTOUCHED, "\n", "\n\n", "&#x41;", "-\n", "É", "e\u0301"]
        )
        | st.text(max_size=5),
        max_size=12,
    ).map(" ".join)
)
def test_every_character_stands_in_the_original(extractor: Extractor, text: str) -> None:
    plain = extractor.normalizer.normalize(text)
    places = [plain.original(i, i + 1) for i in range(len(plain.text))]
    assert all(0 <= start <= end <= len(text) for start, end in places)
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("text", "subject", "relation", "object_"),
    [
        ("Ghana&#39;s cabinet accused Togo&nbsp;of lying.", "Ghana", "accuses", "Togo"),
        ("Mozam-\nbique accused Tan-\nzania of lying.", "Mozambique", "accuses", "Tanzania"),
        ("RT @abc: #Ghana accuses #Togo of lying https://example.org", "Ghana", "accuses", "Togo"),
        ("ghana accused togo of lying.", "Ghana", "accuses", "Togo"),
        ("Ghana Condemns Togo Over Border Raids", "Ghana", "accuses", "Togo"),
        ("GHANA CONDEMNS TOGO OVER BORDER RAIDS", "Ghana", "accuses", "Togo"),
        ("<p>Ghana <i>accused</i> Togo of lying.</p>", "Ghana", "accuses", "Togo"),
    ],
)
def test_claims_quote_the_original(extractor: Extractor, text: str, subject: str, relation: str, object_: str) -> None:
    claims = [claim for claim in extractor.extract(Document("test", text)) if claim.relation == relation]
    assert [(claim.subject.name, claim.object.name) for claim in claims] == [(subject, object_)]
    (evidence,) = claims[0].evidence
    assert text[evidence.start : evidence.end] == evidence.quote
    assert evidence.trigger in evidence.quote


@pytest.mark.parametrize(
    "text",
    [
        "@Jordan_Reedman met @ChadWoodley for coffee",
        "What a drum solo by #ChadSmithson in #Paris!",
        "Seoul Food Wins Hearts As Turkey Shortage Hits New York Kitchens",
        "TURKEY PRICES SOAR BEFORE HOLIDAY",
        "they told us to cook turkey with chili on fine china.",
    ],
)
def test_names_that_are_none_claim_nothing(extractor: Extractor, text: str) -> None:
    found: tuple[Claim, ...] = extractor.extract(Document("test", text))
    assert found == ()


def test_names_are_those_that_were_read(extractor: Extractor) -> None:
    text = "ETHIOPIA ACCUSES EGYPT OF BACKING REBELS"
    assert {claim.object.name for claim in extractor.extract(Document("test", text))} == {"Egypt", "rebels"}
    (claim,) = extractor.extract(Document("test", "Russia hosted the Syrian nego-\ntiations."))
    assert claim.object.name == "Syrian negotiations"


def test_months_in_capitals_date_a_claim(extractor: Extractor) -> None:
    (claim,) = extractor.extract(Document("test", "CHAD ATTACKED MALI IN JUNE 2021"))
    assert claim.date is not None and (claim.date.start, claim.date.end) == ("2021-06-01", "2021-06-30")


def test_both_sides_of_an_ampersand_act(extractor: Extractor) -> None:
    (claim,) = extractor.extract(Document("test", "Ghana &amp; Togo signed a border treaty."))
    assert (claim.subject.name, claim.relation, claim.object.name) == ("Ghana", "agreesWith", "Togo")


def test_names_without_capitals_are_never_sure(extractor: Extractor) -> None:
    text = "Ghana accused Togo of lying."
    (sure,) = extractor.extract(Document("test", text))
    (guessed,) = extractor.extract(Document("test", text.lower()))
    assert (guessed.subject, guessed.relation, guessed.object) == (sure.subject, sure.relation, sure.object)
    assert guessed.confidence < 0.8 < sure.confidence
    assert extractor.normalizer.normalize(text.lower()).lacks_capitals


@pytest.mark.parametrize("text", ["GHANA ACCUSED TOGO OF LYING", "Ghana Accused Togo Of Lying", "mali left", "#Mali left"])
def test_headlines_and_short_lines_have_capitals_enough(extractor: Extractor, text: str) -> None:
    assert not extractor.normalizer.normalize(text).lacks_capitals
