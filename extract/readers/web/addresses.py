"""Addresses of pages, and whether the hosts that they name are public ones."""

import ipaddress
import re
import socket
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlsplit

from diplograph.ontology import DataError, InputError

from ...words import read_entry, read_yaml
from ..source import show

__all__ = ["FetchError", "Manners", "check_address", "is_address", "is_public", "manners", "resolve"]

_FILE: Final = "web.yaml"
_WITH_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_SCHEMES: Final = ("http", "https")

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_IP = ipaddress.IPv4Address | ipaddress.IPv6Address


class FetchError(Exception):
    """Why an address is not fetched, and what to do, as the end of a message."""


@dataclass(frozen=True, slots=True)
class Manners:
    """What ``web.yaml`` says."""

    user_agent: str
    robot: str
    refused: tuple[str, ...]
    translated: tuple[str, ...]


@cache
def manners() -> Manners:
    """How servers are spoken to; ``user_agent`` names this version."""
    content = read_yaml(files("diplograph.extract.readers.web") / _FILE)
    read = read_entry(Manners, content, _FILE)
    return Manners(read.user_agent.format(version=version("diplograph")), read.robot, read.refused, read.translated)


@cache
def _networks(texts: tuple[str, ...]) -> tuple[_Network, ...]:
    try:
        return tuple(map(ipaddress.ip_network, texts))
    except ValueError as error:
        raise DataError(f"{_FILE}: {error}; write networks like 168.63.129.16/32") from None


def is_address(text: str) -> bool:
    """Whether a text names something by a scheme, which files do not.

    >>> is_address("https://courier.example/talks"), is_address("news/talks.txt")
    (True, False)
    """
    return _WITH_SCHEME.match(text) is not None


def check_address(text: str) -> str:
    """An address of the web without its fragment; InputError for one of another scheme, or that cannot be fetched.

    >>> check_address("HTTPS://courier.example/talks#votes")
    'HTTPS://courier.example/talks'
    """
    scheme = text.partition(":")[0].lower()
    if scheme not in _SCHEMES:
        raise InputError(f"{show(text)}: only http and https are fetched; save the article, and name its file")
    try:
        parts = urlsplit(text)
        is_whole = bool(parts.hostname) and parts.port != 0
        has_login = parts.username is not None or parts.password is not None
    except ValueError:  # a port that is no number, half a pair of brackets
        is_whole, has_login = False, False
    if has_login:
        shown = show(f"{scheme}://…@{text.rpartition('@')[2]}")
        raise InputError(f"{shown}: names a user, and diplograph logs in nowhere; save the article, and name its file")
    if not is_whole or re.search(r"[\s\\]", text) or not text.isprintable():
        raise InputError(f"{show(text)}: is no address of a page; check it")
    return text.partition("#")[0]


def is_public(ip: _IP) -> bool:
    """Whether anybody may be there: not this machine, its networks, or what clouds tell their machines.

    >>> [is_public(ipaddress.ip_address(ip)) for ip in ("1.1.1.1", "10.0.0.1", "::ffff:127.0.0.1", "169.254.169.254")]
    [True, False, False, False]
    """
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and any(ip in network for network in _networks(manners().translated)):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _networks(manners().refused))


def resolve(host: str, port: int, *, allow_private: bool) -> list[tuple[Any, ...]]:
    """Where a host is, each as ``socket.getaddrinfo`` gives it; FetchError where nobody knows, or any of them is private."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"the host {show(host)} is not known; check the address, and the network") from None
    for *_, place in found:
        # Of a link-local address, its interface stands after a percent sign.
        ip = ipaddress.ip_address(str(place[0]).partition("%")[0])
        if not allow_private and not is_public(ip):
            raise FetchError(f"the host {show(host)} is at {ip}, which is private; if you mean it, add --allow-private")
    return list(found)
