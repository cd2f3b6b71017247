"""Extractors of tests that end their process, or fail, at articles that they are told; other processes can have them."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from diplograph.ontology import Actor, Claim, Document, InputError


class StubbornError(Exception):
    """Cannot be unpacked by another process: it is made of two things, and packed as one."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other}")


@dataclass
class Mortal:
    """Finds a claim in each article; ``deadly`` ones end the process, those of ``once`` where ``marker`` is no file yet."""

    deadly: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    marker: Path | None = None
    name: str = "mortal 1.0"

    def extract(self, document: Document) -> tuple[Claim, ...]:
        if document.id in self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        if document.id in self.once and self.marker is not None and not self.marker.exists():
            self.marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if document.text == "stubborn":
            raise StubbornError("this", "that")
        if document.text == "long":
            raise InputError("the text is too long")
        number = int(document.id)
        # Described otherwise from one article to the next, as persons are: order shows.
        person = Actor("https://w3id.org/diplograph/actor/p", f"Mara {number % 5}", "Person", "RUS" if number % 2 else None)
        state = Actor("https://w3id.org/diplograph/actor/UKR", "Ukraine", "State", "UKR")
        return (Claim(document.id, person, "accuses", state),)


class Unborn(Mortal):
    """Ends each process that unpacks it."""

    def __setstate__(self, state: dict[str, object]) -> None:
        os.kill(os.getpid(), signal.SIGKILL)
