"""Addresses are fetched within limits, where robots.txt lets them be, and from public hosts unless the user says otherwise."""

import datetime
import gzip
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from diplograph.extract.readers import Fetcher, find_articles, read_documents
from diplograph.extract.readers.limits import limits
from diplograph.extract.readers.web import addresses, check_address
from diplograph.ontology import Document, InputError

pytest.importorskip("protego")

PAGE = """<html><head><title>Talks Open in Oslo</title><meta property="og:site_name" content="Nordic Courier"></head><body>
<article><h1>Talks Open in Oslo</h1><p>Norway hosts talks of Sweden and Finland in Oslo on Monday, said the ministry.</p>
<p>The delegations of both states arrived at the weekend, and the talks will go on until Friday.</p></article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Nordic Courier</title>
<item><title>Talks</title><link>/talks</link><description>Norway hosts talks.</description></item>
<item><title>Votes</title><description>Sweden votes.</description></item></channel></rss>"""

RESOLVE = socket.getaddrinfo
Body = bytes | Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A server on loopback: what it gives for each path, and what it was asked for."""

    address: str = ""
    pages: dict[str, tuple[int, Mapping[str, str], Body]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def put(self, path: str, body: Body | str, kind: str = "text/html", status: int = 200, **headers: str) -> str:
        content = body.encode() if isinstance(body, str) else body
        self.pages[path] = (status, {"Content-Type": kind, **headers}, content)
        return self.address + path

    def lead(self, path: str, target: str) -> str:
        return self.put(path, "", status=302, Location=target)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            made.agents.add(self.headers["User-Agent"])
            status, headers, body = made.pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if callable(body):
                body(self)
            else:
                self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def read(address: str, fetcher: Fetcher | None = None) -> tuple[list[Document], list[str]]:
    failures: list[InputError] = []
    fetcher = fetcher if fetcher is not None else Fetcher(allow_private=True)
    documents = list(read_documents(address, on_error=failures.append, fetcher=fetcher))
    assert all("\n" not in str(failure) for failure in failures)
    return documents, [str(failure) for failure in failures]


def failure_of(address: str, fetcher: Fetcher | None = None) -> str:
    documents, (failure,) = read(address, fetcher)
    assert documents == []
    return failure.removeprefix(f"{address}: ")


def tighten(monkeypatch: pytest.MonkeyPatch, **values: float) -> None:
    tight = replace(limits(), **values)  # type: ignore[arg-type]
    for module in ("fetching", "robots"):
        monkeypatch.setattr(f"diplograph.extract.readers.web.{module}.limits", lambda: tight)


def resolve_as(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Names resolve to these addresses, one after the other; what was asked for comes back."""
    asked: list[str] = []

    def resolve(host: str, port: int, *args: Any, **options: Any) -> Any:
        asked.append(host)
        return RESOLVE(answers[min(len(asked), len(answers)) - 1], port, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_page_at_an_address_is_an_article_of_that_id_with_the_day_of_its_fetching(site: Site) -> None:
    address, before = site.put("/talks?page=1", PAGE), datetime.datetime.now(datetime.UTC).date()
    (document,), failures = read(address)
    assert failures == []
    assert (document.id, document.url, document.title, document.outlet) == (
        address,
        address,
        "Talks Open in Oslo",
        "Nordic Courier",
    )
    assert document.text.startswith("Norway hosts talks") or "Norway hosts talks" in document.text
    assert document.retrieved is not None
    assert before <= document.retrieved <= datetime.datetime.now(datetime.UTC).date()


def test_feed_at_an_address_gives_its_entries_with_their_addresses(site: Site) -> None:
    (talks, votes), failures = read(site.put("/feed", FEED, "text/html"))
    assert failures == []
    assert (talks.id, talks.url, talks.outlet) == (f"{site.address}/talks", f"{site.address}/talks", "Nordic Courier")
    assert (votes.text, votes.url) == ("Sweden votes.", None)
    assert site.asked == ["/robots.txt", "/feed"]


@pytest.mark.parametrize(
    ("path", "kind", "content", "text"),
    [
        ("/a", "text/plain", "Norway hosts talks.", "Norway hosts talks."),
        ("/a.md", "text/plain", "Norway **hosts** talks.", "Norway hosts talks."),
        ("/a.php", "text/markdown", "Norway **hosts** talks.", "Norway hosts talks."),
        ("/a.md", "text/csv", "text\nNorway hosts talks.\n", "Norway hosts talks."),
        ("/a", "application/octet-stream", '{"id": "a", "text": "Norway."}', "Norway."),
        ("/a", "text/plain; charset=iso-8859-1", "Zürich hosts.".encode("latin-1"), "Zürich hosts."),
        ("/a.txt", "text/plain; charset=iso-8859-1", "Zürich hosts.", "Zürich hosts."),
        ("/a", "text/html; charset=windows-1251", PAGE.replace("Oslo on", "Осло on").encode("cp1251"), "Осло on Monday"),
    ],
)
def test_what_is_fetched_is_read_by_its_bytes_its_type_and_its_name(
    site: Site, path: str, kind: str, content: str | bytes, text: str
) -> None:
    (document,), failures = read(site.put(path, content, kind))
    assert failures == [] and text in document.text


def test_what_was_packed_for_the_way_is_unpacked(site: Site) -> None:
    address = site.put("/talks", gzip.compress(PAGE.encode()), **{"Content-Encoding": "gzip"})
    assert len(read(address)[0]) == 1


def test_member_of_an_archive_at_an_address_is_named_after_both(site: Site) -> None:
    address = site.put("/talks.txt.gz", gzip.compress(b"\xff\xfe"), "application/gzip")
    assert "is UTF-16, not UTF-8" in failure_of(address)


def test_user_agent_says_who_asks(site: Site) -> None:
    read(site.put("/talks", PAGE))
    (agent,) = site.agents
    assert agent.startswith("diplograph/") and "+https://" in agent


def test_redirections_are_followed_and_the_last_address_is_kept(site: Site) -> None:
    site.put("/new", PAGE)
    first = site.lead("/old", "/middle")
    site.lead("/middle", f"{site.address}/new")
    (document,), _ = read(first)
    assert (document.id, document.url) == (first, f"{site.address}/new")


def test_redirections_without_end_are_one_line(site: Site) -> None:
    assert failure_of(site.lead("/round", "/round")) == (
        f"leads on more than {limits().redirects} times; name the address of the page itself"
    )
    assert site.asked.count("/round") == limits().redirects + 1


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("ftp://courier.example/a", "only http and https are fetched"),
        ("file:///etc/passwd", "only http and https are fetched"),
        ("http://ada:secret@courier.example/", "diplograph logs in nowhere"),
    ],
)
def test_redirection_is_checked_like_the_address_itself(site: Site, target: str, said: str) -> None:
    message = failure_of(site.lead("/old", target))
    assert said in message and "secret" not in message


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "404 Not Found"), (403, "403 Forbidden"), (503, "503 Service Unavailable"), (204, "204 No Content"), (799, "799;")],
)
def test_answer_that_is_no_page_is_one_line(site: Site, status: int, said: str) -> None:
    assert f"gives no page but the status {said}" in failure_of(site.put("/a", PAGE, status=status))


def test_nothing_is_fetched_that_robots_txt_forbids(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/*.html\n\nUser-agent: diplograph\nDisallow: /talks\n")
    fetcher = Fetcher(allow_private=True)
    assert "/robots.txt keeps programs out of it" in failure_of(site.put("/talks", PAGE), fetcher)
    assert len(read(site.put("/private/a.html", PAGE), fetcher)[0]) == 1
    assert "keeps programs out" in failure_of(site.lead("/away", "/talks"), fetcher)
    assert site.asked == ["/robots.txt", "/private/a.html", "/away"]


def test_nothing_is_fetched_where_robots_txt_fails(site: Site) -> None:
    site.put("/robots.txt", "", status=500)
    assert "/robots.txt, which would say" in failure_of(site.put("/talks", PAGE))
    assert site.asked == ["/robots.txt"]


def test_host_is_asked_as_seldom_as_it_wants(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 1000\n")
    fetcher = Fetcher(allow_private=True)
    for _ in range(2):
        assert len(read(site.put("/talks", PAGE), fetcher)[0]) == 1
    (seconds,) = [each for each in slept if each > 1]
    assert limits().crawl_delay_seconds - 2 < seconds <= limits().crawl_delay_seconds


def test_page_larger_than_the_limit_is_not_read_to_its_end(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    tighten(monkeypatch, fetched_bytes=100_000)
    sent = []

    def send(handler: BaseHTTPRequestHandler) -> None:
        try:
            for _ in range(10_000):
                handler.wfile.write(b"x" * 10_000)
                sent.append(10_000)
        except OSError:
            return

    assert "holds more than 100,000 bytes, the most that is fetched" in failure_of(site.put("/endless", send))
    assert sum(sent) < 100_000_000
    bomb = site.put("/bomb", gzip.compress(b"x" * 10_000_000), **{"Content-Encoding": "gzip"})
    assert "holds more than 100,000 bytes" in failure_of(bomb)


@pytest.mark.parametrize("limit", ["silence_seconds", "fetch_seconds"])
def test_server_that_drips_or_says_nothing_is_left(site: Site, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    tighten(monkeypatch, **{limit: 0.3})
    done = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        while limit == "fetch_seconds" and not done.wait(0.05):
            try:
                handler.wfile.write(b"x")
            except OSError:
                return
        done.wait(2)

    assert failure_of(site.put("/slow", drip)) == "its server takes too long; try later"
    done.set()


def test_page_that_is_cut_off_on_its_way_is_not_read(site: Site) -> None:
    assert "its server breaks off" in failure_of(site.put("/talks", PAGE, **{"Content-Length": "100000"}))


def test_host_that_cannot_be_reached_is_one_line(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "cannot be reached: " in failure_of(f"http://127.0.0.1:{port}/")
    assert "does not prove that it is the one" in failure_of(site.address.replace("http:", "https:"))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "0.0.0.0",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "224.0.0.1",
        "2130706433",
        "0x7f.1",
        "[::1]",
        "[fe80::1%25lo]",
        "[fd00:ec2::254]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
    ],
)
def test_private_hosts_are_refused_however_they_are_written(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    message = failure_of(f"http://{host}:8/", Fetcher())
    assert "which is private; if you mean it, add --allow-private" in message or "is not known" in message


def test_name_of_which_any_address_is_private_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **rest: RESOLVE("1.1.1.1", port) + RESOLVE("10.0.0.1", port))
    assert "is at 10.0.0.1, which is private" in failure_of("http://courier.example/", Fetcher())


def test_name_that_changes_its_address_is_caught_when_it_is_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda ip: str(ip) == "127.0.0.1")
    address = site.put("/talks", PAGE).replace("127.0.0.1", "courier.example")
    asked = resolve_as(monkeypatch, "127.0.0.1")
    assert len(read(address, Fetcher())[0]) == 1
    assert asked == ["courier.example"] * 2  # for robots.txt and the page: once a connection, to what was checked
    resolve_as(monkeypatch, "127.0.0.1", "127.0.0.2")
    assert "is at 127.0.0.2, which is private" in failure_of(address, Fetcher())


def test_public_page_that_leads_to_a_private_host_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda ip: str(ip) == "127.0.0.1")
    target = site.address.replace("127.0.0.1", "127.0.0.2") + "/talks"
    message = failure_of(site.lead("/old", target), Fetcher())
    assert message.startswith(f"leads to {target}: ") and "is at 127.0.0.2, which is private" in message


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://courier.example/a", "only http and https are fetched"),
        ("http://", "is no address of a page"),
        ("https://courier.example:port/", "is no address of a page"),
        ("https://[::1/", "is no address of a page"),
        ("https://courier.example/a b", "is no address of a page"),
        ("https://courier.example/\x1b", "is no address of a page"),
        ("https://ada:secret@courier.example/", "names a user"),
    ],
)
def test_what_is_no_address_of_a_page_is_one_line_and_a_fault_of_its_argument(address: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        check_address(address)
    assert said in str(caught.value) and "secret" not in str(caught.value) and str(caught.value).isprintable()
    inputs = find_articles([address])
    assert inputs.files == [] and len(inputs.faults) == 1


def test_address_is_an_article_of_its_own_id_and_named_twice_is_read_once() -> None:
    inputs = find_articles(["https://courier.example/a#top", "https://courier.example/a", "https://courier.example/b/a"])
    assert [file.id for file in inputs.files] == ["https://courier.example/a", "https://courier.example/b/a"]
