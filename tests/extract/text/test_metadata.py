"""One article as a text file and as a JSON Lines record: the same title, day, outlet and claims."""

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest
from diplograph.extract import Extractor
from diplograph.extract.readers import read_documents
from diplograph.extract.text.metadata import body_of, complete, find_title
from diplograph.ontology import Claim, Document

KIM = """Kim Jong Un and Moon Jae-in Agree to Meet in Panmunjom

SEOUL, March 6, 2018 (Yonhap) -- North Korea and South Korea agreed on Tuesday to hold talks in Panmunjom.

Kim told the South Korean envoys that the North would not use its weapons against South Korea. The United States welcomed \
the talks. Japan's Defense Minister Itsunori Onodera warned on Wednesday that Kim must give up his missiles.
"""
WRAPPED = """Sweden Accuses Belarus
of Smuggling

By Ada Berg

STOCKHOLM – Sweden accused Belarus on Monday of smuggling. Belarus rejected
the accusation, and its foreign minister said that Sweden had invited nobody to
the talks in Oslo. Norway offered to mediate between Sweden and Belarus.
"""
STATEMENT = """Statement by President Joe Biden on Support for Ukraine

I spoke with President Zelenskyy today. We condemn the attack on Kyiv.

The United States will send air defences to Ukraine, and Germany has agreed to train its troops.
"""
CAPITALS = """US, TURKEY TO RESUME TALKS ON JETS

ANKARA, Jan. 9, 2024 (AA) - Turkey and the United States will resume talks on jets next week, Ankara said. Greece \
opposes the sale.
"""
QUOTE = """“We Will Not Leave,” Says Kosovo

Serbia accused Kosovo of provoking a crisis. Kosovo denied this, and the European Union asked both sides to return to talks.

The EU's envoy Miroslav Lajcak met Kosovo's Prime Minister Albin Kurti in Pristina on May 4, 2023.
"""
ARTICLES = {"kim": KIM, "wrapped": WRAPPED, "statement": STATEMENT, "capitals": CAPITALS, "quote": QUOTE}


def records(folder: Path, text: str) -> dict[str, Document]:
    """An article in four forms: a file, a record of its text, one with its title twice, and one with its title apart."""
    (folder / "a.txt").write_text(text)
    title, _, body = text.partition("\n\n")
    title = title.replace("\n", " ")
    forms = {"whole": {"text": text}, "twice": {"title": title, "text": text}, "apart": {"title": title, "text": body}}
    for name, fields in forms.items():
        (folder / f"{name}.jsonl").write_text(json.dumps({"id": "a", **fields}))
    paths = {"file": folder / "a.txt", **{name: folder / f"{name}.jsonl" for name in forms}}
    return {name: next(read_documents(path)) for name, path in paths.items()}


def from_body(claims: tuple[Claim, ...], document: Document) -> list[Claim]:
    """Claims with evidence that counts from the start of the body."""
    start, _ = body_of(document.text, document.title)
    return [
        replace(claim, evidence=tuple(replace(e, start=e.start - start, end=e.end - start) for e in claim.evidence))
        for claim in claims
    ]


@pytest.mark.parametrize("text", ARTICLES.values(), ids=ARTICLES.keys())
def test_article_gives_the_same_claims_in_every_form(tmp_path: Path, extractor: Extractor, text: str) -> None:
    forms = records(tmp_path, text)
    read = {name: extractor.extract(document) for name, document in forms.items()}
    for name, claims in read.items():
        assert claims, name
        assert from_body(claims, forms[name]) == from_body(read["apart"], forms["apart"]), name
        for evidence in (evidence for claim in claims for evidence in claim.evidence):
            assert forms[name].text[evidence.start : evidence.end] == evidence.quote
    assert len({(document.title, document.date, document.outlet) for document in forms.values()}) == 1


def test_headline_says_who_a_surname_is_and_states_nothing(tmp_path: Path, extractor: Extractor) -> None:
    document = records(tmp_path, KIM)["file"]
    claims = extractor.extract(document)
    assert min(claim.evidence[0].start for claim in claims) > len(document.title or "")
    assert "Kim Jong Un" in {claim.object.name for claim in claims} | {claim.subject.name for claim in claims}


def test_text_tells_day_and_outlet_where_nobody_else_does() -> None:
    document = complete(Document("a", text=KIM))
    assert (document.date, document.outlet) == (datetime.date(2018, 3, 6), "Yonhap")


def test_metadata_of_the_reader_wins() -> None:
    given = Document("a", text=KIM, title="Talks", date=datetime.date(2020, 1, 1), outlet="The Example")
    assert complete(given) == given
    half = complete(replace(given, outlet=None))
    assert (half.date, half.outlet) == (datetime.date(2020, 1, 1), "Yonhap")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Talks Open\nBy Ada Berg\nOslo hosts talks.", "Talks Open"),
        ("Talks Open\nOSLO (AP) — Norway hosts talks.", "Talks Open"),
        ("Will Oslo Host?\n\nOslo hosts talks.", "Will Oslo Host?"),
        ("OSLO, March 10, 2023\n\nNorway hosts talks.", None),
        ("By Ada Berg\n\nNorway hosts talks.", None),
        ("The minister said:\n\nNorway hosts talks.", None),
    ],
)
def test_title_is_the_line_that_a_body_follows(text: str, title: str | None) -> None:
    assert find_title(text) == title


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("Talks Open\n\nOslo hosts.\n", "Talks Open", "Oslo hosts."),
        ("  TALKS OPEN \nOslo hosts.", "Talks open!", "Oslo hosts."),
        ("Talks Open in Oslo\n\nOslo hosts.", "Talks Open in Oslo | Nordic Courier", "Oslo hosts."),
        ("Talks open in Oslo on Monday.", "Talks open in Oslo", "Talks open in Oslo on Monday."),
        ("Talks Open\n\n", "Talks Open", "Talks Open"),
        ("Oslo hosts.", None, "Oslo hosts."),
        ("Oslo hosts.", "!", "Oslo hosts."),
    ],
)
def test_body_is_the_text_without_the_title_that_it_opens_with(text: str, title: str | None, body: str) -> None:
    assert text[slice(*body_of(text, title))] == body
