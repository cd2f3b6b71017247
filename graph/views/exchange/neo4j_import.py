"""The files that ``neo4j-admin database import`` reads, for graphs too large for statements."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from diplograph.ontology import Claim, Document

from .property_graph import nodes_of, relationships_of

__all__ = ["to_import_files"]

# The first day that a ZIP archive can tell: the same claims give the same bytes.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_TYPES = {int: ":long", float: ":double", str: ""}


def to_import_files(claims: Sequence[Claim], documents: Iterable[Document]) -> bytes:
    """A ZIP archive of nodes.csv and relationships.csv, whose heads name types as the importer reads them.

    ``neo4j-admin database import full --multiline-fields=true --nodes=nodes.csv --relationships=relationships.csv``. What they
    hold is that of ``to_cypher``. Text is as the article has it: it is meant for a database, and no spreadsheet.
    """
    known = {document.id: document for document in documents}
    nodes = [{"iri:ID": node.iri, ":LABEL": ";".join(("Entity", *node.labels)), **node.properties} for node in nodes_of(claims)]
    relationships = [
        {":START_ID": one.start, ":END_ID": one.end, ":TYPE": one.type, "key": one.key, **one.properties}
        for one in relationships_of(claims, known)
    ]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows, heads in (
            ("nodes.csv", nodes, ("iri:ID", ":LABEL")),
            ("relationships.csv", relationships, (":START_ID", ":END_ID", ":TYPE", "key")),
        ):
            entry = zipfile.ZipInfo(name, _NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _csv(rows, heads))
    return buffer.getvalue()


def _csv(rows: Sequence[dict[str, Any]], heads: Sequence[str]) -> str:
    types: dict[str, type] = {}
    for row in rows:
        for name, value in row.items():
            types.setdefault(name, type(value))
    properties = sorted(types.keys() - {*heads})
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*heads, *(name + _TYPES[types[name]] for name in properties)])
    writer.writerows([row.get(name, "") for name in (*heads, *properties)] for row in rows)
    return buffer.getvalue()
