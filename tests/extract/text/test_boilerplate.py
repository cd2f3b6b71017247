import dataclasses
import re
import time
from collections.abc import Callable

import pytest
from diplograph.extract.text import boilerplate
from diplograph.extract.text.boilerplate import BoilerplatePatterns, is_boilerplate
from diplograph.extract.words.loading import english, read_entry, read_yaml
from diplograph.ontology import Claim, DataError
from hypothesis import given
from hypothesis import strategies as st

CLAIM = "Chad attacked Mali."


@pytest.mark.parametrize(
    "paragraph",
    [
        "Subscribe to our weekly letter.",
        "Sign up for our morning newsletter and never miss a summit.",
        "Get the latest from Oslo in your inbox every weekday.",
        "Already a subscriber? Log in.",
        "You have two free articles left. Subscribe now to read how Chad attacked Mali.",
        "Copyright © 2031 Example Media",
        "© 2031 Example Media. This story may not be reproduced.",
        "This article was originally published by the Example on 3 May.",
        "Republished with permission of the Example.",
        "Read more: Chad attacks Mali",
        "READ ALSO: Chad attacks Mali",
        "See also: why Chad attacked Mali",
        "Related: Chad attacks Mali",
        "Read more",
        "» Chad attacks Mali",
        "Photo: Soldiers of Chad attack Mali",
        "A soldier from Chad attacks Mali. (Photo by Jane Doe/Example Images)",
        "FILE - The president of Chad meets his counterpart of Mali in Oslo.",
        "Image credit: the government of Chad",
        "Reporting by Jane Doe in Oslo; editing by John Roe",
        "Follow us on Telegram for more on Mali.",
        "Follow @example on Twitter",
        "Share this article",
        "Advertisement",
        "Home | World | Politics | Contact us",
        "Terms of use · Privacy policy",
        "Published 3 May 2031, 14:05",
        "Last updated: May 3, 2031 at 2:05 pm",
        "Tags: Chad, Mali, NATO",
        "This site uses cookies to attack nobody.",
        "By clicking, you accept our privacy policy.",
        "Become a member today and support our work in Chad.",
        "Leave a comment",
    ],
)
def test_paragraph_of_the_page_is_boilerplate(paragraph: str) -> None:
    assert is_boilerplate(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        CLAIM,
        "Moldova hopes to become a member of the European Union.",
        "Inspectors demanded unlimited access to the sites in Iran.",
        "The group's newsletter said that Chad had attacked Mali.",
        "The ministers signed up to the plan in Lagos.",
        "Poland and Norway will sign up for the treaty.",
        "The advertisement accused Norway of lying.",
        "The European Union rejected the company's privacy policy.",
        "Photos from a village in Mali showed burnt houses (see below).",
        "Published on Monday, the report accused Chad of attacking Mali.",
        "Updated figures show that Chad attacked Mali twice.",
        "Sources: Chad to attack Mali",
        "Back to Mali, where Chad attacked a village.",
        "The files accuse Chad of attacking Mali.",
        "More on the table: Chad offered Mali a treaty.",
        "News of the attack reached Norway.",
        "The world must help Mali.",
        "They demanded a free and fair trial of the rebels in Mali.",
    ],
)
def test_sentence_of_an_article_that_sounds_like_the_page_is_none(paragraph: str) -> None:
    assert not is_boilerplate(paragraph)


def test_long_paragraph_that_quotes_such_a_phrase_is_none() -> None:
    assert not is_boilerplate("The minister told readers to click here. " * 20)


@pytest.mark.parametrize(
    "heading", ["Related articles", "Most read:", "— More on this story", "YOU MAY ALSO LIKE", "More from the Example"]
)
def test_list_of_links_below_its_heading_makes_no_claims(heading: str, claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    links = "Chad attacks Mali in the north\n• Norway condemns Serbia over the border\n\nPoland sanctions Belarus"
    assert claims_of(f"Rain fell in Oslo.\n\n{heading}\n{links}\n") == ()
    assert claims_of(f"Rain fell in Oslo.\n\n{links}\n") != ()


def test_list_of_links_ends_where_the_article_goes_on(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    claims = claims_of(f"Related stories\nNorway condemns Serbia\n\n{CLAIM}\n\nPoland condemned Belarus.")
    assert {claim.subject.name for claim in claims} == {"Chad", "Poland"}


def test_claim_of_the_article_has_no_evidence_from_the_page(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    text = f"Chad attacks Mali\n\n{CLAIM}\n\nRead more: {CLAIM}\n\nPhoto: {CLAIM}\n\nSubscribe now. {CLAIM}\n"
    (claim,) = claims_of(text)
    assert [evidence.start for evidence in claim.evidence] == [text.index(CLAIM)]


@given(
    st.text(max_size=500)
    | st.sampled_from(["home ", "home | ", "news,", "more ", "read ", "> "]).map(lambda word: word * 80 + "x")
)
def test_any_paragraph_is_judged_at_once(text: str) -> None:
    started = time.process_time()
    assert is_boilerplate(text) in (True, False)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"opening": ["(read more"]}, "boilerplate.yaml: opening: '(read more' is no regular expression"),
        ({"anywhere": {"click": ["(click"]}}, "boilerplate.yaml: anywhere: click: '(click' is no regular expression"),
        ({"anywhere": {"Click": ["click"]}}, "boilerplate.yaml: anywhere: 'Click' must be in lower case"),
        ({"links": []}, "boilerplate.yaml: unknown key 'links'"),
    ],
)
def test_wrong_pattern_is_refused_with_file_list_and_entry(
    change: dict[str, object], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = read_yaml(english("boilerplate.yaml"))
    assert set(content) == {field.name for field in dataclasses.fields(BoilerplatePatterns)}
    monkeypatch.setattr(boilerplate, "load_words", lambda kind: read_entry(kind, content | change, "boilerplate.yaml"))
    with pytest.raises(DataError, match=re.escape(complaint)):
        boilerplate._patterns.__wrapped__()
