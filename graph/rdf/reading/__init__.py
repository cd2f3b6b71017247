"""RDF back into claims: the columns of a store, and the claims, actors and documents that they hold."""

from .claims_from_rdf import CHECKED, LINKS, READ, STORIES, RdfReader, classes_read
from .coded import CodedPairs

__all__ = ["CHECKED", "LINKS", "READ", "STORIES", "CodedPairs", "RdfReader", "classes_read"]
