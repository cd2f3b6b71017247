"""IRIs: readable where the thing is known, content-addressed where it is not, and safe for any input text."""

import hashlib
import re
import unicodedata

__all__ = [
    "ACTOR",
    "BASE",
    "BID",
    "CAMEO",
    "CLAIM",
    "DATASET",
    "DERIVATION",
    "DOCUMENT",
    "EVENT",
    "EVIDENCE",
    "LOCAL_ACTORS",
    "MEMBERSHIP",
    "OFFICE",
    "ONTOLOGY",
    "OUTLET",
    "PLOVER",
    "PROPOSITION",
    "RULE",
    "RUN",
    "SOFTWARE",
    "STORY",
    "digest",
    "exact_slug",
    "mint",
    "slug",
]

BASE = "https://w3id.org/diplograph/"
ONTOLOGY = BASE + "ontology#"
ACTOR = BASE + "actor/"
BID = BASE + "bid/"
CAMEO = BASE + "cameo/"
CLAIM = BASE + "claim/"
DATASET = BASE + "dataset/"
DERIVATION = BASE + "derivation/"
DOCUMENT = BASE + "document/"
EVENT = BASE + "event/"
EVIDENCE = BASE + "evidence/"
MEMBERSHIP = BASE + "membership/"
OFFICE = BASE + "office/"
OUTLET = BASE + "outlet/"
PLOVER = BASE + "plover/"
PROPOSITION = BASE + "proposition/"
RULE = BASE + "rule/"
RUN = BASE + "run/"
SOFTWARE = BASE + "software/"
STORY = BASE + "story/"
# How the IRIs of actors begin that a text names and the actor base does not know.
LOCAL_ACTORS = (ACTOR + "local-", ACTOR + "group-")

_MAX_SLUG = 60
_DIGEST_HEX = 16
_OTHERS = re.compile("[^a-z0-9]+")


def digest(*parts: object) -> str:
    """16 hexadecimal digits (64 bits) that depend on every part and on where each part ends; None differs from ''.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    texts = [None if part is None else str(part) for part in parts]
    joined = "".join(["-1:-" if text is None else f"{len(text)}:{text}" for text in texts])
    if joined.isascii():  # a character is a byte: that of each claim is made, by the hundred thousand
        content = joined.encode()
    else:
        encoded = [None if text is None else text.encode("utf-8", "surrogatepass") for text in texts]
        content = b"".join([b"-1:-" if part is None else b"%d:%b" % (len(part), part) for part in encoded])
    return hashlib.sha256(content).hexdigest()[:_DIGEST_HEX]


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and single hyphens, at most 60 characters.

    Text that loses letters on the way (another script) or is cut gets a digest of the whole, so that two texts that
    differ by more than case, accents and punctuation never share a slug.

    >>> slug("Sergey Lavrov"), slug("Nicolás Maduro")
    ('sergey-lavrov', 'nicolas-maduro')
    >>> slug("习近平").startswith("x-")
    True
    """
    letters = text
    if not text.isascii():
        letters = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    letters = letters.casefold()
    plain = _OTHERS.sub("-", letters).strip("-")
    lossy = not plain or (not letters.isascii() and any(c.isalnum() and not c.isascii() for c in letters))
    if lossy or len(plain) > _MAX_SLUG:
        plain = f"{plain[: _MAX_SLUG - _DIGEST_HEX - 1] or 'x'}-{digest(letters)}"
    return plain


def exact_slug(text: str) -> str:
    """A slug that no other text shares: the text itself where it is one, else with a digest of it.

    >>> exact_slug("voa-004")
    'voa-004'
    >>> exact_slug("voa.004") == exact_slug("VOA 004")
    False
    """
    plain = slug(text)
    return plain if plain == text else f"{plain[: _MAX_SLUG - _DIGEST_HEX - 1]}-{digest(text)}"


def mint(namespace: str, *parts: str) -> str:
    """An IRI in ``namespace`` made of the slugs of ``parts``, joined by hyphens.

    >>> mint(ACTOR, "Sergey Lavrov")
    'https://w3id.org/diplograph/actor/sergey-lavrov'
    """
    return namespace + "-".join(slug(part) for part in parts)
