"""An extractor for benchmarks of the job alone: it waits, and finds one claim in each article."""

import time

from diplograph.ontology import Actor, Claim, Document

_SECONDS = 0.02


class SlowExtractor:
    """Its claims describe a person otherwise from one article to the next, so that their order shows in the graph."""

    name = "slow 1.0"

    def extract(self, document: Document) -> tuple[Claim, ...]:
        time.sleep(_SECONDS)
        number = int(document.id)
        person = Actor("https://w3id.org/diplograph/actor/p", f"Mara {number % 5}", "Person", "RUS" if number % 2 else None)
        state = Actor("https://w3id.org/diplograph/actor/UKR", "Ukraine", "State", "UKR")
        return (Claim(document.id, person, "accuses", state),)
