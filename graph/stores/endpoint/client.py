"""SPARQL endpoints: where an engine answers, and one HTTP client with time-outs and retries for all of them."""

import os
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import requests
import yaml
from diplograph.ontology import DataError, StoreError
from requests.adapters import HTTPAdapter
from requests.auth import HTTPDigestAuth
from urllib3.util import Retry

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Client", "Endpoint", "Layout", "load_layouts", "parse_location"]

_CONNECT_S, _READ_S = 10.0, 600.0


@dataclass(frozen=True, slots=True)
class Layout:
    """How an engine lays out SPARQL 1.1: see ``endpoints.yaml``."""

    source: str
    query: str
    update: str
    auth: str
    whole_updates: bool
    triples_at_once: int
    graph_store: str | None = None
    update_in_body: bool = False
    own_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An engine at an address; ``location`` is how users name it, without a password."""

    location: str
    url: str
    layout: Layout
    user: str | None = None
    password: str | None = None

    def address(self, path: str) -> str:
        return self.url.rstrip("/") + "/" + path if path else self.url


@cache
def load_layouts() -> "Mapping[str, Layout]":
    """The engines that ``endpoints.yaml`` knows; raises DataError where an entry is wrong.

    >>> load_layouts()["virtuoso"].auth
    'digest'
    """
    entries = yaml.safe_load(files("diplograph.graph.stores.endpoint").joinpath("endpoints.yaml").read_text("utf-8"))
    allowed = {field.name for field in fields(Layout)}
    layouts = {}
    for name, entry in entries.items():
        if unknown := sorted(entry.keys() - allowed):
            raise DataError(f"endpoints.yaml: {name}: unknown key {unknown[0]!r}; use {', '.join(sorted(allowed))}")
        try:
            layouts[name] = Layout(**{**entry, "own_graphs": tuple(entry.get("own_graphs", ()))})
        except TypeError as error:
            raise DataError(f"endpoints.yaml: {name}: {error}") from None
        if entry["auth"] not in ("basic", "digest"):
            raise DataError(f"endpoints.yaml: {name}: auth is {entry['auth']!r}; it must be basic or digest")
    return layouts


def parse_location(location: str) -> Endpoint:
    """The endpoint that users name: "ENGINE+http://USER@HOST/PATH".

    The password comes from the environment, DIPLOGRAPH_PASSWORD, where no list of processes shows it. Raises GraphError.

    >>> parse_location("oxigraph+http://localhost:7878").address("query")
    'http://localhost:7878/query'
    """
    scheme, _, rest = location.partition("://")
    engine, _, protocol = scheme.rpartition("+")
    layouts = load_layouts()
    if protocol not in ("http", "https"):
        raise StoreError(f"{location}: {protocol}:// is not an address of an endpoint; begin with http:// or https://")
    if (engine or "sparql") not in layouts:
        raise StoreError(f"{location}: {engine!r} is not a known engine; use one of {', '.join(layouts)}")
    try:
        parts = urlsplit(f"{protocol}://{rest}")
    except ValueError:  # brackets that do not close, or hold no address
        raise StoreError(f"{location}: is no address of an endpoint; write one like http://localhost:7878") from None
    if not parts.hostname:
        raise StoreError(f"{location}: names no host")
    if parts.password is not None:
        raise StoreError(
            f"{protocol}://{parts.hostname}: set DIPLOGRAPH_PASSWORD instead of writing a password into the address"
        )
    host = parts.netloc.rpartition("@")[2]
    url = urlunsplit((protocol, host, parts.path, parts.query, ""))
    user = parts.username or os.environ.get("DIPLOGRAPH_USER")
    return Endpoint(location, url, layouts[engine or "sparql"], user, os.environ.get("DIPLOGRAPH_PASSWORD"))


class Client:
    """Sends requests to one endpoint. A busy or restarting server is asked again, later each time: all requests are such
    that doing them twice does no harm."""

    def __init__(self, endpoint: Endpoint, *, retries: int = 5, backoff_s: float = 0.5) -> None:
        self.endpoint = endpoint
        self._session = requests.Session()
        retry = Retry(
            total=retries,
            connect=min(retries, 2),
            backoff_factor=backoff_s,
            status_forcelist=(429, 502, 503, 504),
            allowed_methods=None,
            raise_on_status=False,
        )
        for protocol in ("http://", "https://"):
            self._session.mount(protocol, HTTPAdapter(max_retries=retry))
        if endpoint.user is not None:
            credentials = (endpoint.user, endpoint.password or "")
            self._session.auth = HTTPDigestAuth(*credentials) if endpoint.layout.auth == "digest" else credentials

    def send(self, method: str, path: str, *, timeout: float | None = None, **request: Any) -> requests.Response:
        """The response to a request; raises GraphError with the server's words where it is no success."""
        location = self.endpoint.location
        limits = (_CONNECT_S, timeout if timeout is not None else _READ_S)
        try:
            response = self._session.request(method, self.endpoint.address(path), timeout=limits, **request)
        except requests.exceptions.ReadTimeout:
            raise StoreError(f"{location}: no answer within {limits[1]:g} s; narrow the query, or allow more time") from None
        except requests.exceptions.RequestException as error:
            raise StoreError(f"{location}: cannot be reached: {_reason(error)}") from None
        if response.status_code in (401, 403):
            raise StoreError(f"{location}: access refused; name a user in the address and set DIPLOGRAPH_PASSWORD")
        if not response.ok:
            words = " ".join(response.text[:400].split())
            raise StoreError(f"{location}: HTTP {response.status_code}: {words or response.reason}")
        return response

    def close(self) -> None:
        self._session.close()


def _reason(error: Exception) -> str:
    cause: BaseException = error
    while (inner := cause.__cause__ or cause.__context__) is not None and inner is not cause:
        cause = inner
    return str(getattr(cause, "strerror", None) or getattr(cause, "reason", None) or cause).split("\n")[0][:200]
