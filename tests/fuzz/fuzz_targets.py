"""Ways into diplograph, each as a function of bytes that may refuse (DiplographError) and must not do worse, with its seeds."""

import csv
import datetime
import email.message
import gzip
import io
import json
import tarfile
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from diplograph.extract import Extractor
from diplograph.extract.dates import Viewpoint, find_times, resolve
from diplograph.extract.readers import read_documents
from diplograph.graph import KnowledgeGraph
from diplograph.graph.identity import load_decisions
from diplograph.graph.queries import check_query, check_update
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval
from diplograph.ontology.actors import ActorBase, extend_actors, load_actors
from diplograph.ontology.identifiers import ACTOR, EVENT, mint

__all__ = ["TARGETS", "Target"]

MEMORY = Path("/dev/shm")
ROOT = Path(__file__).parents[2]
TEXT = "GENEVA, 4 March 2024 (Courier) - Hungary opposes the accession of Ukraine to the European Union, Mara Velde told us."
TIMES = (
    "on Monday, 3 March 2025, and from 3 to 5 May",
    "in early 2023, late last week or two years ago; by the 1990s",
    "between 2019 and 2021, on 29 February 2023 and 31 June",
    "next month, the day before yesterday, 03/04/2024 and 2024-12-31, spring 1999, mid-January",
)


@dataclass(frozen=True)
class Target:
    """``run`` takes an input of at most ``longest`` bytes; ``seeds`` are some that it accepts; ``share`` is of a long run's."""

    run: Callable[[bytes], object]
    seeds: Callable[[], Sequence[bytes]]
    share: float = 1.0
    longest: int = 100_000


@cache
def folder() -> Path:
    # In memory where there is such a place: a file written over on a disk takes ten times as long as it is read.
    made = tempfile.TemporaryDirectory(prefix="fuzz-", dir=MEMORY if MEMORY.is_dir() else None)
    _KEPT.append(made)
    return Path(made.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def _file(data: bytes, suffix: str) -> Path:
    path = folder() / f"input{suffix}"
    path.write_bytes(data)
    return path


def _reader(suffix: str) -> Callable[[bytes], object]:
    def run(data: bytes) -> object:
        return [document.text for document in read_documents(_file(data, suffix), on_error=str, on_skip=str)]

    return run


def _graph(suffix: str) -> Callable[[bytes], object]:
    def run(data: bytes) -> object:
        graph = KnowledgeGraph.load(_file(data, suffix))
        return graph.claims, graph.documents

    return run


def _claims() -> list[Claim]:
    russia = Actor(ACTOR + "RUS", "Russia", "State", "RUS", "Q159")
    velde = Actor(ACTOR + "mara-velde", "Mara Velde", "Person", "RUS")
    union = Actor(ACTOR + "EU", "European Union", "InternationalOrganization", "IGO", "Q458")
    ukraine = Actor(ACTOR + "UKR", "Ukraine", "State", "UKR", "Q212")
    talks = Event(mint(EVENT, "Oslo talks"), "Oslo talks", "Negotiation", "Oslo")
    evidence = (Evidence(10, 43, "A sentence that proves the claim.", "proves"),)
    day = Interval("2024-03-04", "2024-03-04", "day")
    return [
        Claim("talks", russia, "participatesIn", talks, evidence=evidence, date=day),
        Claim("talks", russia, "opposesMembership", ukraine, organization=union, speaker=velde, evidence=evidence),
    ]


@cache
def _seed_graph() -> KnowledgeGraph:
    return KnowledgeGraph.from_claims(_claims(), [Document("talks", "Somebody. A sentence that proves the claim. The end.")])


def _graph_seeds(suffix: str) -> Callable[[], Sequence[bytes]]:
    def seeds() -> Sequence[bytes]:
        path = folder() / f"seed{suffix}"
        _seed_graph().save(path)
        return [path.read_bytes()]

    return seeds


def _query(data: bytes) -> object:
    text = data.decode("utf-8", "replace")
    check_query(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _seed_graph().query(text, limit=20)


def _queries() -> Sequence[bytes]:
    # Without their heads, which ask for parameters: what is not given is refused before the engine sees it.
    texts = [path.read_bytes() for path in sorted(ROOT.glob("graph/queries/*.rq"))]
    texts = [b"\n".join(line for line in text.split(b"\n") if not line.startswith(b"#")) for text in texts]
    return [
        *texts,
        b"ASK { ?c a dg:Claim }",
        b"SELECT * { ?c (dg:candidate|^dg:subject)+ ?a . FILTER(?a != 3 || BOUND(?c)) } ORDER BY ?a",
    ]


def _update(data: bytes) -> object:
    return check_update(data.decode("utf-8", "replace"))


def _times(data: bytes) -> object:
    text = data.decode("utf-8", "replace")
    anchor = Interval("0001-01-01", "0001-01-31", "month")
    views = (Viewpoint(datetime.date(2024, 3, 4)), Viewpoint(datetime.date(9999, 12, 31), True), Viewpoint(None, False, anchor))
    return [resolve(time, view) for time in find_times(text) for view in views]


@cache
def _base() -> ActorBase:
    # One name in forty: an input takes a tenth of the time, and every way through the code is still there.
    base = load_actors()
    return replace(base, names=dict(islice(base.names.items(), 0, None, 40)))


def _actors(suffix: str) -> Callable[[bytes], object]:
    return lambda data: extend_actors(_base(), [_file(data, suffix)])


@cache
def _extractor() -> Extractor:
    return Extractor()


def _extraction(data: bytes) -> object:
    return _extractor().extract(Document("fuzzed", data.decode("utf-8", "replace"), date=datetime.date(2024, 3, 4)))


def _articles() -> Sequence[bytes]:
    """Sentences rather than articles: the shorter, the more of them are read."""
    texts = [path.read_text("utf-8") for path in sorted(ROOT.glob("examples/articles/*.txt"))]
    return [TEXT.encode(), *(part.encode() for text in texts for part in text.split("\n") if 40 < len(part) < 400)]


def _table(delimiter: str) -> bytes:
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter).writerows([["id", "title", "text", "date"], ["a", "Talks", TEXT, "2024-03-04"]] * 2)
    return made.getvalue().encode()


def _mail() -> bytes:
    message = email.message.EmailMessage()
    message["Subject"], message["From"], message["Date"] = "Talks", "desk@courier.example", "Mon, 04 Mar 2024 10:00:00 +0000"
    message.set_content(TEXT)
    message.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    return message.as_bytes()


def _zip(members: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return made.getvalue()


def _tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name in ("a.txt", "b.md"):
            member = tarfile.TarInfo(name)
            member.size = len(TEXT)
            archive.addfile(member, io.BytesIO(TEXT.encode()))
    return made.getvalue()


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 70>>stream\nBT /F1 12 Tf 72 700 Td (Hungary opposes the accession of Ukraine.) Tj ET\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n"
)


def _docx() -> bytes:
    import docx

    document, made = docx.Document(), io.BytesIO()
    document.add_heading("Talks")
    document.add_paragraph(TEXT)
    document.save(made)
    return made.getvalue()


def _zstd() -> bytes:
    import zstandard

    return zstandard.compress(TEXT.encode())


def _parquet() -> bytes:
    import pyarrow
    from pyarrow import parquet

    made = io.BytesIO()
    parquet.write_table(pyarrow.table({"id": ["a", "b"], "text": [TEXT, TEXT], "date": ["2024-03-04", None]}), made)
    return made.getvalue()


PAGE = f"<html lang=en><head><title>Talks</title><meta name=date content=2024-03-04></head><body><article><h1>Talks</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"  # noqa: E501
FEED = (
    f"<?xml version='1.0'?><rss version='2.0'><channel><title>Courier</title><item><title>Talks</title><link>https://courier.example/a"
    f"</link><pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate><description>{TEXT}</description></item></channel></rss>"
)
WARC_BODY = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}"
WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    "WARC-Date: 2024-03-04T10:00:00Z\r\nWARC-Target-URI: https://courier.example/a\r\nContent-Type: application/http\r\n"
    f"Content-Length: {len(WARC_BODY.encode())}\r\n\r\n{WARC_BODY}\r\n\r\n"
)
RECORD = {"id": "a", "text": TEXT, "title": "Talks", "date": "2024-03-04", "url": "https://courier.example/a"}
MARKDOWN = (
    "---\ntitle: Talks\ndate: 2024-03-04\n---\n"
    f"# Talks\n\n{TEXT}\n\n* one\n* [two](https://courier.example)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
)
MHTML = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b; type=text/html\r\n\r\n"
    f"--b\r\nContent-Type: text/html\r\n\r\n{PAGE}\r\n--b--\r\n"
)
DECISIONS = (
    b"- merge: [actor:volodymyr-zelenskyy, actor:local-v-zelensky]\n"
    b"  reason: same person\n  date: 2024-03-04\n- never: [actor:a, actor:b]\n"
)
ACTORS_YAML = (
    b"- name: Courier Front\n"
    b"  kind: ArmedGroup\n  code: NOR\n  aliases: [CF, The Front]\n  sector: REB\n"
    b"- name: Oslo Club\n  id: oslo-club\n  base: overrule\n"
)
ACTORS_CSV = (
    b"name,kind,code,aliases,wikidata,sector,id,base\n"
    b"Courier Front,ArmedGroup,NOR,CF|The Front,Q184,REB,,\nOslo Club,,IGO,,,,oslo-club,overrule\n"
)

READERS: dict[str, tuple[str, Callable[[], Sequence[bytes]]]] = {
    "text": (".txt", lambda: [TEXT.encode(), TEXT.encode("utf-16")]),
    "json": (".json", lambda: [json.dumps({"articles": [RECORD]}, indent=1).encode(), json.dumps([RECORD]).encode()]),
    "json-lines": (".jsonl", lambda: [(json.dumps(RECORD) + "\n" + json.dumps(RECORD | {"id": 2}) + "\n").encode()]),
    "html": (".html", lambda: [PAGE.encode()]),
    "feed": (".xml", lambda: [FEED.encode()]),
    "table": (".csv", lambda: [_table(","), _table(";"), _table("\t")]),
    "markdown": (".md", lambda: [MARKDOWN.encode()]),
    "mail": (".eml", lambda: [_mail(), b"From a@b Mon Mar  4 10:00:00 2024\n" + _mail() * 2]),
    "mhtml": (".mhtml", lambda: [MHTML.encode()]),
    "pdf": (".pdf", lambda: [PDF]),
    "docx": (".docx", lambda: [_docx()]),
    "zip": (".zip", lambda: [_zip({"a.txt": TEXT, "b/c.html": PAGE})]),
    "tar": (".tar", lambda: [_tar()]),
    "warc": (".warc", lambda: [WARC.encode()]),
    "gzip": (".txt.gz", lambda: [gzip.compress(TEXT.encode())]),
    "zstd": (".txt.zst", lambda: [_zstd()]),
    "parquet": (".parquet", lambda: [_parquet()]),
}
NEEDED = {
    "docx": "docx",
    "zstd": "zstandard",
    "parquet": "pyarrow",
    "html": "trafilatura",
    "mhtml": "trafilatura",
    "feed": "feedparser",
}
NEEDED |= {"pdf": "pypdf", "warc": "warcio"}


def _targets() -> Iterator[tuple[str, Target]]:
    for name, (suffix, seeds) in READERS.items():
        if name not in NEEDED or find_spec(NEEDED[name]) is not None:
            yield f"reader-{name}", Target(_reader(suffix), seeds)
    for suffix in (".ttl", ".trig", ".nq", ".nt", ".rdf", ".jsonld"):
        yield f"graph{suffix.replace('.', '-')}", Target(_graph(suffix), _graph_seeds(suffix))
    yield "query", Target(_query, _queries)
    yield (
        "update",
        Target(
            _update,
            lambda: [b"INSERT DATA { <urn:a> <urn:b> 1 }", b"DELETE { ?s ?p ?o } INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }"],
        ),
    )
    yield "dates", Target(_times, lambda: [text.encode() for text in TIMES])
    yield "decisions", Target(lambda data: load_decisions(_file(data, ".yaml")), lambda: [DECISIONS])
    yield "actors-csv", Target(_actors(".csv"), lambda: [ACTORS_CSV])
    yield "actors-yaml", Target(_actors(".yaml"), lambda: [ACTORS_YAML])
    yield "extraction", Target(_extraction, _articles, share=0.4, longest=2_000)


TARGETS: Mapping[str, Target] = dict(_targets())
