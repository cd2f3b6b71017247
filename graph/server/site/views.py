"""Views: what answers each address, by which template it is shown, and what may be asked of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from . import models
from .asking import ask_question, ask_sparql, list_questions
from .files import File, draw, list_downloads, write_export, write_feed
from .lists import actor_page, actors, article_page, articles, claim_page, claims, overview, search
from .reading import Reading
from .selection import CONDITIONS

__all__ = ["FILE_VIEWS", "VIEWS", "View"]


@dataclass(frozen=True, slots=True)
class View:
    """A view: ``answer`` gives the data of ``model``; ``parameters`` by name with what each is."""

    answer: Callable[[Reading, Mapping[str, str]], models.Model]
    model: type[models.Model]
    parameters: Mapping[str, str]


_PAGE = {"page": "Which page of the list, from 1"}

VIEWS: Mapping[str, View] = MappingProxyType(
    {
        "overview": View(overview, models.Overview, {}),
        "search": View(search, models.SearchPage, {"q": "A name, or words of a sentence or a title"}),
        "actors": View(actors, models.ActorList, {"q": "A name", "kind": "A class of actors: State, Person", **_PAGE}),
        "actor": View(actor_page, models.ActorPage, _PAGE),
        "articles": View(articles, models.ArticleList, {"q": "Words of the title", "outlet": "Who published it", **_PAGE}),
        "article": View(article_page, models.ArticlePage, {}),
        "claims": View(claims, models.ClaimList, {**CONDITIONS, **_PAGE}),
        "claim": View(claim_page, models.ClaimPage, {}),
        "questions": View(list_questions, models.QuestionList, {}),
        "question": View(ask_question, models.QuestionPage, {}),
        "sparql": View(ask_sparql, models.SparqlPage, {"query": "SPARQL; our prefixes are declared"}),
        "downloads": View(list_downloads, models.DownloadList, CONDITIONS),
    }
)

FILE_VIEWS: Mapping[str, Callable[[Reading, Mapping[str, str]], File]] = MappingProxyType(
    {"export": write_export, "drawing": draw, "feed": write_feed, "actor_feed": write_feed}
)
