"""Models of what a view answers: the data of its page, the JSON of the API, and the schemas of the OpenAPI document."""

from pydantic import BaseModel, ConfigDict

__all__ = [
    "Actor",
    "ActorList",
    "ActorPage",
    "Article",
    "ArticleList",
    "ArticlePage",
    "Cell",
    "Choice",
    "Claim",
    "ClaimList",
    "ClaimPage",
    "Count",
    "DownloadList",
    "Evidence",
    "Field",
    "File",
    "Interval",
    "Model",
    "Neighbour",
    "Office",
    "Overview",
    "Pages",
    "Party",
    "Problem",
    "Question",
    "QuestionList",
    "QuestionPage",
    "SearchPage",
    "SparqlPage",
    "Status",
    "Table",
]


class Model(BaseModel):
    """Plain data; a field that is not declared is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(Model):
    """Why there is no answer."""

    error: str


class Count(Model):
    """How many there are of something; ``value`` is what to ask for."""

    label: str
    value: str
    number: int


class Pages(Model):
    """Where a list is cut: ``page`` of ``pages``, of ``total`` entries."""

    page: int
    pages: int
    total: int


class Party(Model):
    """An actor or event as a claim names it: ``id`` is that of its page, for an event what claims of it are found by."""

    id: str
    name: str
    kind: str
    is_actor: bool = True


class Actor(Model):
    """An actor, with the number of claims that name it."""

    id: str
    iri: str
    name: str
    kind: str
    claims: int


class Interval(Model):
    """Days, both included, and the unit that the text names; ``words`` is how it is written."""

    start: str
    end: str
    precision: str
    words: str


class Evidence(Model):
    """A sentence that proves a claim; ``start`` and ``end`` are characters in the text of its article."""

    quote: str
    trigger: str
    start: int
    end: int


class Article(Model):
    """An article; the store keeps no text of it."""

    id: str
    iri: str
    name: str
    title: str
    published: str | None
    outlet: str | None
    url: str | None
    claims: int | None = None


class Claim(Model):
    """A claim: ``sentence`` is all of it in words, ``verb`` what stands between the parties, ``status`` how it is put."""

    id: str
    iri: str
    sentence: str
    subject: Party
    verb: str
    relation: str
    relation_label: str
    object: Party
    organization: Party | None
    status: str
    polarity: str
    modality: str
    manner: str | None
    speaker: Party | None
    outlet: str | None
    role: str | None
    date: Interval | None
    place: str | None
    country: Party | None
    confidence: float
    evidence: list[Evidence]
    article: Article


class Overview(Model):
    """What the store holds."""

    name: str
    articles: int
    independent_articles: int
    stories: int
    actors: int
    claims: int
    published_from: str | None
    published_to: str | None
    relations: list[Count]
    named_most: list[Actor]
    latest: list[Claim]


class SearchPage(Model):
    """What is found by a word or name; ``note`` says who is meant, or near, where nobody is found."""

    words: str
    actors: list[Actor]
    articles: list[Article]
    claims: list[Claim]
    more_claims: int
    note: str | None


class ActorList(Model):
    """Actors, those named most first."""

    actors: list[Actor]
    kinds: list[Count]
    pages: Pages


class Office(Model):
    """An office that somebody held: days are empty where they are not known."""

    person: str
    title: str
    of: str
    start: str
    end: str
    as_of: str


class Status(Model):
    """A status in an organization: member, candidate and the like."""

    member: str
    member_id: str
    organization: str
    organization_id: str
    status: str
    start: str
    end: str
    as_of: str


class Neighbour(Model):
    """The other side of claims: in ``acting`` of them the actor of the page is the subject."""

    party: Party
    claims: int
    acting: int
    acted_upon: int


class ActorPage(Model):
    """All that is known of an actor; offices and memberships are those of the actor base."""

    actor: Actor
    names: list[str]
    code: str | None
    wikidata: str | None
    part_of: Party | None
    offices: list[Office]
    memberships: list[Status]
    members: list[Status]
    neighbours: list[Neighbour]
    relations: list[Count]
    claims: list[Claim]
    pages: Pages


class ArticleList(Model):
    """Articles, the latest first."""

    articles: list[Article]
    pages: Pages


class ArticlePage(Model):
    """An article with its claims in reading order, and the articles that tell the same in nearly the same words."""

    article: Article
    claims: list[Claim]
    same_story: list[Article]


class Choice(Model):
    """One of the values that a field takes."""

    value: str
    label: str


class Field(Model):
    """A field of a form: ``kind`` is text, date, number, actor, relation, relations, words or choice."""

    name: str
    label: str
    kind: str
    value: str
    required: bool = False
    hint: str = ""
    choices: list[Choice] = []


class ClaimList(Model):
    """Claims that fulfil the conditions, the latest first; ``conditions`` are as they were given."""

    claims: list[Claim]
    conditions: dict[str, str]
    pages: Pages


class ClaimPage(Model):
    """A claim, and how many others are of the same parties and relation."""

    claim: Claim
    alike: int


class Cell(Model):
    """A value: as people read it, as it is in the graph, and the page of what it names, if it has one."""

    text: str
    value: str | float | int | bool | None
    address: str | None = None


class Table(Model):
    """Rows of an answer; ``note`` tells what the rows cannot. ``turtle`` is the answer where it is a graph."""

    columns: list[str]
    rows: list[list[Cell]]
    truncated: bool
    note: str | None
    turtle: str | None = None


class Question(Model):
    """A ready question; ``needs`` is what the answer rests on beside claims."""

    name: str
    summary: str
    needs: list[str]
    fields: list[Field]
    example: dict[str, str]


class QuestionList(Model):
    """The questions that come with diplograph."""

    questions: list[Question]


class QuestionPage(Model):
    """A question with its answer, where all that it asks for is given."""

    question: Question
    sparql: str
    answer: Table | None


class SparqlPage(Model):
    """A query with its answer."""

    query: str
    answer: Table | None
    prefixes: dict[str, str]
    examples: list[Choice]


class File(Model):
    """A format in which the graph, or a selection of its claims, can be had."""

    name: str
    summary: str
    address: str


class DownloadList(Model):
    """The files of a selection of claims."""

    files: list[File]
    conditions: dict[str, str]
    claims: int
